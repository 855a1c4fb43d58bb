"""Teams that fill in kull's own forms: what they write, key by key, and what that says. The same for the same number.

They write as people do: several lines, lists, quotes, Sámi names, phones and dates in many ways, boxes ticked or not.
"""

import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.form.registration import ROLES
from pipeline.form.vocabulary import load_vocabulary
from pipeline.model import Adviser, Commitments, Contact, Member, Role, Values

CHALLENGES = ("high_workload", "high_turnover", "limited_capacity")
COMMITMENTS = ("leader_leads", "whole_team", "follow_up", "time", "costs")
GIVEN = ("Kari", "Máret", "Ola", "Åse-Mari", "Ánte", "Siri", "Đoahkká", "Per Øyvind", "Ingrid", "Láilá", "Jon", "Zoë", "Bjørn")
FAMILY = ("Utsi", "Nordmann", "Ŋuorgam", "O'Brien", "Bjørnstad", "Hætta", "Åsen", "Šoavva", "Lund", "Væring", "Eira Čáhppe")
UNITS = (
    "Sengepost 3",
    "Føde- og barselavdelingen",
    "Akuttmottaket",
    "DPS Vest-Finnmark",
    "Medisinsk poliklinikk",
    "Barn & unge",
)
PLACES = ("Mo i Rana", "Tromsø", "Kárášjohka", "Bodø", "Sandnessjøen", "Hammerfest")
TITLES = (
    "Raskere hjem",
    "Trygg fødsel – hele veien",
    "Færre fall på post 3",
    "«Hva er viktig for deg?»",
    "Bedre flyt i akuttmottaket",
    "Riktig legemiddelliste ved utskrivning (samstemming)",
    "24/7: kortere ventetid",
)
SENTENCES = (
    "Pasienter blir liggende i snitt 1,4 døgn etter at de er meldt utskrivningsklare.",
    "Vi mangler en felles rutine, og «det ordner seg» er ikke godt nok.",
    "Reinnlegger 12 % innen 30 dager (nasjonalt: 9 %).",
    "Ansatte sier at de ikke rekker å følge opp, særlig på kveld og natt.",
    "Innen 1. juni skal 80 % av utskrivningene være klare før kl. 12.",
    "Buohccit vurdet guhká ovdal go besset doaktára lusa.",
    "Målt i februar: 34 % (n = 118), i mars: 41 %.",
    "Det gjelder både innlagte & polikliniske pasienter.",
)
PROFESSIONS = ("sykepleier", "lege", "fysioterapeut", "jordmor", "bioingeniør", "radiograf", "helsefagarbeider", "vernepleier")
JOBS = ("", "", "Fagutvikler", "Seksjonsleder", "Jordmor II", "Overlege", "Enhetsleder")
PHONES = ("{0}{1}{2}{3}", "{0} {1} {2} {3}", "+47 {0} {1} {2} {3}", "0047{0}{1}{2}{3}", "{0}{1}  {2}{3}", "+47{0}{1}{2}{3}")
DATES = ("{d:%d.%m.%Y}", "{d.day}.{d.month}.{d.year}", "{d:%Y-%m-%d}", "{d:%d/%m/%Y}", "{d:%d.%m.%y}", "{d.day}. {m} {d.year}")
MONTHS = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What stands in the form's fields, by key, and the values that this says."""

    language: str
    written: dict[str, str | bool]
    values: Values


def team(number: int, language: str, *, rows: int = 14) -> Team:
    """Team `number`, of at most `rows` members, in a form in `language`."""
    rng = random.Random(1_000 * number + (language == "nn"))  # noqa: S311 - the same teams in each run, no secret
    written: dict[str, str | bool] = {}
    trust = rng.choice(load_vocabulary().trusts)
    written["trust"] = rng.choice((trust.name, trust.name, trust.short, *trust.also))
    written |= {"unit": rng.choice(UNITS), "title": rng.choice(TITLES), "priority": str(rng.randint(1, 40))}
    if rng.random() < 0.7:
        written["place"] = rng.choice(PLACES)
    written |= {name: _prose(rng) for name in ("problem", "goal", "baseline") if name != "baseline" or rng.random() < 0.6}
    written |= {key: rng.random() < 0.5 for key in ticks() if rng.random() < 0.9}
    members = [_member(rng, language, f"member_{n}") for n in range(1, rng.randint(0, rows) + 1)]
    for said, _ in members:
        written |= said
    contact, adviser = _person(rng, "contact"), _person(rng, "adviser")
    written |= contact[0] | adviser[0]
    attends = rng.choice((None, True, False))
    if attends is not None:
        written["adviser_attends"] = "ja" if attends else "nei"
    date = rng.choice((None, dt.date(2025, 1, 1) + dt.timedelta(days=rng.randint(0, 500))))
    if date is not None:
        written["signed_date"] = rng.choice(DATES).format(d=date, m=MONTHS[date.month - 1])
    if rng.random() < 0.8:
        written["signed_name"] = _name(rng)
    tongue = rng.choice((None, "nb", "nn"))
    if tongue is not None:
        written["language"] = {"nb": "bokmål", "nn": "nynorsk"}[tongue]
    values = Values(
        trust=trust.name,
        priority=int(str(written["priority"])),
        **{name: written.get(name) for name in ("unit", "place", "title", "problem", "goal", "baseline", "signed_name")},
        challenges=tuple(name for name in CHALLENGES if written.get(f"challenge_{name}")),
        contact=Contact(**contact[1]),
        members=tuple(member for _, member in members),
        adviser=Adviser(**adviser[1], attends=attends),
        commitments=Commitments(**{name: written.get(f"commit_{name}") for name in COMMITMENTS}),
        binding=written.get("binding"),
        signed_date=date,
        language=tongue or language,
    )
    return Team(language=language, written=written, values=values)


def ticks() -> list[str]:
    return [*(f"challenge_{name}" for name in CHALLENGES), *(f"commit_{name}" for name in COMMITMENTS), "binding"]


def _prose(rng: random.Random) -> str:
    said = rng.sample(SENTENCES, rng.randint(1, 4))
    match rng.randint(0, 3):
        case 0:
            return " ".join(said)
        case 1:
            return "\n".join(said)
        case 2:
            return "\n".join([said[0], *(f"• {one}" for one in said[1:])])
    return "\n\n".join(said)


def _name(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def _phone(rng: random.Random) -> tuple[str, str]:
    digits = f"{rng.choice('49')}{rng.randint(0, 9_999_999):07}"
    return rng.choice(PHONES).format(*re.findall("..", digits)), f"+47{digits}"


def _email(rng: random.Random, name: str) -> str:
    plain = re.sub(r"[^a-z]+", ".", name.casefold().translate(str.maketrans("áåøæŋšđčë", "aaoansdce"))).strip(".")
    return f"{plain}{rng.randint(1, 99)}@{rng.choice(('unn', 'helgelandssykehuset', 'finnmarkssykehuset'))}.example"


def _person(rng: random.Random, prefix: str) -> tuple[dict[str, str], dict[str, str | None]]:
    name, (written, number) = _name(rng), _phone(rng)
    said = {"name": name, "email": _email(rng, name), "phone": number}
    keep = {key for key in said if key == "name" or rng.random() < 0.9}
    shown = said | {"phone": written}
    return {f"{prefix}_{key}": shown[key] for key in said if key in keep}, {
        k: v if k in keep else None for k, v in said.items()
    }


def _member(rng: random.Random, language: str, prefix: str) -> tuple[dict[str, str | bool], Member]:
    written, said = _person(rng, prefix)
    role, job = rng.choice(ROLES), rng.choice(JOBS)
    agent = rng.choice((None, True, False))
    written |= {f"{prefix}_profession": rng.choice(PROFESSIONS), f"{prefix}_role": role.label[language]}
    if job:
        written[f"{prefix}_title"] = job
    ticked = {} if agent is None else {f"{prefix}_agent": agent}
    member = Member(
        **said,
        title=job or None,
        profession=written[f"{prefix}_profession"],
        role=Role(role.value),
        trained_agent=agent,
    )
    return written | ticked, member


def fields(values: Values) -> Iterator[tuple[str, object]]:
    """Every value with its path; what a box that nobody touched says (no, or nothing) is one and the same."""
    for name in ("trust", "unit", "place", "title", "priority", "problem", "goal", "baseline", "signed_name", "signed_date"):
        yield name, getattr(values, name)
    yield "language", values.language
    yield "challenges", values.challenges
    yield "binding", bool(values.binding)
    yield from ((f"contact.{name}", getattr(values.contact, name)) for name in ("name", "email", "phone"))
    yield from ((f"adviser.{name}", getattr(values.adviser, name)) for name in ("name", "email", "phone", "attends"))
    yield from ((f"commitments.{name}", bool(getattr(values.commitments, name))) for name in COMMITMENTS)
    for i, member in enumerate(values.members):
        for name in ("name", "title", "role", "profession", "email", "phone"):
            yield f"members[{i}].{name}", getattr(member, name)
        yield f"members[{i}].trained_agent", bool(member.trained_agent)


def flat(value: object) -> object:
    """A text with every run of blanks and line breaks as one space, as print has them."""
    return " ".join(value.split()) if isinstance(value, str) else value

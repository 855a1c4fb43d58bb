"""A cohort to write letters for: programme, recipients, registrations, plan. All people are invented."""

import datetime as dt
from pathlib import Path

from pipeline.allocation.plan import make_plan
from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.certificate import Certified, IssuedDiploma, TakenPart, code_of
from pipeline.letters.compose import compose_letters
from pipeline.letters.occasion import slug
from pipeline.model import (
    Adviser,
    Commitments,
    Contact,
    Decision,
    Finding,
    Member,
    Outcome,
    Plan,
    Register,
    Registration,
    Role,
    Severity,
    Source,
    Status,
    Values,
)
from pipeline.programme.schema import OSLO, Programme, Recipient

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ALL_KINDS = tuple(LetterKind)
DATED = dt.date(2025, 5, 8)

MEETINGS = [
    {"key": "oppstart-ledere", "kind": "online", "audience": "leaders", "month": 6, "title": "Digitalt oppstartsmøte ledere",
     "title_nn": "Digitalt oppstartsmøte leiarar", "theme": "Forberedelser", "theme_nn": "Førebuingar",
     "aim": "Lederne er forberedt, og teamene er riktig satt sammen", "aim_nn": "Leiarane er førebudde"},
    {"key": "oppstart-veiledere", "kind": "online", "audience": "advisers", "month": 6,
     "title": "Digitalt oppstartsmøte veiledere", "theme": "Forberedelser", "aim": "Veilederne vet hva som ventes"},
    {"key": "uke-35", "kind": "online", "week": 35, "title": "Forberedelsesmøte for alle deltakere",
     "theme": "Innsjekk før samling 1"},
    {"key": "samling-1", "kind": "gathering", "week": 37, "title": "Samling 1", "place": "Tromsø", "certificate": True,
     "theme": "«Stopp og forstå», team og mål", "aim": "Enes om nåsituasjonen, etablere teamet og foreslå et mål"},
    {"key": "uke-41", "kind": "online", "week": 41, "title": "Digitalt møte", "theme": "Indikatorer"},
    {"key": "uke-42", "kind": "online", "audience": "advisers", "week": 42, "title": "Digitalt veiledermøte",
     "theme": "Metaveiledning"},
    {"key": "samling-2", "kind": "gathering", "week": 45, "title": "Samling 2", "place": "Bodø", "certificate": True,
     "theme": "Indikator og tiltak", "aim": "Lage en indikator, velge ut tiltak og tegne et driverdiagram"},
    {"key": "uke-49", "kind": "online", "week": 49, "title": "Digitalt møte",
     "theme": "Kommunikasjonsplan og interessentanalyse", "aim": "Kommunikasjon i endringer"},
    {"key": "uke-50", "kind": "online", "audience": "advisers", "week": 50, "title": "Digitalt veiledermøte",
     "theme": "Metaveiledning"},
    {"key": "samling-3", "kind": "gathering", "week": 4, "title": "Samling 3", "place": "Tromsø",
     "theme": "Småskalatesting og endringspsykologi", "aim": "Planlegge en test i liten skala, og vurdere og rette den"},
    {"key": "uke-9", "kind": "online", "week": 9, "title": "Digitalt møte", "theme": "Ledelsesforankring"},
    {"key": "uke-10", "kind": "online", "audience": "advisers", "week": 10, "title": "Digitalt veiledermøte",
     "theme": "Metaveiledning"},
    {"key": "samling-4", "kind": "gathering", "week": 18, "title": "Samling 4", "place": "Bodø", "certificate": True,
     "theme": "Implementering og spredning", "aim": "Sikre arbeidet videre, og øve på å legge det fram"},
]  # fmt: skip


def programme(**changes):
    """The cohort's programme; a keyword replaces a whole table of it."""
    tables = {
        "schema": 1,
        "cohort": {
            "id": "kull-2",
            "name": "Regionalt læringsnettverk Tørn – kull 2",
            "short_name": "Tørn kull 2",
            "capacity": 15,
        },
        "organiser": {
            "name": "Helse Nord RHF",
            "orgnr": "883658752",
            "address": "Nordlysveien 12",
            "postal_code": "8006",
            "city": "Bodø",
            "email": "postmottak@helse-nord.example",
            "phone": "75000010",
        },
        "officer": person("Ragnhild Sørvik", "rådgiver", "90000011"),
        "signatory": person("Ingunn Kvalnes", "seniorrådgiver", "90000012"),
        "contact": person("Marja Čáhci", "prosjektleder", "90000013"),
        "case": {"reference": "2024/1180-15/250", "copies": ["Fagavdelingen, Helse Nord RHF"]},
        "dates": {"invitation": dt.date(2025, 3, 4), "deadline": dt.date(2025, 5, 1), "reply_by": dt.date(2025, 5, 9)},
        "allocation": {"seed": "LOTTO-2025-05-03:01-02-03-04-05-06-07", "seed_event": "Lotto-trekningen 3. mai 2025"},
        "texts": {"finance": {"nb": "Foretaket dekker reiser.\nMålbare resultater og en poster gir 25\u00a0000 kr."}},
        "meetings": MEETINGS,
    }
    return Programme.model_validate(tables | changes)


def person(name, title, phone):
    return {"name": name, "title": title, "email": f"{title}@helse-nord.example", "phone": phone}


RECIPIENTS = (
    Recipient(
        name="Universitetssykehuset Nord-Norge HF",
        address="Fjellveien 3",
        postal_code="9019",
        city="Tromsø",
        contact="Kjersti Myrnes",
        email="postmottak@unn.example",
        ref="2025/311",
        orgnr="983974899",
    ),
    Recipient(
        name="Helgelandssykehuset HF",
        address="Elvegata 7",
        postal_code="8613",
        city="Mo i Rana",
        contact="Gunnhild Åsvang",
        email="postmottak@helgeland.example",
        orgnr="983974929",
        language="nn",
    ),
    Recipient(
        name="Finnmarkssykehuset HF",
        address="Viddeveien 40",
        postal_code="9601",
        city="Hammerfest",
        email="postmottak@finnmark.example",
        orgnr="983974880",
    ),
)

SHORT = {"UNN": "983974899", "HELG": "983974929", "FIN": "983974880", "SANO": "983974937"}

NO_UNION_REP = Finding(
    rule="team.union-rep",
    severity=Severity.ERROR,
    path="members",
    message=msg("A test finding that names what is missing."),
    where="table 2",
)


def member(name, role=Role.STAFF, **given):
    return Member(name=name, role=role, title="fagsykepleier", profession="sykepleier", email="a@unn.example", **given)


TEAM = (
    member("Solveig Čáhppes Nilsen", Role.LEADER),
    member("Đor-Ánte Biŋŋá", Role.UNION_REP),
    member("Åse Øvergård-Kristoffersen"),
)

LONG_TITLE = (
    "Riktig kompetanse til rett tid: ny fordeling av oppgaver mellom sykepleiere, helsefagarbeidere, leger og merkantilt "
    "personell på sengepost og poliklinikk, med mål om kortere ventetid, færre avbrytelser og mer tid til pasientene, "
    "særlig i helger og ferier, og med en felles plan for opplæring, veiledning og måling som alle enhetene i klinikken "
    "kan bruke videre når nettverket er slutt, også de små stedene langs kysten der det er få å fordele oppgavene på og "
    "lang vei til nærmeste sykehus, vinter som sommer"
)


def registration(id_, *, priority=1, **changes):
    """A registration that says everything, complete and in time unless told otherwise."""
    short = id_.split("-")[0]
    recipient = next((r for r in RECIPIENTS if r.orgnr == SHORT.get(short)), None)
    values = Values(
        trust=recipient.name if recipient else "Sykehuset Ukjent",
        unit="Medisinsk avdeling, sengepost 2",
        place="Tromsø",
        title=f"Færre avbrytelser på sengepost ({id_})",
        priority=priority,
        problem="Sykepleierne blir avbrutt åtte ganger i timen.\nMange avbrudd gjelder utstyr.",
        goal="Halvparten så mange avbrytelser innen 1. mai 2026.",
        contact=Contact(name="Per-Ole Šuorbma", email="per-ole@unn.example", phone="+4790000021"),
        members=TEAM,
        adviser=Adviser(name="Ingá Ŧorvald", email="inga@unn.example", phone="+4790000022"),
        commitments=Commitments(leader_leads=True, whole_team=True, follow_up=True, time=True, costs=True),
        binding=True,
    )
    fields = {
        "status": Status.COMPLETE,
        "late": False,
        "source": Source(
            path=f"inbox/{id_}.docx",
            sha256="0" * 64,
            format="docx",
            received=dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO),
        ),
        "values": values,
        "provenance": {},
        "findings": (),
        "trust_orgnr": SHORT.get(short, ""),
        "trust_short": short if short in SHORT else "",
    }
    return Registration(id=id_, **(fields | changes))


def with_values(id_, *, priority=1, **values):
    """A registration in which some values are others."""
    complete = registration(id_, priority=priority)
    fields = {name: getattr(complete.values, name) for name in complete.values.__slots__}
    return registration(id_, priority=priority, values=Values(**(fields | values)))


def incomplete(id_, *findings, **changes):
    return registration(id_, status=Status.INCOMPLETE, findings=findings or (NO_UNION_REP,), **changes)


def decision(id_, outcome=Outcome.PLACE, order=1, *reasons):
    said = reasons or (msg("A test reason."), msg("Another test reason: “{value}”.", value="<&>"))
    return Decision(registration=id_, outcome=outcome, round=1, order=order, drawn=None, reason=said)


def plan(*decisions):
    return Plan(hash="a" * 64, seed="s", capacity=15, decisions=decisions)


def letters(*registrations, decided=None, kinds=ALL_KINDS, dated=DATED, recipients=RECIPIENTS, diplomas=(), **changes):
    """The letters that these registrations and decisions call for."""
    return compose_letters(
        Register(registrations=registrations), decided, programme(**changes), recipients, kinds, dated, diplomas=diplomas
    )


def diploma(name, team="UNN-1", ordinal=1, **changes):
    """A diploma as it was issued, for both days of the first gathering and one of the last."""
    stated = {
        "cohort": "kull-2",
        "number": f"kull-2-{ordinal:03d}",
        "name": name,
        "adviser": False,
        "teams": (team,),
        "projects": ("Færre avbrytelser på sengepost",),
        "unit": "Medisinsk avdeling",
        "trust": "Universitetssykehuset Nord-Norge HF",
        "meetings": (
            taken("samling-1", dt.date(2025, 9, 10), dt.date(2025, 9, 11), minutes=330),
            taken("samling-4", dt.date(2026, 4, 29), minutes=195),
        ),
        "issued": dt.date(2026, 4, 30),
    }
    certified = Certified(**stated | changes)
    owner = f"{team}-{slug(name)}" if ordinal == 1 else f"{team}-{slug(name)}-{ordinal}"
    return IssuedDiploma(certified=certified, code=code_of(b"k" * 32, certified), registration=team, owner=owner)


def taken(meeting, *dates, minutes=None):
    return TakenPart(meeting=meeting, days=tuple(range(1, len(dates) + 1)), dates=dates, minutes=minutes)


def only(kind, *registrations, **more):
    """The single letter of `kind`."""
    (letter,) = letters(*registrations, kinds=(kind,), **more)
    return letter


def template_of(letter):
    return TEMPLATES / letter.template


def example_letters():
    """Letters of every kind, in both målformer: long names, a late form, a trust that is not on the list, hostile text."""
    many = tuple(member(f"Anne-Margrethe Øvergård Kristoffersen {n}") for n in range(9))
    registrations = (
        with_values("UNN-1", title=LONG_TITLE, members=TEAM + many),
        registration("UNN-2", priority=2),
        incomplete("UNN-3", priority=3),
        with_values("HELG-1", adviser=Adviser()),
        incomplete("HELG-2", priority=2, late=True),
        with_values("X-1", title="Føde & barsel <0-2 år> {{ x }} {% if %} «None»\nny linje"),
    )
    tables = {"cohort": programme().cohort.model_dump() | {"capacity": 2}}
    decided = make_plan(Register(registrations=registrations), programme(**tables))
    diplomas = (
        diploma("Solveig Čáhppes Nilsen", "UNN-1", projects=(LONG_TITLE,)),
        diploma("Gunnhild Åsvang", "HELG-1", 2, adviser=True, unit="", projects=(LONG_TITLE, "Å & <b>")),
    )
    return letters(*registrations, decided=decided, dated=dt.date(2025, 4, 30), diplomas=diplomas, **tables)


def reserve_plan(id_="UNN-1"):
    """A plan that puts one registration on the reserve list."""
    return plan(decision(id_, Outcome.RESERVE, 1))

"""Running text that tells all a form would ask for, in bokmål, nynorsk and English; letters and mails are made of it."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.second.cast import One, Team, a_team
from others.second.phrases import contact, named_challenges

Told = tuple[list[str], Truth]


def low(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation (LIS, HFA)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def quoted(text: str) -> str:
    """The text in guillemets; in curly quotes when it has guillemets of its own."""
    return f"“{text}”" if "«" in text else f"«{text}»"


def bokmaal(rng: Random, team: Team) -> Told:
    """Paragraphs of a letter: who, what, why, the team in sentences, the adviser, the promise when it is given."""
    a, lead = team.adviser, team.leader
    assert a is not None
    rank = (
        f"Prosjektet er foretakets prioritet {team.priority}.",
        f"Foretaket har prioritert dette som nummer {team.priority}.",
        f"Vi har satt prosjektet som nr. {team.priority} i prioritert rekkefølge.",
    )
    text = [
        f"Vi melder på et team fra {team.unit} ved {team.trust.written}. Prosjektet har fått navnet {quoted(team.title)}.",
        f"Problemet er følgende: {team.problem}",
        f"Målet vårt: {team.goal}",
        f"Enheten kjennetegnes av {low(named_challenges(team))}." if team.challenges else "",
        f"{rng.choice(rank)}",
        f"Teamet ledes av {lead.job} {lead.name} ({low(lead.trade.written)}, {contact(lead)}).",
        *(f"Tillitsvalgt i teamet er {low(m.trade.written)} {m.name} ({contact(m)})." for m in team.unions),
        _others(team, "De øvrige medlemmene er", "Øvrig medlem er", "og"),
        f"Vår lokale forbedringsveileder er {a.name}, som nås på {a.mail} eller telefon {a.phone.written}.",
        "Vi er kjent med at påmeldingen er bindende." if team.binding else "",
    ]
    return [part for part in text if part], _truth(team)


def _others(team: Team, many: str, single: str, last: str) -> str:
    told = [f"{m.name} ({low(m.trade.written)}, {contact(m)})" for m in team.staff]
    if len(told) < 2:
        return f"{single} {told[0]}." if told else ""
    return f"{many} {', '.join(told[:-1])} {last} {told[-1]}."


def _truth(team: Team) -> Truth:
    keys = "trust unit title problem goal priority"
    keys += " challenges" if team.challenges else ""
    keys += " binding" if team.binding else ""
    return team.truth(keys, "name role profession email phone")


def nynorsk(rng: Random, team: Team) -> Told:
    """The same in nynorsk."""
    a, lead = team.adviser, team.leader
    assert a is not None
    text = [
        f"{team.trust.written}, {team.unit}, vil melde på eit lag til læringsnettverket med prosjektet {quoted(team.title)}.",
        f"Problemet: {team.problem}",
        f"Målet: {team.goal}",
        rng.choice(
            (f"Dette er prioritet {team.priority} frå føretaket.", f"Føretaket har sett prosjektet som nummer {team.priority}.")
        ),
        f"Leiar for laget er {lead.name}, {lead.trade.written} ({contact(lead)}).",
        *(f"Tillitsvald er {m.name}, {m.trade.written} ({contact(m)})." for m in team.unions),
        _others(team, "Med på laget er òg", "Med på laget er òg", "og"),
        f"Lokal forbetringsrettleiar er {a.name} ({contact(a)}).",
        "Vi veit at påmeldinga er bindande." if team.binding else "",
    ]
    keys = "trust unit title problem goal priority" + " binding" * team.binding
    return [part for part in text if part], team.truth(keys, "name role profession email phone")


def english(rng: Random, team: Team) -> Told:
    """The same from a head of department who writes English."""
    a, lead = team.adviser, team.leader
    assert a is not None
    text = [
        f"Please find our registration for the learning network. The team comes from {team.unit}, {team.trust.written}.",
        f"Project title: {team.title}",
        f"The problem: {team.problem}",
        f"Our goal: {team.goal}",
        rng.choice((f"Our trust ranks this project as number {team.priority}.", f"Priority within the trust: {team.priority}")),
        f"The team leader is {lead.name}, {lead.trade.written} ({contact(lead)}).",
        *(f"Union representative: {m.name}, {m.trade.written} ({contact(m)})." for m in team.unions),
        _others(team, "The other team members are", "The other team member is", "and"),
        f"Our local improvement adviser is {a.name} ({contact(a)}).",
    ]
    return [part for part in text if part], team.truth(
        "trust unit title problem goal priority", "name role profession email phone"
    )


TONGUES = {"nb": bokmaal, "nn": nynorsk, "en": english}


def told(rng: Random, language: str, size: tuple[int, int] = (3, 5)) -> tuple[Team, list[str], Truth]:
    """A team, its letter's paragraphs, and the truth."""
    team = a_team(rng, language, size, whole=True)
    text, truth = TONGUES[language](rng, team)
    return team, text, truth


def signed(one: One) -> str:
    """A greeting with the name of somebody who is no member."""
    return f"Med vennlig hilsen\n{one.name}"

"""Mails in which something stands that a hurried reader would take for an answer."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.fourth_mail.mails import typed
from others.fourth_mail.team import TEXTS, WHO, a_sender, a_team
from others.second.cast import Team, a_phone
from others.second.mails import new_mail, sealed

Made = tuple[bytes, list[Truth]]


def _sent(rng: Random, team: Team, text: list[str], subject: str = "Påmelding", keys: str = f"{TEXTS} binding") -> Made:
    mail = new_mail(rng, a_sender(rng), subject)
    mail.set_content("\n".join(text))
    return sealed(mail, rng), [team.truth(keys, WHO)]


def h_eml_trap_approved_by(rng: Random) -> Made:
    """A head of clinic with address and phone who approves, and is in no team, before and after the people."""
    team = a_team(rng)
    boss = f"Klinikksjef Torgeir Sund (torgeir.sund@direktoren.example, {a_phone(rng).written}) har godkjent påmeldingen."
    lines = typed(team)
    at = rng.choice((0, len(lines) - 1))
    return _sent(rng, team, ["Hei", "", *lines[:at], boss, *lines[at:], "", "Mvh Gunhild"])


def h_eml_trap_left_the_team(rng: Random) -> Made:
    """Somebody who is not in the team any longer is named below it."""
    team = a_team(rng)
    gone = f"Torgeir Sund (torgeir.sund@direktoren.example, {a_phone(rng).written}) er ikke lenger med i teamet."
    return _sent(rng, team, ["Hei", "", *typed(team), gone, "", "Mvh Gunhild"])


def h_eml_trap_priority_words(rng: Random) -> Made:
    """The problem speaks of other priorities and numbers than the project's."""
    team = a_team(rng)
    told = rng.choice(
        (
            "Pasienter med prioritet 1 kommer først, og de andre venter i timer.",
            "Enheten er prioritert som nummer 2 i budsjettet, men får ikke nok folk.",
            "Foretaket rangerte oss som nummer 9 i fjor.",
        )
    )
    lines = [f"Hva er problemet? {told}" if one.startswith("Hva er problemet") else one for one in typed(team)]
    data, truth = _sent(rng, team, ["Hei", "", *lines, "", "Mvh Gunhild"])
    return data, [{**truth[0], "problem": told}]


def h_eml_trap_sentences(rng: Random) -> Made:
    """Sentences of which some deny, and some tell of last year."""
    team = a_team(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    union, *others = [m for m in team.members if m is not lead]
    text = [
        f"Hei,\n\nvi søker om plass i læringsnettverket for {team.unit} ved {team.say('trust')}. Vi har ikke vært med før.",
        f"Prosjektet heter «{team.title}». Foretaket har prioritert det som nummer {team.priority}, ikke som nummer 1 slik vi ba om."
        if team.priority != 1
        else f"Prosjektet heter «{team.title}». Foretaket har prioritert det som nummer 1.",
        f"Problemet: {team.problem}",
        f"Målet: {team.goal}",
        f"Teamleder er {lead.name} ({lead.trade.written}, {lead.mail}, {lead.phone.written}). Leder i fjor var Torgeir Sund.",
        f"Tillitsvalgt: {union.name} ({union.trade.written}, {union.mail}, {union.phone.written}).",
        *(f"Medarbeider: {m.name} ({m.trade.written}, {m.mail}, {m.phone.written})." for m in others),
        f"Lokal forbedringsveileder er {a.name} ({a.mail}, {a.phone.written}).",
        "Vi har lest at påmeldingen er bindende, og godtar det.",
        "Mvh\nGunhild",
    ]
    return _sent(rng, team, ["\n\n".join(text)], keys=TEXTS)


def h_eml_trap_correction(rng: Random) -> Made:
    """A postscript that puts a number right: whatever is taken, a person must be asked."""
    team = a_team(rng)
    lines = [f"Prioritet: {(team.priority or 0) + 1}" if one.startswith("Prioritet") else one for one in typed(team)]
    told = f"PS: Prioriteten skal være {team.priority}, ikke {(team.priority or 0) + 1}. Beklager!"
    return _sent(rng, team, ["Hei", "", *lines, "", told, "", "Mvh Gunhild"])


def h_eml_trap_two_trusts(rng: Random) -> Made:
    """Another trust is named as a partner."""
    team = a_team(rng)
    partner = "Sykehusapotek Nord" if "apotek" not in team.say("trust").lower() else "Finnmarkssykehuset"
    told = f"Vi samarbeider med {partner} om tiltakene."
    return _sent(rng, team, ["Hei", "", told, "", *typed(team), "", "Mvh Gunhild"])


FORMS = (
    h_eml_trap_approved_by,
    h_eml_trap_left_the_team,
    h_eml_trap_priority_words,
    h_eml_trap_sentences,
    h_eml_trap_correction,
    h_eml_trap_two_trusts,
)

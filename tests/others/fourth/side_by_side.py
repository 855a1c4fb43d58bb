"""Word: two tables side by side in a frame, and a list in which a person's words break over rows."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Truth
from others.second.cast import MOST, a_team
from others.second.phrases import BINDING, challenge_words, contact, role_words, ticked_lines
from others.second.word import Document, cell, head, line, p, t, table

Made = tuple[bytes, list[Truth]]
PEOPLE = "name role profession email phone"


def f_docx_two_tables_abreast(rng: Random) -> Made:
    """A frame of two cells without lines: at the left a table of the project, at the right one of the team."""
    team, words = a_team(rng), role_words(rng)
    left = table(
        (label, team.say(key))
        for label, key in (
            ("HF", "trust"),
            ("Klinikk/avd.", "unit"),
            ("Prosjekt", "title"),
            ("Utfordring/problem", "problem"),
            ("Mål", "goal"),
            ("Pri.", "priority"),
        )
    )
    people = [(m.name, words[m.role], m.trade.written, f"{m.mail}\n{m.phone.written}") for m in team.members]
    right = table([("Navn", "Rolle", "Profesjon", "E-post og tlf."), *people])
    frame = table([(cell([line("Prosjektet", bold=True), left]), cell([line("Teamet", bold=True), right]))])
    a = team.adviser
    doc = Document(blocks=[head("Innmelding av team"), frame])
    doc.add(line(f"Veileder i forbedringsarbeid (lokal): {a.name} – {contact(a, ' – ')}" if a else "Veileder (lokal):"))
    doc.add(p(t("Sett kryss: ", bold=True)), *(line(x) for x in ticked_lines(team)))
    return doc.bytes(), [team.truth(f"{MOST} challenges", PEOPLE)]


def f_docx_goes_on_in_the_next_row(rng: Random) -> Made:
    """One grid for all; a text goes on in the next row beside an empty label; e-mail stands in the row below the name."""
    team, words, hard = a_team(rng, size=(3, 5), whole=True), role_words(rng), challenge_words(rng)
    halves = {key: _halved(team.say(key)) for key in ("problem", "goal")}
    rows: list[tuple[str, ...]] = [
        ("Helseforetak:", cell(team.say("trust"), span=2)),
        ("Enhet:", cell(team.say("unit"), span=2)),
        ("Prosjektnavn:", cell(team.say("title"), span=2)),
        ("Problembeskrivelse:", cell(halves["problem"][0], span=2)),
        ("", cell(halves["problem"][1], span=2)),
        ("Målsetting:", cell(halves["goal"][0], span=2)),
        ("", cell(halves["goal"][1], span=2)),
        ("Foretakets prioritering:", cell(team.say("priority"), span=2)),
    ]
    rows += [(hard[key], cell("ja" if key in team.challenges else "nei", span=2)) for key in CHALLENGES]
    rows.append(("Teammedlem", "Rolle / yrke", "Mobil"))
    for m in team.members:
        rows += [(m.name, f"{words[m.role]} / {m.trade.written}", m.phone.written), (m.mail, "", "")]
    a = team.adviser
    rows += [("Forbedringsveileder:", cell(a.name, span=2)), ("", cell(f"{a.mail}, {a.phone.written}", span=2))]
    rows.append((cell(rng.choice(BINDING["nb"]), span=2), "ja" if team.binding else "nei"))
    doc = Document(blocks=[head("Påmeldingsskjema"), table(rows, 3)])
    return doc.bytes(), [team.truth(f"{MOST} challenges binding", PEOPLE)]


def _halved(text: str) -> tuple[str, str]:
    """The text in two parts, between two words."""
    words = text.split()
    return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])


FORMS = (f_docx_two_tables_abreast, f_docx_goes_on_in_the_next_row)

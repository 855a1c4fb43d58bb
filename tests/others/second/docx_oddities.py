"""Word files with what Word can do: tracked changes, boxes, page heads, notes, links, odd signs; several teams in one file."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from others.forms import CHALLENGES, Truth
from others.people import Said
from others.second.cast import MOST, Team, a_team
from others.second.phrases import challenge_words, contact, role_words, yes_no
from others.second.word import Document, cell, deleted, head, inserted, line, p, t, table, text_box

Made = tuple[bytes, list[Truth]]
LABELS = (
    ("Helseforetak", "trust"),
    ("Enhet", "unit"),
    ("Prosjekttittel", "title"),
    ("Problem", "problem"),
    ("Mål", "goal"),
    ("Prioritet", "priority"),
)
NO_AGENT = "name role profession email phone"
COLUMNS = ("Navn", "Rolle", "Yrke", "E-post", "Telefon")


def _people(team: Team, words: dict[str, str]) -> str:
    rows = [(m.name, words[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members]
    return table([COLUMNS, *rows])


def _adviser(team: Team) -> str:
    a = team.adviser
    return line(f"Lokal forbedringsveileder: {a.name}, {contact(a)}" if a else "Lokal forbedringsveileder:")


def s_docx_tracked(rng: Random) -> Made:
    """Tracked changes that nobody accepted: another title, priority and phone than first written."""
    team = a_team(rng, whole=True)
    words = role_words(rng)
    old = {"title": "Foreløpig tittel", "priority": str(team.priority % 8 + 1), "goal": "Målet fastsettes senere."}
    doc = Document(blocks=[head("Påmelding")])
    for label, key in LABELS:
        doc.add(p(t(f"{label}: "), *((deleted(old[key]), inserted(team.say(key))) if key in old else (t(team.say(key)),))))
    rows: list[tuple[str, ...]] = [COLUMNS]
    for i, m in enumerate(team.members):
        phone = cell([p(deleted("90 00 00 00"), inserted(m.phone.written))]) if i == 1 else m.phone.written
        rows.append((m.name, words[m.role], m.trade.written, m.mail, phone))
    doc.add(table(rows), _adviser(team))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_text_boxes(rng: Random) -> Made:
    """The project stands in drawn text boxes (each saved twice by Word), the people in a table."""
    team = a_team(rng)
    doc = Document(blocks=[head("Påmelding")])
    doc.add(p(text_box([line(f"{label}: {team.say(key)}") for label, key in LABELS[:3]])))
    doc.add(p(text_box([line(f"{label}: {team.say(key)}") for label, key in LABELS[3:]])))
    doc.add(_people(team, role_words(rng)), p(text_box([_adviser(team)])))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_trust_in_page_head(rng: Random) -> Made:
    """The trust stands in the page's head alone, as on its own paper; the form begins with the unit."""
    team = a_team(rng)
    team = replace(team, trust=Said(team.trust.means, team.trust.means))
    doc = Document(header=team.trust.written, footer="Side 1 av 1")
    doc.add(head("Påmelding læringsnettverk"), table((label, team.say(key)) for label, key in LABELS[1:]), p())
    doc.add(_people(team, role_words(rng)), _adviser(team))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_notes(rng: Random) -> Made:
    """Footnotes that explain a label, and colleagues' comments in the margin: neither belongs to the answers."""
    team = a_team(rng)
    doc = Document(blocks=[head("Påmelding")])
    for label, key in LABELS:
        note = doc.footnote("Foretakets egen rangering, 1 er høyest.") if key == "priority" else ""
        value = doc.comment("Skal vi ikke endre tittelen? Spør Leif.", team.title) if key == "title" else t(team.say(key))
        doc.add(p(t(label), note, t(": "), value))
    doc.add(_people(team, role_words(rng)), _adviser(team))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_links(rng: Random) -> Made:
    """Addresses as links: with the address shown, or under the person's own name only; the adviser's likewise."""
    team = a_team(rng, whole=True)
    words = role_words(rng)
    doc = Document(blocks=[head("Påmelding"), table((label, team.say(key)) for label, key in LABELS), p()])
    rows: list[tuple[str, ...]] = [COLUMNS]
    rows += [(m.name, words[m.role], m.trade.written, cell([p(doc.mail(m.mail))]), m.phone.written) for m in team.members]
    a = team.adviser
    doc.add(table(rows), p(t(f"Lokal forbedringsveileder: {a.name}, "), doc.mail(a.mail), t(f", {a.phone.written}")))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_typography(rng: Random) -> Made:
    """Hard spaces, soft hyphens, en dashes, curly quotes, a colon after a space, ligature-like dots; labels in another case."""
    team = a_team(rng)
    words = role_words(rng)
    odd = {
        "Helseforetak": "Helse\u00adforetak\u00a0:",
        "Enhet": "ENHET –",
        "Prosjekttittel": "Prosjekt\u00adtittel :",
        "Problem": "Problem…:",
    }
    doc = Document(blocks=[head("P Å M E L D I N G")])
    doc.add(*(p(t(f"{odd.get(label, label + ':')}\u00a0", bold=True), t(team.say(key))) for label, key in LABELS))
    rows = [
        COLUMNS,
        *((m.name.replace(" ", "\u00a0"), words[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members),
    ]
    doc.add(table(rows), _adviser(team))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_misspelled(rng: Random) -> Made:
    """Labels with slips of the keyboard: «Helseforetk», «Prosjektitel», «Priortet», «Forbedringsveilder»."""
    team = a_team(rng)
    words = role_words(rng)
    labels = (
        ("Helseforetk", "trust"),
        ("Enhett", "unit"),
        ("Prosjektitel", "title"),
        ("Problembeskrivlse", "problem"),
        ("Målseting", "goal"),
        ("Priortet", "priority"),
    )
    doc = Document(blocks=[head("Påmeling"), table((label, team.say(key)) for label, key in labels), p()])
    rows = [
        ("Navn", "Role", "Fagruppe", "Epost", "Telefonnumer"),
        *((m.name, words[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members),
    ]
    a = team.adviser
    doc.add(table(rows), line(f"Lokal forbedringsveilder: {a.name}, {contact(a)}" if a else "Lokal forbedringsveilder:"))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_several_tables(rng: Random) -> Made:
    """Two or three teams of one trust in one file, a heading and two tables for each."""
    first = a_team(rng)
    doc = Document(blocks=[head(f"Påmelding fra {first.trust.written}")])
    truths = []
    for n in range(1, rng.randint(2, 3) + 1):
        team = replace(a_team(rng, trust=first.trust, size=(3, 4)), priority=n)
        doc.add(head(f"Team {n}", 2), table((label, team.say(key)) for label, key in LABELS))
        doc.add(p(), _people(team, role_words(rng)), _adviser(team), p())
        truths.append(team.truth(MOST, NO_AGENT))
    return doc.bytes(), truths


def s_docx_several_rows(rng: Random) -> Made:
    """A trust's list: one row for each team, the members line by line in a cell; the trust above."""
    first = a_team(rng)
    rows: list[tuple[str, ...]] = [
        ("Pri", "Enhet", "Prosjekt", "Problem", "Mål", "Teammedlemmer (navn, rolle, yrke, e-post, tlf)", "Forbedringsveileder")
    ]
    truths = []
    for n in range(1, rng.randint(2, 4) + 1):
        team = replace(a_team(rng, whole=True, trust=first.trust, size=(3, 4)), priority=n)
        words = role_words(rng)
        people = "\n".join(", ".join((m.name, words[m.role], m.trade.written, m.mail, m.phone.written)) for m in team.members)
        a = team.adviser
        rows.append(
            (str(n), team.say("unit"), team.title, team.say("problem"), team.say("goal"), people, f"{a.name}, {contact(a)}")
        )
        truths.append(team.truth(MOST, NO_AGENT))
    doc = Document(blocks=[head("Prioritert liste over team"), line(f"Helseforetak: {first.trust.written}"), table(rows)])
    return doc.bytes(), truths


def s_docx_challenge_table(rng: Random) -> Made:
    """The challenges in a table of their own with columns «Ja» and «Nei», an X in one of them; likewise what is bindende."""
    team = a_team(rng)
    hard = challenge_words(rng)
    doc = Document(blocks=[head("Påmelding"), table((label, team.say(key)) for label, key in LABELS), p()])
    rows = [("Har enheten …", "Ja", "Nei")]
    rows += [(hard[key], "X" if key in team.challenges else "", "" if key in team.challenges else "X") for key in CHALLENGES]
    rows.append(("Påmeldingen er bindende", "X" if team.binding else "", "" if team.binding else "X"))
    doc.add(table(rows), p(), _people(team, role_words(rng)), _adviser(team))
    return doc.bytes(), [team.truth(f"{MOST} challenges binding", NO_AGENT)]


def s_docx_later(rng: Random) -> Made:
    """The adviser is not settled yet, and the form says so in words; a column of ja and nei for trained agents."""
    team = a_team(rng, whole=True, size=(4, 6))
    words = role_words(rng)
    team = replace(team, adviser=None)
    doc = Document(blocks=[head("Påmelding"), *(p(t(f"{label}: ", bold=True), t(team.say(key))) for label, key in LABELS)])
    rows = [
        (*COLUMNS, "Utdannet forbedringsagent"),
        *((m.name, words[m.role], m.trade.written, m.mail, m.phone.written, yes_no(m.agent)) for m in team.members),
    ]
    doc.add(
        table(rows),
        line(f"Lokal forbedringsveileder: {rng.choice(('avklares', 'Ikke avklart ennå', 'Kommer tilbake til dette', 'tbd'))}"),
    )
    return doc.bytes(), [team.truth(MOST)]


FORMS = (
    s_docx_tracked,
    s_docx_text_boxes,
    s_docx_trust_in_page_head,
    s_docx_notes,
    s_docx_links,
    s_docx_typography,
    s_docx_misspelled,
    s_docx_several_tables,
    s_docx_several_rows,
    s_docx_challenge_table,
    s_docx_later,
)

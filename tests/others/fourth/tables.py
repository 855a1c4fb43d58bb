"""Word tables: the role merged down the left side, two rows a person, a block for each team, help beside the answers."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from others.forms import CHALLENGES, Truth
from others.second.cast import MOST, One, a_team
from others.second.phrases import challenge_words, contact, role_words, yes_no
from others.second.word import Document, cell, head, line, table

Made = tuple[bytes, list[Truth]]
PEOPLE = "name role profession email phone"


def f_docx_role_at_the_left(rng: Random) -> Made:
    """The role stands at the left, merged down over its people; two questions a row above; ✓ for agents; a line to sign."""
    team = a_team(rng)
    groups = (("Leder", [team.leader]), ("Tillitsvalgt", team.unions), ("Øvrige deltakere", team.staff))
    rows: list[tuple[str, ...]] = [("", "Navn", "Stilling", "E-post", "Mob.", "Forb.agent (✓)")]
    for kind, people in groups:
        for i, m in enumerate(people):
            side = cell(kind if i == 0 else "", merge="restart" if i == 0 else "continue", bold=True)
            rows.append((side, m.name, m.trade.written, m.mail, m.phone.written, "✓" if m.agent else ""))
    a = team.adviser
    top = [
        (cell("Påmelding til læringsnettverket", span=4, bold=True),),
        ("Foretak", team.say("trust"), "Prioritet", team.say("priority")),
        ("Avdeling/seksjon", cell(team.say("unit"), span=3)),
        ("Navn på prosjektet", cell(team.say("title"), span=3)),
        (cell("Hva er problemet i dag?", span=4, bold=True),),
        (cell(team.say("problem"), span=4),),
        (cell("Hva skal dere oppnå?", span=4, bold=True),),
        (cell(team.say("goal"), span=4),),
    ]
    doc = Document(blocks=[table(top, 4), line("Teamet", bold=True), table(rows)])
    doc.add(line(f"Forbedringsveileder i foretaket: {a.name}, {contact(a)}" if a else "Forbedringsveileder i foretaket:"))
    doc.add(line("Sted/dato: ______________   Underskrift leder: ______________________"))
    return doc.bytes(), [team.truth(MOST)]


def f_docx_two_rows_a_person(rng: Random) -> Made:
    """In English; numbered questions; each participant takes two rows, the second with address and phone."""
    team, words = a_team(rng, "en", size=(3, 5)), role_words(rng, "en")
    hard = challenge_words(rng, "en")
    rows: list[tuple[str, ...]] = [
        (cell("1. The project", span=2, bold=True),),
        ("1.1 Health trust", team.say("trust")),
        ("1.2 Department or unit", team.say("unit")),
        ("1.3 Working title", team.say("title")),
        ("1.4 What is the problem?", team.say("problem")),
        ("1.5 What do you want to achieve?", team.say("goal")),
        ("1.6 Priority within the trust", team.say("priority")),
        (cell("2. The unit is marked by (tick)", span=2, bold=True),),
        *((hard[key], "X" if key in team.challenges else "") for key in CHALLENGES),
    ]
    people: list[tuple[str, ...]] = []
    for n, m in enumerate(team.members, 1):
        number = (cell(f"Participant {n}", merge="restart"), cell("", merge="continue"))
        people.append((number[0], f"Name: {m.name}", f"Role: {words[m.role]}", f"Profession: {m.trade.written}"))
        people.append((number[1], cell(f"E-mail: {m.mail}", span=2), f"Phone: {m.phone.written}"))
    a = team.adviser
    doc = Document(blocks=[head("Registration form"), table(rows), line("3. The team", bold=True), table(people, 4)])
    doc.add(line("4. Local improvement adviser", bold=True))
    doc.add(
        table(
            [("Name", a.name if a else ""), ("E-mail", a.mail if a else ""), ("Phone", a.phone.written if a else "")],
        )
    )
    return doc.bytes(), [team.truth(f"{MOST} challenges", PEOPLE)]


HELP = (
    ("Foretak", "trust", "Velg fra listen på nettsiden."),
    ("Enhet", "unit", "Post, seksjon eller avdeling."),
    ("Tittel", "title", "Kort, helst under ti ord."),
    ("Problem", "problem", "Hva fungerer ikke, og for hvem?"),
    ("Mål", "goal", "Hva blir bedre, hvor mye og når?"),
    ("Prioritet", "priority", "Foretakets rangering, 1 er viktigst."),
)


def f_docx_help_at_the_right(rng: Random) -> Made:
    """Three columns: question, answer, guidance; people begin with an example in italics; a word to the organiser."""
    team, words = a_team(rng, "short"), role_words(rng)
    doc = Document(
        blocks=[line("Hei! Her kommer skjemaet vårt. Beklager at det er litt sent, vi måtte vente på ledergruppen.")]
    )
    rows = [("Spørsmål", "Svar", "Veiledning"), *((label, team.say(key), guide) for label, key, guide in HELP)]
    doc.add(table(rows), line("Hvem er med i teamet?", bold=True))
    example = ("F.eks. Ola Nordmann", "Leder", "Sykepleier", "ola.nordmann@sykehus.example", "900 00 000")
    people = [(m.name, words[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members]
    doc.add(table([("Navn", "Rolle", "Yrke", "E-post", "Tlf"), tuple(cell([line(x, italic=True)]) for x in example), *people]))
    a = team.adviser
    doc.add(line(f"Lokal veileder: {a.name}, tlf. {a.phone.written}, {a.mail}" if a else "Lokal veileder: ikke avklart"))
    doc.add(line("Gi beskjed dersom noe mangler. Med vennlig hilsen ledergruppen"))
    return doc.bytes(), [team.truth(MOST, PEOPLE)]


def f_docx_block_for_each_team(rng: Random) -> Made:
    """Two or three teams of a trust: one table each, its first row «Team 2: <title>» over all columns, people as rows in it."""
    first = a_team(rng, whole=True)
    doc = Document(blocks=[head("Samlet påmelding"), line(f"Helseforetak: {first.trust.written}")])
    truths = []
    for n in range(1, rng.randint(2, 3) + 1):
        team = replace(a_team(rng, whole=True, size=(3, 4), trust=first.trust), priority=n)
        words, a = role_words(rng), team.adviser
        rows: list[tuple[str, ...]] = [
            (cell(f"Team {n}: {team.title}", span=4, bold=True),),
            ("Enhet", cell(team.say("unit"), span=3)),
            ("Prioritet", cell(team.say("priority"), span=3)),
            ("Problem", cell(team.say("problem"), span=3)),
            ("Mål", cell(team.say("goal"), span=3)),
            ("Navn", "Rolle og yrke", "E-post", "Telefon"),
            *((m.name, f"{words[m.role]}, {m.trade.written}", m.mail, m.phone.written) for m in team.members),
            ("Forbedringsveileder", cell(f"{a.name}, {contact(a)}", span=3)),
        ]
        doc.add(table(rows, 4), line(""))
        truths.append(team.truth(MOST, PEOPLE))
    return doc.bytes(), truths


def f_docx_position_in_the_name(rng: Random) -> Made:
    """In nynorsk: headings ask, a position stands before the name («seksjonsleiar Kari Nordmann»), a card a person."""
    team = a_team(rng, "nn", size=(3, 5), whole=True)
    asked = (
        ("Kva føretak kjem de frå?", "trust"),
        ("Kva eining?", "unit"),
        ("Kva heiter prosjektet?", "title"),
        ("Kva er problemet?", "problem"),
        ("Kva vil de oppnå?", "goal"),
        ("Prioritet frå føretaket", "priority"),
    )
    doc = Document(blocks=[head("Påmelding, læringsnettverk haust")])
    for label, key in asked:
        doc.add(head(label, 2), line(team.say(key)))
    doc.add(head("Kven er med?", 2))

    def card(kind: str, m: One, before: str = "") -> tuple[str, str]:
        return kind, "\n".join((f"{before}{m.name}", m.trade.written, m.mail, f"mob. {m.phone.written}"))

    kinds = {"leader": "Leiar", "union_rep": "Tillitsvald", "staff": "Medarbeidar"}
    job = f"{team.leader.job.replace('leder', 'leiar').replace('sykepleier', 'sjukepleiar').capitalize()} "
    doc.add(table(card(kinds[m.role], m, job if m.role == "leader" else "") for m in team.members))
    a = team.adviser
    doc.add(head("Lokal forbetringsrettleiar", 2), line(f"{a.name} ({a.mail}, {a.phone.written})"))
    doc.add(head("Er påmeldinga bindande?", 2), line(yes_no(team.binding, "nn")))
    return doc.bytes(), [team.truth(f"{MOST} binding", PEOPLE)]


FORMS = (
    f_docx_role_at_the_left,
    f_docx_two_rows_a_person,
    f_docx_help_at_the_right,
    f_docx_block_for_each_team,
    f_docx_position_in_the_name,
)

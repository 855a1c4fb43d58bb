"""Word forms drawn as tables: labels and answers in every arrangement of cells."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Truth
from others.second.cast import MOST, a_team
from others.second.phrases import BINDING, challenge_words, contact, named_challenges, role_words, ticked_lines, yes_no
from others.second.word import Document, cell, head, line, p, table

Made = tuple[bytes, list[Truth]]


def s_docx_two_columns(rng: Random) -> Made:
    """Two columns, guidance in the label's cell; members' columns begin with the phone; X for trained agents."""
    team = a_team(rng)
    words = role_words(rng)
    rows = [
        (("Hvilket helseforetak melder på?",), team.say("trust")),
        (("Klinikk/avdeling/enhet",), team.say("unit")),
        (("Arbeidstittel på forbedringsarbeidet",), team.say("title")),
        (("Hvilket problem skal løses?", "(maks. 5 linjer)"), team.say("problem")),
        (("Hva ønsker dere å oppnå?", "Gjerne målbart"), team.say("goal")),
        (("Foretakets prioritering", "(1 = høyest)"), team.say("priority")),
        (("Sett kryss for det som kjennetegner enheten",), "\n".join(ticked_lines(team))),
    ]
    doc = Document(blocks=[head("Påmelding til læringsnettverk Tørn, kull 2")])
    doc.add(table((cell([line(n, italic=i > 0) for i, n in enumerate(names)]), answer) for names, answer in rows), p())
    doc.add(line("Forbedringsteamet", bold=True))
    heads = ("Mobil", "E-postadresse", "Fornavn og etternavn", "Faggruppe", "Rolle", "Utdannet forb.agent (sett X)")
    people = [(m.phone.written, m.mail, m.name, m.trade.written, words[m.role], "X" if m.agent else "") for m in team.members]
    empty = [("",) * 6] * rng.randint(0, 2)
    doc.add(table([heads, *people, *empty]), p(), line("Lokal forbedringsveileder (ikke medlem av teamet)", bold=True))
    a = team.adviser
    doc.add(table([("Navn", "E-postadresse", "Mobil"), (a.name, a.mail, a.phone.written) if a else ("", "", "")]), p())
    doc.add(line(f"{rng.choice(BINDING['nb'])}: {yes_no(team.binding)}"))
    return doc.bytes(), [team.truth()]


def s_docx_four_columns(rng: Random) -> Made:
    """Label, answer, label, answer; members in a table whose first column holds the role once for several rows."""
    team = a_team(rng, size=(4, 6))
    a = team.adviser
    doc = Document(blocks=[line("SKJEMA FOR PÅMELDING – ETT SKJEMA PER TEAM", bold=True)])
    doc.add(
        table(
            [
                ("Foretak", team.say("trust"), "Prioritet nr.", team.say("priority")),
                ("Enhet", team.say("unit"), "Prosjekt", team.say("title")),
                ("Utfordring", team.say("problem"), "Målsetting", team.say("goal")),
                ("Veileder (lokal)", a.name if a else "", "Veileders e-post/tlf", contact(a, " / ") if a else ""),
                ("Kjennetegn", named_challenges(team), "Bindende påmelding", yes_no(team.binding)),
            ]
        ),
        p(),
    )
    rows = [("Rolle i teamet", "Navn", "Yrke", "E-post", "Tlf.")]
    for names, role in (("Leder", "leader"), ("Tillitsvalgt", "union_rep"), ("Medarbeidere", "staff")):
        for i, m in enumerate(m for m in team.members if m.role == role):
            side = cell(names, merge="restart") if i == 0 else cell("", merge="continue")
            rows.append((side, m.name, m.trade.written, m.mail, m.phone.written))
    doc.add(table(rows))
    agents = [m.name for m in team.members if m.agent]
    doc.add(p(), line(f"Utdannede forbedringsagenter i teamet: {', '.join(agents) or 'ingen'}"))
    return doc.bytes(), [team.truth()]


def s_docx_label_on_top(rng: Random) -> Made:
    """A box for each question: the label in small bold letters on top of the answer in the same cell."""
    team = a_team(rng)
    a = team.adviser

    def boxed(label: str, answer: str, span: int = 1) -> str:
        return cell([line(label, bold=True), *(line(part) for part in answer.split("\n"))], span=span)

    rows = [
        (boxed("Helseforetak", team.say("trust")), boxed("Avdeling", team.say("unit"))),
        (boxed("Navn på prosjektet", team.say("title")), boxed("Prioritet (i foretaket)", team.say("priority"))),
        (boxed("Bakgrunn og problemstilling", team.say("problem"), 2),),
        (boxed("Mål", team.say("goal"), 2),),
        (boxed("Enheten har", "\n".join(ticked_lines(team)), 2),),
    ]
    for i, m in enumerate(team.members, 1):
        role = {"leader": "Teamleder", "union_rep": "Tillitsvalgt", "staff": "Medarbeider"}[m.role]
        lines = "\n".join(x for x in (m.name, m.trade.written, m.mail, m.phone.written) if x)
        if i % 2:
            rows.append((boxed(role, lines),))
        else:
            rows[-1] = (rows[-1][0], boxed(role, lines))
    if len(rows[-1]) == 1:
        rows[-1] = (rows[-1][0], cell(""))
    rows.append((boxed("Forbedringsveileder", f"{a.name}\n{a.mail}\n{a.phone.written}" if a else "", 2),))
    rows.append((boxed(rng.choice(BINDING["nb"]), yes_no(team.binding), 2),))
    doc = Document(blocks=[head("Påmeldingsskjema"), table(rows, 2)])
    return doc.bytes(), [team.truth(person="name role profession email phone")]


def s_docx_one_table(rng: Random) -> Made:
    """Everything in one table: headings over its whole width, answers over several columns, people as rows."""
    team = a_team(rng)
    words = role_words(rng)
    a = team.adviser

    def wide(label: str, key: str) -> tuple[str, str]:
        return cell(label, span=2), cell(team.say(key), span=3)

    def section(name: str) -> tuple[str]:
        return (cell(name, span=5, bold=True),)

    rows: list[tuple[str, ...]] = [
        section("1 OM FORETAK OG ENHET"),
        wide("Helseforetak", "trust"),
        wide("Avdeling / enhet", "unit"),
    ]
    rows += [wide("Prioritering (foretaket fyller ut)", "priority"), section("2 OM PROSJEKTET"), wide("Prosjektnavn", "title")]
    rows += [wide("Dagens situasjon – hva er problemet", "problem"), wide("Ønsket situasjon – mål", "goal")]
    rows += [(cell("Utfordringer (kryss av)", span=2), cell("\n".join(ticked_lines(team)), span=3))]
    rows += [section("3 DELTAKERE"), ("Navn", "Yrkestittel", "Rolle", "E-post", "Telefon")]
    rows += [(m.name, m.trade.written, words[m.role], m.mail, m.phone.written) for m in team.members]
    rows += [section("4 VEILEDER"), ("Navn", "Yrkestittel", "", "E-post", "Telefon")]
    rows += [(a.name, a.trade.written, "", a.mail, a.phone.written) if a else ("", "", "", "", "")]
    rows += [section("5 BEKREFTELSE"), (cell(rng.choice(BINDING["nb"]), span=4), "☒" if team.binding else "☐")]
    doc = Document(blocks=[table(rows, 5)])
    return doc.bytes(), [team.truth(person="name role profession email phone")]


def s_docx_nested(rng: Random) -> Made:
    """A frame of one column; in its cells stand smaller tables, one of them for the members."""
    team = a_team(rng)
    words = role_words(rng)
    a = team.adviser
    project = table(
        (label, team.say(key))
        for label, key in (("Foretak:", "trust"), ("Enhet:", "unit"), ("Prosjekttittel:", "title"), ("Prioritet:", "priority"))
    )
    texts = [line("Problem:", bold=True), line(team.say("problem")), line("Mål:", bold=True), line(team.say("goal"))]
    people = table(
        [("Nr", "Navn", "Rolle", "Profesjon", "Kontakt")]
        + [(str(i), m.name, words[m.role], m.trade.written, contact(m, "\n")) for i, m in enumerate(team.members, 1)]
    )
    adviser = table(
        [
            ("Lokal forbedringsveileder:", a.name if a else ""),
            ("E-post:", a.mail if a else ""),
            ("Mobil:", a.phone.written if a else ""),
        ]
    )
    outer = [
        (cell([line("A. Prosjektet", bold=True), project]),),
        (cell(texts),),
        (cell([line("B. Teamet", bold=True), people]),),
    ]
    outer.append((cell([line("C. Veileder", bold=True), adviser]),))
    doc = Document(blocks=[head("Påmelding"), table(outer)])
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


PLAIN = (
    ("Helseforetak", "trust"),
    ("Enhet", "unit"),
    ("Tittel på prosjektet", "title"),
    ("Problembeskrivelse", "problem"),
    ("Mål", "goal"),
    ("Prioritet", "priority"),
)


def s_docx_guidance_in_answers(rng: Random) -> Made:
    """The answer's cell keeps its guidance («Beskriv kort …») in grey above the answer, or alone when nobody answered."""
    team = a_team(rng, size=(3, 5))
    guide = {
        "trust": "Velg foretak",
        "unit": "Skriv navn på enheten",
        "title": "Kort og fengende, maks 90 tegn",
        "problem": "Beskriv kort hva som er problemet, for hvem, og hvor stort det er.",
        "goal": "Beskriv målet. Hva skal være bedre, hvor mye og innen når?",
        "priority": "Fylles ut av foretaket",
    }
    rows = [
        (label, cell([line(guide[key], italic=True, grey=True), *([line(team.say(key))] if team.say(key) else [])]))
        for label, key in PLAIN
    ]
    names = [line("Oppgi navn, stilling, e-post og mobil. Leder først.", italic=True, grey=True)]
    words = role_words(rng)
    names += [
        line(", ".join(x for x in (m.name, words[m.role], m.trade.written, m.mail, m.phone.written) if x)) for m in team.members
    ]
    a = team.adviser
    rows += [("Teammedlemmer", cell(names))]
    rows += [
        (
            "Forbedringsveileder",
            cell([line("Navn og kontaktinfo", italic=True, grey=True), *([line(f"{a.name}, {contact(a)}")] if a else [])]),
        )
    ]
    doc = Document(blocks=[head("Påmelding læringsnettverk"), table(rows)])
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def s_docx_side_sections(rng: Random) -> Made:
    """Three columns: the section's name (merged downwards), the label, the answer; challenges as a column of ticks."""
    team = a_team(rng)
    words, hard = role_words(rng), challenge_words(rng)
    rows: list[tuple[str, ...]] = []

    def section(name: str, pairs: list[tuple[str, str]]) -> None:
        for i, pair in enumerate(pairs):
            rows.append((cell(name if i == 0 else "", merge="restart" if i == 0 else "continue"), *pair))

    section(
        "Hvem",
        [("Helseforetak", team.say("trust")), ("Enhet/post", team.say("unit")), ("Prioritert som nr.", team.say("priority"))],
    )
    section("Hva", [("Tittel", team.say("title")), ("Problem/behov", team.say("problem")), ("Mål/effekt", team.say("goal"))])
    section("Hvorfor", [(hard[key], "✓" if key in team.challenges else "") for key in CHALLENGES])
    a = team.adviser
    section(
        "Veileder", [("Navn", a.name if a else ""), ("E-post", a.mail if a else ""), ("Telefon", a.phone.written if a else "")]
    )
    doc = Document(blocks=[line("Søknad om plass i læringsnettverket", bold=True), table(rows), p()])
    people = [(m.name, f"{words[m.role]} / {m.trade.written}", m.mail, m.phone.written) for m in team.members]
    doc.add(table([("Teamets medlemmer", "Rolle / faggruppe", "E-post", "Telefon"), *people]))
    return doc.bytes(), [team.truth("trust unit title problem goal priority challenges", "name role profession email phone")]


FORMS = (
    s_docx_two_columns,
    s_docx_four_columns,
    s_docx_label_on_top,
    s_docx_one_table,
    s_docx_nested,
    s_docx_guidance_in_answers,
    s_docx_side_sections,
)

"""Word forms without tables: numbered questions, dotted lines, headings, lists, one line for each member."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.second.cast import MOST, a_team
from others.second.phrases import BINDING, contact, named_challenges, role_words, ticked_lines, yes_no
from others.second.word import Document, head, line, p, t

Made = tuple[bytes, list[Truth]]


def s_docx_numbered(rng: Random) -> Made:
    """Numbered questions with the answer behind a colon, «3a)» and «3b)» among them; members numbered 5.1, 5.2 …"""
    team = a_team(rng)
    words = role_words(rng)
    a = team.adviser
    doc = Document(blocks=[line("Påmelding – læringsnettverk kull 2", bold=True)])
    doc.add(line(f"1. Navn på foretak: {team.say('trust')}"), line(f"2. Navn på enhet: {team.say('unit')}"))
    doc.add(line(f"3a) Tittel på forbedringsprosjektet: {team.say('title')}"))
    doc.add(line(f"3b) Beskriv problemet: {team.say('problem')}"), line(f"3c) Beskriv målet: {team.say('goal')}"))
    doc.add(line(f"3d) Hvilke utfordringer har enheten? {named_challenges(team)}"))
    doc.add(
        line(f"4. Foretakets prioritet: {team.say('priority')}"),
        line("5. Deltakere i teamet (navn, faggruppe, rolle, e-post, tlf.)"),
    )
    for i, m in enumerate(team.members, 1):
        parts = (m.name, m.trade.written, words[m.role], m.mail, m.phone.written)
        doc.add(line(f"5.{i} " + ", ".join(x for x in parts if x)))
    doc.add(
        line(
            f"6. Hvem er teamets lokale forbedringsveileder? {a.name}, {contact(a)}"
            if a
            else "6. Hvem er teamets lokale forbedringsveileder?"
        )
    )
    doc.add(line(f"7. {rng.choice(BINDING['nb'])} (ja/nei): {yes_no(team.binding).lower()}"))
    return doc.bytes(), [team.truth(person="name role profession email phone")]


def s_docx_dotted(rng: Random) -> Made:
    """Labels and dotted lines, as on a form made for pen and paper, the answer typed among the dots."""
    team = a_team(rng, size=(3, 5))

    def dots(label: str, answer: str) -> str:
        return line(f"{label} {'.' * rng.randint(3, 9)}{answer}{'.' * rng.randint(12, 40)}")

    doc = Document(blocks=[head("PÅMELDING")])
    for label, key in (
        ("Foretak:", "trust"),
        ("Avdeling:", "unit"),
        ("Prosjektets navn:", "title"),
        ("Prioritet:", "priority"),
    ):
        doc.add(dots(label, team.say(key)))
    doc.add(line(f"Problemet: {team.say('problem')}"), line(f"Målet: {team.say('goal')}"))
    for m in team.members:
        kind = {"leader": "Leder", "union_rep": "Tillitsvalgt", "staff": "Medarbeider"}[m.role]
        doc.add(
            dots(f"{kind}:", m.name),
            dots("   Yrke:", m.trade.written),
            dots("   E-post:", m.mail),
            dots("   Tlf:", m.phone.written),
        )
    a = team.adviser
    doc.add(
        dots("Forbedringsveileder:", a.name if a else ""),
        dots("   E-post:", a.mail if a else ""),
        dots("   Tlf:", a.phone.written if a else ""),
    )
    team_truth = team.truth(MOST, "name role profession email phone")
    return doc.bytes(), [team_truth]


def s_docx_headings(rng: Random) -> Made:
    """Each question is a heading, the answers stand below it in one or more paragraphs; members as bullets."""
    team = a_team(rng, whole=True)
    words = role_words(rng)
    a = team.adviser
    doc = Document(blocks=[head("Påmelding til læringsnettverk")])
    more = rng.choice(
        ("Dette har pågått lenge.", "Vi har prøvd flere tiltak uten varig effekt.", "Brukerrepresentanten støtter dette.")
    )
    for label, answers in (
        ("Helseforetak", [team.say("trust")]),
        ("Enhet", [team.say("unit")]),
        ("Prosjekttittel", [team.say("title")]),
        ("Hva er problemet?", [team.say("problem"), more]),
        ("Hva er målet?", [team.say("goal")]),
        ("Utfordringer", ticked_lines(team)),
        ("Prioritet i foretaket", [team.say("priority")]),
    ):
        doc.add(head(label, 2), *(line(answer) for answer in answers))
    doc.add(head("Forbedringsteamet", 2))
    for m in team.members:
        mark = ", utdannet forbedringsagent" if m.agent else ""
        doc.add(p(t(m.name, bold=True), t(f" – {words[m.role]}, {m.trade.written}{mark} ({contact(m)})"), number=1))
    doc.add(head("Lokal forbedringsveileder", 2), line(a.name), line(a.mail), line(a.phone.written))
    truth = team.truth(f"{MOST} challenges", problem=f"{team.problem}\n{more}")
    return doc.bytes(), [truth]


def s_docx_bold_and_tab(rng: Random) -> Made:
    """A bold label, a tab and the answer; members in lines with tabs under a line of column names."""
    team = a_team(rng)
    words = role_words(rng)
    doc = Document(blocks=[head("Påmeldingsskjema")])
    pairs = (
        ("HF", "trust"),
        ("Avd.", "unit"),
        ("Prosjekt", "title"),
        ("Problem", "problem"),
        ("Mål", "goal"),
        ("Pri.", "priority"),
    )
    doc.add(*(p(t(label, bold=True), t(f"\t{team.say(key)}")) for label, key in pairs))
    doc.add(p(), line("Navn\tRolle\tFaggruppe\tMobil\tE-post", bold=True))
    doc.add(*(line(f"{m.name}\t{words[m.role]}\t{m.trade.written}\t{m.phone.written}\t{m.mail}") for m in team.members))
    a = team.adviser
    doc.add(p(), p(t("Forbedringsveileder", bold=True), t(f"\t{a.name}\t{a.phone.written}\t{a.mail}" if a else "\t")))
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


SHORT = (
    ("Sykehus/foretak", "trust"),
    ("Enhet", "unit"),
    ("Navn på prosjekt", "title"),
    ("Beskrivelse av problemet", "problem"),
    ("Målsetning", "goal"),
    ("Rangering fra foretaket", "priority"),
)


def s_docx_capitals(rng: Random) -> Made:
    """Labels in capitals without a colon, each on a line of its own, the answer on the next."""
    team = a_team(rng, whole=True)
    words = role_words(rng)
    pairs = (
        ("HELSEFORETAK", "trust"),
        ("ENHET", "unit"),
        ("PROSJEKTTITTEL", "title"),
        ("PROBLEM", "problem"),
        ("MÅL", "goal"),
        ("PRIORITET", "priority"),
    )
    doc = Document(blocks=[line("PÅMELDING LÆRINGSNETTVERK", bold=True)])
    for label, key in pairs:
        doc.add(p(), line(label), line(team.say(key)))
    doc.add(p(), line("TEAM"))
    doc.add(*(line(f"{m.name} / {words[m.role]} / {m.trade.written} / {m.mail} / {m.phone.written}") for m in team.members))
    doc.add(p(), line("FORBEDRINGSVEILEDER"), line(f"{team.adviser.name} / {team.adviser.mail} / {team.adviser.phone.written}"))
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def s_docx_whole_questions(rng: Random) -> Made:
    """Whole questions in bold with the answers below them, a priority in words, members as a numbered list."""
    team = a_team(rng, whole=True)
    words = role_words(rng)
    rank = ("første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende")[team.priority - 1]
    prior = rng.choice(
        (
            f"{rank.capitalize()} prioritet",
            f"{team.priority} av {rng.randint(team.priority, 9)}",
            f"Pri {team.priority}",
            f"nr. {team.priority}",
        )
    )
    a = team.adviser
    doc = Document(blocks=[head("Påmelding til regionalt læringsnettverk")])
    for question, answer in (
        ("Hvilket helseforetak tilhører dere?", team.say("trust")),
        ("Hvilken enhet skal delta?", team.say("unit")),
        ("Hva kaller dere prosjektet?", team.say("title")),
        ("Hvilket problem ønsker dere å løse?", team.say("problem")),
        ("Hvilket mål har dere satt?", team.say("goal")),
        ("Hvordan er prosjektet prioritert av foretaket?", prior),
        ("Hvem er lokal forbedringsveileder?", f"{a.name}, e-post {a.mail}, mobil {a.phone.written}"),
    ):
        doc.add(line(question, bold=True), line(answer))
    doc.add(line("Hvem er med i teamet?", bold=True))
    doc.add(
        *(p(t(f"{m.name}, {m.trade.written}, {words[m.role]}. {m.mail}, {m.phone.written}"), number=2) for m in team.members)
    )
    doc.add(line("Er dere innforstått med at påmeldingen er bindende?", bold=True), line(yes_no(team.binding)))
    return doc.bytes(), [team.truth(f"{MOST} binding", "name role profession email phone")]


FORMS = (
    s_docx_numbered,
    s_docx_dotted,
    s_docx_headings,
    s_docx_bold_and_tab,
    s_docx_capitals,
    s_docx_whole_questions,
)

"""Letters and notes: no form at all, the information stands in sentences."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.second.cast import MOST, a_team
from others.second.phrases import contact, role_words
from others.second.prose import low, quoted, told
from others.second.word import Document, cell, head, line, p, t, table

Made = tuple[bytes, list[Truth]]
MANAGERS = ("Geir Arild Sletten", "Torunn Hammer", "Per Kristian Løkke", "Mari-Ann Kvitberg")


def _letter(rng: Random, language: str, to: str, heading: str, bye: str) -> Made:
    team, paragraphs, truth = told(rng, language)
    doc = Document(
        blocks=[line("Helse Nord RHF"), line(to), p(), line(f"Vår ref: 2025/{rng.randint(100, 999)}-2\tDato: 22.04.2025"), p()]
    )
    doc.add(
        line(heading, bold=True),
        *(line(one) for one in paragraphs),
        p(),
        line(bye),
        line(rng.choice(MANAGERS)),
        line("klinikksjef"),
    )
    doc.footer = f"{team.trust.written} | Postboks 100 | sentralbord 75 00 00 00"
    return doc.bytes(), [truth]


def s_docx_letter(rng: Random) -> Made:
    """An official letter in bokmål, signed by a head of clinic who is not in the team; a page foot with the switchboard."""
    return _letter(
        rng, "nb", "postmottak@helsenord.example", "Påmelding til læringsnettverk Tørn – kull 2", "Med vennlig hilsen"
    )


def s_docx_letter_nynorsk(rng: Random) -> Made:
    """An official letter in nynorsk."""
    return _letter(rng, "nn", "8038 Bodø", "Påmelding til læringsnettverk", "Venleg helsing")


def s_docx_letter_english(rng: Random) -> Made:
    """A letter in English."""
    return _letter(rng, "en", "8038 Bodø", "Registration for the learning network", "Kind regards")


def s_docx_note(rng: Random) -> Made:
    """A short note of a doctor: «Fra/Til/Gjelder», clipped sentences, abbreviations, members behind slashes."""
    team = a_team(rng, "short", whole=True, size=(3, 5))
    words = role_words(rng)
    a = team.adviser
    doc = Document(
        blocks=[
            line(f"Til: RHF v/læringsnettverk\nFra: {team.unit}, {team.trust.written}\nGjelder: påmelding, pri {team.priority}")
        ]
    )
    doc.add(
        p(), line(f"Prosjekt: {team.title}"), line(f"Hvorfor: {team.problem}"), line(f"Mål: {team.goal}"), p(), line("Team:")
    )
    doc.add(*(line(f"{m.name}/{m.trade.written}/{words[m.role]}/{m.phone.written}/{m.mail}") for m in team.members))
    doc.add(line(f"Forb.veileder: {a.name}/{a.phone.written}/{a.mail}"))
    return doc.bytes(), [team.truth("title problem goal trust unit priority", "name role profession email phone")]


def s_docx_letter_with_table(rng: Random) -> Made:
    """A letter that tells of the project in sentences and of the people in a table (initials for the role, explained below)."""
    team = a_team(rng, whole=True)
    a = team.adviser
    doc = Document(blocks=[head("Søknad om deltakelse i læringsnettverket")])
    doc.add(
        line(
            f"{team.unit} ved {team.trust.written} ønsker å delta med prosjektet {quoted(team.title)} "
            f"(foretakets prioritet: {team.priority})."
        )
    )
    doc.add(line(f"Bakgrunn: {team.problem}"), line(f"Vi har som mål: {team.goal}"), p())
    short = {"leader": "L", "union_rep": "TV", "staff": "M"}
    doc.add(
        table(
            [
                ("Navn", "Rolle*", "Yrke", "Telefon", "E-post"),
                *((m.name, short[m.role], m.trade.written, m.phone.written, m.mail) for m in team.members),
            ]
        )
    )
    doc.add(line("* L = leder, TV = tillitsvalgt, M = medarbeider", italic=True), p())
    doc.add(line(f"Lokal forbedringsveileder for teamet blir {a.name} ({contact(a)})."))
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def s_docx_mixed_languages(rng: Random) -> Made:
    """A form whose labels stand in bokmål and Northern Sámi side by side; names with Sámi letters come as they are."""
    team = a_team(rng)
    words = role_words(rng)
    a = team.adviser
    pairs = (
        ("Helseforetak / Dearvvašvuođadoaimmahat", "trust"),
        ("Enhet / Ossodat", "unit"),
        ("Tittel / Namahus", "title"),
        ("Problem / Váttisvuohta", "problem"),
        ("Mål / Ulbmil", "goal"),
        ("Prioritet / Vuoruheapmi", "priority"),
    )
    doc = Document(blocks=[head("Påmelding / Dieđiheapmi"), table((label, team.say(key)) for label, key in pairs), p()])
    heads = ("Navn / Namma", "Rolle / Rolla", "Yrke / Ámmát", "E-post / E-poasta", "Telefon / Telefovdna")
    doc.add(table([heads, *((m.name, words[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members)]), p())
    doc.add(p(t("Forbedringsveileder / Buoridanbagadalli: ", bold=True), t(f"{a.name}, {contact(a)}" if a else "")))
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def s_docx_english(rng: Random) -> Made:
    """An English form in a table, members with English professions."""
    team = a_team(rng, "en")
    words = role_words(rng, "en")
    a = team.adviser
    pairs = (
        ("Health trust", "trust"),
        ("Department / unit", "unit"),
        ("Project title", "title"),
        ("Description of the problem", "problem"),
        ("Goal", "goal"),
        ("Priority within the trust", "priority"),
    )
    doc = Document(
        blocks=[
            head("Registration form"),
            table((label, team.say(key)) for label, key in pairs),
            line("Team members", bold=True),
        ]
    )
    doc.add(
        table(
            [
                ("Name", "Role", "Profession", "E-mail", "Phone"),
                *((m.name, words[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members),
            ]
        )
    )
    doc.add(
        line("Local improvement adviser", bold=True),
        table([("Name", "E-mail", "Phone"), (a.name, a.mail, a.phone.written) if a else ("", "", "")]),
    )
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def s_docx_staff_paragraph(rng: Random) -> Made:
    """Labels before colons, but the team in one paragraph of commas, semicolons between the people."""
    team = a_team(rng, whole=True, size=(3, 5))
    a = team.adviser
    kind = {"leader": "leder", "union_rep": "tillitsvalgt", "staff": "medarbeider"}
    people = "; ".join(f"{m.name}, {low(m.trade.written)}, {kind[m.role]}, {m.mail}, {m.phone.written}" for m in team.members)
    pairs = (
        ("Helseforetak", "trust"),
        ("Enhet", "unit"),
        ("Prosjekt", "title"),
        ("Problem", "problem"),
        ("Mål", "goal"),
        ("Prioritet", "priority"),
    )
    doc = Document(blocks=[line(f"{label}: {team.say(key)}") for label, key in pairs])
    doc.add(line(f"Teamet: {people}"), line(f"Forbedringsveileder: {a.name}, {contact(a)}"))
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def s_docx_approval(rng: Random) -> Made:
    """A two-column form with the trust's own questions among ours: cost centre, contact person, who approves it."""
    team = a_team(rng)
    words = role_words(rng)
    a = team.adviser
    boss, secretary = rng.sample(MANAGERS, 2)
    rows = [
        ("Saksnummer", f"2025/{rng.randint(1000, 9999)}"),
        ("Helseforetak", team.say("trust")),
        ("Koststed", str(rng.randint(100000, 999999))),
        ("Avdeling", team.say("unit")),
        ("Antall ansatte", str(rng.randint(12, 140))),
        ("Prosjekttittel", team.say("title")),
        ("Problembeskrivelse", team.say("problem")),
        ("Mål", team.say("goal")),
        ("Kontaktperson for påmeldingen", f"{secretary}, tlf. 75 53 40 00"),
        ("Godkjent av leder", boss),
        ("Prioritet i foretaket", team.say("priority")),
        ("Forbedringsveileder", a.name if a else ""),
        ("Forbedringsveileders e-post", a.mail if a else ""),
        ("Forbedringsveileders telefon", a.phone.written if a else ""),
    ]
    doc = Document(blocks=[head("Påmelding – intern saksgang"), table(rows), p(), line("Teamets medlemmer")])
    heads = ("#", "Navn", "Rolle", "Yrke", "Ansattnr.", "E-post", "Mobil")
    people = [
        (str(i), m.name, words[m.role], m.trade.written, str(rng.randint(10000, 99999)), m.mail, m.phone.written)
        for i, m in enumerate(team.members, 1)
    ]
    doc.add(table([heads, *people]), cell_note(), p())
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def cell_note() -> str:
    """A table of signatures that nobody has signed yet."""
    return table([("Sted, dato", "Underskrift leder", "Underskrift klinikksjef"), (cell(""), cell(""), cell(""))])


FORMS = (
    s_docx_letter,
    s_docx_letter_nynorsk,
    s_docx_letter_english,
    s_docx_note,
    s_docx_letter_with_table,
    s_docx_mixed_languages,
    s_docx_english,
    s_docx_staff_paragraph,
    s_docx_approval,
)

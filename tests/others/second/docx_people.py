"""Word forms drawn as tables, the people in ways of their own: a column, a card, a cell for each."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.second.cast import MOST, One, a_team, without
from others.second.docx_tables import PLAIN
from others.second.phrases import contact, role_words, yes_no
from others.second.word import Document, cell, head, line, p, t, table

Made = tuple[bytes, list[Truth]]


def s_docx_transposed(rng: Random) -> Made:
    """One column for each person, one row for each question."""
    team = a_team(rng, size=(3, 5))
    words = role_words(rng)
    a = team.adviser
    doc = Document(blocks=[line("Påmeldingsskjema – læringsnettverk", bold=True)])
    doc.add(*(p(t(f"{label}: ", bold=True), t(team.say(key))) for label, key in PLAIN))
    asked = (
        ("", *(f"Person {i}" for i, _ in enumerate(team.members, 1))),
        ("Navn", *(m.name for m in team.members)),
        ("Faggruppe", *(m.trade.written for m in team.members)),
        ("Rolle i teamet", *(words[m.role] for m in team.members)),
        ("E-post", *(m.mail for m in team.members)),
        ("Mobil", *(m.phone.written for m in team.members)),
        ("Forbedringsagent", *(yes_no(m.agent) for m in team.members)),
    )
    doc.add(table(asked), p())
    doc.add(line(f"Lokal forbedringsveileder: {a.name}, {contact(a)}" if a else "Lokal forbedringsveileder:"))
    return doc.bytes(), [team.truth(MOST)]


def s_docx_first_and_last(rng: Random) -> Made:
    """First name and last name in columns of their own; roles as three columns with a cross."""
    team = a_team(rng)
    doc = Document()
    doc.add(table((label, team.say(key)) for label, key in PLAIN), p())
    heads = ("Fornavn", "Etternavn", "Yrke/faggruppe", "Leder", "Tillitsvalgt", "Medarb.", "E-post", "Mobilnr")
    rows = [heads]
    for m in team.members:
        first, last = _split(m)
        crosses = tuple("x" if m.role == role else "" for role in ("leader", "union_rep", "staff"))
        rows.append((first, last, m.trade.written, *crosses, m.mail, m.phone.written))
    doc.add(table(rows), p())
    a = team.adviser
    first, last = _split(a) if a else ("", "")
    doc.add(
        line("Forbedringsveileder:"),
        table(
            [("Fornavn", "Etternavn", "E-post", "Mobilnr"), (first, last, a.mail if a else "", a.phone.written if a else "")]
        ),
    )
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def _split(one: One) -> tuple[str, str]:
    """Given names (with an initial) and family name, divided before the last word."""
    first, _, last = one.name.rpartition(" ")
    return first, last


def s_docx_person_cards(rng: Random) -> Made:
    """A small table for each participant, headed «Deltaker 1 (leder)» …; empty cards at the end."""
    team = a_team(rng)
    doc = Document(blocks=[head("Registrering av forbedringsteam")])
    doc.add(table((label, team.say(key)) for label, key in PLAIN))
    heads = {"leader": "leder", "union_rep": "tillitsvalgt", "staff": "medarbeider"}
    for i, m in enumerate(team.members, 1):
        doc.add(p(), _card(f"Deltaker {i} ({heads[m.role]})", m))
    for i in range(rng.randint(0, 2)):
        doc.add(p(), _card(f"Deltaker {len(team.members) + i + 1} (medarbeider)", None))
    a = team.adviser
    doc.add(
        p(),
        table(
            [
                (cell("Forbedringsveileder", span=2, bold=True),),
                ("Navn", a.name if a else ""),
                ("E-post", a.mail if a else ""),
                ("Telefon", a.phone.written if a else ""),
            ]
        ),
    )
    return doc.bytes(), [team.truth(MOST)]


def _card(name: str, one: One | None) -> str:
    values = (one.name, one.trade.written, one.mail, one.phone.written, yes_no(one.agent)) if one else ("",) * 5
    labels = ("Navn", "Yrke", "E-post", "Telefon", "Utdannet forbedringsagent?")
    return table([(cell(name, span=2, bold=True),), *zip(labels, values, strict=True)])


def s_docx_title_with_trade(rng: Random) -> Made:
    """No column for the role: the leader is «avdelingsleder (sykepleier)», the union's «lege, tillitsvalgt»."""
    team = a_team(rng)
    doc = Document()
    doc.add(table((label, team.say(key)) for label, key in PLAIN), p())

    def post(m: One) -> str:
        trade = m.trade.written
        return {"leader": f"{m.job.capitalize()} ({trade})", "union_rep": f"{trade}, tillitsvalgt", "staff": trade}[m.role]

    doc.add(
        table(
            [
                ("Deltakere", "Stilling", "E-post", "Telefonnummer"),
                *((m.name, post(m), m.mail, m.phone.written) for m in team.members),
            ]
        )
    )
    a = team.adviser
    doc.add(p(), p(t("Veileder i forbedringsarbeid: ", bold=True), t(f"{a.name} ({contact(a, ', tlf. ')})" if a else "")))
    truth = team.truth(MOST, "name role profession email phone")
    return doc.bytes(), [without(truth, *((m.name, "role") for m in team.staff))]


def s_docx_members_in_one_cell(rng: Random) -> Made:
    """Members in one cell of the form, one a line, in the order name – profession – role – phone – mail."""
    team = a_team(rng)
    words = role_words(rng)
    dash = rng.choice((" – ", " - ", "; ", " | "))
    names = "\n".join(
        dash.join(x for x in (m.name, m.trade.written, words[m.role], m.phone.written, m.mail) if x) for m in team.members
    )
    rows = [(label, team.say(key)) for label, key in PLAIN]
    rows.insert(3, ("Deltakere i teamet\n(navn, yrke, rolle, tlf, e-post)", names))
    a = team.adviser
    rows.append(("Lokal veileder", dash.join(x for x in (a.name, a.phone.written, a.mail) if x) if a else ""))
    rows.append(("Er påmeldingen bindende?", yes_no(team.binding)))
    return Document(blocks=[head("Påmelding"), table(rows)]).bytes(), [
        team.truth(f"{MOST} binding", "name role profession email phone")
    ]


FORMS = (
    s_docx_transposed,
    s_docx_first_and_last,
    s_docx_person_cards,
    s_docx_title_with_trade,
    s_docx_members_in_one_cell,
)

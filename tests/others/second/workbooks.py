"""Workbooks with one form on a sheet: labels beside or above their answers, anywhere on the sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from others.archives import settled
from others.forms import CHALLENGES, Truth
from others.second.cast import ALL, MOST, One, Team, a_team
from others.second.phrases import BINDING, challenge_words, named_challenges, role_words, yes_no

Made = tuple[bytes, list[Truth]]
LABELS = (
    ("Helseforetak", "trust"),
    ("Avdeling/enhet", "unit"),
    ("Prosjektets tittel", "title"),
    ("Hva er problemet?", "problem"),
    ("Hva er målet?", "goal"),
    ("Prioritet", "priority"),
)
NO_AGENT = "name role profession email phone"


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, the same each time."""
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def put(sheet: Worksheet, row: int, column: int, rows: Iterable[Sequence[Any]]) -> int:
    """Writes rows from a cell on; tells the first free row. Blank values leave their cells empty."""
    for values in rows:
        for i, value in enumerate(values):
            if value not in ("", None):
                sheet.cell(row, column + i, value)
        row += 1
    return row


def number(one: One) -> Any:
    """The phone as Excel keeps what looks like a number: without spaces, a number."""
    digits = "".join(c for c in one.phone.written if c.isdigit())
    return int(digits[-8:]) if digits else ""


def pairs(team: Team) -> list[tuple[str, Any]]:
    """Labels with answers, the priority as a number."""
    return [(label, team.priority if key == "priority" else team.say(key)) for label, key in LABELS]


def adviser_row(team: Team) -> tuple[Any, ...]:
    """Name, address, phone of the adviser, or nothing."""
    a = team.adviser
    return (a.name, a.mail, a.phone.written) if a else ("", "", "")


def s_xlsx_middle(rng: Random) -> Made:
    """Labels and answers somewhere in the middle of the sheet, phones as numbers, ja/nei for agents, a note at the side."""
    team, words = a_team(rng), role_words(rng)
    book = Workbook()
    sheet = book.active
    row, col = rng.randint(3, 7), rng.randint(3, 6)
    sheet.cell(row - 1, col, "PÅMELDING").font = Font(bold=True)
    row = put(sheet, row, col, pairs(team)) + 1
    sheet.cell(3, col + 8, "NB! Sendes samlet fra foretaket")
    heads = ("Navn", "Rolle", "Faggruppe", "E-post", "Mobil", "Utdannet agent?")
    rows = [(m.name, words[m.role], m.trade.written, m.mail, number(m), yes_no(m.agent)) for m in team.members]
    row = put(sheet, row, col, [heads, *rows]) + 1
    choice = DataValidation(type="list", formula1='"Ja,Nei"')
    choice.add(f"A{row}:A{row + 5}")
    sheet.add_data_validation(choice)
    put(sheet, row, col, [("Lokal forbedringsveileder",), ("Navn", "E-post", "Mobil"), adviser_row(team)])
    return saved(book), [team.truth(MOST)]


def s_xlsx_labels_above(rng: Random) -> Made:
    """Labels in one row, answers in the row below; merged cells; the challenges as three columns with x."""
    team, words, hard = a_team(rng), role_words(rng), challenge_words(rng)
    book = Workbook()
    sheet = book.active
    sheet.title = "Skjema"
    put(
        sheet,
        1,
        1,
        [
            ("Påmelding læringsnettverk",),
            ("",),
            ("Foretak", "", "Enhet", "", "Prioritet"),
            (team.say("trust"), "", team.say("unit"), "", team.priority),
        ],
    )
    put(
        sheet,
        6,
        1,
        [("Tittel på prosjekt",), (team.title,), ("Problem",), (team.say("problem"),), ("Mål",), (team.say("goal"),)],
    )
    put(sheet, 13, 1, [[hard[k] for k in CHALLENGES], ["x" if k in team.challenges else "" for k in CHALLENGES]])
    for place in ("A1:F1", "A3:B3", "A4:B4", "C3:D3", "C4:D4", "A7:F7", "A9:F9", "A11:F11"):
        sheet.merge_cells(place)
    heads = ("Navn", "Yrke", "Rolle", "E-post", "Telefon")
    row = put(sheet, 16, 1, [heads, *((m.name, m.trade.written, words[m.role], m.mail, m.phone.written) for m in team.members)])
    put(sheet, row + 1, 1, [("Forbedringsveileder", "E-post", "Telefon"), adviser_row(team)])
    return saved(book), [team.truth(f"{MOST} challenges", NO_AGENT)]


def s_xlsx_after_instructions(rng: Random) -> Made:
    """The first sheet instructs, the second holds the form, a third (now and then hidden) the lists to choose from."""
    team, words = a_team(rng), role_words(rng)
    book = Workbook()
    guide = book.active
    guide.title = "Les først"
    put(
        guide,
        1,
        1,
        [
            ("Slik fyller du ut skjemaet",),
            ("1. Gå til fanen «Påmelding».",),
            ("2. Fyll ut de hvite feltene.",),
            ("3. Lagre og send til postmottaket innen 1. mai.",),
        ],
    )
    sheet = book.create_sheet("Påmelding")
    row = put(sheet, 2, 2, [*pairs(team), ("Bindende påmelding bekreftes", yes_no(team.binding))]) + 1
    heads = ("Nr.", "Navn", "Rolle", "Faggruppe", "E-post", "Tlf.")
    rows = [(i, m.name, words[m.role], m.trade.written, m.mail, m.phone.written) for i, m in enumerate(team.members, 1)]
    rows += [(i, "", "", "", "", "") for i in range(len(team.members) + 1, 9)]
    row = put(sheet, row, 2, [("Teammedlemmer",), heads, *rows]) + 1
    put(
        sheet,
        row,
        2,
        [("Forbedringsveileder", adviser_row(team)[0]), ("E-post", adviser_row(team)[1]), ("Telefon", adviser_row(team)[2])],
    )
    lists = book.create_sheet("Lister")
    put(lists, 1, 1, [("Ja", "Leder"), ("Nei", "Tillitsvalgt"), ("", "Medarbeider")])
    lists.sheet_state = rng.choice(("visible", "hidden"))
    return saved(book), [team.truth(f"{MOST} binding", NO_AGENT)]


def s_xlsx_hidden(rng: Random) -> Made:
    """Hidden rows and columns with somebody's old notes, cell comments, a date; phones with a leading plus."""
    team, words = a_team(rng), role_words(rng)
    book = Workbook()
    sheet = book.active
    rows: list[tuple[Any, ...]] = [("Innsendt", "", date(2025, 4, 22)), *((label, "", answer) for label, answer in pairs(team))]
    row = put(sheet, 1, 1, rows)
    sheet["C4"].comment = Comment("Endret etter møte", "Sekretær")
    sheet.column_dimensions["B"].hidden = True
    sheet["B3"] = "intern kode 17"
    sheet.cell(row, 1, "Utgår: gammel tittel")
    sheet.row_dimensions[row].hidden = True
    heads = ("Navn", "", "Rolle", "Yrkesgruppe", "E-post", "Mobil")
    people = [
        (m.name, "", words[m.role], m.trade.written, m.mail, f"+47{number(m)}" if number(m) else "") for m in team.members
    ]
    row = put(sheet, row + 2, 1, [heads, *people])
    put(sheet, row + 1, 1, [("Lokal forbedringsveileder", "", ", ".join(x for x in adviser_row(team) if x))])
    return saved(book), [team.truth(MOST, NO_AGENT)]


def s_xlsx_two_columns_of_labels(rng: Random) -> Made:
    """Two columns of labels side by side, a priority as «1 av 4», challenges with ja and nei; members by role, fixed rows."""
    team, hard = a_team(rng), challenge_words(rng)
    book = Workbook()
    sheet = book.active
    rank = f"{team.priority} av {max(team.priority, 5)}" if team.priority else ""
    a = adviser_row(team)
    rows: list[tuple[Any, ...]] = [
        ("HF", team.say("trust"), "", "Prioritet", rank),
        ("Enhet", team.say("unit"), "", "Veileder", a[0]),
    ]
    rows += [
        ("Prosjekt", team.title, "", "Veileders e-post", a[1]),
        ("Problem", team.say("problem"), "", "Veileders telefon", a[2]),
    ]
    rows += [("Mål", team.say("goal"))]
    rows += [(hard[k], yes_no(k in team.challenges)) for k in CHALLENGES]
    row = put(sheet, 1, 1, [*rows, (rng.choice(BINDING["nb"]), yes_no(team.binding))]) + 1
    kinds = {"leader": "Leder", "union_rep": "Tillitsvalgt", "staff": "Medarbeider"}
    people = [(kinds[m.role], m.name, m.trade.written, m.mail, m.phone.written) for m in team.members]
    put(sheet, row, 1, [("", "Navn", "Stilling/yrke", "E-post", "Telefon"), *people])
    return saved(book), [team.truth(ALL, NO_AGENT)]


def s_xlsx_person_columns(rng: Random) -> Made:
    """Members side by side: a column for each, the questions down the side; agents ticked with ✓."""
    team, words = a_team(rng, size=(3, 5)), role_words(rng)
    book = Workbook()
    sheet = book.active
    row = put(sheet, 1, 1, [*pairs(team), ("Utfordringer", named_challenges(team))]) + 1
    asked = (
        ("Deltaker", *range(1, len(team.members) + 1)),
        ("Navn", *(m.name for m in team.members)),
        ("Rolle", *(words[m.role] for m in team.members)),
        ("Profesjon", *(m.trade.written for m in team.members)),
        ("E-post", *(m.mail for m in team.members)),
        ("Telefon", *(m.phone.written for m in team.members)),
        ("Forbedringsagent", *("✓" if m.agent else "" for m in team.members)),
    )
    row = put(sheet, row, 1, asked) + 1
    put(sheet, row, 1, zip(("Forbedringsveileder", "E-post", "Telefon"), adviser_row(team), strict=True))
    return saved(book), [team.truth(f"{MOST} challenges")]


FORMS = (
    s_xlsx_middle,
    s_xlsx_labels_above,
    s_xlsx_after_instructions,
    s_xlsx_hidden,
    s_xlsx_two_columns_of_labels,
    s_xlsx_person_columns,
)

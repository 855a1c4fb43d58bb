"""Workbooks as other people make them."""

from __future__ import annotations

import io
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from others.archives import settled
from others.forms import ADVISER, Form, Truth, a_form
from others.heads import CHALLENGES, answers
from others.rosters import CORE, columns
from others.words import PRIVACY

BOLD, SHADE = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def _number(form: Form, text: str) -> str | int | float:
    """What Excel makes of a phone number or a rank that was typed with digits only."""
    return int(text) if text.isdigit() and form.rng.random() < 0.7 else text  # noqa: PLR2004 - the share that was typed as text


def _roster(sheet: Worksheet, form: Form, row: int, column: int = 1) -> int:
    """A merged title, a head row, a row a member. Gives the next free row."""
    chosen = columns(form)
    sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + len(chosen) - 1)
    sheet.cell(row, column, form.word("members")).font = BOLD
    for at, name in enumerate(chosen):
        sheet.cell(row + 1, column + at, form.word(name)).fill = SHADE
    for down, person in enumerate(form.members, row + 2):
        for at, name in enumerate(chosen):
            text = form.cell(person, name)
            sheet.cell(down, column + at, _number(form, text) if name in {"phone", "number"} else text or None)
    return row + 3 + len(form.members)


def second_sheet(rng: Random) -> tuple[bytes, list[Truth]]:
    """Instructions on the first sheet, the form on the second; the answer stands two columns to the right of its label."""
    form = a_form(rng)
    book = Workbook()
    first = book.active
    first.title = "Veiledning"
    for row, text in enumerate(PRIVACY[form.hand.language], 2):
        first.cell(row, 2, f"{row - 1}. {text}")
    sheet = book.create_sheet("Skjema")
    sheet.cell(1, 2, form.word("form")).font = BOLD
    row = 3
    for label, text in answers(form):
        sheet.cell(row, 2, label).font = BOLD
        sheet.cell(row, 4, _number(form, text) or None)
        row += 1
    for key in CHALLENGES:
        sheet.cell(row, 2, form.word(key))
        sheet.cell(row, 4, "X" if form.ticked(key) else None)
        row += 1
    row = _roster(sheet, form, row + 1, 2)
    for key in ADVISER:
        sheet.cell(row, 2, form.word(key))
        sheet.cell(row, 4, _number(form, form.answer(key)) or None)
        row += 1
    sheet.cell(row, 2, form.word("binding"))
    sheet.cell(row, 4, form.yes_no(form.ticked("binding")))
    return _saved(book), [form.truth()]


def row_per_team(rng: Random) -> tuple[bytes, list[Truth]]:
    """The trust's own list: a row a team, «Deltaker 1 navn», «Deltaker 1 rolle», … in columns."""
    first = a_form(rng, manner=rng.choice(("plain", "terse")), most=4)
    forms = [first, *(a_form(rng, most=4) for _ in range(rng.randint(1, 3)))]
    keys = ("trust", "unit", "title", "priority", "problem", "goal")
    most = max(len(f.members) for f in forms)
    book = Workbook()
    sheet = book.active
    sheet.title = "Team"
    parts = [(i, c) for i in range(1, most + 1) for c in CORE]
    heads = [first.word(k) for k in (*keys, *CHALLENGES)] + [f"{first.word('member')} {i} {first.word(c).lower()}" for i, c in parts]
    sheet.append([*heads, *(first.word(k) for k in ADVISER), first.word("binding")])
    for number, form in enumerate(forms, 1):
        form.hand = first.hand
        form.said |= {"trust": first.said["trust"], "priority": type(first.said["trust"])(str(number), str(number))}
        members = [form.cell(form.members[i - 1], c) if i <= len(form.members) else "" for i, c in parts]
        ticks = ["x" if form.ticked(k) else "" for k in CHALLENGES]
        texts = [form.answer(k) for k in keys]
        advisers = [form.answer(k) for k in ADVISER]
        row = [*texts, *ticks, *members, *advisers, form.yes_no(form.ticked("binding"))]
        sheet.append([_number(form, text) or None for text in row])
    return _saved(book), [form.truth() for form in forms]


LAYOUTS = {"xlsx_secondsheet": second_sheet, "xlsx_rowperteam": row_per_team}

"""Workbooks as other people make them: one function a layout."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from others.archives import settled
from others.forms import ADVISER, Form, Truth, a_form
from others.heads import CHALLENGES, answers
from others.layout import Layout
from others.people import Person, Said
from others.rosters import CORE, columns
from others.words import PRIVACY, UNCHOSEN

BOLD, SHADE, WRAP = Font(bold=True), PatternFill("solid", fgColor="DCE6F1"), Alignment(wrap_text=True, vertical="top")
Made = tuple[bytes, list[Truth]]
Value = str | int | bool | None


def _book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def _typed(form: Form, text: str) -> Value:
    """What Excel makes of it: digits become a number unless the cell was text; nothing typed is an empty cell."""
    return int(text) if text.isdigit() and form.rng.random() < 0.7 else text or None


def _put(sheet: Worksheet, row: int, column: int, text: Value, look: str = "") -> None:
    """Writes one cell; `look` may hold "bold" and "shaded"."""
    place = sheet.cell(row, column, text)
    place.alignment = WRAP
    if "bold" in look:
        place.font = BOLD
    if "shaded" in look:
        place.fill = SHADE


def _merge(sheet: Worksheet, row: int, column: int, *, right: int = 0, down: int = 0) -> None:
    sheet.merge_cells(start_row=row, start_column=column, end_row=row + down, end_column=column + right)


def _pairs(sheet: Worksheet, row: int, column: int, pairs: Iterable[tuple[str, Value]], gap: int = 1) -> int:
    """Labels with their answers `gap` columns to the right. Gives the next free row."""
    for label, text in pairs:
        _put(sheet, row, column, label, "bold")
        _put(sheet, row, column + gap, text)
        row += 1
    return row


def _head(form: Form) -> list[tuple[str, Value]]:
    return [(label, _typed(form, text)) for label, text in answers(form)]


def _ticks(form: Form, on: Value, off: Value) -> list[tuple[str, Value]]:
    return [(form.word(k), on if form.ticked(k) else off) for k in CHALLENGES]


def _adviser(form: Form, words: tuple[str, ...] = ADVISER) -> list[tuple[str, Value]]:
    return [(form.word(w), _typed(form, form.answer(k))) for w, k in zip(words, ADVISER, strict=True)]


def _promise(form: Form) -> tuple[str, Value]:
    return form.word("binding"), form.yes_no(form.ticked("binding"))


def _member(form: Form, person: Person, chosen: Iterable[str]) -> list[Value]:
    return [_typed(form, t) if c in {"phone", "number"} else t or None for c in chosen for t in (form.cell(person, c),)]


def _roster(sheet: Worksheet, form: Form, row: int, column: int = 1) -> int:
    """A merged title, a head row, a row a member, two empty ones. Gives the next free row."""
    chosen = columns(form)
    _merge(sheet, row, column, right=len(chosen) - 1)
    _put(sheet, row, column, form.word("members"), "bold")
    for at, name in enumerate(chosen, column):
        _put(sheet, row + 1, at, form.word(name), "shaded")
    for down, person in enumerate(form.members, row + 2):
        for at, text in enumerate(_member(form, person, chosen), column):
            _put(sheet, down, at, text)
    return row + 4 + len(form.members)


def second_sheet(rng: Random) -> Made:
    """Instructions on the first sheet, the form on the second; the answer stands two columns to the right of its label."""
    form = a_form(rng)
    book, first = _book("Veiledning")
    for row, text in enumerate(PRIVACY[form.hand.language], 2):
        _put(first, row, 2, f"{row - 1}. {text}")
    sheet = book.create_sheet("Skjema")
    _put(sheet, 1, 2, form.word("form"), "bold")
    row = _pairs(sheet, 3, 2, [*_head(form), *_ticks(form, "X", None)], gap=2)
    row = _roster(sheet, form, row + 1, 2)
    _pairs(sheet, row, 2, [*_adviser(form), _promise(form)], gap=2)
    return _saved(book), [form.truth()]


def labels_above(rng: Random) -> Made:
    """Labels over merged answer cells; the adviser in a head row and one row with the members' own words."""
    form = a_form(rng)
    book, sheet = _book("Ark1")
    _merge(sheet, 1, 1, right=5)
    _put(sheet, 1, 1, form.word("form"), "bold")
    row = 3
    for label, text in _head(form):
        for down, content in enumerate((label, text)):
            _merge(sheet, row + down, 1, right=5)
            _put(sheet, row + down, 1, content, "" if down else "bold shaded")
        row += 3
    for at, (label, mark) in enumerate(_ticks(form, "x", None), 1):
        _put(sheet, row, at, label, "shaded")
        _put(sheet, row + 1, at, mark)
    row = _roster(sheet, form, row + 3)
    _put(sheet, row, 1, form.word("adviser"), "bold")
    for at, (label, text) in enumerate(_adviser(form, ("name", "email", "phone")), 1):
        _put(sheet, row + 1, at, label, "shaded")
        _put(sheet, row + 2, at, text)
    _pairs(sheet, row + 4, 1, [_promise(form)], gap=3)
    return _saved(book), [form.truth()]


def person_per_column(rng: Random) -> Made:
    """Members as columns, questions as rows; ja or nei for everything that is ticked."""
    form = a_form(rng)
    book, sheet = _book("Påmelding")
    row = _pairs(sheet, 1, 1, [*_head(form), *_ticks(form, "Ja", "Nei"), _promise(form)]) + 1
    _put(sheet, row, 1, form.word("members"), "bold")
    for at in range(1, len(form.members) + 2):
        _put(sheet, row, at + 1, f"{form.word('member')} {at}", "shaded")
    for down, name in enumerate(CORE, row + 1):
        _put(sheet, down, 1, form.word(name), "bold")
        for at, person in enumerate(form.members, 2):
            _put(sheet, down, at, _member(form, person, [name])[0])
    _pairs(sheet, row + 9, 1, _adviser(form))
    return _saved(book), [form.truth()]


def blocks(rng: Random) -> Made:
    """A block of rows a person, an empty block last; the adviser's block asks with the same words."""
    form = a_form(rng)
    book, sheet = _book("Skjema")
    _put(sheet, 1, 1, form.word("form"), "bold")
    row = _pairs(sheet, 3, 1, [*_head(form), *_ticks(form, "x", None)]) + 1
    for number, person in enumerate([*form.members, None], 1):
        _put(sheet, row, 1, f"{form.word('member')} {number}", "bold shaded")
        said = _member(form, person, CORE) if person else [None] * len(CORE)
        row = _pairs(sheet, row + 1, 1, zip(map(form.word, CORE), said, strict=True)) + 1
    _put(sheet, row, 1, form.word("adviser"), "bold shaded")
    row = _pairs(sheet, row + 1, 1, _adviser(form, ("name", "email", "phone")))
    _pairs(sheet, row + 1, 1, [_promise(form)])
    return _saved(book), [form.truth()]


def side_by_side(rng: Random) -> Made:
    """The questions on the left of the sheet, the members' table on the right of it, beginning in the same row."""
    form = a_form(rng)
    book, sheet = _book("Ark1")
    _put(sheet, 1, 1, form.word("form"), "bold")
    _pairs(sheet, 3, 1, [*_head(form), *_ticks(form, "x", None), *_adviser(form), _promise(form)])
    _roster(sheet, form, 3, 5)
    return _saved(book), [form.truth()]


def with_lists(rng: Random) -> Made:
    """English, drop-down lists with the prompt left where nobody chose, TRUE and FALSE for ticks."""
    form = a_form(rng, "en")
    book, sheet = _book("Registration")
    prompt = UNCHOSEN["en"]
    head = [(label, prompt if text is None and label == form.word("priority") else text) for label, text in _head(form)]
    row = _pairs(sheet, 2, 2, [*head, *_ticks(form, on=True, off=False)])
    chosen = list(CORE)
    lists = DataValidation(type="list", formula1='"Leader,Staff,Union representative"', allow_blank=True)
    sheet.add_data_validation(lists)
    for at, name in enumerate(chosen, 2):
        _put(sheet, row + 1, at, form.word(name), "shaded")
    for down, person in enumerate(form.members, row + 2):
        for at, text in enumerate(_member(form, person, chosen), 2):
            _put(sheet, down, at, text)
        lists.add(sheet.cell(down, 3))
    for down in (1, 2):
        _put(sheet, row + 1 + len(form.members) + down, 3, prompt)
    row += 5 + len(form.members)
    _pairs(sheet, row, 2, [*_adviser(form), _promise(form)])
    return _saved(book), [form.truth()]


# --- several teams in one workbook ---------------------------------------------------------------------------------------


def _teams(rng: Random, most: int = 4) -> list[Form]:
    """Two to four teams of one trust in one writer's words, ranked from 1."""
    forms = [a_form(rng, manner="plain", most=most)]
    count, titles = rng.randint(2, 4), {forms[0].said["title"].means}
    while len(forms) < count:
        form = a_form(rng, manner="plain", most=most, trust=str(forms[0].said["trust"].means))
        if form.said["title"].means not in titles:
            forms.append(form)
            titles.add(form.said["title"].means)
    for number, form in enumerate(forms, 1):
        form.hand = forms[0].hand
        form.said |= {"trust": forms[0].said["trust"], "priority": Said(str(number), str(number))}
    return forms


def row_per_team(rng: Random) -> Made:
    """The trust's own list: a row a team, «Deltaker 1 navn», «Deltaker 1 rolle», … in columns."""
    forms = _teams(rng)
    first = forms[0]
    keys = ("trust", "unit", "title", "priority", "problem", "goal")
    parts = [(i, c) for i in range(1, max(len(f.members) for f in forms) + 1) for c in CORE]
    book, sheet = _book("Team")
    heads = [first.word(k) for k in (*keys, *CHALLENGES)] + [
        f"{first.word('member')} {i} {first.word(c).lower()}" for i, c in parts
    ]
    sheet.append([*heads, *(first.word(k) for k in ADVISER), first.word("binding")])
    for form in forms:
        members = [_member(form, form.members[i - 1], [c])[0] if i <= len(form.members) else None for i, c in parts]
        texts = [_typed(form, form.answer(k)) for k in keys]
        rest = [text for _, text in (*_adviser(form), _promise(form))]
        sheet.append([*texts, *(mark for _, mark in _ticks(form, "x", None)), *members, *rest])
    return _saved(book), [form.truth() for form in forms]


def row_per_person(rng: Random) -> Made:
    """A list of participants: a row a person; the team's columns in its first row only, merged over its rows, or repeated."""
    forms = _teams(rng)
    keys, way = ("priority", "trust", "unit", "title"), rng.choice(("first", "merged", "repeated"))
    book, sheet = _book("Deltakerliste")
    _put(sheet, 1, 1, forms[0].word("form"), "bold")
    for at, thing in enumerate((*keys, *CORE), 1):
        _put(sheet, 3, at, forms[0].word(thing), "shaded")
    row = 4
    for form in forms:
        texts = [_typed(form, form.answer(k)) for k in keys]
        for i, person in enumerate(form.members):
            shown = texts if way == "repeated" or not i else [None] * len(keys)
            for at, text in enumerate([*shown, *_member(form, person, CORE)], 1):
                _put(sheet, row + i, at, text)
        for at in range(1, len(keys) + 1):
            if way == "merged":
                _merge(sheet, row, at, down=len(form.members) - 1)
        row += len(form.members)
    return _saved(book), [form.truth() for form in forms]


def sheet_per_team(rng: Random) -> Made:
    """A sheet a team, named after its rank, and a sheet with instructions before them."""
    forms = _teams(rng, most=6)
    book, first = _book("Les meg")
    for row, text in enumerate(PRIVACY["nb"], 1):
        _put(first, row, 1, text)
    for number, form in enumerate(forms, 1):
        sheet = book.create_sheet(f"Team {number}")
        row = _pairs(sheet, 2, 1, [*_head(form), *_ticks(form, "x", None)])
        row = _roster(sheet, form, row + 1)
        _pairs(sheet, row, 1, [*_adviser(form), _promise(form)])
    return _saved(book), [form.truth() for form in forms]


def priority_list(rng: Random) -> Made:
    """The prioritised list of one trust: its name in the title, a row a project, the people's names in cells by role."""
    forms = _teams(rng)
    trust = forms[0].answer("trust")
    book, sheet = _book("Prioritert liste")
    _put(sheet, 1, 1, f"Prioritert prosjektliste {trust}", "bold")
    heads = [forms[0].word(k) for k in ("priority", "title", "unit", "goal")]
    for at, label in enumerate([*heads, "Leder", "Tillitsvalgt(e)", "Øvrige deltakere", forms[0].word("adviser_name")], 1):
        _put(sheet, 3, at, label, "shaded")
    for row, form in enumerate(forms, 4):
        form.asked.add("trust")
        texts = [_typed(form, form.answer(k)) for k in ("priority", "title", "unit", "goal")]
        form.columns |= {"name", "role"}
        people = [
            "\n".join(p.name for p in form.members if p.role.means == role) or None for role in ("leader", "union_rep", "staff")
        ]
        for at, text in enumerate([*texts, *people, form.answer("adviser_name") or None], 1):
            _put(sheet, row, at, text)
    return _saved(book), [form.truth() for form in forms]


MADE: dict[str, Callable[[Random], Made]] = {
    "xlsx_secondsheet": second_sheet,
    "xlsx_labelsabove": labels_above,
    "xlsx_personpercolumn": person_per_column,
    "xlsx_blocks": blocks,
    "xlsx_sidebyside": side_by_side,
    "xlsx_lists": with_lists,
    "xlsx_rowperteam": row_per_team,
    "xlsx_rowperperson": row_per_person,
    "xlsx_sheetperteam": sheet_per_team,
    "xlsx_prioritylist": priority_list,
}
LAYOUTS = {
    name: Layout(why=str(make.__doc__).split("\n", maxsplit=1)[0], ending="xlsx", make=make) for name, make in MADE.items()
}

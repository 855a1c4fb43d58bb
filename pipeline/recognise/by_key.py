"""Kull's own forms: each value stands under the contract's key (tag, field name, defined name), and is taken as it is.

Added member rows count on: Word's «+» copies the tags of the row it adds to, so rows are told apart by their order, not by
their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from pipeline.form.layout import CHOOSE, MISSING_CHOOSE, MISSING_MARK, MISSING_WRITE_HERE, NOT_FILLED, WRITE_HERE
from pipeline.form.registration import MEMBER_ROWS, REGISTRATION
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.model import Block, Cell, Entry, Grid, Sheet
from pipeline.recognise.draft import Claim, Draft

_MEMBER_KEY: Final = re.compile(r"^member_(\d{1,3})_([a-z]+)$")
ATTRIBUTES: Final = {"agent": "trained_agent"}
OWN_KEYS: Final = 8
_MARK: Final = re.compile(rf"(?<=[*{TICKED}{UNTICKED}]) ?(?:{MISSING_MARK.nb}|{MISSING_MARK.nn})$")
PROMPTS: Final = frozenset(
    words[language]
    for words in (WRITE_HERE, CHOOSE, MISSING_WRITE_HERE, MISSING_CHOOSE, NOT_FILLED)
    for language in ("nb", "nn")
)


def own_form(sheet: Sheet) -> bool:
    """Does the sheet carry enough of kull's own keys to be read by them?"""
    return sum(entry.key in _paths() for entry in sheet.entries) >= OWN_KEYS


def read_by_key(sheet: Sheet) -> Draft:
    """The claims of one of kull's own forms."""
    draft = Draft(form=sheet.form, remarks=list(sheet.remarks))
    for entry in sheet.entries:
        if entry.key in _paths() and not _MEMBER_KEY.match(entry.key):
            draft.claim(_paths()[entry.key], own_claim(entry.text, entry.where))
    for row in _member_rows(sheet.entries):
        _claim_row(draft, row)
    if sheet.format == "xlsx":
        _rows_below(draft, sheet)
    return draft


@cache
def _paths() -> dict[str, str]:
    """Where the value under each key stands in a registration."""
    return {key: path for key, path, _ in REGISTRATION.fields()}


def own_claim(text: str, where: str) -> Claim:
    """The answer in a field of kull's own form; a prompt that a program has turned into text is no answer."""
    answer = without_mark(text)
    return Claim(text="" if answer in PROMPTS else answer, where=where, method="tag", confidence=1.0)


def without_mark(text: str) -> str:
    """`text` without the word that a return form puts after a tick box, or its label, that is missing."""
    return _MARK.sub("", text)


def _member_rows(entries: Iterable[Entry]) -> list[dict[str, Entry]]:
    """The member rows in the order of the form: a key that comes again begins a new row."""
    rows: list[dict[str, Entry]] = []
    numbers: list[str] = []
    for entry in entries:
        match = _MEMBER_KEY.match(entry.key)
        if match is None:
            continue
        number, name = match.groups()
        place = next((i for i in reversed(range(len(rows))) if numbers[i] == number), None)
        if place is None or name in rows[place]:
            rows.append({})
            numbers.append(number)
            place = len(rows) - 1
        rows[place][name] = entry
    return rows


def _claim_row(draft: Draft, row: dict[str, Entry]) -> None:
    index = draft.new_member()
    for name, entry in row.items():
        draft.claim_member(index, ATTRIBUTES.get(name, name), own_claim(entry.text, entry.where))


# --- Excel: rows written on below the ten --------------------------------------------------------------------------------


def _rows_below(draft: Draft, sheet: Sheet) -> None:
    """Members written in the rows below the last named one, in the same columns."""
    last = {m[2]: e for e in sheet.entries if (m := _MEMBER_KEY.match(e.key)) and int(m[1]) == MEMBER_ROWS}
    columns = {_place(e.where)[0]: name for name, e in last.items()}
    if not columns:
        return
    bottom = max(_place(e.where)[1] for e in last.values())
    named = {e.where for e in sheet.entries}
    for row in _rows_after(sheet.blocks, bottom):
        cells = {columns[c]: cell for cell in row if (c := _place(cell.where)[0]) in columns and cell.where not in named}
        if not any(cell.text for cell in cells.values()) or _is_furniture(row):
            return
        index = draft.new_member()
        for name, cell in cells.items():
            draft.claim_member(index, ATTRIBUTES.get(name, name), own_claim(cell.text, cell.where))


def _rows_after(blocks: Sequence[Block], bottom: int) -> Iterable[tuple[Cell, ...]]:
    grid = next((b for b in blocks if isinstance(b, Grid)), None)
    for row in grid.rows if grid else ():
        if row and _place(row[0].where)[1] > bottom:
            yield row


def _is_furniture(row: Sequence[Cell]) -> bool:
    """A row of the form itself below the members: the next section's title."""
    return any(fold(cell.text) in _furniture() for cell in row if cell.text)


@cache
def _furniture() -> frozenset[str]:
    words = [w for section in REGISTRATION.sections for w in (section.title, section.intro) if w]
    return frozenset(fold(text) for w in words for text in (w.nb, w.nn))


def _place(where: str) -> tuple[str, int]:
    match = re.search(r"cell ([A-Z]+)(\d+)$", where)
    return (match[1], int(match[2])) if match else ("", 0)

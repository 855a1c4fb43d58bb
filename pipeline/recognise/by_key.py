"""Kull's own forms: each value stands under the contract's key (tag, field name, defined name), and is taken as it is.

Added member rows count on: Word's «+» copies the tags of the row it adds to, so rows are told apart by their order, not by
their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from pipeline.form.definition import Field, Kind
from pipeline.form.registration import MEMBER_ROWS, REGISTRATION
from pipeline.form.vocabulary import fold
from pipeline.model import Block, Cell, Entry, Grid, Sheet
from pipeline.recognise.draft import Claim, Draft

_MEMBER_KEY: Final = re.compile(r"^member_(\d{1,3})_([a-z]+)$")
_ATTRIBUTES: Final = {"agent": "trained_agent"}
OWN_KEYS: Final = 8


def own_form(sheet: Sheet) -> bool:
    """Does the sheet carry enough of kull's own keys to be read by them?"""
    known = {key for key, _, _ in REGISTRATION.fields()}
    return sum(entry.key in known for entry in sheet.entries) >= OWN_KEYS


def read_by_key(sheet: Sheet) -> Draft:
    """The claims of one of kull's own forms."""
    draft = Draft(form=sheet.form, remarks=list(sheet.remarks))
    single = {f.key: f.path for _, _, f in REGISTRATION.fields() if "{n}" not in f.key}
    for entry in sheet.entries:
        if entry.key in single:
            draft.claim(single[entry.key], _claim(entry))
    for row in _member_rows(sheet.entries):
        _claim_row(draft, row)
    if sheet.format == "xlsx":
        _rows_below(draft, sheet)
    return draft


def _claim(entry: Entry) -> Claim:
    return Claim(text=entry.text, where=entry.where, method="tag", confidence=1.0)


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
        draft.claim_member(index, _ATTRIBUTES.get(name, name), _claim(entry))


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
            claim = Claim(text=cell.text, where=cell.where, method="tag", confidence=1.0)
            draft.claim_member(index, _ATTRIBUTES.get(name, name), claim)


def _rows_after(blocks: Sequence[Block], bottom: int) -> Iterable[tuple[Cell, ...]]:
    grid = next((b for b in blocks if isinstance(b, Grid)), None)
    for row in grid.rows if grid else ():
        if row and _place(row[0].where)[1] > bottom:
            yield row


def _is_furniture(row: Sequence[Cell]) -> bool:
    """A row of the form itself below the members: the next section's title."""
    titles = {
        fold(w)
        for s in REGISTRATION.sections
        for w in (s.title.nb, s.title.nn, *((s.intro and (s.intro.nb, s.intro.nn)) or ()))
    }
    return any(fold(cell.text) in titles for cell in row if cell.text)


def _place(where: str) -> tuple[str, int]:
    match = re.search(r"cell ([A-Z]+)(\d+)$", where)
    return (match[1], int(match[2])) if match else ("", 0)


@cache
def aliases() -> dict[str, str]:
    """Key by the name a control shows to a person; what is left when another program has dropped the tags."""
    return {fold(name): key for key, _, f in REGISTRATION.fields() for name in _names(key, f)}


def _names(key: str, field: Field) -> tuple[str, ...]:
    match = _MEMBER_KEY.match(key)
    labels = (field.label.nb, field.label.nn)
    if match is None:
        return labels if field.kind is not Kind.TICK else ()
    return tuple(f"{word} {match[1]} {label}" for word in ("deltaker", "deltakar") for label in labels)

"""The sheets of a returned workbook, found again by their names or their heads; rows and columns wherever they now stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.i18n import Message, msg
from pipeline.views.layout import ID, MEMBER_NUMBER, SHEETS, SheetLayout
from pipeline.views.returned_workbook import GivenCell, GivenRow, GivenWorkbook

HEAD_WITHIN = 10
"""Rows from the top within which the heads are looked for."""

NAMED, UNNAMED = 0.5, 0.75
"""The part of the editable columns' heads that must be found, on a sheet of the right name and on another."""

_NUMBER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """A row below the heads: its number on the sheet, the id and the member's number on it, and its editable cells by path."""

    row: int
    id: str
    number: int | None
    cells: Mapping[str, GivenCell | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSheet:
    """A sheet that was found again. `lost` are heads that are not there any more, `refused` what cannot be told apart."""

    layout: SheetLayout[object]
    lines: tuple[GivenLine, ...]
    lost: tuple[str, ...]
    refused: tuple[Message, ...]

    def column_of(self, path: str) -> str:
        """The head of the column that the value at `path` stands in; empty when it is on another sheet."""
        pattern = _NUMBER.sub("[{i}]", path)
        return next((c.header for c in self.layout.columns if c.editable and c.path == pattern), "")


def find_sheet(book: GivenWorkbook, layout: SheetLayout[object]) -> FoundSheet | None:
    """The sheet of `layout`: the one of its name, else another that has its heads; None when none has them."""
    ours = {one.name for one in SHEETS}
    named = [(rows, NAMED) for name, rows in book.sheets.items() if name.strip().casefold() == layout.name]
    others = [(rows, UNNAMED) for name, rows in book.sheets.items() if name.strip().casefold() not in ours]
    for rows, part in (*named, *others):
        at = _head_row(rows, layout, part)
        if at is not None:
            return _found(rows, at, layout)
    return None


def _head_row(rows: Sequence[GivenRow], layout: SheetLayout[object], part: float) -> int | None:
    wanted = {column.header.casefold() for column in layout.columns if column.editable}
    needed = {head.casefold() for head in (ID, MEMBER_NUMBER) if head in {column.header for column in layout.columns}}
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        heads = {_head(cell) for cell in row}
        if needed <= heads and len(heads & wanted) >= part * len(wanted):
            return at
    return None


def _found(rows: Sequence[GivenRow], at: int, layout: SheetLayout[object]) -> FoundSheet:
    places = [_head(cell) for cell in rows[at]]
    editable = {column.header.casefold(): column for column in layout.columns if column.editable}
    count = Counter(places)
    where = {column.path: places.index(head) for head, column in editable.items() if count[head] == 1}
    return FoundSheet(
        layout=layout,
        lines=tuple(_lines(rows, at, where, places)),
        lost=tuple(column.header for head, column in editable.items() if not count[head]),
        refused=tuple(_twice(column.header, layout.name) for head, column in editable.items() if count[head] > 1),
    )


def _lines(rows: Sequence[GivenRow], at: int, where: Mapping[str, int], places: Sequence[str]) -> Iterator[GivenLine]:
    id_at = places.index(ID.casefold())
    number_at = places.index(MEMBER_NUMBER.casefold()) if MEMBER_NUMBER.casefold() in places else None
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {path: row[column] for path, column in where.items()}
        if row[id_at] is not None or any(cells.values()):
            member = row[number_at] if number_at is not None else None
            yield GivenLine(row=number, id=_text(row[id_at]), number=_whole(_text(member)), cells=cells)


def _twice(header: str, sheet: str) -> Message:
    return msg(
        "The sheet «{sheet}» has several columns called «{column}». Nothing was taken from them.", sheet=sheet, column=header
    )


def _head(cell: GivenCell | None) -> str:
    return " ".join(_text(cell).split()).casefold()


def _text(cell: GivenCell | None) -> str:
    return cell.text.strip() if cell else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None

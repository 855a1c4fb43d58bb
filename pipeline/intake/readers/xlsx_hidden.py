"""Rows and columns of a workbook that nobody sees: hidden, or of no width. calamine gives their cells like any others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Final, TypeVar

from pipeline.intake.package import Package

_TAG: Final = re.compile(rb"<(?:\w{1,20}:)?(col|row)\s([^<>]*)>")
_FIGURE: Final = re.compile(rb"(?<![\w:])(r|min|max)=[\"'](\d{1,7})[\"']")
_HIDDEN: Final = re.compile(rb"(?<![\w:])(?:hidden=[\"'](?:1|true)[\"']|(?:width|ht)=[\"']0(?:\.0*)?[\"'])")
_MARKS: Final = (b' hidden="', b" hidden='", b'="0"')
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and the ranges of columns of one sheet that are hidden, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: tuple[range, ...] = ()

    def __bool__(self) -> bool:
        """Is anything hidden?"""
        return bool(self.rows or self.columns)

    def column(self, column: int) -> bool:
        """Is the column hidden?"""
        return any(column in among for among in self.columns)

    def cell(self, row: int, column: int) -> bool:
        """Does the cell stand in a hidden row or column?"""
        return row in self.rows or self.column(column)


NOTHING: Final = Hidden()


def hidden_in(part: bytes) -> Hidden:
    """What a sheet's XML hides."""
    if not any(mark in part for mark in _MARKS):
        return NOTHING
    rows: set[int] = set()
    columns: list[range] = []
    for kind, attributes in _tags(part):
        if not _HIDDEN.search(attributes):
            continue
        figures = {name: int(figure) for name, figure in _FIGURE.findall(attributes)}
        if kind == b"row" and b"r" in figures:
            rows.add(figures[b"r"] - 1)
        elif kind == b"col" and {b"min", b"max"} <= set(figures):
            columns.append(range(figures[b"min"] - 1, figures[b"max"]))
    return Hidden(frozenset(rows), tuple(columns))


def _tags(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    yield from (match.groups() for match in _TAG.finditer(part))  # type: ignore[misc]


def by_sheet(package: Package, parts: Mapping[str, _T]) -> dict[str, _T]:
    """What is told of each sheet (what is hidden, say), by the sheet's name; `parts` has it by the part of the package."""
    if not parts or not {_WORKBOOK, _RELATIONS} <= package.names:
        return {}
    targets = {str(e.get("Id")): _part(str(e.get("Target", ""))) for e in package.xml(_RELATIONS).iter("{*}Relationship")}
    sheets = package.xml(_WORKBOOK).iter("{*}sheet")
    found = ((str(sheet.get("name")), parts.get(targets.get(str(sheet.get(_ID)), ""))) for sheet in sheets)
    return {name: hidden for name, hidden in found if hidden}


def _part(target: str) -> str:
    """The part that a relation of the workbook names."""
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def rows_and_gaps(rows: Iterable[int], hidden: Hidden) -> Iterator[int]:
    """The rows that are seen, and after each block of them the empty one that ends it."""
    before: int | None = None
    for row in rows:
        if before is not None:
            gap = next((r for r in range(before + 1, row) if r not in hidden.rows), None)
            yield from () if gap is None else (gap,)
        yield row
        before = row

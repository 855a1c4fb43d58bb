"""`register.xlsx` as a person gives it back: what stands in its cells, whichever office program has saved it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pipeline.views.editable import words_in

EDITION_PROPERTY = "kull.edition"
MOST_BYTES = 200 * 1024 * 1024
"""Unpacked; a register of a thousand teams has a tenth of it."""

MOST_CELLS = 3_000_000
"""In one sheet, from its first cell to its last; a register of a thousand teams has a tenth of it."""

_EDITION = re.compile(r"\b[0-9a-f]{16}\b")
_ERROR_OR_FORMULA = frozenset({"f", "e"})


class DamagedWorkbookError(Exception):
    """The workbook cannot be opened."""


@dataclass(frozen=True, slots=True)
class GivenCell:
    """A cell that holds something: its words, its place («D7»), and whether they are a formula or Excel's own error."""

    text: str
    place: str
    computed: bool = False


GivenRow = tuple[GivenCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWorkbook:
    """All cells by sheet. `by`: who saved it last; `edition`: which edition of the register it was; empty when not told."""

    by: str
    edition: str
    sheets: dict[str, tuple[GivenRow, ...]]


def read_workbook(content: bytes) -> GivenWorkbook:
    """What stands in the workbook.

    Raises:
        DamagedWorkbookError: it cannot be opened.
    """
    from openpyxl import load_workbook

    try:
        return _given(load_workbook(BytesIO(_bounded(content))))
    except Exception as error:  # openpyxl raises whatever a part of the file makes it stumble over
        raise DamagedWorkbookError from error


def _bounded(content: bytes) -> bytes:
    """The content, if it does not unpack to more than can be."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
            raise DamagedWorkbookError
    return content


def _given(book: Any) -> GivenWorkbook:
    sheets = {sheet.title: tuple(_rows(sheet)) for sheet in book.worksheets}
    return GivenWorkbook(by=(book.properties.lastModifiedBy or "").strip(), edition=_edition(book), sheets=sheets)


def _rows(sheet: Any) -> Iterator[GivenRow]:
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise DamagedWorkbookError
    for row in sheet.iter_rows():
        yield tuple(map(_cell, row))


def _cell(cell: Any) -> GivenCell | None:
    if cell.value is None:
        return None
    return GivenCell(words_in(cell.value), cell.coordinate, computed=cell.data_type in _ERROR_OR_FORMULA)


def _edition(book: Any) -> str:
    """By its property; a program that drops properties leaves the line on the last sheet."""
    for known in book.custom_doc_props.props:
        if known.name == EDITION_PROPERTY:
            return str(known.value)
    explained = (cell for row in book.worksheets[-1].iter_rows(max_col=1, values_only=True) for cell in row)
    found = (_EDITION.search(str(cell)) for cell in explained if cell)
    return next((match[0] for match in found if match), "")

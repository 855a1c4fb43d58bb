"""Excel workbooks: calamine for the values (0.2 ms a sheet), lxml for the defined names that kull's own form carries.

Numbers are put back as a person typed them (a whole number without «.0»). Hidden sheets are not read, and said to be there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Final

import python_calamine as calamine

from pipeline.i18n import Message, msg
from pipeline.intake.package import Package, PackageError
from pipeline.intake.readers.docx import clean, parse_form_identity
from pipeline.model import Cell, Entry, FieldKind, FormIdentity, Grid, Sheet

MAX_CELLS: Final = 400_000
MAX_SHEETS: Final = 60
FORM_NAME: Final = "kull_form"

_SPREADSHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE: Final = re.compile(r"^'?(?P<sheet>.+?)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?::.*)?$")

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Table = Mapping[tuple[int, int], str]


def read_xlsx(content: bytes) -> Sheet:
    """What stands in an Excel workbook; raises `PackageError` when it cannot be opened."""
    try:
        with Package(content) as package:
            names = _defined_names(package)
    except PackageError as error:
        if error.too_large:
            raise
        names = {}
    return read_workbook(content, "xlsx", names)


def read_workbook(content: bytes, kind: str, names: Mapping[str, str] | None = None) -> Sheet:
    """What stands in any workbook that calamine takes (xlsx, xls, xlsb, ods); `names` are its defined names."""
    remarks: list[Message] = []
    grids: list[Grid] = []
    tables: dict[str, Table] = {}
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        for meta in book.sheets_metadata[:MAX_SHEETS]:
            tables[meta.name] = table = _table(book.get_sheet_by_name(meta.name))
            if not table:
                continue
            if meta.visible is calamine.SheetVisibleEnum.Visible:
                grids.append(_grid(table, meta.name))
            elif meta.name != FORM_NAME:
                remarks.append(msg("The workbook has a hidden sheet, «{name}», that is not read.", name=meta.name))
    except calamine.PasswordError:
        raise
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise PackageError(f"workbook: {error}") from error
    entries, form = _entries(names or {}, tables)
    return Sheet(format=kind, blocks=tuple(grids), entries=entries, form=form, remarks=tuple(remarks))


def _table(sheet: calamine.CalamineSheet) -> Table:
    """The cells that hold something, by (row, column) from 0."""
    if sheet.start is None:
        return {}
    if sheet.height * sheet.width > MAX_CELLS:
        raise PackageError(f"sheet {sheet.name}: {sheet.height} × {sheet.width} cells", too_large=True)
    top, left = sheet.start
    return {
        (top + r, left + c): text
        for r, row in enumerate(sheet.to_python())
        for c, value in enumerate(row)
        if (text := as_typed(value))
    }


def as_typed(value: Value) -> str:
    """`value` as a person would have typed it: 4 for 4.0, 01.05.2025 for a date, ja/nei for a truth value."""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")  # noqa: PLR2004
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y") if value.time() == dt.time() else value.strftime("%d.%m.%Y %H.%M")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    return clean(str(value))


def _grid(table: Table, name: str) -> Grid:
    """The sheet as rows of equal length, empty rows left out but counted in `where`."""
    columns = range(min(c for _, c in table), max(c for _, c in table) + 1)
    rows = sorted({r for r, _ in table})
    return Grid(rows=tuple(_row(table, row, columns, name) for row in _with_gaps(rows)), where=f"sheet {name}")


def _with_gaps(rows: Iterable[int]) -> Iterable[int]:
    """The rows, and after each block of rows the empty one that ends it."""
    before: int | None = None
    for row in rows:
        if before is not None and row > before + 1:
            yield before + 1
        yield row
        before = row


def _row(table: Table, row: int, columns: range, name: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=table.get((row, c), ""), where=f"sheet {name}, cell {cell_name(row, c)}") for c in columns)


def cell_name(row: int, column: int) -> str:
    """«C7» for row 6, column 2."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _defined_names(package: Package) -> dict[str, str]:
    if "xl/workbook.xml" not in package.names:
        return {}
    root = package.xml("xl/workbook.xml")
    return {str(e.get("name")): (e.text or "").strip() for e in root.iter(f"{_SPREADSHEET}definedName")}


def _entries(names: Mapping[str, str], tables: Mapping[str, Table]) -> tuple[tuple[Entry, ...], FormIdentity | None]:
    entries: list[Entry] = []
    form: FormIdentity | None = None
    for name, reference in names.items():
        match = _REFERENCE.match(reference)
        if match is None or match["sheet"].replace("''", "'") not in tables:
            continue
        sheet = match["sheet"].replace("''", "'")
        where = f"sheet {sheet}, cell {match['column']}{match['row']}"
        text = tables[sheet].get((int(match["row"]) - 1, _column(match["column"])), "")
        if name == FORM_NAME:
            form = parse_form_identity(text)
        elif not name.startswith("_xlnm"):
            entries.append(Entry(key=name, label="", text=text, where=where, kind=FieldKind.TEXT))
    return tuple(entries), form


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1

"""Excel workbooks: calamine for the values (0.2 ms a sheet), lxml for what calamine does not give.

Numbers are put back as a person typed them (a whole number without «.0»). Hidden sheets, rows and columns are not read,
and said to be there.

calamine unpacks without bounds and lays each sheet out from its first filled cell to its last, so what it would meet is
measured first: one value in XFD1048576 would else take hundreds of gigabytes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

import python_calamine as calamine

from pipeline.i18n import msg
from pipeline.intake.marks import as_written, clean, parse_form_identity
from pipeline.intake.package import EncryptedError, Package, PackageError, refusing
from pipeline.intake.readers.ooxml import about_the_package, properties
from pipeline.intake.readers.xlsx_hidden import NOTHING, Hidden, by_sheet, hidden_in, rows_and_gaps
from pipeline.intake.readers.xlsx_percent import in_hundredths, percent_cells
from pipeline.model import Cell, Entry, FieldKind, Finding, FormIdentity, Grid, Line, Severity, Sheet

MAX_CELLS: Final = 400_000
MAX_SHEETS: Final = 60
FORM_NAME: Final = "kull_form"

_REFERENCE: Final = re.compile(r"'?(?P<sheet>.+?)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?::.*)?")
_FILLED: Final = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>(?!(?:<v\s*/>|<v></v>)?</)"
)
_NAMELESS: Final = re.compile(rb"<(?:\w{1,20}:)?c(?=[\s>])(?![^<>]*\sr=)[^<>]*(?<!/)>")
_ROW: Final = re.compile(rb"<(?:\w{1,20}:)?row(?=[\s>])")
_ROW_NUMBER: Final = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tiff")
_WHOLE: Final = 1e15
_MOST_NAMED: Final = 20

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Table = Mapping[tuple[int, int], str]


def read_xlsx(content: bytes) -> Sheet:
    """What stands in an Excel workbook; raises `UnreadableError` when it cannot be opened."""
    with Package(content) as package:
        told = Told(
            hidden=by_sheet(package, _measure(package)),
            percent=percent_cells(package),
            names=_defined_names(package),
            beside=(*_comments(package), *properties(package)),
            remarks=(*_drawn(package), *about_the_package(package)),
        )
    return read_workbook(content, "xlsx", told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a workbook's package tells beside the cells.

    Its defined names, what is hidden on each sheet and which of its cells show hundredths, remarks and notes.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, Hidden] = field(default_factory=dict)
    percent: Mapping[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    remarks: tuple[Finding, ...] = ()
    beside: tuple[Line, ...] = ()


def read_workbook(content: bytes, kind: str, told: Told | None = None) -> Sheet:
    """What stands in any workbook that calamine takes (xlsx, xls, xlsb, ods)."""
    told = told or Told()
    grids: list[Grid] = []
    covered: list[tuple[Finding, Table, str]] = []
    tables: dict[str, Table] = {}
    for name, visible, typed in _tables(content):
        shares = told.percent.get(name, frozenset())
        table = {at: in_hundredths(text) if at in shares else text for at, text in typed.items()} if shares else typed
        tables[name] = table
        if not visible and table and name != FORM_NAME:
            covered.append((_hidden_sheet(name), table, name))
        if not visible or not table:
            continue
        hidden = told.hidden.get(name, NOTHING)
        aside = _aside(table, hidden)
        if aside:
            covered.append((_hidden_cells(name, aside, hidden), aside, name))
        if len(aside) < len(table):
            grids.append(_grid(table, name, hidden, aside))
    entries, form = _entries(told.names, tables)
    return Sheet(
        format=kind,
        blocks=tuple(grids),
        entries=entries,
        form=form,
        remarks=(*told.remarks, *(finding for finding, _, _ in covered)),
        beside=(*told.beside, *(line for _, table, name in covered for line in _lines(table, name))),
    )


def _hidden_sheet(name: str) -> Finding:
    said = msg("The workbook has a hidden sheet, «{name}», that is not read.", name=name)
    return Finding(rule="reading.hidden-sheet", severity=Severity.INFO, path="", message=said, where=f"sheet {name}")


def _aside(table: Table, hidden: Hidden) -> Table:
    """The cells that nobody sees, the mark of a form of kull's apart."""
    if not hidden:
        return {}
    return {at: text for at, text in table.items() if hidden.cell(*at) and parse_form_identity(text) is None}


def _hidden_cells(name: str, aside: Table, hidden: Hidden) -> Finding:
    """Where they stand; how to reach somebody is more than a note, and a person must look."""
    rows = [str(row + 1) for row in sorted({row for row, _ in aside if row in hidden.rows})]
    columns = [_letters(column) for column in sorted({column for _, column in aside if hidden.column(column)})]
    said = msg(
        "Sheet «{name}» has hidden rows or columns with content that is not read: {places}.",
        name=name,
        places=", ".join((*columns, *rows)[:_MOST_NAMED]),
    )
    severity = Severity.REVIEW if any("@" in text for text in aside.values()) else Severity.INFO
    return Finding(rule="reading.hidden-cells", severity=severity, path="", message=said, where=f"sheet {name}")


def _lines(table: Table, name: str) -> Iterator[Line]:
    yield from (Line(text=text, where=f"sheet {name}, cell {cell_name(*at)}") for at, text in table.items())


def _tables(content: bytes) -> Iterator[tuple[str, bool, Table]]:
    """Name, visibility and cells of each sheet."""
    try:
        with refusing("workbook", *_DAMAGE), _no_panic():
            book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
            sheets = [meta for meta in book.sheets_metadata if meta.typ is calamine.SheetTypeEnum.WorkSheet]
            read = [(meta, book.get_sheet_by_name(meta.name)) for meta in sheets[:MAX_SHEETS]]
    except PackageError as error:
        if isinstance(error.__cause__, calamine.PasswordError):
            raise EncryptedError(str(error)) from error
        raise
    for meta, sheet in read:
        yield meta.name, meta.visible is calamine.SheetVisibleEnum.Visible, _table(sheet)


@contextmanager
def _no_panic() -> Iterator[None]:
    """calamine, written in Rust, panics at some damage. What it then raises cannot be imported and is no `Exception`."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"calamine: {error}") from None


_DAMAGE: Final = (calamine.CalamineError, ValueError, OSError)


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
        if value != "" and (text := as_typed(value))
    }


def as_typed(value: Value) -> str:
    """`value` as a person would have typed it: 4 for 4.0, 01.05.2025 for a date, ja/nei for a truth value."""
    if isinstance(value, str):
        return as_written(value)
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value).replace(".", ",")
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y") if value.time() == dt.time() else value.strftime("%d.%m.%Y %H.%M")
    return value.strftime("%d.%m.%Y") if isinstance(value, dt.date) else str(value)


def _grid(table: Table, name: str, hidden: Hidden, aside: Table) -> Grid:
    """The sheet as rows of equal length, empty rows left out but counted in `where`; what is hidden is not there."""
    seen = table.keys() - aside.keys() if aside else table.keys()
    columns = [c for c in range(min(c for _, c in seen), max(c for _, c in seen) + 1) if not hidden.column(c)]
    letters = [_letters(c) for c in columns]
    return Grid(
        rows=tuple(
            tuple(
                Cell(text=clean(table.get((row, c), "")), where=f"sheet {name}, cell {letter}{row + 1}")
                for c, letter in zip(columns, letters, strict=True)
            )
            for row in rows_and_gaps(sorted({r for r, _ in seen}), hidden)
        ),
        where=f"sheet {name}",
    )


def cell_name(row: int, column: int) -> str:
    """«C7» for row 6, column 2."""
    return f"{_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


# --- the package ---------------------------------------------------------------------------------------------------------


def _measure(package: Package) -> dict[str, Hidden]:
    """Unpack within bounds what calamine will read, and see that no sheet is wider and longer than `MAX_CELLS` allow.

    Which part is a sheet is for the file to say, so every part that is no picture is measured. Gives what each part hides.
    """
    hidden: dict[str, Hidden] = {}
    for name in sorted(package.names):
        if not name.casefold().endswith(_PICTURES):
            part = package.read(name)
            width, height = _extent(part)
            if width * height > MAX_CELLS:
                raise PackageError(f"{name}: {height} × {width} cells", too_large=True)
            if found := hidden_in(part):
                hidden[name] = found
    return hidden


def _extent(part: bytes) -> tuple[int, int]:
    """Columns and rows from the first filled cell to the last; cells that do not say where they are count on in their row."""
    named = set(_FILLED.findall(part))
    columns = [_column(letters.decode()) for letters, _ in named]
    rows = [int(row) for _, row in named]
    if len(_NAMELESS.findall(part)):
        in_rows = _ROW.split(part)[1:]
        columns += [0, max((len(_NAMELESS.findall(row)) for row in in_rows), default=0)]
        rows += [1, len(in_rows), *(int(number) for row in in_rows for number in _ROW_NUMBER.findall(row[:200])[:1])]
    return (max(columns) - min(columns) + 1, max(rows) - min(rows) + 1) if columns else (0, 0)


def _defined_names(package: Package) -> dict[str, str]:
    if "xl/workbook.xml" not in package.names:
        return {}
    root = package.xml("xl/workbook.xml")
    names = sorted(root.iter("{*}definedName"), key=lambda name: name.get("localSheetId") is None)  # the book's own go before
    return {str(e.get("name")): (e.text or "").strip() for e in names}


def _comments(package: Package) -> Iterator[Line]:
    for name in (*package.named("xl/comments"), *package.named("xl/threadedComments/")):
        for element in package.xml(name).iter("{*}t", "{*}text"):
            if element.text and element.text.strip():
                yield Line(text=element.text, where="comment")


def _drawn(package: Package) -> Iterator[Finding]:
    """Text in boxes drawn over the cells: calamine does not give it, so a person must look."""
    for name in package.named("xl/drawings/"):
        words = " ".join(t.text for t in package.xml(name).iter("{*}t") if t.text and t.text.strip())
        if words:
            said = msg("The workbook holds a text box that is not read: «{text}».", text=words[:160])
            yield Finding(rule="reading.not-read", severity=Severity.REVIEW, path="", message=said)


def _entries(names: Mapping[str, str], tables: Mapping[str, Table]) -> tuple[tuple[Entry, ...], FormIdentity | None]:
    entries: list[Entry] = []
    form: FormIdentity | None = None
    for name, reference in names.items():
        match = _REFERENCE.fullmatch(reference)
        sheet = match["sheet"].replace("''", "'") if match else ""
        if match is None or sheet not in tables:
            continue
        text = tables[sheet].get((int(match["row"]) - 1, _column(match["column"])), "")
        if name == FORM_NAME:
            form = parse_form_identity(text)
        elif not name.startswith("_xlnm"):
            where = f"sheet {sheet}, cell {match['column']}{match['row']}"
            entries.append(Entry(key=name, label="", text=text, where=where, kind=FieldKind.TEXT))
    return tuple(entries), form

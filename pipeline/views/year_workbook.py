"""The year's workbooks: sheets in the look of `register.xlsx`. Written by openpyxl; the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pipeline.letters.archive import read_members, write_members
from pipeline.views.cell_text import shown
from pipeline.views.register_xlsx import COLOURS, Tone
from pipeline.views.returned_workbook import EDITION_PROPERTY

Value = str | int | float | dt.date | None

_LINE_HEIGHT = 15.0
_NO_CLOCK = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - openpyxl writes naive UTC
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n")
_MOST_IN_A_NAME = 31
_NOT_IN_A_NAME = str.maketrans(r"[]:*?/\\"[:8], "        ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head and width (signs); `editable`: a person writes there.

    `choices` are offered, and no others refused; they are words, or the cells that hold them («'ark'!$A$2:$A$9»).
    """

    head: str
    width: int
    editable: bool = False
    choices: tuple[str, ...] | str = ()
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row's values, and how each cell looks (one tone: all of them)."""

    values: tuple[Value, ...]
    tones: tuple[Tone, ...] = (Tone.PLAIN,)

    def tone(self, column: int) -> Tone:
        """How the cell in `column` looks."""
        return self.tones[column] if column < len(self.tones) else self.tones[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """A sheet: columns and rows, with `spare` empty rows to write in, or lines of text alone when it has no columns."""

    name: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    spare: int = 0
    lines: tuple[str, ...] = ()
    frozen: int = 1
    landscape: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BookContent:
    """A workbook. `title` is of the document and the printed head, `footer` is printed, `edition` tells which one it is."""

    title: str
    author: str
    footer: str
    sheets: tuple[SheetContent, ...]
    edition: str = ""


def sheet_name(words: str) -> str:
    """`words` as the name of a sheet."""
    return words.translate(_NOT_IN_A_NAME)[:_MOST_IN_A_NAME].strip() or "ark"


def workbook(content: BookContent) -> bytes:
    """The workbook as a file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in content.sheets:
        _add_sheet(book, sheet, content)
    book.properties.title, book.properties.creator = shown(content.title), shown(content.author)
    book.properties.created = book.properties.modified = _NO_CLOCK
    if content.edition:
        edition = StringProperty(name=EDITION_PROPERTY, value=content.edition)
        book.custom_doc_props.append(edition)  # type: ignore[attr-defined]  # not in the stubs
    written = BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    return write_members(read_members(written.getvalue()))


def _add_sheet(book: Workbook, content: SheetContent, whole: BookContent) -> None:
    sheet: Worksheet = book.create_sheet(sheet_name(content.name))
    _set_page(sheet, content, whole)
    if not content.columns:
        _write_lines(sheet, content.lines)
        return
    last = get_column_letter(len(content.columns))
    count = len(content.rows) + content.spare
    for number, column in enumerate(content.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.choices and count:
            sheet.data_validations.append(_choice_list(column, f"{letter}2:{letter}{count + 1}"))
    sheet.freeze_panes = f"{get_column_letter(content.frozen + 1)}2"
    sheet.auto_filter.ref = f"A1:{last}{len(content.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{last}{count + 1}"
    heads = tuple(Tone.HEAD_OF_FORM if column.editable else Tone.HEAD for column in content.columns)
    _write_row(sheet, 1, content.columns, Row(values=tuple(column.head for column in content.columns), tones=heads))
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT + 2
    empty = Row(values=(None,) * len(content.columns))
    for number, row in enumerate((*content.rows, *(empty for _ in range(content.spare))), start=2):
        _write_row(sheet, number, content.columns, row)


def _write_lines(sheet: Worksheet, lines: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = 110
    for number, line in enumerate(lines, start=1):
        cell = _text(sheet, number, 1, line)
        cell.font = Font(name="Calibri", size=14 if number == 1 else 11, bold=number == 1, color=COLOURS[Tone.PLAIN][1])
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = _LINE_HEIGHT * (1.5 if number == 1 else _lines(line, 110)) + 3


def _write_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: Row) -> None:
    for index, (column, value) in enumerate(zip(columns, row.values, strict=True)):
        _dress(_text(sheet, number, index + 1, value), row.tone(index), column)
    needed = max(_lines(value, column.width) for column, value in zip(columns, row.values, strict=True))
    sheet.row_dimensions[number].height = _LINE_HEIGHT * needed + 5


def _text(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """A cell that is text when its value is text, whatever the text looks like."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        cell.value = shown(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_FORMULA_SIGNS)
        return cell
    raise TypeError(cell)


def _dress(cell: Cell, tone: Tone, column: Column) -> None:
    fill, letters = COLOURS[tone]
    line = Side(style="thin", color="C4CCD3")
    head = tone in {Tone.HEAD, Tone.HEAD_OF_FORM}
    cell.font = Font(name="Calibri", size=11, bold=head, color=letters)
    cell.fill = PatternFill("solid", fgColor=fill)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    side = "center" if column.centred else "left"
    cell.alignment = Alignment(horizontal=side, vertical="center" if head or column.centred else "top", wrap_text=True)
    if isinstance(cell.value, dt.date):
        cell.number_format = "dd.mm.yyyy"
    elif isinstance(cell.value, float):
        cell.number_format = "0.00"


def _choice_list(column: Column, cells: str) -> DataValidation:
    choices = column.choices if isinstance(column.choices, str) else f'"{",".join(column.choices)}"'
    rule = DataValidation(type="list", formula1=choices, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    rule.add(cells)
    return rule


def _lines(value: Value, width: int) -> int:
    """About how many lines a text takes in a column that many signs wide."""
    if not isinstance(value, str):
        return 1
    return sum(1 + int(len(part) / (1.15 * width)) for part in value.split("\n"))


def _set_page(sheet: Worksheet, content: SheetContent, whole: BookContent) -> None:
    """A4, as wide as the page, with head, foot and page numbers."""
    sheet.page_setup.orientation = "landscape" if content.landscape else "portrait"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    # «&» begins a code in headers; two of them are one.
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, header.right.text = shown(whole.title).replace("&", "&&"), "&A"
    footer.left.text, footer.right.text = shown(whole.footer).replace("&", "&&"), "&P / &N"
    sheet.oddHeader, sheet.oddFooter = header, footer

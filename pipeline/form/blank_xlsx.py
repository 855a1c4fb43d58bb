"""The blank form in Excel: one sheet, inputs named by the contract's keys, everything else locked without a password.

Inputs are text cells, so that Excel makes neither numbers of phones nor dates of «1.5» nor formulas of «=1+1». Below the rows
of a counted table stand a few open ones without names, for a sender who needs more.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Literal, Unpack, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.utils import absolute_coordinate, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.form.archive import with_fixed_dates
from pipeline.form.definition import FormDefinition, Kind, Words
from pipeline.form.layout import (
    CHOICES_SHEET,
    MISSING_MARK,
    NO,
    NUMBER,
    OF_PAGES,
    PAGE,
    YES,
    YES_OR_NO,
    Blank,
    CohortLine,
    Control,
    Part,
    Prefill,
    State,
    lay_out,
)

FORM_NAME = "kull_form"
FORM_PROPERTY = "kull.form"
SPARE_ROWS = 4
TEXT = "@"

# Columns: labels over A and B, answers over C to H; in a counted table A is the row's number and B its first answer.
WIDTHS = {"A": 5, "B": 32, "C": 27, "D": 24, "E": 17, "F": 36, "G": 17, "H": 13}
LABEL_END, LAST = 2, 8
LONG_EDGES, ROW_HEIGHT, LINE_HEIGHT = 36.5, 22.5, 13.5
ANSWER_LETTERS = 120  # letters on a line of the widest answer
LABEL_LETTERS = 34  # of a label
LONGEST_LIST = 255  # letters of choices in a rule; a comma would part one in two
LONGEST_TEXT = 32767  # openpyxl cuts off what Excel cannot hold, without a word
HIGHEST = 400.0  # Excel shows no row higher than 409 points
PAGE_HEIGHT = 640.0  # points of rows on a lying A4 page at the scale that fits the columns

ACCENT, INK, GREY, LINE, WARN = "0B4F5E", "1D2A2E", "4A5B60", "A9BCC1", "8A4B00"
LABEL_FILL = PatternFill("solid", fgColor="EAF1F3")
FILLS = {
    State.OPEN: PatternFill("solid", fgColor="FFFFFF"),
    State.MISSING: PatternFill("solid", fgColor="FFF1CC"),
    State.LOCKED: PatternFill("solid", fgColor="F4F6F6"),
}
SIDE = Side(style="thin", color=LINE)
BOX = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
CENTRED = Alignment(horizontal="center", vertical="center")
UNDERLINE = Border(bottom=Side(style="medium", color=ACCENT))

SHEET_TITLE = Words("Skjema", "Skjema")
FROM_LIST = Words("Velg fra listen.", "Vel frå lista.")
WHOLE_NUMBER = Words("Skriv et helt tall fra 1.", "Skriv eit heilt tal frå 1.")


def blank_xlsx(form: FormDefinition, language: str, cohort: CohortLine, **prefill: Unpack[Prefill]) -> bytes:
    """The form as .xlsx; arguments as for `layout.lay_out`. The same arguments give the same bytes."""
    blank = lay_out(form, language, cohort, **prefill)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET_TITLE[language]
    _Drawing(book, sheet, blank).draw()
    _set_up_page(sheet, blank)
    _set_properties(book, blank)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


class _Drawing:
    """Writes a blank down the sheet; `row` is the next free one."""

    def __init__(self, book: Workbook, sheet: Worksheet, blank: Blank) -> None:
        self.book, self.sheet, self.blank = book, sheet, blank
        self.language = blank.language
        self.row = 1
        self.rules: dict[str, DataValidation] = {}
        self.lists: dict[tuple[str, ...], int] = {}

    def draw(self) -> None:
        for column, width in WIDTHS.items():
            self.sheet.column_dimensions[column].width = width
        self._head()
        starts = []
        for part in self.blank.parts:
            starts.append(self.row)
            self._heading(part)
            if part.table:
                self._table(part)
            else:
                self._questions(part)
        self._line(self.blank.footer, Font(name="Arial", size=8, color=GREY))
        self._identity()
        self._break_pages(starts)

    def _break_pages(self, starts: Sequence[int]) -> None:
        """A new page before a section that would not end on this one, but does on a page of its own."""
        top = 1
        for start, end in zip(starts, [*starts[1:], self.row], strict=True):
            too_long = sum(self.sheet.row_dimensions[row].height for row in range(top, end)) > PAGE_HEIGHT
            alone = sum(self.sheet.row_dimensions[row].height for row in range(start, end)) <= PAGE_HEIGHT
            if too_long and alone and start > top:
                self.sheet.row_breaks.append(Break(id=start - 1))
                top = start

    def _head(self) -> None:
        cohort = self.blank.cohort
        self._line(cohort.organiser, Font(name="Arial", size=10, bold=True, color=ACCENT), height=20)
        self._line(self.blank.title, Font(name="Arial", size=22, bold=True, color=ACCENT), height=32)
        self._line(cohort.network, Font(name="Arial", size=13, color=INK), height=24)
        for words, text in self.blank.facts:
            self._label(words)
            self._spread(LABEL_END + 1, LAST, Font(name="Arial", size=10, bold=True, color=INK), LABEL_FILL).value = text
            self._next()
        self._line(self.blank.intro, Font(name="Arial", size=10, color=INK), height=24)
        self._line(self.blank.note, Font(name="Arial", size=10, color=INK))

    def _heading(self, part: Part) -> None:
        self._next(10)
        cell = self._spread(1, LAST, Font(name="Arial", size=13, bold=True, color=ACCENT), None, UNDERLINE)
        cell.value = part.title
        cell.alignment = Alignment(horizontal="left", vertical="center")
        self._next(24)
        ticks = not part.table and any(item.kind is Kind.TICK for item in part.rows[0])
        intro = " ".join(filter(None, (part.intro, YES_OR_NO[self.language] if ticks else "")))
        if intro:
            lines = 1 + len(intro) // 150
            self._line(intro, Font(name="Arial", size=10, color=INK), height=8 + 14 * lines, wrap=True)

    def _questions(self, part: Part) -> None:
        for item in part.rows[0]:
            long, tick = item.long, item.kind is Kind.TICK
            beside = bool(item.help) and not long
            self._label(_asked(item), last=LAST - 1 if tick else LABEL_END, top=long)
            self._input(item, LAST if tick else LABEL_END + 1, LABEL_END + 1 if beside else LAST)
            if item.help:
                self._help(item, beside=beside)
            if item.state is State.MISSING:
                self._missing()
            label = 0 if tick else 1 + len(_asked(item)) // LABEL_LETTERS
            self._next(max(_height(item, ANSWER_LETTERS, self.blank.room), 9 + LINE_HEIGHT * label if label > 1 else 0))

    def _help(self, item: Control, *, beside: bool) -> None:
        """Beside a short answer, or under the label of a long one."""
        if beside:
            small = Font(name="Arial", size=9, color=GREY)
            self._spread(LABEL_END + 2, LAST, small, None).value = item.help
            return
        label = TextBlock(InlineFont(rFont="Arial", sz=10, b=True, color=Color(INK)), f"{_asked(item)}\n")
        small_text = TextBlock(InlineFont(rFont="Arial", sz=9, color=Color(GREY)), item.help)
        self.sheet.cell(self.row, 1).value = CellRichText(label, small_text)

    def _missing(self) -> None:
        cell = self.sheet.cell(self.row, LAST + 1, f"◄ {MISSING_MARK[self.language]}")
        cell.font = Font(name="Arial", size=10, bold=True, color=WARN)
        cell.alignment = Alignment(vertical="center")

    def _table(self, part: Part) -> None:
        titles = [NUMBER[self.language], *part.headings]
        required = [False, *(item.required for item in part.rows[0])]
        for column, (title, star) in enumerate(zip(titles, required, strict=True), start=1):
            self._box(column, LABEL_FILL, Font(name="Arial", size=10, bold=True, color=INK)).value = _starred(title, star)
        self._next(ROW_HEIGHT)
        for number, row in enumerate(part.rows, start=1):
            self._counted_row(number, row)
        if part.rows[0][0].state is State.OPEN:
            for number in range(len(part.rows) + 1, len(part.rows) + 1 + SPARE_ROWS):
                self._spare_row(number, part.rows[-1])

    def _counted_row(self, number: int, row: Sequence[Control]) -> None:
        self._number(number)
        for column, item in enumerate(row, start=LABEL_END):
            self._input(item, column, column)
            if item.state is State.MISSING:
                self._missing()
        self._next(max(_height(item, int(WIDTHS[get_column_letter(n)]), 0) for n, item in enumerate(row, start=LABEL_END)))

    def _spare_row(self, number: int, like: Sequence[Control]) -> None:
        self._number(number)
        for column, item in enumerate(like, start=LABEL_END):
            cell = self._box(column, FILLS[State.OPEN])
            cell.alignment = CENTRED if item.kind is Kind.TICK else _aligned()
            self._open(cell, item)
        self._next(ROW_HEIGHT)

    def _number(self, number: int) -> None:
        cell = self._box(1, LABEL_FILL, Font(name="Arial", size=10, color=GREY))
        cell.value = number
        cell.alignment = CENTRED

    def _label(self, text: str, *, last: int = LABEL_END, top: bool = False) -> None:
        cell = self._spread(1, last, Font(name="Arial", size=10, bold=last == LABEL_END, color=INK), LABEL_FILL)
        cell.alignment = _aligned(top=top)
        cell.value = text

    def _input(self, item: Control, first: int, last: int) -> None:
        cell = self._spread(first, last, None, FILLS[item.state])
        cell.alignment = CENTRED if item.kind is Kind.TICK else _aligned(top=item.long)
        _write(cell, item, self.language)
        self._name(item.key, cell.coordinate)
        if item.state is State.LOCKED:
            cell.number_format = TEXT
            return
        self._open(cell, item)
        for column in range(first + 1, last + 1):  # Excel refuses to empty a merged cell that is locked in part
            self.sheet.cell(self.row, column).protection = Protection(locked=False)

    def _open(self, cell: Cell, item: Control) -> None:
        cell.protection = Protection(locked=False)
        cell.number_format = "0" if item.kind is Kind.NUMBER else TEXT
        validation = self._validation(item)
        if validation:
            validation.add(cell)

    def _validation(self, item: Control) -> DataValidation | None:
        """The rule that cells of this kind share."""
        if item.kind is Kind.NUMBER:
            return self._shared(WHOLE_NUMBER, "1", "whole")
        options = (YES[self.language], NO[self.language]) if item.kind is Kind.TICK else item.options
        return self._shared(FROM_LIST, self._list(options), "list") if options else None

    def _list(self, options: tuple[str, ...]) -> str:
        """The choices as Excel takes them: in the rule, or, where that cannot hold them, in a column of a hidden sheet."""
        inline = ",".join(options)
        if len(inline) <= LONGEST_LIST and not any("," in option for option in options):
            return f'"{inline}"'
        if options not in self.lists:
            self.lists[options] = len(self.lists) + 1
            for row, option in enumerate(options, start=1):
                self._choices_sheet().cell(row, self.lists[options], option).number_format = TEXT
        column = get_column_letter(self.lists[options])
        return f"{CHOICES_SHEET}!${column}$1:${column}${len(options)}"

    def _choices_sheet(self) -> Worksheet:
        if CHOICES_SHEET not in self.book.sheetnames:
            sheet = self.book.create_sheet(CHOICES_SHEET)
            sheet.sheet_state, sheet.protection.sheet = "hidden", True
        return cast("Worksheet", self.book[CHOICES_SHEET])

    def _shared(self, fault: Words, formula: str, kind: Literal["whole", "list"]) -> DataValidation:
        if formula not in self.rules:
            rule = DataValidation(
                kind, formula1=formula, allow_blank=True, operator="greaterThanOrEqual" if kind == "whole" else None
            )
            rule.showErrorMessage, rule.error = True, fault[self.language]
            self.rules[formula] = rule
            self.sheet.add_data_validation(rule)
        return self.rules[formula]

    def _spread(self, first: int, last: int, font: Font | None, fill: PatternFill | None, border: Border = BOX) -> Cell:
        """A cell over columns `first` to `last` of this row."""
        for column in range(first, last + 1):
            self._box(column, fill, font, border)
        if last > first:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)
        return cast("Cell", self.sheet.cell(self.row, first))

    def _box(self, column: int, fill: PatternFill | None, font: Font | None = None, border: Border = BOX) -> Cell:
        cell = cast("Cell", self.sheet.cell(self.row, column))
        cell.font = font or Font(name="Arial", size=10, color=INK)
        cell.alignment = _aligned()
        cell.border = border
        if fill:
            cell.fill = fill
        return cell

    def _line(self, text: str, font: Font, *, height: float = 18, wrap: bool = False) -> None:
        cell = self._spread(1, LAST, font, None, Border())
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=wrap)
        cell.value = text
        self._next(height)

    def _next(self, height: float = ROW_HEIGHT) -> None:
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1

    def _name(self, name: str, coordinate: str) -> None:
        place = f"'{self.sheet.title}'!{absolute_coordinate(coordinate)}"
        self.book.defined_names[name] = DefinedName(name, attr_text=place)

    def _identity(self) -> None:
        """The form's id in a hidden row, under a name of its own."""
        cell = self.sheet.cell(self.row, 1, self.blank.identity)
        self.sheet.row_dimensions[self.row].hidden = True
        self._name(FORM_NAME, cell.coordinate)


def _aligned(*, top: bool = False) -> Alignment:
    return Alignment(horizontal="left", vertical="top" if top else "center", wrap_text=True, indent=1)


def _height(item: Control, letters: int, room: int) -> float:
    least = LONG_EDGES + LINE_HEIGHT * room if item.kind is Kind.LONG_TEXT else ROW_HEIGHT
    return min(max(least, 9 + LINE_HEIGHT * item.lines(letters)), HIGHEST)


def _asked(item: Control) -> str:
    return _starred(item.label, item.required)


def _starred(label: str, required: bool) -> str:
    return f"{label} *" if required else label


def _write(cell: Cell, item: Control, language: str) -> None:
    """The pre-filled value: text as text whatever it begins with, a number where one is asked for and given."""
    if item.kind is Kind.TICK:
        if item.ticked is not None:
            cell.value = (YES if item.ticked else NO)[language]
    elif item.kind is Kind.NUMBER and re.fullmatch(r"[1-9]\d{0,2}", item.text):
        cell.value = int(item.text)
    elif len(item.text) > LONGEST_TEXT:
        raise ValueError(f"{item.key} has {len(item.text)} letters, more than a cell of Excel holds")
    elif item.text:
        cell.value = item.text
        cell.data_type = "s"


def _set_up_page(sheet: Worksheet, blank: Blank) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.4, bottom=0.5, header=0.2, footer=0.25)
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=_footer(blank))
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False  # False: allowed


def _footer(blank: Blank) -> HeaderFooterPart:
    page, of = PAGE[blank.language], OF_PAGES[blank.language]
    return HeaderFooterPart(text=f"{blank.footer} · {page} &P {of} &N", font="Arial,Regular", size=8)


def _set_properties(book: Workbook, blank: Blank) -> None:
    book.properties.title = f"{blank.title} – {blank.cohort.network}"
    book.properties.creator = blank.cohort.organiser
    book.properties.language = blank.locale
    properties = book.custom_doc_props  # type: ignore[attr-defined]  # openpyxl has it; its stubs do not
    properties.append(StringProperty(name=FORM_PROPERTY, value=blank.identity))


def _without_clock(archive: bytes) -> bytes:
    """The workbook without the times of making that openpyxl writes into it."""
    name = "docProps/core.xml"
    with zipfile.ZipFile(io.BytesIO(archive)) as book:
        core = re.sub(rb"<dcterms:(created|modified)\b[^>]*>.*?</dcterms:\1>", b"", book.read(name))
    return with_fixed_dates(archive, {name: core})

"""`register.xlsx`: the register as the case officer reads it, filters it, prints it and corrects it. Written by openpyxl.

What stands in a cell is somebody else's text: it is never a formula. The same register gives the same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pipeline.i18n import DEFAULT_LANGUAGE, Message, msg
from pipeline.model import Plan, Register, Severity
from pipeline.programme.schema import Programme
from pipeline.views.about_plan import about_plan
from pipeline.views.cell_text import in_words, shown
from pipeline.views.layout import PLACES, SHEETS, Column, SheetLayout
from pipeline.views.returned_workbook import EDITION_PROPERTY
from pipeline.views.tables import ConcernRow, Contents, TeamRow, contents, gravest

EXPLANATION = "forklaring"

LINES_OF_DETAIL = 4
"""How many lines a long description may make a row higher: it must not push the next team off the screen."""

_LINE_HEIGHT, _HIGHEST = 14.6, 409.0
_DATE, _MOMENT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
_ARCHIVE_DATE = (1980, 1, 1, 0, 0, 0)
_GRAVEST_FIRST = tuple(Severity)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n")


class Tone(StrEnum):
    """How a cell looks, as a named style of the workbook; the words in the row say the same."""

    PLAIN = "kull vanlig"
    CALM = "kull i orden"
    ERROR = "kull må rettes"
    REVIEW = "kull må vurderes"
    WARNING = "kull verdt å se på"
    MUTED = "kull gjelder ikke lenger"
    HEAD = "kull overskrift"
    HEAD_OF_FORM = "kull overskrift fra skjemaet"


# Fill and letters; each pair has a contrast of at least 7:1, so that they can be read on a bad projector and on grey paper.
COLOURS: Mapping[Tone, tuple[str, str]] = {
    Tone.PLAIN: ("FFFFFF", "1A1A1A"),
    Tone.CALM: ("E3F1E5", "0F4A1F"),
    Tone.ERROR: ("FBD9D3", "7A1408"),
    Tone.REVIEW: ("FFE3A3", "553600"),
    Tone.WARNING: ("FFF7DC", "4D3B00"),
    Tone.MUTED: ("EFEFEF", "4A4A4A"),
    Tone.HEAD: ("DFE5EA", "1F2D3A"),
    Tone.HEAD_OF_FORM: ("123F66", "FFFFFF"),
}
_TONE_OF = {Severity.ERROR: Tone.ERROR, Severity.REVIEW: Tone.REVIEW, Severity.WARNING: Tone.WARNING}
_BELOW, _TITLE = "kull under tabellen", "kull tittel"
_DAY, _MOMENT = " (dag)", " (tid)"
_FORMATS = {"": "General", _DAY: "dd.mm.yyyy", _MOMENT: "dd.mm.yyyy hh:mm"}


def register_xlsx(
    register: Register, plan: Plan | None, programme: Programme, language: str = DEFAULT_LANGUAGE, *, edition: str = ""
) -> bytes:
    """The workbook: a sheet for each of `SHEETS`, and one that explains them. Sentences in `language`, heads in bokmål.

    `edition` is what its correctable cells are remembered under, and stands in it.
    """
    rows = contents(register, plan)
    # Not «write_only»: that tries each cell as a value first, and takes a third longer.
    book = Workbook()
    book.remove(book.worksheets[0])
    styles = _add_styles(book)
    for layout in SHEETS:
        below = tuple(about_plan(plan, programme, language)) if layout is PLACES else ()
        pen = _Pen(_add_sheet(book, layout, len(layout.rows(rows)), programme, below), styles)
        _write_rows(pen, layout, rows, language)
        _write_below(pen, below)
    _write_explanation(_Pen(_add_explanation(book, programme), styles), programme, language, edition)
    _set_properties(book, register, programme)
    book.custom_doc_props.append(StringProperty(name=EDITION_PROPERTY, value=edition))  # type: ignore[attr-defined]  # not in the stubs
    return _archive(book)


def _add_styles(book: Workbook) -> Mapping[str, StyleArray]:
    """A named style for each tone and each way of writing a value, and the numbers by which a cell says which it has."""
    styles = [
        NamedStyle(name=_BELOW, font=Font(name="Calibri", size=11)),
        NamedStyle(name=_TITLE, font=Font(name="Calibri", size=14, bold=True)),
        *(_style(tone, kind) for tone in COLOURS for kind in _FORMATS),
    ]
    for style in styles:
        book.add_named_style(style)
    return {style.name: style.as_tuple() for style in styles}


def _style(tone: Tone, kind: str) -> NamedStyle:
    """How a cell of `tone` looks; `kind` is how its value is written."""
    fill, letters = COLOURS[tone]
    line = Side(style="thin", color="C4CCD3")
    head = tone in {Tone.HEAD, Tone.HEAD_OF_FORM}
    return NamedStyle(
        name=tone + kind,
        font=Font(name="Calibri", size=11, bold=head, color=letters),
        fill=PatternFill("solid", fgColor=fill),
        border=Border(left=line, right=line, top=line, bottom=line),
        alignment=Alignment(horizontal="left", vertical="center" if head else "top", wrap_text=True),
        number_format=_FORMATS[kind],
    )


class _Pen:
    """Writes rows on one sheet. openpyxl's own way of naming a style searches the list of them for every cell."""

    def __init__(self, sheet: Worksheet, styles: Mapping[str, StyleArray]) -> None:
        self.sheet = sheet
        self._styles = styles

    def row(self, *cells: tuple[str | int | date | None, str]) -> None:
        """One row, of values and the names of their styles."""
        self.sheet.append([self._cell(value, style) for value, style in cells])

    def _cell(self, value: str | int | date | None, style: str) -> Cell:
        """A cell that is text when its value is text, whatever the text looks like."""
        kind = _MOMENT if isinstance(value, datetime) else _DAY if isinstance(value, date) else ""
        cell = Cell(self.sheet, row=1, column=1, style_array=self._styles[style + kind])
        cell.value = value
        if isinstance(value, str):
            # openpyxl takes «=1+1» for a formula and «#N/A» for an error.
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_FORMULA_SIGNS)
        return cell


def _add_sheet(book: Workbook, layout: SheetLayout[Any], count: int, programme: Programme, below: Sequence[str]) -> Worksheet:
    """A sheet for `count` rows and the lines `below` them: widths, filter, frozen head, choices and page, nothing written."""
    sheet: Worksheet = book.create_sheet(layout.name)
    last = get_column_letter(len(layout.columns))
    printed = get_column_letter(layout.printed or len(layout.columns))
    for number, column in enumerate(layout.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        if column.choices and count:
            sheet.data_validations.append(_choice_list(column, f"{letter}2:{letter}{count + 1}"))
    sheet.freeze_panes = f"{get_column_letter(layout.frozen + 1)}2"
    sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    sheet.row_dimensions[1].height = 2.4 * _LINE_HEIGHT
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{printed}{count + 1 + (len(below) + 1 if below else 0)}"
    _set_page(sheet, programme)
    return sheet


def _choice_list(column: Column[Any], cells: str) -> DataValidation:
    """The form's own choices, offered in the cells; another word is asked about, not refused."""
    choices = ",".join(column.choices)
    rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, errorStyle="warning", showErrorMessage=True)
    rule.add(cells)
    return rule


def _set_page(sheet: Worksheet, programme: Programme) -> None:
    """A4 on its side, as wide as the page, with page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
    # «&» begins a code in headers; two of them are one.
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, header.right.text = shown(programme.cohort.name).replace("&", "&&"), "&A"
    footer.left.text, footer.right.text = shown(programme.case.reference), "&P / &N"
    sheet.oddHeader, sheet.oddFooter = header, footer


def _write_rows(pen: _Pen, layout: SheetLayout[Any], rows: Contents, language: str) -> None:
    pen.row(*((column.header, Tone.HEAD_OF_FORM if column.editable else Tone.HEAD) for column in layout.columns))
    for number, row in enumerate(layout.rows(rows), start=2):
        values = [in_words(column.value(row), language) for column in layout.columns]
        pen.sheet.row_dimensions[number].height = _height(values, layout)
        pen.row(*zip(values, _tones(row, layout.columns), strict=True))


def _tones(row: Any, columns: Sequence[Column[Any]]) -> Iterator[Tone]:
    """How the cells of a row look: each as the gravest concern about it, or all grey when the row stands no more."""
    if isinstance(row, TeamRow | ConcernRow) and not row.stands:
        yield from (Tone.MUTED for _ in columns)
        return
    worst = {c.path: c.severity for c in reversed(row.concerns) if c.must_be_seen}
    for column in columns:
        if column.sums_up:
            yield _TONE_OF[severity] if (severity := gravest(row)) else Tone.CALM
        else:
            found = [worst[path] for path in column.paths(row) if path in worst] if worst else []
            yield _TONE_OF[min(found, key=_GRAVEST_FIRST.index)] if found else Tone.PLAIN


def _height(values: Sequence[str | int | date | None], layout: SheetLayout[Any]) -> float:
    """How high the row must be (points): not every office program finds out for itself.

    The columns on paper make a row as high as they need; the long descriptions to their right get a few lines.
    """
    lines = [_lines(value, column.width) for value, column in zip(values, layout.columns, strict=True)]
    needed = max(*lines[: layout.printed], min(max(lines), LINES_OF_DETAIL))
    return min(_LINE_HEIGHT * needed + 1, _HIGHEST)


def _lines(value: str | int | date | None, width: int) -> int:
    """About how many lines a text takes in a column that many signs wide."""
    if not isinstance(value, str) or (len(value) < width and "\n" not in value):
        return 1
    return sum(1 + int(len(part) / (1.1 * width)) for part in value.split("\n"))


def _write_below(pen: _Pen, lines: Sequence[str]) -> None:
    """Lines below a table, one free between; nothing when there are none."""
    if lines:
        pen.row()
    for line in lines:
        pen.row((shown(line), _BELOW))


LEGEND: Mapping[Tone, Message] = {
    Tone.ERROR: msg("Must be mended: the team cannot get a place before it is. The letter about what is missing says so."),
    Tone.REVIEW: msg("Must be looked at by a person: something is uncertain or must be decided."),
    Tone.WARNING: msg("Worth a look. Nothing is held back by it."),
    Tone.CALM: msg("In order."),
    Tone.MUTED: msg("Replaced by a newer form, or withdrawn. Kept so that nothing is lost."),
    Tone.HEAD_OF_FORM: msg("A column with what stands in the form. An empty cell means that the form does not say."),
    Tone.HEAD: msg("A column with what kull has found out."),
}
"""What each look means, in the order of the sheet that explains it."""

EXPLANATIONS = (
    msg("The sheet «mangler» lists everything that must be mended or looked at, with its place in the file."),
    msg("The sheet «satt til side» lists files that could not be read. They still lie in the inbox."),
    msg(
        "To correct something: change the cell in a column with a dark blue head, save and close the workbook, and run kull "
        "intake. The correction is kept beside the form; the form itself is never changed."
    ),
    msg(
        "An emptied cell takes the value away. A new participant: a new row with the ID, and no number. To take a participant "
        "out: empty the row's cells, but leave ID and number."
    ),
    msg("The workbook is made anew each time. What you write outside the dark blue columns is not kept."),
    msg("The column «Rolle» shows union membership, which is sensitive: do not pass it on to others than those who need it."),
)


def _add_explanation(book: Workbook, programme: Programme) -> Worksheet:
    sheet: Worksheet = book.create_sheet(EXPLANATION)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    _set_page(sheet, programme)
    return sheet


EDITION = msg("Edition {edition}. By this line kull knows what has been changed: leave it.")


def _write_explanation(pen: _Pen, programme: Programme, language: str, edition: str) -> None:
    """The last sheet: what the colours and heads mean."""
    title = msg("{programme}: what the register shows", programme=programme.cohort.name)
    pen.row((shown(title.in_language(language)), _TITLE))
    pen.row()
    for tone, meaning in LEGEND.items():
        pen.row((tone.removeprefix("kull ").capitalize(), tone), (meaning.in_language(language), Tone.PLAIN))
    sentences = (*EXPLANATIONS, *((Message(EDITION.msgid, {"edition": edition}),) if edition else ()))
    _write_below(pen, [sentence.in_language(language) for sentence in sentences])


def _set_properties(book: Workbook, register: Register, programme: Programme) -> None:
    """Title, maker, and as date the last thing received: the clock of the run is no part of the content."""
    received = [r.source.received for r in register.registrations] + [s.received for s in register.quarantine]
    moment = max(received).astimezone(UTC).replace(tzinfo=None, microsecond=0) if received else datetime(2000, 1, 1)  # noqa: DTZ001 - openpyxl writes naive UTC
    book.properties.title = shown(programme.cohort.name)
    book.properties.creator = shown(programme.organiser.name)
    book.properties.created = book.properties.modified = moment


def _archive(book: Workbook) -> bytes:
    """The file, with the same bytes for the same workbook: `Workbook.save` would write the clock into it."""
    written, fixed = BytesIO(), BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ARCHIVE_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return fixed.getvalue()

"""Forms of the third collection typed in Word or Excel, which LibreOffice prints to PDF."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from others.archives import settled
from others.forms import CHALLENGES, Form, Truth
from others.layout import Layout, Make
from others.third.team import HEAD, a_form

FIVE = ("name", "role", "profession", "email", "phone")
SIX = (*FIVE, "agent")
ADVISER = ("adviser_name", "adviser_email", "adviser_phone")
Draw = Callable[[Form, Random], Any]


def word_table(form: Form, _: Random) -> Any:
    """Word: a table of questions, a list of ticks, a table of people with narrow columns."""
    paper = Document()
    paper.add_heading(form.word("heading"), 1)
    _pairs(paper, form, HEAD)
    paper.add_paragraph(form.word("challenges"))
    for key in CHALLENGES:
        paper.add_paragraph(f"{'☒' if form.ticked(key) else '☐'} {form.word(key)}")
    paper.add_heading(form.word("members"), 2)
    _grid(paper, form, SIX, empty=2)
    paper.add_heading(form.word("adviser"), 2)
    _pairs(paper, form, ADVISER)
    paper.add_paragraph(f"{'☒' if form.ticked('binding') else '☐'} {form.word('binding')}")
    return paper


def word_lines(form: Form, _: Random) -> Any:
    """Word: labels in bold, answers after a colon; people as numbered lines with commas."""
    paper = Document()
    paper.styles["Normal"].font.name = "Carlito"
    paper.add_heading(form.word("heading"), 0)
    for key in HEAD:
        line = paper.add_paragraph()
        line.add_run(form.word(key) + ": ").bold = True
        line.add_run(form.answer(key))
    paper.add_paragraph(form.word("challenges") + ":")
    for key in CHALLENGES:
        paper.add_paragraph(f"[{'x' if form.ticked(key) else ' '}] {form.word(key)}")
    paper.add_paragraph().add_run(form.word("members")).bold = True
    for person in form.members:
        paper.add_paragraph(", ".join(v for v in (form.cell(person, c) for c in FIVE) if v), style="List Number")
    for key in ADVISER:
        line = paper.add_paragraph()
        line.add_run(form.word(key) + ": ").bold = True
        line.add_run(form.answer(key))
    paper.add_paragraph(f"[{'x' if form.ticked('binding') else ' '}] {form.word('binding')}")
    return paper


def word_landscape(form: Form, _: Random) -> Any:
    """Word: landscape, questions over answers in a grid, head and foot on each page."""
    paper = Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = "Læringsnettverk kull 2\tPåmeldingsfrist 1. mai\tKonfidensielt: nei"
    section.footer.paragraphs[0].text = "Sykehuset, Storgata 1, 8000 Bodø, tlf. 75 53 40 00"
    paper.add_heading(form.word("heading"), 1)
    for keys in (("trust", "unit", "priority"), ("title", "problem", "goal"), ADVISER):
        table = paper.add_table(2, 3, style="Table Grid")
        for i, key in enumerate(keys):
            table.cell(0, i).paragraphs[0].add_run(form.word(key)).bold = True
            table.cell(1, i).text = form.answer(key)
        paper.add_paragraph()
    _grid(paper, form, SIX)
    marks = "   ".join(f"{'☑' if form.ticked(key) else '☐'} {form.word(key)}" for key in (*CHALLENGES, "binding"))
    paper.add_paragraph(marks)
    return paper


def excel_form(form: Form, _: Random) -> Any:
    """Excel: a form on a sheet, columns of different width, lines around what is asked; printed on one page's width."""
    book, sheet = _book({"A": 42, "B": 26, "C": 24, "D": 34, "E": 20, "F": 22})
    sheet["A1"] = form.word("heading")
    sheet["A1"].font = Font(size=14, bold=True)
    row = 3
    for key in (*HEAD, *CHALLENGES, "binding", *ADVISER):
        ticked = key in (*CHALLENGES, "binding")
        sheet.cell(row, 1, form.word(key)).fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=6)
        sheet.cell(row, 2, form.yes_no(form.ticked(key)) if ticked else form.answer(key))
        sheet.row_dimensions[row].height = 32 if key in ("problem", "goal") else 16
        row += 1
    _people(sheet, form, row + 1, SIX)
    return book


def excel_plain(form: Form, _: Random) -> Any:
    """Excel: no lines, people to the right of nothing, ticks as x in the column after the word."""
    book, sheet = _book({"A": 46, "B": 22, "C": 22, "D": 36, "E": 20})
    sheet["B1"] = form.word("heading")
    row = 3
    for key in HEAD:
        sheet.cell(row, 1, form.word(key)).font = Font(bold=True)
        sheet.cell(row, 2, form.answer(key))
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
        sheet.row_dimensions[row].height = 30 if key in ("problem", "goal") else 15
        row += 1
    for key in (*CHALLENGES, "binding"):
        sheet.cell(row, 1, form.word(key))
        sheet.cell(row, 2, "x" if form.ticked(key) else "")
        row += 1
    row = _people(sheet, form, row + 1, FIVE, lines=False)
    for key in ADVISER:
        sheet.cell(row, 1, form.word(key)).font = Font(bold=True)
        sheet.cell(row, 2, form.answer(key))
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        row += 1
    return book


def _pairs(paper: Any, form: Form, keys: tuple[str, ...]) -> None:
    table = paper.add_table(0, 2, style="Table Grid")
    for key in keys:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = form.word(key), form.answer(key)


def _grid(paper: Any, form: Form, columns: tuple[str, ...], empty: int = 0) -> None:
    table = paper.add_table(1 + len(form.members) + empty, len(columns), style="Table Grid")
    for i, column in enumerate(columns):
        table.cell(0, i).paragraphs[0].add_run(form.word(column)).bold = True
        for j, person in enumerate(form.members, 1):
            table.cell(j, i).text = form.cell(person, column)
    for cell in table._cells:
        cell.width = Cm(16 / len(columns))
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(9)


def _book(widths: dict[str, int]) -> tuple[Workbook, Any]:
    book = Workbook()
    sheet: Any = book.active
    for letter, wide in widths.items():
        sheet.column_dimensions[letter].width = wide
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    return book, sheet


def _people(sheet: Any, form: Form, row: int, columns: tuple[str, ...], *, lines: bool = True) -> int:
    edge = Side(style="thin")
    for i, column in enumerate(columns, 1):
        sheet.cell(row, i, form.word(column)).font = Font(bold=True)
        for j, person in enumerate(form.members, 1):
            cell = sheet.cell(row + j, i, form.cell(person, column))
            cell.number_format = "@"
    sheet.row_dimensions[row].height = 34
    for cells in sheet.iter_rows(2, row + len(form.members), 1, len(columns)):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if lines and cell.row >= row:
                cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    return row + len(form.members) + 2


def made(draw: Draw) -> Make:
    """A layout's maker: the document as its library saves it, with the dates put right."""

    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form = a_form(rng)
        out = BytesIO()
        draw(form, rng).save(out)
        return settled(out.getvalue()), [form.truth()]

    return make


DRAWN: dict[str, tuple[Draw, str]] = {
    "wordtable": (word_table, "docx"),
    "wordlines": (word_lines, "docx"),
    "wordlandscape": (word_landscape, "docx"),
    "excelform": (excel_form, "xlsx"),
    "excelplain": (excel_plain, "xlsx"),
}
LAYOUTS = {
    f"t_pdfoffice_{kind}": Layout(why=f"{draw.__doc__}; printed to PDF", ending=ending, make=made(draw), converted="pdf")
    for kind, (draw, ending) in DRAWN.items()
}

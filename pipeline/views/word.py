"""The year's Word documents: tables to print and read. Written by python-docx; the same content gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from pipeline.form.wordml import W_NS, W, attributes, run, val
from pipeline.letters.archive import CORE_PROPERTIES, LOCALES, core_properties, read_members, write_members
from pipeline.letters.contexts import DocumentProperties, Picture
from pipeline.views.cell_text import visible

DARK, SOFT, LINE, INK = "123F66", "DFE5EA", "C4CCD3", "1A1A1A"
FONT = "Arial"
_AFTER_BORDERS = ("shd", "tblLayout", "tblCellMar", "tblLook")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A4, on its side or not, with its margins in millimetres."""

    landscape: bool = False
    margin: float = 18
    top: float = 18


def new_document(properties: DocumentProperties, footer: str, page: Page) -> WordDocument:
    """An empty document of ours: page, fonts, language, page numbers."""
    document = Document()
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if page.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if page.landscape else (width, height)
    section.left_margin = section.right_margin = Mm(page.margin)
    section.top_margin = section.bottom_margin = Mm(page.top)
    section.header_distance = section.footer_distance = Mm(8)
    locale = LOCALES[properties.language]
    for name, size, bold in (
        ("Normal", 10, False),
        ("Title", 22, True),
        ("Subtitle", 12, False),
        ("Heading 1", 13, True),
        ("Heading 2", 11, True),
    ):
        _set_style(document.styles[name], size, bold=bold)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
        language.set(qn("w:eastAsia"), locale)
    if footer:
        _set_footer(document, footer)
    return document


def _set_style(style: Any, size: int, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(DARK if bold else INK)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = Pt(4 if bold else 2)
    for name in ("w:pBdr", "w:kern", "w:rPr/w:spacing"):
        for own in style.element.findall(f".//{name}", {"w": W_NS}):
            own.getparent().remove(own)


def _set_footer(document: WordDocument, words: str) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    element = paragraph._p  # noqa: SLF001 - python-docx has no fields
    paragraph.add_run(f"{words}  ·  ").font.size = Pt(8)
    small = W.rPr(W.sz(val(16)))
    element.append(W.fldSimple(attributes(instr=" PAGE "), W.r(small, W.t("1"))))
    paragraph.add_run(" / ").font.size = Pt(8)
    element.append(W.fldSimple(attributes(instr=" NUMPAGES "), run("1", W.sz(val(16)))))


def heading(document: WordDocument, title: str, subtitle: str) -> None:
    """The document's title, and a line below it."""
    document.add_paragraph(visible(title), style="Title")
    document.add_paragraph(visible(subtitle), style="Subtitle").paragraph_format.space_after = Pt(10)


def add_heading(document: WordDocument, words: str, *, new_page: bool = False) -> None:
    """A heading of the first level, at the top of a page or not; what follows stays with it."""
    made = document.add_paragraph(visible(words), style="Heading 1").paragraph_format
    made.page_break_before, made.keep_with_next = new_page, True
    made.space_before, made.space_after = Pt(0 if new_page else 14), Pt(4)


def add_sentence(document: WordDocument, words: str, *, close: bool = False) -> None:
    """A paragraph of its own; `close` to what follows it."""
    said = document.add_paragraph(visible(words)).paragraph_format
    said.space_before, said.space_after = Pt(2 if close else 6), Pt(4 if close else 8)
    said.keep_with_next = close


def add_item(document: WordDocument, words: str) -> None:
    """An item of a list."""
    document.add_paragraph(visible(words), style="List Bullet")


def add_figure(document: WordDocument, picture: Picture, *, close: bool = False) -> None:
    """A picture in a paragraph of its own; `close` to what follows it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = close
    add_picture(paragraph, picture)


def table(document: WordDocument, heads: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with a head that is repeated on each page; widths in millimetres."""
    made: Table = document.add_table(rows=1, cols=len(heads))
    _lay_out(made, widths)
    _border(made, LINE)
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        shade(cell, DARK)
        write(cell, head, bold=True, colour="FFFFFF")
    properties = made.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no repeated heads
    properties.append(W.cantSplit())
    properties.append(W.tblHeader())
    return made


def grid(document: WordDocument, rows: int, widths: Sequence[float], height: float) -> Table:
    """A table without a head, of cells so many millimetres high, with thin lines to cut along."""
    made: Table = document.add_table(rows=rows, cols=len(widths))
    _lay_out(made, widths)
    _border(made, "9AA5AE", style="dotted")
    for row in made.rows:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        properties.append(W.cantSplit())
        properties.append(W.trHeight(attributes(val=Mm(height).twips, hRule="exact")))
    return made


def _lay_out(made: Table, widths: Sequence[float]) -> None:
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def add_row(made: Table, values: Sequence[str], *, bold: bool = False) -> Sequence[_Cell]:
    """A row at the end of a table, which is not split over two pages; its cells."""
    row: Any = made.add_row()  # type: ignore[no-untyped-call]  # python-docx has types here and there
    row._tr.get_or_add_trPr().append(W.cantSplit())  # noqa: SLF001 - as above
    for cell, value, column in zip(row.cells, values, made.columns, strict=True):
        cell.width = column.width
        write(cell, value, bold=bold)
    cells: Sequence[_Cell] = row.cells
    return cells


def add_group(made: Table, words: str, below: str = "") -> None:
    """A row over the whole width that heads those below it, and stays with them."""
    cells = add_row(made, [""] * len(made.columns))
    whole = cells[0].merge(cells[-1])
    only_first_paragraph(whole)
    shade(whole, SOFT)
    write(whole, words, bold=True, colour=DARK)
    if below:
        add_line(whole, below, size=9, colour="4A4A4A")
    for paragraph in whole.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def only_first_paragraph(cell: _Cell) -> None:
    """Take out what merging has left: the paragraphs of all the cells."""
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)  # noqa: SLF001 - python-docx takes no paragraph out


def open_between(left: _Cell, right: _Cell) -> None:
    """No line between two cells."""
    for cell, side in ((left, W.right), (right, W.left)):
        cell._tc.get_or_add_tcPr().append(W.tcBorders(side(val("nil"))))  # noqa: SLF001 - as above


def add_piece(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """More text in a paragraph."""
    _fill(paragraph, text, bold=bold, colour=INK, size=10)


def write(cell: _Cell, text: str, *, bold: bool = False, colour: str = INK, size: float = 10) -> Paragraph:
    """Write `text` in an empty cell."""
    paragraph: Paragraph = cell.paragraphs[0]
    _fill(paragraph, text, bold=bold, colour=colour, size=size)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2.5)
    return paragraph


def add_line(cell: _Cell, text: str, *, bold: bool = False, colour: str = INK, size: float = 10) -> Paragraph:
    """One more line in a cell."""
    paragraph: Paragraph = cell.add_paragraph()
    _fill(paragraph, text, bold=bold, colour=colour, size=size)
    return paragraph


def _fill(paragraph: Paragraph, text: str, *, bold: bool, colour: str, size: float) -> None:
    piece = paragraph.add_run(visible(text))
    piece.bold, piece.font.size, piece.font.color.rgb = bold, Pt(size), RGBColor.from_string(colour)


def add_picture(paragraph: Paragraph, picture: Picture) -> None:
    """A picture with its alternative text."""
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.content), width=Length(Mm(picture.width)))
    inline = shape._inline  # noqa: SLF001 - python-docx has neither alternative texts nor distances
    inline.docPr.set("descr", picture.alt)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else LibreOffice puts three millimetres there


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour."""
    cell._tc.get_or_add_tcPr().append(W.shd(attributes(val="clear", color="auto", fill=colour)))  # noqa: SLF001 - as above


def _border(made: Table, colour: str, *, style: str = "single") -> None:
    properties = made._tbl.tblPr  # noqa: SLF001 - as above
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (getattr(W, side)(attributes(val=style, sz=4, space=0, color=colour)) for side in sides)
    after = (properties.find(qn(f"w:{name}")) for name in _AFTER_BORDERS)
    borders = W.tblBorders(*lines)
    if (first := next((one for one in after if one is not None), None)) is not None:
        first.addprevious(borders)
    else:
        properties.append(borders)


def finished(document: WordDocument, properties: DocumentProperties) -> bytes:
    """The file."""
    written = io.BytesIO()
    document.save(written)
    return write_members({**read_members(written.getvalue()), CORE_PROPERTIES: core_properties(properties)})

"""Makes the Word templates of the letters for the first time: `python tools/make_templates.py [--again] [--into DIR]`.

One file for each kind of letter and målform, in `templates/`. They are ordinary Word files and are edited in Word from then on:
a template that is already there is left alone, unless `--again` is given.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from agenda_texts import PAPERS
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from letter_texts import TEXTS, Block, Rows, Tag, Text
from template_look import (
    LINE,
    PALE,
    add_frame,
    add_header_and_footer,
    add_styles,
    set_letter_page,
    set_wide_page,
    tidy,
)

from pipeline.form.definition import Words
from pipeline.letter_record import LetterKind
from pipeline.letters.archive import LOCALES, read_members, write_members
from pipeline.letters.compose import KINDS

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
UNADDRESSED = {LetterKind.PROGRAMME, LetterKind.DIPLOMA, *PAPERS}
WIDE = {LetterKind.PROGRAMME, LetterKind.RUNNING_SHEET}
LETTER_WIDTH, PROGRAMME_WIDTH = 16.0, 25.7
REFERENCE_WIDTHS = (3.4, 4.6, 4.2, 3.8)

TITLES = {
    LetterKind.INVITATION: Words("Mal: invitasjon", "Mal: invitasjon"),
    LetterKind.REMINDER: Words("Mal: påminnelse", "Mal: påminning"),
    LetterKind.RECEIPT: Words("Mal: kvittering", "Mal: kvittering"),
    LetterKind.MISSING: Words("Mal: mangelbrev", "Mal: mangelbrev"),
    LetterKind.PLACE: Words("Mal: tilbud om plass", "Mal: tilbod om plass"),
    LetterKind.RESERVE: Words("Mal: reserveplass", "Mal: reserveplass"),
    LetterKind.NOT_ELIGIBLE: Words("Mal: avslag", "Mal: avslag"),
    LetterKind.TRUST: Words("Mal: svar til foretaket", "Mal: svar til føretaket"),
    LetterKind.PROGRAMME: Words("Mal: program", "Mal: program"),
    LetterKind.DIPLOMA: Words("Mal: diplom", "Mal: diplom"),
    LetterKind.AGENDA: Words("Mal: møteprogram", "Mal: møteprogram"),
    LetterKind.RUNNING_SHEET: Words("Mal: kjøreplan", "Mal: køyreplan"),
    LetterKind.CHECKLIST: Words("Mal: huskeliste", "Mal: hugseliste"),
    LetterKind.REPORT_REMINDER: Words("Mal: påminnelse om rapport", "Mal: påminning om rapport"),
}

MEETING = "FFF4D6"
TIMELINE_CAPTION = Words("Oppgaver og møter i måneden", "Oppgåver og møte i månaden")
TIMELINE_TOP = (
    ("{{ sender.name }}", "Avsender"),
    ("{{ heading }}", "Heading 1"),
    ("{{ cohort }}", "Hovedbudskap"),
    ("{{ dated }}{% if moves %}. {{ moves }}{% endif %}", "Merknad"),
    ("{%p if undated %}", "Merknad"),
    ("{{ undated }}", "Merknad"),
    ("{%p endif %}", "Merknad"),
)
TIMELINE_COLUMNS = (
    (Words("Når", "Når"), "{{ row.when }}", 20),
    (Words("Hva", "Kva"), "{{ row.what }}", 35),
    (Words("Ansvarlig", "Ansvarleg"), "{{ row.responsible }}", 11),
    (Words("For", "For"), "{{ row.audience }}", 8),
    (Words("Materiell eller tema", "Materiell eller tema"), "{{ row.note }}", 26),
)

LABELS = {
    "theirs": Words("Deres ref.", "Dykkar ref."),
    "ours": Words("Vår ref.", "Vår ref."),
    "officer": Words("Saksbehandler", "Saksbehandlar"),
    "dated": Words("Dato", "Dato"),
    "regards": Words("Vennlig hilsen", "Venleg helsing"),
    "attachments": Words("Vedlegg", "Vedlegg"),
    "copies": Words("Kopi til", "Kopi til"),
    "references": Words("Referanser", "Referansar"),
}


def main() -> None:
    """Make the templates that are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="make all of them again, over what is there")
    parser.add_argument("--into", type=Path, default=TEMPLATES, help="folder to write to")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    for kind, row in KINDS.items():
        for language in LOCALES:
            path = chosen.into / row.template(language)
            if chosen.again or not path.exists():
                path.write_bytes(made(kind, language))
                print(path)
    for language in LOCALES:
        path = chosen.into / f"timeline-{language}.docx"
        if chosen.again or not path.exists():
            path.write_bytes(made_timeline(language))
            print(path)


def made_timeline(language: str) -> bytes:
    """The template of the year's timeline: a heading and a table for each month."""
    document = Document()
    tidy(document, language)
    add_styles(document)
    set_wide_page(document.sections[0], margin=2)
    add_header_and_footer(document, language)
    for words, style in TIMELINE_TOP:
        add(document, words, style)
    add(document, "{%p for month in months %}", "Normal")
    add(document, "{{ month.name }}", "Heading 2")
    add_timeline_table(document, language)
    add(document, "", "Etter tabell")
    add(document, "{%p endfor %}", "Normal")
    set_properties(document, "Mal: tidslinje", language)
    out = io.BytesIO()
    document.save(out)
    return write_members(read_members(out.getvalue()))


def add_timeline_table(document: Any, language: str) -> None:
    """A month's tasks; a meeting's row is shaded, and its name is bold."""
    shares = [PROGRAMME_WIDTH * share / 100 for _, _, share in TIMELINE_COLUMNS]
    table = new_table(document, len(shares), TIMELINE_CAPTION[language])
    put(table.rows[0].cells, [heading[language] for heading, _, _ in TIMELINE_COLUMNS], "Tabellhode", document)
    blanks = [""] * (len(shares) - 1)

    def tag(words: str) -> None:
        put(table.add_row().cells, [words, *blanks], "Tabelltekst", document)

    tag("{%tr for row in month.rows %}")
    tag("{%tr if row.is_meeting %}")
    meeting = table.add_row()
    put(meeting.cells, [cell for _, cell, _ in TIMELINE_COLUMNS], "Tabelltekst", document)
    tag("{%tr else %}")
    task = table.add_row()
    put(task.cells, [cell for _, cell, _ in TIMELINE_COLUMNS], "Tabelltekst", document)
    tag("{%tr endif %}")
    tag("{%tr endfor %}")
    for cell in meeting.cells:
        cell.paragraphs[0].runs[0].bold = True
    add_asides(meeting.cells[0], ("moved",), document)
    add_asides(task.cells[0], ("begins", "moved"), document)
    set_widths(table, shares)
    set_borders(table, inside=True)
    for cell in meeting.cells:
        shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{MEETING}"/>')
        cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx has no shading


def add_asides(cell: Any, names: Iterable[str], document: Any) -> None:
    """Below a task's day, where there is more to say of it: each on a line of its own, and small."""
    for name in names:
        for words in (f"{{%p if row.{name} %}}", f"{{{{ row.{name} }}}}", "{%p endif %}"):
            cell.add_paragraph(words, style=document.styles["Referanse"]).paragraph_format.space_before = 0


def made(kind: LetterKind, language: str) -> bytes:
    """One template as a file; the same each time."""
    document = Document()
    tidy(document, language)
    add_styles(document)
    match kind:
        case LetterKind.DIPLOMA:
            begin_diploma(document)
        case LetterKind.PROGRAMME | LetterKind.RUNNING_SHEET:
            set_wide_page(document.sections[0], margin=2)
            begin_programme(document, language)
        case LetterKind.AGENDA | LetterKind.CHECKLIST:
            set_letter_page(document.sections[0])
            begin_programme(document, language)
        case _:
            begin_letter(document, language)
    for block in (TEXTS | PAPERS)[kind]:
        add_block(document, block, language, PROGRAMME_WIDTH if kind in WIDE else LETTER_WIDTH)
    if kind not in UNADDRESSED:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        add_end(document, language)
    set_properties(document, TITLES[kind][language], language)
    out = io.BytesIO()
    document.save(out)
    return write_members(read_members(out.getvalue()))


def begin_diploma(document: Any) -> None:
    """A framed page."""
    set_wide_page(document.sections[0], margin=4)
    add_frame(document.sections[0])


def begin_programme(document: Any, language: str) -> None:
    """Sender, heading and date: a paper without an addressee."""
    add_header_and_footer(document, language)
    add(document, "{{ sender.name }}", "Avsender").paragraph_format.space_after = 0
    add(document, "{{ heading }}", "Heading 1").paragraph_format.space_after = 0
    add(document, "{{ dated }}", "Merknad")


def begin_letter(document: Any, language: str) -> None:
    """An upright page with the top of an official letter: sender, address, references, heading."""
    set_letter_page(document.sections[0])
    add_header_and_footer(document, language)
    add(document, "{{ sender.name }}", "Avsender")
    for words in ("{%p for line in addressee %}", "{{ line }}", "{%p endfor %}", ""):
        add(document, words, "Adressat")
    add_references(document, language)
    add(document, "{{ heading }}", "Heading 1")


def add_references(document: Any, language: str) -> None:
    """The line of references: labels over values."""
    keys = ("theirs", "ours", "officer", "dated")
    table = new_table(document, len(keys), LABELS["references"][language])
    put(table.rows[0].cells, [LABELS[key][language] for key in keys], "Referanse", document)
    put(table.add_row().cells, [f"{{{{ reference.{key} }}}}" for key in keys], "Referanseverdi", document)
    set_widths(table, REFERENCE_WIDTHS)
    set_borders(table, inside=False)
    margins = parse_xml(f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/></w:tblCellMar>')
    table._tblPr.find(qn("w:tblLook")).addprevious(margins)  # noqa: SLF001 - python-docx has no cell margins


def add_end(document: Any, language: str) -> None:
    """Greeting, name and title; enclosures and copies when there are any."""
    add(document, LABELS["regards"][language], "Hilsen")
    add(document, "{{ signatory.name }}", "Underskrift")
    add(document, "{{ signatory.title }}", "Underskrift tittel")
    for key, name, words in (
        ("attachments", "attachment", "{{ loop.index }}  {{ attachment }}"),
        ("copies", "copy", "{{ copy }}"),
    ):
        add(document, f"{{%p if {key} %}}", "Vedlegg")
        add(document, LABELS[key][language], "Vedlegg tittel")
        add(document, f"{{%p for {name} in {key} %}}", "Vedlegg")
        add(document, words, "Vedlegg")
        add(document, "{%p endfor %}", "Vedlegg")
        add(document, "{%p endif %}", "Vedlegg")


def add(document: Any, words: str, style: str) -> Any:
    """A paragraph at the end."""
    return document.add_paragraph(words, style=document.styles[style])


def add_block(document: Any, block: Block, language: str, width: float) -> None:
    """A paragraph, a tag or a table."""
    match block:
        case Text():
            add_text(document, block, language)
        case Tag():
            add(document, block.tag, "Normal")
        case Rows():
            add_table(document, block, language, width)


def add_text(document: Any, block: Text, language: str) -> None:
    """A paragraph; in a fact the label is bold."""
    words = block.words[language]
    if block.style != "Opplysning":
        add(document, words, block.style)
        return
    label, _, value = words.partition("\t")
    paragraph = add(document, "", block.style)
    paragraph.add_run(label).bold = True
    paragraph.add_run(f"\t{value}")


def add_table(document: Any, block: Rows, language: str, width: float) -> None:
    """A table with a heading row that is repeated on each page, and rows that do not break over pages."""
    widths = [width * column.share / sum(c.share for c in block.columns) for column in block.columns]
    table = new_table(document, len(widths), block.caption[language])
    put(table.rows[0].cells, [column.heading[language] for column in block.columns], "Tabellhode", document)
    blanks = [""] * (len(block.columns) - 1)
    put(table.add_row().cells, [f"{{%tr for {block.loop} %}}", *blanks], "Tabelltekst", document)
    row = table.add_row()
    put(row.cells, [column.cell for column in block.columns], "Tabelltekst", document)
    for cell, column in zip(row.cells, block.columns, strict=True):
        for run in cell.paragraphs[0].runs:
            run.bold = column.bold or None
    put(table.add_row().cells, ["{%tr endfor %}", *blanks], "Tabelltekst", document)
    set_widths(table, widths)
    set_borders(table, inside=True)
    add(document, "", "Etter tabell")


def new_table(document: Any, columns: int, caption: str) -> Any:
    """A table of one row, the heading row, with a name for those who cannot see it."""
    table = document.add_table(rows=1, cols=columns)
    table.autofit = False
    table._tblPr.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="{caption}"/>'))  # noqa: SLF001 - not in python-docx
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - not in python-docx
    return table


def put(cells: Iterable[Any], words: Iterable[str], style: str, document: Any) -> None:
    """Words into the cells of a row."""
    for cell, text in zip(cells, words, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = document.styles[style]
        if text:
            paragraph.add_run(text)


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Word reads the cells' widths, LibreOffice the grid's: both are set, in centimetres."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - not in python-docx
        row._tr.trPr[:] = sorted(row._tr.trPr, key=lambda child: child.tag != qn("w:cantSplit"))  # noqa: SLF001 - as above


def set_borders(table: Any, *, inside: bool) -> None:
    """Thin lines over and under; with `inside` also between the rows, under a shaded heading row. None at the sides."""
    sides = ("top", "bottom", "insideH") if inside else ("top", "bottom")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides)
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    properties = table._tblPr  # noqa: SLF001 - python-docx has no table borders
    layout = properties.find(qn("w:tblLayout"))
    (layout.addprevious if layout is not None else properties.append)(borders)
    if inside:
        for cell in table.rows[0].cells:
            shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{PALE}"/>')
            cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx has no shading


def set_properties(document: Any, title: str, language: str) -> None:
    """What the template says about itself."""
    core = document.core_properties
    core.title, core.language = title, LOCALES[language]
    core.author = core.last_modified_by = "kull"
    core.comments = core.keywords = core.subject = ""
    core.created = core.modified = dt.datetime(2025, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
    core.revision = 1


if __name__ == "__main__":
    main()

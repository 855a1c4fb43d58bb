"""The letter that speed is measured on: three pages, two tables, 60 values; as a template for docxtpl, and for a mail merge."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

SINGLE = tuple(f"value_{number}" for number in range(20))
ROWS = (("t", "teams"), ("m", "meetings"))
"""Each table: the first letter of its fields, and the name of its rows."""
IN_TABLE = 10
PROSE = "Læringsnettverket går over åtte måneder, og teamet møter de andre teamene på fire samlinger med arbeid imellom. " * 4


def values(number: int) -> dict:
    """60 values, none of them in another letter: 20 alone, and two tables of ten rows with two columns."""
    said: dict = {name: f"Føde & barsel <{number}> nr. {place}" for place, name in enumerate(SINGLE)}
    for letter, name in ROWS:
        said[name] = [{"a": f"{letter}{number}-{row} Čáhppes", "b": f"{row}. rad i brev {number}"} for row in range(IN_TABLE)]
    return said


def tagged_template() -> bytes:
    document = _prose(lambda paragraph, name: paragraph.add_run(f"{{{{ {name} }}}}"))
    for _letter, name in ROWS:
        table = document.add_table(rows=4, cols=2)
        texts = (("Navn", "Nr."), (f"{{%tr for row in {name} %}}", ""), ("{{ row.a }}", "{{ row.b }}"), ("{%tr endfor %}", ""))
        for row, (left, right) in zip(table.rows, texts, strict=True):
            row.cells[0].text, row.cells[1].text = left, right
    return _saved(document)


def mail_merge_template() -> bytes:
    document = _prose(_merge_field)
    for letter, _name in ROWS:
        table = document.add_table(rows=2, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Navn", "Nr."
        for cell, column in zip(table.rows[1].cells, "ab", strict=True):
            _merge_field(cell.paragraphs[0], f"{letter}_{column}")
    return _saved(document)


def _prose(add_value) -> Word:  # noqa: ANN001 - a function of paragraph and name
    document = Document()
    document.add_heading("Svar på påmeldingen", level=1)
    for place, name in enumerate(SINGLE):
        paragraph = document.add_paragraph(PROSE)
        add_value(paragraph, name)
        paragraph.add_run(". " + PROSE)
        if place in {6, 13}:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
    return document


def _merge_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" MERGEFIELD {name} ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = f"«{name}»"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields of its own


def _saved(document: Word) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

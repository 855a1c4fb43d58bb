"""The words of a running sheet as a text file, to be read by people: `python tests/year/agenda_golden.py` writes it anew."""

import io
from pathlib import Path

from agenda_cohort import TEMPLATES, papers, shipped
from docx import Document
from docx.table import Table

from pipeline.letter_record import LetterKind
from pipeline.letters.finish import finish

GOLDEN = Path(__file__).with_name("golden") / "samling-4-kjoreplan.nb.txt"


def running_sheet():
    made = papers([shipped()["samling-4"]], {LetterKind.RUNNING_SHEET})
    return next(letter for letter in made if letter.language == "nb")


def words(letter):
    """A paper's words, a paragraph a line; the cells of a row are kept apart by bars."""
    document = Document(io.BytesIO(finish(letter, TEMPLATES / letter.template).data))
    return "\n".join(line for block in document.iter_inner_content() for line in lines(block)) + "\n"


def lines(block):
    if isinstance(block, Table):
        return [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return [block.text]


if __name__ == "__main__":
    GOLDEN.write_text(words(running_sheet()), encoding="utf-8")

"""Registers as workbooks, edited by openpyxl as a person edits them in an office program, and given back."""

from io import BytesIO

from mended_forms import PROGRAMME
from openpyxl import load_workbook

from pipeline.ledger.coding import encode
from pipeline.views.changed_cells import changed_cells
from pipeline.views.editable import edition_of
from pipeline.views.register_xlsx import register_xlsx
from pipeline.views.returned_workbook import read_workbook

EDITION = "0123456789abcdef"


def written(register):
    """The workbook of `register`, as bytes."""
    return register_xlsx(register, None, PROGRAMME, edition=EDITION)


def opened(register):
    """The workbook of `register`, open."""
    key = encode(register)
    if key not in _WRITTEN:
        _WRITTEN[key] = written(register)
    return load_workbook(BytesIO(_WRITTEN[key]))


_WRITTEN: dict[bytes, bytes] = {}


def saved(book, by="Ola Hansen"):
    """The workbook as bytes, saved by somebody."""
    book.properties.lastModifiedBy = by
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book, sheet, called, head):
    """The cell under `head` on the row of `called` («UNN-1», or «UNN-1/2» for its second member)."""
    page = book[sheet]
    heads = {c.value: c.column for c in page[1]}
    wanted, _, number = called.partition("/")
    for row in range(2, page.max_row + 1):
        right_number = not number or str(page.cell(row, heads["Nr."]).value) == number
        if page.cell(row, heads["ID"]).value == wanted and right_number:
            return page.cell(row, heads[head])
    raise AssertionError((sheet, called))


def compared(register, book, taken=()):
    """What a person has changed in `book`, that was written of `register`."""
    content = book if isinstance(book, bytes) else saved(book)
    return changed_cells(read_workbook(content), edition_of(register), dict(taken))


def changes(comparison):
    """Each change: id, path, old, new."""
    return [(c.registration.id, c.path, c.old, c.new) for c in comparison.changes]


def words(messages):
    """The messages in one text, in English."""
    return " | ".join(message.in_language("en") for message in messages)

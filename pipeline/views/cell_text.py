"""What the register's values look like as the text of a cell.

A cell holds less than a sender can write. Nothing is lost unseen: control characters are shown as pictures, a text longer than
a cell is cut with a mark. National id numbers are masked.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from pipeline.i18n import Message
from pipeline.intake.national_id import mask
from pipeline.views import words
from pipeline.views.layout import CellValue, FieldPath, FilePlace, Line

MOST_IN_A_CELL = 32_767
"""Excel's own limit for the text of a cell, in UTF-16 units."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
CUT = " … [kuttet: resten står i skjemaet]"
"""What ends a text that is longer than a cell."""


def in_words(value: CellValue, language: str) -> str | int | date | None:
    """What stands in the cell, in `language`."""
    if isinstance(value, Message):
        return shown(value.in_language(language))
    if isinstance(value, FieldPath):
        return shown(words.field_name(value.path, language))
    if isinstance(value, FilePlace):
        return shown(words.place_in_file(value.where, language))
    if isinstance(value, tuple):
        return shown("\n".join(_line(line, language) for line in value)) or None
    return shown(value) if isinstance(value, str) else value


def _line(line: Line, language: str) -> str:
    """«Må rettes: …», or the sentences alone."""
    sentences = " ".join(sentence.in_language(language) for sentence in line.sentences)
    return f"{words.SEVERITY[line.severity].in_language(language)}: {sentences}" if line.severity else sentences


@lru_cache(maxsize=1 << 15)
def shown(text: str) -> str:
    """`text` as it can stand in a cell of Excel: `visible`, and cut with a mark where it is longer than a cell."""
    # Excel reads «_x0041_» as «A» (ECMA-376, ST_Xstring); an escaped underscore keeps it as written.
    escaped = _LOOKS_ESCAPED.sub("_x005F_", visible(text))
    if 2 * len(escaped) <= MOST_IN_A_CELL:
        return escaped
    units = escaped.encode("utf-16-le")
    if len(units) <= 2 * MOST_IN_A_CELL:
        return escaped
    return units[: 2 * (MOST_IN_A_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def visible(text: str) -> str:
    """`text` as it can be shown: ids masked, control characters as pictures (␀), lines ended by a line feed."""
    lines = mask(text).replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_XML.sub(_picture, lines)


def _picture(found: re.Match[str]) -> str:
    """A sign that can be seen, for one that cannot stand in XML."""
    code = ord(found[0])
    if code < ord(" "):
        return chr(ord("\N{SYMBOL FOR NULL}") + code)
    return "\N{SYMBOL FOR DELETE}" if code == ord("\x7f") else "\N{REPLACEMENT CHARACTER}"

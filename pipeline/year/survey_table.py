"""An export of a survey as a table: a line of heads, and a row for each respondent.

Tools write banners above the heads, heads in two lines, a line of codes below, and sums at the end. What is not a respondent is
left out, and told.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from pipeline.i18n import Message, msg

MOST_COLUMNS: Final = 500
MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 40 * 1024 * 1024

_HEAD_ROOM: Final = 15
_SNIFFED: Final = 40
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_MACHINE_LINE = re.compile(r"^\{\"?ImportId", re.IGNORECASE)

TOO_WIDE = msg("has more than {most} columns: that is no survey. Export the answers alone.", most=MOST_COLUMNS)
TOO_LONG = msg("has more than {most} rows: that is no survey of ours. Export the answers alone.", most=MOST_ROWS)
TOO_LARGE = msg("is larger than {most} MB. Export the answers alone.", most=MOST_BYTES // 1024 // 1024)
UNREADABLE = msg("cannot be read. Save it as xlsx or csv.")
CELL_TOO_LARGE = msg("cannot be read: a cell is longer than {most} signs, or a quotation mark is never closed.", most=131_072)


class NotATableError(Exception):
    """The file cannot be read as a table; `why` says it in words that go after the name of the file."""

    def __init__(self, why: Message) -> None:
        """With the reason."""
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """Every cell of a sheet or csv file, as text. `computed`: cells (row, column) with a formula or an error of Excel's."""

    named: str
    rows: tuple[tuple[str, ...], ...]
    computed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """Heads, and the rows below them with their number in the file (from 1); `remarks` are about what was left out."""

    named: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    remarks: tuple[Message, ...] = ()


def table_of_csv(name: str, content: bytes) -> RawTable:
    """A csv file of any of the usual encodings and separators.

    Raises:
        NotATableError: it is too large, or no text.
    """
    if len(content) > MOST_BYTES:
        raise NotATableError(TOO_LARGE)
    text = decoded(content)
    named = _SEPARATOR.match(text)
    text = text[named.end() :] if named else text
    separator = named[1] if named else separator_of(text)
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), MOST_ROWS + _HEAD_ROOM + 1))
    except csv.Error as error:
        raise NotATableError(CELL_TOO_LARGE) from error
    return bounded(RawTable(named=name, rows=tuple(map(tuple, rows))))


def decoded(content: bytes) -> str:
    """The text: by its mark, else utf-16 when every other byte is nothing, else utf-8, else Windows' own."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    begin = content[:400]
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        half = begin[at::2]
        if len(half) > 1 and half.count(0) > 0.8 * len(half) and not begin[1 - at :: 2].count(0):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator_of(text: str) -> str:
    """The sign between cells: that which gives most rows of the same width."""
    return max((";", "\t", ",", "|"), key=lambda sign: _evenness(text, sign))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    try:
        rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _SNIFFED)
        widths = Counter(len(row) for row in rows if len(row) > 1)
    except csv.Error:
        return 0, 0
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return count, width


def bounded(table: RawTable) -> RawTable:
    """The table, if it is not larger than a survey can be.

    Raises:
        NotATableError: it is.
    """
    if any(len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]) for row in table.rows):
        raise NotATableError(TOO_WIDE)
    if len(table.rows) > MOST_ROWS + _HEAD_ROOM:
        raise NotATableError(TOO_LONG)
    return replace(table, rows=tuple(row[:MOST_COLUMNS] for row in table.rows))


def answers_in(table: RawTable, known: Callable[[str], bool]) -> AnswerTable | None:
    """The heads and the respondents below them; `known` tells the head of a question. None when there is no table."""
    at = _head_row(table, known)
    if at is None:
        return None
    heads = tuple(" ".join(cell.split()) for cell in table.rows[at])
    width = max((n for n, head in enumerate(heads, start=1) if head), default=0)
    remarks = list(_above(table, at))
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number in range(at + 1, len(table.rows)):
        row = table.rows[number]
        if not any(cell.strip() for cell in row):
            continue
        if said := _no_respondent(table, number):
            remarks.append(said)
            continue
        if any(cell.strip() for cell in row[max(width, len(heads)) :]):
            remarks.append(msg("row {row} has more cells than there are heads: look at it.", row=number + 1))
        rows.append((number + 1, tuple(row[n].strip() if n < len(row) else "" for n in range(len(heads)))))
    return AnswerTable(named=table.named, heads=heads, rows=tuple(rows), remarks=tuple(remarks))


def _head_row(table: RawTable, known: Callable[[str], bool]) -> int | None:
    """The line with most known questions; without any, the first that is as wide as the table."""
    first = list(enumerate(table.rows[:_HEAD_ROOM]))
    scores = {n: sum(bool(cell.strip()) and known(cell) for cell in row) for n, row in first}
    best = max(scores, key=lambda n: (scores[n], -n), default=None)
    if best is not None and scores[best]:
        return best
    widths = [sum(bool(cell.strip()) for cell in row) for _, row in first]
    wide = max(2, (max(widths, default=0) + 1) // 2)
    return next((n for n, width in enumerate(widths) if width >= wide), None)


def _above(table: RawTable, at: int) -> Iterator[Message]:
    above = [n + 1 for n in range(at) if any(cell.strip() for cell in table.rows[n])]
    if above:
        yield msg("the lines above the questions were left out ({rows}).", rows=", ".join(map(str, above)))


def _no_respondent(table: RawTable, number: int) -> Message | None:
    """Why a row is no respondent's: codes of the tool, or sums."""
    cells = [(n, cell) for n, cell in enumerate(table.rows[number]) if cell.strip()]
    if _MACHINE_LINE.match(cells[0][1].strip()):
        return msg("row {row} holds codes of the survey tool, and was left out.", row=number + 1)
    worked_out = [n for n, _ in cells if (number, n) in table.computed]
    if worked_out and len(worked_out) >= len(cells) - 1:
        return msg("row {row} is worked out by formulas, and was left out.", row=number + 1)
    return None


def is_summed_up(table: RawTable, known: Callable[[str], bool]) -> bool:
    """Do questions stand below each other, as in a report of figures, and no row is a respondent's?"""
    below = sum(any(known(cell) for cell in row[:2] if cell.strip()) for row in table.rows)
    beside = max((_known_in(row, known) for row in table.rows), default=0)
    return below > 1 and beside <= 1


def _known_in(row: Sequence[str], known: Callable[[str], bool]) -> int:
    return sum(bool(cell.strip()) and known(cell) for cell in row)

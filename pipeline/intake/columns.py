"""Columns that nobody has ruled: pages set in two columns, and tables whose columns stand close together.

Lengths in points, y downwards, as in `pipeline.intake.layout`. What parts columns is a gutter: a strip that no word crosses for
as long as the columns last, with words that begin in line to the right of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.intake.layout import Word, cell_text, legibility, may_be_broken, stands_out, visual_lines
from pipeline.model import Cell, Grid

_LINES: Final = 6  # at least, on either side of a gutter that parts a page
_MIDDLE: Final = (0.2, 0.75)  # of the text's width: where such a gutter stands
_EMPTY: Final = 6  # heights: so much empty paper parts a page's foot from its text
_ODD: Final = (0.15, 0.45)  # of the height: further off than level, less than half a line
_OWN_WAYS: Final = 0.2  # of the lines, at least, stand oddly
_HEADINGS: Final = 2
_EDGE: Final = 1.0  # points: how far apart the beginnings of a column's lines may be
_GUTTER: Final = 0.4  # of the height: a blank is narrower
_COLUMNS: Final = 4
_ROWS: Final = 4  # lines of a table, at least
_PADDED: Final = 0.3  # of the height: what stands further below begins a new row
_UNSURE: Final = 0.81  # how sure words are that may be one
_FILLED: Final = 0.6  # of the columns hold a word: then a line begins a new row


# --- a page in two columns -----------------------------------------------------------------------------------------------


def page_columns(words: Sequence[Word]) -> list[list[Word]]:
    """The words in the order of reading: all, or what is above two columns, the left one, the right one, what is below."""
    for x in _gutters(words):
        crossing = sorted(word.middle for word in words if word.x0 < x - _EDGE and word.x1 > x - _EDGE)
        ends = [float("-inf"), *crossing, float("inf")]
        top, bottom = max(pairwise(ends), key=lambda pair: sum(pair[0] < word.middle < pair[1] for word in words))
        bottom = _text_ends([word for word in words if top < word.middle < bottom], bottom)
        inside = [word for word in words if top < word.middle < bottom]
        left, right = [w for w in inside if w.x0 < x - _EDGE], [w for w in inside if w.x0 >= x - _EDGE]
        if _are_columns(left, right):
            above, below = [w for w in words if w.middle <= top], [w for w in words if w.middle >= bottom]
            return [part for part in (above, left, right, below) if part]
    return [list(words)]


def _gutters(words: Sequence[Word]) -> list[float]:
    """Where a right-hand column may begin: places near the middle at which many words do."""
    if not words:
        return []
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    near, far = (left + share * (right - left) for share in _MIDDLE)
    starts = Counter(round(word.x0) for word in words if near < word.x0 < far and not word.alone)
    return [float(x) for x, count in starts.most_common(3) if count >= _LINES]


def _text_ends(words: Sequence[Word], bottom: float) -> float:
    """Where the columns end: at `bottom`, or where the page is empty for some lines before its foot."""
    lines = sorted(words, key=lambda word: word.middle)
    empty = (b.middle for a, b in pairwise(lines) if b.middle - a.middle > _EMPTY * a.height)
    return next(empty, bottom)


def _are_columns(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Do the lines on either side go their own ways?

    In a table a line stands level with one on the other side, or half a line off where cells are centred: at two distances at
    most. In columns of text the distances are any; or each has headings of its own, in bold, beside what is none.
    """
    over, beside = _headings(left), _headings(right)
    if min(len(over), len(beside)) >= _HEADINGS and _own_ways(over, beside) and _own_ways(beside, over):
        return True
    ours, theirs = _middles(left), _middles(right)
    if min(len(ours), len(theirs)) < _LINES:
        return False
    height = median(word.height for word in left)
    off = [min(abs(y - other) / height for other in theirs) for y in ours]
    odd = [share for share in off if _ODD[0] < share < _ODD[1]]
    distances = Counter(round(share, 1) for share in off if share < 1)
    return len(odd) >= _LINES / 2 and len(odd) > _OWN_WAYS * len(off) and sum(n > 1 for n in distances.values()) > 2  # noqa: PLR2004 - level, and half a line off


def _headings(words: Sequence[Word]) -> list[Word]:
    """The first words of lines all in bold, where half of these stand over a plain line of their own column."""
    lines = visual_lines(words)
    bold = [line[0] for line in lines if stands_out(line)]
    over = ((line[0], after[0]) for line, after in pairwise(lines) if stands_out(line) and not stands_out(after))
    found = [word for word, below in over if below.y0 - word.y1 < word.height]
    return found if len(found) * 2 >= len(bold) else []


def _own_ways(headings: Sequence[Word], others: Sequence[Word]) -> bool:
    """Does a heading stand level with none of the others? The heads of a table's columns all do."""
    return any(all(abs(word.middle - other.middle) > word.height / 2 for other in others) for word in headings)


def _middles(words: Iterable[Word]) -> list[float]:
    return [line[0].middle for line in visual_lines(words)]


# --- tables with narrow columns ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that make a table: the first, the one after the last, and where its columns begin."""

    first: int
    end: int
    columns: tuple[float, ...]


def tight_tables(lines: Sequence[Sequence[Word]]) -> list[Stretch]:
    """The tables among the lines whose columns are told by their gutters alone."""
    found: list[Stretch] = []
    at = 0
    while at < len(lines):
        stretch = _table_at(lines, at)
        if stretch is not None:
            found.append(stretch)
        at = stretch.end if stretch is not None else at + 1
    return found


def _table_at(lines: Sequence[Sequence[Word]], first: int) -> Stretch | None:
    """The longest table that begins with this line; it ends where a word crosses what has parted columns so far."""
    columns = [word.x0 for word in lines[first] if not word.alone]
    if len(columns) < _COLUMNS or len(lines) - first < _ROWS:
        return None
    best: Stretch | None = None
    taken: list[Word] = []
    for end in range(first + 1, len(lines) + 1):
        line = lines[end - 1]
        if any(word.alone for word in line) or (taken and _is_apart(taken, line)):
            break
        taken.extend(line)
        left = [x for x in columns if not any(_crosses(word, x) for word in line)]
        if best is not None and len(left) < len(best.columns):
            break
        columns = left
        aligned = _aligned(taken, columns)
        if len(aligned) >= _COLUMNS and end - first >= _ROWS and _filled(lines[first:end], aligned) >= _ROWS - 1:
            best = Stretch(first, end, aligned)
        elif len(columns) < _COLUMNS:
            break
    return _without_tail(lines, best) if best is not None else None


def _filled(lines: Sequence[Sequence[Word]], columns: Sequence[float]) -> int:
    """How many of the lines stand in two columns or more."""
    return sum(len({_column_of(word, columns) for word in line}) > 1 for line in lines)


def _without_tail(lines: Sequence[Sequence[Word]], table: Stretch) -> Stretch | None:
    """The table without lines at its end that stand apart below and in the first column only: what comes next on the page."""
    end = table.end
    while end - table.first >= _ROWS and lines[end - 1][-1].x1 < table.columns[1]:
        height = lines[end - 1][0].height
        if lines[end - 1][0].y0 - max(word.y1 for word in lines[end - 2]) < _PADDED * height:
            break
        end -= 1
    return replace(table, end=end) if end - table.first >= _ROWS else None


def _is_apart(taken: Sequence[Word], line: Sequence[Word]) -> bool:
    """Is the line further below than the rows of a table are?"""
    bottom, height = max(word.y1 for word in taken), line[0].height
    return line[0].y0 - bottom > 2.5 * height


def _crosses(word: Word, x: float) -> bool:
    """Does the word stand in the gutter to the left of `x`?"""
    return word.x0 < x - _EDGE and word.x1 > x - _GUTTER * word.height


def _aligned(words: Sequence[Word], columns: Sequence[float]) -> tuple[float, ...]:
    """Those of `columns` at which two lines or more begin."""
    return tuple(x for x in columns if sum(abs(word.x0 - x) <= _EDGE for word in words) > 1)


def tight_grid(lines: Sequence[Sequence[Word]], columns: Sequence[float], where: str) -> Grid:
    """The table of `lines` with its words in their columns; a row's lines are put together cell by cell."""
    words = [word for line in lines for word in line]
    placed = {id(word): _column_of(word, columns) for word in words}
    ends = [max((w.x1 for w in words if placed[id(w)] == c), default=x) for c, x in enumerate(columns)]
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(_rows(lines, placed, len(columns)), start=1):
        cells = [[w for w in row if placed[id(w)] == c] for c in range(len(columns))]
        rows.append(
            tuple(
                Cell(
                    text=cell_text(cell, columns[c], ends[c], ruled=False),
                    where=f"{where}, row {number}, cell {c + 1}",
                    legibility=legibility(cell) * (_UNSURE if may_be_broken(cell, columns[c], ends[c]) else 1.0),
                    header=stands_out(cell),
                )
                for c, cell in enumerate(cells)
            )
        )
    return Grid(rows=tuple(rows), where=where)


def _column_of(word: Word, columns: Sequence[float]) -> int:
    return max((c for c, x in enumerate(columns) if x <= word.x0 + _EDGE), default=0)


def _rows(lines: Sequence[Sequence[Word]], placed: dict[int, int], columns: int) -> list[list[Word]]:
    """The lines of each row: parted by the space between rows, or, where there is none, by lines that fill most columns."""
    height = median(word.height for line in lines for word in line)
    gaps = [min(w.y0 for w in line) - max(w.y1 for w in before) for before, line in pairwise(lines)]
    spaced = [gap > _PADDED * height for gap in gaps]
    if not any(spaced):
        spaced = [len({placed[id(w)] for w in line}) >= _FILLED * columns for line in lines[1:]]
    rows = [list(lines[0])]
    for line, begins in zip(lines[1:], spaced, strict=True):
        if begins:
            rows.append([])
        rows[-1].extend(line)
    return rows

"""Form fields at places on a page, and the tables that they stand in.

A field's frame is known for certain, also where nothing was filled in: rows of frames one below the other are a table, whatever
rules are drawn. Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.intake.layout import Printed, Word, in_one_line, visual_lines
from pipeline.intake.marks import UNTICKED
from pipeline.model import Cell, Grid

TOUCH: Final = 2.0
_SAME_EDGE: Final = 3.0
_APART: Final = 1.0  # heights: rows of a table stand no further apart
_HEAD_ABOVE: Final = 1.4  # heights: the heads stand no further above the first row
_HEADS_FAR: Final = 6.0  # heights: the same for heads that begin where the columns do
_HEADS_HIGHEST: Final = 150.0  # points
_OFFSET: Final = 12.0  # points: how far from its column's edge a head may begin
_EXACT: Final = 1.5
_MOST: Final = 0.65
_FEW: Final = 3  # columns: all of them must have a head that begins so
_LEADING: Final = 0.5  # of the height: the lines of one head stand no further apart
_PHRASE: Final = 0.6  # of the height: words of one head stand closer
_BLANK: Final = 0.32  # of the height: wider than a blank within a sentence
_ROW_LABEL: Final = 160.0
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class FormField:
    """A field and what was filled in; `label` is what it says of itself, `tick`: it is a box to tick, and its text a mark."""

    text: str
    where: str
    x0: float
    y0: float
    x1: float
    y1: float
    tick: bool = False
    label: str = ""

    @property
    def middle(self) -> float:
        """Vertical middle of the frame."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """Height of the frame."""
        return self.y1 - self.y0

    def has_on_its_line(self, word: Word) -> bool:
        """Does the word stand level with the field?"""
        return self.y0 - TOUCH <= word.middle <= self.y1 + TOUCH


def says_something(fields: Iterable[FormField]) -> bool:
    """Was something filled in?"""
    return any(f.text not in {"", UNTICKED} for f in fields)


def in_rows(fields: Iterable[FormField]) -> list[list[FormField]]:
    """The fields in rows from top to bottom, each from left to right."""
    rows: list[list[FormField]] = []
    for one in sorted(fields, key=lambda f: (f.middle, f.x0)):
        last = rows[-1][0] if rows else None
        if last is not None and abs(one.middle - last.middle) <= min(one.height, last.height) / 2:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda f: f.x0) for row in rows]


# --- units of a row ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unit:
    """What fills one cell of a row: a field, or boxes to tick with the words printed at each («☐ Leder ☐ Tillitsvalgt»)."""

    fields: tuple[FormField, ...]
    words: tuple[Word, ...] = ()

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.fields[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(*(f.x1 for f in self.fields), *(w.x1 for w in self.words), self.fields[0].x1)

    @property
    def text(self) -> str:
        """The field's text, or each mark with its words."""
        if not self.words:
            return " ".join(f.text for f in self.fields)
        pieces = [(f.x0, f.text) for f in self.fields] + [(w.x0, w.text) for w in self.words]
        return " ".join(text for _, text in sorted(pieces))


def _units(row: Sequence[FormField], words: Sequence[Word]) -> list[list[Unit]]:
    """The row's units, in stretches without printed words between them; the words after boxes to tick belong to the boxes."""
    stretches: list[list[Unit]] = [[]]
    for one, after in zip(row, [*row[1:], None], strict=True):
        end = after.x0 if after is not None else one.x1
        between = [w for w in words if one.has_on_its_line(w) and one.x1 - TOUCH <= w.x0 and w.x1 <= end + TOUCH]
        said = tuple(between) if one.tick and between and between[0].x0 - one.x1 < 1.5 * between[0].height else ()
        last = stretches[-1][-1] if stretches[-1] else None
        if said and last is not None and last.words and one.tick:
            stretches[-1][-1] = Unit((*last.fields, one), (*last.words, *said))
        else:
            stretches[-1].append(Unit((one,), said))
        if between and not said:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


# --- tables --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class FieldTable:
    """Rows of units that stand in the same columns."""

    rows: list[list[Unit]]

    @property
    def columns(self) -> list[tuple[float, float]]:
        """Left and right edges of the columns, by the first row."""
        return [(u.x0, u.x1) for u in self.rows[0]]

    @property
    def top(self) -> float:
        """Where the first row begins."""
        return min(u.fields[0].y0 for u in self.rows[0])

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return max(u.fields[0].y1 for u in self.rows[-1])

    def goes_on(self, row: Sequence[Unit], printed: Printed) -> bool:
        """Is `row` the next row: in the same columns, close below, with nothing printed between the two?"""
        last = self.rows[-1]
        first = self.columns
        if len(row) != len(first) or any(abs(u.x0 - x0) > _SAME_EDGE for u, (x0, _) in zip(row, first, strict=True)):
            return False
        top, height = min(u.fields[0].y0 for u in row), max(u.fields[0].height for u in last)
        bottom = max(u.fields[0].y1 for u in last)
        if not -TOUCH <= top - bottom <= _APART * height:
            return False
        between = printed.between(bottom - TOUCH, top + TOUCH)
        return not any(first[0][0] <= w.x1 and w.x0 <= first[-1][1] for w in between)


def field_tables(fields: Sequence[FormField], printed: Printed) -> list[FieldTable]:
    """The tables among the fields: two rows or more of two units or more, one of them text."""
    tables: list[FieldTable] = []
    for row in in_rows(fields):
        near = printed.between(min(f.y0 for f in row) - TOUCH, max(f.y1 for f in row) + TOUCH)
        for stretch in _units(row, near):
            if len(stretch) < _TWO:
                continue
            before = next((t for t in tables if t.goes_on(stretch, printed)), None)
            if before is not None:
                before.rows.append(stretch)
            else:
                tables.append(FieldTable([stretch]))
    return [t for t in tables if len(t.rows) > 1 and any(not u.fields[0].tick for u in t.rows[0])]


def as_grid(table: FieldTable, printed: Printed, where: str) -> tuple[Grid, list[Word], float]:
    """The table with its heads and row labels, the words that it took, and its top."""
    columns = table.columns
    heads = _heads(table, printed)
    labels = [_row_label(row, printed) for row in table.rows]
    led = any(labels)
    lead = [w for w in heads if led and w.x1 <= columns[0][0] and _stands_over(labels, w)]
    placed = _by_column([w for w in heads if w.x1 > columns[0][0] - TOUCH and w not in lead], columns)
    rows: list[tuple[Cell, ...]] = []
    taken = [w for row in table.rows for u in row for w in u.words] + [w for label in labels for w in label]
    top = table.top
    if sum(map(bool, placed)) > 1 or (any(placed) and led):
        heading = [lead, *placed] if led else placed
        rows.append(tuple(_head(cell, f"{where}, row 1, cell {c}") for c, cell in enumerate(heading, start=1)))
        taken += [w for cell in heading for w in cell]
        top = min(w.y0 for cell in heading for w in cell)
    for label, row in zip(labels, table.rows, strict=True):
        if not says_something(f for u in row for f in u.fields):
            continue
        cells = [Cell(text=u.text, where=u.fields[0].where) for u in row]
        place = f"{where}, row {len(rows) + 1}, cell 1"
        rows.append((Cell(text=in_one_line(label), where=place), *cells) if led else tuple(cells))
    return Grid(rows=tuple(rows), where=where), taken, top


def _stands_over(labels: Sequence[Sequence[Word]], head: Word) -> bool:
    """Does a head stand above the labels of the rows?"""
    edges = [w.x0 for label in labels for w in label]
    return bool(edges) and head.x1 > min(edges) - TOUCH


def _heads(table: FieldTable, printed: Printed) -> list[Word]:
    """The lines right above the table's first row, or further above where they begin as its columns do."""
    left, right = table.columns[0][0] - _ROW_LABEL, table.columns[-1][1]
    above = printed.between(table.top - _HEADS_HIGHEST, table.top)
    stack = _lowest([w for w in above if w.x1 > left and w.x0 < right])
    aligned = [_begin_as(line, table.columns) for line in stack]
    if any(aligned):
        stack = stack[aligned.index(True) :]
    elif any(_is_sentence(line, table.columns) for line in stack):
        return []
    found = [w for line in stack for w in line]
    off = table.top - max((w.y1 for w in found), default=0.0)
    return found if found and off <= (_HEADS_FAR if any(aligned) else _HEAD_ABOVE) * found[0].height else []


def _lowest(words: Sequence[Word]) -> list[list[Word]]:
    """The last line, with the lines above it that stand close to each other."""
    stack: list[list[Word]] = []
    for line in reversed(visual_lines(words)):
        if stack and min(w.y0 for w in stack[0]) - max(w.y1 for w in line) > _LEADING * line[0].height:
            break
        stack.insert(0, line)
    return stack


def _begin_as(line: Sequence[Word], columns: Sequence[tuple[float, float]]) -> bool:
    """Do words of the line begin where most of the columns do, all as far from their edges?"""
    off = sorted(min((w.x0 - x0 for w in line), key=abs) for x0, _ in columns)
    usual = off[len(off) // 2]
    enough = len(off) if len(off) <= _FEW else _MOST * len(off)
    return abs(usual) < _OFFSET and sum(abs(o - usual) < _EXACT for o in off) >= enough


def _is_sentence(line: Sequence[Word], columns: Sequence[tuple[float, float]]) -> bool:
    """Does a phrase run on over the beginnings of two columns or more? Then it is no head of any of them."""
    return any(
        sum(phrase[0].x0 + _SAME_EDGE < x0 < phrase[-1].x1 - _SAME_EDGE for x0, _ in columns) > 1
        for phrase in _phrases(line, columns)
    )


def _row_label(row: Sequence[Unit], printed: Printed) -> list[Word]:
    first = row[0].fields[0]
    level = printed.between(first.y0 - TOUCH, first.y1 + TOUCH)
    return [w for w in level if first.x0 - _ROW_LABEL < w.x0 and w.x1 <= first.x0 + TOUCH]


def _by_column(words: Sequence[Word], columns: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """The words of the heads, phrase by phrase, each at the column that it stands over, or else nearest to.

    Phrases that begin in line are one head; the narrowest of them tells its column best.
    """
    heads: list[list[list[Word]]] = []
    for phrase in (phrase for line in visual_lines(words) for phrase in _phrases(line, columns)):
        same = next((head for head in heads if abs(head[0][0].x0 - phrase[0].x0) < _EXACT), None)
        if same is None:
            heads.append([phrase])
        else:
            same.append(phrase)
    placed: list[list[Word]] = [[] for _ in columns]
    for head in heads:
        x0, x1 = head[0][0].x0, min(phrase[-1].x1 for phrase in head)
        nearest = max(range(len(columns)), key=lambda c: _overlap(x0, x1, *columns[c]))
        placed[nearest].extend(word for phrase in head for word in phrase)
    return placed


def _phrases(line: Sequence[Word], columns: Sequence[tuple[float, float]]) -> Iterator[list[Word]]:
    phrase = [line[0]]
    blank = float("-inf") if _begin_as(line, columns) else _BLANK
    for before, word in pairwise(line):
        begins = any(abs(word.x0 - x0) <= _SAME_EDGE for x0, _ in columns) and word.x0 - before.x1 > blank * word.height
        if begins or word.x0 - before.x1 > _PHRASE * word.height:
            yield phrase
            phrase = []
        phrase.append(word)
    yield phrase


def _overlap(x0: float, x1: float, left: float, right: float) -> float:
    """How far two stretches lie over each other; less than nothing when they are apart. A head begins where its column does."""
    shared = min(x1, right) - max(x0, left)
    return shared if shared < 0 else shared + (right - left if abs(x0 - left) <= _SAME_EDGE else 0.0)


def _head(words: Sequence[Word], where: str) -> Cell:
    return Cell(text=in_one_line(words), where=where, header=bool(words))

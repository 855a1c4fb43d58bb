"""Words outside any ruled table as blocks: columns that stand clearly apart become grids, the rest paragraphs.

Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.intake.aligned import aligned_rows
from pipeline.intake.layout import Row, Segment, Word, cell_text, large_lines, legibility, stands_out, visual_lines
from pipeline.model import Block, Cell, Grid, Line

BULLETS: Final = frozenset("•·‣▪◦●■–-*\uf0b7\uf0a7o")
BOXES: Final = frozenset("☐☒")
_NUMBERED: Final = re.compile(r"\d{1,2}[.)]")
_SAME_EDGE: Final = 1.5  # points: how far apart the beginnings of two cells of one column may be
_LABEL: Final = 45  # letters: words before a colon that are more than that are no label
_SAME_CELL: Final = 0.3  # of the height: lines no further apart may be one label
_UNFINISHED: Final = (",", "/", "–", "-")
_TORN: Final = 0.6  # of the height: the two halves of a label stand no further apart
_NARROW: Final = 45  # letters: a line that ends a column so early is a label as likely as the beginning of a sentence
_MAX_LEADING: Final = 1.9  # of the height: lines further apart do not belong together


def flow(words: Iterable[Word], where: str, margin: float) -> list[Block]:
    """Words outside any ruled table as blocks: aligned columns become grids, the rest paragraphs that reach to `margin`."""
    rows = aligned_rows(visual_lines(words))
    blocks: list[Block] = []
    for run in _runs(rows):
        if len(run) > 1 and any(len(row) > 1 for row in run):
            blocks.append(_aligned_grid(run, where, len(blocks) + 1))
        else:
            blocks.extend(_paragraphs(run, margin, where))
    return blocks


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Neighbouring rows that share columns, together; every other row for itself with its like."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and _belongs(runs[-1], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _belongs(run: Sequence[Row], row: Row) -> bool:
    wide = [r for r in run if len(r) > 1]
    gap = row[0].y0 - max(s.y1 for s in run[-1])
    height = row[0].y1 - row[0].y0
    if gap > 3.2 * height:
        return False
    if len(row) > 1:
        return bool(wide) and _shared_columns(wide[-1], row) > 1 and _asks_in_line(wide[-1], row)
    if not wide:
        return len(run[-1]) == 1
    starts = [s.x0 for s in wide[-1]]
    asked = run[-1][0].text.endswith((":", "?"))
    label_goes_on = (
        not asked and gap < _SAME_CELL * height and abs(row[0].x0 - starts[0]) < height / 2 and row[0].x1 < starts[1]
    )
    return label_goes_on or (gap < _MAX_LEADING * height and any(abs(row[0].x0 - x) < height / 2 for x in starts[1:]))


def _asks_in_line(first: Row, second: Row) -> bool:
    """Where both rows hold several questions with a colon, do these stand under one another?"""
    ours, theirs = ([s.x0 for s in row if s.text.endswith(":")] for row in (first, second))
    if min(len(ours), len(theirs)) < 2:  # noqa: PLR2004 - one question begins any row
        return True
    return all(any(abs(x - other) < _SAME_EDGE for other in ours) for x in theirs)


def _shared_columns(first: Row, second: Row) -> int:
    tolerance = max(3.0, (first[0].y1 - first[0].y0) * 0.6)
    return sum(any(abs(a.x0 - b.x0) < tolerance for a in first) for b in second)


def _aligned_grid(run: Sequence[Row], where: str, number: int) -> Grid:
    columns = _columns(run)
    run = [_parted_at(row, _firm(run)) for row in run]
    table: list[list[list[Segment]]] = []
    heights = median(row[0].y1 - row[0].y0 for row in run)
    gaps = [row[0].y0 - max(s.y1 for s in before) for before, row in pairwise(run)]
    usual = median(gaps) if gaps else 0.0
    bottom = 0.0
    for row in run:
        placed: list[list[Segment]] = [[] for _ in columns]
        for segment in row:
            placed[_column_of(segment, columns)].append(segment)
        gap = min(s.y0 for s in row) - bottom
        tight = gap < 0.4 * heights and gap < 0.5 * usual
        typed = bool(placed[0]) and any(w.alone for s in row for w in s.words)
        torn = bool(table) and gap < _TORN * heights and _goes_on(table[-1][0], placed)
        continues = table and not typed and ((not placed[0] and gap < 0.8 * heights) or tight or torn)
        if continues:
            for cell, more in zip(table[-1], placed, strict=True):
                cell.extend(more)
        else:
            table.append(placed)
        bottom = max(s.y1 for s in row)
    name = f"{where}, columns {number}"
    edges = [*columns[1:], max(s.x1 for row in run for s in row) + 2]
    rows = tuple(_aligned_row(row, columns, edges, f"{name}, row {r}") for r, row in enumerate(table, start=1))
    return Grid(rows=rows, where=name)


def _goes_on(label: Sequence[Segment], row: Sequence[Sequence[Segment]]) -> bool:
    """Does the row begin with the rest of a label that was broken in mid-sentence: in small letters, in bold or alone?"""
    more = row[0]
    if not label or not more or label[-1].text.endswith((":", "?", ".")) or not more[0].text[:1].islower():
        return False
    return not any(row[1:]) or stands_out([w for s in (*label, *more) for w in s.words])


def _firm(run: Sequence[Row]) -> list[float]:
    """Left edges at which segments of two rows or more begin."""
    starts = sorted(s.x0 for row in run for s in row)
    return [x for i, x in enumerate(starts) if i and x - starts[i - 1] < _SAME_EDGE]


def _parted_at(row: Row, edges: Sequence[float]) -> Row:
    """The row, its segments parted where a word begins at an edge of a column («Nr Navn» over two columns)."""
    parts: list[Segment] = []
    for segment in row:
        words = [segment.words[0]]
        for word in segment.words[1:]:
            if any(abs(word.x0 - x) < _SAME_EDGE for x in edges):
                parts.append(Segment(tuple(words)))
                words = []
            words.append(word)
        parts.append(Segment(tuple(words)))
    return tuple(parts)


def _aligned_row(
    row: Sequence[Sequence[Segment]], columns: Sequence[float], edges: Sequence[float], where: str
) -> tuple[Cell, ...]:
    return tuple(
        _cell(
            [w for s in cell for w in s.words],
            (columns[c], edges[c] if all(s.edge is None for s in cell) else float("inf")),
            f"{where}, cell {c + 1}",
        )
        for c, cell in enumerate(row)
    )


def _cell(words: Sequence[Word], edges: tuple[float, float], where: str) -> Cell:
    text = cell_text(words, *edges)
    large = large_lines(words, text, *edges)
    return Cell(text=text, where=where, legibility=legibility(words), header=stands_out(words), large=large)


def _columns(run: Sequence[Row]) -> list[float]:
    """Left edges of the columns: where segments of several rows begin."""
    starts = sorted(s.x0 for row in run for s in row)
    height = median(row[0].y1 - row[0].y0 for row in run)
    columns: list[list[float]] = [[starts[0]]]
    for x in starts[1:]:
        if x - columns[-1][-1] > height * 0.8:
            columns.append([])
        columns[-1].append(x)
    return [min(c) for c in columns]


def _column_of(segment: Segment, columns: Sequence[float]) -> int:
    return max((i for i, x in enumerate(columns) if x <= segment.x0 + 1), default=0)


def _paragraphs(run: Sequence[Row], margin: float, where: str) -> list[Block]:
    """Lines put together where only the page's edge parted them: the next line's first word had no room."""
    paragraphs: list[list[Row]] = []
    for row in run:
        before = paragraphs[-1] if paragraphs else []
        if before and _wraps(before[-1], row, margin) and not _leaves_list(before[0], row) and not _is_label_over(before, row):
            paragraphs[-1].append(row)
        else:
            paragraphs.append([row])
    return [
        Line(
            text=_paragraph_text(rows),
            where=f"{where}, line at {rows[0][0].y0:.0f} pt",
            legibility=legibility(w for row in rows for s in row for w in s.words),
        )
        for rows in paragraphs
    ]


def _leaves_list(item: Row, row: Row) -> bool:
    """Does the line stand under the bullet of the list's item, not under its words?"""
    return item[0].words[0].text in BULLETS and row[0].x0 < item[0].x0 + 2


def _is_label_over(rows: Sequence[Row], row: Row) -> bool:
    """In a narrow column a label of one line may fill it: what begins with a capital below is its answer."""
    text = rows[0][-1].text
    return len(rows) == 1 and len(text) < _NARROW and row[0].text[:1].isupper() and not text.endswith((",", "-"))


def _wraps(before: Row, row: Row, margin: float) -> bool:
    last, first = before[-1], row[0].words[0]
    height = last.y1 - last.y0
    if _label_goes_on(before, row):
        return True
    if not _can_go_on(before, row):
        return False
    if row[0].text[:1].islower() and any(word.text in BOXES for segment in before for word in segment.words):
        return True  # the words of a box go on
    blank = 0.25 * height
    return last.x1 + blank + (first.x1 - first.x0) > margin - blank


def _can_go_on(before: Row, row: Row) -> bool:
    """Do print, distance and words allow that the sentence above goes on in `row`, wherever the line above ends?"""
    last, first = before[-1], row[0].words[0]
    height = last.y1 - last.y0
    goes_on = len(before) == 1 or row[0].text[:1].islower()
    if not goes_on or len(row) > 1 or abs(height - (row[0].y1 - row[0].y0)) > 0.25 * height:
        return False
    if row[0].y0 - last.y1 > 0.9 * height or _starts_anew(row[0].text) or (first.bold and not last.words[-1].bold):
        return False
    if stands_out(last.words) and not first.bold:  # a label that fills its line, and its answer
        return False
    reached = "@" in last.text and not last.text.endswith(_UNFINISHED)  # how to reach somebody
    return not (reached and first.text[:1].isupper())  # and then the next one's name


def _label_goes_on(before: Row, row: Row) -> bool:
    """Does a label go on below, before its answer: an open bracket that is closed there, or bold words in small letters?"""
    above, below = before[-1], row[0]
    if len(before) > 1 or below.y0 - above.y1 > _MAX_LEADING / 2 * (above.y1 - above.y0):
        return False
    bracket = above.text.count("(") > above.text.count(")") and below.text.count(")") > below.text.count("(")
    bold = stands_out(above.words) and below.words[0].bold and below.text[:1].islower()
    return (bracket or bold) and (len(row) > 1 or len(above.text) < _LABEL) and not above.text.endswith((":", "?", "."))


def _starts_anew(text: str) -> bool:
    head = re.split(r"[:?]", text, maxsplit=1)[0]
    first = text.split(maxsplit=1)[0]
    return (
        first in BULLETS
        or text[0] in "☐☒"
        or (bool(_NUMBERED.fullmatch(first)) and first != text.strip())
        or (len(head) < len(text) and len(head) < _LABEL and head[:1].isupper() and "@" not in head and "," not in head)
    )


def _paragraph_text(rows: Sequence[Row]) -> str:
    text = "\t".join(segment.text for segment in rows[0])
    for row in rows[1:]:
        text += ("" if text.endswith("-") and len(text) > 1 and text[-2].isalnum() else " ") + "\t".join(
            segment.text for segment in row
        )
    return text

"""Columns that only their edges tell: values that begin in line, close after labels set flush left or right.

Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pipeline.intake.layout import Row, Segment, Word, segments

_LINES: Final = 3  # at least, whose words begin in line
_BLANK: Final = 0.5  # of the height: a wider gap is more than a blank
_WIDER: Final = 1.6  # than a usual blank: the one that a quarter of the gaps are not wider than
_EDGE: Final = 0.9  # points: how far apart words in line may begin
_APART: Final = 3.2  # of the height: lines further apart belong to different things
_FLUSH: Final = 5  # lines, at least
_WIDEST: Final = 6  # heights
_MARK: Final = 3  # letters: a bullet, a box, a number

Line = Sequence[Word]


@dataclass(frozen=True, slots=True)
class Gutter:
    """Where values begin in the lines from `first` to before `end`; `right`: where their labels end in line, flush right."""

    x: float
    first: int
    end: int
    left: float
    right: float | None


def aligned_rows(lines: Sequence[Line]) -> list[Row]:
    """The segments of each line, parted also where values begin in line; labels flush right begin where the longest does."""
    edge = _justified_edge(lines)
    rows = [(Segment(tuple(line)),) if edge and _is_justified(line, edge) else segments(line) for line in lines]
    for gutter in _gutters(lines):
        for i in range(gutter.first, gutter.end):
            rows[i] = _with_edge(_parted(rows[i], gutter.x), gutter)
    return rows


def _justified_edge(lines: Sequence[Line]) -> float:
    """The right-hand edge to which lines of text are set flush; 0 when they are ragged."""
    ends = Counter(round(line[-1].x1, 1) for line in lines if len(line) > 1)
    edge, count = ends.most_common(1)[0] if ends else (0.0, 0)
    return edge if count >= _FLUSH and count * 4 > len(lines) else 0.0


def _is_justified(line: Line, edge: float) -> bool:
    """Does the line reach the edge, with blanks that are all as wide?"""
    gaps = [b.x0 - a.x1 for a, b in pairwise(line)]
    wide = max(gaps, default=0.0)
    return abs(line[-1].x1 - edge) <= _EDGE and wide - min(gaps, default=0.0) < 1 and wide < _WIDEST * line[0].height


def _parted(row: Row, x: float) -> Row:
    parts: list[Segment] = []
    for segment in row:
        cut = next((n for n, word in enumerate(segment.words) if n and abs(word.x0 - x) <= _EDGE), 0)
        parts += [Segment(segment.words[:cut]), Segment(segment.words[cut:])] if cut else [segment]
    return tuple(parts)


def _with_edge(row: Row, gutter: Gutter) -> Row:
    first = row[0]
    if gutter.right is None or abs(first.x1 - gutter.right) > _EDGE:
        return row
    return (replace(first, edge=gutter.left), *row[1:])


def _gutters(lines: Sequence[Line]) -> list[Gutter]:
    gaps = sorted(b.x0 - a.x1 for line in lines for a, b in pairwise(line))
    blank = _WIDER * gaps[len(gaps) // 4] if gaps else 0.0  # a typewriter's blanks are wide
    begins = [{round(b.x0, 1): a for a, b in pairwise(line) if b.x0 - a.x1 > blank and _is_wide(a, b)} for line in lines]
    counted = Counter(round(x) for starts in begins for x in starts)
    found = []
    for x, count in counted.items():
        if count + counted.get(x + 1, 0) >= _LINES:
            found += _runs(lines, begins, float(x))
    return found


def _is_wide(before: Word, word: Word) -> bool:
    return word.x0 - before.x1 > _BLANK * max(before.height, word.height) and not (word.alone or before.alone)


def _runs(lines: Sequence[Line], begins: Sequence[dict[float, Word]], near: float) -> list[Gutter]:
    """The runs of neighbouring lines in which three words or more begin at `near`, and nothing crosses the gutter before it."""
    found: list[Gutter] = []
    first, labels = 0, list[tuple[int, float, Word]]()
    for i, (line, starts) in enumerate(zip(lines, begins, strict=True)):
        x = next((x for x in starts if abs(x - near) <= _EDGE), None)
        apart = i and line[0].y0 - max(w.y1 for w in lines[i - 1]) > _APART * line[0].height
        if apart or (x is None and any(w.x0 < near - 1 and w.x1 > near - _BLANK * w.height for w in line)):
            found += _gutter(lines, first, i, labels)
            first, labels = i, []
        if x is not None:
            labels.append((i, x, starts[x]))
    return found + _gutter(lines, first, len(lines), labels)


def _gutter(lines: Sequence[Line], first: int, end: int, labels: Sequence[tuple[int, float, Word]]) -> list[Gutter]:
    """The gutter of a run, when its labels are words (no bullets, boxes or numbers) and all begin in line, or all end so."""
    if len(labels) < _LINES or any(_is_mark(lines[i], before) for i, _, before in labels):
        return []
    starts, ends = [lines[i][0].x0 for i, _, _ in labels], [before.x1 for _, _, before in labels]
    flush_left, flush_right = max(starts) - min(starts) <= 1, max(ends) - min(ends) <= 1
    if not (flush_left or flush_right):
        return []
    own = [line[0].x0 for line in lines[first:end] if abs(_left_part(line, labels[0][1])[-1].x1 - ends[0]) <= _EDGE]
    return [
        Gutter(labels[0][1], first, end, min(own, default=min(starts)), ends[0] if flush_right and not flush_left else None)
    ]


def _left_part(line: Line, x: float) -> Line:
    return [word for word in line if word.x1 < x] or line[:1]


def _is_mark(line: Line, before: Word) -> bool:
    return line[0] is before and len(before.text) <= _MARK and (len(before.text) == 1 or not before.text.isalpha())

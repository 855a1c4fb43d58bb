"""Tables by their rules: from drawn lines to cells, and the words into the cells they stand in.

Lengths in points, y downwards, as in `pipeline.intake.layout`. A table is a set of horizontal and vertical rules that touch; a
cell is what they enclose; cells that no rule parts are one (merged).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.intake.layout import Word, cell_text, large_lines, legibility, stands_out
from pipeline.model import Cell, Grid

_TOUCH: Final = 2.5
_OPEN: Final = 8.0  # points: less than that holds no words
MAX_RULES: Final = 4000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: horizontal when y0 == y1, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Does it run from left to right?"""
        return self.x1 - self.x0 >= self.y1 - self.y0


def frame(x0: float, y0: float, x1: float, y1: float) -> tuple[Rule, ...]:
    """The four sides of a rectangle."""
    return (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))


@dataclass(frozen=True, slots=True)
class Box:
    """A cell's box, and where it stands in its table."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int
    column: int
    span: int


def tables(rules: Sequence[Rule]) -> list[list[Box]]:
    """The tables that the rules draw, each as its cells; a lone frame around one cell is no table."""
    groups = _touching(rules[:MAX_RULES])
    found = [_boxes(group) for group in groups if len(group) > 3]  # noqa: PLR2004 - a frame has four sides
    return [boxes for boxes in found if len(boxes) > 1]


def fill(boxes: Sequence[Box], words: Iterable[Word], where: str) -> tuple[Grid, set[int]]:
    """The table with its words, and the `id`s of the words that stand in it."""
    inside: dict[int, list[Word]] = {i: [] for i in range(len(boxes))}
    taken: set[int] = set()
    rows_of_boxes = _by_height(boxes)
    for word in words:
        near = (i for (y0, y1), row in rows_of_boxes.items() if y0 - 1 <= word.middle <= y1 + 1 for i in row)
        holder = next((i for i in near if _holds(boxes[i], word)), None)
        if holder is not None:
            inside[holder].append(word)
            taken.add(id(word))
    rows: dict[int, list[Cell]] = {}
    for i, box in enumerate(boxes):
        row = rows.setdefault(box.row, [])
        covered = box.column - sum(cell.span for cell in row)
        if covered > 0:
            row.append(Cell(text="", where=f"{where}, row {len(rows)}, cell {len(row) + 1}", span=covered))
        text = cell_text(inside[i], box.x0, box.x1)
        place = f"{where}, row {len(rows)}, cell {len(row) + 1}"
        row.append(
            Cell(
                text=text,
                where=place,
                span=box.span,
                legibility=legibility(inside[i]),
                header=stands_out(inside[i]),
                large=large_lines(inside[i], text, box.x0, box.x1),
            )
        )
    return Grid(rows=tuple(tuple(rows[r]) for r in sorted(rows)), where=where), taken


def _by_height(boxes: Sequence[Box]) -> dict[tuple[float, float], list[int]]:
    """The boxes' indices by their top and bottom edges, so that a word is held against few of them."""
    rows: dict[tuple[float, float], list[int]] = {}
    for i, box in enumerate(boxes):
        rows.setdefault((box.y0, box.y1), []).append(i)
    return rows


def _holds(box: Box, word: Word) -> bool:
    x = (word.x0 + word.x1) / 2
    return box.x0 - 1 <= x <= box.x1 + 1 and box.y0 - 1 <= word.middle <= box.y1 + 1


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch, directly or through others, together."""
    across = [r for r in rules if r.horizontal]
    down = sorted((r for r in rules if not r.horizontal), key=lambda r: r.x0)
    edges = [r.x0 for r in down]
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j in range(bisect_left(edges, h.x0 - _TOUCH), bisect_right(edges, h.x1 + _TOUCH)):
            if down[j].y0 - _TOUCH <= h.y0 <= down[j].y1 + _TOUCH:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate([*across, *down]):
        groups.setdefault(root(i), []).append(rule)
    return sorted(groups.values(), key=lambda g: (min(r.y0 for r in g), min(r.x0 for r in g)))


def _boxes(rules: Sequence[Rule]) -> list[Box]:
    across = [r for r in rules if r.horizontal]
    down = [r for r in rules if not r.horizontal]
    across = [*across, *_open_ends(across, down)]
    xs, ys = _places(r.x0 for r in down), _places(r.y0 for r in across)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1:
        return []
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}
    for r in range(rows):
        middle = (ys[r] + ys[r + 1]) / 2
        for c in range(1, columns):
            if not any(abs(v.x0 - xs[c]) <= _TOUCH and v.y0 - _TOUCH <= middle <= v.y1 + _TOUCH for v in down):
                owner[r, c] = owner[r, c - 1]
    for r in range(1, rows):
        ruled = {owner[r, c] for c in range(columns) if _is_ruled(across, (xs[c] + xs[c + 1]) / 2, ys[r])}
        for c in range(columns):
            if owner[r, c] not in ruled and owner[r, c][0] == r:
                _join(owner, (r, c), owner[r - 1, c])
    return _merged(owner, xs, ys)


def _open_ends(across: Sequence[Rule], down: Sequence[Rule]) -> list[Rule]:
    """Rules where a page's edge has cut the table: its columns go on beyond the last rule across."""
    if not across or not down:
        return []
    left, right = min(r.x0 for r in across), max(r.x1 for r in across)
    ends = ((max(r.y1 for r in down), max(r.y0 for r in across)), (min(r.y0 for r in down), min(r.y0 for r in across)))
    return [Rule(left, end, right, end) for end, last in ends if abs(end - last) > _OPEN]


def _is_ruled(across: Sequence[Rule], x: float, y: float) -> bool:
    """Is there a rule at this place? Under a cell that takes several columns some programs rule only a part."""
    return any(abs(h.y0 - y) <= _TOUCH and h.x0 - _TOUCH <= x <= h.x1 + _TOUCH for h in across)


def _join(owner: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int], to: tuple[int, int]) -> None:
    old = owner[place]
    for key, value in owner.items():
        if value == old:
            owner[key] = to


def _merged(owner: dict[tuple[int, int], tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, key in owner.items():
        cells.setdefault(key, []).append(place)
    boxes = []
    for places in cells.values():
        top, left = min(r for r, _ in places), min(c for _, c in places)
        bottom, right = max(r for r, _ in places), max(c for _, c in places)
        boxes.append(Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1], top, left, right - left + 1))
    return sorted(boxes, key=lambda b: (b.row, b.column))


def _places(values: Iterable[float]) -> list[float]:
    """The values, those closer than a touch taken as one."""
    merged: list[list[float]] = []
    for value in sorted(values):
        if merged and value - merged[-1][-1] <= _TOUCH:
            merged[-1].append(value)
        else:
            merged.append([value])
    return [sum(group) / len(group) for group in merged]

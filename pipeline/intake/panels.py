"""Panels: frames and coloured fields side by side on a page, each with a label and its answer, or a person, inside.

Lengths in points, y downwards, as in `pipeline.intake.layout`. What stands in a panel is read by itself: the lines of its
neighbour are none of its own, though they may stand level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.intake.layout import Printed, Word, segments, stands_out, visual_lines

_LEAST: Final = (30.0, 14.0)  # points: how wide and high a panel is
_SAME: Final = 4.0  # points: a field and the border around it
_OTHER_SIZE: Final = 0.15  # of the height
MAX_PANELS: Final = 200


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawn frame or coloured field by its edges."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, word: Word) -> bool:
        """Does the word stand in it?"""
        return self.x0 - 1 <= (word.x0 + word.x1) / 2 <= self.x1 + 1 and self.y0 - 1 <= word.middle <= self.y1 + 1

    def is_panel(self) -> bool:
        """Is it large enough for words?"""
        return self.x1 - self.x0 >= _LEAST[0] and self.y1 - self.y0 >= _LEAST[1]


def panel_rows(panels: Sequence[Panel], words: Sequence[Word]) -> list[list[list[Word]]]:
    """The words of panels that stand side by side: row by row from the top, in each from left to right.

    Only rows outside whose panels nothing stands at their height, and in which a panel has its own label.
    """
    inner = _innermost(panels[:MAX_PANELS])
    if not any(one.y0 < other.y1 - 1 and other.y0 < one.y1 - 1 for one, other in pairwise(sorted(inner, key=lambda p: p.y0))):
        return []
    printed = Printed(words)
    filled = [(p, held) for p in inner if (held := [w for w in printed.between(p.y0 - 1, p.y1 + 1) if p.holds(w)])]
    found: list[list[list[Word]]] = []
    for row in _level(filled):
        top, bottom = min(p.y0 for p, _ in row), max(p.y1 for p, _ in row)
        inside = {id(w) for _, held in row for w in held}
        alone = all(id(w) in inside for w in printed.between(top, bottom))
        if len(row) > 1 and alone and any(_has_label(held) for _, held in row):
            found.append([held for _, held in sorted(row, key=lambda one: one[0].x0)])
    return found


def _innermost(panels: Sequence[Panel]) -> list[Panel]:
    """The panels that hold no other; of two that are the same, one."""
    kept: list[Panel] = []
    for panel in sorted(panels, key=lambda p: (p.x1 - p.x0) * (p.y1 - p.y0)):
        if not any(_holds(panel, other) for other in kept):
            kept.append(panel)
    return kept


def _holds(panel: Panel, other: Panel) -> bool:
    return (
        panel.x0 <= other.x0 + _SAME
        and panel.y0 <= other.y0 + _SAME
        and panel.x1 >= other.x1 - _SAME
        and panel.y1 >= other.y1 - _SAME
    )


def _level(filled: Sequence[tuple[Panel, list[Word]]]) -> list[list[tuple[Panel, list[Word]]]]:
    """The panels whose heights on the page overlap, together."""
    rows: list[list[tuple[Panel, list[Word]]]] = []
    bottom = float("-inf")
    for panel, held in sorted(filled, key=lambda one: one[0].y0):
        if panel.y0 >= bottom - 1:
            rows.append([])
        rows[-1].append((panel, held))
        bottom = max(bottom, panel.y1) if len(rows[-1]) > 1 else panel.y1
    return rows


def _has_label(held: Sequence[Word]) -> bool:
    """Is the first line set apart by its weight or size, or has a line a label and a value?"""
    lines = visual_lines(held)
    if any(len(segments(line)) > 1 for line in lines):
        return True
    return any(
        stands_out(a) != stands_out(b) or abs(a[0].height - b[0].height) > _OTHER_SIZE * a[0].height for a, b in pairwise(lines)
    )

"""What the ink of a line shows beside the bodies of its letters: marks above, bars and strokes through, tails below.

Sizes are shares of the font's size, measured from the line that letters stand on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.intake.glyphs import Span
from pipeline.intake.straighten import Grey, parts_of

ABOVE: Final = 0.46
"""Nothing that stands wholly higher is a letter's body."""

SPECK: Final = 0.05
"""Ink with shorter sides is dirt."""

_LARGEST: Final = 0.36  # a mark
_DOT: Final = 0.17
_LONG: Final = 0.1  # an accent; a smaller mark leans by chance
_LEANING: Final = 0.45  # how far right goes with up (correlation): an accent, neither ring nor dot
_RING: Final = (0.0155, 0.65)  # the least ink of a ring, and how far from round it may be
_APART: Final = (0.12, 0.42)  # the two dots of one letter
_LEVEL: Final = 0.06
_HANGS: Final = 0.12  # below the line
_BAR: Final = (0.68, 0.53, 0.2, 0.42)  # from where to where a bar through a d lies; its least and greatest length
_THROUGH: Final = 0.04
_MIDDLE: Final = (0.42, 0.2)  # from where to where a stroke through a t or l lies
_FOOT: Final = (0.17, 0.02)
_OVERHANG: Final = 0.09  # of an Ŧ on the left of its stem; a slanted F has less


class Sign(Enum):
    """A kind of ink."""

    DOT = "dot"
    PAIR = "two dots"
    ACUTE = "acute"
    RING = "ring"
    CROWN = "crown"
    BAR = "bar"
    TAIL = "tail"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign, and where its middle is along the line (pixels)."""

    sign: Sign
    x: float


def dark_parts(grey: Grey, border: float) -> Grey:
    """255 where `grey` is darker than `border`."""
    return np.asarray(cv2.threshold(grey, border, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def signs(dark: Grey, base: int, size: float) -> list[Seen]:
    """All that is seen in the picture of a line, in an order that does not matter. Marks above are taken out of `dark`."""
    labels, stats = parts_of(dark)
    marks = []
    for number, (x, y, w, h, area) in enumerate(stats.tolist()):
        if not number or max(w, h) > _LARGEST * size or y + h > base - ABOVE * size or area < (SPECK * size) ** 2:
            continue
        below = (stats[:, 0] < x + w) & (stats[:, 0] + stats[:, 2] > x) & (stats[:, 1] >= y + h - 2) & (stats[:, 4] > area)
        if below[1:].any():
            shape = np.asarray(labels[y : y + h, x : x + w] == number)
            dark[y : y + h, x : x + w][shape] = 0
            marks.append((_shape_of(shape, size), x + w / 2, y + h / 2))
    bodies = [(x, x + w) for x, y, w, h, _ in stats[1:].tolist() if y + h > base - ABOVE * size]
    bars = (Seen(Sign.BAR, x) for x in _bars(dark, base, size))
    return [*_paired(marks, bodies, size), *bars, *_tails(dark, base, size)]


def _shape_of(shape: NDArray[np.bool_], size: float) -> Sign:
    tall, wide = shape.shape
    if abs(_leaning(shape)) > _LEANING and max(shape.shape) > _LONG * size:
        return Sign.ACUTE
    if shape.sum() >= _RING[0] * size * size and min(tall, wide) >= _RING[1] * max(tall, wide):
        return Sign.RING
    return Sign.DOT if max(shape.shape) <= _DOT * size else Sign.CROWN


def _leaning(shape: NDArray[np.bool_]) -> float:
    """How the ink goes up as it goes right: 1 a stroke to the upper right, -1 to the lower right, 0 upright or round."""
    rows, columns = np.nonzero(shape)
    if rows.size < 3 or not np.ptp(rows) or not np.ptp(columns):  # noqa: PLR2004 - a correlation needs three
        return 0.0
    return -float(np.corrcoef(rows, columns)[0, 1])


def _paired(marks: Sequence[tuple[Sign, float, float]], bodies: Sequence[Span], size: float) -> Iterator[Seen]:
    """The marks above; two dots over one body are a pair."""
    held: tuple[Sign, float, float] | None = None
    for before, mark in pairwise([None, *sorted(marks, key=lambda m: m[1]), None]):
        if before is None:
            continue
        if before is held:
            held = None
        elif mark is not None and _are_a_pair(before, mark, bodies, size):
            held = mark
            yield Seen(Sign.PAIR, (before[1] + mark[1]) / 2)
        else:
            yield Seen(before[0], before[1])


def _are_a_pair(one: tuple[Sign, float, float], other: tuple[Sign, float, float], bodies: Sequence[Span], size: float) -> bool:
    apart = (other[1] - one[1]) / size
    if not _APART[0] <= apart <= _APART[1] or abs(one[2] - other[2]) > _LEVEL * size or Sign.CROWN in {one[0], other[0]}:
        return False
    return any(x0 <= one[1] and other[1] <= x1 and x1 - x0 < 3 * (other[1] - one[1]) + 0.3 * size for x0, x1 in bodies)


def _tails(dark: Grey, base: int, size: float) -> Iterator[Seen]:
    low = dark[max(0, round(base + _HANGS * size)) :]
    for x, _, w, _, area in parts_of(low)[1][1:].tolist() if low.size else []:
        if area >= (SPECK * size) ** 2:
            yield Seen(Sign.TAIL, x + w / 2)


def _bars(dark: Grey, base: int, size: float) -> Iterator[float]:
    """Short strokes across a tall stem, above the height of small letters: where they are from the left."""
    top, bottom = (max(0, round(base - share * size)) for share in _BAR[:2])
    least, most = (share * size for share in _BAR[2:])
    if bottom - top < 2:  # noqa: PLR2004 - the line has no tall letters
        return
    zone = cv2.morphologyEx(dark[top:bottom], cv2.MORPH_OPEN, np.ones((1, max(1, round(least))), np.uint8))
    for x, y, w, h, _ in parts_of(np.asarray(zone, np.uint8))[1][1:].tolist():
        above, below = top + y - round(0.05 * size), top + y + h + round(0.03 * size)
        if w <= most and h <= 0.1 * size and above >= 0 and below < dark.shape[0]:
            stem, body = (float((dark[row, x : x + w] > 0).mean()) for row in (above, below))
            if 0.05 < stem < 0.6 and 0.05 < body < 0.7 and _goes_through(dark[above], x, x + w, size):  # noqa: PLR2004 - a stem, and not a stroke as wide as the bar
                yield x + w / 2


def _goes_through(stem: Grey, x0: int, x1: int, size: float) -> bool:
    """Does a bar from `x0` to `x1` go on beyond the right side of the stem? A serif stands on its left only."""
    ink = np.flatnonzero(stem[x0:x1])
    return x1 - x0 - 1 - int(ink[-1]) >= _THROUGH * size


# --- one letter ----------------------------------------------------------------------------------------------------------


def is_crossed(dark: Grey, span: Span, base: int, size: float) -> bool:
    """Does a stroke run through the stem of the letter at `span`, on both of its sides, as in ŧ, ł and Ŧ?"""
    middle, foot = (_band(dark, span, base, size, part) for part in (_MIDDLE, _FOOT))
    if not middle.any() or not foot.any():
        return False
    widths = (middle > 0).sum(axis=1)
    stem = float(np.quantile(widths, 0.25))
    right = max(np.flatnonzero(row)[-1] for row in middle if row.any())
    left = min(np.flatnonzero(row)[0] for row in middle if row.any())
    edges = [np.flatnonzero(row)[[0, -1]] for row in foot if row.any()]
    least = _OVERHANG * size
    over_left = min(edge[0] for edge in edges) - left
    return bool(over_left >= least and (widths.max() >= stem + 2 * least or right - max(e[1] for e in edges) >= least))


def _band(dark: Grey, span: Span, base: int, size: float, part: tuple[float, float]) -> Grey:
    top, bottom = (max(0, round(base - share * size)) for share in part)
    return dark[top:bottom, max(0, round(span[0])) : max(0, round(span[1]))]

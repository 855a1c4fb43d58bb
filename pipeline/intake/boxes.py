"""What is drawn on a straightened page: the rules of its tables, and its tick boxes, told by their ink.

Pixels are measured, points are given (`Page.scale`), y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.intake.ruled import Rule
from pipeline.intake.straighten import PAPER, Grey, Page, parts_of, softened, strokes_across, strokes_down

_FAINT: Final = 218  # grey of a hairline that a coarse scanner has blurred
_ACROSS: Final = (14.0, 24.0)  # points: pieces of a rule across, and the whole of it
_WORD: Final = 60.0  # points: no letters touch over so long a way
_DOWN: Final = (10.5, 30.0)  # points: a rule down that ends on rules across, and one that stands free
_CROWDED: Final = 0.3  # of its length there is ink close above or below: then it is the edge of a line of letters
_THICK: Final = 2.6  # points
_SIDE: Final = (5.0, 17.0)  # points: the side of a tick box
_FRAME: Final = 0.93  # of each side of a tick box is drawn
_EMPTY, _TICKED = 0.035, 0.09  # of the inside is ink
_SOLID: Final = 0.8
_CORNER: Final = 0.12  # of a side
_EDGE: Final = 0.7  # points: how far ink runs out
MAX_MARKS: Final = 4000


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick box by its frame (points). `sure` falls with a stray mark that may be a tick or dirt."""

    x0: float
    y0: float
    x1: float
    y1: float
    ticked: bool
    sure: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page, and `text`, the page without it."""

    rules: tuple[Rule, ...]
    ticks: tuple[Tick, ...]
    barriers: Grey
    text: Grey


def drawn(page: Page) -> Drawn:
    """Rules and tick boxes of `page`, and what is left when they are taken away."""
    rules, mask = _rules(page)
    text = page.grey.copy()
    text[mask > 0] = PAPER
    ticks = _ticks(page, text)
    edge = round(_EDGE * page.scale)
    for tick in ticks:
        x0, y0, x1, y1 = (round(v * page.scale) for v in (tick.x0, tick.y0, tick.x1, tick.y1))
        text[max(0, y0 - edge) : y1 + edge + 1, max(0, x0 - edge) : x1 + edge + 1] = PAPER
    return Drawn(rules=rules, ticks=ticks, barriers=mask, text=text)


# --- rules ---------------------------------------------------------------------------------------------------------------


def _rules(page: Page) -> tuple[tuple[Rule, ...], Grey]:
    """The rules, and where their ink is."""
    faint = np.asarray(cv2.threshold(softened(page.grey, page.scale), _FAINT, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    across, down = strokes_across(faint, _ACROSS[0] * page.scale), strokes_down(faint, _DOWN[0] * page.scale)
    least = _ACROSS[1] * page.scale
    level = [s for s in _strokes(across, page.scale) if s.box[2] > least and not _is_crowded(s, faint, page.scale)]
    beside = 1 + 2 * round(1.0 * page.scale)
    near = np.asarray(cv2.dilate(_mask(across, level), np.ones((beside, beside), np.uint8)), np.uint8)
    upright = [s for s in _strokes(np.asarray(cv2.transpose(down), np.uint8), page.scale) if _stands(s, near.T, page.scale)]
    mask = _mask(across, level) | _mask(np.asarray(cv2.transpose(down), np.uint8), upright).T
    rules = (*(s.rule(page.scale) for s in level), *(s.rule(page.scale, upright=True) for s in upright))
    return rules, np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A straight stroke along x in pixels, its middle at y, and the pixels it is made of (number in `labels`)."""

    x0: int
    x1: int
    y: float
    box: tuple[int, int, int, int]
    pixels: NDArray[np.bool_]

    def rule(self, scale: float, *, upright: bool = False) -> Rule:
        """The stroke as a rule in points."""
        x0, x1, y = self.x0 / scale, self.x1 / scale, self.y / scale
        return Rule(y, x0, y, x1) if upright else Rule(x0, y, x1, y)


def _strokes(strokes: Grey, scale: float) -> Iterator[_Stroke]:
    """Thin strokes along x that do not touch the page's edge (the shadow of the sheet does)."""
    tall, wide = strokes.shape
    labels, stats = parts_of(strokes)
    for number in range(1, min(len(stats), MAX_MARKS)):
        x, y, w, h, area = (int(v) for v in stats[number])
        if area / w > _THICK * scale or h > w / 6 or x < 2 or y < 2 or x + w > wide - 2 or y + h > tall - 2:  # noqa: PLR2004
            continue
        pixels = np.asarray(labels[y : y + h, x : x + w] == number)
        yield _Stroke(x, x + w, y + float(np.nonzero(pixels)[0].mean()), (x, y, w, h), pixels)


def _mask(like: Grey, strokes: Sequence[_Stroke]) -> Grey:
    mask = np.zeros_like(like)
    for stroke in strokes:
        x, y, w, h = stroke.box
        mask[y : y + h, x : x + w][stroke.pixels] = 255
    return mask


def _is_crowded(stroke: _Stroke, faint: Grey, scale: float) -> bool:
    """Does ink keep close to the stroke, as letters do to the line they stand on? No word is longer than `_WORD`."""
    x, y, w, h = stroke.box
    if w > _WORD * scale:
        return False
    near, far = round(0.5 * scale), round(1.7 * scale)
    above, below = faint[max(0, y - far) : max(0, y - near), x : x + w], faint[y + h + near : y + h + far, x : x + w]
    return any(side.size > 0 and side.any(axis=0).mean() > _CROWDED for side in (above, below))


def _stands(stroke: _Stroke, across: Grey, scale: float) -> bool:
    """Is a stroke down more than a letter's: long, or with both ends on rules across?"""
    x, y, w, h = stroke.box
    near, far = round(1.0 * scale), round(1.9 * scale)
    ends = (across[y : y + h, max(0, x - near) : x + far], across[y : y + h, x + w - far : x + w + near])
    return w > _DOWN[1] * scale or all(bool(end.any()) for end in ends)


# --- tick boxes ----------------------------------------------------------------------------------------------------------


def _ticks(page: Page, text: Grey) -> tuple[Tick, ...]:
    marks = Page(text, page.scale).ink
    least = _SIDE[0] * page.scale * 0.8
    strokes = strokes_across(marks, least) | strokes_down(marks, least)
    frames = [frame for frame in _frames(strokes, page.scale) if _has_corners(marks, frame)]
    ticks = [_tick(marks, frame, page.scale) for frame in frames]
    ticks.extend(_solid(marks, frames, page.scale))
    return tuple(sorted(ticks, key=lambda t: (t.y0, t.x0)))


_Frame = tuple[int, int, int, int]


def _frames(strokes: Grey, scale: float) -> Iterator[_Frame]:
    """Squares of the size of a tick box with ink on all four sides."""
    labels, stats = parts_of(strokes)
    for number in range(1, min(len(stats), MAX_MARKS)):
        x, y, w, h, _ = (int(v) for v in stats[number])
        if _is_square(w, h, scale) and _is_framed(labels[y : y + h, x : x + w] == number):
            yield x, y, w, h


def _is_square(w: int, h: int, scale: float) -> bool:
    least, most = (side * scale for side in _SIDE)
    return least <= min(w, h) and max(w, h) <= most and abs(w - h) <= 0.22 * max(w, h)


def _is_framed(pixels: NDArray[np.bool_]) -> bool:
    tall, wide = pixels.shape
    edge, depth = (max(2, round(min(tall, wide) * share)) for share in (0.15, 0.22))
    sides = (pixels[:edge].any(axis=0), pixels[-edge:].any(axis=0), pixels[:, :edge].any(axis=1), pixels[:, -edge:].any(axis=1))
    hollow = pixels[depth:-depth, depth:-depth]
    return all(side.mean() >= _FRAME for side in sides) and hollow.size > 0 and bool(hollow.mean() < _SOLID)


def _has_corners(marks: Grey, frame: _Frame) -> bool:
    """Is there ink in all four corners? A round letter's ink bulges out between them."""
    x, y, w, h = frame
    top, bottom = (_bulge(marks[y - 1 : max(0, y - 4) : -1, x : x + w]), _bulge(marks[y + h : y + h + 3, x : x + w]))
    left, right = (_bulge(marks[y : y + h, x - 1 : max(0, x - 4) : -1].T), _bulge(marks[y : y + h, x + w : x + w + 3].T))
    box = marks[y - top : y + h + bottom, x - left : x + w + right]
    size = max(2, round(min(w, h) * _CORNER))
    ends = (slice(size), slice(-size, None))
    return all(bool(box[rows, columns].any()) for rows in ends for columns in ends)


def _bulge(outside: Grey) -> int:
    """How many of the rows outside a side, from the nearest on, have ink beside its middle."""
    quarter = outside.shape[1] // 4
    filled = (outside[:, quarter:-quarter] > 0).mean(axis=1) > 0.5  # noqa: PLR2004 - most of it
    return len(filled) if filled.all() else int(filled.argmin())


def _tick(marks: Grey, frame: _Frame, scale: float) -> Tick:
    x, y, w, h = frame
    inset = max(round(scale), round(min(w, h) * 0.2))
    share = float((marks[y + inset : y + h - inset, x + inset : x + w - inset] > 0).mean())
    sure = 0.98 if share <= _EMPTY or share >= _TICKED else 0.4
    return _made(frame, scale, ticked=share > (_EMPTY + _TICKED) / 2, sure=sure)


def _made(frame: _Frame, scale: float, *, ticked: bool, sure: float) -> Tick:
    x, y, w, h = (v / scale for v in frame)
    return Tick(x, y, x + w, y + h, ticked=ticked, sure=sure)


def _solid(marks: Grey, frames: Sequence[_Frame], scale: float) -> Iterator[Tick]:
    """Filled squares of the size of the page's tick boxes; where there is none, a filled square is a bullet."""
    sizes = [max(w, h) for _, _, w, h in frames]
    if not sizes:
        return
    _, stats = parts_of(marks)
    for number in range(1, len(stats)):
        x, y, w, h, area = (int(v) for v in stats[number])
        if _is_square(w, h, scale) and area > 0.88 * w * h and any(abs(max(w, h) - size) < 0.2 * size for size in sizes):
            yield _made((x, y, w, h), scale, ticked=True, sure=0.9)

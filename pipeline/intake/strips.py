"""A page's text cut into strips, one for each piece of a line: what a reader of letters is given to read.

A program that reads letters is at its best with one line at a time; what stands in cells, and single digits, it passes over on
a whole page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import cv2
import numpy as np

from pipeline.intake.straighten import PAPER, Grey, ink, parts_of

_LETTER: Final = (2.2, 36.0)  # points: how high a letter, or several that touch, may be
_WORD_GAP: Final = 1.9  # of a letter's height: pieces of a line closer than this are one strip
_SMALL: Final = 0.45  # of the usual height: dots, accents, commas
_TALL: Final = 2.3  # of the usual height: two lines whose letters touch
_VALLEY: Final = 0.25  # of the ink of a usual row is left in the row between two lines
_SPECK: Final = 4  # pixels
_BULLET: Final = (0.35, 0.95)  # of the usual height
_ROUND: Final = 0.72  # of its box is filled by a disc, more by a square, less by a letter
_FLAT: Final = 0.2  # of the usual height is a stroke to write on
_DASH: Final = 0.4  # of the usual height is the shortest
_CLOSE: Final = 0.3  # of a letter's height stands its accent above it
MAX_STRIPS: Final = 600


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a line by its box (pixels): left, top, right, bottom, and the line that its letters stand on."""

    x0: int
    y0: int
    x1: int
    y1: int
    base: int = 0

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.y1 - self.y0

    @property
    def width(self) -> int:
        """From left to right."""
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Lines:
    """The text of a page as pieces of lines from top to bottom; the bullets before them; `text` and `dark` without these."""

    strips: tuple[Strip, ...]
    bullets: tuple[Strip, ...]
    text: Grey
    dark: Grey


def find_lines(page: Grey, barriers: Grey, scale: float) -> Lines:
    """The pieces of lines on `page` (without rules and tick boxes); none goes across a barrier."""
    dark = ink(page, scale)
    letters, marks = _parts(dark, scale)
    if not letters:
        return Lines((), (), page, dark)
    usual = median(s.height for s in letters)
    bullets = [p for p in (*letters, *marks) if _is_bullet(p, dark, usual) and _stands_before(p, letters, usual)]
    underlines = [p for p in marks if _is_flat(p, usual) and _lies_below(p, letters, usual)]
    text = page.copy()
    for part in (*bullets, *underlines):
        text[part.y0 - 2 : part.y1 + 2, max(0, part.x0 - 2) : part.x1 + 2] = PAPER
        dark[part.y0 : part.y1, part.x0 : part.x1] = 0
    gone = {*bullets, *underlines}
    letters = [p for p in letters if p not in gone]
    dashes = [p for p in marks if p not in gone and _is_dash(p, usual)]
    pieces = _pieces(dark, barriers, [*letters, *dashes], usual)
    low = {s for s in pieces if s.height < _SMALL * usual or _crowns(s, pieces)}
    tall = [s for s in pieces if s not in low]
    whole = _with_marks(tall, [*(m for m in marks if m not in gone), *low], usual)
    based = sorted(_based(whole, letters), key=lambda s: (s.base, s.x0))
    return Lines(tuple(based[:MAX_STRIPS]), tuple(bullets), text, dark)


def _pieces(dark: Grey, barriers: Grey, letters: Sequence[Strip], usual: float) -> list[Strip]:
    """Letters that stand close together on a line."""
    body = np.zeros_like(dark)
    for part in letters:
        body[part.y0 : part.y1, part.x0 : part.x1] |= dark[part.y0 : part.y1, part.x0 : part.x1]
    joined = cv2.dilate(body, np.ones((1, round(usual * _WORD_GAP)), np.uint8))
    joined[cv2.dilate(barriers, np.ones((3, 3), np.uint8)) > 0] = 0
    found = list(_components(np.asarray(joined, np.uint8), 1))
    return _tight([half for strip in found for half in _halves(strip, dark, _usual_in(strip, letters, usual))], body)


def _crowns(mark: Strip, pieces: Sequence[Strip]) -> bool:
    """Is it the ring or accent of a heading's letter, itself as high as the letters of small print?"""
    return any(
        mark.height < _SMALL * below.height
        and below.x0 <= mark.x0
        and mark.x1 <= below.x1
        and -_CLOSE * below.height < below.y0 - mark.y1 < _CLOSE * below.height
        for below in pieces
    )


def _usual_in(strip: Strip, letters: Sequence[Strip], usual: float) -> float:
    """How high the letters of the strip are: higher than usual in a heading."""
    inside = [p.height for p in letters if strip.x0 <= p.x0 < strip.x1 and strip.y0 <= p.y0 and p.y1 <= strip.y1]
    return max(usual, median(inside)) if inside else usual


def _is_bullet(part: Strip, dark: Grey, usual: float) -> bool:
    """A filled disc or square about as high as a small letter."""
    if not (_BULLET[0] * usual <= part.height <= _BULLET[1] * usual and abs(part.width - part.height) <= 0.25 * part.height):
        return False
    return float((dark[part.y0 : part.y1, part.x0 : part.x1] > 0).mean()) > _ROUND


def _stands_before(part: Strip, letters: Sequence[Strip], usual: float) -> bool:
    """Does it stand by itself, with nothing close on its left and something a blank away on its right?"""
    beside = [p for p in letters if p != part and p.y0 < part.y1 + 0.6 * usual and p.y1 > part.y0 - 0.3 * usual]
    before = any(part.x0 - 2.5 * usual < p.x1 <= part.x0 + 2 for p in beside)
    after = min((p.x0 - part.x1 for p in beside if p.x0 > part.x1 - 2), default=-1)
    return not before and 0.2 * usual < after < 4 * usual


def _is_flat(part: Strip, usual: float) -> bool:
    return part.height <= _FLAT * usual and part.width >= max(0.9 * usual, 5 * part.height)


def _is_dash(part: Strip, usual: float) -> bool:
    """A dash with a blank on either side holds a line together that would else fall in two, and is no dot."""
    return part.width >= max(_DASH * usual, 2 * part.height)


def _lies_below(part: Strip, letters: Sequence[Strip], usual: float) -> bool:
    """Does a flat stroke lie on the line that the letters around it stand on, as one to write on does, and no dash?"""
    near = [
        (max(p.x0 - part.x1, part.x0 - p.x1, 0), p.y1)
        for p in letters
        if p.y0 < part.y1 + 0.5 * usual and p.y1 > part.y0 - 1.5 * usual
    ]
    bases = [y1 for distance, y1 in sorted(near)[:7] if distance < 8 * usual]
    return not bases or part.y1 >= median(bases) - 1


def _parts(dark: Grey, scale: float) -> tuple[list[Strip], list[Strip]]:
    """Connected ink: letters, and the small marks above, below and between them."""
    least, most = (size * scale for size in _LETTER)
    parts = [p for p in _components(dark, _SPECK) if p.height <= most and not _on_edge(p, dark)]
    tall = [p for p in parts if p.height >= least]
    usual = median(p.height for p in tall) if tall else 0.0
    letters = [p for p in tall if p.height >= _SMALL * usual]
    return letters, [p for p in parts if p.height < max(least, _SMALL * usual)]


def _on_edge(part: Strip, page: Grey) -> bool:
    return part.x0 == 0 or part.y0 == 0 or part.x1 == page.shape[1] or part.y1 == page.shape[0]


def _components(dark: Grey, least: int) -> Iterator[Strip]:
    _, stats = parts_of(dark)
    for x, y, w, h, area in stats[1:].tolist():
        if area >= least:
            yield Strip(x, y, x + w, y + h)


def _halves(strip: Strip, dark: Grey, height: float) -> Iterator[Strip]:
    """A strip of two lines whose letters touch, parted where there is least ink; others as they are. `height`: of letters."""
    tall = strip.height
    filled = (dark[strip.y0 : strip.y1, strip.x0 : strip.x1] > 0).sum(axis=1)
    quarter = tall // 4
    place = quarter + int(filled[quarter : tall - quarter].argmin()) if tall > _TALL * height else 0
    if not place or filled[place] > _VALLEY * filled.mean():
        yield strip
        return
    yield from _halves(Strip(strip.x0, strip.y0, strip.x1, strip.y0 + place), dark, height)
    yield from _halves(Strip(strip.x0, strip.y0 + place, strip.x1, strip.y1), dark, height)


def _tight(found: Sequence[Strip], dark: Grey) -> list[Strip]:
    """The strips without the width that joining gave them."""
    tight = []
    for strip in found:
        columns = np.nonzero(dark[strip.y0 : strip.y1, strip.x0 : strip.x1].any(axis=0))[0]
        if columns.size:
            tight.append(Strip(strip.x0 + int(columns[0]), strip.y0, strip.x0 + int(columns[-1]) + 1, strip.y1))
    return tight


def _with_marks(lines: Sequence[Strip], marks: Sequence[Strip], height: float) -> list[Strip]:
    """The strips, made large enough for the dots, rings and commas that belong to them."""
    boxes = np.array([[s.x0, s.y0, s.x1, s.y1] for s in lines], np.int64).reshape(-1, 4)
    grown = boxes.copy()
    for mark in marks:
        x, y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
        aside = np.maximum(0, np.maximum(boxes[:, 0] - x, x - boxes[:, 2]))
        apart = np.maximum(0, np.maximum(boxes[:, 1] - y, y - boxes[:, 3]))
        near = (aside <= 0.7 * height) & (apart <= 0.6 * height)
        if near.any():
            i = int(np.where(near, aside + 2 * apart, np.inf).argmin())
            grown[i] = [*np.minimum(grown[i, :2], [mark.x0, mark.y0]), *np.maximum(grown[i, 2:], [mark.x1, mark.y1])]
    return [Strip(*(int(v) for v in box)) for box in grown]


def _based(found: Sequence[Strip], letters: Sequence[Strip]) -> Iterator[Strip]:
    """The strips with the line that most of their letters stand on."""
    boxes = np.array([[p.x0, p.y0, p.x1, p.y1] for p in letters], np.int64)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    for strip in found:
        inside = (middles >= [strip.x0, strip.y0]).all(axis=1) & (middles <= [strip.x1, strip.y1]).all(axis=1)
        base = int(np.median(boxes[inside, 3])) if inside.any() else strip.y1
        yield Strip(strip.x0, strip.y0, strip.x1, strip.y1, base)

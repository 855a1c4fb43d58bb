"""A page's text cut into strips, one for each piece of a line: what a reader of letters is given to read.

A program that reads letters is at its best with one line at a time; what stands in cells, and single digits, it passes over on a
whole page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import cv2
import numpy as np

from pipeline.intake.straighten import Grey, ink

_LETTER: Final = (2.2, 36.0)  # points: how high a letter, or several that touch, may be
_WORD_GAP: Final = 2.2  # of a letter's height: pieces of a line closer than this are one strip
_SMALL: Final = 0.45  # of the usual height: dots, accents, commas
_TALL: Final = 2.3  # of the usual height: two lines whose letters touch
_VALLEY: Final = 0.25  # of the ink of a usual row is left in the row between two lines
_SPECK: Final = 4  # pixels
MAX_STRIPS: Final = 600


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a line by its box (pixels): left, top, right, bottom, and the line that its letters stand on."""

    x0: int
    y0: int
    x1: int
    y1: int
    base: int = 0


def strips(text: Grey, barriers: Grey, scale: float) -> list[Strip]:
    """The pieces of lines in `text` (a page without rules and tick boxes), from top to bottom; none goes across a barrier."""
    dark = ink(text)
    letters, marks = _parts(dark, scale)
    if not letters:
        return []
    height = median(s.y1 - s.y0 for s in letters)
    body = np.zeros_like(dark)
    for part in letters:
        body[part.y0 : part.y1, part.x0 : part.x1] |= dark[part.y0 : part.y1, part.x0 : part.x1]
    joined = cv2.dilate(body, np.ones((1, round(height * _WORD_GAP)), np.uint8))
    joined[cv2.dilate(barriers, np.ones((3, 3), np.uint8)) > 0] = 0
    lines = [half for strip in _components(np.asarray(joined, np.uint8), 1) for half in _halves(strip, dark, height)]
    tight = _tight(lines, dark)
    tall = [s for s in tight if s.y1 - s.y0 >= _SMALL * height]
    low = [s for s in tight if s.y1 - s.y0 < _SMALL * height]
    whole = _with_marks(tall, [*marks, *low], height)
    return sorted(_based(whole, letters), key=lambda s: (s.base, s.x0))[:MAX_STRIPS]


def _parts(dark: Grey, scale: float) -> tuple[list[Strip], list[Strip]]:
    """Connected ink: letters, and the small marks above, below and between them."""
    least, most = (size * scale for size in _LETTER)
    parts = [p for p in _components(dark, _SPECK) if p.y1 - p.y0 <= most and not _on_edge(p, dark)]
    tall = [p for p in parts if p.y1 - p.y0 >= least]
    usual = median(p.y1 - p.y0 for p in tall) if tall else 0.0
    letters = [p for p in tall if p.y1 - p.y0 >= _SMALL * usual]
    return letters, [p for p in parts if p.y1 - p.y0 < max(least, _SMALL * usual)]


def _on_edge(part: Strip, page: Grey) -> bool:
    return part.x0 == 0 or part.y0 == 0 or part.x1 == page.shape[1] or part.y1 == page.shape[0]


def _components(dark: Grey, least: int) -> Iterator[Strip]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    for x, y, w, h, area in stats[1:].tolist():
        if area >= least:
            yield Strip(x, y, x + w, y + h)


def _halves(strip: Strip, dark: Grey, height: float) -> Iterator[Strip]:
    """A strip of two lines whose letters touch, parted where there is least ink; any other as it is."""
    tall = strip.y1 - strip.y0
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

"""Tick boxes that are drawn and not written: small squares, ticked by what is drawn or written in them.

Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.intake.layout import Word
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.intake.ruled import Rule

_SMALLEST: Final = 5.0
_LARGEST: Final = 18.0
_SKEW: Final = 0.2
RECTANGLE: Final = 5  # sides, with the stroke that closes it
_RING: Final = 2 * RECTANGLE
_NEAR: Final = 1.0
_ADJOINING: Final = 3.0  # points: pdfium counts the strokes in
_CROSSES: Final = frozenset({"x", "xx", "✓", "✔", "☒", "v", "•", "●", "■"})


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn: its box, how many sides its path has, how it is painted, and the rules that it gives a table."""

    x0: float
    y0: float
    x1: float
    y1: float
    sides: int = 0
    filled: bool = False
    stroked: bool = False
    rules: tuple[Rule, ...] = ()


def is_square(shape: Shape) -> bool:
    """Is it an empty square of a tick box's size: drawn by its outline, or as a square with a smaller one cut out of it?"""
    wide, high = shape.x1 - shape.x0, shape.y1 - shape.y0
    fits = _SMALLEST <= wide <= _LARGEST and abs(wide - high) <= _SKEW * wide
    outlined = shape.stroked and 0 < shape.sides <= RECTANGLE
    return fits and (outlined or (shape.filled and not shape.stroked and shape.sides == _RING))


def ticks(squares: Sequence[Shape], shapes: Sequence[Shape], words: Iterable[Word]) -> tuple[list[Shape], list[Word]]:
    """The squares that are tick boxes with all that is drawn in them, and the words with a ☒ or ☐ for each such box.

    A square that shares a side with another is a cell of a table; one with other words in it is a frame around them.
    """
    words = list(words)
    drawn: list[Shape] = []
    for square in squares:
        inside = [word for word in words if _holds(square, (word.x0 + word.x1) / 2, word.middle)]
        alone = not any(_adjoin(square, other) for other in squares if other is not square)
        if not alone or any(word.text.casefold() not in _CROSSES for word in inside):
            continue
        ink = [s for s in shapes if s is not square and _within(s, square)]
        taken = {id(word) for word in inside}
        words = [word for word in words if id(word) not in taken]
        words.append(Word(TICKED if inside or ink else UNTICKED, square.x0, square.y0, square.x1, square.y1))
        drawn += [square, *ink]
    return drawn, words


def _holds(square: Shape, x: float, y: float) -> bool:
    return square.x0 <= x <= square.x1 and square.y0 <= y <= square.y1


def _within(shape: Shape, square: Shape) -> bool:
    """Is the shape drawn in the square: not around it, and not the square once more (its background)?"""
    inside = _holds(square, (shape.x0 + shape.x1) / 2, (shape.y0 + shape.y1) / 2)
    wide, high = shape.x1 - shape.x0, shape.y1 - shape.y0
    same = shape.sides in (*range(1, RECTANGLE + 1), _RING) and wide > square.x1 - square.x0 - 2 * _NEAR
    return inside and not same and max(wide, high) <= 1.5 * (square.x1 - square.x0)


def _adjoin(one: Shape, other: Shape) -> bool:
    beside = abs(one.x1 - other.x0) < _ADJOINING or abs(other.x1 - one.x0) < _ADJOINING
    below = abs(one.y1 - other.y0) < _ADJOINING or abs(other.y1 - one.y0) < _ADJOINING
    return (beside and abs(one.y0 - other.y0) < _ADJOINING) or (below and abs(one.x0 - other.x0) < _ADJOINING)

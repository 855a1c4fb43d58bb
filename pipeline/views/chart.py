"""Counts by trust as horizontal bars: the geometry of a drawing that the page's template makes in SVG.

A plotting library would bring fonts, sizes and colours of its own, and no text that a screen reader can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 420
"""Units of the drawing: about the pixels of a telephone, so that letters are as large as those around them."""

ROW, BAR = 50, 24
_LABEL_BASELINE, _BAR_TOP = 14, 20
_ROOM_FOR_A_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Count:
    """How many of each category one trust has; `counts` in the order of the categories."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One category's part of a bar; `numbered`: the number has room inside."""

    category: int
    count: int
    x: float
    width: float
    numbered: bool

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One trust's bar and where it stands."""

    name: str
    label_y: float
    bar_y: float
    number_y: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The whole drawing."""

    width: int
    height: int
    bar_height: int
    bars: tuple[Bar, ...]


def bars(counts: Sequence[Count]) -> Chart:
    """A bar for each of `counts`, from the top; the longest fills the width."""
    most = max((count.total for count in counts), default=0) or 1
    return Chart(
        width=WIDTH,
        height=ROW * len(counts),
        bar_height=BAR,
        bars=tuple(_bar(count, number, WIDTH / most) for number, count in enumerate(counts)),
    )


def _bar(count: Count, number: int, unit: float) -> Bar:
    top = ROW * number
    return Bar(
        name=count.name,
        label_y=top + _LABEL_BASELINE,
        bar_y=top + _BAR_TOP,
        number_y=top + _BAR_TOP + BAR / 2,
        segments=_segments(count.counts, unit),
    )


def _segments(counts: Sequence[int], unit: float) -> tuple[Segment, ...]:
    """The parts of a bar from the left; a category with none has no part."""
    return tuple(
        Segment(
            category=category,
            count=count,
            x=round(unit * sum(counts[:category]), 2),
            width=round(unit * count, 2),
            numbered=unit * count >= _ROOM_FOR_A_NUMBER,
        )
        for category, count in enumerate(counts)
        if count
    )

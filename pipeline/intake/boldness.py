"""Which words of a picture are in bold, told by how wide the strokes of their letters are.

A printed page says it of each word. A picture shows strokes of two widths where there is bold and plain: labels in bold stand
before plain answers, and heads of tables over plain rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from pipeline.intake.agreement import Said
from pipeline.intake.straighten import PAPER, Grey

_INK: Final = 200  # grey of what may be ink, if only of a hairline
_STROKE: Final = 0.22  # of the font's size: what is wider is no stroke, but the top of a letter or its bar
_BOLDER: Final = 1.18  # times the strokes of what is plain
_MANY, _FEW = 80, 1.08  # pieces of strokes; how much wider fewer of them must be
_LEAST: Final = 24  # pieces of strokes that tell


@dataclass(frozen=True, slots=True)
class Weight:
    """How wide the strokes of a word are: of `count` pieces of them `total`, in shares of the font's size."""

    total: float = 0.0
    count: int = 0

    def __add__(self, other: Weight) -> Weight:
        """That of both words."""
        return Weight(self.total + other.total, self.count + other.count)

    @property
    def mean(self) -> float:
        """How wide a stroke is; 0 where too few tell."""
        return self.total / self.count if self.count >= _LEAST else 0.0


def border_of(picture: Grey) -> float:
    """The grey halfway from the paper to the ink of a line, which may be printed in grey itself."""
    inked = picture[picture < _INK]
    return (PAPER + float(np.percentile(inked, 20))) / 2 if inked.size else 0.0


def weights(picture: Grey, words: Sequence[Said], size: float) -> list[Weight]:
    """That of each word of a line, in a font of `size` pixels."""
    edges = np.diff((picture < border_of(picture)).astype(np.int8), axis=1, prepend=0, append=0)
    begin, end = np.nonzero(edges == 1)[1], np.nonzero(edges == -1)[1]
    wide = end - begin
    fits = wide <= _STROKE * size
    mine = (wide[fits & (begin >= word.x0) & (end <= word.x1)] for word in words)
    return [Weight(float(strokes.sum()) / size, int(strokes.size)) for strokes in mine]


def are_bold(lines: Sequence[Sequence[Weight]]) -> list[list[bool]]:
    """For the words of each line whether they are bold: the first of them, all, or none."""
    border = _border([word for line in lines for word in line])
    return [_leading(line, border) for line in lines]


def _whole(line: Sequence[Weight]) -> Weight:
    return sum(line, Weight())


def _border(words: Sequence[Weight]) -> float:
    """The width of strokes that parts bold from plain; more than any where all are alike."""
    told = sorted((word for word in words if word.mean), key=lambda word: word.mean)
    sums, from_here = list(accumulate(told)), list(accumulate(reversed(told)))[::-1]
    parted = [
        (low.count * high.count * (high.mean - low.mean) ** 2, (low.mean + high.mean) / 2)
        for low, high in zip(sums, from_here[1:], strict=False)
        if high.mean >= _BOLDER * low.mean
    ]
    return max(parted)[1] if parted else float("inf")


def _leading(line: Sequence[Weight], border: float) -> list[bool]:
    """A line may begin in bold and end plain, where the two are clearly apart."""
    parts = [(_apart(_whole(line[:led]), _whole(line[led:]), border), led) for led in range(1, len(line))]
    apart, led = max(parts, default=(0.0, 0))
    return [i < led for i in range(len(line))] if apart else [_is_bold(_whole(line), border)] * len(line)


def _is_bold(line: Weight, border: float) -> bool:
    return line.mean > border * (_FEW if line.count < _MANY else 1)


def _apart(before: Weight, after: Weight, border: float) -> float:
    """How far the two parts of a line are apart, the first in bold and the second plain; 0 where they are not that."""
    if not after.mean or after.mean >= border or before.mean <= max(border, _BOLDER * after.mean):
        return 0.0
    return before.count * after.count * (before.mean - after.mean) ** 2

"""Words laid onto their ink: readers of letters tell about where a word stands, a page's columns are told by a point.

Lengths in pixels along a line, in points on a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.intake.agreement import DIFFERENT, Said
from pipeline.intake.glyphs import Span, merged
from pipeline.intake.layout import Word, visual_lines

_NOTHING: Final = frozenset("-‐‑–—−_~=.,:;·|'`´‘’“”„\"°*")
"""What readers of letters make of empty paper."""

_RUNS_OUT: Final = 0.5  # of the font's size: ink that goes on further is not one word's alone
_NEAR: Final = 0.45  # of the font's size: so far the places of words may be wrong
_BLANK: Final = 0.16  # of the font's size: no blank is narrower
_AS_WIDE: Final = 0.8  # of the narrowest blank of the line
_BEGINS: Final = 0.45  # of the height: a wider gap may part columns
_STEP: Final = 0.2  # of the height: words that stand on one line differ by less
_LEVEL: Final = 0.17  # of the height: so much do the left edges of letters differ that begin at one place


def parted_within(said: Sequence[Said], ink: Sequence[Span], size: float) -> list[Said]:
    """The words; one with a gap in its ink about as wide as a blank is not sure: both readings may have passed over it.

    «Svari tide» is read for «Svar i tide». Digits stand as far apart as blanks are wide, and are told by their number.
    """
    gaps = [after.x0 - before.x1 for before, after in pairwise(said)]
    blank = max(_BLANK * size, _AS_WIDE * min((gap for gap in gaps if gap > 0), default=0))
    return [
        replace(word, sure=min(word.sure, DIFFERENT)) if word.text.isalpha() and _widest(word, ink) >= blank else word
        for word in said
    ]


def _widest(word: Said, ink: Sequence[Span]) -> float:
    pieces = merged([part for part in ink if word.x0 <= sum(part) / 2 <= word.x1])
    return max((after[0] - before[1] for before, after in pairwise(pieces)), default=0.0)


def on_their_ink(said: Sequence[Said], ink: Sequence[Span], size: float) -> list[Said]:
    """The words of a line from where their ink begins to where it ends, in a font of `size`.

    A dash or a dot where there is no ink is none; anything else there is kept, and not sure.
    """
    owned: list[list[Span]] = [[] for _ in said]
    for part in ink:
        ways = [(_off(word, part), abs(word.x0 + word.x1 - sum(part)), i) for i, word in enumerate(said)]
        off, _, nearest = min(ways, default=(float("inf"), 0.0, 0))
        if off <= _NEAR * size:
            owned[nearest].append(part)
    return [placed for word, parts in zip(said, owned, strict=True) for placed in _placed(word, parts, size)]


def _off(word: Said, part: Span) -> float:
    middle = sum(part) / 2
    return max(word.x0 - middle, middle - word.x1, 0.0)


def _placed(word: Said, parts: Sequence[Span], size: float) -> Iterator[Said]:
    if parts:
        x0, x1 = min(part[0] for part in parts), max(part[1] for part in parts)
        most = _RUNS_OUT * size
        yield replace(word, x0=round(max(x0, word.x0 - most)), x1=round(min(x1, word.x1 + most)))
    elif not set(word.text) <= _NOTHING:
        yield replace(word, sure=min(word.sure, DIFFERENT))


def in_columns(words: Sequence[Word]) -> list[Word]:
    """The words of a page; those that begin a line or a column at about the same place begin at the same.

    A printer sets them at one place; the ink of their first letters begins a little more or less to the right of it.
    """
    begin = [word for line in visual_lines(words) for word in _beginnings(line)]
    if not begin:
        return list(words)
    reach = _LEVEL * median(word.height for word in begin)
    groups = gathered([word.x0 for word in begin], lambda x: x + reach)
    edges = {id(begin[i]): min(begin[j].x0 for j in group) for group in groups for i in group}
    return [replace(word, x0=edges.get(id(word), word.x0)) for word in words]


def gathered(values: Sequence[float], end: Callable[[float], float]) -> list[list[int]]:
    """The indices of `values` in groups, each from one value to the `end` that this one gives; the largest group first."""
    left = sorted(range(len(values)), key=lambda i: values[i])
    groups: list[list[int]] = []
    while left:
        places = [values[i] for i in left]
        spans = [(bisect_right(places, end(place)) - at, at) for at, place in enumerate(places)]
        count, first = max(spans, key=lambda span: (span[0], -span[1]))
        groups.append(left[first : first + count])
        del left[first : first + count]
    return groups


def on_lines(words: Sequence[Word]) -> list[Word]:
    """The words of a page; those as high as each other that stand at about one height stand at the same."""
    placed: list[Word] = []
    group: list[Word] = []
    for word in sorted(words, key=lambda w: (w.height, w.middle)):
        if group and (word.height != group[0].height or word.middle - group[0].middle > _STEP * word.height):
            placed += _levelled(group)
            group = []
        group.append(word)
    return [*placed, *_levelled(group)]


def _levelled(group: Sequence[Word]) -> list[Word]:
    if not group:
        return []
    middle = median(word.middle for word in group)
    return [replace(word, y0=middle - word.height / 2, y1=middle + word.height / 2) for word in group]


def _beginnings(line: Sequence[Word]) -> Iterator[Word]:
    yield line[0]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _BEGINS * word.height:
            yield word

"""Heads and feet that a program prints on every page: shown once, so that they stand between no answer and its question.

Only what is apart from the page's text by a gap can be one, and only from the page's edge on: a form that is written twice in
one file begins with the same lines on both pages, and none of these may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.intake.layout import Word
from pipeline.intake.pages import PrintedPage

_MARGIN: Final = 150.0
_GAP: Final = 1.2
"""Heights of a line; between lines of one text there is less."""
_PAGE_NUMBER: Final = re.compile(
    r"^\W*\d+\W*$|(?<=\bside )\d+|(?<=\bpage )\d+|(?<=\bav )\d+|(?<=\bof )\d+|\b\d+\s?/\s?\d+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's middle, top and bottom, its text with every page number as 0, and its words."""

    middle: int
    y0: float
    y1: float
    text: str
    words: tuple[Word, ...]

    def is_like(self, other: _Line) -> bool:
        """Is it the same line on another page?"""
        return self.middle == other.middle and self.text == other.text


def without_running_heads(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages with each running line once: a head on the first page, a foot on the last, so that nothing is lost with it.

    A running line stands in the margin of every page at the same height; page numbers count as the same.
    """
    if len(pages) < 2:  # noqa: PLR2004 - one page has no running lines
        return list(pages)
    lines = [_lines(page) for page in pages]
    heads = _running([[line for line in page if line.middle < _MARGIN] for page in lines], lines)
    upwards = [page[::-1] for page in lines]
    below = [
        [line for line in page if line.middle > printed.height - _MARGIN] for page, printed in zip(upwards, pages, strict=True)
    ]
    feet = _running(below, upwards)
    last = len(pages) - 1
    return [
        _without(page, [line for line in own[:heads] if n] + [line for line in foot[:feet] if n != last])
        for n, (page, own, foot) in enumerate(zip(pages, lines, upwards, strict=True))
    ]


def _running(margins: Sequence[Sequence[_Line]], whole: Sequence[Sequence[_Line]]) -> int:
    """How many lines from the edge on every page has in its margin, up to a gap that every page has there."""
    first = margins[0]
    count = 0
    while count < min(map(len, margins)) and all(first[count].is_like(other[count]) for other in margins[1:]):
        count += 1
    while count and not all(_is_apart(page, count) for page in whole):
        count -= 1
    return count


def _is_apart(lines: Sequence[_Line], count: int) -> bool:
    """Is there a gap between the first `count` lines from the edge and the next one?"""
    if count == len(lines):
        return True
    near, far = lines[count - 1], lines[count]
    gap = max(far.y0 - near.y1, near.y0 - far.y1)
    return gap > _GAP * (near.y1 - near.y0)


def _without(page: PrintedPage, lines: Sequence[_Line]) -> PrintedPage:
    gone = {id(word) for line in lines for word in line.words}
    return replace(page, words=tuple(word for word in page.words if id(word) not in gone)) if gone else page


def _lines(page: PrintedPage) -> list[_Line]:
    """The page's lines from its upper edge on."""
    rows: dict[int, list[Word]] = {}
    for word in page.words:
        rows.setdefault(round(word.middle), []).append(word)
    return list(_made(rows))


def _made(rows: dict[int, list[Word]]) -> Iterator[_Line]:
    for middle, words in sorted(rows.items()):
        text = _PAGE_NUMBER.sub("0", " ".join(word.text for word in words))
        yield _Line(middle, min(w.y0 for w in words), max(w.y1 for w in words), text, tuple(words))

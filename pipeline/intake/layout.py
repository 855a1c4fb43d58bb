"""From words with positions to lines and the text of cells: how a printed page is put together again.

Used for printed PDF, and for anything else that gives words with boxes. Lengths are in points (1/72 inch), y counts downwards
from the page's top edge. Nothing here knows what a form is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final

_SAME_LINE: Final = 0.5  # of the height: how far apart the middles of two words on one line may be
_WIDE_GAP: Final = 1.35  # of the height: a gap that parts columns, not words
_SYLLABLE: Final = 3  # letters: «e-post» and «for- og» have less before their hyphen, or less after it
_BROKEN: Final = 1.6  # letters: less room than that at the end of a line that a word was broken at
_SMALL: Final = 0.84  # of the height: print that is a size smaller
_LABEL_GAP: Final = 0.6  # of the height: the same where bold words stand before plain ones


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word and its box; `alone`: what stands in a form field, in one piece and never joined with its neighbours.

    `bold`: it is printed so; `legibility` (0–1): how sure its letters are.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    alone: bool = False
    legibility: float = 1.0
    bold: bool = False

    @property
    def height(self) -> float:
        """Height of the box, about the font's size."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Vertical middle of the box."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand close together. `edge`: where their column begins, when that is not where they do."""

    words: tuple[Word, ...]
    edge: float | None = None

    @property
    def text(self) -> str:
        """The words, joined as `line_text` does."""
        return line_text(self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0 if self.edge is None else self.edge

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def y0(self) -> float:
        """Top edge."""
        return min(word.y0 for word in self.words)

    @property
    def y1(self) -> float:
        """Bottom edge."""
        return max(word.y1 for word in self.words)


Row = tuple[Segment, ...]


def line_text(words: Sequence[Word]) -> str:
    """Words of one line joined by blanks; a tab parts a label in bold from the plain words after it («**Enhet** Mottak»)."""
    led = next((i for i, word in enumerate(words) if not word.bold), len(words))
    parts = (words[:led], words[led:])
    return "\t".join(" ".join(word.text for word in part) for part in parts if part)


def legibility(words: Iterable[Word]) -> float:
    """How sure the letters of all `words` are: as sure as the least sure."""
    return min((word.legibility for word in words), default=1.0)


def stands_out(words: Sequence[Word]) -> bool:
    """Are all `words` bold, as a heading's are?"""
    return bool(words) and all(word.bold for word in words)


class Printed:
    """Words by their height on the page, so that few are asked for what stands at one."""

    def __init__(self, words: Iterable[Word]) -> None:
        """Sort them once."""
        self.words = sorted(words, key=lambda word: word.middle)
        self._middles = [word.middle for word in self.words]

    def between(self, top: float, bottom: float) -> list[Word]:
        """The words whose middles lie between the two heights."""
        return self.words[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]


def visual_lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words as lines from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    total, tall = 0.0, 0.0  # of the line that is being put together: the sum of the middles, and half its first word's height
    for middle, _, _, word in sorted(((w.y0 + w.y1) / 2, w.x0, n, w) for n, w in enumerate(words)):
        reach = min((word.y1 - word.y0) * _SAME_LINE, tall)
        if lines and abs(middle - total / len(lines[-1])) <= reach:
            lines[-1].append(word)
            total += middle
        else:
            lines.append([word])
            total, tall = middle, (word.y1 - word.y0) * _SAME_LINE
    return [sorted(line, key=attrgetter("x0")) if len(line) > 1 else line for line in lines]


def in_one_line(words: Sequence[Word]) -> str:
    """All words of several lines, joined by blanks."""
    return " ".join(line_text(line).replace("\t", " ") for line in visual_lines(words))


def segments(line: Sequence[Word]) -> Row:
    """One line's words, parted where a gap is wider than a blank can be."""
    parts: list[list[Word]] = [[line[0]]]
    for before, word in pairwise(line):
        wide = _LABEL_GAP if before.bold and not word.bold else _WIDE_GAP
        if word.alone or before.alone or word.x0 - before.x1 > wide * max(before.height, word.height):
            parts.append([])
        parts[-1].append(word)
    return tuple(Segment(tuple(part)) for part in parts)


def cell_text(words: Sequence[Word], left: float, right: float, *, ruled: bool = True) -> str:
    """The words inside a cell from `left` to `right`; a word that was broken because it did not fit is put together again.

    A breaker parts a word only when the word alone is wider than the cell: then the line is that single piece, and it fills the
    cell. Other lines are kept apart by a line feed. Where no rule tells how wide a cell is (`ruled` is false), its widest line
    does; then two lines of a word each may be two words, or one.
    """
    text = ""
    before: Sequence[Word] = ()
    for line in visual_lines(words):
        piece = line_text(line)
        glue = "" if not text else _glue(text, before, piece, left, right)
        if not (glue or ruled) and text and _may_be_whole(before, piece):
            glue = "\n"
        if not glue and stands_out(before) and _is_hyphenated(text, piece):
            text = text[:-1]
        text += glue + piece
        before = line
    return text


def _may_be_whole(before: Sequence[Word], piece: str) -> bool:
    """Is the line one word, and the next another or its rest? Where no rule tells how wide the column is, nobody can say."""
    letters = len(before) == 1 and before[0].text.isalpha() and piece.isalpha() and piece.islower() and len(piece) > _SYLLABLE
    return letters and not stands_out(before)


def may_be_broken(words: Sequence[Word], left: float, right: float) -> bool:
    """May a line feed in a column without rules stand in the midst of a word?"""
    lines = visual_lines(words)
    return any(_may_be_whole(line, below) and not _glue("x", line, below, left, right) for line, below in _with_next(lines))


def _with_next(lines: Sequence[Sequence[Word]]) -> Iterator[tuple[Sequence[Word], str]]:
    yield from ((line, line_text(after)) for line, after in pairwise(lines))


def large_lines(words: Sequence[Word], text: str, left: float, right: float, *, ruled: bool = True) -> int:
    """How many lines of `text` are printed larger than all below them; 0 when the print does not fall once and for all."""
    if not words or "\n" not in text:
        return 0
    lines = visual_lines(words)
    heights = [max(word.height for word in line) for line in lines]
    small = next((i for i, height in enumerate(heights) if height < _SMALL * heights[0]), 0)
    if not small or max(heights[small:]) > _SMALL * min(heights[:small]):
        return 0
    head = cell_text([word for line in lines[:small] for word in line], left, right, ruled=ruled)
    return head.count("\n") + 1 if text.startswith(f"{head}\n") else 0


def _is_hyphenated(text: str, piece: str) -> bool:
    """«Tillits-» above «valgt» in a heading: a hyphen of the line's, not the word's."""
    last = text.rsplit(maxsplit=1)[-1] if text.strip() else ""
    return (
        last.endswith("-")
        and last[:-1].isalpha()
        and len(last) > _SYLLABLE
        and piece[:_SYLLABLE].isalpha()
        and piece[:1].islower()
    )


def _glue(text: str, before: Sequence[Word], piece: str, left: float, right: float) -> str:
    """What stands between `text`, whose last line is `before`, and the line below it: nothing where a word was broken."""
    last = before[-1]
    if text.endswith("-") and text[-2:-1].isalnum():
        return ""
    if len(before) > 1 or piece[:1].isupper() or last.text.endswith((",", ";", ".")) or _is_whole(last.text, piece):
        return "\n"
    padding = max(0.0, before[0].x0 - left)
    room = right - padding - last.x1
    letter = (last.x1 - last.x0) / max(1, len(last.text))
    return "" if room < _BROKEN * letter else "\n"


def _is_whole(last: str, piece: str) -> bool:
    """An address and the number below it: neither is the rest of the other."""
    return "@" in last and "." in last.rpartition("@")[2] and (piece[:1] in "+(" or piece[:1].isdigit())

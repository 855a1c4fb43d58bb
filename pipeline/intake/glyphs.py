"""Which ink belongs to which letter of a word: pieces of connected ink laid against the letters that were read.

Readers of letters tell where a word stands, and nothing of its letters. Each letter has a usual width, so that a word's width
says about where each of them is; the pieces of ink between blanks then fall to the letters that they fit best. Letters that
touch share a piece; a letter whose ink is in two pieces was likely two letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

Span = tuple[float, float]
"""From where to where along a line (pixels)."""

_WIDTHS: Final = {
    **dict.fromkeys("ijlI.,:;'’!|", 0.25),
    **dict.fromkeys("frt-()/[]J1", 0.36),
    **dict.fromkeys("mwMW%æÆ", 0.84),
    "@": 0.95,
}
_CAPITAL, _SMALL = 0.68, 0.53  # of the font's size: how much room other letters take
_WAYS: Final = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2))  # so many letters have so many pieces
_LONGEST: Final = 60  # letters of a word
_AHEAD: Final = 6  # pieces more than letters: not the ink of these letters
_SHARED, _SPLIT = 0.03, 0.25  # what it costs that letters touch, and that one is in two pieces
_OVERLAP: Final = 0.4  # of the narrower of two pieces of ink lies below the other: dots, accents
_FAR: Final = 1e9


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, its place in the word, and the ink that is its own or that it shares; `pieces`: how many pieces this is."""

    text: str
    index: int
    span: Span
    pieces: int = 1
    shared: bool = False

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.span[0] + self.span[1]) / 2


def merged(ink: Sequence[Span]) -> list[Span]:
    """Pieces of ink from left to right; what stands above or below another is one with it."""
    pieces: list[Span] = []
    for x0, x1 in sorted(ink):
        if pieces and min(pieces[-1][1], x1) - x0 > _OVERLAP * min(x1 - x0, pieces[-1][1] - pieces[-1][0]):
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], x1))
        else:
            pieces.append((x0, x1))
    return pieces


def glyphs(text: str, span: Span, pieces: Sequence[Span], size: float) -> list[Glyph]:
    """The letters of `text` with their ink: `pieces` of a word that stands at `span`, in a font of `size`.

    Pieces that the letters cannot be laid against belong to all of them.
    """
    around = (pieces[0][0], pieces[-1][1]) if pieces else span
    places = _places(text, around)
    steps = _steps(places, pieces, size) if pieces and len(text) <= _LONGEST else None
    if steps is None:
        return [
            Glyph(c, i, place, pieces=min(2, len(pieces)), shared=True)
            for i, (c, place) in enumerate(zip(text, places, strict=True))
        ]
    found: list[Glyph] = []
    for (first, last), (start, end) in steps:
        ink = (pieces[start][0], pieces[end - 1][1])
        inside = _places(text[first:last], ink)
        found += [Glyph(text[i], i, inside[i - first], pieces=end - start, shared=last - first > 1) for i in range(first, last)]
    return found


def _places(text: str, span: Span) -> list[Span]:
    """About where each letter stands when the whole stands at `span`."""
    widths = [_WIDTHS.get(c, _CAPITAL if c.isupper() else _SMALL) for c in text]
    scale = (span[1] - span[0]) / sum(widths)
    ends = [span[0] + scale * width for width in accumulate(widths)]
    return list(zip((span[0], *ends), ends, strict=False))


_Step = tuple[tuple[int, int], tuple[int, int]]


def _steps(places: Sequence[Span], pieces: Sequence[Span], size: float) -> list[_Step] | None:
    """The cheapest way to deal the pieces out to the letters: (letters from, to), (pieces from, to), from left to right."""
    letters, inks = len(places), len(pieces)
    best: dict[tuple[int, int], tuple[float, list[_Step]]] = {(0, 0): (0.0, [])}
    for at in ((letter, ink) for letter in range(letters) for ink in range(inks)):
        if at not in best or at[1] > at[0] + _AHEAD:
            continue
        spent, so_far = best[at]
        for many, split in _WAYS:
            to = (at[0] + many, at[1] + split)
            if to[0] > letters or to[1] > inks:
                continue
            left = (places[at[0]][0] - pieces[at[1]][0]) / size
            right = (places[to[0] - 1][1] - pieces[to[1] - 1][1]) / size
            cost = spent + left * left + right * right + _SHARED * (many - 1) + _SPLIT * (split - 1)
            if cost < best.get(to, (_FAR, []))[0]:
                best[to] = (cost, [*so_far, ((at[0], to[0]), (at[1], to[1]))])
    return best[letters, inks][1] if (letters, inks) in best else None

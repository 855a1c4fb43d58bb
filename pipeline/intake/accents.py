"""Does the ink bear out the letters? An unknown letter is taken for a known one: á for å, č for c, đ for d, ŋ for n.

Neither Norwegian nor English has these letters, so both readings agree on the wrong one, and surely. The ink tells: marks above
the letters, bars through them and what hangs below the line must belong to a letter that was read. Names in Northern Sámi have
such letters. Where the ink shows which letter it is, that is put in; a person looks at it either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import Final

from pipeline.intake.agreement import DIFFERENT, Said
from pipeline.intake.glyphs import Glyph, glyphs, merged
from pipeline.intake.signs import ABOVE, SPECK, Seen, Sign, dark_parts, is_crossed, signs
from pipeline.intake.straighten import Grey, parts_of

FOREIGN: Final = 0.69
"""How sure a word is that holds a letter which no Norwegian word has: a person looks at it."""

_INK: Final = 150  # grey below which ink is so black that a ring does not run into its letter
_REACH: Final = 0.2  # of the font's size: how far a sign may stand beside its letter

_NORWEGIAN: Final = frozenset("abcdefghijklmnopqrstuvwxyzæøå")
_QUOTES: Final = "'’‘`´\"“”*°^%?!"
_EXPLAINED: Final = {
    Sign.DOT: frozenset("ijIJl1:;%ïäöüëÄÖÜ" + _QUOTES),
    Sign.PAIR: frozenset('äöüëïÄÖÜË:%"“”«»'),
    Sign.ACUTE: frozenset("áéíóúýàèìòùćńśźÁÉÍÓÚÝÀÈÌÒÙĆŃŚŹ/" + _QUOTES),
    Sign.RING: frozenset("åÅijIJl" + _QUOTES),
    Sign.CROWN: frozenset("äöüëÄÖÜêôâîûčšžČŠŽñÑ«»" + _QUOTES),
    Sign.BAR: frozenset("đĐðÐ"),
    Sign.TAIL: frozenset("gjpqyçQJ,;()[]{}|/@§_$&Øø«»µþŋ"),
}
_MENDED: Final[dict[Sign, dict[str, str]]] = {
    Sign.DOT: {"å": "á", "Å": "Á"},
    Sign.PAIR: {"ii": "ü", "i": "ü", **dict(zip("aoueAOU", "äöüëÄÖÜ", strict=True))},
    Sign.ACUTE: dict(zip("aåeouócnszyAÅEOUCNSZY", "ááéóúóćńśźýÁÁÉÓÚĆŃŚŹÝ", strict=True)),
    Sign.RING: {},
    Sign.CROWN: {"fi": "ñ", **dict(zip("cszCSZ", "čšžČŠŽ", strict=True))},
    Sign.BAR: {"d": "đ", "D": "Đ"},
    Sign.TAIL: {"n": "ŋ", "N": "Ŋ", "c": "ç"},
}
_CROSSED: Final = {"t": "ŧ", "l": "ł", "F": "Ŧ", "T": "Ŧ", "L": "Ł"}
_IN_PIECES: Final = frozenset('%:;="“”«»…')
_ONCE: Final = frozenset("ijIJl1")  # one dot each


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter, and the number of the word it stands in."""

    glyph: Glyph
    word: int

    @property
    def text(self) -> str:
        """The letter as it was read."""
        return self.glyph.text

    def off(self, x: float) -> float:
        """How far `x` is from its ink."""
        return max(self.glyph.span[0] - x, x - self.glyph.span[1], 0.0)


@dataclass(frozen=True, slots=True)
class _Change:
    """The ink speaks against the letter at `index` of a word. `letters`: what stands there and on `more` places after it."""

    word: int
    index: int
    letters: str | None = None
    more: int = 0


def borne_out(said: Sequence[Said], grey: Grey, base: int, size: float) -> list[Said]:
    """The words of a line as its ink bears them out; `grey` is its picture, `base` the row it stands on, `size` the font's."""
    if not any(c.isalnum() for word in said for c in word.text):
        return list(said)
    dark = dark_parts(grey, _INK)
    letters = list(_letters(said, dark, base, size))
    changes = [*_against_shapes(letters, dark, base, size), *_against_signs(letters, signs(dark, base, size), size)]
    return [_noticed(_changed(word, [c for c in changes if c.word == i])) for i, word in enumerate(said)]


def _letters(words: Sequence[Said], dark: Grey, base: int, size: float) -> Iterator[_Letter]:
    """The words' letters with the ink of their bodies: without what stands above it, as dots do.

    Where a word ends is known about only, so that all ink is given to the word that it is nearest to.
    """
    stats = parts_of(dark)[1][1:].tolist()
    bodies = [(x, x + w) for x, y, w, h, area in stats if area >= (SPECK * size) ** 2 and y + h > base - ABOVE * size]
    middles = [(before.x1 + after.x0) / 2 for before, after in pairwise(words)]
    for number, (word, left, right) in enumerate(zip(words, [-inf, *middles], [*middles, inf], strict=True)):
        ink = merged([(x0, x1) for x0, x1 in bodies if left <= (x0 + x1) / 2 < right])
        yield from (_Letter(glyph, number) for glyph in glyphs(word.text, (word.x0, word.x1), ink, size))


def _against_shapes(letters: Sequence[_Letter], dark: Grey, base: int, size: float) -> Iterator[_Change]:
    """Letters in two pieces (rn read as m, cl as d), and letters with a stroke through them."""
    for letter in letters:
        glyph = letter.glyph
        if glyph.pieces > 1 and letter.text not in _IN_PIECES:
            yield _Change(letter.word, glyph.index)
        elif letter.text in _CROSSED and not glyph.shared and is_crossed(dark, glyph.span, base, size):
            yield _Change(letter.word, glyph.index, _CROSSED[letter.text])


def _against_signs(letters: Sequence[_Letter], seen: Sequence[Seen], size: float) -> Iterator[_Change]:
    """Signs that no letter beside them explains, and an å whose mark runs into it: it may be an á."""
    for letter in letters:
        if letter.text in "åÅ" and not any(letter.off(one.x) <= _REACH * size for one in seen if one.sign is not Sign.TAIL):
            yield _Change(letter.word, letter.glyph.index)
    spent: set[tuple[Sign, _Letter]] = set()
    for sign, x in ((one.sign, one.x) for one in seen):
        near = sorted((o for o in letters if o.off(x) <= _REACH * size), key=lambda o: (o.off(x), abs(o.glyph.x - x)))
        reason = next((o for o in near if o.text in _EXPLAINED[sign] and (sign, o) not in spent), None)
        if reason is not None:
            spent |= {(sign, reason)} if reason.text in _ONCE else set()
            continue
        mine = [o for o in near if o.off(x) <= 0] or near
        changes = [c for o in mine if (c := _change(o, near, sign)).letters is not None]
        if near and (changes or sign is not Sign.BAR):
            yield (changes or [_Change(near[0].word, near[0].glyph.index)])[0]


def _change(letter: _Letter, near: Sequence[_Letter], sign: Sign) -> _Change:
    """What `sign` makes of the letter, or of the letter and the next."""
    index = letter.glyph.index
    after = next((o.text for o in near if (o.word, o.glyph.index) == (letter.word, index + 1)), "")
    both = _MENDED[sign].get(letter.text + after) if after else None
    return _Change(letter.word, index, both or _MENDED[sign].get(letter.text), more=1 if both else 0)


def _changed(word: Said, changes: Sequence[_Change]) -> Said:
    """The word with other letters when it may be a name; less sure when nobody knows which, or where only plain ones stand."""
    if not changes:
        return word
    if "@" in word.text or not word.text[:1].isupper() or any(change.letters is None for change in changes):
        return replace(word, sure=min(word.sure, DIFFERENT))
    letters = list(word.text)
    for change in changes:
        letters[change.index] = change.letters or ""
        letters[change.index + 1 : change.index + 1 + change.more] = [""] * change.more
    return replace(word, text="".join(letters), sure=min(word.sure, FOREIGN))


def _noticed(word: Said) -> Said:
    """The word, less sure when it holds a letter that Norwegian words do not («én» does), or two i, which may be a ü."""
    foreign = "ii" in word.text or any(c.isalpha() and c.casefold() not in _NORWEGIAN for c in word.text)
    usual = word.text.islower() and set(word.text) - set("é") <= _NORWEGIAN | set(".,:;()-")
    return replace(word, sure=min(word.sure, FOREIGN)) if foreign and not usual else word

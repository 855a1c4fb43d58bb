"""Does the ink bear out the letters? An unknown letter is taken for a known one: á for å, č for c, đ for d, ŋ for n.

Neither Norwegian nor English has these letters, so both readings agree on the wrong one, and surely. The ink tells: marks above
the letters, bars through them and what hangs below the line must belong to a letter that was read. Names in Northern Sámi have
such letters. Where the ink shows which letter it is, that is put in; a person looks at it either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.intake.agreement import DIFFERENT, Said
from pipeline.intake.straighten import Grey

FOREIGN: Final = 0.69
"""How sure a word is that holds a letter which no Norwegian word has: a person looks at it."""

_INK: Final = 150  # grey below which ink is so black that a ring does not run into its letter
_SMALL: Final = 0.46  # of the font's size above the line: nothing that stands wholly higher is a letter
_LARGEST: Final = 0.36  # of the font's size: a mark
_SPECK: Final = 0.05
_DOT: Final = 0.17
_LEANING: Final = 0.45  # how far right goes with up (correlation): an accent, neither ring nor dot
_HANGS: Final = 0.13  # of the font's size below the line
_BAR: Final = (
    0.68,
    0.53,
    0.2,
    0.42,
)  # of the font's size: from where to where a bar through a d lies; its least and greatest length
_REACH: Final = 1.3  # letters: how far off the place of a letter may be guessed

_NORWEGIAN: Final = frozenset("abcdefghijklmnopqrstuvwxyzæøå")
_ACUTE: Final = dict(zip("aåeioucnszyAÅEIOUCNSZY", "ááéíóúćńśźýÁÁÉÍÓÚĆŃŚŹÝ", strict=True))
_CARON: Final = dict(zip("cszCSZ", "čšžČŠŽ", strict=True))
_BARRED: Final = {"d": "đ", "D": "Đ"}
_QUOTES: Final = "'’‘`´\"“”*°^%?!"


class _Sign(Enum):
    """What the ink shows beside the bodies of letters."""

    DOT = "dot"
    ACUTE = "acute"
    CROWN = "crown"
    BAR = "bar"
    TAIL = "tail"


_EXPLAINED: Final = {
    _Sign.DOT: frozenset("ijIJl1:;%ïåÅäöüëÄÖÜ" + _QUOTES),
    _Sign.ACUTE: frozenset("áéíóúýàèìòùćńśźÁÉÍÓÚÝÀÈÌÒÙĆŃŚŹ/" + _QUOTES),
    _Sign.CROWN: frozenset("åÅäöüëÄÖÜêôâîûčšžČŠŽñ«»ij" + _QUOTES),
    _Sign.BAR: frozenset("đĐðÐ"),
    _Sign.TAIL: frozenset("gjpqyçQJ,;()[]{}|/@§_$&Øø«»µþŋ"),
}
_MENDED: Final[dict[_Sign, dict[str, str]]] = {
    _Sign.DOT: {},
    _Sign.ACUTE: _ACUTE,
    _Sign.CROWN: _CARON,
    _Sign.BAR: _BARRED,
    _Sign.TAIL: {"n": "ŋ"},
}
_ONCE: Final = frozenset("ijIJl1")  # one dot each


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter, the word it stands in, its place in it, and about where it stands (pixels)."""

    text: str
    word: int
    index: int
    x: float
    width: float


def borne_out(said: Sequence[Said], grey: Grey, base: int, size: float) -> list[Said]:
    """The words of a line as its ink bears them out; `grey` is its picture, `base` the row it stands on, `size` the font's."""
    words = list(said)
    letters = list(_letters(words))
    if not any(letter.text.isalpha() for letter in letters):
        return words
    spent: set[tuple[_Sign, _Letter]] = set()
    for sign, x in _signs(grey, base, size):
        near = sorted((o for o in letters if abs(o.x - x) <= _REACH * o.width), key=lambda o: abs(o.x - x))
        reason = next((o for o in near if o.text in _EXPLAINED[sign] and (sign, o) not in spent), None)
        if reason is not None:
            spent |= {(sign, reason)} if reason.text in _ONCE else set()
            continue
        body = next((o for o in near if o.text in _MENDED[sign]), None)
        if body is not None or (near and sign is not _Sign.BAR):
            owner = body or near[0]
            words[owner.word] = _mended(words[owner.word], owner.index, _MENDED[sign].get(owner.text))
    return [_noticed(word) for word in words]


def _letters(words: Sequence[Said]) -> Iterator[_Letter]:
    for number, word in enumerate(words):
        width = (word.x1 - word.x0) / max(1, len(word.text))
        for index, letter in enumerate(word.text):
            yield _Letter(letter, number, index, word.x0 + (index + 0.5) * width, width)


def _mended(word: Said, index: int, letter: str | None) -> Said:
    if letter is None:
        return replace(word, sure=min(word.sure, DIFFERENT))
    return replace(word, text=word.text[:index] + letter + word.text[index + 1 :])


def _noticed(word: Said) -> Said:
    """The word, less sure when it holds a letter that Norwegian words do not («én» does), or two i, which may be a ü."""
    foreign = "ii" in word.text or any(c.isalpha() and c.casefold() not in _NORWEGIAN for c in word.text)
    usual = word.text.islower() and set(word.text) - set("é") <= _NORWEGIAN | set(".,:;()-")
    return replace(word, sure=min(word.sure, FOREIGN)) if foreign and not usual else word


# --- ink -----------------------------------------------------------------------------------------------------------------


def _signs(grey: Grey, base: int, size: float) -> Iterator[tuple[_Sign, float]]:
    """Each sign and its place from the left (pixels): marks above, bars through, tails below."""
    dark = np.asarray(cv2.threshold(grey, _INK, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    for number, (x, y, w, h, area) in enumerate(stats.tolist()):
        if not number or max(w, h) > _LARGEST * size or y + h > base - _SMALL * size or area < (_SPECK * size) ** 2:
            continue
        below = (stats[:, 0] < x + w) & (stats[:, 0] + stats[:, 2] > x) & (stats[:, 1] >= y + h - 2) & (stats[:, 4] > area)
        if below[1:].any():
            shape = np.asarray(labels[y : y + h, x : x + w] == number)
            dark[y : y + h, x : x + w][shape] = 0
            yield _shape_of(shape, size), x + w / 2
    yield from ((_Sign.BAR, x) for x in _bars(dark, base, size))
    low = dark[max(0, round(base + _HANGS * size)) :]
    for x, _, w, _, area in cv2.connectedComponentsWithStats(low, connectivity=8)[2][1:].tolist() if low.size else []:
        if area >= (_SPECK * size) ** 2:
            yield _Sign.TAIL, x + w / 2


def _shape_of(shape: NDArray[np.bool_], size: float) -> _Sign:
    if _leaning(shape) > _LEANING or _leaning(shape) < -_LEANING:
        return _Sign.ACUTE
    return _Sign.DOT if max(shape.shape) <= _DOT * size else _Sign.CROWN


def _leaning(shape: NDArray[np.bool_]) -> float:
    """How the ink goes up as it goes right: 1 a stroke to the upper right, -1 to the lower right, 0 upright or round."""
    rows, columns = np.nonzero(shape)
    if rows.size < 3 or not np.ptp(rows) or not np.ptp(columns):  # noqa: PLR2004 - a correlation needs three
        return 0.0
    return -float(np.corrcoef(rows, columns)[0, 1])


def _bars(dark: Grey, base: int, size: float) -> Iterator[float]:
    """Short strokes across a tall stem, above the height of small letters: where they are from the left."""
    top, bottom = (max(0, round(base - share * size)) for share in _BAR[:2])
    least, most = (share * size for share in _BAR[2:])
    if bottom - top < 2:  # noqa: PLR2004 - the line has no tall letters
        return
    zone = cv2.morphologyEx(dark[top:bottom], cv2.MORPH_OPEN, np.ones((1, max(1, round(least))), np.uint8))
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(zone, connectivity=8)[2][1:].tolist():
        above, below = top + y - round(0.05 * size), top + y + h + round(0.03 * size)
        if w <= most and h <= 0.1 * size and above >= 0 and below < dark.shape[0]:
            stem, body = (float((dark[row, x : x + w] > 0).mean()) for row in (above, below))
            if 0.05 < stem < 0.6 and 0.05 < body < 0.7:  # noqa: PLR2004 - a stem, and not a stroke as wide as the bar
                yield x + w / 2

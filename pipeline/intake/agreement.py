"""Two readings of the same line, one by somebody who knows Norwegian and one who does not: what both say is sure.

The two are Tesseract's models for Norwegian and for English, taught apart from each other. The Norwegian one knows æ, ø and å
but has hardly met an e-mail address and takes @ for a letter; the English one the other way round. Where they say the same,
allowing for what each cannot know, a wrong letter is rare; where they differ, a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

AGREED: Final = 0.98
"""How sure a word is that both read alike, and both surely."""

HESITANT: Final = 0.69
"""How sure a word is that both read alike, but not both surely."""

DIFFERENT: Final = 0.4
"""How sure a word is that they read differently, or only one of them saw."""

_ADDRESS: Final = 0.85  # the same for an address, which only one of them can read
_DIGITS: Final = 0.5  # the same for digits: where they group them differently, they only doubt the blanks
_HESITATES: Final = 0.8  # Tesseract's own confidence, below which it is often wrong
_PHONE_DIGITS: Final = 6
_FOREIGN: Final = {"æ": ".{1,3}", "ø": ".{1,2}", "å": "(?:[aå4àáâ]|.)", "@": ".{0,2}"}
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑–—−~", "-"))
_EDGES: Final = "\"'`´‘’“”„«»‹›|_*°"
_CROSS: Final = re.compile(r"[xX×]{1,2}")


@dataclass(frozen=True, slots=True)
class Said:
    """Words read in one place of a line (pixels from its left edge), and how sure they are (0-1)."""

    text: str
    x0: int
    x1: int
    sure: float


_Group = tuple[list[Said], list[Said]]


def agreed(norwegian: Sequence[Said], english: Sequence[Said]) -> list[Said]:
    """One line's words from its two readings, from left to right."""
    groups = _groups([(_as_spelt(w), True) for w in norwegian] + [(_as_spelt(w), False) for w in english])
    words = [word for ours, theirs in _paired(groups) for word in _settled(ours, theirs)]
    return list(_with_addresses_whole(words))


def _groups(words: Sequence[tuple[Said, bool]]) -> Iterator[_Group]:
    """Words of both readings that stand in the same place."""
    group: list[tuple[Said, bool]] = []
    end = 0.0
    for word, first in sorted(words, key=lambda w: (w[0].x0, w[0].x1)):
        if group and word.x0 + 0.3 * min(word.x1 - word.x0, 40) > end:
            yield [w for w, n in group if n], [w for w, n in group if not n]
            group = []
        group.append((word, first))
        end = max(end, word.x1) if len(group) > 1 else word.x1
    if group:
        yield [w for w, n in group if n], [w for w, n in group if not n]


def _paired(groups: Iterable[_Group]) -> Iterator[_Group]:
    """The groups, two neighbours of which each holds one reading only taken together: the same words, placed a little apart."""
    held: _Group | None = None
    for group in groups:
        if (
            held is not None
            and bool(held[0]) != bool(held[1])
            and (bool(held[0]), bool(held[1])) == (bool(group[1]), bool(group[0]))
        ):
            yield held[0] or group[0], held[1] or group[1]
            held = None
            continue
        if held is not None:
            yield held
        held = group
    if held is not None:
        yield held


def _as_spelt(word: Said) -> Said:
    return replace(word, text=_spelt(word.text))


def _settled(norwegian: Sequence[Said], english: Sequence[Said]) -> Sequence[Said]:
    """What both make of one place."""
    ours, theirs = _flat(norwegian), _flat(english)
    if not ours or not theirs:
        return [replace(word, sure=DIFFERENT) for word in norwegian or english]
    if "@" in theirs and not _is_crossed_o(norwegian, english):
        sure = _sureness(english, _ADDRESS) if _like(theirs, ours) else DIFFERENT
        whole = [Said(theirs, english[0].x0, english[-1].x1, sure)]
        return whole if len(norwegian) == 1 else [replace(word, sure=sure) for word in english]
    if not any(c.isalpha() for c in ours + theirs) and any(c.isdigit() for c in ours):
        return _number(norwegian, english)
    if _CROSS.fullmatch(ours) and _CROSS.fullmatch(theirs):
        return [replace(norwegian[0], text="x", sure=AGREED)]
    if _like(ours, theirs):
        same = ours.casefold() == theirs.casefold()
        more = english if same and (len(english) > len(norwegian) or _is_torn(norwegian, english)) else norwegian
        sure = _sureness(norwegian if any(c in "æøåÆØÅ" for c in ours) else [*norwegian, *english])
        return [replace(word, sure=sure) for word in more]
    better = norwegian if _mean(norwegian) >= _mean(english) - 0.1 or any(c in "æøåÆØÅ" for c in ours) else english
    return [replace(word, sure=DIFFERENT) for word in better]


def _is_torn(words: Sequence[Said], fewer: Sequence[Said]) -> bool:
    """Is an address in two after a dot, where the other reading saw no blank («kari. moe»)?"""
    return len(fewer) < len(words) and any(a.text.endswith(".") and b.text[:1].islower() for a, b in pairwise(words))


def _is_crossed_o(norwegian: Sequence[Said], english: Sequence[Said]) -> bool:
    """Is the @ of somebody who does not know the letter an ø («gj@r»)? One who knows it, and is sure, says so."""
    ours, theirs = _flat(norwegian), _flat(english)
    if "." in theirs.partition("@")[2] or "@" in ours:
        return False
    return _mean(norwegian) >= max(_HESITATES, _mean(english)) and _like(ours, theirs)


def _number(norwegian: Sequence[Said], english: Sequence[Said]) -> Sequence[Said]:
    """Digits: those of a long number must be the same; of a short one («1,4») also what stands between them."""
    first, second = _digits(norwegian), _digits(english)
    alike = first == second if len(first) >= _PHONE_DIGITS else _flat(norwegian).strip(".:") == _flat(english).strip(".:")
    sure = _sureness([*norwegian, *english], _DIGITS) if alike else DIFFERENT
    if not alike or len(first) < _PHONE_DIGITS:
        return [replace(word, sure=sure) for word in norwegian]
    plain = next((w for w in (norwegian, english) if re.fullmatch(r"[\d\s+()]+", _joined(w))), None)
    text = _joined(plain) if plain else re.sub(r"[^\d+]+", " ", _joined(norwegian)).strip()
    same = _joined(norwegian) if _joined(norwegian) == _joined(english) else text
    return [Said(same, norwegian[0].x0, norwegian[-1].x1, sure)]


def _digits(words: Sequence[Said]) -> str:
    return re.sub(r"\D", "", _flat(words))


def _joined(words: Sequence[Said]) -> str:
    return " ".join(word.text for word in words)


def _flat(words: Sequence[Said]) -> str:
    return "".join(word.text for word in words).translate(_DASHES).strip(_EDGES)


def _spelt(text: str) -> str:
    """No I follows a small letter or stands among small letters only, and no bar stands in a word: they are an l."""
    rest = text.replace("I", "")
    before = "a-zæøå@." if rest.islower() else "a-zæøå"
    return re.sub(rf"(?<=[{before}])[I|](?=[\w.@|]|$)", "l", text)


def _like(knowing: str, other: str) -> bool:
    """Does `other` say what `knowing` says, when whoever read it does not know the letters of `_FOREIGN`?"""
    pattern = "".join(_FOREIGN.get(c) or re.escape(c) for c in knowing.casefold().rstrip(".,;:"))
    return re.fullmatch(pattern, other.casefold().rstrip(".,;:")) is not None


def _mean(words: Sequence[Said]) -> float:
    return sum(word.sure for word in words) / len(words)


def _sureness(words: Sequence[Said], least: float = _HESITATES) -> float:
    return AGREED if min(word.sure for word in words) >= least else HESITANT


def _with_addresses_whole(words: Sequence[Said]) -> Iterator[Said]:
    """An address taken for two words because @ is wide or a dot narrow: «kari.moe @unn.example», «kari. moe@unn.example»."""
    if not words:
        return
    held = words[0]
    for before, word in pairwise(words):
        letter = (word.x1 - word.x0) / max(1, len(word.text))
        close, touching = (word.x0 - before.x1 < share * letter + most for share, most in ((0.9, 8), (0.15, 2)))
        torn = "@" in held.text and (held.text.endswith(".") or word.text.startswith("."))
        dotted = held.text == "." or (touching and held.text.endswith(".") and "@" in word.text)
        if close and (word.text.startswith("@") or held.text.endswith("@") or torn or dotted):
            held = Said(held.text + word.text, held.x0, word.x1, min(held.sure, word.sure))
        else:
            yield held
            held = word
    yield held

"""Two readings of the same line, one by somebody who knows Norwegian and one who does not: what both say is sure.

The two are Tesseract's models for Norwegian and for English, taught apart from each other. The Norwegian one knows æ, ø and å but has
hardly met an e-mail address and takes @ for a letter; the English one the other way round. Where they say the same, allowing for what
each cannot know, a wrong letter is rare; where they differ, a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

AGREED: Final = 0.98
"""How sure a word is that both read alike, and both surely."""

DIFFERENT: Final = 0.4
"""How sure a word is that they read differently, or only one of them saw."""

_UNSURE: Final = 0.9  # left of the sureness when the better informed reader hesitated
_DOUBTFUL: Final = 0.7  # left of it when that reader guessed
_HESITATES, _GUESSES = 0.8, 0.5  # Tesseract's own confidence
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


def agreed(norwegian: Sequence[Said], english: Sequence[Said]) -> list[Said]:
    """One line's words from its two readings, from left to right."""
    groups = _groups([(word, True) for word in norwegian] + [(word, False) for word in english])
    words = [word for ours, theirs in groups for word in _settled(ours, theirs)]
    return list(_with_addresses_whole(words))


def _groups(words: Sequence[tuple[Said, bool]]) -> Iterator[tuple[list[Said], list[Said]]]:
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


def _settled(norwegian: Sequence[Said], english: Sequence[Said]) -> Sequence[Said]:
    """What both make of one place."""
    ours, theirs = _flat(norwegian), _flat(english)
    if not ours or not theirs:
        return [replace(word, sure=DIFFERENT) for word in norwegian or english]
    if "@" in theirs and not _is_crossed_o(norwegian, english):
        sure = _sureness(english) if _like(theirs, ours) else DIFFERENT
        return [Said(theirs, english[0].x0, english[-1].x1, sure)]
    if not any(c.isalpha() for c in ours + theirs) and any(c.isdigit() for c in ours):
        return _number(norwegian, english)
    if _CROSS.fullmatch(ours) and _CROSS.fullmatch(theirs):
        return [replace(norwegian[0], text="x", sure=AGREED)]
    if _like(ours, theirs):
        more = english if len(english) > len(norwegian) and ours.casefold() == theirs.casefold() else norwegian
        sure = _sureness(norwegian if any(c in "æøåÆØÅ" for c in ours) else [*norwegian, *english])
        return [replace(word, sure=sure) for word in more]
    better = norwegian if _mean(norwegian) >= _mean(english) - 0.1 or any(c in "æøåÆØÅ" for c in ours) else english
    return [replace(word, sure=DIFFERENT) for word in better]


def _is_crossed_o(norwegian: Sequence[Said], english: Sequence[Said]) -> bool:
    """Is the @ of somebody who does not know the letter an ø («gj@r»)? One who knows it, and is sure, says so."""
    sure = _mean(norwegian)
    return (
        sure >= _HESITATES
        and sure >= _mean(english)
        and _like(_flat(norwegian), _flat(english))
        and "@" not in _flat(norwegian)
    )


def _number(norwegian: Sequence[Said], english: Sequence[Said]) -> Sequence[Said]:
    """Digits: those of a long number must be the same; of a short one («1,4») also what stands between them."""
    first, second = _digits(norwegian), _digits(english)
    alike = first == second if len(first) >= _PHONE_DIGITS else _flat(norwegian).strip(".:") == _flat(english).strip(".:")
    sure = _sureness([*norwegian, *english]) if alike else DIFFERENT
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


def _like(knowing: str, other: str) -> bool:
    """Does `other` say what `knowing` says, when whoever read it does not know the letters of `_FOREIGN`?"""
    pattern = "".join(_FOREIGN.get(c) or re.escape(c) for c in knowing.casefold().rstrip(".,;:"))
    return re.fullmatch(pattern, other.casefold().rstrip(".,;:")) is not None


def _mean(words: Sequence[Said]) -> float:
    return sum(word.sure for word in words) / len(words)


def _sureness(words: Sequence[Said]) -> float:
    least = min(word.sure for word in words)
    if least >= _HESITATES:
        return AGREED
    return AGREED * (_UNSURE if least >= _GUESSES else _DOUBTFUL)


def _with_addresses_whole(words: Sequence[Said]) -> Iterator[Said]:
    """An address that was taken for two words because @ is wide: «kari.moe @unn.example»."""
    if not words:
        return
    held = words[0]
    for before, word in pairwise(words):
        close = word.x0 - before.x1 < 0.9 * (word.x1 - word.x0) / max(1, len(word.text)) + 8
        if close and (word.text.startswith("@") or held.text.endswith("@")):
            held = Said(held.text + word.text, held.x0, word.x1, min(held.sure, word.sure))
        else:
            yield held
            held = word
    yield held

"""Lines that one reading is enough for, when it is sure: the form's own words, and running text.

A letter read wrongly in «Etternavn» or «sykepleier» makes a word that nobody knows; and in a line of small letters alone there
is no name, no address and no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.intake.agreement import Said

SURE: Final = 0.88
"""Tesseract's own confidence in each word, from which on its Norwegian model is right in running text."""

_LEAST: Final = 5  # words of running text
_EDGES: Final = ".,:;?!()«»"
_WORD: Final = re.compile(r"[a-zæøåé]+(?:-[a-zæøå]+)*|[–-]?")


def is_read(words: Sequence[Said]) -> bool:
    """Is the line read, by the reading that gave `words`?"""
    if not words or min(word.sure for word in words) < SURE:
        return False
    return is_running_text([word.text.strip(_EDGES) for word in words]) or is_the_forms_own(" ".join(w.text for w in words))


def is_running_text(words: Sequence[str]) -> bool:
    """Several words in small letters, the first of which may begin with a capital."""
    first = words[0][:1].lower() + words[0][1:]
    return len(words) >= _LEAST and all(_WORD.fullmatch(word) for word in (first, *words[1:]))


def is_the_forms_own(line: str) -> bool:
    """A label, or a word for a profession or a role: known, and without digits, which are as easily taken for other digits."""
    if any(c.isdigit() for c in line):
        return False
    said = fold(line.strip(_EDGES + " *"))
    vocabulary = load_vocabulary()
    return said in _labels() or vocabulary.profession(said) is not None or vocabulary.role(said) is not None


@cache
def _labels() -> frozenset[str]:
    words = [words for s in REGISTRATION.sections for words in (s.title.nb, s.title.nn, *s.also)]
    for field in (field for section in REGISTRATION.sections for field in section.fields):
        words += [field.label.nb, field.label.nn, *((field.short.nb, field.short.nn) if field.short else ()), *field.also]
    return frozenset(fold(word.strip(_EDGES + " *")) for word in words)

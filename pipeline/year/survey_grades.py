"""Grades as survey tools export them: «4», «4 – i stor grad», «I stor grad», «4 av 5». What is not certain is no grade."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.form.year_forms import AGREEMENT

NO_ANSWER: Final = frozenset(
    fold(words)
    for words in (
        "",
        "-",
        "–",
        "vet ikke",
        "veit ikkje",
        "ikke relevant",
        "ikkje relevant",
        "ikke aktuelt",
        "ikkje aktuelt",
        "ønsker ikke å svare",
        "ønskjer ikkje å svare",
        "ikke besvart",
        "ubesvart",
        "ingen svar",
        "n/a",
        "na",
        "don't know",
    )
)
"""What people choose when they do not answer."""

YES: Final = frozenset({"ja", "x", "1", "true", "sann", "yes", "☒", "✓", "✔", "checked", "avkrysset", "valgt"})
NO: Final = frozenset({"nei", "0", "false", "usann", "no", "☐", "unchecked", "ikke avkrysset", "ikke valgt", ""})

_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:[.,]0+)?)(?:\s*(?:/|av|of)\s*(?P<of>\d+))?(?:\s*[-–—.:=)]?\s*(?P<words>[^\W\d_].*))?$"
)

_FIRST = re.compile(r"\w+")
_NUMBERED: Final = re.compile(r"^-?\d{1,9}(?:[.,]\d{1,9})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Five degrees in words, folded, the least first; each may be said in several ways. `ends` are the words for 1 and 5."""

    degrees: Mapping[str, int]
    ends: tuple[str, str] = ("", "")

    def grade(self, text: str) -> int | None:
        """The grade that `text` says; None when it is none."""
        folded = fold(text)
        if folded in self.degrees:
            return self.degrees[folded]
        found = _NUMBER.match(" ".join(text.split()))
        if not found or (found["of"] or "5") != "5":
            return None
        number = int(float(found["number"].replace(",", ".")))
        said = self.degrees.get(fold(found["words"])) if found["words"] else number
        return number if said == number and number in _GRADES else None


_GRADES: Final = range(1, 6)


def is_number(text: str) -> bool:
    """Is it a number alone?"""
    return bool(_NUMBERED.match(text.strip()))


@cache
def agreement() -> Scale:
    """The scale of the forms («i stor grad»)."""
    return Scale(degrees={word: int(choice.value) for choice in AGREEMENT for word in _said(choice.label.nb, choice.label.nn)})


def _said(*labels: str) -> set[str]:
    """Each label with and without its number."""
    return {fold(part) for label in labels for part in (label, label.partition("–")[2])}


def _scale(*degrees: str) -> Scale:
    split = [one.split("|") for one in degrees]
    words = {fold(word): grade for grade, ways in enumerate(split, start=1) for word in ways}
    return Scale(degrees=words, ends=(split[0][0], split[-1][0]))


NUMBERS: Final = Scale(degrees={})
OTHER_SCALES: Final = (
    _scale(
        "i svært liten grad|ikke i det hele tatt|ikkje i det heile",
        "i liten grad",
        "i noen grad|i nokon grad|verken eller",
        "i stor grad",
        "i svært stor grad|i særs stor grad",
    ),
    _scale(
        "helt uenig|heilt ueinig|svært uenig",
        "delvis uenig|litt uenig|noe uenig|uenig|delvis ueinig|ueinig",
        "verken enig eller uenig|nøytral|verken eller|hverken eller|korkje eller",
        "delvis enig|litt enig|noe enig|enig|delvis einig|einig",
        "helt enig|heilt einig|svært enig",
    ),
    _scale(
        "svært misfornøyd",
        "misfornøyd|litt misfornøyd",
        "verken fornøyd eller misfornøyd|nøytral|verken eller|hverken eller|middels",
        "fornøyd|litt fornøyd|nøgd",
        "svært fornøyd|særs nøgd",
    ),
    _scale(
        "svært dårlig|svært dårleg",
        "dårlig|dårleg",
        "middels|verken eller|ok",
        "bra|god|godt",
        "svært bra|svært god|svært godt",
    ),
)
"""Scales that people use for questions of their own."""


def tick(text: str, label: str = "") -> bool | None:
    """Yes or no; a box that says its own label is ticked. None when it is neither."""
    folded = fold(text)
    if folded in YES or (label and folded.rstrip(" .;") == fold(label).rstrip(" .")):
        return True
    first = _FIRST.match(folded)
    if folded in NO or (first and first[0] == "nei"):
        return False
    return True if first and first[0] == "ja" else None

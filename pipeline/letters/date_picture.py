"""Word's date pictures («d. MMMM yyyy») in the language of the letter, never in that of the machine."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from babel.dates import format_date

# Word's letters for a day, a month and a year, and what Unicode's CLDR writes for the same.
_LETTERS = {
    "d": "d",
    "dd": "dd",
    "ddd": "EEE",
    "dddd": "EEEE",
    "M": "M",
    "MM": "MM",
    "MMM": "MMM",
    "MMMM": "MMMM",
    "yy": "yy",
    "yyyy": "yyyy",
}
_PIECE = re.compile(r"'(?P<quoted>[^']*)'|(?P<letters>([^\W\d_])\3*)|(?P<other>.)", re.DOTALL)


def picture_fault(picture: str) -> str:
    """The first piece of `picture` that no day can be written with («HH», «åååå»); empty when there is none."""
    return next((piece for piece in _letters(picture) if piece not in _LETTERS), "")


def in_picture(day: dt.date, picture: str, language: str) -> str:
    """«5. mai 2025» for the picture «d. MMMM yyyy»; `language` is "nb" or "nn".

    Raises:
        ValueError: the picture asks for something else than day, month and year.
    """
    if wrong := picture_fault(picture):
        raise ValueError(wrong)
    return format_date(day, _pattern(picture), locale=language)


def _letters(picture: str) -> Iterator[str]:
    for found in _PIECE.finditer(picture):
        if found["letters"]:
            yield _canonical(found["letters"])


def _canonical(letters: str) -> str:
    """Word takes «D» and «Y» for «d» and «y»; «m» would be minutes."""
    return letters.lower() if letters[0] in "DY" else letters


@lru_cache(maxsize=256)
def _pattern(picture: str) -> str:
    """The picture as CLDR writes it: everything that is no day, month or year stands in quotes."""
    pieces = ((found["letters"], found["quoted"] or found["other"] or "") for found in _PIECE.finditer(picture))
    return "".join(
        _quoted("".join(other for _, other in group))
        if is_words
        else "".join(_LETTERS[_canonical(letters)] for letters, _ in group)
        for is_words, group in groupby(pieces, key=lambda piece: not piece[0])
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if text else ""

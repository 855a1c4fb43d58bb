r"""The forms in which a template prints a value, beside the value itself: capitals, a date in words, words around it.

Jinja has them as filters, and Word's switches (`\* Upper`, `\@`, `\b`, `\f`) become such filters. The proof asks for the
same forms when it looks for the value in the finished letter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context as Values

from pipeline.letters.date_picture import in_picture

Step = tuple[str, tuple[str, ...]]
Form = tuple[Step, ...]
"""The filters that a value goes through, first to last, each with its arguments; none for the value as it is."""

DATED: Final = "date_picture"
AROUND: Final = "around"
_WORD_START = re.compile(r"(?:^|(?<=\s))\S")


def first_cap(text: str) -> str:
    r"""«Til orientering»: Word's `\* FirstCap`. Nothing but the first letter changes."""
    return text[:1].upper() + text[1:]


def caps(text: str) -> str:
    r"""«Til Orientering»: Word's `\* Caps`. Nothing but the first letter of each word changes."""
    return _WORD_START.sub(lambda found: found.group().upper(), text)


CASES: Final[Mapping[str, Callable[[str], str]]] = {
    "upper": str.upper,
    "lower": str.lower,
    "capitalize": str.capitalize,
    "trim": str.strip,
    "first_cap": first_cap,
    "caps": caps,
}
"""Filters that change how a text is written, and nothing of what it says. The first four are Jinja's own."""


def around(text: str, before: str = "", after: str = "") -> str:
    r"""`text` with words before and after it; nothing at all when it is empty: Word's `\b` and `\f`."""
    return f"{before}{text}{after}" if text else ""


@pass_context
def date_picture(values: Values, day: dt.date, picture: str) -> str:
    r"""The day as Word's picture says, in the letter's language: Word's `\@`."""
    return in_picture(day, picture, values["properties"].language)


FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "first_cap": first_cap,
    "caps": caps,
    AROUND: around,
    DATED: date_picture,
}


def in_form(value: Any, form: Form, language: str) -> str:
    """`value` as a template prints it in `form`; words around it are left out."""
    for name, arguments in form:
        value = in_picture(value, arguments[0], language) if name == DATED else CASES[name](value)
    return str(value)

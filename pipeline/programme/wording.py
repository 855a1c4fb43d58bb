"""How the field writes dates, clock times, amounts, phone numbers and lists (domain §6), in bokmål and nynorsk.

Everything is pure and independent of the process's locale: the language is an argument, "nb" or "nn".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import phonenumbers
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

HARD_SPACE = "\u00a0"
HOME_COUNTRY = "NO"
_HOME_CODE = 47


def long_date(day: dt.date, language: str = "nb", *, year: bool = True) -> str:
    """«5. juni 2014», or «5. juni» without the year."""
    return format_date(day, "d. MMMM y" if year else "d. MMMM", locale=language)


def short_date(day: dt.date) -> str:
    """«05.06.2014»: the same in both målformer, two digits for day and month."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def date_range(first: dt.date, last: dt.date, language: str = "nb", *, year: bool = False) -> str:
    """«10.–11. september»; «30. september–1. oktober» over a month's end; one day alone as `long_date`.

    With `year` the year follows. Over New Year both years are always written.
    """
    if first == last:
        return long_date(first, language, year=year)
    if first.year != last.year:
        return f"{long_date(first, language)}–{long_date(last, language)}"
    end = long_date(last, language, year=year)
    if first.month == last.month:
        return f"{first.day}.–{end}"
    return f"{long_date(first, language, year=False)}–{end}"


def weekday(day: dt.date, language: str = "nb") -> str:
    """«torsdag»; «måndag», «tysdag» and «laurdag» in nynorsk."""
    return format_date(day, "EEEE", locale=language)


def month(day: dt.date, language: str = "nb") -> str:
    """«juni»."""
    return format_date(day, "MMMM", locale=language)


def week(number: int, language: str = "nb") -> str:
    """«uke 37», «veke 37»."""
    return f"{'veke' if language == 'nn' else 'uke'} {number}"


def clock(time: dt.time) -> str:
    """«kl. 13.00»."""
    return f"kl. {time.hour:02}.{time.minute:02}"


def clock_range(start: dt.time, end: dt.time) -> str:
    """«kl. 13.00–14.00»."""
    return f"{clock(start)}–{end.hour:02}.{end.minute:02}"


def amount(kroner: int) -> str:
    """«25 000 kr», with hard spaces so that a line never breaks within it."""
    return f"{format_decimal(kroner, locale='nb')}{HARD_SPACE}kr"


@lru_cache(maxsize=1 << 12)
def number(value: float, language: str = "nb", *, digits: int = 2) -> str:
    """«4,25», «1 250»: with at most so many digits after the comma, and none that is not needed."""
    return format_decimal(round(value, digits), locale=language)


def phone_in_words(number: str) -> str:
    """A phone number as it is written in a letter: «91 69 39 10» for a Norwegian one, «+46 70 123 45 67» for others.

    `number` is E.164 («+4791693910»). What is no phone number is given back as it is, never dropped.
    """
    try:
        parsed = phonenumbers.parse(number, HOME_COUNTRY)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return number
    home = parsed.country_code == _HOME_CODE
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def join_words(words: Sequence[str], language: str = "nb") -> str:
    """«a, b og c»; one word alone; nothing for no words."""
    return format_list(words, locale=language) if words else ""

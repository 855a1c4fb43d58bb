"""From words as written to the answers of a form of the year, by what its field takes.

What is understood stands in one way (a choice by its value, a day as ISO 8601, a number with a decimal point); what is not
stands as it was written and is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from pipeline.form.definition import Choice, Field, Kind
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED, UNTICKED, clean
from pipeline.recognise.convert import Converted, to_date, to_written, to_yes_no

_NUMBER: Final = re.compile(r"([-−–]?\d+(?:[ \u00a0\u202f]\d{3})*)(?:([.,])(\d+))?\s*(\D{0,24})", re.DOTALL)
_THOUSANDS: Final = 3
_LEADING: Final = re.compile(r"(?:trinn|nivå|steg|skår|score|karakter|poeng|verdi)\s*[:=]?\s*", re.IGNORECASE)
_SCORE: Final = re.compile(r"(\d+(?:[.,]\d+)?)(?![\d.,])\s*(?:poeng|p)?\s*(?:(?:av|/|of)\s*(\d+(?:[.,]\d+)?))?", re.IGNORECASE)
_BOXES: Final = re.compile(f"([{TICKED}{UNTICKED}])")
_JOINING: Final = " \t\u00a0–—-:.,;()"


def answer_of(field: Field, text: str) -> Converted[str]:
    """What `text` says for `field`; nothing when it is blank."""
    written = to_written(text).value
    if written is None:
        return Converted(None)
    if field.kind is Kind.CHOICE:
        return _choice(field, written)
    if field.kind is Kind.TICK:
        said = to_yes_no(clean(written)).value
        return Converted(written, certain=False) if said is None else Converted("yes" if said else "no")
    if field.kind is Kind.DATE:
        day = to_date(clean(written))
        return Converted(day.value.isoformat(), certain=day.certain) if day.value else Converted(written, certain=False)
    if field.kind is Kind.DECIMAL:
        number, unit = number_in(written)
        return Converted(written, certain=False) if number is None or unit else Converted(number)
    return Converted(written)


def number_in(text: str) -> tuple[str | None, str]:
    """The number that `text` is, with a decimal point, and the unit behind it («12,5 %»); None when it is not just one."""
    match = _NUMBER.fullmatch(clean(text))
    if match is None:
        return None, ""
    whole, mark, decimals, unit = match.groups()
    whole = re.sub(r"[ \u00a0\u202f]", "", whole).replace("−", "-").replace("–", "-")
    thousands = mark == "." and len(decimals) == _THOUSANDS and whole.lstrip("-") != "0"  # «1.200»: nobody can tell
    if thousands or not _is_unit(unit):
        return None, ""
    return (f"{whole}.{decimals}" if decimals else whole), " ".join(unit.split())


def _is_unit(text: str) -> bool:
    """Nothing, «%», or a word or two."""
    words = text.split()
    return len(words) < 3 and all(word.strip(".") == "%" or word.strip(".").isalpha() for word in words)  # noqa: PLR2004 - «per uke»


def _choice(field: Field, written: str) -> Converted[str]:
    said = " ".join(_ticked(written).split())
    found = {choice.value for choice in field.choices if _is_meant(choice, said)}
    if len(found) != 1:
        found = set(_by_number(field, said))
    return Converted(found.pop()) if len(found) == 1 else Converted(written, certain=False)


def _ticked(text: str) -> str:
    """Of choices with boxes the one that is ticked; the text itself where there are no boxes, or more than one is."""
    pieces = _BOXES.split(text)
    if pieces.count(TICKED) != 1 or pieces[0].strip():
        return text
    return pieces[pieces.index(TICKED) + 1]


def _is_meant(choice: Choice, said: str) -> bool:
    """Is it the choice's value or its words, in either målform, with its number or without?"""
    flat = fold(said.strip(_JOINING))
    words = {fold(text) for label in (choice.label.nb, choice.label.nn) for text in (label, _words_of(label))}
    return bool(flat) and flat in words | {choice.value.casefold()}


def _words_of(label: str) -> str:
    """«3,5 – forbedring»: «forbedring». Empty when it is a number alone."""
    return _SCORE.sub("", label, count=1).strip(_JOINING) if _SCORE.match(label) else ""


def _by_number(field: Field, said: str) -> Iterator[str]:
    """The choice whose number stands first («trinn 3,5», «3.5 – forbedring», «2 av 3»), if nothing beside it says another."""
    match = _SCORE.match(_LEADING.sub("", said, count=1) if _LEADING.match(said) else said)
    values = {_decimal(choice.value): choice for choice in field.choices}
    if (
        match is None
        or None in values
        or (match[2] and _decimal(match[2]) != max(value for value in values if value is not None))
    ):
        return
    rest = fold(match.string[match.end() :].strip(_JOINING))
    choice = values.get(_decimal(match[1]))
    if choice is not None and (not rest or _agrees(rest, choice)):
        yield choice.value


def _agrees(rest: str, choice: Choice) -> bool:
    """Are they the choice's own words, or some of them from the beginning?"""
    return any(
        own and (own.startswith(rest) or rest == own) for own in map(fold, map(_words_of, (choice.label.nb, choice.label.nn)))
    )


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None

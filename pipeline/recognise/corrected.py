"""A person's words for one value: what the register shows in a cell, and what it takes from one.

The conversions are those of reading. But what a person writes on purpose is taken as it stands: a word in the wrong form is
kept whole (the rules then say what is wrong with it), and what cannot be a value at all is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.form.definition import Field, Kind
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.i18n import Message, msg
from pipeline.intake.national_id import mask
from pipeline.model import Role
from pipeline.programme.wording import phone_in_words
from pipeline.recognise.convert import to_text
from pipeline.recognise.occupations import to_occupation
from pipeline.recognise.settle import CONVERSIONS

YES, NO = "ja", "nei"
_NOTHING: Final = " \t\n\u00a0.…_-–—"
_NUMBER: Final = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What words mean: the value (None: nothing stands there any more), or why they cannot be one (`refused`)."""

    value: object = None
    refused: Message | None = None


EXPECTED: Final[Mapping[str, Message]] = {
    "priority": msg("Write a whole number from 1."),
    "signed_date": msg("Write a date, such as 28.04.2025."),
    "role": msg("Write leder, tillitsvalgt or medarbeider."),
    "language": msg("Write bokmål or nynorsk."),
}
YES_OR_NO: Final = msg("Write ja or nei, or leave it empty.")


def field_at(path: str) -> Field | None:
    """The form's field at `path` («members[2].role»); None when the form has none there."""
    return _fields().get(_NUMBER.sub("[{i}]", path))


def from_words(path: str, text: str) -> Understood:
    """What `text` means at `path`; empty, blanks and a dash take the value away."""
    asked = field_at(path)
    if not text.strip(_NOTHING):
        return Understood()
    if asked is None:
        return Understood(refused=msg("The register has no such field."))
    return _converted(asked, path.rsplit(".", 1)[-1], text)


def in_words(path: str, value: object) -> str:
    """`value` at `path` as the register shows it: «ja», «tillitsvalgt», «91 69 39 10», «28.04.2025»; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    asked = field_at(path)
    if asked is not None and asked.kind is Kind.PHONE:
        return phone_in_words(str(value))
    labels = {choice.value: choice.label.nb for choice in asked.choices} if asked else {}
    plain = str(value.value) if isinstance(value, Role) else str(value)
    return labels.get(plain, plain)


def in_outside_words(path: str, value: object) -> str:
    """`in_words` as they may leave the house: identity numbers masked, no union's name."""
    return mask(load_vocabulary().hide_unions(in_words(path, value)))


def _converted(asked: Field, attribute: str, text: str) -> Understood:
    if attribute == "language":
        return _one_of(asked, text)
    if attribute == "profession":
        said = to_occupation(text)
        return Understood(value=said.profession if said.certain and said.profession and not said.title else _whole(text))
    converted = CONVERSIONS.get(attribute, to_text)(text)
    if converted.value is not None and converted.certain:
        return Understood(value=converted.value)
    if attribute in EXPECTED or asked.kind in {Kind.TICK, Kind.CHOICE}:
        return Understood(refused=EXPECTED.get(attribute, YES_OR_NO))
    return Understood(value=_whole(text))


def _one_of(asked: Field, text: str) -> Understood:
    chosen = next(
        (c.value for c in asked.choices if fold(text) in {fold(c.label.nb), fold(c.label.nn), fold(c.value)}),
        None,
    )
    return Understood(value=chosen) if chosen else Understood(refused=EXPECTED[asked.path])


def _whole(text: str) -> str:
    """The words, in one line."""
    return " ".join(text.split())


@cache
def _fields() -> Mapping[str, Field]:
    return {field.path: field for section in REGISTRATION.sections for field in section.fields}

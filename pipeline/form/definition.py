"""What a form is: sections of fields with keys, labels in both målformer, kinds and choices.

One definition gives the blank forms (docx, pdf, xlsx), the labels that reading looks for, and the help texts. The forms of
the year (status report, self-evaluation, …) are further `FormDefinition` values over the same types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a field takes. A NUMBER is a whole one from 1, a DECIMAL any."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DECIMAL = "decimal"
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in bokmål and nynorsk."""

    nb: str
    nn: str

    def __getitem__(self, language: str) -> str:
        """The text in `language` ("nb" or "nn")."""
        return self.nn if language == "nn" else self.nb


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a CHOICE: what the register calls it, and what the form says."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing the form asks for.

    `key` is the contract's («member_{n}_name» in a repeated section); `path` is where its value stands in a registration
    («members[{i}].name», i = n - 1). `also` are labels that others use for the same thing, folded when matched.
    """

    key: str
    path: str
    kind: Kind
    label: Words
    help: Words | None = None
    choices: tuple[Choice, ...] = ()
    also: tuple[str, ...] = ()
    required: bool = False
    short: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of fields; `rows` > 0 makes it a table with that many blank rows, keys and paths counted.

    `row_name` is what one row is called where its number is shown («Deltaker 3»).
    """

    key: str
    title: Words
    fields: tuple[Field, ...]
    intro: Words | None = None
    rows: int = 0
    also: tuple[str, ...] = ()
    row_name: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """A whole form. `id` and `version` are carried by every blank made from it; `also` are titles that others give it.

    `room` is how many lines a long answer has at least.
    """

    id: str
    version: int
    title: Words
    intro: Words
    sections: tuple[Section, ...]
    file_stem: Words
    also: tuple[str, ...] = ()
    room: int = 5

    def fields(self) -> Iterator[tuple[str, str, Field]]:
        """Every field of the blank form as (key, path, field), the repeated ones counted out."""
        for section in self.sections:
            if not section.rows:
                yield from ((f.key, f.path, f) for f in section.fields)
            for n in range(1, section.rows + 1):
                yield from ((f.key.format(n=n), f.path.format(i=n - 1), f) for f in section.fields)

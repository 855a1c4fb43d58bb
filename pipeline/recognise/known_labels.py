"""Labels that are known for certain: the words of the form definition, each with the field or section that it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from pipeline.form.definition import Field, Kind, Section, Words
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold
from pipeline.model import Role

EXACT: Final = 0.98
PARTS: Final = 0.95
TELLING: Final = 0.9
NEARLY: Final = 0.86
TORN: Final = 0.7


class Asks(Enum):
    """What sort of thing a label is."""

    FIELD = "field"
    SECTION = "section"
    ROLE = "role"
    PERSON_NUMBER = "person_number"
    MIXED = "mixed"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A known label. `section` is the form section's key; `number` the «3» of «Deltaker 3 – navn»."""

    asks: Asks
    section: str
    field: Field | None = None
    role: Role | None = None
    number: int | None = None
    score: float = EXACT

    @property
    def attribute(self) -> str:
        """The last part of the field's path: «email» of «members[{i}].email»."""
        return self.field.path.rsplit(".", 1)[-1] if self.field else ""


PEOPLE_SECTIONS: Final = ("members", "adviser", "contact")
SECTIONS: Final = {section.key: section for section in REGISTRATION.sections}
PARENTHESIS: Final = re.compile(r"\([^)]*\)")
FILLER: Final = re.compile(r"\b(?:for|til|på|av|sin|sitt|si|hos|i|the|of|for the|nr|oppgi|skriv inn|fyll inn)\b")


@cache
def known_fields() -> dict[str, list[tuple[Section, Field]]]:
    """The fields that each known wording, folded, may ask for."""
    index: dict[str, list[tuple[Section, Field]]] = {}
    shared = {f.path.rsplit(".", 1)[-1]: f.also for f in SECTIONS["members"].fields}
    for section in REGISTRATION.sections:
        for field in (*section.fields, *(_NAME_PARTS if section.key == "members" else ())):
            own = (field.label.nb, field.label.nn, *((field.short.nb, field.short.nn) if field.short else ()), *field.also)
            if section.key in {"adviser", "contact"}:
                own = (*own, *shared.get(field.path.rsplit(".", 1)[-1], ()))
            for words in own:
                for form in {fold(words), fold(PARENTHESIS.sub(" ", words))}:
                    entry = index.setdefault(form, [])
                    if (section, field) not in entry:
                        entry.append((section, field))
    return index


_NAME_PARTS: Final = (
    Field(
        key="given_name",
        path="given_name",
        kind=Kind.TEXT,
        label=Words("Fornavn", "Førenamn"),
        also=("first name", "given name", "fornamn"),
    ),
    Field(
        key="family_name",
        path="family_name",
        kind=Kind.TEXT,
        label=Words("Etternavn", "Etternamn"),
        also=("last name", "surname", "family name"),
    ),
)


@cache
def titles() -> dict[str, Section]:
    """The section that each known heading, folded, opens."""
    return {fold(words): s for s in REGISTRATION.sections for words in (s.title.nb, s.title.nn, *s.also)}


def exact(folded: str, context: str) -> Label | None:
    """The label that `folded` is as a whole, in the section `context` when that decides."""
    found = known_fields().get(folded, [])
    if folded in titles() and (not found or titles()[folded].key in PEOPLE_SECTIONS):
        return Label(asks=Asks.SECTION, section=titles()[folded].key)
    here = next(((s, f) for s, f in found if s.key == context), None)
    if here is None and found:
        alone = {s.key for s, _ in found}
        here = found[0] if len(alone) == 1 else next(((s, f) for s, f in found if s.key in {"project", "members"}), found[0])
        if len(alone) > 1 and "project" not in alone:
            return Label(asks=Asks.FIELD, section="", field=here[1], score=TORN)
    return Label(asks=Asks.FIELD, section=here[0].key, field=here[1]) if here else None


def within(section: str, folded: str) -> Field | None:
    """The field of `section` that the rest of a composed label names."""
    rest = " ".join(FILLER.sub(" ", folded).split())
    for form in (folded, rest):
        found = next((f for s, f in known_fields().get(form, []) if s.key == section), None)
        if found is not None:
            return found
    said = [{f.key: f for s, f in known_fields().get(word, []) if s.key == section} for word in rest.split()]
    same = set.intersection(*map(set, said)) if said else set[str]()
    return said[0][same.pop()] if len(same) == 1 else None


@cache
def by_key() -> dict[str, tuple[Section, Field]]:
    """Section and field of each key of the form."""
    return {f.key: (s, f) for s in REGISTRATION.sections for f in s.fields}

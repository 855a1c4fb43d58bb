"""Are two people on the forms the same person? By name and e-mail address, as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.form.vocabulary import fold
from pipeline.model import Adviser, Member

_ROLE = re.compile(
    r"\b(?:\w*tillits(?:val[gd]|kvinne|mann|rep)\w*|leder|leiar|medarbeid\w+|\w*verneombud\w*|klubble\w+|nsf|delta|fagforbundet)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[(),;:/|]|\s[–—-]+\s|\[|\]")


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is: the words of the name, folded («Nordmann, Kari» is Kari Nordmann), and the e-mail address."""

    names: frozenset[str]
    email: str

    @classmethod
    def of(cls, person: Member | Adviser) -> Person:
        """The person that a member or adviser is."""
        return cls(names_in(person.name or ""), (person.email or "").strip().casefold())


@lru_cache(maxsize=16_384)
def names_in(name: str) -> frozenset[str]:
    """The words of a name, folded."""
    return frozenset(re.findall(r"\w+", fold(name)))


def tells_a_role(name: str) -> bool:
    """Does what stands as a name hold the words of a role as well («Kari Nordmann (tillitsvalgt NSF)»)?"""
    return bool(_ROLE.search(name))


@lru_cache(maxsize=16_384)
def without_role(name: str) -> str:
    """A name for badges and lists: without the parts, or else the words, that tell of a role. Empty when nothing is left."""
    if not tells_a_role(name):
        return name
    parts = [part.strip() for part in _PARTS.split(name)]
    left = " ".join(part for part in parts if part and not tells_a_role(part))
    return left or " ".join(_ROLE.sub(" ", parts[0]).split())


def same_person(one: Person, other: Person) -> bool:
    """Within one team: the same name, or the same address and a name in common (or none).

    A shared mailbox makes nobody the same person: two whole names with nothing in common are two people.
    """
    if one.names and one.names == other.names:
        return True
    if not one.email or one.email != other.email:
        return False
    return not (one.names and other.names) or bool(one.names & other.names)


def same_person_elsewhere(one: Person, other: Person) -> bool:
    """Between teams, where two people may have one name: two addresses are then two people."""
    return same_person(one, other) and not (one.email and other.email and one.email != other.email)

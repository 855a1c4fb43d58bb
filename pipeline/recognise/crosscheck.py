"""What one person's values say of each other, on a page whose letters were guessed: a name and an address that all but agree.

«Espen Dahi» with espen.dahl@…: one of the two was misread, by both readings, and surely. Which one, a person must see. An
address that has nothing to do with the name says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import Levenshtein

from pipeline.model import Adviser, Contact, Member, Values
from pipeline.recognise.settle import Work

_SPELT: Final = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "á": "a", "é": "e", "ö": "o", "ä": "a", "ü": "u", "č": "c", "đ": "d"}
)
_SPELT_OUT: Final = str.maketrans({"ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "ue"})
_LEAST: Final = 3  # letters of a part: shorter ones are initials
_SLIPS: Final = 2  # letters that a reader may take for others in one part


def put_up_misreadings(work: Work, values: Values) -> None:
    """Put up for review what was read from a picture and is all but the same as what it should agree with."""
    for path, name, address in _people(values):
        if _was_guessed(work, f"{path}.email") and (_slips_from(name, address) or _strays(address, values)):
            _doubt(work, f"{path}.email", *((f"{path}.name",) if _slips_from(name, address) else ()))


def _people(values: Values) -> Iterator[tuple[str, str, str]]:
    people: list[tuple[str, Adviser | Contact | Member]] = [("adviser", values.adviser), ("contact", values.contact)]
    people += [(f"members[{i}]", member) for i, member in enumerate(values.members)]
    yield from ((path, person.name or "", person.email) for path, person in people if person.email)


def _was_guessed(work: Work, path: str) -> bool:
    return path in work.provenance and work.provenance[path].method == "ocr"


def _doubt(work: Work, *paths: str) -> None:
    for path in paths:
        if path in work.provenance:
            work.provenance[path] = replace(work.provenance[path], needs_review=True)
        if path.startswith("members") and path.endswith(".name"):
            work.provenance.setdefault("members", work.provenance[path])


def _slips_from(name: str, address: str) -> bool:
    """Is a part of the address a letter or two away from a part of the name, and none of its parts?"""
    parts = re.split(r"[._-]", address.partition("@")[0].casefold())
    names = [w for table in (_SPELT, _SPELT_OUT) for w in re.split(r"[\s.'-]+", name.casefold().translate(table)) if w]
    return any(len(p) >= _LEAST and p not in names and any(_is_slip(p, n) for n in names) for p in parts)


def _is_slip(part: str, name: str) -> bool:
    most = _SLIPS if min(len(part), len(name)) > 2 * _SLIPS else 1
    return len(name) >= _LEAST and 0 < Levenshtein.distance(part, name, score_cutoff=most) <= most


def _strays(address: str, values: Values) -> bool:
    """Is the address's domain one letter away from another one on the form?"""
    domain = address.partition("@")[2].casefold()
    others = {other.partition("@")[2].casefold() for _, _, other in _people(values)} - {domain}
    return any(Levenshtein.distance(domain, other, score_cutoff=1) == 1 for other in others)

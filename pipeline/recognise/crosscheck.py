"""What one person's values say of each other, on a page whose letters were guessed: a name and an address that all but agree.

«Espen Dahi» with espen.dahl@…: one of the two was misread, by both readings, and surely. Which one, a person must see. An
address that has nothing to do with the name is borne out by nothing, and letters that look alike (rn and m, l and I, O and 0)
stand in nearly all of them: a person must see it too. And a value that
holds another field's question has swallowed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from unicodedata import combining, normalize

from rapidfuzz.distance import Levenshtein

from pipeline.intake.marks import UNREAD
from pipeline.model import Adviser, Contact, Member, Values
from pipeline.recognise.draft import Draft
from pipeline.recognise.labels import find_label
from pipeline.recognise.settle import CHALLENGES, Work

_BARRED: Final = {"æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ß": "ss"}
_SPELT: Final = str.maketrans({**_BARRED, "ø": "o"})
_SPELT_OUT: Final = str.maketrans({**_BARRED, "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "ue"})
_CHALLENGES: Final = frozenset(f"challenges.{challenge}" for challenge in CHALLENGES)
_SHORT: Final = ("trust", "unit", "title")
_QUESTION: Final = (3, 9)  # words of a question that may hide in a value
_LEAST: Final = 3  # letters of a part: shorter ones are initials
_SLIPS: Final = 2  # letters that a reader may take for others in one part


def put_up_misreadings(work: Work, values: Values) -> None:
    """Put up for review what was read from a picture, and nothing bears out or all but agrees; also ticks without a box."""
    if any(note.method == "ocr" for note in work.provenance.values()) and any(_lack_a_box(work.draft)):
        work.doubt("challenges")
    for path in _SHORT:
        if _was_guessed(work, path) and _holds_another_question(getattr(values, path) or "", path):
            _doubt(work, path)
    for path, name, address in _people(values):
        if not _was_guessed(work, f"{path}.email") or (_is_made_of(name, address) and not _strays(address, values)):
            continue
        _doubt(work, f"{path}.email", *((f"{path}.name",) if _slips_from(name, address) else ()))


def _lack_a_box(draft: Draft) -> Iterator[bool]:
    """For each challenge that the form names, whether it was read without any box: its ink was taken for something else."""
    for written in draft.written:
        for line in written.text.split("\n"):
            label = find_label(line.strip(f"{UNREAD} \t-"))
            if label is not None and label.field is not None and label.field.path in _CHALLENGES:
                yield label.field.path not in draft.fields


def _holds_another_question(text: str, path: str) -> bool:
    """Does the value of `path` hold the label of another field: a line taken for the end of the one above it?"""
    words = text.split()
    runs = (words[i:end] for i in range(len(words)) for end in range(i + _QUESTION[0], min(len(words), i + _QUESTION[1]) + 1))
    labels = (find_label(" ".join(run)) for run in runs if run[0][:1].isupper())
    return any(label is not None and label.field is not None and label.field.path != path for label in labels)


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


def _is_made_of(name: str, address: str) -> bool:
    """Do words of the name, or their beginnings, make up the address, each at most once («sopemo» of Sølvi Persen Moe)?"""
    said = re.sub(r"[._-]", "", address.partition("@")[0].casefold())
    return any(_begins(said, frozenset(enumerate(_words(name, table)))) for table in (_SPELT, _SPELT_OUT))


def _begins(said: str, words: frozenset[tuple[int, str]]) -> bool:
    if not said:
        return True
    return any(
        _begins(said[length:], words - {word})
        for word in words
        for length in range(len(word[1]), 0, -1)
        if said.startswith(word[1][:length])
    )


def _words(name: str, table: dict[int, str]) -> list[str]:
    """The words of a name in plain letters."""
    plain = "".join(c for c in normalize("NFD", name.casefold().translate(table)) if not combining(c))
    return [word for word in re.split(r"[\s.'’-]+", plain) if word]


def _slips_from(name: str, address: str) -> bool:
    """Is a part of the address a letter or two away from a part of the name, and none of its parts?"""
    parts = re.split(r"[._-]", address.partition("@")[0].casefold())
    names = [word for table in (_SPELT, _SPELT_OUT) for word in _words(name, table)]
    return any(len(p) >= _LEAST and p not in names and any(_is_slip(p, n) for n in names) for p in parts)


def _is_slip(part: str, name: str) -> bool:
    most = _SLIPS if min(len(part), len(name)) > 2 * _SLIPS else 1
    return len(name) >= _LEAST and 0 < Levenshtein.distance(part, name, score_cutoff=most) <= most


def _strays(address: str, values: Values) -> bool:
    """Is the address's domain a letter or two away from another one on the form (rn for m is two)?"""
    domain = address.partition("@")[2].casefold()
    others = {other.partition("@")[2].casefold() for _, _, other in _people(values)} - {domain}
    return any(Levenshtein.distance(domain, other, score_cutoff=_SLIPS) <= _SLIPS for other in others)

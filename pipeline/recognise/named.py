"""Several people in one line: «Kari Nes (lege, leder), Ola Vik, sykepleier og Per Li fra brukerutvalget»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.recognise.addresses import EMAIL, PHONE
from pipeline.recognise.occupations import to_occupation, to_role
from pipeline.recognise.people import ABBREVIATED, looks_like_name, names_a_place, read_person

_MOST_WORDS: Final = 6
_IN_BRACKETS: Final = re.compile(r"[(),;]")
_FEW_WORDS: Final = 4
_BETWEEN: Final = re.compile(r"\s*[,;]\s*(?:(?:og|and|samt|&)\s+)?|\s+(?:og|and|samt|&)\s+")
_BEHIND_NAME: Final = re.compile(r"^(?:\(|[–—/:-]\s|(?:fra|frå|from|ved|i|på|at|som|er)\s)")


@dataclass(slots=True)
class Named:
    """The words of one person in a line. `bare`: no more than the name."""

    name: str
    said: list[str] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """Is nothing said of the person?"""
        return not self.said

    @property
    def text(self) -> str:
        """The person's words, parted by commas."""
        return ", ".join((self.name, *self.said))


def each_named(text: str) -> tuple[Named, ...]:
    """Each person in a line that names two or more; none when a piece of it is neither a name nor a thing said of a person."""
    people: list[Named] = []
    for piece in _pieces(text.strip(" .")):
        lead = _post_at_start(piece)
        name = _name_at_start(piece[len(lead) :].strip())
        if name:
            rest = piece[len(lead) :].strip()[len(name) :].strip(" –—/:-")
            people.append(Named(name, [words for words in (lead, _out_of_brackets(rest)) if words]))
        elif people and _is_said_of_a_person(piece):
            people[-1].said.append(piece)
        else:
            return ()
    return tuple(people) if len(people) > 1 and not _some_may_be_places(people) else ()


def _some_may_be_places(people: Sequence[Named]) -> bool:
    """«Kari Nordmann, leder, Nord Salten, 900 00 000»: of whom only an address or a number is said, unlike of others."""
    posts = [any(map(_is_post, one.said)) for one in people]
    reached = [any(EMAIL.search(words) or PHONE.search(words) for words in one.said) for one in people]
    return any(posts) and any(has and not post for has, post in zip(reached, posts, strict=True))


def _pieces(text: str) -> list[str]:
    """`text` parted at commas, semicolons and «og» outside brackets."""
    pieces, begin = [], 0
    for mark in _BETWEEN.finditer(text):
        before = text[: mark.start()]
        if before.count("(") == before.count(")") and not before.endswith("-"):
            pieces.append(text[begin : mark.start()].strip())
            begin = mark.end()
    return [piece for piece in (*pieces, text[begin:].strip()) if piece]


def _post_at_start(piece: str) -> str:
    """«enhetsleder Kari Nordmann»: the small words before a name that are a role or a profession."""
    words = piece.split()
    small = next((i for i, word in enumerate(words) if word[0].isupper() and not ABBREVIATED.match(word)), 0)
    lead = " ".join(words[:small])
    return lead if lead and _is_post(lead) else ""


def _name_at_start(piece: str) -> str:
    """The longest name that `piece` begins with, when the words behind it say more of the person."""
    words = piece.split()
    for count in range(min(len(words), _MOST_WORDS), 1, -1):
        name = " ".join(words[:count])
        rest = " ".join(words[count:])
        if (
            looks_like_name(name)
            and not names_a_place(name)
            and not to_occupation(words[0]).certain
            and (not rest or _is_behind(rest))
        ):
            return name
    return ""


def _is_behind(rest: str) -> bool:
    return _BEHIND_NAME.match(rest) is not None or _is_known(rest)


def _is_said_of_a_person(piece: str) -> bool:
    """A role, a profession, an address, a number; or a few small words that may be a profession nobody knows."""
    return _is_known(piece) or (piece[0].islower() and len(piece.split()) < _FEW_WORDS)


def _is_known(piece: str) -> bool:
    reached = EMAIL.search(piece) or PHONE.search(piece)
    return bool(reached) or _is_post(piece) or bool(read_person(piece).trained_agent)


def _is_post(words: str) -> bool:
    """Does it say what somebody is, alone or with other things (in brackets after the name)?"""
    parts = (words, *_IN_BRACKETS.split(words))
    return any(to_occupation(part).certain or to_role(part).certain for part in parts if part.strip())


def _out_of_brackets(rest: str) -> str:
    return rest[1:-1] if rest.startswith("(") and rest.endswith(")") and rest.count("(") == 1 else rest

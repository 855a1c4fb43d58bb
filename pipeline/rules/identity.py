"""The ids of registrations: given once, kept, and in an order that people expect (domain §3).

A team's id is «UNN-4»: the trust's short name and its own priority number. A second project with the same priority is
«UNN-4b», one without priority «UNN-u1», one of an unknown trust «UKJENT-1». A form that another replaced is «UNN-4-v1», a
return form that completed it «UNN-4-s1», and an exact copy of a file «UNN-4-k1»: an id always names one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from string import ascii_lowercase

from pipeline.model import Register, Source

UNKNOWN_TRUST = "UKJENT"
MOST_NAMED = 8
_VERSION = re.compile(r"-[vs]\d+$")
_NO_FORM = re.compile(r"-[sk]\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What a team's id is made of. `claims` are ids that its forms had before, the best first."""

    short: str
    priority: int | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Taken:
    ids: set[str] = field(default_factory=set)

    def take(self, candidates: Iterator[str]) -> str | None:
        """The first candidate that is free, taken from now on."""
        chosen = next((candidate for candidate in candidates if candidate not in self.ids), None)
        if chosen:
            self.ids.add(chosen)
        return chosen


def team_ids(teams: Sequence[Team]) -> tuple[str, ...]:
    """The id of each team, in the order given: the one it had before when it still tells the truth, else the next free one."""
    taken = _Taken()
    kept = [taken.take(claim for claim in team.claims if _fits(claim, team)) for team in teams]
    return tuple(old or taken.take(_free(team)) or "" for old, team in zip(kept, teams, strict=True))


def claims_of(known: Mapping[str, str], keys: Sequence[str]) -> tuple[str, ...]:
    """The team ids that the forms with these keys were known by, without version marks, in the order people expect."""
    return tuple(sorted({team_of(known[key]) for key in keys if key in known}, key=in_id_order))


def team_of(registration_id: str) -> str:
    """The team's id, without the mark of a version or an answer: «UNN-4» of «UNN-4-v1»."""
    return _VERSION.sub("", registration_id)


def is_form(registration_id: str) -> bool:
    """Is it a form of a team, and no answer to a letter and no exact copy?"""
    return not _NO_FORM.search(registration_id)


def id_key(source: Source) -> str:
    """What a form's id is kept under from run to run: the file's content and the part in it."""
    return f"{source.sha256}:{source.part}"


def ids_given(register: Register) -> dict[str, str]:
    """The ids of a register by `id_key`, to be kept and given to the next run. Of exact copies the first received counts."""
    given: dict[str, str] = {}
    for registration in sorted(register.registrations, key=lambda r: (r.source.received, r.source.path)):
        given.setdefault(id_key(registration.source), registration.id)
    return given


def version_id(team_id: str, number: int) -> str:
    """The id of the team's `number`-th form (from 1, in order of receipt) once another form stands."""
    return f"{team_id}-v{number}"


def answer_id(team_id: str, number: int) -> str:
    """The id of the `number`-th answer that completed a team's registration («svarskjema»)."""
    return f"{team_id}-s{number}"


def copy_id(original_id: str, number: int) -> str:
    """The id of the `number`-th exact copy of a form."""
    return f"{original_id}-k{number}"


def in_id_order(registration_id: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key: numbers as numbers, so that UNN-2 comes before UNN-10, and UNN-1 before UNN-1-v1 and UNN-1b."""
    parts = re.split(r"([0-9]+)", registration_id)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def id_list(ids: Sequence[str]) -> str:
    """Ids as a message lists them; of many only the first."""
    return ", ".join(ids[:MOST_NAMED]) + (" …" if len(ids) > MOST_NAMED else "")


def _stem(team: Team) -> str:
    """What the id begins with; a number follows where there is no priority, letters where there is one."""
    if not team.short:
        return f"{UNKNOWN_TRUST}-"
    return f"{team.short}-u" if team.priority is None else f"{team.short}-{team.priority}"


def _fits(claim: str, team: Team) -> bool:
    """Is this an id that the team could be given today?"""
    rest = claim.removeprefix(_stem(team))
    numbered = not team.short or team.priority is None
    return claim.startswith(_stem(team)) and (rest.isdecimal() if numbered else rest == "" or rest.isalpha())


def _free(team: Team) -> Iterator[str]:
    numbered = not team.short or team.priority is None
    return (f"{_stem(team)}{mark}" for mark in (count(1) if numbered else _letters()))


def _letters() -> Iterator[str]:
    """Nothing, b, c … z, aa, ab …: the first with a priority has no letter, the second is «b»."""
    yield ""
    yield from ascii_lowercase[1:]
    for length in count(2):
        yield from map("".join, product(ascii_lowercase, repeat=length))

"""Which forms are for the same team (domain §2, trust.one-form-per-team)? Told by title, priority and people within a trust.

Forms that are surely for one team are put together; those that may be are named, so that a person can look. Two parts of one
file are never one team: a list with a row for each team says so itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import combinations

from rapidfuzz import fuzz, process

from pipeline.form.vocabulary import fold, trust_key
from pipeline.model import Registration
from pipeline.rules.person import Person

SAME_TITLE = 90
RELATED_TITLE = 60
SHORTEST_FUZZY_TITLE = 8
MOST_OF_A_TEAM = 0.5


class Likeness(IntEnum):
    """How surely two forms are for the same team."""

    DIFFERENT = 0
    PERHAPS = 1
    SAME = 2


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form as received: a registration without its id, or the notice that a team withdraws."""

    registration: Registration
    withdrawal: bool = False

    @property
    def order(self) -> tuple[str, str, int]:
        """Forms in the order in which they were received; of two at the same time, in that of their paths."""
        source = self.registration.source
        return (f"{source.received.timestamp():020.6f}", source.path, source.part)

    @cached_property
    def block(self) -> str:
        """Forms of one trust share it."""
        return self.registration.trust_orgnr or trust_key(self.registration.values.trust or "")

    @cached_property
    def title(self) -> str:
        """The project's title, folded."""
        return fold(self.registration.values.title or "")

    @cached_property
    def unit(self) -> str:
        """The unit, folded."""
        return fold(self.registration.values.unit or "")

    @cached_property
    def people(self) -> tuple[frozenset[str], ...]:
        """Each member by name and by address: any one in common makes two members the same."""
        members = (Person.of(member) for member in self.registration.values.members)
        keys = (frozenset(key for key in (" ".join(sorted(m.names)), m.email) if key) for m in members)
        return tuple(key for key in keys if key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    """The forms put together by team, each team's in order of receipt, and pairs of forms that may be for one team."""

    teams: tuple[tuple[Form, ...], ...]
    perhaps: tuple[tuple[Form, Form], ...]


def teams_of(forms: Iterable[Form]) -> Teams:
    """Put forms together by team. The order in which they are given changes nothing."""
    ordered = sorted(forms, key=lambda form: form.order)
    blocks: dict[str, list[Form]] = defaultdict(list)
    for form in ordered:
        blocks[form.block].append(form)
    teams: list[tuple[Form, ...]] = []
    perhaps: list[tuple[Form, Form]] = []
    for block in blocks.values():
        judged = [(likeness(block[a], block[b]), a, b) for a, b in sorted(_worth_comparing(block))]
        teams += _joined(block, [(a, b) for likely, a, b in judged if likely is Likeness.SAME])
        perhaps += [(block[a], block[b]) for likely, a, b in judged if likely is Likeness.PERHAPS]
    return Teams(teams=tuple(sorted(teams, key=lambda team: team[0].order)), perhaps=tuple(perhaps))


def likeness(one: Form, other: Form) -> Likeness:
    """Are two forms of one trust for the same team?

    Never by one sign alone when another speaks against it: a title may be shared by two units, a leader by two teams, a
    priority by mistake.
    """
    title, priority, shared = same_title(one, other), _same_priority(one, other), _shared_people(one, other)
    if one.registration.source.sha256 == other.registration.source.sha256:
        return Likeness.DIFFERENT
    if one.withdrawal or other.withdrawal:
        return Likeness.SAME if title or (priority and title is None) else Likeness.DIFFERENT
    if title:
        return _with_the_same_title(one, other, priority=priority, shared=shared)
    if priority:
        return _with_the_same_priority(title=title, shared=shared)
    if shared is not None and shared > MOST_OF_A_TEAM:
        return _with_the_same_people(one, other, title=title, priority=priority)
    return Likeness.DIFFERENT


def same_title(one: Form, other: Form) -> bool | None:
    """Do two forms give the same title, small slips aside? None when one gives none. Numbers in it must be the same."""
    if not one.title or not other.title:
        return None
    if one.title == other.title:
        return True
    long_enough = min(len(one.title), len(other.title)) >= SHORTEST_FUZZY_TITLE
    return long_enough and _numbers(one.title) == _numbers(other.title) and fuzz.ratio(one.title, other.title) >= SAME_TITLE


def related_title(one: Form, other: Form) -> bool:
    """Could one title be a rewording of the other? One of other numbers («Færre fall på post 2») names another project."""
    if not one.title or not other.title:
        return True
    return _numbers(one.title) == _numbers(other.title) and fuzz.ratio(one.title, other.title) >= RELATED_TITLE


def _with_the_same_title(one: Form, other: Form, *, priority: bool | None, shared: float | None) -> Likeness:
    """With nobody in common and another unit it is another team, however alike the title: to replace it would lose a team."""
    if shared or (shared is None and priority is not False):
        return Likeness.SAME
    same_unit = one.unit == other.unit if one.unit and other.unit else None
    if priority and same_unit:
        return Likeness.SAME
    return Likeness.DIFFERENT if same_unit is False and not priority else Likeness.PERHAPS


def _with_the_same_priority(*, title: bool | None, shared: float | None) -> Likeness:
    if shared and shared >= MOST_OF_A_TEAM:
        return Likeness.SAME
    nothing_else_known = title is None and shared is None
    return Likeness.PERHAPS if shared or nothing_else_known else Likeness.DIFFERENT


def _with_the_same_people(one: Form, other: Form, *, title: bool | None, priority: bool | None) -> Likeness:
    if title is None or related_title(one, other):
        return Likeness.SAME
    return Likeness.PERHAPS if priority is None else Likeness.DIFFERENT


def _same_priority(one: Form, other: Form) -> bool | None:
    a, b = one.registration.values.priority, other.registration.values.priority
    return None if a is None or b is None or not one.block else a == b


def _shared_people(one: Form, other: Form) -> float | None:
    """The part of the smaller team that is also in the other; None when a form names nobody."""
    if not one.people or not other.people:
        return None
    fewer, more = sorted((one.people, other.people), key=len)
    there = frozenset().union(*more)
    return sum(bool(person & there) for person in fewer) / len(fewer)


def _worth_comparing(block: Sequence[Form]) -> set[tuple[int, int]]:
    """Pairs with a title, a priority or a person in common: so that a thousand forms are not all held against each other."""
    index: dict[object, list[int]] = defaultdict(list)
    by_title: dict[str, list[int]] = defaultdict(list)
    for at, form in enumerate(block):
        index["priority", form.registration.values.priority].append(at)
        by_title[form.title].append(at)
        for key in frozenset().union(*form.people):
            index["person", key].append(at)
    index.pop(("priority", None), None)
    by_title.pop("", None)
    pairs = {pair for together in index.values() for pair in combinations(together, 2)}
    return pairs | set(_with_like_titles(by_title))


def _with_like_titles(by_title: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    titles = list(by_title)
    for at, title in enumerate(titles):
        yield from combinations(by_title[title], 2)
        for like, _, _ in process.extract(title, titles[at + 1 :], scorer=fuzz.ratio, score_cutoff=SAME_TITLE, limit=None):
            yield from ((min(a, b), max(a, b)) for a in by_title[title] for b in by_title[like])


def _joined(block: Sequence[Form], same: Sequence[tuple[int, int]]) -> list[tuple[Form, ...]]:
    """Groups of forms that `same` ties together; a tie that would join two parts of one file is left out."""
    group = {at: {at} for at in range(len(block))}
    for a, b in same:
        files = [block[at].registration.source.sha256 for at in group[a] | group[b]]
        if group[a] is not group[b] and len(files) == len(set(files)):
            joined = group[a] | group[b]
            group.update(dict.fromkeys(joined, joined))
    distinct = {id(members): members for members in group.values()}
    return [tuple(block[at] for at in sorted(members)) for members in distinct.values()]


def _numbers(title: str) -> list[str]:
    return re.findall(r"\d+", title)

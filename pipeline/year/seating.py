"""Who sits with whom: teams two and two at each gathering, of different trusts, and with new neighbours each time.

An odd number has one table of three, so that no team is alone. New neighbours go before different trusts. The gatherings that
are left are planned together: a good choice today must not leave a bad one for the last time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, count

Table = tuple[str, ...]
Seating = tuple[Table, ...]

MOST_PLANNED_TOGETHER = 40
"""Above so many teams each gathering is planned alone."""

_TRIES = 20_000
"""How many steps one search may take; then a little more is allowed to go wrong."""

_NO_LIMIT = 1 << 30


def seatings(trusts: Mapping[str, str], gatherings: int, before: Iterable[Seating] = ()) -> tuple[Seating, ...]:
    """The tables of the next `gatherings`: ids of teams, sorted. `trusts` by team; `before` is how they have sat already.

    No two teams meet twice while it can be helped, and after that no two of one trust. The same teams give the same tables,
    whatever their order. An empty trust is nobody's.
    """
    teams = sorted(trusts)
    met = Counter(pair for seating in before for table in seating for pair in _pairs(team for team in table if team in trusts))
    if len(teams) < 2:  # noqa: PLR2004 - a table of one
        return ((tuple(teams),) if teams else (),) * gatherings
    found: list[Seating] = []
    step = gatherings if len(teams) <= MOST_PLANNED_TOGETHER else 1
    while len(found) < gatherings:
        ahead = _Search(trusts, met).best(min(step, gatherings - len(found)))
        met.update(pair for seating in ahead for table in seating for pair in _pairs(table))
        found.extend(ahead)
    return tuple(tuple(sorted(tuple(sorted(table)) for table in seating)) for seating in found)


def _pairs(table: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from combinations(sorted(table), 2)


@dataclass(frozen=True, slots=True)
class _Left:
    """What a search may still let go wrong: meetings again, and tables of one trust."""

    again: int
    alike: int


class _Search:
    """Looks for tables where as few as can be meet again, and then as few as can be are of one trust."""

    def __init__(self, trusts: Mapping[str, str], met: Counter[tuple[str, str]]) -> None:
        self._teams = tuple(sorted(trusts))
        self._trust = trusts
        self._met = Counter(met)
        self._steps = 0

    def best(self, gatherings: int) -> tuple[Seating, ...]:
        """The best tables for so many gatherings."""
        for again in count(self._least_again(gatherings)):
            if found := self._within(gatherings, _Left(again, _NO_LIMIT)):
                return self._less_alike(gatherings, again, found)
        raise AssertionError

    def _less_alike(self, gatherings: int, again: int, found: tuple[Seating, ...]) -> tuple[Seating, ...]:
        """Tables with as few of one trust as can be; `found` when nothing better is."""
        now = sum(self._alike(table) for seating in found for table in seating)
        for alike in range(gatherings * self._least_alike(self._teams), now):
            if better := self._within(gatherings, _Left(again, alike)):
                return better
        return found

    def _within(self, gatherings: int, left: _Left) -> tuple[Seating, ...] | None:
        self._steps = 0
        return next(self._gatherings(gatherings, left), None)

    def _gatherings(self, ahead: int, left: _Left) -> Iterator[tuple[Seating, ...]]:
        if not ahead:
            yield ()
            return
        later = (ahead - 1) * self._least_alike(self._teams)
        for seating, still in self._tables(self._teams, _Left(left.again, left.alike - later)):
            pairs = [pair for table in seating for pair in _pairs(table)]
            self._met.update(pairs)
            try:
                for rest in self._gatherings(ahead - 1, _Left(still.again, still.alike + later)):
                    yield (seating, *rest)
            finally:
                self._met.subtract(pairs)

    def _tables(self, teams: tuple[str, ...], left: _Left) -> Iterator[tuple[Seating, _Left]]:
        """Every way to seat `teams`, the most promising first, and what may go wrong after it."""
        if not teams:
            yield (), left
            return
        if left.alike < self._least_alike(teams):
            return
        for table in self._next_tables(teams):
            self._steps += 1
            if self._steps > _TRIES:
                return
            still = _Left(left.again - self._again(table), left.alike - self._alike(table))
            if still.again >= 0 and still.alike >= 0:
                others = tuple(team for team in teams if team not in table)
                for rest, after in self._tables(others, still):
                    yield (table, *rest), after

    def _next_tables(self, teams: tuple[str, ...]) -> list[Table]:
        """The tables that can be laid next: one of three when the number is odd, else that of the team with least choice."""
        in_trust = Counter(self._trust[team] for team in teams if self._trust[team])
        if len(teams) % 2:
            tables: list[Table] = list(combinations(teams, 3))
        else:
            first = min(teams, key=lambda team: (-in_trust[self._trust[team]], self._new_for(team, teams), team))
            tables = [(first, other) for other in teams if other != first]
        biggest = {table: -sum(in_trust[self._trust[team]] for team in table) for table in tables}
        return sorted(tables, key=lambda table: (self._again(table), self._alike(table), biggest[table], table))

    def _new_for(self, team: str, teams: Sequence[str]) -> int:
        return sum(not self._met[min(team, other), max(team, other)] for other in teams if other != team)

    def _again(self, table: Table) -> int:
        return sum(self._met[pair] for pair in _pairs(table))

    def _alike(self, table: Table) -> int:
        return sum(bool(self._trust[one]) and self._trust[one] == self._trust[other] for one, other in _pairs(table))

    def _least_alike(self, teams: Sequence[str]) -> int:
        """A trust with more teams than there are tables must have two at one of them."""
        biggest = max(Counter(self._trust[team] for team in teams if self._trust[team]).values(), default=0)
        three_alike = len(teams) % 2 == 1 and 1 < biggest == len(teams)
        return max(0, biggest - max(len(teams) // 2, 1)) + three_alike

    def _least_again(self, gatherings: int) -> int:
        """There are only so many pairs who have not met."""
        size = len(self._teams)
        wanted = gatherings * (size // 2 if size % 2 == 0 else (size - 3) // 2 + 3)
        new = size * (size - 1) // 2 - sum(times > 0 for times in self._met.values())
        return max(0, wanted - new)

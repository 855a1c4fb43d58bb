"""Priority rounds with a public draw: who gets a place, and the order of the reserve list (domain §3).

«Round k takes every trust's k-th eligible project. Whole rounds get places while they fit. In the round that does not fit, the
order is the lottery key ascending, and the first get the places that are left; the rest of that round, then each later round in
the same manner, form the reserve list, in order. Late registrations come after all timely ones, in rounds of their own.»

Readings of that text:

- The late rounds are numbered on after the timely ones, so that a lower round number always goes before a higher one.
- A draw decides where the lottery key changes anybody's result: who gets the last places of a round, who stands before whom on
  the reserve list, and which of two projects with the same priority comes first in their trust when that changes a result.
  In a round that gets places as a whole nothing is drawn, and the order shown is that of the ids.
- With no seed the key is made of the empty seed: the order is the same from run to run, but it is no draw, and no lottery value
  is shown for it.
- A trust that is not known has no organisation number. It counts by the name written on the form; registrations with neither
  number nor name count as one trust together, so that leaving the name out never gains a place.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One eligible project. `id` is the registration's («UNN-4»); `short` tells trusts without `orgnr` apart.

    `fixed` is an outcome given by name and reason. The project keeps its round, and the others keep theirs: a fixed place is
    one of the capacity and goes before the rounds, a fixed reserve never gets a place and stands on the reserve list with its
    round.
    """

    id: str
    orgnr: str
    short: str
    priority: int | None
    late: bool
    fixed: Outcome | None = None

    @property
    def trust(self) -> tuple[str, str]:
        """What makes two candidates those of one trust."""
        return (self.orgnr, "" if self.orgnr else self.short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What the rounds gave one candidate.

    `rank` counts within the trust, timely and late ones apart; `order` counts places from 1 and reserves from 1. `contenders`
    shared `places_left` places in the round. `lottery` is the key in hex where a draw decided and there is a seed.
    """

    candidate: Candidate
    outcome: Outcome
    round: int
    rank: int
    order: int
    contenders: int
    places_left: int
    drawn_in_round: bool
    drawn_in_trust: bool
    lottery: str | None

    @property
    def drawn(self) -> bool:
        """Did a draw decide, or will it, when there is a seed."""
        return self.drawn_in_round or self.drawn_in_trust


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entrant:
    """A candidate with its place in the trust's own order, and what the draw gives it."""

    candidate: Candidate
    key: str
    rank: int
    round: int

    @property
    def equals(self) -> tuple[object, ...]:
        """What it shares with those that only the draw tells it from within its trust."""
        return (self.candidate.trust, self.candidate.late, self.candidate.priority)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """How one round went: those placed and the reserves, each in order; `drawn` are the ids whose order the draw gave."""

    placed: tuple[_Entrant, ...]
    reserves: tuple[_Entrant, ...]
    drawn: frozenset[str]
    contenders: int
    places_left: int


def lottery_key(seed: str, orgnr: str, project_id: str) -> str:
    """`sha256(f"{seed}|{orgnr}|{project_id}")` in hex; the lowest goes first."""
    return hashlib.sha256(lottery_text(seed, orgnr, project_id).encode()).hexdigest()


def lottery_text(seed: str, orgnr: str, project_id: str) -> str:
    """What the lottery key is the SHA-256 of, so that anybody can work it out again."""
    return f"{seed}|{orgnr}|{project_id}"


def allocate(candidates: Iterable[Candidate], capacity: int, seed: str | None) -> tuple[Placing, ...]:
    """Places first, then reserves, each in order. The order of `candidates` changes nothing.

    Raises:
        ValueError: two candidates have one id, the capacity is negative, or more places are fixed than there are.
    """
    everybody = tuple(candidates)
    fixed_places = sum(c.fixed is Outcome.PLACE for c in everybody)
    if len({c.id for c in everybody}) < len(everybody):
        raise ValueError("candidates must have different ids")
    if not 0 <= fixed_places <= capacity:
        raise ValueError(f"{fixed_places} fixed places do not go into a capacity of {capacity}")
    rounds = _run(_entrants(everybody, seed or ""), capacity - fixed_places)
    return _number(rounds, seed)


def _entrants(candidates: Sequence[Candidate], seed: str) -> tuple[_Entrant, ...]:
    """Every candidate with its rank in its trust and its round; late ones in the rounds after the last timely one."""
    timely = _ranked([c for c in candidates if not c.late], seed, rounds_before=0)
    late = _ranked([c for c in candidates if c.late], seed, rounds_before=max((e.round for e in timely), default=0))
    return (*timely, *late)


def _ranked(candidates: Sequence[Candidate], seed: str, *, rounds_before: int) -> tuple[_Entrant, ...]:
    """Each trust's candidates in its own order: by priority, those without one last, equal ones by lottery key."""
    by_trust: dict[tuple[str, str], list[tuple[bool, int, str, str, Candidate]]] = defaultdict(list)
    for c in candidates:
        key = lottery_key(seed, c.orgnr, c.id)
        by_trust[c.trust].append((c.priority is None, c.priority or 0, key, c.id, c))
    return tuple(
        _Entrant(candidate=candidate, key=key, rank=rank, round=rounds_before + rank)
        for projects in by_trust.values()
        for rank, (_, _, key, _, candidate) in enumerate(sorted(projects, key=lambda p: p[:4]), start=1)
    )


def _run(entrants: Sequence[_Entrant], places: int) -> tuple[_Round, ...]:
    """The rounds in order, each with the places that those before it left."""
    members: dict[int, list[_Entrant]] = defaultdict(list)
    for entrant in entrants:
        members[entrant.round].append(entrant)
    rounds: list[_Round] = []
    for number in sorted(members):
        went = _play(members[number], places)
        places -= min(went.contenders, places)
        rounds.append(went)
    return tuple(rounds)


def _play(members: Sequence[_Entrant], places_left: int) -> _Round:
    """One round: all contenders get a place when they fit, else those with the lowest lottery keys."""
    by_id = sorted(members, key=lambda e: e.candidate.id)
    by_key = sorted(members, key=lambda e: (e.key, e.candidate.id))
    fits = sum(e.candidate.fixed is None for e in members) <= places_left
    contenders = [e for e in (by_id if fits else by_key) if e.candidate.fixed is None]
    fixed = [e for e in by_id if e.candidate.fixed is Outcome.PLACE]
    placed = (*fixed, *contenders[:places_left])
    placed_ids = {e.candidate.id for e in placed}
    reserves = tuple(e for e in by_key if e.candidate.id not in placed_ids)
    contested = contenders if not fits and places_left else []
    queued = reserves if len(reserves) > 1 else ()
    return _Round(
        placed=placed,
        reserves=reserves,
        drawn=frozenset(e.candidate.id for e in (*contested, *queued)),
        contenders=len(contenders),
        places_left=places_left,
    )


def _number(rounds: Sequence[_Round], seed: str | None) -> tuple[Placing, ...]:
    """Places and reserves counted from 1 over all rounds."""
    equals = _equals_told_apart(rounds)

    def placing(outcome: Outcome, order: int, went: _Round, entrant: _Entrant) -> Placing:
        in_round, in_trust = entrant.candidate.id in went.drawn, entrant.equals in equals
        return Placing(
            candidate=entrant.candidate,
            outcome=outcome,
            round=entrant.round,
            rank=entrant.rank,
            order=order,
            contenders=went.contenders,
            places_left=went.places_left,
            drawn_in_round=in_round,
            drawn_in_trust=in_trust,
            lottery=entrant.key if seed and (in_round or in_trust) else None,
        )

    placed = [(went, e) for went in rounds for e in went.placed]
    reserves = [(went, e) for went in rounds for e in went.reserves]
    return (
        *(placing(Outcome.PLACE, order, *at) for order, at in enumerate(placed, start=1)),
        *(placing(Outcome.RESERVE, order, *at) for order, at in enumerate(reserves, start=1)),
    )


def _equals_told_apart(rounds: Sequence[_Round]) -> frozenset[tuple[object, ...]]:
    """The groups of one trust and one priority whose inner order, given by the draw, changes somebody's result."""
    sizes = Counter(e.equals for went in rounds for e in (*went.placed, *went.reserves))
    drawn = {e.equals for went in rounds for e in went.placed if e.candidate.id in went.drawn}
    reserves = {e.equals for went in rounds for e in went.reserves}
    return frozenset(group for group in drawn | reserves if sizes[group] > 1)

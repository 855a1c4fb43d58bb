"""The rows that the views share: teams, members, concerns, decisions and files set aside, each made once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Decision, Member, Outcome, Plan, Register, Registration, SetAside, Severity
from pipeline.views.concerns import Concern, concerns, unread


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A registration, what must be known about it, and what it got. `stands`: neither superseded nor withdrawn."""

    registration: Registration
    stands: bool
    concerns: tuple[Concern, ...]
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One member; `number` counts from 1, as on the form. `concerns` are those about this member."""

    registration: Registration
    number: int
    member: Member
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRow:
    """One thing to know about a registration."""

    registration: Registration
    stands: bool
    concern: Concern

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """The one that it is about."""
        return (self.concern,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """What a registration got; None as registration: the plan is older than the register."""

    decision: Decision
    registration: Registration | None
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideRow:
    """A file that could not be read: a person must look at it."""

    set_aside: SetAside

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """That it could not be read, and why."""
        return (unread(self.set_aside),)


Row = TeamRow | MemberRow | ConcernRow | DecisionRow | SetAsideRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All rows of the register, made once; `teams` has every registration, the others only those that stand.

    `forms` is how many forms of the year came: they are told of, and ask nothing of anybody here.
    """

    teams: tuple[TeamRow, ...]
    members: tuple[MemberRow, ...]
    concerns: tuple[ConcernRow, ...]
    decisions: tuple[DecisionRow, ...]
    set_aside: tuple[SetAsideRow, ...]
    forms: int = 0

    @property
    def standing(self) -> tuple[TeamRow, ...]:
        """The teams that are neither superseded nor withdrawn."""
        return tuple(row for row in self.teams if row.stands)


def contents(register: Register, plan: Plan | None) -> Contents:
    """The rows of `register`; those of the teams in the order of the register, those of the plan in the order of places."""
    decided = {decision.registration: decision for decision in (plan.decisions if plan else ())}
    current = {registration.id for registration in register.current()}
    teams = tuple(
        TeamRow(registration=r, stands=r.id in current, concerns=concerns(r), decision=decided.get(r.id))
        for r in register.registrations
    )
    known = {r.id: r for r in register.registrations}
    return Contents(
        teams=teams,
        members=tuple(row for team in teams if team.stands for row in _member_rows(team)),
        concerns=tuple(_concern_rows(teams)),
        decisions=tuple(
            DecisionRow(decision=d, registration=known.get(d.registration)) for d in sorted(decided.values(), key=_place_order)
        ),
        set_aside=tuple(SetAsideRow(set_aside=one) for one in register.quarantine),
        forms=len(register.forms),
    )


def _member_rows(team: TeamRow) -> Iterator[MemberRow]:
    for number, member in enumerate(team.registration.values.members, start=1):
        own = tuple(c for c in team.concerns if re.match(rf"members\[{number - 1}\](\.|$)", c.path))
        yield MemberRow(registration=team.registration, number=number, member=member, concerns=own)


def _concern_rows(teams: Sequence[TeamRow]) -> Iterator[ConcernRow]:
    """Those of teams that stand, the gravest first; then those of the others, which ask nothing of anybody."""
    rows = [ConcernRow(registration=t.registration, stands=t.stands, concern=c) for t in teams for c in t.concerns]
    gravity = tuple(Severity)
    yield from sorted(rows, key=lambda row: (not row.stands, gravity.index(row.concern.severity)))


def _place_order(decision: Decision) -> tuple[int, int, str]:
    return tuple(Outcome).index(decision.outcome), decision.order or 0, decision.registration


def gravest(row: Row) -> Severity | None:
    """The gravest concern of a row that asks something of somebody."""
    return next((c.severity for c in row.concerns if c.must_be_seen), None)

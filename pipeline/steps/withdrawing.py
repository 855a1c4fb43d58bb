"""A team withdraws: what that changes is worked out whole before anything is done, and then just that is done.

Whether a notice came by mail or somebody was rung up, it ends here. The approved plan is amended and never made anew: the first
on the reserve list is offered the place, and nobody else's outcome changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.allocation.amend import amend, before_withdrawals, decision_of
from pipeline.allocation.plan import make_plan
from pipeline.ledger.advisers import adviser_choices, trainee_choices
from pipeline.ledger.approvals import LetterApproval
from pipeline.ledger.attendance import Tables, attendance, seatings
from pipeline.ledger.certificates import certificates
from pipeline.ledger.coding import content_hash
from pipeline.ledger.decisions import approval
from pipeline.ledger.invitations import issued_invitations
from pipeline.ledger.letters import written_letters
from pipeline.ledger.products import products
from pipeline.ledger.withdrawals import taken_down
from pipeline.letter_record import LetterKind, LetterState
from pipeline.model import Amendment, Outcome, Plan, Register, Registration, Withdrawal
from pipeline.programme.calendar import coming
from pipeline.programme.schema import OSLO
from pipeline.steps.advisers import matching_of, with_place
from pipeline.steps.approval import given_to
from pipeline.steps.called_for import ANSWERS, DueLetter, called_for
from pipeline.steps.meetings import STEP as MEETINGS
from pipeline.steps.opening import Run
from pipeline.steps.register import register_of
from pipeline.steps.withdrawable import found, none_before, notice_of
from pipeline.year.adviser_letters import PAIRING
from pipeline.year.advisers import Adviser, Matching
from pipeline.year.cancelling import Cancellations, cancellations


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalWish:
    """A withdrawal as asked for: the team's id, who takes it down and why. `reserve`: the next on the list gets the place."""

    target: str
    by: str = ""
    reason: str = ""
    reserve: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a team had and has: «reserve 1» and «place 3». `after` is None for the team that withdraws."""

    team: str
    before: tuple[Outcome, int]
    after: tuple[Outcome, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advising:
    """A team whose adviser is another than before; empty names: it has none, or had none. `proposed`: nobody has asked yet."""

    team: str
    before: str
    after: str
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawing:
    """All that a withdrawal changes, and what it leaves.

    `before` and `after`: the approved plan and what it becomes; None: none is approved. `notice`: when a mail said so, if one
    did. `moves` begin with the team's own. `letters` are to be written, `approvals` are given with the plan; `unsent` are
    letters to the team that had not left, and never will. `freed` are tables that were laid for coming gatherings, `papers` the
    coming meetings whose papers were written with the team in them. `advising`: teams whose adviser changes; `free`: the
    adviser who has no team any more. `marks` counts the days that people of the team are down as present or absent: they stay,
    and so do the `diplomas` that were issued to its people (their numbers). `outdated` are answers to trusts that have gone and
    that no letter corrects, since no other team of the trust is to be answered. `over`: there is no meeting left to come to.
    """

    team: Registration
    withdrawal: Withdrawal
    notice: dt.datetime | None
    before: Plan | None
    after: Plan | None
    moves: tuple[Moved, ...] = ()
    letters: tuple[DueLetter, ...] = ()
    approvals: tuple[LetterApproval, ...] = ()
    unsent: tuple[str, ...] = ()
    cancelled: Cancellations = field(default_factory=dict)
    freed: Mapping[str, Tables] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    advising: tuple[Advising, ...] = ()
    free: str = ""
    marks: int = 0
    diplomas: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    over: bool = False
    basis: str = ""

    @property
    def promoted(self) -> str:
        """The team that gets the place; empty: nobody does."""
        return self.after.amendments[-1].promoted if self.after and self.after is not self.before else ""


def work_out(run: Run, register: Register, wish: WithdrawalWish) -> Withdrawing:
    """What it changes that the team withdraws. Nothing is done.

    Raises:
        ConfigurationError: no plan is approved, and an override names the team.
        UsageError: there is no such team, it has nothing to withdraw from, or another must be taken out first.
    """
    with run.ledger.connect() as db:
        approved = approval(db)
    before = approved.plan if approved else None
    team = found(run, register, before, wish.target)
    withdrawal = Withdrawal(team=team.id, at=run.now, by=wish.by.strip(), reason=wish.reason.strip())
    notice = notice_of(register, team)
    after = _amended(register, before, withdrawal, notice, reserve=wish.reserve)
    then = register_of(run, withdrawal)
    was = before_withdrawals(register, before) if before else register
    shown = Withdrawing(
        team=team, withdrawal=withdrawal, notice=notice, before=before, after=after, basis=basis_of(run, register)
    )
    if before is None or after is None:
        make_plan(then, run.programme)
        return replace(shown, unsent=_unsent(run, team))
    shown = _of_the_year(run, shown, (was, before), (then, after))
    new, approved_with_it, outdated = _letters(run, (was, before), (then, after))
    return replace(
        shown,
        moves=_moves(before, after, team.id),
        letters=tuple(new),
        approvals=tuple(given_to(run, approved_with_it, wish.by, plan=after.hash)) if after is not before else (),
        unsent=_unsent(run, team),
        outdated=outdated,
    )


def basis_of(run: Run, register: Register) -> str:
    """The hash of what a withdrawal is worked out from: it must not have changed when it is done."""
    cohort = run.programme.cohort.id
    with run.ledger.connect() as db:
        approved, issued = approval(db), list(issued_invitations(db, cohort).values())
        known = [
            issued,
            seatings(db, cohort),
            taken_down(db, cohort),
            written_letters(db, cohort),
            adviser_choices(db, cohort),
            trainee_choices(db, cohort),
        ]
    return content_hash([register, approved.plan if approved else None, known, run.programme.model_dump(mode="json")])


def _amended(
    register: Register, before: Plan | None, withdrawal: Withdrawal, notice: dt.datetime | None, *, reserve: bool
) -> Plan | None:
    """The plan without the team; the same one when the team is not part of it."""
    decision = decision_of(before, withdrawal.team) if before else None
    if before is None or decision is None:
        return before
    none_before(register, before, withdrawal.team, moves_up=reserve and decision.outcome is Outcome.PLACE)
    day = (notice or withdrawal.at).astimezone(OSLO).date()
    return amend(before, Amendment(team=withdrawal.team, day=day, by=withdrawal.by, reserve=reserve))


def _moves(before: Plan, after: Plan, team: str) -> tuple[Moved, ...]:
    """The team's own, and those of everybody who has something else than before."""
    now = {one.registration: (one.outcome, one.order or 0) for one in after.decisions}
    moved = (
        Moved(team=one.registration, before=(one.outcome, one.order or 0), after=now.get(one.registration))
        for one in before.decisions
        if now.get(one.registration) != (one.outcome, one.order or 0)
    )
    return tuple(sorted(moved, key=lambda one: (one.team != team, one.before[1])))


def _letters(
    run: Run, was: tuple[Register, Plan], then: tuple[Register, Plan]
) -> tuple[list[DueLetter], list[DueLetter], tuple[str, ...]]:
    """The letters that are new; the answers that are approved: the new ones, and what was approved before; and the outdated.

    Letters on advisers are among them when such have been written.
    """
    with run.ledger.connect() as db:
        written = {one.record.kind for one in written_letters(db, run.programme.cohort.id)}
    kinds = ANSWERS | (PAIRING & written)
    called_before = called_for(run, *was, kinds)
    before = {one.key: one.state for one in called_before}
    called = called_for(run, *then, kinds)
    due = [one for one in called if one.gone is None]
    new = [one for one in due if one.key not in before]
    answers = (one for one in due if one.letter.kind in ANSWERS)
    approved = [one for one in answers if before.get(one.key, LetterState.APPROVED) is LetterState.APPROVED]
    answered = {one.letter.path for one in called}
    trusts = (one for one in called_before if one.letter.kind is LetterKind.TRUST and (one.gone or one.corrects))
    return new, approved, tuple(one.letter.path for one in trusts if one.letter.path not in answered)


def _unsent(run: Run, team: Registration) -> tuple[str, ...]:
    with run.ledger.connect() as db:
        written = written_letters(db, run.programme.cohort.id)
    undelivered = {LetterState.DRAFT, LetterState.APPROVED}
    theirs = (one.record for one in written if one.record.registration == team.id and one.record.kind is not LetterKind.DIPLOMA)
    return tuple(one.path for one in theirs if one.state in undelivered)


def _of_the_year(run: Run, shown: Withdrawing, was: tuple[Register, Plan], then: tuple[Register, Plan]) -> Withdrawing:
    """What it changes in calendars, tables, papers and advisers."""
    cohort, id_ = run.programme.cohort.id, shown.team.id
    ahead = [one.meeting.key for one in coming(run.programme, run.now.date())]
    with run.ledger.connect() as db:
        issued, tables, known = issued_invitations(db, cohort), seatings(db, cohort), products(db)
        marks = sum(one.registration == id_ for one in attendance(db, cohort))
        diplomas = tuple(one.certified.number for one in certificates(db, cohort) if one.stands and one.registration == id_)
    matched = matching_of(run, was[0], with_place(*was)), matching_of(run, then[0], with_place(*then))
    own = next((pair.adviser for pair in matched[0].pairs if pair.team.id == id_), None)
    free = own is not None and not _teams_of(matched[1], own)
    papers = {record.path.split("/")[1] for record in known.values() if record.step == MEETINGS}
    had_place = any(pair.team.id == id_ for pair in matched[0].pairs)
    return replace(
        shown,
        cancelled=cancellations(id_, issued.values(), run.now, adviser=free) if had_place else {},
        freed={key: laid for key, laid in tables.items() if key in ahead and had_place},
        papers=tuple(key for key in ahead if key in papers and had_place),
        advising=_advising(*matched),
        free=own.name if own and free else "",
        marks=marks,
        diplomas=diplomas,
        over=not ahead,
    )


def _teams_of(matching: Matching, adviser: Adviser) -> tuple[str, ...]:
    return tuple(pair.team.id for pair in matching.pairs if pair.adviser and pair.adviser.person == adviser.person)


def _advising(before: Matching, after: Matching) -> tuple[Advising, ...]:
    was, now = ({pair.team.id: pair.shown for pair in one.pairs} for one in (before, after))
    proposed = {pair.team.id for pair in after.pairs if pair.adviser and not pair.settled}
    return tuple(
        Advising(team=team, before=was.get(team, ""), after=now.get(team, ""), proposed=team in proposed)
        for team in dict.fromkeys((*was, *now))
        if was.get(team, "") != now.get(team, "")
    )

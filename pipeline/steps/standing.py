"""Where things stand: what has come in, what is open, what is decided and written, and the days to each deadline."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.allocation.plan import has_open_review
from pipeline.letter_record import LetterKind, LetterRecord, LetterState
from pipeline.model import Outcome, Plan, ReceivedForm, Register, Registration, SetAside, SetAsideReason, Status
from pipeline.programme.calendar import DatedMeeting, coming, holiday_names, working_days_between
from pipeline.steps.opening import Run
from pipeline.steps.owed import overdue_reports
from pipeline.steps.places import Places
from pipeline.year.expected import Owed
from pipeline.year.tasks import Task, due_within, year_of

TO_TEAMS: Final = frozenset({LetterKind.PLACE, LetterKind.RESERVE, LetterKind.NOT_ELIGIBLE})
"""The letters that answer a team."""

TASKS_AHEAD = 14
"""How many days ahead `kull status` tells what is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that binds, seen from today. Days and working days from today; negative when it has passed."""

    day: dt.date
    days: int
    working_days: int
    holidays: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything that `kull status` tells. `incomplete` and `to_review` are ids; `silent` are trusts that have sent nothing.

    `unanswered`: ids of the teams whose answer has not been handed over, in the register's order. `corrected`: letters that
    take the place of ones that were handed over, and have not left yet. `withdrawn`: teams of the approved plan that have
    withdrawn, and are to be taken out of it. `tasks_due`: the year's tasks and meetings within `TASKS_AHEAD` days.
    `reports_overdue`: what teams should have sent and have not. `next_meeting`: the first that has a day and is not over.
    """

    registration_deadline: Deadline
    reply_deadline: Deadline
    statuses: Mapping[Status, int]
    late: int
    incomplete: tuple[str, ...]
    to_review: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    forms: tuple[ReceivedForm, ...]
    silent: tuple[str, ...]
    plan: Plan | None
    plan_changed: bool
    withdrawn: tuple[str, ...]
    outcomes: Mapping[Outcome, int]
    letters: Mapping[LetterKind, int]
    letter_states: Mapping[LetterState, int]
    corrected: int
    unanswered: tuple[str, ...]
    tasks_due: tuple[Task, ...]
    reports_overdue: tuple[Owed, ...] = ()
    next_meeting: DatedMeeting | None = None

    @property
    def concerned(self) -> frozenset[str] | None:
        """The teams that still matter: when all have their answer, those with a place or on the reserve list; before, all."""
        if self.plan is None or self.plan.approved_by is None or self.unanswered or self.reply_deadline.days >= 0:
            return None
        told = {Outcome.PLACE, Outcome.RESERVE}
        return frozenset(decision.registration for decision in self.plan.decisions if decision.outcome in told)

    @property
    def overdue(self) -> bool:
        """Has the day passed by which everybody is to have an answer, and somebody has none?"""
        return bool(self.unanswered) and self.reply_deadline.days < 0

    @property
    def is_open(self) -> bool:
        """Is there anything left that a person must do before the answers can go out (`--strict`)?"""
        undecided = self.plan is None or self.plan.approved_by is None or self.plan_changed or self.withdrawn
        unsettled = self.letter_states.get(LetterState.UNKNOWN)
        return bool(self.incomplete or self.to_review or self.set_aside or undecided or unsettled)


def standing(run: Run, register: Register, allocated: Places, written: Sequence[LetterRecord]) -> Standing:
    """Where the workspace stands on the day of the run."""
    current = register.current()
    heard = {registration.trust_orgnr for registration in register.registrations}
    plan = allocated.standing
    stands = [letter for letter in written if letter.state is not LetterState.SUPERSEDED]
    return Standing(
        registration_deadline=_deadline(run.programme.dates.deadline, run.now.date()),
        reply_deadline=_deadline(run.programme.dates.reply_by, run.now.date()),
        statuses=Counter(registration.status for registration in register.registrations),
        late=sum(registration.late for registration in current),
        incomplete=tuple(r.id for r in current if r.status is Status.INCOMPLETE),
        to_review=tuple(r.id for r in current if has_open_review(r)),
        set_aside=tuple(one for one in register.quarantine if one.reason is not SetAsideReason.SYSTEM_FILE),
        forms=register.forms,
        silent=tuple(recipient.name for recipient in run.recipients if recipient.orgnr not in heard),
        plan=plan,
        plan_changed=allocated.changed,
        withdrawn=allocated.withdrawn,
        outcomes=Counter(decision.outcome for decision in plan.decisions) if plan else {},
        letters=Counter(letter.kind for letter in stands),
        letter_states=Counter(letter.state for letter in stands),
        unanswered=_unanswered(current, stands),
        tasks_due=due_within(year_of(run.programme), run.now.date(), TASKS_AHEAD),
        reports_overdue=overdue_reports(run, register, plan),
        next_meeting=_next_meeting(run),
        corrected=sum(letter.corrects and letter.state in {LetterState.DRAFT, LetterState.APPROVED} for letter in stands),
    )


def _unanswered(current: Sequence[Registration], stands: Sequence[LetterRecord]) -> tuple[str, ...]:
    """The teams to whom no answer has been handed over."""
    answered = {one.registration for one in stands if one.kind in TO_TEAMS and one.state is LetterState.HANDED_OVER}
    return tuple(registration.id for registration in current if registration.id not in answered)


def _next_meeting(run: Run) -> DatedMeeting | None:
    ahead = [one for one in coming(run.programme, run.now.date()) if one.days]
    return min(ahead, key=lambda one: one.days, default=None)


def _deadline(day: dt.date, today: dt.date) -> Deadline:
    return Deadline(
        day=day,
        days=(day - today).days,
        working_days=working_days_between(today, day),
        holidays=holiday_names(day),
    )

"""What the teams with a place owe today, from the forms received; and the reminders that follow from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import UsageError
from pipeline.i18n import msg
from pipeline.ledger.handovers import Fate, handovers
from pipeline.ledger.letters import written_letters
from pipeline.letter_record import LetterKind
from pipeline.letters.compose import KINDS
from pipeline.letters.occasion import Draft, Occasion
from pipeline.model import Outcome, Plan, Register, Registration
from pipeline.rules.identity import in_id_order
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.steps.returned import returned_forms
from pipeline.year.expected import Owed, dues, owed
from pipeline.year.report_reminders import overdue, report_reminders
from pipeline.year.returned import ReturnedForm

_LEFT = frozenset({Fate.SENT, Fate.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """The teams with a place, the forms of the year that came, and how each team stands with what it owes."""

    teams: tuple[Registration, ...]
    forms: tuple[ReturnedForm, ...]
    owes: tuple[Owed, ...]


def owing(run: Run, register: Register) -> Owing:
    """How the teams with a place stand today.

    Raises:
        UsageError: no places have been given out.
    """
    standing = places(run, register).standing
    if standing is None:
        raise UsageError(msg("No places have been given out yet. Run kull plan first."))
    return _owing(run, register, standing)


def _owing(run: Run, register: Register, plan: Plan) -> Owing:
    placed = {one.registration for one in plan.decisions if one.outcome is Outcome.PLACE}
    current = (registration for registration in register.current() if registration.id in placed)
    teams = tuple(sorted(current, key=lambda team: in_id_order(team.id)))
    forms = returned_forms(run, register)
    return Owing(teams=teams, forms=forms, owes=owed(run.programme, [team.id for team in teams], forms, run.now.date()))


def overdue_reports(run: Run, register: Register, plan: Plan | None) -> tuple[Owed, ...]:
    """What is overdue today; nothing before places are given out and something was due."""
    calendar = dues(run.programme)
    if plan is None or not calendar or run.now.date() <= calendar[0].day:
        return ()
    return overdue(_owing(run, register, plan).owes)


def drafts_of_reminders(run: Run, register: Register, day: dt.date) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """A reminder, dated `day`, to each team that owes something today and was not reminded of it."""
    plan = places(run, register).standing
    if plan is None:
        return {}
    now = _owing(run, register, plan)
    occasion = Occasion(register=register, plan=plan, programme=run.programme, recipients=run.recipients, dated=day)
    return {LetterKind.REPORT_REMINDER: report_reminders(occasion, now.teams, now.owes, _reminded(run))}


def _reminded(run: Run) -> frozenset[str]:
    """The owners of the reminders that have left, or may have."""
    cohort, kind = run.programme.cohort.id, LetterKind.REPORT_REMINDER
    with run.ledger.connect() as db:
        left = {one.key for one in handovers(db, cohort) if one.state in _LEFT}
        written = [one for one in written_letters(db, cohort) if one.record.kind is kind and one.key in left]
    ending = f"-{KINDS[kind].word}.docx"
    return frozenset(one.record.path.rsplit("/", 1)[-1].removesuffix(ending) for one in written)

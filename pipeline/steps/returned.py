"""The forms of the year that were received, tied to the teams with a place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.allocation.amend import decision_of
from pipeline.ledger.decisions import plan_of
from pipeline.ledger.withdrawals import taken_down
from pipeline.model import Outcome, Plan, Register
from pipeline.programme.schema import OSLO
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.year.form_rules import FormDates
from pipeline.year.returned import ReturnedForm, Year, returned


def returned_forms(run: Run, register: Register) -> tuple[ReturnedForm, ...]:
    """All forms of the year received, in the order of receipt: those that newer ones replaced, and those of nobody, too."""
    if not register.forms:
        return ()
    standing = places(run, register).standing
    left = _left(run, standing) if standing else {}
    placed = {one.registration for one in standing.decisions if one.outcome is Outcome.PLACE} if standing else None
    year = Year(
        registrations=register.registrations,
        placed=frozenset(placed) if placed is not None else None,
        dates=FormDates(invited=run.programme.dates.invitation, read_on=run.now.astimezone(OSLO).date()),
        left=left,
    )
    return returned(register.forms, year)


def _left(run: Run, standing: Plan) -> Mapping[str, date]:
    """The teams that had a place and were taken out of the plan, and the day on which they withdrew."""
    days = {one.team: one.day for one in standing.amendments}
    left: dict[str, date] = {}
    with run.ledger.connect() as db:
        for one in taken_down(db, run.programme.cohort.id):
            team, before = one.withdrawal.team, plan_of(db, one.plan_before)
            decision = decision_of(before, team) if before else None
            if decision and decision.outcome is Outcome.PLACE and team in days:
                left[team] = days[team]
    return left

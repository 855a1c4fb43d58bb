"""The forms of the year that were received, tied to the teams with a place."""

from __future__ import annotations

from pipeline.model import Outcome, Register
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
    placed = {one.registration for one in standing.decisions if one.outcome is Outcome.PLACE} if standing else None
    year = Year(
        registrations=register.registrations,
        placed=frozenset(placed) if placed is not None else None,
        dates=FormDates(invited=run.programme.dates.invitation, read_on=run.now.astimezone(OSLO).date()),
    )
    return returned(register.forms, year)

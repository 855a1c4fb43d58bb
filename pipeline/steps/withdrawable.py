"""Which team is meant by `kull withdraw`, and whether it can withdraw now."""

from __future__ import annotations

import datetime as dt
from difflib import get_close_matches

from pipeline.allocation.amend import decision_of, next_reserve
from pipeline.errors import UsageError
from pipeline.i18n import msg
from pipeline.ledger.withdrawals import withdrawals
from pipeline.model import Outcome, Plan, Register, Registration, Status
from pipeline.rules.identity import id_list, in_id_order, team_of
from pipeline.steps.opening import Run


def found(run: Run, register: Register, plan: Plan | None, target: str) -> Registration:
    """The team called `target`, which can withdraw from `plan` (None: none is approved).

    Raises:
        UsageError: there is none, or it has nothing to withdraw from.
    """
    team = named(register, target)
    decision = decision_of(plan, team.id) if plan else None
    with run.ledger.connect() as db:
        known = {one.team: one for one in withdrawals(db, run.programme.cohort.id)}
    if team.status is Status.SUPERSEDED:
        newer = team.superseded_by or team_of(team.id)
        raise UsageError(msg("{id} was replaced by {newer}. Name that one.", id=team.id, newer=newer))
    if team.id in known:
        by, day = known[team.id].by, f"{known[team.id].at:%d.%m.%Y}"
        raise UsageError(
            msg("{id} was taken down as withdrawn on {day}, by {by}. There is nothing more to do.", id=team.id, day=day, by=by)
        )
    if decision is not None and decision.outcome is Outcome.INELIGIBLE:
        said = msg("{id} has neither a place nor a number on the reserve list: there is nothing to withdraw from.", id=team.id)
        raise UsageError(said)
    if decision is None and team.status is Status.WITHDRAWN:
        raise UsageError(msg("{id} has withdrawn, and is not in the plan. There is nothing more to do.", id=team.id))
    return team


def named(register: Register, target: str) -> Registration:
    """The registration called `target`.

    Raises:
        UsageError: there is none; those that are called much the same are named.
    """
    known = {one.id.casefold(): one for one in register.registrations}
    wanted = target.strip().casefold()
    if wanted in known:
        return known[wanted]
    near = sorted((known[id_].id for id_ in get_close_matches(wanted, known, n=5)), key=in_id_order)
    if near:
        raise UsageError(
            msg("There is no team called «{id}». Did you mean one of these: {near}?", id=target, near=id_list(near))
        )
    raise UsageError(msg("There is no team called «{id}». kull status and register.xlsx show their ids.", id=target))


def notice_of(register: Register, team: Registration) -> dt.datetime | None:
    """When the mail came that says that the team withdraws."""
    notices = (
        one.source.received
        for one in register.registrations
        if one.status is Status.WITHDRAWN and one.id != team.id and team_of(one.id) == team.id
    )
    return max(notices, default=None)


def none_before(register: Register, plan: Plan, team: str, *, moves_up: bool) -> None:
    """Make sure that whoever moves up when `team` withdraws has not withdrawn as well.

    Raises:
        UsageError: that one must be taken out first.
    """
    first = next_reserve(plan)
    gone = {one.id for one in register.registrations if one.status is Status.WITHDRAWN}
    if moves_up and first and first.registration in gone:
        message = msg(
            "{first}, the first on the reserve list, has withdrawn too. Take that one out first: kull withdraw {first}. Then "
            "{team}.",
            first=first.registration,
            team=team,
        )
        raise UsageError(message)

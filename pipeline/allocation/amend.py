"""A team withdraws after the plan was approved: the plan amended, with nothing drawn again and nobody else's outcome changed.

The first on the reserve list moves up to the place that is free, and those behind move up one number. A reserve that was fixed
by an override never gets a place (see `rounds.Candidate.fixed`), and keeps its number. What an amended plan says follows from
the plan before it and the withdrawal alone, and so does its hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.allocation.reasons import got_the_place, moved_up
from pipeline.i18n import Message, msg
from pipeline.model import Amendment, Decision, Outcome, Plan, Register, Status
from pipeline.programme.wording import short_date


def amend(plan: Plan, withdrawal: Amendment) -> Plan:
    """`plan` without the team that withdraws; `withdrawal.promoted` of the result is worked out anew.

    Raises:
        ValueError: the team has neither a place nor a number on the reserve list.
    """
    gone = decision_of(plan, withdrawal.team)
    if gone is None or gone.outcome is Outcome.INELIGIBLE:
        raise ValueError(f"{withdrawal.team} has neither a place nor a number on the reserve list")
    first = next_reserve(plan) if gone.outcome is Outcome.PLACE and withdrawal.reserve else None
    made = replace(withdrawal, promoted=first.registration if first else "")
    decisions = tuple(_amended(plan.decisions, gone, first, made))
    return replace(
        plan,
        hash=_hash(plan, made, decisions),
        decisions=decisions,
        open_reviews=tuple(id_ for id_ in plan.open_reviews if id_ != gone.registration),
        approved_by=made.by if plan.approved_by else None,
        amendments=(*plan.amendments, made),
    )


def replayed(plan: Plan, amendments: Iterable[Amendment]) -> Plan:
    """`plan`, made anew from the register as it was before anybody withdrew, with `amendments` made to it in order.

    A team that has neither a place nor a number in it any more is only taken out.
    """
    for one in amendments:
        decision = decision_of(plan, one.team)
        if decision and decision.outcome is not Outcome.INELIGIBLE:
            plan = amend(plan, one)
        else:
            plan = replace(plan, decisions=tuple(d for d in plan.decisions if d is not decision))
    return plan


def before_withdrawals(register: Register, approved: Plan) -> Register:
    """`register` as if no team of the `approved` plan had withdrawn: what the draw was made from."""
    outcomes = {one.registration: one.outcome for one in approved.decisions if not one.overridden}
    teams = {*(one.registration for one in approved.decisions), *(one.team for one in approved.amendments)}
    gone = {one.id for one in register.registrations if one.id in teams and one.status is Status.WITHDRAWN}
    if not gone:
        return register
    stood = {id_: Status.INCOMPLETE if outcomes.get(id_) is Outcome.INELIGIBLE else Status.COMPLETE for id_ in gone}
    return replace(register, registrations=tuple(replace(r, status=stood.get(r.id, r.status)) for r in register.registrations))


def withdrawn_from(plan: Plan, register: Register) -> tuple[str, ...]:
    """The teams with a place or a reserve number that have withdrawn, and have not been taken out of the plan, in its order."""
    gone = {one.id for one in register.registrations if one.status is Status.WITHDRAWN}
    return tuple(
        one.registration for one in plan.decisions if one.registration in gone and one.outcome is not Outcome.INELIGIBLE
    )


def next_reserve(plan: Plan) -> Decision | None:
    """Whoever is to have the next place that is free; None: there is nobody."""
    able = (one for one in plan.decisions if one.outcome is Outcome.RESERVE and not one.overridden)
    return min(able, key=lambda one: one.order or 0, default=None)


def decision_of(plan: Plan, team: str) -> Decision | None:
    """The decision on a team; None: it is not part of the plan (any more)."""
    return next((one for one in plan.decisions if one.registration == team), None)


def in_words(amendment: Amendment) -> Message:
    """What stands beside the plan about a withdrawal."""
    day, team, by = short_date(amendment.day), amendment.team, amendment.by
    if amendment.promoted:
        return msg(
            "Withdrawn after the approval: {team}, on {day}. {promoted} was moved up to its place ({by}).",
            team=team,
            day=day,
            promoted=amendment.promoted,
            by=by,
        )
    return msg(
        "Withdrawn after the approval: {team}, on {day}. Nobody was moved up to a place ({by}).", team=team, day=day, by=by
    )


def _amended(
    decisions: Iterable[Decision], gone: Decision, first: Decision | None, withdrawal: Amendment
) -> Iterator[Decision]:
    """The decisions without `gone`; `first` stands in its place, and has its number."""
    left = (first.order if first else gone.order if gone.outcome is Outcome.RESERVE else None) or 0
    for one in decisions:
        if one is gone and first:
            yield replace(
                first, outcome=Outcome.PLACE, order=gone.order, reason=got_the_place(first, withdrawal.team, withdrawal.day)
            )
        elif one is gone or one is first:
            continue
        elif left and one.outcome is Outcome.RESERVE and (one.order or 0) > left:
            number = (one.order or 0) - 1
            yield replace(one, order=number, reason=moved_up(one, number, withdrawal.team, withdrawal.day))
        else:
            yield one


def _hash(before: Plan, withdrawal: Amendment, decisions: Iterable[Decision]) -> str:
    """SHA-256 in hex of the plan before, who withdrew, and what came of it."""
    bound = {
        "before": before.hash,
        "withdrawn": withdrawal.team,
        "promoted": withdrawal.promoted,
        "decisions": sorted([d.registration, d.outcome, d.round or 0, d.order or 0] for d in decisions),
    }
    canonical = json.dumps(bound, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

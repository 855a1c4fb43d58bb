"""A team withdraws after the approval: one place changes hands, the reserves move up, and nothing else is other than it was."""

import datetime as dt
from dataclasses import replace

import pytest
from allocation_cohort import incomplete, override, programme, projects, register
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.allocation.amend import amend, before_withdrawals, next_reserve, replayed, withdrawn_from
from pipeline.allocation.plan import make_plan
from pipeline.allocation.reasons import own_part
from pipeline.model import Amendment, Outcome, Status

DAY = dt.date(2025, 10, 3)
EVERYBODY = (*projects(UNN=4, NLSH=3, FIN=2), incomplete("SANO-1", priority=1))


def withdrawal(team, **changes):
    return Amendment(team=team, day=DAY, by="Kari Nordli", **changes)


def approved(capacity, fixed=()):
    overrides = [override(team, "reserve") for team in fixed]
    return replace(make_plan(register(*EVERYBODY), programme(capacity=capacity, overrides=overrides)), approved_by="Ragnhild")


def having(plan, outcome):
    return {d.registration: d.order for d in plan.decisions if d.outcome is outcome}


def in_order(plan, outcome):
    return sorted(having(plan, outcome), key=having(plan, outcome).get)


capacities = st.integers(1, 9)
fixed = st.sets(st.sampled_from(["UNN-3", "NLSH-2", "FIN-2"]), max_size=2).map(sorted)
teams = st.sampled_from([one.id for one in EVERYBODY if one.eligible])


@given(capacities, fixed, teams, st.booleans())
def test_one_place_changes_hands_the_order_is_kept_and_nobody_else_has_another_outcome(capacity, fixed, team, reserve):
    before = approved(capacity, fixed)
    after = amend(before, withdrawal(team, reserve=reserve))
    was, now = ({d.registration: d for d in plan.decisions} for plan in (before, after))
    first = next_reserve(before) if was[team].outcome is Outcome.PLACE and reserve else None
    promoted = first.registration if first else ""
    assert was.keys() - now.keys() == {team}
    assert {id_ for id_ in now if now[id_].outcome is not was[id_].outcome} == ({promoted} - {""})
    assert after.amendments == (withdrawal(team, reserve=reserve, promoted=promoted),)
    places = {id_: order for id_, order in having(before, Outcome.PLACE).items() if id_ != team}
    assert having(after, Outcome.PLACE) == places | ({promoted: was[team].order} if promoted else {})
    queue = [id_ for id_ in in_order(before, Outcome.RESERVE) if id_ not in {team, promoted}]
    assert having(after, Outcome.RESERVE) == {id_: number for number, id_ in enumerate(queue, start=1)}
    assert promoted not in fixed
    untouched = [id_ for id_ in now if now[id_].order == was[id_].order and id_ != promoted]
    assert all(now[id_] == was[id_] for id_ in untouched)
    assert after.hash != before.hash
    assert (after.capacity, after.seed, after.approved_by) == (before.capacity, before.seed, "Kari Nordli")


@given(capacities, fixed, st.lists(teams, min_size=2, max_size=2, unique=True))
def test_the_order_of_two_withdrawals_changes_only_who_got_which_place(capacity, fixed, two):
    plan = approved(capacity, fixed)
    one, other = (replayed(plan, map(withdrawal, order)) for order in (two, two[::-1]))
    assert having(one, Outcome.PLACE).keys() == having(other, Outcome.PLACE).keys()
    assert having(one, Outcome.RESERVE) == having(other, Outcome.RESERVE)
    assert len(having(one, Outcome.PLACE)) <= capacity


@given(capacities, fixed, st.lists(teams, min_size=1, max_size=4, unique=True))
def test_the_register_without_them_gives_the_amended_plan_again(capacity, fixed, gone):
    plan = approved(capacity, fixed)
    amended = replayed(plan, map(withdrawal, gone))
    after = register(*(replace(one, status=Status.WITHDRAWN) if one.id in gone else one for one in EVERYBODY))
    rules = programme(capacity=capacity, overrides=[override(team, "reserve") for team in fixed])
    again = replayed(make_plan(before_withdrawals(after, amended), rules), amended.amendments)
    assert (again.hash, again.decisions) == (amended.hash, amended.decisions)
    assert not withdrawn_from(amended, after)
    assert set(withdrawn_from(plan, after)) == set(gone)


@given(capacities, teams, teams)
def test_the_hash_names_who_withdrew(capacity, one, other):
    assume(one != other)
    plan = approved(capacity)
    assert amend(plan, withdrawal(one)).hash != amend(plan, withdrawal(other)).hash


def test_one_that_meets_no_requirements_or_is_not_there_has_nothing_to_withdraw_from():
    for team in ("SANO-1", "UNN-9"):
        with pytest.raises(ValueError, match="neither a place"):
            amend(approved(3), withdrawal(team))


def test_a_team_that_did_not_meet_the_requirements_and_withdraws_leaves_the_draw_as_it_was():
    plan = approved(3)
    after = register(*(replace(one, status=Status.WITHDRAWN) if one.id == "SANO-1" else one for one in EVERYBODY))
    assert make_plan(before_withdrawals(after, plan), programme(capacity=3)).hash == plan.hash
    assert withdrawn_from(plan, after) == ()


def test_the_reasons_say_what_happened_and_nothing_that_is_not_so_any_more():
    plan = approved(3)
    first, second = in_order(plan, Outcome.RESERVE)[:2]
    gone = in_order(plan, Outcome.PLACE)[0]
    now = {d.registration: d for d in amend(plan, withdrawal(gone)).decisions}
    said = {id_: [m.in_language("nb") for m in own_part(now[id_])][-2:] for id_ in (first, second)}
    assert (
        said[first][-1]
        == f"Prosjektet var nummer 1 på reservelisten, og rykket opp til en plass fordi {gone} trakk seg 03.10.2025."
    )
    assert said[second] == [
        "Prosjektet er nummer 1 på reservelisten.",
        f"{gone} trakk seg 03.10.2025, og prosjektet rykket opp fra nummer 2 på reservelisten.",
    ]
    assert not any("er nummer" in words for words in said[first])
    assert all(d.reason[-1].in_language("nb").startswith("Spørsmål kan rettes til") for d in now.values())

"""From register to plan: who takes part, what an override does, what the hash binds, and when a plan may be approved."""

from dataclasses import replace

import pytest
from allocation_cohort import SEED, UNSURE, incomplete, override, programme, projects, register, registration
from hypothesis import given
from hypothesis import strategies as st

from pipeline.allocation.plan import approve, make_plan, plan_hash, short_hash
from pipeline.errors import ConfigurationError, UsageError
from pipeline.i18n import msg
from pipeline.model import Decision, Outcome, Status
from pipeline.programme.schema import Override


def outcomes(plan):
    return {d.registration: d.outcome.value for d in plan.decisions}


def needing_draw():
    return register(*projects(UNN=8, NLSH=6, FIN=4, HELG=4))


# --- who takes part ------------------------------------------------------------------------------------------------------


def test_the_plan_of_a_cohort_has_places_then_reserves_then_those_that_take_no_part():
    plan = make_plan(register(incomplete("SANO-1", priority=1), *projects(UNN=2, FIN=1)), programme(capacity=2))
    assert [(d.registration, d.outcome, d.round, d.order) for d in plan.decisions] == [
        ("FIN-1", Outcome.PLACE, 1, 1),
        ("UNN-1", Outcome.PLACE, 1, 2),
        ("UNN-2", Outcome.RESERVE, 2, 1),
        ("SANO-1", Outcome.INELIGIBLE, None, None),
    ]


def test_every_registration_that_stands_has_one_decision_and_no_other_has_any():
    plan = make_plan(
        register(
            *projects(UNN=2),
            incomplete("FIN-1"),
            registration("HELG-1", status=Status.SUPERSEDED, superseded_by="HELG-1b"),
            registration("HELG-1b", status=Status.NEEDS_REVIEW),
            registration("NLSH-1", status=Status.WITHDRAWN),
        ),
        programme(),
    )
    assert outcomes(plan) == {"UNN-1": "place", "UNN-2": "place", "HELG-1b": "place", "FIN-1": "ineligible"}


def test_an_empty_register_gives_an_empty_plan():
    plan = make_plan(register(), programme())
    assert (plan.decisions, plan.draw_needed, plan.open_reviews) == ((), False, ())


def test_an_ineligible_first_priority_moves_the_next_one_up():
    plan = make_plan(register(incomplete("UNN-1", priority=1), registration("UNN-2", priority=2)), programme())
    assert {d.registration: d.round for d in plan.decisions} == {"UNN-2": 1, "UNN-1": None}


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 3), st.integers(0, 10), st.sampled_from(["UNN", "FIN", "ukjent"]))
def test_an_ineligible_form_changes_nothing_for_others(unn, fin, nlsh, capacity, trust):
    others = projects(UNN=unn, FIN=fin, NLSH=nlsh)
    cohort = programme(capacity=max(capacity, 1))
    without = make_plan(register(*others), cohort)
    with_one = make_plan(register(incomplete(f"{trust}-1x", priority=1), *others), cohort)
    assert with_one.decisions[:-1] == without.decisions


@given(st.permutations(projects(UNN=3, FIN=2, NLSH=1)), st.integers(1, 7))
def test_the_order_of_the_register_changes_nothing(shuffled, capacity):
    cohort = programme(capacity=capacity)
    assert make_plan(register(*shuffled), cohort) == make_plan(register(*sorted(shuffled, key=lambda r: r.id)), cohort)


def test_a_trust_that_is_not_known_takes_part_under_the_name_it_wrote():
    entered = [
        registration("UKJENT-1", priority=1, trust="Sykehuset  Sør HF", status=Status.NEEDS_REVIEW, findings=(UNSURE,)),
        registration("UKJENT-2", priority=2, trust="sykehuset sør hf", status=Status.NEEDS_REVIEW, findings=(UNSURE,)),
    ]
    plan = make_plan(register(*entered), programme())
    assert {d.registration: d.round for d in plan.decisions} == {"UKJENT-1": 1, "UKJENT-2": 2}
    assert plan.open_reviews == ("UKJENT-1", "UKJENT-2")


def test_a_registration_with_an_error_and_a_review_is_still_to_be_looked_at():
    unread = replace(incomplete("UNN-1"), findings=(*incomplete("UNN-1").findings, UNSURE))
    assert make_plan(register(unread), programme()).open_reviews == ("UNN-1",)


def test_an_empty_seed_is_no_seed():
    plan = make_plan(needing_draw(), programme(seed=""))
    assert (plan.seed, plan.draw_needed) == (None, True)
    assert {d.drawn for d in plan.decisions} == {None}


def test_the_lottery_value_stands_in_the_decisions_that_were_drawn():
    plan = make_plan(needing_draw(), programme())
    drawn = [d.registration for d in plan.decisions if d.drawn and d.round == 4]
    assert drawn == ["HELG-4", "UNN-4", "FIN-4", "NLSH-4"]


# --- overrides -----------------------------------------------------------------------------------------------------------


def test_an_override_to_ineligible_takes_it_out_and_the_trusts_next_moves_up():
    plan = make_plan(register(*projects(UNN=3)), programme(capacity=1, overrides=[override("UNN-1", "ineligible")]))
    assert outcomes(plan) == {"UNN-2": "place", "UNN-3": "reserve", "UNN-1": "ineligible"}
    assert [d.registration for d in plan.decisions if d.overridden] == ["UNN-1"]


def test_an_override_to_place_counts_within_the_capacity():
    plan = make_plan(register(*projects(UNN=3, FIN=1)), programme(capacity=2, overrides=[override("UNN-3", "place")]))
    assert sorted(outcomes(plan).values()) == ["place", "place", "reserve", "reserve"]
    assert outcomes(plan)["UNN-3"] == "place"


def test_an_override_to_place_holds_for_a_registration_with_an_error_and_the_error_is_still_told():
    plan = make_plan(register(incomplete("UNN-1")), programme(overrides=[override("UNN-1", "place")]))
    assert outcomes(plan) == {"UNN-1": "place"}
    assert msg("The team has no leader.") in plan.decisions[0].reason


def test_an_override_to_reserve_lets_the_next_project_have_the_place():
    plan = make_plan(register(*projects(UNN=2)), programme(capacity=1, overrides=[override("UNN-1", "reserve")]))
    assert outcomes(plan) == {"UNN-2": "place", "UNN-1": "reserve"}


def test_all_faults_of_the_overrides_are_told_at_once():
    cohort = programme(
        capacity=1,
        overrides=[
            override("UNN-9", "place"),
            override("FIN-1", "place"),
            override("FIN-1", "reserve"),
            override("HELG-1", "place"),
            override("NLSH-1", "reserve"),
        ],
    )
    everybody = register(
        *projects(FIN=1),
        registration("HELG-1", status=Status.SUPERSEDED, superseded_by="HELG-1b"),
        registration("NLSH-1", status=Status.WITHDRAWN),
    )
    with pytest.raises(ConfigurationError) as stopped:
        make_plan(everybody, cohort)
    assert [(f.file, f.place, f.value, f.message.msgid.split(".")[0]) for f in stopped.value.faults] == [
        ("programme.toml", "overrides[0].registration", "UNN-9", "There is no registration with this id in the register"),
        ("programme.toml", "overrides[1].registration", "FIN-1", "Two overrides name the same registration"),
        ("programme.toml", "overrides[2].registration", "FIN-1", "Two overrides name the same registration"),
        (
            "programme.toml",
            "overrides[3].registration",
            "HELG-1",
            "This registration is superseded by {newer}, and an override can only name one that stands",
        ),
        (
            "programme.toml",
            "overrides[4].registration",
            "NLSH-1",
            "This registration is withdrawn or superseded, and an override can only name one that stands",
        ),
        ("programme.toml", "overrides", "3", "The overrides give {count} places, and the capacity is {capacity}"),
    ]


# --- the hash ------------------------------------------------------------------------------------------------------------

decisions = st.builds(
    Decision,
    registration=st.sampled_from(["UNN-1", "UNN-2", "FIN-1"]),
    outcome=st.sampled_from(Outcome),
    round=st.none() | st.integers(1, 2),
    order=st.none() | st.integers(1, 2),
    drawn=st.none() | st.sampled_from(["a", "b"]),
    reason=st.just(()),
    overridden=st.booleans(),
)
overrides = st.builds(
    Override,
    registration=st.sampled_from(["UNN-1", "FIN-1"]),
    outcome=st.sampled_from(["place", "reserve"]),
    by=st.sampled_from(["Ola", "Kari"]),
    reason=st.sampled_from(["a", "b"]),
)
bound = st.tuples(
    st.none() | st.sampled_from(["", "s", "t"]),
    st.integers(0, 2),
    st.lists(decisions, max_size=2, unique_by=lambda d: d.registration).map(tuple),
    st.lists(overrides, max_size=2, unique_by=lambda o: o.registration).map(tuple),
)


def as_a_set(plan_parts):
    seed, capacity, decided, overridden = plan_parts
    return (seed, capacity, {d.registration: d for d in decided}, {o.registration: o for o in overridden})


@given(bound, bound)
def test_the_hash_changes_exactly_when_seed_capacity_a_decision_or_an_override_does(one, other):
    assert (plan_hash(*one) == plan_hash(*other)) == (as_a_set(one) == as_a_set(other))


@given(bound, st.data())
def test_the_hash_changes_when_one_part_alone_does(one, data):
    part = data.draw(st.integers(0, 3))
    other = tuple(data.draw(bound)[i] if i == part else value for i, value in enumerate(one))
    assert (plan_hash(*one) == plan_hash(*other)) == (as_a_set(one) == as_a_set(other))


def test_mending_the_wording_of_a_reason_leaves_the_hash():
    plan = make_plan(needing_draw(), programme())
    reworded = tuple(replace(d, reason=(msg("Other words."),)) for d in plan.decisions)
    assert plan_hash(plan.seed, plan.capacity, reworded, ()) == plan.hash


def test_an_override_that_only_confirms_what_the_rule_gives_still_changes_the_hash():
    entered = register(*projects(UNN=1))
    assert make_plan(entered, programme()).hash != make_plan(entered, programme(overrides=[override("UNN-1", "place")])).hash


# --- approval ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [12, 20, 64])
def test_a_plan_is_approved_by_its_hash_short_or_full(length):
    plan = make_plan(needing_draw(), programme())
    assert approve(plan, f" {plan.hash[:length].upper()} ", "Kari Leder ") == replace(plan, approved_by="Kari Leder")


@pytest.mark.parametrize("named", ["", "0" * 12, "short"])
def test_another_hash_is_refused_and_the_right_one_told(named):
    plan = make_plan(needing_draw(), programme())
    with pytest.raises(UsageError, match=f"The plan is now {short_hash(plan)}, not {named or '–'}"):
        approve(plan, named, "Kari Leder")


def test_too_few_characters_of_the_right_hash_are_refused():
    plan = make_plan(needing_draw(), programme())
    with pytest.raises(UsageError, match="The plan is now"):
        approve(plan, plan.hash[:11], "Kari Leder")


def test_a_hash_with_more_after_it_is_refused():
    plan = make_plan(needing_draw(), programme())
    with pytest.raises(UsageError, match="The plan is now"):
        approve(plan, plan.hash + "0", "Kari Leder")


@pytest.mark.parametrize("by", ["", "  "])
def test_an_approval_without_a_name_is_refused(by):
    plan = make_plan(needing_draw(), programme())
    with pytest.raises(UsageError, match="An approval needs a name"):
        approve(plan, plan.hash, by)


def test_a_plan_that_a_draw_decides_is_not_approved_without_a_seed():
    plan = make_plan(needing_draw(), programme(seed=""))
    with pytest.raises(UsageError, match="A draw decides in this plan, and no seed is set"):
        approve(plan, plan.hash, "Kari Leder")


def test_a_plan_that_no_draw_decides_needs_no_seed():
    plan = make_plan(register(*projects(UNN=5, NLSH=4, FIN=3, HELG=3)), programme(seed=""))
    assert approve(plan, plan.hash, "Kari Leder").approved_by == "Kari Leder"


def test_open_reviews_hold_an_approval_back_until_a_reason_is_given():
    plan = make_plan(register(registration("UNN-1", status=Status.NEEDS_REVIEW, findings=(UNSURE,))), programme(seed=SEED))
    with pytest.raises(UsageError, match="Somebody must look at these registrations before the plan is approved: UNN-1"):
        approve(plan, plan.hash, "Kari Leder", " ")
    approved = approve(plan, plan.hash, "Kari Leder", "Avklart på telefon")
    assert (approved.approved_by, approved.reviews_accepted) == ("Kari Leder", "Avklart på telefon")


def test_a_reason_for_reviews_that_are_not_there_is_not_kept():
    plan = make_plan(needing_draw(), programme())
    assert approve(plan, plan.hash, "Kari Leder", "for sikkerhets skyld").reviews_accepted is None

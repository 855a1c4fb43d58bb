"""The rounds as domain §3 has them: four cohorts worked out by hand, what the rule promises, and an oracle of another make."""

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from allocation_cohort import ORGNR, SEED
from hypothesis import given
from hypothesis import strategies as st

from pipeline.allocation.rounds import Candidate, allocate, lottery_key
from pipeline.model import Outcome


def candidates(**counts):
    return [candidate(trust, k) for trust, n in counts.items() for k in range(1, n + 1)]


def candidate(trust, priority, *, late=False, id_=None, fixed=None):
    return Candidate(
        id=id_ or f"{trust}-{priority}", orgnr=ORGNR.get(trust, ""), short=trust, priority=priority, late=late, fixed=fixed
    )


def places_of(placings):
    return Counter(p.candidate.short for p in placings if p.outcome is Outcome.PLACE)


def ids(placings, outcome):
    return [p.candidate.id for p in placings if p.outcome is outcome]


def drawn(placings):
    return [p.candidate.id for p in placings if p.drawn]


# --- the cohorts worked out by hand --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entered", "places"),
    [
        ({"UNN": 8, "NLSH": 6, "FIN": 3, "HELG": 3, "SANO": 1}, {"UNN": 4, "NLSH": 4, "FIN": 3, "HELG": 3, "SANO": 1}),
        ({"UNN": 8, "NLSH": 6, "FIN": 4, "HELG": 4}, {"UNN": 4, "NLSH": 3, "FIN": 4, "HELG": 4}),
        ({"UNN": 9, "NLSH": 2, "FIN": 1, "HELG": 1}, {"UNN": 9, "NLSH": 2, "FIN": 1, "HELG": 1}),
        ({"UNN": 5, "NLSH": 4, "FIN": 3, "HELG": 3}, {"UNN": 5, "NLSH": 4, "FIN": 3, "HELG": 3}),
    ],
)
def test_the_four_cohorts_give_each_trust_its_places(entered, places):
    assert places_of(allocate(candidates(**entered), 15, SEED)) == places


def test_the_draw_of_the_fourth_round_goes_as_published():
    placings = allocate(candidates(UNN=8, NLSH=6, FIN=4, HELG=4), 15, SEED)
    assert [p.candidate.id for p in placings if p.round == 4] == ["HELG-4", "UNN-4", "FIN-4", "NLSH-4"]
    assert ids(placings, Outcome.PLACE)[12:] == ["HELG-4", "UNN-4", "FIN-4"]
    assert ids(placings, Outcome.RESERVE)[0] == "NLSH-4"


def test_the_reserve_list_is_the_rest_of_the_round_and_then_each_later_round_in_lottery_order():
    placings = allocate(candidates(UNN=8, NLSH=6, FIN=4, HELG=4), 15, SEED)
    assert ids(placings, Outcome.RESERVE) == ["NLSH-4", "UNN-5", "NLSH-5", "NLSH-6", "UNN-6", "UNN-7", "UNN-8"]


def test_when_whole_rounds_fill_the_places_only_the_reserve_order_is_drawn():
    placings = allocate(candidates(UNN=8, NLSH=6, FIN=3, HELG=3, SANO=1), 15, SEED)
    assert drawn(placings) == ["UNN-5", "NLSH-5", "NLSH-6", "UNN-6"]


@pytest.mark.parametrize("entered", [{"UNN": 9, "NLSH": 2, "FIN": 1, "HELG": 1}, {"UNN": 5, "NLSH": 4, "FIN": 3, "HELG": 3}])
def test_nothing_is_drawn_when_everybody_gets_a_place(entered):
    assert drawn(allocate(candidates(**entered), 15, None)) == []


def test_the_lottery_key_is_the_sha256_of_seed_orgnr_and_project():
    text = b"LOTTO-2025-05-03:01-02-03-04-05-06-07|983974899|UNN-4"
    assert lottery_key(SEED, "983974899", "UNN-4") == hashlib.sha256(text).hexdigest()


# --- the corners ---------------------------------------------------------------------------------------------------------


def test_with_no_capacity_everybody_is_a_reserve():
    placings = allocate(candidates(UNN=2, FIN=1), 0, SEED)
    assert ids(placings, Outcome.PLACE) == []
    assert sorted(ids(placings, Outcome.RESERVE)) == ["FIN-1", "UNN-1", "UNN-2"]
    assert [p.round for p in placings] == [1, 1, 2]


def test_nobody_to_give_places_to_is_no_fault():
    assert allocate([], 15, SEED) == ()


def test_a_gap_in_the_priorities_moves_the_next_project_up():
    placings = allocate([candidate("UNN", 2), candidate("UNN", 5), candidate("FIN", 1)], 15, SEED)
    assert {p.candidate.id: p.round for p in placings} == {"UNN-2": 1, "UNN-5": 2, "FIN-1": 1}


def test_a_project_without_priority_comes_after_the_numbered_ones():
    placings = allocate([candidate("UNN", None, id_="UNN-a"), candidate("UNN", 7)], 1, SEED)
    assert [(p.candidate.id, p.outcome) for p in placings] == [("UNN-7", Outcome.PLACE), ("UNN-a", Outcome.RESERVE)]
    assert drawn(placings) == []


@pytest.mark.parametrize("priority", [1, None])
def test_two_equal_projects_of_one_trust_are_ordered_by_lottery_key(priority):
    two = [candidate("UNN", priority, id_="UNN-1"), candidate("UNN", priority, id_="UNN-1b")]
    placings = allocate(two, 1, SEED)
    by_key = sorted(["UNN-1", "UNN-1b"], key=lambda id_: lottery_key(SEED, ORGNR["UNN"], id_))
    assert [p.candidate.id for p in placings] == by_key
    assert [p.drawn_in_trust for p in placings] == [True, True]
    assert [p.lottery for p in placings] == sorted(p.lottery for p in placings)


def test_equal_projects_that_all_get_a_place_need_no_draw():
    two = [candidate("UNN", 1), candidate("UNN", 1, id_="UNN-1b")]
    assert drawn(allocate(two, 2, None)) == []


def test_the_same_priority_in_time_and_late_is_no_tie():
    two = [candidate("UNN", 1), candidate("UNN", 1, id_="UNN-1b", late=True)]
    assert drawn(allocate(two, 1, None)) == []


def test_late_projects_have_rounds_of_their_own_after_all_timely_ones():
    entered = [
        *candidates(UNN=3),
        candidate("FIN", 1, late=True),
        candidate("FIN", 2, late=True),
        candidate("UNN", 4, late=True),
        candidate("HELG", 1, late=True),
    ]
    placings = allocate(entered, 15, SEED)
    assert [(p.candidate.id, p.round, p.rank) for p in placings] == [
        ("UNN-1", 1, 1),
        ("UNN-2", 2, 2),
        ("UNN-3", 3, 3),
        ("FIN-1", 4, 1),
        ("HELG-1", 4, 1),
        ("UNN-4", 4, 1),
        ("FIN-2", 5, 2),
    ]


def test_a_late_first_priority_loses_to_a_timely_last_one():
    placings = allocate([*candidates(UNN=5), candidate("FIN", 1, late=True)], 5, SEED)
    assert ids(placings, Outcome.RESERVE) == ["FIN-1"]


def test_unknown_trusts_count_by_the_name_they_wrote():
    entered = [
        candidate("sykehuset sør", 1, id_="A"),
        candidate("sykehuset sør", 2, id_="B"),
        candidate("annet sykehus", 1, id_="C"),
    ]
    assert {p.candidate.id: p.round for p in allocate(entered, 15, SEED)} == {"A": 1, "B": 2, "C": 1}


def test_registrations_that_name_no_trust_count_as_one():
    entered = [candidate("", None, id_=id_) for id_ in ("X-1", "X-2", "X-3")]
    assert sorted(p.round for p in allocate(entered, 15, SEED)) == [1, 2, 3]


def test_without_a_seed_the_order_is_stable_and_no_lottery_value_is_shown():
    entered = candidates(UNN=8, NLSH=6, FIN=4, HELG=4)
    placings = allocate(entered, 15, None)
    assert placings == allocate(reversed(entered), 15, None) == allocate(entered, 15, "")
    assert {p.lottery for p in placings} == {None}
    assert "FIN-4" in drawn(placings)


def test_only_those_whose_order_was_drawn_have_a_lottery_value():
    placings = allocate(candidates(UNN=8, NLSH=6, FIN=4, HELG=4), 15, SEED)
    assert {p.candidate.id for p in placings if p.lottery} == set(drawn(placings))
    assert "UNN-1" not in drawn(placings)
    assert "UNN-8" not in drawn(placings)


def test_the_seed_changes_nothing_where_nothing_is_drawn():
    entered = candidates(UNN=5, NLSH=4, FIN=3, HELG=3)
    assert allocate(entered, 15, "a") == allocate(entered, 15, "b") == allocate(entered, 15, None)


def test_a_fixed_place_is_one_of_the_capacity_and_leaves_the_rounds_as_they_were():
    entered = [*candidates(UNN=3, FIN=2), candidate("HELG", 1), candidate("HELG", 2, fixed=Outcome.PLACE)]
    placings = allocate(entered, 4, SEED)
    assert ids(placings, Outcome.PLACE) == ["FIN-1", "HELG-1", "UNN-1", "HELG-2"]
    assert ids(placings, Outcome.RESERVE) == [
        *sorted(["FIN-2", "UNN-2"], key=lambda id_: lottery_key(SEED, ORGNR[id_[:-2]], id_)),
        "UNN-3",
    ]


def test_a_fixed_reserve_stands_on_the_reserve_list_with_its_round_and_the_next_gets_the_place():
    placings = allocate([candidate("UNN", 1, fixed=Outcome.RESERVE), candidate("UNN", 2), candidate("UNN", 3)], 1, SEED)
    assert [(p.candidate.id, p.outcome) for p in placings] == [
        ("UNN-2", Outcome.PLACE),
        ("UNN-1", Outcome.RESERVE),
        ("UNN-3", Outcome.RESERVE),
    ]


def test_more_fixed_places_than_capacity_is_refused():
    with pytest.raises(ValueError, match="2 fixed places do not go into a capacity of 1"):
        allocate([candidate("UNN", k, fixed=Outcome.PLACE) for k in (1, 2)], 1, SEED)


def test_two_candidates_with_one_id_are_refused():
    with pytest.raises(ValueError, match="different ids"):
        allocate([candidate("UNN", 1), candidate("UNN", 1)], 1, SEED)


def test_twenty_thousand_candidates_are_placed_in_order():
    entered = [candidate(f"trust {n % 4000}", n // 4000 + 1, id_=f"{n}") for n in range(20_000)]
    placings = allocate(entered, 10_000, SEED)
    assert [p.round for p in placings] == sorted(p.round for p in placings)
    assert len(ids(placings, Outcome.PLACE)) == 10_000


# --- what the rule promises ----------------------------------------------------------------------------------------------


@st.composite
def cohorts(draw, *, fixed=False):
    """Some trusts (one of them unknown) with some projects: equal priorities, none, late ones."""
    trusts = st.sampled_from(["UNN", "NLSH", "FIN", "HELG", "ukjent", ""])
    priorities = st.none() | st.integers(1, 4)
    outcomes = st.sampled_from([None, None, None, Outcome.RESERVE] if fixed else [None])
    rows = draw(st.lists(st.tuples(trusts, priorities, st.booleans(), outcomes), max_size=14))
    return [candidate(t, p, late=late, id_=f"{t}-{p}-{n}", fixed=f) for n, (t, p, late, f) in enumerate(rows)]


capacities = st.integers(0, 16)
seeds = st.sampled_from([SEED, "a", "b", "", None])


@given(cohorts(fixed=True), capacities, seeds)
def test_everybody_is_placed_or_in_reserve_and_nobody_twice(cohort, capacity, seed):
    placings = allocate(cohort, capacity, seed)
    assert sorted(p.candidate.id for p in placings) == sorted(c.id for c in cohort)


@given(cohorts(), capacities, seeds)
def test_all_places_are_used_and_never_more(cohort, capacity, seed):
    assert len(ids(allocate(cohort, capacity, seed), Outcome.PLACE)) == min(capacity, len(cohort))


@given(cohorts(), capacities, seeds)
def test_a_trusts_next_project_never_goes_before_an_earlier_one(cohort, capacity, seed):
    placings = allocate(cohort, capacity, seed)
    for trust in {c.trust for c in cohort}:
        for late in (False, True):
            own = [p for p in placings if p.candidate.trust == trust and p.candidate.late == late]
            assert [p.rank for p in own] == list(range(1, len(own) + 1))
            numbers = [p.candidate.priority or 99 for p in own]
            assert numbers == sorted(numbers)


@given(cohorts(), capacities, seeds)
def test_two_trusts_that_still_have_projects_differ_by_at_most_one(cohort, capacity, seed):
    for late in (False, True):
        placings = [p for p in allocate(cohort, capacity, seed) if p.candidate.late == late]
        wanting = {p.candidate.trust for p in placings if p.outcome is Outcome.RESERVE}
        got = Counter(p.candidate.trust for p in placings if p.outcome is Outcome.PLACE)
        counts = [got[trust] for trust in wanting]
        assert max(counts, default=0) - min(counts, default=0) <= 1


@given(cohorts(), capacities, seeds)
def test_a_trust_with_projects_left_never_has_two_fewer_than_another(cohort, capacity, seed):
    placings = [p for p in allocate(cohort, capacity, seed) if not p.candidate.late]
    wanting = {p.candidate.trust for p in placings if p.outcome is Outcome.RESERVE}
    got = Counter(p.candidate.trust for p in placings if p.outcome is Outcome.PLACE)
    for trust in wanting:
        assert got[trust] >= max(got.values(), default=0) - 1


@given(cohorts(fixed=True), capacities, seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(cohort, capacity, seed, random):
    shuffled = random.sample(cohort, len(cohort))
    assert allocate(shuffled, capacity, seed) == allocate(cohort, capacity, seed)


@given(cohorts(fixed=True), capacities, st.integers(0, 5), seeds)
def test_more_capacity_never_takes_a_place_away(cohort, capacity, more, seed):
    before = ids(allocate(cohort, capacity, seed), Outcome.PLACE)
    after = ids(allocate(cohort, capacity + more, seed), Outcome.PLACE)
    assert set(before) <= set(after)


@given(cohorts(), capacities, seeds)
def test_late_projects_never_go_before_timely_ones(cohort, capacity, seed):
    placings = allocate(cohort, capacity, seed)
    assert [p.candidate.late for p in placings] == sorted(p.candidate.late for p in placings)


@given(cohorts(fixed=True), capacities, seeds)
def test_places_and_reserves_are_numbered_from_one_without_gaps(cohort, capacity, seed):
    placings = allocate(cohort, capacity, seed)
    for outcome in (Outcome.PLACE, Outcome.RESERVE):
        orders = [p.order for p in placings if p.outcome is outcome]
        assert orders == list(range(1, len(orders) + 1))


@given(cohorts(), capacities)
def test_a_draw_is_needed_exactly_when_another_seed_can_change_a_result(cohort, capacity):
    results = {
        tuple(
            sorted(
                (p.candidate.id, p.outcome, p.order if p.outcome is Outcome.RESERVE else 0)
                for p in allocate(cohort, capacity, seed)
            )
        )
        for seed in map(str, range(60))
    }
    assert (len(results) > 1) == bool(drawn(allocate(cohort, capacity, None)))


@given(st.data(), cohorts(), st.integers(1, 16), seeds)
def test_a_fixed_place_is_kept_and_takes_at_most_one_place_from_the_others(data, cohort, capacity, seed):
    if not cohort:
        return
    favoured = data.draw(st.sampled_from(cohort))
    fixed = [replace(c, fixed=Outcome.PLACE) if c is favoured else c for c in cohort]
    before = set(ids(allocate(cohort, capacity, seed), Outcome.PLACE))
    after = set(ids(allocate(fixed, capacity, seed), Outcome.PLACE))
    assert favoured.id in after
    assert after - before <= {favoured.id}
    assert len(after) == len(before)


# --- an oracle of another make -------------------------------------------------------------------------------------------


def oracle(cohort, capacity, seed):
    """Deals the projects out like cards: each trust a pile, best on top; one card from every pile is a round."""
    queue = []
    for late in (False, True):
        piles = {}
        for c in cohort:
            if c.late == late:
                piles.setdefault(c.orgnr or ("no number", c.short), []).append(c)
        for pile in piles.values():
            pile.sort(key=lambda c: (float("inf") if c.priority is None else c.priority, key_of(c, seed)), reverse=True)
        while any(piles.values()):
            dealt = sorted((pile.pop() for pile in piles.values() if pile), key=lambda c: key_of(c, seed))
            queue += [c.id for c in dealt]
    return set(queue[:capacity]), queue[capacity:]


def key_of(c, seed):
    return hashlib.sha256(f"{seed or ''}|{c.orgnr}|{c.id}".encode()).hexdigest()


@given(cohorts(), capacities, seeds)
def test_the_rounds_give_what_dealing_cards_gives(cohort, capacity, seed):
    placings = allocate(cohort, capacity, seed)
    assert (set(ids(placings, Outcome.PLACE)), ids(placings, Outcome.RESERVE)) == oracle(cohort, capacity, seed)

"""When each item of a meeting begins."""

import datetime as dt

import pytest
from agenda_cohort import AGENDAS, gathering, item, laid, online, shipped
from hypothesis import given
from hypothesis import strategies as st

from pipeline.year.agenda import clock, share_out
from pipeline.year.agendas import Frame
from pipeline.year.papers import faults_of

SUMS = {"oppstart": 60, "samling-1": 205, "samling-2": 180, "samling-3": 180, "samling-4": 160}
WITHOUT_A_SUM = {"teams-2", "teams-3", "teams-4"}

items = st.builds(
    lambda minutes, most, optional: item(minutes, most=None if minutes else most, optional=optional),
    st.none() | st.integers(1, 120),
    st.none() | st.integers(1, 60),
    st.booleans(),
)
meetings = st.sampled_from([online(), online(dt.time(9), dt.time(15)), gathering()])


def starts(day):
    return [f"{clock(slot.start):%H.%M}" for slot in day.slots]


@pytest.mark.parametrize(("key", "minutes"), SUMS.items())
def test_the_minutes_of_the_recipe_go_up(key, minutes):
    (agenda,) = [one for one in AGENDAS.agendas if one.key == key]
    assert agenda.fixed_minutes == minutes


def test_every_meeting_of_the_recipe_has_its_agenda():
    assert set(shipped()) == {*SUMS, *WITHOUT_A_SUM}


def test_the_shipped_agendas_fit_into_their_meetings():
    assert [fault for one in shipped().values() for fault in faults_of(one)] == []


def test_what_can_be_left_out_is_what_the_recipe_says():
    left_out = {(one.key, it.title) for one in AGENDAS.agendas for it in one.items if it.optional}
    assert left_out == {
        ("samling-1", "Kraftfeltanalyse"),
        ("samling-3", "Bruk av tavler"),
        ("teams-2", "Verktøy"),
        ("teams-3", "Presentasjon av prosjekter"),
    }


def test_an_item_begins_when_the_one_before_it_ends():
    (day,) = laid(item(20), item(30), item(10)).days
    assert starts(day) == ["13.00", "13.20", "13.50"]
    assert clock(day.ends) == dt.time(14)


def test_the_programme_files_clock_goes_before_the_agendas():
    (day,) = laid(item(20), meeting=online(dt.time(9, 30), dt.time(10, 30))).days
    assert starts(day) == ["09.30"]


@given(st.lists(items, min_size=1, max_size=12), meetings)
def test_nothing_overlaps_nothing_is_lost_and_each_day_ends_when_its_sum_says(some, meeting):
    made = laid(*some, meeting=meeting)
    assert [slot.item for day in made.days for slot in day.slots] == some
    for day in made.days:
        now = day.start
        for slot in day.slots:
            assert slot.start == now
            now += slot.minutes
        assert day.ends == now == day.start + sum(slot.minutes for slot in day.slots)


@given(st.lists(items, min_size=1, max_size=12), meetings)
def test_an_item_gets_its_minutes_and_one_without_never_makes_a_day_too_long(some, meeting):
    for day in laid(*some, meeting=meeting).days:
        fixed = sum(slot.minutes for slot in day.slots if slot.given)
        assert all(slot.minutes == slot.item.minutes for slot in day.slots if slot.given)
        assert all(slot.minutes <= (slot.item.most or slot.minutes) for slot in day.slots)
        assert day.over == max(0, fixed - (day.end - day.start))


@given(st.integers(0, 600), st.lists(st.none() | st.integers(1, 90), max_size=8))
def test_the_time_that_is_left_is_shared_out_and_no_more(left, most):
    shares = share_out(left, most)
    assert sum(shares) <= left
    assert all(share <= (limit or left) for share, limit in zip(shares, most, strict=True))
    if None in most:
        assert sum(shares) == left


def test_a_gathering_goes_over_to_its_second_day_where_the_agenda_says():
    first, second = laid(item(60), item(30, day=2), item(30), meeting=gathering()).days
    assert (starts(first), starts(second)) == (["13.00"], ["09.00", "09.30"])
    assert (first.date, second.date) == (dt.date(2025, 9, 10), dt.date(2025, 9, 11))


def test_without_such_a_word_the_first_item_that_has_no_room_is_the_second_days_first():
    first, second = laid(item(120), item(90), item(30), meeting=gathering()).days
    assert (starts(first), starts(second)) == (["13.00"], ["09.00", "10.30"])


def test_an_item_never_runs_over_the_night():
    frame = Frame(first_day_end=dt.time(13, 30))
    first, second = laid(item(45), meeting=gathering(), frame=frame).days
    assert (starts(first), starts(second)) == ([], ["09.00"])


def test_a_day_that_is_too_full_is_told_with_what_can_be_left_out():
    made = laid(item(50), item(20, title="Kraftfelt", optional=True))
    (told,) = [str(fault.in_language("en")) for fault in faults_of(made)]
    assert told == (
        "Digitalt møte, day 1: the items take 10 minutes too much, past kl. 14.00. Can be left out: «Kraftfelt» (20 min)."
    )


def test_a_day_that_is_too_full_is_told_also_when_nothing_can_be_left_out():
    (told,) = [fault.in_language("en") for fault in faults_of(laid(item(70)))]
    assert "10 minutes too much" in told
    assert "None of them can be left out" in told


def test_what_the_agenda_puts_on_the_first_day_stays_there_and_is_told():
    first, second = laid(item(120), item(90), item(30, day=2), meeting=gathering()).days
    assert (first.over, second.over) == (30, 0)


def test_an_item_for_which_no_time_is_left_is_told_unless_it_can_be_left_out():
    made = laid(item(60), item(title="Status"), item(title="Verktøy", optional=True))
    (told,) = [fault.in_language("en") for fault in faults_of(made)]
    assert told == "Digitalt møte, day 1: there is no time left for «Status»."


@pytest.mark.parametrize(("teams", "minutes"), [(None, 90), (0, 90), (1, 5), (15, 75), (18, 90), (19, 90)])
def test_the_pitching_takes_five_minutes_a_team_and_ninety_at_most(teams, minutes):
    slots = [slot for day in shipped(teams)["samling-4"].days for slot in day.slots if slot.item.team_minutes]
    assert [slot.minutes for slot in slots] == [minutes]


@pytest.mark.parametrize(("teams", "told"), [(18, 0), (19, 1)])
def test_there_is_room_for_eighteen_teams(teams, told):
    faults = [fault.in_language("en") for fault in faults_of(shipped(teams)["samling-4"])]
    assert len(faults) == told
    assert all(
        "19 teams have a place" in fault and "room for 18: 4 + 1 minutes a team, 90 at most" in fault for fault in faults
    )

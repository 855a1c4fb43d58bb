"""The tasks of the year: every part of the recipe has its place, days are working days, and a meeting takes its tasks along."""

import datetime as dt

import pytest
from year_cohort import KULL_2, NOON, kull_2_in, with_meeting, without_meeting

from pipeline.programme.calendar import is_working_day, schedule
from pipeline.programme.schema import Audience, MeetingKind
from pipeline.year.activities import Anchor, Part, recipe
from pipeline.year.moves import days_now, latest_moves
from pipeline.year.tasks import due_within, working_day, year_of

YEARS = range(2024, 2036)
LATER = NOON + dt.timedelta(days=40)
FIXED = {"invitasjon", "frist", "svar"}


def by_key(programme):
    return {task.key: task for task in year_of(programme).tasks}


def days(programme, before=(), at=NOON):
    return days_now({one.key: one for one in before}, year_of(programme).tasks, at)


def test_every_activity_of_the_recipe_has_a_task_in_kull_2():
    dated = {task.activity for task in year_of(KULL_2).tasks}
    assert {activity.key for activity in recipe().activities} <= dated
    assert {task.part for task in year_of(KULL_2).tasks} == set(Part)


def test_keys_of_tasks_are_their_own():
    keys = [task.key for task in year_of(KULL_2).tasks]
    assert len(keys) == len(set(keys))


def test_every_meeting_is_planned_before_told_of_before_and_followed_up_after():
    tasks = year_of(KULL_2).tasks
    for one in schedule(KULL_2):
        if one.first is None:
            continue
        mine = [task for task in tasks if task.meeting == one.meeting.key and not task.is_meeting]
        before = {task.activity.split("-")[0] for task in mine if task.day < one.first}
        assert {"planlegging", "info"} <= before, one.meeting.key
        if one.meeting.key != "forberedelse":
            assert "etter" in {task.activity.split("-")[0] for task in mine if task.day > one.last}, one.meeting.key


def test_rooms_and_speakers_are_begun_six_months_before_each_gathering():
    tasks = by_key(KULL_2)
    for one in schedule(KULL_2):
        if one.meeting.kind is MeetingKind.GATHERING:
            assert (one.first - tasks[f"lokaler.{one.meeting.key}"].begins).days in range(180, 187)


@pytest.mark.parametrize("year", YEARS)
def test_every_task_is_on_a_working_day_and_begins_no_later_than_it_is_due(year):
    for task in year_of(kull_2_in(year)).tasks:
        assert task.begins <= task.day, task.key
        if not task.is_meeting and task.activity not in FIXED:
            assert is_working_day(task.day), task.key


def test_a_task_on_a_holiday_is_done_the_working_day_before():
    easter_wednesday = dt.date(2025, 4, 16)
    maundy_thursday = dt.date(2025, 4, 17)
    assert working_day("-2w", (maundy_thursday + dt.timedelta(weeks=2),) * 2) == easter_wednesday
    assert working_day("+1w", (dt.date(2025, 4, 14), dt.date(2025, 4, 14))) == easter_wednesday  # 2nd Easter day


def test_working_days_pass_over_easter_and_count_from_the_near_side_of_a_meeting():
    assert working_day("-1d", (dt.date(2025, 4, 22),) * 2) == dt.date(2025, 4, 16)
    assert working_day("+2d", (dt.date(2025, 9, 10), dt.date(2025, 9, 11))) == dt.date(2025, 9, 15)


def test_the_deadline_stays_on_its_day_though_it_is_a_holiday():
    assert by_key(KULL_2)["frist"].day == dt.date(2025, 5, 1)


def test_what_hangs_on_one_gathering_hangs_on_the_right_one():
    tasks = by_key(KULL_2)
    assert tasks["veiledning"].meeting == "samling-1"
    assert tasks["foreleser"].meeting == "samling-3"
    assert tasks["pitching"].meeting == tasks["undersokelse-ut"].meeting == "samling-4"
    assert tasks["egenevaluering-ut"].meeting == "digitalt-uke-9"
    assert tasks["info-veiledere.veiledere-uke-42"].audience is Audience.ADVISERS


def test_a_gathering_without_a_day_keeps_its_number_and_its_tasks_wait():
    lost = with_meeting("samling-2", week=None, month=11)
    tasks = by_key(lost)
    assert "materiell-2" not in tasks
    assert tasks["foreleser"].meeting == "samling-3"
    assert "Samling 2" in [name.nb for name in year_of(lost).undated]


def test_a_network_without_meetings_that_have_a_day_still_has_its_deadlines():
    bare = KULL_2.model_copy(update={"meetings": KULL_2.meetings[:2]})
    assert {"invitasjon", "frist", "svar"} <= set(by_key(bare))


def test_meetings_that_are_called_alike_are_told_apart_by_their_week():
    tasks = by_key(KULL_2)
    assert tasks["meeting.digitalt-uke-41"].title["nb"] == "Digitalt møte uke 41"
    assert tasks["meeting.digitalt-uke-41"].title["nn"] == "Digitalt møte veke 41"
    assert tasks["meeting.samling-1"].title["nb"] == "Samling 1"


def test_a_task_names_its_meeting_within_the_sentence():
    tasks = by_key(with_meeting("samling-2", title="IKT-samling", title_nn="IKT-samling"))
    assert tasks["info-samling.samling-1"].title["nb"] == "Sende program og materiell før samling 1"
    assert tasks["info-digitalt.digitalt-uke-9"].title["nn"] == "Sende program før digitalt møte veke 9"
    assert tasks["info-samling.samling-2"].title["nb"] == "Sende program og materiell før IKT-samling"


def test_an_activity_that_is_done_for_each_meeting_says_what_it_is_called_then_and_no_other_does():
    fixed = {Anchor.INVITATION, Anchor.DEADLINE, Anchor.REPLY_BY, Anchor.ONLINE_AFTER_GATHERING}
    for activity in recipe().activities:
        repeated = activity.which is None and activity.anchor not in fixed
        assert ("{meeting}" in activity.task, "{meeting}" in activity.task_nn) == (repeated, repeated), activity.key


def test_what_is_due_is_told_from_today_and_as_far_as_is_asked():
    year = year_of(KULL_2)
    keys = [task.key for task in due_within(year, dt.date(2025, 5, 8), 14)]
    assert keys == ["utvelging", "svar", "innkalling"]
    assert "utvelging" not in [task.key for task in due_within(year, dt.date(2025, 5, 9), 14)]


def test_a_meeting_that_moves_takes_all_its_own_tasks_along_and_no_other():
    first = days(KULL_2)
    after = days(with_meeting("samling-2", week=46), first, LATER)
    moved = latest_moves(after)
    mine = {task.key for task in year_of(KULL_2).tasks if task.meeting == "samling-2"}
    assert set(moved) == mine
    assert len(mine) == 10
    assert moved["meeting.samling-2"] == dt.date(2025, 11, 6)
    unmoved = [one for one in after if one.key not in mine]
    assert unmoved == [one for one in first if one.key not in mine]


def test_moves_are_told_until_something_else_moves():
    second = days(with_meeting("samling-2", week=46), days(KULL_2), LATER)
    again = days(with_meeting("samling-2", week=46), second, LATER + dt.timedelta(days=1))
    assert again == second
    other = with_meeting("digitalt-uke-9", with_meeting("samling-2", week=46), week=8)
    third = days(other, second, LATER + dt.timedelta(days=2))
    assert {key.split(".")[-1] for key in latest_moves(third)} >= {"digitalt-uke-9"}
    assert "meeting.samling-2" not in latest_moves(third)


def test_tasks_of_a_meeting_that_is_off_are_cancelled_once_and_come_back():
    first = days(KULL_2)
    off = {one.key: one for one in days(without_meeting("digitalt-uke-49"), first, LATER)}
    gone = [key for key, one in off.items() if one.cancelled]
    assert set(gone) == {task.key for task in year_of(KULL_2).tasks if task.meeting == "digitalt-uke-49"}
    still = {one.key: one for one in days(without_meeting("digitalt-uke-49"), off.values(), LATER + dt.timedelta(1))}
    assert still == off
    back = {one.key: one for one in days(KULL_2, off.values(), LATER + dt.timedelta(2))}
    assert [(back[key].sequence, back[key].cancelled) for key in gone] == [(2, False)] * len(gone)

"""What each team owes, and by when: days that an office can keep, tied to the right meetings; and what counts for it."""

import datetime as dt
from itertools import pairwise

import pytest
from returned_forms import came
from year_cohort import KULL_2, kull_2_in, with_meeting, without_meeting

from pipeline.programme.calendar import is_working_day, schedule, working_days_between
from pipeline.programme.schema import Audience, MeetingKind
from pipeline.year.expected import FORTNIGHT, REPORTS, Due, Sent, dues, owed

STATUS, PLAN, EVALUATION = REPORTS
KULL_2_DUES = """
18.09.2025 framdriftsplan samling-1
03.10.2025 statusrapport digitalt-uke-41
31.10.2025 statusrapport
13.11.2025 framdriftsplan samling-2
28.11.2025 statusrapport digitalt-uke-49
23.12.2025 statusrapport
29.01.2026 framdriftsplan samling-3
30.01.2026 statusrapport
20.02.2026 statusrapport digitalt-uke-9
20.02.2026 egenevaluering digitalt-uke-9
31.03.2026 statusrapport
28.04.2026 statusrapport samling-4
07.05.2026 framdriftsplan samling-4
"""


def days(form, programme=KULL_2):
    return [due.day for due in dues(programme) if due.form == form]


def gatherings(programme):
    return [one for one in schedule(programme) if one.meeting.kind is MeetingKind.GATHERING]


def state(due, *forms, today, team="UNN-1"):
    found = owed(KULL_2, [team], forms, today)
    return next((one.sent, one.dated) for one in found if one.due == due)


def due(form, day):
    return next(one for one in dues(KULL_2) if (one.form, one.day) == (form, day))


def test_kull_2_owes_what_was_worked_out_by_hand():
    said = "\n".join(f"{one.day:%d.%m.%Y} {one.form} {one.meeting}".strip() for one in dues(KULL_2))
    assert said == KULL_2_DUES.strip()


@pytest.mark.parametrize("year", range(2024, 2036))
def test_every_due_day_is_a_working_day_and_stands_right_by_its_meeting(year):
    programme = kull_2_in(year)
    meetings = {one.meeting.key: one for one in schedule(programme)}
    for one in dues(programme):
        assert is_working_day(one.day)
        assert one.day.month != 7
        assert one.opens <= one.day
        if one.meeting and one.form == PLAN:
            assert 1 <= (one.day - meetings[one.meeting].last).days <= 7
        elif one.meeting:
            first = meetings[one.meeting].first
            assert one.day < first
            assert working_days_between(one.day, first) <= 1
            assert meetings[one.meeting].meeting.audience is Audience.ALL


@pytest.mark.parametrize("year", range(2024, 2036))
def test_a_status_report_is_due_monthly_from_the_first_gathering_to_the_last_and_never_twice_in_a_fortnight(year):
    programme = kull_2_in(year)
    first, *_, last = gatherings(programme)
    found = days(STATUS, programme)
    assert first.last < found[0] <= first.last + dt.timedelta(days=35)
    assert found[-1] < last.first <= found[-1] + dt.timedelta(days=6)
    assert all(FORTNIGHT < other - one < dt.timedelta(days=45) for one, other in pairwise(found))
    dated = [one for one in schedule(programme) if one.first and first.last < one.first < last.first]
    online = [one for one in dated if one.meeting.kind is MeetingKind.ONLINE and one.meeting.audience is Audience.ALL]
    told_at = {one.meeting for one in dues(programme) if one.form == STATUS}
    assert told_at == {"", last.meeting.key, *(one.meeting.key for one in online)}


@pytest.mark.parametrize("year", range(2024, 2036))
def test_a_form_of_any_day_counts_for_one_due_day_at_most_and_for_the_nearest(year):
    programme = kull_2_in(year)
    begins = gatherings(programme)[0].first
    reports = [one for one in dues(programme) if one.form == STATUS]
    for number in range(-30, 330):
        day = begins + dt.timedelta(days=number)
        meant = [one for one in reports if one.is_meant_by(day)]
        assert len(meant) == (number >= 0)
        assert all(abs(one.day - day) == min(abs(other.day - day) for other in reports) for one in meant)


def test_the_self_evaluation_is_due_before_the_online_meeting_that_follows_the_third_gathering():
    assert days(EVALUATION) == [dt.date(2026, 2, 20)]
    assert days(EVALUATION, without_meeting("digitalt-uke-9")) == []
    assert days(EVALUATION, without_meeting("samling-4")) == []
    assert days(EVALUATION, with_meeting("digitalt-uke-9", week=8)) == [dt.date(2026, 2, 13)]


def test_a_meeting_without_a_day_and_a_network_without_gatherings_owe_nothing():
    undated = with_meeting("samling-2", week=None, month=11)
    assert "samling-2" not in {one.meeting for one in dues(undated)}
    assert dues(KULL_2.model_copy(update={"meetings": KULL_2.meetings[:3]})) == ()


def test_no_report_is_due_in_july():
    late = with_meeting("samling-4", week=None, date=dt.date(2026, 9, 23))
    months = {day.month for day in days(STATUS, late)}
    assert {5, 6, 8} <= months
    assert 7 not in months


def test_what_is_due_today_is_missing_tomorrow():
    october = due(STATUS, dt.date(2025, 10, 31))
    assert state(october, today=dt.date(2025, 10, 31)) == (Sent.NOT_YET, None)
    assert state(october, today=dt.date(2025, 11, 1)) == (Sent.MISSING, None)


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("2025-10-17", None),
        ("2025-10-18", Sent.SENT),
        ("2025-10-31", Sent.SENT),
        ("2025-11-01", Sent.LATE),
        ("2025-11-14", Sent.LATE),
        ("2025-11-15", None),
    ],
)
def test_a_report_is_in_time_or_late_by_its_own_date_and_nearer_to_another_day_it_is_another(date, sent):
    october = due(STATUS, dt.date(2025, 10, 31))
    found = state(october, came(STATUS, "UNN-1", date, received="2026-01-10"), today=dt.date(2026, 1, 11))
    assert found == ((sent, dt.date.fromisoformat(date)) if sent else (Sent.MISSING, None))


def test_only_what_is_the_teams_own_of_that_kind_and_stands_counts():
    october, today = due(STATUS, dt.date(2025, 10, 31)), dt.date(2025, 12, 1)
    others = (
        came(STATUS, "UNN-2", "2025-10-30"),
        came(STATUS, "", "2025-10-30"),
        came(PLAN, "UNN-1", "2025-10-30"),
        came(STATUS, "UNN-1", "2025-10-30", replaced_by="inbox/ny.docx"),
    )
    assert state(october, *others, today=today) == (Sent.MISSING, None)


def test_a_report_without_a_date_that_is_understood_counts_by_the_day_it_was_received():
    october, today = due(STATUS, dt.date(2025, 10, 31)), dt.date(2025, 12, 1)
    for form in (
        came(STATUS, "UNN-1", received="2025-10-29"),
        came(STATUS, "UNN-1", "2052-10-29", received="2025-10-29", doubted=["date"]),
        came(STATUS, "UNN-1", "i går", received="2025-10-29"),
    ):
        assert state(october, form, today=today) == (Sent.SENT, dt.date(2025, 10, 29))


def test_a_team_that_is_not_among_those_that_take_part_owes_nothing():
    found = owed(KULL_2, ["UNN-2"], (), dt.date(2026, 6, 1))
    assert {one.team for one in found} == {"UNN-2"}
    assert {one.sent for one in found} == {Sent.MISSING}


def test_a_due_day_that_is_open_takes_any_later_day():
    last = Due(form=PLAN, day=dt.date(2026, 5, 7), meeting="samling-4", opens=dt.date(2026, 4, 29))
    assert last.is_meant_by(dt.date(2027, 1, 1))

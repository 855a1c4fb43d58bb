"""Meetings' days, and the Norwegian calendar, from 2024 to 2035."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.i18n import msg
from pipeline.programme import calendar
from pipeline.programme.calendar import DatedMeeting, calendar_warnings, dated, is_holiday, schedule, working_days_between
from pipeline.programme.load import load_programme
from pipeline.programme.schema import Audience, Meeting, MeetingKind

ROOT = Path(__file__).resolve().parents[2]
KULL_2 = load_programme(ROOT / "programme.toml")
DEADLINE = KULL_2.dates.deadline
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31))
YEARS = st.integers(2024, 2035)


def meeting(kind=MeetingKind.ONLINE, **given_day):
    return Meeting(key="m", kind=kind, title="Møte", **given_day)


def easter_sunday(year):
    """Gauss' rule in the form of the Gregorian calendar, as a second opinion on the library."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114
    return dt.date(year, n // 31, n % 31 + 1)


def test_kull_2_has_the_days_of_the_invitation():
    assert [(m.meeting.key, m.first and m.first.isoformat(), m.last and m.last.isoformat()) for m in schedule(KULL_2)] == [
        ("oppstart-ledere", None, None),
        ("oppstart-veiledere", None, None),
        ("forberedelse", "2025-08-25", "2025-08-25"),
        ("samling-1", "2025-09-10", "2025-09-11"),
        ("digitalt-uke-41", "2025-10-06", "2025-10-06"),
        ("veiledere-uke-42", "2025-10-13", "2025-10-13"),
        ("samling-2", "2025-11-05", "2025-11-06"),
        ("digitalt-uke-49", "2025-12-01", "2025-12-01"),
        ("veiledere-uke-50", "2025-12-08", "2025-12-08"),
        ("samling-3", "2026-01-21", "2026-01-22"),
        ("digitalt-uke-9", "2026-02-23", "2026-02-23"),
        ("veiledere-uke-10", "2026-03-02", "2026-03-02"),
        ("samling-4", "2026-04-29", "2026-04-30"),
    ]


def test_an_undecided_meeting_can_be_on_the_mondays_of_june_but_whit_monday():
    start_up = schedule(KULL_2)[0]
    assert start_up == DatedMeeting(
        meeting=KULL_2.meetings[0],
        first=None,
        last=None,
        start=dt.time(13),
        end=dt.time(14),
        candidates=(dt.date(2025, 6, 2), dt.date(2025, 6, 16), dt.date(2025, 6, 23), dt.date(2025, 6, 30)),
    )
    assert start_up.days == ()


def test_online_meetings_are_from_13_to_14_and_gatherings_have_no_clock_of_their_own():
    online, gathering = dated(meeting(week=41), DEADLINE), dated(meeting(MeetingKind.GATHERING, week=37), DEADLINE)
    assert (online.start, online.end) == (dt.time(13), dt.time(14))
    assert (gathering.start, gathering.end) == (None, None)
    assert gathering.days == (dt.date(2025, 9, 10), dt.date(2025, 9, 11))


def test_what_the_programme_file_says_goes_before_the_custom():
    said = dated(meeting(week=41, weekday=4, start=dt.time(9), end=dt.time(10, 30)), DEADLINE)
    assert (said.first, said.start, said.end) == (dt.date(2025, 10, 9), dt.time(9), dt.time(10, 30))
    assert dated(meeting(date=dt.date(2025, 12, 2)), DEADLINE).first == dt.date(2025, 12, 2)
    assert dated(meeting(week=20, year=2025), DEADLINE).first == dt.date(2025, 5, 12)
    assert dated(meeting(month=6, year=2026), DEADLINE).candidates[0] == dt.date(2026, 6, 1)


def test_a_month_alone_is_the_next_such_month_and_its_days_are_after_the_deadline():
    assert dated(meeting(month=5), DEADLINE).candidates == tuple(dt.date(2025, 5, d) for d in (5, 12, 19, 26))
    assert dated(meeting(month=4), DEADLINE).candidates == tuple(dt.date(2026, 4, d) for d in (13, 20, 27))


@given(YEARS, st.integers(1, 52), st.sampled_from(MeetingKind))
def test_a_week_gives_its_weekday_in_the_year_that_the_rule_says(year, week, kind):
    found = dated(meeting(kind, week=week), dt.date(year, 5, 1))
    assert found.first.isocalendar() == (year + 1 if week < 27 else year, week, {"gathering": 3, "online": 1}[kind])
    assert (found.last - found.first).days == (1 if kind is MeetingKind.GATHERING else 0)
    assert found.candidates == ()


@given(YEARS, st.integers(1, 12), st.sampled_from(MeetingKind))
def test_candidates_are_every_free_weekday_of_the_month_and_nothing_else(year, month, kind):
    deadline = dt.date(year, 5, 1)
    found = dated(meeting(kind, month=month), deadline).candidates
    assert len(found) >= 3
    for day in found:
        assert (day.month, day.isoweekday(), is_holiday(day)) == (month, {"gathering": 3, "online": 1}[kind], False)
        assert deadline < day <= deadline.replace(year=year + 1)


@given(YEARS)
def test_the_holidays_of_a_year_are_the_twelve_of_the_law(year):
    easter = easter_sunday(year)
    moving = {easter + dt.timedelta(days=d): name for d, name in MOVING.items()}
    fixed = {dt.date(year, m, d): name for (m, d), name in FIXED.items()}
    for day in calendar.days_from(dt.date(year, 1, 1), dt.date(year, 12, 31)):
        assert set(calendar.holiday_names(day)) == {table[day] for table in (moving, fixed) if day in table}
        assert is_holiday(day) == (day in moving or day in fixed)


MOVING = {
    -3: "skjærtorsdag",
    -2: "langfredag",
    0: "1. påskedag",
    1: "2. påskedag",
    39: "Kristi himmelfartsdag",
    49: "1. pinsedag",
    50: "2. pinsedag",
}
FIXED = {(1, 1): "1. nyttårsdag", (5, 1): "1. mai", (5, 17): "17. mai", (12, 25): "1. juledag", (12, 26): "2. juledag"}


@given(DAYS)
def test_a_day_is_told_of_exactly_when_it_is_a_holiday_or_in_a_weekend(day):
    assert (calendar.day_off(day) is None) == (day.isoweekday() <= 5 and not is_holiday(day))


@given(DAYS, DAYS)
def test_meetings_on_a_holiday_or_weekend_are_never_passed_over(first, deadline):
    programme = KULL_2.model_copy(
        update={
            "meetings": (meeting(MeetingKind.GATHERING, date=first),),
            "dates": KULL_2.dates.model_copy(update={"deadline": deadline}),
        }
    )
    told = [(f.place, f.value) for f in calendar_warnings(programme)]
    expected = [("dates.deadline", deadline)] if calendar.day_off(deadline) else []
    expected += [("meetings[0] («Møte»)", d) for d in (first, first + dt.timedelta(days=1)) if calendar.day_off(d)]
    assert told == [(place, day.isoformat()) for place, day in expected]


def test_a_warning_names_the_holiday():
    assert [(f.place, f.message) for f in calendar_warnings(KULL_2)] == [
        (
            "dates.deadline",
            msg("{date} is a public holiday ({holiday}). Check that this day is meant.", date="1. mai 2025", holiday="1. mai"),
        )
    ]
    assert calendar.holiday_names(dt.date(2027, 5, 17)) == ("2. pinsedag", "17. mai")
    assert calendar.day_off(dt.date(2026, 5, 9)) == msg(
        "{date} is a Saturday. Check that this day is meant.", date="9. mai 2026"
    )
    assert calendar.day_off(dt.date(2027, 5, 9)) == msg("{date} is a Sunday. Check that this day is meant.", date="9. mai 2027")


@pytest.mark.parametrize("language", ["en_US.UTF-8", "th_TH.UTF-8", "nn_NO.UTF-8", ""])
def test_the_names_do_not_follow_the_locale_of_the_process(language):
    code = "import datetime as d; from pipeline.programme import calendar as c; print(*c.holiday_names(d.date(2025, 6, 9)))"
    environment = {**os.environ, "LANGUAGE": language, "LANG": language, "LC_ALL": language, "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "2. pinsedag\n"


def test_working_days_to_the_answer_of_kull_2():
    assert working_days_between(dt.date(2025, 4, 30), dt.date(2025, 5, 9)) == 6
    assert working_days_between(dt.date(2025, 4, 16), dt.date(2025, 4, 22)) == 1
    assert working_days_between(dt.date(2025, 5, 9), dt.date(2025, 5, 9)) == 0


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up_and_count_backwards_too(one, two, three):
    assert working_days_between(one, two) == -working_days_between(two, one)
    assert working_days_between(one, two) + working_days_between(two, three) == working_days_between(one, three)
    assert working_days_between(one, one + dt.timedelta(days=1)) == calendar.is_working_day(one + dt.timedelta(days=1))


def test_meetings_overlap_when_they_have_a_moment_in_common():
    gathering = dated(meeting(MeetingKind.GATHERING, week=37), DEADLINE)
    last_day = dated(meeting(date=dt.date(2025, 9, 11)), DEADLINE)
    day_after = dated(meeting(date=dt.date(2025, 9, 12)), DEADLINE)
    next_hour = dated(meeting(date=dt.date(2025, 9, 11), start=dt.time(14), end=dt.time(15)), DEADLINE)
    undecided = dated(meeting(month=9), DEADLINE)
    assert gathering.overlaps(last_day)
    assert last_day.overlaps(gathering)
    assert not gathering.overlaps(day_after)
    assert not last_day.overlaps(next_hour)
    assert not undecided.overlaps(undecided)


def test_advisers_and_leaders_are_asked_as_the_invitation_says():
    asked = {m.meeting.key: m.meeting.audience for m in schedule(KULL_2) if m.meeting.audience is not Audience.ALL}
    assert asked == {
        "oppstart-ledere": Audience.LEADERS,
        "oppstart-veiledere": Audience.ADVISERS,
        "veiledere-uke-42": Audience.ADVISERS,
        "veiledere-uke-50": Audience.ADVISERS,
        "veiledere-uke-10": Audience.ADVISERS,
    }

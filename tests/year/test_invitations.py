"""Calendar invitations: the right moment in every year, one UID for ever, and a new SEQUENCE when the meeting changed alone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from year_cohort import KULL_2, NOON, kull_2_in, with_meeting, without_meeting

from pipeline.programme.calendar import calendar_warnings, is_holiday
from pipeline.programme.schema import Audience, MeetingKind
from pipeline.year.ics import calendar_file, oslo
from pipeline.year.invitations import Change, invitations, revised, undecided

OSLO = ZoneInfo("Europe/Oslo")
LATER = NOON + dt.timedelta(days=40)
YEARS = range(2024, 2036)


def issue(programme, before=(), at=NOON):
    known = {one.issued.invitation.key: one.issued for one in before}
    return revised(known, invitations(programme), programme, at)


def events(revisions):
    return Calendar.from_ical(calendar_file(one.issued for one in revisions)).walk("VEVENT")


def by_meeting(revisions, key):
    return next(one for one in revisions if one.issued.invitation.meeting == key)


@pytest.mark.parametrize("year", YEARS)
def test_every_meeting_stands_on_its_week_day_in_its_week_at_its_place(year):
    programme = kull_2_in(year)
    decided = [meeting for meeting in programme.meetings if meeting.week]
    read = events(issue(programme))
    assert len(read) == len(decided) == 11
    for meeting, event in zip(decided, read, strict=True):
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        gathering = meeting.kind is MeetingKind.GATHERING
        assert start.isocalendar()[:2] == (year if meeting.week >= 27 else year + 1, meeting.week)
        assert start.isoweekday() == (3 if gathering else 1)
        assert (end.date() - start.date()).days == (1 if gathering else 0)
        assert (f"{start:%H:%M}", f"{end:%H:%M}") == (("12:00", "12:30") if gathering else ("13:00", "14:00"))
        assert str(event["location"]) == (meeting.place if gathering else "Digitalt møte")
        assert start.utcoffset() == start.replace(tzinfo=OSLO).utcoffset()


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31)),
    st.times(dt.time(4), dt.time(20)).map(lambda time: time.replace(second=0, microsecond=0)),
    st.sampled_from(["samling-1", "digitalt-uke-9"]),
)
def test_a_meeting_on_any_day_at_any_time_is_at_that_moment_by_the_files_own_zone(day, start, key):
    end = dt.time(21, 30)
    programme = with_meeting(key, date=day, week=None, start=start, end=end)
    data = calendar_file([by_meeting(issue(programme), key).issued])
    calendar = Calendar.from_ical(data)
    (event,), (zone,) = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    last = day + dt.timedelta(days=key == "samling-1")
    for name, moment in (("dtstart", dt.datetime.combine(day, start)), ("dtend", dt.datetime.combine(last, end))):
        written = event.decoded(name).replace(tzinfo=zone.to_tz(lookup_tzid=False))
        assert written.astimezone(dt.UTC) == moment.replace(tzinfo=OSLO).astimezone(dt.UTC)


@pytest.mark.parametrize("year", YEARS)
def test_no_meeting_is_on_a_holiday_without_a_warning(year):
    programme = kull_2_in(year)
    warned = {fault.value for fault in calendar_warnings(programme)}
    days = {
        day
        for one in invitations(programme)
        for day in (one.event.start.date(), one.event.end.date())
        if is_holiday(day) or day.isoweekday() > 5
    }
    assert {day.isoformat() for day in days} <= warned


def test_a_meeting_on_a_holiday_is_warned_of():
    programme = with_meeting("samling-4", date=dt.date(2026, 4, 30), week=None)
    assert "2026-05-01" in {fault.value for fault in calendar_warnings(programme)}


def test_the_zone_in_the_file_has_the_clock_of_oslo_on_every_day_and_around_each_change():
    zone = oslo().to_tz(lookup_tzid=False)  # by the rules in the file, not by its name
    moment = dt.datetime(2024, 1, 1, 12)  # noqa: DTZ001 - the zone is put on below
    while moment.year < 2036:
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=OSLO).utcoffset(), moment
        moment += dt.timedelta(days=1)
    for year in YEARS:
        for month in (3, 10):
            change = max(day for day in (dt.datetime(year, month, n) for n in range(25, 32)) if day.isoweekday() == 7)  # noqa: DTZ001
            for hour in (0, 1, 4, 5):
                moment = change + dt.timedelta(hours=hour)
                assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=OSLO).utcoffset(), moment


def test_the_file_keeps_to_the_letter_of_the_standard():
    data = calendar_file([one.issued for one in issue(KULL_2)], "Møter for alle")
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two by the folding
    calendar = Calendar.from_ical(data)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    for part in (calendar, *calendar.walk()):
        assert part.errors == []
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "SEQUENCE", "STATUS"} <= set(event)
        assert str(event["dtstart"].params["TZID"]) == "Europe/Oslo"


def test_nobody_is_named_as_asked_and_no_part_in_a_team_is_told():
    text = calendar_file([one.issued for one in issue(KULL_2)]).decode().lower()
    assert not [word for word in ("attendee", "role=", "tillitsvalgt", "verneombud") if word in text]


def test_theme_and_aim_are_those_of_the_programme_with_every_letter():
    programme = with_meeting("samling-2", aim="Eanandihtti, čáhci; «a, b»")
    read = next(e for e in events(issue(programme)) if str(e["summary"]).endswith("Samling 2"))
    assert str(read["description"]).split("\n")[:2] == ["Tema: Indikator og tiltak", "Mål: Eanandihtti, čáhci; «a, b»"]


def test_the_same_programme_gives_the_same_bytes_whenever_it_is():
    first = issue(KULL_2)
    again = issue(KULL_2, first, LATER)
    assert {one.change for one in again} == {Change.NONE}
    assert [calendar_file([one.issued]) for one in again] == [calendar_file([one.issued]) for one in first]


def test_only_the_meeting_that_moved_gets_a_new_sequence_and_keeps_its_uid():
    first = issue(KULL_2)
    moved = issue(with_meeting("samling-2", week=46), first, LATER)
    assert [one.issued.sequence for one in moved if one.issued.invitation.meeting != "samling-2"] == [0] * 10
    (old,), (new,) = events([by_meeting(first, "samling-2")]), events([by_meeting(moved, "samling-2")])
    assert (new["uid"], new["sequence"], new["status"]) == (old["uid"], 1, "CONFIRMED")
    assert new.decoded("dtstamp") == LATER
    assert new.decoded("dtstart").date() == dt.date(2025, 11, 12)


def test_another_contact_is_no_change_of_the_meeting():
    other = KULL_2.model_copy(update={"contact": KULL_2.contact.model_copy(update={"name": "Ánde Sárá"})})
    again = issue(other, issue(KULL_2), LATER)
    assert {one.change for one in again} == {Change.DETAIL}
    assert {one.issued.sequence for one in again} == {0}
    assert {one.issued.stamped for one in again} == {LATER}


def test_a_meeting_that_falls_away_is_cancelled_once_and_can_come_back():
    first = issue(KULL_2)
    off = issue(without_meeting("digitalt-uke-9"), first, LATER)
    data = calendar_file([by_meeting(off, "digitalt-uke-9").issued])
    calendar = Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert event["uid"] == events([by_meeting(first, "digitalt-uke-9")])[0]["uid"]
    still = issue(without_meeting("digitalt-uke-9"), off, LATER + dt.timedelta(days=1))
    assert by_meeting(still, "digitalt-uke-9").issued == by_meeting(off, "digitalt-uke-9").issued
    back = by_meeting(issue(KULL_2, still, LATER + dt.timedelta(days=2)), "digitalt-uke-9").issued
    assert (back.sequence, back.cancelled) == (2, False)


def test_a_meeting_that_loses_its_day_is_cancelled_and_told_as_undecided():
    lost = with_meeting("digitalt-uke-41", week=None, month=10)
    off = by_meeting(issue(lost, issue(KULL_2), LATER), "digitalt-uke-41")
    assert off.change is Change.CANCELLED
    assert "digitalt-uke-41" in {one.meeting.key for one in undecided(lost)}


def test_meetings_without_a_day_are_left_out_and_told():
    assert [one.meeting.key for one in undecided(KULL_2)] == ["oppstart-ledere", "oppstart-veiledere"]
    assert {one.audience for one in invitations(KULL_2)} == {Audience.ALL, Audience.ADVISERS}


def test_a_meeting_for_others_than_before_is_cancelled_for_those_and_new_for_these():
    other = issue(with_meeting("digitalt-uke-9", audience=Audience.LEADERS), issue(KULL_2), LATER)
    mine = {one.issued.invitation.audience: one.change for one in other if one.issued.invitation.meeting == "digitalt-uke-9"}
    assert mine == {Audience.LEADERS: Change.NEW, Audience.ALL: Change.CANCELLED}
    assert len({one.issued.uid for one in other}) == len(other)


def test_a_clock_in_the_programme_goes_before_lunch():
    programme = with_meeting("samling-1", start=dt.time(11, 30), end=dt.time(13))
    read = next(e for e in events(issue(programme)) if str(e["summary"]).endswith("Samling 1"))
    assert read.decoded("dtstart").time() == dt.time(11, 30)
    assert read.decoded("dtend").time() == dt.time(13)
    assert "lunsj" not in str(read["description"])

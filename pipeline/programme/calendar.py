"""Meetings get their days, and every day that binds is held against the Norwegian calendar (domain §2, fact 1; §4).

Everything is pure: a day is a value, never «today».
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

import holidays

from pipeline.errors import Fault
from pipeline.i18n import Message, msg
from pipeline.programme import wording
from pipeline.programme.schema import Meeting, MeetingKind, Programme
from pipeline.programme.workspace import PROGRAMME_FILE

ONE_DAY = dt.timedelta(days=1)
SATURDAY, SUNDAY = 6, 7

# Gatherings run «onsdag til torsdag – lunsj til lunsj», the others «på mandager kl 13-14» (the invitation's programme).
FIRST_WEEKDAY = {MeetingKind.GATHERING: 3, MeetingKind.ONLINE: 1}
LENGTH_IN_DAYS = {MeetingKind.GATHERING: 2, MeetingKind.ONLINE: 1}
ONLINE_START, ONLINE_END = dt.time(13), dt.time(14)

# Weeks below this one belong to the year after the cohort's first (domain §4).
FIRST_WEEK_OF_AUTUMN = 27

# As a letter names them; the same words in bokmål and nynorsk. The library's own name is on the left.
NAMES = {
    "Første nyttårsdag": "1. nyttårsdag",
    "Skjærtorsdag": "skjærtorsdag",
    "Langfredag": "langfredag",
    "Første påskedag": "1. påskedag",
    "Andre påskedag": "2. påskedag",
    "Arbeidernes dag": "1. mai",
    "Grunnlovsdag": "17. mai",
    "Kristi himmelfartsdag": "Kristi himmelfartsdag",
    "Første pinsedag": "1. pinsedag",
    "Andre pinsedag": "2. pinsedag",
    "Første juledag": "1. juledag",
    "Andre juledag": "2. juledag",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedMeeting:
    """A meeting with its days. `first` and `last` are None while only its month is known.

    `candidates` are then the days it can be on. `start` is on the first day and `end` on the last, local time; both are None
    for a gathering that the programme file gives no clock («lunsj til lunsj»).
    """

    meeting: Meeting
    first: dt.date | None
    last: dt.date | None
    start: dt.time | None
    end: dt.time | None
    candidates: tuple[dt.date, ...] = ()

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day of the meeting; none while it is undecided."""
        if self.first is None or self.last is None:
            return ()
        return tuple(days_from(self.first, self.last))

    def overlaps(self, other: DatedMeeting) -> bool:
        """Do the two have a moment in common? Without a clock a meeting takes its whole days; undecided, none at all."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        begins, ends = (self.first, self.start or dt.time.min), (self.last, self.end or dt.time.max)
        return begins < (other.last, other.end or dt.time.max) and (other.first, other.start or dt.time.min) < ends


def schedule(programme: Programme) -> tuple[DatedMeeting, ...]:
    """The programme's meetings with their days, in the order of the programme file.

    Raises:
        ValueError: a week that its year does not have; `load_programme` has made sure that there is none.
    """
    return tuple(dated(meeting, programme.dates.deadline) for meeting in programme.meetings)


def coming(programme: Programme, day: dt.date) -> tuple[DatedMeeting, ...]:
    """Those of `schedule` that are not over on `day`; one without a day is, when all the days that it could be on have been."""
    lasts = ((one, one.last or max(one.candidates, default=None)) for one in schedule(programme))
    return tuple(one for one, last in lasts if last is None or last >= day)


def dated(meeting: Meeting, deadline: dt.date) -> DatedMeeting:
    """One meeting with its days; `deadline` tells which year its week or month is in."""
    first = first_day(meeting, deadline)
    last = first + ONE_DAY * (LENGTH_IN_DAYS[meeting.kind] - 1) if first else None
    online = meeting.kind is MeetingKind.ONLINE
    return DatedMeeting(
        meeting=meeting,
        first=first,
        last=last,
        start=meeting.start or (ONLINE_START if online else None),
        end=meeting.end or (ONLINE_END if online else None),
        candidates=tuple(candidate_days(meeting, deadline)),
    )


def first_day(meeting: Meeting, deadline: dt.date) -> dt.date | None:
    """The day it starts, from its date or its ISO week; None when only the month is known.

    Raises:
        ValueError: the year does not have that week.
    """
    if meeting.date is not None:
        return meeting.date
    if meeting.week is None:
        return None
    return dt.date.fromisocalendar(year_of_week(meeting, deadline), meeting.week, weekday_of(meeting))


def weekday_of(meeting: Meeting) -> int:
    """Its (first) day of the week, 1 for Monday: as given, else as meetings of its kind have it."""
    return meeting.weekday or FIRST_WEEKDAY[meeting.kind]


def year_of_week(meeting: Meeting, deadline: dt.date) -> int:
    """The year of its `week`: as given, else the deadline's year, and the year after for weeks before week 27 (domain §4)."""
    early = meeting.week is not None and meeting.week < FIRST_WEEK_OF_AUTUMN
    return meeting.year or (deadline.year + 1 if early else deadline.year)


def year_of_month(meeting: Meeting, deadline: dt.date) -> int:
    """The year of its `month`: as given, else that of the first such month that ends after the deadline."""
    early = meeting.month is not None and meeting.month < deadline.month
    return meeting.year or (deadline.year + 1 if early else deadline.year)


def weeks_in(year: int) -> int:
    """52 or 53: 28 December is always in the last ISO week."""
    return dt.date(year, 12, 28).isocalendar().week


def candidate_days(meeting: Meeting, deadline: dt.date) -> Iterator[dt.date]:
    """The days that a meeting known by its month alone can be on: its weekday, after the deadline, no public holiday."""
    if meeting.month is None:
        return
    year = year_of_month(meeting, deadline)
    last = months.monthrange(year, meeting.month)[1]
    for day in days_from(dt.date(year, meeting.month, 1), dt.date(year, meeting.month, last)):
        if day > deadline and day.isoweekday() == weekday_of(meeting) and not is_holiday(day):
            yield day


def days_from(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from `first` to `last`, both included; none when `last` is before `first`."""
    for count in range((last - first).days + 1):
        yield first + ONE_DAY * count


def is_holiday(day: dt.date) -> bool:
    """Is it a public holiday in Norway? An ordinary Sunday is none."""
    return day in _norway(day.year)


def holiday_names(day: dt.date) -> tuple[str, ...]:
    """What a public holiday is called: («2. pinsedag», «17. mai») on 17 May 2027; nothing on other days."""
    names = _norway(day.year).get_list(day)
    return tuple(NAMES.get(name, name) for name in names)


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.isoweekday() < SATURDAY and not is_holiday(day)


def working_days_between(first: dt.date, last: dt.date) -> int:
    """Working days after `first`, up to and with `last`; negative when `last` is the earlier. The same day: 0."""
    if last < first:
        return -working_days_between(last, first)
    return sum(map(is_working_day, days_from(first + ONE_DAY, last)))


def calendar_warnings(programme: Programme) -> tuple[Fault, ...]:
    """A warning for each deadline and each day of a meeting that is a public holiday, a Saturday or a Sunday."""
    return tuple(chain(_warnings_of_dates(programme), _warnings_of_meetings(programme)))


def _warnings_of_dates(programme: Programme) -> Iterator[Fault]:
    dates = programme.dates
    bound = {"invitation": dates.invitation, "deadline": dates.deadline, "reply_by": dates.reply_by, "answer": dates.answer}
    for key, day in bound.items():
        message = day_off(day) if day else None
        if day and message:
            yield Fault(file=PROGRAMME_FILE, place=f"dates.{key}", value=day.isoformat(), message=message, warning=True)


def _warnings_of_meetings(programme: Programme) -> Iterator[Fault]:
    for index, meeting in enumerate(schedule(programme)):
        place = f"meetings[{index}] («{meeting.meeting.title}»)"
        for day in meeting.days:
            if message := day_off(day):
                yield Fault(file=PROGRAMME_FILE, place=place, value=day.isoformat(), message=message, warning=True)
        if meeting.first is None and not meeting.candidates:
            message = msg("No day of that month can be used. Give the meeting a date.")
            yield Fault(file=PROGRAMME_FILE, place=place, message=message, warning=True)


def day_off(day: dt.date) -> Message | None:
    """Why a case officer should look twice at `day`: which public holiday it is, or that it is in a weekend. Else None."""
    written = wording.long_date(day)
    if is_holiday(day):
        name = wording.join_words(holiday_names(day))
        return msg("{date} is a public holiday ({holiday}). Check that this day is meant.", date=written, holiday=name)
    if day.isoweekday() == SATURDAY:
        return msg("{date} is a Saturday. Check that this day is meant.", date=written)
    if day.isoweekday() == SUNDAY:
        return msg("{date} is a Sunday. Check that this day is meant.", date=written)
    return None


@cache
def _norway(year: int) -> holidays.HolidayBase:
    """Public holidays of one year. The language is given, else the library takes that of the process's locale."""
    return holidays.country_holidays("NO", years=year, language="no", expand=False)

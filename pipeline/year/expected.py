"""Which reports each team owes, and by which day: status report, progress plan, self-evaluation. Pure; no clock.

From the first gathering to the last (domain §5, «Gryteklar oppskrift»):

- a status report for each meeting on a screen for all, and for the last gathering, due the working day before; and at the end
  of each month, unless one of those is due within a fortnight: then the one serves for both. Not in July;
- a progress plan a week after each gathering: filling it in is the gathering's last item;
- the self-evaluation the working day before the meeting on a screen after the third gathering («må være sendt ut før»).

Days off become the working day before, as in `tasks.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from pipeline.form.year_forms import PROGRESS_PLAN, SELF_EVALUATION, STATUS_REPORT
from pipeline.model import Severity
from pipeline.programme.calendar import ONE_DAY, DatedMeeting, is_working_day, schedule
from pipeline.programme.schema import Audience, MeetingKind, Programme
from pipeline.year.returned import ReturnedForm
from pipeline.year.tasks import working_day

REPORTS: Final = (STATUS_REPORT.id, PROGRESS_PLAN.id, SELF_EVALUATION.id)
"""The forms that teams owe, in the order in which they are told."""

FORTNIGHT: Final = dt.timedelta(days=14)
_JULY, _DECEMBER = 7, 12
_THIRD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A form that every team owes by `day`. `meeting`: the key of the meeting that it is for; empty at the end of a month.

    A form whose own date is from `opens` to `closes` (None: however late) is the one that is meant. A status report is the one
    whose day is nearest; a plan and a self-evaluation can be of the gathering that they follow, or later.
    """

    form: str
    day: dt.date
    meeting: str
    opens: dt.date
    closes: dt.date | None = None

    def is_meant_by(self, day: dt.date) -> bool:
        """Is a form of that day this one?"""
        return self.opens <= day and (self.closes is None or day <= self.closes)


class Sent(StrEnum):
    """How it stands with a form that a team owes."""

    SENT = "sent"
    LATE = "late"
    MISSING = "missing"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A form that one team owes, how it stands, and the date of the form that came (None: none has)."""

    team: str
    due: Due
    sent: Sent
    dated: dt.date | None = None


def dues(programme: Programme) -> tuple[Due, ...]:
    """What every team owes over the year, in the order of days. None of a meeting that has no day yet."""
    dated = sorted((one for one in schedule(programme) if one.first and one.meeting.audience is Audience.ALL), key=_first)
    gatherings = [one for one in dated if one.meeting.kind is MeetingKind.GATHERING]
    if not gatherings:
        return ()
    begins, ends = _first(gatherings[0]), _first(gatherings[-1])
    online = [one for one in dated if one.meeting.kind is MeetingKind.ONLINE and begins < _first(one) < ends]
    found = (*_status_reports(gatherings, online), *_plans(gatherings), *_evaluations(gatherings, online))
    return tuple(sorted(found, key=lambda due: (due.day, REPORTS.index(due.form))))


def _first(one: DatedMeeting) -> dt.date:
    return one.first or dt.date.max


def _day_before(one: DatedMeeting) -> dt.date:
    return working_day("-1d", (_first(one), _first(one)))


def _status_reports(gatherings: Sequence[DatedMeeting], online: Sequence[DatedMeeting]) -> Iterator[Due]:
    last = gatherings[1:][-1:]  # a network of one gathering has nothing to tell before it
    days = {_day_before(one): one.meeting.key for one in (*online, *last)}
    begins, ends = gatherings[0].last or _first(gatherings[0]), _first(gatherings[-1])
    for day in _ends_of_months(begins, ends):
        if all(abs(day - other) > FORTNIGHT for other in days):
            days[day] = ""
    ordered = sorted(days)
    borders = [one + (other - one) // 2 for one, other in pairwise(ordered)]
    opens = [_first(gatherings[0]), *(border + ONE_DAY for border in borders)]
    for day, first, closes in zip(ordered, opens, [*borders, None], strict=False):
        yield Due(form=STATUS_REPORT.id, day=day, meeting=days[day], opens=first, closes=closes)


def _ends_of_months(after: dt.date, before: dt.date) -> Iterator[dt.date]:
    """The last working day of each month but July, between the two; in December that before Christmas Eve."""
    month = after.replace(day=1)
    while month < before:
        following = (month + 31 * ONE_DAY).replace(day=1)
        day = month.replace(day=23) if month.month == _DECEMBER else following - ONE_DAY
        while not is_working_day(day):
            day -= ONE_DAY
        if after < day < before and month.month != _JULY:
            yield day
        month = following


def _plans(gatherings: Sequence[DatedMeeting]) -> Iterator[Due]:
    for one, following in zip(gatherings, [*gatherings[1:], None], strict=True):
        first, last = _first(one), one.last or _first(one)
        closes = _first(following) - ONE_DAY if following else None
        day = working_day("+1w", (first, last))
        yield Due(form=PROGRESS_PLAN.id, day=day, meeting=one.meeting.key, opens=first, closes=closes)


def _evaluations(gatherings: Sequence[DatedMeeting], online: Sequence[DatedMeeting]) -> Iterator[Due]:
    for third in gatherings[_THIRD - 1 : _THIRD]:
        for one in [one for one in online if _first(one) > _first(third)][:1]:
            yield Due(form=SELF_EVALUATION.id, day=_day_before(one), meeting=one.meeting.key, opens=_first(third))


def owed(programme: Programme, teams: Iterable[str], forms: Iterable[ReturnedForm], today: dt.date) -> tuple[Owed, ...]:
    """How each of `teams` (ids, those that take part) stands today with everything that it owes, team by team.

    A form that is due today is not missing before tomorrow. A form counts by its own date, whenever it was received; one that
    has no date that can be understood counts by the day on which it was received.
    """
    calendar = dues(programme)
    came = [(one.team, one.form, date_of(one)) for one in forms if not one.replaced_by]
    return tuple(_owed(team, due, came, today) for team in teams for due in calendar)


def _owed(team: str, due: Due, came: Sequence[tuple[str, str, dt.date]], today: dt.date) -> Owed:
    days = [day for whose, form, day in came if whose == team and form == due.form and due.is_meant_by(day)]
    if days:
        return Owed(team=team, due=due, sent=Sent.SENT if min(days) <= due.day else Sent.LATE, dated=min(days))
    return Owed(team=team, due=due, sent=Sent.MISSING if today > due.day else Sent.NOT_YET)


def date_of(form: ReturnedForm) -> dt.date:
    """The form's own date; the day on which it was received, when it has none, or one that a person must look at."""
    return own_date(form, "date") or form.source.received.date()


def own_date(form: ReturnedForm, key: str) -> dt.date | None:
    """The day that the form gives as `key`; None when there is none, or a person must look at it first."""
    text = understood(form, key)
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def understood(form: ReturnedForm, key: str) -> str:
    """The answer to `key`; empty when there is none, or a person must look at it first."""
    seen = form.filled.provenance.get(key)
    asked = any(one.path == key and one.severity is Severity.REVIEW for one in form.findings)
    return "" if asked or (seen is not None and seen.needs_review) else form.answers.get(key, "")

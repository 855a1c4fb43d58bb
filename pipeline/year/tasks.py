"""The programme and the recipe → the tasks of the year, each with its day.

A day that falls on a weekend or a holiday becomes the working day before, so that nothing is late because an office is closed.
What is on the anchor's own day (the deadline, the answers) stays there: that day is the programme file's to say.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.programme import wording
from pipeline.programme.calendar import ONE_DAY, DatedMeeting, is_working_day, schedule
from pipeline.programme.schema import Audience, MeetingKind, Programme
from pipeline.year.activities import Activity, Anchor, Part, Wording, recipe

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be done by `day`, and worked on from `begins` (the same day when a day is enough).

    `key` is the same for ever. `activity` is None for a meeting itself; then `begins` and `day` are its days. `meeting` is what
    the task belongs to, empty for a day of the programme file. `title` has a meeting's name, `name` has not.
    """

    key: str
    activity: str | None
    part: Part
    name: Wording
    title: Wording
    responsible: Wording
    material: Wording
    audience: Audience | None
    begins: dt.date
    day: dt.date
    meeting: str = ""

    @property
    def is_meeting(self) -> bool:
        """Is it a meeting of the programme?"""
        return self.activity is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The tasks in the order of their days, and the meetings whose tasks have none because they have none themselves."""

    tasks: tuple[Task, ...]
    undated: tuple[Wording, ...]


NOTHING = Wording(nb="", nn="")
MEETING = "meeting."
"""How the key of a meeting begins among the tasks: no activity is called so."""


def year_of(programme: Programme) -> Year:
    """Every meeting and every task that hangs on the programme's days."""
    dated = schedule(programme)
    names = _names(dated)
    meetings = [_meeting(one, one.first, one.last, names[one.meeting.key]) for one in dated if one.first and one.last]
    tasks = [task for activity in recipe().activities for task in _tasks(activity, programme, dated, names)]
    return Year(
        tasks=tuple(sorted((*meetings, *tasks), key=lambda task: (task.day, not task.is_meeting, task.key))),
        undated=tuple(names[one.meeting.key] for one in dated if one.first is None),
    )


def due_within(year: Year, today: dt.date, days: int) -> tuple[Task, ...]:
    """The tasks of today and the `days` days after."""
    return tuple(task for task in year.tasks if today <= task.day <= today + ONE_DAY * days)


def _names(dated: Sequence[DatedMeeting]) -> Mapping[str, Wording]:
    """What each meeting is called; with its week where others are called the same."""
    alike = Counter(one.meeting.title for one in dated)
    return {one.meeting.key: _name(one, alone=alike[one.meeting.title] == 1) for one in dated}


def _name(dated: DatedMeeting, *, alone: bool) -> Wording:
    meeting = dated.meeting
    nynorsk = meeting.title_nn or meeting.title
    if alone or dated.first is None:
        return Wording(nb=meeting.title, nn=nynorsk)
    week = dated.first.isocalendar().week
    return Wording(nb=f"{meeting.title} {wording.week(week)}", nn=f"{nynorsk} {wording.week(week, 'nn')}")


def _meeting(dated: DatedMeeting, first: dt.date, last: dt.date, name: Wording) -> Task:
    meeting = dated.meeting
    return Task(
        key=f"{MEETING}{meeting.key}",
        activity=None,
        part=Part.RUN,
        name=name,
        title=name,
        responsible=recipe().responsible["organisers"],
        material=Wording(
            nb=_joined(meeting.place, meeting.theme), nn=_joined(meeting.place, meeting.theme_nn or meeting.theme)
        ),
        audience=meeting.audience,
        begins=first,
        day=last,
        meeting=meeting.key,
    )


def _joined(*words: str) -> str:
    return ": ".join(filter(None, words))


def _tasks(
    activity: Activity, programme: Programme, dated: Sequence[DatedMeeting], names: Mapping[str, Wording]
) -> Iterator[Task]:
    fixed = _days_of(programme).get(activity.anchor)
    if fixed:
        yield _task(activity, (fixed, fixed))
        return
    for one in _meetings_of(activity, dated):
        if one.first and one.last:
            yield _task(activity, (one.first, one.last), one, names[one.meeting.key])


def _days_of(programme: Programme) -> Mapping[Anchor, dt.date]:
    dates = programme.dates
    return {Anchor.INVITATION: dates.invitation, Anchor.DEADLINE: dates.deadline, Anchor.REPLY_BY: dates.reply_by}


def _meetings_of(activity: Activity, dated: Sequence[DatedMeeting]) -> Sequence[DatedMeeting]:
    """The meetings that an activity hangs on, in the order of their days; one without a day stands where it could first be."""
    ordered = sorted(dated, key=_about)
    gatherings = [one for one in ordered if one.meeting.kind is MeetingKind.GATHERING]
    if activity.anchor is Anchor.ONLINE_AFTER_GATHERING:
        online = [one for one in ordered if _kind(one, gatherings) is Anchor.ONLINE]
        return [one for after in _numbered(gatherings, activity.which) for one in online if _is_after(one, after)][:1]
    return _numbered([one for one in ordered if _kind(one, gatherings) is activity.anchor], activity.which)


def _kind(one: DatedMeeting, gatherings: Sequence[DatedMeeting]) -> Anchor:
    """What sort of meeting it is to the recipe: one on a screen before the first gathering is a start-up meeting."""
    if one.meeting.kind is MeetingKind.GATHERING:
        return Anchor.GATHERING
    if not gatherings or not _is_after(one, gatherings[0]):
        return Anchor.START_UP
    return Anchor.ADVISER if one.meeting.audience is Audience.ADVISERS else Anchor.ONLINE


def _is_after(one: DatedMeeting, other: DatedMeeting) -> bool:
    return _about(one) > (other.last or _about(other))


def _about(one: DatedMeeting) -> dt.date:
    return one.first or next(iter(one.candidates), dt.date.max)


def _numbered(meetings: Sequence[DatedMeeting], which: int | None) -> Sequence[DatedMeeting]:
    """Each of them; or the one that is meant, when there are so many."""
    if which is None:
        return meetings
    position = which - 1 if which > 0 else len(meetings) + which
    return meetings[position : position + 1] if position >= 0 else ()


def _task(activity: Activity, span: Span, meeting: DatedMeeting | None = None, name: Wording = NOTHING) -> Task:
    day = working_day(activity.due, span)
    begins = working_day(activity.begins, span) if activity.begins else day
    words = activity.words
    repeated = meeting is not None and activity.which is None
    return Task(
        key=f"{activity.key}.{meeting.meeting.key}" if meeting and repeated else activity.key,
        activity=activity.key,
        part=activity.part,
        name=words,
        title=activity.words_for(name) if repeated else words,
        responsible=recipe().responsible[activity.responsible],
        material=activity.materials,
        audience=_audience(activity, meeting),
        begins=min(begins, day),
        day=day,
        meeting=meeting.meeting.key if meeting else "",
    )


def _audience(activity: Activity, meeting: DatedMeeting | None) -> Audience | None:
    if activity.concerns == "none":
        return None
    if activity.concerns:
        return Audience(activity.concerns)
    return meeting.meeting.audience if meeting else None


def working_day(distance: str, span: Span) -> dt.date:
    """The day at `distance` from the first day of `span`, or after its last; on a day off the working day before."""
    first, last = span
    number, unit = int(distance[:-1]), distance[-1]
    anchor = last if number > 0 else first
    if number == 0:
        return anchor
    if unit == "w":
        return _or_before(anchor + dt.timedelta(weeks=number))
    day, step = anchor, ONE_DAY if number > 0 else -ONE_DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def _or_before(day: dt.date) -> dt.date:
    while not is_working_day(day):
        day -= ONE_DAY
    return day

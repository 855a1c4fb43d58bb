"""The year as a picture: where each bar, mark and word stands. The template `timeline.svg` draws it.

Across are the months; downwards a row for each activity, under the recipe's three parts, with a mark at each day it is due and
a bar before it where the work takes longer than a day. Meetings stand as bands through all rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.programme import wording
from pipeline.programme.schema import MeetingKind, Programme
from pipeline.year.activities import Part, recipe
from pipeline.year.tasks import Task, Year

WIDTH, LEFT, RIGHT = 1360, 356, 20
TOP, ROW, PART_ROW = 150, 19, 32
FOOT = 40
LETTER = 8
"""About how wide a letter of a meeting's name is."""
TEMPLATE = "timeline.svg"

PARTS: Mapping[Part, Message] = {Part.PLAN: msg("Plan"), Part.RUN: msg("Carry out"), Part.EVALUATE: msg("Evaluate")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month's column."""

    x: float
    width: float
    name: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A meeting through all rows. `level` is the line that its name stands on, from below, so that names do not meet."""

    x: float
    width: float
    name: str
    told: str
    kind: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The day that something is due, at `x`; `bar` is how long before it the work begins, in the picture's units."""

    x: float
    bar: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An activity."""

    y: float
    name: str
    part: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the recipe's parts."""

    y: float
    name: str
    part: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The whole drawing."""

    width: int
    height: float
    left: int
    top: int
    row: int
    months: tuple[Month, ...]
    bands: tuple[Band, ...]
    sections: tuple[Section, ...]


def timeline_svg(year: Year, programme: Programme, language: str, template: str) -> bytes:
    """The picture in `language`, as `template` draws it.

    Raises:
        ConfigurationError: the template uses what is not to be had.
    """
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    try:
        drawn = _drawn(environment.from_string(template), year, programme, language)
    except TemplateError as error:
        message = msg("The template cannot be filled in: {reason}.", reason=str(error))
        raise ConfigurationError((Fault(file=TEMPLATE, message=message),)) from error
    return f"{drawn.strip()}\n".encode()


def _drawn(template: Template, year: Year, programme: Programme, language: str) -> str:
    return template.render(
        picture=picture(year, programme, language),
        language=language,
        heading=msg("Timeline").in_language(language),
        cohort=programme.cohort.name,
        described=msg(
            "The activities of the year, each with the days on which it is due, under planning, carrying out and evaluating."
        ).in_language(language),
        gathering=msg("Gathering").in_language(language),
        online=msg("Online meeting").in_language(language),
        due=msg("Due").in_language(language),
        work=msg("Work before it is due").in_language(language),
    )


def picture(year: Year, programme: Programme, language: str) -> Picture:
    """Where everything stands."""
    first = min(task.begins for task in year.tasks).replace(day=1)
    last = _month_after(max(task.day for task in year.tasks))
    scale = Scale(first=first, days=(last - first).days)
    sections = tuple(_sections(year, scale, language))
    height = max((row.y for section in sections for row in section.rows), default=TOP) + ROW + FOOT
    return Picture(
        width=WIDTH,
        height=height,
        left=LEFT,
        top=TOP,
        row=ROW,
        months=tuple(_months(scale, last, language)),
        bands=tuple(_bands(year, programme, scale, language)),
        sections=sections,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From days to the picture's units."""

    first: dt.date
    days: int

    def x(self, day: dt.date) -> float:
        """The left edge of `day`."""
        return round(LEFT + self.length((day - self.first).days), 1)

    def length(self, days: float) -> float:
        """How wide so many days are."""
        return round((WIDTH - LEFT - RIGHT) * days / self.days, 1)


def _months(scale: Scale, end: dt.date, language: str) -> Iterator[Month]:
    day = scale.first
    while day < end:
        following = _month_after(day)
        name = wording.month(day, language)[:3]
        shown = str(day.year) if day == scale.first or day.month == 1 else ""
        yield Month(x=scale.x(day), width=scale.length((following - day).days), name=name, year=shown)
        day = following


def _month_after(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _bands(year: Year, programme: Programme, scale: Scale, language: str) -> Iterator[Band]:
    """The meetings from left to right; a name that would run into the one before stands a line higher."""
    kinds = {meeting.key: meeting.kind for meeting in programme.meetings}
    ends = [0.0, 0.0]
    for task in sorted((task for task in year.tasks if task.is_meeting), key=lambda task: task.begins):
        x = scale.x(task.begins)
        gathering = kinds[task.meeting] is MeetingKind.GATHERING
        name = task.title[language] if gathering else ""
        level = next((n for n, end in enumerate(ends) if end < x), 0)
        ends[level] = max(ends[level], x + LETTER * len(name))
        yield Band(
            x=x,
            width=scale.length((task.day - task.begins).days + 1),
            name=name,
            told=f"{task.title[language]}, {wording.date_range(task.begins, task.day, language, year=True)}",
            kind="gathering" if gathering else "online",
            level=level,
        )


def _sections(year: Year, scale: Scale, language: str) -> Iterator[Section]:
    y: float = TOP
    for part, name in PARTS.items():
        keys = [activity.key for activity in recipe().activities if activity.part is part]
        groups = {key: [task for task in year.tasks if task.activity == key] for key in keys}
        shown = [tasks for tasks in groups.values() if tasks]
        if not shown:
            continue
        top = y + PART_ROW
        rows = tuple(_row(tasks, top + ROW * number, scale, language) for number, tasks in enumerate(shown))
        yield Section(y=y, name=name.in_language(language), part=part.value, rows=rows)
        y = top + ROW * len(rows)


def _row(tasks: Sequence[Task], y: float, scale: Scale, language: str) -> Row:
    marks = (
        Mark(
            x=round(scale.x(task.day) + scale.length(0.5), 1),
            bar=scale.length((task.day - task.begins).days),
            told=f"{task.title[language]}, {wording.long_date(task.day, language)}",
        )
        for task in tasks
    )
    return Row(y=y, name=tasks[0].name[language], part=tasks[0].part.value, marks=tuple(marks))

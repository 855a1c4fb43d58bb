"""The year in words: what the Word timeline says, month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.i18n import msg
from pipeline.letters.contexts import Context, DocumentProperties, Sender, optional
from pipeline.letters.occasion import LONGEST_TITLE
from pipeline.letters.occasion import sender as sender_of
from pipeline.programme import wording
from pipeline.programme.schema import Programme
from pipeline.year.activities import recipe
from pipeline.year.tasks import Task, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A task or a meeting. `begins` is there when a day is not enough, `note` is what it needs, or a meeting's theme.

    `moved` tells of the day that it had before.
    """

    when: str
    what: str
    responsible: str
    is_meeting: bool
    begins: str = optional()
    audience: str = optional()
    note: str = optional()
    moved: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """«september 2025», and what is in it."""

    name: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineContext(Context):
    """What the timeline's template may say. `dated` tells when anything in it last changed."""

    sender: Sender
    cohort: str
    dated: str
    months: tuple[Month, ...]
    moves: str = optional()
    undated: str = optional()


def template(language: str) -> str:
    """The name of the timeline's Word template."""
    return f"timeline-{language}.docx"


def timeline(
    year: Year, programme: Programme, language: str, changed: dt.date, moved: Mapping[str, dt.date]
) -> TimelineContext:
    """The timeline in `language`; `changed` is the day on which it last changed, `moved` the days that tasks had before."""
    heading = msg("Timeline").in_language(language)
    cohort = programme.cohort.name
    months = groupby(year.tasks, key=lambda task: (task.day.year, task.day.month))
    return TimelineContext(
        properties=DocumentProperties(
            title=f"{heading} – {cohort}"[:LONGEST_TITLE], author=programme.organiser.name, language=language, dated=changed
        ),
        heading=heading,
        sender=sender_of(programme),
        cohort=cohort,
        dated=msg("Last changed {date}", date=wording.long_date(changed, language)).in_language(language),
        months=tuple(_month(list(tasks), language, moved) for _, tasks in months),
        moves=_moves(moved, language),
        undated=_undated(year, language),
    )


def _month(tasks: Sequence[Task], language: str, moved: Mapping[str, dt.date]) -> Month:
    first = tasks[0].day
    name = f"{wording.month(first, language).capitalize()} {first.year}"
    return Month(name=name, rows=tuple(row(task, language, moved.get(task.key)) for task in tasks))


def row(task: Task, language: str, moved_from: dt.date | None) -> TimelineRow:
    """A task in words."""
    return TimelineRow(
        when=when(task, language),
        what=task.title[language],
        responsible=task.responsible[language],
        is_meeting=task.is_meeting,
        begins=_begins(task, language),
        audience=concerns(task, language),
        note=task.material[language],
        moved=said_moved(moved_from, language) if moved_from else "",
    )


def concerns(task: Task, language: str) -> str:
    """Whom it concerns besides those who do it: «alle», «ledere»; nothing when that is nobody."""
    return recipe().concerns[task.audience][language] if task.audience else ""


def _begins(task: Task, language: str) -> str:
    if task.is_meeting or task.begins == task.day:
        return ""
    date = wording.long_date(task.begins, language, year=task.begins.year != task.day.year)
    return msg("begin on {date}", date=date).in_language(language)


def said_moved(before: dt.date, language: str) -> str:
    """«Flyttet fra 5. november 2025»."""
    return msg("Moved from {date}", date=wording.long_date(before, language)).in_language(language)


def when(task: Task, language: str) -> str:
    """«10.–11. september» for a meeting of two days; else «onsdag 3. september»."""
    if task.is_meeting and task.begins != task.day:
        return wording.date_range(task.begins, task.day, language)
    return f"{wording.weekday(task.day, language)} {wording.long_date(task.day, language, year=False)}"


def _moves(moved: Mapping[str, dt.date], language: str) -> str:
    if not moved:
        return ""
    return msg("{count} days have moved since the timeline before; each says from where.", count=len(moved)).in_language(
        language
    )


def _undated(year: Year, language: str) -> str:
    if not year.undated:
        return ""
    names = wording.join_words([name[language] for name in year.undated], language)
    return msg("No day yet, and so no tasks: {meetings}.", meetings=names).in_language(language)

"""The year's plan in the outbox: as Word, as a workbook, as a picture and as notes for a calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg
from pipeline.ledger.task_days import remember_task_days, task_days
from pipeline.letters.engine import load_template
from pipeline.letters.occasion import LANGUAGES
from pipeline.letters.templates import Finder
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, publish
from pipeline.steps.timeline_templates import template_faults
from pipeline.year.gantt import TEMPLATE, timeline_svg
from pipeline.year.ics import task_file
from pipeline.year.invitations import host_of, owner_of
from pipeline.year.moves import TaskDay, days_now, latest_moves
from pipeline.year.tasks import MEETING, Task, Year, year_of
from pipeline.year.timeline import TimelineContext, template, timeline
from pipeline.year.timeline_xlsx import timeline_xlsx

STEP = "timeline"
SUFFIXES = {"nb": "", "nn": "-nynorsk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A task whose day is another than when the timeline was last written."""

    task: Task
    before: TaskDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Timelines:
    """What was written, and what became of the tasks since last time: moved, new (none the first time) and off."""

    published: Published
    year: Year
    moved: tuple[Moved, ...]
    new: tuple[Task, ...]
    off: tuple[TaskDay, ...]


def write_timeline(run: Run) -> Timelines:
    """Bring the timeline up to date.

    Raises:
        ConfigurationError: its template is wrong; nothing was written.
    """
    year, cohort = year_of(run.programme), run.programme.cohort.id
    with run.ledger.connect() as db:
        before = task_days(db, cohort)
    days = days_now(before, year.tasks, run.now)
    made = dict(_files(run, year, days))
    with run.ledger.begin() as db:
        remember_task_days(db, cohort, [one for one in days if before.get(one.key) != one])
    wanted = [
        Wanted(path=path, content=hashlib.sha256(data).hexdigest(), made_from=("programme.toml",))
        for path, data in made.items()
    ]
    published = publish(run, STEP, wanted, made)
    return Timelines(
        published=published,
        year=year,
        moved=tuple(_moved(before, year.tasks)),
        new=tuple(task for task in year.tasks if before and (task.key not in before or before[task.key].cancelled)),
        off=tuple(one for one in days if one.cancelled and not before[one.key].cancelled),
    )


def _moved(before: Mapping[str, TaskDay], tasks: Sequence[Task]) -> Iterator[Moved]:
    for task in tasks:
        old = before.get(task.key)
        if old and not old.cancelled and old.day != task.day:
            yield Moved(task=task, before=old)


def _files(run: Run, year: Year, days: Sequence[TaskDay]) -> Iterator[tuple[str, bytes]]:
    programme, find = run.programme, run.workspace.find_template
    _check(find)
    changed, moved = max(one.stamped for one in days).date(), latest_moves(days)
    drawing = _text(find(TEMPLATE))
    for language in LANGUAGES:
        context = timeline(year, programme, language, changed, moved)
        document = load_template(find(template(language)), TimelineContext).render(context)
        yield f"timeline/tidslinje{SUFFIXES[language]}.docx", document
        yield f"timeline/tidslinje{SUFFIXES[language]}.svg", timeline_svg(year, programme, language, drawing)
        if language == "nb":
            yield "timeline/tidslinje.xlsx", timeline_xlsx(year.tasks, moved, context.properties)
    tasks = {task.key: task for task in year.tasks}
    notes = [one for one in days if not one.key.startswith(MEETING)]
    yield "timeline/oppgaver.ics", task_file(notes, tasks, host_of(programme), owner_of(programme))


def _check(find: Finder) -> None:
    """A template that left a task out, or its day, would do so in silence."""
    faults = [fault for fault in template_faults(find) if not fault.warning]
    if faults:
        raise ConfigurationError(tuple(faults))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        fault = Fault(file=file.name, message=msg("The file is not text in UTF-8. Save it as UTF-8."))
        raise ConfigurationError((fault,)) from error

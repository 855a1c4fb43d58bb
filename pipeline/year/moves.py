"""What became of the days of the year's tasks since the timeline was last written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.year.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDay:
    """A task as the timeline last had it. `title` is in bokmål; `begins` and `day` are its days.

    `moved_from` is the day that it had before `moved_at`; both are None when it never moved. `stamped` and `sequence` tell
    when, and how many times, anything of it changed. `cancelled`: nothing calls for it any more.
    """

    key: str
    title: str
    begins: dt.date
    day: dt.date
    sequence: int
    stamped: dt.datetime
    moved_from: dt.date | None = None
    moved_at: dt.datetime | None = None
    cancelled: bool = False


def days_now(before: Mapping[str, TaskDay], tasks: Sequence[Task], at: dt.datetime) -> tuple[TaskDay, ...]:
    """Every task's day as it is at `at`: those called for in the order of `tasks`, then those that are off, by key."""
    called_for = {task.key for task in tasks}
    standing = (_now(before.get(task.key), task, at) for task in tasks)
    return (*standing, *(_off(before[key], at) for key in sorted(before.keys() - called_for)))


def latest_moves(days: Sequence[TaskDay]) -> Mapping[str, dt.date]:
    """The tasks that moved the last time that any did, and the day that each had before."""
    moments = [one.moved_at for one in days if one.moved_at and not one.cancelled]
    latest = max(moments, default=None)
    return {one.key: one.moved_from for one in days if one.moved_from and one.moved_at == latest and not one.cancelled}


def _now(old: TaskDay | None, task: Task, at: dt.datetime) -> TaskDay:
    title, begins, day = task.title.nb, task.begins, task.day
    if old is None:
        return TaskDay(key=task.key, title=title, begins=begins, day=day, sequence=0, stamped=at)
    if not old.cancelled and (old.title, old.begins, old.day) == (title, begins, day):
        return old
    new = replace(old, title=title, begins=begins, day=day, sequence=old.sequence + 1, stamped=at, cancelled=False)
    return replace(new, moved_from=old.day, moved_at=at) if old.day != day else new


def _off(old: TaskDay, at: dt.datetime) -> TaskDay:
    return old if old.cancelled else replace(old, sequence=old.sequence + 1, stamped=at, cancelled=True)

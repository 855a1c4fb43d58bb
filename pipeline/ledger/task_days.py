"""The days of the year's tasks as the timeline last had them, so that a later one can tell what moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import TASK_DAYS
from pipeline.year.moves import TaskDay


def task_days(db: Connection, cohort: str) -> Mapping[str, TaskDay]:
    """The cohort's tasks, by key."""
    rows = db.execute(select(TASK_DAYS).where(TASK_DAYS.c.cohort == cohort).order_by(TASK_DAYS.c.task))
    return {row.task: decode(row.day.encode(), TaskDay) for row in rows}


def remember_task_days(db: Connection, cohort: str, days: Iterable[TaskDay]) -> None:
    """Write `days` over what was known of the same tasks."""
    put(db, TASK_DAYS, [{"cohort": cohort, "task": one.key, "day": encode(one).decode()} for one in days])

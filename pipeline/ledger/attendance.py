"""What the ledger knows of meetings: who was there, and which teams sat together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import ATTENDANCE, SEATINGS

Tables = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """That somebody was at a meeting on a day (counted from 1), or was not; and the list that says so.

    `registration`: the team, or the teams of an adviser with blanks between.
    """

    meeting: str
    day: int
    person: str
    name: str
    registration: str
    present: bool
    source: str


def attendance(db: Connection, cohort: str) -> tuple[Presence, ...]:
    """Everything that is known, by meeting, day and person."""
    columns = ATTENDANCE.c
    wanted = select(ATTENDANCE).where(columns.cohort == cohort).order_by(columns.meeting, columns.day, columns.person)
    return tuple(
        Presence(
            meeting=row.meeting,
            day=row.day,
            person=row.person,
            name=row.name,
            registration=row.registration,
            present=row.present,
            source=row.source,
        )
        for row in db.execute(wanted)
    )


def remember_attendance(db: Connection, cohort: str, seen: Iterable[Presence], at: dt.datetime) -> None:
    """Keep what a list says, in place of what was known of the same person and day."""
    rows = [
        {
            "cohort": cohort,
            "meeting": one.meeting,
            "day": one.day,
            "person": one.person,
            "name": one.name,
            "registration": one.registration,
            "present": one.present,
            "source": one.source,
            "read_at": at.isoformat(),
        }
        for one in seen
    ]
    put(db, ATTENDANCE, rows)


def seatings(db: Connection, cohort: str) -> Mapping[str, Tables]:
    """How the teams sit, or sat, at each gathering whose tables were laid."""
    rows = db.execute(select(SEATINGS).where(SEATINGS.c.cohort == cohort))
    return {row.meeting: decode(row.tables.encode(), Tables) for row in rows}


def remember_seating(db: Connection, cohort: str, meeting: str, tables: Tables) -> None:
    """Keep how the teams sit at a gathering."""
    put(db, SEATINGS, [{"cohort": cohort, "meeting": meeting, "tables": encode(tables).decode()}])


def forget_seatings(db: Connection, cohort: str, meetings: Iterable[str]) -> None:
    """The tables of `meetings` are laid anew when they are asked for."""
    db.execute(delete(SEATINGS).where(SEATINGS.c.cohort == cohort, SEATINGS.c.meeting.in_(list(meetings))))

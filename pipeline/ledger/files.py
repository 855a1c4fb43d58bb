"""What the ledger knows of files: which content was seen where and when, and what each content says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import READINGS, SIGHTINGS
from pipeline.model import FileReading, Unreadable
from pipeline.programme.schema import OSLO


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One content seen at one path. `present`: it is still there.

    `sha256` is empty for what could not be opened; `unreadable` then says why. `settled`: its size and time tell of every
    later change, since it was not written to just before it was hashed.
    """

    path: str
    sha256: str
    size: int
    mtime_ns: int
    settled: bool
    received: dt.datetime
    present: bool = True
    unreadable: Unreadable | None = None


def sightings(db: Connection) -> tuple[Sighting, ...]:
    """Everything ever seen, in all inboxes, by path."""
    rows = db.execute(select(SIGHTINGS).order_by(SIGHTINGS.c.path, SIGHTINGS.c.received, SIGHTINGS.c.sha256))
    return tuple(
        Sighting(
            path=row.path,
            sha256=row.sha256,
            size=row.size,
            mtime_ns=int(row.mtime_ns),
            settled=row.settled,
            received=dt.datetime.fromisoformat(row.received).astimezone(OSLO),
            present=row.present,
            unreadable=decode(row.unreadable.encode(), Unreadable) if row.unreadable else None,
        )
        for row in rows
    )


def remember_sightings(db: Connection, seen: Iterable[Sighting]) -> None:
    """Write `seen` over what was known of the same content at the same path."""
    put(db, SIGHTINGS, [_row(sighting) for sighting in seen])


def contents_read(db: Connection, reader: str) -> frozenset[str]:
    """The hashes that `reader` (a version) need not read again. What it failed on is tried again: the cause may have passed."""
    wanted = select(READINGS.c.sha256).where(READINGS.c.reader == reader, READINGS.c.failed.is_(False))
    return frozenset(db.execute(wanted).scalars())


def failed_readings(db: Connection, reader: str) -> Mapping[str, str]:
    """What is known of the contents that `reader` failed on, by their hashes: a `FileReading` as JSON."""
    wanted = select(READINGS.c.sha256, READINGS.c.reading).where(READINGS.c.reader == reader, READINGS.c.failed.is_(True))
    return {row.sha256: row.reading for row in db.execute(wanted.order_by(READINGS.c.sha256))}


def readings(db: Connection, reader: str) -> Mapping[str, FileReading]:
    """What each content says, by its hash: as `reader` read it, or else (the file is gone) as an earlier version did."""
    rows = db.execute(select(READINGS.c.sha256, READINGS.c.reader, READINGS.c.reading).order_by(READINGS.c.reader))
    latest: dict[str, tuple[bool, str]] = {}
    for sha256, version, reading in rows:
        if not latest.get(sha256, (False, ""))[0]:
            latest[sha256] = (version == reader, reading)
    return {sha256: decode(reading.encode(), FileReading) for sha256, (_, reading) in latest.items()}


def remember_readings(db: Connection, reader: str, read: Mapping[str, bytes], failed: frozenset[str] = frozenset()) -> None:
    """Keep what `reader` read: for each hash a `FileReading` as JSON. `failed` are those that our own defect hides."""
    put(
        db,
        READINGS,
        [
            {"sha256": sha256, "reader": reader, "reading": reading.decode(), "failed": sha256 in failed}
            for sha256, reading in read.items()
        ],
    )


def forget_older_readings(db: Connection, reader: str) -> None:
    """Drop what earlier readers made of contents that `reader` has read too."""
    current = select(READINGS.c.sha256).where(READINGS.c.reader == reader)
    db.execute(delete(READINGS).where(READINGS.c.reader != reader, READINGS.c.sha256.in_(current)))


def _row(sighting: Sighting) -> dict[str, object]:
    return {
        "path": sighting.path,
        "sha256": sighting.sha256,
        "size": sighting.size,
        "mtime_ns": str(sighting.mtime_ns),
        "settled": sighting.settled,
        "received": sighting.received.isoformat(),
        "present": sighting.present,
        "unreadable": encode(sighting.unreadable).decode() if sighting.unreadable else None,
    }

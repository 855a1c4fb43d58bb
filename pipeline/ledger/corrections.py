"""What the ledger knows of corrections: each one that a person made, and what stood in each edition of register.xlsx."""

from __future__ import annotations

import base64
import datetime as dt
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select, update

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import CORRECTIONS, EDITIONS
from pipeline.model import Correction

EDITIONS_KEPT = 200
"""Editions of register.xlsx whose cells are remembered: a copy older than that can no longer be told from the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCorrection:
    """A correction, and when it was taken back (None: it was not)."""

    correction: Correction
    undone_at: dt.datetime | None = None


def corrections(db: Connection) -> tuple[Correction, ...]:
    """Every correction that was not taken back, in the order in which they were made."""
    return tuple(kept.correction for kept in all_corrections(db) if kept.undone_at is None)


def all_corrections(db: Connection) -> tuple[KeptCorrection, ...]:
    """Every correction ever made, in the order in which they were made."""
    return tuple(
        KeptCorrection(
            correction=replace(decode(row.correction.encode(), Correction), number=row.number),
            undone_at=dt.datetime.fromisoformat(row.undone_at) if row.undone_at else None,
        )
        for row in db.execute(select(CORRECTIONS).order_by(CORRECTIONS.c.number))
    )


def remember_corrections(db: Connection, made: Iterable[Correction]) -> tuple[Correction, ...]:
    """Keep corrections made by command; the same with their numbers."""
    return tuple(_remember(db, correction, "", "") for correction in made)


def remember_changed_cells(db: Connection, edition: str, made: Mapping[str, Correction]) -> tuple[Correction, ...]:
    """Keep corrections made in cells (by cell) of an edition of register.xlsx; the same with their numbers."""
    return tuple(_remember(db, correction, edition, cell) for cell, correction in made.items())


def _remember(db: Connection, correction: Correction, edition: str, cell: str) -> Correction:
    row = CORRECTIONS.insert().values(correction=encode(correction).decode(), edition=edition, cell=cell)
    key = db.execute(row).inserted_primary_key
    return replace(correction, number=int(key[0]) if key else 0)


def undo_correction(db: Connection, number: int, at: dt.datetime) -> bool:
    """Take a correction back; False when there is none with that number that holds."""
    holds = (CORRECTIONS.c.number == number, CORRECTIONS.c.undone_at.is_(None))
    return db.execute(update(CORRECTIONS).where(*holds).values(undone_at=at.isoformat())).rowcount == 1


def taken_cells(db: Connection, edition: str) -> Mapping[str, str]:
    """The words last taken from each changed cell of an edition, whatever became of them: they are no news any more."""
    wanted = select(CORRECTIONS.c.cell, CORRECTIONS.c.correction).where(CORRECTIONS.c.edition == edition)
    rows = db.execute(wanted.order_by(CORRECTIONS.c.number))
    return {row.cell: decode(row.correction.encode(), Correction).text for row in rows}


def remember_edition(db: Connection, edition: str, cells: Sequence[object]) -> None:
    """Keep what stands in the cells of an edition that is about to be written; the oldest editions are forgotten."""
    latest = db.execute(select(EDITIONS).order_by(EDITIONS.c.number.desc()).limit(1)).one_or_none()
    if latest and latest.edition == edition:
        return
    number = latest.number + 1 if latest else 1
    packed = base64.b85encode(zlib.compress(encode(cells))).decode()
    put(db, EDITIONS, [{"edition": edition, "number": number, "cells": packed}])
    db.execute(delete(EDITIONS).where(EDITIONS.c.number <= number - EDITIONS_KEPT))


def edition_cells(db: Connection, edition: str) -> bytes | None:
    """What stood in the cells of an edition, as JSON; None when it is not known."""
    packed = db.execute(select(EDITIONS.c.cells).where(EDITIONS.c.edition == edition)).scalar()
    return zlib.decompress(base64.b85decode(packed)) if packed else None

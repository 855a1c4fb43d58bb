"""What the ledger knows of advisers: what people wrote in the overview, whom they added, and what stood in each edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select

from pipeline.ledger.coding import content_hash, decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import ADDED_ADVISERS, ADVISER_CHOICES, ADVISER_EDITIONS, TRAINEE_CHOICES

Cells = tuple[tuple[str, ...], ...]
"""Rows of an edition: the id (or number) first, then the cells that may be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An adviser whom a person added."""

    name: str
    email: str = ""
    phone: str = ""
    trust: str = ""
    town: str = ""


def adviser_choices(db: Connection, cohort: str) -> Mapping[str, str]:
    """What a person wrote in the adviser's place, by team."""
    return _choices(db, ADVISER_CHOICES, cohort)


def trainee_choices(db: Connection, cohort: str) -> Mapping[str, str]:
    """What a person wrote in the place of the adviser in training, by team."""
    return _choices(db, TRAINEE_CHOICES, cohort)


def _choices(db: Connection, table: Table, cohort: str) -> Mapping[str, str]:
    rows = db.execute(select(table).where(table.c.cohort == cohort))
    return {row.registration: row.written for row in rows}


def remember_choices(db: Connection, cohort: str, written: Mapping[str, str], by: str, at: dt.datetime) -> None:
    """Keep what a person wrote in the adviser's place, by team; an empty text takes it back."""
    _remember(db, ADVISER_CHOICES, cohort, written, by, at)


def remember_trainees(db: Connection, cohort: str, written: Mapping[str, str], by: str, at: dt.datetime) -> None:
    """As `remember_choices`, of the advisers in training."""
    _remember(db, TRAINEE_CHOICES, cohort, written, by, at)


def _remember(  # noqa: PLR0913, PLR0917 - where it is kept, and what
    db: Connection, table: Table, cohort: str, written: Mapping[str, str], by: str, at: dt.datetime
) -> None:
    kept = {id_: words for id_, words in written.items() if words}
    gone = [id_ for id_ in written if id_ not in kept]
    db.execute(delete(table).where(table.c.cohort == cohort, table.c.registration.in_(gone)))
    rows = [
        {"cohort": cohort, "registration": id_, "written": words, "written_by": by, "written_at": at.isoformat()}
        for id_, words in kept.items()
    ]
    put(db, table, rows)


def added_advisers(db: Connection, cohort: str) -> tuple[Added, ...]:
    """Every adviser whom a person added, by name."""
    wanted = select(ADDED_ADVISERS).where(ADDED_ADVISERS.c.cohort == cohort)
    rows = db.execute(wanted.order_by(ADDED_ADVISERS.c.name, ADDED_ADVISERS.c.email))
    return tuple(Added(name=r.name, email=r.email, phone=r.phone, trust=r.trust, town=r.town) for r in rows)


def remember_added(db: Connection, cohort: str, added: Iterable[Added], by: str, at: dt.datetime) -> None:
    """Keep advisers whom a person added."""
    rows = [
        {
            "cohort": cohort,
            "name": one.name,
            "email": one.email,
            "phone": one.phone,
            "trust": one.trust,
            "town": one.town,
            "added_by": by,
            "added_at": at.isoformat(),
        }
        for one in added
    ]
    put(db, ADDED_ADVISERS, rows)


def remember_adviser_edition(db: Connection, cohort: str, cells: tuple[Cells, Cells]) -> str:
    """Keep what stands in the cells (teams, advisers) of an edition that is about to be written; its name."""
    edition = content_hash(cells)[:16]
    put(db, ADVISER_EDITIONS, [{"cohort": cohort, "edition": edition, "cells": encode(cells).decode()}])
    return edition


def adviser_edition(db: Connection, cohort: str, edition: str) -> tuple[Cells, Cells] | None:
    """What stood in the cells of an edition; None when it is not known."""
    where = (ADVISER_EDITIONS.c.cohort == cohort, ADVISER_EDITIONS.c.edition == edition)
    cells = db.execute(select(ADVISER_EDITIONS.c.cells).where(*where)).scalar()
    return decode(cells.encode(), tuple[Cells, Cells]) if cells else None

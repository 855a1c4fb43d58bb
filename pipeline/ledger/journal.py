"""Which runs there were: begun when the lock is taken, ended with an exit status. One without an end was cut off."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, update

from pipeline.ledger.tables import RUNS


def begin_run(db: Connection, command: str, version: str, at: dt.datetime) -> int:
    """Note that a run begins; its number."""
    outcome = db.execute(RUNS.insert().values(command=command, version=version, started=at.isoformat()))
    key = outcome.inserted_primary_key
    return int(key[0]) if key else 0


def end_run(db: Connection, number: int, exit_status: int, at: dt.datetime) -> None:
    """Note that run `number` came to its end."""
    db.execute(update(RUNS).where(RUNS.c.number == number).values(ended=at.isoformat(), exit_status=exit_status))

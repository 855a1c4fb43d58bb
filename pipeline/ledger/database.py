"""Opens the ledger: the one place that knows which database it is in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError

from pipeline.errors import ConfigurationError, Fault, WorkspaceLockedError
from pipeline.i18n import msg
from pipeline.ledger.migrations import MIGRATIONS
from pipeline.ledger.tables import METADATA, SCHEMA, SCHEMA_VERSION

_ROWS_AT_ONCE = 500


def open_ledger(file: Path) -> Engine:
    """The ledger in `file`, made when it is not there and brought up to this program's version of its tables.

    Raises:
        ConfigurationError: it is no ledger, it is damaged, or a newer kull wrote it.
        WorkspaceLockedError: another program holds it; also later, from any statement.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "handle_error", _tell_of_lock)
    try:
        with engine.begin() as db:
            _bring_up_to_date(db, file)
    except DatabaseError as error:
        engine.dispose()
        raise ConfigurationError((_damaged(file, error),)) from error
    return engine


def put(db: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert `rows`, each in place of the row that has the same primary key."""
    values = [dict(row) for row in rows]
    dialect: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    for start in range(0, len(values), _ROWS_AT_ONCE):
        statement = dialect.insert(table)
        keys = table.primary_key.columns.keys()
        others = {name: statement.excluded[name] for name in values[0] if name not in keys}
        merge = statement.on_conflict_do_update(index_elements=keys, set_=others)
        db.execute(merge, values[start : start + _ROWS_AT_ONCE])


def _tune_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """WAL keeps the last committed state through a kill; FULL keeps an approval through a power failure too."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _tell_of_lock(context: ExceptionContext) -> None:
    """SQLite has waited for another program that writes, and given up: nothing is wrong with kull or the ledger."""
    error = context.original_exception
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        raise WorkspaceLockedError(
            msg("Another program has the ledger open and writes in it. Close it (a backup, a database viewer), and try again.")
        )


def _bring_up_to_date(db: Connection, file: Path) -> None:
    """All of it or nothing: a run that is killed in the middle leaves no half of the tables behind."""
    if _version(db, file) == SCHEMA_VERSION:
        return
    if db.dialect.name == "sqlite":
        db.exec_driver_sql("BEGIN IMMEDIATE")  # by itself, sqlite3 makes each table in a transaction of its own
    version = _version(db, file)
    if version is None:
        METADATA.create_all(db)
        db.execute(SCHEMA.insert().values(version=SCHEMA_VERSION))
        return
    for step in range(version + 1, SCHEMA_VERSION + 1):
        for statement in MIGRATIONS[step]:
            db.execute(text(statement))
        db.execute(SCHEMA.update().values(version=step))


def _version(db: Connection, file: Path) -> int | None:
    """The version of the tables; None: there are none, or not all of them.

    Raises:
        ConfigurationError: a newer kull made them.
    """
    if not inspect(db).has_table(SCHEMA.name):
        return None
    version = db.execute(select(SCHEMA.c.version)).scalar_one_or_none()
    if version is not None and version > SCHEMA_VERSION:
        raise ConfigurationError((_too_new(file),))
    return version


def _damaged(file: Path, error: DatabaseError) -> Fault:
    message = msg(
        "The ledger cannot be read ({reason}). Take the newest backup of it. Without one: move the file away and run kull "
        "intake; approvals of plans must then be given again.",
        reason=str(error.orig),
    )
    return Fault(file=str(file), message=message)


def _too_new(file: Path) -> Fault:
    return Fault(file=str(file), message=msg("The ledger was written by a newer version of kull. Use that version here."))

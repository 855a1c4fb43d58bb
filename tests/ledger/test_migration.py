"""A ledger of an earlier version is taken along: what it knows stays, and it ends up like a new one."""

import contextlib
import re
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import inspect

from pipeline.ledger.database import open_ledger
from pipeline.ledger.letters import letters
from pipeline.ledger.migrations import MIGRATIONS
from pipeline.ledger.tables import METADATA, SCHEMA_VERSION
from pipeline.letter_record import LetterState

LETTERS_OF_2 = (
    "CREATE TABLE letters (cohort VARCHAR NOT NULL, kind VARCHAR NOT NULL, recipient VARCHAR NOT NULL, "
    "registration VARCHAR NOT NULL, content VARCHAR(64) NOT NULL, path VARCHAR NOT NULL, sha256 VARCHAR(64) NOT NULL, "
    "state VARCHAR NOT NULL, dated VARCHAR NOT NULL, PRIMARY KEY (cohort, kind, recipient, registration, content))"
)
MADE_SINCE = [
    name
    for version, statements in MIGRATIONS.items()
    if version > 2
    for statement in statements
    for name in re.findall(r"CREATE TABLE (\w+)", statement)
]
A_DRAFT = ("kull-2", "receipt", "983974899", "UNN-1", "c", "outbox/letters/receipt/a.docx", "d", "draft", "2025-05-03")


def ledger_of_version_2(file):
    """As version 2 made it, with one draft."""
    new = open_ledger(file)
    new.dispose()
    with contextlib.closing(sqlite3.connect(file)) as db:
        for table in ("letters", *MADE_SINCE):
            db.execute(f"DROP TABLE {table}")
        db.execute(LETTERS_OF_2)
        db.execute("INSERT INTO letters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", A_DRAFT)
        db.execute("UPDATE schema_version SET version = 2")
        db.commit()


def shape(engine):
    """Columns, keys and indexes of every table."""
    seen = inspect(engine)
    return {
        name: (
            {(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)},
            seen.get_pk_constraint(name)["constrained_columns"],
            {(i["name"], tuple(i["column_names"]), i["unique"]) for i in seen.get_indexes(name)},
        )
        for name in METADATA.tables
    }


def test_an_old_ledger_is_taken_along_and_ends_up_like_a_new_one(tmp_path):
    ledger_of_version_2(tmp_path / "old.sqlite")
    old, new = open_ledger(tmp_path / "old.sqlite"), open_ledger(tmp_path / "new.sqlite")
    with old.connect() as db:
        (kept,) = letters(db, "kull-2")
        version = db.exec_driver_sql("SELECT version FROM schema_version").scalar()
    assert (kept.registration, kept.state, kept.corrects, version) == ("UNN-1", LetterState.DRAFT, False, SCHEMA_VERSION)
    assert shape(old) == shape(new)
    old.dispose()
    new.dispose()


@pytest.mark.parametrize("after", range(1, len(METADATA.tables) + 1, 4))
def test_a_run_that_is_killed_while_the_tables_are_made_leaves_none_of_them(tmp_path, after):
    """The process dies at the `after`th table, with no chance to tidy up."""
    file = tmp_path / "ledger.sqlite"
    made = "CREATE TABLE"
    script = f"""
import os
from pathlib import Path
from sqlalchemy import Engine, event
from pipeline.ledger.database import open_ledger
count = 0
@event.listens_for(Engine, "after_cursor_execute")
def die(_connection, _cursor, statement, *_rest):
    global count
    count += {made!r} in statement
    if count == {after}:
        os._exit(9)
open_ledger(Path({str(file)!r}))
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    engine = open_ledger(file)
    assert set(inspect(engine).get_table_names()) == set(METADATA.tables)
    engine.dispose()


def test_tables_that_an_earlier_run_was_killed_over_are_made_whole(tmp_path):
    file = tmp_path / "ledger.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY)")
        db.commit()
    engine = open_ledger(file)
    assert set(inspect(engine).get_table_names()) == set(METADATA.tables)
    engine.dispose()

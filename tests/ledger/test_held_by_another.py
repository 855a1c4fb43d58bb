"""A ledger that another program holds is no defect of kull's: it is told of, and the command ends with 4."""

import sqlite3

import pytest
from sqlalchemy import text

from pipeline.errors import WorkspaceLockedError
from pipeline.ledger.database import open_ledger


def test_a_ledger_that_another_program_writes_in_is_told_of(tmp_path):
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    other = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with ledger.connect() as db:
            db.execute(text("PRAGMA busy_timeout = 10"))
            with pytest.raises(WorkspaceLockedError):
                db.execute(text("UPDATE schema_version SET version = version"))
    finally:
        other.close()
        ledger.dispose()

"""The ledger's tables, and the steps from each version of them to the next.

Times are ISO 8601 with their offset, values of the model are JSON (`pipeline.ledger.coding`). Nothing here is particular to
SQLite, so that PostgreSQL can take its place.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text

SCHEMA_VERSION = 2

METADATA = MetaData()

SCHEMA = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))

# What each content says. A content is read once for each version of the reader.
READINGS = Table(
    "readings",
    METADATA,
    Column("sha256", String(64), nullable=False),
    Column("reader", String, nullable=False),
    Column("reading", Text, nullable=False),
    Column("failed", Boolean, nullable=False),
    PrimaryKeyConstraint("sha256", "reader"),
)

# Which content was seen where. `sha256` is empty for what could not be opened; then `unreadable` says why.
# `settled`: the file was old enough when it was hashed for its time to tell of every later change.
SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("path", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("mtime_ns", String, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("received", String, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("unreadable", Text),
    PrimaryKeyConstraint("path", "sha256"),
)

# The id that a team got, so that it keeps it from run to run.
TEAM_IDS = Table(
    "team_ids",
    METADATA,
    Column("team", String, primary_key=True),
    Column("id", String, nullable=False),
)

PLANS = Table(
    "plans",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("plan", Text, nullable=False),
    Column("approved_by", String),
    Column("approved_at", String),
)

# `content` is the hash of all that the letter says; an unsuperseded one is the only one at its path.
LETTERS = Table(
    "letters",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("content", String(64), nullable=False),
    Column("path", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String, nullable=False),
    Column("dated", String, nullable=False),
    PrimaryKeyConstraint("cohort", "kind", "recipient", "registration", "content"),
)

# What stands in the outbox, and what it was made from: `content` is the hash of all that decides its bytes.
PRODUCTS = Table(
    "products",
    METADATA,
    Column("path", String, primary_key=True),
    Column("step", String, nullable=False),
    Column("content", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("made_from", Text, nullable=False),
)

RUNS = Table(
    "runs",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("command", String, nullable=False),
    Column("version", String, nullable=False),
    Column("started", String, nullable=False),
    Column("ended", String),
    Column("exit_status", Integer),
    Column("outcome", Text),
)

# What people corrected, beside the forms. `edition` and `cell`: of register.xlsx, when it was corrected there. A correction
# that was taken back stays, with the time of it.
CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("correction", Text, nullable=False),
    Column("edition", String, nullable=False),
    Column("cell", String, nullable=False),
    Column("undone_at", String),
)

# What stood in the cells that may be corrected, in each edition of register.xlsx: compressed JSON.
EDITIONS = Table(
    "register_editions",
    METADATA,
    Column("edition", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("cells", Text, nullable=False),
)

MIGRATIONS: dict[int, tuple[str, ...]] = {
    2: (
        (
            "CREATE TABLE corrections (number INTEGER NOT NULL PRIMARY KEY, correction TEXT NOT NULL, "
            "edition VARCHAR NOT NULL, cell VARCHAR NOT NULL, undone_at VARCHAR)"
        ),
        "CREATE TABLE register_editions (edition VARCHAR NOT NULL PRIMARY KEY, number INTEGER NOT NULL, cells TEXT NOT NULL)",
    ),
}
"""The SQL that takes a ledger from version n - 1 to n, for each n above 1."""

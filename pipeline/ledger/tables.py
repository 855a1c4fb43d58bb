"""The ledger's tables; `migrations.py` has the steps from each version of them to the next.

Times are ISO 8601 with their offset, values of the model are JSON (`pipeline.ledger.coding`). Nothing here is particular to
SQLite, so that PostgreSQL can take its place.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text, text

SCHEMA_VERSION = 5

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

# `content` is the hash of all that the letter says, and of its template; `said` of what it says alone (empty: written before it
# was kept). `corrects` is the content of the letter that it takes the place of, when that one had been handed over. One that is
# neither superseded nor unknown is the only one of them at its path.
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
    Column("said", String(64), nullable=False, server_default=""),
    Column("corrects", String(64), nullable=False, server_default=""),
    PrimaryKeyConstraint("cohort", "kind", "recipient", "registration", "content"),
)

# Who approved which letter: bound to its content, and an answer to its plan (empty for other letters).
APPROVALS = Table(
    "approvals",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("cohort", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("content", String(64), nullable=False),
    Column("path", String, nullable=False),
    Column("dated", String, nullable=False),
    Column("plan", String(64), nullable=False),
    Column("approved_by", String, nullable=False),
    Column("approved_at", String, nullable=False),
    Column("withdrawn_by", String),
    Column("withdrawn_at", String),
)

# Every attempt to hand a letter over, written before the letter leaves. Letters with one `message` went in one mail.
HANDOVERS = Table(
    "handovers",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("cohort", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("content", String(64), nullable=False),
    Column("message", String, nullable=False),
    Column("via", String, nullable=False),
    Column("address", String, nullable=False),
    Column("mail_sha256", String(64), nullable=False),
    Column("attached", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("begun_at", String, nullable=False),
    Column("settled_at", String),
    Column("settled_by", String),
    Column("reason", Text),
)
_GONE = "state IN ('unknown', 'sent')"
# The database itself refuses to begin a second time with what has gone, or may have gone.
ONCE = Index(
    "handed_over_once",
    *(HANDOVERS.c[name] for name in ("cohort", "kind", "recipient", "registration", "content")),
    unique=True,
    sqlite_where=text(_GONE),
    postgresql_where=text(_GONE),
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

# Every invitation that was ever written, as it was last given out; one of a meeting that is off stays, cancelled.
INVITATIONS = Table(
    "invitations",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("meeting", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("uid", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("stamped", String, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("invitation", Text, nullable=False),
    PrimaryKeyConstraint("cohort", "meeting", "audience"),
)

# Every task of the year as the timeline last had it, with its day and its latest move; one that is off stays, cancelled.
TASK_DAYS = Table(
    "task_days",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("task", String, nullable=False),
    Column("day", Text, nullable=False),
    PrimaryKeyConstraint("cohort", "task"),
)

# What a person wrote in the overview of teams and advisers: it stands from run to run.
ADVISER_CHOICES = Table(
    "adviser_choices",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("written", String, nullable=False),
    Column("written_by", String, nullable=False),
    Column("written_at", String, nullable=False),
    PrimaryKeyConstraint("cohort", "registration"),
)

# The same of the second adviser, in training.
TRAINEE_CHOICES = Table(
    "trainee_choices",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("written", String, nullable=False),
    Column("written_by", String, nullable=False),
    Column("written_at", String, nullable=False),
    PrimaryKeyConstraint("cohort", "registration"),
)

# Advisers whom no form names: a person has added them to the overview.
ADDED_ADVISERS = Table(
    "added_advisers",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("name", String, nullable=False),
    Column("email", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("trust", String, nullable=False),
    Column("town", String, nullable=False),
    Column("added_by", String, nullable=False),
    Column("added_at", String, nullable=False),
    PrimaryKeyConstraint("cohort", "name", "email"),
)

# What stood in the cells of each edition of the overview: JSON.
ADVISER_EDITIONS = Table(
    "adviser_editions",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("cells", Text, nullable=False),
    PrimaryKeyConstraint("cohort", "edition"),
)

# Which teams sat together at a gathering, table by table: JSON.
SEATINGS = Table(
    "seatings",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("meeting", String, nullable=False),
    Column("tables", Text, nullable=False),
    PrimaryKeyConstraint("cohort", "meeting"),
)

# Who was at a meeting, day by day (counted from 1), by the list called `source`. `person` is the code of the check-in line.
ATTENDANCE = Table(
    "attendance",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("meeting", String, nullable=False),
    Column("day", Integer, nullable=False),
    Column("person", String, nullable=False),
    Column("name", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("source", String, nullable=False),
    Column("read_at", String, nullable=False),
    PrimaryKeyConstraint("cohort", "meeting", "day", "person"),
)

# Every team that was taken down as withdrawn, in the order of `number`. `plan_before` and `plan`: the approved plan that it was
# taken out of, and what that became (empty: none was approved). `freed`: the tables that were laid for coming gatherings,
# `cancelled`: the invitations that were taken back from the team, by file (both JSON).
WITHDRAWALS = Table(
    "withdrawals",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("cohort", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("taken_down_by", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("taken_down_at", String, nullable=False),
    Column("plan_before", String(64), nullable=False),
    Column("plan", String(64), nullable=False),
    Column("freed", Text, nullable=False),
    Column("cancelled", Text, nullable=False),
    Column("undone_by", String),
    Column("undone_at", String),
)

# Every diploma that was ever issued. A number (`ordinal`) is one person's for ever; each new content of it is a new edition
# with a new code. `key` is the fingerprint of the key that made the code, `certified` what the code is bound to: JSON.
CERTIFICATES = Table(
    "certificates",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("person", String, nullable=False),
    Column("name", String, nullable=False),
    Column("registration", String, nullable=False),
    Column("certified", Text, nullable=False),
    Column("code", String, nullable=False),
    Column("key", String, nullable=False),
    Column("issued_at", String, nullable=False),
    Column("replaced_at", String),
    Column("revoked_at", String),
    Column("revoked_by", String, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("cohort", "ordinal", "edition"),
)

# What a person said of the pitching and the award: `what` is winner, trust (of a judge) or poster; `about` is the team, or the
# judge's folded name (empty: the winner). `said` is a value of its kind.
PITCHING_WORDS = Table(
    "pitching_words",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("what", String, nullable=False),
    Column("about", String, nullable=False),
    Column("said", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", String, nullable=False),
    PrimaryKeyConstraint("cohort", "what", "about"),
)

# What a person has decided of a quote from the evaluation: may it be used (none: nothing said), and in which words.
QUOTE_CHOICES = Table(
    "quote_choices",
    METADATA,
    Column("cohort", String, nullable=False),
    Column("quote", String, nullable=False),
    Column("used", Boolean),
    Column("words", Text, nullable=False),
    Column("chosen_by", String, nullable=False),
    Column("chosen_at", String, nullable=False),
    PrimaryKeyConstraint("cohort", "quote"),
)

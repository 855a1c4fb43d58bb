"""The steps from each version of the ledger's tables to the next: SQL that SQLite and PostgreSQL both take."""

from __future__ import annotations

MIGRATIONS: dict[int, tuple[str, ...]] = {
    2: (
        (
            "CREATE TABLE corrections (number INTEGER NOT NULL PRIMARY KEY, correction TEXT NOT NULL, "
            "edition VARCHAR NOT NULL, cell VARCHAR NOT NULL, undone_at VARCHAR)"
        ),
        "CREATE TABLE register_editions (edition VARCHAR NOT NULL PRIMARY KEY, number INTEGER NOT NULL, cells TEXT NOT NULL)",
    ),
    3: (
        "ALTER TABLE letters ADD COLUMN said VARCHAR(64) DEFAULT '' NOT NULL",
        "ALTER TABLE letters ADD COLUMN corrects VARCHAR(64) DEFAULT '' NOT NULL",
        (
            "CREATE TABLE approvals (number INTEGER NOT NULL PRIMARY KEY, "
            "cohort VARCHAR NOT NULL, kind VARCHAR NOT NULL, recipient VARCHAR NOT NULL, "
            "registration VARCHAR NOT NULL, content VARCHAR(64) NOT NULL, "
            "path VARCHAR NOT NULL, dated VARCHAR NOT NULL, plan VARCHAR(64) NOT NULL, approved_by VARCHAR NOT NULL, "
            "approved_at VARCHAR NOT NULL, withdrawn_by VARCHAR, withdrawn_at VARCHAR)"
        ),
        (
            "CREATE TABLE handovers (number INTEGER NOT NULL PRIMARY KEY, "
            "cohort VARCHAR NOT NULL, kind VARCHAR NOT NULL, recipient VARCHAR NOT NULL, "
            "registration VARCHAR NOT NULL, content VARCHAR(64) NOT NULL, "
            "message VARCHAR NOT NULL, via VARCHAR NOT NULL, address VARCHAR NOT NULL, mail_sha256 VARCHAR(64) NOT NULL, "
            "attached TEXT NOT NULL, state VARCHAR NOT NULL, begun_at VARCHAR NOT NULL, settled_at VARCHAR, "
            "settled_by VARCHAR, reason TEXT)"
        ),
        (
            "CREATE UNIQUE INDEX handed_over_once ON handovers (cohort, kind, recipient, registration, content) "
            "WHERE state IN ('unknown', 'sent')"
        ),
    ),
    4: (
        (
            "CREATE TABLE invitations (cohort VARCHAR NOT NULL, meeting VARCHAR NOT NULL, audience VARCHAR NOT NULL, "
            "uid VARCHAR NOT NULL, sequence INTEGER NOT NULL, stamped VARCHAR NOT NULL, cancelled BOOLEAN NOT NULL, "
            "invitation TEXT NOT NULL, PRIMARY KEY (cohort, meeting, audience))"
        ),
        (
            "CREATE TABLE task_days (cohort VARCHAR NOT NULL, task VARCHAR NOT NULL, day TEXT NOT NULL, "
            "PRIMARY KEY (cohort, task))"
        ),
        (
            "CREATE TABLE adviser_choices (cohort VARCHAR NOT NULL, registration VARCHAR NOT NULL, written VARCHAR NOT NULL, "
            "written_by VARCHAR NOT NULL, written_at VARCHAR NOT NULL, PRIMARY KEY (cohort, registration))"
        ),
        (
            "CREATE TABLE added_advisers (cohort VARCHAR NOT NULL, name VARCHAR NOT NULL, email VARCHAR NOT NULL, "
            "phone VARCHAR NOT NULL, trust VARCHAR NOT NULL, town VARCHAR NOT NULL, added_by VARCHAR NOT NULL, "
            "added_at VARCHAR NOT NULL, PRIMARY KEY (cohort, name, email))"
        ),
        (
            "CREATE TABLE adviser_editions (cohort VARCHAR NOT NULL, edition VARCHAR NOT NULL, cells TEXT NOT NULL, "
            "PRIMARY KEY (cohort, edition))"
        ),
        (
            "CREATE TABLE seatings (cohort VARCHAR NOT NULL, meeting VARCHAR NOT NULL, tables TEXT NOT NULL, "
            "PRIMARY KEY (cohort, meeting))"
        ),
        (
            "CREATE TABLE attendance (cohort VARCHAR NOT NULL, meeting VARCHAR NOT NULL, day INTEGER NOT NULL, "
            "person VARCHAR NOT NULL, name VARCHAR NOT NULL, registration VARCHAR NOT NULL, present BOOLEAN NOT NULL, "
            "source VARCHAR NOT NULL, read_at VARCHAR NOT NULL, PRIMARY KEY (cohort, meeting, day, person))"
        ),
    ),
    5: (
        (
            "CREATE TABLE withdrawals (number INTEGER NOT NULL PRIMARY KEY, cohort VARCHAR NOT NULL, "
            "registration VARCHAR NOT NULL, taken_down_by VARCHAR NOT NULL, reason TEXT NOT NULL, "
            "taken_down_at VARCHAR NOT NULL, plan_before VARCHAR(64) NOT NULL, plan VARCHAR(64) NOT NULL, "
            "freed TEXT NOT NULL, cancelled TEXT NOT NULL, undone_by VARCHAR, undone_at VARCHAR)"
        ),
        (
            "CREATE TABLE trainee_choices (cohort VARCHAR NOT NULL, registration VARCHAR NOT NULL, written VARCHAR NOT NULL, "
            "written_by VARCHAR NOT NULL, written_at VARCHAR NOT NULL, PRIMARY KEY (cohort, registration))"
        ),
        (
            "CREATE TABLE certificates (cohort VARCHAR NOT NULL, ordinal INTEGER NOT NULL, edition INTEGER NOT NULL, "
            "person VARCHAR NOT NULL, name VARCHAR NOT NULL, registration VARCHAR NOT NULL, certified TEXT NOT NULL, "
            "code VARCHAR NOT NULL, key VARCHAR NOT NULL, issued_at VARCHAR NOT NULL, replaced_at VARCHAR, revoked_at VARCHAR, "
            "revoked_by VARCHAR NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (cohort, ordinal, edition))"
        ),
        (
            "CREATE TABLE pitching_words (cohort VARCHAR NOT NULL, what VARCHAR NOT NULL, about VARCHAR NOT NULL, "
            "said TEXT NOT NULL, reason TEXT NOT NULL, said_by VARCHAR NOT NULL, said_at VARCHAR NOT NULL, "
            "PRIMARY KEY (cohort, what, about))"
        ),
        (
            "CREATE TABLE quote_choices (cohort VARCHAR NOT NULL, quote VARCHAR NOT NULL, used BOOLEAN, words TEXT NOT NULL, "
            "chosen_by VARCHAR NOT NULL, chosen_at VARCHAR NOT NULL, PRIMARY KEY (cohort, quote))"
        ),
    ),
}
"""The SQL that takes a ledger from version n - 1 to n, for each n above 1."""

"""What the ledger knows of letters: which were written, when, and how far each has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from pipeline.ledger.database import put
from pipeline.ledger.tables import LETTERS
from pipeline.model import LetterKind, LetterRecord, LetterState


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """A letter as the ledger holds it: `content` is the hash of all that it says.

    Its key is cohort, kind, recipient, registration and content: nothing goes twice.
    """

    content: str
    record: LetterRecord


def letters(db: Connection, cohort: str) -> tuple[LetterRecord, ...]:
    """Every letter that was ever written for `cohort`, by path; of one path, what is superseded comes last."""
    return tuple(written.record for written in written_letters(db, cohort))


def standing_letters(db: Connection, cohort: str) -> Mapping[str, WrittenLetter]:
    """The letters of `cohort` that are not superseded, by path."""
    written = written_letters(db, cohort)
    return {one.record.path: one for one in written if one.record.state is not LetterState.SUPERSEDED}


def written_letters(db: Connection, cohort: str) -> tuple[WrittenLetter, ...]:
    """As `letters`, with what binds each of them."""
    superseded = LETTERS.c.state == LetterState.SUPERSEDED
    wanted = select(LETTERS).where(LETTERS.c.cohort == cohort).order_by(LETTERS.c.path, superseded, LETTERS.c.content)
    return tuple(
        WrittenLetter(
            content=row.content,
            record=LetterRecord(
                path=row.path,
                kind=LetterKind(row.kind),
                recipient=row.recipient,
                registration=row.registration or None,
                sha256=row.sha256,
                state=LetterState(row.state),
                dated=dt.date.fromisoformat(row.dated),
            ),
        )
        for row in db.execute(wanted)
    )


def supersede_drafts(db: Connection, cohort: str, kinds: Iterable[LetterKind]) -> None:
    """Drafts of `kinds` no longer count; `remember_letters` brings back those that are still called for."""
    drafts = (LETTERS.c.cohort == cohort, LETTERS.c.kind.in_(list(kinds)), LETTERS.c.state == LetterState.DRAFT)
    db.execute(update(LETTERS).where(*drafts).values(state=LetterState.SUPERSEDED))


def remember_letters(db: Connection, cohort: str, written: Iterable[WrittenLetter]) -> None:
    """Keep `written`, each over what was known of the same key."""
    put(db, LETTERS, [_row(cohort, letter) for letter in written])


def _row(cohort: str, letter: WrittenLetter) -> dict[str, object]:
    return {
        "cohort": cohort,
        "kind": letter.record.kind,
        "recipient": letter.record.recipient,
        "registration": letter.record.registration or "",
        "content": letter.content,
        "path": letter.record.path,
        "sha256": letter.record.sha256,
        "state": letter.record.state,
        "dated": letter.record.dated.isoformat(),
    }

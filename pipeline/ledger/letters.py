"""What the ledger knows of letters: which were written, when, and how far each has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, update

from pipeline.ledger.database import put
from pipeline.ledger.tables import LETTERS
from pipeline.letter_record import LetterKind, LetterRecord, LetterState

Key = tuple[str, str, str, str]
"""Kind, recipient, registration and content: with the cohort what tells letters apart. Nothing goes twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """A letter as the ledger holds it. `content` is the hash of what it says and of its template, `said` of the words alone.

    `corrects`: the content of the letter that it takes the place of, when that one had been handed over; else empty.
    """

    content: str
    record: LetterRecord
    said: str = ""
    corrects: str = ""

    @property
    def key(self) -> Key:
        """What tells it apart within its cohort."""
        return self.record.kind, self.record.recipient, self.record.registration or "", self.content


def letters(db: Connection, cohort: str) -> tuple[LetterRecord, ...]:
    """Every letter that was ever written for `cohort`, by path; of one path, what is superseded comes last."""
    return tuple(written.record for written in written_letters(db, cohort))


def written_letters(db: Connection, cohort: str) -> tuple[WrittenLetter, ...]:
    """As `letters`, with what binds each of them."""
    superseded = LETTERS.c.state == LetterState.SUPERSEDED
    wanted = select(LETTERS).where(LETTERS.c.cohort == cohort).order_by(LETTERS.c.path, superseded, LETTERS.c.content)
    return tuple(
        WrittenLetter(
            content=row.content,
            said=row.said,
            corrects=row.corrects,
            record=LetterRecord(
                path=row.path,
                kind=LetterKind(row.kind),
                recipient=row.recipient,
                registration=row.registration or None,
                sha256=row.sha256,
                state=LetterState(row.state),
                dated=dt.date.fromisoformat(row.dated),
                corrects=bool(row.corrects),
            ),
        )
        for row in db.execute(wanted)
    )


def supersede_undelivered(db: Connection, cohort: str, kinds: Iterable[LetterKind]) -> None:
    """Drafts and approved letters of `kinds` no longer count; `remember_letters` brings back those still called for."""
    undelivered = LETTERS.c.state.in_([LetterState.DRAFT, LetterState.APPROVED])
    wanted = (LETTERS.c.cohort == cohort, LETTERS.c.kind.in_(list(kinds)), undelivered)
    db.execute(update(LETTERS).where(*wanted).values(state=LetterState.SUPERSEDED))


def supersede_handed_over(db: Connection, cohort: str, contents: Iterable[str]) -> None:
    """Letters that were handed over, and that others correct now. One whose fate is unknown stays so until it is settled."""
    for content in contents:
        wanted = (LETTERS.c.cohort == cohort, LETTERS.c.content == content, LETTERS.c.state == LetterState.HANDED_OVER)
        db.execute(update(LETTERS).where(*wanted).values(state=LetterState.SUPERSEDED))


def remember_letters(db: Connection, cohort: str, written: Iterable[WrittenLetter]) -> None:
    """Keep `written`, each over what was known of the same key."""
    put(db, LETTERS, [_row(cohort, letter) for letter in written])


def set_state(db: Connection, cohort: str, key: Key, was: LetterState, now: LetterState) -> bool:
    """Take the letter from one state to another, if it is in the first; was it?"""
    changed = db.execute(update(LETTERS).where(*_is(cohort, key), LETTERS.c.state == was).values(state=now))
    return changed.rowcount == 1


def _is(cohort: str, key: Key) -> tuple[ColumnElement[bool], ...]:
    kind, recipient, registration, content = key
    return (
        LETTERS.c.cohort == cohort,
        LETTERS.c.kind == kind,
        LETTERS.c.recipient == recipient,
        LETTERS.c.registration == registration,
        LETTERS.c.content == content,
    )


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
        "said": letter.said,
        "corrects": letter.corrects,
    }

"""What the ledger knows of approvals of letters: who approved which content, of which date, under which plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from pipeline.ledger.letters import Key, set_state
from pipeline.ledger.tables import APPROVALS
from pipeline.letter_record import LetterKind, LetterState


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterApproval:
    """One letter approved as it was composed at that moment. `path` is from the workspace; `plan` is empty but for answers."""

    key: Key
    path: str
    dated: dt.date
    plan: str
    by: str
    at: dt.datetime


def letter_approvals(db: Connection, cohort: str) -> tuple[LetterApproval, ...]:
    """Every approval that was not withdrawn, the newest first."""
    wanted = select(APPROVALS).where(APPROVALS.c.cohort == cohort, APPROVALS.c.withdrawn_at.is_(None))
    return tuple(
        LetterApproval(
            key=(row.kind, row.recipient, row.registration, row.content),
            path=row.path,
            dated=dt.date.fromisoformat(row.dated),
            plan=row.plan,
            by=row.approved_by,
            at=dt.datetime.fromisoformat(row.approved_at),
        )
        for row in db.execute(wanted.order_by(APPROVALS.c.number.desc()))
    )


def remember_letter_approvals(db: Connection, cohort: str, given: Iterable[LetterApproval]) -> None:
    """Keep `given`."""
    number = db.execute(select(func.max(APPROVALS.c.number))).scalar() or 0
    rows = [
        {
            "number": number + count,
            "cohort": cohort,
            **dict(zip(("kind", "recipient", "registration", "content"), one.key, strict=True)),
            "path": one.path,
            "dated": one.dated.isoformat(),
            "plan": one.plan,
            "approved_by": one.by,
            "approved_at": one.at.isoformat(),
        }
        for count, one in enumerate(given, start=1)
    ]
    if rows:
        db.execute(APPROVALS.insert(), rows)


def give_letter_approvals(db: Connection, cohort: str, given: Collection[LetterApproval]) -> None:
    """Keep `given`; the letters that are drafts just like that are approved."""
    remember_letter_approvals(db, cohort, given)
    for one in given:
        set_state(db, cohort, one.key, LetterState.DRAFT, LetterState.APPROVED)


def withdraw_letter_approvals(db: Connection, cohort: str, kinds: Iterable[LetterKind], by: str, at: dt.datetime) -> None:
    """Letters of `kinds` are approved no longer; that they were, and who took it back, stays."""
    standing = (APPROVALS.c.cohort == cohort, APPROVALS.c.kind.in_(list(kinds)), APPROVALS.c.withdrawn_at.is_(None))
    db.execute(update(APPROVALS).where(*standing).values(withdrawn_by=by, withdrawn_at=at.isoformat()))

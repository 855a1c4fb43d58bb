"""What the ledger knows of letters that left, or may have left: the intent is written before, the outcome after.

A letter is begun with only when it is approved, and is *unknown* from then on until its outcome is settled: by the answer of
the server, by the file that was written, or by a person. Nothing here, and no other code, takes a letter from *unknown* or
*handed over* back to where it can be begun with again, but an outcome that says that it never left.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Row, func, select, update

from pipeline.ledger.approvals import letter_approvals
from pipeline.ledger.letters import Key, set_state
from pipeline.ledger.tables import HANDOVERS
from pipeline.letter_record import LetterState


class Via(StrEnum):
    """How a letter leaves: as a mail draft that a person sends, or through a mail server."""

    EML = "eml"
    SMTP = "smtp"


class Fate(StrEnum):
    """What became of an attempt. `NOT_SENT`: a person says that it never arrived."""

    UNKNOWN = "unknown"
    SENT = "sent"
    REFUSED = "refused"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One attempt to hand a letter over. `attached` names each attachment with its hash; `by` is who settled it by hand."""

    key: Key
    message: str
    via: Via
    address: str
    mail_sha256: str
    attached: tuple[str, ...]
    begun: dt.datetime
    state: Fate = Fate.UNKNOWN
    number: int = 0
    settled: dt.datetime | None = None
    by: str | None = None
    reason: str | None = None


class NotApprovedError(Exception):
    """A letter that is not approved (any more), or has gone already: nothing of the mail was begun with."""


def handovers(db: Connection, cohort: str) -> tuple[Handover, ...]:
    """Every attempt ever made, in the order of time."""
    wanted = select(HANDOVERS).where(HANDOVERS.c.cohort == cohort).order_by(HANDOVERS.c.number)
    return tuple(map(_handover, db.execute(wanted)))


def begin_handovers(db: Connection, cohort: str, begun: Sequence[Handover]) -> None:
    """Write that the letters of one mail are about to leave: all of them, or none.

    Raises:
        NotApprovedError: one of them is not approved in the ledger at this moment. The transaction must be given up.
    """
    number = db.execute(select(func.max(HANDOVERS.c.number))).scalar() or 0
    for count, one in enumerate(begun, start=1):
        if not set_state(db, cohort, one.key, LetterState.APPROVED, LetterState.UNKNOWN):
            raise NotApprovedError(one.key)
        db.execute(HANDOVERS.insert().values(_row(cohort, one, number + count)))


def settle_handovers(  # noqa: PLR0913 - what there is to say of an outcome
    db: Connection, cohort: str, messages: Iterable[str], fate: Fate, at: dt.datetime, *, by: str = "", reason: str = ""
) -> None:
    """Write what became of mails whose fate was unknown. What was settled before stays as it is."""
    standing = {one.key for one in letter_approvals(db, cohort)}
    for message in messages:
        open_ones = (HANDOVERS.c.cohort == cohort, HANDOVERS.c.message == message, HANDOVERS.c.state == Fate.UNKNOWN)
        for one in map(_handover, db.execute(select(HANDOVERS).where(*open_ones)).all()):
            back = LetterState.APPROVED if one.key in standing else LetterState.DRAFT
            now = LetterState.HANDED_OVER if fate is Fate.SENT else back
            set_state(db, cohort, one.key, LetterState.UNKNOWN, now)
        settled = {"state": fate, "settled_at": at.isoformat(), "settled_by": by or None, "reason": reason or None}
        db.execute(update(HANDOVERS).where(*open_ones).values(**settled))


def _handover(row: Row[tuple[object, ...]]) -> Handover:
    return Handover(
        key=(row.kind, row.recipient, row.registration, row.content),
        message=row.message,
        via=Via(row.via),
        address=row.address,
        mail_sha256=row.mail_sha256,
        attached=tuple(json.loads(row.attached)),
        begun=dt.datetime.fromisoformat(row.begun_at),
        state=Fate(row.state),
        number=row.number,
        settled=dt.datetime.fromisoformat(row.settled_at) if row.settled_at else None,
        by=row.settled_by,
        reason=row.reason,
    )


def _row(cohort: str, one: Handover, number: int) -> dict[str, object]:
    return {
        "number": number,
        "cohort": cohort,
        **dict(zip(("kind", "recipient", "registration", "content"), one.key, strict=True)),
        "message": one.message,
        "via": one.via,
        "address": one.address,
        "mail_sha256": one.mail_sha256,
        "attached": json.dumps(one.attached),
        "state": Fate.UNKNOWN,
        "begun_at": one.begun.isoformat(),
    }

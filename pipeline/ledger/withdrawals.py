"""What the ledger knows of teams that withdrew: who took it down and why, and what was changed by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select, update

from pipeline.ledger.attendance import Tables
from pipeline.ledger.coding import decode, encode
from pipeline.ledger.tables import WITHDRAWALS
from pipeline.model import Withdrawal
from pipeline.year.cancelling import Cancellations
from pipeline.year.invitations import Issued


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """A withdrawal that stands. `plan_before` and `plan` are hashes (empty: no plan was approved).

    `freed` are the tables that were laid for coming gatherings, by meeting; `cancelled` what went out of the team's calendars.
    `number` is the ledger's, 0 before it has one.
    """

    withdrawal: Withdrawal
    plan_before: str = ""
    plan: str = ""
    freed: Mapping[str, Tables] = field(default_factory=dict)
    cancelled: Cancellations = field(default_factory=dict)
    number: int = 0


def withdrawals(db: Connection, cohort: str) -> tuple[Withdrawal, ...]:
    """Every withdrawal that was taken down and stands, in order."""
    return tuple(one.withdrawal for one in taken_down(db, cohort))


def taken_down(db: Connection, cohort: str) -> tuple[TakenDown, ...]:
    """As `withdrawals`, with what was changed by each."""
    columns = WITHDRAWALS.c
    wanted = select(WITHDRAWALS).where(columns.cohort == cohort, columns.undone_at.is_(None)).order_by(columns.number)
    return tuple(
        TakenDown(
            withdrawal=Withdrawal(
                team=row.registration,
                at=dt.datetime.fromisoformat(row.taken_down_at),
                by=row.taken_down_by,
                reason=row.reason,
            ),
            plan_before=row.plan_before,
            plan=row.plan,
            freed=decode(row.freed.encode(), dict[str, Tables]),
            cancelled=decode(row.cancelled.encode(), dict[str, tuple[Issued, ...]]),
            number=row.number,
        )
        for row in db.execute(wanted)
    )


def remember_withdrawal(db: Connection, cohort: str, one: TakenDown) -> None:
    """Keep a withdrawal, and what was changed by it."""
    number = (db.execute(select(func.max(WITHDRAWALS.c.number))).scalar() or 0) + 1
    row = {
        "number": number,
        "cohort": cohort,
        "registration": one.withdrawal.team,
        "taken_down_by": one.withdrawal.by,
        "reason": one.withdrawal.reason,
        "taken_down_at": one.withdrawal.at.isoformat(),
        "plan_before": one.plan_before,
        "plan": one.plan,
        "freed": encode(dict(one.freed)).decode(),
        "cancelled": encode(dict(one.cancelled)).decode(),
    }
    db.execute(WITHDRAWALS.insert().values(**row))


def undo_withdrawal(db: Connection, number: int, by: str, at: dt.datetime) -> None:
    """A withdrawal does not stand any more; that it did, and who took it back, stays."""
    db.execute(update(WITHDRAWALS).where(WITHDRAWALS.c.number == number).values(undone_by=by, undone_at=at.isoformat()))

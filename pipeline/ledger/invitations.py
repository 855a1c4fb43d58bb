"""Every invitation that was ever written, so that a calendar finds it again when it changes or is off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import INVITATIONS
from pipeline.year.invitations import Invitation, Issued, Key


def issued_invitations(db: Connection, cohort: str) -> Mapping[Key, Issued]:
    """The cohort's invitations as they were last given out."""
    rows = db.execute(select(INVITATIONS).where(INVITATIONS.c.cohort == cohort).order_by(INVITATIONS.c.meeting))
    listed = (
        Issued(
            invitation=decode(row.invitation.encode(), Invitation),
            uid=row.uid,
            sequence=row.sequence,
            stamped=dt.datetime.fromisoformat(row.stamped),
            cancelled=row.cancelled,
        )
        for row in rows
    )
    return {one.invitation.key: one for one in listed}


def remember_invitations(db: Connection, cohort: str, issued: Iterable[Issued]) -> None:
    """Write `issued` over what was known of the same meetings and audiences."""
    put(
        db,
        INVITATIONS,
        [
            {
                "cohort": cohort,
                "meeting": one.invitation.meeting,
                "audience": one.invitation.audience.value,
                "uid": one.uid,
                "sequence": one.sequence,
                "stamped": one.stamped.isoformat(),
                "cancelled": one.cancelled,
                "invitation": encode(one.invitation).decode(),
            }
            for one in issued
        ],
    )

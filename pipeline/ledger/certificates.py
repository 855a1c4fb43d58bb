"""What the ledger knows of diplomas: each number is given once, to one person, and is never given again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, select, update

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.tables import CERTIFICATES
from pipeline.letters.certificate import Certified


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A diploma as it was issued. `ordinal` is its number within the cohort, `edition` counts the codes of that number from 1.

    `person` is the code of the check-in line, `registration` the team whose trust it goes to, `key` the fingerprint of the key
    that the code was made with. At most one edition of a number stands: the others were replaced or revoked.
    """

    ordinal: int
    edition: int
    person: str
    registration: str
    certified: Certified
    code: str
    key: str
    issued_at: dt.datetime
    replaced_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None
    revoked_by: str = ""
    reason: str = ""

    @property
    def stands(self) -> bool:
        """Neither replaced nor revoked."""
        return self.replaced_at is None and self.revoked_at is None


def certificates(db: Connection, cohort: str) -> tuple[Certificate, ...]:
    """Every diploma that was ever issued, by number and edition."""
    columns = CERTIFICATES.c
    wanted = select(CERTIFICATES).where(columns.cohort == cohort).order_by(columns.ordinal, columns.edition)
    return tuple(_certificate(row) for row in db.execute(wanted))


def issue(db: Connection, issued: Iterable[Certificate]) -> None:
    """Keep new diplomas, each in place of the edition of its number that stood.

    Raises:
        sqlalchemy.exc.IntegrityError: a number and edition that was given before.
    """
    for one in issued:
        standing = _standing(one.certified.cohort, one.ordinal)
        db.execute(update(CERTIFICATES).where(*standing).values(replaced_at=one.issued_at.isoformat()))
        db.execute(CERTIFICATES.insert().values(_row(one)))


def revoke(db: Connection, standing: Certificate, by: str, reason: str, at: dt.datetime) -> None:
    """Take a diploma that stands back."""
    values = {"revoked_at": at.isoformat(), "revoked_by": by, "reason": reason}
    db.execute(update(CERTIFICATES).where(*_standing(standing.certified.cohort, standing.ordinal)).values(values))


def _standing(cohort: str, ordinal: int) -> tuple[ColumnElement[bool], ...]:
    columns = CERTIFICATES.c
    return columns.cohort == cohort, columns.ordinal == ordinal, columns.replaced_at.is_(None), columns.revoked_at.is_(None)


def _row(one: Certificate) -> dict[str, object]:
    return {
        "cohort": one.certified.cohort,
        "ordinal": one.ordinal,
        "edition": one.edition,
        "person": one.person,
        "name": one.certified.name,
        "registration": one.registration,
        "certified": encode(one.certified).decode(),
        "code": one.code,
        "key": one.key,
        "issued_at": one.issued_at.isoformat(),
        "replaced_at": None,
        "revoked_at": None,
        "revoked_by": "",
        "reason": "",
    }


def _certificate(row: Row) -> Certificate:  # type: ignore[type-arg]
    return Certificate(
        ordinal=row.ordinal,
        edition=row.edition,
        person=row.person,
        registration=row.registration,
        certified=decode(row.certified.encode(), Certified),
        code=row.code,
        key=row.key,
        issued_at=dt.datetime.fromisoformat(row.issued_at),
        replaced_at=dt.datetime.fromisoformat(row.replaced_at) if row.replaced_at else None,
        revoked_at=dt.datetime.fromisoformat(row.revoked_at) if row.revoked_at else None,
        revoked_by=row.revoked_by,
        reason=row.reason,
    )

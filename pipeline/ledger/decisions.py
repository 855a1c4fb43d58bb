"""What the ledger knows of decisions: the ids that teams got, the plans, and who approved which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import PLANS, TEAM_IDS
from pipeline.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """An approved plan: as it was when somebody approved it."""

    plan: Plan
    by: str
    at: dt.datetime


def team_ids(db: Connection) -> Mapping[str, str]:
    """The id of every team that ever got one, by what tells the team apart."""
    return {row.team: row.id for row in db.execute(select(TEAM_IDS).order_by(TEAM_IDS.c.team))}


def remember_team_ids(db: Connection, ids: Mapping[str, str]) -> None:
    """Keep the ids of teams."""
    put(db, TEAM_IDS, [{"team": team, "id": given} for team, given in ids.items()])


def latest_plan(db: Connection) -> Plan | None:
    """The plan that was made last, approved or not."""
    row = db.execute(select(PLANS.c.plan).order_by(PLANS.c.number.desc()).limit(1)).scalar()
    return decode(row.encode(), Plan) if row else None


def plan_of(db: Connection, hash_: str) -> Plan | None:
    """The plan with this hash; None: there is none."""
    row = db.execute(select(PLANS.c.plan).where(PLANS.c.hash == hash_)).scalar()
    return decode(row.encode(), Plan) if row else None


def approval(db: Connection) -> Approval | None:
    """The plan that was approved last."""
    wanted = (
        select(PLANS)
        .where(PLANS.c.approved_by.is_not(None))
        .order_by(PLANS.c.approved_at.desc(), PLANS.c.number.desc())
        .limit(1)
    )
    row = db.execute(wanted).one_or_none()
    if row is None:
        return None
    return Approval(plan=decode(row.plan.encode(), Plan), by=row.approved_by, at=dt.datetime.fromisoformat(row.approved_at))


def remember_plan(db: Connection, plan: Plan) -> None:
    """Keep `plan` as the one that was made last. An approval that the same plan has already got stays."""
    number = (db.execute(select(func.max(PLANS.c.number))).scalar() or 0) + 1
    known = db.execute(select(PLANS).where(PLANS.c.hash == plan.hash)).one_or_none()
    if known and known.approved_by:
        db.execute(update(PLANS).where(PLANS.c.hash == plan.hash).values(number=number))
        return
    row = {"hash": plan.hash, "number": number, "plan": encode(plan).decode(), "approved_by": None, "approved_at": None}
    put(db, PLANS, [row])


def remember_approval(db: Connection, approved: Plan, at: dt.datetime) -> None:
    """Keep that `approved` (with its `approved_by`) was approved at `at`."""
    values = {
        "plan": encode(approved).decode(),
        "approved_by": approved.approved_by,
        "approved_at": at.astimezone(dt.UTC).isoformat(),
    }
    db.execute(update(PLANS).where(PLANS.c.hash == approved.hash).values(**values))


def take_approval_back(db: Connection, hash_: str) -> None:
    """The plan with this hash is approved no longer: the one that was approved before it stands."""
    db.execute(update(PLANS).where(PLANS.c.hash == hash_).values(approved_by=None, approved_at=None))

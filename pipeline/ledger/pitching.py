"""What the ledger knows of the pitching: what a person has said where the forms do not tell, with name and reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from pipeline.ledger.coding import decode, encode
from pipeline.ledger.database import put
from pipeline.ledger.tables import PITCHING_WORDS


class What(StrEnum):
    """What was said: who of those in a tie is the winner, which trust a judge is from, that a team has a poster."""

    WINNER = "winner"
    TRUST = "trust"
    POSTER = "poster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One thing that a person said. `said`: of a winner its id and then the ids in the tie; of a judge the trust's key."""

    said: tuple[str, ...]
    by: str
    at: dt.datetime
    reason: str = ""


def words_on(db: Connection, cohort: str, what: What) -> Mapping[str, Word]:
    """What has been said, by the team or the judge (folded) that it is about; of a winner by an empty text."""
    where = (PITCHING_WORDS.c.cohort == cohort, PITCHING_WORDS.c.what == what)
    rows = db.execute(select(PITCHING_WORDS).where(*where).order_by(PITCHING_WORDS.c.about))
    return {
        row.about: Word(
            said=decode(row.said.encode(), tuple[str, ...]),
            by=row.said_by,
            at=dt.datetime.fromisoformat(row.said_at),
            reason=row.reason,
        )
        for row in rows
    }


def remember_word(db: Connection, cohort: str, what: What, about: str, word: Word) -> None:
    """Keep what was said, in place of what was said of the same before."""
    row = {
        "cohort": cohort,
        "what": str(what),
        "about": about,
        "said": encode(word.said).decode(),
        "reason": word.reason,
        "said_by": word.by,
        "said_at": word.at.isoformat(),
    }
    put(db, PITCHING_WORDS, [row])


def take_back(db: Connection, cohort: str, what: What, about: str) -> bool:
    """Forget what was said; False when nothing was."""
    where = (PITCHING_WORDS.c.cohort == cohort, PITCHING_WORDS.c.what == what, PITCHING_WORDS.c.about == about)
    return db.execute(delete(PITCHING_WORDS).where(*where)).rowcount > 0

"""What the ledger knows of quotes from the evaluation: what a person has decided of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from pipeline.ledger.database import put
from pipeline.ledger.tables import QUOTE_CHOICES
from pipeline.year.quotes import QuoteChoice


def quote_choices(db: Connection, cohort: str) -> Mapping[str, QuoteChoice]:
    """Every decision, by the id of the quote."""
    rows = db.execute(select(QUOTE_CHOICES).where(QUOTE_CHOICES.c.cohort == cohort))
    return {row.quote: QuoteChoice(used=row.used, words=row.words) for row in rows}


def remember_quote_choices(db: Connection, cohort: str, choices: Mapping[str, QuoteChoice], by: str, at: dt.datetime) -> None:
    """Keep what was decided; one that says nothing takes an earlier decision back."""
    for quote in (id_ for id_, choice in choices.items() if choice == QuoteChoice()):
        db.execute(delete(QUOTE_CHOICES).where(QUOTE_CHOICES.c.cohort == cohort, QUOTE_CHOICES.c.quote == quote))
    rows = [
        {
            "cohort": cohort,
            "quote": id_,
            "used": choice.used,
            "words": choice.words,
            "chosen_by": by,
            "chosen_at": at.isoformat(),
        }
        for id_, choice in choices.items()
        if choice != QuoteChoice()
    ]
    put(db, QUOTE_CHOICES, rows)

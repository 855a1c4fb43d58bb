"""Kull 2 in any year, and its programme file with something changed."""

import datetime as dt
from pathlib import Path

from pipeline.programme.load import load_programme

ROOT = Path(__file__).resolve().parents[2]
KULL_2 = load_programme(ROOT / "programme.toml")
NOON = dt.datetime.fromisoformat("2025-03-04T12:00:00+01:00")


def kull_2_in(year):
    """The same network, with its deadline in another year."""
    dates = KULL_2.dates.model_copy(
        update={
            "invitation": dt.date(year, 3, 4),
            "deadline": dt.date(year, 5, 1),
            "reply_by": dt.date(year, 5, 9),
        }
    )
    return KULL_2.model_copy(update={"dates": dates})


def with_meeting(key, programme=KULL_2, **changed):
    """The programme with one meeting changed."""
    meetings = tuple(m.model_copy(update=changed) if m.key == key else m for m in programme.meetings)
    return programme.model_copy(update={"meetings": meetings})


def without_meeting(key, programme=KULL_2):
    """The programme with one meeting less."""
    return programme.model_copy(update={"meetings": tuple(m for m in programme.meetings if m.key != key)})

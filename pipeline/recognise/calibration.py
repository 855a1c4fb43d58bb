"""What a confidence says: of the values on generated forms that reading was as sure of, the share that was right.

Reading's own figures are products of what was seen (docs/reading.md), and too modest. What reading decides (what a form is,
whether a person must look) is decided by them; what leaves reading is the share. `tools/calibrate.py` makes the table.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter

from pipeline.model import Provenance, Reading
from pipeline.recognise.calibration_table import SHARES


def with_shares(reading: Reading) -> Reading:
    """The reading with its figures as shares; what was not found, and what stood in a field of our own, keeps its figure."""
    return replace(reading, provenance={path: _with_share(note) for path, note in reading.provenance.items()})


def share_right(method: str, sureness: float) -> float:
    """The share (0–1) of the values found by `method` with `sureness` (0–1) that is right; one without a table keeps it."""
    steps = SHARES.get(method, ())
    at = bisect_right(steps, sureness, key=itemgetter(0))
    return steps[at - 1][1] if at else sureness


def _with_share(note: Provenance) -> Provenance:
    share = share_right(note.method, note.confidence) if note.text.strip() else note.confidence
    return note if share == note.confidence else replace(note, confidence=share)

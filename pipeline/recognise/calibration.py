"""What a confidence says: of the values on generated forms that reading was as sure of, the share that was right.

Reading's own figures are products of what was seen (docs/reading.md), and too modest. Whether a person must look is decided by
those figures, before; what leaves reading is the share, from `calibration_table.py`, which `tools/calibrate.py` makes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter

from pipeline.model import Provenance
from pipeline.recognise.calibration_table import SHARES


def with_shares(notes: Mapping[str, Provenance]) -> dict[str, Provenance]:
    """The notes with their figures as shares; what was not found, and what stood in a field of our own, keeps its figure."""
    return {path: _with_share(note) for path, note in notes.items()}


def share_right(method: str, sureness: float) -> float:
    """The share (0–1) that is right of the values found by `method` with `sureness` (0–1); a method without a table keeps it."""
    steps = SHARES.get(method, ())
    at = bisect_right(steps, sureness, key=itemgetter(0))
    return steps[at - 1][1] if at else sureness


def _with_share(note: Provenance) -> Provenance:
    share = share_right(note.method, note.confidence) if note.text.strip() else note.confidence
    return note if share == note.confidence else replace(note, confidence=share)

"""How far a confidence can be believed: values with what was said of them, and in bins whether as many are right as it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reading_score import paired, rows

from pipeline.model import Reading

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A value that was read from a form whose truth is known."""

    method: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The values of nearly one confidence: how many they are, their mean confidence, and the share that is right."""

    count: int
    said: float
    right: float


def judged(truths: Sequence[dict[str, Any]], readings: Iterable[Reading]) -> Iterator[Judged]:
    """Every value of one file that was read from words on it, and of which the truth tells."""
    for truth, reading in paired(truths, readings):
        for path, right, _ in rows(truth, reading) if reading is not None else ():
            note = reading.provenance.get(path)  # type: ignore[union-attr]
            if note is not None and note.text.strip():
                yield Judged(method=note.method, confidence=note.confidence, right=right)


def bins(values: Iterable[Judged], width: float = 1 / BINS) -> dict[int, Bin]:
    """The values by tenths of confidence, from 0; the last tenth holds 1.0."""
    found: dict[int, list[Judged]] = defaultdict(list)
    for value in values:
        found[min(int(value.confidence / width + 1e-9), round(1 / width) - 1)].append(value)
    return {
        number: Bin(
            count=len(those),
            said=sum(v.confidence for v in those) / len(those),
            right=sum(v.right for v in those) / len(those),
        )
        for number, those in sorted(found.items())
    }

"""How far a confidence can be believed: values with what was said of them, and in bins whether as many are right as it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from reading_score import paired, rows

from pipeline.model import Reading

BINS = 10
SURE = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A value that was read from a form whose truth is known; `form` names the form."""

    method: str
    confidence: float
    right: bool
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The values of nearly one confidence: how many they are, their mean confidence, and the share that is right.

    `reach`: how far either way that share strays by chance (95 %). Values go wrong by whole forms, so it is counted by forms.
    """

    count: int
    said: float
    right: float
    reach: float


def judged(truths: Sequence[dict[str, Any]], readings: Iterable[Reading], form: str) -> Iterator[Judged]:
    """Every value of one file that was read from words on it, and of which the truth tells."""
    for truth, reading in paired(truths, readings):
        for path, right, _ in rows(truth, reading) if reading is not None else ():
            note = reading.provenance.get(path)  # type: ignore[union-attr]
            if note is not None and note.text.strip():
                yield Judged(method=note.method, confidence=note.confidence, right=right, form=form)


def bins(values: Iterable[Judged]) -> dict[int, Bin]:
    """The values by tenths of confidence, from 0; the last tenth holds 1.0."""
    found: dict[int, list[Judged]] = defaultdict(list)
    for value in values:
        found[min(int(value.confidence * BINS + 1e-9), BINS - 1)].append(value)
    return {number: _bin(those) for number, those in sorted(found.items())}


def _bin(values: Sequence[Judged]) -> Bin:
    count = len(values)
    right = sum(value.right for value in values) / count
    strays: dict[str, float] = defaultdict(float)
    for value in values:
        strays[value.form] += value.right - right
    by_forms = sqrt(sum(stray**2 for stray in strays.values())) / count
    likely = (right * count + 1) / (count + 2)
    by_values = sqrt(likely * (1 - likely) / count)
    return Bin(
        count=count,
        said=sum(value.confidence for value in values) / count,
        right=right,
        reach=SURE * max(by_forms, by_values),
    )

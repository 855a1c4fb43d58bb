"""What a run chart tells: the median, and the runs that chance seldom makes. Pure.

The rules are those of R. J. Perla, L. P. Provost and S. K. Murray, «The run chart: a simple analytical tool for learning from
variation in healthcare processes», BMJ Quality & Safety 2011;20:46–51:

- *shift*: six or more points in a row, all above or all below the median. A point on the median is passed over: it neither adds
  to a row nor breaks it;
- *trend*: five or more points in a row, all going up or all going down. Of equal neighbours the first alone counts.

With fewer than ten points the rules say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Final

FEWEST_POINTS: Final = 10
SHIFT: Final = 6
TREND: Final = 5

Run = tuple[int, ...]
"""The points of a run, by their place from 0, in order of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChart:
    """The median of the values, and the runs that the rules mark: none when there are too few points to tell (`enough`).

    A shift is above the median or below it, a trend goes up or down; which, is the flag beside it.
    """

    median: float
    enough: bool
    shifts: tuple[tuple[Run, bool], ...] = ()
    trends: tuple[tuple[Run, bool], ...] = ()


def run_chart(values: Sequence[float]) -> RunChart:
    """What the values tell, in order of time; at least one.

    Raises:
        statistics.StatisticsError: there is none.
    """
    middle = median(values)
    if len(values) < FEWEST_POINTS:
        return RunChart(median=middle, enough=False)
    return RunChart(median=middle, enough=True, shifts=tuple(_shifts(values, middle)), trends=tuple(_trends(values)))


def _shifts(values: Sequence[float], middle: float) -> list[tuple[Run, bool]]:
    useful = [(place, value > middle) for place, value in enumerate(values) if value != middle]
    runs = [(tuple(place for place, _ in points), above) for above, points in groupby(useful, key=lambda point: point[1])]
    return [(run, above) for run, above in runs if len(run) >= SHIFT]


def _trends(values: Sequence[float]) -> list[tuple[Run, bool]]:
    """The point at a turn ends one run and begins the next."""
    places = [place for place, value in enumerate(values) if place == 0 or value != values[place - 1]]
    steps = [(one, other, values[other] > values[one]) for one, other in pairwise(places)]
    found = []
    for up, grouped in groupby(steps, key=lambda step: step[2]):
        group = list(grouped)
        run = (group[0][0], *(other for _, other, _ in group))
        if len(run) >= TREND:
            found.append((run, up))
    return found

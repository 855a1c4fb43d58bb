"""Combs: a row of small boxes of one width, a letter in each; and words struck out by a stroke through them.

Lengths in points, y downwards, as in `pipeline.intake.layout`. A comb is one answer: its letters are put together
to a word, and its boxes are no cells of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.intake.layout import Printed, Word
from pipeline.intake.ruled import Rule

_BOXES: Final = 4  # at least
_SIDE: Final = (5.0, 24.0)
_ODD: Final = 2.0  # points: how much wider than the others a box may be
_NEAR: Final = 1.5
_STRUCK: Final = (0.38, 0.7)  # of the height, from the top: where a stroke through a word runs
_ENDS: Final = 4.0  # points: how far a stroke may run out beyond the words it strikes


def without_combs(rules: Sequence[Rule], words: Sequence[Word]) -> tuple[Sequence[Rule], Sequence[Word]]:
    """The rules less those of combs, and the words with the letters of each comb as one."""
    combs = list(_combs(rules))
    if not combs:
        return rules, words
    printed = Printed(words)
    gone: set[int] = set()
    joined: list[Word] = []
    taken: set[int] = set()
    for edges in combs:
        x0, x1, y0, y1 = edges[0].x0, edges[-1].x0, edges[0].y0, edges[0].y1
        inside = [w for w in printed.between(y0, y1) if x0 - _NEAR <= (w.x0 + w.x1) / 2 <= x1 + _NEAR]
        if any(len(w.text) > 1 for w in inside) and len(inside) > 1 and not all(w.text.isdigit() for w in inside):
            continue
        gone |= {id(edge) for edge in edges}
        gone |= {id(r) for r in rules if r.horizontal and _lies_on(r, x0, x1, (y0, y1))}
        if inside:
            inside.sort(key=lambda w: w.x0)
            taken |= {id(w) for w in inside}
            joined.append(replace(inside[0], text="".join(w.text for w in inside), x1=inside[-1].x1))
    return [r for r in rules if id(r) not in gone], [*(w for w in words if id(w) not in taken), *joined]


def _lies_on(rule: Rule, x0: float, x1: float, edges: tuple[float, float]) -> bool:
    """Is the rule the upper or lower side of boxes between `x0` and `x1`?"""
    return rule.x0 >= x0 - _NEAR and rule.x1 <= x1 + _NEAR and any(abs(rule.y0 - y) <= _NEAR for y in edges)


def _combs(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The upright sides of each comb, from left to right."""
    by_place: dict[tuple[int, int], list[Rule]] = {}
    for rule in rules:
        if not rule.horizontal and _SIDE[0] <= rule.y1 - rule.y0 <= _SIDE[1]:
            by_place.setdefault((round(rule.y0), round(rule.y1)), []).append(rule)
    for sides in by_place.values():
        runs = list(_evenly_spaced(sorted(sides, key=lambda r: r.x0))) if len(sides) > _BOXES else []
        if sum(map(len, runs)) == len(sides):  # else they are narrow columns of a table
            yield from runs


def _evenly_spaced(sides: Sequence[Rule]) -> Iterator[list[Rule]]:
    runs: list[list[Rule]] = [[sides[0]]]
    for before, side in pairwise(sides):
        gap = side.x0 - before.x0
        if gap < _NEAR or _SIDE[0] <= gap <= _SIDE[1]:
            runs[-1].append(side)
        else:
            runs.append([side])
    for run in runs:
        gaps = [gap for a, b in pairwise(run) if (gap := b.x0 - a.x0) >= _NEAR]
        if len(gaps) >= _BOXES and max(abs(gap - median(gaps)) for gap in gaps) <= _ODD:
            yield run


def without_struck(rules: Sequence[Rule], words: Sequence[Word]) -> tuple[Sequence[Rule], Sequence[Word]]:
    """The page less the words that a stroke runs through from end to end, and those strokes."""
    printed = Printed(words)
    gone: set[int] = set()
    tallest = max((word.height for word in words), default=0.0)
    for rule in rules:
        if rule.horizontal:
            struck = [w for w in printed.between(rule.y0 - tallest, rule.y0 + tallest) if _runs_through(rule, w)]
            if struck and rule.x0 > min(w.x0 for w in struck) - _ENDS and rule.x1 < max(w.x1 for w in struck) + _ENDS:
                gone |= {id(rule), *map(id, struck)}
    return ([r for r in rules if id(r) not in gone], [w for w in words if id(w) not in gone]) if gone else (rules, words)


def _runs_through(rule: Rule, word: Word) -> bool:
    share = (rule.y0 - word.y0) / word.height if word.height else 0.0
    return _STRUCK[0] <= share <= _STRUCK[1] and rule.x0 <= word.x0 + _NEAR and rule.x1 >= word.x1 - _NEAR

"""Lines to write on: dots or strokes between a label and its answer, and rules with the answer above and the label below.

Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from statistics import median
from typing import Final

from pipeline.intake.layout import Printed, Word, cell_text, legibility, visual_lines
from pipeline.intake.ruled import Rule
from pipeline.model import Line

_LEADER: Final = re.compile(r"[.…_]*(?:\.{3}|…{2}|_{3})[.…_]*")
_LED: Final = re.compile(r"(?P<label>.*?[^\W_][)\]?:]*)(?P<dots>[.…_]*(?:\.{4}|…{2}|_{3})[.…_]*)(?P<rest>.*)")
_WIDE: Final = 1.35  # of the height: a gap that parts what stands side by side
_BLANK: Final = 0.8  # of the height: a typewriter's blank is wide
_CROWDED: Final = 0.7  # how sure an answer is that runs on into the next
_SMALLER: Final = 0.86  # of the height of what is typed above
_RULE: Final = 40.0  # points: a shorter one is none to write on
_NEAR: Final = 1.1  # of the height: so near below its rule stands a label
_CAPTIONS: Final = 3  # labels below rules, at least


# --- dots and strokes ----------------------------------------------------------------------------------------------------


def without_leaders(words: Sequence[Word]) -> Sequence[Word]:
    """The words; where dots lead from a label to its answer, a colon stands after the label."""
    if not any("...." in word.text or "……" in word.text or "___" in word.text for word in words):
        return words
    parts = [part for word in words for part in _apart(word)]
    gone: set[int] = set()
    led: dict[int, Word] = {}
    for line in visual_lines(parts):
        _lead(line, gone, led)
    return [led.get(id(word), word) for word in parts if id(word) not in gone]


def _lead(line: Sequence[Word], gone: set[int], led: dict[int, Word]) -> None:
    """In one line: dots after a label become its colon, those after an answer part it from the next label.

    Those at the end stay.
    """
    last = max((i for i, word in enumerate(line) if not _LEADER.fullmatch(word.text)), default=0)
    several = sum(_LEADER.fullmatch(word.text) is not None for word in line[:last]) > 0
    answers = False
    for before, word in pairwise(line if several else line[: last + 1]):
        if not _LEADER.fullmatch(word.text):
            answers &= _LEADER.fullmatch(before.text) is not None or word.x0 - before.x1 < _WIDE * word.height
            continue
        gone.add(id(word))
        if not answers and (before.text[-1:].isalnum() or before.text[-1:] in ")?."):
            led[id(before)] = replace(before, text=f"{before.text}:")
        answers = not answers


def _apart(word: Word) -> Iterator[Word]:
    """A word, its dots and what follows them apart: «Navn........Kari»."""
    found = _LED.fullmatch(word.text) if len(word.text) > 3 else None  # noqa: PLR2004 - three dots end a sentence
    if found is None:
        yield word
        return
    wide = (word.x1 - word.x0) / len(word.text)
    x = word.x0
    for text in found.groups():
        if text:
            yield replace(word, text=text, x0=x, x1=x + wide * len(text))
        x += wide * len(text)


# --- labels below rules --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Captioned:
    """A rule with what stands below it and above it."""

    rule: Rule
    label: tuple[Word, ...]
    value: tuple[Word, ...]


def captioned(rules: Sequence[Rule], words: Sequence[Word], where: str) -> tuple[list[tuple[float, Line]], set[int]]:
    """What is typed on rules whose labels stand in small print below: lines «label: value» by height, and the words in them.

    Only on a page with three such rules or more, on which most rules have a label.
    """
    down = sorted((rule for rule in rules if not rule.horizontal), key=lambda rule: rule.x0)
    edges = [rule.x0 for rule in down]
    free = [
        r
        for r in rules
        if r.horizontal and r.x1 - r.x0 >= _RULE and not any(_touch(r, upright) for upright in _between(down, edges, r))
    ]
    if len(free) < _CAPTIONS or not words:
        return [], set()
    printed = Printed(words)
    usual = median(word.height for word in words)
    found = [one for rule in free if (one := _at(rule, free, printed, usual)) is not None]
    small = [one for one in found if one.value and one.label[0].height < _SMALLER * one.value[0].height]
    if len(small) < _CAPTIONS or len(found) * 2 < len(free):
        return [], set()
    size = max(one.label[0].height for one in small) * 1.05
    kept = [one for one in found if one.label[0].height <= size]
    taken = {id(word) for one in kept for word in (*one.label, *one.value)}
    rows: dict[int, float] = {}
    for one in kept:
        rows.setdefault(round(one.rule.y0), min((w.y0 for w in one.value), default=one.rule.y0))
    lines = []
    for one in sorted(kept, key=lambda one: (round(one.rule.y0), one.rule.x0)):
        top = rows[round(one.rule.y0)]
        label, value = (" ".join(cell_text(part, one.rule.x0, one.rule.x1).split()) for part in (one.label, one.value))
        place = f"{where}, line at {one.rule.y0:.0f} pt, {one.rule.x0:.0f} pt"
        text = f"{label.rstrip(':')}: {value}"
        sure = legibility((*one.label, *one.value)) * (_CROWDED if _is_crowded(one, kept) else 1.0)
        lines.append((top + one.rule.x0 * 1e-5, Line(text=text, where=place, legibility=sure)))
    return lines, taken


def _is_crowded(one: Captioned, others: Sequence[Captioned]) -> bool:
    """Does what is typed run on into the next answer, so that nobody can tell where one ends?"""
    edges = [(min(w.x0 for w in o.value), max(w.x1 for w in o.value)) for o in others if o.value and o.rule.y0 == one.rule.y0]
    if not one.value:
        return False
    x0, x1 = min(w.x0 for w in one.value), max(w.x1 for w in one.value)
    blank = _BLANK * one.value[0].height
    return any(0 <= a - x1 < blank or 0 <= x0 - b < blank for a, b in edges)


def _between(down: Sequence[Rule], edges: Sequence[float], rule: Rule) -> Iterator[Rule]:
    """The upright rules between the ends of the rule; those at its beginning first, since a rule of a table has one there."""
    return islice(down, bisect_left(edges, rule.x0 - 2), bisect_right(edges, rule.x1 + 2))


def _touch(rule: Rule, upright: Rule) -> bool:
    """Is the rule one of a table or a frame?"""
    return upright.y0 - 2 <= rule.y0 <= upright.y1 + 2


def _at(rule: Rule, rules: Sequence[Rule], printed: Printed, usual: float) -> Captioned | None:
    """The label right below the rule, and what is typed right above it; None when there is no label."""
    below = _column(printed.between(rule.y0, rule.y0 + 3 * usual), rule)
    label = _adjoining(visual_lines(below), rule.y0, usual)
    if not label:
        return None
    above = [other.y0 for other in rules if other.y0 < rule.y0 - 2 and other.x0 < rule.x1 and other.x1 > rule.x0]
    roof = max([*above, rule.y0 - 8 * usual])
    over = printed.between(roof, rule.y0)
    value = _adjoining(visual_lines(_column(over, rule))[::-1], rule.y0, usual, up=True)
    beyond = [other.x0 for other in rules if abs(other.y0 - rule.y0) < 2 and other.x0 > rule.x1]  # noqa: PLR2004 - points
    return Captioned(rule, tuple(label), tuple(_run_on(value, over, min(beyond, default=float("inf")))))


def _run_on(value: Sequence[Word], over: Sequence[Word], end: float) -> Sequence[Word]:
    """What is typed on a rule, with the words that run on beyond it, up to where the next rule begins."""
    taken = list(value)
    for word in sorted(over, key=lambda w: w.x0):
        last = max((w for w in taken if abs(w.middle - word.middle) < w.height / 2), key=lambda w: w.x1, default=None)
        if last is not None and word.x0 < end - 2 and 0 <= word.x0 - last.x1 < _BLANK * last.height:
            taken.append(word)
    return taken


def _column(words: Sequence[Word], rule: Rule) -> list[Word]:
    return [word for word in words if word.x0 >= rule.x0 - 2 and (word.x0 + word.x1) / 2 <= rule.x1 + 2]


def _adjoining(lines: Sequence[Sequence[Word]], edge: float, usual: float, *, up: bool = False) -> list[Word]:
    """The words of the lines that follow one another closely from `edge` on, in print of one size."""
    taken: list[Word] = []
    for line in lines:
        near, far = (
            (max(w.y1 for w in line), min(w.y0 for w in line)) if up else (min(w.y0 for w in line), max(w.y1 for w in line))
        )
        gap = edge - near if up else near - edge
        same = not taken or abs(line[0].height - taken[0].height) < (1 - _SMALLER) * taken[0].height
        if gap > (_NEAR if not taken else 1 - _NEAR / 2) * usual * 0.6 or not same:
            break
        taken.extend(line)
        edge = far
    return taken

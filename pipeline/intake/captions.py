"""Form fields with the words that are printed beside, above or below them: what each of them asks.

What stands at a field's left on its own line is its caption; where nothing does, what is printed right above it, or right below
it on forms that are made so. Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.intake.fields import TOUCH, FormField, as_grid, field_tables, in_rows
from pipeline.intake.layout import Printed, Word, line_text, segments, visual_lines
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.intake.repeats import Asked, repeated
from pipeline.model import Block, Cell, Grid

_NEXT: Final = 1.3  # heights: a caption above or below its field stands no further off
_LEADING: Final = 0.45  # of the height: the lines of one caption stand no further apart
_REACH: Final = 70.0  # points above or below a field in which its caption's lines stand
_FAR_LEFT: Final = 330.0
_TALL: Final = 2.0  # heights: a higher field has several lines
_DOUBTFUL: Final = 0.75  # legibility of an answer whose caption may be another field's
_CLEAR: Final = 1.6  # times: so much nearer a caption is to its own field than to the next
_AFTER: Final = 2.0  # heights: what stands further after a box is not its words
_YES_OR_NO: Final = frozenset({"ja", "nei", "yes", "no"})
_MARKS: Final = frozenset({TICKED, UNTICKED})

Side = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A page's fields as blocks with their tops; the ids of the words in them; and the fields that nothing is printed by."""

    blocks: tuple[tuple[float, Block], ...] = ()
    taken: frozenset[int] = frozenset()
    loose: tuple[FormField, ...] = ()


def with_captions(fields: Sequence[FormField], words: Sequence[Word], where: str) -> Joined:
    """The fields of a page with the words that ask what they answer, as tables and as pairs of question and answer."""
    if not fields:
        return Joined()
    blocks: list[tuple[float, Block]] = []
    taken: set[int] = set()
    rest = list(fields)
    printed = Printed(words)
    for number, table in enumerate(field_tables(fields, printed), start=1):
        inside = {id(f) for row in table.rows for unit in row for f in unit.fields}
        grid, used, top = as_grid(table, printed, f"{where}, fields {number}")
        blocks.append((top, grid))
        taken |= {id(word) for word in used}
        rest = [f for f in rest if id(f) not in inside]
    joiner = _Joiner(rest, printed, taken)
    asked, loose = joiner.asked()
    boxes = joiner.boxes(loose)
    in_boxes = {id(word) for box in boxes for word in box.words}
    left = [w for w in words if id(w) not in joiner.taken | in_boxes]
    runs = repeated([*asked, *boxes], left, [f for f in loose if all(f is not box.field for box in boxes)])
    for number, run in enumerate(runs, start=1):
        blocks.append((run.top, run.as_grid(f"{where}, blocks {number}")))
        joiner.taken |= {id(word) for word in run.words}
    inside = {id(a.field) for run in runs for block in run.blocks for a in block}
    blocks += [_pair(a) for a in asked if id(a.field) not in inside]
    return Joined(tuple(blocks), frozenset(joiner.taken), tuple(f for f in loose if id(f) not in inside))


def _pair(asked: Asked) -> tuple[float, Block]:
    """Question and answer side by side; the words level with the question come before it."""
    one = asked.field
    at = min([one.middle, *(w.middle for w in asked.words)])
    question = Cell(text=asked.text, where=f"{one.where}, caption")
    answer = Cell(text=one.text, where=one.where, legibility=_DOUBTFUL if asked.doubtful else 1.0)
    return at + TOUCH + one.x0 * 1e-4, Grid(rows=((question, answer),), where=one.where)


@dataclass(frozen=True, slots=True)
class _Caption:
    """The words that ask what a field answers. `doubtful`: they may ask another field."""

    words: Side
    doubtful: bool = False


@dataclass(slots=True)
class _Joiner:
    """Joins fields with words; `taken` are the ids of the words that are a caption, `held` of those that are none."""

    fields: Sequence[FormField]
    printed: Printed
    taken: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)

    def asked(self) -> tuple[list[Asked], list[FormField]]:
        """The fields with their captions, in the order of reading; and those that nothing is printed by, or that are boxes."""
        self.held = self._of_ticks()
        ordered = [one for row in in_rows(self.fields) for one in row]
        found: dict[int, _Caption] = {}
        for at in (self._inside, self._left):
            for one in ordered:
                if id(one) not in found and not one.tick and (words := at(one)):
                    found[id(one)] = self._claimed(words)
        found |= self._above_or_below([f for f in ordered if id(f) not in found and not f.tick])
        self.held = set()
        found |= {id(f): self._claimed(words) for f in ordered if f.tick and (words := self._before_box(f))}
        asked = [_asked(f, found.get(id(f))) for f in ordered if id(f) in found or (f.label and not f.tick)]
        return asked, [f for f in ordered if id(f) not in found and (f.tick or not f.label)]

    def boxes(self, loose: Sequence[FormField]) -> list[Asked]:
        """The boxes with words after them; what they ask is no «Ja» or «Nei», which says nothing without the words before."""
        found = []
        for one in (f for f in loose if f.tick):
            end = min((f.x0 for f in self.fields if f.x0 > one.x0 and f.has_on_its_line(_middle_of(one))), default=float("inf"))
            level = [w for w in self._free(one.y0, one.y1) if one.x1 - TOUCH <= w.x0 and w.x1 <= end]
            beside = segments(sorted(level, key=lambda w: w.x0))[0].words if level else ()
            if beside and beside[0].x0 - one.x1 < _AFTER * beside[0].height and line_text(beside).casefold() not in _YES_OR_NO:
                found.append(_asked(one, _Caption(beside)))
        return found

    def _before_box(self, one: FormField) -> Side:
        """What a lone box asks when its words stand before it: nothing is printed after it, and no other box stands beside."""
        words = self._level(one)
        row = [f for f in self.fields if f is not one and f.y0 < one.middle < f.y1]
        after = min((f for f in row if f.x0 > one.x0), key=lambda f: f.x0, default=None)
        before = max((f for f in row if f.x0 < one.x0), key=lambda f: f.x0, default=None)
        if any(f is not None and f.tick and not _words_between(f, one, words) for f in (before, after)):
            return ()
        near = [w for w in words if one.x1 - TOUCH <= w.x0 < one.x1 + _AFTER * w.height and id(w) not in self.taken]
        return () if near or any(w.text in _MARKS for w in words) else self._left(one)

    def _claimed(self, words: Side, *, doubtful: bool = False) -> _Caption:
        self.taken |= {id(word) for word in words}
        return _Caption(words, doubtful)

    def _level(self, one: FormField) -> list[Word]:
        return self.printed.between(one.y0 - TOUCH, one.y1 + TOUCH)

    def _free(self, top: float, bottom: float) -> list[Word]:
        """The words between the two heights that may still be somebody's caption."""
        near = self.printed.between(top - TOUCH, bottom + TOUCH)
        return [word for word in near if id(word) not in self.taken and id(word) not in self.held]

    def _of_ticks(self) -> set[int]:
        """The words at boxes to tick: those right after a box, or else right before it."""
        marks = [w for w in self.printed.words if w.text in _MARKS]
        found: set[int] = {id(w) for w in marks}
        boxes = [f for f in self.fields if f.tick]
        boxes += [FormField(w.text, "", w.x0, w.y0, w.x1, w.y1, tick=True) for w in marks]
        for box in boxes:
            level = sorted((w for w in self._level(box) if id(w) not in self.taken), key=lambda w: w.x0)
            after = next(iter(segments([w for w in level if w.x0 >= box.x1 - TOUCH] or [_NOTHING])))
            before = segments([w for w in level if w.x1 <= box.x0 + TOUCH] or [_NOTHING])[-1]
            beside = after.words if after.words[0].x0 - box.x1 < 2 * after.words[0].height else before.words
            found |= {id(w) for w in beside}
        return found

    # --- on the same line ----------------------------------------------------------------------------------------------------

    def _inside(self, one: FormField) -> Side:
        """What is printed within the field's own frame, at its top."""
        level = self._free(one.y0 + TOUCH, one.y1 - TOUCH)
        inside = [w for w in level if one.x0 - TOUCH <= w.x0 and w.x1 <= one.x1 + TOUCH]
        return tuple(inside) if inside and all(w.middle < one.middle for w in inside) else ()

    def _left(self, one: FormField) -> Side:
        """The words on the field's own line, back to the field before it, with the lines that carry them on."""
        row = [f for f in self.fields if f.y0 < one.y1 - TOUCH and f.y1 > one.y0 + TOUCH]
        start = max((f.x1 for f in row if f is not one and f.x1 <= one.x0 + TOUCH), default=one.x0 - _FAR_LEFT)
        beside = [w for w in self._free(one.y0, one.y1) if start - TOUCH <= w.x0 and w.x1 <= one.x0 + TOUCH]
        if not beside:
            return ()
        first = visual_lines(beside)[0]
        label = segments(first)[-1].words
        level = {id(f) for f in row}
        others = [f for f in self.fields if id(f) not in level]
        known = {id(w) for w in label}
        near = self._free(one.y0 - _REACH, one.y1 + _REACH)
        reach = [w for w in near if start - TOUCH <= w.x0 and w.x1 <= one.x0 + TOUCH and id(w) not in known]
        before = [w for w in reach if w.middle < label[0].y0 and one.height < _TALL * w.height]
        return (
            *self._carried_on(label, reversed(visual_lines(before)), others),
            *label,
            *self._carried_on(label, visual_lines(w for w in reach if w.middle > label[0].y1), others),
        )

    @staticmethod
    def _carried_on(label: Side, lines: Iterable[Sequence[Word]], others: Sequence[FormField]) -> Iterator[Word]:
        """The lines next to the label that belong to it: they begin where it begins, and stand beside no other field."""
        last = label[0]
        for line in lines:
            off = max(line[0].y0 - last.y1, last.y0 - line[0].y1)
            near = off < _LEADING * last.height and abs(line[0].x0 - label[0].x0) < last.height
            alien = any(f.has_on_its_line(line[0]) for f in others) or line[0].bold != last.bold
            if not near or alien:
                return
            yield from segments(line)[0].words
            last = line[0]

    # --- above or below ------------------------------------------------------------------------------------------------------

    def _above_or_below(self, fields: Sequence[FormField]) -> dict[int, _Caption]:
        """The captions of fields with nothing at their left: all above, or all below, by where most stand nearer."""
        above = {id(f): self._next_to(f, below=False) for f in fields}
        below = {id(f): self._next_to(f, below=True) for f in fields}
        off = [(_distance(f, above[id(f)]), _distance(f, below[id(f)])) for f in fields]
        under = sum(b * _CLEAR < a for a, b in off) > sum(a * _CLEAR < b for a, b in off)
        found: dict[int, _Caption] = {}
        for one, (up, down) in zip(fields, off, strict=True):
            first, second = (below, above) if under else (above, below)
            words = first[id(one)] or second[id(one)]
            near, far = (down, up) if under else (up, down)
            if words and not any(id(w) in self.taken for w in words):
                found[id(one)] = self._claimed(words, doubtful=far < near * _CLEAR)
        return found

    def _next_to(self, one: FormField, *, below: bool) -> Side:
        """The line right above (or below) the field that begins over it, with the lines that carry it on."""
        found: list[Word] = []
        edge = one.y1 if below else one.y0
        ends = (one.y1 + TOUCH, one.y1 + _REACH) if below else (one.y0 - _REACH, one.y0 - TOUCH)
        lines = visual_lines(w for w in self._free(*ends) if w.x1 > one.x0 - TOUCH and w.x0 < one.x1)
        for line in lines if below else reversed(lines):
            part = self._over(one, line)
            if not part:
                break
            off = part[0].y0 - edge if below else edge - part[0].y1
            unlike = bool(found) and abs(found[0].height - part[0].height) > 1
            if off > (_LEADING if found else _NEXT) * part[0].height or unlike or self._parted(one, part[0]):
                break
            found = [*found, *part] if below else [*part, *found]
            edge = part[0].y1 if below else part[0].y0
        return tuple(found)

    def _over(self, one: FormField, line: Sequence[Word]) -> Side:
        """The words of a line that stand over the field: those close together that begin at its left edge, or over it."""
        others = [f.x0 for f in self.fields if f.x0 >= one.x1 - TOUCH and f.y0 < one.y1 and f.y1 > one.y0]
        end = min(others, default=float("inf"))
        middle, half = line[0].middle, line[0].height / 2 - TOUCH
        for part in segments(sorted(self._free(middle - half, middle + half), key=lambda w: w.x0)):
            if one.x0 - 2 * TOUCH <= part.x0 < one.x1:
                return tuple(w for w in part.words if w.x0 < end - TOUCH)
        return ()

    def _parted(self, one: FormField, word: Word) -> bool:
        """Does another field stand between the two?"""
        top, bottom = sorted((word.middle, one.middle))
        return any(top <= f.middle <= bottom and f.x0 < one.x1 and f.x1 > one.x0 for f in self.fields if f is not one)


def _middle_of(one: FormField) -> Word:
    return Word("", one.x0, one.middle, one.x1, one.middle)


def _words_between(one: FormField, other: FormField, words: Sequence[Word]) -> bool:
    left, right = sorted((one, other), key=lambda f: f.x0)
    return any(left.x1 - TOUCH <= w.x0 and w.x1 <= right.x0 + TOUCH for w in words)


def _asked(one: FormField, caption: _Caption | None) -> Asked:
    if caption is None:
        return Asked(one, one.label)
    text = " ".join(line_text(line).replace("\t", " ") for line in visual_lines(caption.words))
    return Asked(one, text, caption.words, caption.doubtful)


_NOTHING: Final = Word("", -1e4, 0.0, -1e4, 1.0)


def _distance(one: FormField, words: Side) -> float:
    """How far the words are from the field: at least a point, so that what touches is no surer than what nearly does."""
    if not words:
        return float("inf")
    return max(1.0, min(w.y0 - one.y1 if w.middle > one.y1 else one.y0 - w.y1 for w in words))

"""Label and value in a grid: side by side, above each other, or in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.form.definition import Kind
from pipeline.model import Cell
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.blanks import without_guidance
from pipeline.recognise.cells import Row, below, is_bare_box, is_short, start_of, starts
from pipeline.recognise.labels import NEARLY, PARTS, PEOPLE_SECTIONS, TELLING, Asks, Label, find_label, is_label
from pipeline.recognise.line_labels import split_label
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.people import looks_like_name
from pipeline.recognise.ticks import has_boxes, with_boxes
from pipeline.recognise.walk import Walk

_TWO: Final = 2
_LONGEST_QUESTION: Final = 12
_SENTENCE: Final = 4
_OF_A_PERSON: Final = frozenset({"email", "phone", "profession", "role", "trained_agent"})


@dataclass(slots=True)
class Pairs:
    """Finds the cell that answers a label. `used`: the ids of cells that are taken."""

    walk: Walk
    used: set[int] = field(default_factory=set)

    def label(self, cell: Cell) -> Label | None:
        """The label that the cell is, when its answer stands elsewhere."""
        twice = _asked_twice(cell.text, self.walk.section)
        if twice is not None:
            return twice
        return None if _has_boxes(cell) or self.holds_both(cell) else find_label(cell.text, self.walk.section)

    def holds_both(self, cell: Cell) -> bool:
        """Do label and answer stand in this one cell: on two lines, or parted by a colon?"""
        asked = find_label(cell.text.partition("\n")[0], self.walk.section) if "\n" in cell.text else None
        text = cell.text if asked is not None and asked.score >= PARTS else without_guidance(cell.text)
        if _asked_twice(cell.text, self.walk.section) is not None:
            return False
        whole = find_label(text, self.walk.section)
        if whole is not None and (whole.score >= PARTS or _asks(text)):
            return False
        head, _, rest = text.partition("\n")
        inner = find_label(head, self.walk.section) if rest else None
        torn = inner is not None and whole is not None and inner.field is whole.field and inner.score < PARTS
        if torn and rest[:1].islower():
            return False
        if inner is not None and (inner.score >= TELLING or _asks(head) or rest.startswith("\t")):
            return True
        pair = split_label(text, self.walk.section)
        return pair is not None and bool(pair[1]) and whole is None

    def value(self, rows: Sequence[Row], i: int, j: int, asked: Label) -> tuple[Cell | None, int]:
        """The cell that answers the label at (i, j - 1), and where to go on."""
        row = rows[i]
        under = below(rows, i, start_of(row, j - 1))
        if self._is_label_row(rows, i):
            return under, j
        k = next((k for k in range(j, len(row)) if row[k].text.strip() and id(row[k]) not in self.used), None)
        if k is not None and (_is_number_for(asked, row[k]) or not self._is_other_label(rows, i, row[k], asked, apart=k > j)):
            return row[k], k + 1
        if self.has_value_below(rows, i, row[j - 1]):
            return under, j
        alone = k is not None or len(row) == 1 or j == len(row)
        only_labels = all(not c.text.strip() or find_label(c.text, self.walk.section) is not None for c in row)
        if under is not None and alone and only_labels and not self._is_question(under, row[j - 1]):
            return under, j
        return None, j

    def has_value_below(self, rows: Sequence[Row], i: int, cell: Cell) -> bool:
        """A label alone in its row with an answer alone in the row below."""
        label = find_label(cell.text, self.walk.section) if "\n" not in cell.text else None
        if label is None or label.asks is not Asks.FIELD or label.score < NEARLY:
            return False
        if len(rows[i]) > 1:
            return self._stands_in_a_stack(rows, i, cell)
        under = below(rows, i, 0)
        return under is not None and not self._is_question(under, cell)

    def is_unknown_pair(self, row: Row, cell: Cell) -> bool:
        """A question that no field asks, with its answer beside it."""
        filled = [c for c in row if c.text.strip()]
        if (
            len(filled) != _TWO
            or filled[0] is not cell
            or self.holds_both(cell)
            or looks_like_name(cell.text.partition("\n")[0])
        ):
            return False
        plain = not EMAIL.search(cell.text) and not any(map(_has_boxes, filled))
        label = find_label(filled[1].text, self.walk.section)
        answers = label is None or (label.score < PARTS and not _asks(filled[1].text))
        return plain and len(cell.text.split()) < _LONGEST_QUESTION and answers

    # --- labels above their answers ------------------------------------------------------------------------------------------

    def _is_label_row(self, rows: Sequence[Row], i: int) -> bool:
        """Are all cells of the row labels, and none of the next row's: labels above their values?"""
        here = [c for c in rows[i] if c.text.strip()]
        after = [c for c in rows[i + 1] if c.text.strip()] if i + 1 < len(rows) else []
        if len(here) < _TWO or not after or len(rows[i + 1]) != len(rows[i]):
            return False
        first = find_label(here[0].text, self.walk.section)
        goes_on = len(here) == _TWO and len(after) == 1 and not rows[i + 1][0].text.strip() and _is_text_of(here[1])
        if goes_on or (first is not None and any(self._answers_beside(first, cell) for cell in here[1:])):
            return False
        marked = self._is_marked(rows, here, after)
        if any(self.holds_both(c) or not (marked or self._reads_as_label(c)) for c in here):
            return False
        if self._reads_as_label(rows[i + 1][0]) and not self._may_answer(rows[i][0], rows[i + 1][0], NEARLY):
            return False
        return all(self._may_answer(above, c) for above, c in zip(rows[i], rows[i + 1], strict=True) if c.text.strip())

    def _answers_beside(self, first: Label, cell: Cell) -> bool:
        """«Mål | Mål 1: Kortere ventetid …»: a sentence with a label's words, beside the question that it answers."""
        label = find_label(cell.text, self.walk.section)
        return label is not None and label.score < PARTS and _is_text_of(cell) and _answers(first, label, apart=False)

    def _is_marked(self, rows: Sequence[Row], here: Sequence[Cell], after: Sequence[Cell]) -> bool:
        """A row that is a heading by its look, or stands over one row of answers, and holds labels that are known."""
        known = sum(map(self._reads_as_label, here))
        looks = all(c.header for c in here) and not any(c.header for c in after)
        return (known > 0 and looks) or (known > 1 and len(rows) == _TWO and all(map(is_short, here)))

    def _may_answer(self, above: Cell, cell: Cell, sure: float = TELLING) -> bool:
        """Is it no label itself? «Avdeling for rus» under «Avdeling» uses the label's word, and answers it."""
        asked, said = find_label(above.text, self.walk.section), find_label(cell.text, self.walk.section)
        number = asked is not None and _is_number_for(asked, cell)
        if number or is_bare_box(cell) or said is None or said.score < sure or _has_boxes(cell):
            return True
        same = asked is not None and asked.field is said.field
        return same and not is_label(cell.text) and not _asks(cell.text)

    def _reads_as_label(self, cell: Cell) -> bool:
        label = None if _has_boxes(cell) or to_trust(cell.text).certain else find_label(cell.text, self.walk.section)
        return label is not None and label.score >= NEARLY

    def _stands_in_a_stack(self, rows: Sequence[Row], i: int, cell: Cell) -> bool:
        """In a wide sheet: a label alone, its answer alone in the row below, and empty rows around the two."""
        if not self._is_stack(rows, i, cell):
            return False
        around = [row for at, row in enumerate(rows) if at in {i - 1, i + 2}]
        alone = not any(c.text.strip() for row in around for c in row)
        return alone or any(self._is_stack(rows, at, one) for at in (i - 2, i + 2) if (one := _alone_in(rows, at)) is not None)

    def _is_stack(self, rows: Sequence[Row], i: int, cell: Cell) -> bool:
        """Does the cell, alone in row `i`, ask, and a cell alone below it answer?"""
        label = find_label(cell.text, self.walk.section)
        asks = label is not None and label.asks is Asks.FIELD and label.score >= NEARLY
        under = below(rows, i, next(start for start, c in starts(rows[i]) if c is cell))
        return asks and under is not None and _alone_in(rows, i + 1) is under and not self._is_question(under, cell)

    # --- what a neighbour is -------------------------------------------------------------------------------------------------

    def _is_other_label(self, rows: Sequence[Row], i: int, cell: Cell, asked: Label, *, apart: bool) -> bool:
        """Is the neighbour a label of its own, and not an answer that reads like one? `apart`: an empty cell parts the two."""
        of_person = asked.asks is Asks.PERSON_NUMBER or asked.attribute in _OF_A_PERSON
        if ("\n" in cell.text or of_person) and self.holds_both(cell):
            return True
        label = None if _has_boxes(cell) else find_label(cell.text, self.walk.section)
        if label is None or _is_plain_answer(asked, label, cell, apart=apart):
            return False
        if label.score < PARTS and not _asks(cell.text) and self._is_among_answers(rows, i, cell):
            return False
        return self._asks_for_itself(rows, i, cell, label, other=apart and label.field is not asked.field)

    def _is_among_answers(self, rows: Sequence[Row], i: int, cell: Cell) -> bool:
        """Does the cell stand where other rows of a question and an answer have their answers?"""
        column = _answer_column(rows[i])
        if column is None or rows[i][column] is not cell:
            return False
        others = [row for row in rows if row is not rows[i] and _answer_column(row) == column]
        plain = [row for row in others if self._reads_as_label(_first(row)) and not self._reads_as_label(row[column])]
        return len(plain) > _TWO

    def _asks_for_itself(self, rows: Sequence[Row], i: int, cell: Cell, label: Label, *, other: bool) -> bool:
        """Is the neighbour sure enough a label, `other` than the one asked behind an empty cell, or else one among several?"""
        if label.score >= TELLING and (_asks(cell.text) or other):
            return True
        if label.score < PARTS and label.asks is not Asks.OTHER:
            return False
        if len([c for c in rows[i] if c.text.strip()]) > _TWO:
            return True
        under = below(rows, i, start_of(rows[i], 0))
        return under is not None and find_label(under.text, self.walk.section) is None

    def _is_question(self, cell: Cell, above: Cell) -> bool:
        if is_bare_box(cell):
            return False
        label = find_label(cell.text, self.walk.section)
        asks = label is not None and label.score >= TELLING and not self._may_answer(above, cell)
        return asks or self.holds_both(cell) or _has_boxes(cell)


def _is_plain_answer(asked: Label, label: Label, cell: Cell, *, apart: bool) -> bool:
    """«Genetisk veileder» as somebody's profession, «Finnmarkssykehuset, Klinikk Hammerfest» as a trust: labels by a word."""
    if asked.asks is Asks.SECTION and label.section == asked.section == "challenges":
        return True
    if label.asks is Asks.ROLE and asked.attribute == "role" and not _asks(cell.text):
        return True
    if _is_text_of(cell) and _answers(asked, label, apart=apart):
        return True
    if apart or _asks(cell.text):
        return False
    profession = asked.attribute == "profession" and label.asks is Asks.SECTION
    return profession or (asked.attribute == "trust" and to_trust(cell.text).certain)


def _answers(asked: Label, label: Label, *, apart: bool) -> bool:
    """May a sentence with the words of `label` answer `asked`: the same question, or one of no field right beside a text's?"""
    if asked.field is None or label.field is asked.field:
        return asked.field is not None
    return not apart and label.asks is Asks.OTHER and asked.field.kind is Kind.LONG_TEXT


def _answer_column(row: Row) -> int | None:
    """Where the second of the two filled cells of a row stands; None when there are not two."""
    filled = [index for index, c in enumerate(row) if c.text.strip() and (not index or row[index - 1] is not c)]
    return filled[1] if len(filled) == _TWO else None


def _first(row: Row) -> Cell:
    return next(c for c in row if c.text.strip())


def _alone_in(rows: Sequence[Row], i: int) -> Cell | None:
    """The one filled cell of row `i`."""
    filled = [c for c in rows[i] if c.text.strip()] if 0 <= i < len(rows) else []
    return filled[0] if len(filled) == 1 else None


def _is_text_of(cell: Cell) -> bool:
    """«Mål 1: Kortere ventetid …»: an answer that begins with the question's own word."""
    return len(cell.text.split()) >= _SENTENCE and not _asks(cell.text)


def _asks(text: str) -> bool:
    return text.rstrip().endswith((":", "?"))


def _has_boxes(cell: Cell) -> bool:
    return has_boxes(with_boxes(cell.text))


def _is_number_for(asked: Label, cell: Cell) -> bool:
    """«nr. 2» as the answer to a question for a number."""
    return asked.field is not None and asked.field.kind is Kind.NUMBER and any(map(str.isdigit, cell.text))


def _asked_twice(text: str, context: str) -> Label | None:
    """«Enhet ↵ Unit»: the same question on two lines, in two languages."""
    first, _, second = text.partition("\n")
    one = find_label(first, context) if second and "\n" not in second and not second.startswith("\t") else None
    other = find_label(second, one.section if one.section in PEOPLE_SECTIONS else context) if one is not None else None
    sure = one is not None and other is not None and one.score >= NEARLY and other.score >= PARTS
    same = sure and one is not None and other is not None and one.field is not None and _path(one) == _path(other)
    return one if same else None


def _path(label: Label) -> str:
    return label.attribute or label.section

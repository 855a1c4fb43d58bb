"""Cells of a grid and what can be said of each by itself; columns are counted from 0, a wide cell takes several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.form.definition import Kind
from pipeline.form.vocabulary import fold
from pipeline.model import Cell
from pipeline.recognise.labels import PARTS, Asks, Label, find_label
from pipeline.recognise.ticks import has_boxes, with_boxes

Row = Sequence[Cell]
_PERSON_WORDS: Final = frozenset({"deltaker", "deltakar", "deltager", "medlem", "teammedlem", "member", "participant"})
_BOTH: Final = (["ja", "nei"], ["nei", "ja"], ["yes", "no"], ["no", "yes"])
_LONGEST_LABEL: Final = 8


def starts(row: Row) -> list[tuple[int, Cell]]:
    """The cells of a row, each with the grid column in which it begins."""
    placed, column = [], 0
    for cell in row:
        placed.append((column, cell))
        column += cell.span
    return placed


def start_of(row: Row, index: int) -> int:
    """The grid column in which the row's cell number `index` begins."""
    return sum(cell.span for cell in row[:index])


def below(rows: Sequence[Row], i: int, start: int) -> Cell | None:
    """The filled cell in the next row that begins in the same column."""
    if i + 1 >= len(rows):
        return None
    return next((c for s, c in starts(rows[i + 1]) if s == start and c.text.strip()), None)


def labels_in(row: Row, context: str) -> list[Label]:
    """The labels in a row that are known for certain; a role is none, it may be an answer."""
    found = [find_label(c.text, context) for c in row if c.text.strip() and not is_person_word(c)]
    return [label for label in found if label is not None and label.score >= PARTS and label.asks is not Asks.ROLE]


def is_bare_box(cell: Cell) -> bool:
    """A tick box and nothing else."""
    return with_boxes(cell.text).strip() in {"☒", "☐"}


def is_short(cell: Cell) -> bool:
    """Few words and no figures, as labels have."""
    return len(cell.text.split()) < _LONGEST_LABEL and not any(map(str.isdigit, cell.text))


def is_person_word(cell: Cell) -> bool:
    """«Deltaker», «Medlem»: a label of a name, and just as well what somebody is in the team."""
    return fold(cell.text) in _PERSON_WORDS


def is_person_number(cell: Cell) -> bool:
    """«Deltaker 3»: the heading of a person's block."""
    label = find_label(cell.text, "members")
    return label is not None and label.asks is Asks.PERSON_NUMBER and label.role is None


def names_adviser(cell: Cell) -> bool:
    """«Forbedringsveileder» as somebody's role in the table of the team: the adviser, who is no member."""
    label = find_label(cell.text, "")
    return label is not None and label.asks is Asks.SECTION and label.section == "adviser"


def choices_after(label: Label, rest: Row) -> str:
    """«Høy turnover | ☐ Ja | ☒ Nei»: the two answers offered, as they stand; empty when the cells are something else."""
    tick = label.field is not None and label.field.kind in {Kind.TICK, Kind.CHOICE}
    said = [with_boxes(c.text).strip() for c in rest if c.text.strip()]
    if tick and any(map(has_boxes, said)) and all(fold(text.strip("☒☐ ")) in {"", "ja", "nei", "yes", "no"} for text in said):
        return " ".join(said) if len(said) > 1 else ""
    both = tick and [fold(text.strip("☒☐ ")) for text in said] in _BOTH
    return " ".join(said) if both and any(map(has_boxes, said)) else " / ".join(said) if both else ""

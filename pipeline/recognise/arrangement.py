"""How a grid is arranged: two tables side by side, people in columns, blocks of a person each beside one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.model import Cell
from pipeline.recognise.cells import Row, is_person_word, labels_in
from pipeline.recognise.columns import header_in
from pipeline.recognise.labels import TELLING, Asks, Label, find_label

_NARROW: Final = 5
_TWO: Final = 2


def side_by_side(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """A sheet with a people table beside other things is two sheets, parted at an empty column; else itself alone."""
    width = min((len(row) for row in rows), default=0)
    if width < _NARROW or any(len(row) != width or any(c.span > 1 for c in row) for row in rows):
        return [rows] if rows else []
    for c in range(_TWO, width - _TWO):
        left, right = [row[:c] for row in rows], [row[c + 1 :] for row in rows]
        empty = not any(row[c].text.strip() for row in rows)
        if empty and any(x.text.strip() for row in left for x in row) and _heads_people(right) and not _heads_people(left):
            return [left, right]
    return [rows]


def without_numbering(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows less a first column of nothing but the questions' numbers («2.1»); people's numbers stay."""
    first = [row[0].text.strip() for row in rows if row[0].text.strip()]
    numbered = len(first) > 1 and all(map(_QUESTION_NUMBER.fullmatch, first))
    return [row[1:] if len(row) > 1 else row for row in rows] if numbered else rows


_QUESTION_NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})+[.)]?")


def _heads_people(rows: Sequence[Row]) -> bool:
    return any(header_in(rows, i, "members") for i in range(len(rows)))


def abreast_at(rows: Sequence[Row], begin: int) -> int:
    """The row after those from `begin` on in which the same question of a person is asked side by side: a name and two more.

    0 when no such rows begin there.
    """
    seen: set[str] = set()
    for end in range(begin, len(rows) + 1):
        asked = [label.attribute for label, _ in labelled(rows[end])] if end < len(rows) else []
        if len(asked) < _TWO or len(set(asked)) > 1 or asked[0] in seen:
            return end if _is_enough(seen) else 0
        seen.add(asked[0])
    return 0


def labelled(row: Row) -> list[tuple[Label, Cell | None]]:
    """The labels of a person in a row, each with the cell after it."""
    found: list[tuple[Label, Cell | None]] = []
    for cell in row:
        label = find_label(cell.text, "members") if cell.text.strip() and not is_person_word(cell) else None
        if label is not None and _is_of_member(label):
            found.append((label, None))
        elif cell.text.strip() and found and found[-1][1] is None:
            found[-1] = (found[-1][0], cell)
    return found


def transposed_in(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The rows in which people stand in columns: a label of a person and two answers or more, in three rows or more."""
    start = end = None
    seen: set[str] = set()
    for i, row in enumerate(rows):
        label = find_label(row[0].text, "members") if len(row) > _TWO and row[0].text.strip() else None
        if start is None and row and is_person_word(row[0]) and _are_numbers(row[1:]):
            continue
        answers = sum(bool(c.text.strip()) for c in row[1:])
        of_people = label is not None and _is_of_member(label) and not labels_in(row[1:], "members")
        if of_people and label is not None and label.attribute not in seen and (answers > 1 or start is not None):
            start = i if start is None else start
            end = i + 1
            seen.add(label.attribute)
        elif start is not None:
            break
    return (start, end) if start is not None and end is not None and _is_enough(seen) else None


def _are_numbers(cells: Row) -> bool:
    """«Deltaker | 1 | 2 | 3»: nothing but the people's numbers."""
    said = [cell.text.strip(" .") for cell in cells if cell.text.strip()]
    return bool(said) and all(text.isdigit() for text in said)


def _is_of_member(label: Label) -> bool:
    return label.asks is Asks.FIELD and label.section == "members" and label.score >= TELLING


def _is_enough(attributes: set[str]) -> bool:
    """A name and two things more: less may be chance."""
    return "name" in attributes and len(attributes) > _TWO

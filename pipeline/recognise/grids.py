"""Tables: label and value, people in rows or in columns, a person in a block of its own; the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.form.definition import Kind
from pipeline.model import Cell, Grid
from pipeline.recognise.arrangement import abreast_at, side_by_side, transposed_in, without_numbering
from pipeline.recognise.cells import Row, choices_after, is_bare_box, is_person_number, labels_in, starts
from pipeline.recognise.choice_columns import choice_heads, chosen
from pipeline.recognise.columns import header_in, with_second_row
from pipeline.recognise.help_columns import without_help
from pipeline.recognise.labels import NEARLY, PARTS, PEOPLE_SECTIONS, TELLING, Asks, Label, find_label, is_label
from pipeline.recognise.line_labels import split_label
from pipeline.recognise.lines import read_line
from pipeline.recognise.pairs import Pairs
from pipeline.recognise.people import looks_like_name, looks_like_person
from pipeline.recognise.roster import Roster
from pipeline.recognise.ticks import has_boxes, read_ticks, with_boxes
from pipeline.recognise.walk import Walk

_BROKEN_LABEL: Final = re.compile(r"[^\n@\t☐☒]{3,60}(?:\n[a-zæøå(][^\n@\t☐☒\d]{0,60}){1,4}")
_TWO_ANSWERS: Final = 0.75
_TWO: Final = 2


@dataclass(slots=True)
class GridReader:
    """Reads one grid after the other."""

    walk: Walk
    pairs: Pairs = field(init=False)
    roster: Roster = field(init=False)
    choices: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Both helpers make their claims by the same walk."""
        self.pairs, self.roster = Pairs(self.walk), Roster(self.walk)

    def read(self, grid: Grid) -> None:
        """Claim what stands in `grid`."""
        told, helping = without_help([row for row in grid.rows if row])
        self.walk.draft.continued.extend((cell.text, cell.where) for cell in helping if cell.text.strip())
        for rows in side_by_side(without_numbering(told)):
            self._read_rows([[self._in_one_line(cell) for cell in row] for row in self._without_help(rows)])

    def _in_one_line(self, cell: Cell) -> Cell:
        """A label that its cell has broken in mid-sentence, in one line («Hva ønsker dere å ↵ oppnå?»)."""
        if not _BROKEN_LABEL.fullmatch(cell.text):
            return cell
        flat = cell.text.replace("\n", " ")
        head = cell.text.partition("\n")[0]
        first, label = find_label(head, self.walk.section), find_label(flat, self.walk.section)
        if first is not None and first.score >= PARTS and head.count("(") == head.count(")"):
            return cell  # a label, and its answer below it
        return replace(cell, text=flat) if label is not None and label.score >= TELLING and label.asks is Asks.FIELD else cell

    def _without_help(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows, less the help in small print below the labels of a column, when the answers stand beside those labels."""
        helped = [cell for row in rows for cell in row if cell.large]
        if not helped:
            return rows
        beside = [row for row in rows if len(row) > 1 and row[0].large and self._asks_over_help(row[0])]
        answered = sum(bool(row[1].text.strip()) for row in beside)
        if answered < _TWO or answered * 2 < len(beside):
            return rows
        return [(self._label_alone(row[0]), *row[1:]) if row in beside else row for row in rows]

    def _asks_over_help(self, cell: Cell) -> bool:
        label = find_label(_parted(cell)[0], self.walk.section)
        return label is not None and label.asks is Asks.FIELD and label.score >= TELLING

    def _label_alone(self, cell: Cell) -> Cell:
        head, small = _parted(cell)
        self.walk.draft.continued.append((small, cell.where))
        return replace(cell, text=head, large=0)

    def _read_rows(self, rows: Sequence[Row]) -> None:
        if self.roster.columns is not None and (not self._has_its_width(rows[:1]) or labels_in(rows[0], "")):
            self.roster.end()
        self.choices = {}
        i, in_columns = 0, transposed_in(rows)
        while i < len(rows):
            i = self._people_at(rows, i, in_columns) or self._row(rows, i)
        if not self._has_its_width(rows[-1:]):
            self.roster.end()

    def _has_its_width(self, rows: Sequence[Row]) -> bool:
        """Has the row as many cells as the people table that is being read?"""
        return self.roster.columns is not None and any(len(row) == self.roster.columns.width for row in rows)

    def _people_at(self, rows: Sequence[Row], i: int, in_columns: tuple[int, int] | None) -> int:
        """Reads the people who begin at row `i` side by side, or in the columns of those rows; the row after them, else 0."""
        end = abreast_at(rows, i)
        if end:
            self.roster.read_abreast(rows[i:end])
        elif in_columns is not None and in_columns[0] == i:
            end = in_columns[1]
            self.roster.read_columns(rows[i:end])
        return end

    # --- one row ---------------------------------------------------------------------------------------------------------

    def _row(self, rows: Sequence[Row], i: int) -> int:
        """Reads row `i`; the next one to read."""
        row = rows[i]
        filled = [c for c in row if c.text.strip() and id(c) not in self.pairs.used]
        if self._chooses(row) or self._goes_on(rows, i, filled):
            return i + 1
        if not filled or self.roster.read_row(row, filled) or (len(filled) > 1 and all(map(is_person_number, filled))):
            return i + 1
        header = header_in(rows, i, self.walk.section)
        if header is not None:
            self.roster.begin(with_second_row(header, rows, i, self.walk.section, self.pairs.used))
        elif len(filled) == 1 and not self.pairs.has_value_below(rows, i, filled[0]):
            self._single(row, filled[0])
        else:
            self._pairs(rows, i)
        return i + 1

    def _goes_on(self, rows: Sequence[Row], i: int, filled: Sequence[Cell]) -> bool:
        """Does the row go on with the answer above: alone, below it, beside an empty cell where the question would stand?"""
        if i == 0 or len(filled) != 1 or filled[0] is rows[i][0] or not self.walk.open_text:
            return False
        above = [start for start, cell in starts(rows[i - 1]) if cell.text.strip()]
        here = next(start for start, cell in starts(rows[i]) if cell is filled[0])
        if len(above) != _TWO or above[0] != 0 or above[1] != here or is_label(filled[0].text, self.walk.section):
            return False
        self.walk.draft.append(self.walk.open_text, self.walk.made(filled[0].text, filled[0].where, PARTS))
        return True

    def _chooses(self, row: Row) -> bool:
        """Is the row a question with yes and no as columns, or the heading of such questions?"""
        heads = choice_heads(row)
        if heads and not any(_is_for_a_box(find_label(cell.text, self.walk.section)) for cell in row):
            self.choices = heads
            return True
        answered = chosen(row, self.choices) if self.choices else None
        label = find_label(answered[0].text, self.walk.section) if answered is not None else None
        if answered is None or label is None:
            self.choices = self.choices if answered is not None else {}
            return False
        self.walk.answer(label, answered[1], answered[0].where)
        return True

    def _single(self, row: Row, cell: Cell) -> None:
        """One filled cell: a heading, a label with nothing beside it, or text."""
        label = find_label(cell.text, self.walk.section) if len(row) > 1 else None
        asks_field = label is not None and "\n" not in cell.text and label.asks is Asks.FIELD and label.score > NEARLY
        adviser = label is not None and label.asks is Asks.SECTION and label.section == "adviser" and row[0] is cell
        if label is not None and (asks_field or adviser):
            self.walk.answer(label, "", cell.where)
        else:
            self._text(cell)

    def _text(self, cell: Cell) -> None:
        """Running text in a cell, perhaps with its label on the first line."""
        text = with_boxes(cell.text)
        head, _, rest = text.partition("\n")
        label = find_label(head, self.walk.section) if rest else None
        if _asks_again(rest):
            read_line(self.walk, text, cell.where)
        elif (
            label is not None
            and not has_boxes(head)
            and (label.score >= TELLING or head.rstrip().endswith((":", "?")) or rest.startswith("\t"))
        ):
            self._claim(label, rest.strip(), cell.where)
        else:
            read_line(self.walk, text, cell.where)

    def _claim(self, label: Label, text: str, where: str) -> None:
        text = with_boxes(text)
        if label.asks is not Asks.SECTION or not has_boxes(text):
            self.walk.answer(label, text, where)
            return
        self.walk.enter(label)
        self.walk.draft.asked.add(label.section)
        for line in filter(has_boxes, text.split("\n")):
            self.walk.boxes(read_ticks(line), where, asked=label if label.section != "challenges" else None)

    # --- label and value -------------------------------------------------------------------------------------------------

    def _pairs(self, rows: Sequence[Row], i: int) -> None:
        row, j = rows[i], 0
        while j < len(row):
            cell = row[j]
            if cell.text.strip() and id(cell) not in self.pairs.used:
                j = self._pair(rows, i, j)
            else:
                j += 1

    def _pair(self, rows: Sequence[Row], i: int, j: int) -> int:
        """Reads the cell at (i, j), with its answer when it is a label; where to go on."""
        row, cell = rows[i], rows[i][j]
        label = self.pairs.label(cell) or self._with_help(row, j)
        if label is None:
            return self._no_label(row, j)
        if label.section in PEOPLE_SECTIONS and label.asks is Asks.SECTION and self._heads_a_question(label, row[j + 1 :]):
            self.walk.enter(label)
            return j + 1
        offered = choices_after(label, row[j + 1 :])
        if offered:
            self.walk.answer(label, offered, cell.where)
            return len(row)
        value, after = self.pairs.value(rows, i, j + 1, label)
        if value is not None and any(c is value for c in row) and self._says_more(row, value):
            label = replace(label, score=min(label.score, _TWO_ANSWERS))
        if value is None:
            self._unanswered(label, cell)
        else:
            self.pairs.used.add(id(value))
            self._claim(label, value.text, value.where)
        return after

    def _with_help(self, row: Row, j: int) -> Label | None:
        """A question with the form's help below it in its cell, when the answer stands in the next one."""
        beside = row[j + 1] if j + 1 < len(row) else None
        head, _, rest = row[j].text.partition("\n")
        label = find_label(head, self.walk.section) if rest and beside is not None and beside.text.strip() else None
        if label is None or beside is None or label.asks is not Asks.FIELD or label.score < PARTS:
            return None
        plain = find_label(beside.text, self.walk.section) is None and not self.pairs.holds_both(beside)
        return replace(label, score=_TWO_ANSWERS) if plain and not has_boxes(with_boxes(row[j].text)) else None

    def _heads_a_question(self, label: Label, after: Row) -> bool:
        """«Veileder | Navn | Kari Nordmann»: a section beside its first question, with the answer."""
        filled = [cell for cell in after if cell.text.strip()]
        inner = find_label(filled[0].text, label.section) if len(filled) > 1 else None
        return inner is not None and inner.asks is Asks.FIELD and inner.section == label.section and inner.score >= PARTS

    def _says_more(self, row: Row, value: Cell) -> bool:
        """Does another answer stand beside the one that was taken?"""
        after = [c for c in row[next(n for n, c in enumerate(row) if c is value) + 1 :] if c.text.strip()]
        label = find_label(after[0].text, self.walk.section) if after else None
        return bool(after) and (label is None or label.score < PARTS) and not has_boxes(with_boxes(after[0].text))

    def _no_label(self, row: Row, j: int) -> int:
        """A cell that is no label: a box before its words, an unknown question, a person, or text."""
        cell = row[j]
        beside = row[j + 1] if j + 1 < len(row) else None
        if is_bare_box(cell) and beside is not None and beside.text.strip() and not has_boxes(with_boxes(beside.text)):
            self.pairs.used.add(id(beside))
            read_line(self.walk, f"{with_boxes(cell.text).strip()} {beside.text}", beside.where)
        elif self.pairs.is_unknown_pair(row, cell):
            answer = next(c for c in row[j + 1 :] if c.text.strip())
            self.walk.of_its_kind(answer.text, answer.where)
            return len(row)
        elif self._is_person(row, cell):
            self.walk.section = "members"
            self.walk.person_in([c for c in row if c.text.strip()])
            return len(row)
        else:
            self._text(cell)
        return j + 1

    def _is_person(self, row: Row, cell: Cell) -> bool:
        """A person's things in the cells of a row, without any heading."""
        filled = [c for c in row if c.text.strip() and id(c) not in self.pairs.used]
        inside = self.walk.section in {"members", ""} and len(filled) > 1 and filled[0] is cell
        named = looks_like_name(cell.text.partition("\n")[0])
        return inside and named and looks_like_person(", ".join(c.text for c in filled))

    def _unanswered(self, label: Label, cell: Cell) -> None:
        if label.asks is Asks.SECTION:
            self.walk.enter(label)
            self.walk.draft.asked.add("adviser.name" if label.section == "adviser" else label.section)
        elif label.asks is Asks.PERSON_NUMBER:
            self.walk.start_person(label)
        elif label.asks is Asks.ROLE:
            self.walk.section, self.walk.role, self.walk.member = "members", label.role, None
        else:
            self.walk.answer(label, "", cell.where)


def _parted(cell: Cell) -> tuple[str, str]:
    """The large print of a cell, and the small."""
    lines = cell.text.split("\n")
    return "\n".join(lines[: cell.large]), "\n".join(lines[cell.large :])


def _asks_again(rest: str) -> bool:
    """Does a further line of a cell ask for something else of the project («Problem: … ↵ Mål: …»)?"""
    found = [find_label(line) for line in rest.split("\n") if line.rstrip().endswith(":")]
    pairs = [pair[0] for line in rest.split("\n") if ":" in line and (pair := split_label(line, "")) is not None]
    return any(label is not None and label.section == "project" and label.score >= TELLING for label in (*found, *pairs))


def _is_for_a_box(label: Label | None) -> bool:
    return label is not None and label.field is not None and label.field.kind is Kind.TICK

"""Tables: label and value side by side or above each other, people in rows or in columns, a person in a block of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.form.definition import Kind
from pipeline.form.vocabulary import fold
from pipeline.model import Cell, Grid, Role
from pipeline.recognise.convert import EMAIL, is_blank, to_yes_no
from pipeline.recognise.labels import NEARLY, PARTS, PEOPLE_SECTIONS, TELLING, Asks, Label, find_label, is_label
from pipeline.recognise.lines import read_line, split_label
from pipeline.recognise.people import looks_like_name, looks_like_person
from pipeline.recognise.ticks import has_boxes, read_ticks, with_boxes
from pipeline.recognise.walk import ROLE_WORDS, Walk

Row = Sequence[Cell]
_NUMBER_HEADS: Final = frozenset({"nr", "#", "no", "number", "nummer", ""})


@dataclass(frozen=True, slots=True)
class Columns:
    """A table of people: which column (counted in grid columns from 0) holds which attribute."""

    section: str
    attributes: dict[int, str]
    width: int


@dataclass(slots=True)
class GridReader:
    """Reads one grid after the other; the columns of a people table are kept for its continuation on the next page."""

    walk: Walk
    columns: Columns | None = None
    used: set[int] = field(default_factory=set)

    def read(self, grid: Grid) -> None:
        """Claim what stands in `grid`."""
        left, right = _side_by_side([row for row in grid.rows if row])
        self._read_rows(left)
        if right:
            self._read_rows(right)

    def _read_rows(self, rows: Sequence[Row]) -> None:
        if self.columns is not None and not self._continues(rows):
            self.columns = None
        transposed = _transposed(rows)
        abreast = _abreast(rows)
        i = 0
        while i < len(rows):
            if transposed and i == transposed[0]:
                self._people_in_columns(rows[transposed[0] : transposed[1]])
                i = transposed[1]
                continue
            if abreast and i == abreast[0]:
                self._people_abreast(rows[abreast[0] : abreast[1]])
                i = abreast[1]
                abreast = _abreast(rows, i)
                continue
            self._row(rows, i)
            i += 1
        if not self._may_continue(rows):
            self.columns = None

    def _continues(self, rows: Sequence[Row]) -> bool:
        return bool(rows) and self.columns is not None and len(rows[0]) == self.columns.width and not _labels_in(rows[0], "")

    def _may_continue(self, rows: Sequence[Row]) -> bool:
        return self.columns is not None and bool(rows) and len(rows[-1]) == self.columns.width

    # --- one row ---------------------------------------------------------------------------------------------------------

    def _row(self, rows: Sequence[Row], i: int) -> None:
        row = rows[i]
        filled = [c for c in row if c.text.strip() and id(c) not in self.used]
        if not filled:
            return
        if self.columns is not None and self._person_row(row, filled):
            return
        if len(filled) > 1 and all(map(_is_person_number, filled)):
            return
        header = _header(rows, i, self.walk.section)
        if header is not None:
            self._begin_people(_with_second_row(header, rows, i, self.walk.section, self.used))
            return
        if len(filled) == 1 and not self._has_value_below(rows, i, filled[0]):
            self._single(row, filled[0])
            return
        self._pairs(rows, i)

    def _begin_people(self, header: Columns) -> None:
        self.columns = header
        self.walk.pending = None
        self.walk.section, self.walk.member = header.section, None
        prefix = "members" if header.section == "members" else header.section
        self.walk.draft.asked.update(f"{prefix}.{a}" for a in header.attributes.values())

    def _single(self, row: Row, cell: Cell) -> None:
        """One filled cell: a heading, a label with nothing beside it, or text."""
        label = find_label(cell.text, self.walk.section)
        if label is not None and "\n" not in cell.text and len(row) > 1 and label.asks is Asks.FIELD and label.score > NEARLY:
            self.walk.answer(label, "", cell.where)
            return
        if label is not None and label.asks is Asks.SECTION and len(row) > 1 and label.section == "adviser" and row[0] is cell:
            self.walk.answer(label, "", cell.where)
            self.walk.pending = None
            return
        self._text(cell)

    def _text(self, cell: Cell) -> None:
        text = with_boxes(cell.text)
        head, _, rest = text.partition("\n")
        label = find_label(head, self.walk.section) if rest else None
        if label is not None and not has_boxes(head) and (label.score >= TELLING or head.rstrip().endswith((":", "?"))):
            self._claim(label, rest.strip(), cell.where)
            return
        read_line(self.walk, text, cell.where)

    def _claim(self, label: Label, text: str, where: str) -> None:
        text = with_boxes(text)
        if label.asks is Asks.FIELD and label.section in PEOPLE_SECTIONS and label.section != "members":
            self.walk.answer(label, text, where)
            return
        if label.asks is Asks.SECTION and has_boxes(text):
            self.walk.enter(label)
            for line in text.split("\n"):
                if has_boxes(line):
                    self.walk.boxes(read_ticks(line), where, asked=label if label.section != "challenges" else None)
            self.walk.draft.asked.add(label.section)
            return
        self.walk.answer(label, text, where)

    # --- label and value -------------------------------------------------------------------------------------------------

    def _pairs(self, rows: Sequence[Row], i: int) -> None:
        row = rows[i]
        j = 0
        while j < len(row):
            cell = row[j]
            j += 1
            if not cell.text.strip() or id(cell) in self.used:
                continue
            if _is_bare_box(cell) and j < len(row) and row[j].text.strip() and not has_boxes(with_boxes(row[j].text)):
                self.used.update((id(cell), id(row[j])))
                read_line(self.walk, f"{with_boxes(cell.text).strip()} {row[j].text}", cell.where)
                j += 1
                continue
            label = self._label(cell)
            if label is None:
                if self._is_unknown_pair(row, cell):
                    self.walk.draft.pass_over(" | ".join(c.text for c in row if c.text.strip()), cell.where)
                    return
                self._loose(row, cell)
                continue
            if _offers_both(label, row[j:]):
                self.walk.answer(label, " / ".join(c.text for c in row[j:] if c.text.strip()), cell.where)
                return
            value, j = self._value(rows, i, j, label)
            if value is not None:
                self.used.add(id(value))
                self._claim(label, value.text, value.where)
            else:
                self._unanswered(label, cell)

    def _is_unknown_pair(self, row: Row, cell: Cell) -> bool:
        """A question that no field asks, with its answer beside it."""
        filled = [c for c in row if c.text.strip()]
        if len(filled) != 2 or filled[0] is not cell or self._holds_both(cell) or looks_like_name(cell.text):  # noqa: PLR2004
            return False
        plain = not any(EMAIL.search(c.text) or has_boxes(with_boxes(c.text)) for c in filled)
        return plain and len(cell.text.split()) < 12 and find_label(filled[1].text, self.walk.section) is None  # noqa: PLR2004

    def _label(self, cell: Cell) -> Label | None:
        if has_boxes(with_boxes(cell.text)):
            return None
        if self._holds_both(cell):
            return None
        return find_label(cell.text, self.walk.section)

    def _holds_both(self, cell: Cell) -> bool:
        """Do label and answer stand in this one cell: on two lines, or parted by a colon?"""
        whole = find_label(cell.text, self.walk.section)
        if whole is not None and (whole.score >= PARTS or cell.text.rstrip().endswith(("?", ":"))):
            return False
        head, _, rest = cell.text.partition("\n")
        inner = find_label(head, self.walk.section) if rest else None
        if inner is not None and (inner.score >= TELLING or head.rstrip().endswith((":", "?"))):
            return True
        pair = split_label(cell.text, self.walk.section)
        return pair is not None and bool(pair[1]) and whole is None

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

    def _loose(self, row: Row, cell: Cell) -> None:
        """A cell that is no label: it may hold label and value itself, ticks, or a person."""
        if self._is_person_cells(row, cell):
            texts = [c.text for c in row if c.text.strip()]
            for c in row:
                self.used.add(id(c))
            self.walk.person(", ".join(texts), cell.where)
            return
        self._text(cell)

    def _is_person_cells(self, row: Row, cell: Cell) -> bool:
        rest = [c for c in row if c.text.strip() and id(c) not in self.used]
        inside = self.walk.section in {"members", ""} and len(rest) > 1 and rest[0] is cell
        return inside and looks_like_name(cell.text) and looks_like_person(", ".join(c.text for c in rest))

    def _value(self, rows: Sequence[Row], i: int, j: int, asked: Label) -> tuple[Cell | None, int]:
        """The cell that answers the label at (i, j - 1), and where to go on."""
        row = rows[i]
        if self._is_label_row(rows, i):
            return _below(rows, i, _start(row, j - 1)), j
        k = next((k for k in range(j, len(row)) if row[k].text.strip() and id(row[k]) not in self.used), None)
        number = asked.field is not None and asked.field.kind is Kind.NUMBER
        if k is not None and ((number and any(map(str.isdigit, row[k].text))) or not self._is_other_label(rows, i, row[k])):
            return row[k], k + 1
        if self._has_value_below(rows, i, row[j - 1]):
            return _below(rows, i, _start(row, j - 1)), j
        below = _below(rows, i, _start(row, j - 1))
        only_labels = all(not c.text.strip() or find_label(c.text, self.walk.section) is not None for c in row)
        if (
            below is not None
            and only_labels
            and (k is not None or len(row) == 1 or j == len(row))
            and not self._is_question(below)
        ):
            return below, j
        return None, j

    def _is_label_row(self, rows: Sequence[Row], i: int) -> bool:
        """Are all cells of the row labels, and none of the next row's: labels above their values?"""
        here = [c for c in rows[i] if c.text.strip()]
        after = [c for c in rows[i + 1] if c.text.strip()] if i + 1 < len(rows) else []
        if len(here) < 2 or not after or len(rows[i + 1]) != len(rows[i]):  # noqa: PLR2004 - one label is a pair's
            return False
        known = sum(map(self._reads_as_label, here))
        marked = known > 1 and len(rows) == 2 and all(_is_short(c) for c in here)  # noqa: PLR2004 - a row of heads, a row of answers
        marked = (
            marked or all(c.header for c in here) and not any(c.header for c in after) and any(map(self._reads_as_label, here))
        )
        if any(self._holds_both(c) or not (marked or self._reads_as_label(c)) for c in here):
            return False
        return all(self._may_answer(above, c) for above, c in zip(rows[i], rows[i + 1], strict=True) if c.text.strip())

    def _may_answer(self, above: Cell, cell: Cell) -> bool:
        """Is it no label itself? «Avdeling for rus» under «Avdeling» uses the label's word, and answers it."""
        if _is_bare_box(cell) or not self._reads_as_label(cell):
            return True
        asked, said = find_label(above.text, self.walk.section), find_label(cell.text, self.walk.section)
        same = asked is not None and said is not None and asked.field is said.field
        return same and not is_label(cell.text) and not cell.text.rstrip().endswith((":", "?"))

    def _reads_as_label(self, cell: Cell) -> bool:
        label = None if has_boxes(with_boxes(cell.text)) else find_label(cell.text, self.walk.section)
        return label is not None and label.score >= NEARLY

    def _has_value_below(self, rows: Sequence[Row], i: int, cell: Cell) -> bool:
        """A label alone in its row with an answer alone in the row below."""
        label = find_label(cell.text, self.walk.section) if "\n" not in cell.text else None
        if label is None or label.asks is not Asks.FIELD or label.score < NEARLY:
            return False
        if len(rows[i]) > 1:
            return self._stands_in_a_stack(rows, i, cell)
        below = _below(rows, i, 0)
        return below is not None and not self._is_question(below)

    def _stands_in_a_stack(self, rows: Sequence[Row], i: int, cell: Cell) -> bool:
        """In a wide sheet: a label alone, its answer alone in the row below, and empty rows around the two."""
        start = next(s for s, c in _starts(rows[i]) if c is cell)
        below = _below(rows, i, start)
        alone = below is not None and sum(bool(c.text.strip()) for c in rows[i + 1]) == 1
        ends = i + 2 >= len(rows) or not any(c.text.strip() for c in rows[i + 2])
        begins = i == 0 or not any(c.text.strip() for c in rows[i - 1])
        return alone and ends and begins and below is not None and not self._is_question(below)

    def _is_other_label(self, rows: Sequence[Row], i: int, cell: Cell) -> bool:
        """Is the neighbour a label of its own, and not an answer that happens to read like one?"""
        if "\n" in cell.text and self._holds_both(cell):
            return True
        label = find_label(cell.text, self.walk.section) if not has_boxes(with_boxes(cell.text)) else None
        if label is None or (label.score < PARTS and label.asks is not Asks.OTHER):
            return False
        if len([c for c in rows[i] if c.text.strip()]) > 2:  # noqa: PLR2004 - more than label and answer
            return True
        below = _below(rows, i, _start(rows[i], 0))
        return below is not None and find_label(below.text, self.walk.section) is None

    def _is_question(self, cell: Cell) -> bool:
        if _is_bare_box(cell):
            return False
        if self._holds_both(cell):
            return True
        label = find_label(cell.text, self.walk.section)
        return (label is not None and label.score >= TELLING) or has_boxes(with_boxes(cell.text))

    # --- people ----------------------------------------------------------------------------------------------------------

    def _person_row(self, row: Row, filled: Sequence[Cell]) -> bool:
        """A row of the people table; False when the table has ended."""
        columns = self.columns
        if columns is None:
            return False
        placed = _placed(row, columns)
        first = filled[0]
        if not placed or (len(filled) == 1 and len(row) < columns.width):
            return self._end_people()
        label = find_label(first.text, "")
        named = next((c for a, c in placed if a in {"name", "given_name"}), None)
        if self._is_printed_role(columns, first, label):
            label = None
        elsewhere = label is not None and label.section not in {"members", ""} and label.score >= PARTS
        if elsewhere and (named is None or named is first or label.section in {"adviser", "contact"}):
            return self._end_people()
        if label is not None and label.score >= PARTS and (named is None or named is first or not looks_like_name(named.text)):
            return self._end_people()
        if len(_labels_in([c for _, c in placed], "members")) >= 2:  # noqa: PLR2004 - the heading row, printed again
            return True
        telling = [a for a, _ in placed if a != "trained_agent" and not a.startswith("role=")]
        if not telling:
            return all(c.text.strip().rstrip(".").isdigit() or has_boxes(c.text) or is_blank(c.text) for c in filled)
        if telling == ["role"] and len(filled) <= 2:  # noqa: PLR2004 - a role printed beforehand, nobody filled in
            return True
        self._claim_row(columns, placed)
        self._extra(row, columns)
        return True

    def _is_printed_role(self, columns: Columns, cell: Cell, label: Label | None) -> bool:
        """«Medarbeider 1» in the column of roles: a value, and no label of what follows."""
        if label is None or label.role is None or label.asks not in {Asks.ROLE, Asks.PERSON_NUMBER}:
            return False
        return "role" in columns.attributes.values()

    def _end_people(self) -> bool:
        self.columns = None
        return False

    def _claim_row(self, columns: Columns, placed: Sequence[tuple[str, Cell]]) -> None:
        if columns.section != "members":
            for attribute, cell in placed:
                if attribute in {"name", "email", "phone", "attends"}:
                    self.walk.draft.claim(f"{columns.section}.{attribute}", self.walk.made(cell.text, cell.where, 0.97))
            return
        if any(a == "role" and _names_adviser(c) for a, c in placed):
            for attribute, cell in placed:
                if attribute in {"name", "email", "phone"}:
                    self.walk.draft.claim(f"adviser.{attribute}", self.walk.made(cell.text, cell.where, 0.95))
            return
        index = self.walk.draft.new_member()
        for attribute, cell in placed:
            self._claim_cell(index, attribute, cell)

    def _claim_cell(self, index: int, attribute: str, cell: Cell) -> None:
        text = with_boxes(cell.text)
        if attribute.startswith("role="):
            self._tick_role(index, attribute, cell)
            return
        if attribute == "mixed":
            self.walk.mixed(text, cell.where, into=index)
            return
        if has_boxes(text):
            text = "ja" if "☒" in text and not read_ticks(text).yes_or_no else read_ticks(text).answer() or "nei"
        if attribute == "name" and (EMAIL.search(text) or "," in text) and looks_like_person(text):
            self.walk.person(text, cell.where, into=index)
            return
        self.walk.draft.claim_member(index, attribute, self.walk.made(text, cell.where, 0.98))

    def _tick_role(self, index: int, attribute: str, cell: Cell) -> None:
        """A cross under «Leder», «Tillitsvalgt» or «Medarbeider»."""
        if to_yes_no(with_boxes(cell.text)).value is True:
            role = Role(attribute.partition("=")[2])
            self.walk.draft.claim_member(index, "role", self.walk.made(ROLE_WORDS[role], cell.where, 0.95))

    def _extra(self, row: Row, columns: Columns) -> None:
        """Cells of a person's row under no known heading."""
        for start, cell in _starts(row):
            if (
                start not in columns.attributes
                and cell.text.strip()
                and (EMAIL.search(cell.text) or looks_like_name(cell.text))
            ):
                self.walk.draft.pass_over(cell.text, cell.where, important=bool(EMAIL.search(cell.text)))

    def _people_in_columns(self, rows: Sequence[Row]) -> None:
        """A table with a person in each column."""
        self.walk.section, self.walk.pending = "members", None
        width = max(len(row) for row in rows)
        people = {c: self.walk.draft.new_member() for c in range(1, width)}
        for row in rows:
            label = find_label(row[0].text, "members")
            if label is None or label.field is None:
                continue
            for c, cell in enumerate(row[1:], start=1):
                self._claim_cell(people[c], label.attribute, cell)

    def _people_abreast(self, rows: Sequence[Row]) -> None:
        """Blocks of a person each, side by side: «Navn … | Navn …» over «Rolle … | Rolle …»."""
        self.walk.section, self.walk.pending = "members", None
        people: dict[int, int] = {}
        for row in rows:
            for place, (label, cell) in enumerate(_labelled(row)):
                if place not in people:
                    people[place] = self.walk.draft.new_member()
                self.walk.draft.asked.add(f"members.{label.attribute}")
                if cell is not None:
                    self._claim_cell(people[place], label.attribute, cell)


def _side_by_side(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """A sheet with a people table beside other things is two sheets, parted at an empty column."""
    width = min((len(row) for row in rows), default=0)
    if width < 5 or any(len(row) != width or any(c.span > 1 for c in row) for row in rows):  # noqa: PLR2004 - too narrow for two
        return rows, ()
    for c in range(2, width - 2):
        if any(row[c].text.strip() for row in rows):
            continue
        left, right = [row[:c] for row in rows], [row[c + 1 :] for row in rows]
        beside = any(any(x.text.strip() for x in row) for row in left)
        if beside and any(_header(right, i, "members") for i in range(len(right))) and not _heads_left(left):
            return left, right
    return rows, ()


def _heads_left(rows: Sequence[Row]) -> bool:
    return any(_header(rows, i, "members") for i in range(len(rows)))


def _abreast(rows: Sequence[Row], begin: int = 0) -> tuple[int, int] | None:
    """The rows in which the same question of a person is asked twice or more side by side, three rows or more."""
    start = None
    seen: set[str] = set()
    for i in range(begin, len(rows) + 1):
        asked = [label.attribute for label, _ in _labelled(rows[i])] if i < len(rows) else []
        same = len(asked) > 1 and len(set(asked)) == 1 and asked[0] not in seen
        if same and start is None:
            start = i
        if same:
            seen.add(asked[0])
        elif start is not None:
            if "name" in seen and len(seen) > 2:  # noqa: PLR2004 - name and two more
                return start, i
            start, seen = None, set()
    return None


def _labelled(row: Row) -> list[tuple[Label, Cell | None]]:
    """The labels of a person in a row, each with the cell after it."""
    found: list[tuple[Label, Cell | None]] = []
    for cell in row:
        label = find_label(cell.text, "members") if cell.text.strip() else None
        if (
            label is not None
            and label.asks is Asks.FIELD
            and label.section == "members"
            and label.score >= PARTS
            and not _is_person_word(cell)
        ):
            found.append((label, None))
        elif cell.text.strip() and found and found[-1][1] is None:
            found[-1] = (found[-1][0], cell)
    return found


def _transposed(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The rows in which people stand in columns: three or more different labels of a person, with two values or more each."""
    start = end = None
    seen: set[str] = set()
    for i, row in enumerate(rows):
        label = find_label(row[0].text, "members") if row[0].text.strip() and len(row) > 2 else None  # noqa: PLR2004
        values = [c for c in row[1:] if c.text.strip()]
        person = (
            label is not None and label.asks is Asks.FIELD and label.section == "members" and not _labels_in(row[1:], "members")
        )
        if person and label is not None and label.attribute not in seen and (len(values) > 1 or start is not None):
            start = i if start is None else start
            end = i + 1
            seen.add(label.attribute)
        elif start is not None:
            break
    enough = "name" in seen and len(seen) > 2  # noqa: PLR2004 - name and two more
    return (start, end) if start is not None and end is not None and enough else None


def _header(rows: Sequence[Row], i: int, section: str) -> Columns | None:
    """The columns of a people table, when row `i` is its heading."""
    filled = [(start, c) for start, c in _starts(rows[i]) if c.text.strip()]
    if len(filled) < 2:  # noqa: PLR2004 - a heading of one column heads no table
        return None
    context = section if section in PEOPLE_SECTIONS else "members"
    labels = {start: _column_label(c, context) for start, c in filled}
    known = {s: label for s, label in labels.items() if label is not None}
    named = any(label.asks is Asks.FIELD and label.attribute in {"name", "given_name"} for label in known.values())
    groups = [label.section for label in known.values() if label.asks is Asks.SECTION and label.section in PEOPLE_SECTIONS]
    owner = groups[0] if groups and not named else ""
    if named:
        known = {s: label for s, label in known.items() if label.asks is not Asks.SECTION}
    attributes = {s: _attribute_of(label) for s, label in known.items()}
    if (
        not {"name", "given_name"} & set(attributes.values())
        or len(set(attributes.values())) < 2
        or len(known) < 0.6 * len(filled)
    ):  # noqa: PLR2004
        return None
    if i + 1 < len(rows) and _is_bare_label(rows[i + 1], context):
        return None
    if i + 1 < len(rows) and _labels_with_values(rows[i], rows[i + 1], context):
        return None
    if any(EMAIL.search(c.text) or any(x.isdigit() for x in c.text) for _, c in filled):
        return None
    described = {a.partition("=")[0] for a in attributes.values()} & {"role", "profession", "trained_agent", "mixed"}
    where = owner or ("members" if described else context)
    return Columns(section=where, attributes=_first_of_each(attributes), width=len(rows[i]))


def _is_bare_label(row: Row, context: str) -> bool:
    """Does the row begin with a label: then the row above is label and value, not a heading?"""
    first = row[0]
    label = find_label(first.text, context) if first.text.strip() else None
    return label is not None and label.score >= PARTS and label.asks is Asks.FIELD and not _is_person_word(first)


def _is_person_word(cell: Cell) -> bool:
    """«Deltaker», «Medlem»: a label of a name, and just as well what somebody is in the team."""
    return fold(cell.text) in {"deltaker", "deltakar", "deltager", "medlem", "teammedlem", "member", "participant"}


def _is_person_number(cell: Cell) -> bool:
    """«Deltaker 3»: the heading of a person's block."""
    label = find_label(cell.text, "members")
    return label is not None and label.asks is Asks.PERSON_NUMBER and label.role is None


def _labels_with_values(row: Row, after: Row, context: str) -> bool:
    """Does the next row hold labels under labels, so that these are labels with values beside them?"""
    under = {s for s, c in _starts(after) if c.text.strip() and _column_label(c, context) is not None}
    spanned = {s for s, c in _starts(row) if c.span > 1 for s in range(s, s + c.span)}
    return len(under - spanned) >= 2  # noqa: PLR2004 - one may be a person called as a label


def _with_second_row(header: Columns, rows: Sequence[Row], i: int, section: str, used: set[int]) -> Columns:
    """Headings under a heading («Kontaktinformasjon» over «E-post» and «Mobil») take its place."""
    if i + 1 >= len(rows):
        return header
    under = [(s, c) for s, c in _starts(rows[i + 1]) if c.text.strip()]
    labels = {s: _column_label(c, section if section in PEOPLE_SECTIONS else "members") for s, c in under}
    if not under or any(label is None for label in labels.values()):
        return header
    used.update(id(c) for _, c in under)
    more = {s: _attribute_of(label) for s, label in labels.items() if label is not None}
    return Columns(section=header.section, attributes=_first_of_each({**header.attributes, **more}), width=len(rows[i + 1]))


def _attribute_of(label: Label) -> str:
    if label.asks is Asks.MIXED:
        return "mixed"
    if label.asks is Asks.ROLE and label.role is not None:
        return f"role={label.role.value}"
    return label.attribute if label.asks is Asks.FIELD else "name"


def _first_of_each(attributes: dict[int, str]) -> dict[int, str]:
    seen: set[str] = set()
    kept = {}
    for start, attribute in sorted(attributes.items()):
        if attribute not in seen or attribute == "mixed":
            kept[start] = attribute
            seen.add(attribute)
    return kept


def _column_label(cell: Cell, context: str) -> Label | None:
    """What a column's heading asks of a person; a heading of the project's fields («Avdeling») is none."""
    if fold(cell.text) in _NUMBER_HEADS:
        return None
    label = find_label(cell.text, context)
    if label is None:
        return None
    if label.asks in {Asks.MIXED, Asks.ROLE}:
        return label
    if label.asks is Asks.FIELD:
        return label if label.section in {*PEOPLE_SECTIONS, ""} else None
    return label if label.asks is Asks.SECTION and label.section in PEOPLE_SECTIONS else None


def _labels_in(row: Row, context: str) -> list[Label]:
    found = [find_label(c.text, context) for c in row if c.text.strip() and not _is_person_word(c)]
    return [label for label in found if label is not None and label.score >= PARTS and label.asks is not Asks.ROLE]


def _names_adviser(cell: Cell) -> bool:
    """«Forbedringsveileder» as somebody's role in the table of the team: the adviser, who is no member."""
    label = find_label(cell.text, "")
    return label is not None and label.asks is Asks.SECTION and label.section == "adviser"


def _is_short(cell: Cell) -> bool:
    """Few words and no figures, as labels have."""
    return len(cell.text.split()) < 8 and not any(c.isdigit() for c in cell.text)  # noqa: PLR2004


def _offers_both(label: Label, rest: Row) -> bool:
    """«Høy turnover | Ja | Nei»: both answers are printed, and none is marked."""
    words = [fold(c.text) for c in rest if c.text.strip()]
    tick = label.field is not None and label.field.kind in {Kind.TICK, Kind.CHOICE}
    return tick and len(words) == 2 and {words[0], words[1]} in ({"ja", "nei"}, {"yes", "no"})  # noqa: PLR2004


def _is_bare_box(cell: Cell) -> bool:
    """A tick box and nothing else."""
    return with_boxes(cell.text).strip() in {"☒", "☐"}


def _starts(row: Row) -> list[tuple[int, Cell]]:
    placed, column = [], 0
    for cell in row:
        placed.append((column, cell))
        column += cell.span
    return placed


def _start(row: Row, index: int) -> int:
    return _starts(row)[index][0]


def _placed(row: Row, columns: Columns) -> list[tuple[str, Cell]]:
    return [
        (columns.attributes[start], cell) for start, cell in _starts(row) if start in columns.attributes and cell.text.strip()
    ]


def _below(rows: Sequence[Row], i: int, start: int) -> Cell | None:
    """The filled cell in the next row that begins in the same column."""
    if i + 1 >= len(rows):
        return None
    return next((c for s, c in _starts(rows[i + 1]) if s == start and c.text.strip()), None)

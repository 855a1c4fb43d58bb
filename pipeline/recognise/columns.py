"""Tables of people: which column holds what, by the heading's words, and by what stands below a heading that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.model import Cell
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.blanks import is_blank
from pipeline.recognise.cells import Row, is_person_word, is_short, starts
from pipeline.recognise.convert import to_phone
from pipeline.recognise.labels import PARTS, PEOPLE_SECTIONS, Asks, Label, find_label
from pipeline.recognise.occupations import to_occupation, to_role
from pipeline.recognise.people import looks_like_name, read_person
from pipeline.recognise.ticks import has_boxes, with_boxes

_NUMBER_HEADS: Final = frozenset({"nr", "#", "no", "number", "nummer", ""})
NAMES: Final = frozenset({"name", "given_name", "person"})
_NAME_AND_MORE: Final = re.compile(r"(?i)\W*(?:navn|namn|name)\b")
_DESCRIBING: Final = frozenset({"role", "profession", "trained_agent", "mixed"})
_MOSTLY_KNOWN: Final = 0.6
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """A table of people: which grid column (from 0) holds which attribute; `guessed` are those known by their content only.

    The attribute of a column is one of a person's, «role=leader» for a column of crosses, «mixed» for several things, or
    «person» for a name and more («Navn og stilling»).
    """

    section: str
    attributes: Mapping[int, str]
    width: int
    guessed: frozenset[int] = frozenset()

    def placed(self, row: Row) -> list[tuple[str, Cell]]:
        """The filled cells of a row that stand in known columns, with the attribute of each."""
        return [(self.attributes[s], cell) for s, cell in starts(row) if s in self.attributes and cell.text.strip()]

    def is_guessed(self, row: Row, cell: Cell) -> bool:
        """Does the cell stand in a column that is known by its content only?"""
        return any(other is cell and start in self.guessed for start, other in starts(row))


def header_in(rows: Sequence[Row], i: int, section: str) -> Columns | None:
    """The columns of a people table, when row `i` is its heading."""
    filled = [(start, c) for start, c in starts(rows[i]) if c.text.strip()]
    if len(filled) < _TWO or any(EMAIL.search(c.text) or any(map(str.isdigit, c.text)) for _, c in filled):
        return None
    context = section if section in PEOPLE_SECTIONS else "members"
    known, owner = _known_columns(filled, context)
    attributes = _first_of_each({start: _attribute_of(label) for start, label in known.items()})
    if not NAMES & set(attributes.values()):
        named = next((s for s, c in filled if attributes.get(s) == "mixed" and _NAME_AND_MORE.match(c.text)), None)
        attributes = attributes if named is None else {**attributes, named: "person"}
    if _is_answered(rows, i, context, len(attributes)):
        return None
    guessed = _by_content(rows[i + 1 :], filled, attributes)
    if not _heads_people({**attributes, **guessed}, len(filled)):
        return None
    described = {a.partition("=")[0] for a in (*attributes.values(), *guessed.values())} & _DESCRIBING
    of_one = context != "members" and _filled_below(rows, i) <= _TWO
    unheaded = (
        _roles_without_heading(rows[i + 1 :], {start for start, _ in filled}) if "role" not in attributes.values() else {}
    )
    return Columns(
        section=owner or ("members" if described and not of_one else context),
        attributes={**unheaded, **_boxes_beside_heading(rows[i + 1 :], attributes), **attributes, **guessed},
        width=len(rows[i]),
        guessed=frozenset(guessed),
    )


def _filled_below(rows: Sequence[Row], i: int) -> int:
    """How many people stand below the heading: rows of its width in which more than one cell is filled."""
    count = 0
    for row in rows[i + 1 :]:
        if len(row) != len(rows[i]) or sum(bool(cell.text.strip()) for cell in row) < _TWO:
            break
        count += 1
    return count


def _boxes_beside_heading(below: Sequence[Row], attributes: Mapping[int, str]) -> dict[int, str]:
    """On a printed page, boxes below the middle of a heading stand in a column of their own right of its beginning."""
    of_boxes = {start for row in below for start, cell in starts(row) if has_boxes(with_boxes(cell.text))}
    roles = {start + 1: kind for start, kind in attributes.items() if kind.startswith("role=") and start not in of_boxes}
    return {start: kind for start, kind in roles.items() if start in of_boxes and start not in attributes}


def _roles_without_heading(below: Sequence[Row], headed: set[int]) -> dict[int, str]:
    """The column before the names, without a heading, in which roles are printed («Leder», «Tillitsvalgt», …)."""
    columns = {start for row in below for start, cell in starts(row) if cell.text.strip()} - headed
    said = {start: [t for t in _answers(below, start) if find_label(t, "") is None or _is_role(t)] for start in columns}
    return {start: "role" for start, texts in said.items() if len(texts) >= _TWO and all(map(_is_role, texts))}


def with_second_row(header: Columns, rows: Sequence[Row], i: int, section: str, used: set[int]) -> Columns:
    """Headings under a heading («Kontaktinformasjon» over «E-post» and «Mobil») take its place."""
    under = [(s, c) for s, c in starts(rows[i + 1]) if c.text.strip()] if i + 1 < len(rows) else []
    labels = {s: _column_label(c, section if section in PEOPLE_SECTIONS else "members") for s, c in under}
    spanned = any(cell.span > 1 for cell in rows[i])
    if not under or not spanned or any(label is None for label in labels.values()):
        return header
    used.update(id(c) for _, c in under)
    more = {s: _attribute_of(label) for s, label in labels.items() if label is not None}
    kept = {s: a for s, a in header.attributes.items() if s not in header.guessed}
    return Columns(section=header.section, attributes=_first_of_each({**kept, **more}), width=len(rows[i + 1]))


# --- by the heading's words ----------------------------------------------------------------------------------------------


def _known_columns(filled: Iterable[tuple[int, Cell]], context: str) -> tuple[dict[int, Label], str]:
    """The labels of the columns, and whose the table is when a column's heading says so («Veileder | E-post | Telefon»)."""
    labels = {start: _column_label(cell, context) for start, cell in filled}
    known = {start: label for start, label in labels.items() if label is not None}
    if any(label.asks is Asks.FIELD and label.attribute in NAMES for label in known.values()):
        fields = {start: label for start, label in known.items() if label.asks is not Asks.SECTION}
        whose = {label.section for label in fields.values()}
        return fields, whose.pop() if len(whose) == 1 and whose <= {"adviser", "contact"} else ""
    owners = [label.section for label in known.values() if label.asks is Asks.SECTION]
    return known, owners[0] if owners else ""


def _column_label(cell: Cell, context: str) -> Label | None:
    """What a column's heading asks of a person; a heading of the project's fields («Avdeling») is none."""
    if fold(cell.text) in _NUMBER_HEADS:
        return None
    label = find_label(cell.text, context)
    if label is None or label.asks in {Asks.MIXED, Asks.ROLE}:
        return label
    if label.asks is Asks.FIELD:
        return label if label.section in {*PEOPLE_SECTIONS, ""} else None
    return label if label.asks is Asks.SECTION and label.section in PEOPLE_SECTIONS else None


def _attribute_of(label: Label) -> str:
    if label.asks is Asks.MIXED:
        return "mixed"
    if label.asks is Asks.ROLE and label.role is not None:
        return f"role={label.role.value}"
    return label.attribute if label.asks is Asks.FIELD else "name"


def _first_of_each(attributes: Mapping[int, str]) -> dict[int, str]:
    kept: dict[int, str] = {}
    for start, attribute in sorted(attributes.items()):
        if attribute == "mixed" or attribute not in kept.values():
            kept[start] = attribute
    return kept


def _heads_people(attributes: Mapping[int, str], filled: int) -> bool:
    """A column of names and another, and most of the headings known."""
    different = set(attributes.values())
    return bool(NAMES & different) and len(different) >= _TWO and len(attributes) >= _MOSTLY_KNOWN * filled


def _is_answered(rows: Sequence[Row], i: int, context: str, known: int) -> bool:
    """Are these labels with their answers beside them, since the next row holds labels too; or no labels at all?"""
    if i + 1 >= len(rows):
        return known < _TWO
    return _is_bare_label(rows[i + 1], context) or _labels_with_values(rows[i], rows[i + 1], context)


def _is_bare_label(row: Row, context: str) -> bool:
    """Does the row begin with a label: then the row above is label and value, not a heading?"""
    first = row[0]
    label = find_label(first.text, context) if first.text.strip() else None
    return label is not None and label.score >= PARTS and label.asks is Asks.FIELD and not is_person_word(first)


def _labels_with_values(row: Row, after: Row, context: str) -> bool:
    """Does the next row hold labels under labels, so that these are labels with values beside them?"""
    labels = {s: _column_label(c, context) for s, c in starts(after) if c.text.strip()}
    under = {s for s, label in labels.items() if label is not None and label.asks is not Asks.ROLE}
    spanned = {s for first, c in starts(row) if c.span > 1 for s in range(first, first + c.span)}
    return len(under - spanned) >= _TWO


# --- by what stands below ------------------------------------------------------------------------------------------------


def _is_role(text: str) -> bool:
    said = to_role(text)
    return said.certain and said.value is not None


def _is_profession(text: str) -> bool:
    said = to_occupation(text)
    return said.certain and said.profession is not None and said.role is None


def _is_contact(text: str) -> bool:
    """An address and a number, or one of them, and nothing else."""
    said = read_person(text)
    return bool(said.email or said.phone) and not (said.name or said.rest or said.role or said.profession)


_KINDS: Final[Mapping[str, Callable[[str], object]]] = {
    "email": EMAIL.fullmatch,
    "phone": lambda text: "@" not in text and to_phone(text).certain,
    "name": looks_like_name,
    "role": _is_role,
    "profession": _is_profession,
    "mixed": _is_contact,
}


def _by_content(below: Sequence[Row], filled: Sequence[tuple[int, Cell]], known: Mapping[int, str]) -> dict[int, str]:
    """Columns under unknown headings in which every answer is of one kind, when no other column holds that kind."""
    unknown = [(start, cell) for start, cell in filled if start not in known and is_short(cell) and not _is_number(cell)]
    said = {start: _answers(below, start) for start, _ in unknown}
    kinds = {start: _kind_of(texts) for start, texts in said.items() if len(texts) >= _TWO}
    found = list(kinds.values())
    heads = {start: cell.text.strip() for start, cell in unknown}
    return {
        start: kind
        for start, kind in kinds.items()
        if kind and kind not in known.values() and found.count(kind) == 1 and not _kind_of([heads[start]])
    }


def _is_number(cell: Cell) -> bool:
    return fold(cell.text) in _NUMBER_HEADS


def _answers(below: Sequence[Row], column: int) -> list[str]:
    cells = (cell for row in below for start, cell in starts(row) if start == column and cell.span == 1)
    return [text for cell in cells if not is_blank(text := cell.text.strip())]


def _kind_of(texts: Sequence[str]) -> str:
    return next((kind for kind, fits in _KINDS.items() if all(map(fits, texts))), "")

"""People in tables: a row each, a column each, or blocks of rows side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.model import Cell, Role
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.arrangement import labelled
from pipeline.recognise.blanks import is_blank
from pipeline.recognise.cells import Row, labels_in, names_adviser
from pipeline.recognise.columns import NAMES, Columns
from pipeline.recognise.convert import to_phone, to_yes_no
from pipeline.recognise.labels import PARTS, TELLING, Asks, Label, find_label
from pipeline.recognise.occupations import to_occupation
from pipeline.recognise.people import looks_like_name, looks_like_person, read_person
from pipeline.recognise.place import ROLE_WORDS
from pipeline.recognise.ticks import has_boxes, read_ticks, with_boxes
from pipeline.recognise.walk import Walk

_IN_COLUMN: Final = 0.98
_BY_CONTENT: Final = 0.85
_ADVISER_ROW: Final = 0.95
_CROSS: Final = 0.95
_BY_BRACKET: Final = 0.75
_OF_AN_ODD_NAME: Final = 0.6
_TWO: Final = 2
_EXAMPLE: Final = re.compile(
    r"(?i)\(?(?:eksempel|eks\.|f\.?\s?eks\.?|for eksempel|døme|til dømes|t\.d\.|example|e\.g\.|for example)(?!\w)"
)
_IN_BRACKETS: Final = re.compile(r"([^()*]+?)\s*\(([^()]+)\)")
_STAR: Final = re.compile(r"\s*\*+(?=\s|$|\()")
_SEVERAL: Final = re.compile(
    r"(?:medarbeidere|medarbeidarar|deltakere|deltagere|deltakarar|medlemmer|medlemmar|tillitsvalgte|members|participants|staff|øvrige)$"
)


@dataclass(slots=True)
class Roster:
    """The table of people that is being read; its columns are kept for its continuation on the next page."""

    walk: Walk
    columns: Columns | None = None
    shared_role: Cell | None = None

    def begin(self, header: Columns) -> None:
        """A heading row: people follow."""
        self.columns, self.shared_role = header, None
        self.walk.leave_blank()
        self.walk.section, self.walk.member = header.section, None
        self.walk.draft.asked.update(f"{header.section}.{attribute}" for attribute in header.attributes.values())

    def end(self) -> None:
        """The table ends."""
        self.columns = None

    def read_row(self, row: Row, filled: Sequence[Cell]) -> bool:
        """A row of the people table; False when the table has ended."""
        columns = self.columns
        if columns is None:
            return False
        placed = columns.placed(row)
        if not placed or (len(filled) == 1 and len(row) < columns.width) or self._leaves(columns, filled[0], placed):
            self.end()
            return False
        if is_example(filled):
            self.walk.draft.continued.extend((cell.text, cell.where) for cell in filled)
            return True
        if len(labels_in([c for _, c in placed], "members")) < _TWO and not _is_printed_only(placed, filled):
            telling = [a for a, _ in placed if a != "trained_agent" and not a.startswith("role=")]
            if not telling:
                return all(_says_nothing(cell) for cell in filled)
            self._claim_row(row, columns, placed)
        return True

    def _leaves(self, columns: Columns, first: Cell, placed: Sequence[tuple[str, Cell]]) -> bool:
        """Does the row begin with the label of something else, so that the table has ended?"""
        label = find_label(first.text, "")
        named = next((read_person(c.text).name if a == "person" else c.text for a, c in placed if a in NAMES), "")
        is_named = looks_like_name(named)
        sure = PARTS if is_named else TELLING
        if label is None or label.score < sure or _is_printed_role(columns, label):
            return False
        elsewhere = label.section in {"adviser", "contact"} and "role" not in {a for a, c in placed if c is first}
        return elsewhere or not is_named or any(a in NAMES and c is first and a != "person" for a, c in placed)

    def _claim_row(self, row: Row, columns: Columns, placed: Sequence[tuple[str, Cell]]) -> None:
        if columns.section != "members":
            self._claim_outsider(columns.section, placed, _IN_COLUMN)
        elif any(a == "role" and names_adviser(c) for a, c in placed):
            self._claim_outsider("adviser", placed, _ADVISER_ROW)
        else:
            index = self._goes_on(placed)
            index = self.walk.draft.new_member() if index is None else index
            for attribute, cell in self._with_star(index, columns, self._with_role_above(placed)):
                self._claim_cell(index, attribute, cell, _BY_CONTENT if columns.is_guessed(row, cell) else _IN_COLUMN)

    def _goes_on(self, placed: Sequence[tuple[str, Cell]]) -> int | None:
        """The person above, when the row says more of him or her: an address or a number where the names stand."""
        members = self.walk.draft.members
        if not members or not members[-1].get("name"):
            return None
        return len(members) - 1 if any(a in NAMES and reaches(c.text) for a, c in placed) else None

    def _with_role_above(self, placed: Sequence[tuple[str, Cell]]) -> Sequence[tuple[str, Cell]]:
        """The row's cells; without a role, that of the row above when it is said of several («Medarbeidere») or goes on."""
        own = next((cell for attribute, cell in placed if attribute == "role" and cell.text.strip()), None)
        if own is not None:
            self.shared_role = own if _is_of_several(own.text) else None
            return placed
        return placed if self.shared_role is None else [*placed, ("role", self.shared_role)]

    def _with_star(self, index: int, columns: Columns, placed: Sequence[tuple[str, Cell]]) -> Sequence[tuple[str, Cell]]:
        """The cells, the name's without the star that tells a trained agent, when the form says that one does."""
        if not self.walk.draft.starred or "trained_agent" in columns.attributes.values():
            return placed
        kept = []
        for attribute, cell in placed:
            if attribute == "name":
                plain = _STAR.sub(" ", cell.text).strip()
                said = "ja" if plain != cell.text.strip() else "nei"
                self.walk.draft.claim_member(index, "trained_agent", self.walk.made(said, cell.where, _CROSS))
                kept.append((attribute, replace(cell, text=" ".join(plain.split(" ")).replace("  ", " "))))
            else:
                kept.append((attribute, cell))
        return kept

    def _claim_outsider(self, section: str, placed: Sequence[tuple[str, Cell]], score: float) -> None:
        """Somebody who is no member: the adviser or the contact."""
        parts = [cell for attribute, cell in placed if attribute in {"given_name", "family_name"}]
        if parts:
            name = " ".join(cell.text.strip() for cell in parts)
            self.walk.draft.claim(f"{section}.name", self.walk.made(name, parts[0].where, score))
            self.walk.draft.continued.extend((cell.text, cell.where) for cell in parts)
        for attribute, cell in placed:
            if attribute in {"name", "email", "phone", "attends"}:
                self.walk.draft.claim(f"{section}.{attribute}", self.walk.made(cell.text, cell.where, score))

    def _claim_cell(self, index: int, attribute: str, cell: Cell, score: float = _IN_COLUMN) -> None:
        text = with_boxes(cell.text)
        if attribute.startswith("role="):
            self._claim_cross(index, attribute, cell)
        elif attribute == "mixed":
            self.walk.mixed(text, cell.where, into=index)
        elif attribute == "person":
            self._claim_name_and_more(index, text, cell.where, score)
        elif attribute in NAMES and (kind := reaches(text)):
            self.walk.draft.claim_member(index, kind, self.walk.made(text, cell.where, score))
        elif attribute == "role" and (said := find_label(text, "members")) is not None and said.asks is Asks.ROLE and said.role:
            self.walk.draft.claim_member(index, attribute, self.walk.made(ROLE_WORDS[said.role], cell.where, score))
        elif attribute == "name" and (bracketed := _IN_BRACKETS.fullmatch(text)) is not None and looks_like_name(bracketed[1]):
            self._claim_bracketed(index, bracketed, cell, score)
        elif attribute == "name" and (EMAIL.search(text) or "," in text) and looks_like_person(text):
            self.walk.person(text, cell.where, into=index)
        else:
            self.walk.draft.claim_member(index, attribute, self.walk.made(_box_as_word(text), cell.where, score))

    def _claim_name_and_more(self, index: int, text: str, where: str, score: float) -> None:
        """«Kari Nordmann, enhetsleder» in a column of names and more; beside a column of professions, that is the post."""
        said = read_person(text)
        more = said.said()
        if self.columns is not None and "profession" in self.columns.attributes.values():
            more |= {"title": said.title or said.profession, "profession": ""}
        sure = score if looks_like_name(said.name) else score * _OF_AN_ODD_NAME
        for attribute, words in more.items():
            if words:
                self.walk.draft.claim_member(index, attribute, self.walk.made(words, where, sure))

    def _claim_bracketed(self, index: int, said: re.Match[str], cell: Cell, score: float) -> None:
        """«Kari Nordmann (sykepleier)» in a column of names: what stands in brackets is said of the person."""
        about = read_person(said[2])
        known = {"role": about.role, "profession": about.profession, "trained_agent": about.trained_agent}
        found = {attribute: words for attribute, words in known.items() if words}
        if not found and not to_occupation(said[2]).certain:
            score = min(score, _BY_BRACKET)
        self.walk.draft.claim_member(index, "name", self.walk.made(said[1], cell.where, score))
        for attribute, words in (found or {"profession": said[2]}).items():
            self.walk.draft.claim_member(index, attribute, self.walk.made(words, cell.where, score))

    def _claim_cross(self, index: int, attribute: str, cell: Cell) -> None:
        """A cross under «Leder», «Tillitsvalgt» or «Medarbeider»."""
        if to_yes_no(with_boxes(cell.text)).value is True:
            role = Role(attribute.partition("=")[2])
            self.walk.draft.claim_member(index, "role", self.walk.made(ROLE_WORDS[role], cell.where, _CROSS))

    # --- a column each, blocks side by side --------------------------------------------------------------------------------

    def read_columns(self, rows: Sequence[Row]) -> None:
        """A table with a person in each column."""
        self.walk.leave_blank()
        self.walk.section = "members"
        people = {c: self.walk.draft.new_member() for c in range(1, max(len(row) for row in rows))}
        for row in rows:
            label = find_label(row[0].text, "members")
            for c, cell in enumerate(row[1:], start=1) if label is not None and label.field is not None else ():
                self._claim_cell(people[c], label.attribute if label is not None else "", cell)

    def read_abreast(self, rows: Sequence[Row]) -> None:
        """Blocks of a person each, side by side: «Navn … | Navn …» over «Rolle … | Rolle …»."""
        self.walk.leave_blank()
        self.walk.section = "members"
        people: dict[int, int] = {}
        for row in rows:
            for place, (label, cell) in enumerate(labelled(row)):
                if place not in people:
                    people[place] = self.walk.draft.new_member()
                self.walk.draft.asked.add(f"members.{label.attribute}")
                if cell is not None:
                    self._claim_cell(people[place], label.attribute, cell)


def is_example(filled: Sequence[Cell]) -> bool:
    """«Eksempel | Ola Nordmann | leder»: a row that shows how to fill in the others."""
    return any(_EXAMPLE.match(cell.text.strip()) for cell in filled[:_TWO])


def reaches(text: str) -> str:
    """Which of "email" and "phone" the text is and nothing else; empty when it is neither."""
    if EMAIL.fullmatch(text.strip()):
        return "email"
    return "phone" if "@" not in text and not looks_like_name(text) and to_phone(text).certain else ""


def _is_printed_role(columns: Columns, label: Label) -> bool:
    """«Medarbeider 1» in the column of roles: a value, and no label of what follows."""
    role = label.role is not None and label.asks in {Asks.ROLE, Asks.PERSON_NUMBER}
    return role and "role" in columns.attributes.values()


def _is_printed_only(placed: Sequence[tuple[str, Cell]], filled: Sequence[Cell]) -> bool:
    """A role printed beforehand, and nobody filled in."""
    telling = [a for a, _ in placed if a != "trained_agent" and not a.startswith("role=")]
    return telling == ["role"] and len(filled) <= _TWO


def _says_nothing(cell: Cell) -> bool:
    return cell.text.strip().rstrip(".").isdigit() or has_boxes(cell.text) or is_blank(cell.text)


def _box_as_word(text: str) -> str:
    if not has_boxes(text):
        return text
    ticks = read_ticks(text)
    if not ticks.yes_or_no and len(ticks.boxes) > 1:
        return ", ".join(box.label for box in ticks.boxes if box.ticked)
    return "ja" if "☒" in text and not ticks.yes_or_no else ticks.answer() or "nei"


def _is_of_several(text: str) -> bool:
    """«Medarbeidere», «Øvrige deltakere»: a role in the plural, printed once for the rows that follow."""
    return _SEVERAL.search(fold(text)) is not None

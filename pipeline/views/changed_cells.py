"""Which cells of a returned `register.xlsx` a person has changed: a three-way comparison with what was written in them.

A cell is found by the head of its column and by the id (and number) on its row, wherever they now stand. Only what surely is a
person's correction is taken; everything else that differs is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.form.definition import Kind
from pipeline.i18n import Message, msg
from pipeline.recognise.corrected import field_at, from_words
from pipeline.rules.identity import id_list, team_of
from pipeline.views.cell_text import CUT
from pipeline.views.editable import CORRECTABLE, WrittenRegistration
from pipeline.views.layout import MEMBERS
from pipeline.views.returned_sheets import FoundSheet, GivenLine, find_sheet
from pipeline.views.returned_workbook import GivenCell, GivenWorkbook

FEWEST_FOR_A_SLIP = 3
"""Changes in one column from which on they may be one slip (a column sorted alone, a column emptied) and no corrections."""

_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    """A cell that says something else than was written in it. `path` counts members as the workbook does, from 0."""

    registration: WrittenRegistration
    path: str
    old: str
    new: str

    @property
    def key(self) -> str:
        """What tells the cell apart within its edition."""
        return f"{self.registration.id} {self.path}"


@dataclass(slots=True)
class Comparison:
    """What differs: the corrections, and what could not be taken for any, in words. `notes` are only for information."""

    changes: list[ChangedCell] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def changed_cells(book: GivenWorkbook, edition: Sequence[WrittenRegistration], taken: Mapping[str, str]) -> Comparison:
    """What a person has changed in `book`, written as `edition`; `taken` is what was taken from it before, by cell."""
    comparison = Comparison()
    for layout in CORRECTABLE:
        sheet = find_sheet(book, layout)
        if sheet is None:
            said = msg("The sheet «{sheet}» is not found in the workbook. Nothing was taken from it.", sheet=layout.name)
            comparison.refused.append(said)
            continue
        comparison.notes += [
            msg("The column «{column}» is not found on the sheet «{sheet}».", column=column, sheet=layout.name)
            for column in sheet.lost
        ]
        comparison.refused += sheet.refused
        changes = tuple(_SheetCheck(sheet, edition, taken, comparison).changes())
        comparison.changes += _without_slips(changes, sheet, edition, comparison)
    return comparison


@dataclass(frozen=True, slots=True)
class _SheetCheck:
    """One sheet held against what was written."""

    sheet: FoundSheet
    edition: Sequence[WrittenRegistration]
    taken: Mapping[str, str]
    comparison: Comparison

    def changes(self) -> Iterator[ChangedCell]:
        """The changed cells of the sheet."""
        written = {one.id.casefold(): one for one in self.edition}
        lines: dict[str, list[GivenLine]] = defaultdict(list)
        for line in self.sheet.lines:
            if line.id.casefold() in written:
                lines[line.id.casefold()].append(line)
            else:
                self._refuse_row(line)
        seen = {id_: self._seen(written[id_], own) for id_, own in lines.items()}
        self._note_missing({(written[id_].id, index) for id_, own in seen.items() for index in own})
        for id_, own in seen.items():
            yield from self._of_registration(written[id_], own)

    def _seen(self, registration: WrittenRegistration, lines: Sequence[GivenLine]) -> Mapping[int | None, Sequence[GivenLine]]:
        """The rows of a registration by the member that they are about, from 0; those who are new come after the others."""
        rows: dict[int | None, list[GivenLine]] = defaultdict(list)
        count = len(registration.members)
        for line in lines:
            if self.sheet.layout is not MEMBERS:
                rows[None].append(line)
            elif line.number is not None and 0 < line.number <= count:
                rows[line.number - 1].append(line)
            elif any(cell.text for cell in line.cells.values() if cell):
                rows[max((at for at in rows if at is not None and at >= count), default=count - 1) + 1].append(line)
        return rows

    def _of_registration(
        self, registration: WrittenRegistration, rows: Mapping[int | None, Sequence[GivenLine]]
    ) -> Iterator[ChangedCell]:
        """The changes in the rows of one registration, if it is certain which row is about whom."""
        count = len(registration.members)
        added = [at for at in rows if at is not None and at >= count]
        moved = bool(added) and any(at not in rows for at in range(count))
        for at, lines in rows.items():
            changes = [change for line in lines for change in self._in_line(line, registration, at)]
            if changes and (len(lines) > 1 or (moved and at in added)):
                self._refuse_rows(registration)
            else:
                yield from changes

    def _refuse_rows(self, registration: WrittenRegistration) -> None:
        said = msg(
            "On the sheet «{sheet}» it cannot be told which row of {id} is about whom: two rows have the same number, or a "
            "number was changed. Nothing was taken from them. Leave the number empty for a new participant.",
            sheet=self.sheet.layout.name,
            id=registration.id,
        )
        self.comparison.refused.append(said)

    def _in_line(self, line: GivenLine, registration: WrittenRegistration, index: int | None) -> Iterator[ChangedCell]:
        for pattern, cell in line.cells.items():
            path = pattern if index is None else pattern.format(i=index)
            key = f"{registration.id} {path}"
            old = self.taken.get(key, registration.cells.get(path, ""))
            new = cell.text if cell else ""
            if _differ(path, old, new) and self._may_be_taken(registration, cell, old):
                yield ChangedCell(registration=registration, path=path, old=old, new=new)

    def _may_be_taken(self, registration: WrittenRegistration, cell: GivenCell | None, old: str) -> bool:
        sheet = self.sheet.layout.name
        if cell is not None and cell.computed:
            said = msg(
                "{place} on the sheet «{sheet}» holds a formula or an error, and was not taken. Write the value itself.",
                place=cell.place,
                sheet=sheet,
            )
        elif old.endswith(CUT):
            said = msg(
                "A cell of {id} on the sheet «{sheet}» holds only the beginning of a long text, and its change was not taken. "
                "Use kull correct.",
                id=registration.id,
                sheet=sheet,
            )
        elif not registration.editable:
            said = msg(
                "{id} is an answer or an exact copy. The change was not taken: correct {team} itself.",
                id=registration.id,
                team=team_of(registration.id.partition("-k")[0]),
            )
        else:
            return True
        self.comparison.refused.append(said)
        return False

    def _refuse_row(self, line: GivenLine) -> None:
        if any(cell.text for cell in line.cells.values() if cell):
            said = msg(
                "Row {row} on the sheet «{sheet}» has the id «{id}», which the register does not have. Nothing was taken from "
                "it.",
                row=line.row,
                sheet=self.sheet.layout.name,
                id=line.id,
            )
            self.comparison.refused.append(said)

    def _note_missing(self, seen: set[tuple[str, int | None]]) -> None:
        missing = sorted(
            {registration_id for registration_id, index in self._written_rows() if (registration_id, index) not in seen}
        )
        if missing:
            said = msg(
                "Rows that are gone from the sheet «{sheet}»: {ids}. Nothing is taken out of the register by that; empty the "
                "cells of a participant who is to be taken out.",
                sheet=self.sheet.layout.name,
                ids=id_list(missing),
            )
            self.comparison.notes.append(said)

    def _written_rows(self) -> Iterator[tuple[str, int | None]]:
        for registration in self.edition:
            if self.sheet.layout is MEMBERS:
                yield from ((registration.id, index) for index in range(len(registration.members)) if registration.stands)
            elif registration.stands:
                yield registration.id, None


def _differ(path: str, old: str, new: str) -> bool:
    """Do two cells say different things? Not by blanks alone, nor by another way of writing the same number or date."""
    if old.split() == new.split():
        return False
    before, now = from_words(path, old), from_words(path, new)
    return before.refused is not None or now.refused is not None or before.value != now.value


def _without_slips(
    changes: Sequence[ChangedCell], sheet: FoundSheet, edition: Sequence[WrittenRegistration], comparison: Comparison
) -> list[ChangedCell]:
    """The changes but for those of columns that look sorted by themselves or emptied as a whole: that is no correction."""
    by_column: dict[str, list[ChangedCell]] = defaultdict(list)
    for change in changes:
        by_column[sheet.column_of(change.path)].append(change)
    sorted_alone = {column for column, own in by_column.items() if _is_permuted(own, FEWEST_FOR_A_SLIP) and _holds_words(own)}
    if sorted_alone:
        sorted_alone |= {column for column, own in by_column.items() if _is_permuted(own, 2)}
    emptied = {column for column, own in by_column.items() if _is_emptied(own, edition, sheet)}
    for column in sorted_alone | emptied:
        said = msg(
            "The column «{column}» on the sheet «{sheet}» seems to be {what}: {count} cells differ. None of them was taken for "
            "a correction. Correct them one by one in the new workbook if it was meant.",
            column=column,
            sheet=sheet.layout.name,
            what=msg("sorted without the others") if column in sorted_alone else msg("emptied"),
            count=len(by_column[column]),
        )
        comparison.refused.append(said)
    return [change for change in changes if sheet.column_of(change.path) not in sorted_alone | emptied]


def _is_permuted(changes: Sequence[ChangedCell], fewest: int) -> bool:
    return len(changes) >= fewest and Counter(c.old for c in changes) == Counter(c.new for c in changes)


def _holds_words(changes: Sequence[ChangedCell]) -> bool:
    asked = field_at(changes[0].path)
    return asked is not None and asked.kind in _WORDS


def _is_emptied(changes: Sequence[ChangedCell], edition: Sequence[WrittenRegistration], sheet: FoundSheet) -> bool:
    column = sheet.column_of(changes[0].path)
    filled = sum(sheet.column_of(path) == column for one in edition if one.stands for path, text in one.cells.items() if text)
    return len(changes) >= FEWEST_FOR_A_SLIP and len(changes) >= filled and not any(change.new for change in changes)

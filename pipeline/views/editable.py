"""The cells of `register.xlsx` that may be corrected, and what stands in them: so that a changed one is known from the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.i18n import DEFAULT_LANGUAGE
from pipeline.model import Member, Register, Registration
from pipeline.rules.identity import id_key, is_form
from pipeline.views.cell_text import in_words
from pipeline.views.layout import NO, SHEETS, YES, SheetLayout, path_in
from pipeline.views.tables import Contents, contents

CORRECTABLE: tuple[SheetLayout[object], ...] = tuple(s for s in SHEETS if any(column.editable for column in s.columns))
"""The sheets that have cells to correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRegistration:
    """What stood in the cells of one registration: `cells` by path, empty ones left out.

    `form`, `rows` and `members` tell which form, and which row of it, a member's cell is about. `stands`: neither superseded
    nor withdrawn. `editable`: no mere copy of a form, and no answer.
    """

    id: str
    form: str
    stands: bool
    editable: bool
    rows: tuple[int, ...]
    members: tuple[Member, ...]
    cells: Mapping[str, str]


def edition_of(register: Register) -> tuple[WrittenRegistration, ...]:
    """What stands in the correctable cells of the register's workbook."""
    rows = contents(register, None)
    cells: dict[str, dict[str, str]] = {registration.id: {} for registration in register.registrations}
    for layout in CORRECTABLE:
        for registration_id, path, text in _cells(layout, rows):
            cells[registration_id][path] = text
    stand = {registration.id for registration in register.current()}
    return tuple(_written(one, cells[one.id], stands=one.id in stand) for one in register.registrations)


def words_in(value: object) -> str:
    """What a cell's value says, as words: whatever kind of value the office program has made of it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}" if value.time() == datetime.min.time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    # An escaped underscore (see `cell_text.shown`) comes back as it was written or undone, as the program pleases.
    text = str(value).replace("_x005F_", "_").replace("_x000D_", "")
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _cells(layout: SheetLayout[object], rows: Contents) -> Iterator[tuple[str, str, str]]:
    columns = [column for column in layout.columns if column.editable]
    for row in layout.rows(rows):
        for column in columns:
            text = words_in(in_words(column.value(row), DEFAULT_LANGUAGE))
            if text:
                yield row.registration.id, path_in(row, column.path), text  # type: ignore[attr-defined]  # every such row is of a registration


def _written(registration: Registration, cells: Mapping[str, str], *, stands: bool) -> WrittenRegistration:
    return WrittenRegistration(
        id=registration.id,
        form=id_key(registration.source),
        stands=stands,
        editable=is_form(registration.id),
        rows=registration.rows,
        members=registration.values.members,
        cells=cells,
    )

"""Kull's own forms that have lost their keys: by the form's own labels, each in its own place.

LibreOffice drops every tag when it saves a Word form. It keeps some of the names that a control shows to a person, but may let
one stand around more than its control; cells and the labels beside them stay as they were, so those are gone by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.form.definition import Field, Kind, Section
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.model import Cell, Grid, Line, Sheet
from pipeline.recognise.by_key import ATTRIBUTES, own_claim, without_mark
from pipeline.recognise.draft import Draft


def lost_its_keys(sheet: Sheet) -> bool:
    """Is it kull's own Word form, though its controls do not say so any more?"""
    return sheet.format == "docx" and sheet.form is not None and sheet.form.id == REGISTRATION.id


def read_by_place(sheet: Sheet) -> Draft:
    """The claims of one of kull's own Word forms, from its tables and its lines with tick boxes."""
    draft = Draft(form=sheet.form, remarks=list(sheet.remarks))
    section = ""
    for block in sheet.blocks:
        if isinstance(block, Line):
            section = _sections().get(fold(block.text), section) if block.heading else section
            _read_tick(draft, block)
        else:
            columns = _columns(block.rows[0]) if block.rows else {}
            if columns:
                _read_members(draft, block, columns)
            else:
                _read_pairs(draft, block, section)
    return draft


@dataclass(frozen=True, slots=True)
class _Place:
    """A field, by the section that it stands in and its label."""

    section: str
    label: str


def _read_tick(draft: Draft, line: Line) -> None:
    box, _, label = line.text.partition("\t")
    path = _ticks().get(_label(label))
    if box in {TICKED, UNTICKED} and path is not None:
        draft.claim(path, own_claim(box, line.where))


def _read_pairs(draft: Draft, grid: Grid, section: str) -> None:
    for row in grid.rows:
        path = _fields().get(_Place(section, _label(row[0].text))) if len(row) > 1 else None
        if path is not None:
            draft.claim(path, own_claim(row[1].text, row[1].where))


def _read_members(draft: Draft, grid: Grid, columns: dict[int, str]) -> None:
    for row in grid.rows[1:]:
        index = draft.new_member()
        for column, attribute in columns.items():
            if column < len(row):
                draft.claim_member(index, attribute, own_claim(row[column].text, row[column].where))


def _columns(row: Sequence[Cell]) -> dict[int, str]:
    """The attribute in each column, when the row is the head of the table of members."""
    known = {i: _heads()[label] for i, cell in enumerate(row) if (label := _label(cell.text)) in _heads()}
    return known if len(known) == len(row) > 2 else {}  # noqa: PLR2004 - a label and its answer are no table


def _label(text: str) -> str:
    """A label as printed, without the signs for «must be filled in» and «is missing», and the help below it."""
    return fold(without_mark(text.split("\n", 1)[0]).removesuffix("*"))


# --- the form's own words ------------------------------------------------------------------------------------------------


def _both(section: Section, fields: Iterable[Field]) -> dict[_Place, str]:
    return {_Place(section.key, fold(label)): f.path for f in fields for label in (f.label.nb, f.label.nn)}


@cache
def _sections() -> dict[str, str]:
    return {fold(title): s.key for s in REGISTRATION.sections for title in (s.title.nb, s.title.nn)}


@cache
def _fields() -> dict[_Place, str]:
    places = [_both(s, (f for f in s.fields if f.kind is not Kind.TICK)) for s in REGISTRATION.sections if not s.rows]
    return {place: path for part in places for place, path in part.items()}


@cache
def _ticks() -> dict[str, str]:
    places = [_both(s, (f for f in s.fields if f.kind is Kind.TICK)) for s in REGISTRATION.sections if not s.rows]
    return {place.label: path for part in places for place, path in part.items()}


@cache
def _heads() -> dict[str, str]:
    """The attribute by the head of its column."""
    rows = next(section for section in REGISTRATION.sections if section.rows)
    return {
        fold(text): ATTRIBUTES.get(name, name)
        for f in rows.fields
        for words in (f.label, f.short)
        if words is not None
        for name in (f.key.rsplit("_", 1)[-1],)
        for text in (words.nb, words.nn)
    }

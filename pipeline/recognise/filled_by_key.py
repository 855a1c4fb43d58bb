"""Kull's own forms of the year: each answer stands under its key, whichever of them the form is.

Rows are told apart by their order, not by their number: Word's «+» and a pasted row bring the tags of the row they were made
from. What was written beside a keyed field, or where its field is gone, is found by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.form.definition import Field, FormDefinition, Section
from pipeline.intake.marks import UNTICKED, clean
from pipeline.model import Entry, FieldKind, Sheet
from pipeline.recognise.filled_by_label import Heard, said_by_label
from pipeline.recognise.filled_words import words_of
from pipeline.recognise.own_words import PROMPTS, without_prompt

BESIDE: Final = 0.75
"""How sure it is that what stands beside a field, and not in it, belongs to it: a person must look."""


@dataclass(slots=True)
class Keyed:
    """What a form says under its keys: `rows` by section, each of its answers by the key of the field; `rest` as of `Said`."""

    answers: list[Heard] = field(default_factory=list)
    rows: dict[str, list[dict[str, Heard]]] = field(default_factory=dict)
    rest: list[tuple[str, str]] = field(default_factory=list)


def has_keys(sheet: Sheet, form: FormDefinition) -> bool:
    """Does the sheet carry any of the form's own keys? What has lost its key is found by its place."""
    patterns = [re.compile(_pattern(one.key)) for section in form.sections for one in section.fields]
    return any(pattern.fullmatch(entry.key) for entry in sheet.entries for pattern in patterns)


def said_by_key(sheet: Sheet, form: FormDefinition) -> Keyed:
    """What one of kull's own forms says."""
    beside = said_by_label(sheet, words_of(form), own=True)
    keyed = Keyed(rest=list(beside.rest))
    singles = {one.key: one for section in form.sections if not section.rows for one in section.fields}
    known: set[int] = set()
    for number, entry in enumerate(sheet.entries):
        if entry.key in singles:
            known.add(number)
            keyed.answers += _heard(singles[entry.key], entry, _at(beside.answers, singles[entry.key], entry.where))
    held = {entry.where for number, entry in enumerate(sheet.entries) if number in known}
    keyed.answers += [one for one in beside.answers if one.where not in held]
    for section in form.sections:
        if section.rows:
            mine = [(n, entry) for n, entry in enumerate(sheet.entries) if re.fullmatch(_section_pattern(section), entry.key)]
            known |= {n for n, _ in mine}
            keyed.rows[section.key] = _rows(
                section, [entry for _, entry in mine], beside.rows.get(section.key, []), sheet.format
            )
    strangers = (entry for n, entry in enumerate(sheet.entries) if n not in known and entry.kind is not FieldKind.TICK)
    keyed.rest += [(entry.text, entry.where) for entry in strangers if clean(entry.text) and entry.text not in PROMPTS]
    return keyed


def _pattern(key: str) -> str:
    return re.escape(key).replace(re.escape("{n}"), r"[1-9]\d{0,2}")


def _section_pattern(section: Section) -> str:
    return "|".join(_pattern(one.key) for one in section.fields)


def _at(answers: Sequence[Heard], asked: Field, where: str) -> str:
    return next((one.text for one in answers if one.field is asked and one.where == where), "")


def _heard(asked: Field, entry: Entry, shown: str) -> Iterator[Heard]:
    """What the field of an entry holds; `shown` is all that stands in its place. A prompt that became text is no answer."""
    text, left = without_prompt(entry.text)
    if _bare(shown) and _bare(shown) != _bare(entry.text) and shown not in PROMPTS and entry.text != UNTICKED:
        yield Heard(field=asked, text=shown, where=entry.where, sure=BESIDE if text else 1.0)
    elif text:
        yield Heard(field=asked, text=text, where=entry.where, sure=BESIDE if left else 1.0)


def _bare(text: str) -> str:
    """`text` without blanks and what is not seen, for comparing a cell with the field in it."""
    return re.sub(r"[\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+", "", text)


def _rows(section: Section, entries: Sequence[Entry], places: Sequence[dict[str, Heard]], kind: str) -> list[dict[str, Heard]]:
    """The rows of the table in their order; then those whose fields stand in no such row."""
    fields = {one.key: one for one in section.fields}
    by_place = {(_field_of(section, entry), entry.where): entry for entry in entries}
    placed: set[tuple[str, str]] = set()
    rows: list[dict[str, Heard]] = []
    for place in places:
        row: dict[str, Heard] = {}
        for key, shown in place.items():
            entry = by_place.get((key, shown.where))
            if entry is not None:
                placed.add((key, shown.where))
                row.update((key, one) for one in _heard(fields[key], entry, shown.text))
            elif _bare(shown.text) and shown.text not in PROMPTS:
                row[key] = shown
        rows.append(row)
    left = [entry for entry in entries if (_field_of(section, entry), entry.where) not in placed]
    groups = _grouped(section, sorted(left, key=_position) if kind == "xlsx" else left)
    unplaced = ({key: one for key, entry in group.items() for one in _heard(fields[key], entry, "")} for group in groups)
    return [*rows, *unplaced]


def _field_of(section: Section, entry: Entry) -> str:
    return next((one.key for one in section.fields if re.fullmatch(_pattern(one.key), entry.key)), "")


def _grouped(section: Section, entries: Sequence[Entry]) -> list[dict[str, Entry]]:
    """The rows that entries add up to, in their order: a key that comes again begins a new row."""
    rows: list[dict[str, Entry]] = []
    numbers: list[str] = []
    for entry in entries:
        number, key = "".join(re.findall(r"_(\d{1,3})_", entry.key)[:1]), _field_of(section, entry)
        at = next((i for i in reversed(range(len(rows))) if numbers[i] == number), None)
        if at is None or key in rows[at]:
            rows.append({})
            numbers.append(number)
            at = len(rows) - 1
        rows[at][key] = entry
    return rows


def _position(entry: Entry) -> tuple[int, str]:
    match = re.search(r"cell ([A-Z]+)(\d+)$", entry.where)
    return (int(match[2]), match[1]) if match else (0, "")

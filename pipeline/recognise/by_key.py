"""Kull's own forms: each value stands under the contract's key (tag, field name, defined name), and is taken as it is.

Member rows are told apart by their order, not by their number: Word's «+» and a pasted row bring the tags of the row they were
made from, and Excel keeps its names by the alphabet. What was written beside a keyed field, or where its field is gone, is
found by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from pipeline.form.registration import REGISTRATION
from pipeline.intake.marks import TICKED
from pipeline.model import Entry, Sheet
from pipeline.recognise.by_place import Answer, places_of, unread
from pipeline.recognise.draft import Draft
from pipeline.recognise.own_words import ATTRIBUTES, PROMPTS, own_claim, without_mark

_MEMBER_KEY: Final = re.compile(r"^member_(\d{1,3})_([a-z]+)$")
OWN_KEYS: Final = 8


def own_form(sheet: Sheet) -> bool:
    """Does the sheet carry enough of kull's own keys to be read by them?"""
    return sum(_is_own(entry) for entry in sheet.entries) >= OWN_KEYS


def read_by_key(sheet: Sheet) -> Draft:
    """The claims of one of kull's own forms."""
    draft = Draft(form=sheet.form, remarks=list(sheet.remarks))
    places = places_of(sheet)
    fields = [entry for entry in sheet.entries if entry.key in _paths() and not _MEMBER_KEY.match(entry.key)]
    for entry in fields:
        draft.claim(_paths()[entry.key], own_claim(_paths()[entry.key], entry.text, entry.where))
    held = {(_paths()[entry.key], entry.where): entry for entry in fields}
    for answer in places.answers:
        _claim_beside(draft, answer, held.get((answer.path, answer.where)))
    _claim_members(draft, sheet, places.members)
    draft.remarks += unread(places.rest)
    return draft


def _is_own(entry: Entry) -> bool:
    return entry.key in _paths()


@cache
def _paths() -> dict[str, str]:
    """Where the value under each key stands in a registration."""
    return {key: path for key, path, _ in REGISTRATION.fields()}


def _claim_beside(draft: Draft, answer: Answer, entry: Entry | None) -> None:
    """What stands in the place of an answer, when the keyed field there does not hold it, or not all of it."""
    if not _says_more(answer, entry):
        return
    claim = own_claim(answer.path, answer.text, answer.where, _method(entry))
    if answer.text == TICKED and answer.path in draft.fields:  # a cross beside an empty box is meant
        draft.fields[answer.path].insert(0, claim)
    else:
        draft.claim(answer.path, claim)


def _says_more(answer: Answer, entry: Entry | None) -> bool:
    text = _bare(without_mark(answer.text))
    return bool(text) and (entry is None or text != _bare(entry.text)) and answer.text not in PROMPTS


def _method(entry: Entry | None) -> str:
    """How what stands in a place was found: a place without a field is the answer's own; beside one, it is what is nearest."""
    return "tag" if entry is None else "label"


def _bare(text: str) -> str:
    """`text` without blanks and what is not seen, for comparing a cell with the field in it."""
    return re.sub(r"[\s\u00ad\u200b\ufeff]+", "", text)


# --- members -------------------------------------------------------------------------------------------------------------


def _claim_members(draft: Draft, sheet: Sheet, rows: Sequence[dict[str, Answer]]) -> None:
    """The rows of the team's table in their order; then those whose fields stand in no such row."""
    entries = [entry for entry in sheet.entries if _MEMBER_KEY.match(entry.key)]
    by_place = {(_attribute(entry), entry.where): entry for entry in entries}
    placed: set[tuple[str, str]] = set()
    for row in rows:
        index = draft.new_member()
        for name, answer in row.items():
            entry = by_place.get((name, answer.where))
            if entry is not None:
                placed.add((name, entry.where))
                draft.claim_member(index, name, own_claim(name, entry.text, entry.where))
            if _says_more(answer, entry):
                draft.claim_member(index, name, own_claim(name, answer.text, answer.where, _method(entry)))
    left = [entry for entry in entries if (_attribute(entry), entry.where) not in placed]
    for fields in _member_rows(sorted(left, key=_position) if sheet.format == "xlsx" else left):
        _claim_row(draft, fields)


def _attribute(entry: Entry) -> str:
    name = entry.key.rsplit("_", 1)[-1]
    return ATTRIBUTES.get(name, name)


def _member_rows(entries: Iterable[Entry]) -> list[dict[str, Entry]]:
    """The member rows in the order of the form: a key that comes again begins a new row."""
    rows: list[dict[str, Entry]] = []
    numbers: list[str] = []
    for entry in entries:
        match = _MEMBER_KEY.match(entry.key)
        if match is None:
            continue
        number, name = match.groups()
        place = next((i for i in reversed(range(len(rows))) if numbers[i] == number), None)
        if place is None or name in rows[place]:
            rows.append({})
            numbers.append(number)
            place = len(rows) - 1
        rows[place][name] = entry
    return rows


def _claim_row(draft: Draft, row: dict[str, Entry]) -> None:
    index = draft.new_member()
    for entry in row.values():
        draft.claim_member(index, _attribute(entry), own_claim(_attribute(entry), entry.text, entry.where))


def _position(entry: Entry) -> tuple[int, str]:
    match = re.search(r"cell ([A-Z]+)(\d+)$", entry.where)
    return (int(match[2]), match[1]) if match else (0, "")

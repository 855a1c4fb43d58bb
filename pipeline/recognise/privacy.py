"""National identity numbers at the door: reported wherever in the file they stand, and masked in all that goes on from here.

Domain §2, privacy.national-id: «an 11-digit number that passes the fødselsnummer check anywhere in the file».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from pipeline.i18n import Message, msg
from pipeline.intake.national_id import mask, national_ids_in
from pipeline.model import Finding, Line, Reading, Severity, Sheet

T = TypeVar("T")


def with_ids_masked(reading: Reading, sheet: Sheet) -> Reading:
    """`reading` with a finding for each place of `sheet` that holds a national identity number, and every number masked."""
    found = ids_found(sheet)
    if not found:
        return reading
    return replace(
        reading,
        values=masked(reading.values),
        provenance={path: replace(p, text=mask(p.text)) for path, p in reading.provenance.items()},
        findings=(*map(masked, reading.findings), *found),
    )


def ids_found(sheet: Sheet) -> tuple[Finding, ...]:
    """A finding for each place of `sheet` that holds a national identity number."""
    return tuple(dict.fromkeys(_found(sheet)))


def _found(sheet: Sheet) -> Iterator[Finding]:
    for text, where in _texts(sheet):
        if national_ids_in(text):
            said = msg("A national identity number (fødselsnummer) stands here. It is not asked for: have it removed.")
            yield Finding(rule="privacy.national-id", severity=Severity.REVIEW, path="", message=said, where=where)


def _texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Every text of the file, with its place."""
    for block in (*sheet.blocks, *sheet.beside):
        if isinstance(block, Line):
            yield block.text, block.where
        else:
            yield from ((cell.text, cell.where) for row in block.rows for cell in row)
    yield from ((entry.text, entry.where) for entry in sheet.entries)


def masked(value: T) -> T:
    """`value`, a text or a record of texts, with every national identity number masked."""
    if isinstance(value, str):
        return cast("T", mask(value)) if type(value) is str else value
    if isinstance(value, tuple):
        return cast("T", tuple(map(masked, value)))
    if isinstance(value, Message):
        return cast("T", replace(value, params={name: masked(p) for name, p in value.params.items()}))
    if is_dataclass(value) and not isinstance(value, type):
        return cast("T", replace(value, **{f.name: masked(getattr(value, f.name)) for f in fields(value)}))
    return value

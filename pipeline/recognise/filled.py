"""From what stands in the places of a form of the year to a `FilledForm`: every answer converted, every doubt said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipeline.form.definition import Field, FormDefinition, Kind
from pipeline.i18n import msg
from pipeline.model import FilledForm, Finding, FormIdentity, Provenance, Severity, Sheet
from pipeline.recognise.by_place import Answer, unread
from pipeline.recognise.closing import is_cover
from pipeline.recognise.draft import REVIEW_BELOW
from pipeline.recognise.filled_by_label import Heard
from pipeline.recognise.filled_values import answer_of, number_in
from pipeline.recognise.legible import Legibility
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.privacy import ids_found, masked

_SURENESS: Final = {"tag": 1.0, "label": 1.0, "layout": 0.97, "ocr": 0.97}
_UNSURE: Final = 0.5

Rows = Mapping[str, Sequence[Mapping[str, Heard]]]


def filled_form(  # noqa: PLR0913 - what a form says, and how that was found
    form: FormDefinition,
    identity: FormIdentity,
    sheet: Sheet,
    *,
    method: str,
    answers: Iterable[Heard],
    rows: Rows,
    rest: Iterable[tuple[str, str]],
    aside: Iterable[tuple[str, str]] = (),
) -> FilledForm:
    """The form, with national identity numbers masked wherever they stand in it."""
    filling = _Filling(sheet, method)
    for one in answers:
        filling.take(one.field.key, one)
    for section in form.sections:
        for number, row in enumerate(rows.get(section.key, ()), start=1):
            filling.take_row(section.fields, row, number)
    filled = FilledForm(
        form=identity,
        answers=filling.answers,
        provenance=filling.provenance,
        findings=(*sheet.remarks, *filling.findings, *not_placed(rest), *_told_only(aside)),
        format=sheet.format,
    )
    return with_ids_masked(filled, sheet)


def with_ids_masked(filled: FilledForm, sheet: Sheet) -> FilledForm:
    """`filled` with a finding for each place of `sheet` that holds a national identity number, and every number masked."""
    found = ids_found(sheet)
    if not found:
        return filled
    return replace(
        filled,
        answers={key: masked(text) for key, text in filled.answers.items()},
        provenance={key: replace(note, text=masked(note.text)) for key, note in filled.provenance.items()},
        findings=(*(masked(one) for one in filled.findings), *(one for one in found if one not in filled.findings)),
    )


def not_placed(rest: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """A finding for all that stands in no place of the form; a courtesy and the name of a trust ask nothing of anybody."""
    for text, where in rest:
        idle = is_cover(text) or to_trust(text).certain
        yield from _told_only([(text, where)]) if idle else unread([Answer("", text, where)])


def _told_only(texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    yield from (replace(one, severity=Severity.INFO) for one in unread(Answer("", text, where) for text, where in texts))


class _Filling:
    """Takes answers, the first that says something for each key; another that says something else is put up for review."""

    def __init__(self, sheet: Sheet, method: str) -> None:
        self.method = method
        self.sureness = _SURENESS.get(method, 1.0) * sheet.legibility
        self.legible = Legibility.of(sheet)
        self.answers: dict[str, str] = {}
        self.provenance: dict[str, Provenance] = {}
        self.findings: list[Finding] = []

    def take(self, key: str, heard: Heard) -> None:
        said = answer_of(heard.field, heard.text)
        if said.value is None:
            return
        if key in self.answers:
            if said.value != self.answers[key]:
                self._also(key, heard)
            return
        sure = heard.sure * self.sureness * self.legible.at(heard.text, heard.where)
        sure = round(sure if said.certain else min(sure, _UNSURE), 3)
        self.answers[key] = said.value
        self.provenance[key] = Provenance(
            text=heard.text, where=heard.where, method=self.method, confidence=sure, needs_review=sure < REVIEW_BELOW
        )

    def take_row(self, fields: Sequence[Field], row: Mapping[str, Heard], number: int) -> None:
        for field in fields:
            if field.key in row:
                self.take(field.key.format(n=number), row[field.key])
        self._part_unit(fields, row, number)

    def _part_unit(self, fields: Sequence[Field], row: Mapping[str, Heard], number: int) -> None:
        """«12,5 %» in the column of numbers, and nothing in the one of units: the number, and its unit."""
        for field, unit_field in pairwise(fields):
            key, unit_key = field.key.format(n=number), unit_field.key.format(n=number)
            if field.kind is not Kind.DECIMAL or field.key not in row or unit_key in self.answers:
                continue
            number_said, unit = number_in(row[field.key].text)
            if number_said is not None and unit:
                note = self.provenance[key]
                sure = round(row[field.key].sure * self.sureness, 3)
                self.answers |= {key: number_said, unit_key: unit}
                self.provenance[key] = replace(note, confidence=sure, needs_review=sure < REVIEW_BELOW)
                self.provenance[unit_key] = self.provenance[key]

    def _also(self, key: str, heard: Heard) -> None:
        said = msg("This is answered once more, and otherwise: «{text}». See which one stands.", text=heard.text[:160])
        self.findings.append(Finding(rule="reading.twice", severity=Severity.REVIEW, path=key, message=said, where=heard.where))

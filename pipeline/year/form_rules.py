"""The rules on a form of the year, each a small function: what is missing, and what a person must look at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.form.definition import Field, FormDefinition, Kind
from pipeline.form.year_forms import YEAR_FORMS
from pipeline.i18n import Message, msg
from pipeline.model import FilledForm, Finding, Severity

_FORMS: Final = {form.id: form for form in YEAR_FORMS}
_LONGEST: Final = 80
_NUMBER_ONLY: Final = re.compile(
    r"[\d\s.,:/%<>≥≤–-]+\s*(?:%|prosent|min(?:utt(?:er)?)?|timer?|t|dag(?:er|ar)?|stk|kr)?\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDates:
    """The days that a form's dates may lie between: the cohort's invitation, and the day on which they are looked at."""

    invited: dt.date
    read_on: dt.date


Rule = Callable[[FilledForm, FormDates], Iterator[Finding]]


def required(filled: FilledForm, dates: FormDates) -> Iterator[Finding]:  # noqa: ARG001 - as every rule
    """«Felt merket med * må fylles ut»: what is missing is asked for."""
    for key, _, field in _FORMS[filled.form.id].fields():
        if field.required and key not in filled.answers:
            yield Finding(
                rule="year.required",
                severity=Severity.ERROR,
                path=key,
                message=msg("{field} is not filled in.", field=field.label.nb),
            )


def date_of_form(filled: FilledForm, dates: FormDates) -> Iterator[Finding]:
    """A form is of a day between the cohort's invitation and the day it is read on; a plan's deadlines may come later."""
    day = _day(filled.answers.get("date", ""))
    if day is None:
        return
    if day > dates.read_on:
        yield _about_date(filled, msg("The date {day} has not come yet. See what is meant.", day=day.isoformat()))
    elif day < dates.invited:
        yield _about_date(filled, msg("The date {day} is before the network was called together.", day=day.isoformat()))


def measured_days(filled: FilledForm, dates: FormDates) -> Iterator[Finding]:
    """Nothing has been measured on a day that has not come."""
    for key, text in filled.answers.items():
        day = _day(text) if re.fullmatch(r"indicator_\d+_date", key) else None
        if day is not None and day > dates.read_on:
            said = msg("The date {day} has not come yet. See what is meant.", day=day.isoformat())
            yield Finding(rule="year.date", severity=Severity.REVIEW, path=key, message=said)


def understood(filled: FilledForm, dates: FormDates) -> Iterator[Finding]:  # noqa: ARG001 - as every rule
    """What was read with doubt, or is none of the choices (a step off the scale, points outside 0–3), is looked at."""
    for key, note in filled.provenance.items():
        if note.needs_review and key in filled.answers:
            field = field_of(_FORMS[filled.form.id], key)
            rule = "year.choice" if field is not None and field.kind is Kind.CHOICE else "reading.uncertain"
            said = _not_understood(field, filled.answers[key])
            yield Finding(rule=rule, severity=Severity.REVIEW, path=key, message=said, where=note.where)


def measured_things(filled: FilledForm, dates: FormDates) -> Iterator[Finding]:  # noqa: ARG001 - as every rule
    """What is measured has a name: «45 min» in its place is an aim, or a number in the wrong column."""
    for key, text in filled.answers.items():
        if re.fullmatch(r"indicator_\d+_name", key) and _NUMBER_ONLY.fullmatch(text.strip()):
            said = _not_understood(field_of(_FORMS[filled.form.id], key), text)
            yield Finding(rule="reading.uncertain", severity=Severity.REVIEW, path=key, message=said)


RULES: Final[tuple[Rule, ...]] = (required, date_of_form, measured_days, measured_things, understood)


def field_of(form: FormDefinition, key: str) -> Field | None:
    """The field of a key, counted rows too, beyond those of the blank."""
    plain = re.sub(r"_\d+_", "_{n}_", key, count=1)
    return next((field for section in form.sections for field in section.fields if field.key in {key, plain}), None)


def label_of(form: FormDefinition, key: str, language: str) -> str:
    """What the form calls a field, with the number of its row («Måling 3 – verdi»)."""
    field = field_of(form, key)
    number = re.search(r"_(\d+)_", key)
    if field is None:
        return key
    section = next(one for one in form.sections if field in one.fields)
    if not (section.rows and number):
        return field.label[language]
    name = (section.row_name or section.title)[language]
    label = field.label[language]
    return f"{name} {number[1]} – {label[:1].lower()}{label[1:]}"


def _not_understood(field: Field | None, text: str) -> Message:
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    label = field.label.nb if field is not None else ""
    if field is not None and field.kind is Kind.CHOICE:
        return msg("{field}: «{text}» is none of the choices. Find out what is meant.", field=label, text=shown)
    return msg("{field}: read as «{text}», but with doubt. Compare it with the form.", field=label, text=shown)


def _about_date(filled: FilledForm, said: Message) -> Finding:
    note = filled.provenance.get("date")
    return Finding(rule="year.date", severity=Severity.REVIEW, path="date", message=said, where=note.where if note else "")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None

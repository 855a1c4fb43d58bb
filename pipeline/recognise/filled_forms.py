"""Which form of the year a sheet is, and what it says: by kull's own mark, by its title, or by the questions that it asks.

A registration is never taken for one, nor the other way round: what names itself is what it says; what does not, and could as
well be two things, is left to a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from pipeline.form.definition import FormDefinition
from pipeline.form.layout import CHOICES_SHEET
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import REMEMBERED
from pipeline.form.year_forms import TEAM_FORMS, YEAR_FORMS
from pipeline.intake.refusals import two_forms
from pipeline.model import Cell, FilledForm, FormIdentity, Line, Sheet, Unreadable
from pipeline.recognise.draft import REVIEW_BELOW
from pipeline.recognise.filled import filled_form
from pipeline.recognise.filled_by_key import has_keys, said_by_key
from pipeline.recognise.filled_by_label import Heard, Said, said_by_label
from pipeline.recognise.filled_lines import names_form
from pipeline.recognise.filled_over_time import over_time
from pipeline.recognise.filled_parts import parted_by_sheet, parted_by_title, parted_own, with_head_of_first
from pipeline.recognise.filled_teams import parted_by_team
from pipeline.recognise.filled_words import EXACT, FormWords, plain, printed_identity, words_of
from pipeline.recognise.team_told import names_team_only, with_team_of_title

TITLE: Final = 1.5
"""What a title that names the form weighs, beside a label that only this form has (1.0)."""

_LEAST_WITH_TITLE: Final = 0.8
_LEAST_WITHOUT: Final = 2.5
_BEYOND_DOUBT: Final = 4.0
_COLUMN: Final = 0.5
_ABOUT_EQUAL: Final = 0.75
_MAILS: Final = frozenset({"eml", "msg"})
_HEAD: Final = 8
"""So many lines from the beginning a title is looked for; a heading further down may be a chapter's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a form of the year fits a sheet: the weight of what it asks for, and of its title."""

    form: FormDefinition
    said: Said
    weight: float
    title: float

    @property
    def total(self) -> float:
        """Title and questions together."""
        return self.weight + self.title

    @property
    def fits(self) -> bool:
        """Could the sheet be this form?"""
        return self.weight >= (_LEAST_WITH_TITLE if self.title else _LEAST_WITHOUT)


def own_year_forms(sheet: Sheet) -> tuple[FilledForm, ...]:
    """What one of kull's own forms of the year says, or several pasted below each other; nothing when the sheet is none."""
    identity = _own_identity(sheet)
    form = next((one for one in YEAR_FORMS if identity is not None and one.id == identity.id), None)
    if identity is None or form is None:
        return ()
    sheet = replace(sheet, remarks=tuple(one for one in sheet.remarks if one.where != f"sheet {CHOICES_SHEET}"))
    return tuple(_own(part, one, _of(identity, one)) for part, one in parted_own(sheet, form))


def _of(identity: FormIdentity, form: FormDefinition) -> FormIdentity:
    """The identity of a form that was pasted into another."""
    return identity if identity.id == form.id else replace(identity, id=form.id, version=form.version)


def _own(sheet: Sheet, form: FormDefinition, identity: FormIdentity) -> FilledForm:
    if has_keys(sheet, form):
        keyed = said_by_key(sheet, form)
        return filled_form(form, identity, sheet, method="tag", answers=keyed.answers, rows=keyed.rows, rest=keyed.rest)
    said = said_by_label(sheet, words_of(form), own=True)
    method = "tag" if sheet.method == "label" else sheet.method
    return filled_form(form, identity, sheet, method=method, answers=said.answers, rows=said.rows, rest=said.rest)


def titled_year_forms(sheet: Sheet) -> tuple[FilledForm, ...]:
    """What a sender's own document says that is beyond doubt a form of the year, or several below each other.

    By its title, or by most of its questions.
    """
    if sheet.form is not None or not _may_be_one(sheet):
        return ()
    sheet = over_time(sheet)
    for parted in (parted_by_sheet, parted_by_title, parted_by_team):
        each = [_titled(part) for part in parted(sheet)]
        if len(each) > 1 and all(each):
            return with_head_of_first([one for one in each if one is not None])
    whole = _titled(sheet)
    return (whole,) if whole is not None else ()


def _titled(sheet: Sheet) -> FilledForm | None:
    fits = _fits(sheet)
    if not fits or (len(fits) > 1 and fits[0].total - fits[1].total < _ABOUT_EQUAL):
        return None
    best = fits[0]
    return _filled(best, sheet) if best.title or best.weight >= _BEYOND_DOUBT else None


def likely_year_form(sheet: Sheet) -> FilledForm | Unreadable | None:
    """What a document that is no registration says as a form of the year; a reason when it could be two of them."""
    sheet = over_time(sheet)
    fits = _fits(sheet) if sheet.form is None else []
    if not fits:
        return _named_only(sheet)
    if len(fits) > 1 and fits[0].total - fits[1].total < _ABOUT_EQUAL:
        return two_forms(fits[0].form.title.nb, fits[1].form.title.nb)
    return _filled(fits[0], sheet)


def _named_only(sheet: Sheet) -> FilledForm | None:
    """A document that says in its title what it is and for which team, and asks nothing that is known («Kjære alle, …»).

    It is that team's, and all that it says is put up for review. A mail with such a title hands over its enclosures.
    """
    if sheet.form is not None or sheet.format in _MAILS:
        return None
    head = [piece.text for piece in _head(sheet)]
    form = next((one for one in TEAM_FORMS if any(_is_its_title(text, one) for text in head)), None)
    return _filled(_fit(form, sheet), sheet) if form is not None else None


def _is_its_title(text: str, form: FormDefinition) -> bool:
    return names_form(text, words_of(form), at_start=True) and names_team_only(text, form)


def _own_identity(sheet: Sheet) -> FormIdentity | None:
    """By its mark for machines, or by the foot that it prints."""
    if sheet.form is not None:
        return sheet.form
    return next((identity for text in _printed(sheet) if (identity := printed_identity(text)) is not None), None)


def _printed(sheet: Sheet) -> Iterator[str]:
    """Where a foot may stand: beside the pages, in lines, and first in a row."""
    yield from (line.text for line in sheet.beside)
    for block in sheet.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (row[0].text for row in block.rows if row)


# --- how well it fits ----------------------------------------------------------------------------------------------------


def _fits(sheet: Sheet) -> list[Fit]:
    """The forms that the sheet could be, the best first."""
    found = (_fit(form, sheet) for form in YEAR_FORMS)
    return sorted((fit for fit in found if fit.fits), key=lambda fit: -fit.total)


def _fit(form: FormDefinition, sheet: Sheet) -> Fit:
    words = words_of(form)
    said = said_by_label(sheet, words)
    repeated = {field.key for section in form.sections if section.rows for field in section.fields}
    weight = 0.0
    for key, sure in said.asked.items():
        weight += _weights()[form.id, key] * (_COLUMN if key in repeated else 1.0) * (1.0 if sure >= EXACT else REVIEW_BELOW)
    titled = any(names_form(piece.text, words) for piece in _head(sheet)) or any(
        isinstance(block, Line) and block.heading and plain(block.text) in words.titles for block in sheet.blocks
    )
    return Fit(form=form, said=said, weight=weight, title=TITLE if titled else 0.0)


def _head(sheet: Sheet) -> list[Line | Cell]:
    pieces = (piece for piece in _pieces(sheet) if piece.text.strip())
    return [piece for _, piece in zip(range(_HEAD), pieces, strict=False)]


def _pieces(sheet: Sheet) -> Iterator[Line | Cell]:
    for block in sheet.blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (cell for row in block.rows for cell in row)


@cache
def _weights() -> Mapping[tuple[str, str], float]:
    """What each field's labels tell of the form: 1 for words that no other form uses, less the more forms use them."""
    users: dict[str, set[str]] = defaultdict(set)
    forms = (REGISTRATION, *YEAR_FORMS)
    for form in forms:
        for label in _all_labels(words_of(form)):
            users[label].add(form.id)
    weights: dict[tuple[str, str], float] = {}
    for form in YEAR_FORMS:
        words = words_of(form)
        for label, field in (
            (label, field) for index in (words.singles, *words.columns.values()) for label, field in index.items()
        ):
            weight = 1 / len(users[label])
            weights[form.id, field.key] = max(weight, weights.get((form.id, field.key), 0.0))
    return weights


def _all_labels(words: FormWords) -> Iterator[str]:
    yield from words.singles
    for columns in words.columns.values():
        yield from columns


def _may_be_one(sheet: Sheet) -> bool:
    """Is there anything at all that only a form of the year says? Most files are registrations, and are not walked through."""
    head = any(names_form(piece.text, words_of(form)) for piece in _head(sheet) for form in YEAR_FORMS)
    return head or sum(_telling(piece.text) for piece in _pieces(sheet)) >= _BEYOND_DOUBT


@lru_cache(maxsize=REMEMBERED)
def _telling(text: str) -> bool:
    """Is it, or does it begin with, a label that only one form of the year has?"""
    if not text.strip():
        return False
    first = text.strip().split("\n", 1)[0]
    return any(plain(part) in _distinct_labels() for part in (first, first.partition(":")[0], f"{first.partition('?')[0]}?"))


@cache
def _distinct_labels() -> frozenset[str]:
    users: dict[str, set[str]] = defaultdict(set)
    for form in (REGISTRATION, *YEAR_FORMS):
        for label in _all_labels(words_of(form)):
            users[label].add(form.id)
    return frozenset(label for label, forms in users.items() if len(forms) == 1 and REGISTRATION.id not in forms)


def _filled(fit: Fit, sheet: Sheet) -> FilledForm:
    said = fit.said
    identity = FormIdentity(id=fit.form.id, version=fit.form.version, language=_language(fit.form, sheet))
    heads = [(line.text, line.where) for line in sheet.beside if line.where.startswith("header")]
    said.titles += [one for one in heads if names_form(one[0], words_of(fit.form))]
    answers = with_team_of_title(fit.form, said)
    placed = {one.where for one in answers if one not in said.answers}
    return filled_form(
        fit.form,
        identity,
        sheet,
        method=sheet.method,
        answers=answers,
        rows=_filled_rows(said),
        rest=[one for one in said.rest if one[1] not in placed],
        aside=[*said.aside, *(one for one in heads if one[1] in placed)],
    )


def _filled_rows(said: Said) -> dict[str, list[dict[str, Heard]]]:
    """The rows that say something."""
    return {key: [row for row in rows if any(one.text.strip() for one in row.values())] for key, rows in said.rows.items()}


def _language(form: FormDefinition, sheet: Sheet) -> str:
    """The målform whose words the sheet uses; bokmål when both are as likely."""
    labels = {plain(piece.text.split("\n", 1)[0].partition(":")[0]) for piece in _pieces(sheet) if piece.text.strip()}
    fields = [field for section in form.sections for field in section.fields]
    own = {tongue: {plain(field.label[tongue]) for field in fields} for tongue in ("nb", "nn")}
    nynorsk = len(labels & (own["nn"] - own["nb"]))
    return "nn" if nynorsk > len(labels & (own["nb"] - own["nn"])) else "nb"

"""«Why does it say that?»: from a letter to its plan, from a registration to its file, from a field to the words as written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from pipeline.allocation.amend import decision_of, in_words
from pipeline.errors import UsageError
from pipeline.form.registration import REGISTRATION
from pipeline.form.year_forms import YEAR_FORMS
from pipeline.i18n import DEFAULT_LANGUAGE, Message, msg
from pipeline.intake.national_id import mask
from pipeline.ledger.products import products
from pipeline.letter_record import LetterRecord, LetterState
from pipeline.model import (
    Correction,
    CorrectionState,
    Decision,
    FilledForm,
    Origin,
    Provenance,
    Register,
    Registration,
    SetAside,
    Severity,
)
from pipeline.programme.schema import OSLO
from pipeline.steps.opening import Run
from pipeline.steps.places import Places
from pipeline.steps.returned import returned_forms
from pipeline.steps.way import way_of
from pipeline.views.field_names import paths_called
from pipeline.views.layout import as_cell, value_at
from pipeline.views.words import field_name, form_field, place_in_file
from pipeline.year.form_rules import label_of
from pipeline.year.returned import ReturnedForm, counted

_NUMBER = re.compile(r"\[(\d+)\]")
_HASH = re.compile(r" (sha256:)?([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What was asked for, and the facts that it comes from: each a sentence, in the order from the product to the source.

    `fingerprints` are the hashes of what it was made from: for checking, not for reading.
    """

    title: Message
    facts: tuple[Message, ...]
    fingerprints: tuple[Message, ...] = ()


METHODS: Mapping[str, Message] = {
    "tag": msg("read from a field of the form that kull knows"),
    "label": msg("found by its label"),
    "layout": msg("found by its place on the page"),
    "ocr": msg("read from a picture of the page"),
    "correction": msg("corrected by a person"),
}


CORRECTION_STATES: Mapping[CorrectionState, Message] = {
    CorrectionState.APPLIED: msg("holds"),
    CorrectionState.REPLACED: msg("a later one took its place"),
    CorrectionState.MET: msg("a newer form says the same"),
    CorrectionState.STALE: msg("overtaken: a newer form says something else"),
    CorrectionState.REFUSED: msg("not understood"),
}


STATES: Mapping[LetterState, Message] = {
    LetterState.DRAFT: msg("draft"),
    LetterState.APPROVED: msg("approved"),
    LetterState.HANDED_OVER: msg("handed over"),
    LetterState.UNKNOWN: msg("perhaps handed over"),
    LetterState.SUPERSEDED: msg("superseded"),
}


def trace(run: Run, register: Register, allocated: Places, letters: Sequence[LetterRecord], target: str) -> Trace:
    """`target` is an id («UNN-1»), an id and a field («UNN-1 title»), or the path of a letter or of a file in the inbox.

    Raises:
        UsageError: nothing is called that.
    """
    wanted, _, field = target.strip().partition(" ")
    registrations = {registration.id.casefold(): registration for registration in register.registrations}
    if registration := registrations.get(wanted.casefold()):
        if field.strip():
            return _field(registration, field.strip(), run.language)
        return _whole(registration, (*_amendments(allocated, registration), *_reason(allocated, registration)), run.language)
    if letter := next((one for one in letters if _names_letter(one, target)), None):
        return _letter(run, letter, allocated, registrations)
    if file := _file(run, register, target):
        return file
    message = msg(
        "Nothing is called «{target}». Name a registration (UNN-1), a field of one (UNN-1 title), a letter or a file in "
        "the inbox.",
        target=target,
    )
    raise UsageError(message)


def _is_meant(path: str, target: str) -> bool:
    """Does `target` name `path`: in full, by its end, or by the file's name alone?"""
    named = PurePath(target).as_posix().strip("/")
    return path == named or path.endswith(f"/{named}") or named.endswith(f"/{path}")


def _names_letter(letter: LetterRecord, target: str) -> bool:
    """Does `target` name this letter, or the PDF of it?"""
    standing = letter.state is not LetterState.SUPERSEDED
    return standing and (_is_meant(letter.path, target) or _is_meant(letter.pdf_path, target))


def _reason(allocated: Places, registration: Registration) -> tuple[Message, ...]:
    """Why it got what it got."""
    decision = decision_of(allocated.standing, registration.id) if allocated.standing else None
    return decision.reason if decision else ()


def _amendments(allocated: Places, registration: Registration) -> Iterator[Message]:
    """That it withdrew after the plan was approved, or got the place of one that did."""
    amendments = allocated.standing.amendments if allocated.standing else ()
    yield from (in_words(one) for one in amendments if registration.id in {one.team, one.promoted})


def _whole(registration: Registration, decided: Sequence[Message], language: str) -> Trace:
    source = registration.source
    facts = [
        msg(
            "File: {path} ({format}), received {received}.",
            path=mask(source.path),
            format=source.format,
            received=_moment(registration),
        ),
        *(finding.message for finding in registration.findings),
        *decided,
        *(_value(registration, path, language) for path in _in_order(registration) if _says_something(registration, path)),
    ]
    title = msg("{id}: {title}", id=registration.id, title=mask(registration.values.title or "–"))
    content = msg("{path} sha256:{sha256}", path=mask(source.path), sha256=source.sha256)
    return Trace(title=title, facts=tuple(facts), fingerprints=(content,))


def _moment(registration: Registration) -> str:
    return f"{registration.source.received:%d.%m.%Y kl. %H.%M}"


def _in_order(registration: Registration) -> list[str]:
    """The paths of what was read, as the form has them; what it does not ask for comes last."""
    return sorted(registration.provenance, key=_place_on_form)


def _place_on_form(path: str) -> tuple[int, int, int]:
    number = _NUMBER.search(path)
    section, field = _ON_FORM.get(_NUMBER.sub("[{i}]", path), (len(_ON_FORM), 0))
    return section, int(number[1]) if number else 0, field


_ON_FORM = {
    field.path: (section, at) for section, part in enumerate(REGISTRATION.sections) for at, field in enumerate(part.fields)
}


def _says_something(registration: Registration, path: str) -> bool:
    """A part of the form as a whole («members») is worth a line of its own only when somebody must look at it."""
    return registration.provenance[path].needs_review or _NUMBER.sub("[{i}]", path) in _ON_FORM


def _value(registration: Registration, path: str, language: str) -> Message:
    source = registration.provenance[path]
    field, value, written = field_name(path, language).rstrip(".?"), _shown(registration, path), mask(source.text)
    where = place_in_file(source.where, language) or "–"
    if written in {value, "☒", "☐"}:
        return msg("{field}: {value} ({where})", field=field, value=value, where=where)
    return msg("{field}: {value}, written as «{text}» ({where})", field=field, value=value, text=written, where=where)


def _shown(registration: Registration, path: str) -> str:
    """The value at `path` as the register's workbook writes it."""
    value = value_at(registration.values, path)
    try:
        value = as_cell(value, form_field(_NUMBER.sub("[{i}]", path)))
    except KeyError:
        # A part of the form as a whole («members»): it has no field of its own.
        value = None
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return "–" if value is None else mask(str(value))


def _field(registration: Registration, field: str, language: str) -> Trace:
    matching = _paths(registration, field, language)
    if not matching:
        message = msg(
            "Nothing was read in {id} that is called «{field}». Name it as the form does, such as «{example}». "
            "All that was read: kull why {id}",
            id=registration.id,
            field=field,
            example=field_name("title", language),
        )
        raise UsageError(message)
    title = msg("{id}, {field}", id=registration.id, field=field_name(matching[0], language) if len(matching) == 1 else field)
    facts = [fact for path in matching for fact in _provenance(registration, path, registration.provenance[path], language)]
    return Trace(title=title, facts=tuple(facts))


def _paths(registration: Registration, field: str, language: str) -> list[str]:
    """The paths that `field` names: a path itself, what stands below it («adviser»), or the words of the form."""
    exact = [path for path in registration.provenance if path == field]
    below = [path for path in registration.provenance if path.startswith((f"{field}.", f"{field}["))]
    named = [path for path in registration.provenance if field_name(path, language).casefold() == field.casefold()]
    called = [path for path in paths_called(field, len(registration.values.members)) if path in registration.provenance]
    return exact or below or named or called


def _provenance(registration: Registration, path: str, source: Provenance, language: str) -> Iterator[Message]:
    yield msg("{field}: «{value}»", field=field_name(path, language), value=_shown(registration, path))
    if corrections := [one for one in registration.corrections if one.path == path]:
        yield from _corrected(registration, corrections, language)
        return
    yield msg("  As written: «{text}»", text=mask(source.text))
    where = place_in_file(source.where, language) or "–"
    yield msg("  Stands in: {path}, {where}", path=mask(registration.source.path), where=where)
    method = METHODS.get(source.method, source.method)
    certainty = round(1000 * source.confidence) // 10  # 0.999 is not yet 100 per cent
    yield msg("  How: {method}; certainty {certainty} per cent", method=method, certainty=certainty)
    if source.needs_review:
        yield msg("  Somebody must look at it.")
    yield from (finding.message for finding in registration.findings if finding.path == path)


def _corrected(registration: Registration, corrections: Sequence[Correction], language: str) -> Iterator[Message]:
    """What the form itself says, and every correction since, in the order of time."""
    form = corrections[0].was
    place = place_in_file(form.where, language) if form else ""
    yield msg(
        "  The form says: «{text}» – {path}, {where}",
        text=mask(form.text) if form else "",
        path=mask(registration.source.path),
        where=place or "–",
    )
    for one in corrections:
        yield _one_correction(one)
        if one.why:
            yield msg("    Why: {why}", why=mask(one.why))
    yield from (f.message for f in registration.findings if f.path == corrections[0].path and f.severity is not Severity.INFO)


def _one_correction(correction: Correction) -> Message:
    moment, state = f"{correction.at.astimezone(OSLO):%d.%m.%Y %H.%M}", CORRECTION_STATES[correction.state]
    if correction.confirms:
        return msg("  {moment}, {name}: looked at, and right", moment=moment, name=correction.by)
    old, new = mask(correction.old), mask(correction.text)
    if correction.origin is Origin.REPLY:
        said = msg("  {moment}, {path}: «{old}» → «{new}»", moment=moment, path=correction.source, old=old, new=new)
    else:
        said = msg(
            "  {moment}, {name} (correction {number}): «{old}» → «{new}»",
            moment=moment,
            name=correction.by,
            number=correction.number,
            old=old,
            new=new,
        )
    return msg("{said} – {state}", said=said, state=state)


def _letter(run: Run, letter: LetterRecord, allocated: Places, registrations: Mapping[str, Registration]) -> Trace:
    sources = _sources(run, letter)
    facts = [
        msg("Dated {date}, {state}.", date=f"{letter.dated:%d.%m.%Y}", state=STATES[letter.state]),
        *way_of(run, letter),
        msg("Made from: {sources}", sources=", ".join(_HASH.sub(_shortened, source) for source in sources) or "–"),
    ]
    fingerprints = [msg("{path} sha256:{sha256}", path=letter.path, sha256=letter.sha256)]
    if letter.pdf_sha256:
        facts.append(msg("PDF: {path}", path=letter.pdf_path))
        fingerprints.append(msg("{path} sha256:{sha256}", path=letter.pdf_path, sha256=letter.pdf_sha256))
    fingerprints += [msg("Made from: {sources}", sources=source) for source in sources]
    if registration := registrations.get((letter.registration or "").casefold()):
        decision = decision_of(allocated.standing, registration.id) if allocated.standing else None
        decided = (*_amendments(allocated, registration), *_reason(allocated, registration))
        facts += [*_plan(allocated, decision), *_whole(registration, decided, run.language).facts]
    return Trace(title=msg("Letter {path}", path=letter.path), facts=tuple(facts), fingerprints=tuple(fingerprints))


def _sources(run: Run, letter: LetterRecord) -> tuple[str, ...]:
    with run.ledger.connect() as db:
        product = products(db).get(PurePath(letter.path).relative_to(run.workspace.outbox.name).as_posix())
    return product.made_from if product else ()


def _shortened(fingerprint: re.Match[str]) -> str:
    """Nothing of a file's hash, the beginning of the plan's: that one is what an approval names."""
    return "" if fingerprint[1] else f" {fingerprint[2][:12]}"


def _plan(allocated: Places, decision: Decision | None) -> Iterator[Message]:
    plan = allocated.standing
    if plan is not None and decision is not None:
        if plan.approved_by:
            yield msg("Plan {hash}, approved by {name}.", hash=plan.hash[:12], name=plan.approved_by)
        else:
            yield msg("Plan {hash}, not approved yet.", hash=plan.hash[:12])


def _file(run: Run, register: Register, target: str) -> Trace | None:
    came = [registration for registration in register.registrations if _is_meant(registration.source.path, target)]
    if came:
        facts = tuple(msg("{id}: {title}", id=one.id, title=mask(one.values.title or "–")) for one in came)
        path = mask(came[0].source.path)
        return Trace(title=msg("{path} holds {count} registrations.", path=path, count=len(came)), facts=facts)
    forms = [one for one in register.forms if _is_meant(one.source.path, target)]
    if forms:
        tied = [one for one in returned_forms(run, register) if _is_meant(one.source.path, target)]
        facts = tuple(fact for one in tied for fact in _form(one, run.language, among=len(tied)))
        path = mask(forms[0].source.path)
        return Trace(title=msg("{path} holds forms of the year: {forms}.", path=path, forms=counted(forms)), facts=facts)
    aside: SetAside | None = next((one for one in register.quarantine if _is_meant(one.path, target)), None)
    return Trace(title=msg("{path} was set aside.", path=mask(aside.path)), facts=(aside.message,)) if aside else None


def _form(form: ReturnedForm, language: str, *, among: int) -> Iterator[Message]:
    """What a form of the year says, and what a person must look at; which one it is, where the file holds several."""
    if among > 1:
        yield msg("{form}, {team}:", form=form.title, team=form.team or "–")
    yield from _answers(form.filled, language)
    for one in form.findings:
        if one.severity is not Severity.INFO:
            yield msg("To look at: {what}", what=one.message)


def _answers(filled: FilledForm, language: str) -> Iterator[Message]:
    """Each answer of a form of the year, with the place that it was read from."""
    form = next(one for one in YEAR_FORMS if one.id == filled.form.id)
    for key, text in filled.answers.items():
        name = label_of(form, key, DEFAULT_LANGUAGE)
        note = filled.provenance[key]
        how, where = METHODS[note.method], place_in_file(mask(note.where), language)
        yield msg("{field}: «{text}» ({where}, {how}).", field=name, text=mask(text), where=where, how=how)

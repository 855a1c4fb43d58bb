"""After a registration has come in: the receipt, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.form.definition import Field
from pipeline.form.registration import ADVISER, CONTACT, PROJECT
from pipeline.form.vocabulary import load_vocabulary
from pipeline.i18n import msg
from pipeline.letters.contexts import Context, Detail, MemberRow, MissingContext, ReceiptContext
from pipeline.letters.occasion import (
    Draft,
    Occasion,
    address_remarks,
    contact_person,
    day_in_words,
    moment_in_words,
    project_of,
    team_letter,
)
from pipeline.model import Registration, Severity, Values
from pipeline.programme.calendar import ONE_DAY, is_working_day


def receipts(occasion: Occasion) -> Iterator[Draft]:
    """A receipt for every registration that stands."""
    for registration in occasion.register.current():
        yield team_draft(occasion, registration, _receipt(occasion, registration))


def missing_letters(occasion: Occasion) -> Iterator[Draft]:
    """A letter to every team whose registration has an error: what is missing, and what to do."""
    for registration in occasion.register.current():
        if any(finding.severity is Severity.ERROR for finding in registration.findings):
            yield team_draft(occasion, registration, _missing(occasion, registration))


def team_draft(occasion: Occasion, registration: Registration, context: Context) -> Draft:
    """A letter to one team, with what must be known of its address."""
    recipient = occasion.recipient(registration.trust_orgnr)
    return Draft(
        owner=registration.id,
        language=occasion.language(registration),
        context=context,
        recipient=recipient.orgnr if recipient else "",
        registration=registration.id,
        remarks=address_remarks(occasion, registration),
    )


def _receipt(occasion: Occasion, registration: Registration) -> ReceiptContext:
    programme, language = occasion.programme, occasion.language(registration)
    heading = msg("Registration received – {id}", id=registration.id)
    return ReceiptContext(
        **team_letter(occasion, heading, registration),
        contact=contact_person(programme),
        registration_id=registration.id,
        received=moment_in_words(registration.source.received, language),
        reply_by=day_in_words(programme.dates.reply_by, language),
        details=tuple(_details(registration.values, language)),
        members=tuple(_members(registration.values, language)),
        late=registration.late,
        deadline=day_in_words(programme.dates.deadline, language) if registration.late else "",
        incomplete=any(finding.severity is Severity.ERROR for finding in registration.findings),
    )


def _details(values: Values, language: str) -> Iterator[Detail]:
    """What was registered about project, contact and adviser, in the order and by the names of the form."""
    for field in PROJECT.fields:
        yield _detail(field.label[language], getattr(values, field.path), language)
    for section, record in ((CONTACT, values.contact), (ADVISER, values.adviser)):
        name = next(field for field in section.fields if field.path.endswith(".name"))
        yield _detail(section.title[language], _named(name, record), language)


def _named(field: Field, record: object) -> str | None:
    value: str | None = getattr(record, field.path.rpartition(".")[2])
    return value


def _detail(label: str, value: str | int | None, language: str) -> Detail:
    return Detail(label=label, value=_given(None if value is None else str(value), language))


def _given(value: str | None, language: str) -> str:
    return value or msg("not stated").in_language(language)


def _members(values: Values, language: str) -> Iterator[MemberRow]:
    """The members. A profession that is not known is said to be unclear, not shown: people write their union there."""
    known = load_vocabulary().professions
    unclear = msg("to be clarified").in_language(language)
    for member in values.members:
        profession = member.profession if member.profession in known or not member.profession else unclear
        yield MemberRow(name=_given(member.name, language), profession=_given(profession, language))


def _missing(occasion: Occasion, registration: Registration) -> MissingContext:
    language = occasion.language(registration)
    heading = msg("Information missing in the registration – {id}", id=registration.id)
    errors = (finding.message.in_language(language) for finding in registration.findings if finding.severity is Severity.ERROR)
    last_day = answer_by(occasion)
    return MissingContext(
        **team_letter(occasion, heading, registration),
        contact=contact_person(occasion.programme),
        project=project_of(occasion, registration, language),
        items=tuple(dict.fromkeys(errors)),
        answer_by=day_in_words(last_day, language) if last_day else "",
    )


def answer_by(occasion: Occasion) -> dt.date | None:
    """The last day on which an answer can still be counted; None when it is over.

    That is the deadline; after it, the last working day before the answers («Tilbakemelding om plass gis innen 9. mai»).
    """
    dates = occasion.programme.dates
    if occasion.dated <= dates.deadline:
        return dates.deadline
    day = dates.reply_by - ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day if day >= occasion.dated else None

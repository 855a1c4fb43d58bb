"""Before the deadline: invitation, programme and reminder, one for each recipient."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.i18n import msg
from pipeline.letters.contexts import InvitationContext, ProgrammeContext, ReminderContext
from pipeline.letters.meetings import meeting_row
from pipeline.letters.occasion import (
    Draft,
    Occasion,
    base,
    contact_person,
    day_in_words,
    letter,
    paragraphs,
    place_and_date,
    sender,
    short_name,
    trust_address,
)
from pipeline.programme import wording
from pipeline.programme.calendar import SATURDAY, is_holiday, schedule
from pipeline.programme.schema import Audience, Meeting, MeetingKind, Recipient


def invitations(occasion: Occasion) -> Iterator[Draft]:
    """An invitation to every recipient."""
    for recipient in occasion.recipients:
        yield _draft(recipient, _invitation(occasion, recipient))


def programmes(occasion: Occasion) -> Iterator[Draft]:
    """The programme for every recipient: the appendix to the invitation, in the recipient's målform."""
    for recipient in occasion.recipients:
        yield _draft(recipient, _programme(occasion, recipient))


def reminders(occasion: Occasion) -> Iterator[Draft]:
    """A reminder to every recipient that has sent nothing at all; none when the deadline is over."""
    if occasion.dated > occasion.programme.dates.deadline:
        return
    heard_from = {registration.trust_orgnr for registration in occasion.register.registrations}
    for recipient in occasion.recipients:
        if recipient.orgnr not in heard_from:
            yield _draft(recipient, _reminder(occasion, recipient))


def _draft(recipient: Recipient, context: InvitationContext | ReminderContext | ProgrammeContext) -> Draft:
    return Draft(owner=short_name(recipient), language=recipient.language, context=context, recipient=recipient.orgnr)


def _invitation(occasion: Occasion, recipient: Recipient) -> InvitationContext:
    programme, language = occasion.programme, recipient.language
    for_team = [m for m in programme.meetings if m.audience is Audience.ALL]
    gatherings = [m for m in for_team if m.kind is MeetingKind.GATHERING]
    heading = msg("Invitation to {cohort}", cohort=programme.cohort.name)
    return InvitationContext(
        **letter(occasion, heading, language, trust_address(recipient), recipient),
        contact=contact_person(programme),
        capacity=str(programme.cohort.capacity),
        deadline=day_in_words(programme.dates.deadline, language),
        deadline_note=deadline_note(programme.dates.deadline, language),
        reply_by=day_in_words(programme.dates.reply_by, language),
        gatherings=str(len(gatherings)),
        online_meetings=str(len(for_team) - len(gatherings)),
        places=_places(gatherings, language),
        seed_event=programme.allocation.seed_event,
        finance=paragraphs(programme.texts.finance, language),
        copies=programme.case.copies,
        attachments=(
            msg("Registration form").in_language(language),
            msg("Programme").in_language(language),
        ),
    )


def _reminder(occasion: Occasion, recipient: Recipient) -> ReminderContext:
    programme, language = occasion.programme, recipient.language
    deadline = programme.dates.deadline
    heading = msg("Reminder: registration for {cohort}", cohort=programme.cohort.short_name)
    return ReminderContext(
        **letter(occasion, heading, language, trust_address(recipient), recipient),
        contact=contact_person(programme),
        trust=recipient.name,
        counted_on=wording.long_date(occasion.dated, language),
        deadline=day_in_words(deadline, language),
        deadline_note=deadline_note(deadline, language),
        reply_by=day_in_words(programme.dates.reply_by, language),
    )


def _programme(occasion: Occasion, recipient: Recipient) -> ProgrammeContext:
    language = recipient.language
    meetings = schedule(occasion.programme)
    heading = msg("Programme for {cohort}", cohort=occasion.programme.cohort.name)
    undecided = msg("Meetings without a date get one later. We write to the participants about it.").in_language(language)
    return ProgrammeContext(
        **base(occasion, heading, language, recipient),
        sender=sender(occasion.programme),
        dated=place_and_date(occasion.programme, occasion.dated),
        meetings=tuple(meeting_row(meeting, language) for meeting in meetings),
        notes=(undecided,) if any(meeting.first is None for meeting in meetings) else (),
    )


def deadline_note(deadline: dt.date, language: str) -> str:
    """That the deadline is a day off, and holds all the same (domain §2, fact 1); empty on a working day."""
    if is_holiday(deadline):
        return msg("The day is a public holiday; a registration that arrives that day is in time.").in_language(language)
    if deadline.isoweekday() >= SATURDAY:
        return msg("The day is in a weekend; a registration that arrives that day is in time.").in_language(language)
    return ""


def _places(gatherings: list[Meeting], language: str) -> str:
    """«Tromsø og Bodø»: each town once, in the order of the programme."""
    towns = dict.fromkeys(meeting.place for meeting in gatherings if meeting.place)
    return wording.join_words(list(towns), language) or msg("places that we announce later").in_language(language)

"""At the end: a diploma for each person who took part in the meetings that the programme file demands."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.i18n import msg
from pipeline.letters.contexts import DiplomaContext
from pipeline.letters.meetings import meeting_row
from pipeline.letters.occasion import Attendee, Draft, Occasion, base, place_and_date, project_of, signatory, slug
from pipeline.model import Registration
from pipeline.programme.calendar import schedule


def diplomas(occasion: Occasion) -> Iterator[Draft]:
    """A diploma for every attendee who was at all meetings marked `certificate` in the programme file; none when none is."""
    demanded = {meeting.key for meeting in occasion.programme.meetings if meeting.certificate}
    registrations = {registration.id: registration for registration in occasion.register.registrations}
    for attendee in occasion.attendance:
        registration = registrations[attendee.registration]
        if demanded and demanded <= attendee.meetings:
            yield _draft(occasion, attendee, registration, demanded)


def _draft(occasion: Occasion, attendee: Attendee, registration: Registration, demanded: set[str]) -> Draft:
    language = occasion.language(registration)
    project = project_of(occasion, registration, language)
    gatherings = (m for m in schedule(occasion.programme) if m.meeting.key in demanded)
    recipient = occasion.recipient(registration.trust_orgnr)
    context = DiplomaContext(
        **base(occasion, msg("Diploma"), language, recipient, title=msg("Diploma for {name}", name=attendee.name)),
        organiser=occasion.programme.organiser.name,
        cohort=occasion.programme.cohort.name,
        signatory=signatory(occasion.programme),
        name=attendee.name,
        project_title=project.title,
        trust=project.trust,
        unit=project.unit,
        given=place_and_date(occasion.programme, occasion.dated),
        gatherings=tuple(meeting_row(meeting, language) for meeting in gatherings),
    )
    return Draft(
        owner=f"{registration.id}-{slug(attendee.name)}",
        language=language,
        context=context,
        recipient=recipient.orgnr if recipient else "",
        registration=registration.id,
    )

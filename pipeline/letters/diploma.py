"""A diploma with its course certificate, from what was issued: it says that, and nothing that has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.i18n import msg
from pipeline.letters.certificate import Certified, IssuedDiploma, TakenPart, qr_line
from pipeline.letters.contexts import CourseRow, DiplomaContext, Picture
from pipeline.letters.meetings import in_maalform, where
from pipeline.letters.occasion import LANGUAGES, Draft, Occasion, base, one_line, place_and_date, shortened, signatory
from pipeline.letters.qr import qr_picture
from pipeline.programme import wording
from pipeline.programme.schema import Meeting

QR_WIDTH = 24.0
"""Millimetres."""
LONGEST_TITLES = 220
"""Characters of all titles on a diploma: with more it would not stay on its page."""


def diplomas(occasion: Occasion) -> Iterator[Draft]:
    """Every diploma that stands, in the order of the numbers."""
    registrations = {registration.id: registration for registration in occasion.register.registrations}
    meetings = {meeting.key: meeting for meeting in occasion.programme.meetings}
    for issued in occasion.diplomas:
        registration = registrations.get(issued.registration)
        language = occasion.language(registration) if registration else LANGUAGES[0]
        recipient = occasion.recipient(registration.trust_orgnr) if registration else None
        certified = issued.certified
        title = msg("Diploma for {name}", name=one_line(certified.name))
        common = base(replace(occasion, dated=certified.issued), msg("Diploma"), language, recipient, title=title)
        yield Draft(
            owner=issued.owner,
            language=language,
            context=DiplomaContext(**common, **_said(occasion, issued, meetings, language)),
            recipient=recipient.orgnr if recipient else "",
            registration=issued.registration,
        )


def _said(occasion: Occasion, issued: IssuedDiploma, meetings: Mapping[str, Meeting], language: str) -> dict[str, Any]:
    """What a diploma says beyond what every document has."""
    certified = issued.certified
    return {
        "organiser": occasion.programme.organiser.name,
        "email": occasion.programme.organiser.email,
        "cohort": occasion.programme.cohort.name,
        "name": one_line(certified.name),
        "adviser": certified.adviser,
        "projects": tuple(
            shortened(one_line(title), LONGEST_TITLES // len(certified.projects)) for title in certified.projects
        ),
        "given": place_and_date(occasion.programme, certified.issued),
        "gatherings": tuple(_row(part, meetings.get(part.meeting), language) for part in certified.meetings),
        "signatory": signatory(occasion.programme),
        "number": certified.number,
        "code": issued.code,
        "qr": _qr(issued, language),
        "trust": one_line(certified.trust),
        "unit": one_line(certified.unit),
        "hours": _in_all(certified, language),
    }


def _qr(issued: IssuedDiploma, language: str) -> Picture:
    line = qr_line(issued.certified.number, issued.code)
    return qr_picture(line, width=QR_WIDTH, alt=msg("QR code of the diploma: {line}", line=line).in_language(language))


def _row(part: TakenPart, meeting: Meeting | None, language: str) -> CourseRow:
    """A meeting that was taken out of the programme since is told by its key."""
    return CourseRow(
        meeting=in_maalform(meeting, "title", language) if meeting else part.meeting,
        when=_days(part, language),
        place=where(meeting, language) if meeting else "",
        theme=in_maalform(meeting, "theme", language) if meeting else "",
        aim=in_maalform(meeting, "aim", language) if meeting else "",
        hours=_hours(part.minutes) if part.minutes else "",
    )


def _days(part: TakenPart, language: str) -> str:
    """«10.–11. september 2025», or the one day of it."""
    if not part.dates:
        return msg("the date was not set").in_language(language)
    return wording.date_range(part.dates[0], part.dates[-1], language, year=True)


def _in_all(certified: Certified, language: str) -> str:
    """«22,5 timer»; empty when the length of a meeting is not known."""
    minutes = [part.minutes for part in certified.meetings]
    if not minutes or not all(minutes):
        return ""
    return msg("{hours} hours", hours=_hours(sum(one or 0 for one in minutes))).in_language(language)


def _hours(minutes: int) -> str:
    """In whole and half hours and quarters where they are, else as near as a decimal comes: «5,5»."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")

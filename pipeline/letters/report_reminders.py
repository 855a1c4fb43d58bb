"""During the year: a reminder to a team of the reports that it owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.form.definition import FormDefinition
from pipeline.i18n import msg
from pipeline.letters.contexts import AwaitedReport, ReportReminderContext
from pipeline.letters.meetings import in_maalform, when
from pipeline.letters.occasion import Draft, Occasion, address_remarks, contact_person, project_of, team_letter
from pipeline.model import Registration
from pipeline.programme import wording
from pipeline.programme.calendar import DatedMeeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A form that has not come, the day on which it was due, and the meeting that it is for (None: a month's report)."""

    form: FormDefinition
    day: dt.date
    meeting: DatedMeeting | None = None


def report_reminder(occasion: Occasion, registration: Registration, awaited: Sequence[Awaited]) -> Draft:
    """A reminder of all that a team owes, the oldest first; at least one. Its name ends with the day of the newest."""
    language = occasion.language(registration)
    heading = msg("Reminder: reports to {cohort}", cohort=occasion.programme.cohort.short_name)
    context = ReportReminderContext(
        **team_letter(occasion, heading, registration),
        contact=contact_person(occasion.programme),
        project=project_of(occasion, registration, language),
        counted_on=wording.long_date(occasion.dated, language),
        reports=tuple(_row(one, language) for one in awaited),
    )
    recipient = occasion.recipient(registration.trust_orgnr)
    return Draft(
        owner=owner(registration.id, awaited),
        language=language,
        context=context,
        recipient=recipient.orgnr if recipient else "",
        registration=registration.id,
        remarks=address_remarks(occasion, registration),
    )


def owner(registration: str, awaited: Sequence[Awaited]) -> str:
    """«UNN-1-2025-11-28»: when another report is overdue, the reminder is another letter, and corrects none."""
    return f"{registration}-{max(one.day for one in awaited):%Y-%m-%d}"


def _row(one: Awaited, language: str) -> AwaitedReport:
    return AwaitedReport(
        form=one.form.title[language], due=wording.long_date(one.day, language), purpose=purpose(one, language)
    )


def purpose(one: Awaited, language: str) -> str:
    """«Digitalt møte, 1. desember 2025», or the month."""
    if one.meeting is None:
        return f"{wording.month(one.day, language)} {one.day.year}"
    return f"{in_maalform(one.meeting.meeting, 'title', language)}, {when(one.meeting, language)}"

"""What comes drafted, for the template doctor: papers of a meeting, each with all in it and with little, and reminders.

The words are invented, and hard to print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.form.year_forms import SELF_EVALUATION, STATUS_REPORT
from pipeline.i18n import Message, msg
from pipeline.letter_record import LetterKind
from pipeline.letters.meeting_contexts import (
    AgendaContext,
    ChecklistContext,
    MeetingPaper,
    ProgrammeDay,
    ProgrammePoint,
    Reading,
    RunningSheetContext,
    SheetDay,
    SheetPoint,
    ThingToBring,
)
from pipeline.letters.meetings import meeting_row
from pipeline.letters.occasion import LANGUAGES, Draft, Occasion, base, contact_person, place_and_date, sender
from pipeline.letters.report_reminders import Awaited, report_reminder
from pipeline.programme.calendar import schedule

_ITEM, _SHORT = "Hva er «problemet» & <hvorfor> nå?", "Å"
_ABOUT = "Lang forklaring med Čáhppes & <mer>, om forbedring av sykehusavdelingskoordineringsrutinene før og etter samlingen"
_THING = "Gråpapir & <tusjer>"
_LINK = (
    "https://www.eksempel.example/kontinuerlig-forbedring/en-lang-adresse-som-ikke-far-plass-pa-en-linje/og-litt-til?a=1&b=2"
)


def sample_papers(occasion: Occasion) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """Each kind of paper for a meeting of the programme, and a reminder for every team, in both målformer."""
    meeting = schedule(occasion.programme)[0]
    awaited = (
        Awaited(form=STATUS_REPORT, day=occasion.dated),
        Awaited(form=SELF_EVALUATION, day=occasion.dated, meeting=meeting),
    )
    reminders = [report_reminder(occasion, one, awaited) for one in occasion.register.registrations]
    papers: dict[LetterKind, list[Draft]] = {LetterKind.REPORT_REMINDER: reminders}
    for language in LANGUAGES:
        for kind, (full, bare) in _of_language(occasion, language).items():
            papers.setdefault(kind, []).extend(
                Draft(owner=f"eksempel-{number}-{language}", language=language, context=context)
                for number, context in enumerate((full, bare), start=1)
            )
    return {kind: tuple(drafts) for kind, drafts in papers.items()}


def _of_language(occasion: Occasion, language: str) -> Mapping[LetterKind, tuple[MeetingPaper, MeetingPaper]]:
    agenda = AgendaContext(
        **_common(occasion, language, msg("Programme: {meeting}", meeting=_ITEM)),
        contact=contact_person(occasion.programme),
        days=(
            ProgrammeDay(
                heading="Onsdag 1. januar 2031, kl. 13.00–15.30",
                points=(
                    ProgrammePoint(item=_ITEM, time="13.00–13.10", about=_ABOUT, who="Teamene & <veileder>"),
                    ProgrammePoint(item=_SHORT),
                ),
            ),
            ProgrammeDay(
                heading="Torsdag 2. januar 2031, kl. 09.00–12.00", points=(ProgrammePoint(item=_SHORT, time="09.00–12.00"),)
            ),
        ),
        prepare=(_ABOUT, "Ta med Á & <b>."),
        readings=(Reading(item=_ITEM, address=_LINK),),
    )
    sheet = RunningSheetContext(
        **_common(occasion, language, msg("Running sheet: {meeting}", meeting=_ITEM)),
        days=(
            SheetDay(
                heading="Onsdag 1. januar 2031, kl. 13.00–15.30",
                total="150 minutter",
                points=(
                    SheetPoint(
                        item=_ITEM,
                        time="13.00–13.10",
                        minutes="ca. 10",
                        about=_ABOUT,
                        who="Teamene & <veileder>",
                        task="Hvem er dere? <a & b>",
                        material=_THING,
                    ),
                    SheetPoint(item=_SHORT),
                ),
            ),
        ),
        notes=("Dag 1: 30 minutter & <mer> er ledige.",),
    )
    checklist = ChecklistContext(
        **_common(occasion, language, msg("Checklist: {meeting}", meeting=_ITEM)),
        before=("Send & <legg ut> programmet.",),
        bring=(ThingToBring(what=_THING, items=_ITEM), ThingToBring(what=_ABOUT, items=_SHORT)),
        after=("Send Čáhppes & <alle> presentasjonene.",),
    )
    return {
        LetterKind.AGENDA: (agenda, replace(agenda, prepare=(), readings=())),
        LetterKind.RUNNING_SHEET: (sheet, replace(sheet, notes=())),
        LetterKind.CHECKLIST: (checklist, replace(checklist, before=(), after=())),
    }


def _common(occasion: Occasion, language: str, heading: Message) -> dict[str, Any]:
    programme = occasion.programme
    return {
        **base(occasion, heading, language, None),
        "sender": sender(programme),
        "dated": place_and_date(programme, occasion.dated),
        "cohort": programme.cohort.name,
        "meeting": meeting_row(schedule(programme)[0], language),
    }

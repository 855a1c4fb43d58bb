"""The letters of the pitching and the award, drafted: the winners' diplomas, the grants, and what is missing for them. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.i18n import Message, msg
from pipeline.letter_record import LetterKind
from pipeline.letters.award_contexts import AwardContext, GrantContext, GrantMissingContext
from pipeline.letters.meetings import in_maalform, when, where
from pipeline.letters.occasion import (
    Draft,
    Occasion,
    base,
    contact_person,
    day_in_words,
    place_and_date,
    project_of,
    signatory,
    team_letter,
)
from pipeline.letters.registrations import team_draft
from pipeline.model import Registration
from pipeline.programme import wording
from pipeline.programme.calendar import DatedMeeting, schedule
from pipeline.programme.schema import MeetingKind
from pipeline.year.grants import Change, Evidence, Point, answer_by, in_figures, network_ends
from pipeline.year.pitching import Judging
from pipeline.year.ranking import Ranking

AWARDS = frozenset({LetterKind.AWARD, LetterKind.GRANT, LetterKind.GRANT_MISSING})
"""What `kull pitching --letters` writes."""

FIRST, SHARED_FIRST = msg("1st place"), msg("Shared 1st place")
POSTER_MISSING = msg("A poster in which the team shares its work and what it has learnt.")
RESULTS_MISSING = msg(
    "Measurable results: the same indicator measured on at least two different days, in the team's status reports, with a "
    "change from the first value to the last."
)
POSTER_THERE = msg("The poster has come.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Awarded:
    """What comes of the pitching and of the year's forms: all that lists and letters are made from.

    `notes` are what a person must know beside the questions on the scores.
    """

    judged: Judging
    ranking: Ranking
    evidence: tuple[Evidence, ...]
    notes: tuple[Message, ...] = ()


def award_drafts(occasion: Occasion, awarded: Awarded) -> dict[LetterKind, tuple[Draft, ...]]:
    """Each kind of letter of the award; the grants only when the network has ended by the day of the letters."""
    teams = {registration.id: registration for registration in occasion.register.current()}
    ends = network_ends(schedule(occasion.programme))
    over = ends is not None and occasion.dated >= ends
    found = [(teams[one.team], one) for one in awarded.evidence if over and one.team in teams]
    return {
        LetterKind.AWARD: tuple(_award(occasion, teams[id_], awarded) for id_ in awarded.ranking.winners if id_ in teams),
        LetterKind.GRANT: tuple(_grant(occasion, team, one) for team, one in found if one.granted),
        LetterKind.GRANT_MISSING: tuple(_missing(occasion, team, one, ends) for team, one in found if not one.granted),
    }


def pitching_meeting(meetings: Sequence[DatedMeeting]) -> DatedMeeting | None:
    """The gathering at which the teams pitch: the last one («Alle team skal pitche på siste samling»)."""
    gatherings = [one for one in meetings if one.meeting.kind is MeetingKind.GATHERING]
    return gatherings[-1] if gatherings else None


def line_of(meeting: DatedMeeting, language: str) -> str:
    """«Samling 4, Bodø, 29.–30. april 2026»."""
    parts = (in_maalform(meeting.meeting, "title", language), where(meeting.meeting, language), when(meeting, language))
    return ", ".join(part for part in parts if part)


def change_in_words(change: Change) -> Message:
    """«Ventetid: fra 12,5 dager (01.09.2025) til 7 dager (20.04.2026)»."""
    return msg(
        "{indicator}: from {first} ({first_day}) to {newest} ({newest_day})",
        indicator=change.indicator,
        first=_value(change.first, change.unit),
        first_day=wording.short_date(change.first.day),
        newest=_value(change.newest, change.unit),
        newest_day=wording.short_date(change.newest.day),
    )


def missing_in_words(one: Evidence) -> Iterator[Message]:
    """What a team lacks."""
    if not one.results:
        yield RESULTS_MISSING
    if not one.has_poster:
        yield POSTER_MISSING


def _value(point: Point, unit: str) -> str:
    return f"{in_figures(point.value)}{wording.HARD_SPACE}{unit}" if unit else in_figures(point.value)


def _award(occasion: Occasion, registration: Registration, awarded: Awarded) -> Draft:
    language, programme = occasion.language(registration), occasion.programme
    project = project_of(occasion, registration, language)
    recipient = occasion.recipient(registration.trust_orgnr)
    meeting = pitching_meeting(schedule(programme))
    context = AwardContext(
        **base(
            occasion, msg("Winner's diploma"), language, recipient, title=msg("Winner's diploma for {id}", id=registration.id)
        ),
        organiser=programme.organiser.name,
        cohort=programme.cohort.name,
        project_title=project.title,
        trust=project.trust,
        unit=project.unit,
        place=(SHARED_FIRST if awarded.ranking.tied else FIRST).in_language(language),
        gathering=line_of(meeting, language) if meeting else "",
        given=place_and_date(programme, occasion.dated),
        signatory=signatory(programme),
    )
    return Draft(
        owner=registration.id,
        language=language,
        context=context,
        recipient=recipient.orgnr if recipient else "",
        registration=registration.id,
        remarks=tuple(_open(awarded)),
    )


def _open(awarded: Awarded) -> Iterator[Message]:
    """What may still change who has won."""
    if count := len(awarded.judged.questions):
        yield msg("Open questions on the scores: {count}. The winner may still change.", count=count)
    if awarded.ranking.tied:
        yield msg("The first place is shared: {ids}.", ids=", ".join(awarded.ranking.winners))


def _grant(occasion: Occasion, registration: Registration, one: Evidence) -> Draft:
    language = occasion.language(registration)
    amount = wording.amount(occasion.programme.award.amount)
    heading = msg("{amount} for measurable results and poster – {id}", amount=amount, id=registration.id)
    context = GrantContext(
        **team_letter(occasion, heading, registration),
        contact=contact_person(occasion.programme),
        project=project_of(occasion, registration, language),
        amount=amount,
        results=tuple(change_in_words(change).in_language(language) for change in one.results),
    )
    return _with_questions(team_draft(occasion, registration, context), one)


def _missing(occasion: Occasion, registration: Registration, one: Evidence, ends: dt.date | None) -> Draft:
    language, award = occasion.language(registration), occasion.programme.award
    amount = wording.amount(award.amount)
    heading = msg("This is missing before the team can get {amount} – {id}", amount=amount, id=registration.id)
    day = answer_by(ends, award.answer_by) if ends else award.answer_by
    there = (*map(change_in_words, one.results), *([POSTER_THERE] if one.has_poster else []))
    context = GrantMissingContext(
        **team_letter(occasion, heading, registration),
        contact=contact_person(occasion.programme),
        project=project_of(occasion, registration, language),
        amount=amount,
        items=tuple(said.in_language(language) for said in missing_in_words(one)),
        lacks_results=not one.results,
        there=tuple(said.in_language(language) for said in there),
        answer_by=day_in_words(day, language) if day and day >= occasion.dated else "",
    )
    return _with_questions(team_draft(occasion, registration, context), one)


def _with_questions(draft: Draft, one: Evidence) -> Draft:
    asked = (msg("{id}: {question}", id=one.team, question=question) for question in one.questions)
    return replace(draft, remarks=(*draft.remarks, *asked))

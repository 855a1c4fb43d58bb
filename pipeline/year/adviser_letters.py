"""Who advises whom, as letters: one to each adviser with settled teams, and one to each of those teams. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.adviser_contexts import AdvisedTeam, AdviserCard, AdviserContext, TeamAdviserContext
from pipeline.letters.meetings import in_maalform, meeting_row, when
from pipeline.letters.occasion import (
    Draft,
    Occasion,
    contact_person,
    letter,
    one_line,
    person_to_write_to,
    project_of,
    slug,
    team_letter,
)
from pipeline.letters.registrations import team_draft
from pipeline.model import Registration, Role
from pipeline.programme import wording
from pipeline.programme.calendar import coming
from pipeline.programme.schema import Audience, MeetingKind
from pipeline.year.advisers import Adviser, Matching, Pair

PAIRING = frozenset({LetterKind.ADVISER, LetterKind.TEAM_ADVISER})
"""What `kull advisers --letters` writes."""


def pairing_letters(occasion: Occasion, matching: Matching) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """The letters on every pair that is settled; an adviser who is only proposed has not been asked, and gets none."""
    settled = [pair for pair in matching.pairs if pair.settled]
    teams = {one.id: one for one in occasion.register.current()}
    advisers = dict.fromkeys(pair.adviser for pair in settled if pair.adviser)
    return {
        LetterKind.ADVISER: tuple(
            _to_adviser(occasion, adviser, [pair for pair in settled if pair.adviser == adviser], teams) for adviser in advisers
        ),
        LetterKind.TEAM_ADVISER: tuple(
            team_draft(occasion, teams[pair.team.id], _to_team(occasion, pair.adviser, pair, teams[pair.team.id]))
            for pair in settled
            if pair.adviser
        ),
    }


def _to_adviser(occasion: Occasion, adviser: Adviser, pairs: Sequence[Pair], teams: Mapping[str, Registration]) -> Draft:
    first = teams[pairs[0].team.id]
    language, recipient = occasion.language(first), occasion.recipient(adviser.trust)
    heading = msg("Improvement adviser in {cohort}", cohort=occasion.programme.cohort.short_name)
    trust = (recipient.name,) if recipient else ()
    addressee = tuple(one_line(line) for line in (adviser.name, *trust, adviser.email) if line)
    context = AdviserContext(
        **letter(occasion, heading, language, addressee, recipient),
        contact=contact_person(occasion.programme),
        adviser=_card(adviser),
        teams=tuple(_advised(occasion, pair, teams[pair.team.id], language) for pair in pairs),
        meetings=tuple(
            meeting_row(one, language)
            for one in coming(occasion.programme, occasion.dated)
            if one.meeting.audience is not Audience.LEADERS
        ),
        first=_first(occasion, language),
    )
    return Draft(owner=slug(adviser.name), language=language, context=context, recipient=recipient.orgnr if recipient else "")


def _to_team(occasion: Occasion, adviser: Adviser, pair: Pair, registration: Registration) -> TeamAdviserContext:
    language = occasion.language(registration)
    heading = msg("The team's adviser in {cohort} – {id}", cohort=occasion.programme.cohort.short_name, id=registration.id)
    return TeamAdviserContext(
        **team_letter(occasion, heading, registration),
        contact=contact_person(occasion.programme),
        project=project_of(occasion, registration, language),
        adviser=_card(adviser),
        first=_first(occasion, language),
        trainee=pair.trainee.name if pair.trainee else "",
    )


def _card(adviser: Adviser) -> AdviserCard:
    return AdviserCard(name=adviser.name, email=adviser.email, phone=_phone(adviser.phone))


def _advised(occasion: Occasion, pair: Pair, registration: Registration, language: str) -> AdvisedTeam:
    project = project_of(occasion, registration, language)
    name, email = person_to_write_to(registration)
    return AdvisedTeam(
        id=project.id,
        title=one_line(project.title),
        trust=project.trust,
        unit=one_line(project.unit),
        contact=one_line(name or ""),
        email=email or "",
        phone=_phone(next(_phones(registration), "")),
        trainee=pair.trainee.name if pair.trainee else "",
    )


def _phones(registration: Registration) -> Iterator[str]:
    """The phones of whom to write to: the contact's when one is named, else the leader's."""
    contact = registration.values.contact
    if contact.phone:
        yield contact.phone
    if not contact.name:
        yield from (one.phone for one in registration.values.members if one.role is Role.LEADER and one.phone)


def _phone(number: str) -> str:
    return wording.phone_in_words(number) if number else ""


def _first(occasion: Occasion, language: str) -> str:
    """The next gathering for all that begins after the letter's day; empty when there is none with a day."""
    for one in coming(occasion.programme, occasion.dated):
        gathering = one.meeting.kind is MeetingKind.GATHERING and one.meeting.audience is Audience.ALL
        if gathering and one.first and one.first > occasion.dated:
            return f"{in_maalform(one.meeting, 'title', language)}, {when(one, language)}"
    return ""

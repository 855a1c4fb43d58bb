"""Does a letter say what the plan and the register say? Held against them anew, without what composed the letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.i18n import Message, msg
from pipeline.letter_record import LetterKind
from pipeline.letters.answers import outcome_in_words
from pipeline.letters.contexts import LetterContext, PlaceContext, ReserveContext, TrustContext
from pipeline.letters.date_picture import in_picture
from pipeline.letters.letter import Letter
from pipeline.letters.occasion import Occasion
from pipeline.letters.proof import ProofFault, plain
from pipeline.model import Decision, Outcome
from pipeline.programme import wording
from pipeline.programme.calendar import coming

OUTCOMES: Final[Mapping[LetterKind, Outcome]] = {
    LetterKind.PLACE: Outcome.PLACE,
    LetterKind.RESERVE: Outcome.RESERVE,
    LetterKind.NOT_ELIGIBLE: Outcome.INELIGIBLE,
}

_DATES: Final = ("dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "d. MMMM yyyy", "d. MMM yyyy", "yyyy-MM-dd")
"""The ways to write a letter's date, the usual one first."""


def contradictions(letter: Letter, text: str, occasion: Occasion) -> Iterator[ProofFault]:
    """Where the letter's `text` (as `proof.plain` gives it) does not say what register, plan and programme say."""
    if isinstance(letter.context, LetterContext):
        yield from _addressee(letter, text, occasion)
    yield from _outcome(letter, text, occasion)
    if isinstance(letter.context, TrustContext):
        yield from _teams(letter.context, text, occasion)


def _addressee(letter: Letter, text: str, occasion: Occasion) -> Iterator[ProofFault]:
    """The trust that the letter is for by the register, the team's id, and the letter's date must stand in it."""
    registration = next((one for one in occasion.register.registrations if one.id == letter.registration), None)
    recipient = occasion.recipient(registration.trust_orgnr if registration else letter.recipient)
    trust = recipient.name if recipient else (registration.values.trust or "") if registration else ""
    dates = tuple(in_picture(occasion.dated, picture, letter.language) for picture in _DATES)
    wanted = {"recipient": (trust,), "registration": (registration.id if registration else "",), "date": dates}
    for field, ways in wanted.items():
        # A template may print the name in capitals, and write the date in its own way.
        if not any(plain(words).casefold() in text.casefold() for words in ways):
            yield _fault(field, ways[0], msg("The letter does not say «{words}».", words=ways[0]))


def _outcome(letter: Letter, text: str, occasion: Occasion) -> Iterator[ProofFault]:
    """A letter to a team must be of the kind that its decision calls for, with the number and the meetings of the plan."""
    if letter.kind not in OUTCOMES:
        return
    decision = _decisions(occasion).get(letter.registration or "")
    if decision is None or decision.outcome is not OUTCOMES[letter.kind]:
        yield _fault("outcome", letter.registration or "", msg("The plan gives this registration another answer."))
    elif isinstance(letter.context, ReserveContext) and letter.context.number != str(decision.order):
        message = msg("The plan gives it reserve number {number}.", number=decision.order or 0)
        yield _fault("number", letter.context.number, message)
    elif isinstance(letter.context, PlaceContext):
        yield from _meetings(letter, text, occasion)


def _meetings(letter: Letter, text: str, occasion: Occasion) -> Iterator[ProofFault]:
    for meeting in coming(occasion.programme, occasion.dated):
        if meeting.first and meeting.last:
            words = wording.date_range(meeting.first, meeting.last, letter.language, year=True)
            if plain(words) not in text:
                yield _fault("meetings", words, msg("The letter does not say «{words}».", words=words))


def _teams(context: TrustContext, text: str, occasion: Occasion) -> Iterator[ProofFault]:
    """Each team of a joint answer has the outcome of the plan, and as many have places as the plan gives."""
    decisions = _decisions(occasion)
    for row in context.teams:
        words = outcome_in_words(decisions.get(row.id)).in_language(context.properties.language)
        if row.outcome != words or plain(words) not in text:
            yield _fault(f"teams {row.id}", row.outcome, msg("The plan says «{words}».", words=words))


def _decisions(occasion: Occasion) -> Mapping[str, Decision]:
    return {one.registration: one for one in occasion.plan.decisions} if occasion.plan else {}


def _fault(field: str, value: str, message: Message) -> ProofFault:
    return ProofFault(field=field, value=value, message=message)

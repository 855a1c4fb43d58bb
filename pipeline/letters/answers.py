"""When the places are given out: the answer to each team, and the joint answer to each trust."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.allocation.reasons import shared_part
from pipeline.i18n import Message, msg
from pipeline.letters.contexts import NotEligibleContext, PlaceContext, ReserveContext, TeamRow, TrustContext
from pipeline.letters.meetings import meeting_row
from pipeline.letters.occasion import (
    Draft,
    Occasion,
    address_remarks,
    letter,
    one_line,
    paragraphs,
    project_of,
    short_name,
    slug,
    team_address,
    team_letter,
    trust_address,
    trust_key,
)
from pipeline.letters.registrations import team_draft
from pipeline.model import Decision, Outcome, Registration
from pipeline.programme.calendar import coming
from pipeline.programme.schema import MeetingKind, Recipient

Decided = tuple[Registration, Decision]


def places(occasion: Occasion) -> Iterator[Draft]:
    """An offer to every team that got a place."""
    for registration, decision in _decided(occasion, Outcome.PLACE):
        yield team_draft(occasion, registration, _place(occasion, registration, decision))


def reserves(occasion: Occasion) -> Iterator[Draft]:
    """An answer to every team on the reserve list."""
    for registration, decision in _decided(occasion, Outcome.RESERVE):
        yield team_draft(occasion, registration, _reserve(occasion, registration, decision))


def refusals(occasion: Occasion) -> Iterator[Draft]:
    """An answer to every team that cannot get a place."""
    for registration, decision in _decided(occasion, Outcome.INELIGIBLE):
        yield team_draft(occasion, registration, _not_eligible(occasion, registration, decision))


def joint_answers(occasion: Occasion) -> Iterator[Draft]:
    """One answer to each trust that has registrations, also to one that is not on the recipients list."""
    if occasion.plan is None:
        return
    by_trust: dict[str, list[Registration]] = defaultdict(list)
    for registration in occasion.register.current():
        by_trust[trust_key(registration)].append(registration)
    for registrations in by_trust.values():
        yield _joint_answer(occasion, tuple(sorted(registrations, key=_in_priority)))


def _decisions(occasion: Occasion) -> dict[str, Decision]:
    return {decision.registration: decision for decision in occasion.plan.decisions} if occasion.plan else {}


def _decided(occasion: Occasion, outcome: Outcome) -> Iterator[Decided]:
    decisions = _decisions(occasion)
    for registration in occasion.register.current():
        decision = decisions.get(registration.id)
        if decision and decision.outcome is outcome:
            yield registration, decision


def _in_priority(registration: Registration) -> tuple[bool, int, str]:
    priority = registration.values.priority
    return priority is None, priority or 0, registration.id


def _reasons(decision: Decision, language: str) -> tuple[str, ...]:
    return tuple(message.in_language(language) for message in decision.reason)


def _place(occasion: Occasion, registration: Registration, decision: Decision) -> PlaceContext:
    programme, language = occasion.programme, occasion.language(registration)
    adviser_attends = not any(member.trained_agent for member in registration.values.members)
    heading = msg("Offer of a place in {cohort} – {id}", cohort=programme.cohort.short_name, id=registration.id)
    return PlaceContext(
        **team_letter(occasion, heading, registration),
        project=project_of(occasion, registration, language),
        capacity=str(programme.cohort.capacity),
        meetings=tuple(meeting_row(meeting, language) for meeting in coming(programme, occasion.dated)),
        reasons=_reasons(decision, language),
        adviser_must_attend=adviser_attends,
        adviser=(registration.values.adviser.name or "") if adviser_attends else "",
        finance=paragraphs(programme.texts.finance, language),
    )


def _reserve(occasion: Occasion, registration: Registration, decision: Decision) -> ReserveContext:
    programme, language = occasion.programme, occasion.language(registration)
    gatherings = (m for m in coming(programme, occasion.dated) if m.meeting.kind is MeetingKind.GATHERING)
    heading = msg("Reserve place in {cohort} – {id}", cohort=programme.cohort.short_name, id=registration.id)
    return ReserveContext(
        **team_letter(occasion, heading, registration),
        project=project_of(occasion, registration, language),
        number=str(decision.order),
        meetings=tuple(meeting_row(meeting, language) for meeting in gatherings),
        reasons=_reasons(decision, language),
        complaint=paragraphs(programme.texts.complaint, language),
    )


def _not_eligible(occasion: Occasion, registration: Registration, decision: Decision) -> NotEligibleContext:
    programme, language = occasion.programme, occasion.language(registration)
    heading = msg("Answer to the registration for {cohort} – {id}", cohort=programme.cohort.short_name, id=registration.id)
    return NotEligibleContext(
        **team_letter(occasion, heading, registration),
        project=project_of(occasion, registration, language),
        reasons=_reasons(decision, language),
        complaint=paragraphs(programme.texts.complaint, language),
    )


def _joint_answer(occasion: Occasion, registrations: tuple[Registration, ...]) -> Draft:
    first = registrations[0]
    recipient = occasion.recipient(first.trust_orgnr)
    language = recipient.language if recipient else occasion.language(first)
    undecided = tuple(r.id for r in registrations if r.id not in _decisions(occasion))
    return Draft(
        owner=_owner(recipient, first),
        language=language,
        context=_trust(occasion, recipient, registrations, language),
        recipient=recipient.orgnr if recipient else "",
        remarks=(*address_remarks(occasion, first), *map(_not_in_plan, undecided)),
    )


def _owner(recipient: Recipient | None, registration: Registration) -> str:
    if recipient:
        return short_name(recipient)
    return registration.trust_short or slug(registration.values.trust or "")


def _not_in_plan(registration_id: str) -> Message:
    return msg("{id} is not in the plan: it came after the plan was made. Make the plan again.", id=registration_id)


def _trust(
    occasion: Occasion, recipient: Recipient | None, registrations: tuple[Registration, ...], language: str
) -> TrustContext:
    programme = occasion.programme
    decisions = _decisions(occasion)
    project = project_of(occasion, registrations[0], language)
    address = trust_address(recipient) if recipient else team_address(occasion, registrations[0])
    found = [decisions[r.id] for r in registrations if r.id in decisions]
    outcomes = [decision.outcome for decision in found]
    heading = msg("Answer to the registrations for {cohort}", cohort=programme.cohort.short_name)
    return TrustContext(
        **letter(occasion, heading, language, address, recipient),
        trust=project.trust,
        summary=_summary(len(registrations), outcomes).in_language(language),
        teams=tuple(_team_row(r, decisions.get(r.id), language) for r in registrations),
        basis=tuple(m.in_language(language) for m in shared_part(found[0])) if found else (),
        has_place=Outcome.PLACE in outcomes,
        has_reserve=Outcome.RESERVE in outcomes,
        complaint=paragraphs(programme.texts.complaint, language),
        copies=programme.case.copies,
    )


def _summary(projects: int, outcomes: list[Outcome]) -> Message:
    return msg(
        "Registered projects: {projects}. Places: {places}. On the reserve list: {reserves}. Without a place: {without}.",
        projects=projects,
        places=outcomes.count(Outcome.PLACE),
        reserves=outcomes.count(Outcome.RESERVE),
        without=outcomes.count(Outcome.INELIGIBLE),
    )


def _team_row(registration: Registration, decision: Decision | None, language: str) -> TeamRow:
    values = registration.values
    return TeamRow(
        id=registration.id,
        priority="–" if values.priority is None else str(values.priority),
        title=one_line(values.title or msg("no title given").in_language(language)),
        unit=one_line(values.unit or ""),
        outcome=outcome_in_words(decision).in_language(language),
    )


def outcome_in_words(decision: Decision | None) -> Message:
    """What a joint answer says of one team."""
    if decision is None:
        return msg("Not decided")
    if decision.outcome is Outcome.RESERVE:
        return msg("Reserve no. {number}", number=decision.order or 0)
    return msg("Place in the network") if decision.outcome is Outcome.PLACE else msg("No place in the network")

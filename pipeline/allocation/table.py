"""The plan as people see it: a table, and what must be said beside it. Used by `kull plan` and by the register's sheet."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.allocation.amend import in_words
from pipeline.allocation.plan import SHORT_HASH, short_hash
from pipeline.allocation.reasons import brief, seed_of_draw, shared_part
from pipeline.i18n import DEFAULT_LANGUAGE, Message, msg
from pipeline.model import Decision, Outcome, Plan, Register, Registration

COLUMNS = (
    msg("No."),
    msg("Id"),
    msg("Trust"),
    msg("Priority"),
    msg("Title"),
    msg("Outcome"),
    msg("Round"),
    msg("Lottery value"),
    msg("Reason"),
)

OUTCOMES = {
    Outcome.PLACE: msg("Gets a place"),
    Outcome.RESERVE: msg("On the reserve list"),
    Outcome.INELIGIBLE: msg("Does not meet the requirements"),
}


def plan_head(language: str = DEFAULT_LANGUAGE) -> list[str]:
    """The headings of the nine columns."""
    return [column.in_language(language) for column in COLUMNS]


def plan_rows(plan: Plan, register: Register, language: str = DEFAULT_LANGUAGE) -> list[list[str]]:
    """A row of nine texts for each decision, in the plan's order; what is not known or not meant is empty.

    The number counts places and reserves apart. The lottery value is cut to its first twelve characters; the reason holds what
    is this decision's own, the rest is in `plan_notes` and in the letters.

    Raises:
        KeyError: a decision names a registration that is not in the register.
    """
    registrations = {r.id: r for r in register.registrations}
    return [_row(d, registrations[d.registration], language) for d in plan.decisions]


def plan_notes(plan: Plan, register: Register, language: str = DEFAULT_LANGUAGE) -> list[str]:
    """What stands beside the table: the rule, the counts, the hash, who approved, and all that keeps it from being approved."""
    shared = shared_part(plan.decisions[0]) if plan.decisions else ()
    return [message.in_language(language) for message in (*shared, *_state(plan), *_obstacles(plan, register))]


def _row(decision: Decision, registration: Registration, language: str) -> list[str]:
    values = registration.values
    return [
        _text(decision.order),
        decision.registration,
        registration.trust_short or values.trust or "",
        _text(values.priority),
        values.title or "",
        _outcome(decision).in_language(language),
        _text(decision.round),
        (decision.drawn or "")[:SHORT_HASH],
        " ".join(message.in_language(language) for message in brief(decision)),
    ]


def _outcome(decision: Decision) -> Message:
    if decision.outcome is Outcome.INELIGIBLE and decision.overridden:
        return msg("Not part of the plan")
    return OUTCOMES[decision.outcome]


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _state(plan: Plan) -> Iterator[Message]:
    if plan.seed:
        yield seed_of_draw(plan.seed)
    yield msg("The hash of the plan is {hash}.", hash=short_hash(plan))
    if plan.approved_by:
        yield msg("The plan was approved by {name}.", name=plan.approved_by)
    yield from map(in_words, plan.amendments)
    if plan.reviews_accepted:
        yield msg(
            "It was approved with registrations still to be looked at. Reason given: “{reason}”.", reason=plan.reviews_accepted
        )


def _obstacles(plan: Plan, register: Register) -> Iterator[Message]:
    if plan.draw_needed and not plan.seed:
        yield msg(
            "A draw decides, and no seed is set: the order is provisional, and the plan cannot be approved. Set allocation.seed"
            " in programme.toml to the outcome of the draw."
        )
    if plan.open_reviews:
        yield msg("Still to be looked at before the plan is approved: {ids}.", ids=", ".join(plan.open_reviews))
    if register.quarantine:
        yield msg("Files that were set aside and are not part of the plan: {count}.", count=len(register.quarantine))

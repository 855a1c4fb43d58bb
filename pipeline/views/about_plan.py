"""What binds a plan, in words: seed, checksum, approval, what is still open, and each decision that was taken by hand."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.allocation.amend import in_words
from pipeline.i18n import Message, msg
from pipeline.model import Outcome, Plan
from pipeline.programme.schema import Override, Programme
from pipeline.views.words import OUTCOME


def about_plan(plan: Plan | None, programme: Programme, language: str) -> Iterator[str]:
    """One line for each thing; a line that says so when there is no plan."""
    if plan is None:
        yield msg("The places have not been given out yet.").in_language(language)
        return
    yield from (message.in_language(language) for message in _binding(plan))
    yield from (_by_hand(override, language) for override in programme.overrides)


def _binding(plan: Plan) -> Iterator[Message]:
    yield msg("Capacity: {count}", count=plan.capacity)
    if plan.seed:
        yield msg("Lottery seed: {seed}", seed=plan.seed)
    elif plan.draw_needed:
        yield msg("A draw decides, and no lottery seed is set: the plan cannot be approved before it is.")
    yield msg("Checksum of the plan: {hash}", hash=plan.hash)
    yield msg("Approved by {name}", name=plan.approved_by) if plan.approved_by else msg("The plan is not approved.")
    yield from map(in_words, plan.amendments)
    if plan.open_reviews:
        yield msg("Must be looked at before approval: {ids}", ids=", ".join(plan.open_reviews))


def _by_hand(override: Override, language: str) -> str:
    """«A manual override needs a name and a reason, and is printed with the plan» (domain §3)."""
    outcome = OUTCOME[Outcome(override.outcome)].in_language(language)
    said = msg(
        "Decided by hand: {registration}, {outcome}. {by}: {reason}",
        registration=override.registration,
        outcome=outcome,
        by=override.by,
        reason=override.reason,
    )
    return said.in_language(language)

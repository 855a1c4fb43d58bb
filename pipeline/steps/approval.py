"""Letters approved by somebody with a name: as they are composed at that moment, and no others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.allocation.plan import approve
from pipeline.errors import UsageError
from pipeline.i18n import msg
from pipeline.ledger.approvals import (
    LetterApproval,
    give_letter_approvals,
    letter_approvals,
    withdraw_letter_approvals,
)
from pipeline.ledger.decisions import remember_approval
from pipeline.ledger.letters import set_state, written_letters
from pipeline.letter_record import LetterKind, LetterState
from pipeline.model import Plan, Register
from pipeline.steps.called_for import ANSWERS, DueLetter, called_for
from pipeline.steps.opening import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """What an approval bound.

    `unwritten` are the paths of letters that are not written like this yet, `corrected` of those that correct one that was
    handed over. `gone`: how many had left already, and need no approval.
    """

    letters: tuple[DueLetter, ...]
    unwritten: tuple[str, ...]
    corrected: tuple[str, ...]
    gone: int


def approve_letters(run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind], by: str) -> Approved:
    """Bind every letter of `kinds` that is called for to its content; `by` is who approves. `plan`: the one that stands.

    Raises:
        UsageError: no name, or a kind that is approved with the plan.
    """
    _named(by)
    _no_answers(kinds)
    due = called_for(run, register, plan, kinds)
    given = given_to(run, due, by, plan="")
    cohort = run.programme.cohort.id
    with run.ledger.begin() as db:
        give_letter_approvals(db, cohort, given)
    return _outcome(run, due)


def withdraw_approval(run: Run, kinds: Collection[LetterKind], by: str) -> int:
    """Make drafts of the approved letters of `kinds` again; how many there were. What has left stays as it is.

    Raises:
        UsageError: no name, or a kind that is approved with the plan.
    """
    _named(by)
    _no_answers(kinds)
    cohort = run.programme.cohort.id
    with run.ledger.begin() as db:
        approved = [one for one in written_letters(db, cohort) if _is_approved(one.record.state, one.record.kind, kinds)]
        withdraw_letter_approvals(db, cohort, kinds, by.strip(), run.now)
        for one in approved:
            set_state(db, cohort, one.key, LetterState.APPROVED, LetterState.DRAFT)
    return len(approved)


def approve_places(  # noqa: PLR0913, PLR0917 - what an approval names, and what it is given for
    run: Run, register: Register, made: Plan, named_hash: str, by: str, reason: str | None
) -> tuple[Plan, Approved]:
    """`made`, approved by `by`, and with it the answers that follow from it; from now on they stand.

    Raises:
        UsageError: another hash, no name, a draw without a seed, or open reviews and no reason.
    """
    approved = approve(made, named_hash, by, reason)
    due = called_for(run, register, approved, ANSWERS)
    given = given_to(run, due, by, plan=approved.hash)
    cohort = run.programme.cohort.id
    with run.ledger.begin() as db:
        remember_approval(db, approved, run.now)
        give_letter_approvals(db, cohort, given)
    return approved, _outcome(run, due)


def given_to(run: Run, due: Sequence[DueLetter], by: str, *, plan: str) -> list[LetterApproval]:
    """An approval for each letter that has neither one under `plan` nor left."""
    with run.ledger.connect() as db:
        standing = {(one.key, one.plan) for one in letter_approvals(db, run.programme.cohort.id)}
    return [
        LetterApproval(
            key=one.key,
            path=run.workspace.relative(run.workspace.outbox / one.letter.path),
            dated=one.dated,
            plan=plan,
            by=by.strip(),
            at=run.now,
        )
        for one in due
        if one.gone is None and (one.key, plan) not in standing
    ]


def _outcome(run: Run, due: Sequence[DueLetter]) -> Approved:
    with run.ledger.connect() as db:
        written = {one.key: one.record.state for one in written_letters(db, run.programme.cohort.id)}
    bound = [one for one in due if one.gone is None]
    return Approved(
        letters=tuple(bound),
        unwritten=tuple(one.letter.path for one in bound if written.get(one.key) is not LetterState.APPROVED),
        corrected=tuple(one.letter.path for one in bound if one.corrects),
        gone=len(due) - len(bound),
    )


def _is_approved(state: LetterState, kind: LetterKind, kinds: Collection[LetterKind]) -> bool:
    return state is LetterState.APPROVED and kind in kinds


def _named(by: str) -> None:
    if not by.strip():
        raise UsageError(msg("An approval needs a name: say who approves with --by."))


def _no_answers(kinds: Collection[LetterKind]) -> None:
    if answers := [kind for kind in kinds if kind in ANSWERS]:
        message = msg(
            "The answers ({kinds}) are approved with the plan: kull plan --approve HASH --by NAME.", kinds=", ".join(answers)
        )
        raise UsageError(message)

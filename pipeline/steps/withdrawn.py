"""A withdrawal is done, just as it was worked out, and taken back while nothing has left."""

from __future__ import annotations

from pipeline.errors import UsageError
from pipeline.i18n import Message, msg
from pipeline.ledger.approvals import give_letter_approvals
from pipeline.ledger.attendance import forget_seatings, remember_seating
from pipeline.ledger.decisions import approval, remember_approval, remember_plan, take_approval_back
from pipeline.ledger.handovers import Fate, handovers
from pipeline.ledger.withdrawals import TakenDown, remember_withdrawal, taken_down, undo_withdrawal
from pipeline.model import Register
from pipeline.rules.identity import id_list
from pipeline.steps.calendars import write_cancellations
from pipeline.steps.called_for import ANSWERS
from pipeline.steps.opening import Run
from pipeline.steps.withdrawable import named
from pipeline.steps.withdrawing import Withdrawing, basis_of

CHANGED = msg("Something has changed in the workspace since this was worked out. Look at it again: kull withdraw {team}")


def carry_out(run: Run, register: Register, shown: Withdrawing) -> None:
    """Do what `shown` shows, and nothing else.

    Raises:
        UsageError: no name or reason, or something has changed since it was worked out. Nothing was done.
    """
    if not shown.withdrawal.by or not shown.withdrawal.reason:
        raise UsageError(msg("A withdrawal needs a name and a reason: --by NAME --reason TEXT."))
    if basis_of(run, register) != shown.basis:
        raise UsageError(Message(CHANGED.msgid, {"team": shown.team.id}))
    cohort = run.programme.cohort.id
    amended = shown.after if shown.after is not shown.before else None
    with run.ledger.begin() as db:
        if amended:
            remember_plan(db, amended)
            remember_approval(db, amended, run.now)
            give_letter_approvals(db, cohort, shown.approvals)
        forget_seatings(db, cohort, shown.freed)
        taken = TakenDown(
            withdrawal=shown.withdrawal,
            plan_before=shown.before.hash if shown.before else "",
            plan=shown.after.hash if shown.after else "",
            freed=shown.freed,
            cancelled=shown.cancelled,
        )
        remember_withdrawal(db, cohort, taken)
    write_cancellations(run)


def take_back(run: Run, register: Register, target: str, by: str) -> TakenDown:
    """Undo the withdrawal of the team called `target`: the plan, the tables and the calendars are as they were.

    Raises:
        UsageError: it has not withdrawn, a later withdrawal or approval builds on it, or an answer has left since.
    """
    if not by.strip():
        raise UsageError(msg("To take a withdrawal back needs a name: --by NAME."))
    cohort, team = run.programme.cohort.id, named(register, target).id
    with run.ledger.begin() as db:
        standing = taken_down(db, cohort)
        one = next((each for each in standing if each.withdrawal.team == team), None)
        if one is None:
            raise UsageError(msg("{id} was not taken down as withdrawn: there is nothing to take back.", id=team))
        if later := [each.withdrawal.team for each in standing if each.number > one.number]:
            raise UsageError(msg("Later withdrawals build on this one. Take them back first: {ids}.", ids=id_list(later[::-1])))
        left = [h for h in handovers(db, cohort) if h.begun >= one.withdrawal.at and h.key[0] in ANSWERS]
        if any(h.state in {Fate.SENT, Fate.UNKNOWN} for h in left):
            said = msg("Answers have left since {id} was taken down as withdrawn: it cannot be taken back.", id=team)
            raise UsageError(said)
        approved = approval(db)
        if approved and one.plan != approved.plan.hash:
            raise UsageError(
                msg("Another plan was approved since {id} was taken down as withdrawn: it cannot be taken back.", id=team)
            )
        if one.plan != one.plan_before:
            take_approval_back(db, one.plan)
        for meeting, tables in one.freed.items():
            remember_seating(db, cohort, meeting, tables)
        undo_withdrawal(db, one.number, by.strip(), run.now)
    write_cancellations(run)
    return one

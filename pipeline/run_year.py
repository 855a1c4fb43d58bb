"""The table of contents goes on: what comes in the course of the year, over a workspace opened for a run (see `run.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.steps.mending import take_corrections
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.steps.register import check_report, keep_register, register_of, write_views

if TYPE_CHECKING:
    from pipeline.steps.letters import Correspondence
    from pipeline.steps.mending import Taken
    from pipeline.steps.products import Published
    from pipeline.steps.withdrawing import WithdrawalWish, Withdrawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrew:
    """What a withdrawal changed, or would change (`taken` and `published` None: it was only shown)."""

    shown: Withdrawing
    taken: Taken | None = None
    published: Published | None = None


def adviser_letters(run: Run, *, pdf: bool) -> Correspondence:
    """Write to each adviser and to each team who advises whom, where that is settled; nothing before the plan is approved."""
    from pipeline.steps.letters import write_letters
    from pipeline.year.adviser_letters import PAIRING

    register = register_of(run)
    return write_letters(run, register, places(run, register).standing, PAIRING, pdf=pdf)


def withdraw(run: Run, wish: WithdrawalWish, *, go: bool) -> Withdrew:
    """Work out what it changes that a team withdraws; with `go` do just that, else only look.

    Raises:
        ConfigurationError: no plan is approved, and an override names the team.
        UsageError: there is no such team, or nothing to withdraw from; with `go`, no name or reason. Nothing was done.
    """
    from pipeline.steps.withdrawing import work_out

    if not go:
        return Withdrew(shown=work_out(run, register_of(run), wish))
    from pipeline.steps.withdrawn import carry_out

    check_report(run)
    taken = take_corrections(run)
    register = register_of(run)
    shown = work_out(run, register, wish)
    carry_out(run, register, shown)
    return Withdrew(shown=shown, taken=taken, published=_shown_again(run, taken))


def undo_withdrawal(run: Run, target: str, by: str) -> Published:
    """Take a withdrawal back while nothing has left; plan, tables and calendars are as they were.

    Raises:
        UsageError: no name, the team has not withdrawn, or it is too late.
    """
    from pipeline.steps.withdrawn import take_back

    check_report(run)
    taken = take_corrections(run)
    take_back(run, register_of(run), target, by)
    return _shown_again(run, taken)


def _shown_again(run: Run, taken: Taken) -> Published:
    """register.xlsx and report.html brought up to date, and the register kept."""
    register = register_of(run)
    keep_register(run, register)
    return write_views(run, register, places(run, register).standing, held_open=taken.held_open)

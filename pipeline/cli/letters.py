"""`kull invite`, `kull remind`, `kull letters`: what goes out, as drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.log import write_log
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_blanks, tell_letters, tell_plan_state
from pipeline.cli.words import option
from pipeline.errors import FoundSomethingError
from pipeline.i18n import msg

if TYPE_CHECKING:
    from pipeline.steps.letters import FailedLetter
    from pipeline.steps.opening import Run

KINDS = ("receipt", "missing", "place", "reserve", "not_eligible", "trust")


@click.command()
@click.pass_obj
def invite(session: Session) -> None:
    """Write the invitations, with form and programme."""
    from pipeline.run import invite as write_invitations

    with session.run("invite") as run:
        blanks, correspondence = write_invitations(run)
    tell_blanks(session, blanks)
    tell_letters(session, correspondence)
    _stop_at_failures(session, run, correspondence.failed)


@click.command()
@click.pass_obj
def remind(session: Session) -> None:
    """Write reminders to the trusts that have sent nothing."""
    from pipeline.run import remind as write_reminders

    with session.run("remind") as run:
        correspondence = write_reminders(run)
    if run.now > run.programme.deadline_at:
        session.say(msg("The deadline for registration has passed: nobody is reminded."))
    elif not correspondence.called_for:
        session.say(msg("Every trust on the list has sent something: there is nobody to remind."))
    tell_letters(session, correspondence)
    _stop_at_failures(session, run, correspondence.failed)


@click.command()
@option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, words=msg("Only letters of this kind; can be given again."))
@click.pass_obj
def letters(session: Session, kinds: tuple[str, ...]) -> None:
    """Write every letter that the register and the plan call for."""
    from pipeline.model import LetterKind
    from pipeline.run import letters as write_all

    with session.run("letters") as run:
        outcome = write_all(run, frozenset(map(LetterKind, kinds)))
    tell_letters(session, outcome.correspondence)
    tell_plan_state(session, outcome.places)
    _stop_at_failures(session, run, outcome.correspondence.failed)


def _stop_at_failures(session: Session, run: Run, failed: tuple[FailedLetter, ...]) -> None:
    """Name every letter that failed; the others are written.

    Raises:
        FoundSomethingError: one failed.
    """
    for letter in failed:
        session.say(msg("NOT WRITTEN: {path}", path=letter.path))
        for fault in letter.faults:
            session.say(f"  {fault.field}: {session.words(fault.message)}")
    if tracebacks := "\n".join(letter.traceback for letter in failed if letter.traceback):
        log = write_log(run.workspace.logs, "letters", tracebacks)
        session.say(msg("kull itself failed on some of them. The details stand in {log}.", log=str(log)))
    if failed:
        raise FoundSomethingError(msg("{count} letters did not pass their proof, and were not written.", count=len(failed)))

"""`kull invite`, `kull remind`, `kull letters`: what goes out, as drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.log import write_log
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_blanks, tell_letters, tell_plan_state
from pipeline.cli.tell_mending import tell_taken
from pipeline.cli.words import Choice, option
from pipeline.errors import FoundSomethingError, MissingProgramError
from pipeline.i18n import msg

if TYPE_CHECKING:
    from pipeline.steps.letters import Correspondence
    from pipeline.steps.opening import Run

_KIND = msg(
    "Only letters of this kind: receipt, missing (what is missing), place, reserve, not_eligible (refusal), trust (joint "
    "answer to a trust); or invitation, programme, reminder, report_reminder. Can be given again."
)
KINDS = (
    "receipt",
    "missing",
    "place",
    "reserve",
    "not_eligible",
    "trust",
    "invitation",
    "programme",
    "reminder",
    "report_reminder",
)


AS_PDF = option(
    "--pdf/--no-pdf", "pdf", default=None, words=msg("As PDF too, beside the Word letters; so it is unless told not to.")
)


@click.command()
@AS_PDF
@click.pass_obj
def invite(session: Session, *, pdf: bool | None) -> None:
    """Write the invitations, with form and programme."""
    from pipeline.run import invite as write_invitations

    with session.run("invite") as run:
        blanks, correspondence = write_invitations(run, pdf=pdf is not False)
    tell_blanks(session, blanks)
    tell_letters(session, correspondence)
    stop_at_failures(session, run, correspondence, pdf=pdf)


@click.command()
@AS_PDF
@click.pass_obj
def remind(session: Session, *, pdf: bool | None) -> None:
    """Write reminders to the trusts that have sent nothing."""
    from pipeline.run import remind as write_reminders

    with session.run("remind") as run:
        correspondence = write_reminders(run, pdf=pdf is not False)
    if run.now > run.programme.deadline_at:
        session.say(msg("The deadline for registration has passed: nobody is reminded."))
    elif not correspondence.called_for:
        session.say(msg("Every trust on the list has sent something: there is nobody to remind."))
    tell_letters(session, correspondence)
    stop_at_failures(session, run, correspondence, pdf=pdf)


@click.command()
@option("--kind", "kinds", type=Choice(KINDS), multiple=True, words=_KIND)
@AS_PDF
@option("--late", is_flag=True, words=msg("Write answers also when they are dated after the day that was promised."))
@click.pass_obj
def letters(session: Session, kinds: tuple[str, ...], *, pdf: bool | None, late: bool) -> None:
    """Write every letter that the register and the plan call for."""
    from pipeline.letter_record import LetterKind
    from pipeline.run import letters as write_all

    with session.run("letters") as run:
        outcome = write_all(run, frozenset(map(LetterKind, kinds)), pdf=pdf is not False, late=late)
    tell_taken(session, outcome.taken, outcome.register, outcome.published)
    tell_letters(session, outcome.correspondence)
    tell_plan_state(session, outcome.places)
    stop_at_failures(session, run, outcome.correspondence, pdf=pdf)


def stop_at_failures(session: Session, run: Run, correspondence: Correspondence, *, pdf: bool | None) -> None:
    """Name every letter that failed; the others are written.

    Raises:
        FoundSomethingError: one failed, or has no PDF.
        MissingProgramError: PDFs were asked for by name, and nothing can make them.
    """
    failed, left_out = correspondence.failed, correspondence.pdfs.left_out
    if left_out and not pdf:
        session.say(left_out)
    for letter in failed:
        session.say(msg("NOT WRITTEN: {path}", path=letter.path))
        for fault in letter.faults:
            session.say(f"  {fault.field}: {session.words(fault.message)}")
    if tracebacks := "\n".join(letter.traceback for letter in failed if letter.traceback):
        log = write_log(run.workspace.logs, "letters", tracebacks)
        session.say(msg("kull itself failed on some of them. The details stand in {log}.", log=str(log)))
    if failed:
        raise FoundSomethingError(msg("{count} letters did not pass their proof, and were not written.", count=len(failed)))
    if count := len(correspondence.pdfs.failed):
        raise FoundSomethingError(msg("{count} letters have no PDF yet. The next run tries again.", count=count))
    if left_out and pdf:
        raise MissingProgramError(left_out)

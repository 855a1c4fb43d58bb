"""`kull reports`: who has sent what, reminders, and how far the teams have come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from pipeline.cli.letters import AS_PDF, stop_at_failures
from pipeline.cli.session import Session
from pipeline.cli.tell import counts, tell_letters, tell_list, tell_published
from pipeline.cli.words import option
from pipeline.errors import FoundSomethingError, MissingProgramError
from pipeline.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.steps.reports import Reported


@click.command()
@option("--remind", is_flag=True, words=msg("Write a reminder to each team that owes something."))
@AS_PDF
@click.pass_obj
def reports(session: Session, *, remind: bool, pdf: bool | None) -> None:
    """Show which reports the teams owe, remind them, and draw their progress."""
    from pipeline.run_year import reports as write

    with session.run("reports") as run:
        reported, reminders = write(run, remind=remind, pdf=pdf is not False)
    _tell_sent(session, reported)
    _tell_questions(session, reported)
    tell_published(session, reported.published, msg("Overview and progress"))
    if reminders is not None:
        if not reminders.called_for:
            session.say(msg("Nobody is to be reminded: nothing is overdue, or those who owe it have been reminded."))
        tell_letters(session, reminders)
        stop_at_failures(session, run, reminders, pdf=pdf)
    _stop_at_pdf(session, reported, pdf=pdf)


def _tell_sent(session: Session, reported: Reported) -> None:
    from pipeline.views.reports_sent import STATES

    if said := counts(session, STATES, Counter(one.sent for one in reported.owes)):
        session.say(msg("Reports: {parts}.", parts=said))
    if lines := list(_overdue(reported)):
        session.say(msg("Overdue:"))
        tell_list(session, lines)


def _overdue(reported: Reported) -> Iterator[str]:
    """«UNN-1: Statusrapport 31.10.2025, Framdriftsplan 13.11.2025»."""
    from pipeline.programme.wording import short_date
    from pipeline.views.reports_sent import FORMS
    from pipeline.year.report_reminders import overdue

    by_team: dict[str, list[str]] = {}
    for one in overdue(reported.owes):
        by_team.setdefault(one.team, []).append(f"{FORMS[one.due.form].title['nb']} {short_date(one.due.day)}")
    for team, what in by_team.items():
        yield f"{team}: {', '.join(what)}"


def _tell_questions(session: Session, reported: Reported) -> None:
    from pipeline.intake.national_id import mask

    if reported.untied:
        session.say(msg("From no team with a place, and counted for none: {count}.", count=len(reported.untied)))
        tell_list(session, (mask(one.source.path) for one in reported.untied))
    left_out = [(one.team, why) for one in reported.progress for why in one.left_out]
    if left_out:
        session.say(msg("Not drawn until somebody has looked: {count}.", count=len(left_out)))
        tell_list(session, (f"{team}: {session.words(why)}" for team, why in left_out))


def _stop_at_pdf(session: Session, reported: Reported, *, pdf: bool | None) -> None:
    """Say why there is no PDF of the progress.

    Raises:
        FoundSomethingError: one could not be made.
        MissingProgramError: one was asked for by name, and nothing can make it.
    """
    for fault in reported.failed:
        session.say(fault)
    if reported.failed:
        raise FoundSomethingError(msg("The progress has no PDF yet. The next run tries again."))
    if reported.left_out and pdf:
        raise MissingProgramError(reported.left_out)
    if reported.left_out:
        session.say(reported.left_out)

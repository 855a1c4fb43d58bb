"""The table of contents goes on: what comes in the course of the year, over a workspace opened for a run (see `run.py`)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.run import Mended, corrected_first
from pipeline.steps.mending import take_corrections
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.steps.register import check_report, keep_register, register_of, write_views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.ledger.certificates import Certificate
    from pipeline.steps.advisers import Advised
    from pipeline.steps.blanks import Blanks
    from pipeline.steps.calendars import Calendars
    from pipeline.steps.certificates import Verified
    from pipeline.steps.diplomas import Diplomas
    from pipeline.steps.evaluation import Asked, Evaluated
    from pipeline.steps.letters import Correspondence
    from pipeline.steps.meetings import Counted, Papers
    from pipeline.steps.mending import Taken
    from pipeline.steps.pitching import PitchingOutcome, Saying
    from pipeline.steps.products import Published
    from pipeline.steps.reports import Reported
    from pipeline.steps.timelines import Timelines
    from pipeline.steps.withdrawing import WithdrawalWish, Withdrawing
    from pipeline.year.agenda import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The papers of the meetings that were written, the timetable that was asked for, and the meetings without an agenda.

    `left_over`: agendas without a meeting.
    """

    correspondence: Correspondence
    shown: Timetable | None
    without: tuple[str, ...]
    left_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrew:
    """What a withdrawal changed, or would change (`taken` and `published` None: it was only shown)."""

    shown: Withdrawing
    taken: Taken | None = None
    published: Published | None = None


def year_forms(run: Run) -> Blanks:
    """Write the blanks of the year: of every form, and for the teams with a place what is theirs."""
    from pipeline.steps.year_blanks import write_year_blanks

    return write_year_blanks(run, register_of(run))


def agenda(run: Run, key: str | None = None, *, pdf: bool) -> Agenda:
    """Write programme, running sheet and checklist of every meeting that has an agenda; show the timetable of the one named.

    Raises:
        ConfigurationError: the workspace's agendas.toml, or a template, is wrong; nothing was written.
        UsageError: no meeting with an agenda is called `key`; nothing was written.
    """
    from pipeline.steps.agendas import MEETING_PAPERS, left_over, the_one_named, timetables
    from pipeline.steps.letters import write_letters

    register = register_of(run)
    standing = places(run, register).standing
    made = timetables(run, register, standing)
    shown = the_one_named(made, key) if key else None
    having = {one.meeting.meeting.key for one in made}
    without = tuple(meeting.key for meeting in run.programme.meetings if meeting.key not in having)
    written = write_letters(run, register, standing, MEETING_PAPERS, pdf=pdf)
    return Agenda(correspondence=written, shown=shown, without=without, left_over=left_over(run))


def timeline(run: Run) -> Timelines:
    """Write the plan of the year, and tell what has moved since it was last written."""
    from pipeline.steps.timelines import write_timeline

    return write_timeline(run)


def calendar(run: Run) -> Calendars:
    """Write calendar invitations to the meetings, and cancel those to meetings that are off."""
    from pipeline.steps.calendars import write_calendars

    return write_calendars(run)


def advisers(run: Run) -> tuple[Mended, Advised]:
    """Take what was changed in the overview of teams and advisers, match them, and write it anew.

    Raises:
        UsageError: no places have been given out.
    """
    from pipeline.steps.advisers import advise

    mended = corrected_first(run)
    return mended, advise(run, mended.register)


def adviser_letters(run: Run, *, pdf: bool) -> Correspondence:
    """Write to each adviser and to each team who advises whom, where that is settled; nothing before the plan is approved."""
    from pipeline.steps.letters import write_letters
    from pipeline.year.adviser_letters import PAIRING

    register = register_of(run)
    return write_letters(run, register, places(run, register).standing, PAIRING, pdf=pdf)


def meeting(run: Run, key: str, language: str) -> tuple[Mended, Papers]:
    """Write the papers of a meeting in `language` (nb or nn): list, attendance sheet; of a gathering badges and tables too.

    Raises:
        UsageError: there is no such meeting, or no places have been given out.
    """
    from pipeline.steps.meetings import write_papers

    mended = corrected_first(run)
    return mended, write_papers(run, mended.register, key, language)


def attendance(run: Run, given: Path | None = None, meeting_key: str = "", day: int = 0) -> tuple[Mended, Counted]:
    """Read a list (or a folder of them) of who was there, and sum up the year; None reads nothing.

    Raises:
        UsageError: no such file or meeting, or no places have been given out.
    """
    from pipeline.steps.meetings import count

    mended = corrected_first(run)
    return mended, count(run, mended.register, given, meeting_key, day)


def reports(run: Run, *, remind: bool, pdf: bool) -> tuple[Reported, Correspondence | None]:
    """Write who has sent what, and how far the teams have come; with `remind` letters to those that owe something.

    Raises:
        UsageError: no places have been given out.
    """
    from pipeline.letter_record import LetterKind
    from pipeline.steps.letters import write_letters
    from pipeline.steps.reports import write_reports

    register = register_of(run)
    reported = write_reports(run, register, pdf=pdf)
    if not remind:
        return reported, None
    standing = places(run, register).standing
    return reported, write_letters(run, register, standing, {LetterKind.REPORT_REMINDER}, pdf=pdf)


def pitching(run: Run, saying: Saying, language: str, *, letters: bool, pdf: bool) -> PitchingOutcome:
    """Take what is said, rank the teams by the judges' sheets, and show who gets the award; with `letters` write the letters.

    Raises:
        UsageError: no places have been given out, or what is said cannot be so; nothing was written.
    """
    from pipeline.steps.pitching import pitch

    return pitch(run, register_of(run), saying, language, letters=letters, pdf=pdf)


def diplomas(run: Run, *, pdf: bool, new_key: bool = False) -> Diplomas:
    """Issue the diplomas that have been earned by the lists of who was there, and write all that stand.

    Raises:
        UsageError: no places have been given out.
        ConfigurationError: the key to the diplomas is gone or another (`new_key` makes a new one), or a template is wrong.
    """
    from pipeline.steps.diplomas import write_diplomas

    register = register_of(run)
    return write_diplomas(run, register, places(run, register).standing, pdf=pdf, new_key=new_key)


def revoke_diploma(run: Run, number: str, by: str, reason: str, *, pdf: bool) -> tuple[Certificate, Correspondence]:
    """Revoke a diploma by name and reason, and take its files out of the outbox. Nothing new is issued.

    Raises:
        UsageError: no name, no reason, or no such diploma.
    """
    from pipeline.letter_record import LetterKind
    from pipeline.steps.certificates import take_back
    from pipeline.steps.letters import write_letters

    revoked = take_back(run, number, by, reason)
    register = register_of(run)
    return revoked, write_letters(run, register, places(run, register).standing, {LetterKind.DIPLOMA}, pdf=pdf)


def verify(run: Run, text: str) -> Verified:
    """Is this the code of a diploma that was issued in this workspace?"""
    from pipeline.steps.certificates import verify as look_up

    return look_up(run, text)


def evaluation(run: Run, asked: Asked) -> Evaluated:
    """Write the evaluation report, the memo to the leaders and the list of quotes, from the answers that `asked` names.

    Raises:
        UsageError: a file is not there, or it cannot be told which survey it is of; nothing was written.
    """
    from pipeline.steps.evaluation import evaluate
    from pipeline.steps.returned import returned_forms

    register = register_of(run)
    return evaluate(run, register, returned_forms(run, register), asked)


def survey_questions(run: Run) -> Published:
    """Write the questions of both surveys, to paste into a survey tool."""
    from pipeline.steps.evaluation import write_questions

    return write_questions(run)


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
    with _finishing_what_was_cut_off(run, taken):
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
    with _finishing_what_was_cut_off(run, taken):
        take_back(run, register_of(run), target, by)
    return _shown_again(run, taken)


@contextmanager
def _finishing_what_was_cut_off(run: Run, taken: Taken) -> Iterator[None]:
    """When it is refused because it is done already: what a run that was cut off had not written any more, is written."""
    try:
        yield
    except UsageError:
        from pipeline.steps.calendars import write_cancellations

        write_cancellations(run)
        _shown_again(run, taken)
        raise


def _shown_again(run: Run, taken: Taken) -> Published:
    """register.xlsx and report.html brought up to date, and the register kept."""
    register = register_of(run)
    keep_register(run, register)
    return write_views(run, register, places(run, register).standing, held_open=taken.held_open)

"""The table of contents: every command's work as a sequence of steps, over a workspace opened for a run.

Each can be done again at any time. What has not changed is neither read, made nor written again, and one that was cut off
at any moment is taken up where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.pool import LIMITS, Limits
from pipeline.programme.workspace import Workspace
from pipeline.steps.files import Inspection, Reader, read_content, take_in
from pipeline.steps.mending import Taken, Wish, correct_one, take_corrections, undo_one
from pipeline.steps.opening import Run, looking, working
from pipeline.steps.places import Places, places, plan_places
from pipeline.steps.register import check_report, keep_register, register_of, report_faults, write_views, written_letters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from pathlib import Path

    from pipeline.errors import Fault
    from pipeline.ledger.certificates import Certificate
    from pipeline.letter_record import LetterKind
    from pipeline.letters.doctor import Checkup
    from pipeline.letters.field_list import FieldRow
    from pipeline.model import Correction, Plan, Register
    from pipeline.outbox.smtp import Login
    from pipeline.steps.advisers import Advised
    from pipeline.steps.approval import Approved
    from pipeline.steps.archiving import Archived
    from pipeline.steps.blanks import Blanks
    from pipeline.steps.calendars import Calendars
    from pipeline.steps.certificates import Verified
    from pipeline.steps.diplomas import Diplomas
    from pipeline.steps.evaluation import Asked, Evaluated
    from pipeline.steps.fetch import Fetched
    from pipeline.steps.letters import Correspondence
    from pipeline.steps.mails import Ready
    from pipeline.steps.meetings import Counted, Papers
    from pipeline.steps.mending import ListedCorrection
    from pipeline.steps.pitching import PitchingOutcome, Saying
    from pipeline.steps.products import Published
    from pipeline.steps.reports import Reported
    from pipeline.steps.sending import Sent
    from pipeline.steps.standing import Standing
    from pipeline.steps.templates import Preview
    from pipeline.steps.timelines import Timelines
    from pipeline.steps.tracing import Trace
    from pipeline.year.agenda import Timetable

__all__ = [
    "Run",
    "Wish",
    "advisers",
    "agenda",
    "annotate_template",
    "approve_letters",
    "approve_plan",
    "archive",
    "attendance",
    "calendar",
    "check",
    "check_templates",
    "correct",
    "corrections",
    "diplomas",
    "evaluation",
    "export",
    "fetch",
    "forms",
    "intake",
    "invite",
    "letters",
    "looking",
    "meeting",
    "pitching",
    "plan",
    "preview_template",
    "remind",
    "reports",
    "revoke_diploma",
    "send",
    "settle_letter",
    "status",
    "survey_questions",
    "template_fields",
    "timeline",
    "undo_correction",
    "verify",
    "why",
    "withdraw_letters",
    "working",
    "year_forms",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTemplates:
    """What the doctor found in each template, and the files among them that no letter is made from."""

    checkups: tuple[Checkup, ...]
    unused: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What an intake did, and the register that came of it."""

    inspection: Inspection
    register: Register
    places: Places
    published: Published
    taken: Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was taken from register.xlsx, the correction that was made by command, and the register that came of them."""

    taken: Taken
    made: Correction | None
    register: Register
    published: Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The plan that the register gives, the plan that stands, and what was written of it."""

    made: Plan
    places: Places
    register: Register
    published: Published
    taken: Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettered:
    """Letters that were written, and the plan that they follow."""

    correspondence: Correspondence
    places: Places
    register: Register
    published: Published
    taken: Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """What would go and what is held back; what became of it (None: it was only shown); and the plan that answers follow."""

    ready: Ready
    sent: Sent | None
    places: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The papers of the meetings that were written, the timetable that was asked for, and the meetings without an agenda."""

    correspondence: Correspondence
    shown: Timetable | None
    without: tuple[str, ...]


def check(folder: Path) -> tuple[Fault, ...]:
    """Every fault and warning of the programme file, the recipients list and the templates, at once."""
    from pipeline.letters.mail_text import check_mail_texts
    from pipeline.programme.load import check_workspace, read_programme
    from pipeline.steps.agendas import read_agendas
    from pipeline.steps.timeline_templates import template_faults

    workspace = Workspace(folder)
    programme, _ = read_programme(workspace.programme_file)
    report = report_faults(workspace, programme) if programme else ()
    found = check_templates(folder)
    templates = (fault for checkup in found.checkups for fault in checkup.faults)
    mails = check_mail_texts(workspace.find_template, programme) if programme else ()
    agendas = read_agendas(workspace, programme)[1] if programme else ()
    plan_of_year = template_faults(workspace.find_template)
    return (*check_workspace(folder), *agendas, *templates, *found.unused, *plan_of_year, *mails, *report)


def check_templates(folder: Path, file: Path | None = None, kind: LetterKind | None = None) -> CheckedTemplates:
    """What the doctor finds in `file`, a template for letters of `kind`; or in every template of the workspace.

    Raises:
        UsageError: neither its name nor `kind` says what `file` is for.
    """
    from pipeline.steps.templates import check_all, check_one, unused

    workspace = Workspace(folder)
    if file:
        return CheckedTemplates(checkups=(check_one(workspace, file, kind),))
    return CheckedTemplates(checkups=check_all(workspace), unused=unused(workspace))


def annotate_template(checkup: Checkup, out: Path, language: str, now: dt.datetime) -> None:
    """Write a copy of a template with a comment at each fault.

    Raises:
        UsageError: the copy would be the template itself, or the template cannot be opened.
    """
    from pipeline.steps.templates import annotate

    annotate(checkup, out, language, now)


def template_fields(folder: Path, kind: LetterKind, language: str = "nb") -> tuple[FieldRow, ...]:
    """What a template for letters of `kind` may use, with sample values."""
    from pipeline.steps.templates import fields_for

    return fields_for(Workspace(folder), kind, language)


def preview_template(folder: Path, file: Path, kind: LetterKind | None, out: Path | None, *, pdf: bool) -> Preview:
    """Write letters to sample people from a template.

    Raises:
        ConfigurationError: the template is wrong; nothing was written.
    """
    from pipeline.steps.templates import preview

    return preview(Workspace(folder), file, kind, out, pdf=pdf)


def forms(run: Run) -> Blanks:
    """Write the blank forms: docx, pdf and xlsx, in both målformer."""
    from pipeline.steps.blanks import write_blank_forms

    return write_blank_forms(run)


def year_forms(run: Run) -> Blanks:
    """Write the blanks of the year: of every form, and for the teams with a place what is theirs."""
    from pipeline.steps.year_blanks import write_year_blanks

    return write_year_blanks(run, register_of(run))


def invite(run: Run, *, pdf: bool) -> tuple[Blanks, Correspondence]:
    """Write the invitations, with blank forms and programme."""
    from pipeline.steps.blanks import write_blank_forms
    from pipeline.steps.letters import INVITATIONS, write_letters

    return write_blank_forms(run), write_letters(run, register_of(run), None, INVITATIONS, pdf=pdf)


def remind(run: Run, *, pdf: bool) -> Correspondence:
    """Write a reminder to each trust that has sent nothing."""
    from pipeline.letter_record import LetterKind
    from pipeline.steps.letters import write_letters

    return write_letters(run, register_of(run), None, {LetterKind.REMINDER}, pdf=pdf)


def fetch(run: Run, secret: str, *, is_token: bool = False) -> Fetched:
    """Put new mails from the programme's mailbox into the inbox; `secret` is its password, or a token."""
    from pipeline.steps.fetch import fetch_mail

    return fetch_mail(run, secret, is_token=is_token)


def intake(run: Run, inbox: Path, read: Reader = read_content, limits: Limits = LIMITS) -> Intake:
    """Read what is new in `inbox`, each file within `limits`, and bring register, register.xlsx and report.html up to date."""
    check_report(run)
    taken = take_corrections(run)
    inspection = take_in(run, inbox, read, limits)
    register = register_of(run)
    keep_register(run, register)
    allocated = places(run, register)
    published = write_views(run, register, allocated.standing, held_open=taken.held_open)
    return Intake(inspection=inspection, register=register, places=allocated, published=published, taken=taken)


def correct(run: Run, correction: Wish) -> Mended:
    """Correct one field of a registration beside its form, and show it in register.xlsx and report.html.

    Raises:
        UsageError: there is no such registration or field, or the words cannot stand there; nothing was changed.
    """
    check_report(run)
    taken = take_corrections(run)
    made = correct_one(run, register_of(run), correction)
    return _mended(run, taken, made)


def undo_correction(run: Run, number: int) -> Mended:
    """Take a correction back, and show it in register.xlsx and report.html.

    Raises:
        UsageError: there is none with that number.
    """
    check_report(run)
    taken = take_corrections(run)
    undo_one(run, number)
    return _mended(run, taken, None)


def _mended(run: Run, taken: Taken, made: Correction | None) -> Mended:
    register = register_of(run)
    published = write_views(run, register, places(run, register).standing, held_open=taken.held_open)
    return Mended(taken=taken, made=made, register=register, published=published)


def corrections(run: Run) -> tuple[ListedCorrection, ...]:
    """Every correction ever made, and what has become of it."""
    from pipeline.steps.mending import list_corrections

    return list_corrections(run, register_of(run))


def plan(run: Run, seed: str | None = None) -> Planned:
    """Give out the places, and show it in register.xlsx and report.html."""
    check_report(run)
    taken = take_corrections(run)
    register = register_of(run)
    made, allocated = plan_places(run, register, seed)
    published = write_views(run, register, allocated.standing, held_open=taken.held_open)
    return Planned(made=made, places=allocated, register=register, published=published, taken=taken)


def approve_plan(run: Run, planned: Planned, named_hash: str, by: str, reason: str | None = None) -> tuple[Plan, Approved]:
    """Approve the plan that `planned` made from the register as it is now, and its answers; they stand from now on."""
    from pipeline.steps.approval import approve_places

    plan_, answers = approve_places(run, planned.register, planned.made, named_hash, by, reason)
    write_views(run, planned.register, plan_, held_open=planned.taken.held_open)
    return plan_, answers


def approve_letters(run: Run, kinds: Collection[LetterKind], by: str) -> Approved:
    """Approve the letters of `kinds` (none of them answers) as register and programme call for them now.

    Raises:
        UsageError: no name, or a kind that is approved with the plan.
    """
    from pipeline.steps.approval import approve_letters as bind

    register = register_of(run)
    return bind(run, register, places(run, register).standing, kinds, by)


def withdraw_letters(run: Run, kinds: Collection[LetterKind], by: str) -> int:
    """Make drafts of approved letters again; how many. What has left stays as it is.

    Raises:
        UsageError: as `approve_letters`.
    """
    from pipeline.steps.approval import withdraw_approval

    return withdraw_approval(run, kinds, by)


def letters(run: Run, kinds: Collection[LetterKind] = (), *, pdf: bool, late: bool = False) -> Lettered:
    """Write every letter of `kinds` (none: of all) that register and standing plan call for; with `pdf` as PDF too.

    Raises:
        UsageError: answers would be dated after the day by which everybody is to have one, and `late` does not allow it.
    """
    from pipeline.letter_record import LetterKind
    from pipeline.steps.letters import CALLED_FOR, write_letters
    from pipeline.steps.return_forms import write_return_forms

    check_report(run)
    taken = take_corrections(run)
    register = register_of(run)
    allocated = places(run, register)
    correspondence = write_letters(run, register, allocated.standing, kinds or CALLED_FOR, pdf=pdf, late=late)
    if LetterKind.MISSING in (kinds or CALLED_FOR):
        write_return_forms(run, register, correspondence.called_for)
    published = write_views(run, register, allocated.standing, held_open=taken.held_open)
    return Lettered(correspondence=correspondence, places=allocated, register=register, published=published, taken=taken)


def agenda(run: Run, key: str | None = None, *, pdf: bool) -> Agenda:
    """Write programme, running sheet and checklist of every meeting that has an agenda; show the timetable of the one named.

    Raises:
        ConfigurationError: the workspace's agendas.toml, or a template, is wrong; nothing was written.
        UsageError: no meeting with an agenda is called `key`; nothing was written.
    """
    from pipeline.steps.agendas import MEETING_PAPERS, the_one_named, timetables
    from pipeline.steps.letters import write_letters

    register = register_of(run)
    standing = places(run, register).standing
    made = timetables(run, register, standing)
    shown = the_one_named(made, key) if key else None
    having = {one.meeting.meeting.key for one in made}
    without = tuple(meeting.key for meeting in run.programme.meetings if meeting.key not in having)
    return Agenda(correspondence=write_letters(run, register, standing, MEETING_PAPERS, pdf=pdf), shown=shown, without=without)


def send(  # noqa: PLR0913 - what there is to choose
    run: Run, kinds: Collection[LetterKind] = (), *, via: str = "eml", login: Login | None = None, word: bool = False, go: bool
) -> Dispatched:
    """Hand over every approved letter of `kinds` (none: of all), as drafts or by the mail server; without `go` only look.

    Raises:
        ConfigurationError: the text template is wrong, or the mail server cannot be used. Nothing was sent.
        UsageError: the programme file names no mail server.
    """
    from pipeline.steps.called_for import BY_MAIL
    from pipeline.steps.mails import ready_mails
    from pipeline.steps.sending import send_as_drafts, send_by_server, settle_drafts

    register = register_of(run)
    allocated = places(run, register)
    if go:
        settle_drafts(run)
    ready = ready_mails(run, register, allocated.standing, kinds or BY_MAIL, word=word)
    sent = None
    if go:
        sent = send_as_drafts(run, ready.outgoing) if via == "eml" else send_by_server(run, ready.outgoing, login)
    return Dispatched(ready=ready, sent=sent, places=allocated)


def settle_letter(run: Run, target: str, *, was_sent: bool, by: str) -> tuple[str, ...]:
    """Say what became of a letter that was perhaps handed over; the paths of those that went with it.

    Raises:
        UsageError: no name, no such letter, or more than one.
    """
    from pipeline.steps.sending import resolve

    return resolve(run, target, was_sent=was_sent, by=by)


def archive(run: Run, out: Path | None = None, *, drafts: bool = False, dry_run: bool = False) -> Archived:
    """Pack approved letters and files received for the archive, in `out` or outbox/archive; `dry_run` writes nothing."""
    from pipeline.steps.archiving import archive_case

    return archive_case(run, register_of(run), out, drafts=drafts, dry_run=dry_run)


def calendar(run: Run) -> Calendars:
    """Write calendar invitations to the meetings, and cancel those to meetings that are off."""
    from pipeline.steps.calendars import write_calendars

    return write_calendars(run)


def timeline(run: Run) -> Timelines:
    """Write the plan of the year, and tell what has moved since it was last written."""
    from pipeline.steps.timelines import write_timeline

    return write_timeline(run)


def advisers(run: Run) -> tuple[Mended, Advised]:
    """Take what was changed in the overview of teams and advisers, match them, and write it anew.

    Raises:
        UsageError: no places have been given out.
    """
    from pipeline.steps.advisers import advise

    mended = _corrected_first(run)
    return mended, advise(run, mended.register)


def _corrected_first(run: Run) -> Mended:
    """The register with what a person has changed in register.xlsx."""
    check_report(run)
    return _mended(run, take_corrections(run), None)


def meeting(run: Run, key: str, language: str) -> tuple[Mended, Papers]:
    """Write the papers of a meeting in `language` (nb or nn): list, attendance sheet; of a gathering badges and tables too.

    Raises:
        UsageError: there is no such meeting, or no places have been given out.
    """
    from pipeline.steps.meetings import write_papers

    mended = _corrected_first(run)
    return mended, write_papers(run, mended.register, key, language)


def attendance(run: Run, given: Path | None = None, meeting_key: str = "", day: int = 0) -> tuple[Mended, Counted]:
    """Read a list (or a folder of them) of who was there, and sum up the year; None reads nothing.

    Raises:
        UsageError: no such file or meeting, or no places have been given out.
    """
    from pipeline.steps.meetings import count

    mended = _corrected_first(run)
    return mended, count(run, mended.register, given, meeting_key, day)


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


def pitching(run: Run, saying: Saying, language: str, *, letters: bool, pdf: bool) -> PitchingOutcome:
    """Take what is said, rank the teams by the judges' sheets, and show who gets the award; with `letters` write the letters.

    Raises:
        UsageError: no places have been given out, or what is said cannot be so; nothing was written.
    """
    from pipeline.steps.pitching import pitch

    return pitch(run, register_of(run), saying, language, letters=letters, pdf=pdf)


def status(run: Run) -> Standing:
    """Where things stand, and what is open."""
    from pipeline.steps.standing import standing

    register = register_of(run)
    return standing(run, register, places(run, register), written_letters(run))


def why(run: Run, target: str) -> Trace:
    """Follow a letter, a registration or one of its fields back to the file that it came from.

    Raises:
        UsageError: nothing is called `target`.
    """
    from pipeline.steps.tracing import trace

    register = register_of(run)
    return trace(run, register, places(run, register), written_letters(run), target)


def export(run: Run) -> bytes:
    """The register as JSON (contract: «kull export»)."""
    from pipeline.steps.returned import returned_forms
    from pipeline.views.export import export_json

    register = register_of(run)
    forms, plan = returned_forms(run, register), places(run, register).standing
    return export_json(register, plan, written_letters(run), run.programme, run.language, forms=forms)

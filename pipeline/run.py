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
    from pipeline.letter_record import LetterKind
    from pipeline.letters.doctor import Checkup
    from pipeline.letters.field_list import FieldRow
    from pipeline.model import Correction, Plan, Register
    from pipeline.outbox.smtp import Login
    from pipeline.steps.approval import Approved
    from pipeline.steps.archiving import Archived
    from pipeline.steps.blanks import Blanks
    from pipeline.steps.fetch import Fetched
    from pipeline.steps.letters import Correspondence
    from pipeline.steps.mails import Ready
    from pipeline.steps.mending import ListedCorrection
    from pipeline.steps.products import Published
    from pipeline.steps.sending import Sent
    from pipeline.steps.standing import Standing
    from pipeline.steps.templates import Preview
    from pipeline.steps.tracing import Trace
    from pipeline.year.returned import ReturnedForm

__all__ = [
    "Run",
    "Wish",
    "annotate_template",
    "approve_letters",
    "approve_plan",
    "archive",
    "check",
    "check_templates",
    "correct",
    "corrections",
    "export",
    "fetch",
    "forms",
    "intake",
    "invite",
    "letters",
    "looking",
    "plan",
    "preview_template",
    "remind",
    "send",
    "settle_letter",
    "status",
    "template_fields",
    "undo_correction",
    "why",
    "withdraw_letters",
    "working",
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
    forms: tuple[ReturnedForm, ...]
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
    from pipeline.steps.returned import returned_forms

    check_report(run)
    taken = take_corrections(run)
    inspection = take_in(run, inbox, read, limits)
    register = register_of(run)
    keep_register(run, register)
    allocated = places(run, register)
    published = write_views(run, register, allocated.standing, held_open=taken.held_open)
    forms = returned_forms(run, register)
    return Intake(inspection=inspection, register=register, forms=forms, places=allocated, published=published, taken=taken)


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


def corrected_first(run: Run) -> Mended:
    """The register with what a person has changed in register.xlsx."""
    check_report(run)
    return _mended(run, take_corrections(run), None)


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

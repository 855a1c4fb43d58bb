"""Which letters the register and the plan call for, and what each of them says. Pure: the date comes from outside.

A new kind of letter touches two places: its row in `KINDS` (with its context and the function that composes it), and its
templates in `templates/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pipeline.letter_record import LetterKind
from pipeline.letters import answers, diplomas, invitations, registrations
from pipeline.letters.contexts import (
    Context,
    DiplomaContext,
    InvitationContext,
    MissingContext,
    NotEligibleContext,
    PlaceContext,
    ProgrammeContext,
    ReceiptContext,
    ReminderContext,
    ReportReminderContext,
    ReserveContext,
    TrustContext,
)
from pipeline.letters.letter import Letter
from pipeline.letters.meeting_contexts import AgendaContext, ChecklistContext, RunningSheetContext
from pipeline.letters.occasion import Attendee, Draft, Occasion, slug
from pipeline.model import Plan, Register
from pipeline.programme.schema import Programme, Recipient


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: its name in file names, what its template may say, and who gets one."""

    word: str
    context: type[Context]
    drafts: Callable[[Occasion], Iterator[Draft]]

    def template(self, language: str) -> str:
        """The file name of its template: «tilbud-om-plass.nb.docx»."""
        return f"{self.word}.{language}.docx"


def papers_of(kind: LetterKind) -> Callable[[Occasion], Iterator[Draft]]:
    """What comes drafted: timetables and reports belong to the year, which comes after the letters."""
    return lambda occasion: iter(occasion.papers.get(kind, ()))


KINDS: Mapping[LetterKind, Kind] = {
    LetterKind.INVITATION: Kind("invitasjon", InvitationContext, invitations.invitations),
    LetterKind.PROGRAMME: Kind("program", ProgrammeContext, invitations.programmes),
    LetterKind.REMINDER: Kind("paminnelse", ReminderContext, invitations.reminders),
    LetterKind.RECEIPT: Kind("kvittering", ReceiptContext, registrations.receipts),
    LetterKind.MISSING: Kind("mangelbrev", MissingContext, registrations.missing_letters),
    LetterKind.PLACE: Kind("tilbud-om-plass", PlaceContext, answers.places),
    LetterKind.RESERVE: Kind("reserveplass", ReserveContext, answers.reserves),
    LetterKind.NOT_ELIGIBLE: Kind("avslag", NotEligibleContext, answers.refusals),
    LetterKind.TRUST: Kind("svar-til-foretaket", TrustContext, answers.joint_answers),
    LetterKind.DIPLOMA: Kind("diplom", DiplomaContext, diplomas.diplomas),
    LetterKind.AGENDA: Kind("moteprogram", AgendaContext, papers_of(LetterKind.AGENDA)),
    LetterKind.RUNNING_SHEET: Kind("kjoreplan", RunningSheetContext, papers_of(LetterKind.RUNNING_SHEET)),
    LetterKind.CHECKLIST: Kind("huskeliste", ChecklistContext, papers_of(LetterKind.CHECKLIST)),
    LetterKind.REPORT_REMINDER: Kind("paminnelse-rapport", ReportReminderContext, papers_of(LetterKind.REPORT_REMINDER)),
}


def compose_letters(  # noqa: PLR0913, PLR0917 - these are what a letter is made from, and no two belong together
    register: Register,
    plan: Plan | None,
    programme: Programme,
    recipients: Iterable[Recipient],
    kinds: Iterable[LetterKind],
    dated: date,
    *,
    attendance: Iterable[Attendee] = (),
    papers: Mapping[LetterKind, tuple[Draft, ...]] | None = None,
) -> tuple[Letter, ...]:
    """Every letter of `kinds`, in the order of `KINDS`; answers (place, reserve, not_eligible, trust) only with a plan.

    The letters' paths differ, whatever trusts and teams are called.
    """
    occasion = Occasion(
        register=register,
        plan=plan,
        programme=programme,
        recipients=tuple(recipients),
        dated=dated,
        attendance=tuple(attendance),
        papers=papers or {},
    )
    wanted = set(kinds)
    letters = (_letter(kind, draft) for kind in KINDS if kind in wanted for draft in KINDS[kind].drafts(occasion))
    return tuple(_told_apart(letters))


def _letter(kind: LetterKind, draft: Draft) -> Letter:
    return Letter(
        kind=kind,
        language=draft.language,
        recipient=draft.recipient,
        registration=draft.registration,
        template=KINDS[kind].template(draft.language),
        context=draft.context,
        stem=f"{_ascii(draft.owner)}-{KINDS[kind].word}",
        remarks=draft.remarks,
    )


def _ascii(owner: str) -> str:
    """Ids and short names stay as they are («UNN-1b»); anything else is written in plain letters."""
    return owner if owner.isascii() and owner.replace("-", "").isalnum() else slug(owner)


def _told_apart(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The second letter of the same path gets «-2»; letter case does not tell two files apart on every disk."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for letter in letters:
        free, stem = letter, letter.path.casefold()
        while free.path.casefold() in taken:
            counts[stem] = counts.get(stem, 1) + 1
            free = replace(letter, stem=f"{letter.stem}-{counts[stem]}")
        taken.add(free.path.casefold())
        yield free

"""From approved letters to mails: to whom each goes and with what, and what is held back and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.form.registration import REGISTRATION
from pipeline.i18n import Message, msg
from pipeline.ledger.letters import Key, WrittenLetter
from pipeline.ledger.products import products
from pipeline.letter_record import LetterKind, LetterState
from pipeline.letters.adviser_contexts import AdviserContext
from pipeline.letters.contexts import Context
from pipeline.letters.correction import TEAM_ANSWERS, matter
from pipeline.letters.mail_text import mail_context, mail_text, subject, template_name
from pipeline.model import Plan, Register, Registration
from pipeline.outbox.mail import Attachment, Mail, Mailbox
from pipeline.outbox.write import hash_of
from pipeline.programme.schema import Recipient
from pipeline.steps.called_for import ANSWERS, BY_MAIL, INVITATIONS, DueLetter, called_for, history
from pipeline.steps.mail_address import adviser_mailbox, organiser_mailbox, team_mailbox, trust_mailbox
from pipeline.steps.opening import Run
from pipeline.steps.pdfs import with_pdfs
from pipeline.steps.return_forms import return_form_path

DRAFT = msg("It is a draft. Approve it: kull approve {kind} --by NAME")
DRAFT_ANSWER = msg("It is a draft. It is approved with the plan: kull plan --approve HASH --by NAME")
UNKNOWN = msg(
    "Perhaps handed over: the answer was lost. Find out whether it arrived, and say so: "
    "kull send --resolve {path} --as sent|not-sent --by NAME"
)
EARLIER_UNKNOWN = msg("It corrects a letter that was perhaps handed over. Settle that one first (kull send --resolve).")
OVERTAKEN = msg(
    "It would say something else now, or is not called for any more. Run the command that wrote it (kull letters, invite, "
    "remind), and look at it again."
)
NOT_AS_APPROVED = msg("The file in the outbox is not the one that was written, or is gone. Run kull letters.")
NO_PDF = msg("It has no PDF. Run kull letters on a machine with LibreOffice, or send the Word file with --word.")
WITH_INVITATION = msg("It goes with the invitation, and that is held back or not asked for.")
NO_PROGRAMME = msg("The invitation's programme is not there, or not approved. Run kull invite and kull approve programme.")
NO_ATTACHMENT = msg("Its attachment {path} is not the one that was written, or is gone. Run {command}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A mail that may go, and the letters that are handed over with it. `size` is that of its attachments, in bytes."""

    letters: tuple[WrittenLetter, ...]
    mail: Mail
    size: int

    @property
    def path(self) -> str:
        """Where its letter stands."""
        return self.letters[0].record.path


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """A letter that does not go, and why."""

    path: str
    reason: Message
    state: LetterState


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What would go now, what is held back, and how many letters have gone before.

    To look at before they go, by their paths: `early`, dated after today; `answered`, that ask a team for what is missing
    although its answer is approved or has gone.
    """

    outgoing: tuple[Outgoing, ...]
    held: tuple[HeldBack, ...]
    gone: int
    early: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()


class _HeldError(Exception):
    """A letter does not go; the message is why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def ready_mails(run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind], *, word: bool) -> Ready:
    """What of the letters of `kinds` may go. With `word` a letter without a PDF goes as a Word file.

    Raises:
        ConfigurationError: the template of the mail's text is wrong.
    """
    desk = _desk(run, register, plan, word=word)
    outgoing: list[Outgoing] = []
    held: list[HeldBack] = []
    asked = [one for one in desk.standing.values() if one.record.kind in kinds]
    for one in asked:
        if one.record.state is LetterState.HANDED_OVER or desk.goes_with_another(one):
            continue
        try:
            outgoing.append(desk.mail(one))
        except _HeldError as why:
            held.append(HeldBack(path=one.record.path, reason=why.reason, state=one.record.state))
    going = {letter.key for mail in outgoing for letter in mail.letters}
    held += [
        HeldBack(path=one.record.path, reason=WITH_INVITATION, state=one.record.state)
        for one in asked
        if desk.goes_with_another(one) and one.key not in going
    ]
    return Ready(
        outgoing=tuple(outgoing),
        held=tuple(held),
        gone=sum(one.record.state is LetterState.HANDED_OVER for one in asked),
        early=tuple(one.path for one in outgoing if one.mail.dated > run.now.date()),
        answered=tuple(one.path for one in outgoing if desk.is_answered(one.letters[0])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Everything that lies ready when letters are put into mails.

    `standing` and `due`: the letters that stand, and those that are called for, by key. `beside`: invitations and programmes by
    recipient. `unsettled`: the matters on which a letter was perhaps handed over. `enclosures`: the SHA-256 of what was
    written beside the letters, by its path in the outbox.
    """

    run: Run
    registrations: Mapping[str, Registration]
    recipients: Mapping[str, Recipient]
    reply_to: Mailbox
    standing: Mapping[Key, WrittenLetter]
    beside: Mapping[tuple[str, LetterKind], WrittenLetter]
    unsettled: frozenset[str]
    due: Mapping[Key, DueLetter]
    enclosures: Mapping[str, str]
    word: bool

    def mail(self, one: WrittenLetter) -> Outgoing:
        """The mail of a letter that stands and has not left.

        Raises:
            _HeldError: it may not go.
        """
        due = self._sound(one)
        to = self._mailbox(one, due)
        companions = tuple(self._companions(one))
        files = (self._file(one), *(self._file(other) for other in companions), *self._enclosed(one, due))
        letters = (one, *(other for other in companions if other.record.state is not LetterState.HANDED_OVER))
        mail = self._words(letters, due.letter.context, due.letter.language, to, files)
        return Outgoing(letters=letters, mail=mail, size=sum(file.stat().st_size for file in files))

    def goes_with_another(self, one: WrittenLetter) -> bool:
        """Is it the programme of an invitation that has not left?"""
        invitation = (
            self.beside.get((one.record.recipient, LetterKind.INVITATION)) if one.record.kind is LetterKind.PROGRAMME else None
        )
        undelivered = one.record.state in {LetterState.DRAFT, LetterState.APPROVED}
        return undelivered and invitation is not None and invitation.record.state is not LetterState.HANDED_OVER

    def is_answered(self, one: WrittenLetter) -> bool:
        """Does it ask for what is missing although the answer to the same registration is approved or has gone?"""
        return one.record.kind is LetterKind.MISSING and any(
            other.record.registration == one.record.registration
            for other in self.standing.values()
            if other.record.kind in TEAM_ANSWERS and other.record.state is not LetterState.DRAFT
        )

    def _sound(self, one: WrittenLetter) -> DueLetter:
        """The letter as it is called for now, when it is approved like that."""
        state, kind = one.record.state, one.record.kind
        if state is LetterState.UNKNOWN:
            raise _HeldError(Message(UNKNOWN.msgid, {"path": one.record.path}))
        due = self.due.get(one.key)
        if due is None:
            raise _HeldError(OVERTAKEN)
        if state is not LetterState.APPROVED or due.state is not LetterState.APPROVED:
            raise _HeldError(DRAFT_ANSWER if kind in ANSWERS else Message(DRAFT.msgid, {"kind": str(kind)}))
        if _matter(one) in self.unsettled:
            raise _HeldError(EARLIER_UNKNOWN)
        return due

    def _mailbox(self, one: WrittenLetter, due: DueLetter) -> Mailbox:
        found: Mailbox | Message
        if isinstance(due.letter.context, AdviserContext):
            found = adviser_mailbox(due.letter.context.adviser, self.registrations.values())
        elif one.record.registration is None:
            found = trust_mailbox(self.recipients.get(one.record.recipient))
        else:
            found = team_mailbox(self.registrations[one.record.registration])
        if isinstance(found, Message):
            raise _HeldError(found)
        return found

    def _companions(self, one: WrittenLetter) -> Iterator[WrittenLetter]:
        """The programme of an invitation: approved, or handed over before."""
        if one.record.kind is not LetterKind.INVITATION:
            return
        programme = self.beside.get((one.record.recipient, LetterKind.PROGRAMME))
        if programme is None or programme.record.state not in {LetterState.APPROVED, LetterState.HANDED_OVER}:
            raise _HeldError(NO_PROGRAMME)
        if programme.record.state is LetterState.APPROVED:
            self._sound(programme)
        yield programme

    def _file(self, one: WrittenLetter) -> Path:
        """The letter's PDF, or its Word file, as the ledger knows it."""
        docx, pdf = (self.run.workspace.root / path for path in (one.record.path, one.record.pdf_path))
        if hash_of(docx) != one.record.sha256:
            raise _HeldError(NOT_AS_APPROVED)
        if one.record.pdf_sha256 is None:
            if self.word:
                return docx
            raise _HeldError(NO_PDF)
        if hash_of(pdf) != one.record.pdf_sha256:
            raise _HeldError(NOT_AS_APPROVED)
        return pdf

    def _enclosed(self, one: WrittenLetter, due: DueLetter) -> Iterator[Path]:
        """The files that a kind of letter calls for beside the letters themselves."""
        if one.record.kind is LetterKind.MISSING:
            yield self._there(return_form_path(due.letter), "kull letters")
        if one.record.kind is LetterKind.INVITATION:
            stem = f"{self.run.workspace.forms.name}/{REGISTRATION.file_stem[due.letter.language]}"
            yield self._there(f"{stem}.docx", "kull invite")
            if f"{stem}.pdf" in self.enclosures:
                yield self._there(f"{stem}.pdf", "kull invite")

    def _there(self, path: str, command: str) -> Path:
        """An enclosure as it was written: another team's form in its place would tell this one who they are."""
        file = self.run.workspace.outbox / path
        if not file.is_file() or hash_of(file) != self.enclosures.get(path):
            raise _HeldError(Message(NO_ATTACHMENT.msgid, {"path": self.run.workspace.relative(file), "command": command}))
        return file

    def _words(
        self, letters: tuple[WrittenLetter, ...], context: Context, language: str, to: Mailbox, files: tuple[Path, ...]
    ) -> Mail:
        programme = self.run.programme
        said = mail_context(programme, context.heading, tuple(file.name for file in files), corrected=bool(letters[0].corrects))
        return Mail(
            key=(programme.cohort.id, *(part for letter in letters for part in letter.key)),
            to=to,
            reply_to=self.reply_to,
            subject=subject(said),
            text=mail_text(self.run.workspace.find_template(template_name(language)), said),
            dated=letters[0].record.dated,
            attachments=tuple(map(Attachment, files)),
        )


def _desk(run: Run, register: Register, plan: Plan | None, *, word: bool) -> _Desk:
    standing = [one for one in history(run).written.values() if one.record.state is not LetterState.SUPERSEDED]
    order = list(LetterKind)
    standing.sort(key=lambda one: (order.index(one.record.kind), one.record.path, one.content))
    records = with_pdfs(run, [one.record for one in standing])
    known = [replace(one, record=record) for one, record in zip(standing, records, strict=True)]
    with run.ledger.connect() as db:
        enclosures = {path: record.sha256 for path, record in products(db).items()}
    return _Desk(
        run=run,
        registrations={one.id: one for one in register.registrations},
        recipients={one.orgnr: one for one in run.recipients},
        reply_to=organiser_mailbox(run.programme),
        standing={one.key: one for one in known},
        beside={(one.record.recipient, one.record.kind): one for one in known if one.record.kind in INVITATIONS},
        unsettled=frozenset(_matter(one) for one in known if one.record.state is LetterState.UNKNOWN),
        due={one.key: one for one in called_for(run, register, plan, BY_MAIL & {one.record.kind for one in standing})},
        enclosures=enclosures,
        word=word,
    )


def _matter(one: WrittenLetter) -> str:
    return matter(one.record.kind, one.record.registration, one.record.path)

"""The packages that letters and files received call for, each with its bytes, or the reason why there is none."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.form.registration import REGISTRATION
from pipeline.i18n import DEFAULT_LANGUAGE, Message, msg
from pipeline.intake.filetype import file_type
from pipeline.intake.inbox import shown_path
from pipeline.ledger.letters import WrittenLetter
from pipeline.letter_record import LetterKind, LetterRecord, LetterState
from pipeline.letters.compose import KINDS
from pipeline.letters.occasion import slug
from pipeline.letters.pdf_proof import unfit
from pipeline.model import Register, SetAsideReason
from pipeline.outbox.manifest import ProductRecord
from pipeline.records.entries import (
    SCREENED,
    Office,
    Received,
    folder_name,
    letter_entry,
    letter_key,
    received_entry,
    received_title,
)
from pipeline.records.formats import ARCHIVE_PDF, production_format
from pipeline.records.packing import LeftOut, Reason
from pipeline.records.titles import journal_title
from pipeline.records.values import JournalEntry, RecordedDocument, StoredFile, Variant
from pipeline.records.word_properties import word_properties
from pipeline.steps.opening import Run
from pipeline.steps.return_forms import WORD
from pipeline.steps.sent import copy_path

FIT = frozenset({LetterState.APPROVED, LetterState.HANDED_OVER})
"""Letters in these states are fit for the archive."""

_FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A package as it should stand. `files` maps names in it to bytes; `state` says how far the letter had come.

    `without_pdf`: letters in it that are there in Word only.
    """

    entry: JournalEntry
    folder: str
    state: str
    source: str
    sha256: str
    files: Mapping[str, bytes]
    enclosed: tuple[str, ...] = ()
    without_pdf: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What should be in a package and cannot be, with words for a person; `detail` is what its check said."""

    left_out: LeftOut
    message: Message
    detail: Message | None = None


@dataclass(slots=True)
class _Bundle:
    """The files of one package while it is filled; no two have the same name."""

    files: dict[str, bytes] = field(default_factory=dict)
    without_pdf: list[str] = field(default_factory=list)

    def add(self, name: str, data: bytes, variant: Variant) -> StoredFile:
        """Put `data` into the package; its name there is plain ASCII."""
        path = PurePosixPath(name)
        suffix = "".join(sign for sign in path.suffix.lower() if sign.isascii() and sign.isalnum())
        stem = path.stem if path.stem.isascii() and path.stem.replace("-", "").isalnum() else slug(path.stem)
        reference = f"{stem}.{suffix}" if suffix else stem
        if reference in self.files:
            raise ValueError(reference)
        self.files[reference] = data
        return StoredFile(
            name=name,
            reference=reference,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            variant=variant,
            format=ARCHIVE_PDF if variant is Variant.ARCHIVE else production_format(file_type(data), suffix),
        )


class _RefusedError(Exception):
    """The package cannot be made."""

    def __init__(self, reason: Reason, path: str, detail: Message | None = None) -> None:
        super().__init__(path)
        self.reason, self.path, self.detail = reason, path, detail


WORDS = {
    Reason.UNKNOWN: msg("{path}: nobody knows whether it was sent. Find that out first."),
    Reason.FILE_GONE: msg("{path} is not there any more. Put it back, or make it again."),
    Reason.FILE_CHANGED: msg("{path} was changed after kull wrote or read it, and is not what it says it is."),
    Reason.NOT_CONFORMANT: msg("{path} does not meet PDF/A-2 and PDF/UA-1, and is not fit for the archive."),
    Reason.ATTACHMENT_GONE: msg("{path} goes with the letter, and is not there or was changed. Write the letters again."),
}
"""What a person must see to, by the reason."""


def refused(letter: str, sha256: str, reason: Reason, path: str, detail: Message | None = None) -> Refused:
    """The refusal of the letter or file `letter`, for a reason that lies in the file at `path`."""
    left_out = LeftOut(path=letter, sha256=sha256, reason=reason)
    return Refused(left_out=left_out, message=Message(WORDS[reason].msgid, {"path": path}), detail=detail)


# --- what came in --------------------------------------------------------------------------------------------------------


def received_package(run: Run, office: Office, received: Received) -> Called | Refused:
    """The file as it came, found by its content wherever it stands now."""
    data = _content(run, received)
    if data is None:
        gone = Reason.FILE_CHANGED if (run.workspace.root / received.path).is_file() else Reason.FILE_GONE
        return refused(received.path, received.sha256, gone, received.path)
    bundle, name = _Bundle(), PurePosixPath(received.path).name
    stored = bundle.add(name, data, Variant.PRODUCTION)
    title = received_title(office, received)
    entry = received_entry(office, received, RecordedDocument(title=title, files=(stored,), screened=True))
    return Called(
        entry=entry,
        folder=folder_name(entry, "-".join(one.id for one in received.registrations)),
        state="received",
        source=received.path,
        sha256=received.sha256,
        files=bundle.files,
    )


def _content(run: Run, received: Received) -> bytes | None:
    for file in _places(run, received.paths):
        if file.is_file() and hashlib.sha256(data := file.read_bytes()).hexdigest() == received.sha256:
            return data
    return None


def _places(run: Run, paths: Sequence[str]) -> Iterator[Path]:
    """Where the files may be that the register calls `paths`; a name that is not UTF-8 is written out in it."""
    yield from (run.workspace.root / path for path in paths)
    if any("\\x" in path for path in paths):
        yield from (file for file in run.workspace.inbox.rglob("*") if shown_path(file, run.workspace.root) in paths)


# --- what goes out -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How a letter left: what was attached, name and hash, and when it was taken over; None when a person sent the draft."""

    attached: Mapping[str, str]
    at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """All letters of the cohort, and what the outbox knows of its files.

    `sent` tells of letters that have left. `checked` are hashes of PDFs that passed before.
    """

    run: Run
    office: Office
    products: Mapping[str, ProductRecord]
    letters: Mapping[str, WrittenLetter]
    sent: Mapping[str, Sent]
    checked: Collection[str]

    def package(self, key: str, written: WrittenLetter) -> Called | Refused:
        """The letter in Word and PDF, with all that goes with it."""
        letter = written.record
        try:
            bundle = _Bundle()
            attachments = [self.letters[one] for one in self.enclosed_letters(written)]
            documents = (
                self._letter(bundle, key),
                *(self._letter(bundle, one) for one in self.enclosed_letters(written)),
                *self._forms(bundle, key),
            )
        except _RefusedError as error:
            return refused(letter.path, letter.sha256, error.reason, error.path, error.detail)
        sent = self.sent.get(key)
        entry = letter_entry(self.office, letter, key, documents, sent.at if sent else None)
        return Called(
            entry=entry,
            folder=folder_name(entry, PurePosixPath(letter.path).stem),
            state=letter.state,
            source=letter.path,
            sha256=letter.sha256,
            files=bundle.files,
            enclosed=tuple(one.record.path for one in attachments),
            without_pdf=tuple(bundle.without_pdf),
        )

    def enclosed_letters(self, written: WrittenLetter) -> tuple[str, ...]:
        """The keys of letters that go with it, whatever their own state: the programme goes with the invitation."""
        letter = written.record
        if letter.kind is not LetterKind.INVITATION:
            return ()
        sent = self.sent.get(letter_key(self.office, letter, written.content))
        programmes = {key: one for key, one in self.letters.items() if _is_programme_of(letter, one.record)}
        if sent is None:
            return tuple(key for key, one in programmes.items() if one.record.state is not LetterState.SUPERSEDED)
        went = frozenset(sent.attached.values())
        return tuple(key for key, one in programmes.items() if went & {one.record.sha256, self._pdf_hash(key)})

    def _pdf_hash(self, key: str) -> str | None:
        """The hash of the letter's PDF: as it went, else as it stands."""
        letter, sent = self.letters[key].record, self.sent.get(key)
        went = sent.attached.get(PurePosixPath(letter.pdf_path).name) if sent else None
        return went or letter.pdf_sha256

    def _letter(self, bundle: _Bundle, key: str) -> RecordedDocument:
        written, pdf_sha256 = self.letters[key], self._pdf_hash(key)
        letter = written.record
        docx = self._read(letter.path, letter.sha256, copy_path(self.run, written, ".docx"))
        said = word_properties(docx)
        files = [bundle.add(PurePosixPath(letter.path).name, docx, Variant.PRODUCTION)]
        if pdf_sha256:
            pdf = self._read(letter.pdf_path, pdf_sha256, copy_path(self.run, written, ".pdf"))
            if pdf_sha256 not in self.checked and (fault := unfit(pdf, docx, said.language)):
                raise _RefusedError(Reason.NOT_CONFORMANT, letter.pdf_path, fault)
            files.insert(0, bundle.add(PurePosixPath(letter.pdf_path).name, pdf, Variant.ARCHIVE))
        else:
            bundle.without_pdf.append(letter.path)
        title = journal_title(said.title, PurePosixPath(letter.path).stem)
        return RecordedDocument(title=title, files=tuple(files), screened=letter.kind in SCREENED)

    def _read(self, path: str, sha256: str, *copies: Path) -> bytes:
        """A file of the outbox, or one of `copies` of it, when it is what the ledger says."""
        there = [file.read_bytes() for file in (self.run.workspace.root / path, *copies) if file.is_file()]
        if not there:
            raise _RefusedError(Reason.FILE_GONE, path)
        for data in there:
            if hashlib.sha256(data).hexdigest() == sha256:
                return data
        raise _RefusedError(Reason.FILE_CHANGED, path)

    def _forms(self, bundle: _Bundle, key: str) -> Iterator[RecordedDocument]:
        """The blank forms that go with an invitation, and the return form that goes with a letter on what is missing."""
        letter, sent = self.letters[key].record, self.sent.get(key)
        if letter.kind is LetterKind.MISSING:
            path = PurePosixPath(*PurePosixPath(letter.path).parts[1:]).as_posix().replace(KINDS[LetterKind.MISSING].word, WORD)
            title = msg("Return form – {id}", id=letter.registration or "").in_language(DEFAULT_LANGUAGE)
            yield self._form(bundle, path, title, sent, screened=True)
        if letter.kind is LetterKind.INVITATION:
            trust = self.office.recipients.get(letter.recipient)
            stem = REGISTRATION.file_stem[trust.language if trust else DEFAULT_LANGUAGE]
            for suffix in _FORMATS:
                path = f"forms/{stem}.{suffix}"
                # A house without what PDF forms are drawn with sends the other.
                if path in self.products or suffix != "pdf":
                    words = production_format(suffix).code
                    title = msg("Registration form ({format})", format=words).in_language(DEFAULT_LANGUAGE)
                    yield self._form(bundle, path, title, sent, screened=False)

    def _form(self, bundle: _Bundle, path: str, title: str, sent: Sent | None, *, screened: bool) -> RecordedDocument:
        """A form as it went with a letter that has left, else as the outbox has it."""
        shown = self.run.workspace.relative(self.run.workspace.outbox / path)
        known = self.products.get(path)
        went = sent.attached.get(PurePosixPath(path).name) if sent else None
        try:
            data = self._read(shown, went or (known.sha256 if known else ""))
        except _RefusedError:
            raise _RefusedError(Reason.ATTACHMENT_GONE, shown) from None
        stored = bundle.add(PurePosixPath(path).name, data, Variant.PRODUCTION)
        return RecordedDocument(title=title, files=(stored,), screened=screened)


def _is_programme_of(invitation: LetterRecord, other: LetterRecord) -> bool:
    return other.kind is LetterKind.PROGRAMME and other.recipient == invitation.recipient


def reason_to_leave_out(letter: LetterRecord) -> Reason | None:
    """Why a letter is not packed, unless drafts are asked for; None: it is fit."""
    if letter.state in FIT:
        return None
    others = {LetterState.UNKNOWN: Reason.UNKNOWN, LetterState.SUPERSEDED: Reason.SUPERSEDED}
    return others.get(letter.state, Reason.DRAFT)


def set_aside(register: Register) -> Iterator[LeftOut]:
    """Files that no registration was read from: they are no part of the case until a person says so. Forms of the year too."""
    for one in register.quarantine:
        system = one.reason is SetAsideReason.SYSTEM_FILE
        yield LeftOut(path=one.path, sha256=one.sha256, reason=Reason.SYSTEM_FILE if system else Reason.SET_ASIDE)
    known = {one.source.path for one in register.registrations}
    for path, sha256 in dict.fromkeys((one.source.path, one.source.sha256) for one in register.forms):
        if path not in known:
            yield LeftOut(path=path, sha256=sha256, reason=Reason.FORM_OF_THE_YEAR)

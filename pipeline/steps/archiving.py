"""From the register and the letters in the outbox to packages for the archive: every letter and every file received, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.ledger.files import readings
from pipeline.ledger.handovers import Fate, Handover, Via, handovers
from pipeline.ledger.letters import Key, WrittenLetter, written_letters
from pipeline.ledger.products import forget_products, products, remember_products
from pipeline.letter_record import LetterState
from pipeline.model import Register, Status
from pipeline.outbox.manifest import ProductRecord
from pipeline.outbox.write import hash_of
from pipeline.records.entries import Office, case_of, letter_key, office_of, received_files
from pipeline.records.message import case_message
from pipeline.records.packing import MESSAGE_NAME, NAME, LeftOut, Package, Reason
from pipeline.records.values import id_of
from pipeline.steps.edition import reading_edition
from pipeline.steps.opening import Run
from pipeline.steps.packages import Called, Outgoing, Refused, Sent, reason_to_leave_out, received_package, refused, set_aside
from pipeline.steps.pdfs import with_pdfs
from pipeline.steps.products import write_manifest
from pipeline.steps.shelf import Shelf, open_shelf

STEP = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """What became of the packages, by folder. `base` is the case's folder, `kept` maps a changed file to the copy of it.

    `written` were written (or would be); `stays` are those of letters that others have taken the place of. `without_pdf` are
    letters that were packed in Word only, `refused` what a person must see to, `left_out` all that is in no package.
    """

    base: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    stays: tuple[str, ...]
    without_pdf: tuple[str, ...]
    refused: tuple[Refused, ...]
    left_out: tuple[LeftOut, ...]
    packages: tuple[Package, ...]
    kept: Mapping[str, Path] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Is all that is fit for the archive packed, and in the archive's format?"""
        return not self.refused and not self.without_pdf


def archive_case(run: Run, register: Register, out: Path | None, *, drafts: bool, dry_run: bool) -> Archived:
    """Bring the packages of the cohort's case up to date, in `out` or in the outbox. With `dry_run` nothing is written.

    Raises:
        ConfigurationError: the packing list that stands there cannot be read; nothing was written.
    """
    office = office_of(run.programme, run.recipients, register)
    case = case_of(office)
    base = (out or run.workspace.archive) / f"{case.year}-{case.number}"
    shelf = open_shelf(base, case, run.workspace.state / "kept", dry_run=dry_run)
    _pack_received(run, register, office, shelf)
    _pack_letters(_outgoing(run, office, shelf), shelf, drafts=drafts)
    shelf.finish(case_message(case))
    if out is None and not dry_run:
        _tell_ledger(run, shelf)
    return _outcome(shelf)


def _pack_received(run: Run, register: Register, office: Office, shelf: Shelf) -> None:
    for received in received_files(register, _notices(run, register)):
        _put(shelf, received_package(run, office, received))
    shelf.left_out += set_aside(register)


def _notices(run: Run, register: Register) -> frozenset[tuple[str, int]]:
    """The parts of files that are notices of withdrawal: only readings tell, and they are asked only when there can be one."""
    if not any(one.status in {Status.WITHDRAWN, Status.SUPERSEDED} for one in register.registrations):
        return frozenset()
    with run.ledger.connect() as db:
        read = readings(db, reading_edition())
    every = ((sha256, part, reading) for sha256, file in read.items() for part, reading in enumerate(file.readings))
    return frozenset((sha256, part) for sha256, part, reading in every if reading.withdrawal)


def _outgoing(run: Run, office: Office, shelf: Shelf) -> Outgoing:
    with run.ledger.connect() as db:
        cohort = run.programme.cohort.id
        written, known, gone = written_letters(db, cohort), products(db), handovers(db, cohort)
    records = with_pdfs(run, [one.record for one in written])
    sent = {one.key: one for one in gone if one.state is Fate.SENT}
    with_files = [_as_it_left(replace(one, record=record), sent) for one, record in zip(written, records, strict=True)]
    return Outgoing(
        run=run,
        office=office,
        products=known,
        letters={letter_key(office, one.record, one.content): one for one in with_files},
        sent={letter_key(office, one.record, one.content): _sent(sent[one.key]) for one in with_files if one.key in sent},
        checked=shelf.checked,
    )


def _as_it_left(written: WrittenLetter, sent: Mapping[Key, Handover]) -> WrittenLetter:
    """A letter that has left belongs to the case for ever, also when another corrects it."""
    if written.key not in sent:
        return written
    return replace(written, record=replace(written.record, state=LetterState.HANDED_OVER))


def _sent(handover: Handover) -> Sent:
    """When a mail draft was sent is known to the person who sent it, not to kull."""
    attached = dict(line.split(" sha256:", 1) for line in handover.attached)
    return Sent(attached=attached, at=handover.settled if handover.via is Via.SMTP else None)


def _pack_letters(outgoing: Outgoing, shelf: Shelf, *, drafts: bool) -> None:
    """Every letter that is fit, with what is enclosed; what is enclosed in one package gets none of its own."""
    wanted = [key for key, one in outgoing.letters.items() if _is_wanted(one, drafts=drafts)]
    enclosed = {inner for key in wanted for inner in outgoing.enclosed_letters(outgoing.letters[key])}
    for key in wanted:
        if key not in enclosed:
            _pack_letter(outgoing, shelf, key)
    for key, written in outgoing.letters.items():
        if key not in enclosed and key not in wanted:
            _leave_out(shelf, written)


def _pack_letter(outgoing: Outgoing, shelf: Shelf, key: str) -> None:
    written, system_id = outgoing.letters[key], str(id_of(key))
    if shelf.is_sealed(system_id):
        shelf.keep(system_id)
        return
    made = outgoing.package(key, written)
    _put(shelf, made)
    if isinstance(made, Refused) and not shelf.stands(system_id):
        inner = (outgoing.letters[one].record for one in outgoing.enclosed_letters(written))
        shelf.left_out += (replace(made.left_out, path=one.path, sha256=one.sha256) for one in inner)


def _put(shelf: Shelf, made: Called | Refused) -> None:
    if isinstance(made, Refused):
        shelf.refuse(made)
    else:
        shelf.take(made)


def _leave_out(shelf: Shelf, written: WrittenLetter) -> None:
    """A letter that is not packed now; if it was packed before it was replaced, that package stays."""
    letter = written.record
    reason = reason_to_leave_out(letter) or Reason.DRAFT
    if reason is Reason.UNKNOWN:
        shelf.refuse(refused(letter.path, letter.sha256, reason, letter.path))
    else:
        shelf.left_out.append(LeftOut(path=letter.path, sha256=letter.sha256, reason=reason))


def _is_wanted(written: WrittenLetter, *, drafts: bool) -> bool:
    reason = reason_to_leave_out(written.record)
    return reason is None or (drafts and reason is Reason.DRAFT)


def _tell_ledger(run: Run, shelf: Shelf) -> None:
    """The outbox's own manifest lists the packages too."""
    base = shelf.base.relative_to(run.workspace.outbox).as_posix()
    now = {record.path: record for record in _records(shelf, base)}
    with run.ledger.begin() as db:
        known = {path: record for path, record in products(db).items() if record.step == STEP}
        forget_products(db, known.keys() - now.keys())
        remember_products(db, [record for path, record in now.items() if known.get(path) != record])
    write_manifest(run)


def _records(shelf: Shelf, base: str) -> list[ProductRecord]:
    listed = [
        ProductRecord(
            path=f"{base}/{file.path}",
            step=STEP,
            content=file.sha256,
            sha256=file.sha256,
            size=file.size,
            made_from=(f"{package.source} sha256:{package.sha256}",),
        )
        for package in shelf.now.values()
        for file in package.files
    ]
    own = [(name, hash_of(shelf.base / name)) for name in (MESSAGE_NAME, NAME)]
    return listed + [
        ProductRecord(
            path=f"{base}/{name}",
            step=STEP,
            content=sha256,
            sha256=sha256,
            size=(shelf.base / name).stat().st_size,
            made_from=("register", "letters", "programme.toml"),
        )
        for name, sha256 in own
        if sha256
    ]


def _outcome(shelf: Shelf) -> Archived:
    listed = shelf.listed
    return Archived(
        base=shelf.base,
        written=tuple(shelf.written),
        unchanged=tuple(shelf.unchanged),
        removed=tuple(shelf.removed),
        stays=shelf.stays,
        without_pdf=tuple(dict.fromkeys(shelf.without_pdf)),
        refused=tuple(shelf.refused),
        left_out=listed.left_out if listed else (),
        packages=listed.packages if listed else (),
        kept=shelf.kept,
    )

"""Templates on the doctor's table: checked, annotated, and tried on sample people. Nothing of the ledger is touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault, MissingProgramError, UsageError
from pipeline.i18n import Message, msg
from pipeline.intake.pool import LIMITS, Failed, Task, cores, work_through
from pipeline.letter_record import LetterKind
from pipeline.letters.annotate import annotated
from pipeline.letters.compose import KINDS
from pipeline.letters.doctor import Checkup, examine, kind_by_name, language_of
from pipeline.letters.field_list import FieldRow, fields_of
from pipeline.letters.finish import Finished, finish
from pipeline.letters.letter import Letter
from pipeline.letters.occasion import LANGUAGES
from pipeline.letters.pdf import PdfTask, convert
from pipeline.letters.proof import ProofFault
from pipeline.letters.sample import sample_letters
from pipeline.outbox.write import write_file
from pipeline.programme.load import load_programme, read_programme
from pipeline.programme.schema import Programme
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.soffice import find_soffice
from pipeline.year.timeline import template as timeline_template

PREVIEW = "preview"
TRIAL = replace(LIMITS, seconds=60)
"""What a template may take on sample people."""
_WORD_LOCKS = "~$"

NO_LIBREOFFICE = msg("LibreOffice is not on this machine, so no PDF was made. The Word files are there.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Letters to sample people: the files that were written, what the proof says of each letter, PDFs that were not made."""

    written: tuple[Path, ...]
    faults: tuple[ProofFault, ...] = ()
    failed: tuple[Message, ...] = ()


def check_all(workspace: Workspace) -> tuple[Checkup, ...]:
    """Every template that the workspace's letters are made from, and every file among them that none is made from."""
    wanted: list[tuple[Path, LetterKind]] = []
    checkups = []
    for kind in LetterKind:
        for name in dict.fromkeys(KINDS[kind].template(language) for language in LANGUAGES):
            try:
                wanted.append((workspace.find_template(name), kind))
            except ConfigurationError as error:
                checkups.append(Checkup(path=workspace.templates / name, kind=kind, faults=error.faults))
    return (*checkups, *_checkups(wanted, _programme(workspace)))


def unused(workspace: Workspace) -> tuple[Fault, ...]:
    """A warning for each Word file among the workspace's templates that no letter is made from."""
    names = {KINDS[kind].template(language) for kind in LetterKind for language in LANGUAGES}
    names |= {timeline_template(language) for language in LANGUAGES}
    files = sorted(file.name for file in workspace.templates.glob("*.docx") if not file.name.startswith(_WORD_LOCKS))
    return tuple(_unused(name, names) for name in files if name not in names)


def _unused(name: str, names: Iterable[str]) -> Fault:
    near = get_close_matches(name.lower(), sorted(names), n=1)
    message = (
        msg("No letter is made from a file of this name. Rename it, to «{nearest}» or what it is for.", nearest=near[0])
        if near
        else msg("No letter is made from a file of this name. A template is called as the shipped one that it is to replace.")
    )
    return Fault(file=name, message=message, warning=True)


def check_one(workspace: Workspace, file: Path, kind: LetterKind | None) -> Checkup:
    """The template in `file`, for letters of `kind`, or of the kind that its name says.

    Raises:
        UsageError: neither says what it is for.
    """
    (checkup,) = _checkups([(file, _kind(file, kind))], _programme(workspace))
    return checkup


def annotate(checkup: Checkup, out: Path, language: str, now: dt.datetime) -> None:
    """Write a copy of the template to `out`, with a comment at each fault.

    Raises:
        UsageError: `out` is the template itself, or Word could not open it.
    """
    if out.exists() and out.samefile(checkup.path):
        raise UsageError(msg("The copy with comments must have another name than the template: its comments would go out."))
    try:
        copy = annotated(checkup.path, (*checkup.faults, *checkup.notes), KINDS[checkup.kind].context, language, now)
    except ValueError as error:
        message = msg("No copy with comments could be made, since the file cannot be opened: {reason}", reason=str(error))
        raise UsageError(message) from error
    write_file(out, copy)


def fields_for(workspace: Workspace, kind: LetterKind, language: str) -> tuple[FieldRow, ...]:
    """What a template for letters of `kind` may use."""
    return fields_of(kind, _programme(workspace), language)


def preview(workspace: Workspace, file: Path, kind: LetterKind | None, out: Path | None, *, pdf: bool) -> Preview:
    """Write letters to sample people from the template in `file`, by what writes the real ones.

    Raises:
        ConfigurationError: the template is wrong; nothing was written.
        UsageError: neither its name nor `kind` says what it is for.
        MissingProgramError: PDFs are asked for, and LibreOffice is not there; the Word files are.
    """
    named, language = _kind(file, kind), language_of(file) or LANGUAGES[0]
    folder = out or (workspace.outbox if workspace.programme_file.is_file() else file.parent) / PREVIEW
    finished = _finished(sample_letters(_programme(workspace), named, language), file)
    words, tasks = [], []
    for number, one in enumerate(finished, start=1):
        place = folder / f"{file.stem}-{number}.docx"
        write_file(place, one.data)
        words.append(place)
        properties = one.letter.context.properties
        tasks.append(PdfTask(name=place.stem, docx=one.data, title=properties.title, language=language, dated=properties.dated))
    if pdf and find_soffice() is None:
        raise MissingProgramError(NO_LIBREOFFICE)
    made, failed = _pdfs(tasks if pdf else [], folder)
    faults = tuple(fault for one in finished for fault in one.faults)
    return Preview(written=(*words, *made), faults=faults, failed=failed)


def _finished(letters: Sequence[Letter], file: Path) -> list[Finished]:
    """The letters from the template in `file`, each in a process of its own.

    Raises:
        ConfigurationError: the template is wrong.
    """
    tasks = [Task(key=str(number), value=(letter, file)) for number, letter in enumerate(letters)]
    done: dict[int, Finished] = {}
    for outcome in work_through(_finish, tasks, limits=TRIAL, preload=(__name__,)):
        if isinstance(outcome, Failed):
            raise ConfigurationError((_too_much(file, outcome),))
        if isinstance(outcome.result, tuple):
            raise ConfigurationError(outcome.result)
        done[int(outcome.key)] = outcome.result
    return [done[number] for number in sorted(done)]


def _finish(task: tuple[Letter, Path]) -> Finished | tuple[Fault, ...]:
    """Done in the worker. What is wrong with a template comes back as a value: an error of ours does not cross processes."""
    try:
        return finish(*task)
    except ConfigurationError as error:
        return error.faults


def _pdfs(tasks: Sequence[PdfTask], folder: Path) -> tuple[tuple[Path, ...], tuple[Message, ...]]:
    made, failed = [], []
    for result in convert(tasks, workers=cores()) if tasks else ():
        if result.pdf is not None:
            write_file(folder / f"{result.name}.pdf", result.pdf)
            made.append(folder / f"{result.name}.pdf")
        elif result.fault is not None:
            failed.append(result.fault)
    return tuple(made), tuple(failed)


def _kind(file: Path, kind: LetterKind | None) -> LetterKind:
    named = kind or kind_by_name(file.name)
    if named is None:
        message = msg("The name of {file} does not say which letter it is for. Name it with --kind.", file=file.name)
        raise UsageError(message)
    return named


def _programme(workspace: Workspace) -> Programme:
    """The workspace's cohort, or the shipped one when there is none that can be read."""
    programme, _ = read_programme(workspace.programme_file)
    return programme or load_programme(Workspace(shipped_root()).programme_file)


def _checkups(wanted: Sequence[tuple[Path, LetterKind]], programme: Programme) -> Iterator[Checkup]:
    """Each template in a process of its own, within limits: it may ask for more than there is time and memory for."""
    tasks = [Task(key=str(number), value=(path, kind, programme)) for number, (path, kind) in enumerate(wanted)]
    found: dict[int, Checkup] = {}
    for outcome in work_through(_examined, tasks, limits=TRIAL, preload=(__name__,)):
        path, kind = wanted[int(outcome.key)]
        found[int(outcome.key)] = _given_up(path, kind, outcome) if isinstance(outcome, Failed) else outcome.result
    yield from (found[number] for number in sorted(found))


def _examined(task: tuple[Path, LetterKind, Programme]) -> Checkup:
    return examine(*task)


def _given_up(path: Path, kind: LetterKind, failed: Failed) -> Checkup:
    return Checkup(path=path, kind=kind, faults=(_too_much(path, failed),))


def _too_much(path: Path, failed: Failed) -> Fault:
    """Our own defect goes on as one; a template that would not end, or wanted too much, is at fault."""
    if failed.traceback:
        raise RuntimeError(failed.traceback)
    message = msg(
        "The template takes more time or memory than a letter may. Look for a loop or a number that is far too large."
    )
    return Fault(file=path.name, message=message)

"""From register and plan to letters in the outbox: composed, dated, rendered over all cores, proved, then written together."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault, UsageError
from pipeline.i18n import Message, msg
from pipeline.intake.pool import Failed, Task, work_through
from pipeline.ledger.letters import (
    WrittenLetter,
    remember_letters,
    supersede_handed_over,
    supersede_undelivered,
    written_letters,
)
from pipeline.ledger.products import products
from pipeline.letter_record import LetterKind, LetterRecord, LetterState
from pipeline.letters.against_plan import contradictions
from pipeline.letters.finish import Finished, finish
from pipeline.letters.glyphs import boxes
from pipeline.letters.letter import Letter
from pipeline.letters.occasion import Occasion
from pipeline.letters.proof import ProofFault
from pipeline.letters.strangers import Strangers
from pipeline.letters.templates import check_templates
from pipeline.model import Plan, Register
from pipeline.programme import wording
from pipeline.programme.load import only_faults
from pipeline.steps.called_for import ANSWERS, CALLED_FOR, INVITATIONS, DueLetter, called_for, left_alone
from pipeline.steps.opening import Run
from pipeline.steps.pdfs import Pdfs, copy_of, make_pdfs, remove_unfit
from pipeline.steps.products import Published, missing, publish
from pipeline.steps.sent import as_sent

__all__ = ["CALLED_FOR", "INVITATIONS", "Correspondence", "FailedLetter", "write_letters"]

STEP = "letters"
GONE = frozenset({LetterState.HANDED_OVER, LetterState.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedLetter:
    """A letter that was not written, and why; `faults` is empty when kull itself failed (see `traceback`)."""

    path: str
    faults: tuple[ProofFault, ...] = ()
    traceback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """What a run did with letters.

    `called_for`: all that are called for, and `states` their states by path; `corrected` are the paths of those that take the
    place of letters that had been handed over. Then what became of their files, what failed, what to look at.
    """

    called_for: tuple[Letter, ...]
    published: Published
    states: Mapping[str, LetterState] = field(default_factory=dict)
    corrected: tuple[str, ...] = ()
    failed: tuple[FailedLetter, ...] = ()
    remarks: tuple[Message, ...] = ()
    pdfs: Pdfs = field(default_factory=Pdfs)


def write_letters(  # noqa: PLR0913 - what letters are written from, and how
    run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind], *, pdf: bool, late: bool = False
) -> Correspondence:
    """Write every letter of `kinds` that is called for, and take back those that are not any more and have not left.

    With `pdf` each letter gets a PDF beside it. Without, no PDF is made, and those that still fit their letters stay. What was
    handed over stands in the outbox as it went, until another corrects it.

    Raises:
        ConfigurationError: a template is wrong; nothing was written.
        UsageError: an answer would be dated after the day by which everybody is to have one, and `late` does not allow it.
    """
    every = called_for(run, register, plan, kinds)
    due = [one for one in every if one.gone is None]
    absent = {one.path for one in missing(run, [one.wanted for one in due])}
    if not late:
        _refuse_overdue(run, plan, [one for one in due if one.wanted.path in absent])
    # Letters that are up to date were made from these very templates, and those were checked then.
    checked = check_templates(run.workspace.find_template, kinds) if absent else ()
    if wrong := only_faults(checked):
        raise ConfigurationError(wrong)
    made, failed = _render(run, [one for one in due if one.wanted.path in absent], _Against(run, register, plan))
    sound = [one for one in due if one.wanted.path not in {failure.path for failure in failed}]
    hashes = _remember(run, kinds, [*sound, *(one for one in every if one.gone)], made)
    folders = tuple(f"{kind.folder}/" for kind in kinds)
    gone = _gone(run, kinds, due)
    copies = [copy_of(one.letter, hashes[one.letter.path]) for one in sound]
    pdfs = remove_unfit(run, copies, lambda path: path.startswith(folders), gone)
    kept = as_sent(run, gone, ".docx")
    wanted = [*(one.wanted for one in sound), *kept.wanted]
    published = publish(run, STEP, wanted, {**made, **kept.absent}, lambda path: path.startswith(folders))
    if pdf:
        pdfs = make_pdfs(run, copies, pdfs.published)
    noticed = (remark for one in due for remark in (*one.letter.remarks, *(boxes(one.letter) if pdf else ())))
    return Correspondence(
        called_for=tuple(one.letter for one in every),
        published=published,
        states={one.letter.path: one.state for one in every},
        corrected=tuple(one.letter.path for one in due if one.corrects),
        failed=failed,
        remarks=tuple(dict.fromkeys((*map(_remark, checked), *noticed))),
        pdfs=pdfs,
    )


def _refuse_overdue(run: Run, plan: Plan | None, absent: Iterable[DueLetter]) -> None:
    """A first answer is on time or is late by somebody's decision; what corrects one that has left comes when it comes.

    So does what follows from a withdrawal, and was approved with it.
    """
    reply_by = run.programme.dates.reply_by
    amended = min((one.day for one in plan.amendments), default=None) if plan else None
    first = (one for one in absent if one.letter.kind in ANSWERS and not one.corrects)
    late = (one for one in first if one.dated > reply_by)
    overdue = [one for one in late if not amended or one.dated < amended or one.state is not LetterState.APPROVED]
    if overdue:
        message = msg(
            "{count} answers would be dated {dated}, after {reply_by}, the day by which everybody is to have an answer. "
            "Nothing was written. Write them all the same with kull letters --late, or set another day as answer in "
            "programme.toml.",
            count=len(overdue),
            dated=wording.short_date(max(one.dated for one in overdue)),
            reply_by=wording.short_date(reply_by),
        )
        raise UsageError(message)


def _remark(warning: Fault) -> Message:
    return msg("{file}: {message}", file=warning.file, message=warning.message)


def _gone(run: Run, kinds: Collection[LetterKind], due: Iterable[DueLetter]) -> tuple[WrittenLetter, ...]:
    """The letters of `kinds` that were handed over, or may have been, and that no letter of `due` takes the place of."""
    taken = {run.workspace.relative(run.workspace.outbox / one.letter.path) for one in due}
    with run.ledger.connect() as db:
        written = written_letters(db, run.programme.cohort.id)
    return tuple(
        one for one in written if one.record.state in GONE and one.record.kind in kinds and one.record.path not in taken
    )


class _Against:
    """The last proof of a letter: it names no stranger, and says what register and plan say."""

    def __init__(self, run: Run, register: Register, plan: Plan | None) -> None:
        self._strangers = cache(lambda: Strangers(register, run.programme, run.recipients))
        self._occasion = cache(
            lambda day: Occasion(register=register, plan=plan, programme=run.programme, recipients=run.recipients, dated=day)
        )

    def faults(self, finished: Finished) -> tuple[ProofFault, ...]:
        letter, text = finished.letter, finished.text
        occasion = self._occasion(letter.context.properties.dated)
        return (*finished.faults, *self._strangers().named_in(letter, text), *contradictions(letter, text, occasion))


def _render(run: Run, due: Sequence[DueLetter], against: _Against) -> tuple[Mapping[str, bytes], tuple[FailedLetter, ...]]:
    """The bytes of each letter by path, and those that must not be written."""
    tasks = (Task(key=one.letter.path, value=(one.letter, one.template)) for one in due)
    made: dict[str, bytes] = {}
    failed: list[FailedLetter] = []
    for outcome in work_through(_finished, tasks, preload=(__name__,)):
        run.progress(msg("Writing letters"), len(made) + len(failed), len(due))
        if isinstance(outcome, Failed):
            failed.append(FailedLetter(path=outcome.key, traceback=outcome.traceback))
        elif isinstance(outcome.result, tuple):
            raise ConfigurationError(outcome.result)
        elif faults := against.faults(outcome.result):
            failed.append(FailedLetter(path=outcome.key, faults=faults))
        else:
            made[outcome.key] = outcome.result.data
    return made, tuple(sorted(failed, key=lambda failure: failure.path))


def _finished(task: tuple[Letter, Path]) -> Finished | tuple[Fault, ...]:
    """Done in the worker. What is wrong with a template comes back as a value: an error of ours does not cross processes."""
    try:
        return finish(*task)
    except ConfigurationError as error:
        return error.faults


def _remember(
    run: Run, kinds: Collection[LetterKind], sound: Sequence[DueLetter], made: Mapping[str, bytes]
) -> Mapping[str, str]:
    """Keep each letter and its date before a file is written, so that a run that is cut off is taken up with the same dates.

    The hash of each letter by its path.
    """
    cohort = run.programme.cohort.id
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    alone = left_alone(run, kinds, sound)
    with run.ledger.begin() as db:
        hashes = {path: record.sha256 for path, record in products(db).items()} | hashes
        supersede_undelivered(db, cohort, kinds)
        supersede_handed_over(db, cohort, [one.corrects for one in sound if one.corrects])
        remember_letters(db, cohort, [*(_written(run, one, hashes) for one in sound), *alone])
    return hashes


def _written(run: Run, one: DueLetter, hashes: Mapping[str, str]) -> WrittenLetter:
    """The letter as the ledger is to hold it. One that has left stays as it was; it may have been corrected meanwhile."""
    if one.gone is not None:
        return replace(one.gone, record=replace(one.gone.record, state=one.state))
    record = _record(run, one, hashes[one.letter.path])
    return WrittenLetter(content=one.content, record=record, said=one.said, corrects=one.corrects)


def _record(run: Run, one: DueLetter, sha256: str) -> LetterRecord:
    return LetterRecord(
        path=run.workspace.relative(run.workspace.outbox / one.letter.path),
        kind=one.letter.kind,
        recipient=one.letter.recipient,
        registration=one.letter.registration,
        sha256=sha256,
        state=one.state,
        dated=one.dated,
        corrects=bool(one.corrects),
    )

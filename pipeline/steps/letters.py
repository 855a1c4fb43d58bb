"""From register and plan to letters in the outbox: composed, dated, rendered over all cores, proved, then written together."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.intake.pool import Failed, Task, work_through
from pipeline.ledger.coding import content_hash
from pipeline.ledger.letters import WrittenLetter, first_written, letters, remember_letters, supersede_drafts
from pipeline.ledger.products import products
from pipeline.letters.compose import compose_letters
from pipeline.letters.finish import Finished, finish
from pipeline.letters.letter import Letter
from pipeline.letters.proof import ProofFault
from pipeline.letters.templates import check_templates
from pipeline.model import LetterKind, LetterRecord, LetterState, Plan, Register
from pipeline.programme.schema import Programme
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, missing, publish

STEP = "letters"
AT_ONCE = 16

ANSWERS = frozenset({LetterKind.PLACE, LetterKind.RESERVE, LetterKind.NOT_ELIGIBLE, LetterKind.TRUST})
INVITATIONS = frozenset({LetterKind.INVITATION, LetterKind.PROGRAMME})
CALLED_FOR = ANSWERS | {LetterKind.RECEIPT, LetterKind.MISSING}
"""What `kull letters` writes when no kind is named: what the register and the plan call for."""

_ANY_DAY = dt.date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedLetter:
    """A letter that was not written, and why; `faults` is empty when kull itself failed (see `traceback`)."""

    path: str
    faults: tuple[ProofFault, ...] = ()
    traceback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """What a run did with letters: all that are called for, what became of their files, what failed, what to look at."""

    called_for: tuple[Letter, ...]
    published: Published
    failed: tuple[FailedLetter, ...] = ()
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A letter with its date, its template, and the hash of what it says but for the date."""

    letter: Letter
    template: Path
    content: str
    dated: dt.date
    wanted: Wanted


def write_letters(run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind]) -> Correspondence:
    """Write every letter of `kinds` that is called for, and take back the drafts that are not any more.

    Raises:
        ConfigurationError: a template is wrong; nothing was written.
    """
    if faults := check_templates(run.workspace.find_template, kinds):
        raise ConfigurationError(faults)
    dated = _dated(run, register, plan, kinds)
    due = {one.path for one in missing(run, [one.wanted for one in dated])}
    made, failed = _render(run, [one for one in dated if one.wanted.path in due])
    sound = [one for one in dated if one.wanted.path not in {failure.path for failure in failed}]
    _remember(run, kinds, sound, made)
    folders = tuple(f"letters/{kind}/" for kind in kinds)
    published = publish(run, STEP, [one.wanted for one in sound], made, lambda path: path.startswith(folders))
    called_for = tuple(one.letter for one in dated)
    remarks = tuple(dict.fromkeys(remark for letter in called_for for remark in letter.remarks))
    return Correspondence(called_for=called_for, published=published, failed=failed, remarks=remarks)


def letters_of(run: Run) -> tuple[LetterRecord, ...]:
    """Every letter of the cohort, as the ledger has it."""
    with run.ledger.connect() as db:
        return letters(db, run.programme.cohort.id)


def _dated(run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind]) -> list[_Dated]:
    """Every letter with its date: that of the programme file, else the day on which this very letter was first written."""

    @cache
    def on(day: dt.date) -> Mapping[str, Letter]:
        composed = compose_letters(register, plan, run.programme, run.recipients, kinds, day)
        return {letter.path: letter for letter in composed}

    template = cache(partial(_template, run))
    with run.ledger.connect() as db:
        days = first_written(db, run.programme.cohort.id)
    outcome = []
    for path, undated in on(_ANY_DAY).items():
        file, sha256 = template(undated.template)
        content = content_hash([undated.context, undated.language, sha256])
        day = _fixed_date(run.programme, undated.kind) or days.get((*_identity(undated), content), run.now.date())
        made_from = (f"{undated.template} sha256:{sha256}", *([undated.registration] if undated.registration else []))
        wanted = Wanted(path=path, content=content_hash([content, day, edition()]), made_from=made_from)
        outcome.append(_Dated(letter=on(day)[path], template=file, content=content, dated=day, wanted=wanted))
    return outcome


def _template(run: Run, name: str) -> tuple[Path, str]:
    file = run.workspace.find_template(name)
    return file, hashlib.sha256(file.read_bytes()).hexdigest()


def _fixed_date(programme: Programme, kind: LetterKind) -> dt.date | None:
    if kind in INVITATIONS:
        return programme.dates.invitation
    return programme.dates.answer if kind in ANSWERS else None


def _identity(letter: Letter) -> tuple[LetterKind, str, str]:
    return (letter.kind, letter.recipient, letter.registration or "")


def _render(run: Run, due: Sequence[_Dated]) -> tuple[Mapping[str, bytes], tuple[FailedLetter, ...]]:
    """The bytes of each letter by path, and those that must not be written."""
    tasks = (Task(key=one.letter.path, value=(one.letter, one.template)) for one in due)
    made: dict[str, bytes] = {}
    failed: list[FailedLetter] = []
    for outcome in work_through(_finished, tasks, at_once=AT_ONCE):
        run.progress(msg("Writing letters"), len(made) + len(failed), len(due))
        if isinstance(outcome, Failed):
            failed.append(FailedLetter(path=outcome.key, traceback=outcome.traceback))
        elif isinstance(outcome.result, tuple):
            raise ConfigurationError(outcome.result)
        elif outcome.result.faults:
            failed.append(FailedLetter(path=outcome.key, faults=outcome.result.faults))
        else:
            made[outcome.key] = outcome.result.data
    return made, tuple(sorted(failed, key=lambda failure: failure.path))


def _finished(task: tuple[Letter, Path]) -> Finished | tuple[Fault, ...]:
    """Done in the worker. What is wrong with a template comes back as a value: an error of ours does not cross processes."""
    try:
        return finish(*task)
    except ConfigurationError as error:
        return error.faults


def _remember(run: Run, kinds: Collection[LetterKind], sound: Sequence[_Dated], made: Mapping[str, bytes]) -> None:
    """Keep each letter and its date before a file is written, so that a run that is cut off is taken up with the same dates."""
    cohort = run.programme.cohort.id
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    with run.ledger.begin() as db:
        hashes = {path: record.sha256 for path, record in products(db).items()} | hashes
        supersede_drafts(db, cohort, kinds)
        records = ((one.content, _record(run, one, hashes[one.letter.path])) for one in sound)
        remember_letters(db, [WrittenLetter(cohort=cohort, content=content, record=record) for content, record in records])


def _record(run: Run, one: _Dated, sha256: str) -> LetterRecord:
    return LetterRecord(
        path=run.workspace.relative(run.workspace.outbox / one.letter.path),
        kind=one.letter.kind,
        recipient=one.letter.recipient,
        registration=one.letter.registration,
        sha256=sha256,
        state=LetterState.DRAFT,
        dated=one.dated,
    )

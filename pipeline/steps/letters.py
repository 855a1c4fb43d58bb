"""From register and plan to letters in the outbox: composed, dated, rendered over all cores, proved, then written together."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.intake.pool import Failed, Task, work_through
from pipeline.ledger.coding import content_hash
from pipeline.ledger.letters import WrittenLetter, remember_letters, standing_letters, supersede_drafts
from pipeline.ledger.products import products
from pipeline.letters.against_plan import contradictions
from pipeline.letters.compose import compose_letters
from pipeline.letters.contexts import RecipientRow
from pipeline.letters.finish import Finished, finish
from pipeline.letters.glyphs import boxes
from pipeline.letters.letter import Letter
from pipeline.letters.merge_fields import may_show_row
from pipeline.letters.occasion import Occasion
from pipeline.letters.proof import ProofFault
from pipeline.letters.strangers import Strangers
from pipeline.letters.templates import check_templates
from pipeline.model import LetterKind, LetterRecord, LetterState, Plan, Register
from pipeline.programme.load import only_faults
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.pdfs import Pdfs, copy_of, make_pdfs, remove_unfit
from pipeline.steps.products import Published, Wanted, missing, publish

STEP = "letters"
_PLAN = "plan"

ANSWERS = frozenset({LetterKind.PLACE, LetterKind.RESERVE, LetterKind.NOT_ELIGIBLE, LetterKind.TRUST})
INVITATIONS = frozenset({LetterKind.INVITATION, LetterKind.PROGRAMME})
CALLED_FOR = ANSWERS | {LetterKind.RECEIPT, LetterKind.MISSING}
"""What `kull letters` writes when no kind is named: what the register and the plan call for."""


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
    pdfs: Pdfs = field(default_factory=Pdfs)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A letter with its date, its template, and the hash of all that it says."""

    letter: Letter
    template: Path
    content: str
    dated: dt.date
    wanted: Wanted


def write_letters(
    run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind], *, pdf: bool
) -> Correspondence:
    """Write every letter of `kinds` that is called for, and take back the drafts that are not any more.

    With `pdf` each letter gets a PDF beside it. Without, no PDF is made, and those that still fit their letters stay.

    Raises:
        ConfigurationError: a template is wrong; nothing was written.
    """
    dated = _dated(run, register, plan, kinds)
    due = {one.path for one in missing(run, [one.wanted for one in dated])}
    # Letters that are up to date were made from these very templates, and those were checked then.
    checked = check_templates(run.workspace.find_template, kinds) if due else ()
    if wrong := only_faults(checked):
        raise ConfigurationError(wrong)
    made, failed = _render(run, [one for one in dated if one.wanted.path in due], _Against(run, register, plan))
    sound = [one for one in dated if one.wanted.path not in {failure.path for failure in failed}]
    hashes = _remember(run, kinds, sound, made)
    folders = tuple(f"letters/{kind}/" for kind in kinds)
    copies = [copy_of(one.letter, hashes[one.letter.path]) for one in sound]
    pdfs = remove_unfit(run, copies, lambda path: path.startswith(folders))
    published = publish(run, STEP, [one.wanted for one in sound], made, lambda path: path.startswith(folders))
    if pdf:
        pdfs = make_pdfs(run, copies, pdfs.published)
    called_for = tuple(one.letter for one in dated)
    noticed = (remark for letter in called_for for remark in (*letter.remarks, *(boxes(letter) if pdf else ())))
    remarks = tuple(dict.fromkeys((*map(_remark, checked), *noticed)))
    return Correspondence(called_for=called_for, published=published, failed=failed, remarks=remarks, pdfs=pdfs)


def _remark(warning: Fault) -> Message:
    return msg("{file}: {message}", file=warning.file, message=warning.message)


def _dated(run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind]) -> list[_Dated]:
    """Every letter that is called for today, each with its date.

    That is the programme file's, else the day on which the letter was first written, as long as it would still say the same.
    """
    compose = cache(lambda day, some: _composed(run, register, plan, some, day))
    as_of = partial(_as_of, template=cache(partial(_template, run)), sources=_sources(register, plan))
    with run.ledger.connect() as db:
        drafts = standing_letters(db, run.programme.cohort.id)
    outcome = []
    for day, fixed, some in _by_date(run, kinds):
        for path, letter in compose(day, some).items():
            now = as_of(letter, day)
            draft = None if fixed else drafts.get(f"{run.workspace.outbox.name}/{path}")
            first = compose(draft.record.dated, some).get(path) if draft else None
            then = as_of(first, draft.record.dated) if draft and first else now
            outcome.append(then if draft and then.content == draft.content else now)
    return outcome


def _composed(
    run: Run, register: Register, plan: Plan | None, kinds: frozenset[LetterKind], day: dt.date
) -> Mapping[str, Letter]:
    letters_of_day = compose_letters(register, plan, run.programme, run.recipients, kinds, day)
    return {letter.path: letter for letter in letters_of_day}


def _by_date(run: Run, kinds: Collection[LetterKind]) -> Iterator[tuple[dt.date, bool, frozenset[LetterKind]]]:
    """The date that letters of `kinds` have when they are written today, whether it is fixed, and the kinds that have it."""
    dates = run.programme.dates
    fixed = dict.fromkeys(INVITATIONS, dates.invitation)
    if dates.answer:
        fixed |= dict.fromkeys(ANSWERS, dates.answer)
    for day in sorted({fixed[kind] for kind in kinds if kind in fixed}):
        yield day, True, frozenset(kind for kind in kinds if fixed.get(kind) == day)
    yield run.now.date(), False, frozenset(kinds).difference(fixed)


def _as_of(
    letter: Letter, day: dt.date, *, template: Callable[[str], _Template], sources: Mapping[str, tuple[str, ...]]
) -> _Dated:
    made_by = template(letter.template)
    # A row of the recipients list that changes where the letter does not show it makes no other letter.
    said = letter.context if made_by.shows_row else replace(letter.context, recipient=RecipientRow())
    content = content_hash([said, letter.language, made_by.sha256])
    decided = sources[_PLAN] if letter.kind in ANSWERS else ()
    made_from = (f"{letter.template} sha256:{made_by.sha256}", *sources.get(letter.registration or "", ()), *decided)
    wanted = Wanted(path=letter.path, content=content_hash([content, edition()]), made_from=made_from)
    return _Dated(letter=letter, template=made_by.file, content=content, dated=day, wanted=wanted)


def _sources(register: Register, plan: Plan | None) -> Mapping[str, tuple[str, ...]]:
    """What a letter on each registration comes from, and what an answer comes from."""
    files = {one.id: (one.id, f"{one.source.path} sha256:{one.source.sha256}") for one in register.registrations}
    return {**files, _PLAN: (f"plan {plan.hash}",) if plan else ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    """A template by its file, its hash, and whether it may show the recipient's row."""

    file: Path
    sha256: str
    shows_row: bool


def _template(run: Run, name: str) -> _Template:
    file = run.workspace.find_template(name)
    data = file.read_bytes()
    return _Template(file=file, sha256=hashlib.sha256(data).hexdigest(), shows_row=may_show_row(data))


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


def _render(run: Run, due: Sequence[_Dated], against: _Against) -> tuple[Mapping[str, bytes], tuple[FailedLetter, ...]]:
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


def _remember(run: Run, kinds: Collection[LetterKind], sound: Sequence[_Dated], made: Mapping[str, bytes]) -> Mapping[str, str]:
    """Keep each letter and its date before a file is written, so that a run that is cut off is taken up with the same dates.

    The hash of each letter by its path.
    """
    cohort = run.programme.cohort.id
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    with run.ledger.begin() as db:
        hashes = {path: record.sha256 for path, record in products(db).items()} | hashes
        supersede_drafts(db, cohort, kinds)
        records = ((one.content, _record(run, one, hashes[one.letter.path])) for one in sound)
        remember_letters(db, cohort, [WrittenLetter(content=content, record=record) for content, record in records])
    return hashes


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

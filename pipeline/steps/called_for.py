"""The letters that register and plan call for today: what each says, its date, and how far it has come.

A letter is bound to its content. One that was handed over stands as long as what it says is still so; else another corrects it.
One that was approved, or drafted, keeps its date as long as it would still say the same under it; else it is a new draft.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from pipeline.ledger.approvals import LetterApproval, letter_approvals
from pipeline.ledger.coding import content_hash
from pipeline.ledger.handovers import Fate, Handover, handovers
from pipeline.ledger.letters import Key, WrittenLetter, written_letters
from pipeline.letter_record import LetterKind, LetterRecord, LetterState
from pipeline.letters.compose import compose_letters
from pipeline.letters.contexts import RecipientRow
from pipeline.letters.correction import corrected, matter
from pipeline.letters.letter import Letter
from pipeline.letters.merge_fields import may_show_row
from pipeline.model import Plan, Register
from pipeline.steps.agendas import MEETING_PAPERS, papers_of_meetings, sources_of_papers
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.owed import drafts_of_reminders
from pipeline.steps.products import Wanted

ANSWERS = frozenset({LetterKind.PLACE, LetterKind.RESERVE, LetterKind.NOT_ELIGIBLE, LetterKind.TRUST})
INVITATIONS = frozenset({LetterKind.INVITATION, LetterKind.PROGRAMME})
CALLED_FOR = ANSWERS | {LetterKind.RECEIPT, LetterKind.MISSING}
"""What `kull letters` writes when no kind is named: what the register and the plan call for."""
BY_MAIL = CALLED_FOR | INVITATIONS | {LetterKind.REMINDER, LetterKind.REPORT_REMINDER}
"""What `kull send` hands over."""

_PLAN = "plan"
_GONE = {Fate.SENT: LetterState.HANDED_OVER, Fate.UNKNOWN: LetterState.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLetter:
    """A letter that is called for: its template, the hashes of its content and of its words alone, its date and its state.

    `corrects`: the content of the letter that it takes the place of. `gone`: it was handed over as this, or may have been.
    """

    letter: Letter
    template: Path
    content: str
    said: str
    dated: dt.date
    wanted: Wanted
    state: LetterState = LetterState.DRAFT
    corrects: str = ""
    gone: WrittenLetter | None = None

    @property
    def key(self) -> Key:
        """What tells it apart within its cohort."""
        if self.gone is not None:
            return self.gone.key
        return self.letter.kind, self.letter.recipient, self.letter.registration or "", self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of the cohort's letters.

    `gone`: the attempts whose letter was handed over, or may have been, by its key. `last`: the last such letter on a matter.
    `approved`: keys, each with the plan that it was approved under. `firsts`: the contents that a path had, each with its date,
    what was approved first.
    """

    written: Mapping[Key, WrittenLetter]
    gone: Mapping[Key, Handover]
    last: Mapping[str, WrittenLetter]
    approved: frozenset[tuple[Key, str]]
    firsts: Mapping[str, Mapping[str, dt.date]]

    def gone_state(self, key: Key) -> LetterState | None:
        """Handed over or unknown; None when it has not left."""
        return _GONE[self.gone[key].state] if key in self.gone else None


def history(run: Run) -> History:
    """All that the ledger knows of the cohort's letters."""
    cohort = run.programme.cohort.id
    with run.ledger.connect() as db:
        gone = {one.key: one for one in handovers(db, cohort) if one.state in _GONE}
        written = {one.key: one for one in written_letters(db, cohort)}
        approvals = letter_approvals(db, cohort)
    return History(
        written=written,
        gone=gone,
        last={_matter(run, written[key].record): written[key] for key in gone if key in written},
        approved=frozenset((one.key, one.plan) for one in approvals),
        firsts=_firsts(approvals, written.values()),
    )


def called_for(run: Run, register: Register, plan: Plan | None, kinds: Collection[LetterKind]) -> list[DueLetter]:
    """Every letter of `kinds` that is called for today, each with its date and its state.

    The date is the programme file's, else the day on which the letter was first written, as long as it would still say the
    same. A corrected letter is never dated before the day on which it was first written.
    """
    past = history(run)
    work = _Work(
        run=run,
        past=past,
        compose=cache(partial(_composed, run, register, plan)),
        template=cache(partial(_template, run)),
        sources={**_sources(register, plan), **sources_of_papers(run)},
        plan=plan.hash if plan else "",
    )
    return [
        work.due(letter, day, some, fixed=fixed)
        for day, fixed, some in _by_date(run, kinds)
        for letter in work.compose(day, some).values()
    ]


def left_alone(run: Run, kinds: Collection[LetterKind], due: Iterable[DueLetter]) -> tuple[WrittenLetter, ...]:
    """The last letter that was handed over, or may have been, on each matter that neither `due` nor a draft of others is about.

    Nothing corrects them now: they stand as they went, also when something did before.
    """
    past = history(run)
    about = {matter(one.letter.kind, one.letter.registration, one.letter.path) for one in due}
    undelivered = {LetterState.DRAFT, LetterState.APPROVED}
    others = {one.corrects for one in past.written.values() if one.record.state in undelivered and one.record.kind not in kinds}
    return tuple(
        replace(one, record=replace(one.record, state=past.gone_state(one.key) or one.record.state))
        for subject, one in past.last.items()
        if subject not in about and one.record.kind in kinds and one.content not in others
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What the letters of one look are resolved with."""

    run: Run
    past: History
    compose: Callable[[dt.date, frozenset[LetterKind]], Mapping[str, Letter]]
    template: Callable[[str], _Template]
    sources: Mapping[str, tuple[str, ...]]
    plan: str

    def due(self, letter: Letter, day: dt.date, some: frozenset[LetterKind], *, fixed: bool) -> DueLetter:
        last = self.past.last.get(matter(letter.kind, letter.registration, letter.path))
        if last and (standing := self._standing(last, some)) and standing.letter.path == letter.path:
            return standing
        if last is None:
            return self._dated(letter, day, some, fixed=fixed)
        # Never dated before the letter that it corrects, which may have gone before the day that it bears.
        today = max(self.run.now.date(), last.record.dated)
        fresh = self.compose(today, some).get(letter.path, letter)
        return self._dated(fresh, today, some, fixed=False, corrects=last.content)

    def _standing(self, last: WrittenLetter, some: frozenset[LetterKind]) -> DueLetter | None:
        """The letter that was handed over, when what it says is still so. What its template looks like now matters nothing."""
        path = last.record.path.removeprefix(f"{self.run.workspace.outbox.name}/")
        again = self.compose(last.record.dated, some).get(path)
        if again is None:
            return None
        now = self._as_of(again, last.record.dated, last.corrects)
        if last.said != now.said and last.content != now.content:
            return None
        state = self.past.gone_state(last.key) or LetterState.HANDED_OVER
        return replace(now, content=last.content, said=last.said or now.said, state=state, gone=last)

    def _dated(
        self, letter: Letter, day: dt.date, some: frozenset[LetterKind], *, fixed: bool, corrects: str = ""
    ) -> DueLetter:
        now = self._as_of(letter, day, corrects)
        firsts = {} if fixed else self.past.firsts.get(f"{self.run.workspace.outbox.name}/{letter.path}", {})
        for content, first_day in firsts.items():
            first = self.compose(first_day, some).get(letter.path)
            then = self._as_of(first, first_day, corrects) if first else None
            if then and then.content == content:
                return then
        return now

    def _as_of(self, letter: Letter, day: dt.date, corrects: str) -> DueLetter:
        letter = corrected(letter) if corrects else letter
        made_by = self.template(letter.template)
        # A row of the recipients list that changes where the letter does not show it makes no other letter.
        says = letter.context if made_by.shows_row else replace(letter.context, recipient=RecipientRow())
        content = content_hash([says, letter.language, made_by.sha256, *([corrects] if corrects else [])])
        answer = letter.kind in ANSWERS
        decided = self.sources[_PLAN] if answer else ()
        matter_of = self.sources.get(letter.registration or letter.kind, ())
        made_from = (f"{letter.template} sha256:{made_by.sha256}", *matter_of, *decided)
        due = DueLetter(
            letter=letter,
            template=made_by.file,
            content=content,
            said=content_hash([says, letter.language]),
            dated=day,
            wanted=Wanted(path=letter.path, content=content_hash([content, edition()]), made_from=made_from),
            corrects=corrects,
        )
        approved = (due.key, self.plan if answer else "") in self.past.approved
        return replace(due, state=LetterState.APPROVED) if approved else due


def _matter(run: Run, record: LetterRecord) -> str:
    return matter(record.kind, record.registration, record.path.removeprefix(f"{run.workspace.outbox.name}/"))


def _firsts(approvals: Sequence[LetterApproval], written: Iterable[WrittenLetter]) -> Mapping[str, Mapping[str, dt.date]]:
    found: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for approval in approvals:
        found[approval.path].setdefault(approval.key[-1], approval.dated)
    for one in written:
        if one.record.state in {LetterState.DRAFT, LetterState.APPROVED}:
            found[one.record.path].setdefault(one.content, one.record.dated)
    return found


def _composed(
    run: Run, register: Register, plan: Plan | None, day: dt.date, some: frozenset[LetterKind]
) -> Mapping[str, Letter]:
    papers = dict(papers_of_meetings(run, register, plan, day)) if some & MEETING_PAPERS else {}
    if LetterKind.REPORT_REMINDER in some:
        papers |= drafts_of_reminders(run, register, day)
    letters_of_day = compose_letters(register, plan, run.programme, run.recipients, some, day, papers=papers)
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

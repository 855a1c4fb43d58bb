"""From the inbox to the ledger: what is new or changed is read, and what was known is kept."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.i18n import msg
from pipeline.intake.inbox import Content, FoundFile, find_files, load, shown_path
from pipeline.intake.pool import LIMITS, Cause, Done, Failed, Limits, Task, work_through
from pipeline.intake.refusals import READER_DIED, READER_FAILED, TOO_MUCH_MEMORY, TOOK_TOO_LONG
from pipeline.ledger.coding import encode
from pipeline.ledger.files import (
    Sighting,
    contents_read,
    forget_older_readings,
    remember_readings,
    remember_sightings,
    sightings,
)
from pipeline.model import FileReading, Unreadable
from pipeline.steps.conversion import Named, converted
from pipeline.steps.edition import reading_edition
from pipeline.steps.opening import Run

READS_WITH = "pipeline.recognise.file"
"""The module that reads files: imported by the processes that do it, and not by a run that has nothing to read."""

BATCH = 32
"""Readings written to the ledger together: what a run that is cut off has to read again, at most."""

SETTLED_NS = 2_000_000_000
"""A file written to less than this before it was hashed may change once more with the same time on it (FAT: 2 seconds)."""

Reader = Callable[[bytes, str], FileReading]

WHY_NOT_READ: Mapping[Cause, Unreadable] = {
    Cause.DEFECT: READER_FAILED,
    Cause.DIED: READER_DIED,
    Cause.TIME: TOOK_TOO_LONG,
    Cause.MEMORY: TOO_MUCH_MEMORY,
}
OUR_OWN = frozenset({Cause.DEFECT, Cause.DIED})
"""The causes that the log tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What looking through an inbox gave, by path. `failures` are our own: path → traceback."""

    files: int
    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    failures: Mapping[str, str]


def take_in(run: Run, inbox: Path, read: Reader, limits: Limits = LIMITS) -> Inspection:
    """Read what is new or changed in `inbox` with `read`, and remember all that is there.

    Readings are kept batch by batch as they come; the sightings all at once at the end, so that the register is at every moment
    the one from before or the one from after.
    """
    found = find_files(inbox, run.workspace.root)
    with run.ledger.connect() as db:
        known, done = sightings(db), contents_read(db, reading_edition())
    survey = _Survey(known={s.path: s for s in known if s.present}, contents=set(done), seen=[], read=[])
    failures = _read_new(run, survey, found, partial(_read_as_json, read), limits)
    seen = _with_earliest_receipt(survey.seen, known)
    gone = _gone(known, seen, shown_path(inbox, run.workspace.root))
    with run.ledger.begin() as db:
        before = {(s.path, s.sha256): s for s in known}
        now = (*seen, *(replace(s, present=False) for s in gone))
        remember_sightings(db, [s for s in now if s != before.get((s.path, s.sha256))])
        forget_older_readings(db, reading_edition())
    read_now = {s.path for s in seen if s.sha256 in survey.read}
    return Inspection(
        files=len(found),
        read=tuple(s.path for s in seen if s.path in read_now),
        unchanged=tuple(s.path for s in seen if s.path not in read_now),
        removed=tuple(s.path for s in gone if s.path not in {one.path for one in seen}),
        failures={s.path: failures[s.sha256] for s in seen if s.sha256 in failures},
    )


@dataclass(frozen=True, slots=True)
class _Survey:
    """A look through the inbox under way: `seen` and `read` (hashes) grow as the files are gone through."""

    known: Mapping[str, Sighting]
    contents: set[str]
    seen: list[Sighting]
    read: list[str]

    def unread(self, found: Sequence[FoundFile], now_ns: int) -> Iterator[Task[Named]]:
        """Each content that has not been read, once. What is unchanged by size and time is not opened."""
        for file in found:
            before = self.known.get(file.path)
            if before is not None and _unchanged(before, file) and before.sha256 in self.contents:
                self.seen.append(before)
                continue
            content = file.unreadable or load(file)
            if content is None:
                continue
            self.seen.append(_sighting(file, content, now_ns))
            if isinstance(content, Content) and content.sha256 not in self.contents:
                self.contents.add(content.sha256)
                self.read.append(content.sha256)
                yield Task(key=content.sha256, value=Named(content.data, file.file.name))


def _read_new(
    run: Run, survey: _Survey, found: Sequence[FoundFile], work: Callable[[Named], bytes], limits: Limits
) -> Mapping[str, str]:
    """Read what is unread, batch by batch into the ledger; what the log should hold of our own failures, by hash."""
    batch: list[Done[bytes] | Failed] = []
    failures: dict[str, str] = {}
    tasks = converted(survey.unread(found, int(run.now.timestamp() * 1_000_000_000)))
    for outcome in work_through(work, tasks, limits=limits, preload=(READS_WITH,)):
        batch.append(outcome)
        if isinstance(outcome, Failed) and outcome.cause in OUR_OWN:
            failures[outcome.key] = outcome.traceback
        run.progress(msg("Reading"), len(survey.seen), len(found))
        if len(batch) >= BATCH:
            _keep(run, batch)
            batch = []
    _keep(run, batch)
    return failures


def _keep(run: Run, batch: Sequence[Done[bytes] | Failed]) -> None:
    read = {one.key: encode(_not_read(one)) if isinstance(one, Failed) else one.result for one in batch}
    if read:
        with run.ledger.begin() as db:
            failed = frozenset(one.key for one in batch if isinstance(one, Failed))
            remember_readings(db, reading_edition(), read, failed)


def _not_read(outcome: Failed) -> FileReading:
    return FileReading(unreadable=WHY_NOT_READ[outcome.cause])


def read_content(content: bytes, name: str) -> FileReading:
    """What the file `name` says."""
    from pipeline.recognise.file import read_file

    return read_file(content, name)


def _read_as_json(read: Reader, named: Named) -> bytes:
    """Done in the worker: what cannot be written down is a failure of that file, not of the run."""
    said = read(named.content, named.name)
    return encode(_as_it_was(said, named.was) if named.was else said)


def _as_it_was(said: FileReading, was: str) -> FileReading:
    """What a converted file says, in the format that it was sent in."""
    return replace(
        said,
        readings=tuple(replace(one, format=was) for one in said.readings),
        filled=tuple(replace(one, format=was) for one in said.filled),
    )


def _unchanged(before: Sighting, file: FoundFile) -> bool:
    return before.settled and (before.size, before.mtime_ns) == (file.size, file.mtime_ns)


def _sighting(file: FoundFile, content: Content | Unreadable, now_ns: int) -> Sighting:
    if isinstance(content, Unreadable):
        return Sighting(
            path=file.path,
            sha256="",
            size=file.size,
            mtime_ns=file.mtime_ns,
            settled=False,
            received=file.received,
            unreadable=content,
        )
    return Sighting(
        path=file.path,
        sha256=content.sha256,
        size=content.size,
        mtime_ns=content.mtime_ns,
        settled=content.mtime_ns < now_ns - SETTLED_NS,
        received=file.received,
    )


def _with_earliest_receipt(seen: Sequence[Sighting], known: Sequence[Sighting]) -> list[Sighting]:
    """A content keeps the earliest time of receipt it ever had: at its path, or at one that it has been moved away from."""
    here = {sighting.path for sighting in seen}
    times: dict[tuple[str, str | None], list[dt.datetime]] = defaultdict(list)
    for before in known:
        times[before.sha256, before.path if before.path in here else None].append(before.received)
    return [replace(s, received=min([s.received, *times[s.sha256, s.path], *times[s.sha256, None]])) for s in seen]


def _gone(known: Sequence[Sighting], seen: Sequence[Sighting], inbox: str) -> tuple[Sighting, ...]:
    """What stood in `inbox` and stands there no more: removed, or replaced by another content."""
    here = {(sighting.path, sighting.sha256) for sighting in seen}
    within = "" if inbox == "." else f"{inbox}/"
    return tuple(s for s in known if s.present and s.path.startswith(within) and (s.path, s.sha256) not in here)

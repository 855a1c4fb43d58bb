"""One run at a time in a workspace; who holds it stands beside the lock."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from pipeline.errors import WorkspaceLockedError
from pipeline.i18n import msg


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """The run that holds a workspace."""

    pid: int
    command: str
    since: dt.datetime


@contextlib.contextmanager
def hold(file: Path, command: str, now: dt.datetime) -> Iterator[None]:
    """Hold the lock at `file` while the block runs. The system lets go of it when the process ends, however it ends.

    Raises:
        WorkspaceLockedError: another run holds it; the message says which.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    note = file.with_name(file.name + ".json")
    lock = FileLock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise _held_by_another(note) from None
    try:
        _write(note, Holder(pid=os.getpid(), command=command, since=now))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _write(note: Path, holder: Holder) -> None:
    """Whole or not there: another run may look at any moment."""
    unfinished = note.with_name(note.name + ".new")
    unfinished.write_bytes(msgspec.json.encode(holder))
    unfinished.replace(note)


def _held_by_another(note: Path) -> WorkspaceLockedError:
    try:
        holder = msgspec.json.decode(note.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return WorkspaceLockedError(msg("Another run of kull works in this workspace. Wait until it is done, and try again."))
    return WorkspaceLockedError(
        msg(
            "Another run of kull works in this workspace: kull {command}, since {since} (process {pid}). "
            "Wait until it is done, and try again.",
            command=holder.command,
            since=f"{holder.since:%d.%m.%Y %H.%M.%S}",
            pid=holder.pid,
        )
    )

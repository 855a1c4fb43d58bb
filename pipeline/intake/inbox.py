"""Finds the files of an inbox: none is followed out of it, none is changed, and none is passed over in silence.

What cannot be opened is returned with the reason, in place of its content, so that it stands in the register too
(contract: «Every file in the inbox is in `registrations` or in `quarantine`»).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.i18n import msg
from pipeline.model import SetAsideReason, Unreadable
from pipeline.programme.schema import OSLO

MAX_BYTES = 100 * 1024 * 1024
"""A form is some hundred kilobytes, a scan a few megabytes: what is larger is set aside without being loaded."""

_LOCK_FILE_BYTES = 1024
_LITTER = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".gitkeep", ".gitignore"})
_DATED_FOLDER = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T_](\d{2})[.:]?(\d{2}))?")
_NOON = dt.time(12, 0)
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file of the inbox, not yet opened.

    `path` is what the register calls it: relative to the workspace when inside it, else absolute; always valid UTF-8.
    `unreadable` says why it must not or cannot be opened.
    """

    path: str
    file: Path
    size: int
    mtime_ns: int
    received: dt.datetime
    unreadable: Unreadable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was read from a file, with the size and time it had when reading began: a later change never goes unseen."""

    data: bytes
    sha256: str
    size: int
    mtime_ns: int


def find_files(inbox: Path, root: Path) -> tuple[FoundFile, ...]:
    """Every file below `inbox`, sorted by its path. `root` is the workspace's folder.

    Raises:
        UsageError: there is no such folder (a share that is not there must not look like an inbox that was emptied).
    """
    if not inbox.is_dir():
        raise UsageError(msg("There is no folder {path}. Make it, or name the inbox with --inbox.", path=str(inbox)))
    found = (_found(entry, inbox, root) for entry in _walk(inbox))
    return tuple(sorted(found, key=lambda one: one.path))


def load(found: FoundFile) -> Content | Unreadable | None:
    """The file's bytes; why it cannot be opened; or None when it is gone since it was found."""
    try:
        return _load(found.file)
    except FileNotFoundError:
        return None
    except OSError as error:
        return _no_access(error)


def received_at(file: Path, inbox: Path, mtime_ns: int) -> dt.datetime:
    """When a plain file was received, in Oslo.

    The nearest folder called «2025-04-28» (12:00) or «2025-04-28 1012» says so; without one, the file's modification time.
    """
    for folder in reversed(file.relative_to(inbox).parts[:-1]):
        if dated := _date_of_folder(folder):
            return dated
    return dt.datetime.fromtimestamp(mtime_ns // 1_000_000_000, OSLO)


def _date_of_folder(name: str) -> dt.datetime | None:
    match = _DATED_FOLDER.fullmatch(name)
    if match is None:
        return None
    year, month, day, hour, minute = match.groups()
    try:
        time = dt.time(int(hour), int(minute)) if hour else _NOON
        return dt.datetime.combine(dt.date(int(year), int(month), int(day)), time, OSLO)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Entry:
    file: Path
    size: int = 0
    mtime_ns: int = 0
    unreadable: Unreadable | None = None


def _walk(inbox: Path) -> Iterator[_Entry]:
    pending = [inbox]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except FileNotFoundError:
            continue
        except OSError as error:
            yield _Entry(folder, mtime_ns=folder.lstat().st_mtime_ns, unreadable=_no_access(error))
            continue
        pending.extend(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield from _entry(entry)


def _entry(entry: os.DirEntry[str]) -> Iterator[_Entry]:
    """Nothing when it was removed since the folder was listed."""
    with contextlib.suppress(FileNotFoundError):
        status = entry.stat(follow_symlinks=False)
        yield _Entry(Path(entry.path), status.st_size, status.st_mtime_ns, _why_not(entry.name, status))


def _found(entry: _Entry, inbox: Path, root: Path) -> FoundFile:
    return FoundFile(
        path=shown_path(entry.file, root),
        file=entry.file,
        size=entry.size,
        mtime_ns=entry.mtime_ns,
        received=received_at(entry.file, inbox, entry.mtime_ns),
        unreadable=entry.unreadable,
    )


def shown_path(file: Path, root: Path) -> str:
    r"""`file` as the register writes it; bytes of a name that are not UTF-8 are written out («\xe6»)."""
    inside = file.is_relative_to(root)
    path = (file.relative_to(root) if inside else file.absolute()).as_posix()
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _why_not(name: str, status: os.stat_result) -> Unreadable | None:
    if stat.S_ISLNK(status.st_mode):
        message = msg("This is a link to another place. Put the file itself in the inbox.")
        return Unreadable(reason=SetAsideReason.UNSUPPORTED, message=message)
    if not stat.S_ISREG(status.st_mode):
        message = msg("This is not a file that can be read (a pipe, socket or device). Remove it from the inbox.")
        return Unreadable(reason=SetAsideReason.UNSUPPORTED, message=message)
    if _is_litter(name, status.st_size):
        message = msg("A file that the computer made for its own use. It is no registration and can be disregarded.")
        return Unreadable(reason=SetAsideReason.SYSTEM_FILE, message=message)
    if status.st_size > MAX_BYTES:
        message = msg(
            "The file is {size} MB; at most {limit} MB is read. Ask the sender for the form alone.",
            size=status.st_size // 1_000_000,
            limit=MAX_BYTES // 1_000_000,
        )
        return Unreadable(reason=SetAsideReason.TOO_LARGE, message=message)
    return None


def _is_litter(name: str, size: int) -> bool:
    """What an operating system or Office leaves behind. A lock file holds its owner's name and nothing else, so it is small."""
    lock_file = name.startswith(("~$", ".~lock.")) and size < _LOCK_FILE_BYTES
    return lock_file or name.casefold() in _LITTER


def _no_access(error: OSError) -> Unreadable:
    reason = error.strerror or "?"
    message = msg("It cannot be opened ({reason}). Give kull access to it, or put a copy in the inbox.", reason=reason)
    return Unreadable(reason=SetAsideReason.NO_ACCESS, message=message)


def _load(file: Path) -> Content:
    """Read again when the file changed while it was read (it is still being copied); the last attempt stands."""
    for _ in range(_ATTEMPTS):
        before = file.stat(follow_symlinks=False)
        data = file.read_bytes()
        after = file.stat(follow_symlinks=False)
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            break
    return Content(data=data, sha256=hashlib.sha256(data).hexdigest(), size=before.st_size, mtime_ns=before.st_mtime_ns)

"""OLE compound files, the box that .doc, .xls and .msg come in: what stands at the root, and whether a password is needed.

Sources: [MS-CFB] (names do not tell capitals apart), [MS-DOC] 2.5.2 (FibBase), [MS-XLS] 2.1.7.20 (FilePass stands before all
that it locks).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

import olefile

from pipeline.intake.package import PackageError

WORD_97: Final = 0x00C1
"""The version (nFib) of Word 97 and later; smaller is Word 6 or 95."""

_WORD_LOCKED: Final = 0x0100
_FILEPASS: Final = 0x002F
_BOUNDSHEET: Final = 0x0085
_DAMAGE: Final = (
    *(OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError),
    *(OverflowError, RecursionError, MemoryError, struct.error),
)


def root_names(content: bytes) -> frozenset[str]:
    """The names at the root, case folded; none when the directory is torn."""
    try:
        with olefile.OleFileIO(content) as ole:
            return frozenset(path[0].casefold() for path in ole.listdir())
    except _DAMAGE:
        return frozenset()


def word_version(content: bytes) -> int:
    """Which Word wrote a .doc (nFib); raises `PackageError` when it does not say."""
    return _fib(content)[0]


def is_locked_word(content: bytes) -> bool:
    """Does a .doc need a password? Raises `PackageError` when it does not say."""
    return bool(_fib(content)[1] & _WORD_LOCKED)


def is_locked_workbook(content: bytes) -> bool:
    """Does a .xls need a password?"""
    try:
        stream = _stream(content, ("Workbook", "Book"), 4096)
    except PackageError:
        return False
    return any(kind == _FILEPASS for kind in _records(stream))


def check_chains(content: bytes) -> None:
    """Raises `PackageError` when sectors are chained in a circle: a library that follows it fills the memory.

    A sector belongs to one chain only, so that all chains together are no longer than the table of sectors.
    """
    try:
        with olefile.OleFileIO(content) as ole:
            _within(ole.fat, [ole.first_dir_sector, ole.first_mini_fat_sector, *(_starts(ole, small=False))])
            ole.loadminifat()
            _within(ole.minifat, _starts(ole, small=True))
    except _DAMAGE as error:
        raise PackageError(f"compound file: {error!r}") from error


def _starts(ole: olefile.OleFileIO, *, small: bool) -> list[int]:
    """Where streams begin, those in small sectors or the others; the root holds the small ones."""
    streams = [entry for entry in ole.direntries if entry is not None and entry.size]
    return [entry.isectStart for entry in streams if (entry.size < ole.minisectorcutoff and entry is not ole.root) == small]


def _within(table: Sequence[int], starts: Sequence[int]) -> None:
    steps = 0
    for start in starts:
        sector = start
        while 0 <= sector < len(table):
            sector, steps = table[sector], steps + 1
            if steps > len(table):
                raise ValueError("sectors in a circle")


def _fib(content: bytes) -> tuple[int, int]:
    head = _stream(content, ("WordDocument",), 12)
    if len(head) < 12:  # noqa: PLR2004 - to the end of the flags
        raise PackageError("doc: no file information block")
    version, flags = struct.unpack_from("<H6xH", head, 2)
    return version, flags


def _records(stream: bytes) -> Iterator[int]:
    """The kinds of the records before the list of sheets, where a lock must stand."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BOUNDSHEET:
            return
        yield kind
        at += 4 + length


def _stream(content: bytes, names: tuple[str, ...], length: int) -> bytes:
    """The beginning of the first of these streams that is there; raises `PackageError` when none is."""
    try:
        with olefile.OleFileIO(content) as ole:
            name = next(n for n in names if ole.exists(n))
            with ole.openstream(name) as stream:
                return bytes(stream.read(length))
    except (*_DAMAGE, StopIteration) as error:
        raise PackageError(f"compound file: {error!r}") from error

"""Other processes, within bounds: they end with all that they have started, also when this process is killed.

Processes that belong together are a process group, led by a shell that waits for a pipe which only this process holds open.
When the pipe closes (this process is gone, whatever killed it), the shell kills the group. Groups may lie in one another.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Final

MEMORY: Final = 2 * 1024**3
"""Bytes that a process may have, its libraries apart: a reader, LibreOffice and Tesseract take a quarter of it for a form."""

_GUARD: Final = ("/bin/sh", "-c", "read -r _; kill -9 0")


@contextmanager
def group() -> Iterator[int]:
    """The number of a process group; leaving kills whatever has joined it."""
    guard = subprocess.Popen(  # noqa: S603 - a fixed command
        _GUARD, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    )
    try:
        yield guard.pid
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(guard.pid, signal.SIGKILL)
        _ended(guard)


@contextmanager
def started(
    command: Sequence[str], *, environment: Mapping[str, str], pipes: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """`command` under way, its input, output and errors as pipes or nothing; leaving kills what is left of it.

    Raises:
        OSError: it cannot be started.
    """
    stream = subprocess.PIPE if pipes else subprocess.DEVNULL
    with group() as number:
        process = subprocess.Popen(  # noqa: S603 - callers give fixed commands; what a sender sent is never among them
            command, stdin=stream, stdout=stream, stderr=stream, env=dict(environment), process_group=number
        )
        _limit(process)
        try:
            yield process
        finally:
            process.kill()
            _ended(process)


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with suppress(OSError):
                stream.close()


def _limit(process: subprocess.Popen[bytes]) -> None:
    """What the program starts inherits the limit; it has not come so far yet."""
    if sys.platform == "linux":
        with suppress(OSError, ValueError):  # it has ended already, or a lower limit stands
            resource.prlimit(process.pid, resource.RLIMIT_DATA, (MEMORY, MEMORY))

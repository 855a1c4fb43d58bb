"""A thousand of kull's own forms in one inbox: the first intake, the second with nothing changed, and what each takes.

Memory is the sum over the command and its worker processes, sampled as it runs; pages that they share count for each.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil
from own_forms import FORMATS, ROOT, filled

COUNT = 1000
EVERY_S = 0.05
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took: seconds by the clock and of all cores' time, and the most megabytes at any time."""

    seconds: float
    core_seconds: float
    megabytes: float


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        make_workspace(workspace, count)
        print(f"An inbox of {count} own forms ({', '.join(FORMATS)} by turns), {psutil.cpu_count()} cores:")
        for name in ("first intake", "second intake"):
            taken = timed([sys.executable, "-m", "pipeline", "--workspace", folder, "intake"])
            print(f"  {name:15} {taken.seconds:6.1f} s   {taken.core_seconds:6.1f} core s   at most {taken.megabytes:5.0f} MB")


def make_workspace(workspace: Path, count: int) -> None:
    """A workspace with the shipped programme and `count` forms."""
    for name in ("programme.toml", "recipients.xlsx"):
        shutil.copy(ROOT / name, workspace / name)
    inbox = workspace / "inbox" / "2025-04-22"
    inbox.mkdir(parents=True)
    with ProcessPoolExecutor() as pool:
        list(pool.map(_write, [inbox] * count, range(count), chunksize=20))


def _write(inbox: Path, number: int) -> None:
    suffix = FORMATS[number % len(FORMATS)]
    (inbox / f"påmelding {number:04}.{suffix}").write_bytes(filled(number, suffix))


def timed(command: list[str]) -> Taken:
    """Run `command`, and watch it with all its children."""
    begun, most, worked = time.perf_counter(), 0, dict[int, float]()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, _sample(watched, worked))
            time.sleep(EVERY_S)
        seconds = time.perf_counter() - begun
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Taken(seconds, sum(worked.values()), most / MEGABYTE)


def _sample(process: psutil.Process, worked: dict[int, float]) -> int:
    """The memory in use now; what each process has worked so far is put into `worked`."""
    total = 0
    for one in (process, *_children(process)):
        try:
            total += one.memory_info().rss
            times = one.cpu_times()
            worked[one.pid] = times.user + times.system
        except psutil.NoSuchProcess:
            continue
    return total


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


if __name__ == "__main__":
    main()

"""Pure tasks over all cores: each is one function of one value, in a process of its own choosing, within limits.

Work is always done in worker processes, also when there is little of it: a reader that crashes, never ends, or asks for all the
memory there is must never take the run with it. It takes only its own task, and the outcome says what became of it. Tasks and
outcomes cross between processes as bytes, so that another executor (of several machines) can take the place of pebble's pool.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import resource
import signal
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.errors import UsageError
from pipeline.garbage import collect_seldom
from pipeline.i18n import msg
from pipeline.subprocesses import MEMORY, group

if TYPE_CHECKING:
    from pebble import ProcessPool

T = TypeVar("T")
R = TypeVar("R")

_QUEUED = 4
"""Tasks held ready for each worker."""

_STDERR = 2
_LOOK_AGAIN_S = 1.0
_PRELOAD = ("pebble.pool.process",)
_METHOD = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one task may take: seconds from when it is begun, and bytes of memory for its process and each that it starts."""

    seconds: float
    memory: int


LIMITS = Limits(seconds=300, memory=MEMORY)
"""Five minutes: ten times what a file of twenty scanned pages takes, as many as are read, when nothing else goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[T]):
    """Something to be worked on, and the key that its outcome goes by."""

    key: str
    value: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[R]):
    """What a task gave."""

    key: str
    result: R


class Cause(StrEnum):
    """What kept a task from giving anything."""

    DEFECT = "defect"
    """An exception that nobody foresaw."""
    DIED = "died"
    """Its process ended: it crashed, or was killed by the system."""
    TIME = "time"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A task that gave nothing, why, and what the log should hold: a traceback, or how its process ended."""

    key: str
    cause: Cause
    traceback: str = ""


def cores() -> int:
    """How many processes are worth starting: the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work_through(
    work: Callable[[T], R],
    tasks: Iterable[Task[T]],
    *,
    workers: int | None = None,
    limits: Limits = LIMITS,
    preload: tuple[str, ...] = (),
) -> Iterator[Done[R] | Failed]:
    """The outcome of `work` on every task, as they come; every task has exactly one outcome.

    `work` and the values must be picklable. `tasks` is drawn from as the work goes on, so that only what is under way is held
    in memory. No process is started when there is no task. `preload` names modules that every process has from the start.

    Raises:
        UsageError: the folder for temporary files has a longer name than sockets can have.
    """
    _METHOD.set_forkserver_preload([*_PRELOAD, *preload])
    remaining = iter(tasks)
    while first := list(islice(remaining, workers or cores())):
        _start_server()
        unfinished: list[Task[T]] = []
        yield from _until_broken(work, chain(first, remaining), len(first), limits, unfinished)
        for task in unfinished:
            yield from _alone(work, task, limits)


def _start_server() -> None:
    """Start what starts the processes. Ctrl-C while it loads its modules is for us to answer, and not for it to die of."""
    if _METHOD.get_start_method() != "forkserver" or threading.current_thread() is not threading.main_thread():
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    except OSError as error:
        if "too long" not in str(error):
            raise
        raise UsageError(
            msg(
                "The folder for temporary files has too long a name for this system: {folder}. Set TMPDIR to a shorter one.",
                folder=tempfile.gettempdir(),
            )
        ) from error
    finally:
        signal.signal(signal.SIGINT, before)


def _until_broken(
    work: Callable[[T], R], tasks: Iterator[Task[T]], count: int, limits: Limits, unfinished: list[Task[T]]
) -> Iterator[Done[R] | Failed]:
    """Outcomes from one pool until the tasks end or the pool itself breaks; then `unfinished` gets those that gave nothing."""
    under_way: dict[Future[bytes], Task[T]] = {}
    with _pool(count, limits) as pool:
        while True:
            for task in islice(tasks, _QUEUED * count - len(under_way)):
                sent = _sent(pool, work, task, limits)
                if isinstance(sent, Failed):
                    yield sent
                else:
                    under_way[sent] = task
            if not under_way:
                return
            for future in wait(under_way, timeout=_LOOK_AGAIN_S, return_when=FIRST_COMPLETED).done:
                task = under_way.pop(future)
                outcome: Done[R] | Failed | None = _outcome(future, task.key)
                if outcome is None:
                    unfinished.append(task)
                else:
                    yield outcome
            if unfinished or not pool.active:
                unfinished += under_way.values()
                return


def _alone(work: Callable[[T], R], task: Task[T], limits: Limits) -> Iterator[Done[R] | Failed]:
    """The outcome of a task in a pool of its own: one that breaks this too has ended its process before it had begun."""
    broken: list[Task[T]] = []
    yield from _until_broken(work, iter([task]), 1, limits, broken)
    if broken:
        yield Failed(key=task.key, cause=Cause.DIED)


def _sent(pool: ProcessPool, work: Callable[[T], R], task: Task[T], limits: Limits) -> Future[bytes] | Failed:
    try:
        packed = pickle.dumps((work, task))
    except Exception:  # noqa: BLE001 - whatever a value's own pickling raises, it cannot be sent
        return Failed(key=task.key, cause=Cause.DEFECT, traceback=traceback.format_exc())
    try:
        return pool.schedule(_do, args=(packed,), timeout=limits.seconds)
    except RuntimeError as error:  # the pool is broken: the task is as one that it had taken
        future: Future[bytes] = Future()
        future.set_exception(BrokenProcessPool(str(error)))
        return future


def _outcome(future: Future[bytes], key: str) -> Done[R] | Failed | None:
    """What became of a task; None: the pool broke, and nobody knows."""
    from pebble import ProcessExpired

    try:
        outcome: Done[R] | Failed = pickle.loads(future.result())  # noqa: S301 - written by our own worker
    except TimeoutError:
        return Failed(key=key, cause=Cause.TIME)
    except ProcessExpired as error:
        return Failed(key=key, cause=Cause.DIED, traceback=f"the process ended with status {error.exitcode}")
    except BrokenProcessPool:
        return None
    return outcome


@contextmanager
def _pool(count: int, limits: Limits) -> Iterator[ProcessPool]:
    """Processes that share nothing with this one: no lock, no open file, no half-done thread. Leaving ends them at once."""
    from pebble import ProcessPool

    with group() as number, tempfile.TemporaryDirectory(prefix="kull-", ignore_cleanup_errors=True) as folder:
        pool = ProcessPool(count, initializer=_begin, initargs=(number, limits.memory, folder), context=_METHOD)
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble gives it no return type
            pool.join()


# --- in the worker -------------------------------------------------------------------------------------------------------


def _do(packed: bytes) -> bytes:
    work, task = pickle.loads(packed)  # noqa: S301 - written by our own parent
    try:
        return pickle.dumps(Done(key=task.key, result=work(task.value)))
    except MemoryError:
        return pickle.dumps(Failed(key=task.key, cause=Cause.MEMORY))
    except BaseException:  # noqa: BLE001 - a defect in one task, or a panic in a library, is told of and stops no other
        return pickle.dumps(Failed(key=task.key, cause=Cause.DEFECT, traceback=traceback.format_exc()))


def _begin(group_number: int, memory: int, folder: str) -> None:
    """A worker leaves the interrupt key to its parent, keeps to its memory, and ends when its parent is gone or says so.

    Whatever it writes goes to `folder`: a worker that is killed takes nothing away again.
    """
    collect_seldom()
    os.setpgid(0, group_number)
    os.dup2(os.open(os.devnull, os.O_WRONLY), _STDERR)  # what libraries mutter of a file is not for the console
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, also from within a library that never comes back
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would set memory aside for every core
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    with suppress(ValueError, OSError):  # a lower limit of the machine's own stands
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))

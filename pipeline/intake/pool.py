"""Pure tasks over all cores: each is one function of one value, in a process of its own choosing.

Work is always done in worker processes, also when there is little of it: a reader that crashes, or is ended by the system,
must never take the run with it. A worker that dies takes only its own task, found by doing those that were under way again,
one by one. Another executor (of several machines) can take the place of `_executor` and nothing else changes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 4
"""Tasks sent together when nothing else is asked for: the cost of sending one is spread over so many."""

_QUEUED = 3
_METHOD = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A defect of our own: the traceback, for the log. Empty when the process died without a word."""

    key: str
    traceback: str


def cores() -> int:
    """How many processes are worth starting: the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work_through(
    work: Callable[[T], R],
    tasks: Iterable[Task[T]],
    *,
    workers: int | None = None,
    at_once: int = AT_ONCE,
    preload: tuple[str, ...] = (),
) -> Iterator[Done[R] | Failed]:
    """The outcome of `work` on every task, as they come; every task has exactly one outcome.

    `work` and the values must be picklable. `tasks` is drawn from as the work goes on, so that only what is under way is held
    in memory. No process is started when there is no task. `preload` names modules that every process has from the start.
    """
    _METHOD.set_forkserver_preload(list(preload))
    count = workers or cores()
    chunks = _in_chunks(iter(tasks), at_once)
    for first in chunks:
        unfinished: list[list[Task[T]]] = []
        yield from _until_broken(work, chain([first], chunks), count, unfinished)
        for chunk in unfinished:
            yield from (_alone(work, task) for task in chunk)


def _in_chunks(tasks: Iterator[Task[T]], size: int) -> Iterator[list[Task[T]]]:
    while chunk := list(islice(tasks, size)):
        yield chunk


def _until_broken(
    work: Callable[[T], R], chunks: Iterator[list[Task[T]]], count: int, unfinished: list[list[Task[T]]]
) -> Iterator[Done[R] | Failed]:
    """Outcomes from one pool until the chunks end or one goes wrong; then `unfinished` gets those that gave nothing."""
    under_way: dict[Future[list[Done[R] | Failed]], list[Task[T]]] = {}
    with _executor(count) as executor:
        try:
            while True:
                if not unfinished:
                    _top_up(executor, work, islice(chunks, _QUEUED * count - len(under_way)), under_way, unfinished)
                if not under_way:
                    return
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    chunk = under_way.pop(future)
                    if future.exception():
                        unfinished.append(chunk)
                    else:
                        yield from future.result()
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _top_up(
    executor: Executor,
    work: Callable[[T], R],
    chunks: Iterator[list[Task[T]]],
    under_way: dict[Future[list[Done[R] | Failed]], list[Task[T]]],
    unfinished: list[list[Task[T]]],
) -> None:
    for chunk in chunks:
        try:
            under_way[executor.submit(_do_chunk, work, chunk)] = chunk
        except BrokenProcessPool:
            unfinished.append(chunk)
            return


def _alone(work: Callable[[T], R], task: Task[T]) -> Done[R] | Failed:
    """The outcome of one task in a fresh process of its own."""
    with _executor(1) as executor:
        try:
            return executor.submit(_do_chunk, work, [task]).result()[0]
        except BrokenProcessPool:
            return Failed(key=task.key, traceback="")
        except Exception:  # noqa: BLE001 - a value or result that cannot be sent between processes is a defect too
            return Failed(key=task.key, traceback=traceback.format_exc())


def _do_chunk(work: Callable[[T], R], chunk: list[Task[T]]) -> list[Done[R] | Failed]:
    return [_do(work, task) for task in chunk]


def _do(work: Callable[[T], R], task: Task[T]) -> Done[R] | Failed:
    try:
        return Done(key=task.key, result=work(task.value))
    except Exception:  # noqa: BLE001 - a defect in one task is told with its traceback, and stops no other
        return Failed(key=task.key, traceback=traceback.format_exc())


def _executor(count: int) -> Executor:
    """Processes that share nothing with this one: no lock, no open file, no half-done thread."""
    return ProcessPoolExecutor(count, mp_context=_METHOD, initializer=_begin)


def _begin() -> None:
    """A worker leaves the interrupt key to its parent, and ends when its parent is gone (also when that was killed)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

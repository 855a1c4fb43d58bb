"""Tasks over processes: every task has exactly one outcome, whatever becomes of the process that does it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.intake.pool import Done, Failed, Task, work_through

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent.parent


def double(number: int) -> int:
    return 2 * number


def trip_over_seven(number: int) -> int:
    if number == 7:
        raise ValueError(number)
    return number


def die_at_seven_and_eleven(number: int) -> int:
    if number in {7, 11}:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def tasks(count):
    return (Task(key=str(n), value=n) for n in range(count))


def outcomes(work, count, **settings):
    return sorted(work_through(work, tasks(count), **settings), key=lambda outcome: int(outcome.key))


def test_no_task_starts_no_process():
    assert list(work_through(double, iter(()))) == []


def test_every_task_has_one_outcome():
    assert outcomes(double, 40, workers=2) == [Done(key=str(n), result=2 * n) for n in range(40)]


def test_an_exception_is_told_with_its_traceback_and_stops_no_other_task():
    done = outcomes(trip_over_seven, 12, workers=2)
    assert [d for d in done if isinstance(d, Done)] == [Done(key=str(n), result=n) for n in range(12) if n != 7]
    (failed,) = [d for d in done if isinstance(d, Failed)]
    assert (failed.key, "ValueError: 7" in failed.traceback) == ("7", True)


def test_a_worker_that_dies_takes_only_its_own_task_with_it():
    expected = [Failed(key=str(n), traceback="") if n in {7, 11} else Done(key=str(n), result=n) for n in range(24)]
    assert outcomes(die_at_seven_and_eleven, 24, workers=2) == expected


def test_a_result_that_cannot_be_sent_back_fails_only_its_own_task():
    done = outcomes(unsendable_at_three, 6, workers=1)
    assert [type(d) for d in done] == [Done, Done, Done, Failed, Done, Done]


def unsendable_at_three(number: int) -> object:
    return (lambda: number) if number == 3 else number


def test_tasks_are_drawn_as_the_work_goes_on_so_that_memory_holds_only_what_is_under_way():
    drawn = []
    stream = (drawn.append(n) or Task(key=str(n), value=n) for n in range(500))
    first = next(work_through(double, stream, workers=2, at_once=4))
    assert (first, len(drawn) < 60) == (Done(key=first.key, result=2 * int(first.key)), True)


def test_workers_end_when_their_parent_is_killed(tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(TESTS)!r})\n"
        "from pipeline.intake.pool import Task, work_through\n"
        "from test_pool import write_own_pid_and_wait\n"
        f"list(work_through(write_own_pid_and_wait, [Task(key='1', value={str(tmp_path / 'pid')!r})], workers=1))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    pid = wait_for(tmp_path / "pid")
    parent.kill()
    parent.wait()
    assert ends(pid)


def write_own_pid_and_wait(file: str) -> None:
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)


def wait_for(file: Path) -> int:
    for _ in range(200):
        if file.exists() and file.read_text():
            return int(file.read_text())
        time.sleep(0.05)
    pytest.fail("the worker never started")


def ends(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False

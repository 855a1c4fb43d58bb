"""Tasks over processes: every task has exactly one outcome, whatever becomes of the process that does it."""

import ctypes
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.intake.pool import Cause, Done, Failed, Limits, Task, work_through
from pipeline.subprocesses import started

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent.parent
GIGABYTE = 10**9


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
    expected = [
        Failed(key=str(n), cause=Cause.DIED, traceback="the process ended with status -9")
        if n in {7, 11}
        else Done(key=str(n), result=n)
        for n in range(24)
    ]
    assert outcomes(die_at_seven_and_eleven, 24, workers=2) == expected


@pytest.mark.parametrize("count", [1, 5])
def test_a_task_that_never_ends_is_ended_and_takes_no_other_with_it(count):
    done = outcomes(hang_at_three, 3 + count, workers=2, limits=Limits(seconds=3, memory=GIGABYTE))
    assert done == [Failed(key="3", cause=Cause.TIME) if n == 3 else Done(key=str(n), result=n) for n in range(3 + count)]


def hang_at_three(number: int) -> int:
    """Within a library that holds on to the interpreter, so that no signal is heard by Python."""
    if number == 3:
        re.fullmatch("(x+)+y", "x" * 60)
    return number


def test_a_task_that_asks_for_too_much_memory_gives_it_back_and_takes_no_other_with_it():
    done = outcomes(hoard_at_three, 6, workers=2, limits=Limits(seconds=60, memory=GIGABYTE))
    assert done == [Failed(key="3", cause=Cause.MEMORY) if n == 3 else Done(key=str(n), result=n) for n in range(6)]


def hoard_at_three(number: int) -> int:
    return len([bytearray(10**8) for _ in range(30)]) if number == 3 else number


def test_a_crash_in_a_library_takes_only_its_own_task_with_it():
    done = outcomes(crash_at_three, 6, workers=2)
    assert [d.cause for d in done if isinstance(d, Failed)] == [Cause.DIED]
    assert [d.result for d in done if isinstance(d, Done)] == [0, 1, 2, 4, 5]


def crash_at_three(number: int) -> int:
    if number == 3:
        ctypes.string_at(0)
    return number


def test_many_crashes_are_each_told_of_once():
    done = outcomes(crash, 12, workers=2, limits=Limits(seconds=20, memory=GIGABYTE))
    # On a busy machine pebble may hear of the end before it hears of the beginning, and sees the task's time run out.
    assert [(d.key, d.cause in {Cause.DIED, Cause.TIME}) for d in done] == [(str(n), True) for n in range(12)]


def crash(_: int) -> None:
    os._exit(3)


def test_the_programs_that_a_task_has_started_end_with_it(tmp_path):
    work = [Task(key="1", value=str(tmp_path / "pid"))]
    done = list(work_through(start_a_program_and_wait, work, limits=Limits(seconds=3, memory=GIGABYTE)))
    assert done == [Failed(key="1", cause=Cause.TIME)]
    assert all(map(ends, map(int, (tmp_path / "pid").read_text().split())))


def start_a_program_and_wait(file: str) -> None:
    """A script that starts another program, as LibreOffice is."""
    script = f"sleep 60 & echo $$ $! >{file}.new; mv {file}.new {file}; wait"
    with started(["sh", "-c", script], environment=os.environ) as program:
        program.wait()


def test_what_a_task_has_left_on_the_disk_is_taken_away(tmp_path):
    work = [Task(key="1", value=str(tmp_path / "name"))]
    list(work_through(leave_a_file_and_hang, work, limits=Limits(seconds=3, memory=GIGABYTE)))
    assert not Path((tmp_path / "name").read_text()).exists()


def leave_a_file_and_hang(file: str) -> None:
    Path(file).write_text(tempfile.mkdtemp())
    time.sleep(60)


def test_a_value_that_cannot_be_sent_fails_only_its_own_task():
    given = [Task(key=str(n), value=(lambda: 1) if n == 1 else n) for n in range(3)]
    done = sorted(work_through(double, given), key=lambda outcome: outcome.key)
    assert [type(d) for d in done] == [Done, Failed, Done]


def test_whoever_stops_listening_leaves_no_process_behind():
    """Also while large tasks are on their way."""
    large = (Task(key=str(n), value=b"x" * 5_000_000) for n in range(50))
    outcomes = work_through(len, large, workers=2)
    next(outcomes)
    outcomes.close()
    assert not [child for child in multiprocessing.active_children() if child.name.startswith("pebble")]


def test_what_is_no_usual_exception_fails_only_its_own_task():
    """A panic in a library written in Rust, or a library that ends the program."""
    done = outcomes(leave_at_three, 6, workers=2)
    assert [d.key for d in done if isinstance(d, Failed) and d.cause is Cause.DEFECT] == ["3"]
    assert len(done) == 6


def leave_at_three(number: int) -> int:
    if number == 3:
        raise SystemExit(1)
    return number


def test_a_result_that_cannot_be_sent_back_fails_only_its_own_task():
    done = outcomes(unsendable_at_three, 6, workers=1)
    assert [type(d) for d in done] == [Done, Done, Done, Failed, Done, Done]


def unsendable_at_three(number: int) -> object:
    return (lambda: number) if number == 3 else number


def test_tasks_are_drawn_as_the_work_goes_on_so_that_memory_holds_only_what_is_under_way():
    drawn = []
    stream = (drawn.append(n) or Task(key=str(n), value=n) for n in range(500))
    first = next(work_through(double, stream, workers=2))
    assert (first, len(drawn) < 60) == (Done(key=first.key, result=2 * int(first.key)), True)


@pytest.mark.parametrize("work", ["write_own_pid_and_wait", "write_own_pid_and_hang", "start_a_program_and_wait"])
def test_workers_and_what_they_started_end_when_their_parent_is_killed(tmp_path, work):
    code = (
        f"import sys; sys.path.insert(0, {str(TESTS)!r})\n"
        "from pipeline.intake.pool import Task, work_through\n"
        f"from test_pool import {work}\n"
        f"list(work_through({work}, [Task(key='1', value={str(tmp_path / 'pid')!r})], workers=1))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE)
    pids = wait_for(tmp_path / "pid")
    parent.kill()
    parent.communicate()
    assert all(map(ends, pids))


def write_own_pid_and_wait(file: str) -> None:
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)


def write_own_pid_and_hang(file: str) -> None:
    Path(file).write_text(str(os.getpid()))
    hang_at_three(3)


def wait_for(file: Path) -> list[int]:
    for _ in range(200):
        if file.exists() and file.read_text():
            return [int(pid) for pid in file.read_text().split()]
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


def test_ctrl_c_while_the_modules_are_loaded_is_not_the_end_of_what_starts_the_processes(tmp_path):
    (tmp_path / "interrupted.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n", encoding="utf-8")
    said = (
        "from pipeline.intake.pool import Task, work_through\n"
        "print([one.result for one in work_through(abs, [Task(key='a', value=-7)], preload=('interrupted',))])"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
    done = subprocess.run([sys.executable, "-c", said], env=environment, capture_output=True, check=False, text=True)
    assert (done.stdout, done.stderr) == ("[7]\n", "")

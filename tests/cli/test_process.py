"""The real command in processes of its own: killed at any moment, two at once, starting light, ending with the right status."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from cli_workspace import NOW, contents, form
from filelock import FileLock

ENVIRONMENT = {**os.environ, "KULL_NOW": NOW}
HEAVY = {"pydantic", "sqlalchemy", "lxml", "openpyxl", "rich", "docx", "docxtpl", "msgspec", "babel", "pypdfium2"}


def kull(folder, *arguments, **settings):
    command = [sys.executable, "-m", "pipeline", "--workspace", str(folder), "--lang", "en", *arguments]
    return subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **settings
    )


def finished(folder, *arguments):
    process = kull(folder, *arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err.decode()


def whole_way(folder):
    """Intake, plan and letters to their end; the export and every product."""
    steps = [finished(folder, step)[0] for step in ("intake", "plan", "letters")]
    status, exported, _ = finished(folder, "export")
    return [*steps, status], exported, contents(folder / "outbox")


def killed_at(moment, folder, *arguments):
    """Ends the command with -9 after `moment` seconds, wherever it is."""
    process = kull(folder, *arguments)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def kill_and_take_up(folder, expected, chance, kills):
    for step in ("intake", "plan", "letters"):
        for _ in range(kills):
            killed_at(chance.uniform(0.2, 2.5), folder, step)
    assert whole_way(folder) == expected


def test_killed_at_any_moment_and_run_again_it_ends_as_if_it_had_not_been(folder, done):
    status, exported, _ = finished(done, "export")
    expected = [0, 0, 0, status], exported, contents(done / "outbox")
    kill_and_take_up(folder, expected, random.Random(1), kills=1)  # noqa: S311 - the same moments in every run
    assert not [file for file in (folder / "outbox").rglob("*") if file.name.startswith(".")]


@pytest.mark.soak
def test_killed_two_hundred_times_with_many_files(folder):
    for number in range(10, 60):
        (folder / "inbox/2025-04-28" / f"flere-{number}.docx").write_bytes(form(number))
    chance = random.Random(2)  # noqa: S311 - the same moments in every run
    for _ in range(200):
        killed_at(chance.uniform(0.1, 4.0), folder, chance.choice(["intake", "plan", "letters"]))
    after = whole_way(folder)
    assert (after[0], whole_way(folder)) == ([0, 0, 0, 0], after)


def test_two_runs_at_once_and_the_second_says_who_holds_the_workspace(folder):
    (folder / ".kull").mkdir()
    with FileLock(folder / ".kull/lock"):
        status, _, said = finished(folder, "intake")
        assert (status, "Another run of kull works in this workspace" in said) == (4, True)
        assert finished(folder, "export")[0] == 0
    first = kull(folder, "intake")
    wait_until((folder / ".kull/lock.json").exists)
    first.send_signal(signal.SIGSTOP)
    status, _, said = finished(folder, "letters")
    first.send_signal(signal.SIGCONT)
    first.communicate(timeout=120)
    assert (status, f"process {first.pid}" in said, "kull intake" in said, first.returncode) == (4, True, True, 0)


def wait_until(there):
    for _ in range(400):
        if there():
            return
        time.sleep(0.025)
    pytest.fail("it never came")


def test_the_interrupt_key_ends_with_130_and_no_traceback(folder):
    for number in range(10, 40):
        (folder / "inbox/2025-04-28" / f"flere-{number}.docx").write_bytes(form(number))
    process = kull(folder, "intake")
    wait_until((folder / ".kull/lock.json").exists)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert (process.returncode, b"Traceback" in said, b"Interrupted" in said) == (130, False, True)


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from pipeline.cli.outcome import exit_status as end; end(['--help']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert {name.split(".")[0] for name in done.stderr.split()} & HEAVY == set()


def test_the_export_is_utf8_into_a_pipe_whatever_the_locale(done):
    command = [sys.executable, "-m", "pipeline", "--workspace", str(done), "export"]
    plain = {**ENVIRONMENT, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ended = subprocess.run(command, env=plain, capture_output=True, check=True)
    assert "Færre fall" in ended.stdout.decode("utf-8")


def test_whoever_stops_reading_does_no_harm(done):
    with kull(done, "export") as process:
        process.stdout.close()
        assert (process.wait(timeout=60), process.stderr.read()) == (0, b"")


def test_a_workspace_is_found_from_a_folder_within_it(folder):
    command = [sys.executable, "-m", "pipeline", "status"]
    done = subprocess.run(command, env=ENVIRONMENT, cwd=folder / "inbox/2025-04-28", capture_output=True, check=False)
    assert done.returncode == 0


def test_without_a_workspace_it_ends_with_3(tmp_path):
    command = [sys.executable, "-m", "pipeline", "status"]
    done = subprocess.run(command, env=ENVIRONMENT, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, b"programme.toml" in done.stderr) == (3, True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_for_temporary_files_with_too_long_a_name_is_told(folder, tmp_path):
    far = tmp_path / ("x" * 120)
    far.mkdir()
    process = subprocess.run(
        [sys.executable, "-m", "pipeline", "--workspace", str(folder), "--lang", "en", "intake"],
        env=ENVIRONMENT | {"TMPDIR": str(far)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, "Set TMPDIR to a shorter one" in process.stderr) == (2, True)

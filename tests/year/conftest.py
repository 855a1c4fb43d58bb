"""A workspace with places given out, and a way to call the program in it."""

import contextlib
import io
import shutil
from types import SimpleNamespace

import pytest
from advised_workspace import NOW, start
from withdrawal_workspace import OCTOBER, approved_cohort, run

from pipeline.cli.outcome import exit_status


@pytest.fixture
def call(capfd, monkeypatch):
    """Calls the program in this process, in English."""
    monkeypatch.setenv("LANGUAGE", "")

    def called(folder, *arguments, now=NOW, lang="en"):
        monkeypatch.setenv("KULL_NOW", now)
        status = exit_status(["--workspace", str(folder), "--lang", lang, *arguments])
        captured = capfd.readouterr()
        return SimpleNamespace(status=status, out=captured.out, err=captured.err)

    return called


@pytest.fixture
def placed(tmp_path, call):
    """A workspace of four teams with a place."""
    folder = start(tmp_path / "kull")
    assert [call(folder, step).status for step in ("intake", "plan")] == [0, 0]
    return folder


@pytest.fixture(scope="session")
def begun_once(tmp_path_factory):
    """A cohort whose answers have gone, in October; beside it, as «unsent», the same before they went."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "")

        def call(folder, *arguments, now):
            patch.setenv("KULL_NOW", now)
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = exit_status(["--workspace", str(folder), "--lang", "en", *arguments])
            return SimpleNamespace(status=status, out=out.getvalue(), err=err.getvalue())

        return approved_cohort(tmp_path_factory.mktemp("withdrawal") / "kull", call)


@pytest.fixture
def begun(begun_once, tmp_path):
    """The cohort in October."""
    return shutil.copytree(begun_once, tmp_path / "kull")


@pytest.fixture
def kull(begun, call):
    """Calls the program there in October; what it says."""
    return lambda *arguments, now=OCTOBER: run(call, begun, now, *arguments)

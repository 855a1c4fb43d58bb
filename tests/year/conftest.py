"""A workspace with places given out, and a way to call the program in it."""

from types import SimpleNamespace

import pytest
from advised_workspace import NOW, start

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

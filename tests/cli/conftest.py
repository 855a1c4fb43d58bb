"""A small workspace of real files, and a way to call the program in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_workspace import NOW, Call, fill

from pipeline.cli.outcome import exit_status
from pipeline.programme.workspace import Workspace, shipped_root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with an inbox, and nothing read yet."""
    shipped, there = Workspace(shipped_root()), Workspace(tmp_path / "kull")
    fill(there.inbox)
    shutil.copy(shipped.programme_file, there.programme_file)
    shutil.copy(shipped.recipients_file, there.recipients_file)
    return there.root


@pytest.fixture(scope="session")
def _read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shipped, there = Workspace(shipped_root()), Workspace(tmp_path_factory.mktemp("read") / "kull")
    fill(there.inbox)
    shutil.copy(shipped.programme_file, there.programme_file)
    shutil.copy(shipped.recipients_file, there.recipients_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULL_NOW", NOW)
        patch.setenv("LANGUAGE", "")
        assert [exit_status(["--workspace", str(there.root), step]) for step in ("intake", "plan", "letters")] == [0, 0, 0]
    return there.root


@pytest.fixture
def done(_read_once: Path, tmp_path: Path) -> Path:
    """A workspace that intake, plan and letters have been run in."""
    return Path(shutil.copytree(_read_once, tmp_path / "done" / "kull"))


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Call]:
    """Calls the program in this process, in English, on 3 May 2025."""
    monkeypatch.setenv("KULL_NOW", NOW)
    monkeypatch.setenv("LANGUAGE", "")

    def called(folder: Path, *arguments: str, lang: str = "en") -> Call:
        status = exit_status(["--workspace", str(folder), "--lang", lang, *arguments])
        captured = capfd.readouterr()
        return Call(status=status, out=captured.out, err=captured.err)

    return called

"""A small workspace of three forms, read once, and a way to call the program in it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mending_workspace import NOW, Call, new_workspace

from pipeline.cli.outcome import exit_status


@pytest.fixture(scope="session")
def _read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_workspace(tmp_path_factory.mktemp("mending") / "kull")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULL_NOW", NOW)
        assert [exit_status(["--workspace", str(folder), step]) for step in ("intake", "plan", "letters")] == [0, 0, 0]
    return folder


@pytest.fixture
def folder(_read_once: Path, tmp_path: Path) -> Path:
    """The workspace, with intake, plan and letters done."""
    return Path(shutil.copytree(_read_once, tmp_path / "kull"))


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Call]:
    """Calls the program in this process, in English."""
    monkeypatch.setenv("KULL_NOW", NOW)
    monkeypatch.setenv("LANGUAGE", "")

    def called(folder: Path, *arguments: str) -> Call:
        status = exit_status(["--workspace", str(folder), "--lang", "en", *arguments])
        captured = capfd.readouterr()
        return Call(status=status, said=captured.out + captured.err)

    return called


@pytest.fixture
def exported(call: Callable[..., Call]) -> Callable[[Path], dict[str, dict[str, object]]]:
    """The registrations of a workspace by id, as `kull export` gives them."""
    return lambda folder: {one["id"]: one for one in json.loads(call(folder, "export").said)["registrations"]}

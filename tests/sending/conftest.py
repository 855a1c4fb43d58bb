"""A workspace with letters to approve and send, a way to call the program in it, and mail servers to send to."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sending_cohort import NOW, Server, name_server, new_workspace, running_server

from pipeline.cli.outcome import exit_status


@dataclass(frozen=True)
class Call:
    """What a call of the program gave: its status, and all that it said."""

    status: int
    said: str


@pytest.fixture(scope="session")
def _read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_workspace(tmp_path_factory.mktemp("sending") / "kull")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULL_NOW", NOW)
        patch.setenv("LANGUAGE", "")
        assert [exit_status(["--workspace", str(folder), step]) for step in ("intake", "plan", "letters")] == [0, 0, 0]
    return folder


@pytest.fixture
def folder(_read_once: Path, tmp_path: Path) -> Path:
    """A workspace with intake, plan and letters done: four receipts, a letter on what is missing, and the answers."""
    return Path(shutil.copytree(_read_once, tmp_path / "kull"))


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Call]:
    """Calls the program in this process, in English."""
    monkeypatch.setenv("KULL_NOW", NOW)
    monkeypatch.setenv("LANGUAGE", "")

    def called(folder: Path, *arguments: str, lang: str = "en") -> Call:
        status = exit_status(["--workspace", str(folder), "--lang", lang, *arguments])
        captured = capfd.readouterr()
        return Call(status=status, said=captured.out + captured.err)

    return called


@pytest.fixture
def states(call: Callable[..., Call]) -> Callable[[Path], dict[str, str]]:
    """The state of each letter that stands, by its place in outbox/letters."""

    def of(folder: Path) -> dict[str, str]:
        letters = json.loads(call(folder, "export").said)["letters"]
        stands = [one for one in letters if one["state"] != "superseded"]
        return {one["path"].removeprefix("outbox/letters/"): one["state"] for one in stands}

    return of


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A mail server that takes everything, without encryption or login."""
    with running_server(tmp_path / "spool") as running:
        yield running


@pytest.fixture
def ready(folder: Path, server: Server, call: Callable[..., Call]) -> Path:
    """The workspace with its receipts approved, and the server in its programme file."""
    name_server(folder, server.port)
    assert call(folder, "approve", "receipt", "--by", "Kari Nordli").status == 0
    return folder

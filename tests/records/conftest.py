"""The shipped example as an archivist meets it: forms received, invitations and answers written, some of them as PDF."""

import contextlib
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli.outcome import exit_status

ROOT = Path(__file__).resolve().parents[2]
CASE = "2024-1180"


@dataclass(frozen=True)
class Call:
    """What a call of the program gave."""

    status: int
    out: str
    err: str


def kull(folder: Path, *arguments: str) -> Call:
    """Call the program in `folder` as a user does, on 6 May 2025."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setenv("KULL_NOW", "2025-05-06T09:00")
        status = exit_status(["--workspace", str(folder), "--lang", "en", *arguments])
    said = [stream.seek(0) or stream.read() for stream in (out, err)]
    return Call(status=status, out=said[0], err=said[1])


@pytest.fixture(scope="session")
def _written_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive") / "kull-2"
    kull(folder.parent, "new", str(folder), "--example")
    # Without a PDF, so that the tests run where LibreOffice is not; those of PDFs make theirs.
    for command in ("invite", "intake", "plan", "letters"):
        assert kull(folder, command).status == 0
    return folder


@pytest.fixture
def workspace(_written_once, tmp_path):
    """The example, with every letter as a draft in Word."""
    return Path(shutil.copytree(_written_once, tmp_path / "kull-2"))


@pytest.fixture(scope="session")
def _made_once(_written_once, tmp_path_factory):
    folder = Path(shutil.copytree(_written_once, tmp_path_factory.mktemp("pdf") / "kull-2"))
    assert kull(folder, "letters", "--kind", "reserve", "--pdf").status == 0
    return folder


@pytest.fixture
def with_pdfs(workspace, _made_once):
    """The same workspace, with the letters to those on the reserve list as PDF too."""
    shutil.rmtree(workspace)
    return Path(shutil.copytree(_made_once, workspace))


@pytest.fixture
def base(workspace):
    """Where the packages of the example's case stand."""
    return workspace / "outbox" / "archive" / CASE

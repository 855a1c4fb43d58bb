"""The shipped example as an archivist meets it: forms received, invitations and answers written, some of them as PDF."""

import shutil
from pathlib import Path

import pytest
from archive_checks import CASE, kull


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

"""Where everything in a workspace stands (contract: «Workspace»)."""

from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.programme import workspace
from pipeline.programme.workspace import Workspace, shipped_root

ROOT = Path(__file__).resolve().parents[2]


def test_the_paths_are_those_of_the_contract():
    of = Workspace(Path("w"))
    found = [
        of.programme_file, of.recipients_file, of.templates, of.inbox, of.outbox, of.state, of.register_file, of.report_file,
        of.manifest_file, of.forms, of.letters, of.mail, of.calendar, of.certificates,
    ]  # fmt: skip
    assert [path.as_posix() for path in found] == [
        "w/programme.toml",
        "w/recipients.xlsx",
        "w/templates",
        "w/inbox",
        "w/outbox",
        "w/.kull",
        "w/outbox/register.xlsx",
        "w/outbox/report.html",
        "w/outbox/manifest.json",
        "w/outbox/forms",
        "w/outbox/letters",
        "w/outbox/mail",
        "w/outbox/calendar",
        "w/outbox/certificates",
    ]
    assert {path.parent for path in (of.ledger_file, of.lock_file, of.cache, of.logs)} == {of.state}
    assert of.relative(of.inbox / "UNN" / "a.docx") == "inbox/UNN/a.docx"


def test_what_is_shipped_is_the_repository_in_a_checkout_and_a_folder_of_the_package_when_installed(tmp_path, monkeypatch):
    assert shipped_root() == ROOT
    (tmp_path / "shipped").mkdir()
    monkeypatch.setattr(workspace, "_PACKAGE", tmp_path)
    assert shipped_root() == tmp_path / "shipped"


def test_the_workspace_s_own_template_goes_before_the_shipped_one(tmp_path, monkeypatch):
    monkeypatch.setattr(workspace, "_PACKAGE", tmp_path / "installed")
    shipped = tmp_path / "installed" / "shipped" / "templates" / "place-nb.docx"
    own = tmp_path / "w" / "templates" / "place-nb.docx"
    shipped.parent.mkdir(parents=True)
    own.parent.mkdir(parents=True)
    shipped.touch()
    assert Workspace(tmp_path / "w").find_template("place-nb.docx") == shipped
    own.touch()
    assert Workspace(tmp_path / "w").find_template("place-nb.docx") == own


def test_a_template_that_nobody_has_is_a_fault(tmp_path):
    with pytest.raises(ConfigurationError) as error:
        Workspace(tmp_path).find_template("plass.docx")
    assert [fault.file for fault in error.value.faults] == ["templates/plass.docx"]

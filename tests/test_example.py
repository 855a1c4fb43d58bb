"""The shipped example shows every outcome: which file becomes what, and who gets a place (`example/`)."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.rules.registry import REGISTER_RULES, REGISTRATION_RULES

ROOT = Path(__file__).resolve().parent.parent
INBOX = ROOT / "inbox"
EXPECTED = Path(__file__).resolve().parent / "example"

# Rules that have more than one severity, each of which the example shows.
SEVERITIES = {
    "binding": {"error", "warning"},
    "commitments": {"error", "warning"},
    "people.one-team": {"review", "warning"},
    "team.adviser": {"error", "review"},
    "team.agent-or-adviser-attends": {"error", "info"},
    "team.professions": {"error", "review"},
    "team.size": {"error", "warning", "info"},
}


def kull(folder, *arguments, code=ROOT):
    """Run the program in `folder` as a user does; what it printed."""
    environment = os.environ | {"KULL_NOW": "2025-05-06T09:00", "PYTHONPATH": str(code)}
    command = [sys.executable, "-m", "pipeline", *arguments]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """The example, gone through as `make letters` does."""
    folder = tmp_path_factory.mktemp("example") / "kull-2"
    kull(folder.parent, "new", folder.name, "--example")
    for command in ("intake", "plan", "letters"):
        kull(folder, command)
    return folder


@pytest.fixture(scope="module")
def export(workspace):
    return json.loads(kull(workspace, "export"))


def rows(export):
    """A line for each file: id, status, file in inbox/, findings of the rules; or why it was set aside, and the file."""
    for one in export["registrations"]:
        found = sorted({f"{f['severity']} {f['rule']}" for f in one["findings"] if not f["rule"].startswith("reading.")})
        status = one["status"] + (" late" if one["late"] else "")
        cells = (one["id"], status, one["source"]["path"].removeprefix("inbox/"), ", ".join(found))
        yield " | ".join(cell for cell in cells if cell)
    for one in export["quarantine"]:
        yield f"{one['reason']} | {one['path'].removeprefix('inbox/')}"


def outcomes(export):
    """A line for each decision."""
    for one in export["plan"]["decisions"]:
        drawn = " drawn" if one["drawn"] else ""
        place = f" {one['order']} {one['registration']} round {one['round']}{drawn}"
        yield one["outcome"] + (place if one["order"] else f" {one['registration']}")


def findings(export):
    return {(finding["rule"], finding["severity"]) for one in export["registrations"] for finding in one["findings"]}


def files_in(folder):
    return {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}


def digests(folder):
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files_in(folder).items()}


def test_every_file_becomes_what_the_example_is_there_to_show(export):
    assert list(rows(export)) == (EXPECTED / "files.txt").read_text(encoding="utf-8").splitlines()


def test_the_places_are_given_out_with_a_draw_in_the_last_round_and_a_reserve_list(export):
    assert list(outcomes(export)) == (EXPECTED / "plan.txt").read_text(encoding="utf-8").splitlines()


def test_every_rule_finds_something_in_the_example(export):
    rules = {rule.id for rule in (*REGISTRATION_RULES, *REGISTER_RULES)} | {"trust.one-form-per-team"}
    assert rules - {rule for rule, _ in findings(export)} == set()


def test_every_severity_of_a_rule_that_has_several_is_shown(export):
    assert {(rule, one) for rule, several in SEVERITIES.items() for one in several} - findings(export) == set()


def test_every_file_is_accounted_for_and_all_trusts_formats_and_outcomes_are_there(export):
    sources = [one["source"]["path"] for one in export["registrations"]] + [one["path"] for one in export["quarantine"]]
    assert sorted(sources) == sorted(f"inbox/{name}" for name in files_in(INBOX))
    assert {one["source"]["format"] for one in export["registrations"]} == {"docx", "pdf", "xlsx", "eml"}
    assert {one["id"].split("-")[0] for one in export["registrations"]} == {"UNN", "NLSH", "FIN", "HELG", "SANO", "UKJENT"}
    statuses = {"complete", "incomplete", "needs_review", "superseded", "withdrawn"}
    assert {one["status"] for one in export["registrations"]} == statuses
    assert {one["outcome"] for one in export["plan"]["decisions"]} == {"place", "reserve", "ineligible"}
    assert {letter["kind"] for letter in export["letters"]} == {
        "receipt", "missing", "place", "reserve", "not_eligible", "trust",
    }  # fmt: skip


def test_nothing_in_the_inbox_is_touched_and_every_letter_is_written(workspace, export):
    assert digests(workspace / "inbox") == digests(INBOX)
    written = {f"outbox/{name}" for name in files_in(workspace / "outbox") if name.startswith("letters/")}
    letters = {name for name in written if name.endswith(".docx") and "svarskjema" not in name}  # the forms go with a letter
    assert {letter["path"] for letter in export["letters"]} == letters


def test_the_national_identity_number_in_the_example_is_shown_nowhere(workspace, export):
    """Its last five digits, as the sender wrote them; the registers and letters are looked into, not only their packages."""
    shown = [json.dumps(export, ensure_ascii=False), *map(kull_text, files_in(workspace / "outbox").values())]
    assert [text[:80] for text in shown if "158351 10440" in text or "15835110440" in text] == []


def kull_text(file):
    """The text of a product: the members of a package, or the page itself."""
    import zipfile

    if file.suffix not in {".docx", ".xlsx"}:
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def test_going_through_the_example_again_changes_no_byte(workspace, export):
    before = digests(workspace / "outbox")
    for command in ("intake", "plan", "letters"):
        kull(workspace, command)
    assert digests(workspace / "outbox") == before
    assert json.loads(kull(workspace, "export")) == export


@pytest.mark.soak
def test_the_inbox_is_made_the_same_each_time():
    spec = importlib.util.spec_from_file_location("make_example", ROOT / "tools" / "make_example.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    made = tool.files()
    assert made == tool.files()
    assert made.keys() | set(tool.MADE_ELSEWHERE) == set(files_in(INBOX))


@pytest.mark.soak
def test_an_installed_wheel_brings_the_example(tmp_path):
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, ROOT], check=True)
    installed = tmp_path / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--target", installed, *tmp_path.glob("*.whl")], check=True)
    folder = tmp_path / "kull-2"
    kull(tmp_path, "new", folder.name, "--example", code=installed)
    assert digests(folder / "inbox") == digests(INBOX)
    kull(folder, "intake", code=installed)
    assert len(json.loads(kull(folder, "export", code=installed))["registrations"]) == len(
        [row for row in (EXPECTED / "files.txt").read_text(encoding="utf-8").splitlines() if row.count(" | ") > 1]
    )

"""A small workspace of three forms, read once, and a way to call the program in it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from mended_forms import PROGRAMME, SHIPPED, VALUES, changed

from pipeline.cli.outcome import exit_status
from pipeline.form.blank_docx import blank_docx
from pipeline.form.registration import REGISTRATION
from pipeline.model import Adviser, Member, Role, Values
from pipeline.recognise.corrected import in_words
from pipeline.rules.fields import said_in
from pipeline.steps.blanks import cohort_line

NOW = "2025-04-29T10:00:00+02:00"
FIRST_DAY, LATER = "2025-04-25", "2025-04-28"
SECOND = changed(
    title="Trygg utskriving",
    priority=2,
    adviser=Adviser(),
    members=(
        Member(name="Siri Dal", role=Role.LEADER, profession="lege", email="siri@unn.example"),
        Member(name="Jon Li", role=Role.UNION_REP, profession="sykepleier", email="jon@unn.example"),
        Member(name="Eli Moe", role=Role.STAFF, profession="jordmor", email="eli@unn.example"),
    ),
)


@dataclass(frozen=True)
class Call:
    """What a call of the program gave: its status, and all that it said."""

    status: int
    said: str


def form(values: Values) -> bytes:
    """Our own form with these values."""
    keys = {path: (key, field) for key, path, field in REGISTRATION.fields()}
    said = said_in(values)
    filled = {keys[p][0]: v if isinstance(v, bool) else in_words(p, v) for p, v in said.items() if p in keys}
    return blank_docx(REGISTRATION, "nb", cohort_line(PROGRAMME), values=filled)


def new_workspace(folder: Path) -> Path:
    """A workspace with two forms in its inbox; the second names no adviser."""
    for day in (FIRST_DAY, LATER):
        (folder / "inbox" / day).mkdir(parents=True)
    (folder / "inbox" / FIRST_DAY / "en.docx").write_bytes(form(VALUES))
    (folder / "inbox" / FIRST_DAY / "to.docx").write_bytes(form(SECOND))
    shutil.copy(SHIPPED.programme_file, folder)
    shutil.copy(SHIPPED.recipients_file, folder)
    return folder


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

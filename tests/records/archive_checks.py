"""What every package must be, held against its files and KS' schema; ways to call the program, and to move letters on."""

import contextlib
import hashlib
import io
import json
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from pipeline.cli.outcome import exit_status
from pipeline.ledger.database import open_ledger
from pipeline.ledger.letters import remember_letters, written_letters
from pipeline.programme.load import load_programme
from pipeline.programme.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
CASE = "2024-1180"
# The schemas are not part of kull: they lie in a folder beside it, where checks find them.
SCHEMAS = Path(os.environ.get("KULL_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "schemas"
NAME = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.xsd"
M = "{https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/v1}"
K = "{https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/metadatakatalog/v1}"


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


@cache
def schema():
    """KS' schema; the test is skipped, saying so, where it is not."""
    if not (SCHEMAS / NAME).is_file():
        pytest.skip(f"KS' schema is not here ({NAME}), so nothing can be held against it")
    return etree.XMLSchema(etree.parse(SCHEMAS / NAME))


def faults(message: bytes) -> list[str]:
    """What the schema has to say against a message."""
    schema().validate(etree.fromstring(message))
    return [f"{one.line}: {one.message}" for one in schema().error_log]


def texts(element, path: str) -> list[str]:
    """The texts at «dokumentobjekt/format/kode» anywhere below `element`; codes are in the other namespace."""
    steps = path.split("/")
    names = [(K if step in {"kode", "navn", "noekkel", "saksaar"} else M) + step for step in steps]
    return [found.text for found in element.iterfind(".//" + "/".join(names))]


def entry_of(folder: Path):
    """The journal entry in a package."""
    return etree.parse(folder / "arkivmelding.xml").getroot().find(f"{M}registrering")


def packages(base: Path) -> dict[str, Path]:
    """Every package below the case's folder, by its name."""
    found = (file.parent for file in base.rglob("arkivmelding.xml") if file.parent != base)
    return {folder.relative_to(base).as_posix(): folder for folder in found}


def packing_list(base: Path):
    return json.loads((base / "pakkeliste.json").read_bytes())


def disagreements(folder: Path) -> list[str]:
    """Where a package's message and its files do not say the same."""
    root = etree.parse(folder / "arkivmelding.xml").getroot()
    told = {
        one.findtext(f"{M}referanseDokumentfil"): (one.findtext(f"{M}sjekksum"), int(one.findtext(f"{M}filstoerrelse")))
        for one in root.iter(f"{M}dokumentobjekt")
    }
    there = {
        file.name: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_size)
        for file in folder.iterdir()
        if file.name != "arkivmelding.xml"
    }
    counted = int(root.findtext(f"{M}antallFiler"))
    wrong = [f"{folder.name}: {told} is not {there}"] if told != there or counted != len(there) else []
    algorithms = set(texts(root, "dokumentobjekt/sjekksumAlgoritme"))
    return wrong + ([f"{folder.name}: {algorithms}"] if algorithms != {"SHA-256"} else [])


def put_state(workspace: Path, state, wanted=lambda _record: True) -> int:
    """Let the ledger say that letters have come that far, as approval and sending do; how many."""
    there = Workspace(workspace)
    cohort = load_programme(there.programme_file).cohort.id
    ledger = open_ledger(there.ledger_file)
    with ledger.begin() as db:
        changed = [one for one in written_letters(db, cohort) if wanted(one.record)]
        remember_letters(db, cohort, [replace(one, record=replace(one.record, state=state)) for one in changed])
    ledger.dispose()
    return len(changed)

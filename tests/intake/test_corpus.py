"""Files that nobody here has made, and files broken on the way: none is lost, and none is the end of a reader or its worker."""

import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.intake.pool import Done, Limits, Task, work_through
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.recognise.file import read_file

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("KULL_SHARED", ROOT.parent / "shared")) / "corpus"
GIVEN = sorted(file for file in SHARED.glob("*/**/*") if file.is_file() and "LICENSES" not in file.parts)
OWN = sorted(file for file in (ROOT / "inbox").rglob("*") if file.is_file())
LIMITS = Limits(seconds=60, memory=2 * 1024**3)
no_corpus = pytest.mark.skipif(not GIVEN, reason="no corpus beside the repository (KULL_SHARED says where): nothing to read")

# What the corpus's own list says of a file, and the reason that this must be set aside for.
TELLING = (
    ("password needed", "encrypted"),
    ("encrypted/password", "encrypted"),
    ("password-protected OOXML", "encrypted"),
    ("zero bytes", "empty"),
    ("unsupported kind", "unsupported"),
    ("bad magic number", "damaged"),
    ("unable to find trailer", "damaged"),
)


@no_corpus
def test_every_file_of_others_is_set_aside_for_its_own_reason_and_none_is_lost(tmp_path):
    shipped, there = Workspace(shipped_root()), Workspace(tmp_path)
    shutil.copy(shipped.programme_file, there.programme_file)
    shutil.copy(shipped.recipients_file, there.recipients_file)
    kull = [sys.executable, "-m", "pipeline", "--workspace", str(tmp_path)]
    subprocess.run([*kull, "intake", "--inbox", str(SHARED)], cwd=ROOT, check=True, capture_output=True, timeout=280)
    register = json.loads(subprocess.run([*kull, "export"], cwd=ROOT, check=True, capture_output=True).stdout)
    assert register["registrations"] == []
    reasons = {str(Path(one["path"]).relative_to(SHARED)): one["reason"] for one in register["quarantine"]}
    assert {str(file.relative_to(SHARED)) for file in GIVEN} <= reasons.keys()
    assert [path for path, reason in reasons.items() if reason in {"reader_failed", "took_too_long"}] == []
    assert {path: (why, reasons[path]) for path, why in told() if reasons[path] != why} == {}


def told() -> Iterator[tuple[str, str]]:
    with (SHARED / "INDEX.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            for words, reason in TELLING:
                if words.casefold() in row["why"].casefold():
                    yield row["path"], reason
                    break


# --- broken on the way ----------------------------------------------------------------------------------------------------


def outcome_of(content: bytes) -> bool:
    """Was it read or refused, in one of the two ways and not in both?"""
    reading = read_file(content, "form")
    return bool(reading.readings) != bool(reading.unreadable)


def broken(files: list[Path], count: int, seed: int) -> Iterator[Task[bytes]]:
    """`count` files, each broken in a way of its own; the same ones in each run."""
    chance = random.Random(seed)  # noqa: S311 - test material, no secret
    for number in range(count):
        file, other = files[number % len(files)], chance.choice(files)
        breaks = chance.choice((cut, flipped, spliced, doubled, flipped_within, flipped_within))
        yield Task(key=f"{number} {breaks.__name__} {file.name}", value=breaks(file.read_bytes(), other.read_bytes(), chance))


def cut(content: bytes, _: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def flipped(content: bytes, _: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content or b"x")
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def spliced(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return cut(content, b"", chance) + other[chance.randrange(len(other) + 1) :]


def doubled(content: bytes, _: bytes, chance: random.Random) -> bytes:
    at, to = sorted((chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)))
    return content[:to] + content[at:to] * chance.randint(1, 4) + content[to:]


def flipped_within(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """A part of the package is broken, and the package is whole."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return flipped(content, other, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return flipped(content, other, chance)
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((flipped, cut, doubled))(parts[name], other, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return out.getvalue()


def failures(files: list[Path], count: int, seed: int) -> list[object]:
    return [
        one
        for one in work_through(outcome_of, broken(files, count, seed), limits=LIMITS)
        if not isinstance(one, Done) or not one.result
    ]


def test_our_own_forms_broken_in_many_ways_are_read_or_refused():
    assert failures(OWN, 120, seed=1) == []


@pytest.mark.soak
def test_our_own_forms_broken_in_a_thousand_ways_are_read_or_refused():
    assert failures(OWN, 1000, seed=2) == []


@pytest.mark.soak
@no_corpus
def test_files_of_others_broken_in_a_thousand_ways_are_read_or_refused():
    assert failures(GIVEN, 1000, seed=3) == []

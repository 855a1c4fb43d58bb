"""Diplomas of a cohort, from lists of who was there to a paper that somebody shows: numbers, codes, the key, the commands."""

import contextlib
import datetime as dt
import io
import os
import re
import shutil
import sqlite3
import stat
from unittest.mock import patch

import cv2
import numpy as np
import pytest
from advised_workspace import NOW, start
from docx import Document

from pipeline.cli.outcome import exit_status
from pipeline.letters.archive import read_members

IN_TIME = dt.datetime(2025, 4, 28, 12, tzinfo=dt.UTC).timestamp()
LATER = "2026-04-30T15:00"
GATHERINGS = ("samling-1", "samling-2", "samling-3", "samling-4")
TEAMS = {"UNN-1": "Amoen", "UNN-2": "Bmoen", "NLSH-1": "Cmoen", "NLSH-2": "Dmoen"}
PEOPLE = [(f"{first} {last}", team) for team, last in TEAMS.items() for first in ("Anna", "Bjørn", "Čájet")]
PEOPLE += [("Veronika Veileder", "UNN-1"), ("Viggo Veileder", "UNN-2"), ("Vilde Hjelper", "NLSH-1")]


def lists(folder, absent=(), meetings=GATHERINGS, silent=()):
    """A list of each meeting: everybody was there, but for `absent` (name, meeting, day); `silent` are on none."""
    there = folder / "lister"
    there.mkdir(exist_ok=True)
    for key in meetings:
        rows = [
            ";".join((name, team, *("nei" if (name, key, day) in absent else "ja" for day in (1, 2))))
            for name, team in PEOPLE
            if name not in silent
        ]
        (there / f"{key}.csv").write_text("\n".join(["Navn;Team;Dag 1;Dag 2", *rows]), encoding="utf-8")
    return there


def silently(folder, now, *commands):
    with patch.dict("os.environ", {"KULL_NOW": now, "LANGUAGE": ""}), contextlib.redirect_stdout(io.StringIO()):
        assert [exit_status(["--workspace", str(folder), *command]) for command in commands] == [0] * len(commands)


@pytest.fixture(scope="module")
def placed_once(tmp_path_factory):
    """A workspace of four teams with a place."""
    folder = start(tmp_path_factory.mktemp("placed") / "kull")
    for file in (folder / "inbox").iterdir():
        os.utime(file, (IN_TIME, IN_TIME))
    silently(folder, NOW, ["intake"], ["plan"])
    return folder


@pytest.fixture(scope="module")
def issued_once(placed_once, tmp_path_factory):
    """The same a year later: everybody was at everything, and has a diploma."""
    folder = shutil.copytree(placed_once, tmp_path_factory.mktemp("issued") / "kull")
    silently(folder, LATER, ["attendance", str(lists(folder))], ["diplomas", "--no-pdf"])
    return folder


class Office:
    """A workspace at the end of the year, and its commands."""

    def __init__(self, folder, call):
        self.folder, self._call = folder, call
        self.certificates = folder / "outbox" / "certificates"
        self.key = folder / ".kull" / "certificate.key"

    def call(self, *arguments, status=0, now=LATER):
        said = self._call(self.folder, *arguments, now=now)
        assert said.status == status, said
        return said.out + said.err

    def attended(self, **how):
        self.call("attendance", str(lists(self.folder, **how)))

    def diplomas(self, *arguments, status=0, now=LATER):
        return self.call("diplomas", "--no-pdf", *arguments, status=status, now=now)

    def ask(self, sql):
        with contextlib.closing(sqlite3.connect(self.folder / ".kull" / "ledger.sqlite")) as db, db:
            return list(db.execute(sql))

    def issued(self):
        """Number, name and code of each that stands."""
        return self.ask(
            "SELECT ordinal, name, code FROM certificates WHERE replaced_at IS NULL AND revoked_at IS NULL ORDER BY ordinal"
        )

    def code(self, name):
        return next(code for _, called, code in self.issued() if called == name)

    def files(self):
        return {file.name: file.read_bytes() for file in self.certificates.iterdir()}


@pytest.fixture
def placed(placed_once, tmp_path, call):
    return Office(shutil.copytree(placed_once, tmp_path / "kull"), call)


@pytest.fixture
def office(issued_once, tmp_path, call):
    return Office(shutil.copytree(issued_once, tmp_path / "kull"), call)


def change_programme(office, old, new):
    file = office.folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_no_diploma_is_issued_before_every_list_is_read_and_then_each_says_what_somebody_lacks(placed):
    placed.attended(meetings=GATHERINGS[:3])
    said = placed.diplomas()
    assert "NO NEW DIPLOMAS YET" in said
    assert "  Samling 4\n" in said
    assert (placed.issued(), placed.key.exists()) == ([], False)
    placed.attended(absent={("Bjørn Amoen", "samling-3", 2), ("Anna Amoen", "samling-1", 1)}, silent=("Viggo Veileder",))
    said = placed.diplomas()
    assert "  UNN-1 Bjørn Amoen: was not at Samling 3, day 2\n" in said
    assert "  UNN-1 Anna Amoen: was not at Samling 1, day 1\n" in said
    assert [(ordinal, name) for ordinal, name, _ in placed.issued()] == [
        (1, "Anna Cmoen"),
        (2, "Bjørn Cmoen"),
        (3, "Čájet Cmoen"),
        (4, "Anna Dmoen"),
        (5, "Bjørn Dmoen"),
        (6, "Čájet Dmoen"),
        (7, "Čájet Amoen"),
        (8, "Anna Bmoen"),
        (9, "Bjørn Bmoen"),
        (10, "Čájet Bmoen"),
        (11, "Vilde Hjelper"),
        (12, "Veronika Veileder"),
    ]
    assert "UNN-2 Viggo Veileder: is on no list of Samling 4\n" in said


def test_what_was_issued_stays_whoever_comes_or_falls_out_and_a_run_again_changes_nothing(placed):
    change_programme(placed, "may_miss = 0", "may_miss = 1")
    placed.attended(absent={("Anna Cmoen", key, 1) for key in GATHERINGS[:2]})
    assert "Have not earned one: 1." in placed.diplomas()
    first, written = placed.issued(), placed.files()
    assert len(first) == len(written) == len(PEOPLE) - 1
    assert "0 written, 14 unchanged, 0 removed" in placed.diplomas(now="2026-05-20T10:00")
    assert (placed.issued(), placed.files()) == (first, written)

    placed.attended(absent={("Bjørn Dmoen", key, 1) for key in GATHERINGS[:2]})
    said = placed.diplomas(now="2026-05-21T10:00")
    assert "LOOK AT THIS" in said
    assert "  kull-2-004, Bjørn Dmoen, NLSH-2\n" in said
    assert [one[:2] for one in placed.issued() if one not in first] == [(15, "Anna Cmoen")]
    assert [one for one in first if one not in placed.issued()] == []

    shutil.rmtree(placed.certificates)
    placed.diplomas(now="2026-06-01T10:00")
    again = placed.files()
    assert {name: again[name] for name in written} == written


def test_a_corrected_name_keeps_attendance_and_number_and_the_old_code_is_told_as_replaced(office):
    before, old = office.issued(), office.code("Anna Amoen")
    name = "Ánná Marie O'Næss <b> & Čáhppes-Øvergård"
    office.call("correct", "UNN-1", "members[0].name", name, "--by", "Ragnhild", "--why", "Navnebytte")
    said = office.diplomas(now="2026-05-04T10:00")
    assert f"  kull-2-007, {name}, UNN-1\n" in said
    after = office.issued()
    assert [one[:2] for one in after if one not in before] == [(7, name)]
    assert len(after) == len(before)
    assert "REPLACED: this code was issued, and on 04.05.2026" in office.call("verify", old, status=1)
    said = office.call("verify", *f"kull-2-007 {office.code(name)}".split())
    assert said.startswith("GENUINE.\nDiploma kull-2-007, issued 04.05.2026\n")
    assert name in said
    assert sorted(office.files())[-8:-6] == [
        "UNN-1-anna-marie-o-naess-b-cahppes-overgard-diplom.docx",
        "UNN-1-bjorn-amoen-diplom.docx",
    ]


def test_a_revoked_diploma_is_never_genuine_again_and_its_number_is_never_given_again(office):
    code = office.code("Čájet Bmoen")
    for lacking in (("--by", "Ragnhild"), ("--reason", "Feil"), ()):
        office.diplomas("--revoke", "kull-2-012", *lacking, status=2)
    assert "No diploma with the number kull-2-099 stands." in office.diplomas(
        "--revoke", "kull-2-099", "--by", "Ragnhild", "--reason", "Feil", status=2
    )
    office.diplomas("--revoke", "KULL-2-012", "--by", "Ragnhild", "--reason", "Utstedt ved en feil")
    assert "UNN-2-cajet-bmoen-diplom.docx" not in office.files()
    said = office.call("verify", f"KULL-DIPLOM:kull-2-012:{code}", status=1)
    assert said.startswith("REVOKED on 30.04.2026 by Ragnhild: Utstedt ved en feil\n")
    assert "Revoked, and not issued again:\n  kull-2-012, Čájet Bmoen, UNN-2: Utstedt ved en feil\n" in office.diplomas()
    assert len(office.issued()) == len(PEOPLE) - 1


def test_the_key_is_made_once_for_the_owner_alone_and_stands_nowhere_else(office):
    key = office.key.read_text().strip()
    assert re.fullmatch(r"[0-9a-f]{64}", key)
    assert stat.S_IMODE(office.key.stat().st_mode) == 0o600
    said = office.call("export") + office.call("status") + office.diplomas()
    assert key not in said
    secret = (key.encode(), bytes.fromhex(key))
    others = [file for file in office.folder.rglob("*") if file.is_file() and file != office.key]
    assert [file.name for file in others if any(one in file.read_bytes() for one in secret)] == []
    packed = {data for file in office.certificates.iterdir() for data in read_members(file.read_bytes()).values()}
    assert [one for one in packed if any(part in one for part in secret)] == []
    office.key.chmod(0o644)
    assert "Others than you can read" in office.diplomas()


def test_without_its_key_nothing_is_issued_and_nothing_verified_until_somebody_says_that_it_is_lost(office):
    before, code, key = office.issued(), office.code("Anna Bmoen"), office.key.read_text()
    office.key.unlink()
    assert "the key to the diplomas (.kull/certificate.key) is gone" in office.call("verify", code, status=1)
    assert "The key to the diplomas is gone, and 15 are issued with it" in office.diplomas(status=3)
    assert (office.key.exists(), office.issued()) == (False, before)
    office.key.write_text("ab" * 32)
    assert "The key is another than the one that 15 diplomas were issued with" in office.diplomas(status=3)
    office.key.write_text("ab")
    assert "The key to the diplomas is damaged" in office.diplomas(status=3)
    office.key.unlink()
    office.diplomas("--new-key")
    assert [one[:2] for one in office.issued()] == [one[:2] for one in before]
    assert {one[2] for one in office.issued()}.isdisjoint(one[2] for one in before)
    assert office.call("verify", office.code("Anna Bmoen")).startswith("GENUINE.")
    assert office.call("verify", code, status=1).startswith("CANNOT BE VERIFIED: the diploma was issued with a key that is not")
    office.key.write_text(key)
    assert office.call("verify", code, status=1).startswith("REPLACED")


def test_a_ledger_that_somebody_has_written_in_proves_nothing(office):
    code = office.code("Anna Bmoen")
    office.ask("UPDATE certificates SET certified = replace(certified, 'Anna Bmoen', 'Ola Juks')")
    assert office.call("verify", code, status=1).startswith("CANNOT BE VERIFIED: the ledger says something else")
    assert "somebody has changed it" in office.diplomas(status=3)


def test_a_paper_has_name_number_and_code_and_a_qr_code_that_verifies(office):
    document = Document(office.certificates / "UNN-2-viggo-veileder-diplom.docx")
    text = "\n".join(p.text for p in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    code = office.code("Viggo Veileder")
    assert "har deltatt som forbedringsveileder i Regionalt læringsnettverk Tørn – kull 2\n«Kortere ventetid»" in text
    assert f"kull-2-015\n{code}" in cells
    assert cells[-5:] == ["Samling 4", "29.–30. april 2026", "Bodø", "Implementering og spredning av forbedringsarbeid", "6"]
    (shape,) = document.inline_shapes
    (picture,) = [part.blob for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    line = cv2.QRCodeDetector().detectAndDecode(cv2.imdecode(np.frombuffer(picture, np.uint8), 0))[0]
    assert line == f"KULL-DIPLOM:kull-2-015:{code}"
    assert shape._inline.docPr.get("descr") == f"QR-kode til diplomet: {line}"
    assert "  to Viggo Veileder, adviser\n" in office.call("verify", line)


WITHDRAWAL = """From: leder@unn.example
To: postmottak@helse-nord.example
Date: Mon, 02 Mar 2026 10:00:00 +0100
Subject: Trekker oss
Content-Type: text/plain; charset=utf-8

Hei. Vi trekker påmeldingen av «Kortere ventetid» (UNN-2). Mvh Siri Dal, UNN
"""


def test_a_team_that_has_withdrawn_gets_none_unasked(placed):
    placed.attended()
    (placed.folder / "inbox" / "trekk.eml").write_text(WITHDRAWAL, encoding="utf-8")
    placed.call("intake")
    said = placed.diplomas()
    assert "UNN-2 has no place any more: 4 who were at meetings get no diploma." in said
    assert {name for _, name, _ in placed.issued()} == {
        name for name, team in PEOPLE if team != "UNN-2" and name != "Viggo Veileder"
    }

"""`kull reports` on real files: who has sent what, reminders bound to what is overdue, and how far the teams have come."""

import contextlib
import datetime as dt
import io
import os
import re
import shutil
import zipfile

import pytest
from advised_workspace import NOW, cohort_line, start
from docx import Document
from openpyxl import load_workbook

from pipeline.cli.outcome import exit_status
from pipeline.form.blank_docx import blank_docx
from pipeline.form.year_forms import PROGRESS_PLAN, SELF_EVALUATION, STATUS_REPORT
from pipeline.programme.load import load_programme
from pipeline.programme.workspace import Workspace

DECEMBER, JANUARY = "2025-12-01T09:00", "2026-01-05T09:00"
TOLD = {"work": "x", "problem": "y", "goal": "z", "next_step": "w"}
PEOPLE = ("Anna", "Bjørn", "Čájet", "Veronika", "moen")


def send_in(folder, form, team, date, **values):
    """A filled-in form of that team and day in the inbox, received in the afternoon."""
    line = cohort_line(load_programme(Workspace(folder).programme_file))
    answers = {"team": team, "date": date, "filled_by": "Anna Amoen"} | values
    file = folder / "inbox" / f"{form.id}-{team}-{date}.docx"
    file.write_bytes(blank_docx(form, "nb", line, values=answers))
    when = dt.datetime.fromisoformat(f"{date}T15:00+00:00").timestamp()
    os.utime(file, (when, when))


def status_report(folder, team, date, *values):
    rows = {}
    for number, value in enumerate(values, start=1):
        rows |= {f"indicator_{number}_name": "Ventetid", f"indicator_{number}_value": value}
        rows |= {f"indicator_{number}_date": f"{date[:8]}{number:02}", f"indicator_{number}_unit": "min"}
    send_in(folder, STATUS_REPORT, team, date, **TOLD, **rows)


def run(folder, *arguments, now=DECEMBER, status=0):
    """What the program says, in English."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        patch.setenv("KULL_NOW", now)
        patch.setenv("LANGUAGE", "")
        assert exit_status(["--workspace", str(folder), "--lang", "en", *arguments]) == status
    return said.getvalue()


@pytest.fixture(scope="module")
def _autumn(tmp_path_factory):
    folder = start(tmp_path_factory.mktemp("reports") / "kull")
    for day in ("2025-10-02", "2025-10-30", "2025-11-27"):
        for team in ("UNN-1", "UNN-2"):
            status_report(folder, team, day, "40", "41,5")
    for day in ("2025-09-17", "2025-11-12"):
        send_in(folder, PROGRESS_PLAN, "UNN-1", day, task_1_what="Teste")
    send_in(folder, PROGRESS_PLAN, "UNN-2", "2025-09-22", task_1_what="Teste")
    send_in(folder, SELF_EVALUATION, "UNN-1", "2025-11-12", step="2.5", to_next_step="Måle")
    status_report(folder, "NLSH-1", "2025-10-02", "40", "ca. 40")
    run(folder, "intake", now=NOW)
    run(folder, "plan", now=NOW)
    return folder


@pytest.fixture
def folder(_autumn, tmp_path):
    """Four teams on 1 December: one has sent all, one has a plan late and one missing, one has sent once, one never."""
    return shutil.copytree(_autumn, tmp_path / "kull")


def reminders(folder):
    return sorted(file.stem for file in (folder / "outbox/letters/report_reminder").glob("*.docx"))


def text_of(file):
    document = Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_who_has_sent_what_is_told_and_written_once(folder):
    said = run(folder, "reports", "--no-pdf")
    assert "Reports: sent 9, late 1, MISSING 10, not due yet 32." in said
    assert "  UNN-2: Framdriftsplan 13.11.2025\n" in said
    assert "UNN-1: Fram" not in said
    assert "NLSH-1: Status report 02.10.2025, «Ventetid» = «ca. 40»: a person must look at it first" in said
    before = {file: file.read_bytes() for file in (folder / "outbox/reports").iterdir()}
    assert {file.name for file in before} >= {"innsendt.xlsx", "framgang.docx", "framgang-nynorsk.docx", "framgang.svg"}
    assert "Overview and progress: 0 written" in run(folder, "reports", "--no-pdf")
    shutil.rmtree(folder / "outbox/reports")
    run(folder, "reports", "--no-pdf")
    assert {file: file.read_bytes() for file in (folder / "outbox/reports").iterdir()} == before
    book = load_workbook(folder / "outbox/reports/innsendt.xlsx")
    row = next(row for row in book["team"].iter_rows(values_only=True) if row[0] == "UNN-2")
    assert row[2:7] == (1, "for sent\n22.09.2025", "sendt\n02.10.2025", "sendt\n30.10.2025", "MANGLER")
    assert "Reports overdue: 10 (NLSH-1, NLSH-2, UNN-2). See kull reports." in run(folder, "status")


def test_nobody_is_named_in_what_is_written_about_the_teams(folder):
    run(folder, "reports", "--no-pdf")
    for file in (folder / "outbox/reports").iterdir():
        parts = [file.read_bytes()]
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        text = b"\n".join(parts).decode()
        assert [name for name in PEOPLE if re.search(rf"\b{name}|{name}\b", text)] == [], file.name


def test_a_reminder_is_of_what_is_overdue_and_goes_once_until_more_is(folder):
    run(folder, "reports", "--remind", "--no-pdf")
    first = [
        "NLSH-1-2025-11-28-paminnelse-rapport",
        "NLSH-2-2025-11-28-paminnelse-rapport",
        "UNN-2-2025-11-13-paminnelse-rapport",
    ]
    assert reminders(folder) == first
    letter = text_of(folder / f"outbox/letters/report_reminder/{first[2]}.docx")
    assert "Samling 2, 5.–6. november 2025" in letter
    assert "Statusrapport" not in letter

    run(folder, "approve", "report_reminder", "--by", "Kari Nordli")
    assert "UNN-2-2025-11-13" in run(folder, "send", "--word", "--yes")
    said = run(folder, "reports", "--remind", "--no-pdf")
    assert "Nobody is to be reminded" in said
    assert reminders(folder) == first  # they stand as they went

    # One sends a part of what it owes, one sends all; and another report falls due.
    status_report(folder, "NLSH-1", "2025-12-02", "38")
    send_in(folder, PROGRESS_PLAN, "UNN-2", "2025-12-02", task_1_what="Teste")
    status_report(folder, "UNN-2", "2025-12-22", "38")
    run(folder, "intake", now=JANUARY)
    run(folder, "reports", "--remind", "--no-pdf", now=JANUARY)
    new = [name for name in reminders(folder) if name not in first]
    assert new == [f"{team}-2025-12-23-paminnelse-rapport" for team in ("NLSH-1", "NLSH-2", "UNN-1")]
    letter = text_of(folder / f"outbox/letters/report_reminder/{new[0]}.docx")
    assert ("28. november 2025" in letter, "23. desember 2025" in letter) == (False, True)
    assert "Korrigert" not in letter
    assert reminders(folder) == sorted([*first, *new])

    # What has not left is taken back when everything has come.
    status_report(folder, "UNN-1", "2026-01-04", "38")
    run(folder, "intake", now=JANUARY)
    run(folder, "reports", "--remind", "--no-pdf", now=JANUARY)
    assert reminders(folder) == sorted([*first, *new[:2]])


def test_without_places_there_is_nothing_to_report(tmp_path):
    folder = start(tmp_path / "kull")
    for file in (folder / "inbox").iterdir():
        file.unlink()
    assert "Run kull plan first." in run(folder, "reports", status=2)

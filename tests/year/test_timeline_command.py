"""`kull timeline` as a person calls it: the Word document, the workbook, the picture and the notes all say the same days."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from docx import Document
from icalendar import Calendar
from lxml import etree
from year_cohort import KULL_2
from year_workspace import change, files, in_workspace

from pipeline.letters.archive import read_members, write_members
from pipeline.letters.pdf import PdfTask, convert
from pipeline.letters.pdf_proof import unfit
from pipeline.programme.calendar import ONE_DAY
from pipeline.programme.workspace import shipped_root
from pipeline.soffice import find_soffice
from pipeline.year.tasks import year_of

SVG = "{http://www.w3.org/2000/svg}"
NOW = "2025-03-04T12:00"
TASKS = year_of(KULL_2).tasks


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    workspace, call = in_workspace(tmp_path_factory.mktemp("year"))
    call("timeline", now=NOW)
    return files(workspace.outbox / "timeline")


def rows(document):
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows[1:]]


def marks_in(root):
    """The days that something is due; the one that explains what a mark is says nothing of its own."""
    return [mark for mark in root.iter(f"{SVG}circle") if mark.find(f"{SVG}title") is not None]


def test_each_form_of_the_timeline_is_there(made):
    assert set(made) == {
        "tidslinje.docx",
        "tidslinje-nynorsk.docx",
        "tidslinje.svg",
        "tidslinje-nynorsk.svg",
        "tidslinje.xlsx",
        "oppgaver.ics",
    }


@pytest.mark.parametrize(("name", "language"), [("tidslinje.docx", "nb"), ("tidslinje-nynorsk.docx", "nn")])
def test_the_word_timeline_has_every_task_and_meeting_in_the_order_of_days(made, name, language):
    document = Document(io.BytesIO(made[name]))
    assert [row[1] for row in rows(document)] == [task.title[language] for task in TASKS]
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert len(headings) == len(document.tables) == len({(task.day.year, task.day.month) for task in TASKS})
    assert headings[0] == "Januar 2025"


def test_every_table_of_the_word_timeline_has_a_heading_row_and_a_name_and_the_document_a_language(made):
    for name, locale in (("tidslinje.docx", "nb-NO"), ("tidslinje-nynorsk.docx", "nn-NO")):
        with zipfile.ZipFile(io.BytesIO(made[name])) as archive:
            body, styles = (archive.read(f"word/{part}.xml").decode() for part in ("document", "styles"))
            core = archive.read("docProps/core.xml").decode()
        assert body.count("<w:tblHeader/>") == body.count("<w:tblCaption ") == body.count("<w:tbl>")
        assert f'w:val="{locale}"' in styles
        assert f"<dc:language>{locale}</dc:language>" in core
        assert "{{" not in body
        assert "{%" not in body


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed, so no PDF can be made")
def test_the_word_timeline_becomes_a_pdf_that_the_archive_takes(made):
    document = made["tidslinje.docx"]
    task = PdfTask(name="tidslinje", docx=document, title="Tidslinje", language="nb", dated=dt.date(2025, 3, 4))
    (result,) = convert([task], workers=1)
    assert result.fault is None
    assert unfit(result.pdf, document, "nb-NO") is None


def test_the_workbook_has_dates_that_can_be_sorted(made):
    sheet = openpyxl.load_workbook(io.BytesIO(made["tidslinje.xlsx"])).active
    listed = [(row[2].date(), row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert listed == [(task.day, task.title["nb"]) for task in TASKS]


def test_the_picture_names_every_activity_and_has_a_mark_for_each_day(made):
    root = etree.fromstring(made["tidslinje.svg"])
    words = {text.text for text in root.iter(f"{SVG}text")}
    marks = marks_in(root)
    tasks = [task for task in TASKS if not task.is_meeting]
    assert {task.name["nb"] for task in tasks} <= words
    assert len(marks) == len(tasks)
    assert root.find(f"{SVG}title").text == f"Tidslinje – {KULL_2.cohort.name}"


def test_nothing_in_the_picture_stands_outside_it(made):
    root = etree.fromstring(made["tidslinje.svg"])
    width, height = float(root.get("width")), float(root.get("height"))
    for mark in marks_in(root):
        assert 0 <= float(mark.get("cx")) <= width
        assert 0 <= float(mark.get("cy")) <= height
    for bar in root.iter(f"{SVG}rect"):
        assert float(bar.get("x", 0)) >= 0
        assert float(bar.get("x", 0)) + float(bar.get("width")) <= width


def test_the_notes_have_each_task_on_its_whole_day_and_leave_the_day_free(made):
    read = Calendar.from_ical(made["oppgaver.ics"]).walk("VEVENT")
    tasks = [task for task in TASKS if not task.is_meeting]
    assert [(e.decoded("dtstart"), str(e["summary"])) for e in read] == [(task.day, task.title["nb"]) for task in tasks]
    assert {e.decoded("dtend") - e.decoded("dtstart") for e in read} == {ONE_DAY}
    assert {str(e["transp"]) for e in read} == {"TRANSPARENT"}
    assert len({str(e["uid"]) for e in read}) == len(tasks)
    assert all("ORGANIZER" in event and "ATTENDEE" not in event for event in read)
    assert max(map(len, made["oppgaver.ics"].split(b"\r\n"))) <= 75


def test_again_writes_nothing_and_a_meeting_that_moves_is_told_of_everywhere(tmp_path):
    workspace, call = in_workspace(tmp_path)
    call("timeline", now=NOW)
    assert "0 skrevet" in call("timeline", now="2025-03-05T12:00")
    change(workspace, "week = 45", "week = 46")
    said = call("timeline", now="2025-03-06T12:00")
    assert "Flyttet siden forrige tidslinje: 10." in said
    assert "06.11.2025 → 13.11.2025  Samling 2" in said
    after = files(workspace.outbox / "timeline")
    moved = [row for row in rows(Document(io.BytesIO(after["tidslinje.docx"]))) if "flyttet fra" in row[0]]
    assert len(moved) == 10
    assert ["12.–13. november\nflyttet fra 6. november 2025", "Samling 2"] in [row[:2] for row in moved]
    sequences = [int(e["sequence"]) for e in Calendar.from_ical(after["oppgaver.ics"]).walk("VEVENT")]
    assert sequences.count(1) == 9
    assert "0 skrevet" in call("timeline", now="2025-03-07T12:00")


def test_status_tells_what_is_due_within_two_weeks(tmp_path):
    _, call = in_workspace(tmp_path)
    said = call("status", now="2025-05-08T09:00")
    assert "Skal gjøres de neste 14 dagene:\n  08.05.2025  Velge ut team" in said
    assert "16.05.2025  Innkalle til alle møter i Outlook (Saksbehandler)" in said
    assert "Opprette felles område" not in said


def test_an_offices_own_picture_that_cannot_be_drawn_is_its_fault_and_writes_nothing(tmp_path):
    workspace, call = in_workspace(tmp_path)
    workspace.templates.mkdir()
    (workspace.templates / "timeline.svg").write_text("<svg>{{ nothing_like_it }}</svg>", encoding="utf-8")
    call("timeline", now=NOW, status=3)
    assert not (workspace.outbox / "timeline").exists()


def test_an_offices_own_word_template_that_leaves_the_days_out_is_told_and_writes_nothing(tmp_path):
    workspace, call = in_workspace(tmp_path)
    workspace.templates.mkdir()
    members = read_members((shipped_root() / "templates/timeline-nb.docx").read_bytes())
    body = members["word/document.xml"].decode()
    assert "{{ row.when }}" in body
    changed = {**members, "word/document.xml": body.replace("{{ row.when }}", "").encode()}
    (workspace.templates / "timeline-nb.docx").write_bytes(write_members(changed))
    assert "«months[].rows[].when»" in call("check", status=1)
    call("timeline", now=NOW, status=3)
    assert not (workspace.outbox / "timeline").exists()

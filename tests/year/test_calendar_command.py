"""`kull calendar` as a person calls it: what is in the folder, what is told, and what a changed programme does to both."""

import shutil

from icalendar import Calendar
from year_workspace import change, files, in_workspace


def test_there_is_a_file_for_each_meeting_and_one_for_each_audience(tmp_path):
    workspace, call = in_workspace(tmp_path)
    said = call("calendar")
    made = files(workspace.calendar)
    assert {"samling-1-alle.ics", "veiledere-uke-42-veiledere.ics", "alle_moter_veiledere.ics"} <= set(made)
    assert len(made) == 11 + 3
    counts = {name: len(Calendar.from_ical(data).walk("VEVENT")) for name, data in made.items()}
    assert (counts["samling-1-alle.ics"], counts["alle_moter_alle.ics"], counts["alle_moter_veiledere.ics"]) == (1, 8, 11)
    assert "Digitalt oppstartsmøte ledere" in said
    assert "lunsj (12.00)" in said


def test_again_writes_nothing_and_a_lost_folder_comes_back_byte_for_byte(tmp_path):
    workspace, call = in_workspace(tmp_path)
    call("calendar")
    before = files(workspace.calendar)
    assert "0 skrevet" in call("calendar", now="2025-04-01T12:00")
    shutil.rmtree(workspace.outbox)
    call("calendar", now="2025-04-02T12:00")
    assert files(workspace.calendar) == before


def test_a_meeting_that_moves_changes_its_own_file_and_the_audiences(tmp_path):
    workspace, call = in_workspace(tmp_path)
    call("calendar")
    before = files(workspace.calendar)
    change(workspace, "week = 45", "week = 46")
    said = call("calendar", now="2025-04-01T12:00")
    after = files(workspace.calendar)
    moved = {name for name in after if after[name] != before[name]}
    assert moved == {"samling-2-alle.ics", "alle_moter_alle.ics", "alle_moter_ledere.ics", "alle_moter_veiledere.ics"}
    assert "12.11.2025 kl. 12.00 – 13.11.2025 kl. 12.30  Samling 2" in said


def test_a_meeting_on_a_holiday_is_told_of(tmp_path):
    workspace, call = in_workspace(tmp_path)
    change(workspace, "week = 18", "date = 2026-04-30")
    assert "Samling 4: 1. mai 2026 er en offentlig fridag (1. mai)" in call("calendar")

"""Lists of who was there: what is certain is taken, and everything else is asked about."""

import datetime as dt

import pytest

from pipeline.year.attendance import MeetingList, over_the_year, read_list, table_of_text
from pipeline.year.participants import Participant, check_in_of, former_adviser_codes

ANNA = Participant(code="aaaaaaaa", name="Anna Berg", teams=("UNN-1",))
OTHER_ANNA = Participant(code="bbbbbbbb", name="Anna Berg", teams=("UNN-10",))
CAJET = Participant(code="cccccccc", name="Čájet Dahl", teams=("UNN-1",))
NAMELESS = Participant(code="dddddddd", name="", teams=("UNN-1",))
DAYS = (dt.date(2025, 9, 10), dt.date(2025, 9, 11))
MEETINGS = {
    "samling-1": MeetingList(key="samling-1", days=DAYS, participants=(ANNA, OTHER_ANNA, CAJET, NAMELESS)),
    "uke-41": MeetingList(key="uke-41", days=(dt.date(2025, 10, 6),), participants=(ANNA,)),
}
HEAD = "Navn;Team;Dag 1;Dag 2\n"


def read(text, named="samling-1", day=0, name="liste"):
    found = read_list(table_of_text(name, text), "kull-2", MEETINGS, named, day)
    return [(m.participant.code[0], m.day, m.present) for m in found.marks], [str(one) for one in found.questions]


def test_names_are_known_however_they_are_turned_and_empty_cells_say_nothing():
    assert read(HEAD + "Dahl, Čájet;;ja;\nAnna Berg;UNN-10;x;nei\n") == ([("c", 1, True), ("b", 1, True), ("b", 2, False)], [])


@pytest.mark.parametrize(
    ("row", "question"),
    [
        ("Anna Berg;;ja;", "more than one is called"),
        ("Anne Berg;UNN-1;ja;", "not among those who were asked"),
        ("Anna;UNN-1;ja;", "not among those who were asked"),
        ("Anna Berg;UNN-2;ja;", "not among those who were asked"),
        (";UNN-1;ja;", "not among those who were asked"),
        ("Čájet Dahl;;kanskje;", "neither yes nor no"),
        ("Čájet Dahl;;ja;\nČájet Dahl;;nei;", "both present and absent"),
    ],
)
def test_what_is_not_certain_is_asked_about_and_not_taken(row, question):
    marks, questions = read(HEAD + row)
    assert marks == []
    assert len(questions) == 1
    assert question in questions[0]


@pytest.mark.parametrize("head", ["Oppmøte", "Frammøte", "Tilstede", "Deltok", "Møtt", "Til stede"])
def test_marks_stand_under_what_people_call_them(head):
    assert read(f"Navn;{head}\nČájet Dahl;ja\n") == ([("c", 1, True)], [])


def test_a_table_without_a_column_of_marks_is_told_and_not_taken_for_an_empty_one():
    marks, questions = read("Navn;Kommentar\nČájet Dahl;ja\nAnna Berg;ja\n", name="min liste")
    assert marks == []
    assert questions == [
        "min liste: no column tells who was there («Navn», «Kommentar»). Call it «Dag 1», and a second day «Dag 2»."
    ]
    assert read("Navn;Kommentar\n") == ([], [])


def test_a_row_with_a_check_in_line_knows_its_meeting_but_not_another_name():
    head = "Navn;Team;Til stede;Innsjekk\n"
    assert read(head + "Anna Berg;UNN-1;ja;KULL:kull-2:uke-41:aaaaaaaa", named="") == ([("a", 1, True)], [])
    marks, questions = read(head + "Vikar Vik;UNN-1;ja;KULL:kull-2:uke-41:aaaaaaaa", named="")
    assert marks == []
    assert "«Vikar Vik» stands where Anna Berg stood" in questions[0]


def test_a_name_that_was_missing_is_taken_as_it_is_written():
    table = table_of_text("x", "Navn;Dag 1;Innsjekk\nNils Ny;ja;KULL:kull-2:samling-1:dddddddd")
    (mark,) = read_list(table, "kull-2", MEETINGS).marks
    assert (mark.participant.name, mark.participant.code) == ("Nils Ny", "dddddddd")


def test_scanned_lines_tell_the_day_by_their_date_or_are_asked_about():
    line = "KULL:kull-2:samling-1:cccccccc"
    assert read(f"2025-09-11T12:03 {line}", named="") == ([("c", 2, True)], [])
    assert read(f"11.09.2025;{line}", named="") == ([("c", 2, True)], [])
    assert read(line, named="", day=1) == ([("c", 1, True)], [])
    assert "which day" in read(line, named="")[1][0]
    assert "another cohort" in read(line.replace("kull-2", "kull-1"), named="")[1][0]
    assert "nobody's" in read(line.replace("cccccccc", "99999999"), named="")[1][0]
    assert "no check-in line" in read("hei", named="")[1][0]


def test_the_list_or_a_person_must_tell_which_meeting_it_is():
    assert read(HEAD + "Čájet Dahl;;ja;", named="", name="signert samling-1")[0] == [("c", 1, True)]
    assert "which meeting" in read(HEAD + "Čájet Dahl;;ja;", named="")[1][0]
    assert "has no day 2" in read(HEAD + "Anna Berg;;;ja", named="uke-41")[1][0]


def test_over_the_year_everybody_stands_also_those_who_are_asked_no_more():
    gone = Participant(code="eeeeeeee", name="Egil Gått", teams=("UNN-9",))
    marks = read_list(table_of_text("x", HEAD + "Čájet Dahl;;ja;nei"), "kull-2", MEETINGS, "samling-1").marks
    old = type(marks[0])(meeting="samling-1", day=1, participant=gone, present=True)
    people = {one.code: one for one in over_the_year([ANNA, CAJET], [*marks, old])}
    assert people["cccccccc"].days_at("samling-1") == (1, 2)
    assert people["eeeeeeee"].was_at("samling-1")
    assert people["aaaaaaaa"].days_at("samling-1") == (0, 0)


def test_a_check_in_line_comes_back_as_it_was_and_says_nothing_of_the_person():
    line = ANNA.check_in("kull-2", "samling-1")
    found = check_in_of(f"scan {line} 12:00")
    assert (found.cohort, found.meeting, found.code) == ("kull-2", "samling-1", ANNA.code)
    assert "Anna" not in line


def test_an_adviser_with_a_new_address_is_known_again_by_a_name_that_only_one_has():
    old = [Participant(code=code, name=name, teams=("UNN-1",), adviser=True) for code, name in (("1", "Vil Da"), ("2", "Ny"))]
    today = [
        Participant(code=code, name=name, teams=("UNN-1",), adviser=True) for code, name in (("3", "Da, Vil"), ("2", "Ny"))
    ]
    member = Participant(code="4", name="Vil Da", teams=("UNN-1",))
    assert former_adviser_codes([*old, member], today) == {"1": "3"}
    assert former_adviser_codes(old, [*today, Participant(code="5", name="Vil Da", teams=("UNN-2",), adviser=True)]) == {}

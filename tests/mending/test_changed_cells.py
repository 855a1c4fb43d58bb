"""Which cells of register.xlsx a person has changed, whatever else was done to the workbook."""

import datetime as dt
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mended_forms import VALUES, answers, changed, day, file, reading, register
from openpyxl import Workbook, load_workbook
from workbooks import EDITION, cell, changes, compared, opened, saved, words, written

from pipeline.model import Adviser, Member, Role
from pipeline.recognise.corrected import from_words
from pipeline.views.editable import edition_of, words_in
from pipeline.views.returned_workbook import DamagedWorkbookError, read_workbook

OTHERS = [
    changed(
        title=f"{name} på posten",
        priority=n,
        unit=f"Post {n}",
        members=tuple(
            Member(name=f"{who} {name}sen", role=role, profession=work, email=f"{who}.{n}@unn.example".lower())
            for who, role, work in (
                ("Anne", Role.LEADER, "lege"),
                ("Bo", Role.UNION_REP, "sykepleier"),
                ("Cai", Role.STAFF, "jordmor"),
            )
        ),
        adviser=Adviser(name=f"Veileder {name}", email=f"v{n}@unn.example"),
    )
    for n, name in enumerate(("Fall", "Smerte", "Søvn", "Sepsis"), start=2)
]
REGISTER = register(*(file(f"inbox/{n}.docx", reading(values)) for n, values in enumerate((VALUES, *OTHERS))))


def test_an_untouched_workbook_has_no_changes():
    assert changes(compared(REGISTER, written(REGISTER))) == []
    comparison = compared(REGISTER, opened(REGISTER))
    assert (comparison.changes, comparison.refused, comparison.notes) == ([], [], [])


def test_it_tells_its_edition_and_who_saved_it_also_where_the_properties_are_lost():
    given = read_workbook(saved(opened(REGISTER)))
    assert (given.edition, given.by) == (EDITION, "Ola Hansen")
    book = opened(REGISTER)
    book.custom_doc_props.props.clear()
    assert read_workbook(saved(book, by=None)).edition == EDITION
    assert read_workbook(saved(book, by=None)).by == ""


def test_changed_cells_are_told_with_what_stood_there_and_what_stands_there_now():
    book = opened(REGISTER)
    cell(book, "team", "UNN-1", "Enhet").value = "Sengepost 7"
    cell(book, "team", "UNN-2", "Prioritet").value = 7
    cell(book, "deltakere", "UNN-1/2", "E-post").value = "ny@unn.example"
    cell(book, "deltakere", "UNN-3/1", "Telefon").value = 91693910
    cell(book, "veiledere", "UNN-1", "Deltar på samlingene").value = None
    assert changes(compared(REGISTER, book)) == [
        ("UNN-1", "unit", "Medisinsk klinikk", "Sengepost 7"),
        ("UNN-2", "priority", "2", "7"),
        ("UNN-1", "members[1].email", "ola@unn.example", "ny@unn.example"),
        ("UNN-3", "members[0].phone", "", "91693910"),
        ("UNN-1", "adviser.attends", "ja", ""),
    ]


def test_another_way_of_writing_the_same_and_blanks_are_no_changes():
    book = opened(REGISTER)
    cell(book, "team", "UNN-1", "Enhet").value = "  Medisinsk   klinikk "
    cell(book, "team", "UNN-1", "Prioritet").value = "1"
    cell(book, "team", "UNN-2", "Prioritet").value = 2.0
    cell(book, "team", "UNN-1", "Kontakt: telefon").value = 4790000001
    cell(book, "team", "UNN-1", "Sted").value = "   "
    cell(book, "team", "UNN-1", "Bindende").value = "JA"
    cell(book, "team", "UNN-2", "Bindende").value = True
    assert changes(compared(REGISTER, book)) == []


def test_a_whole_number_a_date_and_a_yes_come_as_words():
    book = opened(REGISTER)
    cell(book, "team", "UNN-1", "Underskrevet dato").value = dt.date(2025, 4, 28)
    cell(book, "team", "UNN-2", "Prioritet").value = dt.date(2025, 5, 1)
    cell(book, "deltakere", "UNN-1/1", "Forbedringsagent").value = True
    assert [new for *_, new in changes(compared(REGISTER, book))] == ["28.04.2025", "01.05.2025", "ja"]
    assert from_words("priority", "01.05.2025").refused


def test_rows_and_columns_may_stand_anywhere_and_the_sheet_be_called_anything():
    book = opened(REGISTER)
    cell(book, "team", "UNN-1", "Enhet").value = "Sengepost 7"
    page = book["team"]
    rows = [[c.value for c in row] for row in page.iter_rows()]
    turned = [[row[at] for at in reversed(range(len(row)))] for row in (rows[0], *reversed(rows[1:]))]
    book.remove(page)
    new = book.create_sheet("Min oversikt", 0)
    new.append(["Utskrift til møtet"])
    for row in turned:
        new.append(row)
    new.column_dimensions["B"].hidden = True
    assert changes(compared(REGISTER, book)) == [("UNN-1", "unit", "Medisinsk klinikk", "Sengepost 7")]


def test_a_sheet_a_column_and_rows_that_are_gone_take_nothing_out():
    book = opened(REGISTER)
    book.remove(book["veiledere"])
    page = book["team"]
    page.delete_cols([c.value for c in page[1]].index("Enhet") + 1)
    page.delete_rows(cell(book, "team", "UNN-3", "ID").row)
    comparison = compared(REGISTER, book)
    assert comparison.changes == []
    assert "«veiledere» is not found" in words(comparison.refused)
    assert "«Enhet» is not found" in words(comparison.notes)
    assert "gone from the sheet «team»: UNN-3." in words(comparison.notes)


def test_the_sheet_of_the_advisers_is_never_mistaken_for_that_of_the_members():
    book = opened(REGISTER)
    book.remove(book["veiledere"])
    book["deltakere"].title = "folk"
    assert compared(REGISTER, book).changes == []


def test_the_same_id_on_two_rows_is_told_and_not_guessed_at():
    book = opened(REGISTER)
    page = book["deltakere"]
    row = cell(book, "deltakere", "UNN-1/2", "ID").row
    page.append([c.value for c in page[row]])
    assert compared(REGISTER, book).changes == []
    page.cell(page.max_row, 3).value = "Eva Berg"
    comparison = compared(REGISTER, book)
    assert comparison.changes == []
    assert "which row of UNN-1 is about whom" in words(comparison.refused)


def test_a_new_member_is_a_row_with_the_id_and_no_number():
    book = opened(REGISTER)
    book["deltakere"].append(["UNN-1", None, "Eva Berg", "medarbeider", "lege"])
    book["deltakere"].append(["UNN-1", None, "Nils Dal"])
    assert changes(compared(REGISTER, book)) == [
        ("UNN-1", "members[3].name", "", "Eva Berg"),
        ("UNN-1", "members[3].role", "", "medarbeider"),
        ("UNN-1", "members[3].profession", "", "lege"),
        ("UNN-1", "members[4].name", "", "Nils Dal"),
    ]


def test_numbers_that_were_filled_down_make_nobody_new():
    book = opened(REGISTER)
    page = book["deltakere"]
    for number, row in enumerate(range(2, page.max_row + 1), start=1):
        page.cell(row, 2).value = number
    comparison = compared(REGISTER, book)
    assert comparison.changes == []
    assert "UNN-2" in words(comparison.refused)


def test_an_id_that_is_not_known_is_told_with_its_row():
    book = opened(REGISTER)
    cell(book, "team", "UNN-1", "ID").value = "UNN-77"
    comparison = compared(REGISTER, book)
    assert (comparison.changes, "«UNN-77»" in words(comparison.refused)) == ([], True)


@pytest.mark.parametrize("formula", ["=A1", "=1+1", "#N/A"])
def test_a_formula_and_an_error_are_told_with_their_place(formula):
    book = opened(REGISTER)
    wrong = cell(book, "team", "UNN-1", "Enhet")
    wrong.value = formula
    comparison = compared(REGISTER, book)
    assert comparison.changes == []
    assert words(comparison.refused).startswith(f"{wrong.coordinate} on the sheet «team» holds a formula or an error")


def test_a_text_that_only_looks_like_a_formula_is_none():
    looks = register(file("inbox/a.docx", reading(changed(unit="=1+1", goal="+47 er landkoden", problem="-"))))
    assert compared(looks, opened(looks)).changes == []


def test_a_column_sorted_without_the_others_is_no_correction():
    book = opened(REGISTER)
    cells = [cell(book, "team", f"UNN-{n}", "Prosjekt") for n in range(1, 6)]
    for where, value in zip(cells, sorted(c.value for c in cells), strict=True):
        where.value = value
    comparison = compared(REGISTER, book)
    assert comparison.changes == []
    assert "«Prosjekt» on the sheet «team» seems to be sorted without the others" in words(comparison.refused)


def test_ids_sorted_without_the_others_are_no_corrections_either():
    book = opened(REGISTER)
    cells = [cell(book, "team", f"UNN-{n}", "ID") for n in range(1, 6)]
    for where, number in zip(cells, (5, 1, 2, 3, 4), strict=True):
        where.value = f"UNN-{number}"
    assert compared(REGISTER, book).changes == []


def test_priorities_that_change_places_are_corrections():
    book = opened(REGISTER)
    for n, new in ((1, 2), (2, 3), (3, 1)):
        cell(book, "team", f"UNN-{n}", "Prioritet").value = new
    assert [new for *_, new in changes(compared(REGISTER, book))] == ["2", "3", "1"]


def test_a_column_emptied_as_a_whole_is_no_correction():
    book = opened(REGISTER)
    for n in range(1, 6):
        cell(book, "team", f"UNN-{n}", "Mål").value = None
    comparison = compared(REGISTER, book)
    assert comparison.changes == []
    assert "seems to be emptied" in words(comparison.refused)


def test_a_text_that_was_cut_cannot_be_corrected_there():
    long = register(file("inbox/a.docx", reading(changed(goal="Vi vil. " * 5000))))
    book = opened(long)
    where = cell(book, "team", "UNN-1", "Mål")
    where.value = f"Jo{where.value[2:]}"
    comparison = compared(long, book)
    assert (comparison.changes, "only the beginning" in words(comparison.refused)) == ([], True)


def test_copies_and_answers_are_corrected_in_the_registration_itself():
    made = register(
        file("inbox/a.docx", reading(changed(adviser=Adviser()))),
        file("inbox/svar.docx", answers(VALUES, "adviser_name"), received=day(3)),
        replace(file("inbox/a.docx", reading(changed(adviser=Adviser()))), path="inbox/kopi.docx", received=day(4)),
    )
    for called in ("UNN-1-s1", "UNN-1-k1"):
        book = opened(made)
        cell(book, "team", called, "Enhet").value = "Post 7"
        comparison = compared(made, book)
        assert comparison.changes == []
        assert f"{called} is an answer or an exact copy. The change was not taken: correct UNN-1 itself." in words(
            comparison.refused
        )


def test_what_was_taken_before_is_no_news_and_what_is_changed_back_is():
    book = opened(REGISTER)
    cell(book, "team", "UNN-1", "Enhet").value = "Sengepost 7"
    assert compared(REGISTER, book, {"UNN-1 unit": "Sengepost 7"}).changes == []
    assert changes(compared(REGISTER, opened(REGISTER), {"UNN-1 unit": "Sengepost 7"})) == [
        ("UNN-1", "unit", "Sengepost 7", "Medisinsk klinikk")
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", written(REGISTER)[:5000], b"<html>"])
def test_what_is_no_workbook_is_said_to_be_damaged(content):
    with pytest.raises(DamagedWorkbookError):
        read_workbook(content)


def test_a_workbook_of_somebody_elses_holds_no_sheet_of_ours():
    comparison = compared(REGISTER, Workbook())
    assert (comparison.changes, len(comparison.refused)) == ([], 3)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs",))
ANY_TEXT = st.text(LETTERS, max_size=25).filter(str.strip)


@settings(max_examples=10)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_whatever_a_form_says_its_cells_come_back_as_they_were(title, unit, name):
    said = register(
        file("inbox/a.docx", reading(changed(title=title, unit=unit, members=(Member(name=name), *VALUES.members[1:]))))
    )
    assert compared(said, opened(said)).changes == []


@settings(max_examples=10)
@given(
    st.dictionaries(
        st.sampled_from(["Enhet", "Prosjekt", "Mål", "Kontakt: navn", "Bindende", "Prioritet"]), ANY_TEXT, max_size=4
    )
)
def test_exactly_the_cells_that_a_person_changes_are_changes(edits):
    book, before = opened(REGISTER), opened(REGISTER)
    for head, text in edits.items():
        target = cell(book, "team", "UNN-3", head)
        target.value = clean_for_excel(text)
        target.data_type = "s"
    found = {new for *_, new in changes(compared(REGISTER, book))}
    meant = {
        words_in(clean_for_excel(text))
        for head, text in edits.items()
        if words_in(clean_for_excel(text)).split() != words_in(cell(before, "team", "UNN-3", head).value).split()
    }
    assert found <= meant
    assert {text for text in meant if text.strip(" .-–—_…/:") and not same_value(text)} <= found


def same_value(text):
    """Words that may mean just what stands there already («ja», «2»)."""
    return from_words("binding", text).value is True or from_words("priority", text).value == 3


def clean_for_excel(text):
    """As a person can type it: no control characters."""
    return "".join(letter for letter in text if letter.isprintable())


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_workbook_that_libreoffice_has_saved_gives_the_changes_and_no_others(tmp_path):
    book = opened(REGISTER)
    cell(book, "team", "UNN-1", "Enhet").value = "Sengepost 7"
    (tmp_path / "register.xlsx").write_bytes(saved(book))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, tmp_path / "out", tmp_path / "register.xlsx"], check=True, capture_output=True, timeout=120)
    content = (tmp_path / "out" / "register.xlsx").read_bytes()
    assert read_workbook(content).edition == EDITION
    assert load_workbook(BytesIO(content)).sheetnames[0] == "team"
    comparison = compared(REGISTER, content)
    assert changes(comparison) == [("UNN-1", "unit", "Medisinsk klinikk", "Sengepost 7")]
    assert (comparison.refused, comparison.notes) == ([], [])


def test_the_cells_remembered_are_those_that_stand_in_the_workbook():
    book = opened(REGISTER)
    for one in edition_of(REGISTER):
        assert words_in(cell(book, "team", one.id, "Enhet").value) == one.cells["unit"]

"""The blank Excel form: cells by name, lists, locked but for the inputs, text that stays text."""

import io
from functools import cache

import openpyxl
import pytest
from blanks import ASKED_AGAIN, COHORT, KEYS, SENT, TICKS, blank, return_form
from filling import fill_xlsx, named_cells
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import MergedCell

from pipeline.form.blank_xlsx import blank_xlsx
from pipeline.form.registration import REGISTRATION

LANGUAGES = ("nb", "nn")
FORM = "kull_form"
HOSTILE = st.text(st.sampled_from("<&>\"'«»čđŋšŧž \n{}=+-@%1xå"), max_size=60) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=500
)


@cache
def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells_of(content: bytes) -> dict[str, openpyxl.cell.Cell]:
    return named_cells(book_of(content))


def values_of(content: bytes) -> dict[str, str]:
    return {name: "" if cell.value is None else str(cell.value) for name, cell in cells_of(content).items() if name != FORM}


def open_cells(sheet) -> set[str]:
    """Where a sender can write; of merged cells the first."""
    cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
    return {cell.coordinate for cell in cells if not cell.protection.locked}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_the_name_of_one_cell(language):
    cells = cells_of(blank("xlsx", language))
    assert sorted(cells) == sorted([*KEYS, FORM])
    assert len({cell.coordinate for cell in cells.values()}) == len(cells)


def test_an_empty_form_holds_no_value():
    assert values_of(blank("xlsx")) == dict.fromkeys(KEYS, "")


def test_only_the_inputs_and_the_spare_rows_are_open_and_no_password_is_needed():
    sheet = book_of(blank("xlsx")).worksheets[0]
    cells = cells_of(blank("xlsx"))
    opened = open_cells(sheet)
    inputs = {cells[key].coordinate for key in KEYS}
    last = [cells[key] for key in KEYS if key.startswith("member_10_")]
    spare = {cell.offset(row=down).coordinate for cell in last for down in (1, 2, 3, 4)}
    assert opened == inputs | spare
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_every_input_is_a_text_cell_but_the_priority():
    cells = cells_of(blank("xlsx"))
    assert {key for key in KEYS if cells[key].number_format != "@"} == {"priority"}


@pytest.mark.parametrize(
    ("language", "key", "formula"),
    [
        ("nb", "member_3_role", '"leder,tillitsvalgt,medarbeider"'),
        ("nn", "member_14_role", '"leiar,tillitsvald,medarbeidar"'),
        ("nb", "binding", '"ja,nei"'),
        ("nb", "member_1_agent", '"ja,nei"'),
        ("nb", "adviser_attends", '"ja,nei"'),
        ("nb", "language", '"bokmål,nynorsk"'),
        ("nb", "priority", "1"),
    ],
)
def test_choices_are_lists_and_the_priority_a_whole_number(language, key, formula):
    content = blank("xlsx", language)
    cells = cells_of(content)
    cell = cells[key] if key in cells else cells["member_10_role"].offset(row=4)
    rules = book_of(content).worksheets[0].data_validations.dataValidation
    assert [rule.formula1 for rule in rules if cell.coordinate in rule.cells] == [formula]


@pytest.mark.parametrize(("language", "locale"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_the_form_says_which_it_is(language, locale):
    book = book_of(blank("xlsx", language))
    assert named_cells(book)[FORM].value == f"registration/1/{language}"
    assert [(p.name, p.value) for p in book.custom_doc_props.props] == [("kull.form", f"registration/1/{language}")]
    assert book.properties.language == locale
    sheet = book.worksheets[0]
    assert sheet.row_dimensions[named_cells(book)[FORM].row].hidden
    shown = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [text for text in shown if text.startswith("Skjema registration · versjon 1 · ")]


def test_it_prints_on_a4_one_page_wide():
    sheet = book_of(blank("xlsx")).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        1,
        0,
        True,
    )


def test_the_member_table_has_its_headings_above_its_columns():
    cells = cells_of(blank("xlsx"))
    above = [cells[key].offset(row=-1).value for key in KEYS if key.startswith("member_1_")]
    assert above == ["Navn *", "Stilling", "Faggruppe *", "Rolle *", "E-post *", "Telefon", "Agent"]


@settings(max_examples=8)
@given(
    st.dictionaries(st.sampled_from(sorted(set(KEYS) - TICKS)), HOSTILE, max_size=6), st.sets(st.sampled_from(sorted(TICKS)))
)
def test_what_is_filled_in_comes_back_as_it_was(texts, ticked):
    found = values_of(fill_xlsx(blank("xlsx"), texts | dict.fromkeys(ticked, True)))
    assert found == {key: texts.get(key, "ja" if key in ticked else "") for key in KEYS}


@pytest.mark.parametrize("text", ["=1+1", "+47 900 00 000", "-", "@navn", "00123", "1.5", "'"])
def test_text_that_looks_like_a_formula_or_number_stays_text(text):
    for content in (fill_xlsx(blank("xlsx"), {"title": text}), _prefilled(text)):
        cell = cells_of(content)["title"]
        assert (cell.value, cell.data_type) == (text, "s")


def _prefilled(text: str) -> bytes:
    return blank_xlsx(REGISTRATION, "nb", COHORT, values={"title": text})


def test_members_beyond_the_named_rows_stand_in_the_spare_rows():
    content = fill_xlsx(blank("xlsx"), {"member_11_name": "Elleve", "member_14_email": "x@unn.example"})
    cells = cells_of(content)
    assert cells["member_10_name"].offset(row=1).value == "Elleve"
    assert cells["member_10_email"].offset(row=4).value == "x@unn.example"


def test_a_return_form_shows_what_was_sent_and_locks_it():
    content = return_form("xlsx")
    cells = cells_of(content)
    shown = {key: cells[key].value for key in SENT}
    words = {"member_1_role": "leder", "adviser_attends": "ja", "priority": 2}
    assert shown == SENT | words | {"challenge_high_turnover": "ja", "member_1_agent": "ja", "commit_costs": "nei"}
    sheet = book_of(content).worksheets[0]
    assert open_cells(sheet) == {cells[key].coordinate for key in ASKED_AGAIN}


def test_a_gap_says_in_words_that_it_is_one():
    content = return_form("xlsx")
    sheet = book_of(content).worksheets[0]
    marked = {cell.row for row in sheet.iter_rows() for cell in row if cell.value == "◄ Mangler"}
    assert marked == {cells_of(content)[key].row for key in ASKED_AGAIN}

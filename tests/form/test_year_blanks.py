"""The blanks of the year: made like the registration form's, without its deadline and its return notes, and usable in Excel."""

import io

import openpyxl
import pytest
from blanks import COHORT

from pipeline.form.blank import MAKERS
from pipeline.form.definition import Kind
from pipeline.form.layout import NAME_LIMIT, lay_out
from pipeline.form.year_forms import SELF_EVALUATION, STEPS, YEAR_FORMS
from pipeline.model import ReplyTo

LINE = type(COHORT)(network=COHORT.network, deadline=None, send_to=COHORT.send_to, organiser=COHORT.organiser)
FORMS = {form.id: form for form in YEAR_FORMS}


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("form", FORMS)
def test_every_field_is_asked_once_under_a_name_of_its_own(form, language):
    items = list(lay_out(FORMS[form], language, LINE).controls())
    assert [item.key for item in items] == [key for key, _, _ in FORMS[form].fields()]
    for names in ([item.name for item in items], [item.short_name for item in items]):
        assert len(set(names)) == len(names)
    assert max(len(item.short_name) for item in items) <= NAME_LIMIT


def test_a_form_without_a_deadline_says_only_where_it_is_sent():
    assert lay_out(SELF_EVALUATION, "nb", LINE).facts == (("Sendes til", COHORT.send_to),)
    assert [label for label, _ in lay_out(SELF_EVALUATION, "nn", COHORT).facts] == ["Frist", "Sendast til"]


def test_a_teams_form_names_its_team_and_is_no_return_form():
    blank = lay_out(SELF_EVALUATION, "nb", LINE, reply_to=ReplyTo(registration="UNN-1"), values={"team": "UNN-1"})
    assert blank.footer == "Team UNN-1 · Skjema egenevaluering · versjon 1 · bokmål"
    assert {item.state for item in blank.controls()} == {"open"}


@pytest.mark.parametrize("form", FORMS)
def test_the_lists_of_the_workbook_offer_each_choice_whole(form):
    book = openpyxl.load_workbook(io.BytesIO(MAKERS["xlsx"](FORMS[form], "nb", LINE)))
    sheet = book.worksheets[0]
    offered = {str(area): rule.formula1 for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges}
    choices = {item.options for item in lay_out(FORMS[form], "nb", LINE).controls() if item.kind is Kind.CHOICE}
    assert {options_of(book, formula) for formula in offered.values()} - {("ja", "nei")} == choices
    assert max((len(formula) for formula in offered.values()), default=0) < 258
    assert [one.sheet_state for one in book.worksheets[1:]] == ["hidden"] * (len(book.worksheets) - 1)


def options_of(book, formula):
    """What Excel offers for a rule: a text parted at its commas, or the cells of a range."""
    if formula.startswith('"'):
        return tuple(formula.strip('"').split(","))
    name, _, cells = formula.partition("!")
    return tuple(cell.value for row in book[name][cells.replace("$", "")] for cell in row)


def test_the_steps_have_commas_which_a_rule_of_excel_cannot_hold():
    assert all("," in step.label.nb for step in STEPS)

"""Who gets the money of the award: measured results and a poster, and what else is told."""

import datetime as dt

import pytest
from pitch_cohort import FORMS, PROGRAMME, report, returned, self_evaluation

from pipeline.programme.calendar import schedule
from pipeline.year.grants import answer_by, evidence, network_ends, poster_team

FIRST, LAST = ("Ventetid", "2025-09-12", "12.5", "dager"), ("ventetid ", "2026-04-20", "7", "Dager")


def of(*forms, poster="posters/UNN-1.pdf", vouched=""):
    posters = {"UNN-1": poster} if poster else {}
    (found,) = evidence(["UNN-1"], forms, posters, {"UNN-1": vouched} if vouched else {})
    return found


def asked(found):
    return [message.in_language("en") for message in found.questions]


def test_the_same_indicator_on_two_days_with_a_change_and_a_poster_give_the_money():
    found = of(report("UNN-1", FIRST), report("UNN-1", LAST, path="inbox/b.docx", minutes=1))
    (change,) = found.results
    assert found.granted
    assert (change.indicator, change.unit, str(change.first.value), str(change.newest.value)) == (
        "Ventetid",
        "dager",
        "12.5",
        "7",
    )
    assert found.questions == ()


@pytest.mark.parametrize(
    "forms",
    [
        (),
        (report("UNN-1", FIRST),),
        (report("UNN-1", FIRST, ("Ventetid", "2025-09-12", "12.5", "dager")),),
        (report("UNN-1", FIRST, ("Ventetid", "2026-04-20", "12.50", "dager")),),
        (report("UNN-1", FIRST, ("Ventetid", "2026-04-20", "7", "timer")),),
        (report("UNN-1", FIRST, ("Liggetid", "2026-04-20", "7", "dager")),),
        (report("UNN-1", FIRST), report("UNN-2", LAST)),
        (report("UNN-1", FIRST), report("UNN-1", LAST, replaced_by="inbox/c.docx")),
        (report("UNN-1", FIRST, ("Ventetid", "våren", "7", "dager")),),
        (report("UNN-1", FIRST, ("Ventetid", "2026-04-20", "litt mindre", "dager")),),
        (self_evaluation("UNN-1", "5.0"),),
    ],
)
def test_less_than_that_is_no_measurable_result(forms):
    assert not of(*forms).results


def test_a_poster_may_be_a_file_or_somebodys_word_and_is_needed():
    both = (report("UNN-1", FIRST, LAST),)
    assert (of(*both).granted, of(*both, poster="", vouched="Ragnhild").granted, of(*both, poster="").granted) == (
        True,
        True,
        False,
    )


def test_what_is_not_read_as_day_and_number_is_told_of():
    found = of(report("UNN-1", FIRST, ("Ventetid", "2026-04-20", "litt mindre", "dager")))
    assert "«Ventetid» has no day and number that can be read (2026-04-20, litt mindre)" in asked(found)[0]


def test_two_values_on_one_day_in_one_report_are_asked_about_and_a_later_report_corrects_in_silence():
    twice = of(report("UNN-1", FIRST, ("Ventetid", "2025-09-12", "13", "dager"), LAST))
    assert ("(12,5, 13)" in asked(twice)[0], str(twice.results[0].first.value)) == (True, "13")
    corrected = of(
        report("UNN-1", FIRST, LAST), report("UNN-1", ("Ventetid", "2025-09-12", "13", "dager"), path="b", minutes=1)
    )
    assert (asked(corrected), str(corrected.results[0].first.value)) == ([], "13")


def test_the_order_of_the_forms_changes_nothing():
    ids = ["UNN-1", "UNN-2", "NLSH-1", "HELG-1"]
    assert evidence(ids, FORMS[::-1], {}, {}) == evidence(ids, FORMS, {}, {})


def test_a_self_evaluation_below_beginning_improvement_is_held_against_the_values_and_the_newest_counts():
    low = of(
        report("UNN-1", FIRST, LAST), self_evaluation("UNN-1", "3.0"), self_evaluation("UNN-1", "2.5", path="b", minutes=1)
    )
    assert (low.granted, low.step, "2,5" in asked(low)[0]) == (True, "2.5", True)
    assert asked(of(report("UNN-1", FIRST, LAST), self_evaluation("UNN-1", "3.0"))) == []


def test_what_was_hard_to_read_is_to_be_looked_at():
    found = of(report("UNN-1", FIRST, LAST, unsure=("indicator_2_value", "team")))
    assert (found.granted, len(asked(found))) == (True, 2)


def test_forms_of_other_kinds_and_of_nobody_are_no_evidence():
    assert of(returned("evaluering", {"indicator_1_name": "x"}, team="UNN-1"), report("", FIRST, LAST)).measured == ()


@pytest.mark.parametrize(
    ("name", "team"),
    [
        *((file, "UNN-1") for file in ("UNN-1.pdf", "unn-1 plakat.PPTX", "UNN-1_x.pdf", "UNN-1-2.pdf")),
        ("UNN-1b.pdf", "UNN-1b"),
        *((file, "") for file in ("UNN-10.pdf", "plakat UNN-1.pdf")),
    ],
)
def test_a_poster_is_the_teams_whose_id_begins_its_name(name, team):
    assert poster_team(name, ["UNN-1", "UNN-1b", "NLSH-1"]) == team


def test_what_is_missing_comes_within_fourteen_days_of_the_last_gathering_on_a_working_day():
    ends = network_ends(schedule(PROGRAMME))
    assert ends == dt.date(2026, 4, 30)
    assert answer_by(ends, None) == dt.date(2026, 5, 15)  # the 14th is Ascension Day
    assert answer_by(ends, dt.date(2026, 5, 17)) == dt.date(2026, 5, 17)
    gatherings = [
        m.model_copy(update={"week": None, "date": None, "month": 4}) if m.key == "samling-4" else m for m in PROGRAMME.meetings
    ]
    assert network_ends(schedule(PROGRAMME.model_copy(update={"meetings": tuple(gatherings)}))) is None

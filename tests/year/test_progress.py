"""What the teams have told, as series over time: only what was understood, and everything that is left out is said."""

import datetime as dt
from itertools import permutations

import pytest
from returned_forms import came, measured

from pipeline.year.progress import Point, Progress, Series, Spread, progress_of, spread

WAIT = "Ventetid"


def of_one(*forms):
    (found,) = progress_of(["UNN-1"], forms)
    return found


def points(*pairs):
    return tuple(Point(day=dt.date.fromisoformat(day), value=value) for day, value in pairs)


def evaluated(team, *pairs):
    return [came("egenevaluering", team, day, step=step) for day, step in pairs]


def test_measurements_are_gathered_from_all_reports_under_one_name_however_it_is_spelt():
    found = of_one(
        measured("UNN-1", "2025-10-03", ("Ventetid", "2025-09-20", "42", "min")),
        measured("UNN-1", "2025-10-31", ("  VENTETID ", "2025-10-20", "40.5", "min"), ("Fall", "2025-10-30", "3", "")),
        measured("UNN-2", "2025-10-31", ("Ventetid", "2025-10-21", "1", "min")),
    )
    wait = Series(name="VENTETID", unit="min", points=points(("2025-09-20", 42), ("2025-10-20", 40.5)))
    assert found == Progress(team="UNN-1", indicators=(wait, Series(name="Fall", unit="", points=points(("2025-10-30", 3)))))


def test_measurements_in_rows_that_were_added_to_the_form_are_drawn_too():
    days = [f"2025-09-{day:02d}" for day in range(1, 16)]
    found = of_one(measured("UNN-1", "2025-10-03", *((WAIT, day, str(at), "min") for at, day in enumerate(days))))
    assert found.indicators[0].points == points(*((day, at) for at, day in enumerate(days)))


def test_signs_that_no_pdf_gives_back_are_told_otherwise():
    step = came("egenevaluering", "UNN-1", "2025-10-03", step="☒ 3 ☐ 4", doubted=["step"])
    found = of_one(step, measured("UNN-1", "2025-10-03", ("Fall 😀 末 ℃ → čđŋ", "2025-09-20", "4", "")))
    assert found.left_out[0].params["value"] == "[x] 3 [ ] 4"
    assert found.indicators[0].name == "Fall □ □ ℃ → čđŋ"


def test_of_one_day_the_newest_report_has_the_last_word_in_whatever_order_they_are_read():
    forms = [
        measured("UNN-1", "2025-10-03", (WAIT, "2025-09-20", "42", "min")),
        measured("UNN-1", "2025-10-31", (WAIT, "2025-09-20", "41", "min")),
        measured("UNN-1", "2025-11-28", (WAIT, "2025-09-20", "40", "min")),
    ]
    for ordered in permutations(forms):
        assert of_one(*ordered).indicators[0].points == points(("2025-09-20", 40))


@pytest.mark.parametrize(
    ("row", "doubted", "why"),
    [
        ((WAIT, "2025-09-20", "ca. 40", "min"), ["indicator_1_value"], "a person must look at it first"),
        ((WAIT, "2025-09-20", "40", "min"), ["indicator_1_date"], "a person must look at it first"),
        ((WAIT, "2025-09-20", "mange", "min"), [], "is no number"),
        ((WAIT, "2025-09-20", "nan", "min"), [], "is no number"),
        ((WAIT, "", "40", "min"), [], "has no date that can be used"),
        ((WAIT, "uke 38", "40", "min"), [], "has no date that can be used"),
        ((WAIT, "2052-09-20", "40", "min"), [], "has no date that can be used"),
        ((WAIT, "1925-09-20", "40", "min"), [], "has no date that can be used"),
        (("", "2025-09-20", "40", "min"), [], "it is not said what was measured"),
    ],
)
def test_what_cannot_be_drawn_is_left_out_and_said(row, doubted, why):
    found = of_one(measured("UNN-1", "2025-10-03", row, doubted=doubted))
    assert found.indicators == ()
    (said,) = found.left_out
    assert str(said) == f"Status report 03.10.2025, «{row[0]}» = «{row[2]}»: {why}"


def test_another_unit_is_not_mixed_in_but_percent_in_words_is_the_same():
    found = of_one(
        measured("UNN-1", "2025-10-03", ("Andel", "2025-09-20", "40", "prosent"), (WAIT, "2025-09-20", "2", "timer")),
        measured("UNN-1", "2025-10-31", ("Andel", "2025-10-20", "50", "%"), (WAIT, "2025-10-20", "110", "minutter")),
        measured("UNN-1", "2025-11-28", ("Andel", "2025-11-20", "55", "")),
    )
    share, wait = found.indicators
    assert share == Series(name="Andel", unit="%", points=points(("2025-09-20", 40), ("2025-10-20", 50), ("2025-11-20", 55)))
    assert wait.points == points(("2025-10-20", 110))
    assert [str(one) for one in found.left_out] == [
        "Status report 03.10.2025, «Ventetid» = «2»: has the unit «timer», elsewhere it is «minutter»"
    ]


def test_steps_stand_by_the_date_of_the_form_and_what_is_not_one_of_the_ten_is_said():
    found = of_one(
        *evaluated("UNN-1", ("2026-02-20", "3.0"), ("2025-09-15", "0.5"), ("2025-12-01", "2.75")),
        came("egenevaluering", "UNN-1", "2026-03-01", step="4", doubted=["step"]),
        came("egenevaluering", "UNN-1", "2026-04-01", step="4.0", doubted=["date"]),
        came("egenevaluering", "UNN-1", received="2026-04-20", step="4.5"),
    )
    assert found.steps == points(("2025-09-15", 0.5), ("2026-02-20", 3), ("2026-04-20", 4.5))
    assert [str(one).rpartition(": ")[2] for one in found.left_out] == [
        "is not one of the ten steps",
        "a person must look at it first",
        "has no date that can be used",
    ]


def test_forms_that_newer_ones_replaced_are_not_drawn():
    found = of_one(measured("UNN-1", "2025-10-03", (WAIT, "2025-09-20", "42", "min"), replaced_by="inbox/ny.docx"))
    assert found == Progress(team="UNN-1")


def test_the_spread_of_a_month_is_of_the_last_step_of_each_team_that_has_told_one():
    forms = [
        *evaluated("A-1", ("2025-11-03", "1.0"), ("2025-11-28", "2.0"), ("2026-01-20", "3.0")),
        *evaluated("A-2", ("2025-11-10", "1.0")),
        *evaluated("A-3", ("2026-01-30", "4.0")),
    ]
    november, december, january = spread(progress_of(["A-1", "A-2", "A-3", "A-4"], forms))
    assert november == Spread(month=dt.date(2025, 11, 1), lowest=1, lower=1.25, middle=1.5, upper=1.75, highest=2, teams=2)
    assert (december.middle, december.teams) == (1.5, 2)
    assert january == Spread(month=dt.date(2026, 1, 1), lowest=1, lower=2, middle=3, upper=3.5, highest=4, teams=3)
    assert spread(progress_of(["A-4"], forms)) == ()

"""A confidence says how many are right: on forms that nothing was fitted to, of values at 0.9 nine in ten are."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from others import corpus, scanned
from reading_sheets import ADVISER, HEAD, TEAM, TEXTS, said
from reliability import Judged, bins, judged

from pipeline.recognise.calibration import share_right
from pipeline.recognise.calibration_table import SHARES
from pipeline.recognise.draft import REVIEW_BELOW
from pipeline.recognise.file import read_file
from pipeline.recognise.settle import NOT_FOUND

TOOLS = Path(__file__).resolve().parents[2] / "tools"
FORMS = {**corpus.QUICK, **corpus.SECOND}
ENOUGH = 200
"""Values in a bin, for its share to say something."""
NEAR = 0.05
UNSEEN = 960
"""`tools/calibrate.py` fits to the seeds from 500, and draws those from 900."""


def some_forms(seed: int, begin: int, every: int) -> Iterator[Judged]:
    layouts = dict(list(FORMS.items())[begin::every])
    for name, data, truths in corpus.made(seed, 1, layouts=layouts):
        yield from judged(truths, read_file(data, name).readings, f"{seed} {name}")


def some_scans(seed: int, begin: int, every: int) -> Iterator[Judged]:
    layouts = dict(list(scanned.LAYOUTS.items())[begin::every])
    for name, data, truths in corpus.made(seed, 1, layouts=layouts):
        yield from judged(truths, read_file(data, name).readings, f"{seed} {name}")


def off_the_mark(values: list[Judged], least: float) -> list[tuple[str, float, float]]:
    """Each bin of a method, from `least` up, whose confidence is not the share that is right: what was said, and what is."""
    full = [
        (method, found)
        for method in sorted({value.method for value in values})
        for found in bins(value for value in values if value.method == method).values()
        if found.count >= ENOUGH and found.said >= least
    ]
    assert full
    return [(method, one.said, one.right) for method, one in full if abs(one.said - one.right) > NEAR + one.reach]


def test_on_forms_not_fitted_to_as_many_are_right_as_the_confidence_says():
    assert off_the_mark(list(some_forms(UNSEEN, 0, 4)), 0.5) == []


@pytest.mark.soak
def test_on_many_forms_not_fitted_to_as_many_are_right_as_the_confidence_says():
    values = [value for seed in range(UNSEEN + 1, UNSEEN + 11) for value in some_forms(seed, 0, 1)]
    assert off_the_mark(values, 0.5) == []
    doubted = [value for value in values if value.confidence < 0.95]
    assert len(doubted) >= ENOUGH
    assert sum(v.right for v in doubted) / len(doubted) == pytest.approx(
        sum(v.confidence for v in doubted) / len(doubted), abs=NEAR
    )


@pytest.mark.soak
def test_on_scans_not_fitted_to_as_many_are_right_as_the_confidence_says():
    values = [value for seed in range(UNSEEN, UNSEEN + 3) for value in some_scans(seed, seed % 5, 5)]
    assert off_the_mark(values, 0.5) == []


# --- what the table may do, and what not ---------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["label", "layout", "ocr"])
def test_what_reading_is_surer_of_is_more_often_right_and_nothing_is_certain(method):
    shares = [share_right(method, sureness / 1000) for sureness in range(1001)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1


@pytest.mark.parametrize("method", ["label", "layout", "ocr"])
def test_no_step_takes_what_must_be_looked_at_together_with_what_need_not(method):
    assert REVIEW_BELOW in {begins for begins, _ in SHARES[method]}
    assert share_right(method, REVIEW_BELOW - 0.001) < share_right(method, REVIEW_BELOW)


@pytest.mark.parametrize("method", ["tag", "correction"])
def test_what_stands_in_our_own_fields_and_what_a_person_says_keeps_its_figure(method):
    assert [share_right(method, figure) for figure in (0.4, 1.0)] == [0.4, 1.0]


def test_what_reading_was_unsure_of_is_up_for_review_however_often_it_is_right():
    team = [["Navn", "Rolle", "Yrke", "E-post"], ["Kari Nordli", "leder", "brobygger", "kari.nordli@unn.example"]]
    note = said(*HEAD, *TEXTS, team, *ADVISER).provenance["members[0].profession"]
    assert note.needs_review
    assert note.confidence == share_right("label", 0.49) > 0.49


def test_what_was_not_found_has_no_confidence():
    notes = said(*HEAD[1:], *TEXTS, *TEAM, *ADVISER).provenance
    assert notes["trust"] == NOT_FOUND


# --- how the table is made -----------------------------------------------------------------------------------------------


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(TOOLS)
    spec = importlib.util.spec_from_file_location("tools_calibrate", TOOLS / "calibrate.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(importlib.import_module("sys").modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def values(figure: float, right: int, wrong: int) -> list[Judged]:
    return [Judged(method="label", confidence=figure, right=n < right) for n in range(right + wrong)]


def test_a_step_is_the_share_of_its_values(tool):
    assert tool.steps([*values(0.5, 500, 500), *values(0.9, 960, 40)]) == ((0.0, 0.5), (0.9, 0.96))


def test_figures_that_are_less_often_right_than_lower_ones_share_a_step(tool):
    found = tool.steps([*values(0.3, 800, 200), *values(0.6, 600, 400), *values(0.9, 990, 10)])
    assert found == ((0.0, pytest.approx(0.7, abs=0.01)), (0.9, 0.99))


def test_few_values_that_are_all_right_do_not_make_a_figure_certain(tool):
    ((_, share),) = tool.steps(values(0.5, 6, 0))
    assert share == 0.8


def test_many_values_that_are_all_right_are_not_certain_either(tool):
    assert tool.steps(values(0.98, 100_000, 0)) == ((0.0, 0.999),)

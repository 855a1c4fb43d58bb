"""Tick boxes in running text, however they are drawn, and whichever side their words stand on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognise.ticks import Tick, read_ticks, with_boxes

ON = st.sampled_from(("☒", "☑", "[x]", "[X]", "[ x ]", "(x)", "✓", "✔", "■"))
OFF = st.sampled_from(("☐", "[ ]", "[]", "( )", "□", "○"))


@given(ON, OFF)
def test_a_box_belongs_to_the_words_after_it(on, off):
    ticks = read_ticks(with_boxes(f"{on} Høy turnover {off} Begrenset kapasitet"))
    assert ticks.boxes == (Tick(ticked=True, label="Høy turnover"), Tick(ticked=False, label="Begrenset kapasitet"))


@given(ON)
def test_a_box_at_the_end_belongs_to_the_words_before_it(on):
    assert read_ticks(with_boxes(f"Høy turnover {on}")).boxes == (Tick(ticked=True, label="Høy turnover"),)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Bindende? ☒ Ja ☐ Nei", "ja"),
        ("Bindende? ☐ Ja ☒ Nei", "nei"),
        ("Bindende? Ja ☒ Nei ☐", "ja"),
        ("Bindende: Ja ☐ Nei ☒", "nei"),
        ("Er påmeldingen bindende? Ja ☒ Nei ☐ Opplysningene slettes etterpå.", "ja"),
        ("Bindende? ☐ Ja ☐ Nei", ""),
    ],
)
def test_ja_and_nei_stand_before_or_after_their_boxes(text, answer):
    ticks = read_ticks(text)
    assert (ticks.yes_or_no, ticks.answer()) == (True, answer)


def test_a_dash_among_ticks_is_a_box_left_empty():
    assert with_boxes("– High workload\n☒ High turnover") == "☐ High workload\n☒ High turnover"
    assert with_boxes("– High workload\n– High turnover") == "– High workload\n– High turnover"
    assert with_boxes("☒ Høy turnover\nhar vi hatt – lenge") == "☒ Høy turnover\nhar vi hatt – lenge"


def test_a_dot_among_rings_is_a_tick_and_alone_a_bullet():
    assert with_boxes("Ja ● Nei ○") == "Ja ☒ Nei ☐"
    assert with_boxes("● Høy turnover") == "● Høy turnover"

"""The letters say what they are known to say: a change of wording is seen, and read by a person."""

import pytest
from letter_golden import GOLDEN, golden_letters, golden_path, words

LETTERS = golden_letters()


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: golden_path(letter).name)
def test_a_letter_says_what_its_golden_text_says(letter):
    assert words(letter) == golden_path(letter).read_text(encoding="utf-8")


def test_there_is_no_golden_text_without_its_letter():
    assert {path.name for path in GOLDEN.iterdir()} == {golden_path(letter).name for letter in LETTERS}

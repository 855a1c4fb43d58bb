"""A character that would be drawn as a box is told before the letter goes out."""

import shutil

import pytest
from letter_cohort import only, with_values

from pipeline.letter_record import LetterKind
from pipeline.letters.glyphs import boxes

PRIVATE = "\U00101234"  # for private use: no font that is meant for text has it

needs_fontconfig = pytest.mark.skipif(shutil.which("fc-list") is None, reason="fontconfig is not installed: nothing to ask")


def receipt(title):
    return only(LetterKind.RECEIPT, with_values("UNN-1", title=title))


@pytest.mark.parametrize("title", ["Færre fall – «trygt»", "Buorre fuolahus čđŋšŧž ÁÁ", "20 000 kr 5 % · §"])
def test_norwegian_and_sami_are_drawn(title):
    assert boxes(receipt(title)) == ()


@needs_fontconfig
def test_a_character_that_no_font_has_is_named_with_its_letter():
    (remark,) = boxes(receipt(f"Færre\N{ZERO WIDTH SPACE} fall {PRIVATE}"))
    assert remark.params == {"path": "letters/receipt/UNN-1-kvittering.docx", "characters": f"«{PRIVATE}»"}


def test_nothing_is_said_where_nobody_can_be_asked(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert boxes(receipt("Færre fall \U00101235")) == ()

"""A value comes out of a letter as it went in, whatever it is; the same letter gives the same bytes."""

import dataclasses
import io
import pickle
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from letter_cohort import TEMPLATES, decision, example_letters, only, plan, registration, template_of, with_values

from pipeline.errors import ConfigurationError
from pipeline.letter_record import LetterKind
from pipeline.letters.contexts import Detail, TeamRow
from pipeline.letters.engine import load_template
from pipeline.letters.finish import finish
from pipeline.letters.tags import unwritable, with_plain_breaks

RECEIPT = load_template(TEMPLATES / "kvittering.nb.docx")
TRUST = load_template(TEMPLATES / "svar-til-foretaket.nb.docx")

HOSTILE = (
    "<&>\"'`",
    "Føde & barsel <0-2 år> B",
    "<select>valg</select>",
    "</w:t></w:r><w:r><w:t>",
    "{{ x }} {% if %} {# note #} {_{ a }_} {%p for %}",
    "«MOTTAKERNAVN» «» “a” ‘b’",
    "čđŋšŧž ČĐŊŠŦŽ áÁ Đor-Ánte Biŋŋá",
    "None",
    "&amp; &#123; ]]> <!-- -->",
    "=1+1",
    "\\1 \\g<0> $1",
    "x" * 500,
    "  foran   midt i   bak  ",
    "én\u00a0hard\u00a0blank",
    "\U0001f600 \u200b\u00ad",
)


def receipt_with(value):
    letter = only(LetterKind.RECEIPT, registration("UNN-1"))
    return dataclasses.replace(letter.context, details=(Detail(label="Merke", value=value),))


def printed(data):
    """What the receipt printed for its only detail: the exact text of the table's second cell."""
    table = Document(io.BytesIO(data)).tables[1]
    return table.rows[1].cells[1].text


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_comes_out_exactly(value):
    assert printed(RECEIPT.render(receipt_with(value))) == value


@pytest.mark.parametrize("broken", ["a\nb", "a\r\nb", "a\rb", "a\vb", "a\fb", "a\x85b", "a\u2028b", "a\u2029b"])
def test_a_line_break_of_any_kind_is_a_line_break_in_word(broken):
    assert printed(RECEIPT.render(receipt_with(broken))) == "a\nb"


def test_a_tab_is_a_tab_in_word():
    assert printed(RECEIPT.render(receipt_with("a\tb"))) == "a\tb"


@pytest.mark.parametrize(
    ("character", "shown"), [("\x07", "␇"), ("\x00", "␀"), ("\x1b", "␛"), ("\ufffe", "\ufffd"), ("\ud800", "\ufffd")]
)
def test_a_character_that_word_cannot_hold_is_seen_in_the_letter(character, shown):
    assert printed(RECEIPT.render(receipt_with(f"a{character}b"))) == f"a{shown}b"


@given(st.text(max_size=60))
def test_every_text_comes_out_exactly(value):
    assert unwritable(value) or printed(RECEIPT.render(receipt_with(value))) == with_plain_breaks(value)


@given(st.lists(st.text(alphabet="{}%#<>&«»_ nN\n", max_size=12), min_size=1, max_size=4))
def test_rows_come_out_in_their_order(titles):
    letter = only(LetterKind.TRUST, registration("UNN-1"), decided=plan(decision("UNN-1")))
    teams = tuple(TeamRow(id="1", priority="1", title=title, outcome="Plass") for title in titles)
    table = Document(io.BytesIO(TRUST.render(dataclasses.replace(letter.context, teams=teams)))).tables[1]
    assert [row.cells[1].text for row in table.rows[1:]] == titles


def test_the_same_letter_gives_the_same_bytes_and_carries_no_clock():
    for letter in example_letters():
        first = finish(letter, template_of(letter)).data
        assert load_template(template_of(letter)).render(letter.context) == first
        with zipfile.ZipFile(io.BytesIO(first)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_documents_properties_are_the_letters():
    letter = only(LetterKind.RECEIPT, with_values("UNN-1", language="nn"))
    core = Document(io.BytesIO(finish(letter, template_of(letter)).data)).core_properties
    assert (core.title, core.author, core.language) == ("Kvittering for påmelding – UNN-1", "Helse Nord RHF", "nn-NO")
    assert core.created.date() == core.modified.date() == letter.context.properties.dated


def test_letters_can_be_handed_to_another_process():
    letters = example_letters()
    assert tuple(pickle.loads(pickle.dumps(letter)) for letter in letters) == letters  # noqa: S301 - our own bytes


def a_template(tmp_path, *paragraphs):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(tmp_path / "mal.docx")
    return load_template(tmp_path / "mal.docx")


def context():
    return only(LetterKind.RECEIPT, registration("UNN-1")).context


@pytest.mark.parametrize(
    "tag",
    [
        "{{ unknown }}",
        "{{ contact.unknown }}",
        "{{ heading.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{% include 'x' %}",
        "{{ heading + 1 }}",
        "{{ 1 / 0 }}",
        "{% for n in range(1000000000) %}{% endfor %}",
    ],
)
def test_what_a_template_may_not_do_stops_it_by_name(tmp_path, tag):
    template = a_template(tmp_path, tag)
    with pytest.raises(ConfigurationError) as raised:
        template.render(context())
    assert [fault.file for fault in raised.value.faults] == ["mal.docx"]


def test_no_template_can_pass_words_on_as_markup(tmp_path):
    with pytest.raises(ConfigurationError):
        a_template(tmp_path, "{{ heading | safe }}")


def test_a_block_that_ends_in_another_table_is_named_before_any_letter_is_made(tmp_path):
    document = Document()
    document.add_paragraph("Kom du for sent? {% if late %}")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% endif %}"
    document.save(tmp_path / "mal.docx")
    with pytest.raises(ConfigurationError) as raised:
        load_template(tmp_path / "mal.docx")
    assert [fault.place for fault in raised.value.faults] == ["document: «Kom du for sent? {% if late %}»"]


def test_a_template_that_tears_its_markup_is_at_fault_and_not_the_letter(tmp_path):
    a_template(tmp_path, "{% filter upper %}", "{% endfilter %}")
    with pytest.raises(ConfigurationError) as raised:
        finish(only(LetterKind.RECEIPT, registration("UNN-1")), tmp_path / "mal.docx")
    assert [fault.place for fault in raised.value.faults] == ["document"]


@pytest.mark.parametrize("late", [True, False])
def test_a_block_may_go_over_paragraphs_of_the_same_text(tmp_path, late):
    template = a_template(tmp_path, "a {% if late %} b", "c {% endif %} d")
    made = Document(io.BytesIO(template.render(dataclasses.replace(context(), late=late))))
    assert [p.text for p in made.paragraphs] == (["a  b", "c  d"] if late else ["a  d"])


def test_headers_footers_and_text_boxes_are_filled_in(tmp_path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ reference.ours }}"
    document.sections[0].footer.paragraphs[0].text = "{{ sender.orgnr }}"
    document.save(tmp_path / "mal.docx")
    made = Document(io.BytesIO(load_template(tmp_path / "mal.docx").render(context())))
    assert made.sections[0].header.paragraphs[0].text == "2024/1180-15/250"
    assert made.sections[0].footer.paragraphs[0].text == "883 658 752"


def test_a_loop_over_cells_and_a_picture_in_a_loop_are_mended_as_docxtpl_does(tmp_path):
    document = Document()
    table = document.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("{%tc for line in addressee %}", "{{ line }}", "{%tc endfor %}"), strict=True):
        cell.text = words
    document.save(tmp_path / "mal.docx")
    made = Document(io.BytesIO(load_template(tmp_path / "mal.docx").render(context())))
    assert tuple(cell.text for cell in made.tables[0].rows[0].cells) == context().addressee
    assert len(made.tables[0].columns) == len(context().addressee)

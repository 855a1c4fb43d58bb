"""The proof reads the finished file itself, and refuses what is lost, left over or not to be written."""

import dataclasses
import os

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from letter_cohort import example_letters, only, registration, reserve_plan, template_of, with_values

from pipeline.letter_record import LetterKind
from pipeline.letters.archive import read_members, write_members
from pipeline.letters.contexts import Detail
from pipeline.letters.engine import load_template
from pipeline.letters.finish import finish
from pipeline.letters.proof import read_back

BODY = "word/document.xml"


def a_letter():
    letter = only(LetterKind.RECEIPT, registration("UNN-1"))
    return letter, finish(letter, template_of(letter)).data


def spoilt(data, old, new, part=BODY):
    members = read_members(data)
    assert old in members[part].decode()
    return write_members({**members, part: members[part].decode().replace(old, new).encode()})


def faults_of(data, letter):
    return read_back(data, letter).faults


def fields(faults):
    return [fault.field for fault in faults]


@pytest.mark.parametrize("letter", example_letters(), ids=lambda letter: letter.path)
def test_every_example_letter_passes(letter):
    assert finish(letter, template_of(letter)).faults == ()


def test_a_lost_value_is_named_with_its_field():
    letter, data = a_letter()
    faults = faults_of(spoilt(data, "Åse Øvergård-Kristoffersen", "Åse"), letter)
    assert [(fault.field, fault.value) for fault in faults] == [("members[2].name", "Åse Øvergård-Kristoffersen")]


def test_a_value_lost_from_the_footer_is_found_out():
    letter, data = a_letter()
    members = read_members(data)
    for part in members:
        if "footer" in part:
            data = spoilt(data, letter.context.sender.address, "", part)
    assert fields(faults_of(data, letter)) == ["sender.address"]


@pytest.mark.parametrize(
    "leftover",
    ["{{ late }}", "{% if late %}", "}}", "«MOTTAKERNAVN»", "«REF»", "None", "Undefined", "Kjære ,", "Hei !", "frist ."],
)
def test_what_is_left_over_is_named(leftover):
    letter, data = a_letter()
    faults = faults_of(spoilt(data, "Kvitteringen er ikke et svar", f"Kvitteringen {leftover} er ikke et svar"), letter)
    assert faults
    assert fields(faults) == [""] * len(faults)


def test_a_merge_field_is_named_even_when_it_shows_something():
    letter, data = a_letter()
    field = "<w:r><w:instrText> MERGEFIELD Navn \\* MERGEFORMAT </w:instrText></w:r></w:p>"
    faults = faults_of(spoilt(data, "</w:p>", field), letter)
    assert {str(fault.message) for fault in faults} == {"The merge field «Navn» was not filled in."}


@pytest.mark.parametrize(
    "value",
    [
        "{{ x }}",
        "None",
        "«MOTTAKERNAVN»",
        "{% if %}",
        "Kjære , du",
        "Kjære",
        "uten mellomrom . her",
        "«",
        "}",
        "()",
        ".",
        ", og",
        "Til",
    ],
)
def test_a_value_that_looks_like_a_leftover_is_none(value):
    letter = only(LetterKind.RESERVE, with_values("UNN-1", title=value), decided=reserve_plan())
    assert finish(letter, template_of(letter)).faults == ()


@given(st.text(alphabet="{}%#«»()<>&., NoneKjære\n\tæ", max_size=40))
def test_no_title_raises_a_false_alarm(value):
    letter = only(LetterKind.RECEIPT, registration("UNN-1"))
    context = dataclasses.replace(letter.context, details=(Detail(label="Merke", value=value),))
    assert finish(dataclasses.replace(letter, context=context), template_of(letter)).faults == ()


def test_a_character_that_word_cannot_hold_is_named():
    letter = only(LetterKind.RECEIPT, with_values("UNN-1", unit="Sengepost\x07 2"))
    faults = finish(letter, template_of(letter)).faults
    assert {fault.value for fault in faults} == {"Sengepost\x07 2"}
    assert {str(fault.message).split("(")[1][:6] for fault in faults} == {"U+0007"}


@pytest.mark.parametrize("data", [b"", b"no archive", write_members({"word/document.xml": b"<w:document"})])
def test_a_file_that_cannot_be_read_back_is_refused(data):
    letter, _ = a_letter()
    ((field, message),) = [(fault.field, str(fault.message)) for fault in faults_of(data, letter)]
    assert field == ""
    assert message.startswith("The finished letter cannot be read back")


def test_a_wrong_title_or_language_in_the_properties_is_named():
    letter, data = a_letter()
    faults = faults_of(spoilt(data, "nb-NO", "en-US", "docProps/core.xml"), letter)
    assert fields(faults) == ["properties.language"]


def test_an_offices_own_template_may_leave_out_what_is_optional_but_nothing_else(tmp_path):
    letter = only(LetterKind.RECEIPT, registration("UNN-1"))
    document = Document(template_of(letter))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("{{ contact.phone }}", "")
    document.save(tmp_path / "mal.docx")
    assert finish(letter, tmp_path / "mal.docx").faults == ()
    data = load_template(tmp_path / "mal.docx").render(letter.context)
    assert fields(faults_of(data, letter)) == ["contact.phone"]


def test_a_template_that_was_changed_is_read_again(tmp_path):
    letter = only(LetterKind.RECEIPT, registration("UNN-1"))
    path = tmp_path / "mal.docx"
    path.write_bytes(template_of(letter).read_bytes())
    first = finish(letter, path).data
    document = Document(path)
    document.add_paragraph("Nytt avsnitt")
    document.save(path)
    os.utime(path, ns=(1, 1))
    assert finish(letter, path).data != first

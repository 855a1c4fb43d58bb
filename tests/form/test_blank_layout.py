"""A blank is laid out once for all formats: unique names, states, and no value that gets lost on the way."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from blanks import ASKED_AGAIN, COHORT, KEYS, SENT, blank
from hypothesis import given
from hypothesis import strategies as st

from pipeline.form.archive import with_fixed_dates
from pipeline.form.blank import MAKERS, blank_forms
from pipeline.form.blank_xlsx import blank_xlsx
from pipeline.form.definition import Kind
from pipeline.form.layout import NAME_LIMIT, PLACEHOLDERS, State, lay_out
from pipeline.form.registration import REGISTRATION

LANGUAGES = ("nb", "nn")


def controls(**prefill):
    return {item.key: item for item in lay_out(REGISTRATION, "nb", COHORT, **prefill).controls()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_form_is_asked_once_in_the_form_s_order(language):
    assert [item.key for item in lay_out(REGISTRATION, language, COHORT).controls()] == KEYS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["name", "short_name"])
def test_no_two_controls_have_the_same_name(language, name):
    names = [getattr(item, name) for item in lay_out(REGISTRATION, language, COHORT).controls()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_control_s_short_name_or_key_is_longer_than_word_allows(language):
    items = list(lay_out(REGISTRATION, language, COHORT).controls())
    assert [item.key for item in items if max(len(item.short_name), len(item.key)) > NAME_LIMIT] == []


@pytest.mark.parametrize(
    ("language", "key", "name"),
    [
        ("nb", "member_3_email", "Deltaker 3 – e-post"),
        ("nn", "member_3_name", "Deltakar 3 – namn"),
        ("nb", "adviser_name", "Lokal forbedringsveileder – navn"),
        ("nb", "contact_name", "Kontaktperson for påmeldingen – navn"),
        ("nb", "trust", "Helseforetak"),
    ],
)
def test_a_control_is_named_by_its_row_or_section_where_its_label_alone_is_not_enough(language, key, name):
    assert {item.key: item.name for item in lay_out(REGISTRATION, language, COHORT).controls()}[key] == name


def test_on_a_blank_everything_is_open_and_empty():
    items = controls().values()
    assert {(item.state, item.text, item.ticked) for item in items} == {(State.OPEN, "", None)}


def test_on_a_return_form_only_what_is_missing_is_open_and_it_is_marked():
    items = controls(values=SENT, open_keys=ASKED_AGAIN)
    assert {key for key, item in items.items() if item.state is State.MISSING} == ASKED_AGAIN
    assert {item.state for key, item in items.items() if key not in ASKED_AGAIN} == {State.LOCKED}


def test_a_return_form_has_the_rows_it_needs_and_a_blank_those_of_the_form():
    assert "member_3_name" not in controls(values={"member_1_name": "A"}, open_keys=frozenset({"member_2_role"}))
    assert "member_10_name" in controls()
    assert "member_12_name" in controls(values={"member_12_name": "Den tolvte"})
    assert "member_4_name" not in controls(rows=3)


def test_a_value_beyond_the_rows_asked_for_makes_the_rows_it_needs():
    assert controls(values={"member_7_name": "Sju"}, rows=2)["member_7_name"].text == "Sju"


@pytest.mark.parametrize("key", ["colour", "member_0_name", "member_1_shoe", "member_n_name", "member_1000_name", ""])
def test_a_value_for_a_key_that_the_form_lacks_is_refused(key):
    with pytest.raises(ValueError, match="has no"):
        controls(values={key: "x"})
    with pytest.raises(ValueError, match="has no"):
        controls(open_keys=frozenset({key}))


def test_a_tick_takes_no_text_and_a_text_no_tick():
    with pytest.raises(ValueError, match="commit_time"):
        controls(values={"commit_time": "ja"})
    with pytest.raises(ValueError, match="trust"):
        controls(values={"trust": True})


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("nn", "leader", "leiar"),
        ("nb", "leiar", "leder"),
        ("nn", "medarbeider", "medarbeidar"),
        ("nb", "nestleder", "nestleder"),
    ],
)
def test_a_choice_is_shown_in_the_form_s_language_and_kept_as_written_when_it_is_none_of_them(language, value, shown):
    items = lay_out(REGISTRATION, language, COHORT, values={"member_1_role": value}).controls()
    assert next(item.text for item in items if item.key == "member_1_role") == shown


def test_yes_and_no_are_taken_as_a_choice():
    assert controls(values={"adviser_attends": True})["adviser_attends"].text == "ja"
    assert controls(values={"adviser_attends": False})["adviser_attends"].text == "nei"


@given(st.text(st.characters(codec=None), max_size=40))
def test_pre_filled_text_keeps_every_letter_and_shows_what_no_file_can_hold(text):
    shown = controls(values={"problem": text})["problem"].text
    same = re.sub(r"\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text)
    assert len(shown) == len(same)
    assert all(b in {a, "\ufffd"} for a, b in zip(same, shown, strict=True))


def test_what_stands_in_an_empty_control_is_known_to_readers():
    items = [*controls().values(), *controls(values=SENT, open_keys=ASKED_AGAIN).values()]
    assert {item.placeholder[language] for item in items for language in LANGUAGES} == PLACEHOLDERS


def test_a_blank_s_file_name_is_ascii_and_tells_its_language():
    assert list(MAKERS) == ["docx", "pdf", "xlsx"]
    assert sorted(blank_forms(REGISTRATION, COHORT, ("docx", "xlsx"))) == [
        "pameldingsskjema-bokmal.docx",
        "pameldingsskjema-bokmal.xlsx",
        "pameldingsskjema-nynorsk.docx",
        "pameldingsskjema-nynorsk.xlsx",
    ]


@pytest.mark.parametrize("suffix", MAKERS)
def test_the_same_blank_is_the_same_bytes(suffix):
    assert MAKERS[suffix](REGISTRATION, "nn", COHORT) == blank(suffix, "nn")


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_an_archive_carries_no_time_of_making(suffix):
    with zipfile.ZipFile(BytesIO(blank(suffix))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(b"dcterms:" + name in archive.read("docProps/core.xml") for name in (b"created", b"modified"))


def test_a_member_that_an_archive_lacks_is_not_replaced_unseen():
    with pytest.raises(KeyError):
        with_fixed_dates(blank("docx"), {"word/nothing.xml": b""})


def test_a_text_that_excel_would_cut_off_is_refused():
    with pytest.raises(ValueError, match="problem"):
        blank_xlsx(REGISTRATION, "nb", COHORT, values={"problem": "x" * 32768})


def test_every_kind_of_field_can_be_drawn_in_every_format():
    section = REGISTRATION.sections[0]
    every = replace(section, fields=tuple(replace(section.fields[0], key=kind.value, kind=kind) for kind in Kind))
    form = replace(REGISTRATION, sections=(every,))
    assert all(MAKERS[suffix](form, "nb", COHORT) for suffix in MAKERS)

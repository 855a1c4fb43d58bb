"""The blank Word form: controls by key, rows to add to, language, heading rows, identity, and text that comes back."""

import io
import zipfile
from collections import Counter

import docx
import pytest
from blanks import ASKED_AGAIN, KEYS, SENT, TICKS, blank, return_form
from filling import W14, W15, W, control_value, controls_by_tag, document_xml, fill_docx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.form.layout import PLACEHOLDERS

LANGUAGES = ("nb", "nn")
HOSTILE = st.text(st.sampled_from("<&>\"'«»čđŋšŧž \n{}=+-@%xå¤"), max_size=60) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=500
)


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def values_of(content: bytes) -> dict[str, str | bool]:
    return {tag: control_value(found[0]) for tag, found in controls_by_tag(document_xml(content)).items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_the_tag_of_one_control(language):
    found = controls_by_tag(document_xml(blank("docx", language)))
    assert {tag: len(controls) for tag, controls in found.items()} == dict.fromkeys(KEYS, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_numbers_of_controls_are_unique_and_titles_short(language):
    root = document_xml(blank("docx", language))
    aliases = [alias.get(f"{W}val") for alias in root.iter(f"{W}alias")]
    numbers = [number.get(f"{W}val") for number in root.iter(f"{W}id")]
    assert max(Counter(aliases).values()) == 1
    assert max(Counter(numbers).values()) == 1
    assert max(map(len, aliases)) <= 64


def test_an_empty_form_holds_no_value():
    assert values_of(blank("docx")) == {key: False if key in TICKS else "" for key in KEYS}


def test_every_placeholder_is_marked_as_one():
    for control in document_xml(blank("docx")).iter(f"{W}sdt"):
        content = control.find(f"{W}sdtContent")
        shown = "".join(text.text or "" for text in content.iterfind(f"{W}r/{W}t"))
        assert (shown in PLACEHOLDERS) == (control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None)


def test_every_placeholder_s_building_block_is_in_the_glossary():
    glossary = part(blank("docx"), "word/glossary/document.xml")
    blocks = {name.get(f"{W}val") for name in glossary.iterfind(f".//{W}docPartPr/{W}name")}
    asked = {block.get(f"{W}val") for block in document_xml(return_form("docx")).iterfind(f".//{W}placeholder/{W}docPart")}
    assert asked <= blocks


def test_the_ten_member_rows_repeat_and_can_be_added_to():
    root = document_xml(blank("docx"))
    section = next(c for c in root.iter(f"{W}sdt") if c.find(f"{W}sdtPr/{W15}repeatingSection") is not None)
    items = section.findall(f"{W}sdtContent/{W}sdt")
    assert [len(item.findall(f"{W}sdtContent/{W}tr")) for item in items] == [1] * 10
    assert all(item.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None for item in items)
    assert part(blank("docx"), "word/settings.xml").find(f"{W}documentProtection") is None


def test_an_older_word_may_pass_over_what_it_does_not_know():
    root = document_xml(blank("docx"))
    ignorable = root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable").split()
    assert {root.nsmap[prefix] for prefix in ignorable} == {W14[1:-1], W15[1:-1]}


@pytest.mark.parametrize(("language", "locale"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_the_language_is_set(language, locale):
    styles = part(blank("docx", language), "word/styles.xml")
    assert styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}val") == locale
    assert docx.Document(io.BytesIO(blank("docx", language))).core_properties.language == locale


def test_the_member_table_s_head_is_a_heading_row():
    tables = list(document_xml(blank("docx")).iter(f"{W}tbl"))
    heads = [[text.text for text in row.iter(f"{W}t")] for table in tables for row in table.iter(f"{W}tr") if _is_head(row)]
    assert heads == [["Navn", " *", "Stilling", "Faggruppe", " *", "Rolle", " *", "E-post", " *", "Telefon", "Agent"]]


def _is_head(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}tblHeader") is not None


def test_sections_have_real_headings():
    styles = [(p.style.name, p.text) for p in docx.Document(io.BytesIO(blank("docx"))).paragraphs]
    assert [text for name, text in styles if name in {"Title", "Heading 1"}] == [
        "Påmelding til læringsnettverk",
        "Prosjektet",
        "Utfordringer i enheten",
        "Kontaktperson for påmeldingen",
        "Teamet",
        "Lokal forbedringsveileder",
        "Forpliktelser",
        "Bekreftelse",
    ]


@pytest.mark.parametrize(("language", "tongue"), [("nb", "bokmål"), ("nn", "nynorsk")])
def test_the_form_says_which_it_is_to_people_and_to_machines(language, tongue):
    content = blank("docx", language)
    footer = "".join(part(content, "word/footer1.xml").itertext())
    assert footer.startswith(f"Skjema registration · versjon 1 · {tongue} · side ")
    assert "".join(part(content, "docProps/custom.xml").itertext()) == f"registration/1/{language}"
    assert docx.Document(io.BytesIO(content)).core_properties.title.startswith("Påmelding til læringsnettverk")


def test_nothing_of_a_stranger_s_template_is_left():
    with zipfile.ZipFile(io.BytesIO(blank("docx"))) as archive:
        names = archive.namelist()
        assert not [name for name in names if "thumbnail" in name or "customXml" in name or "WithEffects" in name]
        assert b"python-docx" not in b"".join(archive.read(name) for name in names)


@settings(max_examples=25)
@given(
    st.dictionaries(st.sampled_from(sorted(set(KEYS) - TICKS)), HOSTILE, max_size=6), st.sets(st.sampled_from(sorted(TICKS)))
)
def test_what_is_filled_in_comes_back_as_it_was(texts, ticked):
    found = values_of(fill_docx(blank("docx"), texts | dict.fromkeys(ticked, True)))
    assert found == {key: key in ticked if key in TICKS else texts.get(key, "") for key in KEYS}


def test_rows_added_by_a_sender_are_numbered_on_or_copied_as_word_does():
    added = {"member_11_name": "Elleve", "member_12_name": "Tolv", "member_12_agent": True}
    numbered = controls_by_tag(document_xml(fill_docx(blank("docx"), added)))
    assert {key: control_value(numbered[key][0]) for key in added} == added
    copied = controls_by_tag(document_xml(fill_docx(blank("docx"), added, tags_as_word_copies_them=True)))
    assert [control_value(control) for control in copied["member_10_name"]] == ["", "Elleve", "Tolv"]
    assert [control_value(control) for control in copied["member_10_agent"]] == [False, False, True]


def test_a_return_form_shows_what_was_sent_and_locks_it():
    root = document_xml(return_form("docx"))
    found = {tag: controls[0] for tag, controls in controls_by_tag(root).items()}
    shown = {key: control_value(found[key]) for key in SENT}
    assert shown == SENT | {"member_1_role": "leder", "adviser_attends": "ja"}
    locked = {
        key
        for key, c in found.items()
        if (lock := c.find(f"{W}sdtPr/{W}lock")) is not None and lock.get(f"{W}val") == "sdtContentLocked"
    }
    assert set(found) - locked == ASKED_AGAIN


def test_a_gap_says_in_words_that_it_is_one():
    found = controls_by_tag(document_xml(return_form("docx")))
    assert "".join(found["goal"][0].itertext()) == "Mangler – skriv her"
    assert control_value(found["goal"][0]) == ""
    assert "".join(found["commit_time"][0].getparent().itertext()).endswith(" * Mangler")

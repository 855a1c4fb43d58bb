"""Messages are valid by KS' schema whatever people write, titles are short, and no public title names a person of a form."""

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
from archive_checks import K, M, faults, texts
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.records.entries import folder_name
from pipeline.records.formats import ARCHIVE_PDF, OTHER, production_format
from pipeline.records.message import case_message, entry_message
from pipeline.records.titles import HIDDEN, journal_title, names_to_hide, public_title
from pipeline.records.values import (
    Case,
    Direction,
    EntryStatus,
    JournalEntry,
    Officer,
    Party,
    PartyRole,
    RecordedDocument,
    StoredFile,
    Variant,
)
from pipeline.records.word_properties import WordProperties, word_properties
from pipeline.records.xml_text import one_line

OFFICER = Officer(name="Ragnhild Sørvik", email="ragnhild.sorvik@helse-nord.example")
CASE = Case(key="883658752/kull-2", title="Tørn – kull 2", year=2024, number=1180, responsible=OFFICER)
OSLO = dt.timezone(dt.timedelta(hours=2))
HOSTILE = 'A & B <c> ]]> "d" \x00\x0b\x1f\ud800\ufffe čđŋšŧž'
# Every character there is, the halves of characters and the controls too.
ANYTHING = st.text(st.characters(codec=None), max_size=200)


def stored(name="UNN-1-tilbud-om-plass.pdf", variant=Variant.ARCHIVE, file_format=ARCHIVE_PDF):
    return StoredFile(name=name, reference="brev.pdf", sha256="0" * 64, size=2**31 - 1, variant=variant, format=file_format)


def entry(title="Tilbud om plass", name="Nordlandssykehuset HF", file_name="brev.pdf", **changed):
    title = journal_title(title, "brev")
    house = Party(role=PartyRole.OUR_SENDER, name="Helse Nord RHF", orgnr="883658752", officer=OFFICER)
    written = one_line(name) or "ukjent"
    other = Party(role=PartyRole.ADDRESSEE, name=written, orgnr="983974910", address=name, their_reference=name)
    return replace(
        JournalEntry(
            key="883658752/kull-2/letter/place/983974910/NLSH-1/0",
            direction=Direction.OUTGOING,
            status=EntryStatus.APPROVED,
            title=title,
            public_title=title,
            documents=(
                RecordedDocument(title=title, files=(stored(one_line(file_name) or "brev.pdf"),)),
                RecordedDocument(title=title, files=(stored(variant=Variant.PRODUCTION, file_format=OTHER),), screened=True),
            ),
            parties=(other, house),
            journal_date=dt.date(2025, 5, 8),
            document_date=dt.date(2025, 5, 8),
        ),
        **changed,
    )


def test_a_case_is_a_valid_message_without_files():
    message = case_message(CASE)
    root = etree.fromstring(message)
    assert faults(message) == []
    assert (root.findtext(f"{M}antallFiler"), texts(root, "mappe/mappeID")) == ("0", ["2024/1180"])


@given(ANYTHING, ANYTHING, ANYTHING)
def test_whatever_people_write_the_message_is_valid(title, name, file_name):
    made = entry(title, name, file_name)
    moment = dt.datetime(2025, 4, 28, 10, 12, 0, 999, OSLO)
    assert faults(entry_message(replace(made, public_title=HIDDEN, sent=moment, received=moment), CASE)) == []
    assert faults(case_message(replace(CASE, title=made.title))) == []


def test_signs_of_xml_come_through_and_what_xml_cannot_hold_does_not():
    root = etree.fromstring(entry_message(entry(HOSTILE), CASE))
    assert texts(root, "registrering/tittel") == ['A & B <c> ]]> "d" �� čđŋšŧž']


@given(ANYTHING)
def test_a_title_is_one_line_of_1_to_90_characters(text):
    title = journal_title(text, "brev")
    assert 1 <= len(title) <= 90
    assert title == one_line(title)


@given(ANYTHING)
def test_a_short_title_is_kept_as_it_was_written(text):
    written = one_line(text)
    if 1 <= len(written) <= 90:
        assert journal_title(text, "brev") == written


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=4, max_size=12), min_size=2, max_size=3), ANYTHING)
def test_a_name_of_a_form_is_in_no_public_title(words, text):
    name = unicodedata.normalize("NFC", " ".join(words))
    title = journal_title(f"Diplom for {name} – {text}", "brev")
    shown = public_title(title, names_to_hide([name, None, ""]))
    assert name not in shown
    assert HIDDEN in shown or name not in title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Diplom for Kari Dal-Moe", "Diplom for *****"),
        ("Diplom for kari dal-moe, UNN-1", "Diplom for *****, UNN-1"),
        ("Diplom for Kari Dal…", "Diplom for *****…"),
        ("Kari Dal-Moesen og Ola", "Kari Dal-Moesen og Ola"),
        ("Tilbud om plass i kull 2 – UNN-1", "Tilbud om plass i kull 2 – UNN-1"),
    ],
)
def test_a_name_is_hidden_where_it_stands_and_nowhere_else(title, shown):
    assert public_title(title, names_to_hide(["Kari  Dal-Moe"])) == shown


def test_a_title_that_names_somebody_is_screened_and_no_other_is():
    open_title = etree.fromstring(entry_message(entry("Tilbud om plass – UNN-1"), CASE))
    named = replace(entry("Diplom for Kari Dal"), public_title=f"Diplom for {HIDDEN}")
    hidden = etree.fromstring(entry_message(named, CASE))
    assert open_title.find(f"{M}registrering/{M}skjerming") is None
    assert texts(hidden, "registrering/offentligTittel") == ["Diplom for *****"]
    assert hidden.findtext(f"{M}registrering/{M}skjerming/{M}tilgangsrestriksjon/{K}kode") == "XX"


def test_the_same_entry_gives_the_same_bytes_and_ids_and_another_gives_others():
    assert entry_message(entry(), CASE) == entry_message(entry(), CASE)
    other = replace(entry(), key="another")
    ids = [set(texts(etree.fromstring(entry_message(one, CASE)), "systemID")) for one in (entry(), other)]
    assert (len(ids[0]), ids[0] & ids[1]) == (5, set())
    assert str(entry().system_id) == "42ff4243-dd5f-55fb-902a-45303a152f54"


def test_the_first_document_is_the_main_one_and_the_others_are_attachments():
    root = etree.fromstring(entry_message(entry(), CASE))
    assert texts(root, "dokumentbeskrivelse/tilknyttetRegistreringSom/kode") == ["H", "V"]
    assert texts(root, "dokumentbeskrivelse/dokumentnummer") == ["1", "2"]
    assert texts(root, "registrering/antallVedlegg") == ["1"]
    assert texts(root, "dokumentobjekt/variantformat/kode") == ["A", "P"]
    assert texts(root, "dokumentobjekt/format/kode") == ["RA-PDF", "UKJENT"]


def test_a_format_is_known_by_what_was_read_before_the_name_of_the_file():
    assert (production_format("docx").code, production_format(".DOCX").code) == ("DOCX", "DOCX")
    assert (production_format("pdf", ".docx").code, production_format("", ".xlsx").code) == ("PDF", "XLSX")
    assert production_format("image", ".exe") == OTHER


@given(ANYTHING)
def test_a_folder_has_a_plain_name_that_ends_in_the_id(about):
    name = folder_name(entry(), about)
    assert name.isascii()
    assert set(name.replace("-", "")) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    assert name.startswith("U-2025-05-08-")
    assert name.endswith(str(entry().system_id)[:8])
    assert len(name) <= 90


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 this is no archive", b"no Word document"])
def test_what_is_no_word_document_says_nothing_of_itself(data):
    assert word_properties(data) == WordProperties()

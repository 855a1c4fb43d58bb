"""What a label asks for: exactly, by its parts, by its telling words, or nearly."""

import pytest

from pipeline.form.registration import REGISTRATION
from pipeline.model import Role
from pipeline.recognise.labels import EXACT, NEARLY, PARTS, Asks, find_label, split_prefix
from pipeline.recognise.line_labels import split_label

SINGLE = [
    (words, field)
    for s in REGISTRATION.sections
    if not s.rows
    for field in s.fields
    for words in (field.label.nb, field.label.nn)
]


@pytest.mark.parametrize(("words", "field"), SINGLE, ids=[words for words, _ in SINGLE])
def test_kulls_own_labels_are_known_in_their_section(words, field):
    section = next(s.key for s in REGISTRATION.sections if field in s.fields)
    label = find_label(words, section)
    assert label is not None
    assert label.field is field


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Hvilket helseforetak jobber dere i?", "trust"),
        ("Kva eining gjeld det?", "unit"),
        ("3. Prosjektets tittel:", "title"),
        ("Prioritet (1 er høyest)", "priority"),
        ("Hvorfor vil dere gjøre dette?", "problem"),
        ("Hva vil dere oppnå?", "goal"),
        ("Prosjektets tittell", "title"),
    ],
)
def test_a_question_worded_in_another_way_is_known_by_what_it_tells(text, path):
    label = find_label(text)
    assert label is not None
    assert label.field is not None
    assert label.field.path == path


@pytest.mark.parametrize(
    ("text", "number", "attribute"),
    [
        ("Deltaker 3 – navn", 3, "name"),
        ("Deltaker 3: E-post", 3, "email"),
        ("Navn, Nr. 2", 2, "name"),
        ("Full name (4)", 4, "name"),
        ("Medlem 1 mobil/telefon", 1, "phone"),
        ("Forb.agent, Nr. 1", 1, "trained_agent"),
        ("E-post deltaker 10", 10, "email"),
    ],
)
def test_a_numbered_label_says_whose_answer_it_is(text, number, attribute):
    label = find_label(text)
    assert label is not None
    assert (label.number, label.attribute, label.section) == (number, attribute, "members")


@pytest.mark.parametrize(
    ("text", "section", "attribute"),
    [
        ("Veileders e-post", "adviser", "email"),
        ("Telefon til forbedringsveileder", "adviser", "phone"),
        ("Adviser's phone", "adviser", "phone"),
        ("Kontaktpersonens e-post", "contact", "email"),
    ],
)
def test_a_label_may_say_whose_it_is(text, section, attribute):
    label = find_label(text)
    assert label is not None
    assert (label.section, label.attribute) == (section, attribute)


def test_the_same_word_asks_for_what_its_section_holds():
    assert [find_label("Navn", s).section for s in ("members", "adviser", "contact")] == ["members", "adviser", "contact"]


@pytest.mark.parametrize(
    ("text", "role"), [("Leder", Role.LEADER), ("Tillitsvalgte", Role.UNION_REP), ("Øvrige deltakere", Role.STAFF)]
)
def test_a_role_may_be_the_label(text, role):
    label = find_label(text)
    assert (label.asks, label.role) == (Asks.ROLE, role)


@pytest.mark.parametrize("text", ["Rolle / yrke", "E-post og telefon", "Leder / tillitsvalgt / medarbeider / faggruppe"])
def test_a_label_may_ask_for_several_things_of_a_person(text):
    assert find_label(text, "members").asks is Asks.MIXED


@pytest.mark.parametrize(
    "text",
    [
        "Antall ansatte",
        "Saksnr. i eget arkiv",
        "Prosjektnummer (fylles ut av RHF)",
        "Kostnadssted",
        "Number of beds",
        "Kommentarer",
    ],
)
def test_what_the_register_does_not_hold_is_known_as_such(text):
    assert find_label(text).asks is Asks.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Skjemaet sendes til postmottak innen 1. mai",
        "UNN HF",
        "kari@unn.example",
        "916 93 910",
        "Halvere antall fall innen utgangen av året",
        "Kari Nordli",
        "",
        "x" * 500,
    ],
)
def test_an_answer_or_the_forms_own_talk_is_no_label(text):
    label = find_label(text)
    assert label is None or label.score <= NEARLY


def test_how_a_label_was_known_decides_how_sure_it_is():
    assert [find_label(t).score for t in ("Helseforetak", "Telefon til forbedringsveileder")] == [EXACT, PARTS]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tittel: Færre fall: sammen om natten", "Færre fall: sammen om natten"),
        ("Tittel – Færre fall", "Færre fall"),
        ("Tittel\tFærre fall", "Færre fall"),
        ("Hva heter prosjektet? Færre fall", "Færre fall"),
        ("Tittel .......... Færre fall", "Færre fall"),
        ("Bindende påmelding – lest og godtatt: ja", "ja"),
    ],
)
def test_label_and_value_on_one_line_are_parted(text, value):
    assert split_label(text, "")[1] == value


def test_a_colon_within_quotes_parts_nothing():
    assert split_label("Prosjektet heter «Tittel: en annen»", "") is None


def test_a_label_at_the_beginning_of_a_line_is_found_without_any_mark():
    label, rest = split_prefix("Prosjekttittel Færre fall om natten")
    assert (label.field.path, rest) == ("title", "Færre fall om natten")

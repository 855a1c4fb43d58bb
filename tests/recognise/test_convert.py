"""From words as written to values: every way of writing the same thing gives the same value, and nothing is guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Role
from pipeline.recognise.blanks import is_blank, says_later, says_none, without_guidance
from pipeline.recognise.convert import Converted, to_date, to_email, to_flowing, to_phone, to_priority, to_text, to_yes_no
from pipeline.recognise.occupations import to_occupation, to_role, to_trust

NUMBERS = st.from_regex(r"[2-79][0-9]{7}", fullmatch=True)
GROUPS = st.sampled_from(((2, 2, 2, 2), (3, 2, 3), (8,), (4, 4)))
BLANKS = st.sampled_from((" ", "\u00a0", ".", "-", "  "))
COUNTRIES = st.sampled_from(("", "+47 ", "+47", "0047 ", "(+47) ", "47"))
DRESS = st.sampled_from(("{}", "tlf. {}", "Tlf: {}", "Mobil {}", "{}.", " {} ", "({})", "telefon: {}", "{}\n"))


@given(NUMBERS, GROUPS, BLANKS, COUNTRIES, DRESS)
def test_every_way_of_writing_a_number_gives_the_same_one(number, groups, blank, country, dress):
    parts, at = [], 0
    for length in groups:
        parts.append(number[at : at + length])
        at += length
    if country == "47":
        parts, country = [number], "47"
    assert to_phone(dress.format(country + blank.join(parts))) == Converted(f"+47{number}")


@pytest.mark.parametrize("text", ["12345", "916939101", "kommer", "+47 12 34 56 78 90 12", "1234 5678"])
def test_what_is_no_number_is_kept_as_written_and_is_not_certain(text):
    said = to_phone(text)
    assert (said.value, said.certain) == (text, False)


def test_two_numbers_give_the_first_and_a_person_must_look():
    assert to_phone("916 93 910 / 900 00 001") == Converted("+4791693910", certain=False)


@given(
    st.integers(1, 99),
    st.sampled_from(("{}", "nr. {}", "Nr {}", "#{}", "{}.", "prioritet {}", "{} av 120", "{} of 120", "pri {}")),
)
def test_every_way_of_writing_a_rank_gives_the_same_one(rank, dress):
    assert to_priority(dress.format(rank)) == Converted(rank)


@pytest.mark.parametrize(
    ("text", "rank"), [("første", 1), ("Andre prioritet", 2), ("tredje", 3), ("II", 2), ("sju", 7), ("second", 2)]
)
def test_a_rank_may_be_a_word(text, rank):
    assert to_priority(text) == Converted(rank)


@pytest.mark.parametrize("text", ["0", "høy", "", "1 eller 2", "mellom 3 og 4", "ukjent"])
def test_what_is_no_rank_is_never_certain(text):
    assert not to_priority(text).certain


@given(st.sampled_from(("ja", "Ja", "JA", "x", "X", "☒", "✓", "[x]", "yes", "Ja.", "ja, alle er kjent med det", "TRUE", "1")))
def test_yes_is_yes(text):
    assert to_yes_no(text) == Converted(value=True)


@given(st.sampled_from(("nei", "Nei", "NEI", "no", "☐", "Nei, dessverre", "FALSE", "0")))
def test_no_is_no(text):
    assert to_yes_no(text) == Converted(value=False)


@pytest.mark.parametrize("text", ["kanskje", "ja/nei", "Ja Nei", "avklares senere", "se vedlegg"])
def test_neither_yes_nor_no_is_not_certain(text):
    assert to_yes_no(text) == Converted(None, certain=False)


@pytest.mark.parametrize(
    "text", ["", "  ", "…", "____", "-", "Klikk her for å skrive inn tekst.", "Velg et element.", "Choose an item."]
)
def test_a_field_that_nobody_filled_in_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("kari@unn.example", "kari@unn.example"),
        ("mailto:kari@unn.example", "kari@unn.example"),
        ("E-post: kari.nordli@unn.example", "kari.nordli@unn.example"),
        ("<kari@unn.example>", "kari@unn.example"),
        ("kari.nordli@\nunn.example", "kari.nordli@unn.example"),
    ],
)
def test_an_address_is_taken_out_of_its_dress(text, address):
    assert to_email(text) == Converted(address)


@pytest.mark.parametrize(
    "text", ["kari(at)unn.example", "kari@unn", "kari@unn.example, ola@unn.example", "kari nordli@unn.example"]
)
def test_an_address_that_is_not_one_well_formed_address_is_not_certain(text):
    assert not to_email(text).certain


@pytest.mark.parametrize(
    "text", ["28.04.2025", "28.4.2025", "2025-04-28", "28. april 2025", "Bodø, 28. april 2025", "28/04/2025", "28. apr. 2025"]
)
def test_every_way_of_writing_a_day_gives_the_same_one(text):
    assert to_date(text) == Converted(dt.date(2025, 4, 28))


@pytest.mark.parametrize("text", ["31.02.2025", "i går", "april"])
def test_what_is_no_day_is_not_certain(text):
    assert to_date(text) == Converted(None, certain=False)


@pytest.mark.parametrize("text", ["UNN", "UNN HF", "Universitetssykehuset Nord-Norge", "universitetssykehuset nord-norge hf"])
def test_a_trust_goes_by_many_names(text):
    assert to_trust(text) == Converted("Universitetssykehuset Nord-Norge HF")


def test_an_unknown_trust_is_kept_as_written_and_is_not_certain():
    assert to_trust("Sykehuset Vest") == Converted("Sykehuset Vest", certain=False)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Leder", Role.LEADER),
        ("teamleiar", Role.LEADER),
        ("Tillitsvalgt (NSF)", Role.UNION_REP),
        ("PTV", Role.UNION_REP),
        ("Medarbeider 2", Role.STAFF),
    ],
)
def test_a_role_goes_by_many_words(text, role):
    assert to_role(text) == Converted(role)


def test_two_roles_in_one_answer_are_not_certain():
    assert to_role("leder / tillitsvalgt").certain is False


def test_a_leaders_title_is_no_profession():
    said = to_occupation("avdelingsleder (sykepleier)")
    assert (said.profession, said.title, said.role) == ("sykepleier", "avdelingsleder", Role.LEADER)


def test_an_unknown_profession_is_kept_as_written_and_is_not_certain():
    said = to_occupation("stjernetyder")
    assert (said.profession, said.certain) == ("stjernetyder", False)


@pytest.mark.parametrize("text", ["avklares senere", "Ikke avklart ennå", "kommer tilbake til dette", "TBD", "kjem seinare"])
def test_an_answer_that_is_put_off_is_heard(text):
    assert says_later(text)


@pytest.mark.parametrize("text", ["ingen", "Ikke aktuelt", "N/A", "none"])
def test_an_answer_that_there_is_nothing_is_heard(text):
    assert says_none(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("f.eks. 5 %\nHalvere antall fall", "Halvere antall fall"),
        ("Beskriv kort, maks 200 ord\nMange faller om natten.", "Mange faller om natten."),
        ("(kryss av her)", ""),
        ("___Færre fall___", "Færre fall"),
        ("Beskriv oppgavene bedre i journalen", "Beskriv oppgavene bedre i journalen"),
    ],
)
def test_the_forms_own_help_is_no_answer(text, answer):
    assert without_guidance(text) == answer


def test_a_line_that_the_margin_has_ended_goes_on_and_a_sentence_of_its_own_stays_so():
    text = "Ventetiden er lang,\nog pasienter venter på\nenkle prosedyrer.\nMange avlyses.\n- sengepost"
    wanted = "Ventetiden er lang, og pasienter venter på enkle prosedyrer.\nMange avlyses.\n- sengepost"
    assert to_flowing(text).value == wanted
    assert to_text(text).value == text

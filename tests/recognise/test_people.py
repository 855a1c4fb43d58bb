"""One person in one line: the pieces may come in any order, and each is taken for what it can only be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognise.people import (
    PersonText,
    holds_more_than_a_name,
    looks_like_name,
    looks_like_person,
    parted_name,
    read_person,
)

NAMES = st.sampled_from(("Kari Nordli", "Per-Ivar O'Brien", "Káre Đorđević", "Inger Lise van der Meer", "Niillas M. Čelik"))
ROLES = st.sampled_from(("leder", "Tillitsvalgt", "medarbeider", "teammedlem"))
PROFESSIONS = st.sampled_from(("sykepleier", "Bioingeniør", "klinisk ernæringsfysiolog", "jordmor"))
PHONES = st.sampled_from(("916 93 910", "+47 91 69 39 10", "91693910", "tlf. 91 69 39 10"))
MAILS = st.sampled_from(("kari.nordli@unn.example", "k@apotek.example"))
MARKS = st.sampled_from((", ", "; ", " | ", " – ", " / ", "\t"))


@given(st.permutations(range(5)), st.tuples(NAMES, ROLES, PROFESSIONS, PHONES, MAILS), MARKS)
def test_the_pieces_may_come_in_any_order(order, pieces, mark):
    name, role, profession, phone, mail = pieces
    bare = phone.removeprefix("tlf. ")
    said = read_person(mark.join(pieces[i] for i in order))
    assert said == PersonText(name=name, role=role, profession=profession, phone=bare, email=mail)


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Kari Nordli, sykepleier, utdannet forbedringsagent", "ja"),
        ("Kari Nordli (forbedringsagent)", "ja"),
        ("Kari Nordli, sykepleier, ikke forbedringsagent", "nei"),
        ("Kari Nordli, sykepleier, forbedringsagent: nei", "nei"),
        ("Kari Nordli, sykepleier", ""),
    ],
)
def test_an_agent_is_named_as_such_or_not(text, agent):
    assert read_person(text).trained_agent == agent


def test_a_unions_name_is_no_part_of_what_somebody_is():
    assert read_person("Kari Nordli, sykepleier, tillitsvalgt (NSF)") == PersonText(
        name="Kari Nordli", profession="sykepleier", role="tillitsvalgt"
    )


def test_what_cannot_be_placed_is_kept():
    assert read_person("Kari Nordli, sykepleier, onsdager, helst tidlig om morgenen").rest == (
        "onsdager",
        "helst tidlig om morgenen",
    )


@pytest.mark.parametrize("text", ["Kari Nordli", "Kari Anne M. Nordli-Ås", "Per van der Meer", "Máhtte O’Brien"])
def test_a_name_looks_like_a_name(text):
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    ["Kari", "Kryss av", "Medisinsk poliklinikk", "Sykehusapotek Nord", "kari nordli", "Kari Nordli:", "Post 2 Vest", ""],
)
def test_what_is_no_name_does_not(text):
    assert not looks_like_name(text)


def test_a_name_that_has_swallowed_the_next_column_is_seen():
    assert [holds_more_than_a_name(t) for t in ("Kari Nordli Tillitsvalgt", "Kari Nordli sykepleier", "Kari Anne Nordli")] == [
        True,
        True,
        False,
    ]


def test_a_sentence_is_no_person():
    assert not looks_like_person("Vi melder på et team med leder og tillitsvalgt")


@pytest.mark.parametrize(
    ("text", "position", "name"),
    [
        ("Seksjonsleder Kari Nordli", "Seksjonsleder", "Kari Nordli"),
        ("Dr. Ola Hansen Ås", "Dr.", "Ola Hansen Ås"),
        ("Fagansvarlig Eli Vik", "Fagansvarlig", "Eli Vik"),
        ("Kari Nordli", "", "Kari Nordli"),
        ("Kari Anne Nordli", "", "Kari Anne Nordli"),
        ("Overlege Nordli", "", "Overlege Nordli"),
    ],
)
def test_a_position_before_a_name_is_no_part_of_it(text, position, name):
    assert parted_name(text) == (position, name)

"""A diploma's code proves each word of it, and is read however somebody types it."""

import base64
import datetime as dt
import hmac
import string
import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_cohort import diploma

from pipeline.letters.certificate import (
    SIGNS,
    Asked,
    Certified,
    TakenPart,
    asked_for,
    code_of,
    number_of,
    proves,
    qr_line,
)

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
WORDS = st.text(min_size=1, max_size=40)
DAYS = st.dates(min_value=dt.date(2025, 1, 1), max_value=dt.date(2027, 1, 1))
PARTS = st.builds(
    TakenPart,
    meeting=WORDS,
    days=st.lists(st.integers(1, 2), max_size=2).map(tuple),
    dates=st.lists(DAYS, max_size=2).map(tuple),
    minutes=st.none() | st.integers(1, 600),
)
DIPLOMAS = st.builds(
    Certified,
    cohort=WORDS,
    number=WORDS,
    name=WORDS,
    adviser=st.booleans(),
    teams=st.lists(WORDS, max_size=2).map(tuple),
    projects=st.lists(WORDS, max_size=2).map(tuple),
    unit=WORDS,
    trust=WORDS,
    meetings=st.lists(PARTS, max_size=4).map(tuple),
    issued=DAYS,
)


def letters_in(certified):
    """«é» in one piece or in two is one letter: two papers that look alike are alike."""
    return unicodedata.normalize("NFC", repr(certified))


@given(DIPLOMAS, DIPLOMAS, st.sampled_from(fields(Certified)))
def test_a_code_is_genuine_for_just_what_it_was_issued_for(certified, other, field):
    code = code_of(KEY, certified)
    changed = replace(certified, **{field.name: getattr(other, field.name)})
    assert proves(KEY, certified, code)
    assert proves(KEY, changed, code) == (letters_in(changed) == letters_in(certified))
    assert not proves(OTHER_KEY, certified, code)


def test_a_letter_that_is_put_together_in_another_way_is_the_same_letter():
    whole, apart = (diploma(name).certified for name in ("Ådne Čáhci", "A\u030adne C\u030ca\u0301hci"))
    assert code_of(KEY, whole) == code_of(KEY, apart)


@given(DIPLOMAS, st.data())
def test_a_code_with_another_sign_is_not_genuine(certified, data):
    code = code_of(KEY, certified)
    place = data.draw(st.sampled_from([index for index, sign in enumerate(code) if sign != "-"]))
    sign = data.draw(st.sampled_from([one for one in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if one != code[place]]))
    assert not proves(KEY, certified, asked_for(code[:place] + sign + code[place + 1 :]).code)


@given(DIPLOMAS, st.randoms(use_true_random=False), st.sampled_from(["", " ", "  ", "-", " - ", "–", "\u00a0", "\n"]))
def test_a_code_is_read_however_it_is_typed(certified, chance, between):
    signs = code_of(KEY, certified).replace("-", "")
    assert (len(signs), set(signs) - set(string.digits + string.ascii_uppercase)) == (SIGNS, set())
    alike = {"0": "0oO", "1": "1iIlL"}
    typed = [chance.choice(alike.get(sign, sign + sign.lower())) for sign in signs]
    written = "".join(f"{sign}{chance.choice(('', between))}" for sign in typed)
    assert proves(KEY, certified, asked_for(f" {written} ").code)


@pytest.mark.parametrize(
    "written",
    [
        qr_line("kull-2-001", "0123-4567-89AB-CDEF"),
        "kull-diplom : KULL-2-001 : o123 4567 89ab cdef",
        "kull-2-001 0123456789abcdef",
        "Kull-2-001, 0I23-4567-89AB-CDEF",
        "KULL-2-001:0123-4567-89AB-CDEF",
        "kull-2-001\n0123-4567-89AB-CDEF",
    ],
)
def test_number_and_code_are_read_together(written):
    assert asked_for(written) == Asked(number="kull-2-001", code="0123-4567-89AB-CDEF")


@pytest.mark.parametrize("written", ["1234-5678 9ABC-DEFG", "0123-4567 89-01-23-45", "0123 4567 8901 2345"])
def test_a_code_of_digits_alone_is_not_taken_for_a_number(written):
    assert asked_for(written).number == ""


@given(st.text(max_size=60))
def test_nothing_that_somebody_types_is_a_fault_or_genuine(text):
    assert not proves(KEY, diploma("Kari Nordli").certified, asked_for(text).code)


def test_a_number_has_its_cohort_in_front():
    assert [number_of("kull-2", one) for one in (1, 42, 1000)] == ["kull-2-001", "kull-2-042", "kull-2-1000"]


def test_the_code_of_a_diploma_is_made_as_it_always_was():
    """Codes stand on paper for years: with another form of what they are made from, every old paper would be lost."""
    said = (
        '{"adviser":false,"cohort":"kull-2","issued":"2026-04-30","meetings":[{"dates":["2025-09-10","2025-09-11"],"days":[1,2],'
        '"meeting":"samling-1","minutes":330},{"dates":["2026-04-29"],"days":[1],"meeting":"samling-4","minutes":195}],'
        '"name":"Láilá Čáhci","number":"kull-2-001","projects":["Færre avbrytelser på sengepost"],"teams":["UNN-1"],'
        '"trust":"Universitetssykehuset Nord-Norge HF","unit":"Medisinsk avdeling"}'
    )
    crockford = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    signs = base64.b32encode(hmac.digest(KEY, said.encode(), "sha256"))[:16].decode().translate(crockford)
    assert code_of(KEY, diploma("Láilá Čáhci").certified).replace("-", "") == signs

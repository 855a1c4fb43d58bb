"""A national identity number is found however it is written, and never shown whole. All numbers are of the test series."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from pipeline.intake.national_id import mask, national_ids_in


def of_test_series(day, month, year, serial):
    """A number of the test series (month + 80), or None where no check digit fits."""
    number = f"{day:02}{month + 80:02}{year:02}{serial:03}"
    first = fodselsnummer.calc_check_digit1(number)
    second = fodselsnummer.calc_check_digit2(number + first)
    return number + first + second if len(first + second) == 2 else None


ONE = of_test_series(15, 3, 85, 123) or of_test_series(15, 3, 85, 124)
NUMBERS = st.builds(of_test_series, st.integers(1, 28), st.integers(1, 12), st.integers(40, 99), st.integers(1, 499)).filter(
    bool
)


@pytest.mark.parametrize("between", ["", " ", "-", " - ", "\u00a0", "."])
def test_it_is_found_however_it_is_split(between):
    written = f"{ONE[:6]}{between}{ONE[6:]}"
    text = f"Ola ({written}), sykepleier"
    assert national_ids_in(text) == ((5, 5 + len(written)),)
    assert mask(text) == f"Ola ({ONE[:6]}{between}*****), sykepleier"


def test_a_dotted_date_is_part_of_it():
    assert mask(f"f. {ONE[:2]}.{ONE[2:4]}.{ONE[4:6]} {ONE[6:9]} {ONE[9:]}") == f"f. {ONE[:2]}.{ONE[2:4]}.{ONE[4:6]} *** **"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Telefon 91 69 39 10, sak 2024/1180-15/250, orgnr 983 974 899",
        f"{ONE[:10]}{(int(ONE[10]) + 1) % 10}",
        f"1{ONE}",
        f"{ONE}1",
        "00000000000",
        "99999999999",
        "+47 916 93 910 / 77 62 60 00",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert national_ids_in(text) == ()
    assert mask(text) == text


def test_a_d_number_of_the_test_series_is_found():
    number = of_test_series(55, 3, 85, 123) or of_test_series(55, 3, 85, 124)
    assert national_ids_in(number) == ((0, 11),)


@given(NUMBERS, st.text(alphabet=" .,-abc\n"), st.text(alphabet=" .,-abc\n"))
def test_none_is_left_whole(number, before, after):
    shown = mask(before + number + after)
    assert number not in re.sub(r"\D", "", shown)
    assert national_ids_in(shown) == ()
    assert len(shown) == len(before + number + after)


@given(st.text())
def test_any_text_can_be_masked_and_masking_twice_changes_nothing(text):
    assert mask(mask(text)) == mask(text)

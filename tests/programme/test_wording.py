"""How the field writes things (domain §6)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.programme.wording import (
    amount,
    clock,
    clock_range,
    date_range,
    join_words,
    long_date,
    month,
    phone_in_words,
    short_date,
    week,
    weekday,
)

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
MONTHS = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"]


def test_dates():
    day = dt.date(2014, 6, 5)
    assert (long_date(day), long_date(day, "nn"), long_date(day, year=False)) == ("5. juni 2014", "5. juni 2014", "5. juni")
    assert short_date(day) == "05.06.2014"
    assert month(day) == "juni"
    assert (week(37), week(37, "nn")) == ("uke 37", "veke 37")


@given(DAYS)
def test_every_date_is_written_alike(day):
    assert long_date(day) == f"{day.day}. {MONTHS[day.month - 1]} {day.year}" == long_date(day, "nn")
    assert dt.datetime.strptime(short_date(day), "%d.%m.%Y").date() == day  # noqa: DTZ007 - a calendar date has no zone


@pytest.mark.parametrize(
    ("first", "last", "year", "written"),
    [
        ("2025-09-10", "2025-09-11", False, "10.–11. september"),
        ("2025-09-10", "2025-09-11", True, "10.–11. september 2025"),
        ("2025-09-30", "2025-10-01", False, "30. september–1. oktober"),
        ("2025-09-30", "2025-10-01", True, "30. september–1. oktober 2025"),
        ("2025-12-31", "2026-01-01", False, "31. desember 2025–1. januar 2026"),
        ("2025-10-06", "2025-10-06", False, "6. oktober"),
        ("2025-10-06", "2025-10-06", True, "6. oktober 2025"),
        ("2025-09-10", "2026-09-11", False, "10. september 2025–11. september 2026"),
    ],
)
def test_ranges(first, last, year, written):
    first, last = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    assert [date_range(first, last, language, year=year) for language in ("nb", "nn")] == [written, written]


def test_weekdays_in_both_maalformer():
    days = [dt.date(2025, 9, number) for number in range(8, 15)]
    assert [weekday(d) for d in days] == ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
    assert [weekday(d, "nn") for d in days] == ["måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"]


def test_clock():
    assert (clock(dt.time(13)), clock(dt.time(9, 5))) == ("kl. 13.00", "kl. 09.05")
    assert clock_range(dt.time(13), dt.time(14)) == "kl. 13.00–14.00"


def test_amounts_have_hard_spaces():
    assert [amount(n) for n in (0, 500, 25000, 1234567)] == [
        "0\u00a0kr",
        "500\u00a0kr",
        "25\u00a0000\u00a0kr",
        "1\u00a0234\u00a0567\u00a0kr",
    ]


@given(st.integers(0, 10**12))
def test_no_digit_of_an_amount_is_lost(kroner):
    assert amount(kroner).removesuffix("\u00a0kr").replace("\u00a0", "") == str(kroner)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+4791693910", "91 69 39 10"),
        ("+4790000000", "90 00 00 00"),
        ("91693910", "91 69 39 10"),
        ("+4775512900", "75 51 29 00"),
        ("+46701234567", "+46 70 123 45 67"),
        ("+35840123456", "+358 40 123456"),
        ("", ""),
        ("ring sentralbordet", "ring sentralbordet"),
        ("+47900", "+47900"),
    ],
)
def test_phones(number, written):
    assert phone_in_words(number) == written


@given(st.integers(20000000, 99999999).filter(lambda n: str(n)[0] not in "08"))
def test_a_norwegian_number_is_in_pairs(number):
    pairs = str(number)
    assert phone_in_words(f"+47{number}") == " ".join(pairs[i : i + 2] for i in range(0, 8, 2))


def test_lists():
    assert [join_words(list("abc"[:n])) for n in range(4)] == ["", "a", "a og b", "a, b og c"]
    assert join_words(["æ", "ø", "å"], "nn") == "æ, ø og å"

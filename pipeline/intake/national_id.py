"""Norwegian national identity numbers in running text: found, and masked wherever text is shown.

Domain §2, privacy.national-id: «an 11-digit number that passes the fødselsnummer check anywhere in the file». Counted are
fødselsnummer, D-numbers, H-numbers and the synthetic test series (month + 80). Whether the day has come plays no part, so the
same text gives the same answer on every day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

_GAP = r"[ \t\u00a0\u2002-\u200a\u202f]{0,2}"
# «ddmmyynnnnn», «ddmmyy nnnnn», «dd.mm.yy-nnn nn»; the look-ahead finds candidates that overlap.
_CANDIDATE = re.compile(rf"(?<!\d)(?=((?:\d\d\.?{_GAP}){{2}}\d\d{_GAP}[.:–-]?{_GAP}\d{{3}}{_GAP}\d\d)(?!\d))")
_BEGINNING = re.compile(rf"\d\d\.?{_GAP}\d\d")  # what every candidate holds, and few texts do
LENGTH = 11
_SHOWN_DIGITS = 6
_TEST_MONTHS = range(81, 93)


def national_ids_in(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of every national identity number in `text`, in order."""
    if len(text) < LENGTH or not _BEGINNING.search(text):
        return ()
    return tuple(found.span(1) for found in _CANDIDATE.finditer(text) if _is_national_id(found.group(1)))


def mask(text: str) -> str:
    """`text` with the last five digits of every national identity number as asterisks: «ddmmyy*****»."""
    hidden = set(_hidden_positions(text))
    return "".join("*" if at in hidden else character for at, character in enumerate(text)) if hidden else text


def _is_national_id(candidate: str) -> bool:
    number = "".join(str(int(character)) for character in candidate if character.isdecimal())
    if number[9:] != fodselsnummer.calc_check_digit1(number) + fodselsnummer.calc_check_digit2(number):
        return False
    month = int(number[2:4])
    plain = f"{number[:2]}{month - 80:02}{number[4:]}" if month in _TEST_MONTHS else number
    try:
        fodselsnummer.get_birth_date(plain)
    except ValidationError:
        return False
    return True


def _hidden_positions(text: str) -> Iterator[int]:
    for start, end in national_ids_in(text):
        digits = [at for at in range(start, end) if text[at].isdecimal()]
        yield from digits[_SHOWN_DIGITS:]

"""From words as written to values: phones, e-mails, yes and no, numbers, dates.

Each conversion returns a `Converted`: the value, and whether the words said it without doubt. What is not understood is kept as
written and is not certain; nothing is guessed and nothing dropped. Trusts, roles and professions: `occupations.py`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from pipeline.form.vocabulary import REMEMBERED, fold
from pipeline.intake.marks import TICKED, UNTICKED, as_written
from pipeline.recognise.addresses import EMAIL, PHONE
from pipeline.recognise.blanks import is_blank, says_later

T = TypeVar("T")


_ENDED_BY_MARGIN: Final = re.compile(r"(?<=[\w,)%»])[ \t]*\n(?=[a-zæøå(«])")


@dataclass(frozen=True, slots=True)
class Converted(Generic[T]):
    """A value, and whether the words said it without doubt."""

    value: T | None
    certain: bool = True


_YES: Final = frozenset(
    {
        "ja",
        "j",
        "yes",
        "y",
        "x",
        "xx",
        "✓",
        "✔",
        "☑",
        TICKED,
        "1",
        "ok",
        "sant",
        "true",
        "bekreftet",
        "ja takk",
        "jepp",
        "bekreftes",
        "stadfesta",
        "v",
        "√",
        "confirmed",
    }
)
_NO: Final = frozenset({"nei", "n", "no", "ikke", "ikkje", UNTICKED, "0", "usant", "false", "nope", "ikke bekreftet"})


def to_written(text: str) -> Converted[str]:
    """The text as a person wrote it, empty lines, tabs and hard spaces included; letters composed (NFC)."""
    return Converted(unicodedata.normalize("NFC", as_written(text)) or None)


def to_flowing(text: str) -> Converted[str]:
    """As `to_text`, of words put together from a page: a line that ends within a sentence was ended by the margin."""
    return to_text(_ENDED_BY_MARGIN.sub(" ", text))


def to_text(text: str) -> Converted[str]:
    """The words themselves, blanks collapsed, line feeds kept; letters composed (NFC)."""
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n")]
    return Converted("\n".join(line for line in lines if line) or None)


@lru_cache(maxsize=REMEMBERED)
def to_yes_no(text: str) -> Converted[bool]:
    """Ja/nei, ticks, crosses. A blank is neither."""
    folded = fold(text).strip(" .!,()[]/")
    if text.strip() in {TICKED, UNTICKED}:
        return Converted(text.strip() == TICKED)
    if folded in _YES or text.strip().casefold() in _YES:
        return Converted(value=True)
    if folded in _NO:
        return Converted(value=False)
    first = folded.split(" ", 1)[0].strip(",.;:")
    if first in {"ja", "yes"} and "nei" not in folded.split() and "no" not in folded.split():
        return Converted(value=True, certain=len(folded.split()) < 8 and not says_later(text))  # noqa: PLR2004 - «ja, alle er kjent med det»
    if first in {"nei", "no"}:
        return Converted(value=False, certain="ja" not in folded.split())
    return Converted(None, certain=is_blank(text))


_ORDINALS: Final = {
    "første": 1,
    "fyrste": 1,
    "første prioritet": 1,
    "andre": 2,
    "tredje": 3,
    "fjerde": 4,
    "femte": 5,
    "sjette": 6,
    "sjuende": 7,
    "syvende": 7,
    "åttende": 8,
    "niende": 9,
    "tiende": 10,
    "en": 1,
    "én": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "sju": 7,
    "syv": 7,
    "åtte": 8,
    "ni": 9,
    "ti": 10,
    "first": 1,
    "second": 2,
    "third": 3,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_PRIORITY: Final = re.compile(
    r"^(?:(?:foretakets|føretakets|vår|prosjekt)?\s*(?:prioritet|prioritering|priority|pri|nr|nummer|no|plass)?\s*"
    r"(?:nr|nummer|no)?\s*)(\d{1,3})(?:\s*(?:prioritet|prioritering|plass))?(?:\s*(?:av|of)\s*\d{1,3})?$"
)


@lru_cache(maxsize=REMEMBERED)
def to_priority(text: str) -> Converted[int]:
    """«4», «nr. 4», «4 av 6», «første»: one whole number from 1."""
    folded = fold(text.replace("#", " "))
    match = _PRIORITY.match(folded)
    if match and int(match[1]) > 0:
        return Converted(int(match[1]))
    words = folded.removesuffix(" prioritet").removesuffix(" plass").removeprefix("nr ").removeprefix("prioritet ")
    if words in _ORDINALS:
        return Converted(_ORDINALS[words])
    numbers = re.findall(r"\d+", folded)
    return Converted(int(numbers[0]) if len(numbers) == 1 and 0 < int(numbers[0]) < 100 else None, certain=False)  # noqa: PLR2004


@lru_cache(maxsize=REMEMBERED)
def to_email(text: str) -> Converted[str]:
    """One well-formed address; a line break or blank inside it (a cell too narrow) is taken out."""
    joined = re.sub(r"^(?:mailto:|e-?post:?|mail:?)\s*", "", text.strip().strip("<>;,. "), flags=re.IGNORECASE)
    if EMAIL.fullmatch(joined) is None and "\n" in joined:
        joined = joined.replace("\n", "")
    found = EMAIL.findall(joined)
    if len(found) == 1 and found[0] == joined.strip("<>;,. ()"):
        return Converted(found[0], certain=_well_formed(found[0]))
    if len(found) == 1:
        return Converted(found[0], certain=False)
    return Converted(" ".join(text.split()) or None, certain=False)


def _well_formed(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return "special-use" in str(error) or "reserved" in str(error)
    return True


@lru_cache(maxsize=REMEMBERED)
def to_phone(text: str) -> Converted[str]:
    """One telephone number as E.164 («+4791693910»), Norwegian unless it says otherwise; of two the first, not certain."""
    plain = (
        re.sub(r"(?i)\b(?:tlf|telefon|mobil|mob|tel|phone|tlf nr|telefonnummer)\b\.?:?", " ", text)
        .replace("\u00a0", " ")
        .strip(" .:,;()")
    )
    plain = " ".join(plain.split())
    whole = _e164(plain)
    if whole:
        return Converted(whole)
    found = [number for part in PHONE.findall(plain) for number in [_e164(part)] if number]
    if len(found) == 1 and len(re.sub(r"\D", "", plain)) - len(re.sub(r"\D", "", found[0])) < 1:
        return Converted(found[0])
    return Converted(found[0] if found else " ".join(text.split()) or None, certain=False)


def has_phone(text: str) -> bool:
    """Is there a telephone number in `text`?"""
    return any(to_phone(m[0]).certain for m in PHONE.finditer(text))


def _e164(text: str) -> str | None:
    if not re.fullmatch(r"[+\d\s().\-/\u00a0]+", text):
        return None
    digits = re.sub(r"\D", "", text)
    written = f"+{digits}" if len(digits) == 10 and digits.startswith("47") and not text.startswith(("+", "0")) else text  # noqa: PLR2004
    try:
        number = phonenumbers.parse(written, "NO")
    except phonenumbers.NumberParseException:
        return None
    if not (_norwegian(number) if number.country_code == _NORWAY else phonenumbers.is_valid_number(number)):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _norwegian(number: phonenumbers.PhoneNumber) -> bool:
    """Eight digits in a series for subscribers; which series are in use changes, and a new one is no sender's mistake."""
    return bool(re.fullmatch(r"[2-79]\d{7}", str(number.national_number)))


_NORWAY: Final = 47
_DATE_FORMS: Final = ("%Y-%m-%d", "%Y.%m.%d", "%Y%m%d")
_DAY: Final = r"(?:[a-zæøå]+dag\s+)?(?:den\s+)?(\d{1,2})"
_TIME: Final = r"(?:\s+(?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)?"
_IN_FIGURES: Final = re.compile(rf"^{_DAY}\s*[./\- ]\s*(\d{{1,2}})\s*[./\- ]\s*(\d{{4}}|\d{{2}})\.?{_TIME}$")
_IN_WORDS: Final = re.compile(rf"^{_DAY}\.?\s*([a-z]+)\.?\s+(\d{{4}}){_TIME}$")
_SERIAL: Final = re.compile(r"^[34567]\d{4}$")  # a day as Excel counts them, of this century
_EXCELS_FIRST_DAY: Final = dt.date(1899, 12, 30)
_THIS_CENTURY: Final = range(36526, 73051)
_MONTHS: Final = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)


@lru_cache(maxsize=REMEMBERED)
def to_date(text: str) -> Converted[dt.date]:
    """«28.04.2025», «28/4-25», «28. april 2025», «2025-04-28», Excel's 45775; a place before it («Bodø, …») is passed over."""
    tail = text.rsplit(",", 1)[-1].strip()
    for form in _DATE_FORMS:
        try:
            return Converted(dt.datetime.strptime(tail.replace(" ", ""), form).date())  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
    if _SERIAL.match(tail) and int(tail) in _THIS_CENTURY:
        return Converted(_EXCELS_FIRST_DAY + dt.timedelta(days=int(tail)))
    if match := _IN_FIGURES.match(tail.casefold()):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    match = _IN_WORDS.match(tail.casefold())
    month = next((i for i, name in enumerate(_MONTHS, start=1) if match and len(match[2]) > 2 and name.startswith(match[2])), 0)  # noqa: PLR2004
    return _day(int(match[3]), month, int(match[1])) if match and month else Converted(None, certain=False)


def _day(year: int, month: int, day: int) -> Converted[dt.date]:
    """The day; of two figures for the year the nearest to this century's beginning is meant."""
    if year < 100:  # noqa: PLR2004 - two figures
        year += 2000 if year < 69 else 1900  # noqa: PLR2004 - as POSIX counts them
    try:
        return Converted(dt.date(year, month, day))
    except ValueError:
        return Converted(None, certain=False)

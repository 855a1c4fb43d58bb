"""Kinds of text with a notation of their own: e-mail, phone, organisation number, postal code; strict days, clocks and numbers.

Each is a pydantic type for the fields of `schema.py`. Strict means that nothing is converted on the quiet: 20250501 is no date
and "15" no number, though pydantic would by itself make 22 August 1970 of the one and 15 of the other.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, Strict
from pydantic_core import PydanticCustomError
from stdnum.exceptions import ValidationError as NumberError
from stdnum.no import orgnr as organisation_number

HOME_COUNTRY = "NO"


def valid_email(text: str) -> str:
    """One well-formed address, as it is to be written on a mail. Nothing is looked up; `.example` domains are good.

    Raises:
        PydanticCustomError: "email".
    """
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "not an e-mail address") from error


def ascii_email(text: str) -> str | None:
    """The address as every mail server takes it («post@xn--…»), or None when there is no such form of it, or it is none."""
    try:
        return validate_email(text.strip(), check_deliverability=False).ascii_email
    except EmailNotValidError:
        return None


def valid_phone(text: str) -> str:
    """A phone number as E.164 («+4791693910»); Norwegian when it has no country code. Empty stays empty.

    Raises:
        PydanticCustomError: "phone".
    """
    if not text:
        return text
    try:
        number = phonenumbers.parse(text, HOME_COUNTRY)
    except phonenumbers.NumberParseException as error:
        raise PydanticCustomError("phone", "not a phone number") from error
    if not phonenumbers.is_valid_number(number):
        raise PydanticCustomError("phone", "not a phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def valid_orgnr(text: str) -> str:
    """Nine digits whose last one checks the others (mod 11); spaces between them are taken out.

    Raises:
        PydanticCustomError: "orgnr_digits" when they are not nine digits, "orgnr_check" when the check digit is wrong.
    """
    digits = organisation_number.compact(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == 9):  # noqa: PLR2004 - the nine of the docstring
        raise PydanticCustomError("orgnr_digits", "not nine digits")
    try:
        return str(organisation_number.validate(digits))
    except NumberError as error:
        raise PydanticCustomError("orgnr_check", "wrong check digit") from error


Text = Annotated[str, Field(min_length=1)]
Email = Annotated[str, AfterValidator(valid_email)]
Phone = Annotated[str, AfterValidator(valid_phone)]
Orgnr = Annotated[str, AfterValidator(valid_orgnr)]
PostalCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
CaseReference = Annotated[str, Field(pattern=r"^[0-9]{4}/[0-9]+-[0-9]+(/[0-9]+)?$")]

Day = Annotated[dt.date, Strict()]
Clock = Annotated[dt.time, Strict()]
Whole = Annotated[int, Strict()]
YesNo = Annotated[bool, Strict()]

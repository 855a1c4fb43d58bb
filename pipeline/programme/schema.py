"""The cohort as data: the shape of `programme.toml`. Every default has its home here; an unknown key is an error.

Dates are calendar dates in Europe/Oslo; clock times are local; phone numbers are E.164 once read (`wording.phone_in_words`
writes them). What holds between several keys is checked in `checks.py`; `load.load_programme` is the way in.
Source of the shipped example: the invitation to kull 2.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from pipeline.programme.notation import CaseReference, Clock, Day, Email, Key, Orgnr, Phone, PostalCode, Text, Whole, YesNo

OSLO = ZoneInfo("Europe/Oslo")

Language = Literal["nb", "nn"]


class Part(BaseModel):
    """A frozen piece of the programme file; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class MeetingKind(StrEnum):
    """What sort of meeting: two days lunch to lunch, or an hour on a screen."""

    GATHERING = "gathering"
    ONLINE = "online"


class Audience(StrEnum):
    """Who is asked to a meeting."""

    ALL = "all"
    LEADERS = "leaders"
    ADVISERS = "advisers"


class Cohort(Part):
    """Which network and how large. `id` is short, ASCII, and part of every key («kull-2»)."""

    id: Key
    name: Text
    short_name: Text
    capacity: Annotated[Whole, Field(ge=1, le=500)]


class Organiser(Part):
    """The regional health authority that invites and answers."""

    name: Text
    orgnr: Orgnr
    address: Text
    postal_code: PostalCode
    city: Text
    email: Email
    phone: Phone = ""


class Person(Part):
    """Somebody at the organiser: case officer, signatory or contact. One fact, used in every letter (domain §2, fact 8)."""

    name: Text
    title: Text
    email: Email
    phone: Phone = ""


class Case(Part):
    """The archive case; `copies` are «Kopi til»."""

    reference: CaseReference
    copies: tuple[str, ...] = ()


class Dates(Part):
    """The days that bind. `answer` is the date on the answers; when it is not set, the day they are first written."""

    invitation: Day
    deadline: Day
    reply_by: Day
    answer: Day | None = None


class Allocation(Part):
    """How places are given out. `seed` is the outcome of `seed_event`, published beforehand; empty until it has happened."""

    seed: str = ""
    seed_event: str = ""


class Mailbox(Part):
    """The mailbox that registrations are sent to, for `kull fetch` (IMAP). The password never stands here.

    `port` is the usual one for `security` when it is not set; "none" is for a server on the same machine alone.
    """

    host: Text
    user: Text
    folder: Text = "INBOX"
    security: Literal["tls", "starttls", "none"] = "tls"
    port: Annotated[Whole, Field(ge=1, le=65535)] | None = None


class Smtp(Part):
    """The mail server that `kull send --via smtp` hands letters to. Login: KULL_SMTP_USER and KULL_SMTP_PASSWORD, never here.

    `port` is the usual one for `security` when it is not set; "none" is for a server on the same machine alone. `timeout` is in
    seconds, for each answer. `ca_file` (from the workspace) holds the certificate to trust of a house that signs its own.
    """

    host: Text
    sender: Email
    security: Literal["starttls", "tls", "none"] = "starttls"
    port: Annotated[Whole, Field(ge=1, le=65535)] | None = None
    per_minute: Annotated[Whole, Field(ge=1, le=6000)] = 30
    timeout: Annotated[Whole, Field(ge=1, le=600)] = 120
    ca_file: str = ""


class Mail(Part):
    """How letters leave by mail."""

    smtp: Smtp | None = None


class Award(Part):
    """What teams with measurable results and a poster get: `amount` in kroner. `answer_by`: when what is missing must be there.

    When it is not set, that is fourteen days after the last gathering (`year.grants.answer_by`).
    """

    amount: Annotated[Whole, Field(ge=1, le=1_000_000)] = 25_000
    answer_by: Day | None = None


class Override(Part):
    """A manual decision: goes before the rule, and is printed with the plan by name and reason."""

    registration: Text
    outcome: Literal["place", "reserve", "ineligible"]
    by: Text
    reason: Text


class Texts(Part):
    """Wordings that vary from cohort to cohort, per målform, used as they are in the letters."""

    complaint: dict[Language, str] = {}
    finance: dict[Language, str] = {}


class Meeting(Part):
    """One meeting. Its day is given by `date`, or by ISO `week` (and `weekday`), or only by `month` when it is not decided.

    `year` goes with `week` or `month`, where the rule of `calendar.year_of_week` or `year_of_month` does not hold.
    `title`, `theme` and `aim` are in bokmål, with `_nn` in nynorsk. A gathering runs lunch to lunch over two days.
    `certificate`: the diploma demands that one took part in it.
    """

    key: Key
    kind: MeetingKind
    audience: Audience = Audience.ALL
    title: Text
    title_nn: str = ""
    theme: str = ""
    theme_nn: str = ""
    aim: str = ""
    aim_nn: str = ""
    place: str = ""
    date: Day | None = None
    week: Annotated[Whole, Field(ge=1, le=53)] | None = None
    year: Annotated[Whole, Field(ge=2000, le=2100)] | None = None
    month: Annotated[Whole, Field(ge=1, le=12)] | None = None
    weekday: Annotated[Whole, Field(ge=1, le=7)] | None = None
    start: Clock | None = None
    end: Clock | None = None
    certificate: YesNo = False


class CertificateRule(Part):
    """Who gets a diploma: whoever was at the meetings marked `certificate`, less `may_miss` of them.

    `days`: on all days of each, or on one is enough.
    """

    days: Literal["all", "one"] = "all"
    may_miss: Annotated[Whole, Field(ge=0, le=50)] = 0


class Programme(Part):
    """All of `programme.toml`."""

    schema_version: Annotated[Literal[1], Field(alias="schema")]
    cohort: Cohort
    organiser: Organiser
    officer: Person
    signatory: Person
    contact: Person
    case: Case
    dates: Dates
    allocation: Allocation = Allocation()
    mailbox: Mailbox | None = None
    mail: Mail = Mail()
    award: Award = Award()
    overrides: tuple[Override, ...] = ()
    texts: Texts = Texts()
    certificate: CertificateRule = CertificateRule()
    meetings: Annotated[tuple[Meeting, ...], Field(min_length=1)]

    @property
    def deadline_at(self) -> dt.datetime:
        """The last moment of the deadline's day, in Oslo («Påmeldingsfrist … 1. mai», 23:59:59)."""
        return dt.datetime.combine(self.dates.deadline, dt.time(23, 59, 59), OSLO)


class Recipient(Part):
    """One row of `recipients.xlsx`: who is invited. `name` is MOTTAKERNAVN, `contact` KONTAKT, `ref` «Deres ref»."""

    name: Text
    address: Text
    postal_code: PostalCode
    city: Text
    contact: str = ""
    email: Email
    ref: str = ""
    orgnr: Orgnr
    language: Language = "nb"

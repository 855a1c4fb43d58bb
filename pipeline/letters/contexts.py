"""What each letter's template may say: one frozen record per template, every string already worded.

A template names the fields as they stand here («{{ project.title }}»). A field made by `optional` may be empty, or may be left
out by an office's own template; every other string must be printed, and is looked for in the finished letter. Yes/no fields
steer what a template shows and are never printed. `properties` are the document's own, and `recipient` is a row of the
recipients list: neither is text that a letter must have (`ASIDE`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OPTIONAL: Mapping[str, bool] = {"optional": True}

ASIDE = ("properties", "recipient")
"""Fields of every context that stand beside what a letter must say: a template may print them, and need not."""

SAME_IN_ALL = frozenset(
    {
        "capacity",
        "cohort",
        "contact",
        "dated",
        "deadline",
        "gatherings",
        "given",
        "heading",
        "meetings",
        "online_meetings",
        "organiser",
        "places",
        "reference",
        "reply_by",
        "sender",
        "signatory",
    }
)
"""Fields that say the same in all letters of a run: a template made for Word's merge may say them in words of its own."""


def optional(default: Any = "") -> Any:
    """A field that may be empty, and that a template need not show."""
    return field(default=default, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProperties:
    """What the file says about itself. `language` is "nb" or "nn"; `title` has at most 90 characters (domain §6)."""

    title: str
    author: str
    language: str
    dated: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture (PNG or JPEG), `width` millimetres wide, and `alt`, what it says to those who do not see it."""

    content: bytes
    width: float
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubDocument:
    """A Word document that stands in a letter as a part of it."""

    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    """The recipient's row in recipients.xlsx, for merge fields. All of it is empty when the recipient is not on the list.

    `orgnr` is in groups of three, `language` is «bokmål» or «nynorsk».
    """

    name: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    contact: str = optional()
    email: str = ""
    ref: str = optional()
    orgnr: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The organiser: letterhead and footer. `address` is one line with postal code and city, `orgnr` in groups of three."""

    name: str
    address: str
    orgnr: str
    email: str
    phone: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The line of references (domain §6). `dated` is «Bodø, 04.03.2025», `theirs` what the recipient calls the case."""

    ours: str
    officer: str
    dated: str
    theirs: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """Whom to ask."""

    name: str
    email: str
    title: str = optional()
    phone: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A team's registration. `id` is the register's («UNN-1»), which the recipient is asked to quote."""

    id: str
    title: str
    trust: str
    unit: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting as a table row: «10.–11. september 2025», «Tromsø», «Samling 1», «alle», theme and aim."""

    when: str
    meeting: str
    place: str = optional()
    week: str = optional()
    clock: str = optional()
    audience: str = optional()
    theme: str = optional()
    aim: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A label and what was registered under it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A member as the receipt shows one.

    Never the role, and not the title either: «hovedtillitsvalgt» tells of union membership (domain §2, fact 2).
    """

    name: str
    profession: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """One project in the joint answer to a trust. `outcome` is «Plass» or «Reserveplass nr. 2»."""

    id: str
    priority: str
    title: str
    outcome: str
    unit: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every document has."""

    properties: DocumentProperties
    heading: str
    recipient: RecipientRow = RecipientRow()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext(Context):
    """What every letter with an addressee has. `addressee` are the lines of the address; none of them is empty."""

    addressee: tuple[str, ...]
    reference: Reference
    cohort: str
    sender: Sender
    signatory: Signatory
    attachments: tuple[str, ...] = optional(())
    copies: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationContext(LetterContext):
    """Invitation. `gatherings` and `online_meetings` are counts of the meetings for the whole team."""

    contact: ContactPerson
    capacity: str
    deadline: str
    reply_by: str
    gatherings: str
    online_meetings: str
    places: str
    deadline_note: str = optional()
    seed_event: str = optional()
    finance: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderContext(LetterContext):
    """Reminder to a trust that has sent nothing: `trust` is its name, `counted_on` the day of the count."""

    contact: ContactPerson
    trust: str
    counted_on: str
    deadline: str
    reply_by: str
    deadline_note: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedReport:
    """A report that has not come: which form, the day it was due («28. november 2025»), and what it was for."""

    form: str
    due: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReminderContext(LetterContext):
    """Reminder to a team of the reports that it owes, the oldest first; `counted_on` is the day of the count."""

    contact: ContactPerson
    project: Project
    counted_on: str
    reports: tuple[AwaitedReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContext(LetterContext):
    """Receipt: what was registered.

    `late`: it came after the deadline, and only then `deadline` is given; `incomplete`: another letter says what is missing.
    """

    contact: ContactPerson
    registration_id: str
    received: str
    reply_by: str
    details: tuple[Detail, ...]
    late: bool
    incomplete: bool
    members: tuple[MemberRow, ...] = optional(())
    deadline: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingContext(LetterContext):
    """What must be mended before the team can get a place, one sentence an item. `answer_by` is empty when no day is left."""

    contact: ContactPerson
    project: Project
    items: tuple[str, ...]
    answer_by: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceContext(LetterContext):
    """Offer of a place.

    `adviser_must_attend`: no trained agent is in the team (team.agent-or-adviser-attends); only then `adviser` has a name.
    """

    project: Project
    capacity: str
    meetings: tuple[MeetingRow, ...]
    reasons: tuple[str, ...]
    adviser_must_attend: bool
    adviser: str = optional()
    finance: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveContext(LetterContext):
    """A number on the reserve list. `meetings` are the gatherings, to keep free."""

    project: Project
    number: str
    meetings: tuple[MeetingRow, ...]
    reasons: tuple[str, ...]
    complaint: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEligibleContext(LetterContext):
    """No place, because the registration does not meet the conditions."""

    project: Project
    reasons: tuple[str, ...]
    complaint: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustContext(LetterContext):
    """Joint answer to a trust: its teams in its own order of priority.

    `summary` counts the outcomes, `basis` is the rule and the figures that all decisions of the plan have in common.
    """

    trust: str
    summary: str
    teams: tuple[TeamRow, ...]
    basis: tuple[str, ...]
    has_place: bool
    has_reserve: bool
    complaint: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeContext(Context):
    """The programme, appendix to the invitation: `dated` is the day of this edition."""

    sender: Sender
    dated: str
    meetings: tuple[MeetingRow, ...]
    notes: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class DiplomaContext(Context):
    """Diploma for one person. `given` is «Bodø, 30.04.2026», `gatherings` the meetings that he or she took part in."""

    organiser: str
    cohort: str
    name: str
    project_title: str
    trust: str
    given: str
    gatherings: tuple[MeetingRow, ...]
    signatory: Signatory
    unit: str = optional()


def printed_fields(record: object) -> Iterator[tuple[str, Any, bool]]:
    """The fields of a context or row as (name, value, required), without those that stand aside (`ASIDE`)."""
    aside = ASIDE if isinstance(record, Context) else ()
    for f in fields(record):  # type: ignore[arg-type]  # every record here is a dataclass
        if f.name not in aside:
            yield f.name, getattr(record, f.name), not f.metadata.get("optional", False)

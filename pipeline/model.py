"""The values that cross steps, in the order in which they appear on the way from a file to a letter.

All are frozen. Between reading and rendering nothing else crosses a step, so that each step can be run, cached and tested
alone, and in another process. Paths into a registration («members[0].email», «adviser.name») are those of the contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pipeline.i18n import Message

# --- what stands on the paper --------------------------------------------------------------------------------------------


class FieldKind(StrEnum):
    """What a filled-in control is."""

    TEXT = "text"
    TICK = "tick"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One control of a form: content control, PDF field, defined cell. `text` of a tick is "☒" or "☐".

    `key` is what the maker of the form called it (tag, field name, defined name), `label` what it says to a person (alias,
    tooltip). Either may be empty.
    """

    key: str
    label: str
    text: str
    where: str
    kind: FieldKind = FieldKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph or printed line. Tick boxes stand in the text as ☒ and ☐. `heading` when its style says so.

    `legibility` (0–1) is how sure the letters themselves are: below 1 only where they were guessed from a picture.
    """

    text: str
    where: str
    heading: bool = False
    legibility: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a grid. `span` > 1: it takes that many columns; the columns it covers are not repeated.

    `lines` holds the cell's paragraphs; `text` joins them with a line feed. `legibility` as of a line. `large`: so many of its
    lines come first in larger print than those below them, as a label does over its help; 0 when all are alike.
    """

    text: str
    where: str
    span: int = 1
    header: bool = False
    legibility: float = 1.0
    large: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as it stands: rows of cells, merged cells once."""

    rows: tuple[tuple[Cell, ...], ...]
    where: str


Block = Line | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTo:
    """What a return form says that it answers: the registration's id, and the form that it was made from (`id_key`).

    `asked` are the keys that were empty and open on it.
    """

    registration: str
    form: str = ""
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormIdentity:
    """Which of kull's own forms this is. `reply_to`: a return form, made to complete a registration."""

    id: str
    version: int
    language: str
    reply_to: ReplyTo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on a file's pages, and where: nothing interpreted yet.

    `blocks` are in reading order; `entries` are the form's controls (also shown in `blocks` where the format places them in
    the text). `method` says how sure reading is: "tag"/"label" for text as typed, "layout" for words put together by position,
    "ocr" for guessed letters, whose certainty is `legibility` (0–1). `beside` is text that the file holds and its pages do not
    (headers, comments, properties, hidden sheets); `remarks` are about the file itself.
    """

    format: str
    blocks: tuple[Block, ...] = ()
    entries: tuple[Entry, ...] = ()
    form: FormIdentity | None = None
    method: str = "label"
    legibility: float = 1.0
    remarks: tuple[Finding, ...] = ()
    beside: tuple[Line, ...] = ()


# --- what it says --------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """A member's role in the team (contract: leader, union_rep, staff)."""

    LEADER = "leader"
    UNION_REP = "union_rep"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask about a registration."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a team. `profession` is canonical (vocabulary) or as written; `phone` is E.164."""

    name: str | None = None
    title: str | None = None
    role: Role | None = None
    profession: str | None = None
    email: str | None = None
    phone: str | None = None
    trained_agent: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adviser:
    """The trust's own improvement adviser (lokal forbedringsveileder); outside the team."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    attends: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """What the trust binds itself to («Ved deltakelse forplikter foretakene seg»). None: the form does not say."""

    leader_leads: bool | None = None
    whole_team: bool | None = None
    follow_up: bool | None = None
    time: bool | None = None
    costs: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What a registration says. None or empty: it does not say. Never a guess."""

    trust: str | None = None
    unit: str | None = None
    place: str | None = None
    title: str | None = None
    priority: int | None = None
    problem: str | None = None
    goal: str | None = None
    baseline: str | None = None
    challenges: tuple[str, ...] = ()
    contact: Contact = Contact()
    members: tuple[Member, ...] = ()
    adviser: Adviser = Adviser()
    commitments: Commitments = Commitments()
    binding: bool | None = None
    signed_name: str | None = None
    signed_date: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a value came from: the words as written, the place in the file, how it was found and how sure that is.

    `method` is one of "tag", "label", "layout", "ocr", "correction". `confidence` (0–1): how sure reading was; when it is done,
    the share that is right of the values it was as sure of. `needs_review`: a person must look at it.
    """

    text: str
    where: str
    method: str
    confidence: float
    needs_review: bool = False


class Severity(StrEnum):
    """How much a finding matters (domain §2)."""

    ERROR = "error"
    REVIEW = "review"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong, uncertain or worth knowing in one registration."""

    rule: str
    severity: Severity
    path: str
    message: Message
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one team's form says, before anything else is known: the result of reading and recognising, cached by content.

    `findings` are those of reading itself (rules named «reading.…»): text that was not understood, a column nobody knows.
    """

    values: Values
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    asked: frozenset[str] = frozenset()
    form: FormIdentity | None = None
    format: str = ""
    withdrawal: bool = False

    @property
    def reply_to(self) -> ReplyTo | None:
        """The registration that this completes, when it is a return form that was sent back."""
        return self.form.reply_to if self.form else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """What a filled-in form of the year says (status report, self-evaluation, …), whoever it is from.

    `answers` has a value for each key of the form that was answered, as text: of a choice its value («3.5»), of a tick "yes" or
    "no", of a date ISO 8601, of a number with a decimal point; else the words as written. What is not understood stands as
    written and needs review. `provenance` and the paths of `findings` go by the same keys. `sender` is the address that a
    team's form was mailed from; never kept of a form that is filled in without names.
    """

    form: FormIdentity
    answers: Mapping[str, str]
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    format: str = ""
    sender: str = ""


class SetAsideReason(StrEnum):
    """Why a file could not be read as a registration."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    NOT_A_FORM = "not_a_form"
    OTHER_FORM = "other_form"
    UNSUPPORTED = "unsupported"
    DYNAMIC_XFA = "dynamic_xfa"
    TOO_LARGE = "too_large"
    TOOK_TOO_LONG = "took_too_long"
    READER_FAILED = "reader_failed"
    NO_ACCESS = "no_access"
    SYSTEM_FILE = "system_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """What reading returns for a file that it cannot take: a reason, and words for the case officer."""

    reason: SetAsideReason
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """All that one file gave: a reading for each team in it, or the reason why there is none.

    `filled` are the forms of the year in it: they are no registrations.
    `received`: when it came, by its own words (a mail's), with a zone; None: it does not say.
    """

    readings: tuple[Reading, ...] = ()
    filled: tuple[FilledForm, ...] = ()
    unreadable: Unreadable | None = None
    received: datetime | None = None


# --- what people mend ----------------------------------------------------------------------------------------------------


class Origin(StrEnum):
    """Which way a correction came: a cell of register.xlsx, `kull correct`, or a return form."""

    REGISTER = "register"
    COMMAND = "command"
    REPLY = "reply"


class CorrectionState(StrEnum):
    """What became of a correction in a registration.

    It holds; a later one took its place; a newer form says the same by itself; a newer form says something else («stale», a
    person must look); its words were not understood.
    """

    APPLIED = "applied"
    REPLACED = "replaced"
    MET = "met"
    STALE = "stale"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One value mended, kept beside the form that it was read from. The form itself is never changed.

    `form` is the form's `id_key` (content and part), `path` the place in it: members are counted by the rows of the form, and
    `member` is the one who stood there (None: a row was added). `old` and `text` are words as the register shows and takes
    them; an empty `text` takes the value away. `number` is the ledger's, 0 for a reply. `source` names the file of a reply.
    `was` is what was read there before it. `carries`: it holds for newer forms of the team too, as long as they say what this
    one said. `confirms`: no value is changed; what stands at `path` and below it was looked at, and is right.
    """

    form: str
    path: str
    text: str
    old: str
    by: str
    at: datetime
    origin: Origin
    why: str = ""
    number: int = 0
    member: Member | None = None
    source: str = ""
    carries: bool = True
    confirms: bool = False
    was: Provenance | None = None
    state: CorrectionState = CorrectionState.APPLIED

    @property
    def stale(self) -> bool:
        """Has a newer form changed the field to something else?"""
        return self.state is CorrectionState.STALE


# --- the register --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that a registration came in: `path` relative to the workspace, `part` counts teams within the file."""

    path: str
    sha256: str
    format: str
    received: datetime
    part: int = 0


class Status(StrEnum):
    """Where a registration stands (domain §3)."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NEEDS_REVIEW = "needs_review"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One team's registration in the register. `trust_orgnr` and `trust_short` are empty when the trust is unknown.

    `corrections` are those made to it, in the order of time, with the places that their values have in it now. `rows` gives
    the row of the form in which each member stands: corrections take out and add members.
    """

    id: str
    status: Status
    late: bool
    source: Source
    values: Values
    provenance: Mapping[str, Provenance]
    findings: tuple[Finding, ...]
    trust_orgnr: str = ""
    trust_short: str = ""
    superseded_by: str | None = None
    asked: frozenset[str] = frozenset()
    corrections: tuple[Correction, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def eligible(self) -> bool:
        """May it get a place (domain §3): no error, neither superseded nor withdrawn. A review does not keep it out."""
        return self.status in {Status.COMPLETE, Status.NEEDS_REVIEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A file that could not be read: stays where it is, and stands in the register with its reason (`quarantine`)."""

    path: str
    sha256: str
    reason: SetAsideReason
    message: Message
    received: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedForm:
    """A form of the year as it was received. `source.part` counts them within the file."""

    filled: FilledForm
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything received, in the order of ids; every file of the inbox is in one of them.

    `forms` are the forms of the year, in the order of receipt.
    """

    registrations: tuple[Registration, ...] = ()
    quarantine: tuple[SetAside, ...] = ()
    forms: tuple[ReceivedForm, ...] = ()

    def current(self) -> tuple[Registration, ...]:
        """The registrations that stand: neither superseded nor withdrawn."""
        gone = {Status.SUPERSEDED, Status.WITHDRAWN}
        return tuple(r for r in self.registrations if r.status not in gone)


# --- the places ----------------------------------------------------------------------------------------------------------


class Outcome(StrEnum):
    """What a registration got."""

    PLACE = "place"
    RESERVE = "reserve"
    INELIGIBLE = "ineligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one registration got and why. `order` counts places from 1, and reserves from 1; `drawn` is the lottery key used."""

    registration: str
    outcome: Outcome
    round: int | None
    order: int | None
    drawn: str | None
    reason: tuple[Message, ...]
    overridden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The allocation. `hash` binds seed, capacity and every decision; an approval names it.

    `draw_needed`: a draw decides somewhere; with no seed the plan cannot be approved. `open_reviews`: ids still to be looked
    at; `reviews_accepted` is the reason given by `approved_by` for approving with them open.
    """

    hash: str
    seed: str | None
    capacity: int
    decisions: tuple[Decision, ...]
    draw_needed: bool = False
    open_reviews: tuple[str, ...] = ()
    approved_by: str | None = None
    reviews_accepted: str | None = None

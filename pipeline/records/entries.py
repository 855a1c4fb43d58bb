"""From what kull knows of letters and of files received to entries in the journal. Pure: files come as hashes and sizes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.i18n import DEFAULT_LANGUAGE, Message, msg
from pipeline.letter_record import LetterKind, LetterRecord, LetterState
from pipeline.letters.occasion import slug
from pipeline.model import Register, Registration
from pipeline.programme.schema import Programme, Recipient
from pipeline.records.titles import HIDDEN, journal_title, names_to_hide, public_title
from pipeline.records.values import (
    Case,
    Direction,
    EntryStatus,
    JournalEntry,
    Officer,
    Party,
    PartyRole,
    RecordedDocument,
)
from pipeline.records.xml_text import one_line

SCREENED = frozenset(
    {LetterKind.RECEIPT, LetterKind.MISSING, LetterKind.NOT_ELIGIBLE, LetterKind.TRUST, LetterKind.GRANT_MISSING}
)
"""Letters that repeat what a form says of its people, or why a team falls short."""

COPIED = frozenset({LetterKind.INVITATION, LetterKind.TRUST})
"""Letters with «Kopi til»."""

_STATUS = {LetterState.APPROVED: EntryStatus.APPROVED, LetterState.HANDED_OVER: EntryStatus.SENT}
_LONGEST_FOLDER = 60
_ID_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who packs, whom it writes to and hears from. `names` are those that no public title may have (`office_of`)."""

    programme: Programme
    recipients: Mapping[str, Recipient]
    registrations: Mapping[str, Registration]
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """What begins the key of everything of this cohort: it is like no other, in any house."""
        return f"{self.programme.organiser.orgnr}/{self.programme.cohort.id}"

    @property
    def officer(self) -> Officer:
        """Who deals with the case."""
        return Officer(name=self.programme.officer.name, email=self.programme.officer.email)


def office_of(programme: Programme, recipients: Iterable[Recipient], register: Register) -> Office:
    """The office that has just this register."""
    return Office(
        programme=programme,
        recipients={one.orgnr: one for one in recipients},
        registrations={one.id: one for one in register.registrations},
        names=names_to_hide(name for one in register.registrations for name in _people(one)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One content that came in, however often: where it came first, where else, and the registrations that were read from it.

    `notice`: all that it says is that teams withdraw.
    """

    sha256: str
    path: str
    paths: tuple[str, ...]
    moment: datetime
    registrations: tuple[Registration, ...]
    notice: bool = False


def case_of(office: Office) -> Case:
    """The case of the cohort: year and number of its reference («2024/1180-15/250»: 1180 in 2024)."""
    year, _, rest = office.programme.case.reference.partition("/")
    return Case(
        key=office.key,
        title=journal_title(office.programme.cohort.name, office.programme.cohort.short_name),
        year=int(year),
        number=int(rest.partition("-")[0]),
        responsible=office.officer,
    )


def received_files(register: Register, notices: frozenset[tuple[str, int]]) -> tuple[Received, ...]:
    """Every content that a registration was read from, once, in the order in which they came.

    `notices` names the parts of files (hash, number) that are notices of withdrawal.
    """
    by_content: dict[str, list[Registration]] = defaultdict(list)
    for registration in register.registrations:
        by_content[registration.source.sha256].append(registration)
    received = (_received(sha256, group, notices) for sha256, group in by_content.items())
    return tuple(sorted(received, key=lambda one: (one.moment, one.path)))


def _received(sha256: str, group: Sequence[Registration], notices: frozenset[tuple[str, int]]) -> Received:
    first = min((one.source for one in group), key=lambda source: (source.received, source.path))
    return Received(
        sha256=sha256,
        path=first.path,
        paths=tuple(dict.fromkeys((first.path, *(one.source.path for one in group)))),
        moment=first.received,
        registrations=tuple(one for one in group if one.source.path == first.path),
        notice=all((sha256, one.source.part) in notices for one in group),
    )


def received_entry(office: Office, received: Received, document: RecordedDocument) -> JournalEntry:
    """The entry of what came in one file; `document` is the file, under `received_title`."""
    return JournalEntry(
        key=f"{office.key}/received/{received.sha256}",
        direction=Direction.INCOMING,
        status=EntryStatus.RECEIVED,
        title=document.title,
        public_title=public_title(document.title, office.names),
        documents=(document,),
        parties=(*_senders(office, received), _own_house(office, PartyRole.OUR_ADDRESSEE)),
        journal_date=received.moment.date(),
        document_date=_signed(received),
        received=received.moment,
    )


def received_title(office: Office, received: Received) -> str:
    """What came in, for which teams: ids alone, since what people call a project or a file may name somebody."""
    ids = ", ".join(one.id for one in received.registrations)
    cohort = office.programme.cohort.short_name
    said = msg("Registration for {cohort} – {ids}", cohort=cohort, ids=ids)
    if received.notice:
        said = msg("Withdrawal from {cohort} – {ids}", cohort=cohort, ids=ids)
    elif all(one.superseded_by and one.id.startswith(f"{one.superseded_by}-s") for one in received.registrations):
        said = msg("Return form for {cohort} – {ids}", cohort=cohort, ids=ids)
    return _titled(said)


def letter_key(office: Office, letter: LetterRecord, content: str) -> str:
    """What tells a letter apart for ever: kind, recipient, registration, and the hash of all that it says."""
    return f"{office.key}/letter/{letter.kind}/{letter.recipient}/{letter.registration or ''}/{content}"


def letter_entry(
    office: Office, letter: LetterRecord, key: str, documents: tuple[RecordedDocument, ...], sent: datetime | None = None
) -> JournalEntry:
    """The entry of one letter; the first of `documents` is the letter itself, the others go with it."""
    status = _STATUS.get(letter.state, EntryStatus.DRAFT)
    title = documents[0].title
    if status is EntryStatus.DRAFT:
        title = _titled(msg("DRAFT: {title}", title=title))
    return JournalEntry(
        key=key,
        direction=Direction.OUTGOING,
        status=status,
        title=title,
        public_title=_public(office, letter, title),
        documents=documents,
        parties=tuple(_parties(office, letter)),
        journal_date=letter.dated,
        document_date=letter.dated,
        sent=sent,
    )


def _public(office: Office, letter: LetterRecord, title: str) -> str:
    """A diploma's title always names somebody, who need not be on any form."""
    hidden = public_title(title, office.names)
    if letter.kind is LetterKind.DIPLOMA and hidden == title:
        return _titled(msg("Diploma for {name}", name=HIDDEN))
    return hidden


def folder_name(entry: JournalEntry, about: str) -> str:
    """The folder of a package: kind, date, what it is about in plain letters, and the beginning of its id."""
    named = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in about).strip("-") or slug(about)
    short = named[:_LONGEST_FOLDER].strip("-")
    return f"{entry.direction.code}-{entry.journal_date.isoformat()}-{short}-{str(entry.system_id)[:_ID_SHOWN]}"


def _titled(said: Message) -> str:
    """In bokmål: the journal is the organiser's, whatever målform a letter is in."""
    words = said.in_language(DEFAULT_LANGUAGE)
    return journal_title(words, words)


def _people(registration: Registration) -> Iterator[str | None]:
    values = registration.values
    yield from (member.name for member in values.members)
    yield from (values.adviser.name, values.contact.name, values.signed_name)


def _signed(received: Received) -> date | None:
    """The date on the form, when all of the file say the same, beyond doubt, and it is not after the day it came."""
    dates = {_sure_date(one) for one in received.registrations}
    day = dates.pop() if len(dates) == 1 else None
    return day if day and day <= received.moment.date() else None


def _sure_date(registration: Registration) -> date | None:
    note = registration.provenance.get("signed_date")
    return registration.values.signed_date if note and not note.needs_review else None


def _senders(office: Office, received: Received) -> Iterator[Party]:
    """Each trust once."""
    trusts = dict.fromkeys((one.trust_orgnr, _trust_as_written(one)) for one in received.registrations)
    yield from dict.fromkeys(_trust(office, PartyRole.SENDER, orgnr, written) for orgnr, written in trusts)


def _parties(office: Office, letter: LetterRecord) -> Iterator[Party]:
    written = _trust_as_written(office.registrations.get(letter.registration or ""))
    if letter.kind is LetterKind.ADVISER and letter.recipient not in office.recipients:
        written = msg("Improvement adviser").in_language(DEFAULT_LANGUAGE)
    yield _trust(office, PartyRole.ADDRESSEE, letter.recipient, written)
    if letter.kind in COPIED:
        yield from (Party(role=PartyRole.COPY, name=name) for name in _named(office.programme.case.copies))
    yield _own_house(office, PartyRole.OUR_SENDER)


def _named(names: Iterable[str]) -> Iterator[str]:
    return (name for name in map(one_line, names) if name)


def _trust(office: Office, role: PartyRole, orgnr: str, written: str) -> Party:
    """A trust by the recipients list; one that is not on it only by what a form calls it."""
    trust = office.recipients.get(orgnr)
    if trust is None:
        return Party(role=role, name=written)
    return Party(
        role=role,
        name=trust.name,
        orgnr=trust.orgnr,
        address=trust.address,
        postal_code=trust.postal_code,
        city=trust.city,
        email=trust.email,
        their_reference=one_line(trust.ref) if role is PartyRole.ADDRESSEE else "",
    )


def _trust_as_written(registration: Registration | None) -> str:
    written = one_line(registration.values.trust or "") if registration else ""
    return written or msg("trust not stated").in_language(DEFAULT_LANGUAGE)


def _own_house(office: Office, role: PartyRole) -> Party:
    organiser = office.programme.organiser
    return Party(role=role, name=organiser.name, orgnr=organiser.orgnr, officer=office.officer)

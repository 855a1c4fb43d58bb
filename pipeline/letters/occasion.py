"""What the letters of one run have in common, and the parts that are the same in every letter: sender, address, references."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.i18n import Message, msg
from pipeline.letter_record import LetterKind
from pipeline.letters.contexts import (
    ContactPerson,
    Context,
    DocumentProperties,
    Project,
    RecipientRow,
    Reference,
    Sender,
    Signatory,
)
from pipeline.model import Plan, Register, Registration, Role
from pipeline.programme import wording
from pipeline.programme.schema import OSLO, Programme, Recipient

LONGEST_TITLE = 90
"""Characters in a document's title (domain §6)."""

LANGUAGES = ("nb", "nn")
MAALFORM = {"nb": "bokmål", "nn": "nynorsk"}

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ł": "l", "ð": "d", "þ": "th"})
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person who took part: in which team, and the keys of the meetings."""

    name: str
    registration: str
    meetings: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Everything that the letters of one run are made from. `dated` is the date on them.

    `papers` are what the step that knows the year has drafted already: papers of the meetings, reminders of reports.
    """

    register: Register
    plan: Plan | None
    programme: Programme
    recipients: tuple[Recipient, ...]
    dated: dt.date
    attendance: tuple[Attendee, ...] = ()
    papers: Mapping[LetterKind, tuple[Draft, ...]] = field(default_factory=dict)

    def recipient(self, orgnr: str) -> Recipient | None:
        """The recipient with that organisation number, when there is one on the list."""
        return next((r for r in self.recipients if r.orgnr == orgnr), None) if orgnr else None

    def language(self, registration: Registration) -> str:
        """The målform of a team's letters: its own wish, else its trust's, else bokmål."""
        recipient = self.recipient(registration.trust_orgnr)
        wishes = (registration.values.language, recipient.language if recipient else None)
        return next((wish for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter before its kind has given it a template and a name. `owner` begins its file name («UNN-1», «UNN»)."""

    owner: str
    language: str
    context: Context
    recipient: str = ""
    registration: str | None = None
    remarks: tuple[Message, ...] = ()


def base(
    occasion: Occasion, heading: Message, language: str, recipient: Recipient | None, *, title: Message | None = None
) -> dict[str, Any]:
    """The fields that every document has (`contexts.Context`). Its title is its heading, when no other is given."""
    programme = occasion.programme
    words = heading.in_language(language)
    name = title.in_language(language) if title else words
    return {
        "heading": words,
        "recipient": recipient_row(recipient),
        "properties": DocumentProperties(
            title=shortened(name, LONGEST_TITLE), author=programme.organiser.name, language=language, dated=occasion.dated
        ),
    }


def letter(
    occasion: Occasion, heading: Message, language: str, addressee: tuple[str, ...], recipient: Recipient | None
) -> dict[str, Any]:
    """The fields that every letter with an addressee has (`contexts.LetterContext`)."""
    programme = occasion.programme
    reference = Reference(
        ours=programme.case.reference,
        officer=programme.officer.name,
        dated=place_and_date(programme, occasion.dated),
        theirs=recipient.ref if recipient else "",
    )
    return {
        **base(occasion, heading, language, recipient),
        "addressee": addressee,
        "reference": reference,
        "cohort": programme.cohort.name,
        "sender": sender(programme),
        "signatory": signatory(programme),
    }


def team_letter(occasion: Occasion, heading: Message, registration: Registration) -> dict[str, Any]:
    """The fields that every letter to a team has: its language, its address, and what its trust calls the case."""
    recipient = occasion.recipient(registration.trust_orgnr)
    return letter(occasion, heading, occasion.language(registration), team_address(occasion, registration), recipient)


def recipient_row(recipient: Recipient | None) -> RecipientRow:
    """What merge fields say of a recipient."""
    if recipient is None:
        return RecipientRow()
    return RecipientRow(
        name=recipient.name,
        address=recipient.address,
        postal_code=recipient.postal_code,
        city=recipient.city,
        contact=recipient.contact,
        email=recipient.email,
        ref=recipient.ref,
        orgnr=_in_threes(recipient.orgnr),
        language=MAALFORM[recipient.language],
    )


def sender(programme: Programme) -> Sender:
    """The organiser as letterhead and footer name it."""
    organiser = programme.organiser
    return Sender(
        name=organiser.name,
        address=f"{organiser.address}, {organiser.postal_code} {organiser.city}",
        orgnr=_in_threes(organiser.orgnr),
        email=organiser.email,
        phone=wording.phone_in_words(organiser.phone) if organiser.phone else "",
    )


def _in_threes(orgnr: str) -> str:
    return " ".join(re.findall("...", orgnr))


def signatory(programme: Programme) -> Signatory:
    """Who signs."""
    return Signatory(name=programme.signatory.name, title=programme.signatory.title)


def contact_person(programme: Programme) -> ContactPerson:
    """The one contact of the programme file (domain §2, fact 8)."""
    contact = programme.contact
    phone = wording.phone_in_words(contact.phone) if contact.phone else ""
    return ContactPerson(name=contact.name, title=contact.title, email=contact.email, phone=phone)


def place_and_date(programme: Programme, day: dt.date) -> str:
    """«Bodø, 04.03.2025»."""
    return f"{programme.organiser.city}, {wording.short_date(day)}"


def day_in_words(day: dt.date, language: str) -> str:
    """«torsdag 1. mai 2025»."""
    return f"{wording.weekday(day, language)} {wording.long_date(day, language)}"


def moment_in_words(moment: dt.datetime, language: str) -> str:
    """«28. april 2025 kl. 10.12», Norwegian time."""
    local = moment.astimezone(OSLO)
    return f"{wording.long_date(local.date(), language)} {wording.clock(local.time())}"


def trust_address(recipient: Recipient) -> tuple[str, ...]:
    """The lines of the address of a trust on the recipients list."""
    contact = (f"v/ {recipient.contact}",) if recipient.contact else ()
    return (recipient.name, *contact, recipient.address, f"{recipient.postal_code} {recipient.city}")


def team_address(occasion: Occasion, registration: Registration) -> tuple[str, ...]:
    """The lines of a team's address: trust, unit, the person to write to; then the trust's postal address, else an e-mail."""
    recipient = occasion.recipient(registration.trust_orgnr)
    person, email = person_to_write_to(registration)
    trust = recipient.name if recipient else registration.values.trust
    home = (recipient.address, f"{recipient.postal_code} {recipient.city}") if recipient else (email,)
    known = recipient.contact if recipient else ""
    named = f"v/ {person or known}" if person or known else None
    lines = tuple(one_line(line) for line in (trust, registration.values.unit, named, *home) if line)
    return lines or (registration.id,)


def person_to_write_to(registration: Registration) -> tuple[str | None, str | None]:
    """Name and e-mail address of the contact given on the form, else of the team's leader."""
    contact = registration.values.contact
    leader = next((m for m in registration.values.members if m.role is Role.LEADER), None)
    name = contact.name or (leader.name if leader else None)
    return name, contact.email or (leader.email if leader else None)


def address_remarks(occasion: Occasion, registration: Registration) -> tuple[Message, ...]:
    """What the case officer must know about the address of a team's letter."""
    if occasion.recipient(registration.trust_orgnr):
        return ()
    if person_to_write_to(registration)[1]:
        return (
            msg(
                "The trust of {id} is not on the recipients list, so the letter has an e-mail address and no postal address."
                " Add the trust to the list, or send it by e-mail.",
                id=registration.id,
            ),
        )
    return (
        msg(
            "The trust of {id} is not on the recipients list, and the form has no e-mail address: the letter has no address."
            " Add the trust to the list, or correct the contact in the register.",
            id=registration.id,
        ),
    )


def project_of(occasion: Occasion, registration: Registration, language: str) -> Project:
    """The registration as its letters speak of it; what the form does not say is said in so many words."""
    recipient = occasion.recipient(registration.trust_orgnr)
    values = registration.values
    return Project(
        id=registration.id,
        title=values.title or msg("no title given").in_language(language),
        trust=(recipient.name if recipient else values.trust) or msg("trust not stated").in_language(language),
        unit=values.unit or "",
    )


def paragraphs(texts: Any, language: str) -> tuple[str, ...]:
    """A wording of the programme file in `language` (bokmål when there is none), a paragraph a line."""
    return tuple(line.strip() for line in (texts.get(language) or texts.get("nb", "")).splitlines() if line.strip())


def one_line(text: str) -> str:
    """`text` without line breaks: an address line is one line."""
    return " ".join(text.split())


def shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut between words and ended with «…» when it is longer."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut.rsplit(' ', 1)[0].rstrip(' ,;:–-')}…" if " " in cut else f"{cut}…"


def short_name(recipient: Recipient) -> str:
    """What a trust's files begin with: its short name («UNN»), or its name in plain letters when it has none."""
    trust = load_vocabulary().trust_by_orgnr(recipient.orgnr)
    return trust.short if trust else slug(recipient.name)


def trust_key(registration: Registration) -> str:
    """What the projects of one trust have in common: its organisation number, else its name as written, folded."""
    return registration.trust_orgnr or fold(registration.values.trust or "")


def slug(text: str) -> str:
    """`text` in plain ASCII letters, digits and dashes: «Nordlandssykehuset HF» → «nordlandssykehuset-hf»."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    plain = re.sub(r"[^a-z0-9]+", "-", decomposed.encode("ascii", "ignore").decode())
    return plain[:_LONGEST_SLUG].strip("-") or "uten-navn"

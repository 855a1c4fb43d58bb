"""Whom a letter goes to by mail: an address that can be relied on, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.letters.adviser_contexts import AdviserCard
from pipeline.letters.occasion import one_line
from pipeline.model import Registration, Role, Severity
from pipeline.outbox.mail import Mailbox
from pipeline.programme.notation import ascii_email
from pipeline.programme.schema import Programme, Recipient
from pipeline.programme.workspace import PROGRAMME_FILE

NOBODY = msg("The trust is not on the recipients list, so there is no e-mail address. Add it to the list.")


def trust_mailbox(recipient: Recipient | None) -> Mailbox | Message:
    """The address of the recipients list (EPOST), or why nothing can go there."""
    if recipient is None:
        return NOBODY
    return _mailbox(recipient.name, recipient.email)


def team_mailbox(registration: Registration) -> Mailbox | Message:
    """The contact of the form when it has an address, else the team's leader; or why nothing can go there.

    An address that was read with doubt is no address: a letter that goes to somebody else cannot be called back.
    """
    found = next(((path, name, email) for path, name, email in _addresses(registration) if email), None)
    if found is None:
        return msg("The form has no e-mail address. Add it: kull correct {id} contact.email ADDRESS", id=registration.id)
    path, name, email = found
    return _doubt(registration, path, email) or _mailbox(name, email)


def _doubt(registration: Registration, path: str, email: str) -> Message | None:
    """Why the address at `path` cannot be relied on."""
    provenance = registration.provenance.get(path)
    doubts = [one for one in registration.findings if one.path == path and one.severity is not Severity.INFO]
    if not doubts and (provenance is None or not provenance.needs_review):
        return None
    return msg(
        "The e-mail address {address} was read with doubt. Look at it, and confirm it: kull correct {id} {path} --ok",
        address=email,
        id=registration.id,
        path=path,
    )


def adviser_mailbox(adviser: AdviserCard, registrations: Iterable[Registration]) -> Mailbox | Message:
    """The adviser's address, or why nothing can go there: on one of `registrations` it may have been read with doubt."""
    email = adviser.email
    if not email:
        return msg(
            "{name} has no e-mail address. Correct the form (kull correct ID adviser.email ADDRESS), or write a new row in the "
            "sheet of advisers.",
            name=adviser.name,
        )
    for one in registrations:
        if one.values.adviser.email == email and (doubt := _doubt(one, "adviser.email", email)):
            return doubt
    return _mailbox(adviser.name, email)


def organiser_mailbox(programme: Programme) -> Mailbox:
    """Where answers to a mail go: the organiser's own address.

    Raises:
        ConfigurationError: no mail server takes it.
    """
    return Mailbox(name=one_line(programme.organiser.name), address=own_address("organiser.email", programme.organiser.email))


def own_address(place: str, email: str) -> str:
    """An address of the programme file (at `place`) as mail servers take it.

    Raises:
        ConfigurationError: none does.
    """
    address = ascii_email(email)
    if address is None:
        message = msg("No mail server takes this e-mail address: {address}. Correct it.", address=email)
        raise ConfigurationError((Fault(file=PROGRAMME_FILE, place=place, value=email, message=message),))
    return address


def _addresses(registration: Registration) -> Iterator[tuple[str, str, str | None]]:
    """Place, name and address of those whom a letter to the team may go to, in the order in which they are asked for."""
    contact = registration.values.contact
    yield "contact.email", contact.name or "", contact.email
    for index, member in enumerate(registration.values.members):
        if member.role is Role.LEADER:
            yield f"members[{index}].email", member.name or "", member.email


def _mailbox(name: str, email: str) -> Mailbox | Message:
    address = ascii_email(email)
    if address is None:
        return msg("No mail server takes this e-mail address: {address}. Correct it.", address=email)
    return Mailbox(name=one_line(name), address=address)

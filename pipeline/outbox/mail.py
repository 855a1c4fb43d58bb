"""A mail as bytes (RFC 5322, MIME): the same mail gives the same bytes, whenever and wherever it is made."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from pipeline.programme.schema import OSLO

_TYPES: Final = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_MORNING: Final = dt.time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Somebody who has an address. `address` is plain ASCII, `name` one line; it may be empty."""

    address: str
    name: str = ""

    def __str__(self) -> str:
        """«Kari Nordli <kari@unn.example>»."""
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail, by its place on disk: there may be thousands of mails."""

    file: Path

    @property
    def name(self) -> str:
        """Its name in the mail."""
        return self.file.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail. `key` is what tells it apart from every other: the mail's own number is made of it.

    `sender` is None in a draft, whose sender is whoever sends it; `reply_to` is where answers go.
    """

    key: tuple[str, ...]
    to: Mailbox
    reply_to: Mailbox
    subject: str
    text: str
    dated: dt.date
    attachments: tuple[Attachment, ...]

    @property
    def message_id(self) -> str:
        """The mail's own number: the same for the same letters, however often it is made."""
        return f"<kull.{_mark(self.key)}@{self.reply_to.address.rpartition('@')[2]}>"


def draft_bytes(mail: Mail) -> bytes:
    """The mail as a draft that Outlook and others open for sending."""
    return _bytes(mail, None)


def mail_bytes(mail: Mail, sender: Mailbox) -> bytes:
    """The mail as it goes to a server: lines of at most 998 characters, all of them ASCII."""
    return _bytes(mail, sender)


def fingerprints(mail: Mail) -> Iterator[str]:
    """Each attachment by its name and its hash."""
    for one in mail.attachments:
        yield f"{one.name} sha256:{hashlib.sha256(one.file.read_bytes()).hexdigest()}"


def _bytes(mail: Mail, sender: Mailbox | None) -> bytes:
    message = EmailMessage(policy=SMTP)
    if sender is None:
        message["X-Unsent"] = "1"
    else:
        message["From"] = _address(sender)
    message["To"] = _address(mail.to)
    message["Reply-To"] = _address(mail.reply_to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(dt.datetime.combine(mail.dated, _MORNING, OSLO))
    message["Message-ID"] = mail.message_id
    message.set_content(mail.text, cte="quoted-printable")
    for one in mail.attachments:
        main, sub = _TYPES[one.file.suffix]
        message.add_attachment(one.file.read_bytes(), maintype=main, subtype=sub, filename=one.name)
    if mail.attachments:
        message.set_boundary(f"=_kull_{_mark(mail.key)}")
    return message.as_bytes()


def _address(mailbox: Mailbox) -> Address:
    return Address(display_name=mailbox.name, addr_spec=mailbox.address)


def _mark(key: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]

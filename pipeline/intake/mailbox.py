"""A mailbox on an IMAP server, only looked at: nothing in it is marked, moved or deleted (EXAMINE and BODY.PEEK, RFC 3501).

The only module that knows imap-tools, and the only one of intake that uses the network.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.intake.readers.mail import moment_of
from pipeline.programme.schema import Mailbox
from pipeline.programme.workspace import PROGRAMME_FILE

TIMEOUT_S: Final = 30.0

_PORTS: Final[Mapping[str, int]] = {"tls": 993, "starttls": 143, "none": 143}
_HERE: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")
_DATE: Final = re.compile(rb'INTERNALDATE "([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A mail on the server: its number in the folder (`uid`), its size in bytes, and when the server received it."""

    uid: str
    size: int
    received: datetime | None


class OpenMailbox:
    """A folder on the server, opened for looking. `validity` tells whether the uids of an earlier look still hold."""

    def __init__(self, box: BaseMailBox, folder: str) -> None:
        """Opens `folder`; nothing in it can be changed from here on."""
        self._box = box
        box.folder.set(folder, readonly=True)
        self.validity = str(box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])

    def uids(self) -> tuple[str, ...]:
        """The numbers of all mails in the folder, oldest first."""
        return tuple(self._box.uids("ALL"))

    def look(self, uid: str) -> Waiting:
        """Size and time of one mail; nothing of it is fetched."""
        _, answer = self._box.client.uid("FETCH", uid, "(RFC822.SIZE INTERNALDATE)")
        said = b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in answer if part)
        size, date = _SIZE.search(said), _DATE.search(said)
        return Waiting(uid=uid, size=int(size[1]) if size else 0, received=moment_of(date[1].decode()) if date else None)

    def fetch(self, uid: str) -> bytes:
        """The mail as the server has it, byte for byte; empty when it is gone since."""
        _, answer = self._box.client.uid("FETCH", uid, "(BODY.PEEK[])")
        return next((part[1] for part in answer if isinstance(part, tuple)), b"")


@contextmanager
def open_mailbox(settings: Mailbox, secret: str, *, is_token: bool = False) -> Iterator[OpenMailbox]:
    """The folder of `settings`, for as long as the context lasts. `secret` is the password, or an OAuth 2.0 token.

    Raises:
        ConfigurationError: the server cannot be reached or trusted, does not let the user in, or has no such folder.
    """
    with _explaining(settings):
        if settings.security == "none" and settings.host not in _HERE:
            raise _fault("security", settings.security, NOT_IN_THE_OPEN)
        box = _connected(settings)
        try:
            _log_in(box, settings.user, secret, is_token=is_token)
            yield OpenMailbox(box, settings.folder)
        finally:
            _leave(box)


NOT_IN_THE_OPEN = msg("The password would cross the network for all to read. Use tls, or starttls.")


def _connected(settings: Mailbox) -> BaseMailBox:
    port = settings.port or _PORTS[settings.security]
    match settings.security:
        case "tls":
            return MailBox(settings.host, port, timeout=TIMEOUT_S, ssl_context=ssl.create_default_context())
        case "starttls":
            return MailBoxStartTls(settings.host, port, timeout=TIMEOUT_S, ssl_context=ssl.create_default_context())
        case "none":
            return MailBoxUnencrypted(settings.host, port, timeout=TIMEOUT_S)


def _log_in(box: BaseMailBox, user: str, secret: str, *, is_token: bool) -> None:
    """An old LOGIN takes ASCII alone; a name or password with «æ» goes by SASL PLAIN (RFC 4616)."""
    if is_token:
        box.xoauth2(user, secret, initial_folder=None)
    elif f"{user}{secret}".isascii():
        box.login(user, secret, initial_folder=None)
    else:
        box.login_utf8(user, secret, initial_folder=None)


def _leave(box: BaseMailBox) -> None:
    """Says goodbye; a server that is gone needs none."""
    try:
        box.logout()
    except (ImapToolsError, imaplib.IMAP4.error, OSError):
        box.client.shutdown()


@contextmanager
def _explaining(settings: Mailbox) -> Iterator[None]:
    """What goes wrong with the server, as the key of the programme file that may mend it."""
    try:
        yield
    except MailboxFolderSelectError as error:
        said = msg("The mailbox has no such folder.")
        raise _fault("folder", settings.folder, said) from error
    except ssl.SSLCertVerificationError as error:
        said = msg(
            "The server's certificate is not trusted, so nothing was sent to it: {reason}", reason=str(error.verify_message)
        )
        raise _fault("host", settings.host, said) from error
    except OSError as error:
        reason = error.strerror or str(error)
        said = msg("The mail server cannot be reached ({reason}). Check the name, the port and the network.", reason=reason)
        raise _fault("host", settings.host, said) from error
    except (MailboxLoginError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise _fault("user", settings.user, _refused(error)) from error


def _refused(error: Exception) -> Message:
    if isinstance(error, MailboxLoginError) or "AUTH" in str(error).upper():
        return msg("The mail server does not let this user in. Check the name and the password.")
    return msg("The mail server refused: {reason}", reason=" ".join(str(error).split())[:200])


def _fault(key: str, value: str, said: Message) -> ConfigurationError:
    return ConfigurationError((Fault(file=PROGRAMME_FILE, place=f"mailbox.{key}", value=value, message=said),))

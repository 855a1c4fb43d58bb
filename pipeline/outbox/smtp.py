"""A mail server, spoken to so that of each mail it is known afterwards whether it left: yes, no, or nobody can tell.

The only module that knows smtplib. The end of a mail's text is the moment in which it changes hands (RFC 5321, 4.2.5 and 6.1):
before it nothing has left; after it only the server's answer tells, and when that does not come, nothing may be assumed.
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.programme.schema import Smtp
from pipeline.programme.workspace import PROGRAMME_FILE

_PORTS: Final[Mapping[str, int]] = {"starttls": 587, "tls": 465, "none": 25}
_DATA_AWAITED: Final = 354
_CLOSING: Final = 421
_LOGIN_WANTED: Final = 530
_LONGEST_ANSWER: Final = 200
_AT_LINE_START: Final = re.compile(rb"(?m)^\.")

LOST = msg("The line to the mail server was lost.")


class Fate(StrEnum):
    """What became of one mail. `NOT_BEGUN`: the line was lost before anything of it left; the server is gone."""

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one mail, and what the server said."""

    fate: Fate
    reason: Message | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The way in. Never in a file, never in a message."""

    user: str
    password: str


class OpenLine:
    """A line to a mail server on which mails go one after the other."""

    def __init__(self, server: smtplib.SMTP) -> None:
        """Takes a line that is open, safe and let in."""
        self._server = server

    def deliver(self, mail: bytes, sender: str, to: str, before_data: Callable[[], None]) -> Outcome:
        """Hand over one mail. `before_data` is called when the recipient is accepted and nothing of the mail has left yet.

        What `before_data` raises is let through: nothing has left then.
        """
        try:
            size = [f"size={len(mail)}"] if self._server.has_extn("size") else []
            code, said = self._server.mail(sender, size)
            if _is_yes(code):
                code, said = self._server.rcpt(to)
            if not _is_yes(code):
                return self._refused(code, said)
        except (smtplib.SMTPException, OSError):
            return Outcome(fate=Fate.NOT_BEGUN, reason=LOST, lost=True)
        try:
            before_data()
        except BaseException:
            self._forget()
            raise
        return self._data(mail)

    def _data(self, mail: bytes) -> Outcome:
        try:
            code, said = self._server.docmd("DATA")
        except (smtplib.SMTPException, OSError):
            # The server cannot have taken what it was never sent.
            return Outcome(fate=Fate.NOT_BEGUN, reason=LOST, lost=True)
        if code != _DATA_AWAITED:
            return self._refused(code, said)
        try:
            self._server.send(_AT_LINE_START.sub(b"..", mail).rstrip(b"\r\n") + b"\r\n.\r\n")
            code, said = self._server.getreply()
        except (smtplib.SMTPException, OSError):
            self._server.close()
            return Outcome(fate=Fate.UNKNOWN, reason=LOST, lost=True)
        if _is_yes(code):
            return Outcome(fate=Fate.SENT, reason=_in_words(code, said))
        if _is_no(code):
            return self._refused(code, said)
        self._server.close()
        return Outcome(fate=Fate.UNKNOWN, reason=_in_words(code, said), lost=True)

    def _refused(self, code: int, said: bytes) -> Outcome:
        """The server takes no mail of this sender, to this recipient, or like this one. The next one may go."""
        lost = not self._forget() or code == _CLOSING or not _is_no(code)
        return Outcome(fate=Fate.REFUSED, reason=_in_words(code, said), lost=lost)

    def _forget(self) -> bool:
        """Let the server forget the mail that was begun; is it still there to do so?"""
        try:
            return _is_yes(self._server.rset()[0])
        except (smtplib.SMTPException, OSError):
            return False

    def close(self) -> None:
        """Say goodbye; a server that is gone needs none."""
        try:
            self._server.quit()
        except (smtplib.SMTPException, OSError):
            self._server.close()


def open_line(settings: Smtp, login: Login | None, root: Path) -> OpenLine:
    """A line to the server of `settings`. Paths in them are from `root`.

    Raises:
        ConfigurationError: it cannot be reached or trusted, is not safe, or does not let the user in. Nothing was sent.
    """
    with _explaining(settings):
        server = _connected(settings, root)
        try:
            if login is not None:
                _log_in(server, login)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return OpenLine(server)


def _connected(settings: Smtp, root: Path) -> smtplib.SMTP:
    port = settings.port or _PORTS[settings.security]
    if settings.security == "none":
        return smtplib.SMTP(settings.host, port, timeout=settings.timeout)
    try:
        trusted = ssl.create_default_context(cafile=str(root / settings.ca_file) if settings.ca_file else None)
    except (OSError, ssl.SSLError) as error:
        said = msg("The file with the certificate to trust cannot be read ({reason}).", reason=str(error))
        raise _fault("ca_file", settings.ca_file, said) from error
    if settings.security == "tls":
        return smtplib.SMTP_SSL(settings.host, port, timeout=settings.timeout, context=trusted)
    server = smtplib.SMTP(settings.host, port, timeout=settings.timeout)
    try:
        server.starttls(context=trusted)
    except smtplib.SMTPNotSupportedError as error:
        server.close()
        said = msg("The mail server offers no encryption here (STARTTLS), so nothing was sent to it. Try tls, or another port.")
        raise _fault("security", settings.security, said) from error
    except BaseException:
        server.close()
        raise
    return server


def _log_in(server: smtplib.SMTP, login: Login) -> None:
    """A name or password with «æ», which smtplib does not take, goes by SASL PLAIN (RFC 4616)."""
    if f"{login.user}{login.password}".isascii():
        server.login(login.user, login.password)
        return
    server.ehlo_or_helo_if_needed()
    words = base64.b64encode(f"\0{login.user}\0{login.password}".encode()).decode()
    code, said = server.docmd("AUTH", f"PLAIN {words}")
    if not _is_yes(code):
        raise smtplib.SMTPAuthenticationError(code, said)


@contextlib.contextmanager
def _explaining(settings: Smtp) -> Iterator[None]:
    """What goes wrong with the server, as the key of the programme file that may mend it."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        said = msg(
            "The server's certificate is not trusted, so nothing was sent to it: {reason}", reason=str(error.verify_message)
        )
        raise _fault("host", settings.host, said) from error
    except smtplib.SMTPAuthenticationError as error:
        said = msg("The mail server does not let this user in. Check KULL_SMTP_USER and KULL_SMTP_PASSWORD.")
        raise _fault("host", settings.host, said) from error
    except smtplib.SMTPNotSupportedError as error:
        said = msg("The mail server takes no login on this line. Check security and port, or leave KULL_SMTP_USER out.")
        raise _fault("host", settings.host, said) from error
    except (smtplib.SMTPException, OSError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or " ".join(str(error).split())[:_LONGEST_ANSWER]
        said = msg("The mail server cannot be reached ({reason}). Check the name, the port and the network.", reason=reason)
        raise _fault("host", settings.host, said) from error


def _is_yes(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004 - RFC 5321, 4.2.1: the first digit


def _is_no(code: int) -> bool:
    return 400 <= code < 600  # noqa: PLR2004 - RFC 5321, 4.2.1: the first digit


def _in_words(code: int, said: bytes) -> Message:
    answer = " ".join(said.decode("utf-8", "replace").split())[:_LONGEST_ANSWER]
    if code == _LOGIN_WANTED:
        return msg("The mail server wants a login ({answer}). Set KULL_SMTP_USER and KULL_SMTP_PASSWORD.", answer=answer)
    return msg("The mail server answered: {code} {answer}", code=code, answer=answer)


def _fault(key: str, value: str, said: Message) -> ConfigurationError:
    return ConfigurationError((Fault(file=PROGRAMME_FILE, place=f"mail.smtp.{key}", value=value, message=said),))

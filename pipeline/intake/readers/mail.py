"""Mails as files (.eml, and the mbox that a mail program exports): their text, and what they enclose.

Headers are read with the standard library's plain policy: its newer one raises on malformed headers in many ways, and what
senders' programs make of MIME must never stop the reading. Nothing that a mail refers to is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from pipeline.intake.enclosed import MAX_ENCLOSED, Enclosed, Mail, Passage, is_ornament, shown_name
from pipeline.intake.package import PackageError
from pipeline.intake.readers.html import html_passages
from pipeline.intake.readers.plain import plain_passages
from pipeline.intake.refusals import ENCRYPTED_MAIL, LINKED_FILE, OUTLOOK_WRAPPED
from pipeline.model import Grid, Unreadable
from pipeline.programme.schema import OSLO

MAX_DEPTH: Final = 20
_HEAD_BYTES: Final = 200_000
YEARS: Final = range(2000, 2101)
"""Years that a mail may have been received in: other dates are slips of a clock."""

_MBOX_LINE: Final = re.compile(rb"(?:\A|\n\r?\n)From [^\r\n]*\d{2}:\d{2}[^\r\n]*\r?\n")
_MBOX_ESCAPE: Final = re.compile(rb"(?m)^>(>*From )")
_NOT_DATA: Final = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
        "application/pgp-encrypted",
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
        "text/vcard",
        "text/x-vcard",
        "text/directory",
    }
)
_UNREADABLE: Final[dict[str, Unreadable]] = {
    "application/ms-tnef": OUTLOOK_WRAPPED,
    "application/vnd.ms-tnef": OUTLOOK_WRAPPED,
    "message/external-body": LINKED_FILE,
    "message/partial": LINKED_FILE,
}
_PKCS7: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_THIN: Final = 0.5  # of the plain text: an HTML text shorter than that says less


def read_mail(content: bytes) -> Mail:
    """A mail, or an mbox of several (each enclosed); raises `PackageError` when it is none or holds far too much."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    starts = [m.end() for m in _MBOX_LINE.finditer(content)] if content.startswith(b"From ") else []
    if len(starts) > MAX_ENCLOSED:
        raise PackageError(f"{len(starts)} mails", too_large=True)
    if len(starts) < 2:  # noqa: PLR2004 - several
        return _parsed(_unescaped(content[starts[0] :]) if starts else content)
    ends = [m.start() for m in _MBOX_LINE.finditer(content)][1:]
    mails = [_parsed(_unescaped(content[a:b])) for a, b in zip(starts, [*ends, len(content)], strict=True)]
    return Mail(
        format="eml",
        enclosed=tuple(Enclosed(name=shown_name(mail.subject, n), content=mail) for n, mail in enumerate(mails, start=1)),
    )


def _unescaped(content: bytes) -> bytes:
    return _MBOX_ESCAPE.sub(rb"\1", content)


def _parsed(content: bytes) -> Mail:
    try:
        return _mail(BytesParser(policy=policy.compat32).parsebytes(content), 0)
    except PackageError:
        raise
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise PackageError(f"mail: {error!r}") from error


def _mail(message: Message, depth: int) -> Mail:
    gathered = _Gathered(depth)
    gathered.part(message)
    return Mail(
        format="eml",
        received=received_at([(name, str(value)) for name, value in message.raw_items()]),
        sender=address_in(header(message, "from")),
        subject=header(message, "subject"),
        passages=tuple(gathered.passages),
        enclosed=tuple(gathered.enclosed),
    )


@dataclass(slots=True)
class _Gathered:
    """The texts and enclosures of a mail that lies `depth` mails deep in others, as its parts are gone through."""

    depth: int
    passages: list[Passage] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)

    def part(self, part: Message, level: int = 0) -> None:
        """A part with all that is in it."""
        if max(level, self.depth) > MAX_DEPTH or len(self.enclosed) > MAX_ENCLOSED:
            raise PackageError("a mail with too many parts, or too deep", too_large=True)
        kind, below = part.get_content_type(), part.get_payload()
        if kind in _UNREADABLE:
            self._enclose(part, _UNREADABLE[kind])
        elif kind == "multipart/encrypted":
            self._enclose(part, ENCRYPTED_MAIL)
        elif kind == "message/rfc822" and isinstance(below, list) and below and isinstance(below[0], Message):
            inner = _mail(below[0], self.depth + 1)
            self._enclose(part, inner, inner.subject)
        elif kind == "multipart/alternative" and isinstance(below, list):
            self._alternatives((one for one in below if isinstance(one, Message)), level)
        elif isinstance(below, list):
            for one in below:
                if isinstance(one, Message):
                    self.part(one, level + 1)
        elif kind not in _NOT_DATA:
            self._leaf(part, kind)

    def _alternatives(self, parts: Iterable[Message], level: int) -> None:
        """The same text in several ways: the richest that is not clearly thinner than another; what they enclose, all of it."""
        told: list[tuple[int, _Gathered]] = []
        for part in parts:
            one = _Gathered(self.depth)
            one.part(part, level + 1)
            self.enclosed += one.enclosed
            told.append((_letters(one.passages), one))
        most = max((letters for letters, _ in told), default=0)
        rich = [one for letters, one in told if letters and letters >= _THIN * most]
        if rich:
            self.passages += rich[-1].passages

    def _leaf(self, part: Message, kind: str) -> None:
        name = _file_name(part)
        attached = bool(name) or str(part.get("content-disposition", "")).lower().startswith("attachment")
        if kind in _PKCS7 and part.get_param("smime-type") != "certs-only":
            self._enclose(part, ENCRYPTED_MAIL)
        elif kind == "text/html":
            self._text(part, html_passages(_text(part)), attached=attached)
        elif kind in {"text/plain", "text/enriched"} or kind.startswith("multipart/"):
            self._text(part, _plain(part), attached=attached)
        else:
            content = _bytes(part)
            if name.casefold() == "winmail.dat":
                self._enclose(part, OUTLOOK_WRAPPED)
            elif not is_ornament(content) and (content.strip() or attached):
                self._enclose(part, content)

    def _text(self, part: Message, passages: tuple[Passage, ...], *, attached: bool) -> None:
        if not attached:
            self.passages += passages
        elif _letters(passages):
            self._enclose(part, Mail(format="eml", passages=passages))

    def _enclose(self, part: Message, content: bytes | Mail | Unreadable, name: str = "") -> None:
        shown = shown_name(_file_name(part) or name, len(self.enclosed) + 1)
        self.enclosed.append(Enclosed(name=shown, content=content))


def _letters(passages: Iterable[Passage]) -> int:
    return sum(
        len("".join(c.text for row in p.block.rows for c in row)) if isinstance(p.block, Grid) else len(p.block.text)
        for p in passages
    )


# --- parts ---------------------------------------------------------------------------------------------------------------


def _bytes(part: Message) -> bytes:
    """The part's content as it was before it was packed for sending."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        content = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    return decoded(_bytes(part), _parameter(part, "charset"))


def _plain(part: Message) -> tuple[Passage, ...]:
    flowed = _parameter(part, "format").casefold() == "flowed"
    return plain_passages(_text(part), flowed=flowed, joined_blank=_parameter(part, "delsp").casefold() != "yes")


def _parameter(part: Message, name: str) -> str:
    with suppress(ValueError, LookupError, TypeError, HeaderParseError):
        value = part.get_param(name)
        return value if isinstance(value, str) else value[2] if isinstance(value, tuple) else ""
    return ""


def decoded(content: bytes, charset: str) -> str:
    """`content` in the character set that it is said to have, or else in the one that it must have; nothing is dropped."""
    known = {"us-ascii": "utf-8", "ascii": "utf-8", "iso-8859-1": "cp1252", "latin-1": "cp1252"}
    for name in (known.get(charset.casefold(), charset), "utf-8", "cp1252"):
        with suppress(LookupError, ValueError):
            return content.decode(name or "utf-8").replace("\x00", "")
    return content.decode("latin-1").replace("\x00", "")


def _file_name(part: Message) -> str:
    with suppress(ValueError, LookupError, TypeError, HeaderParseError):
        return _words(part.get_filename() or "")
    return ""


def subject_of(content: bytes) -> str:
    """The subject of a mail, or an empty text."""
    head = content[:_HEAD_BYTES].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    return header(BytesParser(policy=policy.compat32).parsebytes(head, headersonly=True), "subject")


def header(message: Message, name: str) -> str:
    """The words of header `name`, or an empty text."""
    found = next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")
    return _words(found)


def address_in(text: str) -> str:
    """The address in a header («Kari Nordmann <kari@unn.example>»), or an empty text."""
    address = parseaddr(text)[1]
    return address if "@" in address else ""


def _words(raw: str) -> str:
    """A header's text with its encoded words (RFC 2047) and its 8-bit letters as they were meant."""
    with suppress(UnicodeEncodeError):
        raw = decoded(raw.encode("ascii", "surrogateescape"), "utf-8")
    with suppress(HeaderParseError, ValueError, LookupError):
        pieces = decode_header(" ".join(raw.split()))
        raw = "".join(decoded(p, c or "") if isinstance(p, bytes) else p for p, c in pieces)
    return " ".join(raw.encode("utf-8", "replace").decode("utf-8").split())


# --- time ----------------------------------------------------------------------------------------------------------------


def received_at(headers: Iterable[tuple[str, str]]) -> datetime | None:
    """When a mail with these headers was received: by the server that wrote the topmost Received, else by its Date.

    A time without a zone is Oslo's; one that cannot be is disregarded.
    """
    found = [(name.casefold(), value) for name, value in headers]
    received = (value.rpartition(";")[2] for name, value in found if name == "received")
    dates = (value for name, value in found if name == "date")
    return next((moment for text in _first_of(received, dates) if (moment := moment_of(text))), None)


def _first_of(received: Iterator[str], dates: Iterator[str]) -> Iterator[str]:
    yield from (text for text in [next(received, "")] if text)
    yield from dates


def moment_of(text: str) -> datetime | None:
    """The time that a header's text gives, in Oslo; None when it gives none that can be."""
    flat = " ".join(text.split())
    with suppress(ValueError, TypeError, IndexError, OverflowError, AttributeError):
        moment = parsedate_to_datetime(flat)
        if moment.tzinfo is None:
            # «-0000» says that the time is UTC and the zone unknown (RFC 5322, 3.3).
            moment = replace_zone(moment, utc=flat.endswith("-0000"))
        return moment.astimezone(OSLO) if moment.year in YEARS else None
    return None


def replace_zone(moment: datetime, *, utc: bool) -> datetime:
    """A naive `moment` with the zone that it is meant in."""
    return moment.replace(tzinfo=UTC if utc else OSLO)

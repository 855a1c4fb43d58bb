"""Mails that Outlook saves as .msg, by python-oxmsg: their text, and what they enclose.

Property numbers are those of [MS-OXPROPS]; the layout of an enclosed mail, which the library does not read, is that of
[MS-OXMSG], 2.4. Whatever the library raises on a malformed file is damage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.parser import HeaderParser
from typing import Final

from olefile import OleFileIO
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from pipeline.intake.enclosed import MAX_ENCLOSED, Enclosed, Mail, Passage, is_ornament, shown_name
from pipeline.intake.package import PackageError
from pipeline.intake.readers.html import html_passages
from pipeline.intake.readers.mail import MAX_DEPTH, YEARS, address_in, decoded, received_at
from pipeline.intake.readers.plain import plain_passages
from pipeline.intake.refusals import DAMAGED, LINKED_FILE, OUTLOOK_OBJECT, OUTLOOK_TEXT
from pipeline.model import Line, Unreadable
from pipeline.programme.schema import OSLO

_SUBJECT: Final = 0x0037
_SUBMITTED: Final = 0x0039
_HEADERS: Final = 0x007D
_SENDER: Final = 0x5D01
_DELIVERED: Final = 0x0E06
_BODY: Final = 0x1000
_RTF: Final = 0x1009
_HTML: Final = 0x1013
_DISPLAY_NAME: Final = 0x3001
_DATA: Final = 0x3701
_SHORT_NAME: Final = 0x3704
_METHOD: Final = 0x3705
_LONG_NAME: Final = 0x3707

_ROOT_HEADER: Final = 32
_INNER_HEADER: Final = 24
_ATTACHMENT_HEADER: Final = 8
_INNER_MAIL: Final = "__substg1.0_3701000D"
# [MS-OXCMSG], 2.2.2.9: how an attachment is kept.
_BY_REFERENCE: Final = frozenset({2, 3, 4, 7})
_OLE_OBJECT: Final = 6

_DAMAGE: Final = (
    *(ValueError, KeyError, LookupError, TypeError, AttributeError, AssertionError),
    *(OSError, OverflowError, RecursionError, MemoryError),
)


def read_msg(content: bytes) -> Mail:
    """A mail saved by Outlook; raises `PackageError` when it is damaged or holds far too much."""
    try:
        with OleFileIO(content) as ole:
            storage = Storage.from_ole(ole)
        return _Item(storage, _ROOT_HEADER).mail(0)
    except PackageError:
        raise
    except _DAMAGE as error:
        raise PackageError(f"msg: {error!r}") from error


@dataclass(frozen=True, slots=True)
class _Item:
    """A mail or attachment in a .msg: its storage, and how long the head of its property stream is."""

    storage: Storage
    head: int

    def text(self, number: int) -> str:
        """A string property, or an empty text."""
        value = self._properties().str_prop_value(number)
        return value.replace("\x00", "") if isinstance(value, str) else ""

    def data(self, number: int) -> bytes | None:
        """A binary property, when it is there."""
        value = self._properties().binary_prop_value(number)
        return value if isinstance(value, bytes) else None

    def moment(self, number: int) -> datetime | None:
        """A time property, when it is there and can be."""
        value = self._properties().date_prop_value(number)
        return value.astimezone(OSLO) if isinstance(value, datetime) and value.year in YEARS else None

    def number(self, number: int) -> int:
        """A whole number, or 0."""
        value = self._properties().int_prop_value(number)
        return value if isinstance(value, int) else 0

    def mail(self, depth: int) -> Mail:
        """The mail that this is, `depth` mails deep in others."""
        attachments = list(self.storage.iter_attachment_storages())
        if depth > MAX_DEPTH or len(attachments) > MAX_ENCLOSED:
            raise PackageError("a mail with too many attachments, or too deep", too_large=True)
        passages = self._passages()
        enclosed = [e for n, s in enumerate(attachments, start=1) for e in _enclosed(_Item(s, _ATTACHMENT_HEADER), n, depth)]
        if not passages and self.data(_RTF):
            enclosed.append(Enclosed(name=shown_name(self.text(_SUBJECT), 0), content=OUTLOOK_TEXT))
        return Mail(
            format="msg",
            received=self.moment(_DELIVERED) or received_at(self._headers()) or self.moment(_SUBMITTED),
            sender=self._sender(),
            subject=" ".join(self.text(_SUBJECT).split()),
            passages=passages,
            enclosed=tuple(enclosed),
        )

    def _passages(self) -> tuple[Passage, ...]:
        html = self.data(_HTML)
        page = decoded(html, self._properties().body_encoding) if html else self.text(_HTML)
        rich = html_passages(page) if page else ()
        return rich if _says_something(rich) else plain if _says_something(plain := plain_passages(self.text(_BODY))) else ()

    def _sender(self) -> str:
        """The address by its headers, which what was never sent has none of."""
        told = (value for name, value in self._headers() if name.casefold() == "from")
        return address_in(next(told, "")) or address_in(self.text(_SENDER))

    def _headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in HeaderParser().parsestr(self.text(_HEADERS)).raw_items()]

    def _properties(self) -> Properties:
        return Properties(self.storage, properties_header_offset=self.head)


def _says_something(passages: tuple[Passage, ...]) -> bool:
    return any(not isinstance(p.block, Line) or p.block.text for p in passages)


def _enclosed(attachment: _Item, number: int, depth: int) -> Iterator[Enclosed]:
    """One attachment, or none when it is a signature's picture. A damaged one takes no other with it."""
    try:
        name = attachment.text(_LONG_NAME) or attachment.text(_SHORT_NAME) or attachment.text(_DISPLAY_NAME)
        content = _content(attachment, depth)
    except _DAMAGE:
        name, content = "", DAMAGED
    if isinstance(content, Mail):
        name = name or content.subject
    if not (isinstance(content, bytes) and is_ornament(content)):
        yield Enclosed(name=shown_name(name, number), content=content)


def _content(attachment: _Item, depth: int) -> bytes | Mail | Unreadable:
    inner = next((s for s in attachment.storage.storages if s.name == _INNER_MAIL), None)
    method = attachment.number(_METHOD)
    if method in _BY_REFERENCE:
        return LINKED_FILE
    if inner is not None and method == _OLE_OBJECT:
        return OUTLOOK_OBJECT
    if inner is not None:
        return _Item(inner, _INNER_HEADER).mail(depth + 1)
    data = attachment.data(_DATA)
    return DAMAGED if data is None else data

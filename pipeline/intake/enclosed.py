"""What files that hold other files are made of: a mail with its text and what it encloses, an archive with its members.

Names of enclosed files are words to show to a person, never paths: nothing that is read is ever written under them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Union

from pipeline.intake.national_id import mask
from pipeline.model import Block, Unreadable

MAX_ENCLOSED: Final = 200
"""Files in one mail or archive; a trust enters a handful of teams."""

MAX_ENCLOSED_BYTES: Final = 200 * 1024 * 1024
"""What they may hold in all, unpacked."""

_LONGEST_NAME: Final = 100
_SMALL_PICTURE: Final = 20_000
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One piece of a mail's text, and how many times it is quoted («> > Fra: …» is quoted twice). A blank line has no text."""

    block: Block
    quoted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as it stands, its enclosures in order.

    `received` is when it came by its own words (with a zone), `sender` the address that it is from.
    """

    format: str
    received: datetime | None = None
    sender: str = ""
    subject: str = ""
    passages: tuple[Passage, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file in a mail or an archive: its bytes, a mail of its own, or why it cannot be had."""

    name: str
    content: Union[bytes, Mail, Unreadable]  # noqa: UP007 - `|` of a class and a later one fails when slots are made


def shown_name(name: str, number: int) -> str:
    """`name` as it may be shown: its last part, without control signs, marks that turn the text around, and identity numbers.

    A nameless file is called by its `number` among the others.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in last)
    short = " ".join(visible.replace("«", "").replace("»", "").split())
    if len(short) > _LONGEST_NAME:
        short = f"{short[:80]}…{short[-15:]}"
    return mask(short.strip(". ")) or str(number)


def is_ornament(content: bytes) -> bool:
    """Is it a logo or a signature's picture: a picture of a few kilobytes, or too low or narrow for a page that can be read?"""
    if not content.startswith(_PICTURES):
        return False
    size = _pixels(content)
    return len(content) < _SMALL_PICTURE or (size is not None and min(size) < 300)  # noqa: PLR2004 - half a screen's lines


def _pixels(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG (IHDR) or GIF (logical screen)."""
    if content.startswith(_PICTURES[0]) and len(content) > 24:  # noqa: PLR2004 - where IHDR's height ends
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith(b"GIF8"):
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return None

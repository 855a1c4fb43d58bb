"""What every reader understands alike: tick boxes, blanks, and the mark of kull's own forms."""

from __future__ import annotations

import re
from typing import Final

from pipeline.model import FormIdentity

TICKED: Final = "☒"
UNTICKED: Final = "☐"
UNREAD: Final = "\ufffd"
"""Stands where there is ink on a scan that nobody could read."""

_SIGNS: Final = {
    "\u2610": UNTICKED,
    "\u2611": TICKED,
    "\u2612": TICKED,
    "\u2713": TICKED,
    "\u2714": TICKED,
    "\u2717": TICKED,
    "\u2718": TICKED,
}
_WINGDINGS: Final = {
    **dict.fromkeys((0x52, 0x53, 0x54, 0x78, 0xFC, 0xFD, 0xFE), TICKED),
    **dict.fromkeys((0x6F, 0x71, 0xA3, 0xA8), UNTICKED),
}
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
_EMPTY_FIELD: Final = {0x2002: " "}
_CLEANING: Final = {**_INVISIBLE, **_EMPTY_FIELD}
_PRIVATE_USE: Final = 0xF000
_IN_NUMBERS: Final = re.compile(
    "(?<=[0-9])[\u00ad\u200b\u200c\u200d\u2060\ufeff]+(?=[0-9])"
)  # would hide a number from who looks for it
_EDGES: Final = "".join(chr(code) for code in (*range(0x3001), *_INVISIBLE) if code in _INVISIBLE or chr(code).isspace())


def symbol(code: int) -> str:
    """The tick box that `code` is in Wingdings, with or without the private-use offset; empty for anything else."""
    return _WINGDINGS.get(code & 0xFF, "") if code < 0x100 or code & 0xFF00 == _PRIVATE_USE else ""  # noqa: PLR2004 - one byte


def sign(letter: str) -> str:
    """`letter`, or the tick box that it shows."""
    return _SIGNS.get(letter) or (symbol(ord(letter)) if "\uf000" <= letter <= "\uf0ff" else "") or letter


def clean(text: str) -> str:
    """`text` without the en-spaces of an empty form field, soft hyphens, and blanks at the ends of its lines."""
    if not text.isascii():
        text = text.translate(_CLEANING)
    return (
        "\n".join(line.strip(" \u00a0") for line in text.split("\n")).strip()
        if "\n" in text
        else text.strip(" \u00a0\t\r\n\f\v")
    )


def as_written(text: str) -> str:
    """`text` as a person wrote it in a field: empty lines, tabs and hard spaces kept, only its two ends trimmed."""
    if not text.isascii():
        text = _IN_NUMBERS.sub("", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(_EDGES)


def parse_form_identity(text: str) -> FormIdentity | None:
    """«registration/1/nb» as a form identity, or None when it is something else."""
    match = re.fullmatch(r"([a-z-]{1,40})/(\d{1,4})/([a-z]{2})", text.strip(), re.ASCII)
    return FormIdentity(id=match[1], version=int(match[2]), language=match[3]) if match else None

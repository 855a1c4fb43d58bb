"""Text that XML 1.0 can hold: what people wrote, without signs that no XML file may have in it."""

from __future__ import annotations

import re

# XML 1.0, production 2 (Char): all else ends the reading of a file.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def one_line(text: str) -> str:
    """`text` in one line, each run of blanks as one. Control characters count as blanks; half a character becomes «�»."""
    return " ".join(_NOT_XML.sub(_substitute, text).split())


def _substitute(found: re.Match[str]) -> str:
    return " " if ord(found[0]) < ord(" ") else _REPLACEMENT

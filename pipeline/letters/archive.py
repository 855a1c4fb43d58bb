"""The .docx file as an archive: the same members give the same bytes, and say what the letter is.

A letter shares most of its members with every other letter of its template. Those are deflated and laid out once (`Layout`); a
letter is their bytes as they stand, with its own members and the directory after them (PKWARE APPNOTE 6.3.10, §4.3).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from pipeline.letters.contexts import DocumentProperties

CORE_PROPERTIES: Final = "docProps/core.xml"
_ANY: Final = re.compile(r".*", re.DOTALL)
LOCALES: Final = {"nb": "nb-NO", "nn": "nn-NO"}

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20  # deflate
_UTF8_NAME: Final = 0x800
_DEFLATE: Final = 8
_MIDNIGHT: Final = 0
_FIRST_DAY: Final = 0x21  # 1 January 1980
_RAW: Final = -15  # a deflate stream without zlib's own head
_CORE: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified><dc:language>{language}</dc:language>\
</cp:coreProperties>"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Members as they stand in an archive, from its first byte on: their entries, and what its directory says of them."""

    entries: bytes = b""
    directory: bytes = b""
    count: int = 0

    def extended(self, members: Mapping[str, bytes]) -> Layout:
        """These members, and `members` after them, deflated."""
        entries, directory = [self.entries], [self.directory]
        offset = len(self.entries)
        for name, data in members.items():
            entry, listed = _laid_out(name, data, offset)
            entries += entry
            directory += listed
            offset += sum(map(len, entry))
        return Layout(b"".join(entries), b"".join(directory), self.count + len(members))

    def archive(self) -> bytes:
        """The whole file."""
        end = _END.pack(b"PK\5\6", 0, 0, self.count, self.count, len(self.directory), len(self.entries), 0)
        return b"".join((self.entries, self.directory, end))


def read_members(data: bytes, wanted: re.Pattern[str] = _ANY) -> dict[str, bytes]:
    """The members of the archive whose whole names fit `wanted`, in their order.

    Raises:
        zipfile.BadZipFile: `data` is no archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist() if wanted.fullmatch(entry.filename)}


def write_members(members: Mapping[str, bytes]) -> bytes:
    """An archive of `members` in their order, without the clock's or the machine's trace."""
    return Layout().extended(members).archive()


def core_properties(properties: DocumentProperties) -> bytes:
    """`docProps/core.xml`: title, author, language, and the letter's day as the day it was made."""
    return _CORE.format(
        title=escape(properties.title),
        author=escape(properties.author),
        language=LOCALES[properties.language],
        moment=f"{properties.dated.isoformat()}T00:00:00Z",
    ).encode()


def _laid_out(name: str, data: bytes, offset: int) -> tuple[Iterable[bytes], Iterable[bytes]]:
    """A member's entry, which begins at `offset`, and its line in the directory."""
    squeezer = zlib.compressobj(wbits=_RAW)
    deflated = squeezer.compress(data) + squeezer.flush()
    called = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    said = (_VERSION, flags, _DEFLATE, _MIDNIGHT, _FIRST_DAY, zlib.crc32(data), len(deflated), len(data), len(called), 0)
    local = _LOCAL.pack(b"PK\3\4", *said)
    central = _CENTRAL.pack(b"PK\1\2", _VERSION, *said, 0, 0, 0, 0, offset)
    return (local, called, deflated), (central, called)

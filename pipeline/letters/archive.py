"""The .docx file as an archive: the same members give the same bytes, and say what the letter is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from pipeline.letters.contexts import DocumentProperties

CORE_PROPERTIES = "docProps/core.xml"
LOCALES = {"nb": "nb-NO", "nn": "nn-NO"}

_ARCHIVE_DATE = (1980, 1, 1, 0, 0, 0)
_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified><dc:language>{language}</dc:language>\
</cp:coreProperties>"""


def read_members(data: bytes) -> dict[str, bytes]:
    """The members of the archive in their order.

    Raises:
        zipfile.BadZipFile: `data` is no archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


def write_members(members: Mapping[str, bytes]) -> bytes:
    """An archive of `members` in their order, without the clock's or the machine's trace."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _ARCHIVE_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return out.getvalue()


def core_properties(properties: DocumentProperties) -> bytes:
    """`docProps/core.xml`: title, author, language, and the letter's day as the day it was made."""
    return _CORE.format(
        title=escape(properties.title),
        author=escape(properties.author),
        language=LOCALES[properties.language],
        moment=f"{properties.dated.isoformat()}T00:00:00Z",
    ).encode()

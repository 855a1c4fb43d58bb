"""What a file is, told by its content; its name is not believed.

Signatures: PDF «%PDF-» within the first kilobyte (ISO 32000-1, 7.5.2); ZIP local header; OLE compound file; RTF; JPEG, PNG,
TIFF; RFC 5322 header lines for mail.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from enum import StrEnum
from io import BytesIO

from pipeline.intake.package import ZIP_DAMAGE
from pipeline.intake.readers.compound import root_names


class FileType(StrEnum):
    """The kinds of file that intake tells apart."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    ENCRYPTED_OFFICE = "encrypted_office"
    DOC = "doc"
    XLS = "xls"
    XLSB = "xlsb"
    ODT = "odt"
    ODS = "ods"
    RTF = "rtf"
    PPTX = "pptx"
    MSG = "msg"
    EML = "eml"
    ZIP = "zip"
    IMAGE = "image"
    EMPTY = "empty"
    DAMAGED_ZIP = "damaged_zip"
    OTHER = "other"


OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_MAIL_HEADER = re.compile(rb"\A(?:[\x21-\x39\x3b-\x7e]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.ASCII)
_MAIL_WORDS = re.compile(rb"(?im)^(?:from|to|subject|date|received|message-id|mime-version):")
_OLE_STREAMS = (
    ("EncryptedPackage", FileType.ENCRYPTED_OFFICE),
    ("WordDocument", FileType.DOC),
    ("__properties_version1.0", FileType.MSG),
    ("Workbook", FileType.XLS),
    ("Book", FileType.XLS),
)
_PACKAGE_MARKS = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/manifest.xml"}
"""What the archive of one document or program holds, and an archive of forms does not."""

_ODF = {
    b"application/vnd.oasis.opendocument.text": FileType.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileType.ODS,
}


def file_type(content: bytes) -> FileType:
    """The type of `content`, by what stands in it."""
    if not content.strip(b"\x00 \r\n\t"):
        return FileType.EMPTY
    if b"%PDF-" in content[:1024]:
        return FileType.PDF
    for signature, kind in _BY_SIGNATURE:
        if content.startswith(signature):
            return kind if isinstance(kind, FileType) else kind(content)
    return FileType.EML if _is_mail(content) else FileType.OTHER


def _zip_type(content: bytes) -> FileType:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = _beginning(archive, "mimetype") if "mimetype" in names else b""
    except ZIP_DAMAGE:
        return FileType.DAMAGED_ZIP
    return _ODF.get(mimetype) or _office_type(names)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first of a part's bytes; how much more it would unpack to does not matter."""
    with archive.open(name) as part:
        return part.read(100).strip()


def _office_type(names: set[str]) -> FileType:
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return FileType.DOCX
    if "xl/workbook.bin" in names:
        return FileType.XLSB
    if "xl/workbook.xml" in names:
        return FileType.XLSX
    if any(n.startswith("ppt/") for n in names):
        return FileType.PPTX
    return FileType.OTHER if names & _PACKAGE_MARKS else FileType.ZIP


def _ole_type(content: bytes) -> FileType:
    """By the names at the root: a mail may hold a Word file, and a Word file a mail. A torn directory is searched as it is."""
    names = root_names(content)
    for name, kind in _OLE_STREAMS:
        if any(n.startswith(name.casefold()) for n in names) if names else name.encode("utf-16-le") in content:
            return kind
    return FileType.OTHER


def _is_mail(content: bytes) -> bool:
    head = content[:8192].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    return bool(_MAIL_HEADER.match(head)) and len(_MAIL_WORDS.findall(head)) > 1


_BY_SIGNATURE: tuple[tuple[bytes, FileType | Callable[[bytes], FileType]], ...] = (
    (b"PK", _zip_type),
    (OLE_SIGNATURE, _ole_type),
    (b"{\\rtf", FileType.RTF),
    *((picture, FileType.IMAGE) for picture in _IMAGES),
)
"""What a file begins with, and what it then is."""

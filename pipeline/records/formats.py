"""File formats by the names that Noark and the archive know them by.

A code that begins with «RA-» is one of the formats that Riksarkivet takes (regulation on deposit, § 5-17); all others are
production formats, and are called what people call them.
"""

from __future__ import annotations

from pipeline.records.values import FileFormat

ARCHIVE_PDF = FileFormat(
    code="RA-PDF", words="PDF/A - ISO 19005-1:2005", media_type="application/pdf", details="PDF/A-2u, PDF/UA-1"
)
"""A letter's PDF. The words are those of the code list, which has one code for every part of the standard."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_KNOWN = {
    "docx": ("DOCX", "Word-dokument", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": ("XLSX", "Excel-arbeidsbok", f"{_OFFICE}.spreadsheetml.sheet"),
    "pptx": ("PPTX", "PowerPoint-presentasjon", f"{_OFFICE}.presentationml.presentation"),
    "xlsb": ("XLSB", "Excel-arbeidsbok, binær", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
    "doc": ("DOC", "Word-dokument, eldre format", "application/msword"),
    "xls": ("XLS", "Excel-arbeidsbok, eldre format", "application/vnd.ms-excel"),
    "rtf": ("RTF", "Rikt tekstformat", "application/rtf"),
    "odt": ("ODT", "OpenDocument-tekst", f"{_ODF}.text"),
    "ods": ("ODS", "OpenDocument-regneark", f"{_ODF}.spreadsheet"),
    "pdf": ("PDF", "PDF, ikke prøvd mot PDF/A", "application/pdf"),
    "eml": ("EML", "E-post (RFC 5322)", "message/rfc822"),
    "msg": ("MSG", "E-post fra Outlook", "application/vnd.ms-outlook"),
    "zip": ("ZIP", "Filer pakket sammen", "application/zip"),
    "jpg": ("JPG", "Bilde (JPEG)", "image/jpeg"),
    "jpeg": ("JPG", "Bilde (JPEG)", "image/jpeg"),
    "png": ("PNG", "Bilde (PNG)", "image/png"),
    "tif": ("TIFF", "Bilde (TIFF)", "image/tiff"),
    "tiff": ("TIFF", "Bilde (TIFF)", "image/tiff"),
    "txt": ("TXT", "Ren tekst", "text/plain"),
    "html": ("HTML", "Nettside", "text/html"),
    "htm": ("HTML", "Nettside", "text/html"),
    "csv": ("CSV", "Tabell i ren tekst", "text/csv"),
}
OTHER = FileFormat(code="UKJENT", words="Ukjent format", media_type="application/octet-stream")


def production_format(*names: str) -> FileFormat:
    """The format that the first known one of `names` names: what stands in the file («docx»), how its name ends («.DOCX»)."""
    known = (_KNOWN.get(name.lower().removeprefix(".")) for name in names)
    found = next((one for one in known if one), None)
    return FileFormat(code=found[0], words=found[1], media_type=found[2]) if found else OTHER

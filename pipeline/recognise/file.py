"""One file from bytes to readings: the type by its content, the reader for it, and what it says.

Pure, and a task for any executor: bytes and a name in, a `FileReading` out. What cannot be read comes back as a reason in
words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pipeline.intake import refusals
from pipeline.intake.filetype import FileType, file_type
from pipeline.intake.package import UnreadableError
from pipeline.intake.readers.archive import read_zip
from pipeline.intake.readers.docx import read_docx
from pipeline.intake.readers.mail import read_mail
from pipeline.intake.readers.office import read_office
from pipeline.intake.readers.outlook import read_msg
from pipeline.intake.readers.pdf import read_pdf
from pipeline.intake.readers.xls import read_xls
from pipeline.intake.readers.xlsx import read_workbook, read_xlsx
from pipeline.model import Block, FieldKind, FileReading, FilledForm, Line, Member, Reading, Sheet, Unreadable
from pipeline.recognise.by_key import own_form, read_by_key
from pipeline.recognise.by_label import read_by_label, read_teams
from pipeline.recognise.by_order import BY_ORDER
from pipeline.recognise.by_place import read_by_place
from pipeline.recognise.calibration import with_shares
from pipeline.recognise.draft import Draft
from pipeline.recognise.enclosures import ReadFile, archive_says, mail_says
from pipeline.recognise.filled_forms import likely_year_form, own_year_forms, titled_year_forms
from pipeline.recognise.finish import finish
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.privacy import with_ids_masked
from pipeline.recognise.return_form import as_reply

READER_VERSION: Final = "5"

MAX_FILE: Final = 100 * 1024 * 1024
"""Bytes; a form with pictures has a few million."""


def _read_image(content: bytes) -> Sheet:
    """A picture, read letter by letter; OpenCV is imported when there is something to see."""
    from pipeline.intake.readers.scan import read_image

    return read_image(content)


READERS: Final[dict[FileType, Callable[[bytes], Sheet]]] = {
    FileType.DOCX: read_docx,
    FileType.XLSX: read_xlsx,
    FileType.PDF: read_pdf,
    **{kind: partial(read_office, kind=kind) for kind in (FileType.DOC, FileType.ODT, FileType.RTF)},
    FileType.XLS: read_xls,
    FileType.IMAGE: _read_image,
    **{kind: partial(read_workbook, kind=str(kind)) for kind in (FileType.XLSB, FileType.ODS)},
}
"""The files that are one sheet."""

ENCLOSING: Final[dict[FileType, Callable[[bytes, ReadFile], FileReading]]] = {
    FileType.EML: lambda content, read: mail_says(read_mail(content), read, understand),
    FileType.MSG: lambda content, read: mail_says(read_msg(content), read, understand),
    FileType.ZIP: lambda content, read: archive_says(read_zip(content), str(FileType.ZIP), read, understand),
}
"""The files that hold others: what they say, with the way to read what they hold."""

MAX_DEPTH: Final = 6
"""Files in files: a form in an archive in a mail in a mail is four."""

MAX_FILES: Final = 300
"""Files opened for one file of the inbox, at whatever depth."""

_MIN_FIELDS: Final = 3
_PROJECT: Final = ("title", "adviser.name", "problem", "goal", "unit", "priority")
_MOST_PIECES: Final = 5000  # lines and filled cells; a trust's list of twenty teams has two thousand


def read_file(content: bytes, name: str) -> FileReading:  # noqa: ARG001 - a sender's name for a file is not believed
    """What a file says. Raises nothing for what a sender may have sent.

    A defect of ours is no reason to set a file aside: it leaves as the exception it is, with its traceback.
    """
    if len(content) > MAX_FILE:
        return _refused(refusals.TOO_LARGE)
    return _read(content, _Allowance(files=MAX_FILES), 0)


@dataclass(slots=True)
class _Allowance:
    """How many files more may be opened for one file of the inbox."""

    files: int


def _read(content: bytes, allowance: _Allowance, depth: int) -> FileReading:
    """One file, `depth` files deep in others."""
    allowance.files -= 1
    if depth > MAX_DEPTH or allowance.files < 0:
        return _refused(refusals.TOO_MANY)
    kind = file_type(content)
    try:
        if kind in ENCLOSING:
            return ENCLOSING[kind](content, partial(_read, allowance=allowance, depth=depth + 1))
        return understand(READERS[kind](content)) if kind in READERS else _refused(_WHY_NOT[kind])
    except UnreadableError as error:
        return _refused(error.refusal)


def understand(sheet: Sheet) -> FileReading:
    """What a sheet says, as registrations or as a form of the year, or why it is neither."""
    if sheet.form is None and _is_empty(sheet):
        return _refused(refusals.NO_TEXT)
    if sum(map(_pieces, sheet.blocks)) > _MOST_PIECES:
        return _refused(refusals.TOO_LARGE)
    if filled := own_year_forms(sheet) or titled_year_forms(sheet):
        return FileReading(filled=filled)
    drafts = _drafts(sheet)
    readings = tuple(finish(draft, sheet.format) for draft in drafts)
    if len(readings) > 1 and not all(map(_is_registration, readings)):
        readings = (finish(read_by_label(sheet), sheet.format),)
    if not any(map(_is_registration, readings)):
        likely = likely_year_form(sheet)
        return FileReading(filled=(likely,)) if isinstance(likely, FilledForm) else _refused(likely or refusals.NOT_A_FORM)
    if not any(reading.values.members for reading in readings) and isinstance(likely := likely_year_form(sheet), FilledForm):
        return FileReading(filled=(likely,))  # nobody registers a team of nobody, with the questions of a report
    shown = (with_ids_masked(with_shares(reading), sheet) for reading in readings)
    return FileReading(readings=tuple(as_reply(reading, sheet) for reading in shown))


def _drafts(sheet: Sheet) -> Sequence[Draft]:
    """The claims of each team, by the surest way that the sheet allows."""
    if own_form(sheet):
        return (read_by_key(sheet),)
    by_place = read_by_place(sheet)
    return read_teams(sheet) if by_place is None else (by_place,)


def _is_empty(sheet: Sheet) -> bool:
    """Is there no text at all: a scan, or an empty page?"""
    filled = any(entry.text and entry.kind is not FieldKind.TICK for entry in sheet.entries)
    return not filled and not any(map(_pieces, sheet.blocks))


def _pieces(block: Block) -> int:
    """How many lines or filled cells it is."""
    pieces = (block,) if isinstance(block, Line) else (cell for row in block.rows for cell in row)
    return sum(bool(piece.text.strip()) for piece in pieces)


def _is_registration(reading: Reading) -> bool:
    """Is it the form at all: one of kull's own, or one that asks enough of what a registration says?"""
    if reading.form is not None:
        return True
    values = reading.values
    # Without people, only a trust that is known is a sign of a registration: any form names some authority.
    trust = values.trust is not None and (bool(values.members) or to_trust(values.trust).certain)
    said = trust + bool(values.members) + _is_team(values.members) + sum(_is_found(reading, path) for path in _PROJECT)
    return said >= _MIN_FIELDS and bool(values.members or values.title)


def _is_team(members: tuple[Member, ...]) -> bool:
    """Are there people with a part in a team, or with what they are by training?"""
    return sum(bool(member.role or member.profession) for member in members) > 1


def _is_found(reading: Reading, path: str) -> bool:
    """Was it asked for in words that are known? An answer taken by its order alone says nothing of what the form is."""
    note = reading.provenance.get(path)
    return note is not None and bool(note.text) and note.confidence > BY_ORDER


def _refused(why: Unreadable) -> FileReading:
    return FileReading(unreadable=why)


_WHY_NOT: Final[dict[FileType, Unreadable]] = {
    **dict.fromkeys(FileType, refusals.OTHER_KIND),
    FileType.EMPTY: refusals.EMPTY,
    FileType.ENCRYPTED_OFFICE: refusals.ENCRYPTED,
    FileType.DAMAGED_ZIP: refusals.DAMAGED,
}

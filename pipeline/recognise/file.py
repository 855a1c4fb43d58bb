"""One file from bytes to readings: the type by its content, the reader for it, and what it says.

Pure, and a task for any executor: bytes and a name in, a `FileReading` out. What cannot be read comes back as a reason in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import python_calamine as calamine

from pipeline.i18n import Message, msg
from pipeline.intake.filetype import FileType, file_type
from pipeline.intake.package import PackageError
from pipeline.intake.readers.docx import read_docx
from pipeline.intake.readers.pdf import DynamicXfaError, EncryptedError, read_pdf
from pipeline.intake.readers.xlsx import read_xlsx
from pipeline.model import Block, Cell, FieldKind, FileReading, Line, Reading, SetAsideReason, Sheet, Unreadable
from pipeline.recognise.by_key import own_form, read_by_key
from pipeline.recognise.by_label import read_by_label, read_teams
from pipeline.recognise.finish import finish

READER_VERSION: Final = "1"

READERS: Final[dict[FileType, Callable[[bytes], Sheet]]] = {
    FileType.DOCX: read_docx,
    FileType.XLSX: read_xlsx,
    FileType.PDF: read_pdf,
}

_MIN_FIELDS: Final = 3


def read_file(content: bytes, name: str) -> FileReading:
    """What the file `name` says. Never raises for what a sender may have sent."""
    kind = file_type(content)
    reader = READERS.get(kind)
    if reader is None:
        return _set_aside(*_WHY_NOT[kind])
    try:
        sheet = reader(content)
    except (EncryptedError, calamine.PasswordError):
        return _set_aside(*_ENCRYPTED)
    except DynamicXfaError:
        return _set_aside(*_XFA)
    except PackageError as error:
        return _set_aside(*(_TOO_LARGE if error.too_large else _DAMAGED))
    return understand(sheet)


def understand(sheet: Sheet) -> FileReading:
    """What a sheet says, or why it is no registration."""
    if _is_empty(sheet):
        return _set_aside(*_NO_TEXT)
    drafts = (read_by_key(sheet),) if own_form(sheet) else read_teams(sheet)
    readings = tuple(finish(draft, sheet.format) for draft in drafts)
    if len(readings) > 1 and not all(map(_is_registration, readings)):
        readings = (finish(read_by_label(sheet), sheet.format),)
    if not any(map(_is_registration, readings)):
        return _set_aside(*_NOT_A_FORM)
    return FileReading(readings=readings)


def _is_empty(sheet: Sheet) -> bool:
    """Is there no text at all: a scan, or an empty page?"""
    filled = any(entry.text and entry.kind is not FieldKind.TICK for entry in sheet.entries)
    return not filled and not any(_has_text(block) for block in sheet.blocks)


def _has_text(block: Block) -> bool:
    if isinstance(block, Line):
        return bool(block.text.strip())
    return any(_cell_has_text(cell) for row in block.rows for cell in row)


def _cell_has_text(cell: Cell) -> bool:
    return bool(cell.text.strip())


def _is_registration(reading: Reading) -> bool:
    """Is it the form at all: one of kull's own, or one that asks enough of what a registration says?"""
    if reading.form is not None:
        return True
    values = reading.values
    said = [
        values.trust,
        values.title,
        values.members,
        values.adviser.name,
        values.problem,
        values.goal,
        values.unit,
        values.priority,
    ]
    return sum(bool(v) for v in said) >= _MIN_FIELDS and bool(values.members or values.title)


def _set_aside(reason: SetAsideReason, message: Message) -> FileReading:
    return FileReading(unreadable=Unreadable(reason=reason, message=message))


_Why = tuple[SetAsideReason, Message]

_ENCRYPTED: Final[_Why] = (
    SetAsideReason.ENCRYPTED,
    msg("The file is protected by a password and cannot be opened. Ask the sender for a copy without a password."),
)
_XFA: Final[_Why] = (
    SetAsideReason.DYNAMIC_XFA,
    msg(
        "The file is a form that only Adobe Acrobat can show (XFA). Ask the sender to print it to PDF, or to use the Word form."
    ),
)
_DAMAGED: Final[_Why] = (
    SetAsideReason.DAMAGED,
    msg("The file is damaged and cannot be opened. Ask the sender to send it again."),
)
_TOO_LARGE: Final[_Why] = (
    SetAsideReason.TOO_LARGE,
    msg("The file unpacks to far more than a form can hold, and was not opened. Ask the sender what it is."),
)
_NO_TEXT: Final[_Why] = (
    SetAsideReason.NO_TEXT,
    msg(
        "The file holds no text: it is a picture, a scan or an empty page. Ask the sender for the form as a Word, Excel or PDF file."
    ),
)
_NOT_A_FORM: Final[_Why] = (
    SetAsideReason.NOT_A_FORM,
    msg("The file was read, but is no registration form. Look at it, and ask the sender if a form was meant."),
)
_EMPTY: Final[_Why] = (SetAsideReason.EMPTY, msg("The file is empty (no content). Ask the sender to send it again."))
_OTHER: Final[_Why] = (
    SetAsideReason.UNSUPPORTED,
    msg("The file is of a kind that is not read. Ask the sender for the form as a Word, Excel or PDF file."),
)

_WHY_NOT: Final[dict[FileType, _Why]] = {
    **dict.fromkeys(FileType, _OTHER),
    FileType.EMPTY: _EMPTY,
    FileType.ENCRYPTED_OFFICE: _ENCRYPTED,
    FileType.DAMAGED_ZIP: _DAMAGED,
}

"""Word processors' other formats (.doc, .odt, .rtf): LibreOffice makes .docx of them, and that is read.

A process for each file takes one to three seconds, so many files go through one process (`convert_all`). What LibreOffice is
given is named by its format, so that nothing is read as something else.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Final

from pipeline.intake.filetype import FileType
from pipeline.intake.package import ZIP_DAMAGE, EncryptedError, PackageError, UnreadableError
from pipeline.intake.readers.compound import WORD_97, is_locked_word, word_version
from pipeline.intake.readers.docx import read_docx
from pipeline.intake.refusals import NO_LIBREOFFICE, TOOK_TOO_LONG
from pipeline.model import Sheet
from pipeline.soffice import Office, find_soffice

BATCH: Final = 20
"""Files in one process: enough to make its start cheap, few enough to be done again one by one."""

_EXPORT: Final = "docx:MS Word 2007 XML"

FILTERS: Final[Mapping[FileType, str]] = {
    FileType.DOC: "MS Word 97",
    FileType.ODT: "writer8",
    FileType.RTF: "Rich Text Format",
}
"""The formats that are read in this way, with LibreOffice's names of them."""


class OfficeMissingError(UnreadableError):
    """LibreOffice is not installed on this machine."""

    refusal = NO_LIBREOFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFile:
    """A file to convert: its content and what it is (a key of `FILTERS`)."""

    content: bytes
    kind: FileType


class OfficeTooSlowError(UnreadableError):
    """LibreOffice did not come to an end with the file."""

    refusal = TOOK_TOO_LONG


def read_office(content: bytes, kind: FileType) -> Sheet:
    """What stands in a .doc, .odt or .rtf; takes some seconds.

    Raises:
        EncryptedError: a password is needed.
        OfficeMissingError: there is no LibreOffice.
        OfficeTooSlowError: LibreOffice did not come to an end with it.
        PackageError: LibreOffice could not open it.
    """
    file = OfficeFile(content=content, kind=kind)
    if needs_password(file):
        raise EncryptedError
    with _office() as office:
        made = _converted(office, {"": file}, _filter(file))
    if office.ran_out:
        raise OfficeTooSlowError
    if "" not in made:
        raise PackageError(f"LibreOffice makes nothing of this {kind}")
    return replace(read_docx(made[""]), format=str(kind))


def convert_all(files: Mapping[str, OfficeFile], workers: int = 1) -> dict[str, bytes]:
    """Each file as .docx, by its key, with `workers` processes at a time; one that cannot be opened is left out.

    Several go through one process; what that leaves is tried alone, so that a bad file takes no other with it.

    Raises:
        OfficeMissingError: there is no LibreOffice.
    """
    batches = list(_batches(files, workers))
    with _office() as office, ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            made = list(pool.map(lambda batch: _converted(office, batch[1], batch[0]), batches))
        finally:
            office.stop.set()
    return {key: docx for one in made for key, docx in one.items()}


@contextmanager
def _office() -> Iterator[Office]:
    soffice = find_soffice()
    if soffice is None:
        raise OfficeMissingError
    with tempfile.TemporaryDirectory(prefix="kull-office-", ignore_cleanup_errors=True) as folder:
        yield Office(soffice=soffice, folder=Path(folder))


def _batches(files: Mapping[str, OfficeFile], workers: int) -> Iterator[tuple[str, dict[str, OfficeFile]]]:
    """The files by filter, as few to a process as keeps every worker busy; what cannot be opened anyway is left out."""
    by_filter: dict[str, list[str]] = defaultdict(list)
    for key, file in files.items():
        with suppress(PackageError):
            if not needs_password(file):
                by_filter[_filter(file)].append(key)
    for infilter, keys in by_filter.items():
        size = min(BATCH, ceil(len(keys) / workers))
        yield from ((infilter, {k: files[k] for k in keys[at : at + size]}) for at in range(0, len(keys), size))


def _converted(office: Office, files: Mapping[str, OfficeFile], infilter: str) -> dict[str, bytes]:
    """`files` by one process; then those that it left, one process each."""
    place = Path(tempfile.mkdtemp(dir=office.folder))
    paths = {key: place / f"{number:04}.{file.kind}" for number, (key, file) in enumerate(files.items())}
    for key, path in paths.items():
        path.write_bytes(files[key].content)
    status = office.convert(list(paths.values()), infilter=infilter, export=_EXPORT)
    made = {key: docx for key, path in paths.items() if status == 0 and (docx := _whole(path.with_suffix(".docx")))}
    if len(files) > 1:
        for key in files.keys() - made.keys():
            made |= _converted(office, {key: files[key]}, infilter)
    return made


def _whole(path: Path) -> bytes | None:
    """The file, when it is there and is an archive to its end."""
    content = path.read_bytes() if path.exists() else b""
    return content if zipfile.is_zipfile(BytesIO(content)) else None


def _filter(file: OfficeFile) -> str:
    if file.kind is FileType.DOC and word_version(file.content) < WORD_97:
        return "MS WinWord 6.0"
    return FILTERS[file.kind]


def needs_password(file: OfficeFile) -> bool:
    """Is the file locked? LibreOffice would wait for a password, or say nothing but that it failed."""
    if file.kind is FileType.DOC:
        return is_locked_word(file.content)
    return file.kind is FileType.ODT and b"encryption-data" in _manifest(file.content)


def _manifest(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open("META-INF/manifest.xml") as part:
            return part.read(1_000_000)
    except (KeyError, *ZIP_DAMAGE):
        return b""

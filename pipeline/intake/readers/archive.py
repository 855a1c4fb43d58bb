"""Archives of forms (.zip): their members, within bounds. Names are shown, never used as paths."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from pipeline.intake.enclosed import MAX_ENCLOSED, MAX_ENCLOSED_BYTES, Enclosed, is_ornament, shown_name
from pipeline.intake.package import MAX_PART, ZIP_DAMAGE, PackageError
from pipeline.intake.refusals import DAMAGED, ENCRYPTED, TOO_LARGE
from pipeline.model import Unreadable

_ENCRYPTED_FLAG: Final = 0x1
_UTF8_FLAG: Final = 0x800
_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def read_zip(content: bytes) -> tuple[Enclosed, ...]:
    """The files in an archive, in order; one that cannot be had says why.

    Raises `PackageError` when the archive cannot be opened, or holds more files or bytes than forms would.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not _is_litter(_name(one))]
            if len(members) > MAX_ENCLOSED:
                raise PackageError(f"{len(members)} files", too_large=True)
            return _unpacked(archive, members)
    except ZIP_DAMAGE as error:
        raise PackageError(f"no archive: {error}") from error


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> tuple[Enclosed, ...]:
    found: list[Enclosed] = []
    left = MAX_ENCLOSED_BYTES
    for number, member in enumerate(members, start=1):
        unpacked = _member(archive, member)
        if isinstance(unpacked, bytes):
            left -= len(unpacked)
            if left < 0:
                raise PackageError(f"more than {MAX_ENCLOSED_BYTES} bytes", too_large=True)
            if is_ornament(unpacked):
                continue
        found.append(Enclosed(name=shown_name(_name(member), number), content=unpacked))
    return tuple(found)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | Unreadable:
    """What a member unpacks to. The size in the directory is not believed."""
    if member.flag_bits & _ENCRYPTED_FLAG:
        return ENCRYPTED
    try:
        with archive.open(member) as stream:
            content = stream.read(MAX_PART + 1)
    except ZIP_DAMAGE:
        return DAMAGED
    return TOO_LARGE if len(content) > MAX_PART else content


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name. Without the sign for UTF-8, Windows has written it in code page 850, not 437."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    return member.orig_filename.encode("cp437", "replace").decode("cp850")


def _is_litter(name: str) -> bool:
    """What an operating system puts beside the files for its own use; also a folder, whose name ends in a slash."""
    parts = name.casefold().replace("\\", "/").split("/")
    return parts[-1] in _LITTER or "__macosx" in parts or (bool(name) and not parts[-1])

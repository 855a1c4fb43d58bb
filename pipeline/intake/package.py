"""Reading parts of an Office package (docx, xlsx) within bounds: no archive bomb, no entity, no network.

Limits are on what is unpacked, in bytes, and hold while unpacking, so that a false size in the archive's directory does not
help the sender. The errors of reading stand here too, for every reader: a library's own error says something of the file, and
becomes a reason that a case officer is told. Any other exception is a defect of ours, and goes on with its traceback.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from types import TracebackType
from typing import Final, Self

from lxml import etree

from pipeline.intake.refusals import DAMAGED, ENCRYPTED, TOO_LARGE
from pipeline.model import Unreadable

MAX_PART: Final = 64 * 1024 * 1024
MAX_UNPACKED: Final = 128 * 1024 * 1024
MAX_PARTS: Final = 4000

_ENCRYPTED_MEMBER: Final = 0x1
ZIP_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What the standard library raises for an archive that is damaged, or made to look so."""
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class UnreadableError(Exception):
    """The file cannot be read; `refusal` says why, the exception's own text is for the log."""

    refusal: Unreadable = DAMAGED


class PackageError(UnreadableError):
    """The file is not what its format says, or holds far more than a form; `too_large` tells a bomb from damage."""

    def __init__(self, text: str, *, too_large: bool = False) -> None:
        """Name the part and what is wrong with it, for the log."""
        super().__init__(text)
        self.too_large = too_large
        self.refusal = TOO_LARGE if too_large else DAMAGED


class EncryptedError(UnreadableError):
    """A password is needed to open the file."""

    refusal = ENCRYPTED


@contextmanager
def refusing(part: str, *errors: type[BaseException]) -> Iterator[None]:
    """Turns each of `errors`, raised by a library for what stands in `part`, into a `PackageError`.

    To stand around calls into the library alone, with the errors that it raises for a damaged file.
    """
    try:
        yield
    except errors as error:
        raise PackageError(f"{part}: {type(error).__name__}: {error}") from error


class Package:
    """A zip archive of XML parts, opened from bytes. Use as a context manager."""

    def __init__(self, content: bytes) -> None:
        """Open the archive's directory; raises `PackageError` when there is none or it names too many parts."""
        with refusing("archive", *ZIP_DAMAGE):
            self._zip = zipfile.ZipFile(BytesIO(content))
        self.names = frozenset(self._zip.namelist())
        self._room = MAX_UNPACKED
        if len(self.names) > MAX_PARTS:
            raise PackageError(f"archive: {len(self.names)} parts", too_large=True)

    def __enter__(self) -> Self:
        """The package itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the archive."""
        self._zip.close()

    def named(self, start: str, end: str = ".xml") -> list[str]:
        """The parts whose names begin and end so, in order."""
        return sorted(name for name in self.names if name.startswith(start) and name.endswith(end))

    def read(self, name: str) -> bytes:
        """The bytes of part `name`; raises `EncryptedError`, or `PackageError` when it is missing, damaged or too large."""
        if name not in self.names:
            raise PackageError(f"{name}: missing")
        if self._zip.getinfo(name).flag_bits & _ENCRYPTED_MEMBER:
            raise EncryptedError(name)
        with refusing(name, *ZIP_DAMAGE), self._zip.open(name) as part:
            content = part.read(min(MAX_PART, self._room) + 1)
        self._room -= len(content)
        if len(content) > MAX_PART or self._room < 0:
            raise PackageError(f"{name}: more than {MAX_PART} bytes, or the whole more than {MAX_UNPACKED}", too_large=True)
        return content

    def xml(self, name: str) -> etree._Element:
        """Part `name` parsed: entities unresolved, nothing fetched; raises `PackageError` when it is no XML."""
        return parse_xml(self.read(name), name)

    def external(self) -> Iterator[str]:
        """What the package refers to outside itself, hyperlinks apart: pictures, templates, data on other machines."""
        for name in self.named("", ".rels"):
            for relation in self.xml(name).iter(_RELATION):
                if relation.get("TargetMode") == "External" and not str(relation.get("Type", "")).endswith("/hyperlink"):
                    yield str(relation.get("Target", ""))


def parse_xml(content: bytes, name: str) -> etree._Element:
    """`content` as XML; entities, a DTD and the network are refused. Raises `PackageError` naming `name`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    with refusing(name, etree.XMLSyntaxError, ValueError):
        root = etree.fromstring(content, parser)
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise PackageError(f"{name}: empty, or with a DTD, which no Office file has")
    return root

"""Reading parts of an Office package (docx, xlsx) within bounds: no archive bomb, no entity, no network.

Limits are on what is unpacked, in bytes, and are checked before and while unpacking, so that a false size in the archive's
directory does not help the sender.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from types import TracebackType
from typing import Final, Self

from lxml import etree

MAX_PART: Final = 64 * 1024 * 1024
MAX_PARTS: Final = 4000


class PackageError(Exception):
    """The package cannot be read; `too_large` tells a bomb from damage."""

    def __init__(self, text: str, *, too_large: bool = False) -> None:
        """Name the part and what is wrong with it, for the log."""
        super().__init__(text)
        self.too_large = too_large


class Package:
    """A zip archive of XML parts, opened from bytes. Use as a context manager."""

    def __init__(self, content: bytes) -> None:
        """Open the archive's directory; raises `PackageError` when there is none or it names too many parts."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise PackageError(f"no archive: {error}") from error
        self.names = frozenset(self._zip.namelist())
        if len(self.names) > MAX_PARTS:
            raise PackageError(f"{len(self.names)} parts", too_large=True)

    def __enter__(self) -> Self:
        """The package itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the archive."""
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The bytes of part `name`; raises `PackageError` when it is missing, damaged or larger than `MAX_PART`."""
        try:
            with self._zip.open(name) as part:
                content = part.read(MAX_PART + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError) as error:
            raise PackageError(f"{name}: {error}") from error
        if len(content) > MAX_PART:
            raise PackageError(f"{name}: larger than {MAX_PART} bytes", too_large=True)
        return content

    def xml(self, name: str) -> etree._Element:
        """Part `name` parsed: entities unresolved, nothing fetched; raises `PackageError` when it is no XML."""
        return parse_xml(self.read(name), name)


def parse_xml(content: bytes, name: str) -> etree._Element:
    """`content` as XML, without entities, DTD or network; raises `PackageError` naming `name`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(f"{name}: {error}") from error
    if root is None:
        raise PackageError(f"{name}: empty")
    return root

"""What a Word letter says of itself: its title and its language, as its PDF has them too."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordProperties:
    """The title, and the language («nb-NO»), of a .docx; each empty when it does not say."""

    title: str = ""
    language: str = ""


def word_properties(docx: bytes) -> WordProperties:
    """The properties of a .docx; none, when it is no Word document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as document:
            root = etree.fromstring(document.read(_CORE), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return WordProperties()
    return WordProperties(title=root.findtext(f"{_DC}title") or "", language=root.findtext(f"{_DC}language") or "")

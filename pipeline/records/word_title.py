"""The title that a Word letter bears itself: what its writer sees under «File, Info», and what its PDF is called."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def word_title(docx: bytes) -> str:
    """The title among the properties of a .docx; empty when it has none, or is no Word document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as document:
            root = etree.fromstring(document.read(_CORE), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return ""
    return root.findtext(_TITLE) or ""

"""Zip archives that come out the same each time: fixed dates, members in the order given."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

EPOCH = (2025, 4, 28, 10, 12, 0)
STAMP = b"2025-04-28T10:12:00Z"


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """An archive of these members, the same bytes for the same members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def settled(data: bytes) -> bytes:
    """An Office archive made by a library, with the dates that it took from the clock put right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if core := members.get("docProps/core.xml"):
        members["docProps/core.xml"] = re.sub(rb"(<dcterms:(\w+)[^>]*>)[^<]*", rb"\g<1>" + STAMP, core)
    return packed(members)

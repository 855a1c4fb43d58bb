"""Zip archives that are the same bytes for the same content: Word and Excel files carry no wall clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)


def with_fixed_dates(archive: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """`archive` with every member dated 1980-01-01, the order kept; `replaced` gives new content by member name.

    1980 is the first year that a zip can hold. Raises `KeyError` for a name in `replaced` that the archive lacks.
    """
    content = dict(replaced or {})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        if not content.keys() <= set(names):
            raise KeyError(*(content.keys() - set(names)))
        for name in names:
            new.writestr(_member(name), content[name] if name in content else old.read(name), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.create_system = 0  # the same on every system
    return info

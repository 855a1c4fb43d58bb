"""Which edition of the program this is: what another one read or made is read or made again, never trusted unseen."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pipeline.intake.tesseract import find_tesseract
from pipeline.soffice import find_soffice

_PACKAGE = Path(__file__).resolve().parent.parent
_DECIDES = {".py", ".toml", ".mo"}


@cache
def edition() -> str:
    """A hash of the program's own files: code, vocabulary, catalogues. It changes when any of them does, and only then."""
    files = sorted(file for file in _PACKAGE.rglob("*") if file.suffix in _DECIDES and "shipped" not in file.parts)
    total = hashlib.sha256()
    for file in files:
        total.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def reading_edition() -> str:
    """The edition as far as reading goes: what is set aside for want of another program is read again when that is there."""
    missing = [name for name, found in (("libreoffice", find_soffice()), ("tesseract", find_tesseract())) if found is None]
    return "-without-".join([edition(), *missing])

"""The key that diplomas are proved with: 32 bytes drawn by chance, in a file of the workspace that only its owner can read.

It stands nowhere else, and no product, log or export tells it. Whoever has it can make diplomas; without it none can be proved.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg

BYTES = 32
_WRITTEN = re.compile(r"[0-9a-f]{64}")
_OWNER_ONLY = 0o600
_OTHERS = 0o077


def read_key(file: Path) -> bytes | None:
    """The key in `file`; None when there is none.

    Raises:
        ConfigurationError: the file does not hold a key.
    """
    try:
        written = file.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    if not _WRITTEN.fullmatch(written):
        message = msg("The key to the diplomas is damaged: 64 signs of 0–9 and a–f were expected. Take it from the backup.")
        raise ConfigurationError((Fault(file=str(file), message=message),))
    return bytes.fromhex(written)


def make_key(file: Path) -> bytes:
    """A new key, kept in `file`.

    Raises:
        FileExistsError: there is one already. It is never written over.
    """
    key = secrets.token_bytes(BYTES)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(f"{key.hex()}\n")
        opened.flush()
        os.fsync(opened.fileno())
    return key


def read_by_others(file: Path) -> bool:
    """May others than its owner read or write it?"""
    return os.name == "posix" and bool(file.stat().st_mode & _OTHERS)


def fingerprint(key: bytes) -> str:
    """What tells keys apart, and tells nothing of them."""
    return hashlib.sha256(b"kull certificate key\n" + key).hexdigest()[:16]

"""Log files: what a person need not read, and somebody who mends kull must. National identity numbers are masked."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from pathlib import Path

from pipeline import __version__

_LONG_NUMBER = re.compile(r"(?<!\d)\d{6}[ .]?\d{5}(?!\d)")


def write_log(folder: Path, command: str, text: str) -> Path:
    """Write `text` to a new file in `folder`; where it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    at = dt.datetime.now(dt.UTC)
    head = f"kull {__version__} {command}\n{at:%Y-%m-%dT%H:%M:%SZ}, Python {sys.version}\n\n"
    file = folder / f"{at:%Y%m%dT%H%M%S}-{os.getpid()}.log"
    file.write_text(_LONG_NUMBER.sub("***********", head + text), encoding="utf-8", errors="backslashreplace")
    return file

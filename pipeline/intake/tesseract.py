"""Tesseract, which reads letters from pictures: the only module that starts it.

One process reads all lines of a page, each a page of its own in a TIFF on standard input; words come back as a table (TSV).
Nothing is written to disk. A process gets one core and a time limit.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.intake.package import UnreadableError
from pipeline.intake.refusals import NO_TESSERACT, SCAN_NOT_READ
from pipeline.subprocesses import started

TIMEOUT_S: Final = 30.0
"""How long one reading of one page may take."""

NORWEGIAN: Final = "nor"
ENGLISH: Final = "eng"
LANGUAGES: Final = (NORWEGIAN, ENGLISH)
"""The Debian packages are tesseract-ocr (which brings English) and tesseract-ocr-nor."""

_DATA: Final = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_ONE_LINE: Final = "7"  # page segmentation: the picture is a single line of text
_WORD: Final = "5"  # level of a word in the table
_COLUMNS: Final = 12


class TesseractMissingError(UnreadableError):
    """Tesseract, or its Norwegian or English, is not on this machine."""

    refusal = NO_TESSERACT


class TesseractFailedError(UnreadableError):
    """Tesseract ended with an error, or did not end in time."""

    refusal = SCAN_NOT_READ


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word on line `line` (from 0): its box in that line's picture (pixels), and how sure Tesseract is of it (0-1)."""

    line: int
    text: str
    x0: int
    x1: int
    confidence: float


def find_tesseract() -> Path | None:
    """Tesseract's command, or None when it or one of its languages is not installed. Starts no process."""
    found = shutil.which("tesseract")
    return Path(found) if found and all(map(_has_language, LANGUAGES)) else None


@cache
def _has_language(language: str) -> bool:
    folders = [Path(os.environ["TESSDATA_PREFIX"])] if "TESSDATA_PREFIX" in os.environ else []
    folders += [folder for pattern in _DATA for folder in Path("/").glob(pattern.lstrip("/"))]
    return any((folder / f"{language}.traineddata").exists() for folder in folders)


def read_lines(lines: bytes, language: str, *, dpi: int) -> list[ReadWord]:
    """The words on the lines of a page: `lines` is a TIFF with a page for each.

    Raises:
        TesseractMissingError: it is not there, or does not know `language`.
        TesseractFailedError: it gave up, or took too long.
    """
    command = find_tesseract()
    if command is None:
        raise TesseractMissingError
    arguments = [
        str(command),
        "-",
        "-",
        "-l",
        language,
        "--psm",
        _ONE_LINE,
        "--dpi",
        str(dpi),
        "-c",
        "tessedit_create_tsv=1",
        "-c",
        "tessedit_do_invert=0",
    ]
    try:
        with started(arguments, environment={**os.environ, "OMP_THREAD_LIMIT": "1"}, pipes=True) as process:
            out, errors = process.communicate(lines, timeout=TIMEOUT_S)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise TesseractFailedError(type(error).__name__) from error
    if b"loading language" in errors:
        raise TesseractMissingError
    if process.returncode:
        raise TesseractFailedError(errors[-200:].decode("utf-8", "replace"))
    return list(_words(out.decode("utf-8", "replace").splitlines()))


def _words(table: Sequence[str]) -> Iterator[ReadWord]:
    """The table's words. Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    for row in table:
        columns = row.split("\t")
        if len(columns) < _COLUMNS or columns[0] != _WORD or not columns[11].strip():
            continue
        left, wide = int(columns[6]), int(columns[8])
        sure = max(0.0, min(1.0, float(columns[10]) / 100))
        yield ReadWord(int(columns[1]) - 1, columns[11].strip(), left, left + wide, sure)

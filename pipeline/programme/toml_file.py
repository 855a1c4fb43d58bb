"""A TOML file that a person edits: its content, or one fault with line and column and the likely slip."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Fault
from pipeline.i18n import Message, msg

TYPOGRAPHIC_QUOTES = re.compile("=\\s*\\[?\\s*[“”„«»‘’]")
CLOCK_WITHOUT_SECONDS = re.compile(r"=\s*\d{1,2}[:.]\d{2}\s*(#|$)")
DATE_DAY_FIRST = re.compile(r"=\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\s*(#|$)")

# All that XML 1.0, and so a Word file, cannot hold.
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_toml(path: Path) -> tuple[dict[str, object] | None, tuple[Fault, ...]]:
    """What the file says, and a fault for each text in it that no letter could hold; None and one fault when it is no TOML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None, (not_there(path),)
    except OSError as error:
        return None, (not_to_be_opened(path, error),)
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, error),)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax_fault(path.name, text, str(error)),)
    return content, tuple(unprintable_texts(content, path.name))


def not_there(path: Path) -> Fault:
    """The fault of a file that is missing from the workspace."""
    message = msg("The file is missing. «kull new» makes a workspace with all of its files.")
    return Fault(file=path.name, value=str(path), message=message)


def not_to_be_opened(path: Path, error: OSError) -> Fault:
    """The fault of a file that the system does not give out."""
    message = msg("The file cannot be opened ({reason}). Close it in other programs, and check its permissions.",
                  reason=error.strerror or type(error).__name__)  # fmt: skip
    return Fault(file=path.name, value=str(path), message=message)


def unprintable_texts(content: object, file: str, place: str = "") -> Iterator[Fault]:
    """A fault for each text with a control character: the XML of a Word file cannot hold one, and would lose it in silence."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from unprintable_texts(value, file, f"{place}.{key}".removeprefix("."))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            yield from unprintable_texts(value, file, f"{place}[{index}]")
    elif isinstance(content, str) and (fault := unprintable_text(content, file, place)):
        yield fault


def unprintable_text(text: str, file: str, place: str) -> Fault | None:
    """The fault of one text with a control character in it."""
    found = UNPRINTABLE.search(text)
    if found is None:
        return None
    code = f"U+{ord(found[0]):04X}"
    message = msg("The text holds a control character ({code}), which no letter can show. Take it out.", code=code)
    return Fault(file=file, place=place, value=UNPRINTABLE.sub("�", text), message=message)


def _not_utf8(path: Path, error: UnicodeDecodeError) -> Fault:
    before = error.object[: error.start]
    line = before.count(b"\n") + 1
    written = error.object.splitlines()[line - 1].decode("cp1252", errors="replace").strip()
    message = msg("Line {line} is not written in UTF-8. Save the file again with the encoding UTF-8.", line=line)
    return Fault(file=path.name, place=f"{line}", value=written, message=message)


def _syntax_fault(file: str, text: str, reason: str) -> Fault:
    """The fault of what `tomllib` cannot read; it tells the place only in words («… (at line 2, column 7)»)."""
    lines = text.splitlines() or [""]
    found = re.search(r"\(at line (\d+), column (\d+)\)$", reason)
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    written = lines[line - 1].strip() if line <= len(lines) else ""
    return Fault(file=file, place=f"{line}:{column}", value=written, message=_likely_slip(written, reason, line, column))


def _likely_slip(written: str, reason: str, line: int, column: int) -> Message:
    if TYPOGRAPHIC_QUOTES.search(written):
        return msg('Line {line}: text stands between straight quotation marks: "like this".', line=line)
    if CLOCK_WITHOUT_SECONDS.search(written):
        return msg("Line {line}: a clock time is written with colons and seconds: 13:00:00.", line=line)
    if DATE_DAY_FIRST.search(written):
        return msg("Line {line}: a date is written with the year first: 2025-05-01.", line=line)
    if reason.startswith("Cannot "):
        return msg("Line {line}: this key or section stands in the file already. Keep one of them.", line=line)
    return msg(
        "Line {line}, column {column}: cannot be read from here. Look for a missing quotation mark, equals sign or bracket.",
        line=line,
        column=column,
    )

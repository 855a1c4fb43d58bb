"""Characters that no font on this machine has, by fontconfig, which LibreOffice asks too: it draws a box in their place."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from pipeline.i18n import Message, msg
from pipeline.letters.contexts import printed_fields
from pipeline.letters.letter import Letter

# Latin letters with their accents, Northern Sámi among them: in every text font.
_COMMON = 0x250
_NOT_DRAWN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}  # controls and blanks (Unicode's general categories)
_TIMEOUT_S = 20


def boxes(letter: Letter) -> tuple[Message, ...]:
    """A remark when `letter` says something that will be drawn as boxes; nothing when fontconfig is not there to be asked."""
    rare = {character for text in _texts(letter.context) for character in text if ord(character) >= _COMMON}
    undrawn = [one for one in sorted(rare) if unicodedata.category(one) not in _NOT_DRAWN and not _drawn(one)]
    if not undrawn:
        return ()
    message = msg(
        "{path}: no font on this machine has {characters}, so the PDF shows a box there. Install a font that has it, or "
        "have the text changed.",
        path=letter.path,
        characters=", ".join(f"«{one}»" for one in undrawn),
    )
    return (message,)


def _texts(value: Any) -> Iterator[str]:
    """Every text of a context."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for element in value:
            yield from _texts(element)
    elif is_dataclass(value):
        for _, part, _ in printed_fields(value):
            yield from _texts(part)


@cache
def _drawn(character: str) -> bool:
    """Has any font `character`? Yes, when that cannot be known."""
    command = shutil.which("fc-list")
    if command is None:
        return True
    asked = [command, f":charset={ord(character):x}", "family"]
    try:
        answer = subprocess.run(asked, capture_output=True, timeout=_TIMEOUT_S, check=True)  # noqa: S603 - a number, no text
    except (OSError, subprocess.SubprocessError):
        return True
    return bool(answer.stdout.strip())

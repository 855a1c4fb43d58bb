"""Titles for the journal: at most 90 characters, in one line, and with no person in what everybody may read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.letters.occasion import LONGEST_TITLE, shortened
from pipeline.records.xml_text import one_line

HIDDEN = "*****"
"""What stands in a public title where a name was, as journals write it."""

_SHORTEST_NAME = 4


def journal_title(text: str, otherwise: str) -> str:
    """`text` as a title: one line of at most 90 characters. `otherwise` is the title of what has none."""
    return shortened(one_line(text) or one_line(otherwise), LONGEST_TITLE)


def names_to_hide(people: Iterable[str | None]) -> tuple[str, ...]:
    """Full names as `public_title` takes them: each once, in one line, the longest first."""
    names = {one_line(name) for name in people if name}
    return tuple(sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=lambda name: (-len(name), name)))


def public_title(title: str, names: Sequence[str]) -> str:
    """`title` with each of `names` (see `names_to_hide`) hidden. Letter case does not tell two names apart.

    A title that was cut may have lost the end of a name: what is left of one at its end is hidden too.
    """
    for name in names:
        if title.endswith("…") or name.casefold() in title.casefold():
            title = _hidden(title, name)
    return title


def _hidden(title: str, name: str) -> str:
    title = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, title, flags=re.IGNORECASE)
    if not title.endswith("…"):
        return title
    rest = title.removesuffix("…")
    cut = next((n for n in range(len(name), _SHORTEST_NAME - 1, -1) if _ends_with(rest, name[:n].rstrip())), 0)
    return f"{rest[: len(rest) - len(name[:cut].rstrip())]}{HIDDEN}…" if cut else title


def _ends_with(text: str, part: str) -> bool:
    """Does `text` end with `part`, at the beginning of a word?"""
    before, end = text[: len(text) - len(part)], text[len(text) - len(part) :]
    return len(part) >= _SHORTEST_NAME and end.casefold() == part.casefold() and not before[-1:].isalnum()

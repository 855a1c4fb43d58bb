"""Mails typed on a phone, without colons: «enhet Akuttmottaket», «prioritet 2», «leder Kari Nordmann sykepleier …»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.definition import Kind
from pipeline.model import Block, Line
from pipeline.recognise.labels import EXACT, Asks, Label, find_label

_ENOUGH: Final = 4
_LONGEST: Final = 3
_VERB: Final = re.compile(r"(?i)^(?:er|heter|heiter|blir|is)\s+(?:at\s+|that\s+)?(?=\w)")
_PREPOSITIONS: Final = frozenset({"for", "på", "i", "av", "ved", "til", "med", "of", "at", "in"})
_MARKS: Final = frozenset({"=", "–", "—", "-", "|"})


def with_colons(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, with a colon behind the question's word where most lines begin with one and no mark parts it off."""
    found = [_begun(block.text) if isinstance(block, Line) else None for block in blocks]
    asked = {(label.asks, label.section, label.field and label.field.path, label.role) for label, _ in filter(None, found)}
    written = sum(isinstance(block, Line) and bool(block.text.strip()) for block in blocks)
    if len(asked) < _ENOUGH or 2 * sum(map(bool, found)) < written:
        return tuple(blocks)
    return tuple(
        replace(block, text=pair[1]) if pair is not None and isinstance(block, Line) else block
        for block, pair in zip(blocks, found, strict=True)
    )


def _begun(text: str) -> tuple[Label, str] | None:
    """The question that a line begins with, and the line with a colon behind it; None when a mark does that already."""
    words = text.split()
    if "\t" in text or any(word.endswith((":", "?")) for word in words[: _LONGEST + 1]):
        return None
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        label = find_label(" ".join(words[:count]))
        torn = words[count - 1] in _PREPOSITIONS or words[count] in _PREPOSITIONS  # «enhet Avdeling for | rehabilitering»
        if label is not None and _is_question(label) and words[count] not in _MARKS and not torn:
            return label, f"{' '.join(words[:count])}: {_VERB.sub('', ' '.join(words[count:]))}"
    return None


def _is_question(label: Label) -> bool:
    tick = label.field is not None and label.field.kind is Kind.TICK
    return label.score >= EXACT and not tick and label.asks in {Asks.FIELD, Asks.ROLE, Asks.SECTION}

"""Does a value look like what its field holds? Words that were taken from the wrong place rarely do.

Each test gives the share of the confidence that is left (1.0: nothing to remark). It says nothing of what is right: only that a
person must look.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.form.definition import Kind
from pipeline.recognise.addresses import EMAIL, PHONE
from pipeline.recognise.convert import to_phone
from pipeline.recognise.labels import EXACT, PARTS, TELLING, Asks, Label, find_label, split_prefix
from pipeline.recognise.line_labels import split_label
from pipeline.recognise.ticks import has_boxes, with_boxes

DOUBT: Final = 0.5
_TEXTS: Final = frozenset({"unit", "place", "title", "problem", "goal", "baseline"})
_SHORT: Final = frozenset({"unit", "place", "title"})
_LONGEST_SHORT: Final = 160
_FORMS_OWN: Final = re.compile(
    r"(?i)^\(?(?:fyll(?:es)? (?:inn|ut)|kryss av|sett kryss|se (?:vedlegg|veiledning)|maks(?:imum)? \d)"
    r"|\((?:skal )?(?:fylles|fyllast|blir fylt|vert fylt) ut av\b"
)
_QUESTION: Final = re.compile(r"(?i)^(?:hva|kva|hvilke[nt]?|kva for|hvem|kven|hvor|kvar|what|which|who)\b")


def looks_right(path: str, text: str, *, by_position: bool) -> float:
    """How well `text` looks like an answer at `path`. `by_position`: the words were put together from a printed page."""
    if path not in _TEXTS:
        return 1.0
    flat = " ".join(text.split())
    if _is_a_label(path, flat) or _FORMS_OWN.search(flat) or has_boxes(with_boxes(text)) or EMAIL.search(flat):
        return DOUBT
    if not _is_balanced(flat) or any(to_phone(m[0]).certain for m in PHONE.finditer(flat)):
        return DOUBT
    if path in _SHORT and ("\n" in text.strip() or len(flat) > _LONGEST_SHORT or not any(c.isalpha() for c in flat)):
        return DOUBT
    if not any(c.isalpha() for c in flat) or _holds_a_question(path, text):
        return DOUBT
    return DOUBT if by_position and (_is_torn(path, flat) or _swallowed_label(path, flat)) else 1.0


def _is_a_label(path: str, flat: str) -> bool:
    """Words that ask for something themselves: «Antall årsverk» as the name of a unit."""
    label = find_label(flat)
    if label is None:
        return flat.endswith(":") or (flat.endswith("?") and len(flat.split()) < 6)  # noqa: PLR2004 - a project may be a question
    if label.asks is Asks.OTHER or (label.asks is Asks.FIELD and label.score >= EXACT):
        return True
    sure = TELLING if path in {"problem", "goal"} or _QUESTION.match(flat) else PARTS
    return label.score >= sure and label.asks in {Asks.FIELD, Asks.SECTION} and not _asks_for(label, path)


def _asks_for(label: Label, path: str) -> bool:
    return label.field is not None and label.field.path == path


def _is_balanced(flat: str) -> bool:
    """Are quotes and parentheses closed: an answer cut in two has one half of them."""
    return flat.count("«") == flat.count("»") and flat.count("(") == flat.count(")")


def _holds_a_question(path: str, text: str) -> bool:
    """Does a line of the answer ask for something, or begin with the label of another field («Prio. 9»)?"""
    lines = [line.strip() for line in text.split("\n")]
    asks = any(line.endswith((":", "?")) and find_label(line) is not None for line in lines[:-1])
    return asks or any(_begins_with_label(path, line) or _is_a_pair(path, line) for line in lines)


def _is_a_pair(path: str, line: str) -> bool:
    """«Rolle: leder» as a project's title: a whole line of the form, with its label."""
    pair = split_label(line, "members") or split_label(line, "")
    return pair is not None and bool(pair[1]) and not _asks_for(pair[0], path) and pair[0].score >= TELLING


def _begins_with_label(path: str, line: str) -> bool:
    found = split_prefix(line)
    if found is None or _asks_for(found[0], path):
        return False
    label, rest = found
    return label.asks is Asks.OTHER or (
        label.field is not None and label.field.kind not in {Kind.TICK, Kind.DATE} and rest[:1].isupper() | rest[:1].isdigit()
    )


def _swallowed_label(path: str, flat: str) -> bool:
    """«Bedre flyt Bakgrunn Pasienter venter …»: a label of another field in the midst of the answer, with its answer."""
    words = flat.split()
    tails = (" ".join(words[i:]) for i in range(1, len(words) - 1) if words[i][0].isupper() or words[i][0].isdigit())
    found = (split_prefix(tail) for tail in tails)
    return any(
        pair is not None and not _asks_for(pair[0], path) and (pair[1][0].isupper() or pair[1][0].isdigit()) for pair in found
    )


def _is_torn(path: str, flat: str) -> bool:
    """A line of print that begins in the middle of a sentence, or a long answer that ends there."""
    return flat[:1].islower() or (path in {"problem", "goal"} and flat[-1:] not in ".!?)»" and len(flat.split()) > 12)  # noqa: PLR2004

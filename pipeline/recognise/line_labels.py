"""Labels within a line: a known label parted from its value, several such pairs, heads over blocks or columns."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.form.definition import Kind
from pipeline.form.vocabulary import REMEMBERED, load_vocabulary
from pipeline.model import Role
from pipeline.recognise.convert import to_yes_no
from pipeline.recognise.labels import PARTS, TORN, Asks, Label, find_label
from pipeline.recognise.people import looks_like_person

_SEPARATORS: Final = (
    re.compile(r":\s*"),
    re.compile(r"\s*\t+\s*|\s{2,}"),
    re.compile(r"\?\s+"),
    re.compile(r"\s+[–—]\s+|\s+-\s+|\s*=\s*|\.{4,}\s*|_{3,}\s*|…+\s*"),
)
_TWO_SENTENCES: Final = re.compile(r"(?P<first>.*\w{3}\.)\s+[A-ZÆØÅ]")
_NEXT_PAIR: Final = re.compile(r"(?:\s{2,}|\s*[\t|;]\s*)(?=[^:|;\t]{2,40}:\s)")
_SENTENCES: Final = re.compile(r"\w{3}[.!?] [A-ZÆØÅ]\w")  # one sentence and the next: no label


def each_pair(line: str) -> list[str]:
    """«E-post: kari@….example   Tlf: 900 00 000»: a line of several questions, each with its answer; another as it is."""
    pieces = [piece for piece in _NEXT_PAIR.split(line) if piece.strip()]
    known = [split_label(piece, "") for piece in pieces]
    return pieces if len(pieces) > 1 and all(pair is not None and pair[1] for pair in known) else [line]


def is_person_heads(text: str) -> bool:
    """«Deltaker 1[tab]Deltaker 2»: heads over blocks that stand side by side."""
    pieces = [piece for piece in text.split("\t") if piece.strip()]
    labels = [find_label(piece, "members") for piece in pieces] if len(pieces) > 1 else []
    return bool(labels) and all(label is not None and label.asks is Asks.PERSON_NUMBER for label in labels)


def is_heading_row(text: str, context: str) -> bool:
    """«Navn[tab]Rolle[tab]E-post»: the heading of a table whose rows are form fields; no question with an answer."""
    pieces = [piece for piece in text.split("\t") if piece.strip()]
    return len(pieces) > 2 and all(find_label(piece, context or "members") is not None for piece in pieces)  # noqa: PLR2004 - a pair


@lru_cache(maxsize=REMEMBERED)
def split_label(text: str, context: str) -> tuple[Label, str] | None:
    """«Label: value» parted, when the first part is a known label; the value may be empty."""
    found = [match for separator in _SEPARATORS if (match := separator.search(text)) is not None and match.start() > 0]
    pairs = [pair for m in sorted(found, key=lambda m: m.start()) if (pair := _parted_at(text, m, context)) is not None]
    return next((pair for pair in pairs if _suits(*pair)), pairs[0] if pairs else None)


def _parted_at(text: str, mark: re.Match[str], context: str) -> tuple[Label, str] | None:
    """Label and value on either side of `mark`; a mark within quotes parts nothing."""
    head, said, value = text[: mark.start()], mark.group(), text[mark.end() :].strip()
    if _SENTENCES.search(head) or head.count("«") != head.count("»") or (value.startswith("(") and value.endswith(")")):
        return None
    label = find_label(text[: mark.end()].rstrip() if said.startswith(("?", ":")) else head, context)
    if label is not None and label.asks in {Asks.SECTION, Asks.FIELD} and _names_a_member(head, value):
        label = Label(asks=Asks.ROLE, section="members", role=Role.STAFF, score=PARTS)
    loose = said.startswith((":", "?")) or "\t" in said
    first = _TWO_SENTENCES.match(head)
    if first is not None and find_label(first["first"], context) is None:
        return None
    return (label, value) if label is not None and label.score >= (TORN if loose else PARTS) else None


def _names_a_member(head: str, value: str) -> bool:
    """«Medlem: Kari Nordmann (sykepleier), …»: somebody of the staff, unless the words about the person say more."""
    return load_vocabulary().role(head) is Role.STAFF and looks_like_person(value)


def _suits(label: Label, value: str) -> bool:
    """Is the value one that the question can have: yes or no for a promise («Bindende påmelding – lest og godtatt: ja»)?"""
    return label.field is None or label.field.kind is not Kind.TICK or to_yes_no(value).value is not None

"""Tick boxes in running text: «☒ Høy turnover ☐ Begrenset kapasitet», «Høy turnover [x]», «Ja ☐ Nei ☒».

A box belongs to the words after it, unless nothing follows the last box: then it belongs to the words before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.form.layout import MISSING_MARK
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED, UNTICKED

_TICKED_FORMS: Final = re.compile(
    r"^\s*[xX✓✔✗✘]\s*[☐□](?=\s+\S)|\[\s?[xX✓✔vV]\s?\]|\(\s?[xX✓✔]\s?\)|[☑✓✔🗹✅■◼☒◉⦿🔘]|\bX(?=\s+[A-ZÆØÅ])"
)
_UNTICKED_FORMS: Final = re.compile(r"\[\s{0,3}\]|\(\s{1,3}\)|\(\)|[□▢◻❑❏☐○◯]|_(?=\s[A-ZÆØÅ])")
_DASH: Final = re.compile(r"^\s*[-–—]\s+")
_ROUND: Final = re.compile(r"(?i)○|\b(?:ja|nei|yes|no)\s*●")  # round boxes: elsewhere «●» begins an item of a list
_BOX: Final = re.compile(f"[{TICKED}{UNTICKED}]")
_MISSING: Final = re.compile(rf"\*\s?(?:{MISSING_MARK.nb}|{MISSING_MARK.nn})$")
_YES_WORDS: Final = frozenset({"ja", "yes"})
_NO_WORDS: Final = frozenset({"nei", "no"})


@dataclass(frozen=True, slots=True)
class Tick:
    """A box and the words that belong to it."""

    ticked: bool
    label: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """The boxes of one text and the words before them that ask the question."""

    question: str
    boxes: tuple[Tick, ...]

    def answer(self) -> str:
        """«ja» or «nei» when the boxes are a ja/nei pair with one of them ticked, else empty."""
        ticked = {fold(box.label) for box in self.boxes if box.ticked}
        if ticked and ticked <= _YES_WORDS:
            return "ja"
        return "nei" if ticked and ticked <= _NO_WORDS else ""

    @property
    def yes_or_no(self) -> bool:
        """Are the boxes labelled ja and nei (or only one of them)?"""
        labels = {fold(box.label) for box in self.boxes}
        return bool(labels) and labels <= (_YES_WORDS | _NO_WORDS)


def with_boxes(text: str) -> str:
    """`text` with every way of drawing a box as ☒ or ☐; a dash is one where its neighbour lines have ticks in its place."""
    if "●" in text and _ROUND.search(text):
        text = text.replace("●", TICKED)
    boxed = _UNTICKED_FORMS.sub(UNTICKED, _TICKED_FORMS.sub(TICKED, text))
    lines = boxed.split("\n")
    dashed = TICKED in boxed and all(line[:1] in {TICKED, UNTICKED} or _DASH.match(line) for line in lines)
    return "\n".join(_DASH.sub(f"{UNTICKED} ", line) for line in lines) if dashed and len(lines) > 1 else boxed


def has_boxes(text: str) -> bool:
    """Is there a tick box in `text`?"""
    return bool(_BOX.search(text))


def read_ticks(text: str) -> Ticks:
    """The boxes in `text`, each with its words."""
    marks = [m.group() == TICKED for m in _BOX.finditer(text)]
    parts = [_tidy(part) for part in _BOX.split(text)]
    before, after = parts[:-1], parts[1:]
    if _answers_before(before) and not _is_answer(after[-1]):
        question, first = _question(before[0])
        return Ticks(question=question, boxes=tuple(Tick(t, w) for t, w in zip(marks, [first, *before[1:]], strict=True)))
    if after[-1]:
        return Ticks(question=parts[0], boxes=tuple(Tick(t, label) for t, label in zip(marks, after, strict=True)))
    if len(marks) == 1 or all(before):
        question, first = _question(before[0])
        labels = [first, *before[1:]]
        return Ticks(question=question, boxes=tuple(Tick(t, label) for t, label in zip(marks, labels, strict=True)))
    return Ticks(question=parts[0], boxes=tuple(Tick(t, label) for t, label in zip(marks, after, strict=True)))


def _answers_before(before: list[str]) -> bool:
    """«… bindende? Ja ☒ Nei ☐»: ja and nei stand before their boxes."""
    ends = [fold(words.rsplit(maxsplit=1)[-1]) if words.split() else "" for words in before[:1]] + [fold(w) for w in before[1:]]
    return len(before) > 1 and set(ends) <= _YES_WORDS | _NO_WORDS and len(set(ends)) == len(ends)


def _is_answer(words: str) -> bool:
    return fold(words) in _YES_WORDS | _NO_WORDS


def _question(words: str) -> tuple[str, str]:
    """«Bindende påmelding: Ja» is a question and the first box's words."""
    head, mark, tail = words.rpartition(":")
    if mark and tail.strip():
        return head.strip(), tail.strip()
    last = words.rsplit(maxsplit=1)[-1] if words.split() else ""
    if len(words.split()) > 1 and fold(last) in _YES_WORDS | _NO_WORDS:
        return words[: words.rfind(last)].strip(" ?"), last
    return "", words


def _tidy(part: str) -> str:
    """The words of a box, without the mark that a return form puts after those that are missing."""
    return _MISSING.sub("", " ".join(part.split())).strip(" ,;|/")

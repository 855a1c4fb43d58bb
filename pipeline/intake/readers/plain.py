"""Plain text as it stands in mails: to lines, with quotation marks counted and lines that a program broke put together again.

Sources: RFC 3676 (format=flowed: a line that ends in a blank goes on in the next); the width at which programs that do not say
so break lines is told from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from pipeline.intake.enclosed import Passage
from pipeline.intake.marks import clean
from pipeline.model import Line

_QUOTE: Final = re.compile(r"^(?:>[ ]?)+")
_WIDTHS: Final = range(60, 81)
_FULL: Final = 0.6  # of the width: a shorter line was ended by its writer
_STARTS: Final = re.compile(r"^\s*(?:[-–—*•·▪☐☒]|\[.?\]|\d{1,2}[.)]\s|_{3}|-{3}|.{1,40}:(?:\s|$))")

_BOLD: Final = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,80}?)(?<=\S)\*(?![\w*])")
"""What a program that turns HTML into plain text makes of bold words: «*Enhet:* Akuttmottaket»."""

_BARRED: Final = re.compile(r"^\s*\|(?=[^|])(.+\|.+?)\|?\s*$")
_ASKS: Final = re.compile(
    r"(?i)^\s*((?:helse)?f[øo]retak|enhet|eining|avdeling|klinikk|prosjekt|tittel|problem|mål|prioritet|le(?:der|iar)|tillitsval[gd]t?|medarbeid[ea]r"
    r"|deltakere?|veileder|rettleiar|forbedringsveileder|trust|unit|project|goal|aim|priority|leader|adviser)\b"
)
_ENOUGH_ASKED: Final = 4


def plain_passages(text: str, *, flowed: bool = False, joined_blank: bool = True) -> tuple[Passage, ...]:
    """The lines of `text`, blank ones too. `joined_blank`: the blank at a flowed line's end belongs to the text."""
    marked = [_quoted(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")]
    whole = _unflowed(marked, joined_blank=joined_blank) if flowed else _unbroken(marked)
    return tuple(
        Passage(block=Line(text=clean(_plainly(words)), where=f"line {number}"), quoted=depth) for number, depth, words in whole
    )


def _plainly(words: str) -> str:
    """A line without what a program makes of bold words, and with tabs for the bars of a table."""
    bars = _BARRED.match(words)
    return "\t".join(cell.strip() for cell in bars[1].split("|")) if bars else _BOLD.sub(r"\1", words)


def _quoted(line: str) -> tuple[int, str]:
    mark = _QUOTE.match(line)
    return (mark.group().count(">"), line[mark.end() :]) if mark else (0, line)


def _unflowed(lines: list[tuple[int, str]], *, joined_blank: bool) -> Iterator[tuple[int, int, str]]:
    """A line ending in a blank goes on in the next of the same depth; a signature's «-- » never does (RFC 3676, 4.3)."""
    begun: tuple[int, int, str] | None = None
    for number, (depth, words) in enumerate(lines, start=1):
        if begun is not None and begun[1] == depth:
            begun = (begun[0], depth, begun[2] + words)
        else:
            if begun is not None:
                yield begun
            begun = (number, depth, words)
        if not words.endswith(" ") or words == "-- ":
            yield begun
            begun = None
        elif not joined_blank:
            begun = (begun[0], depth, begun[2][:-1])
    if begun is not None:
        yield begun


def _unbroken(lines: list[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    numbered = [(n, depth, words.rstrip()) for n, (depth, words) in enumerate(lines, start=1)]
    for _, group in groupby(numbered, key=lambda line: line[1]):
        yield from _rejoined(list(group))


def _rejoined(lines: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Lines that were broken because the next word had no room; only where the text as a whole is that narrow.

    Where line after line begins with what it tells («enhet …», «mål …», «leder …»), each was ended by its writer.
    """
    width = max(len(words) for _, _, words in lines)
    asked = {match[1].casefold() for _, _, words in lines if (match := _ASKS.match(words))}
    if width not in _WIDTHS or len(asked) >= _ENOUGH_ASKED:
        yield from lines
        return
    begun, last = lines[0], lines[0][2]
    for number, depth, words in lines[1:]:
        if _had_no_room(last, words, width):
            begun = (begun[0], depth, f"{begun[2]} {words.strip()}")
        else:
            yield begun
            begun = (number, depth, words)
        last = words
    yield begun


def _had_no_room(line: str, following: str, width: int) -> bool:
    if len(line) < _FULL * width or not following.strip() or _STARTS.match(following):
        return False
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width

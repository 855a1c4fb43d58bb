"""Tables drawn with letters: «| Navn | Rolle |» between lines of «+-----+», as a typewriter draws them.

Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.intake.layout import Word, legibility, line_text
from pipeline.model import Cell, Grid

_DRAWN: Final = re.compile(r"[+|=_*-]*[-=_]{3}[-+|=_*]*")
_CORNERS: Final = frozenset({"+-", "+=", "|-"})
_BARS: Final = 3
_ROWS: Final = 2

Lines = Sequence[Sequence[Word]]


def is_drawn(line: Sequence[Word]) -> bool:
    """Is the line a rule made of letters, and nothing else?"""
    return all(_DRAWN.fullmatch(word.text) for word in line)


def without_drawn(words: Sequence[Word]) -> list[Word]:
    """The words less the rules that are made of letters, where these have corners («+---+»)."""
    return [word for word in words if not (word.text[:2] in _CORNERS and _DRAWN.fullmatch(word.text))]


def barred_until(lines: Lines, first: int) -> int:
    """The line after the table with bars that begins at `first`; `first` when none does."""
    bars = _bars(lines[first])
    end = first
    while end < len(lines) and (is_drawn(lines[end]) or _bars(lines[end]) == bars):
        end += 1
    rows = sum(not is_drawn(line) for line in lines[first:end])
    return end if bars >= _BARS and rows >= _ROWS else first


def barred_grid(lines: Lines, where: str) -> Grid:
    """The table, its cells parted by the bars."""
    rows = []
    for number, line in enumerate((line for line in lines if not is_drawn(line)), start=1):
        cells: list[list[Word]] = [[]]
        for word in line:
            if word.text == "|":
                cells.append([])
            else:
                cells[-1].append(word)
        inner = cells[1 if not cells[0] else 0 : -1 if not cells[-1] else len(cells)]
        rows.append(
            tuple(
                Cell(text=line_text(cell), where=f"{where}, row {number}, cell {c}", legibility=legibility(cell))
                for c, cell in enumerate(inner, start=1)
            )
        )
    return Grid(rows=tuple(rows), where=where)


def _bars(line: Sequence[Word]) -> int:
    """How many bars part the line, when it begins or ends with one."""
    texts = [word.text for word in line]
    return texts.count("|") if "|" in {texts[0], texts[-1]} else 0

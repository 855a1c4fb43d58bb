"""Ruled tables as they were meant: without a spreadsheet's letters and numbers, and the signs of a comb as one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from string import ascii_uppercase
from typing import Final

from pipeline.model import Cell, Grid

_COMB: Final = 4  # signs in cells of their own, at least
_LETTERS: Final = 3
_ROWS: Final = 4

Cells = tuple[Cell, ...]


def as_meant(grid: Grid) -> Grid:
    """The table less what was printed around a sheet's cells; combs put together."""
    rows = [_with_combs(row) for row in _without_frame(grid.rows)]
    return replace(grid, rows=tuple(rows))


def _without_frame(rows: Sequence[Cells]) -> Sequence[Cells]:
    """The rows without «A B C …» above and «1 2 3 …» at the left, as a spreadsheet prints them when asked to."""
    if len(rows) < _ROWS or any(len(row) < 2 for row in rows):  # noqa: PLR2004 - a number and something beside it
        return rows
    letters = [cell.text for cell in rows[0] if cell.text]
    led = len(letters) >= _LETTERS and letters == list(ascii_uppercase[: len(letters)])
    body = rows[1:] if led else rows
    numbers = [row[0].text for row in body]
    first = int(numbers[0]) if numbers[0].isdecimal() else 0
    numbered = led and all(number == str(n) for number, n in zip(numbers, count(first), strict=False))
    return [row[1:] for row in body] if numbered else rows


def _with_combs(row: Cells) -> Cells:
    """The row, neighbouring cells of one sign each as one cell."""
    merged: list[Cell] = []
    comb: list[Cell] = []
    for cell in (*row, None):
        if cell is not None and len(cell.text) == 1 and cell.text.isalnum():
            comb.append(cell)
            continue
        merged += [_joined(comb)] if len(comb) >= _COMB else comb
        comb = []
        merged += [cell] if cell is not None else []
    return tuple(merged)


def _joined(comb: Sequence[Cell]) -> Cell:
    span, sure = sum(cell.span for cell in comb), min(cell.legibility for cell in comb)
    return replace(comb[0], text="".join(cell.text for cell in comb), span=span, legibility=sure)

"""Tables that somebody made with tabs: lines of as many pieces below a line of headings are a grid, and are read as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.model import Block, Cell, Grid, Line, Sheet
from pipeline.recognise.labels import PARTS, Asks, find_label

_COLUMNS: Final = 3
_MOSTLY: Final = 0.6


def with_tab_tables(sheet: Sheet) -> Sheet:
    """`sheet` with each table made of tabs as a grid."""
    return replace(sheet, blocks=tuple(_blocks(sheet.blocks)))


def _blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        end = _table_end(blocks, at)
        grid = blocks[at + 1] if at + 1 < len(blocks) else None
        if not end and isinstance(grid, Grid) and _heads(blocks[at], grid):
            yield Grid(rows=(_row(blocks[at]), *grid.rows), where=grid.where)
            at += 2
        elif end:
            yield Grid(rows=tuple(_row(line) for line in blocks[at:end] if isinstance(line, Line)), where=blocks[at].where)
            at = end
        else:
            yield blocks[at]
            at += 1


def _table_end(blocks: Sequence[Block], begin: int) -> int:
    """Where the table that begins with a heading at `begin` ends; 0 when there is none."""
    heading = blocks[begin]
    if not isinstance(heading, Line) or not _is_heading(heading.text):
        return 0
    count, end = len(_pieces(heading.text)), begin + 1
    while end < len(blocks) and _has(blocks[end], count) and not _is_about_something_else(blocks[end]):
        end += 1
    return end if end > begin + 1 else 0


def _heads(block: Block, grid: Grid) -> bool:
    """A line of headings right above a table of as many columns, whose rules begin below it."""
    if not isinstance(block, Line) or not _is_heading(block.text):
        return False
    return all(len(row) == len(_pieces(block.text)) for row in grid.rows)


def _is_heading(text: str) -> bool:
    """Three pieces or more, most of them what a table of people asks for."""
    pieces = _pieces(text)
    if len(pieces) < _COLUMNS:
        return False
    labels = [find_label(piece, "members") for piece in pieces]
    return sum(label is not None and label.asks in {Asks.FIELD, Asks.ROLE, Asks.MIXED} for label in labels) >= _MOSTLY * len(
        pieces
    )


def _has(block: Block, count: int) -> bool:
    return isinstance(block, Line) and len(_pieces(block.text)) == count


def _is_about_something_else(block: Block) -> bool:
    """«Forbedringsveileder[tab]Aud Kemi[tab]…» below the team: a line with a label of its own."""
    label = find_label(_pieces(block.text)[0]) if isinstance(block, Line) else None
    return label is not None and label.score >= PARTS and label.asks in {Asks.FIELD, Asks.SECTION}


def _pieces(text: str) -> list[str]:
    return text.split("\t")


def _row(line: Block) -> tuple[Cell, ...]:
    if not isinstance(line, Line):
        return ()
    return tuple(Cell(text=piece.strip(), where=line.where, legibility=line.legibility) for piece in _pieces(line.text))

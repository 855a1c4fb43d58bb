"""A table with several forms of one kind: a row for each team or month, or a column for each. Parted into a form of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.definition import FormDefinition
from pipeline.form.year_forms import TEAM_FORMS
from pipeline.model import Block, Cell, Grid, Line, Sheet
from pipeline.recognise.filled_lines import names_form
from pipeline.recognise.filled_words import FormWords, words_of

_TELLS_APART: Final = ("team", "date")
_FEWEST: Final = 2
_FEWEST_ASKED: Final = 3

Table = Sequence[Sequence[Cell]]


def parted_by_team(sheet: Sheet) -> tuple[Sheet, ...]:
    """The sheet in parts, one for each team (or day) of the first such table; what stands around it goes with the first."""
    for at, block in enumerate(sheet.blocks):
        if not isinstance(block, Grid):
            continue
        for start, row in enumerate(block.rows):
            across = block.rows[start:]
            for form in TEAM_FORMS:
                words = words_of(form)
                if tables := _rows_of_each(across, words) if _asks(row, words) else _columns_of_each(across, words):
                    around = replace(block, rows=block.rows[:start])
                    return tuple(_parts(sheet, at, around, tables, form))
    return (sheet,)


def _parts(sheet: Sheet, at: int, begun: Grid, tables: Sequence[Table], form: FormDefinition) -> Iterator[Sheet]:
    above: tuple[Block, ...] = (*sheet.blocks[:at], begun)
    for number, table in enumerate(tables):
        mine = replace(begun, rows=tuple(map(tuple, table)))
        if number == 0:
            yield replace(sheet, blocks=(*above, mine, *sheet.blocks[at + 1 :]))
        else:
            yield replace(sheet, blocks=(*_titles(above, words_of(form)), mine), entries=(), remarks=())


def _titles(blocks: Sequence[Block], words: FormWords) -> Iterator[Line]:
    """What names the form above the table, for every part of it."""
    for block in blocks:
        pieces = [block] if isinstance(block, Line) else [cell for row in block.rows for cell in row]
        yield from (Line(text=one.text, where=one.where) for one in pieces if names_form(one.text, words))


def _asks(row: Sequence[Cell], words: FormWords) -> bool:
    """Is it a row of labels, of which one tells a form from the next?"""
    filled = [cell for cell in row if cell.text.strip()]
    asked = [found.field.key for cell in filled if (found := words.ask(cell.text)) is not None]
    several = len(filled) >= _FEWEST_ASKED and len(set(asked)) == len(filled)
    return several and any(key in asked for key in _TELLS_APART)


def _rows_of_each(table: Table, words: FormWords) -> list[Table]:
    """Labels above, and below them a row for each: label and value side by side. Nothing when it is one form alone."""
    head, below = table[0], [row for row in table[1:] if any(cell.text.strip() for cell in row)]
    columns = [i for i, cell in enumerate(head) if cell.text.strip()]
    keys = [i for i in columns if (found := words.ask(head[i].text)) is not None and found.field.key in _TELLS_APART]
    if len(below) < _FEWEST or not all(_holds(row, columns, keys) for row in below):
        return []
    return [[(head[i], row[i]) for i in columns if i < len(row)] for row in below]


def _holds(row: Sequence[Cell], columns: Sequence[int], keys: Sequence[int]) -> bool:
    """Does it say which it is, and nothing outside the columns?"""
    filled = {i for i, cell in enumerate(row) if cell.text.strip()}
    return len(filled) >= _FEWEST and filled <= set(columns) and any(i in filled for i in keys)


def _columns_of_each(table: Table, words: FormWords) -> list[Table]:
    """Labels at the left, and beside them a column for each. Nothing when it is one form alone."""
    rows = []
    for row in table:
        asked = words.ask(row[0].text) if row and row[0].text.strip() else None
        if asked is None:
            break
        rows.append((asked.field.key, row))
    told = next((row for key, row in rows if key in _TELLS_APART), None)
    rest = [row for row in table[len(rows) :] if any(cell.text.strip() for cell in row)]
    if told is None or len(rows) < _FEWEST_ASKED or rest:
        return []
    columns = [i for i, cell in enumerate(told) if i and cell.text.strip()]
    several = len({told[i].text.strip() for i in columns}) == len(columns) >= _FEWEST
    inside = all(not cell.text.strip() or i == 0 or i in columns for _, row in rows for i, cell in enumerate(row))
    if not several or not inside or any(cell.span > 1 for _, row in rows for cell in row):
        return []
    if any(words.ask(told[i].text) is not None for i in columns):
        return []  # labels and values by turns
    return [[(row[0], row[i]) for _, row in rows if i < len(row)] for i in columns]

"""A column for each team: the questions stand in the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Cell, Grid, Sheet
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.cells import Row
from pipeline.recognise.help_columns import is_help_head
from pipeline.recognise.labels import PARTS, find_label
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.team_questions import ENOUGH, path_of

_LONGEST_RANK = 12


def by_columns(sheet: Sheet) -> tuple[Sheet, ...]:
    """A table in which the questions stand in the first column, and each further column is a team."""
    for at, block in enumerate(sheet.blocks):
        columns = _team_columns(block) if isinstance(block, Grid) else []
        if isinstance(block, Grid) and len(columns) >= ENOUGH:
            before, after = sheet.blocks[:at], sheet.blocks[at + 1 :]
            teams = (tuple((row[0], row[c]) for row in block.rows if row[0].text.strip()) for c in columns)
            return tuple(
                replace(sheet, blocks=(*before, Grid(rows=rows, where=block.where), *after), entries=()) for rows in teams
            )
    return ()


def _team_columns(grid: Grid) -> list[int]:
    """The columns that answer the questions of the first, each with a title of its own; none when it is another table."""
    if not grid.rows or any(len(row) != len(grid.rows[0]) or any(cell.span > 1 for cell in row) for row in grid.rows):
        return []
    asked = {path: row for row in grid.rows if (path := next(path_of(row[0].text, first=True), ""))}
    if "title" not in asked or len(asked) <= ENOUGH:
        return []
    answered = [c for c in range(1, len(grid.rows[0])) if any(row[c].text.strip() for row in grid.rows)]
    teams = [c for c in answered if not any(is_help_head(row[c]) for row in grid.rows)]
    if teams != list(range(1, len(teams) + 1)) or not all(asked["title"][c].text.strip() for c in teams):
        return []
    answers = [[row[c] for row in asked.values() if row[c].text.strip()] for c in teams]
    plain = not any(_is_question(cell) for cells in answers for cell in cells)
    return teams if all(len(cells) > ENOUGH for cells in answers) and (plain or _alike(asked, teams)) else []


def _alike(asked: Mapping[str, Row], teams: Sequence[int]) -> bool:
    """Do the columns answer what only a team can: each names its trust, or each has its rank?"""
    trusts = [asked["trust"][c].text for c in teams] if "trust" in asked else [""]
    ranks = [asked["priority"][c].text for c in teams] if "priority" in asked else [""]
    return all(to_trust(text).certain for text in trusts) or all(map(_is_rank, ranks))


def _is_rank(text: str) -> bool:
    return len(text) < _LONGEST_RANK and any(map(str.isdigit, text))


def _is_question(cell: Cell) -> bool:
    label = find_label(cell.text)
    return EMAIL.search(cell.text) is not None or (label is not None and label.score >= PARTS)

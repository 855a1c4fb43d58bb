"""Several teams in one file: a row for each team, rows of people under their team, a sheet for each, the form written twice.

The file's sheet is parted into one sheet for each team, made of the same cells and lines, and each is read like any other form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.model import Block, Line, Sheet
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.labels import find_label
from pipeline.recognise.team_columns import by_columns
from pipeline.recognise.team_headings import by_headings
from pipeline.recognise.team_lists import by_rows
from pipeline.recognise.team_questions import ENOUGH, entries_in, names_people, path_of, paths_in
from pipeline.recognise.team_sheets import by_sheets
from pipeline.recognise.telling import is_prose
from pipeline.recognise.ticks import has_boxes, with_boxes

_WITHOUT_TITLE: Final = 3  # questions of a project: a form asks for trust, unit, problem and goal, and may ask for no title
_ABOVE: Final = 8  # lines above its title in which a form names the trust and the unit


def parted(sheet: Sheet) -> tuple[Sheet, ...]:
    """One sheet for each team in `sheet`; `sheet` itself when it holds one."""
    return by_sheets(sheet) or by_columns(sheet) or by_rows(sheet) or by_headings(sheet) or _by_repetition(sheet) or (sheet,)


def _by_repetition(sheet: Sheet) -> tuple[Sheet, ...]:
    """A document in which the questions of the project come again: each time, a team begins."""
    if sheet.format == "xlsx":
        return ()
    begins, seen = [0], list[set[str]]([set()])
    for at, block in enumerate(sheet.blocks):
        asked = set(paths_in(block))
        if len(asked & seen[-1]) >= 1 and "title" in seen[-1] and len(seen[-1]) > ENOUGH:
            begins.append(_with_heading(sheet.blocks, at))
            seen.append(set())
        seen[-1] |= asked
    if len(begins) < ENOUGH or not all(len(paths) > (ENOUGH if "title" in paths else _WITHOUT_TITLE) for paths in seen):
        return ()
    parts = [sheet.blocks[a:b] for a, b in zip(begins, [*begins[1:], len(sheet.blocks)], strict=True)]
    if any(map(names_people, parts)) and not all(map(names_people, parts)):
        return ()
    return tuple(replace(sheet, blocks=part, entries=entries_in(sheet, part)) for part in parts)


def _with_heading(blocks: Sequence[Block], at: int) -> int:
    """Where a team's part begins: at its trust or unit, and the headings and the form's own words above its first question."""
    first = at
    while first and at - first < _ABOVE and isinstance(above := blocks[first - 1], Line) and not _ends(above.text):
        first -= 1
        if {"trust", "unit"} & set(path_of(above.text, first=True)):
            return _with_heading(blocks, first)
    while at and isinstance(above := blocks[at - 1], Line) and _opens(above):
        at -= 1
    return at


def _ends(text: str) -> bool:
    """Does the line belong to the team above: an address, a box, a question about a person?"""
    label = find_label(text)
    return (
        bool(EMAIL.search(text))
        or has_boxes(with_boxes(text))
        or (label is not None and label.section in {"adviser", "members"})
    )


def _opens(line: Line) -> bool:
    return line.heading or is_prose(fold(line.text))

"""Several teams, each under a heading that numbers it and gives its title: «Prioritet 1: Færre fall», «Team 2 – Trygg hjem»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.model import Block, Cell, Grid, Line, Sheet
from pipeline.recognise.cells import Row
from pipeline.recognise.team_questions import ENOUGH, entries_in, names_people, path_of, paths_in

_HEADING: Final = re.compile(
    r"(?i)(?P<word>team|prosjekt|project|(?:foretakets\s+)?(?:prioritet|prioritering|pri|priority)|søknad|påmelding)\.?\s*"
    r"(?:nr\.?\s*|no\.?\s*)?(?P<number>\d{1,2})\s*[:.–—-]\s*(?P<title>\S.{2,150})"
)
_RANK: Final = ("pri", "foretakets")
_TITLE: Final = "Prosjekttittel"
_PRIORITY: Final = "Prioritet"


@dataclass(frozen=True, slots=True)
class _Opening:
    """The heading of a team: the block it begins, the cell or line that it is, and what it says."""

    at: int
    where: str
    word: str
    number: int
    title: str


def by_headings(sheet: Sheet) -> tuple[Sheet, ...]:
    """A sheet for each team; none when no two headings of different numbers are there, or one of them has no team below."""
    if sheet.format == "pdf":
        return ()
    blocks = tuple(_with_tables_parted(sheet.blocks))
    found = list(_openings(blocks))
    if len(found) < ENOUGH or len({opening.number for opening in found}) < len(found):
        return ()
    ends = [*(opening.at for opening in found[1:]), len(blocks)]
    parts = [blocks[opening.at : end] for opening, end in zip(found, ends, strict=True)]
    if not all(map(_is_team, parts)):
        return ()
    before = blocks[: found[0].at]
    return tuple(
        replace(sheet, blocks=(*before, *_said_of(opening, part), *_rest(part)), entries=entries_in(sheet, (*before, *part)))
        for opening, part in zip(found, parts, strict=True)
    )


def _is_team(part: Sequence[Block]) -> bool:
    asked = set(_asked_in(_rest(part)))
    return len(asked) >= ENOUGH and names_people(part)


def _openings(blocks: Sequence[Block]) -> Iterator[_Opening]:
    for at, block in enumerate(blocks):
        text, where = _head_of(block)
        match = _HEADING.fullmatch(text.strip()) if text else None
        if match is not None and "@" not in text:
            yield _Opening(at, where, fold(match["word"]), int(match["number"]), match["title"].strip())


def _head_of(block: Block) -> tuple[str, str]:
    """The words that may be a team's heading: a line alone, or the one filled cell of a table's first row."""
    if isinstance(block, Line):
        return block.text, block.where
    return _alone_in(block.rows[0]) if block.rows else ("", "")


def _alone_in(row: Row) -> tuple[str, str]:
    """Words and place of the one filled cell of a row."""
    filled = [cell for cell in row if cell.text.strip()]
    return (filled[0].text, filled[0].where) if len(filled) == 1 else ("", "")


def _with_tables_parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with a table parted at each row that is a team's heading."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
            continue
        begins = [i for i, row in enumerate(block.rows) if i and _HEADING.fullmatch(_alone_in(row)[0].strip())]
        cuts = [0, *begins, len(block.rows)]
        yield from (replace(block, rows=block.rows[a:b]) for a, b in pairwise(cuts))


def _rest(part: Sequence[Block]) -> tuple[Block, ...]:
    """A team's part without its heading."""
    first = part[0]
    return (
        (replace(first, rows=first.rows[1:]), *part[1:]) if isinstance(first, Grid) and len(first.rows) > 1 else tuple(part[1:])
    )


def _asked_in(part: Sequence[Block]) -> Iterator[str]:
    """The fields of the project for which a team's part asks, its tables of people included when they do so down the side."""
    for block in part:
        yield from paths_in(block)
        for row in block.rows if isinstance(block, Grid) else ():
            yield from path_of(row[0].text, first=True)


def _said_of(opening: _Opening, part: Sequence[Block]) -> Iterator[Block]:
    """What the heading says that the part does not ask for itself. A heading may name the unit: then nobody knows the title."""
    asked = set(_asked_in(_rest(part)))
    pairs = []
    if "title" not in asked and "unit" in asked:
        pairs.append((_TITLE, opening.title))
    if "priority" not in asked and opening.word.startswith(_RANK):
        pairs.append((_PRIORITY, str(opening.number)))
    if "title" in asked or "unit" not in asked:
        yield Line(text=opening.title, where=opening.where, heading=True)
    for label, answer in pairs:
        yield Grid(rows=((Cell(text=label, where=""), Cell(text=answer, where=opening.where)),), where=opening.where)

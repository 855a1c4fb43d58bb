"""Several teams in one file: a row for each team, rows of people under their team, a sheet for each, the form written twice.

The file's sheet is parted into one sheet for each team, made of the same cells and lines, and each is read like any other form.
What stands before and after a list of teams holds for all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.model import Block, Cell, Entry, Grid, Line, Sheet
from pipeline.recognise.cells import Row, labels_in, starts
from pipeline.recognise.convert import EMAIL
from pipeline.recognise.labels import PARTS, TELLING, Asks, Label, find_label
from pipeline.recognise.lines import split_label
from pipeline.recognise.telling import is_prose
from pipeline.recognise.ticks import has_boxes, with_boxes

_PROJECT: Final = ("trust", "unit", "title", "priority", "problem", "goal")
_PEOPLE: Final = frozenset({"name", "given_name", "family_name", "role", "profession", "email", "phone", "trained_agent"})
_NAMES: Final = frozenset({"name", "given_name"})
_ENOUGH: Final = 2
_ABOVE: Final = 8  # lines above its title in which a form names the trust and the unit
_MOSTLY: Final = 0.6


def parted(sheet: Sheet) -> tuple[Sheet, ...]:
    """One sheet for each team in `sheet`; `sheet` itself when it holds one."""
    return _by_rows(sheet) or _by_columns(sheet) or _by_sheets(sheet) or _by_repetition(sheet) or (sheet,)


# --- a list of teams -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _List:
    """A table of teams: the labels of its heading row by grid column, and the rows below it."""

    heads: dict[int, tuple[Label | None, Cell]]
    rows: tuple[dict[int, Cell], ...]

    def column(self, path: str) -> int | None:
        """The column that asks for a field of the project."""
        return next((c for c, (label, _) in self.heads.items() if _project_path(label) == path), None)

    def people_columns(self) -> list[int]:
        """The columns of a person, when each row is one."""
        found = {c: label.attribute for c, (label, _) in self.heads.items() if label is not None and _of_a_person(label)}
        return list(found) if "name" in found.values() or "given_name" in found.values() else []


def _by_rows(sheet: Sheet) -> tuple[Sheet, ...]:
    for at, block in enumerate(sheet.blocks):
        listed = _list_in(block) if isinstance(block, Grid) else None
        if listed is None or not isinstance(block, Grid):
            continue
        groups = _groups(listed)
        if len(groups) >= _ENOUGH:
            before = (*sheet.blocks[:at], *_above(block, listed))
            after = sheet.blocks[at + 1 :]
            return tuple(
                replace(sheet, blocks=(*before, *_team_blocks(listed, g, block.where), *_of_team(after, listed, g)), entries=())
                for g in groups
            )
    return ()


def _of_team(blocks: Sequence[Block], listed: _List, group: list[dict[int, Cell]]) -> Iterator[Block]:
    """What stands after a list of teams, less the rows of a table of people that name another team's project."""
    column = listed.column("title")
    title = fold(group[0][column].text) if column is not None and column in group[0] else ""
    for block in blocks:
        yield block if isinstance(block, Line) else _rows_of(block, title)


def _rows_of(grid: Grid, title: str) -> Grid:
    """Of a table with a person and the title of a project in each row, the rows with `title`; another table as it is."""
    for i, row in enumerate(grid.rows):
        people = _List(_heads(row), ())
        column = people.column("title")
        if column is not None and people.people_columns():
            kept = tuple(r for r in grid.rows[i + 1 :] if fold(dict(starts(r)).get(column, row[0]).text) == title)
            return replace(grid, rows=(*grid.rows[: i + 1], *kept))
    return grid


def _list_in(grid: Grid) -> _List | None:
    """The list of teams in a grid: a heading row that asks for a title and more of the project, in columns."""
    for i, row in enumerate(grid.rows):
        if sum(bool(cell.text.strip()) for cell in row) <= _ENOUGH:
            continue
        heads = _heads(row)
        asked = Counter(path for label, _ in heads.values() if (path := _project_path(label)))
        known = sum(_is_heading(label) for label, _ in heads.values())
        heading = known >= _MOSTLY * len(heads) and (i + 1 >= len(grid.rows) or len(labels_in(grid.rows[i + 1], "")) < _ENOUGH)
        if heading and asked["title"] == 1 and len(asked) >= _ENOUGH and max(asked.values()) == 1:
            return _List(heads, tuple(dict(starts(r)) for r in grid.rows[i + 1 :]))
    return None


def _heads(row: Row) -> dict[int, tuple[Label | None, Cell]]:
    """What each column asks; beside a column of names, «Tittel» is the person's."""
    filled = [(start, c) for start, c in starts(row) if c.text.strip()]
    own = {start: find_label(c.text, "members") for start, c in filled}
    named = any(
        label is not None and _is_of_members(label) and label.attribute == "name" and label.number is None
        for label in own.values()
    )
    return {start: (own[start] if named and _is_of_members(own[start]) else find_label(c.text), c) for start, c in filled}


def _is_of_members(label: Label | None) -> bool:
    return label is not None and label.section == "members" and label.asks is Asks.FIELD


def _is_heading(label: Label | None) -> bool:
    """Is it a label as headings of columns are; «nr. 5» is an answer."""
    return label is not None and label.score >= TELLING and (label.asks is not Asks.PERSON_NUMBER or label.field is not None)


def _groups(listed: _List) -> list[list[dict[int, Cell]]]:
    """The rows of each team: a row with another title or rank begins a new one."""
    keys = [c for path in ("title", "priority") if (c := listed.column(path)) is not None]
    groups: list[list[dict[int, Cell]]] = []
    current: tuple[str, ...] = ()
    gap = False
    for row in listed.rows:
        filled = sum(bool(cell.text.strip()) for cell in row.values())
        if gap and groups and filled <= _ENOUGH < len(listed.heads) - 1:
            break
        gap = filled == 0
        if gap:
            continue
        said = tuple(fold(row[c].text) if c in row else "" for c in keys)
        if any(said) and said != current:
            groups.append([])
            current = said
        if groups:
            groups[-1].append(row)
    return groups if listed.people_columns() or all(len(g) == 1 for g in groups) else []


def _team_blocks(listed: _List, rows: list[dict[int, Cell]], where: str) -> Iterator[Block]:
    people = listed.people_columns()
    pairs = tuple(
        (head, rows[0].get(column, Cell(text="", where=head.where)))
        for column, (_, head) in listed.heads.items()
        if column not in people
    )
    yield Grid(rows=pairs, where=where)
    if people:
        heads = tuple(listed.heads[c][1] for c in people)
        members = tuple(tuple(r.get(c, Cell(text="", where=where)) for c in people) for r in rows)
        yield Grid(rows=(heads, *members), where=where)


def _above(grid: Grid, listed: _List) -> Iterator[Line]:
    """What stands in the grid above the list: its title, and the trust that it is from."""
    first = next(iter(listed.heads.values()))[1]
    for row in grid.rows:
        if first in row:
            return
        yield from (Line(text=cell.text, where=cell.where) for cell in row if cell.text.strip())


def _project_path(label: Label | None) -> str:
    known = label is not None and label.field is not None and label.section == "project" and label.score >= TELLING
    path = label.field.path if known and label is not None and label.field is not None else ""
    return path if path in _PROJECT else ""


def _of_a_person(label: Label) -> bool:
    return label.asks is Asks.FIELD and label.section in {"members", ""} and label.number is None and label.attribute in _PEOPLE


# --- a sheet for each team -----------------------------------------------------------------------------------------------


def _by_sheets(sheet: Sheet) -> tuple[Sheet, ...]:
    """A workbook in which several sheets each ask for the title of a project and answer it."""
    if sheet.format != "xlsx" or len(sheet.blocks) < _ENOUGH:
        return ()
    forms = [block for block in sheet.blocks if _asks_for_a_project(block)]
    if len(forms) < _ENOUGH:
        return ()
    shared = tuple(block for block in sheet.blocks if block not in forms)
    return tuple(replace(sheet, blocks=(*shared, form), entries=()) for form in forms)


def _asks_for_a_project(block: Block) -> bool:
    asked = set(_paths_in(block))
    return "title" in asked and len(asked) > _ENOUGH


# --- the form written several times --------------------------------------------------------------------------------------


def _by_repetition(sheet: Sheet) -> tuple[Sheet, ...]:
    """A document in which the questions of the project come again: each time, a team begins."""
    if sheet.format == "xlsx":
        return ()
    begins, seen = [0], list[set[str]]([set()])
    for at, block in enumerate(sheet.blocks):
        asked = set(_paths_in(block))
        if len(asked & seen[-1]) >= 1 and "title" in seen[-1] and len(seen[-1]) > _ENOUGH:
            begins.append(_with_heading(sheet.blocks, at))
            seen.append(set())
        seen[-1] |= asked
    if len(begins) < _ENOUGH or not all("title" in paths and len(paths) > _ENOUGH for paths in seen):
        return ()
    parts = [sheet.blocks[a:b] for a, b in zip(begins, [*begins[1:], len(sheet.blocks)], strict=True)]
    if any(map(_names_people, parts)) and not all(map(_names_people, parts)):
        return ()
    return tuple(replace(sheet, blocks=part, entries=_entries_in(sheet, part)) for part in parts)


def _names_people(part: Sequence[Block]) -> bool:
    """Does the part ask for people or name them? A part without any is a question asked twice, and no team."""
    grids = [block for block in part if isinstance(block, Grid)]
    texts = [block.text for block in part if isinstance(block, Line)]
    texts += [cell.text for grid in grids for row in grid.rows for cell in row]
    return any(EMAIL.search(text) for text in texts) or any(map(_is_of_people, grids))


def _with_heading(blocks: Sequence[Block], at: int) -> int:
    """Where a team's part begins: at its trust or unit, and the headings and the form's own words above its first question."""
    first = at
    while first and at - first < _ABOVE and isinstance(above := blocks[first - 1], Line) and not _ends(above.text):
        first -= 1
        if {"trust", "unit"} & set(_path_of(above.text, first=True)):
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


def _paths_in(block: Block) -> Iterator[str]:
    """The fields of the project for which a block asks."""
    if isinstance(block, Line):
        yield from _path_of(block.text, first=":" in block.text or "\t" in block.text)
        return
    asked = [path for row in block.rows for n, cell in enumerate(row) for path in _path_of(cell.text, first=n == 0)]
    if len(set(asked)) > _ENOUGH or not _is_of_people(block):
        yield from asked


def _is_of_people(grid: Grid) -> bool:
    """Does the grid ask for names: «Avdeling» and «Tittel» beside them are the person's."""
    labels = (find_label(cell.text, "members") for row in grid.rows for cell in row if cell.text.strip())
    return any(label is not None and label.asks is Asks.FIELD and label.attribute in _NAMES for label in labels)


def _path_of(text: str, *, first: bool) -> Iterator[str]:
    """The field that one text asks for; beside another text, only a question or a sure label is one."""
    line = text.partition("\n")[0]
    pair = split_label(line, "") if ":" in line or "\t" in line or "?" in line else None
    label = pair[0] if pair else find_label(line)
    path = _project_path(label)
    if path and label is not None and (first or label.score >= PARTS or line.rstrip().endswith("?")):
        yield path


def _entries_in(sheet: Sheet, part: Sequence[Block]) -> tuple[Entry, ...]:
    places = {b.where for b in part} | {c.where for b in part if isinstance(b, Grid) for row in b.rows for c in row}
    return tuple(entry for entry in sheet.entries if entry.where in places)


# --- a column for each team ----------------------------------------------------------------------------------------------


def _by_columns(sheet: Sheet) -> tuple[Sheet, ...]:
    """A table in which the questions stand in the first column, and each further column is a team."""
    for at, block in enumerate(sheet.blocks):
        columns = _team_columns(block) if isinstance(block, Grid) else []
        if isinstance(block, Grid) and len(columns) >= _ENOUGH:
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
    asked = {path: row for row in grid.rows if (path := next(_path_of(row[0].text, first=True), ""))}
    if "title" not in asked or len(asked) <= _ENOUGH:
        return []
    titled = [c for c in range(1, len(grid.rows[0])) if asked["title"][c].text.strip()]
    answers = [[row[c] for row in asked.values() if row[c].text.strip()] for c in titled]
    full = titled == list(range(1, len(titled) + 1)) and all(len(cells) > _ENOUGH for cells in answers)
    plain = not any(_reads_as_question(cell) for cells in answers for cell in cells)
    return titled if full and plain else []


def _reads_as_question(cell: Cell) -> bool:
    label = find_label(cell.text)
    return EMAIL.search(cell.text) is not None or (label is not None and label.score >= PARTS)

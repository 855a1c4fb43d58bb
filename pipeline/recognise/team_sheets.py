"""A workbook with a sheet for each team, perhaps with a list of them all before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.form.vocabulary import fold
from pipeline.model import Block, Cell, Grid, Line, Sheet
from pipeline.recognise.team_lists import TeamList, above, groups, list_in, team_blocks
from pipeline.recognise.team_questions import ENOUGH, path_of, paths_in, project_path

Row = Mapping[int, Cell]


def by_sheets(sheet: Sheet) -> tuple[Sheet, ...]:
    """A workbook in which several sheets each ask for the title of a project and answer it; none when it is another."""
    if sheet.format != "xlsx" or len(sheet.blocks) < ENOUGH:
        return ()
    asking = [block for block in sheet.blocks if isinstance(block, Grid) and _asks_for_a_project(block)]
    lists = {block.where: listed for block in asking if (listed := list_in(block)) is not None and groups(listed)}
    forms = [block for block in asking if block.where not in lists]
    if len(forms) < ENOUGH:
        return ()
    overview = [(block, lists[block.where]) for block in asking if block.where in lists]
    shared = tuple(block for block in sheet.blocks if block not in asking)
    shared += tuple(line for block, listed in overview for line in above(block, listed))
    rows = [(listed, row, block.where) for block, listed in overview for group in groups(listed) for row in group]
    own = [(*shared, *_from_list(form, rows), form) for form in forms]
    titles = {title for form in forms for title in _titles(form)}
    alone = [(*shared, *team_blocks(listed, [row], where)) for listed, row, where in rows if _title(listed, row) not in titles]
    return tuple(replace(sheet, blocks=blocks, entries=()) for blocks in (*own, *alone))


def _asks_for_a_project(block: Block) -> bool:
    asked = set(paths_in(block))
    return "title" in asked and len(asked) > ENOUGH


def _title(listed: TeamList, row: Row) -> str:
    column = listed.column("title")
    return fold(row[column].text) if column is not None and column in row else ""


def _titles(form: Grid) -> Iterator[str]:
    """What the sheet of one team answers to the question for a title."""
    for row in form.rows:
        for at, cell in enumerate(row):
            if next(path_of(cell.text, first=at == 0), "") == "title":
                yield from (fold(other.text) for other in row[at + 1 :] if other.text.strip())


def _from_list(form: Grid, rows: Sequence[tuple[TeamList, Row, str]]) -> Iterator[Block]:
    """What the list says of the form's team: its answers, so that a difference is seen, and what only it says."""
    titles = set(_titles(form))
    here = {fold(cell.text) for row in form.rows for cell in row}
    for listed, row, where in rows:
        if _title(listed, row) not in titles:
            continue
        for column, (label, head) in listed.heads.items():
            answer = row.get(column)
            if answer is None or not answer.text.strip():
                continue
            if project_path(label) or not any(fold(answer.text) in text for text in here):
                yield (
                    Grid(rows=((head, answer),), where=where)
                    if label is not None
                    else Line(text=answer.text, where=answer.where)
                )

"""What a part of a file asks of a project, and whether it names people: how several teams in one file are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.model import Block, Entry, Grid, Line, Sheet
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.columns import NAMES
from pipeline.recognise.labels import PARTS, TELLING, Asks, Label, find_label
from pipeline.recognise.line_labels import split_label

ENOUGH: Final = 2
_PROJECT: Final = ("trust", "unit", "title", "priority", "problem", "goal")


def project_path(label: Label | None) -> str:
    """The path of the project's field that a label asks for; empty when it asks for something else."""
    known = label is not None and label.field is not None and label.section == "project" and label.score >= TELLING
    path = label.field.path if known and label is not None and label.field is not None else ""
    return path if path in _PROJECT else ""


def paths_in(block: Block) -> Iterator[str]:
    """The fields of the project for which a block asks."""
    if isinstance(block, Line):
        yield from path_of(block.text, first=any(mark in block.text for mark in ":?\t"))
        return
    asked = [path for row in block.rows for n, cell in enumerate(row) for path in path_of(cell.text, first=n == 0)]
    if len(set(asked)) > ENOUGH or not is_of_people(block):
        yield from asked


def is_of_people(grid: Grid) -> bool:
    """Does the grid ask for names: «Avdeling» and «Tittel» beside them are the person's."""
    labels = (find_label(cell.text, "members") for row in grid.rows for cell in row if cell.text.strip())
    return any(label is not None and label.asks is Asks.FIELD and label.attribute in NAMES for label in labels)


def path_of(text: str, *, first: bool) -> Iterator[str]:
    """The field that one text asks for; beside another text, only a question or a sure label is one."""
    line = text.partition("\n")[0]
    pair = split_label(line, "") if ":" in line or "\t" in line or "?" in line else None
    label = pair[0] if pair else find_label(line)
    path = project_path(label)
    if path and label is not None and (first or label.score >= PARTS or line.rstrip().endswith("?")):
        yield path


def names_people(part: Sequence[Block]) -> bool:
    """Does the part ask for people or name them? A part without any is a question asked twice, and no team."""
    grids = [block for block in part if isinstance(block, Grid)]
    texts = [block.text for block in part if isinstance(block, Line)]
    texts += [cell.text for grid in grids for row in grid.rows for cell in row]
    return any(EMAIL.search(text) for text in texts) or any(map(is_of_people, grids))


def entries_in(sheet: Sheet, part: Sequence[Block]) -> tuple[Entry, ...]:
    """The controls that stand in a part of the sheet."""
    places = {b.where for b in part} | {c.where for b in part if isinstance(b, Grid) for row in b.rows for c in row}
    return tuple(entry for entry in sheet.entries if entry.where in places)

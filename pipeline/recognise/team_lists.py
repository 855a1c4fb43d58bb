"""A list of teams: a row for each, or rows of people under their team.

What stands before and after the list holds for all teams, the people of a table apart that names their team in each row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.i18n import msg
from pipeline.model import Block, Cell, Finding, Grid, Line, Severity, Sheet
from pipeline.recognise.cells import Row, labels_in, starts
from pipeline.recognise.labels import TELLING, Asks, Label, find_label
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.team_questions import ENOUGH, project_path

_PEOPLE: Final = frozenset({"name", "given_name", "family_name", "role", "profession", "email", "phone", "trained_agent"})
_MOSTLY: Final = 0.6
_WIDE: Final = 5


@dataclass(frozen=True, slots=True)
class TeamList:
    """A table of teams: the labels of its heading row by grid column, and the rows below it."""

    heads: dict[int, tuple[Label | None, Cell]]
    rows: tuple[dict[int, Cell], ...]

    def column(self, path: str) -> int | None:
        """The column that asks for a field of the project."""
        return next((c for c, (label, _) in self.heads.items() if project_path(label) == path), None)

    def people_columns(self) -> list[int]:
        """The columns of a person, when each row is one."""
        found = {c: label.attribute for c, (label, _) in self.heads.items() if label is not None and _of_a_person(label)}
        return list(found) if "name" in found.values() or "given_name" in found.values() else []


def by_rows(sheet: Sheet) -> tuple[Sheet, ...]:
    """A sheet for each team of a list; none when there is no list. A list may hold one team, in one row."""
    for at, block in enumerate(sheet.blocks):
        listed = list_in(block) if isinstance(block, Grid) else None
        if listed is None or not isinstance(block, Grid):
            continue
        found = groups(listed)
        if len(found) >= ENOUGH or _is_one_team(listed):
            before = (*sheet.blocks[:at], *above(block, listed))
            after = [_Apart.of(other, listed, found) for other in sheet.blocks[at + 1 :]]
            remarks = (*sheet.remarks, *(finding for other in after for finding in other.astray()))
            return tuple(
                replace(
                    sheet,
                    blocks=(*before, *team_blocks(listed, group, block.where), *(other.of_team(group) for other in after)),
                    entries=(),
                    remarks=remarks,
                )
                for group in found
            )
    return ()


@dataclass(frozen=True, slots=True)
class _Apart:
    """A block after the list. `begin` > 0: from that row on it has a person in each row, and the title or number of a team.

    `key` is the column that names the team, `ours` the column of the list that does, `known` what stands there.
    """

    block: Block
    begin: int = 0
    key: int = 0
    ours: int = 0
    known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, block: Block, listed: TeamList, found: Sequence[Sequence[Mapping[int, Cell]]]) -> _Apart:
        """The block, and by which column each of its rows is a team's."""
        for i, row in enumerate(block.rows) if isinstance(block, Grid) else ():
            people = TeamList(_heads(row), ())
            if not people.people_columns():
                continue
            for ours, key in _shared_columns(listed, people):
                known = [_said(group[0], ours) for group in found]
                if all(known) and len(set(known)) == len(known):
                    return cls(block, i + 1, key, ours, frozenset(known))
        return cls(block)

    def of_team(self, group: Sequence[Mapping[int, Cell]]) -> Block:
        """The block without the rows that name another team."""
        if not isinstance(self.block, Grid) or not self.begin:
            return self.block
        kept = (
            row for row in self.block.rows[self.begin :] if _said(dict(starts(row)), self.key) == _said(group[0], self.ours)
        )
        return replace(self.block, rows=(*self.block.rows[: self.begin], *kept))

    def astray(self) -> Iterator[Finding]:
        """A person must look where a row names a team that the list does not hold."""
        for row in self.block.rows[self.begin :] if isinstance(self.block, Grid) and self.begin else ():
            cells = dict(starts(row))
            named = _said(cells, self.key)
            if named not in self.known and sum(bool(cell.text.strip()) for cell in row) > 1:
                said = msg(
                    "A row of the table of people names none of the teams: «{text}».", text=" | ".join(_texts(row))[:160]
                )
                yield Finding(
                    rule="reading.no-team", severity=Severity.REVIEW, path="members", message=said, where=row[0].where
                )


def _texts(row: Row) -> list[str]:
    return [cell.text.strip() for cell in row if cell.text.strip()]


def _said(cells: Mapping[int, Cell], column: int) -> str:
    return fold(cells[column].text) if column in cells else ""


def _shared_columns(listed: TeamList, people: TeamList) -> Iterator[tuple[int, int]]:
    """Columns of the list and of the people that may name the same team: the titles, else those with the same heading."""
    titles = listed.column("title"), people.column("title")
    if titles[0] is not None and titles[1] is not None:
        yield titles[0], titles[1]
    named = {fold(head.text): column for column, (_, head) in listed.heads.items()}
    mine = set(people.people_columns())
    for column, (_, head) in people.heads.items():
        if column not in mine and fold(head.text) in named:
            yield named[fold(head.text)], column


def list_in(grid: Grid) -> TeamList | None:
    """The list of teams in a grid: a heading row that asks for a title and more of the project, in columns."""
    for i, row in enumerate(grid.rows):
        if sum(bool(cell.text.strip()) for cell in row) <= ENOUGH:
            continue
        heads = _heads(row)
        asked = Counter(path for label, _ in heads.values() if (path := project_path(label)))
        known = sum(_is_heading(label) for label, _ in heads.values())
        heading = known >= _MOSTLY * len(heads) and not (i + 1 < len(grid.rows) and _asks_too(heads, grid.rows[i + 1]))
        if heading and asked["title"] == 1 and len(asked) >= ENOUGH and max(asked.values()) == 1:
            return TeamList(heads, tuple(dict(starts(r)) for r in grid.rows[i + 1 :]))
    return None


def _asks_too(heads: Mapping[int, tuple[Label | None, Cell]], after: Row) -> bool:
    """Does the next row ask as well: are these labels with their answers beside them, and no heading?"""
    if len(labels_in(after, "")) >= ENOUGH:
        return True
    first = next((c for _, c in starts(after)), None)
    asked = project_path(find_label(first.text)) if first is not None and first.text.strip() else ""
    return (
        bool(asked)
        and asked != project_path(heads.get(0, (None, None))[0])
        and not to_trust(first.text if first else "").certain
    )


def _is_one_team(listed: TeamList) -> bool:
    """A list with one team: one row below a wide heading in which next to everything is known."""
    filled = [row for row in listed.rows if any(cell.text.strip() for cell in row.values())]
    known = sum(_is_heading(label) for label, _ in listed.heads.values())
    return len(filled) == 1 and len(listed.heads) >= _WIDE and known >= len(listed.heads) - 1


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


def groups(listed: TeamList) -> list[list[dict[int, Cell]]]:
    """The rows of each team: a row with another title or rank begins a new one."""
    keys = [c for path in ("title", "priority") if (c := listed.column(path)) is not None]
    found: list[list[dict[int, Cell]]] = []
    current: tuple[str, ...] = ()
    gap = False
    for row in listed.rows:
        filled = sum(bool(cell.text.strip()) for cell in row.values())
        if gap and found and filled <= ENOUGH < len(listed.heads) - 1:
            break
        gap = filled == 0
        if gap:
            continue
        said = tuple(fold(row[c].text) if c in row else "" for c in keys)
        if any(said) and said != current:
            found.append([])
            current = said
        if found:
            found[-1].append(row)
    return found if listed.people_columns() or all(len(g) == 1 for g in found) else []


def team_blocks(listed: TeamList, rows: Sequence[Mapping[int, Cell]], where: str) -> Iterator[Block]:
    """One team of the list as label and value, and its people as a table when each row is a person."""
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


def above(grid: Grid, listed: TeamList) -> Iterator[Line]:
    """What stands in the grid above the list: its title, and the trust that it is from."""
    first = next(iter(listed.heads.values()))[1]
    for row in grid.rows:
        if first in row:
            return
        yield from (Line(text=cell.text, where=cell.where) for cell in row if cell.text.strip())


def _of_a_person(label: Label) -> bool:
    return (
        label.asks is Asks.FIELD
        and label.section in {"members", ""}
        and label.number is None
        and label.role is None
        and label.attribute in _PEOPLE
    )

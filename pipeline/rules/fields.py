"""A registration's values by their paths («members[0].email», «challenges.high_workload»), and back.

So that one value can be changed without a line of code for each field. What a registration does not say has no path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from pipeline.model import Adviser, Commitments, Contact, Member, Values
from pipeline.recognise.settle import CHALLENGES

RECORDS = {"contact": Contact, "adviser": Adviser, "commitments": Commitments}
_MEMBER = re.compile(r"members\[(\d+)\](?:\.(\w+))?")

Said = Mapping[str, object]


def said_in(values: Values) -> dict[str, object]:
    """Every value that is said, by its path."""
    return {path: value for path, value in _paths(values) if value is not None}


def values_of(said: Said, rows: Sequence[int]) -> Values:
    """The values again; `rows` are the numbers of the members in the paths, in the order in which they shall stand."""
    plain = {f.name: said.get(f.name) for f in fields(Values) if f.name not in {*RECORDS, "members", "challenges"}}
    records = {name: kind(**_below(said, name, kind)) for name, kind in RECORDS.items()}
    members = tuple(member_at(said, row) for row in rows)
    challenges = tuple(name for name in CHALLENGES if said.get(f"challenges.{name}"))
    changed: dict[str, Any] = {**plain, **records, "members": members, "challenges": challenges}
    return Values(**changed)


def member_at(said: Said, row: int) -> Member:
    """The member in that row."""
    return Member(**_below(said, f"members[{row}]", Member))


def rows_of(said: Said) -> tuple[int, ...]:
    """The rows in which somebody stands, in order."""
    found = (member_row(path) for path in said)
    return tuple(sorted({row for row in found if row is not None}))


def member_row(path: str) -> int | None:
    """Which member a path belongs to; None when it is no member's."""
    match = _MEMBER.match(path)
    return int(match[1]) if match else None


def in_row(path: str, row: int) -> str:
    """The same place at the member in another row."""
    return _MEMBER.sub(lambda found: f"members[{row}]" + (f".{found[2]}" if found[2] else ""), path, count=1)


def _paths(values: Values) -> Iterator[tuple[str, object]]:
    for f in fields(Values):
        value = getattr(values, f.name)
        if f.name == "members":
            for row, member in enumerate(value):
                yield from ((f"members[{row}].{a.name}", getattr(member, a.name)) for a in fields(Member))
        elif f.name == "challenges":
            yield from ((f"challenges.{name}", True) for name in value)
        elif f.name in RECORDS:
            yield from ((f"{f.name}.{a.name}", getattr(value, a.name)) for a in fields(RECORDS[f.name]))
        else:
            yield f.name, value


def _below(said: Said, path: str, kind: type[Any]) -> dict[str, Any]:
    return {f.name: said.get(f"{path}.{f.name}") for f in fields(kind)}

"""The layout of `register.xlsx`: which sheets there are, their columns, and where in a registration each column's value stands.

`SHEETS` is the one place where it is declared. An editable column may be corrected by the case officer: its header and its
path tell the reader of corrections which value a changed cell means, and the row's registration id (and member number)
whose. Headers and the words of editable cells are bokmål in every language, so that they can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pipeline.form.definition import Field, Kind
from pipeline.i18n import Message, msg
from pipeline.model import Role, Severity, Values
from pipeline.programme.schema import OSLO
from pipeline.programme.wording import phone_in_words
from pipeline.views import words
from pipeline.views.tables import ConcernRow, Contents, DecisionRow, MemberRow, SetAsideRow, TeamRow

R = TypeVar("R")

YES, NO = "ja", "nei"
ID, MEMBER_NUMBER = "ID", "Nr."


@dataclass(frozen=True, slots=True)
class FieldPath:
    """A place in a registration, to be called by its name."""

    path: str


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place in the sender's file, to be called by its name."""

    where: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: sentences one after the other; before them, where there is one, the severity in words."""

    sentences: tuple[Message, ...]
    severity: Severity | None = None


CellValue = str | int | date | Message | FieldPath | FilePlace | tuple[Line, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[R]):
    """One column. `path` is where its value stands in a registration («members[{i}].email»); empty when nowhere.

    `editable`: a changed cell is a correction of the value at `path`. `covers` are further paths whose concerns are shown
    on this column's cells; with `sums_up` it shows the gravest of the whole row. `choices` are offered in the cell.
    """

    header: str
    width: int
    value: Callable[[R], CellValue]
    path: str = ""
    editable: bool = False
    covers: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    sums_up: bool = False

    def paths(self, row: Any) -> frozenset[str]:
        """The paths whose concerns this column shows on `row`."""
        return frozenset(path_in(row, path) for path in (self.path, *self.covers) if path)


def path_in(row: Any, path: str) -> str:
    """`path` on this row: the member's own number in it."""
    return path.format(i=row.number - 1) if isinstance(row, MemberRow) else path


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout(Generic[R]):
    """One sheet: its rows out of the contents, and its columns.

    The first `frozen` columns stay when it is scrolled; the first `printed` are on paper (None: all).
    """

    name: str
    rows: Callable[[Contents], tuple[R, ...]]
    columns: tuple[Column[R], ...]
    frozen: int = 1
    printed: int | None = None


def value_at(values: Values, path: str) -> object:
    """What stands at `path` («adviser.email», «members[0].role», «challenges.high_workload»); None when nothing does."""
    found: Any = values
    for part in _parts(path):
        if part.isdigit():
            found = found[int(part)] if int(part) < len(found) else None
        elif isinstance(found, tuple):
            found = True if part in found else None
        elif found is not None:
            found = getattr(found, part)
    return found


@lru_cache(maxsize=1024)
def _parts(path: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", path))


def as_cell(value: object, asked: Field) -> CellValue:
    """A value of a registration as the case officer reads and writes it: «ja», «tillitsvalgt», «91 69 39 10», a date."""
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return value
    if asked.kind is Kind.PHONE:
        return phone_in_words(str(value))
    labels = {choice.value: choice.label.nb for choice in asked.choices}
    return labels.get(str(value), str(value))


def _correctable(header: str, width: int, path: str, *, covers: tuple[str, ...] = ()) -> Column[Any]:
    """An editable column: the value at `path`, with the form's own choices."""
    asked = words.form_field(path)

    def value(row: Any) -> CellValue:
        return as_cell(value_at(row.registration.values, path_in(row, path)), asked)

    choices = (YES, NO) if asked.kind is Kind.TICK else tuple(choice.label.nb for choice in asked.choices)
    return Column(header=header, width=width, value=value, path=path, editable=True, covers=covers, choices=choices)


def to_look_at(row: TeamRow | MemberRow) -> tuple[Line, ...]:
    """What asks something of somebody, one line each, the severity in words."""
    return tuple(Line((c.message,), c.severity) for c in row.concerns if c.must_be_seen)


def to_settle(row: TeamRow) -> tuple[Line, ...]:
    """What holds the team back, a line each, and how much else there is; nothing for a team that stands no more."""
    if not row.stands:
        return ()
    grave = tuple(Line((c.message,), c.severity) for c in row.concerns if c.severity in {Severity.ERROR, Severity.REVIEW})
    others = sum(c.severity is Severity.WARNING for c in row.concerns)
    more = msg("Worth a look: {count}. See the sheet «mangler».", count=others)
    return (*grave, Line((more,))) if others else grave


TEAM: SheetLayout[TeamRow] = SheetLayout(
    name="team",
    rows=lambda c: c.teams,
    printed=12,
    columns=(
        Column(header=ID, width=9, value=lambda r: r.registration.id),
        Column(header="Status", width=13, value=lambda r: words.STATUS[r.registration.status], sums_up=True),
        Column(header="Må ses på", width=50, value=to_settle),
        _correctable("Foretak", 22, "trust"),
        _correctable("Prioritet", 9, "priority"),
        _correctable("Prosjekt", 34, "title"),
        _correctable("Enhet", 20, "unit"),
        Column(header="Antall deltakere", width=10, value=lambda r: len(r.registration.values.members), path="members"),
        Column(header="Leder", width=20, value=lambda r: _leaders(r.registration.values)),
        Column(header="Utfall", width=12, value=lambda r: words.OUTCOME[r.decision.outcome] if r.decision else None),
        Column(header="Mottatt", width=16, value=lambda r: local_time(r.registration.source.received)),
        Column(header="For sent", width=9, value=lambda r: YES if r.registration.late else None),
        _correctable("Sted", 14, "place"),
        _correctable("Kontakt: navn", 24, "contact.name", covers=("contact",)),
        _correctable("Kontakt: e-post", 30, "contact.email"),
        _correctable("Kontakt: telefon", 16, "contact.phone"),
        _correctable("Problem", 50, "problem"),
        _correctable("Mål", 50, "goal"),
        _correctable("Utgangspunkt", 36, "baseline"),
        _correctable("Høy arbeidsbelastning", 15, "challenges.high_workload", covers=("challenges",)),
        _correctable("Høy turnover", 11, "challenges.high_turnover", covers=("challenges",)),
        _correctable("Begrenset kapasitet", 12, "challenges.limited_capacity", covers=("challenges",)),
        _correctable("Ledes av en leder", 12, "commitments.leader_leads", covers=("commitments",)),
        _correctable("Hele teamet deltar", 12, "commitments.whole_team", covers=("commitments",)),
        _correctable("Følger opp resultater", 12, "commitments.follow_up", covers=("commitments",)),
        _correctable("Avsatt tid", 10, "commitments.time", covers=("commitments",)),
        _correctable("Dekker kostnader", 12, "commitments.costs", covers=("commitments",)),
        _correctable("Bindende", 11, "binding"),
        _correctable("Underskrift", 24, "signed_name"),
        _correctable("Underskrevet dato", 14, "signed_date"),
        _correctable("Målform", 11, "language"),
        Column(header="Erstattet av", width=12, value=lambda r: r.registration.superseded_by),
        Column(header="Fil", width=44, value=lambda r: r.registration.source.path),
    ),
)

MEMBERS: SheetLayout[MemberRow] = SheetLayout(
    name="deltakere",
    rows=lambda c: c.members,
    frozen=3,
    printed=11,
    columns=(
        Column(header=ID, width=9, value=lambda r: r.registration.id),
        Column(header=MEMBER_NUMBER, width=5, value=lambda r: r.number),
        _correctable("Navn", 24, "members[{i}].name", covers=("members[{i}]",)),
        _correctable("Rolle", 12, "members[{i}].role"),
        _correctable("Faggruppe", 17, "members[{i}].profession"),
        _correctable("Stilling", 22, "members[{i}].title"),
        _correctable("E-post", 30, "members[{i}].email"),
        _correctable("Telefon", 15, "members[{i}].phone"),
        _correctable("Forbedringsagent", 17, "members[{i}].trained_agent"),
        Column(header="Prosjekt", width=30, value=lambda r: r.registration.values.title),
        Column(header="Må ses på", width=40, value=to_look_at),
        Column(header="Foretak", width=34, value=lambda r: r.registration.values.trust),
    ),
)

ADVISERS: SheetLayout[TeamRow] = SheetLayout(
    name="veiledere",
    rows=lambda c: c.standing,
    columns=(
        Column(header=ID, width=9, value=lambda r: r.registration.id),
        _correctable("Veileder", 28, "adviser.name", covers=("adviser",)),
        _correctable("E-post", 36, "adviser.email"),
        _correctable("Telefon", 16, "adviser.phone"),
        _correctable("Deltar på samlingene", 14, "adviser.attends"),
        Column(header="Foretak", width=30, value=lambda r: r.registration.values.trust),
        Column(header="Prosjekt", width=42, value=lambda r: r.registration.values.title),
        Column(header="Må ses på", width=52, value=lambda r: _about(r, "adviser")),
    ),
)

CONCERNS: SheetLayout[ConcernRow] = SheetLayout(
    name="mangler",
    rows=lambda c: c.concerns,
    printed=8,
    columns=(
        Column(header=ID, width=9, value=lambda r: r.registration.id),
        Column(header="Alvor", width=14, value=lambda r: words.SEVERITY[r.concern.severity], sums_up=True),
        Column(header="Hva er galt, og hva må gjøres", width=60, value=lambda r: r.concern.message),
        Column(header="Felt", width=24, value=lambda r: FieldPath(r.concern.path)),
        Column(header="Slik det står i skjemaet", width=28, value=lambda r: r.concern.text),
        Column(header="Hvor i filen", width=22, value=lambda r: FilePlace(r.concern.where)),
        Column(header="Foretak", width=22, value=lambda r: r.registration.values.trust),
        Column(header="Prosjekt", width=30, value=lambda r: r.registration.values.title),
        Column(header="Status", width=16, value=lambda r: words.STATUS[r.registration.status]),
        Column(header="Regel", width=22, value=lambda r: r.concern.rule),
        Column(header="Fil", width=40, value=lambda r: r.registration.source.path),
    ),
)

PLACES: SheetLayout[DecisionRow] = SheetLayout(
    name="plan",
    rows=lambda c: c.decisions,
    printed=9,
    columns=(
        Column(header=ID, width=10, value=lambda r: r.decision.registration),
        Column(header="Utfall", width=16, value=lambda r: words.OUTCOME[r.decision.outcome]),
        Column(header=MEMBER_NUMBER, width=6, value=lambda r: r.decision.order),
        Column(header="Foretak", width=30, value=lambda r: r.registration.values.trust if r.registration else None),
        Column(header="Prioritet", width=10, value=lambda r: r.registration.values.priority if r.registration else None),
        Column(header="Prosjekt", width=42, value=lambda r: r.registration.values.title if r.registration else None),
        Column(header="Runde", width=8, value=lambda r: r.decision.round),
        Column(header="Særskilt avgjørelse", width=12, value=lambda r: YES if r.decision.overridden else None),
        Column(header="Loddverdi", width=34, value=lambda r: r.decision.drawn),
        Column(header="Begrunnelse", width=100, value=lambda r: (Line(r.decision.reason),)),
    ),
)

SET_ASIDE: SheetLayout[SetAsideRow] = SheetLayout(
    name="satt til side",
    rows=lambda c: c.set_aside,
    columns=(
        Column(header="Fil", width=44, value=lambda r: r.set_aside.path),
        Column(header="Hvorfor", width=26, value=lambda r: words.REASON[r.set_aside.reason], sums_up=True),
        Column(header="Hva er galt, og hva må gjøres", width=80, value=lambda r: r.set_aside.message),
        Column(header="Mottatt", width=16, value=lambda r: local_time(r.set_aside.received)),
    ),
)

SHEETS: tuple[SheetLayout[Any], ...] = (TEAM, MEMBERS, ADVISERS, CONCERNS, PLACES, SET_ASIDE)


def _leaders(values: Values) -> str | None:
    return ", ".join(m.name for m in values.members if m.role is Role.LEADER and m.name) or None


def _about(row: TeamRow, part: str) -> tuple[Line, ...]:
    """The lines about one part of the registration («adviser» and all below it)."""
    return tuple(Line((c.message,), c.severity) for c in row.concerns if c.must_be_seen and re.match(rf"{part}(\.|$)", c.path))


def local_time(moment: datetime) -> datetime:
    """`moment` on the clock in Oslo, without the zone, as Excel keeps it. Whole seconds."""
    return moment.astimezone(OSLO).replace(tzinfo=None, microsecond=0)

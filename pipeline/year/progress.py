"""How far the teams have come: the steps of their self-evaluations, and what they have measured, as series over time. Pure.

What a person must look at first is left out, and said: a series has only what was understood.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.form.year_forms import SELF_EVALUATION, STATUS_REPORT, STEPS
from pipeline.i18n import Message, Param, msg
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.programme.wording import short_date
from pipeline.year.expected import date_of, own_date, understood
from pipeline.year.returned import ReturnedForm

FIRST_STEP, LAST_STEP = float(STEPS[0].value), float(STEPS[-1].value)
_STEPS: Final = frozenset(float(step.value) for step in STEPS)
_MEASURED: Final = re.compile(r"indicator_(\d+)_value")
_BOXES: Final = {ord(UNTICKED): "[ ]", ord(TICKED): "[x]"}
_RARE: Final = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\U00010000-\U0010ffff]")
_LONGEST_BASELINE: Final = dt.timedelta(days=5 * 366)
_SAME_UNIT: Final = {"prosent": "%", "pst": "%", "antall": "", "stk": "", "dag": "dager", "dagar": "dager"}

_LEFT_OUT = msg("{report} {dated}, «{what}» = «{value}»: {why}")
_WHAT = {STATUS_REPORT.id: msg("Status report"), SELF_EVALUATION.id: msg("Self-evaluation")}
_STEP = msg("step")
_NO_STEP = msg("is not one of the ten steps")
_NO_DATE = msg("has no date that can be used")
_NO_NUMBER = msg("is no number")
_TO_LOOK_AT = msg("a person must look at it first")
_OTHER_UNIT = msg("has the unit «{unit}», elsewhere it is «{other}»")
_NO_NAME = msg("it is not said what was measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value and its day."""

    day: dt.date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What one indicator has been, in order of days, one value a day. `name` and `unit` as last written."""

    name: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one team has come: `steps` 0.5–5.0, its indicators by name, and what is left out until a person has looked."""

    team: str
    steps: tuple[Point, ...] = ()
    indicators: tuple[Series, ...] = ()
    left_out: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The teams' steps at the end of a month, the last that each had told by then: lowest, quartiles, highest; of how many."""

    month: dt.date
    lowest: float
    lower: float
    middle: float
    upper: float
    highest: float
    teams: int


def progress_of(teams: Iterable[str], forms: Iterable[ReturnedForm]) -> tuple[Progress, ...]:
    """How far each of `teams` has come, in their order, whatever the order of the forms."""
    by_team: dict[str, list[ReturnedForm]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: (date_of(form), form.source.received, form.source.path)):
        if not form.replaced_by:
            by_team[form.team].append(form)
    return tuple(_of_team(team, by_team[team]) for team in teams)


def _of_team(team: str, forms: Sequence[ReturnedForm]) -> Progress:
    left_out: list[Message] = []
    steps = dict(_steps((form for form in forms if form.form == SELF_EVALUATION.id), left_out))
    rows = [row for form in forms if form.form == STATUS_REPORT.id for row in _rows(form, left_out)]
    return Progress(
        team=team,
        steps=tuple(Point(day=day, value=steps[day]) for day in sorted(steps)),
        indicators=tuple(_series(rows, left_out)),
        left_out=tuple(dict.fromkeys(left_out)),
    )


def _steps(forms: Iterable[ReturnedForm], left_out: list[Message]) -> Iterator[tuple[dt.date, float]]:
    for form in forms:
        written = form.answers.get("step", "")
        value = _number(understood(form, "step"))
        if written and not understood(form, "step"):
            left_out.append(_told(form, _STEP, written, _TO_LOOK_AT))
        elif value not in _STEPS:
            left_out.append(_told(form, _STEP, written, _NO_STEP))
        elif form.answers.get("date") and own_date(form, "date") is None:
            left_out.append(_told(form, _STEP, written, _NO_DATE))
        else:
            yield date_of(form), value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A measurement, and the report that has it."""

    name: str
    unit: str
    point: Point
    value: str
    form: ReturnedForm


def _rows(form: ReturnedForm, left_out: list[Message]) -> Iterator[_Row]:
    """The measurements of one report that can be used; why others cannot goes to `left_out`."""
    for number in sorted({int(found[1]) for key in form.answers if (found := _MEASURED.fullmatch(key))}):
        keys = [f"indicator_{number}_{part}" for part in ("name", "date", "value", "unit")]
        name, _, written, unit = (form.answers.get(key, "").strip() for key in keys)
        if not written:
            continue
        value, day = _number(written), own_date(form, keys[1])
        if any(form.answers.get(key) and not understood(form, key) for key in keys):
            left_out.append(_told(form, name, written, _TO_LOOK_AT))
        elif not fold(name):
            left_out.append(_told(form, name, written, _NO_NAME))
        elif day is None or not _can_be(day, form):
            left_out.append(_told(form, name, written, _NO_DATE))
        elif value is None:
            left_out.append(_told(form, name, written, _NO_NUMBER))
        else:
            yield _Row(name=" ".join(name.split()), unit=unit, point=Point(day=day, value=value), value=written, form=form)


def _told(form: ReturnedForm, what: str | Message, value: str, why: Message) -> Message:
    said: dict[str, Param] = {
        "report": _WHAT[form.form],
        "dated": short_date(date_of(form)),
        "what": _shown(what) if isinstance(what, str) else what,
        "value": _shown(value),
        "why": why,
    }
    return Message(_LEFT_OUT.msgid, said)


def _shown(text: str) -> str:
    """A sender's words as a PDF can give them back: printed boxes in letters, and a box for what office fonts do not have.

    One such sign would fail the proof of the whole cohort's progress.
    """
    return _RARE.sub("□", text.translate(_BOXES))


def _can_be(day: dt.date, form: ReturnedForm) -> bool:
    """Nothing is measured after it was reported, and a baseline is a few years old at most: else the year is mistyped."""
    told = max(date_of(form), form.source.received.date())
    return told - _LONGEST_BASELINE <= day <= told


def _series(rows: Sequence[_Row], left_out: list[Message]) -> Iterator[Series]:
    """The rows as one series for each indicator, in the order in which they were first told; of a day the last word stands."""
    by_name: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_name[fold(row.name)].append(row)
    for found in by_name.values():
        last = found[-1]
        unit = next((row.unit for row in reversed(found) if row.unit), "")
        points = {}
        for row in found:
            if row.unit and _unit(row.unit) != _unit(unit):
                why = Message(_OTHER_UNIT.msgid, {"unit": row.unit, "other": unit})
                left_out.append(_told(row.form, row.name, row.value, why))
            else:
                points[row.point.day] = row.point
        if points:
            yield Series(name=_shown(last.name), unit=_shown(unit), points=tuple(points[day] for day in sorted(points)))


def _unit(text: str) -> str:
    folded = fold(text)
    return _SAME_UNIT.get(folded, folded)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def spread(progress: Iterable[Progress]) -> tuple[Spread, ...]:
    """The steps of the cohort, month by month from the first self-evaluation to the last; a month without a new one too."""
    steps = [one.steps for one in progress if one.steps]
    if not steps:
        return ()
    days = [point.day for points in steps for point in points]
    return tuple(_spread(month, steps) for month in _months(min(days), max(days)))


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=31)).replace(day=1)


def _spread(month: dt.date, steps: Sequence[Sequence[Point]]) -> Spread:
    told = [_last_in(points, month) for points in steps]
    values = sorted(value for value in told if value is not None)
    lower, _, upper = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return Spread(
        month=month,
        lowest=values[0],
        lower=lower,
        middle=median(values),
        upper=upper,
        highest=values[-1],
        teams=len(values),
    )


def _last_in(points: Sequence[Point], month: dt.date) -> float | None:
    """The last step that was told by the end of `month`."""
    before = [point.value for point in points if point.day.replace(day=1) <= month]
    return before[-1] if before else None

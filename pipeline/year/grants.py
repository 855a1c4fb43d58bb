"""Who gets the money of the award: which teams have measurable results and a poster, and what the others lack.

«Team som etter endt læringsnettverk oppnår målbare resultater og som bidrar til å dele sitt arbeid og erfaringer i en poster,
vil få tildelt 25 000,-» (the invitation; domain §5).

Measurable results, as kull reads it: the team's status reports hold the same indicator, in the same unit, on two different days
at least, and the newest value differs from the first. Whether the change is for the better the forms do not say: the letter and
the overview show the values, and a person who approves the letter has seen them. A self-evaluation says how far the team itself
thinks that it has come, but measures nothing: it is shown beside, and one below 3.0 («begynnende forbedring») is told of.

A poster: a file in the workspace's folder `posters/` named by the team's id, or a person's word that there is one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.form.year_forms import SELF_EVALUATION, STATUS_REPORT
from pipeline.i18n import Message, msg
from pipeline.programme.calendar import DatedMeeting, is_working_day
from pipeline.programme.schema import MeetingKind
from pipeline.year.returned import ReturnedForm

DAYS_TO_ANSWER: Final = 14
"""From the last gathering until what is missing must be there, when the programme file does not say."""
BEGINNING: Final = Decimal("3.0")
"""The step of the self-evaluation that says «begynnende forbedring»."""

_INDICATOR: Final = re.compile(r"indicator_(\d+)_name")
_ONE_DAY: Final = dt.timedelta(days=1)
_SIGN: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A measured value: its day, the value as written in figures, and the file that it stood in."""

    day: dt.date
    value: Decimal
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An indicator that has been measured on two days at least: the first value and the newest."""

    indicator: str
    unit: str
    first: Point
    newest: Point

    @property
    def changed(self) -> bool:
        """Does the newest value differ from the first?"""
        return self.first.value != self.newest.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What there is for one team. `poster` is its file, `vouched` who said that there is one; `step` of its self-evaluation.

    `questions` are what a person must look at before anything is granted.
    """

    team: str
    measured: tuple[Change, ...] = ()
    step: str = ""
    poster: str = ""
    vouched: str = ""
    questions: tuple[Message, ...] = ()

    @property
    def results(self) -> tuple[Change, ...]:
        """What counts as measurable results."""
        return tuple(change for change in self.measured if change.changed)

    @property
    def granted(self) -> bool:
        """Are both conditions met?"""
        return bool(self.results) and self.has_poster

    @property
    def has_poster(self) -> bool:
        """Is there a poster, as a file or by somebody's word?"""
        return bool(self.poster or self.vouched)


def evidence(
    teams: Iterable[str], forms: Iterable[ReturnedForm], posters: Mapping[str, str], vouched: Mapping[str, str]
) -> tuple[Evidence, ...]:
    """What there is for each of `teams` (ids), in the order given. By team: the file of its poster, and who vouches for one."""
    by_team: dict[str, list[ReturnedForm]] = defaultdict(list)
    for form in sorted(forms, key=lambda one: (one.source.received, one.source.path)):
        if form.team and not form.replaced_by:
            by_team[form.team].append(form)
    return tuple(
        replace(_of_team(team, by_team[team]), poster=posters.get(team, ""), vouched=vouched.get(team, "")) for team in teams
    )


def in_figures(value: Decimal) -> str:
    """«12,5»: as it was written, with a decimal comma."""
    return f"{value:f}".replace(".", ",")


def poster_team(name: str, teams: Iterable[str]) -> str:
    """The team whose poster a file called `name` is («UNN-1.pdf», «unn-1 plakat.pptx»); empty when it is nobody's."""
    folded = name.casefold()
    named = [team for team in teams if folded.startswith(team.casefold()) and not _SIGN.match(folded[len(team) :])]
    return max(named, key=len, default="")


def network_ends(meetings: Sequence[DatedMeeting]) -> dt.date | None:
    """The last day of the last gathering; None while one of them has no day."""
    last = [meeting.last for meeting in meetings if meeting.meeting.kind is MeetingKind.GATHERING]
    days = [day for day in last if day]
    return max(days) if days and len(days) == len(last) else None


def answer_by(ends: dt.date, given: dt.date | None) -> dt.date:
    """The day by which a team sends what is missing: the programme's, else fourteen days on, the next working day."""
    day = given or ends + DAYS_TO_ANSWER * _ONE_DAY
    while not given and not is_working_day(day):
        day += _ONE_DAY
    return day


def _of_team(team: str, forms: Sequence[ReturnedForm]) -> Evidence:
    questions: list[Message] = []
    measured = tuple(_changes(forms, questions))
    steps = [form.answers.get("step", "") for form in forms if form.form == SELF_EVALUATION.id]
    step = next((step for step in reversed(steps) if step), "")
    number = _number(step)
    if number is not None and number < BEGINNING and any(change.changed for change in measured):
        said = msg(
            "The team's self-evaluation says {step}: no improvement yet. Hold it against the values.", step=in_figures(number)
        )
        questions.append(said)
    return Evidence(team=team, measured=measured, step=step, questions=tuple(questions))


def _changes(forms: Iterable[ReturnedForm], questions: list[Message]) -> Iterator[Change]:
    """Each indicator with values on two days or more, in the order in which it was first reported."""
    series: dict[tuple[str, str], dict[dt.date, Point]] = defaultdict(dict)
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for form in forms:
        if form.form == STATUS_REPORT.id:
            if form.doubtful("team"):
                said = msg("{file}: it is not certain that the report is from this team. Find out.", file=form.source.path)
                questions.append(said)
            for name, unit, point in _points(form, questions):
                key = fold(name), fold(unit)
                names.setdefault(key, (name, unit))
                before = series[key].get(point.day)
                if before and before.path == point.path and before.value != point.value:
                    questions.append(_two_values(name, before, point))
                series[key][point.day] = point  # a later report of the same day corrects an earlier one
    for key, points in series.items():
        days = sorted(points)
        if len(days) > 1:
            name, unit = names[key]
            yield Change(indicator=name, unit=unit, first=points[days[0]], newest=points[days[-1]])


def _two_values(name: str, one: Point, other: Point) -> Message:
    return msg(
        "{file}: «{name}» has two values on the same day ({one}, {other}). The last one is used: hold it against the report.",
        file=one.path,
        name=name,
        one=in_figures(one.value),
        other=in_figures(other.value),
    )


def _points(form: ReturnedForm, questions: list[Message]) -> Iterator[tuple[str, str, Point]]:
    """Name, unit and value of each row of a report that has a name, a day and a number."""
    for row in sorted(int(found[1]) for key in form.answers if (found := _INDICATOR.fullmatch(key))):
        name, day, value, unit = (_words(form, f"indicator_{row}_{part}") for part in ("name", "date", "value", "unit"))
        measured_on, number = _day(day), _number(value)
        if name and measured_on and number is not None:
            yield name, unit, Point(day=measured_on, value=number, path=form.source.path)
        elif name and (day or value):
            said = msg(
                "{file}: «{name}» has no day and number that can be read ({day}, {value}), and does not count.",
                file=form.source.path,
                name=name,
                day=day or "–",
                value=value or "–",
            )
            questions.append(said)
        if any(form.doubtful(f"indicator_{row}_{part}") for part in ("name", "date", "value")):
            said = msg("{file}: «{name}» was hard to read. Hold it against the report.", file=form.source.path, name=name)
            questions.append(said)


def _words(form: ReturnedForm, key: str) -> str:
    return " ".join(form.answers.get(key, "").split())


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

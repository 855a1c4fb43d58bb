"""A cohort's evaluation: its figures, what the answers come to, and the decisions that they call for."""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.form.year_forms import SELF_EVALUATION
from pipeline.i18n import Message, msg
from pipeline.programme.calendar import is_working_day
from pipeline.year.quotes import Quotes
from pipeline.year.returned import ReturnedForm
from pipeline.year.survey import Graded, Pair, Survey, graded, pairs
from pipeline.year.survey_reading import ReadSurvey

IMPROVED: Final = 3.0
"""The step of the self-evaluation from which there is an improvement: «begynnende forbedring» (domain §5)."""

LOW: Final = 3.5
"""A mean below this calls for a decision."""

ENOUGH_RECOMMEND: Final = 0.5
MONTHS_TO_ACT, MONTHS_TO_EVALUATE, MONTHS_OF_PLANNING = 3, 6, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        """Rounded half up."""
        return int(100 * self.part / self.whole + 0.5) if self.whole else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is known of the cohort besides the answers. None: it is not known.

    `participants` are members of the teams with a place. `invited`: how many were asked to answer. `attendance` counts days
    of members. `improved`: teams whose latest self-evaluation says an improvement, of those that sent one.
    """

    teams: int | None = None
    trusts: int | None = None
    participants: int | None = None
    advisers: int | None = None
    gatherings: int = 0
    online: int = 0
    places: tuple[str, ...] = ()
    attendance: Share | None = None
    improved: Share | None = None
    invited: int | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that the report and the memo are made from."""

    figures: Figures
    start: ReadSurvey
    end: ReadSurvey
    quotes: Quotes

    @property
    def surveys(self) -> tuple[ReadSurvey, ReadSurvey]:
        """Start and end."""
        return self.start, self.end

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What was asked at the start and at the end."""
        return pairs(self.start.survey, self.end.survey)

    def asked(self, key: str) -> Graded | None:
        """What came of a question of the last survey; None when it is not shown."""
        return next((one for one in graded(self.end.survey) if one.question.key == key and one.shown), None)

    def good(self, key: str) -> Share | None:
        """How many answered 4 or 5."""
        one = self.asked(key)
        return Share(part=one.good, whole=one.answers) if one else None


def improved_teams(forms: Sequence[ReturnedForm]) -> Share | None:
    """Of the teams that have evaluated themselves, those whose latest step is an improvement; None when none has."""
    sent = (one for one in forms if one.form == SELF_EVALUATION.id and one.team and not one.replaced_by)
    latest: dict[str, float] = {}
    for one in sorted(sent, key=lambda one: (one.answers.get("date", ""), one.source.received)):
        with contextlib.suppress(ValueError):  # what is no step is asked about when it is taken in
            latest[one.team] = float(one.answers.get("step", ""))
    return Share(part=sum(step >= IMPROVED for step in latest.values()), whole=len(latest)) if latest else None


def response(survey: Survey, invited: int | None) -> Share | None:
    """The answers of those who were asked; None when nobody knows how many that is, or more have answered than that."""
    answers = len(survey.respondents)
    return Share(part=answers, whole=invited) if invited and answers <= invited else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A point for the leaders to decide: what, how it is measured, by when, and when it is looked at again (None: to be set).

    It is measured as `measure` says, or by the mean of the question `asked`.
    """

    what: Message
    measure: Message | None = None
    asked: Graded | None = None
    due: dt.date | None = None
    evaluated: dt.date | None = None


_ACTIONS: Final[dict[str, Message]] = {
    "potential": msg("The teams without an improvement that they can measure are offered an adviser for six more months."),
    "motivation": msg("The managers agree with each team on who carries the improvement work on."),
    "resources": msg("The trusts set time aside for the teams within working hours, and say so in the registration."),
    "expectations_met": msg("Aim and contents are made clear in the invitation and at the start-up meeting."),
    "gatherings": msg("The programme of the gatherings is gone through: more time for the teams' own work."),
    "online": msg("The online meetings are changed: contents, length and number."),
    "adviser": msg("The advisers' task is made clear, and they are given training before the start."),
    "tools": msg("Fewer tools are taught, and each is tried on the team's own work."),
}


def decisions(evaluation: Evaluation) -> Iterator[Decision]:
    """What the figures call for, to be edited by people."""
    last = evaluation.figures.last_day
    later = working_day(months_after(last, MONTHS_TO_EVALUATE))
    yield Decision(
        what=msg("The leaders take note of the evaluation of the cohort."),
        measure=msg("The evaluation report"),
    )
    recommend = evaluation.good("recommend")
    if recommend and recommend.part >= ENOUGH_RECOMMEND * recommend.whole:
        yield Decision(
            what=msg("A new cohort is held in the same manner, with the changes below."),
            measure=msg("{part} of {whole} would recommend the network to others", part=recommend.part, whole=recommend.whole),
            due=working_day(months_after(last, MONTHS_OF_PLANNING)),
            evaluated=working_day(months_after(last, MONTHS_OF_PLANNING + MONTHS_TO_EVALUATE)),
        )
    for one in sorted(_low(evaluation), key=lambda one: (one.mean, one.question.key)):
        yield Decision(
            what=_ACTIONS[one.question.key],
            asked=one,
            due=working_day(months_after(last, MONTHS_TO_ACT)),
            evaluated=later,
        )
    yield Decision(
        what=msg("The teams' improvements are followed up, and those that hold are spread."),
        measure=msg("New measurements from each team"),
        due=later,
        evaluated=working_day(months_after(last, 2 * MONTHS_TO_EVALUATE)),
    )


def _low(evaluation: Evaluation) -> Iterator[Graded]:
    return (one for one in graded(evaluation.end.survey) if one.question.key in _ACTIONS and one.shown and one.mean < LOW)


def months_after(day: dt.date | None, months: int) -> dt.date | None:
    """The same day so many months later, or the last day of that month."""
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_day(day: dt.date | None) -> dt.date | None:
    """The day, or the next that is no Saturday, Sunday or holiday."""
    while day is not None and not is_working_day(day):
        day += dt.timedelta(days=1)
    return day

"""Who has won the pitching, and the workings. Exact fractions until they are shown; a tie is never settled here.

A judge's sum of a team is the five scores together (0–15). A team's total is the mean of the sums of the judges who scored it,
and its mean on each criterion is over the same judges; so the total is the sum of the five means. Judges from the team's own
trust are not among them, and so two teams may have different judges: when those who scored all of the teams would give the
first place to another, that is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count

from pipeline.form.year_forms import CRITERIA, SCORES
from pipeline.rules.identity import in_id_order
from pipeline.year.pitching import Judging, Scores, Team

MOST: int = len(CRITERIA) * (len(SCORES) - 1)
"""The most that a judge can give a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Who is the winner of those in the tie that `by` settled, and why. `tied` are their ids, in the order of ids."""

    winner: str
    tied: tuple[str, ...]
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a team stands. `place` counts from 1 and is shared by equals (1, 1, 3); None with no scores that count.

    `judges` gave the total, `lacking` may score the team and have not.
    """

    team: Team
    total: Fraction | None
    criteria: tuple[Fraction, ...]
    judges: tuple[str, ...]
    lacking: tuple[str, ...]
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Every team that pitches, the best first, equals in the order of ids, those without scores last.

    `first` are the ids with the highest total, `winners` the same until somebody has settled the tie. `lapsed`: a decision on a
    tie that is not there any more. `by_those_who_scored_all`: the first ones, had only the judges who scored all teams counted;
    empty when there is no such judge.
    """

    standings: tuple[Standing, ...]
    first: tuple[str, ...]
    winners: tuple[str, ...]
    settled: Settled | None = None
    lapsed: Settled | None = None
    by_those_who_scored_all: tuple[str, ...] = ()

    @property
    def tied(self) -> bool:
        """Do several share the first place, and nobody has settled it?"""
        return len(self.winners) > 1

    @property
    def hangs_on_the_judges(self) -> bool:
        """Would the judges who scored all teams put another first?"""
        return bool(self.by_those_who_scored_all) and self.by_those_who_scored_all != self.first

    @property
    def shared(self) -> tuple[tuple[Standing, ...], ...]:
        """The places that several teams share, from the first down."""
        places = sorted({one.place for one in self.standings if one.place})
        groups = (tuple(one for one in self.standings if one.place == place) for place in places)
        return tuple(group for group in groups if len(group) > 1)


def ranking(judged: Judging, teams: Sequence[Team], settled: Settled | None = None) -> Ranking:
    """The ranking of `teams`. A settled tie holds as long as just those teams share the first place."""
    ordered = sorted(teams, key=lambda team: in_id_order(team.id))
    standings = _placed([_standing(judged, team) for team in ordered])
    first = tuple(one.team.id for one in standings if one.place == 1)
    holds = settled is not None and settled.tied == first and settled.winner in first and len(first) > 1
    return Ranking(
        standings=standings,
        first=first,
        winners=(settled.winner,) if settled and holds else first,
        settled=settled if holds else None,
        lapsed=settled if settled and not holds else None,
        by_those_who_scored_all=_first_by_all(judged, standings),
    )


def judge_means(judged: Judging) -> Mapping[str, Fraction]:
    """The mean of the sums that each judge gave, by name: how strict each was."""
    given = {judge.name: [sum(s) for (name, _), s in judged.scores.items() if name == judge.name] for judge in judged.judges}
    return {name: Fraction(sum(sums), len(sums)) for name, sums in given.items() if sums}


def decimals_needed(totals: Collection[Fraction]) -> int:
    """How many decimals, at least two, keep totals that differ apart when they are shown."""
    different = set(totals)
    return next(number for number in count(2) if len({round(total, number) for total in different}) == len(different))


def in_figures(value: Fraction, decimals: int = 2) -> str:
    """«12,33»: rounded half to even from the exact value."""
    return f"{float(round(value, decimals)):.{decimals}f}".replace(".", ",")


def _standing(judged: Judging, team: Team) -> Standing:
    given = judged.of_team(team.id)
    may = tuple(judge.name for judge in judged.judges if judge.may_score(team))
    return Standing(
        team=team,
        total=_mean(given.values()),
        criteria=tuple(Fraction(sum(column), len(given)) for column in zip(*given.values(), strict=True)),
        judges=tuple(name for name in may if name in given),
        lacking=tuple(name for name in may if name not in given),
    )


def _mean(given: Collection[Scores]) -> Fraction | None:
    return Fraction(sum(map(sum, given)), len(given)) if given else None


def _placed(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """The best first, each with its place; `standings` come in the order of ids."""
    totals = [one.total for one in standings if one.total is not None]
    ranked = sorted(standings, key=lambda one: Fraction(-1) if one.total is None else one.total, reverse=True)
    return tuple(
        one if one.total is None else replace(one, place=1 + sum(total > one.total for total in totals)) for one in ranked
    )


def _first_by_all(judged: Judging, standings: Sequence[Standing]) -> tuple[str, ...]:
    """The ids with the highest total by the judges who scored every team that has scores."""
    scored = [one.team.id for one in standings if one.total is not None]
    of_all = [judge.name for judge in judged.judges if all((judge.name, id_) in judged.scores for id_ in scored)]
    sums = {id_: sum(sum(judged.scores[name, id_]) for name in of_all) for id_ in scored} if of_all else {}
    best = max(sums.values(), default=0)
    return tuple(id_ for id_ in sorted(sums, key=in_id_order) if sums[id_] == best)

"""The judges' sheets of the pitching: which scores count, what they add up to, and who has won (domain §5).

A judge does not score a team from the own trust (habilitet): what such a judge has written of the team is left out, and shown
as left out. What is uncertain is a question to a person and is not counted: a judge whose trust is not known, a row that is not
filled in, a team that nobody has. The order in which sheets come changes nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.form.year_forms import CRITERIA, PITCH_SHEET, SCORES, TEAM_ROWS
from pipeline.i18n import Message, msg
from pipeline.year.returned import ReturnedForm

Scores = tuple[int, ...]
"""One judge's scores of one team: 0–3 on each of the criteria, in their order."""

OUTSIDE: Final = "outside"
"""The trust of a judge who belongs to none of the teams' trusts, when a person has said so."""

_BY_VALUE: Final = {choice.value: int(choice.value) for choice in SCORES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team that pitches. `trust` is its organisation number, or its folded name; empty when it is not known."""

    id: str
    title: str
    trust: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a sheet as written: the team, and a text for each of the criteria. `unsure`: reading was not certain."""

    team: str
    scores: tuple[str, ...]
    unsure: bool = False

    @property
    def empty(self) -> bool:
        """No score is written in it."""
        return not any(self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """One judge's sheet as it came in; `trust` as written, `path` the file that it stood in."""

    judge: str
    trust: str
    rows: tuple[Row, ...]
    received: dt.datetime
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A judge whose scores count. `trust` as the teams have theirs; `older` are the files that `path` stands instead of."""

    name: str
    trust: str
    path: str
    older: tuple[str, ...] = ()

    def may_score(self, team: Team) -> bool:
        """Is the team of another trust than the judge's?"""
        return bool(team.trust) and team.trust != self.trust


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What a judge wrote of a team from the own trust: it does not count. `scores` as written."""

    judge: str
    team: str
    scores: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """All that counts: the judges by name, what each gave each team (judge, team); what was left out; and what is asked."""

    judges: tuple[Judge, ...] = ()
    scores: Mapping[tuple[str, str], Scores]
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[Message, ...] = ()

    def of_team(self, team: str) -> Mapping[str, Scores]:
        """What each judge gave a team, by the judge's name."""
        return {judge: given for (judge, of), given in self.scores.items() if of == team}


def score_sheet(form: ReturnedForm) -> ScoreSheet:
    """The sheet that a returned form is; `form` is of the kind «pitching»."""
    return ScoreSheet(
        judge=_words(form, "judge_name"),
        trust=_words(form, "judge_trust"),
        rows=tuple(row for number in range(1, _rows(form) + 1) if (row := _row(form, number))),
        received=form.source.received,
        path=form.source.path,
    )


def sheets_of(forms: Iterable[ReturnedForm]) -> tuple[ScoreSheet, ...]:
    """The judges' sheets among returned forms, in the order in which they came."""
    found = (score_sheet(form) for form in forms if form.form == PITCH_SHEET.id)
    return tuple(sorted(found, key=lambda sheet: (sheet.received, sheet.path)))


def judging(
    sheets: Iterable[ScoreSheet],
    teams: Sequence[Team],
    trust_named: Callable[[str], str],
    said: Mapping[str, str] | None = None,
) -> Judging:
    """Which scores count, and what must be asked.

    `trust_named` gives a trust's key by its name, empty when that is not certain. `said` is the trust that a person has named
    for a judge, by the judge's folded name; it goes before what the sheet says.
    """
    by_judge: dict[str, list[ScoreSheet]] = defaultdict(list)
    questions: list[Message] = []
    for sheet in sorted(sheets, key=lambda one: (one.received, one.path)):
        if not fold(sheet.judge):
            questions.append(msg("{file}: the sheet has no judge's name, and is not counted. Whose is it?", file=sheet.path))
        else:
            by_judge[fold(sheet.judge)].append(sheet)
    work = _Work(teams, trust_named, said or {}, questions)
    for name in sorted(by_judge):
        work.take(name, by_judge[name])
    return Judging(
        judges=tuple(work.judges), scores=work.scores, left_out=tuple(work.left_out), questions=tuple(dict.fromkeys(questions))
    )


def team_named(written: str, teams: Sequence[Team]) -> Team | None:
    """The one team that `written` names, by id («UNN-1», «UNN-1 Færre fall») or by title; None when that is not certain."""
    words = fold(written).removeprefix("team ")
    titled = [team for team in teams if team.title and fold(team.title) == words]
    named = [team for team in teams if re.match(rf"{re.escape(fold(team.id))}(?!\w)", words)]
    if len(named) != 1:
        return titled[0] if len(titled) == 1 and not named else None
    beside = words.removeprefix(fold(named[0].id)).strip(" :;,()«»")
    others = {fold(team.title) for team in teams if team is not named[0]} - {fold(named[0].title), ""}
    return None if beside in others else named[0]


class _Work:
    """What is found while the sheets are gone through, judge by judge."""

    def __init__(
        self,
        teams: Sequence[Team],
        trust_named: Callable[[str], str],
        said: Mapping[str, str],
        questions: list[Message],
    ) -> None:
        self.teams, self.trust_named, self.said, self.questions = teams, trust_named, said, questions
        self.judges: list[Judge] = []
        self.scores: dict[tuple[str, str], Scores] = {}
        self.left_out: list[LeftOut] = []

    def take(self, name: str, sheets: Sequence[ScoreSheet]) -> None:
        """Take the newest of a judge's sheets; nothing of it while it is uncertain whose it is or which is the newest."""
        newest, trust = sheets[-1], self._trust(name, sheets)
        rivals = [sheet for sheet in sheets if sheet.received == newest.received]
        if len({sheet.rows for sheet in rivals}) > 1:
            asked = msg(
                "{judge} has sheets that came at the same time and differ: {files}. None of them is counted. Take away those "
                "that do not hold.",
                judge=newest.judge,
                files=", ".join(sheet.path for sheet in rivals),
            )
            self.questions.append(asked)
        elif trust:
            older = tuple(sheet.path for sheet in sheets[:-1])
            judge = Judge(name=newest.judge, trust=trust, path=newest.path, older=older)
            self.judges.append(judge)
            self._score(judge, newest)

    def _trust(self, name: str, sheets: Sequence[ScoreSheet]) -> str:
        """The judge's trust; empty, and asked about, when it is not certain."""
        if said := self.said.get(name):
            return said
        named = {self.trust_named(sheet.trust) if sheet.trust else "" for sheet in sheets}
        if len(named) == 1 and (only := named.pop()):
            return only
        asked = msg(
            "{judge}: the trust ({trust}) is not certain, so none of the scores is counted. Say which it is: kull pitching "
            '--judge "{judge}" --trust UNN --by NAME (or --trust ingen: from none of the trusts whose teams pitch).',
            judge=sheets[-1].judge,
            trust=", ".join(dict.fromkeys(f"«{sheet.trust}»" for sheet in sheets)),
        )
        self.questions.append(asked)
        return ""

    def _score(self, judge: Judge, sheet: ScoreSheet) -> None:
        for team, rows in self._by_team(sheet).items():
            if not team.trust:
                asked = msg(
                    "{id}: the team's trust is not known, so what {judge} gave it is not counted.", id=team.id, judge=judge.name
                )
                self.questions.append(asked)
            elif not judge.may_score(team):
                self.left_out += (LeftOut(judge=judge.name, team=team.id, scores=row.scores) for row in rows)
            elif len({row.scores for row in rows}) > 1:
                asked = msg(
                    "{file}: {id} stands there more than once with different scores. None of them is counted. Which are right?",
                    file=sheet.path,
                    id=team.id,
                )
                self.questions.append(asked)
            else:
                self._count(judge, team, rows[0], sheet.path)

    def _by_team(self, sheet: ScoreSheet) -> Mapping[Team, list[Row]]:
        """The rows with scores, by the team that they name."""
        found: dict[Team, list[Row]] = defaultdict(list)
        for row in sheet.rows:
            if row.empty:
                continue
            if team := team_named(row.team, self.teams):
                found[team].append(row)
            else:
                asked = msg(
                    "{file}: «{team}» is none of the teams that pitch, and its scores are not counted. Which team is it?",
                    file=sheet.path,
                    team=row.team,
                )
                self.questions.append(asked)
        return found

    def _count(self, judge: Judge, team: Team, row: Row, file: str) -> None:
        scores = tuple(_BY_VALUE[text] for text in row.scores if text in _BY_VALUE)
        if len(scores) < len(CRITERIA):
            named = zip((words["nb"] for words in CRITERIA.values()), row.scores, strict=True)
            asked = msg(
                "{file}: {judge} has not given {id} a score from 0 to 3 on everything ({lacking}). The row is not counted.",
                file=file,
                judge=judge.name,
                id=team.id,
                lacking=", ".join(f"{name}: «{text}»" if text else name for name, text in named if text not in _BY_VALUE),
            )
            self.questions.append(asked)
            return
        self.scores[judge.name, team.id] = scores
        if row.unsure:
            asked = msg(
                "{file}: the scores of {id} were hard to read. They are counted as {scores}: hold them against the sheet.",
                file=file,
                id=team.id,
                scores=" ".join(map(str, scores)),
            )
            self.questions.append(asked)


def _row(form: ReturnedForm, number: int) -> Row | None:
    """A row of the sheet; None when nothing stands in it."""
    keys = tuple(f"score_{number}_{name}" for name in CRITERIA)
    team, scores = _words(form, f"score_{number}_team"), tuple(_words(form, key) for key in keys)
    if not team and not any(scores):
        return None
    return Row(team=team, scores=scores, unsure=any(map(form.doubtful, (f"score_{number}_team", *keys))))


def _rows(form: ReturnedForm) -> int:
    """How many rows the sheet has: as many as the blank, or more where rows were added."""
    return max((TEAM_ROWS, *_numbers(form.answers)))


def _numbers(keys: Iterable[str]) -> Iterator[int]:
    for key in keys:
        number = key.removeprefix("score_").partition("_")[0]
        if key.startswith("score_") and number.isdecimal():
            yield int(number)


def _words(form: ReturnedForm, key: str) -> str:
    return " ".join(form.answers.get(key, "").split())

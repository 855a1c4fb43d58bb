"""What participants answered: questions, respondents, and what their answers come to.

Everything here is counted over respondents, and the order in which they stand changes nothing. No value holds a name, an
address or a role. A group of fewer than `FEWEST` is never shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final

from pipeline.form.definition import Field, FormDefinition, Kind, Words
from pipeline.form.year_forms import EXPECTATIONS, QUESTIONNAIRE

FEWEST: Final = 5
"""Answers of fewer than this are not shown: one could be told from the others."""

GRADES: Final = (1, 2, 3, 4, 5)
GOOD: Final = 4
"""«I stor grad» and better counts as yes."""

MAY_QUOTE: Final = "may_quote"


class Phase(StrEnum):
    """Which survey an answer is of: at the start (expectations) or at the end (evaluation)."""

    START = "start"
    END = "end"

    @property
    def form(self) -> FormDefinition:
        """The form that it asks by."""
        return EXPECTATIONS if self is Phase.START else QUESTIONNAIRE


class Answered(StrEnum):
    """How a question is answered: 1–5, one or more choices, a number, or words."""

    GRADE = "grade"
    CHOICE = "choice"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `section` is empty for one that is not the form's; `ends` are the words for 1 and 5, if it has others."""

    key: str
    answered: Answered
    label: Words
    section: str = ""
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """What one person answered, by the keys of questions. `strange`: as written, where it is not understood.

    `trust` is empty when the survey does not ask. `may_quote` is None when it does not ask.
    """

    source: str
    grades: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    strange: Mapping[str, str] = field(default_factory=dict)
    trust: str = ""
    may_quote: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One of the two surveys: its questions in order, and its respondents."""

    phase: Phase
    questions: tuple[Question, ...] = ()
    respondents: tuple[Respondent, ...] = ()


@cache
def form_questions(phase: Phase) -> tuple[Question, ...]:
    """The questions of the phase's form, in its order; the tick that allows quoting is none."""
    return tuple(
        Question(key=one.key, answered=_ANSWERED[one.kind], label=one.label, section=section.key)
        for section in phase.form.sections
        for one in section.fields
        if one.kind in _ANSWERED
    )


_ANSWERED: Final = {Kind.CHOICE: Answered.GRADE, Kind.LONG_TEXT: Answered.WORDS}


def form_fields(phase: Phase) -> tuple[Field, ...]:
    """Every field of the phase's form."""
    return tuple(one for section in phase.form.sections for one in section.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What came of a question that is answered 1–5: how many gave each grade, how many nothing, and what is not understood."""

    question: Question
    counts: tuple[int, ...]
    strange: tuple[str, ...] = ()
    silent: int = 0

    @property
    def answers(self) -> int:
        """How many gave a grade."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean grade; 0 without answers."""
        return sum(grade * count for grade, count in zip(GRADES, self.counts, strict=True)) / (self.answers or 1)

    @property
    def good(self) -> int:
        """How many gave 4 or 5."""
        return sum(count for grade, count in zip(GRADES, self.counts, strict=True) if grade >= GOOD)

    @property
    def shown(self) -> bool:
        """Are there so many answers that nobody's can be told from them?"""
        return self.answers >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What came of a question with choices: how many chose each, most first. `answers`: how many chose at all."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    answers: int
    silent: int = 0

    @property
    def shown(self) -> bool:
        """As for `Graded`."""
        return self.answers >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of a question that is answered with a number."""

    question: Question
    answers: int
    mean: float

    @property
    def shown(self) -> bool:
        """As for `Graded`."""
        return self.answers >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was asked at the start and again at the end."""

    start: Graded
    end: Graded

    @property
    def shown(self) -> bool:
        """Both have answers enough."""
        return self.start.shown and self.end.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMean:
    """The mean of a question within one trust; `mean` is None when it is not shown."""

    group: str
    answers: int
    mean: float | None


def graded(survey: Survey) -> tuple[Graded, ...]:
    """Each question that is answered 1–5, in order."""
    return tuple(_graded(one, survey.respondents) for one in survey.questions if one.answered is Answered.GRADE)


def _graded(question: Question, respondents: Sequence[Respondent]) -> Graded:
    given = Counter(one.grades[question.key] for one in respondents if question.key in one.grades)
    strange = sorted(one.strange[question.key] for one in respondents if question.key in one.strange)
    return Graded(
        question=question,
        counts=tuple(given[grade] for grade in GRADES),
        strange=tuple(strange),
        silent=len(respondents) - given.total() - len(strange),
    )


def counted(survey: Survey) -> tuple[Counted, ...]:
    """Each question with choices, in order."""
    return tuple(_counted(one, survey.respondents) for one in survey.questions if one.answered is Answered.CHOICE)


def _counted(question: Question, respondents: Sequence[Respondent]) -> Counted:
    chosen = [one.choices[question.key] for one in respondents if one.choices.get(question.key)]
    counts = Counter(choice for choices in chosen for choice in set(choices))
    ordered = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return Counted(question=question, counts=ordered, answers=len(chosen), silent=len(respondents) - len(chosen))


def measured(survey: Survey) -> tuple[Measured, ...]:
    """Each question that is answered with a number, in order."""
    return tuple(_measured(one, survey.respondents) for one in survey.questions if one.answered is Answered.NUMBER)


def _measured(question: Question, respondents: Iterable[Respondent]) -> Measured:
    given = sorted(one.numbers[question.key] for one in respondents if question.key in one.numbers)
    return Measured(question=question, answers=len(given), mean=sum(given) / (len(given) or 1))


def pairs(start: Survey, end: Survey) -> tuple[Pair, ...]:
    """What both surveys ask, in the order of the last."""
    before = {one.question.key: one for one in graded(start) if one.question.section}
    return tuple(
        Pair(start=before[one.question.key], end=one)
        for one in graded(end)
        if one.question.section and one.question.key in before and one.answers and before[one.question.key].answers
    )


def by_trust(survey: Survey, question: Question) -> tuple[GroupMean, ...]:
    """The mean within each trust, by name. What could be told by taking the shown ones from the whole is not shown either."""
    given: dict[str, list[int]] = {}
    for one in survey.respondents:
        if question.key in one.grades:
            given.setdefault(one.trust, []).append(one.grades[question.key])
    sizes = {group: len(grades) for group, grades in given.items()}
    hidden = {group for group, size in sizes.items() if size < FEWEST}
    if hidden and sum(sizes[group] for group in hidden) < FEWEST and len(hidden) < len(sizes):
        hidden.add(min((group for group in sizes if group not in hidden), key=lambda group: (sizes[group], group)))
    return tuple(
        GroupMean(group=group, answers=sizes[group], mean=None if group in hidden else sum(grades) / len(grades))
        for group, grades in sorted(given.items())
    )


def shown_trusts(survey: Survey) -> tuple[str, ...]:
    """The trusts that any question shows a mean for."""
    shown = {group.group for one in graded(survey) for group in by_trust(survey, one.question) if group.mean is not None}
    return tuple(sorted(shown - {""}))


def written_words(survey: Survey) -> Iterator[tuple[Question, Respondent, str]]:
    """Every answer in words, question by question; within one by what it says, so that nobody's order shows."""
    for question in survey.questions:
        if question.answered is Answered.WORDS:
            said = [(one.words[question.key], one) for one in survey.respondents if question.key in one.words]
            for words, one in sorted(said, key=lambda pair: (pair[0].casefold(), pair[0], pair[1].source)):
                yield question, one, words

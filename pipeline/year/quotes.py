"""What participants wrote, as it may be quoted: without names, with their leave, with a person's word where in doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.i18n import Message
from pipeline.year.survey import Phase, Question, Survey, written_words
from pipeline.year.survey_names import Names

MOST_IN_REPORT: Final = 15
"""Quotes of one question in the report; the others stand in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteChoice:
    """What a person has decided of a quote: may it be used (None: nothing said), in which words (empty: its own)."""

    used: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One answer in words: `told` is it, masked, and `times` how many wrote just that.

    `id` is the same as long as the answer is. `why`: what a person must look at first. `suggested`: kull would use it.
    """

    id: str
    phase: Phase
    question: Question
    told: str
    times: int
    why: tuple[Message, ...]
    suggested: bool
    choice: QuoteChoice = QuoteChoice()

    @property
    def text(self) -> str:
        """How it is quoted: in a person's words, where there are any."""
        return self.choice.words or self.told

    @property
    def used(self) -> bool:
        """May it stand in the report: by a person's word, else by kull's suggestion."""
        return self.suggested if self.choice.used is None else self.choice.used

    @property
    def to_review(self) -> bool:
        """Must a person look at it?"""
        return bool(self.why) and self.choice.used is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Every quote that may be used or looked at; and how many answers in words must not be quoted."""

    every: tuple[Quote, ...] = ()
    withheld: int = 0

    def used(self, question: Question, phase: Phase) -> tuple[Quote, ...]:
        """Those of a question that stand in the report: what a person chose first."""
        mine = [one for one in self.every if one.used and one.question.key == question.key and one.phase is phase]
        return tuple(sorted(mine, key=lambda one: one.choice.used is not True))


def quotes_of(surveys: Iterable[Survey], names: Names, choices: Mapping[str, QuoteChoice]) -> Quotes:
    """What may be quoted of `surveys`. Who was asked for leave and did not give it is not quoted, whatever anybody says."""
    said: dict[tuple[Phase, str, str], list[Question]] = {}
    withheld = 0
    for survey in surveys:
        for question, respondent, words in written_words(survey):
            if respondent.may_quote is False:
                withheld += 1
            else:
                said.setdefault((survey.phase, question.key, words), []).append(question)
    every = (_quote(phase, asked[0], words, len(asked), names, choices) for (phase, _, words), asked in said.items())
    return Quotes(every=tuple(every), withheld=withheld)


def _quote(  # noqa: PLR0913, PLR0917 - what a quote is made of
    phase: Phase, question: Question, words: str, times: int, names: Names, choices: Mapping[str, QuoteChoice]
) -> Quote:
    mark = f"{phase.value}|{question.key}|{words}"
    id_ = hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:10]
    told, choice = names.told(words), choices.get(id_, QuoteChoice())
    return Quote(
        id=id_,
        phase=phase,
        question=question,
        told=told.text,
        times=times,
        why=told.why,
        suggested=not told.why,
        choice=replace(choice, words=names.mask(choice.words)),
    )


def to_review(quotes: Quotes) -> Iterator[Quote]:
    """Those that a person must look at."""
    return (one for one in quotes.every if one.to_review)

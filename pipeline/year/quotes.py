"""What participants wrote, as it may be quoted: without names, with their leave, with a person's word where in doubt."""

from __future__ import annotations

import hashlib
from collections import Counter
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
    """One answer in words: `told` is it, masked. `why`: what a person must look at first. `chosen`: a person has said yes or no.

    `id` is the same as long as the answer is. `suggested`: kull would use it; `used`: it is used.
    """

    id: str
    phase: Phase
    question: Question
    told: str
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
    every: list[Quote] = []
    withheld = 0
    seen: Counter[str] = Counter()
    for survey in surveys:
        for question, respondent, words in written_words(survey):
            if respondent.may_quote is False:
                withheld += 1
                continue
            mark = f"{survey.phase.value}|{question.key}|{words}"
            seen[mark] += 1
            id_ = hashlib.sha256(f"{mark}|{seen[mark]}".encode("utf-8", "replace")).hexdigest()[:10]
            told, choice = names.told(words), choices.get(id_, QuoteChoice())
            choice = replace(choice, words=names.mask(choice.words))
            every.append(
                Quote(
                    id=id_,
                    phase=survey.phase,
                    question=question,
                    told=told.text,
                    why=told.why,
                    suggested=not told.why,
                    choice=choice,
                )
            )
    return Quotes(every=tuple(every), withheld=withheld)


def to_review(quotes: Quotes) -> Iterator[Quote]:
    """Those that a person must look at."""
    return (one for one in quotes.every if one.to_review)

"""Answers to questions worded as nobody foresaw, by the order in which forms ask: unit, title, problem, goal.

A form that asks «Der vi jobber» and «Vi kaller det» leaves two short answers without a known question, and unit and title
without an answer. What fits in one way only is taken for it, and put up for review.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.blanks import is_blank, without_guidance
from pipeline.recognise.convert import to_date, to_phone, to_yes_no
from pipeline.recognise.labels import TELLING, find_label
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.walk import Walk

_SHORT: Final = ("unit", "title")
_LONG: Final = ("problem", "goal")
_LONGEST_NAME: Final = 14
_SENTENCE: Final = re.compile(r"[.!?]$")
BY_ORDER: Final = 0.5
"""How sure such an answer is at most."""


def take_by_order(walk: Walk) -> None:
    """Claim the answers to unknown questions for what the form has not answered, when they are as many."""
    draft = walk.draft
    said = [(without_guidance(text), where) for text, where in draft.unknown]
    found = [(text, where) for text, where in said if _may_be_of_the_project(text)]
    for paths, long in ((_SHORT, False), (_LONG, True)):
        missing = [path for path in paths if not draft.fields.get(path) and path not in draft.asked]
        answers = [one for one in found if _is_long(one[0]) is long]
        if missing and len(missing) == len(answers):
            for path, (text, where) in zip(missing, answers, strict=True):
                draft.claim(path, walk.made(text, where, BY_ORDER))


def _may_be_of_the_project(text: str) -> bool:
    """Is it words, and no address, number, date, yes or no, and no trust?"""
    plain = not EMAIL.search(text) and not is_blank(text) and any(map(str.isalpha, text))
    known = to_phone(text).certain or to_yes_no(text).value is not None or to_date(text).certain or to_trust(text).certain
    return plain and not known and not _asks_for_something(text)


def _asks_for_something(text: str) -> bool:
    """Is it a question itself? «Medisinsk poliklinikk» has a word of one, and is the name of a unit."""
    label = find_label(text)
    return label is not None and label.score >= TELLING and (label.field is None or label.field.path != "unit")


def _is_long(text: str) -> bool:
    return len(text.split()) > _LONGEST_NAME or _SENTENCE.search(text.strip()) is not None

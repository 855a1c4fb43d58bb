"""Answers typed between the quoted questions of the mail that is answered («> Hvilken enhet?», and the answer below it)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from pipeline.intake.enclosed import Passage
from pipeline.model import Block, Line
from pipeline.recognise.closing import is_closing
from pipeline.recognise.labels import TELLING, Asks, find_label
from pipeline.recognise.line_labels import split_label
from pipeline.recognise.thread import Message

_ENOUGH: Final = 3


def answers_between(passages: Sequence[Passage], asks: Callable[[str], bool] | None = None) -> Message | None:
    """The quoted questions, each with the lines that answer it; None when fewer than three known ones are answered so.

    `asks` tells which questions are known: those of the registration form without it. An answer to a question that nobody knows
    stays, with its question: it may name somebody.
    """
    pairs = list(_pairs(passages))
    if sum(asks(question.text) if asks else _is_open(question) for question, _ in pairs) < _ENOUGH:
        return None
    blocks = [block for question, answer in pairs for block in _joined(question, answer)]
    return Message(quoted=False, forwarded=False, blocks=blocks)


def _joined(question: Line, answer: Sequence[Block]) -> Sequence[Block]:
    """Question and answer in one line, at the answer's place, where one text is asked for; else one below the other."""
    label = find_label(question.text.strip())
    lines = [block for block in answer if isinstance(block, Line)]
    marked = question.text.rstrip().endswith((":", "?"))
    if label is None or label.asks is not Asks.FIELD or not marked or not lines or len(lines) < len(answer):
        return (question, *answer)
    said = "\n".join(line.text.strip() for line in lines)
    return (replace(lines[0], text=f"{question.text.strip()} {said}"),)


def _pairs(passages: Sequence[Passage]) -> Iterator[tuple[Line, list[Block]]]:
    question: Line | None = None
    for quoted, group in groupby(passages, key=lambda passage: passage.quoted > 0):
        blocks = [passage.block for passage in group if not isinstance(passage.block, Line) or passage.block.text.strip()]
        if quoted:
            question = blocks[-1] if blocks and isinstance(blocks[-1], Line) else None
        elif question is not None and blocks:
            yield question, list(_before_closing(blocks))


def _is_open(question: Line) -> bool:
    """Is it a question of the form, that has no answer yet?"""
    text = question.text.strip()
    pair, label = split_label(text, ""), find_label(text)
    open_pair = pair is None or not pair[1] or text.endswith("?")
    return open_pair and label is not None and label.score >= TELLING and label.asks is not Asks.OTHER


def _before_closing(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Line) and is_closing(block.text.strip()):
            return
        yield block

"""What lines say together that none says alone: crosses before some of several choices, and the head of a printed mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.definition import Kind
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.model import Block, Line
from pipeline.recognise.labels import find_label
from pipeline.recognise.ticks import has_boxes, with_boxes

_CROSS: Final = re.compile(r"^(?:[xX×✓✔✗✘☒☑]|\([xX]\)|\[[xX]\])\s+(?=\w)")


_AFTER: Final = re.compile(r"\s+(?:[xX×✓✔✗✘☒☑])$")
_NOT_AFTER: Final = re.compile(r"\s+[·.–—-]$")


def with_crosses(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; of choices on lines below one another some of which have a cross before them, the others are left empty."""
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and _choice(blocks[end]):
            end += 1
        run = [block for block in blocks[at:end] if isinstance(block, Line)]
        crossed = [_CROSS.match(line.text) is not None or _AFTER.search(line.text) is not None for line in run]
        if len(run) > 1 and any(crossed):
            yield from (
                replace(line, text=f"{TICKED if x else UNTICKED} {_words(line.text)}")
                for line, x in zip(run, crossed, strict=True)
            )
            at = end
        else:
            yield from blocks[at : max(end, at + 1)]
            at = max(end, at + 1)


def _choice(block: Block) -> bool:
    """Is it a line of nothing but the words of a choice, with a cross before them or without?"""
    if not isinstance(block, Line) or ":" in block.text or UNTICKED in with_boxes(block.text):
        return False
    words = _words(block.text)
    label = None if has_boxes(with_boxes(words)) else find_label(words, "challenges")
    return label is not None and label.field is not None and label.field.kind is Kind.TICK and label.section == "challenges"


def _words(text: str) -> str:
    """The words of a choice, without the cross before or after them."""
    return _NOT_AFTER.sub("", _AFTER.sub("", _CROSS.sub("", text)))

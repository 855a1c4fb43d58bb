"""Pages with words at places and rules drawn, whether printed or scanned: from them to blocks in reading order.

Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.intake.layout import Word, flow
from pipeline.intake.ruled import Box, Rule, fill, tables
from pipeline.model import Block


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its number from 1, what stands on it, and its height."""

    number: int
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    height: float


def page_blocks(page: PrintedPage) -> list[Block]:
    """Tables by their rules, the rest by position, in reading order."""
    left = list(page.words)
    where = f"page {page.number}"
    placed: list[tuple[float, Block]] = []
    ruled = [boxes for boxes in tables(page.rules) if not _is_a_stack_of_fields(boxes, left)]
    for number, boxes in enumerate(ruled, start=1):
        grid, taken = fill(boxes, left, f"{where}, table {number}")
        if taken:
            placed.append((min(b.y0 for b in boxes), grid))
            left = [word for word in left if id(word) not in taken]
    tops = sorted(top for top, _ in placed)
    bands: dict[int, list[Word]] = {}
    for word in left:
        bands.setdefault(sum(top <= word.middle for top in tops), []).append(word)
    for band, words in bands.items():
        top = tops[band - 1] + 0.01 if band else 0.0
        placed.extend((top + i * 1e-6, block) for i, block in enumerate(flow(words, where)))
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def _is_a_stack_of_fields(boxes: Sequence[Box], words: Sequence[Word]) -> bool:
    """Frames one under the other with words beside them: fields to fill in, whose labels stand outside; no table."""
    left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    if any(b.column for b in boxes):
        return False
    beside = [w for w in words if (w.x1 <= left or w.x0 >= right) and any(b.y0 <= w.middle <= b.y1 for b in boxes)]
    return len(beside) > 1


def without_running_heads(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without lines that stand at the same height on each page (page numbers counted as the same)."""
    if len(pages) < 2:  # noqa: PLR2004 - one page has no running heads
        return list(pages)
    lines = [_line_keys(page) for page in pages]
    seen = Counter(key for page in lines for key in set(page.values()))
    running = {key for key, times in seen.items() if times == len(pages) and key[0] not in range(150, 690)}
    return [
        PrintedPage(page.number, tuple(w for w in page.words if keys[id(w)] not in running), page.rules, page.height)
        for page, keys in zip(pages, lines, strict=True)
    ]


def _line_keys(page: PrintedPage) -> dict[int, tuple[int, str]]:
    rows: dict[int, list[Word]] = {}
    for word in page.words:
        rows.setdefault(round(word.middle), []).append(word)
    return {id(w): (y, re.sub(r"\d+", "0", " ".join(x.text for x in words))) for y, words in rows.items() for w in words}

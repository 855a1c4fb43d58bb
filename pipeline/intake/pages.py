"""Pages with words at places and rules drawn, whether printed or scanned: from them to blocks in reading order.

Lengths in points, y downwards, as in `pipeline.intake.layout`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from pipeline.intake.aligned import aligned_rows
from pipeline.intake.bars import Lines, barred_grid, barred_until, without_drawn
from pipeline.intake.captions import with_captions
from pipeline.intake.columns import page_columns, tight_grid, tight_tables
from pipeline.intake.fields import FormField
from pipeline.intake.flow import flow
from pipeline.intake.layout import Row, Word, visual_lines
from pipeline.intake.leaders import captioned, without_leaders
from pipeline.intake.panels import Panel, panel_rows
from pipeline.intake.ruled import Box, Rule, fill, tables
from pipeline.intake.sheets import as_meant
from pipeline.model import Block, Grid

_PARTED: Final = 4  # lines of label and value
_ONE_LINE: Final = 3  # font sizes: a lower frame holds one line
_USUAL_SIZE: Final = 10.0


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page: its number from 1, what stands on it, its height, the form fields on it, and its frames and coloured fields."""

    number: int
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    height: float
    fields: tuple[FormField, ...] = ()
    panels: tuple[Panel, ...] = ()


def page_blocks(page: PrintedPage) -> list[Block]:
    """Tables by their rules, the rest by position, in reading order."""
    size = median([word.height for word in page.words]) if page.words else _USUAL_SIZE
    where = f"page {page.number}"
    placed: list[tuple[float, Block]] = []
    joined = with_captions(page.fields, page.words, where)
    placed += joined.blocks
    lines, taken = captioned(page.rules, page.words, where) if not page.fields else ([], set())
    placed += lines
    taken |= joined.taken
    printed = without_leaders([word for word in page.words if id(word) not in taken])
    left = [*printed, *(_typed(f, size) for f in joined.loose if f.text)]
    drawn = [boxes for boxes in tables(page.rules) if not _is_a_stack_of_fields(boxes, left)]
    ruled = [boxes for boxes in drawn if not _is_around_a_form(boxes, left)]
    for number, boxes in enumerate(ruled, start=1):
        grid, taken = fill(boxes, left, f"{where}, table {number}")
        if taken:
            placed.append((min(b.y0 for b in boxes), as_meant(grid)))
            left = [word for word in left if id(word) not in taken]
    for panels in panel_rows(page.panels, left):
        top = min(word.y0 for words in panels for word in words)
        blocks = [block for words in panels for block in _unruled(words, words, where)]
        placed += [(top + n * 1e-5, block) for n, block in enumerate(blocks)]
        taken = {id(word) for words in panels for word in words}
        left = [word for word in left if id(word) not in taken]
    tops = sorted(top for top, _ in placed)
    bands: dict[int, list[Word]] = {}
    for word in left:
        bands.setdefault(sum(top <= word.middle for top in tops), []).append(word)
    for band, words in bands.items():
        top = tops[band - 1] + 0.01 if band else 0.0
        placed.extend((top + i * 1e-6, block) for i, block in enumerate(_unruled(words, page.words, where)))
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def _typed(one: FormField, size: float) -> Word:
    """The field's text as one word in its frame: on the middle line, or on the first line of a tall frame."""
    middle = one.middle if one.height < _ONE_LINE * size else one.y0 + size
    return Word(one.text, one.x0, middle - size / 2, one.x1, middle + size / 2, alone=not one.tick)


def _unruled(words: Sequence[Word], page_words: Sequence[Word], where: str) -> list[Block]:
    """What stands outside every ruled table: column by column, tables with narrow columns as tables, the rest by its lines."""
    blocks: list[Block] = []
    parts = page_columns(words)
    for part in parts:
        printed = page_words if len(parts) == 1 else ()  # a page of fields alone has none
        margin = max(word.x1 for word in printed or part)
        for lines, grid in _parted_at_bars(visual_lines(without_drawn(part)), where):
            blocks += [grid] if grid is not None else _free(lines, where, margin)
    return blocks


def _parted_at_bars(lines: Lines, where: str) -> Iterator[tuple[Lines, Grid | None]]:
    """The lines between tables that are drawn with letters, and those tables."""
    if not any(word.text == "|" for line in lines for word in line):
        yield lines, None
        return
    begin = at = 0
    while at < len(lines):
        end = barred_until(lines, at)
        if end > at:
            yield lines[begin:at], None
            yield (), barred_grid(lines[at:end], f"{where}, bars at {lines[at][0].y0:.0f} pt")
            begin = at = end
        else:
            at += 1
    yield lines[begin:], None


def _free(lines: Lines, where: str, margin: float) -> Iterator[Block]:
    """Tables with narrow columns as tables, the rest by its lines."""
    after = 0
    for table in tight_tables(lines):
        yield from flow((word for line in lines[after : table.first] for word in line), where, margin)
        rows = lines[table.first : table.end]
        yield tight_grid(rows, table.columns, f"{where}, columns at {rows[0][0].y0:.0f} pt")
        after = table.end
    yield from flow((word for line in lines[after:] for word in line), where, margin)


def _is_a_stack_of_fields(boxes: Sequence[Box], words: Sequence[Word]) -> bool:
    """Frames one under the other with words beside them: fields to fill in, whose labels stand outside; no table."""
    left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
    if any(b.column for b in boxes):
        return False
    beside = [w for w in words if (w.x1 <= left or w.x0 >= right) and any(b.y0 <= w.middle <= b.y1 for b in boxes)]
    return len(beside) > 1


def _is_around_a_form(boxes: Sequence[Box], words: Sequence[Word]) -> bool:
    """Frames one under the other around what stands in columns of its own: labels and values that no rule parts."""
    if any(box.column for box in boxes):
        return False
    return any(sum(len(row) > 1 for row in _rows_in(box, words)) >= _PARTED for box in boxes)


def _rows_in(box: Box, words: Sequence[Word]) -> list[Row]:
    inside = [w for w in words if box.y0 <= w.middle <= box.y1 and box.x0 <= w.x0 and w.x1 <= box.x1 and not w.alone]
    return aligned_rows(visual_lines(inside))

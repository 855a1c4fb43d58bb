"""The same questions asked again and again: blocks of fields, one for each person, as a table with a row for each block.

The blocks stand one below the other («1. Navn … Rolle … 2. Navn … Rolle …»), or abreast; what stands between them differs in
its numbers only. Where it differs more («Leder», «Veileder»), each block is something of its own, and none is made a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.intake.fields import TOUCH, FormField, in_rows, says_something
from pipeline.intake.layout import Printed, Word, in_one_line, visual_lines
from pipeline.model import Cell, Grid

_MOST: Final = 12  # questions of one block
_TWO: Final = 2
_NUMBER: Final = re.compile(r"[\d\W_]+")
_NEAR: Final = 2.5  # heights: how far above the first block its own line may stand


@dataclass(frozen=True, slots=True)
class Asked:
    """A field and the words that ask for it. `doubtful`: they may ask another field."""

    field: FormField
    text: str
    words: tuple[Word, ...] = ()
    doubtful: bool = False

    @property
    def key(self) -> str:
        """The question without signs and numbers."""
        return _NUMBER.sub(" ", self.text).strip().casefold()

    @property
    def left(self) -> float:
        """Where question and field begin."""
        return min([self.field.x0, *(w.x0 for w in self.words)])

    @property
    def top(self) -> float:
        """Where question and field begin, from above."""
        return min([self.field.y0, *(w.y0 for w in self.words)])

    @property
    def bottom(self) -> float:
        """Where question and field end."""
        return max([self.field.y1, *(w.y1 for w in self.words)])


Block = tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """Blocks that ask the same, each with the words that stand at its head."""

    blocks: tuple[Block, ...]
    heads: tuple[tuple[Word, ...], ...]

    @property
    def top(self) -> float:
        """Where the first block begins."""
        return min(one.top for one in self.blocks[0])

    @property
    def words(self) -> list[Word]:
        """All words of the blocks."""
        return [w for block in self.blocks for a in block for w in a.words] + [w for head in self.heads for w in head]

    def as_grid(self, where: str) -> Grid:
        """A row of questions, and a row for each block; its own words lead it."""
        led, first = any(self.heads), f"{where}, row 1"
        asked = [Cell(text=a.text, where=f"{first}, cell {c}", header=True) for c, a in enumerate(self.blocks[0], start=1)]
        rows = [(Cell(text="", where=f"{first}, cell 0"), *asked) if led else tuple(asked)]
        for number, (block, head) in enumerate(zip(self.blocks, self.heads, strict=True), start=2):
            if not says_something(a.field for a in block):
                continue
            cells = [Cell(text=a.field.text, where=a.field.where) for a in block]
            rows.append((Cell(text=in_one_line(head), where=f"{where}, row {number}, cell 0"), *cells) if led else tuple(cells))
        return Grid(rows=tuple(rows), where=where)


def repeated(asked: Sequence[Asked], words: Sequence[Word], loose: Sequence[FormField] = ()) -> list[Repeated]:
    """The runs of blocks that ask the same; `words` and `loose` are the words and fields that are nobody's question."""
    order = list(_block_by_block(asked))
    others = Printed([*words, *(Word("", f.x0, f.middle, f.x1, f.middle) for f in loose)])
    printed = Printed(words)
    found: list[Repeated] = []
    i = 0
    while i < len(order):
        blocks = [block for block in _blocks_at(order, i) if not _is_broken(block, others)]
        run = _alike(blocks, printed) if len(blocks) > 1 and blocks[0][0] is order[i] else None
        if run is not None:
            found.append(run)
            i += sum(map(len, run.blocks))
        else:
            i += 1
    return found


def _is_broken(block: Block, others: Printed) -> bool:
    """Does something else stand between the block's own questions?"""
    top, bottom = block[0].field.y1, max(a.bottom for a in block)
    left, right = min(a.left for a in block), max(a.field.x1 for a in block)
    return any(left - TOUCH < w.x0 < right for w in others.between(top, bottom))


def _block_by_block(asked: Sequence[Asked]) -> Iterator[Asked]:
    """The questions in the order of reading, those of blocks abreast of each other one block after the other."""
    by_field = {id(a.field): a for a in asked}
    rows = [[by_field[id(f)] for f in row] for row in in_rows(a.field for a in asked)]
    for same in _abreast(rows):
        times = _times(same[0])
        for part in range(times):
            for row in same:
                size = len(row) // times
                yield from row[part * size : (part + 1) * size]


def _abreast(rows: Sequence[Sequence[Asked]]) -> Iterator[list[Sequence[Asked]]]:
    """Rows that ask everything equally often, as far as they do not begin to ask the same anew."""
    group: list[Sequence[Asked]] = []
    for row in rows:
        anew = {a.key for other in group for a in other} & {a.key for a in row}
        if group and (anew or _times(row) != _times(group[0])):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _times(row: Sequence[Asked]) -> int:
    """How many times a row asks the same: «Navn … Navn …» twice."""
    keys = [a.key for a in row]
    sizes = (size for size in range(1, len(keys) // _TWO + 1) if len(keys) % size == 0)
    return next((len(keys) // s for s in sizes if keys == keys[:s] * (len(keys) // s)), 1)


def _blocks_at(order: Sequence[Asked], i: int) -> list[Block]:
    """The blocks that begin with question `i`: two questions or more, all different, asked twice or more."""
    keys = [a.key for a in order[i:]]
    for size in range(_TWO, min(_MOST, len(keys) // _TWO) + 1):
        first = keys[:size]
        if len(set(first)) == size and all(first) and keys[size : 2 * size] == first:
            times = 1
            while keys[times * size : (times + 1) * size] == first:
                times += 1
            return [tuple(order[i + n * size : i + (n + 1) * size]) for n in range(times)]
    return []


def _alike(blocks: Sequence[Block], printed: Printed) -> Repeated | None:
    """The blocks as far as the words at their heads are alike; None for a single one.

    What stands above the first block may be the heading of them all.
    """
    over = [_over(block, blocks[:n], printed) for n, block in enumerate(blocks)]
    said = [_key(head) for head in over]
    end = next((n for n in range(_TWO, len(blocks)) if said[n] != said[1]), len(blocks))
    if said[0] != said[1]:
        if said[1]:
            return _alike(blocks[1:end], printed) if end > _TWO else None
        over[0] = ()
    heads = [(*head, *_beside(block, printed)) for head, block in zip(over, blocks, strict=True)]
    return Repeated(tuple(blocks[:end]), tuple(heads[:end]))


def _over(block: Block, before: Sequence[Block], printed: Printed) -> tuple[Word, ...]:
    """The line right above the block, below the block before it."""
    left, right = min(a.left for a in block), max(a.field.x1 for a in block)
    top, height = min(a.top for a in block), _height(block)
    above = [max(a.bottom for a in other) for other in before if _overlaps(other, left, right)]
    start = max([y for y in above if y <= top + TOUCH], default=top - _NEAR * height)
    lines = visual_lines(w for w in printed.between(start - TOUCH, top) if left - TOUCH <= w.x0 < right)
    return tuple(lines[-1]) if lines else ()


def _beside(block: Block, printed: Printed) -> tuple[Word, ...]:
    """What stands at the left of the block's first question, a number mostly."""
    left, first, height = min(a.left for a in block), block[0].field, _height(block)
    level = printed.between(first.y0 - TOUCH, first.y1 + TOUCH)
    return tuple(w for w in level if left - 2 * _NEAR * height < w.x0 and w.x1 <= left + TOUCH)


def _height(block: Block) -> float:
    return block[0].words[0].height if block[0].words else block[0].field.height


def _key(words: Sequence[Word]) -> str:
    return _NUMBER.sub(" ", in_one_line(words)).strip().casefold()


def _overlaps(block: Block, left: float, right: float) -> bool:
    return min(a.left for a in block) < right and max(a.field.x1 for a in block) > left

"""How sure the letters are that a claim was made of, on a page that was read from a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.model import Cell, Line, Sheet

_ROW: Final = ", cell "


@dataclass(frozen=True, slots=True)
class Legibility:
    """What stands at each place with the sureness of its letters, and the least sure letters of each row of a table."""

    places: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    rows: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet) -> Legibility:
        """That of all lines and cells of `sheet` that are not quite sure; two that share a place count as one."""
        places: dict[str, tuple[str, float]] = {}
        rows: dict[str, float] = {}
        for piece in _pieces(sheet):
            text, sure = places.get(piece.where, ("", 1.0))
            places[piece.where] = (f"{text} {piece.text}", min(sure, piece.legibility))
            row = piece.where.partition(_ROW)[0]
            rows[row] = min(rows.get(row, 1.0), piece.legibility)
        return cls(places, rows) if any(sure < 1 for sure in rows.values()) else cls()

    def at(self, text: str, where: str) -> float:
        """How sure the letters of `text` are, said of `where`: of the whole row when it was put together from several cells."""
        if not self.places:
            return 1.0
        written, sure = self.places.get(where, ("", 0.0))
        if all(word in written for word in text.split()):
            return sure
        return self.rows.get(where.partition(_ROW)[0], sure)


def _pieces(sheet: Sheet) -> Iterator[Line | Cell]:
    for block in sheet.blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (cell for row in block.rows for cell in row)

"""Questions with their answers as columns: «Har enheten … | Ja | Nei» over «Høy turnover | | X»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.model import Cell
from pipeline.recognise.cells import Row, starts
from pipeline.recognise.convert import to_yes_no
from pipeline.recognise.ticks import with_boxes

_ANSWERS: Final[Mapping[str, str]] = {
    "ja": "ja",
    "yes": "ja",
    "nei": "nei",
    "no": "nei",
    "vet ikke": "",
    "veit ikkje": "",
    "don t know": "",
}
UNCLEAR: Final = "ja / nei"


def choice_heads(row: Row) -> dict[int, str]:
    """The answer that a cross in each column gives, when the row offers yes and no as columns; empty when it does not."""
    filled = [(start, cell) for start, cell in starts(row) if cell.text.strip()]
    heads = {start: _ANSWERS[fold(cell.text)] for start, cell in filled if fold(cell.text) in _ANSWERS}
    return heads if {"ja", "nei"} <= set(heads.values()) and len(filled) - len(heads) <= 1 else {}


def chosen(row: Row, heads: Mapping[int, str]) -> tuple[Cell, str] | None:
    """The question of a row below such heads, and its answer: empty for no cross; None when the row is something else."""
    filled = [(start, cell) for start, cell in starts(row) if cell.text.strip()]
    asked = [cell for start, cell in filled if start not in heads]
    marks = {start: to_yes_no(with_boxes(cell.text)).value for start, cell in filled if start in heads}
    if len(asked) != 1 or None in marks.values() or filled[0][1] is not asked[0]:
        return None
    answers = [heads[start] for start, marked in marks.items() if marked]
    return asked[0], answers[0] if len(answers) == 1 else UNCLEAR if answers else ""

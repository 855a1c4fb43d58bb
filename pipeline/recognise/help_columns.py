"""Columns in which a form helps the sender: «Spørsmål | Svar | Veiledning»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.model import Cell
from pipeline.recognise.cells import Row, starts

_HELP: Final = frozenset(
    {"hjelp", "hjelpetekst", "veiledning", "rettleiing", "forklaring", "guidance", "help", "instructions", "explanation"}
) | {"veiledning til utfylling", "rettleiing til utfylling", "slik svarer du", "slik svarar du", "help text"}
_ANSWER: Final = frozenset({"svar", "ditt svar", "deres svar", "dykkar svar", "utfylling", "answer", "your answer", "svaret"})
_ASKING: Final = frozenset({"spørsmål", "felt", "punkt", "tema", "question", "field", "item", "opplysning", "hva", "kva"})


def is_help_head(cell: Cell) -> bool:
    """«Veiledning», «Hjelpetekst»: the heading of a column that nobody answers."""
    return fold(cell.text) in _HELP


def heads_answers(row: Row) -> bool:
    """«Spørsmål | Svar | Hjelp»: headings that say which column is which, and ask for nothing."""
    said = {fold(cell.text) for cell in row if cell.text.strip()}
    return bool(said & _ANSWER) and bool(said & (_ASKING | _HELP))


def without_help(rows: Sequence[Row]) -> tuple[list[Row], list[Cell]]:
    """The rows without those headings and without what helps below them; and the cells that are left out."""
    kept: list[Row] = []
    left: list[Cell] = []
    helping: frozenset[int] = frozenset()
    for row in rows:
        if heads_answers(row):
            helping = frozenset(start for start, cell in starts(row) if is_help_head(cell))
            left.extend(row)
            continue
        if not any(cell.text.strip() for cell in row):
            helping = frozenset()
        here = [cell for start, cell in starts(row) if start in helping and cell.text.strip()]
        left.extend(here)
        kept.append([replace(cell, text="") if cell in here else cell for cell in row] if here else row)
    return kept, left

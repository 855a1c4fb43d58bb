"""Sheets as readers give them, made by hand: lines, and grids of plain cells."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Block, Cell, Grid, Line, Reading, Sheet
from pipeline.recognise.file import understand

Drawn = str | Sequence[Sequence[str]]

HEAD = ["Helseforetak: UNN HF", "Enhet: Medisinsk poliklinikk", "Prosjektets tittel: Færre fall", "Prioritet: 2"]
TEXTS = ["Problem: Mange pasienter faller om natten.", "Mål: Halvere antall fall innen mai 2026."]
TEAM = ["Deltakere", "Kari Nordli, leder, sykepleier, kari.nordli@unn.example, 91 69 39 10"]
ADVISER = ["Forbedringsveileder: Ola Hansen, ola.hansen@unn.example, 900 00 001"]


def a_grid(rows: Sequence[Sequence[str]], number: int = 1) -> Grid:
    """A grid of plain cells, each with its place."""
    cells = (
        tuple(Cell(text=text, where=f"table {number}, row {r}, cell {c}") for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    return Grid(rows=tuple(cells), where=f"table {number}")


def a_sheet(*drawn: Drawn, kind: str = "docx", method: str = "label") -> Sheet:
    """A sheet of lines (text) and grids (rows of texts), in that order."""
    blocks: list[Block] = []
    for n, one in enumerate(drawn, 1):
        blocks.append(Line(text=one, where=f"paragraph {n}") if isinstance(one, str) else a_grid(one, n))
    return Sheet(format=kind, blocks=tuple(blocks), method=method)


def all_said(*drawn: Drawn, kind: str = "docx", method: str = "label") -> tuple[Reading, ...]:
    """What each team in the sheet says."""
    return understand(a_sheet(*drawn, kind=kind, method=method)).readings


def said(*drawn: Drawn, kind: str = "docx", method: str = "label") -> Reading:
    """What the one team in the sheet says."""
    (reading,) = all_said(*drawn, kind=kind, method=method)
    return reading


def up_for_review(reading: Reading) -> set[str]:
    """The paths that a person is asked to look at, by provenance or by a finding."""
    noted = {path for path, note in reading.provenance.items() if note.needs_review}
    return noted | {f.path for f in reading.findings if f.severity.value in {"error", "review"}}

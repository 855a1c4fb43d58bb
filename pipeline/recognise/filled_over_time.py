"""Tables that people set up by themselves with the times, the indicators or the teams across, as rows of the form's own.

«Indikator | sep | okt | nov» and «Uke | Ventetid | Andel» become rows of indicator, date, value and unit; a judge's sheet with
the teams across becomes a row for each team. A time that is no day («september», «uke 45») stays as it is written, and is
put up for review when it is read as a date.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.definition import Kind
from pipeline.form.year_forms import PITCH_SHEET, STATUS_REPORT, YEAR_FORMS
from pipeline.intake.marks import clean
from pipeline.model import Cell, Grid, Sheet
from pipeline.recognise.convert import to_date
from pipeline.recognise.filled_words import plain, words_of

_SECTION: Final = "indicator"
_NAME, _DATE, _VALUE, _UNIT = (f"indicator_{{n}}_{part}" for part in ("name", "date", "value", "unit"))
_HEADS: Final = ("Indikator", "Dato", "Verdi", "Enhet")
_MONTHS: Final = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_SHORT: Final = "jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|des|januari|may|june|july|october|oct|december|dec"
_TIME: Final = re.compile(
    rf"(?:\d{{1,2}}\.?\s*)?(?:{_MONTHS}|{_SHORT})\.?(?:\s*'?\d{{2,4}})?|(?:uke|veke|week|u|v)\.?\s*\d{{1,2}}(?:\s*[-/]\s*\d{{2,4}})?"
    r"|måned\s*\d{1,2}|20\d\d|[1-4]\.?\s*kvartal(?:\s*\d{4})?",
    re.IGNORECASE,
)
_FEWEST: Final = 2
_FEWEST_CRITERIA: Final = 4
_LONGEST_SCORE: Final = 40


def is_time(text: str) -> bool:
    """«sep», «november 2025», «uke 45», «03.11.2025»: a time that something was measured?"""
    bare = clean(text).strip(" :.")
    return bool(bare) and (bool(_TIME.fullmatch(bare)) or (not bare.isdigit() and to_date(bare).value is not None))


def over_time(sheet: Sheet) -> Sheet:
    """The sheet, with such tables as rows of the form's own."""
    return replace(sheet, blocks=tuple(_as_rows(one) if isinstance(one, Grid) else one for one in sheet.blocks))


def _as_rows(grid: Grid) -> Grid:
    for at, row in enumerate(grid.rows):
        end = _end(grid, at + 1)
        below = grid.rows[at + 1 : end]
        rows = list(_times_across(row, below)) or list(_names_across(row, below))
        if rows:
            rows.insert(0, tuple(replace(row[0], text=text, span=1) for text in _HEADS))
        rows = rows or list(_criteria_down(row, below))
        if rows:
            return replace(grid, rows=(*grid.rows[:at], *rows, *_as_rows(replace(grid, rows=grid.rows[end:])).rows))
    return grid


def _end(grid: Grid, start: int) -> int:
    """The first row from `start` on that is empty, or has its first cell only: the table is over."""
    return next((n for n in range(start, len(grid.rows)) if len(_filled(grid.rows[n])) < _FEWEST), len(grid.rows))


def _times_across(head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """«Indikator | Enhet | sep | okt»: each number with its indicator, its time and its unit."""
    asked = {i: _asked(cell) for i, cell in enumerate(head) if cell.text.strip()}
    times = [i for i in asked if is_time(head[i].text)]
    units = [i for i, key in asked.items() if key == _UNIT]
    others = set(asked) - set(times) - set(units) - {i for i, key in asked.items() if key == _NAME}
    if len(times) < _FEWEST or others - {0} or 0 in times or any(_asks_elsewhere(head[i].text) for i in others):
        return
    used = {0, *times, *units}
    if not all(row[0].text.strip() and _holds_only(row, used) for row in rows):
        return
    for row in rows:
        unit = next((row[i] for i in units if i < len(row)), replace(row[0], text=""))
        yield from ((row[0], head[i], row[i], unit) for i in times if i < len(row) and row[i].text.strip())


def _names_across(head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """«Uke | Ventetid | Andel»: each number with the time of its row and the indicator of its column."""
    if not head or not rows or (_asked(head[0]) != _DATE and not _is_time_head(head[0].text)):
        return
    names = [i for i, cell in enumerate(head) if i and cell.text.strip()]
    if not names or any(_asks_elsewhere(head[i].text) or _asked(head[i]) for i in names):
        return
    if not all(is_time(_with_week(head[0], row[0]).text) and _holds_only(row, {0, *names}) for row in rows):
        return
    for row in rows:
        when = _with_week(head[0], row[0])
        yield from ((head[i], when, row[i], replace(row[i], text="")) for i in names if i < len(row) and row[i].text.strip())


def _criteria_down(head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """A judge's sheet with the criteria below each other and the teams across: a row for each team, as on the form."""
    known = words_of(PITCH_SHEET).columns["score"]
    asked = [known.get(plain(row[0].text)) for row in rows if row]
    criteria = {one.key for one in asked if one is not None and one.kind is Kind.CHOICE}
    teams = [i for i, cell in enumerate(head) if i and cell.text.strip()]
    short = all(len(row[i].text.strip()) <= _LONGEST_SCORE for row in rows for i in teams if i < len(row))
    if len(criteria) < _FEWEST_CRITERIA or len(teams) < _FEWEST or _asks_elsewhere(head[0].text):
        return
    if not short or not all(_holds_only(row, {0, *teams}) for row in rows):
        return
    yield (replace(head[0], text="Team"), *(row[0] for row in rows))
    for i in teams:
        yield (head[i], *(row[i] if i < len(row) else replace(row[0], text="") for row in rows))


def _holds_only(row: Sequence[Cell], columns: Container[int]) -> bool:
    """Does nothing stand in any other column? What would be left out is left as it is."""
    return all(i in columns or not cell.text.strip() for i, cell in enumerate(row))


def _with_week(head: Cell, cell: Cell) -> Cell:
    """«45» in a column of weeks: «uke 45»."""
    is_week = (
        plain(head.text) in {"uke", "veke", "ukenr", "vekenr", "uke nr", "veke nr"} and clean(cell.text).strip(" .").isdigit()
    )
    return replace(cell, text=f"uke {clean(cell.text).strip(' .')}") if is_week else cell


def _is_time_head(text: str) -> bool:
    return plain(text) in {"måned", "månad", "mnd", "uke", "veke", "ukenr", "vekenr", "uke nr", "veke nr", "periode"}


def _asked(cell: Cell) -> str:
    found = words_of(STATUS_REPORT).columns[_SECTION].get(plain(cell.text))
    return found.key if found is not None else ""


def _asks_elsewhere(text: str) -> bool:
    """Is it a question, or a column of another table, of any of the forms?"""
    label = plain(text)
    every = (words_of(form) for form in YEAR_FORMS)
    return any(label in words.singles or any(label in columns for columns in words.columns.values()) for words in every)


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text.strip()]

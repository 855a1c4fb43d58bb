"""The exports of survey tools, found and read: each as tables, and as the survey at the start or at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.i18n import Message, msg
from pipeline.steps.opening import Run
from pipeline.views.returned_workbook import DamagedWorkbookError, read_workbook
from pipeline.views.survey_workbooks import raw_tables
from pipeline.year.survey import Phase
from pipeline.year.survey_columns import is_known, phase_of
from pipeline.year.survey_names import Names
from pipeline.year.survey_table import (
    MOST_BYTES,
    TOO_LARGE,
    UNREADABLE,
    AnswerTable,
    NotATableError,
    RawTable,
    answers_in,
    bounded,
    is_summed_up,
    table_of_csv,
)

FOLDER = "evaluation"
WORKBOOKS, TEXTS = frozenset({".xlsx", ".xlsm"}), frozenset({".csv", ".txt", ".tsv"})

_SUMMED_UP = msg(
    "{file}: the answers are summed up, with no row for each respondent. Export the single answers from the survey tool."
)
_NO_TABLE = msg("{file}: has no table with questions above and answers below.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The files that a person has named: in general, and as the one survey or the other."""

    files: tuple[Path, ...] = ()
    start: tuple[Path, ...] = ()
    end: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFiles:
    """The tables of each survey, and what was not taken."""

    tables: dict[Phase, list[AnswerTable]] = field(default_factory=lambda: {phase: [] for phase in Phase})
    refused: list[Message] = field(default_factory=list)


def survey_files(run: Run, chosen: Chosen, names: Names) -> SurveyFiles:
    """The exports named, or those in the workspace's folder.

    Raises:
        UsageError: a file is not there, or it cannot be told which survey it is of.
    """
    named = {phase: [path.resolve() for path in paths] for phase, paths in _named(chosen).items()}
    given = [*chosen.files] or ([] if any(named.values()) else [run.workspace.root / FOLDER])
    found = SurveyFiles()
    for file in _files(run, [*given, *chosen.start, *chosen.end], found):
        phases = [phase for phase, paths in named.items() if _within(file, paths)]
        for table in _tables(run, file, names, found):
            for phase in phases or [_phase(table)]:
                found.tables[phase].append(table)
    return found


def _named(chosen: Chosen) -> dict[Phase, tuple[Path, ...]]:
    return {Phase.START: chosen.start, Phase.END: chosen.end}


def _within(file: Path, paths: Sequence[Path]) -> bool:
    return any(file.resolve().is_relative_to(path) for path in paths)


def _phase(table: AnswerTable) -> Phase:
    phase = phase_of(table.heads)
    if phase is None:
        raise UsageError(
            msg(
                "{file}: it cannot be told whether these are the answers at the start or at the end. Name it with --start FILE "
                "or --end FILE, or take it out of the folder.",
                file=table.named,
            )
        )
    return phase


def _files(run: Run, given: Sequence[Path], found: SurveyFiles) -> Iterator[Path]:
    """Each file once, by name; what cannot be read is told."""
    every: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            every |= dict.fromkeys(sorted(one for one in path.rglob("*") if one.is_file()))
        elif path.is_file():
            every[path] = None
        elif path != run.workspace.root / FOLDER:
            raise UsageError(msg("{file} is not there.", file=str(path)))
    ours = run.workspace.outbox.resolve()
    for file in every:
        if file.name.startswith(("~$", ".")) or file.resolve().is_relative_to(ours):
            continue
        if file.suffix.lower() in WORKBOOKS | TEXTS:
            yield file
        else:
            found.refused.append(msg("{file}: only xlsx and csv can be read.", file=file.name))


def _tables(run: Run, file: Path, names: Names, found: SurveyFiles) -> Iterator[AnswerTable]:
    """The tables of one file. Of a workbook, the sheets that ask what the forms ask; when none does, the first."""
    name = names.mask(_name(run, file))
    try:
        sheets = list(_sheets(name, file))
    except NotATableError as error:
        found.refused.append(msg("{file}: {said}", file=name, said=error.why))
        return
    read = [(raw, answers_in(raw, is_known)) for raw in sheets]
    tables = [table for raw, table in read if table and table.rows and not is_summed_up(raw, is_known)]
    asking = [table for table in tables if any(map(is_known, table.heads))] or tables[:1]
    if not asking:
        summed_up = any(is_summed_up(raw, is_known) for raw in sheets)
        found.refused.append(Message((_SUMMED_UP if summed_up else _NO_TABLE).msgid, {"file": name}))
    for left in (table for table in tables if table not in asking):
        found.refused.append(msg("{file}: asks none of the questions of the forms, and was left out.", file=left.named))
    yield from asking


def _name(run: Run, file: Path) -> str:
    root = run.workspace.root.resolve()
    path = file.resolve()
    return path.relative_to(root).as_posix().removeprefix(f"{FOLDER}/") if path.is_relative_to(root) else file.name


def _sheets(name: str, file: Path) -> Iterator[RawTable]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise NotATableError(TOO_LARGE)
        content = file.read_bytes()
        if file.suffix.lower() in TEXTS:
            yield table_of_csv(name, content)
        else:
            yield from map(bounded, raw_tables(name, read_workbook(content)))
    except (OSError, DamagedWorkbookError) as error:
        raise NotATableError(UNREADABLE) from error

"""The timeline as a workbook, to sort, filter and copy from. Written by openpyxl; the same year gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.form.archive import with_fixed_dates
from pipeline.i18n import msg
from pipeline.letters.archive import CORE_PROPERTIES, core_properties
from pipeline.letters.contexts import DocumentProperties
from pipeline.year.activities import Part
from pipeline.year.tasks import Task
from pipeline.year.timeline import concerns

LANGUAGE = "nb"
PARTS = {Part.PLAN: msg("Plan"), Part.RUN: msg("Carry out"), Part.EVALUATE: msg("Evaluate")}
HEADINGS = (
    (msg("Week"), 7),
    (msg("Begins"), 12),
    (msg("Due"), 12),
    (msg("What"), 58),
    (msg("Part of the recipe"), 15),
    (msg("Responsible"), 16),
    (msg("For"), 20),
    (msg("Material or theme"), 52),
    (msg("Moved from"), 13),
)
HEAD, MEETING = PatternFill("solid", fgColor="1B365D"), PatternFill("solid", fgColor="FFF4D6")
FONT, _DATE = "Calibri", "dd.mm.yyyy"


def timeline_xlsx(tasks: tuple[Task, ...], moved: Mapping[str, date], properties: DocumentProperties) -> bytes:
    """A row for each task, meetings shaded; `moved` has the days that tasks had before."""
    workbook = Workbook()
    sheet = workbook.active
    if not isinstance(sheet, Worksheet):  # never: a new workbook has one
        raise TypeError
    sheet.title = msg("Timeline").in_language(LANGUAGE)
    _write_head(sheet)
    for number, task in enumerate(tasks, start=2):
        _write(sheet, number, task, moved.get(task.key))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    out = io.BytesIO()
    workbook.save(out)
    return with_fixed_dates(out.getvalue(), {CORE_PROPERTIES: core_properties(properties)})


def _write_head(sheet: Worksheet) -> None:
    for number, (heading, width) in enumerate(HEADINGS, start=1):
        cell = sheet.cell(1, number, heading.in_language(LANGUAGE))
        cell.font, cell.fill = Font(name=FONT, bold=True, color="FFFFFF"), HEAD
        sheet.column_dimensions[get_column_letter(number)].width = width


def _write(sheet: Worksheet, number: int, task: Task, moved_from: date | None) -> None:
    values = (
        task.day.isocalendar().week,
        task.begins,
        task.day,
        task.title[LANGUAGE],
        PARTS[task.part].in_language(LANGUAGE),
        task.responsible[LANGUAGE],
        concerns(task, LANGUAGE),
        task.material[LANGUAGE],
        moved_from,
    )
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        if isinstance(value, str):
            cell.value, cell.data_type = value or None, "s" if value else "n"  # words are never a formula
        else:
            cell.value = value
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=isinstance(value, str))
        if isinstance(value, date):
            cell.number_format = _DATE
        if task.is_meeting:
            cell.fill = MEETING
        cell.font = Font(name=FONT, bold=task.is_meeting)

"""Workbooks of surveys: an export as tables, and the questions to paste into a survey tool."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.form.definition import FormDefinition, Kind
from pipeline.form.year_forms import EXPECTATIONS, QUESTIONNAIRE
from pipeline.i18n import msg
from pipeline.programme.schema import Programme
from pipeline.views.returned_workbook import GivenWorkbook
from pipeline.views.year_workbook import BookContent, Column, Row, SheetContent
from pipeline.year.survey_table import RawTable

EXPLANATION = "forklaring"

_KINDS = {
    Kind.CHOICE: msg("One of the choices"),
    Kind.LONG_TEXT: msg("Free text"),
    Kind.TICK: msg("Tick box"),
}
_HOW = (
    msg("One sheet for the survey at the start, and one for that at the end. Paste the questions just as they stand."),
    msg("Keep the numbers in the choices («4 – i stor grad»), and let the survey be anonymous: no names, no addresses."),
    msg("Export the answers as xlsx or csv, one row for each respondent, into the folder evaluation, and run: kull evaluation"),
)


def raw_tables(name: str, book: GivenWorkbook) -> Iterator[RawTable]:
    """The sheets of a workbook that hold anything, as they stand."""
    filled = {sheet: rows for sheet, rows in book.sheets.items() if any(any(row) for row in rows)}
    for sheet, rows in filled.items():
        yield RawTable(
            named=name if len(filled) == 1 else f"{name}, {sheet}",
            rows=tuple(tuple(cell.text if cell else "" for cell in row) for row in rows),
            computed=frozenset(
                (n, m) for n, row in enumerate(rows) for m, cell in enumerate(row) if cell is not None and cell.computed
            ),
        )


def questions_book(programme: Programme) -> BookContent:
    """The questions of both surveys, in both målformer."""
    title = msg("Questions for the survey tool, {programme}", programme=programme.cohort.name).in_language()
    columns = (
        Column(head="Nr", width=6, centred=True),
        Column(head="Spørsmål (bokmål)", width=56),
        Column(head="Spørsmål (nynorsk)", width=56),
        Column(head="Svartype", width=20),
        Column(head="Svaralternativer (bokmål)", width=28),
        Column(head="Svaralternativ (nynorsk)", width=28),
    )
    sheets = (
        SheetContent(name=form.title.nb.split()[0].lower(), columns=columns, rows=tuple(_rows(form)))
        for form in (EXPECTATIONS, QUESTIONNAIRE)
    )
    return BookContent(
        title=title,
        author=programme.organiser.name,
        footer=programme.cohort.name,
        sheets=(*sheets, SheetContent(name=EXPLANATION, lines=(title, *(line.in_language() for line in _HOW)))),
    )


def _rows(form: FormDefinition) -> Iterator[Row]:
    asked = (one for section in form.sections for one in section.fields)
    for number, one in enumerate(asked, start=1):
        choices = ("\n".join(choice.label[language] for choice in one.choices) or None for language in ("nb", "nn"))
        yield Row(values=(number, one.label.nb, one.label.nn, _KINDS[one.kind].in_language(), *choices))

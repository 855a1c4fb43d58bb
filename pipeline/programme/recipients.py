"""`recipients.xlsx` → `Recipient`s, with a fault for each cell that is wrong. calamine's quirks live here.

Excel makes numbers of POSTNR and ORGNR: 9038.0 is written back as «9038», and a postal code that lost its leading zero gets it
again, with a warning. Columns are known by their headings, in any order.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline.errors import Fault
from pipeline.i18n import Message, msg
from pipeline.programme.faults import as_written, expectation, nearest_to
from pipeline.programme.schema import Recipient
from pipeline.programme.toml_file import not_there, not_to_be_opened, unprintable_text

COLUMNS: Mapping[str, str] = {
    "MOTTAKERNAVN": "name",
    "ADRESSE": "address",
    "POSTNR": "postal_code",
    "POSTSTED": "city",
    "KONTAKT": "contact",
    "EPOST": "email",
    "REF": "ref",
    "ORGNR": "orgnr",
    "MÅLFORM": "language",
}
HEADINGS = {field: heading for heading, field in COLUMNS.items()}
LANGUAGES: Mapping[str, str] = {"bokmål": "nb", "nynorsk": "nn"}
POSTAL_CODE_WITHOUT_ZERO = 3

Value = str | float | bool | dt.date | dt.time | dt.timedelta
Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recipient as written: text by field of `Recipient`, empty cells left out, and the cell of each field («B7»)."""

    texts: Mapping[str, str]
    cells: Mapping[str, str]


def read_recipients(path: Path) -> tuple[tuple[Recipient, ...], tuple[Fault, ...]]:
    """The recipients whose rows are right, and every fault and warning of the file."""
    values, unreadable = values_of(path)
    if values is None:
        return (), unreadable
    top = next((number for number, row in enumerate(values) if any(map(text_of, row))), None)
    if top is None:
        return (), (*unreadable, Fault(file=path.name, message=msg("The list is empty: it has no headings and no recipients.")))
    columns = columns_of(values[top])
    filled = [(number, row) for number, row in enumerate(values) if number > top and any(map(text_of, row))]
    rows = [row for row in (row_of(values, number, columns) for number, values in filled) if row.texts]
    faults = (
        *unreadable,
        *faults_of_headings(values[top], top, path.name),
        *(fault for number, row in filled for fault in unread_cells(values[top], row, number, path.name)),
        *(fault for row in rows for fault in faults_of_row(row, path.name)),
        *trusts_twice(rows, path.name),
        *([] if rows else [Fault(file=path.name, message=msg("The list has no recipients."))]),
    )
    return tuple(recipient for recipient in map(recipient_of, rows) if recipient), faults


# --- what stands in the workbook -----------------------------------------------------------------------------------------


def values_of(path: Path) -> tuple[Rows | None, tuple[Fault, ...]]:
    """The cells of the first sheet that can be seen, from A1; None and one fault when the file is no workbook."""
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))
        sheets = [workbook.get_sheet_by_name(sheet.name) for sheet in workbook.sheets_metadata if is_shown(sheet)]
        values = sheets[0].to_python(skip_empty_area=False) if sheets else []
    except FileNotFoundError:
        return None, (not_there(path),)
    except OSError as error:
        return None, (not_to_be_opened(path, error),)
    except python_calamine.CalamineError:
        message = msg("The file cannot be read as an Excel workbook. Save it from Excel as .xlsx, without a password.")
        return None, (Fault(file=path.name, message=message),)
    return values, tuple(_unread_sheet(sheet.name, path.name) for sheet in sheets[1:] if sheet.height)


def is_shown(sheet: python_calamine.SheetMetadata) -> bool:
    """Is it a sheet of cells that a person sees?"""
    cells = sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
    return cells and sheet.visible is python_calamine.SheetVisibleEnum.Visible


def columns_of(headings: Sequence[Value]) -> dict[int, str]:
    """Field of `Recipient` by column number from 0; of two columns with one heading, the first."""
    columns: dict[int, str] = {}
    for number, heading in enumerate(map(text_of, headings)):
        field = COLUMNS.get(heading.upper())
        if field and field not in columns.values():
            columns[number] = field
    return columns


def row_of(values: Sequence[Value], number: int, columns: Mapping[int, str]) -> Row:
    """Row `number` (from 0)."""
    texts = {field: text_of(values[column]) for column, field in columns.items() if column < len(values)}
    return Row(
        texts={field: text for field, text in texts.items() if text},
        cells={field: cell(number, column) for column, field in columns.items()},
    )


def recipient_of(row: Row) -> Recipient | None:
    """The recipient, when the row is right."""
    try:
        return Recipient.model_validate(mended(row.texts))
    except ValidationError:
        return None


def mended(texts: Mapping[str, str]) -> dict[str, str]:
    """What Excel did to the numbers undone, and the målform by its short name."""
    fields = dict(texts)
    if lost_its_zero(texts):
        fields["postal_code"] = "0" + texts["postal_code"]
    if "language" in texts:
        fields["language"] = LANGUAGES.get(texts["language"].casefold(), texts["language"].casefold())
    return fields


def lost_its_zero(texts: Mapping[str, str]) -> bool:
    """Is the postal code three digits? Excel takes the zero from «0150»."""
    code = texts.get("postal_code", "")
    return len(code) == POSTAL_CODE_WITHOUT_ZERO and code.isascii() and code.isdigit()


def text_of(value: Value) -> str:
    """A cell as a person reads it: 9038.0 as «9038», text with its letters composed and no blanks around it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return unicodedata.normalize("NFC", str(value)).strip()


def cell(row: int, column: int) -> str:
    """«B7» from row and column counted from 0."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{row + 1}"


# --- what is wrong in it -------------------------------------------------------------------------------------------------


def faults_of_headings(headings: Sequence[Value], row: int, file: str) -> Iterator[Fault]:
    """Headings that are unknown or there twice, and columns that are missing."""
    columns = columns_of(headings)
    for number, heading in enumerate(map(text_of, headings)):
        if heading and number not in columns:
            yield Fault(file=file, place=cell(row, number), value=heading, message=_wrong_heading(heading))
    for heading, field in COLUMNS.items():
        if field not in columns.values():
            message = msg("The column {column} is missing. Add it, with this heading.", column=heading)
            yield Fault(file=file, place=f"{row + 1}:{row + 1}", message=message)


def faults_of_row(row: Row, file: str) -> Iterator[Fault]:
    """Every cell that is wrong; of a column that is missing nothing more is said."""
    for field, text in row.texts.items():
        if fault := unprintable_text(text, file, row.cells[field]):
            yield fault
    if lost_its_zero(row.texts):
        code = row.texts["postal_code"]
        message = msg("Read as 0{code}: Excel took the leading zero. Format the column as text.", code=code)
        yield Fault(file=file, place=row.cells["postal_code"], value=code, message=message, warning=True)
    try:
        Recipient.model_validate(mended(row.texts))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if place := row.cells.get(str(detail["loc"][0])):
                yield _fault_of_cell(detail, place, row, file)


def trusts_twice(rows: Sequence[Row], file: str) -> Iterator[Fault]:
    """A recipient that is there twice would get each letter twice."""
    first: dict[str, str] = {}
    for row in rows:
        number, place = row.texts.get("orgnr", "").replace(" ", ""), row.cells.get("orgnr", "")
        if number in first:
            message = msg("This organisation number stands in {cell} already. Keep one of the two rows.", cell=first[number])
            yield Fault(file=file, place=place, value=number, message=message)
        elif number:
            first[number] = place


def unread_cells(headings: Sequence[Value], values: Sequence[Value], row: int, file: str) -> Iterator[Fault]:
    """A warning for what stands in a column without a heading: it is in no letter."""
    for number, text in enumerate(map(text_of, values)):
        if text and not text_of(headings[number]):
            message = msg("The column has no heading, so this is not read.")
            yield Fault(file=file, place=cell(row, number), value=as_written(text), message=message, warning=True)


def _unread_sheet(name: str, file: str) -> Fault:
    message = msg("Only the first sheet is read; «{sheet}» is not.", sheet=name)
    return Fault(file=file, place=name, message=message, warning=True)


def _wrong_heading(heading: str) -> Message:
    if heading.upper() in COLUMNS:
        return msg("There are two columns with this heading. Keep one of them.")
    if nearest := nearest_to(heading, [known.casefold() for known in COLUMNS]):
        return msg("Unknown column. Did you mean «{nearest}»?", nearest=nearest.upper())
    return msg("Unknown column. Known columns: {known}.", known=", ".join(COLUMNS))


def _fault_of_cell(detail: ErrorDetails, place: str, row: Row, file: str) -> Fault:
    field = str(detail["loc"][0])
    if detail["type"] == "missing":
        return Fault(file=file, place=place, message=msg("{column} is empty, and must be filled in.", column=HEADINGS[field]))
    return Fault(file=file, place=place, value=as_written(row.texts[field]), message=expectation(detail))

"""Makes the shipped `recipients.xlsx`: the six trusts of the region, with invented contacts and addresses on `.example`.

    python tools/make_recipients.py

The same bytes each time: the archive's dates are fixed.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.form.archive import with_fixed_dates  # noqa: E402 - the path above comes first
from pipeline.programme.recipients import COLUMNS  # noqa: E402 - the path above comes first

WIDTHS = (40, 28, 10, 16, 26, 42, 16, 14, 12)
AS_TEXT = "@"
SPARE_ROWS = 60
MADE = "2025-03-04T12:00:00Z"
CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

RECIPIENTS = (
    ("Universitetssykehuset Nord-Norge HF", "Fjellveien 3", "9019", "Tromsø", "Kjersti Myrnes",
     "postmottak@unn.example", "2025/311", "983974899", "bokmål"),
    ("Nordlandssykehuset HF", "Havnegata 21", "8005", "Bodø", "Audun Skogvoll",
     "postmottak@nordlandssykehuset.example", "25/0098", "983974910", "bokmål"),
    ("Helgelandssykehuset HF", "Elvegata 7", "8613", "Mo i Rana", "Gunnhild Åsvang",
     "postmottak@helgelandssykehuset.example", "2025/77-1", "983974929", "nynorsk"),
    ("Finnmarkssykehuset HF", "Viddeveien 40", "9601", "Hammerfest", "Ánte Guoika",
     "postmottak@finnmarkssykehuset.example", "", "983974880", "bokmål"),
    ("Sykehusapotek Nord HF", "Apotekergata 5", "9008", "Tromsø", "Lillian Breivoll",
     "post@sykehusapotek-nord.example", "SANO 25/14", "983974937", "bokmål"),
    ("Helse Nord IKT HF", "Signalveien 1", "9008", "Tromsø", "Roy-Arne Tverrå",
     "postmottak@hnikt.example", "", "918177833", "bokmål"),
)  # fmt: skip


def main() -> None:
    (ROOT / "recipients.xlsx").write_bytes(workbook_bytes())


def workbook_bytes() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one sheet
    sheet.title = "Mottakere"
    fill(sheet)
    dress(sheet)
    offer_choices(sheet)
    workbook.properties.creator = "kull"
    workbook.properties.title = "Mottakere av invitasjonen"
    return saved(workbook)


def fill(sheet: Worksheet) -> None:
    sheet.append(list(COLUMNS))
    for recipient in RECIPIENTS:
        sheet.append(list(recipient))


def dress(sheet: Worksheet) -> None:
    for number, width in enumerate(WIDTHS, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width
        heading = sheet.cell(1, number)
        heading.font = Font(name="Calibri", bold=True, color="FFFFFF")
        heading.fill = PatternFill("solid", fgColor="003A70")
        heading.alignment = Alignment(vertical="center")
        for row in range(2, SPARE_ROWS):
            sheet.cell(row, number).number_format = AS_TEXT
    for row in range(1, SPARE_ROWS):
        sheet.row_dimensions[row].height = 24 if row == 1 else 18
    sheet.freeze_panes = "B2"
    last = f"{get_column_letter(len(WIDTHS))}{len(RECIPIENTS) + 1}"
    table = Table(displayName="Mottakere", ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def offer_choices(sheet: Worksheet) -> None:
    choice = DataValidation(type="list", formula1='"bokmål,nynorsk"', allow_blank=True, showDropDown=False)
    choice.errorTitle, choice.error = "Målform", "Velg bokmål eller nynorsk."
    choice.add(f"I2:I{SPARE_ROWS}")
    digits = DataValidation(type="textLength", operator="equal", formula1="4", allow_blank=True)
    digits.errorTitle, digits.error = "Postnummer", "Et postnummer har fire sifre."
    digits.add(f"C2:C{SPARE_ROWS}")
    for validation in (choice, digits):
        validation.showErrorMessage = True
        sheet.add_data_validation(validation)


def saved(workbook: Workbook) -> bytes:
    """The workbook with fixed dates; openpyxl writes the moment of saving over the one that is set."""
    written = io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as archive:
        core = archive.read(CORE)
    return with_fixed_dates(written.getvalue(), {CORE: MODIFIED.sub(MADE.encode(), core)})


if __name__ == "__main__":
    main()

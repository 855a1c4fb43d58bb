"""Rows and columns that are hidden in a workbook are no answers, and are told of."""

import io

import openpyxl
import pytest

from pipeline.intake.readers.xlsx import read_xlsx
from pipeline.model import Severity


def made(change) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Skjema"
    for row in (
        ("Enhet", "Gammel post", "Ny post"),
        ("Mål", "", "Kortere kø"),
        ("Utgår", "", "Intet"),
        ("Navn", "", "Kari Moe"),
    ):
        sheet.append(row)
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def words(sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.blocks[0].rows]


def hide(sheet) -> None:
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True


def test_what_is_hidden_is_not_read_and_its_neighbours_stand_together():
    sheet = read_xlsx(made(hide))
    assert words(sheet) == [["Enhet", "Ny post"], ["Mål", "Kortere kø"], ["Navn", "Kari Moe"]]
    assert {line.text for line in sheet.beside} >= {"Gammel post", "Utgår", "Intet"}


def test_hidden_cells_are_told_of_by_place():
    told = [f for f in read_xlsx(made(hide)).remarks if f.rule == "reading.hidden-cells"]
    assert [f.severity for f in told] == [Severity.INFO]
    assert told[0].message.params["places"] == "B, 3"


def test_an_address_in_a_hidden_row_is_put_up_for_review():
    def change(sheet):
        sheet["B3"] = "kari@unn.example"
        sheet.row_dimensions[3].hidden = True

    told = [f.severity for f in read_xlsx(made(change)).remarks if f.rule == "reading.hidden-cells"]
    assert told == [Severity.REVIEW]


@pytest.mark.parametrize("way", ["empty column", "nothing"])
def test_nothing_is_told_when_nothing_that_is_hidden_holds_anything(way):
    def change(sheet):
        if way == "empty column":
            sheet.column_dimensions["G"].hidden = True

    sheet = read_xlsx(made(change))
    assert not [f for f in sheet.remarks if f.rule == "reading.hidden-cells"]
    assert len(words(sheet)) == 4


def test_a_sheet_that_is_hidden_row_by_row_holds_no_answers():
    def change(sheet):
        for row in range(1, 5):
            sheet.row_dimensions[row].hidden = True

    sheet = read_xlsx(made(change))
    assert sheet.blocks == ()
    assert [f.rule for f in sheet.remarks] == ["reading.hidden-cells"]

"""Ruled tables as they were meant."""

from pipeline.intake.sheets import as_meant
from pipeline.model import Cell, Grid


def grid(*rows: str) -> Grid:
    return Grid(rows=tuple(tuple(Cell(text=text, where="") for text in row.split("|")) for row in rows), where="table")


def texts(table: Grid) -> list[str]:
    return ["|".join(cell.text for cell in row) for row in table.rows]


def test_a_spreadsheets_letters_and_numbers_are_no_part_of_the_table():
    printed = grid("|A|B|C", "1|Foretak|UNN|", "2|||", "3|Navn|Rolle|Yrke")
    assert texts(as_meant(printed)) == ["Foretak|UNN|", "||", "Navn|Rolle|Yrke"]


def test_numbers_that_a_form_has_given_its_rows_stay():
    numbered = grid("Nr|Navn|Rolle|Yrke", "1|Kari|leder|lege", "2|Ola|ansatt|lege", "3|Per|ansatt|lege")
    assert as_meant(numbered) == numbered


def test_letters_above_rows_without_numbers_stay():
    lettered = grid("|A|B|C", "Navn|Kari|Ola|Per", "Rolle|leder|ansatt|ansatt", "Yrke|lege|lege|lege")
    assert as_meant(lettered) == lettered


def test_the_signs_of_a_comb_are_one_answer():
    assert texts(as_meant(grid("Telefon||9|2|4|0|6|4|0|5|"))) == ["Telefon||92406405|"]


def test_a_few_signs_in_cells_of_their_own_stay_apart():
    assert texts(as_meant(grid("Kari|x|1|2", "Ola|☒|☐|☐|☒|☐"))) == ["Kari|x|1|2", "Ola|☒|☐|☐|☒|☐"]

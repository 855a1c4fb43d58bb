"""recipients.xlsx: read into `Recipient`s, or every fault at once with its cell."""

import importlib.util
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.programme.load import load_recipients
from pipeline.programme.recipients import COLUMNS, cell, read_recipients
from pipeline.programme.schema import Recipient

ROOT = Path(__file__).resolve().parents[2]
UNN = {
    "MOTTAKERNAVN": "Universitetssykehuset Nord-Norge HF",
    "ADRESSE": "Fjellveien 3",
    "POSTNR": "9019",
    "POSTSTED": "Tromsø",
    "KONTAKT": "Áile Čáhppesgáisá",
    "EPOST": "post@unn.example",
    "REF": "=1+1",
    "ORGNR": "983974899",
    "MÅLFORM": "nynorsk",
}
UNN_READ = Recipient(
    name="Universitetssykehuset Nord-Norge HF",
    address="Fjellveien 3",
    postal_code="9019",
    city="Tromsø",
    contact="Áile Čáhppesgáisá",
    email="post@unn.example",
    ref="=1+1",
    orgnr="983974899",
    language="nn",
)


@pytest.fixture
def book(tmp_path):
    """Writes a list of rows (the headings first) as recipients.xlsx and gives its path."""

    def write(*rows):
        workbook = openpyxl.Workbook()
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                written = workbook.active.cell(row, column, value)
                if isinstance(value, str):
                    written.data_type = "s"
        workbook.save(tmp_path / "recipients.xlsx")
        return tmp_path / "recipients.xlsx"

    return write


def row(**changed):
    return list((UNN | changed).values())


def told(path):
    return [(f.place, f.value, str(f.message), f.warning) for f in read_recipients(path)[1]]


def test_the_shipped_list_has_the_six_trusts_and_one_of_them_writes_nynorsk():
    recipients = load_recipients(ROOT / "recipients.xlsx")
    assert [(r.orgnr, r.language) for r in recipients] == [
        ("983974899", "nb"),
        ("983974910", "nb"),
        ("983974929", "nn"),
        ("983974880", "nb"),
        ("983974937", "nb"),
        ("918177833", "nb"),
    ]
    assert all(r.email.endswith(".example") for r in recipients)


def test_the_shipped_list_is_what_its_script_makes_byte_for_byte():
    spec = importlib.util.spec_from_file_location("make_recipients", ROOT / "tools" / "make_recipients.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.workbook_bytes() == (ROOT / "recipients.xlsx").read_bytes()


def test_every_text_survives(book):
    assert load_recipients(book(UNN, row())) == (UNN_READ,)


def test_columns_may_stand_in_any_order_and_case_with_empty_rows_anywhere(book):
    headings = sorted(UNN)
    empty = [None, "  "]
    path = book(empty, [h.lower() for h in headings], empty, [UNN[h] for h in headings], empty, [])
    assert load_recipients(path) == (UNN_READ,)


def test_numbers_are_written_as_excel_shows_them(book):
    path = book(UNN, row(POSTNR=9019, ORGNR=983974899.0, REF=2025))
    assert load_recipients(path) == (UNN_READ.model_copy(update={"ref": "2025"}),)


@pytest.mark.parametrize("code", [150, "150"])
def test_a_postal_code_that_lost_its_zero_gets_it_again_and_it_is_said(book, code):
    path = book(UNN, row(POSTNR=code))
    assert [r.postal_code for r in load_recipients(path)] == ["0150"]
    assert told(path) == [("C2", "150", "Read as 0150: Excel took the leading zero. Format the column as text.", True)]


@pytest.mark.parametrize(
    ("written", "language"),
    [("nb", "nb"), ("NN", "nn"), ("Bokmål", "nb"), ("NYNORSK", "nn"), ("bokma\u030al", "nb"), (None, "nb")],
)
def test_the_maalform_may_be_written_out(book, written, language):
    assert [r.language for r in load_recipients(book(UNN, row(MÅLFORM=written)))] == [language]


def test_every_fault_at_once_each_with_its_cell(book):
    path = book(
        UNN,
        row(POSTNR="90199", EPOST="post(a)unn.example"),
        row(),
        row(ORGNR="983974898", MOTTAKERNAVN=None),
        row(ORGNR="983 974 899", MÅLFORM="engelsk"),
        row(ORGNR=98397491, ADRESSE="Fjell_x0007_veien"),
    )
    assert told(path) == [
        ("C2", "90199", "Expected a postal code: four digits.", False),
        ("F2", "post(a)unn.example", "Expected one e-mail address: name@domain.no.", False),
        ("A4", "", "MOTTAKERNAVN is empty, and must be filled in.", False),
        (
            "H4",
            "983974898",
            "The check digit is wrong: one digit of the number is mistyped, or two are swapped.",
            False,
        ),
        ("I5", "engelsk", "Expected one of: nb, nn.", False),
        ("B6", "Fjell�veien", "The text holds a control character (U+0007), which no letter can show. Take it out.", False),
        ("H6", "98397491", "Expected an organisation number: nine digits.", False),
        ("H3", "983974899", "This organisation number stands in H2 already. Keep one of the two rows.", False),
        ("H5", "983974899", "This organisation number stands in H2 already. Keep one of the two rows.", False),
    ]
    with pytest.raises(ConfigurationError) as error:
        load_recipients(path)
    assert len(error.value.faults) == 9


def test_headings_that_are_missing_unknown_or_there_twice_are_faults(book):
    headings = ["MOTTAKERNAVN", "ADRESE", "POSTNR", "POSTSTED", "KONTAKT", "EPOST", "REF", "ORGNR", "MALFORM", "XYZ", "ref"]
    assert told(book([], headings, list(UNN.values()))) == [
        ("B2", "ADRESE", "Unknown column. Did you mean «ADRESSE»?", False),
        ("I2", "MALFORM", "Unknown column. Did you mean «MÅLFORM»?", False),
        ("J2", "XYZ", f"Unknown column. Known columns: {', '.join(COLUMNS)}.", False),
        ("K2", "ref", "There are two columns with this heading. Keep one of them.", False),
        ("2:2", "", "The column ADRESSE is missing. Add it, with this heading.", False),
        ("2:2", "", "The column MÅLFORM is missing. Add it, with this heading.", False),
    ]


def test_what_is_not_read_is_said(book, tmp_path):
    path = book(UNN, [*row(), None, "ring først"], [None] * 11 + ["Oppdatert i mars"])
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("Kull 1").append(["x"])
    workbook.create_sheet("Tomt")
    workbook.create_sheet("Skjult").append(["x"])
    workbook["Skjult"].sheet_state = "hidden"
    workbook.save(path)
    assert load_recipients(path) == (UNN_READ,)
    assert told(tmp_path / "recipients.xlsx") == [
        ("Kull 1", "", "Only the first sheet is read; «Kull 1» is not.", True),
        ("K2", "ring først", "The column has no heading, so this is not read.", True),
        ("L3", "Oppdatert i mars", "The column has no heading, so this is not read.", True),
    ]


def test_a_list_without_anybody_is_a_fault(book):
    assert told(book()) == [("", "", "The list is empty: it has no headings and no recipients.", False)]
    assert told(book(UNN)) == [("", "", "The list has no recipients.", False)]


@pytest.mark.parametrize(
    "content", [b"", b"MOTTAKERNAVN;ADRESSE", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_what_is_no_workbook_is_a_fault(tmp_path, content):
    path = tmp_path / "recipients.xlsx"
    path.write_bytes(content)
    message = "The file cannot be read as an Excel workbook. Save it from Excel as .xlsx, without a password."
    assert told(path) == [("", "", message, False)]


def test_a_missing_list_is_a_fault(tmp_path):
    with pytest.raises(ConfigurationError) as error:
        load_recipients(tmp_path / "recipients.xlsx")
    assert [f.file for f in error.value.faults] == ["recipients.xlsx"]


def test_cells_are_named_as_excel_names_them():
    assert [cell(0, 0), cell(6, 1), cell(0, 25), cell(0, 26), cell(99, 701), cell(0, 702)] == [
        "A1",
        "B7",
        "Z1",
        "AA1",
        "ZZ100",
        "AAA1",
    ]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_at_all_are_a_fault_and_no_crash(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("w") / "recipients.xlsx"
    path.write_bytes(content)
    assert read_recipients(path)[0] == ()
    assert read_recipients(path)[1]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_to_a_workbook_is_a_crash(tmp_path_factory, data):
    content = bytearray((ROOT / "recipients.xlsx").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("w") / "recipients.xlsx"
    path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
    recipients, faults = read_recipients(path)
    assert recipients or faults

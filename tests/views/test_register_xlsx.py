"""What the case officer finds in `register.xlsx`, and what a sender cannot make happen there."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from views_cohort import (
    DOUBTED,
    LEADER,
    NO_UNION_REP,
    PLAN,
    PROGRAMME,
    REGISTER,
    STAFF,
    UNKNOWN_PROFESSION,
    VALUES,
    registration,
)
from views_contrast import contrast

from pipeline.model import Adviser, Contact, Member, Register, Values
from pipeline.views.cell_text import MOST_IN_A_CELL, shown
from pipeline.views.layout import SHEETS
from pipeline.views.register_xlsx import COLOURS, LEGEND, Tone, register_xlsx
from pipeline.views.words import place_in_file

SHEET_NAMES = ["team", "deltakere", "veiledere", "mangler", "plan", "satt til side", "forklaring"]


def opened(register=REGISTER, plan=PLAN, language="nb"):
    return load_workbook(io.BytesIO(register_xlsx(register, plan, PROGRAMME, language)))


def table(sheet):
    """A sheet as a list of rows, each {header: value}."""
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def cell(sheet, id_, header):
    heads = [head.value for head in sheet[1]]
    return next(row[heads.index(header)] for row in sheet.iter_rows(min_row=2) if row[0].value == id_)


def in_cell(moment):
    """A moment as openpyxl reads it: without a zone."""
    return datetime.fromisoformat(moment)


def one(**changes):
    return Register(registrations=(registration(1, values=replace(VALUES, **changes)),))


def test_there_is_a_sheet_for_each_thing_and_one_that_explains():
    assert opened().sheetnames == SHEET_NAMES


def test_every_registration_has_a_row_also_the_one_that_was_replaced():
    assert [row["ID"] for row in table(opened()["team"])] == ["UNN-1", "UNN-2", "NLSH-1", "NLSH-2", "NLSH-3", "FIN-1"]


def test_a_team_row_says_what_the_form_says():
    assert table(opened(one())["team"])[0] == {
        "ID": "UNN-1",
        "Status": "I orden",
        "Må ses på": None,
        "Foretak": "Universitetssykehuset Nord-Norge HF",
        "Prioritet": 1,
        "Prosjekt": "Færre fall på natt",
        "Enhet": "Medisinsk sengepost",
        "Antall deltakere": 3,
        "Leder": "Áilu Čáhppes",
        "Utfall": "Plass",
        "Mottatt": in_cell("2025-04-28T10:13:30"),
        "For sent": None,
        "Sted": "Tromsø",
        "Kontakt: navn": "Eli Sand",
        "Kontakt: e-post": "eli@unn.example",
        "Kontakt: telefon": "77 00 00 00",
        "Problem": "Mange fall om natten, særlig i helgene.",
        "Mål": "Halvere antall fall innen 1. mars 2026.",
        "Utgangspunkt": "14 fall per måned",
        "Høy arbeidsbelastning": "ja",
        "Høy turnover": None,
        "Begrenset kapasitet": "ja",
        "Ledes av en leder": "ja",
        "Hele teamet deltar": "ja",
        "Følger opp resultater": "ja",
        "Avsatt tid": "ja",
        "Dekker kostnader": "ja",
        "Bindende": "ja",
        "Underskrift": "Eli Sand",
        "Underskrevet dato": in_cell("2025-04-25"),
        "Målform": "bokmål",
        "Erstattet av": None,
        "Fil": "inbox/unn/team 1.docx",
    }


def test_each_member_has_a_row_with_id_and_number_and_phones_can_be_read():
    rows = table(opened(one())["deltakere"])
    assert [(r["ID"], r["Nr."], r["Navn"], r["Rolle"], r["Telefon"], r["Forbedringsagent"]) for r in rows] == [
        ("UNN-1", 1, "Áilu Čáhppes", "leder", "91 69 39 10", "nei"),
        ("UNN-1", 2, "Brit Hansen", "tillitsvalgt", "+46 70 123 45 67", "ja"),
        ("UNN-1", 3, "Ola Øvergård", "medarbeider", "40 00 00 00", None),
    ]


def test_a_team_without_an_adviser_still_has_a_row_to_write_one_in():
    rows = table(opened(one(adviser=Adviser()))["veiledere"])
    assert [(r["ID"], r["Veileder"]) for r in rows] == [("UNN-1", None)]


def test_members_and_advisers_of_replaced_registrations_are_left_out():
    book = opened()
    assert {row["ID"] for row in table(book["deltakere"])} == {"UNN-1", "UNN-2", "NLSH-1", "NLSH-2", "FIN-1"}
    assert {row["ID"] for row in table(book["veiledere"])} == {"UNN-1", "UNN-2", "NLSH-1", "NLSH-2", "FIN-1"}


def test_everything_found_stands_in_mangler_gravest_first_and_what_is_replaced_last():
    rows = [(r["ID"], r["Alvor"], r["Felt"], r["Hvor i filen"]) for r in table(opened()["mangler"])]
    assert rows == [
        ("UNN-2", "Må rettes", "Teamet", "tabell 2"),
        ("UNN-2", "Må vurderes", "Deltaker 3: Faggruppe", "tabell 2, rad 4"),
        ("NLSH-1", "Må vurderes", "Foretakets prioritet", "side 1, «Prioritet»"),
        ("UNN-2", "Verdt å se på", "Kontaktperson for påmeldingen: E-post", None),
        ("UNN-2", "Til orientering", "Lokal forbedringsveileder", None),
        ("NLSH-3", "Må rettes", "Teamet", "tabell 2"),
    ]


def test_a_doubted_value_is_put_up_with_the_words_of_the_form():
    row = next(r for r in table(opened()["mangler"]) if r["ID"] == "NLSH-1")
    assert (row["Slik det står i skjemaet"], row["Regel"]) == ("0 1", "reading.uncertain")


def test_a_union_s_name_is_not_shown_with_the_words_of_the_form():
    said = replace(DOUBTED, text="tillitsvalgt NSF")
    finding = replace(UNKNOWN_PROFESSION, path="members[1].role")
    register = Register(registrations=(registration(1, findings=(finding,), provenance={"members[1].role": said}),))
    assert table(opened(register)["mangler"])[0]["Slik det står i skjemaet"] == "tillitsvalgt …"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("page 1, table 2, row 3, cell 4", "side 1, tabell 2, rad 3, celle 4"),
        ("sheet Påmelding, cell D7", "ark Påmelding, celle D7"),
        ("table 1, row 6, cell 2, inner table, row 1", "tabell 1, rad 6, celle 2, tabell i cellen, rad 1"),
        ("page 1, field «pri»", "side 1, felt «pri»"),
        ("page 1, line at 310 pt", "side 1, linje 310 pt fra toppen"),
        ("vedlegg 2, pages", "vedlegg 2, pages"),
        ("", ""),
    ],
)
def test_a_place_in_the_file_is_named_in_norwegian(where, words):
    assert place_in_file(where, "nb") == words


def test_the_cell_that_a_finding_is_about_has_its_colour_and_the_row_says_it_in_words():
    team, members = opened()["team"], opened()["deltakere"]
    assert cell(team, "UNN-2", "Status").style == Tone.ERROR
    assert cell(team, "UNN-2", "Antall deltakere").style == Tone.ERROR
    assert cell(team, "UNN-2", "Kontakt: e-post").style == Tone.WARNING
    assert cell(team, "UNN-2", "Prosjekt").style == Tone.PLAIN
    assert cell(team, "UNN-1", "Status").style == Tone.CALM
    assert cell(team, "NLSH-1", "Prioritet").style == Tone.REVIEW
    assert cell(team, "NLSH-3", "Prosjekt").style == Tone.MUTED
    assert cell(team, "UNN-2", "Må ses på").value.splitlines() == [
        f"Må rettes: {NO_UNION_REP.message}",
        f"Må vurderes: {UNKNOWN_PROFESSION.message}",
        "Verdt å se på: 1. Se arket «mangler».",
    ]
    third = next(row for row in members.iter_rows(min_row=2) if (row[0].value, row[1].value) == ("UNN-2", 3))
    assert third[4].style == Tone.REVIEW


def test_the_plan_stands_in_order_with_what_binds_it():
    rows = list(opened()["plan"].iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:6]] == [
        ("UNN-1", "Plass", 1),
        ("NLSH-1", "Plass", 2),
        ("FIN-1", "Plass", 3),
        ("NLSH-2", "Reserve", 1),
        ("UNN-2", "Kan ikke få plass", None),
    ]
    assert [row[0] for row in rows[7:]] == [
        "Antall plasser: 3",
        "Startverdi for loddtrekningen: LOTTO-2025-05-03:01-02-03-04-05-06-07",
        f"Planens kontrollsum: {'3f2a' * 16}",
        "Planen er ikke godkjent.",
        "Må vurderes før planen kan godkjennes: NLSH-1",
    ]


def test_a_register_without_plan_or_registrations_says_so():
    book = opened(Register(), plan=None)
    assert book.sheetnames == SHEET_NAMES
    assert table(book["team"]) == []
    assert book["plan"]["A3"].value == "Plassene er ikke fordelt ennå."


def test_a_decision_for_a_registration_that_is_gone_is_shown_and_not_dropped():
    rows = table(opened(Register())["plan"])
    assert [row["ID"] for row in rows][:5] == ["UNN-1", "NLSH-1", "FIN-1", "NLSH-2", "UNN-2"]


def test_files_set_aside_say_why_and_what_to_do():
    rows = [(r["Fil"], r["Hvorfor"], r["Hva er galt, og hva må gjøres"]) for r in table(opened()["satt til side"])]
    assert rows == [
        ("inbox/hemmelig.docx", "Låst med passord", "The file is locked with a password."),
        ("inbox/halv <fil> & «rest».pdf", "Ødelagt", "The file ends in the middle."),
    ]


@pytest.mark.parametrize("name", SHEET_NAMES[:6])
def test_every_sheet_can_be_filtered_scrolled_and_printed(name):
    sheet = opened()[name]
    assert sheet.freeze_panes.endswith("2")
    assert sheet.auto_filter.ref.startswith("A1:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert all(cell.alignment.wrap_text for cell in sheet[1])


def test_the_form_s_own_choices_are_offered():
    rules = opened(one())["deltakere"].data_validations.dataValidation
    assert {(str(rule.sqref), rule.formula1) for rule in rules} == {
        ("D2:D4", '"leder,tillitsvalgt,medarbeider"'),
        ("I2:I4", '"ja,nei"'),
    }


def test_headers_are_unique_and_the_same_in_every_language():
    english = opened(language="en")
    for layout in SHEETS:
        heads = [column.header for column in layout.columns]
        assert len(set(heads)) == len(heads)
        assert [head.value for head in english[layout.name][1]] == heads


def test_every_value_of_a_registration_stands_in_one_editable_column():
    paths = [column.path for layout in SHEETS for column in layout.columns if column.editable]
    assert sorted(paths) == sorted(_paths_of(Values()) | _challenges())


def _challenges():
    return {"challenges.high_workload", "challenges.high_turnover", "challenges.limited_capacity"}


def _paths_of(values):
    parts = {"contact": "contact.{}", "adviser": "adviser.{}", "commitments": "commitments.{}"}
    found = {name for name in values.__slots__ if name not in {*parts, "members", "challenges"}}
    for part, form in parts.items():
        found |= {form.format(name) for name in getattr(values, part).__slots__}
    return found | {f"members[{{i}}].{name}" for name in Member.__slots__}


HOSTILE = [
    "=1+1",
    "+47 (0)",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    "\r=1",
    "#N/A",
    '=HYPERLINK("http://x.example";"y")',
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula_also_not_in_a_name(text):
    register = one(title=text, members=(replace(LEADER, name=text, title=text),), contact=Contact(name=text))
    book = opened(register)
    for found in (cell(book["team"], "UNN-1", "Prosjekt"), cell(book["deltakere"], "UNN-1", "Navn")):
        assert (found.data_type, found.value) == ("s", text.replace("\r", "\n"))
        assert found.quotePrefix is text.startswith(("=", "+", "-", "@", "\t", "\n", "\r"))
    parts = zipfile.ZipFile(io.BytesIO(register_xlsx(register, None, PROGRAMME)))
    assert not [name for name in parts.namelist() if name.startswith("xl/worksheets") and b"<f>" in parts.read(name)]


def test_what_xml_cannot_hold_is_shown_as_a_sign():
    assert shown("a\x00b\x0bc\x7fd\ud800e\uffff") == "a␀b␋c␡d\ufffde\ufffd"


def test_a_text_longer_than_a_cell_is_cut_with_a_mark_also_when_its_letters_count_double():
    for text in ("x" * 40_000, "𐐀" * 20_000):
        cut = shown(text)
        assert len(cut.encode("utf-16-le")) <= 2 * MOST_IN_A_CELL
        assert cut.endswith("[kuttet: resten står i skjemaet]")


def test_a_national_id_is_masked_wherever_it_stands():
    number = "01819010001"
    register = one(title=number, problem=f"Gjelder {number}.", members=(replace(STAFF, name=f"Ola {number}"),))
    workbook = register_xlsx(register, None, PROGRAMME)
    archive = zipfile.ZipFile(io.BytesIO(workbook))
    assert not any(number[-5:].encode() in archive.read(name) for name in archive.namelist() if "sheet" in name)


@settings(max_examples=30, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read_back_as_shown(text):
    archive = register_xlsx(one(title="x" + text), None, PROGRAMME)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(archive)).get_sheet_by_name("team").to_python()
    escaped = shown("x" + text)
    assert rows[1][5] == re.sub("_x005F_", "_", escaped)


def test_what_looks_like_excel_s_own_escape_is_read_back_as_written():
    archive = register_xlsx(one(title="_x0041_bc"), None, PROGRAMME)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(archive)).get_sheet_by_name("team").to_python()
    assert rows[1][5] == "_x0041_bc"


def test_the_same_register_gives_the_same_bytes_and_no_clock_is_in_them():
    first, second = (register_xlsx(REGISTER, PLAN, PROGRAMME) for _ in range(2))
    assert first == second
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert load_workbook(io.BytesIO(first)).properties.modified == in_cell("2025-04-28T08:15:30")


def test_every_look_is_explained_and_can_be_read():
    assert set(LEGEND) == set(Tone) - {Tone.PLAIN}
    for fill, letters in COLOURS.values():
        assert contrast(fill, letters) >= 7


def test_a_description_of_many_lines_does_not_push_the_next_team_away():
    heights = opened(one(problem="ord " * 2000))["team"].row_dimensions
    assert heights[2].height <= 200


def test_dates_and_times_are_those_of_oslo():
    register = Register(
        registrations=(
            registration(1, source=replace(registration(1).source, received=datetime(2025, 5, 1, 22, 30, tzinfo=UTC))),
        )
    )
    assert table(opened(register)["team"])[0]["Mottatt"] == in_cell("2025-05-02T00:30")
    assert table(opened(one(signed_date=date(2025, 1, 2)))["team"])[0]["Underskrevet dato"] == in_cell("2025-01-02")

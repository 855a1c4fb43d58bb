"""A meeting's papers, as files: what stands in them, and the sheet read back."""

import datetime as dt
import io
import re

import cv2
import numpy as np
from docx import Document
from openpyxl import load_workbook

from pipeline.letters.contexts import DocumentProperties
from pipeline.views import word

MEETINGS = "outbox/meetings"


def paper(folder, name, key="samling-1"):
    return folder / MEETINGS / key / f"{name}-{key}.docx"


def texts(file):
    document = Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def sheet_of(folder, key="samling-1"):
    return folder / MEETINGS / key / f"oppmote-{key}.xlsx"


def fill_in(file, marks, extra=()):
    """What a person does: marks (name → cells of the days), and rows for others at the end."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        for offset, mark in enumerate(marks.get(row[0].value, ())):
            row[3 + offset].value = mark
    empty = [row for row in sheet.iter_rows(min_row=2) if not row[0].value]
    for row, (name, team, mark) in zip(empty, extra, strict=False):
        row[0].value, row[1].value, row[3].value = name, team, mark
    book.save(file)


def test_the_list_has_everybody_and_nobodys_role(placed, call):
    said = call(placed, "meeting", "samling-1")
    assert said.status == 0
    words = texts(paper(placed, "deltakerliste"))
    for name in ("Anna Amoen", "Čájet Dmoen", "Veronika Veileder", "Vilde Hjelper"):
        assert name in words
    assert "10.–11. september 2025" in words
    every = words + texts(paper(placed, "navneskilt")) + texts(paper(placed, "bordplassering"))
    every += "".join(str(cell.value) for row in load_workbook(sheet_of(placed)).worksheets[0].iter_rows() for cell in row)
    assert not re.search(r"tillits|union|enhetsleder|\bleder\b", every, re.IGNORECASE)


def test_each_badge_has_a_code_that_a_scanner_reads_and_an_alternative_text(placed, call):
    call(placed, "meeting", "samling-1")
    document = Document(paper(placed, "navneskilt"))
    alts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    pictures = [part.blob for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    read = {cv2.QRCodeDetector().detectAndDecode(cv2.imdecode(np.frombuffer(one, np.uint8), 0))[0] for one in pictures}
    lines = {row[-1].value for row in load_workbook(sheet_of(placed)).worksheets[0].iter_rows(min_row=2) if row[0].value}
    assert len(alts) == len(lines) == 15
    assert read == lines
    assert all(any(line in alt for alt in alts) for line in lines)


def test_teams_sit_two_and_two_with_another_trust_and_not_with_the_same_again(placed, call):
    found = []
    for key in ("samling-1", "samling-2"):
        call(placed, "meeting", key)
        rows = Document(paper(placed, "bordplassering", key)).tables[0].rows[1:]
        found.append({(row.cells[0].text, row.cells[1].text.split()[0]) for row in rows})
    pairs = [{frozenset(team for table, team in one if table == number) for number in "12"} for one in found]
    assert all({id_.split("-")[0] for id_ in pair} == {"UNN", "NLSH"} for one in pairs for pair in one)
    assert not pairs[0] & pairs[1]


def test_what_a_sender_wrote_never_breaks_a_paper_and_ids_are_masked():
    properties = DocumentProperties(title="t", author="a", language="nb", dated=dt.date(2025, 1, 1))
    document = word.new_document(properties, "fot", word.Page())
    made = word.table(document, ["Navn"], [100])
    word.add_row(made, ["Anna\x0b\x00 <b> 15076500565"])
    (cell,) = Document(io.BytesIO(word.finished(document, properties))).tables[0].rows[1].cells
    assert cell.text.startswith("Anna␋␀ <b>")
    assert "15076500565" not in cell.text


def test_a_changed_overview_of_advisers_that_is_not_read_is_told_of(placed, call):
    call(placed, "advisers")
    overview = placed / "outbox" / "advisers" / "team-og-veiledere.xlsx"
    book = load_workbook(overview)
    book["team"]["G2"].value = "Viggo Veileder"
    book.save(overview)
    assert "Run kull advisers first" in call(placed, "meeting", "samling-1").out


def test_the_same_papers_are_the_same_bytes(placed, call):
    call(placed, "meeting", "samling-1")
    files = sorted((placed / MEETINGS).rglob("*.*"))
    before = [file.read_bytes() for file in files]
    for file in files:
        file.unlink()
    call(placed, "meeting", "samling-1")
    assert [file.read_bytes() for file in files] == before


def test_papers_in_nynorsk_are_marked_as_such(placed, call):
    call(placed, "meeting", "samling-1", "--form", "nn")
    assert Document(paper(placed, "deltakerliste")).core_properties.language == "nn-NO"
    assert "Deltakarliste" in texts(paper(placed, "deltakerliste"))


def test_an_online_meeting_has_no_badges_and_one_for_leaders_has_leaders_alone(placed, call):
    call(placed, "meeting", "oppstart-ledere")
    assert {file.name for file in (placed / MEETINGS / "oppstart-ledere").iterdir()} == {
        "deltakerliste-oppstart-ledere.docx",
        "oppmote-oppstart-ledere.xlsx",
    }
    words = texts(paper(placed, "deltakerliste", "oppstart-ledere"))
    assert "Anna Amoen" in words
    assert "Bjørn Amoen" not in words


def test_a_meeting_that_is_not_there_is_told_with_those_that_are(placed, call):
    said = call(placed, "meeting", "samling-9")
    assert said.status == 2
    assert "samling-4" in said.err


def test_the_sheet_comes_back_strangers_are_asked_about_and_a_filled_sheet_is_never_written_over(placed, call):
    call(placed, "meeting", "samling-1")
    sheet = sheet_of(placed)
    fill_in(sheet, {"Anna Amoen": ("ja", "ja"), "Bjørn Amoen": ("ja", "nei")}, [("Vikar Vik", "UNN-1", "ja")])
    filled = sheet.read_bytes()
    assert "was left as it is" in call(placed, "meeting", "samling-1").out
    assert sheet.read_bytes() == filled
    said = call(placed, "attendance", str(sheet))
    assert said.status == 0
    assert "4 marks read" in said.out
    assert "«Vikar Vik» is not among those who were asked" in said.out
    assert "UNN-1: Samling 1 2/2" in said.out
    rows = list(load_workbook(placed / MEETINGS / "oppmote.xlsx")["personer"].iter_rows(values_only=True))
    assert {row[0]: row[2] for row in rows if row[2] and "/" in row[2]} == {"Anna Amoen": "2/2", "Bjørn Amoen": "1/2"}


def test_meetings_of_one_name_are_told_apart_by_their_day_and_those_of_others_left_out(placed, call, tmp_path):
    for key, name in (("digitalt-uke-41", "Anna Amoen"), ("digitalt-uke-49", "Bjørn Amoen"), ("veiledere-uke-42", "Ola")):
        (tmp_path / f"{key}.csv").write_text(f"Navn;Oppmøte\n{name};ja\n", encoding="utf-8")
        said = call(placed, "attendance", str(tmp_path / f"{key}.csv"))
    assert "UNN-1: Digitalt møte 06.10. 1/1, Digitalt møte 01.12. 1/1\n" in said.out


def test_a_later_list_goes_before_an_older_one_and_says_so(placed, call, tmp_path):
    call(placed, "meeting", "samling-1")
    (tmp_path / "samling-1.csv").write_text("Namn;Dag 1\nAnna Amoen;ja\n", encoding="utf-8")
    (tmp_path / "samling-1 rettet.csv").write_bytes("Navn;Dag 1\nAnna Amoen;nei\nBjørn Amoen;ja\n".encode("cp1252"))
    call(placed, "attendance", str(tmp_path / "samling-1.csv"))
    said = call(placed, "attendance", str(tmp_path / "samling-1 rettet.csv")).out
    assert "Anna Amoen, samling-1 day 1: «present» → «absent»" in said
    assert "UNN-1: Samling 1 1/2" in call(placed, "attendance").out


def test_a_file_that_cannot_be_read_is_told_of(placed, call, tmp_path):
    folder = tmp_path / "lister"
    folder.mkdir()
    (folder / "skannet.jpg").write_bytes(b"\xff\xd8")
    (folder / "samling-1.xlsx").write_bytes(io.BytesIO(b"no zip").getvalue())
    said = call(placed, "attendance", str(folder)).out
    assert "skannet.jpg: only xlsx and csv can be read" in said
    assert "samling-1.xlsx: cannot be read" in said
    assert call(placed, "attendance", str(folder / "nothing.xlsx")).status == 2


def test_a_national_identity_number_in_a_lists_name_or_cells_is_told_and_kept_masked(placed, call):
    number = "15838510075"
    list_ = placed / f"samling-1 {number}.csv"
    list_.write_text(f"Navn;Team;Dag 1\nAnna Amoen;UNN-1;ja\nKari {number};UNN-1;ja\n", encoding="utf-8")
    said = call(placed, "attendance", str(list_), "--meeting", "samling-1").out
    assert "Kari 158385*****" in said
    assert number not in said
    assert number.encode() not in (placed / ".kull/ledger.sqlite").read_bytes()


def test_a_list_that_is_not_there_or_no_table_is_told_and_the_others_are_read(placed, call):
    lists = placed / "lister"
    lists.mkdir()
    (lists / "borte.csv").symlink_to("/ingen/steder")
    (lists / "stor.csv").write_text("Navn;Team;Dag 1\n" + "x" * 200_000 + ";UNN-1;ja\n", encoding="utf-8")
    (lists / "god.csv").write_text("Navn;Team;Dag 1\nAnna Amoen;UNN-1;ja\n", encoding="utf-8")
    done = call(placed, "attendance", str(lists), "--meeting", "samling-1")
    assert done.status == 0
    assert all(f"{name}: cannot be read" in done.out for name in ("borte.csv", "stor.csv"))
    assert "god.csv: 1" in done.out

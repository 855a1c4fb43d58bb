"""What people do to kull's own forms in Word and Excel beside filling in the fields: read right, or put up for review."""

import copy
import io
from functools import cache

import openpyxl
import pytest
from filling import (
    DOCUMENT,
    W15,
    W,
    _run,
    controls_by_tag,
    document_xml,
    fill_docx,
    fill_pdf,
    fill_xlsx,
    named_cells,
)
from lxml import etree

from pipeline.form.archive import with_fixed_dates
from pipeline.form.blank import MAKERS
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine
from pipeline.form.registration import REGISTRATION
from pipeline.model import Reading, Severity
from pipeline.recognise.file import read_file

COHORT = CohortLine(
    network="Regionalt læringsnettverk – kull 2",
    deadline=Words("1. mai 2025", "1. mai 2025"),
    send_to="post@helse-nord.example",
    organiser="Helse Nord RHF",
)
ID = "15838512329"  # of the test series: the month is 3 + 80
UNSEEN = "\u200b"
FILLED = {
    "trust": "Helgelandssykehuset HF",
    "unit": "Sengepost 3",
    "title": "Raskere hjem",
    "problem": "Det tar tid.",
    "goal": "Det går fort.",
    "member_1_name": "Kari Utsi",
    "member_1_email": "kari@helse.example",
    "member_2_name": "Ola Lund",
    "member_3_name": "Máret Eira",
    "member_3_phone": "90000003",
    "adviser_name": "Åse Berg",
    "binding": True,
}


@cache
def blank(suffix: str) -> bytes:
    return MAKERS[suffix](REGISTRATION, "nb", COHORT)


def one(content: bytes) -> Reading:
    readings = read_file(content, "a").readings
    assert len(readings) == 1
    return readings[0]


def asks(reading: Reading, path: str) -> bool:
    """Is a person asked to look at the value at `path`, or at what it is part of?"""
    asked = {p for p, note in reading.provenance.items() if note.needs_review}
    asked |= {f.path for f in reading.findings if f.severity in {Severity.REVIEW, Severity.ERROR}}
    return bool({path, path.split(".", maxsplit=1)[0], path.split("[", maxsplit=1)[0]} & asked)


def nothing_to_look_at(reading: Reading) -> bool:
    return not any(note.needs_review for note in reading.provenance.values()) and reading.findings == ()


def names(reading: Reading) -> list[str | None]:
    return [member.name for member in reading.values.members]


# --- Word ----------------------------------------------------------------------------------------------------------------


def in_word(change, written=FILLED) -> Reading:
    """The filled form after `change`, which is given its document and its controls by tag."""
    filled = fill_docx(blank("docx"), written)
    root = document_xml(filled)
    change(root, {tag: found[0] for tag, found in controls_by_tag(root).items()})
    changed = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return one(with_fixed_dates(filled, {DOCUMENT: changed}))


def paragraph(*runs: etree._Element) -> etree._Element:
    made = etree.Element(f"{W}p")
    made.extend(runs)
    return made


def inside(control: etree._Element, name: str) -> etree._Element:
    return next(control.iterancestors(f"{W}{name}"))


def item_of(control: etree._Element) -> etree._Element:
    return next(a for a in control.iterancestors(f"{W}sdt") if a.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None)


def test_the_form_as_it_is_needs_no_look():
    assert nothing_to_look_at(in_word(lambda _, __: None))


@pytest.mark.parametrize("row", [1, 3])
@pytest.mark.parametrize("after", [1, 3, 10])
def test_a_member_row_copied_and_pasted_keeps_its_tags_and_is_a_member_of_its_own(row, after):
    def paste(_, controls):
        item = item_of(controls[f"member_{row}_name"])
        new = copy.deepcopy(item)
        next(new.iter(f"{W}t")).text = "Den limte inn"
        item_of(controls[f"member_{after}_name"]).addnext(new)

    expected = ["Kari Utsi", "Ola Lund", "Máret Eira"]
    expected.insert(after if after < 4 else 3, "Den limte inn")
    assert names(in_word(paste)) == expected


def test_a_row_pasted_as_plain_cells_is_a_member_too():
    def paste(_, controls):
        row = inside(controls["member_3_name"], "tr")
        new = etree.Element(f"{W}tr")
        for text in ("Per Dahl", "Fagutvikler", "lege", "leder", "per@helse.example", "900 00 004", "x"):
            etree.SubElement(new, f"{W}tc").append(paragraph(_run(text)))
        item = item_of(controls["member_3_name"])
        item.addnext(new)
        assert row is not new

    reading = in_word(paste)
    assert names(reading) == ["Kari Utsi", "Ola Lund", "Máret Eira", "Per Dahl"]
    per = reading.values.members[3]
    assert (per.title, per.profession, per.role, per.email, per.phone, per.trained_agent) == (
        "Fagutvikler",
        "lege",
        "leader",
        "per@helse.example",
        "+4790000004",
        True,
    )


@pytest.mark.parametrize(
    ("key", "path", "text"),
    [
        ("unit", "unit", "Akuttmottaket"),
        ("title", "title", "Et helt annet"),
        ("priority", "priority", "4"),
        ("contact_email", "contact.email", "o@helse.example"),
        ("adviser_name", "adviser.name", "Siri Dahl"),
        ("signed_name", "signed_name", "Siri Dahl"),
    ],
)
def test_text_typed_in_a_cell_whose_control_was_deleted_is_the_answer(key, path, text):
    def replace_control(_, controls):
        controls[key].getparent().replace(controls[key], _run(text))

    reading = in_word(replace_control)
    owner, _, name = path.rpartition(".")
    value = getattr(getattr(reading.values, owner) if owner else reading.values, name)
    assert str(value) == text
    assert nothing_to_look_at(reading)


def test_text_typed_in_a_members_cell_whose_control_was_deleted_is_the_members():
    def replace_control(_, controls):
        for key, text in (("member_2_name", "Ola Hansen"), ("member_2_email", "ola@helse.example")):
            controls[key].getparent().replace(controls[key], _run(text))

    reading = in_word(replace_control)
    assert names(reading) == ["Kari Utsi", "Ola Hansen", "Máret Eira"]
    assert reading.values.members[1].email == "ola@helse.example"
    assert nothing_to_look_at(reading)


def test_an_answer_below_an_empty_control_is_read():
    reading = in_word(lambda _, c: inside(c["place"], "tc").append(paragraph(_run("Mo i Rana"))))
    assert reading.values.place == "Mo i Rana"


def test_an_answer_below_a_filled_control_is_put_up_for_review():
    reading = in_word(lambda _, c: inside(c["problem"], "tc").append(paragraph(_run("Og mer til."))))
    assert asks(reading, "problem")
    assert "Og mer til." in reading.provenance["problem"].text


def test_text_typed_beside_a_label_is_put_up_for_review():
    def beside(_, controls):
        inside(controls["unit"], "tr").find(f"{W}tc").append(paragraph(_run("Akuttmottaket")))

    assert asks(in_word(beside, {**FILLED, "unit": ""}), "unit")


def test_a_paragraph_typed_between_the_tables_is_put_up_for_review():
    def between(_, controls):
        inside(controls["trust"], "tbl").addnext(paragraph(_run("Vi trenger tolk.")))

    findings = in_word(between).findings
    assert [(f.rule, f.severity, f.message.params["text"]) for f in findings] == [
        ("reading.unread", Severity.REVIEW, "Vi trenger tolk.")
    ]


@pytest.mark.parametrize("beside", ["before", "after", "at the end"])
@pytest.mark.parametrize("cross", ["X", "x", "✓"])
def test_a_cross_typed_beside_its_box_is_put_up_for_review(beside, cross):
    def type_it(_, controls):
        box = controls["challenge_high_workload"]
        if beside == "before":
            box.addprevious(_run(cross))
        elif beside == "after":
            box.addnext(_run(cross))
        else:
            box.getparent().append(_run(f" {cross}"))

    reading = in_word(type_it)
    assert reading.values.challenges == ("high_workload",)
    assert asks(reading, "challenges")


def test_a_cross_typed_in_the_place_of_its_box_is_a_tick():
    def type_it(_, controls):
        box = controls["commit_time"]
        box.getparent().replace(box, _run("X"))

    reading = in_word(type_it)
    assert reading.values.commitments.time is True


def test_a_members_cross_beside_the_box_is_put_up_for_review():
    reading = in_word(lambda _, c: c["member_1_agent"].addnext(_run("x")))
    assert asks(reading, "members[0].trained_agent")


def test_tracked_changes_in_a_control_are_read_as_accepted():
    def track(_, controls):
        content = controls["title"].find(f"{W}sdtContent")
        old = content[0]
        deleted = etree.SubElement(content, f"{W}del")
        deleted.append(old)
        for text in deleted.iter(f"{W}t"):
            text.tag = f"{W}delText"
        etree.SubElement(content, f"{W}ins").append(_run("Tryggere hjem"))

    reading = in_word(track)
    assert reading.values.title == "Tryggere hjem"
    assert [f.rule for f in reading.findings] == ["reading.tracked-changes"]


@pytest.mark.parametrize("text", ["Skriv her Mo i Rana", "Mo i RanaSkriv her", "Mo i Rana Skriv her"])
def test_a_prompt_partly_left_is_put_up_for_review(text):
    reading = in_word(lambda _, __: None, {**FILLED, "place": text})
    assert asks(reading, "place") or reading.values.place == "Mo i Rana"


@pytest.mark.parametrize("title", ["Skriv hertil og ikke lenger", "Velg riktig", "Vi skriver her og nå"])
def test_a_title_that_only_begins_like_a_prompt_is_a_title(title):
    reading = in_word(lambda _, __: None, {**FILLED, "title": title})
    assert reading.values.title == title
    assert nothing_to_look_at(reading)


def test_paragraphs_in_a_control_are_lines_empty_ones_too():
    def in_paragraphs(_, controls):
        control = controls["problem"]
        cell, old = inside(control, "tc"), inside(control, "p")
        content = control.find(f"{W}sdtContent")
        for child in list(content):
            content.remove(child)
        content.extend([paragraph(_run("Første")), paragraph(), paragraph(_run("\tAndre\u00a0linje"))])
        cell.replace(old, control)

    reading = in_word(in_paragraphs)
    assert reading.values.problem == "Første\n\n\tAndre\u00a0linje"
    assert nothing_to_look_at(reading)


@pytest.mark.parametrize(("code", "sign"), [("F0E0", "→"), ("F04A", "☺"), ("F0E8", "➔")])
def test_arrows_that_word_draws_as_it_corrects_are_read(code, sign):
    def draw(_, controls):
        content = controls["goal"].find(f"{W}sdtContent")
        run = etree.SubElement(content, f"{W}r")
        etree.SubElement(run, f"{W}sym", {f"{W}font": "Wingdings", f"{W}char": code})

    assert in_word(draw).values.goal == f"Det går fort.{sign}"


@pytest.mark.parametrize(
    "text", ["Enhet:", "Ja", "nei", "ikke aktuelt", "Navn", "Tittel: noe", "Felt merket med *", "Teamet", "Dato"]
)
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_an_answer_that_looks_like_a_label_or_a_prompt_is_an_answer(suffix, text):
    fill = {"docx": fill_docx, "xlsx": fill_xlsx}[suffix]
    reading = one(fill(blank(suffix), {"title": text, "unit": text, "problem": text, "member_1_name": text}))
    values = reading.values
    assert (values.title, values.unit, values.problem, names(reading)) == (text, text, text, [text])
    assert nothing_to_look_at(reading)


@pytest.mark.parametrize("between", ["", " ", "  ", "\u00a0", UNSEEN])
@pytest.mark.parametrize("suffix", sorted(MAKERS))
def test_a_national_identity_number_in_an_own_form_is_masked_and_put_up_for_review(suffix, between):
    fill = {"docx": fill_docx, "pdf": fill_pdf, "xlsx": fill_xlsx}[suffix]
    reading = one(fill(blank(suffix), {"title": "Hjem", "problem": f"Gjelder {between.join((ID[:6], ID[6:]))}\n\nog flere"}))
    assert (
        reading.values.problem
        == f"Gjelder {between.join((ID[:6], '*****')) if between != UNSEEN else f'{ID[:6]}*****'}\n\nog flere"
    )
    assert ID[6:] not in reading.provenance["problem"].text
    assert {f.rule for f in reading.findings} == {"privacy.national-id"}


# --- Excel ---------------------------------------------------------------------------------------------------------------


def in_excel(change, written=FILLED) -> Reading:
    """The filled workbook after `change`, which is given its sheet and its named cells."""
    book = openpyxl.load_workbook(io.BytesIO(fill_xlsx(blank("xlsx"), written)), rich_text=True)
    change(book.worksheets[0], named_cells(book))
    out = io.BytesIO()
    book.save(out)
    return one(out.getvalue())


def test_the_workbook_as_it_is_needs_no_look():
    assert nothing_to_look_at(in_excel(lambda _, __: None))


def test_names_in_the_order_of_the_alphabet_keep_the_members_in_theirs():
    written = {f"member_{n}_name": f"Deltaker {n}" for n in range(1, 13)}
    book = openpyxl.load_workbook(io.BytesIO(fill_xlsx(blank("xlsx"), written)))
    named = dict(sorted(book.defined_names.items()))
    book.defined_names.clear()
    book.defined_names.update(named)
    out = io.BytesIO()
    book.save(out)
    assert names(one(out.getvalue())) == list(written.values())


def test_a_value_typed_beside_its_cell_is_read_or_put_up_for_review():
    def beside(sheet, cells):
        sheet.cell(cells["place"].row, 9).value = "Mo i Rana"

    reading = in_excel(beside)
    assert reading.values.place == "Mo i Rana" or asks(reading, "place")


def test_a_second_value_beside_a_filled_cell_is_put_up_for_review():
    def beside(sheet, cells):
        sheet.cell(cells["unit"].row, 10).value = "eller Akuttmottaket"

    assert asks(in_excel(beside), "unit")


def test_a_remark_beside_a_member_is_put_up_for_review():
    def beside(sheet, cells):
        sheet.cell(cells["member_2_name"].row, 10).value = "slutter i mai"

    assert asks(in_excel(beside), "members")


def test_a_row_among_the_members_that_has_no_names_is_a_member():
    def insert(_, cells):
        for column in ("name", "email", "phone"):
            for row in (4, 3):
                cells[f"member_{row + 1}_{column}"].value = cells[f"member_{row}_{column}"].value
        cells["member_3_name"].value = "Satt inn"
        cells["member_3_email"].value = cells["member_3_phone"].value = None

    assert names(in_excel(insert)) == ["Kari Utsi", "Ola Lund", "Satt inn", "Máret Eira"]


@pytest.mark.parametrize("number", [90000001, 90000001.0, "900 00 001", 4790000001.0])
def test_a_phone_that_excel_made_a_number_of_is_a_phone(number):
    def put(_, cells):
        cells["contact_phone"].number_format = "General"
        cells["contact_phone"].value = number

    reading = in_excel(put)
    assert reading.values.contact.phone == "+4790000001"
    assert nothing_to_look_at(reading)


@pytest.mark.parametrize(
    "date", [45775, "45775", "28.04.2025", "28.4.2025", "28/4-2025", "28. april 2025", "28.04.25", "2025-04-28"]
)
def test_a_date_is_read_as_a_serial_number_and_as_people_write_it(date):
    def put(_, cells):
        cells["signed_date"].number_format = "General" if isinstance(date, int) else "@"
        cells["signed_date"].value = date

    reading = in_excel(put)
    assert str(reading.values.signed_date) == "2025-04-28"
    assert nothing_to_look_at(reading)


@pytest.mark.parametrize(
    ("text", "said"), [("x", True), ("J", True), ("Ja", True), ("N", False), ("nei", False), ("X", True), ("JA", True)]
)
def test_yes_and_no_are_read_as_people_write_them(text, said):
    reading = in_excel(lambda _, cells: setattr(cells["binding"], "value", text))
    assert reading.values.binding is said
    assert nothing_to_look_at(reading)


def test_a_sheet_copied_for_a_second_team_is_put_up_for_review():
    def copy_it(sheet, cells):
        other = sheet.parent.copy_worksheet(sheet)
        other.title = "Team 2"
        for key, text in (("title", "Noe annet"), ("unit", "Akuttmottaket"), ("problem", "Et annet"), ("goal", "Et annet")):
            other[cells[key].coordinate].value = text

    reading = in_excel(copy_it)
    assert all(asks(reading, path) for path in ("title", "unit", "problem", "goal"))
    assert "reading.several-teams" in {f.rule for f in reading.findings}

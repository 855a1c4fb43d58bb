"""Files that are damaged, closed, enormous or hostile: each is refused for the right reason, none stops the program."""

import io
import time
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from pipeline.form.blank import MAKERS
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine
from pipeline.form.registration import REGISTRATION
from pipeline.model import SetAsideReason, Severity
from pipeline.recognise.file import read_file

SECONDS = 5
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SDT = '<w:sdt><w:sdtPr><w:tag w:val="{key}"/>{more}</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>'
OWN = {"title": "Trygg fødsel", "unit": "Føden", "trust": "Helgelandssykehuset HF", "place": "", "priority": "2"}
OWN |= {"goal": "Færre rifter", "problem": "Mange rifter", "baseline": "3 %", "member_1_name": "Kari Utsi"}


def reason(content: bytes, name: str = "form") -> str | None:
    began = time.process_time()
    reading = read_file(content, name)
    assert time.process_time() - began < SECONDS
    return reading.unreadable and reading.unreadable.reason


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, parts: dict[str, bytes | str] | None = None, *, namespace: str = W, before: str = "") -> bytes:
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(parts or {})})


def own_word(parts: dict[str, bytes | str] | None = None, more: str = "", before: str = "", **changed: str) -> bytes:
    """The least that is read as one of kull's own forms."""
    controls = "".join(f"<w:p>{SDT.format(key=k, text=t, more='')}</w:p>" for k, t in (OWN | changed).items())
    return word(controls + more, parts, before=before)


def title(content: bytes) -> str | None:
    return read_file(content, "form").readings[0].values.title


def rules(content: bytes) -> dict[str, Severity]:
    return {f.rule: f.severity for f in read_file(content, "form").readings[0].findings}


def blank_pdf() -> bytes:
    cohort = CohortLine(network="N", deadline=Words("1. mai", "1. mai"), send_to="a@b.example", organiser="O")
    return MAKERS["pdf"](REGISTRATION, "nb", cohort)


def pdf_of(pages: int = 1, text: str = "Hei", **save: object) -> bytes:
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        stream = pdf.make_stream(f"BT /F 12 Tf 72 400 Td ({text}) Tj ET".encode())
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Contents = stream
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        out = io.BytesIO()
        pdf.save(out, **save)
    return out.getvalue()


# --- nothing, or not what it says -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b" \r\n\t"])
def test_a_file_without_content_is_empty(content):
    assert reason(content) is SetAsideReason.EMPTY


def test_a_word_file_named_pdf_is_read_as_the_word_file_it_is():
    assert read_file(own_word(), "form.pdf") == read_file(own_word(), "form.docx")
    assert title(own_word()) == "Trygg fødsel"


@pytest.mark.parametrize("content", [b"MZ\x90\x00" + b"\x00" * 500, b"hello", b"\xff" * 2000, b"%!PS-Adobe-3.0\n"])
def test_what_is_no_kind_of_form_is_unsupported(content):
    assert reason(content) is SetAsideReason.UNSUPPORTED


def test_a_file_larger_than_any_form_is_not_opened():
    assert reason(b"%PDF-1.7\n" + b" " * (100 * 1024 * 1024)) is SetAsideReason.TOO_LARGE


# --- damaged --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_word_file_is_damaged(part):
    whole = own_word()
    assert reason(whole[: int(len(whole) * part)]) is SetAsideReason.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        zipped({"word/document.xml": ""}),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": "<a/>"}),
        zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<a/>"}),
        zipped({"xl/workbook.xml": "<workbook/>"}),
        zipped({"xl/workbook.xml": b"\x00\x01"}),
        b"%PDF-1.7\nrubbish",
        b"%PDF-1.7\n%%EOF",
    ],
)
def test_a_file_with_the_wrong_inside_is_damaged(content):
    assert reason(content) is SetAsideReason.DAMAGED


@given(st.data())
@settings(max_examples=60)
def test_no_damage_to_bytes_makes_the_program_fail(data):
    """Read or refused, but never an exception: an exception would be a defect of ours."""
    whole = bytearray(data.draw(st.sampled_from((own_word(), BOOK, FORM_PDF))))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reading = read_file(bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))]), "form")
    assert bool(reading.readings) != bool(reading.unreadable)


@given(
    st.sampled_from(("w:p", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:r", "w:t", "w:fldChar", "w:sym")), st.data()
)
@settings(max_examples=60)
def test_no_order_of_words_own_elements_makes_the_program_fail(outer, data):
    names = st.sampled_from(
        ("p", "tbl", "tr", "tc", "sdt", "sdtPr", "sdtContent", "r", "rPr", "t", "ins", "txbxContent", "sym")
    )
    inner = "".join(f"<w:{name}>x</w:{name}>" for name in data.draw(st.lists(names, max_size=6)))
    assert reason(word(f"<{outer}>{inner}<w:gridSpan w:val='-1'/></{outer}>")) in {
        SetAsideReason.NO_TEXT,
        SetAsideReason.NOT_A_FORM,
    }


# --- closed ---------------------------------------------------------------------------------------------------------------


def test_a_pdf_that_asks_for_a_password_is_encrypted():
    locked = pdf_of(encryption=pikepdf.Encryption(user="hemmelig", owner="eier"))
    assert reason(locked) is SetAsideReason.ENCRYPTED


def test_a_pdf_that_anybody_may_open_is_read_though_it_is_encrypted():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        next(f for f in pdf.Root.AcroForm.Fields if f.T == "title").V = pikepdf.String("Trygg fødsel")
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="eier"))
    assert title(out.getvalue()) == "Trygg fødsel"


def test_an_office_file_with_a_password_is_encrypted():
    directory = "EncryptedPackage".encode("utf-16-le")
    assert reason(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 1000 + directory) is SetAsideReason.ENCRYPTED


def test_a_word_file_whose_members_have_a_password_is_encrypted():
    content = bytearray(own_word())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(signature, at + 1)) >= 0:
            content[at + flags] |= 1
    assert reason(bytes(content)) is SetAsideReason.ENCRYPTED


def test_a_form_that_only_acrobat_can_show_is_named_so():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(text="Please wait..."))) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp/>"))
        pdf.save(out)
    assert reason(out.getvalue()) is SetAsideReason.DYNAMIC_XFA


# --- enormous -------------------------------------------------------------------------------------------------------------


def bomb(name: str, mebibytes: int) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", name: b"<a>" + b" " * (mebibytes << 20)})


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml"])
def test_an_archive_bomb_is_too_large(name):
    assert reason(bomb(name, 70)) is SetAsideReason.TOO_LARGE


def test_a_bomb_in_many_parts_is_too_large():
    sheets = {f"xl/worksheets/sheet{n}.xml": b" " * (40 << 20) for n in range(4)}
    assert reason(zipped({"xl/workbook.xml": "<workbook/>", **sheets})) is SetAsideReason.TOO_LARGE


def test_an_archive_that_lies_about_its_sizes_is_not_unpacked_beyond_them():
    content = bytearray(bomb("word/document.xml", 70))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert reason(bytes(content)) is SetAsideReason.DAMAGED


def test_a_workbook_with_a_value_in_its_last_cell_is_too_large():
    assert reason(book_with("A1", "XFD1048576")) is SetAsideReason.TOO_LARGE


def test_a_workbook_that_is_only_coloured_to_its_last_cell_is_read():
    sheet = openpyxl.Workbook()
    sheet.active["A1"] = "Tittel"
    sheet.active["XFD1048576"].fill = openpyxl.styles.PatternFill("solid", fgColor="EEEEEE")
    assert reason(saved(sheet)) is SetAsideReason.NOT_A_FORM


def test_cells_that_do_not_say_where_they_are_cannot_hide_their_number():
    row = "<row r='{}'>" + "<c><v>1</v></c>" * 2000 + "</row>"
    sheet = f"<worksheet><sheetData>{row.format(1)}{row.format(1048576)}</sheetData></worksheet>"
    parts = {"xl/workbook.xml": "<workbook/>", "xl/elsewhere.xml": sheet}
    assert reason(zipped(parts)) is SetAsideReason.TOO_LARGE


def test_a_thousand_laughs_are_not_laughed():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE l [<!ENTITY l0 "ha">{entities}]>'
    assert reason(own_word(before=laughs, title="&l9;")) is SetAsideReason.DAMAGED


def test_a_file_on_this_machine_is_never_read_through_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("HEMMELIG")
    content = own_word(before=f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>', title="&x;")
    assert reason(content) is SetAsideReason.DAMAGED
    assert "HEMMELIG" not in repr(read_file(content, "form"))


@pytest.mark.parametrize(
    ("open_tag", "close_tag"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:smartTag>", "</w:smartTag>"),
    ],
)
@pytest.mark.parametrize("levels", [40, 80, 20_000])
def test_deep_nesting_ends_in_a_reason(open_tag, close_tag, levels):
    body = open_tag * levels + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + close_tag * levels
    inline = f"<w:p>{open_tag * levels}<w:r><w:t>x</w:t></w:r>{close_tag * levels}</w:p>"
    known = {SetAsideReason.DAMAGED, SetAsideReason.NOT_A_FORM, SetAsideReason.NO_TEXT}
    assert {reason(word(body)), reason(word(inline))} <= known


def test_a_pdf_of_ten_thousand_pages_is_read_no_further_than_a_form_can_go():
    assert reason(pdf_of(10_000)) is SetAsideReason.NOT_A_FORM


def test_fields_that_are_their_own_parents_are_read_once():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of())) as pdf:
        field = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a"), FT=pikepdf.Name.Tx))
        field.Kids = pikepdf.Array([field, field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field, field, pikepdf.Name.Nonsense, 7]))
        pdf.save(out)
    assert reason(out.getvalue()) is SetAsideReason.NOT_A_FORM


def test_a_tick_whose_name_is_no_unicode_is_a_tick():
    with pikepdf.open(io.BytesIO(FORM_PDF)) as pdf:
        out = io.BytesIO()
        field = next(f for f in pdf.Root.AcroForm.Fields if f.T == "binding")
        field.V = field.AS = pikepdf.Name.JaXYZ
        field.AP.N = pikepdf.Dictionary({"/JaXYZ": field.AP.N["/Ja"]})
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    content = out.getvalue().replace(b"/JaXYZ", b"/P#e5XYZ"[:6])
    assert read_file(content, "form").readings[0].values.binding is True


def test_a_pdf_bomb_is_bounded():
    blanks = zlib.compress(zlib.compress(b" " * (130 << 20), 1), 9)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of())) as pdf:
        names = pikepdf.Array([pikepdf.Name.FlateDecode] * 2)
        pdf.pages[0].Contents = pikepdf.Stream(pdf, blanks, {"/Filter": names})
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert reason(out.getvalue()) is SetAsideReason.TOO_LARGE


# --- what must be seen, and never run or fetched --------------------------------------------------------------------------


def test_strict_office_files_are_read_as_others_are():
    controls = "".join(f"<w:p>{SDT.format(key=k, text=t, more='')}</w:p>" for k, t in OWN.items())
    assert title(word(controls, namespace=STRICT)) == "Trygg fødsel"


def test_macros_are_told_of_and_not_run():
    assert rules(own_word({"word/vbaProject.bin": b"\x01"})) == {"reading.macros": Severity.WARNING}


def test_what_lies_outside_the_file_is_told_of_and_not_fetched():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    template = f'<Relationship Id="1" Type="{kind}/attachedTemplate" Target="http://127.0.0.1:1/x.dotm" TargetMode="External"/>'
    link = f'<Relationship Id="2" Type="{kind}/hyperlink" Target="mailto:a@b.example" TargetMode="External"/>'
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    assert rules(own_word({"word/_rels/settings.xml.rels": relations.format(template)})) == {"reading.external": Severity.INFO}
    assert rules(own_word({"word/_rels/document.xml.rels": relations.format(link)})) == {}


def test_an_inserted_file_is_told_of():
    assert rules(own_word(more="<w:altChunk/>")) == {"reading.not-read": Severity.REVIEW}


def test_tracked_changes_are_read_as_accepted_and_told_of():
    changed = (
        "</w:t></w:r><w:del><w:r><w:delText>Gammel</w:delText></w:r></w:del><w:ins><w:r><w:t>Ny</w:t></w:r></w:ins><w:r><w:t>"
    )
    content = own_word(title=changed)
    assert title(content) == "Ny"
    assert rules(content) == {"reading.tracked-changes": Severity.INFO}


@pytest.mark.parametrize(("stored", "told"), [("Trygg fødsel", {}), ("En annen", {"reading.data-binding": Severity.REVIEW})])
def test_a_control_that_word_would_fill_with_something_else_is_told_of(stored, told):
    binding = '<w:dataBinding w:xpath="/ns0:f[1]/ns0:t[1]" w:storeItemID="{{AB}}"/>'.replace("{{", "{").replace("}}", "}")
    bound = f"<w:p>{SDT.format(key='title', text='Trygg fødsel', more=binding)}</w:p>"
    item = 'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    parts = {
        "customXml/item1.xml": f'<f xmlns="urn:f"><t>{stored}</t></f>',
        "customXml/itemProps1.xml": f'<ds:datastoreItem {item} ds:itemID="{{ab}}"/>',
    }
    others = "".join(f"<w:p>{SDT.format(key=k, text=t, more='')}</w:p>" for k, t in OWN.items() if k != "title")
    assert rules(word(bound + others, parts)) == told


def test_hidden_sheets_are_told_of():
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    sheet = book.create_sheet("Gjemt")
    sheet["A1"], sheet.sheet_state = "noe", "hidden"
    assert rules(saved(book)) == {"reading.hidden-sheet": Severity.INFO}


def test_notes_and_attached_files_in_a_pdf_are_told_of():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(FORM_PDF)) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=pikepdf.String("Ring meg"), Rect=[0, 0, 9, 9]
        )
        pdf.pages[0].Annots.append(pdf.make_indirect(note))
        pdf.attachments["a.txt"] = b"hei"
        pdf.save(out)
    found = [f for f in read_file(out.getvalue(), "form").readings[0].findings if f.rule == "reading.not-read"]
    assert [f.message.params for f in found] == [{"count": 1}, {"text": "Ring meg"}]


# --- a national identity number at the door -------------------------------------------------------------------------------


def national_id() -> str:
    for serial in range(100, 500):
        number = f"158385{serial}"
        first = fodselsnummer.calc_check_digit1(number)
        both = first + fodselsnummer.calc_check_digit2(number + first)
        if len(both) == 2:
            return number + both
    raise AssertionError


NUMBER = national_id()


def in_comment() -> bytes:
    comments = f'<w:comments xmlns:w="{W}"><w:comment><w:p><w:r><w:t>født {NUMBER}</w:t></w:r></w:p></w:comment></w:comments>'
    return own_word({"word/comments.xml": comments})


def in_header() -> bytes:
    return own_word({"word/header2.xml": f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></w:hdr>'})


def in_properties() -> bytes:
    return own_word({"docProps/core.xml": f"<a><b>{NUMBER}</b></a>"})


def in_a_value() -> bytes:
    return own_word(title=f"Pasient {NUMBER}", member_1_title=NUMBER)


def in_a_cells_comment() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    book.active["A1"].comment = openpyxl.comments.Comment(NUMBER, "x")
    return saved(book)


def in_a_hidden_sheet() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    sheet = book.create_sheet("Gjemt")
    sheet["B7"], sheet.sheet_state = int(NUMBER), "hidden"
    return saved(book)


def in_pdf_info() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(FORM_PDF)) as pdf:
        pdf.docinfo["/Subject"] = pikepdf.String(NUMBER)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "made", [in_comment, in_header, in_properties, in_a_value, in_a_cells_comment, in_a_hidden_sheet, in_pdf_info]
)
def test_a_national_id_anywhere_in_the_file_is_put_up_for_review_and_shown_nowhere(made):
    content = made()
    assert rules(content)["privacy.national-id"] is Severity.REVIEW
    assert NUMBER not in repr(read_file(content, "form"))


def test_a_national_id_in_a_value_is_masked_in_it():
    assert title(in_a_value()) == f"Pasient {NUMBER[:6]}*****"


# --- made once ------------------------------------------------------------------------------------------------------------


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_with(*cells: str) -> bytes:
    book = openpyxl.Workbook()
    for cell in cells:
        book.active[cell] = "x"
    return saved(book)


def own_book() -> bytes:
    book = openpyxl.Workbook()
    for row, (key, text) in enumerate(OWN.items(), start=1):
        book.active.cell(row, 2, text)
        name = openpyxl.workbook.defined_name.DefinedName(key, attr_text=f"'{book.active.title}'!$B${row}")
        book.defined_names[key] = name
    return saved(book)


BOOK = own_book()
FORM_PDF = blank_pdf()

"""The blank PDF form: PDF/UA-1, fields by key, tooltips, tab order, language, and a font that holds every letter typed."""

import io

import page
import pikepdf
import pytest
from blanks import ASKED_AGAIN, COHORT, KEYS, SENT, TICKS, blank, return_form
from filling import field_value, fields_by_name, fill_pdf
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.form.blank_pdf import blank_pdf
from pipeline.form.definition import Kind
from pipeline.form.layout import lay_out
from pipeline.form.pdf_appearance import TYPING_FONT, TextBox, text_appearance
from pipeline.form.pdf_fields import finish_form
from pipeline.form.pdf_font import LETTERS, form_font
from pipeline.form.registration import REGISTRATION

LANGUAGES = ("nb", "nn")
READ_ONLY, REQUIRED, MULTILINE = 1, 2, 1 << 12
HOSTILE = st.text(st.sampled_from("<&>\"'«»čđŋšŧž \n{}=+-@%()\\xå"), max_size=60) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=500
)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def values_of(content: bytes) -> dict[str, str | bool]:
    with opened(content) as pdf:
        return {name: field_value(field) for name, field in fields_by_name(pdf).items()}


def structure(element: pikepdf.Object):
    """Every element of the tag tree, in reading order."""
    yield element
    below = element.get("/K", [])
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from structure(kid)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made", [blank, return_form])
def test_the_form_is_valid_pdf_ua_1(made, language, tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(made("pdf", language))
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_the_name_of_one_field(language):
    with opened(blank("pdf", language)) as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_says_in_full_what_it_asks_for(language):
    with opened(blank("pdf", language)) as pdf:
        shown = {str(field.T): str(field.TU) for field in pdf.Root.AcroForm.Fields}
    assert shown == {item.key: item.name for item in lay_out(REGISTRATION, language, COHORT).controls()}


def test_an_empty_form_holds_no_value():
    assert values_of(blank("pdf")) == {key: False if key in TICKS else "" for key in KEYS}


def test_the_tab_order_is_the_reading_order_and_that_the_form_s():
    with opened(blank("pdf")) as pdf:
        assert {str(sheet.Tabs) for sheet in pdf.pages} == {"/S"}
        elements = structure(pdf.Root.StructTreeRoot.K[0])
        order = [str(e.Obj.T) for e in elements if e.get("/Type") == "/OBJR"]
    assert order == KEYS


@pytest.mark.parametrize(("language", "locale"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_the_language_title_and_identity_are_set(language, locale):
    with opened(blank("pdf", language)) as pdf:
        assert str(pdf.Root.Lang) == locale
        assert str(pdf.docinfo["/Title"]) == "Påmelding til læringsnettverk – Regionalt læringsnettverk Tørn – kull 2"
        assert str(pdf.docinfo["/KullForm"]) == f"registration/1/{language}"
        assert pdf.open_metadata()["{urn:kull:form:}form"] == f"registration/1/{language}"
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


def test_the_tables_have_heading_cells_for_columns_and_rows():
    with opened(blank("pdf")) as pdf:
        kinds = [str(e.S) for e in structure(pdf.Root.StructTreeRoot.K[0]) if "/S" in e]
    questions = sum(field.kind is not Kind.TICK for part in REGISTRATION.sections if not part.rows for field in part.fields)
    cells = [kinds.count(kind) for kind in ("/Table", "/THead", "/TH", "/TD")]
    assert cells == [1 + 4, 1, 8 + 10 + questions, 70 + questions]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 7


def test_choices_are_drop_downs_that_can_be_taken_back_and_no_field_limits_its_text():
    with opened(blank("pdf", "nn")) as pdf:
        fields = fields_by_name(pdf)
        assert [str(option) for option in fields["member_4_role"].Opt] == [" ", "leiar", "tillitsvald", "medarbeidar"]
        assert [str(option) for option in fields["language"].Opt] == [" ", "bokmål", "nynorsk"]
        assert [key for key, field in fields.items() if "/MaxLen" in field] == []
        assert [key for key, field in fields.items() if int(field.Ff) & MULTILINE] == ["problem", "goal", "baseline"]


def test_required_fields_are_marked_as_such():
    required = [key for key, _, field in REGISTRATION.fields() if field.required]
    with opened(blank("pdf")) as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields if int(field.Ff) & REQUIRED] == required


def test_a_viewer_writes_with_an_embedded_font_that_holds_the_letters_of_northern_sami():
    with opened(blank("pdf")) as pdf:
        form = pdf.Root.AcroForm
        font = form.DR.Font[f"/{TYPING_FONT}"]
        differences = [str(entry) for entry in font.Encoding.Differences if not isinstance(entry, int)]
        assert {f"/{name}" for name in ("ccaron", "dcroat", "eng", "tbar", "Ccaron", "Dcroat", "Eng", "Tbar")} == set(
            differences
        )
        assert font.FontDescriptor.FontFile2.read_bytes()[:4] == b"\x00\x01\x00\x00"
        writing = [field for field in form.Fields if field.FT != "/Btn"]
        assert {str(field.DA).split()[0] for field in writing} == {f"/{TYPING_FONT}"}
        assert not form.NeedAppearances
        assert all("/AP" in field for field in form.Fields)


def test_the_font_has_a_code_for_every_letter_that_norwegians_and_samis_write():
    assert set("abcæøåÆØÅéèêóòôäöüáÁčČđĐŋŊšŠŧŦžŽ«»–—…€§@&<>\"'{}") <= set(LETTERS.values())
    assert len(set(LETTERS.values())) == len(LETTERS)


@settings(max_examples=15)
@given(
    st.dictionaries(st.sampled_from(sorted(set(KEYS) - TICKS)), HOSTILE, max_size=6), st.sets(st.sampled_from(sorted(TICKS)))
)
def test_what_is_filled_in_comes_back_as_it_was(texts, ticked):
    found = values_of(fill_pdf(blank("pdf"), texts | dict.fromkeys(ticked, True)))
    assert found == {key: key in ticked if key in TICKS else texts.get(key, "") for key in KEYS}


def test_rows_added_by_a_sender_are_named_alike():
    added = {"member_11_name": "Elleve", "member_12_role": "leder", "member_12_agent": True}
    found = values_of(fill_pdf(blank("pdf"), added))
    assert {key: found[key] for key in added} == added


def test_a_return_form_shows_what_was_sent_and_locks_it():
    with opened(return_form("pdf")) as pdf:
        fields = fields_by_name(pdf)
        assert {key: field_value(fields[key]) for key in SENT} == SENT | {"member_1_role": "leder", "adviser_attends": "ja"}
        assert {key for key, field in fields.items() if not int(field.Ff) & READ_ONLY} == ASKED_AGAIN
        assert not pdf.Root.AcroForm.NeedAppearances
        assert str(fields["goal"].TU) == "Hva er målet? – mangler"


def test_a_choice_in_other_words_stands_among_the_choices():
    content = blank_pdf(REGISTRATION, "nb", COHORT, values={"member_1_role": "nestleder"})
    with opened(content) as pdf:
        field = fields_by_name(pdf)["member_1_role"]
        assert [str(option) for option in field.Opt][-1] == str(field.V) == "nestleder"


def test_a_letter_that_the_font_lacks_is_left_to_the_viewer_to_draw():
    content = blank_pdf(REGISTRATION, "nb", COHORT, values={"title": "患者"})
    with opened(content) as pdf:
        assert field_value(fields_by_name(pdf)["title"]) == "患者"
        assert pdf.Root.AcroForm.NeedAppearances


def test_a_drawing_with_other_fields_than_the_blank_is_refused():
    fewer = lay_out(REGISTRATION, "nb", COHORT, rows=3)
    with pytest.raises(ValueError, match="member_4_name"):
        finish_form(blank("pdf"), fewer)


@settings(max_examples=40)
@given(st.lists(st.text("abc de", max_size=30), max_size=12), st.floats(40, 400), st.floats(15, 200))
def test_a_picture_shows_every_word_of_a_text_that_may_break(lines, width, height):
    font = _font()
    content = text_appearance("\n".join(lines), TextBox(width=width, height=height, many_lines=True), font)
    letters = {glyph: letter for letter, glyph in font.glyphs.items()}
    lines_shown = [piece.split(">")[0] for piece in content.decode().split("<")[1:]]
    text = ["".join(letters[int(line[at : at + 4], 16)] for at in range(0, len(line), 4)) for line in lines_shown]
    assert " ".join(text).split() == " ".join(lines).split()


def _font():
    with opened(blank("pdf")) as pdf:
        return form_font(pdf.Root.AcroForm.DR.Font[f"/{TYPING_FONT}"].FontDescriptor.FontFile2.read_bytes())

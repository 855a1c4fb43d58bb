"""What a PDF's fields hold, as it is shown to whoever fills them in."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from pipeline.intake.readers.pdf import read_pdf
from pipeline.model import Grid, Sheet

SPOT = [150, 700, 300, 716]


def form(**of_the_field: object) -> Sheet:
    """A page that asks «Enhet», with one field beside it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F1 9 Tf 40 704 Td (Enhet) Tj ET")
    made = {"FT": Name.Tx, "T": String("felt"), "Rect": Array(SPOT), **of_the_field}
    field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, **made))
    page.obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    out = io.BytesIO()
    pdf.save(out)
    return read_pdf(out.getvalue())


def answers(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for block in sheet.blocks if isinstance(block, Grid) for row in block.rows]


def test_a_list_shows_the_text_for_the_code_that_was_chosen():
    options = Array([Array([String("K1"), String("Akutten")]), Array([String("K2"), String("Lungeposten")])])
    assert answers(form(FT=Name.Ch, Opt=options, V=String("K2"))) == [["Enhet", "Lungeposten"]]


def test_a_list_of_plain_texts_shows_what_was_chosen():
    assert answers(form(FT=Name.Ch, Opt=Array([String("Akutten")]), V=String("Akutten"))) == [["Enhet", "Akutten"]]


def test_what_was_written_into_a_list_itself_stands():
    options = Array([Array([String("K1"), String("Akutten")])])
    assert answers(form(FT=Name.Ch, Opt=options, V=String("Noe annet"))) == [["Enhet", "Noe annet"]]


def test_a_hidden_field_is_no_answer_and_is_kept_beside():
    for hidden in ({"F": 2}, {"F": 32}, {"Rect": Array([0, 0, 0, 0])}):
        sheet = form(V=String("v3.2"), **hidden)
        assert not answers(sheet)
        assert not sheet.entries
        assert "v3.2" in [line.text for line in sheet.beside]


def test_a_field_that_is_shown_and_printed_is_an_answer():
    assert answers(form(V=String("Akutten"), F=4)) == [["Enhet", "Akutten"]]


def test_a_field_that_stands_in_two_places_is_an_answer_in_the_first():
    spots = [Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(spot)) for spot in (SPOT, [150, 100, 300, 116])]
    assert answers(form(V=String("Akutten"), Kids=Array(spots))) == [["Enhet", "Akutten"]]

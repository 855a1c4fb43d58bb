"""Scans and photos: what is drawn is found by its ink, each line is read twice, and only what both say is sure."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from others.scanned import SCANNERS, scan
from PIL import Image, ImageDraw, ImageFont
from weasyprint import HTML

from pipeline.intake import tesseract
from pipeline.intake.agreement import AGREED, DIFFERENT, HESITANT, Said, agreed
from pipeline.intake.boldness import Weight, are_bold
from pipeline.intake.boxes import drawn
from pipeline.intake.layout import Word
from pipeline.intake.package import PackageError
from pipeline.intake.placed import gathered, in_columns, on_their_ink, parted_within
from pipeline.intake.readers.pdf import read_pdf
from pipeline.intake.readers.scan import read_image
from pipeline.intake.ruled import tables
from pipeline.intake.straighten import PAPER, Page, skew, straighten
from pipeline.model import Line, SetAsideReason, Sheet
from pipeline.recognise.by_label import read_by_label
from pipeline.recognise.file import read_file
from pipeline.recognise.finish import finish
from pipeline.recognise.legible import Legibility

needs_tesseract = pytest.mark.skipif(tesseract.find_tesseract() is None, reason="Tesseract with Norwegian is not installed")

FORM = """<style>@page { size: A4; margin: 20mm } body { font: 11pt "Liberation Sans" }
table { border-collapse: collapse; width: 100% } td { border: .6pt solid #333; padding: 3pt }
.t { font-family: "DejaVu Sans" }</style>
<h1>Påmelding til læringsnettverk</h1>
<table><tr><td>Helseforetak<td>Nordlandssykehuset HF<tr><td>Prosjektets tittel<td>Raskere svar på prøver
<tr><td>Prioritet<td>2<tr><td>Mål for arbeidet<td>Svar innen 24 timer for 90 % av prøvene.</table>
<p><span class=t>☐</span> Høy arbeidsbelastning</p><p><span class=t>☒</span> Høy turnover</p>
<table><tr><td>Navn<td>Rolle<td>Yrke<td>E-post<td>Telefon
<tr><td>Kåre Tangen<td>Leder<td>Lege<td>kare.tangen@nlsh.example<td>90 12 34 56
<tr><td>Sølvi Moe<td>Tillitsvalgt<td>Sykepleier<td>solvi.moe@nlsh.example<td>45678901</table>"""


@cache
def form() -> bytes:
    return bytes(HTML(string=FORM).write_pdf())


@cache
def scanned(way: str, seed: int = 1) -> bytes:
    return scan(form(), Random(seed), SCANNERS[way])  # noqa: S311 - test material, no secret


def picture(kind: str = "PNG", **options: object) -> bytes:
    """A sheet with nothing on it."""
    out = BytesIO()
    Image.new("L", (600, 850), 255).save(out, kind, **options)
    return out.getvalue()


def said(*words: tuple[str, float]) -> list[Said]:
    """A reading: words with their confidences, side by side."""
    places = [sum(12 * len(text) + 10 for text, _ in words[:i]) for i in range(len(words))]
    return [Said(text, x, x + 12 * len(text), sure) for (text, sure), x in zip(words, places, strict=True)]


# --- two readings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("norwegian", "english", "text", "sure"),
    [
        ("Tverråmo", "Tverramo", "Tverråmo", AGREED),
        ("røntgen", "rentgen", "røntgen", AGREED),
        ("sekretær", "sekreteer", "sekretær", AGREED),
        ("Lyngmo", "Lyngrno", "Lyngmo", DIFFERENT),
        ("kari.moeQunn.example", "kari.moe@unn.example", "kari.moe@unn.example", AGREED),
        ("kari.rnoe&unn.example", "kari.moe@unn.example", "kari.moe@unn.example", DIFFERENT),
        ("gjør", "gj@r", "gjør", AGREED),
        ("91.211333", "91/21.1333", "91 211333", AGREED),
        ("91211333", "91211338", "91211333", DIFFERENT),
        ("1,4", "14", "1,4", DIFFERENT),
        ("nlsh.example", "nIsh.example", "nlsh.example", AGREED),
    ],
)
def test_what_both_say_is_sure_and_what_they_say_differently_is_not(norwegian, english, text, sure):
    words = agreed(said((norwegian, 0.95)), said((english, 0.95)))
    assert [(word.text, word.sure) for word in words] == [(text, sure)]


def test_a_word_that_one_of_them_guessed_is_not_sure():
    assert [word.sure for word in agreed(said(("Dahl", 0.95)), said(("Dahl", 0.4)))] == [HESITANT]


def test_a_word_that_only_one_of_them_saw_is_kept_and_not_sure():
    assert [(w.text, w.sure) for w in agreed([], said(("Moe", 0.97)))] == [("Moe", DIFFERENT)]


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 7), st.sampled_from("0123456789"))
def test_a_phone_number_of_which_one_digit_is_read_differently_is_never_sure(number, place, digit):
    other = number[:place] + digit + number[place + 1 :]
    assert all((word.sure == AGREED) is (other == number) for word in agreed(said((number, 0.96)), said((other, 0.96))))


@given(st.lists(st.text("abcæøå19@. ", min_size=1, max_size=9).filter(str.strip), max_size=5))
def test_no_word_of_a_reading_is_lost(texts):
    words = said(*((text.strip(), 0.9) for text in texts))
    assert "".join(w.text for w in agreed(words, words)).replace(" ", "") or not texts


# --- pictures ------------------------------------------------------------------------------------------------------------


def sheet() -> np.ndarray:
    """A page with a table of six cells, an empty box, a crossed and a filled one, and lines of letters."""
    page = Image.new("L", (2480, 3508), PAPER)
    draw = ImageDraw.Draw(page)
    for y in (500, 600, 700):
        draw.line((300, y, 2100, y), 30, 4)
    for x in (300, 900, 1500, 2100):
        draw.line((x, 500, x, 700), 30, 4)
    for y in (900, 1000, 1100):
        draw.rectangle((300, y, 340, y + 40), outline=20, width=4, fill=20 if y == 1100 else None)
    draw.line((302, 1002, 338, 1038), 20, 4)
    draw.line((338, 1002, 302, 1038), 20, 4)
    font = ImageFont.load_default(46)
    for y in range(1300, 3000, 80):
        draw.text((300, y), "Forbedringsarbeid i sengepost og poliklinikk", 20, font)
    return np.asarray(page, np.uint8)


def test_rules_and_tick_boxes_are_found_by_their_ink():
    found = drawn(Page(sheet()))
    assert [len(boxes) for boxes in tables(found.rules)] == [6]
    assert [(round(tick.x0), tick.ticked) for tick in found.ticks] == [(72, False), (72, True), (72, True)]
    assert (found.text[480:1160] > PAPER - 60).all()


@pytest.mark.parametrize("lean", [-3.0, -1.2, 0.0, 0.4, 3.0])
def test_a_page_that_leans_is_put_straight(lean):
    leaning = Image.fromarray(sheet()).rotate(lean, Image.Resampling.BICUBIC, fillcolor=PAPER)
    assert abs(skew(straighten(np.asarray(leaning), 300).grey, 300)) <= 0.05


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_lines_of_text_run_across_whichever_way_the_page_lay(quarters):
    page = straighten(np.ascontiguousarray(np.rot90(sheet(), quarters)), 300)
    assert page.grey.shape[0] > page.grey.shape[1]


def test_a_shadow_leaves_the_paper_white_and_the_ink_black():
    shade = np.linspace(0.45, 1.0, 2480, dtype=np.float32)
    page = straighten((sheet() * shade).astype(np.uint8), 300)
    assert np.median(page.grey[:, :300]) > PAPER - 15
    assert page.ink[1300:3000].any(axis=0)[310:1000].mean() > 0.7


def test_a_shadow_with_corners_is_no_sheet_and_cuts_nothing_off():
    photo = sheet().copy()
    photo[:2200, :1100] //= 2
    assert drawn(straighten(photo, None)).rules


# --- files ---------------------------------------------------------------------------------------------------------------


def rows(content: Sheet) -> list[list[str]]:
    return [[cell.text.replace("\n", " ") for cell in row] for b in content.blocks if not isinstance(b, Line) for row in b.rows]


@needs_tesseract
@pytest.mark.parametrize("way", ["scan_office", "scan_coarse", "scan_turned"])
def test_a_scan_says_what_the_print_said(way):
    sheet = read_pdf(scanned(way))
    assert sheet.method == "ocr"
    assert rows(sheet)[:3] == [
        ["Helseforetak", "Nordlandssykehuset HF"],
        ["Prosjektets tittel", "Raskere svar på prøver"],
        ["Prioritet", "2"],
    ]
    assert [b.text for b in sheet.blocks if isinstance(b, Line) and "Høy" in b.text] == [
        "☐ Høy arbeidsbelastning",
        "☒ Høy turnover",
    ]
    assert {"kare.tangen@nlsh.example", "90123456"} <= {text.replace(" ", "") for row in rows(sheet) for text in row}


@needs_tesseract
def test_a_photo_says_what_the_print_said_and_that_its_letters_were_read():
    reading = read_file(scanned("photo_phone"), "IMG_0042.jpg").readings[0]
    assert [member.name for member in reading.values.members] == ["Kåre Tangen", "Sølvi Moe"]
    assert {note.method for note in reading.provenance.values() if note.text} == {"ocr"}


@needs_tesseract
def test_a_pdf_of_printed_and_scanned_pages_is_read_whole():
    out, letter = BytesIO(), HTML(string="<p>Vi sender med dette påmeldingen vår.</p>").write_pdf()
    with pikepdf.open(BytesIO(letter)) as whole, pikepdf.open(BytesIO(scanned("scan_office"))) as page:
        whole.pages.extend(page.pages)
        whole.save(out)
    sheet = read_pdf(out.getvalue())
    first = sheet.blocks[0]
    assert (isinstance(first, Line) and first.text, sheet.method) == ("Vi sender med dette påmeldingen vår.", "ocr")
    assert rows(sheet)[0] == ["Helseforetak", "Nordlandssykehuset HF"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_with_nothing_on_it_holds_no_text(kind):
    if tesseract.find_tesseract() is None:
        pytest.skip("Tesseract with Norwegian is not installed")
    unreadable = read_file(picture(kind), "x").unreadable
    assert unreadable is not None
    assert unreadable.reason is SetAsideReason.NO_TEXT


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n", picture()[:60], b"\xff\xd8\xff" + bytes(500), b"II*\x00" + bytes(40)]
)
def test_a_damaged_picture_is_named_as_such(content):
    unreadable = read_file(content, "x").unreadable
    assert unreadable is not None
    assert unreadable.reason is SetAsideReason.DAMAGED


def test_a_picture_that_unpacks_to_far_more_than_a_page_is_not_opened():
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(PackageError) as error:
        read_image(out.getvalue())
    assert error.value.too_large


def test_without_tesseract_a_scan_is_set_aside_with_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    unreadable = read_file(scanned("scan_office"), "x").unreadable
    assert unreadable is not None
    assert (unreadable.reason, "tesseract-ocr-nor" in unreadable.message.in_language("nb")) == (SetAsideReason.NO_TEXT, True)


@pytest.mark.parametrize(
    ("name", "address", "doubted"),
    [
        ("Espen Dahl", "espen.dahl@unn.example", False),
        ("Espen Dahi", "espen.dahl@unn.example", True),
        ("Kåre Tverråmo", "kare.tverramo@unn.example", False),
        ("Sølvi Bjørnå", "soelvi.bjoernaa@unn.example", False),
        ("Kåre Lyngmo", "kare.iyngmo@unn.example", True),
        ("Stein Nguyen", "stng@unn.example", False),
        ("Ola Moe", "ola.moe@urn.example", True),
    ],
)
def test_a_name_and_an_address_that_all_but_agree_are_looked_at(name, address, doubted):
    lines = (f"Forbedringsveileder: {name}", f"Veileders e-post: {address}", "Kontaktpersons e-post: post@unn.example")
    blocks = tuple(Line(text=text, where=f"line {i}", legibility=0.98) for i, text in enumerate(lines))
    reading = finish(read_by_label(Sheet(format="pdf", blocks=blocks, method="ocr")), "pdf")
    assert (reading.values.adviser.name, reading.values.adviser.email) == (name, address)
    assert reading.provenance["adviser.email"].needs_review is doubted


# --- what is not sure reaches the value ----------------------------------------------------------------------------------


def test_a_claim_is_as_sure_as_the_letters_it_was_made_of():
    sheet = Sheet(
        format="pdf", blocks=(Line(text="Tittel: Svar", where="a", legibility=0.4), Line(text="Enhet: Lab", where="b"))
    )
    legible = Legibility.of(sheet)
    assert (legible.at("Svar", "a"), legible.at("Lab", "b")) == (0.4, 1.0)


# --- words on their ink --------------------------------------------------------------------------------------------------


def test_words_stand_where_their_ink_does_and_a_dash_without_ink_is_none():
    words = [Said("Navn", 3, 48, 0.9), Said("-", 60, 70, 0.9), Said("Rolle", 85, 130, 0.9)]
    placed = on_their_ink(words, [(0, 12), (14, 50), (90, 128)], size=20)
    assert [(word.text, word.x0, word.x1, word.sure) for word in placed] == [("Navn", 0, 50, 0.9), ("Rolle", 90, 128, 0.9)]


@pytest.mark.parametrize("text", ["Moe", "@", "+", "7"])
def test_anything_but_a_dash_or_dot_is_kept_where_there_is_no_ink_and_not_sure(text):
    assert [(w.text, w.sure) for w in on_their_ink([Said(text, 0, 40, 0.98)], [], size=20)] == [(text, DIFFERENT)]


def test_a_blank_that_both_readings_passed_over_makes_the_word_unsure():
    ink = [(0, 10), (12, 20), (22, 30), (36, 40), (46, 54), (56, 64)]
    words = [Said("Svari", 0, 40, 0.98), Said("ti", 46, 64, 0.98)]
    assert [word.sure for word in parted_within(words, ink, size=20)] == [DIFFERENT, 0.98]


def test_words_of_a_column_begin_at_one_place_whatever_stands_elsewhere_on_the_page():
    xs = {100: 200.9, 115: 200.0, 130: 201.2, 145: 200.4, 400: 198.6}
    placed = in_columns([Word("ord", x, y, x + 20, y + 11) for y, x in xs.items()])
    assert {word.x0 for word in placed if word.y0 < 400} == {200.0}


@given(st.lists(st.floats(0, 100), max_size=12), st.floats(0, 9))
def test_every_value_falls_into_one_group_no_wider_than_asked(values, reach):
    groups = gathered(values, lambda value: value + reach)
    assert sorted(i for group in groups for i in group) == list(range(len(values)))
    assert all(max(values[i] for i in group) <= min(values[i] for i in group) + reach for group in groups)


def test_labels_in_bold_are_told_from_plain_answers():
    bold, plain = Weight(50 * 0.16, 50), Weight(50 * 0.11, 50)
    assert are_bold([[bold, bold, plain], [plain, plain], [bold]]) == [[True, True, False], [False, False], [True]]
    assert are_bold([[plain, plain], [plain]]) == [[False, False], [False]]


@needs_tesseract
def test_a_table_without_rules_keeps_its_columns_and_its_bold_heads():
    html = """<style>@page { size: A4; margin: 20mm } body { font: 10pt "Liberation Sans" }
    th, td { padding: 3pt; text-align: left }</style><h2>Deltakere</h2><table><tr><th>Navn<th>Rolle<th>E-post<th>Mobil
    <tr><td>Kåre Tangen<td>Leder<td>kare.tangen@nlsh.example<td>90 12 34 56
    <tr><td>Sølvi Moe<td>Tillitsvalgt<td>solvi.moe@nlsh.example<td>45 67 89 01
    <tr><td>Arne Lie<td>Medarbeider<td>arne.lie@nlsh.example<td>91 22 33 44</table>"""
    sheet = read_pdf(scan(HTML(string=html).write_pdf(), Random(5), SCANNERS["scan_office"]))  # noqa: S311 - test material
    assert rows(sheet)[0] == ["Navn", "Rolle", "E-post", "Mobil"]
    assert [row[:2] for row in rows(sheet)[1:]] == [
        ["Kåre Tangen", "Leder"],
        ["Sølvi Moe", "Tillitsvalgt"],
        ["Arne Lie", "Medarbeider"],
    ]
    assert all(cell.header for b in sheet.blocks if not isinstance(b, Line) for cell in b.rows[0])


@needs_tesseract
def test_light_letters_on_a_dark_field_and_the_ring_of_a_large_letter_are_read():
    html = """<style>body { font: 11pt "Liberation Sans" } h1 { font-size: 20pt }
    h2 { background: #444; color: white; padding: 5pt }
    </style><h1>Påmelding</h1><h2>Deltakere fra enheten</h2><p>Kåre Tangen er leder for teamet vårt.</p>"""
    sheet = read_pdf(scan(HTML(string=html).write_pdf(), Random(2), SCANNERS["scan_office"]))  # noqa: S311 - test material
    said = [block.text for block in sheet.blocks if isinstance(block, Line)]
    assert said == ["Påmelding", "Deltakere fra enheten", "Kåre Tangen er leder for teamet vårt."]


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("Raskere svar på prøver", False),
        ("Raskere svar Hvilket nummer har prosjektet i foretakets prioriterte liste? 7", True),
    ],
)
def test_a_value_that_has_swallowed_the_next_question_is_looked_at(title, doubted):
    blocks = (Line(text=f"Prosjektets tittel: {title}", where="line 1", legibility=0.98),)
    reading = finish(read_by_label(Sheet(format="pdf", blocks=blocks, method="ocr")), "pdf")
    assert reading.values.title == title
    assert reading.provenance["title"].needs_review is doubted


@pytest.mark.parametrize(("after", "doubted"), [("Mål 2: ingen ubesvarte anrop.", True), ("Kjennetegn ved enheten", False)])
def test_a_line_below_an_answer_that_sounds_like_its_question_is_the_rest_of_it(after, doubted):
    lines = ("Tittel: Merkantil i mottak", "Målsetting: Mål 1: Frigjøre to timer per vakt.", after)
    blocks = tuple(Line(text=text, where=f"line {i}", legibility=0.98) for i, text in enumerate(lines))
    reading = finish(read_by_label(Sheet(format="pdf", blocks=blocks, method="ocr")), "pdf")
    assert reading.provenance["goal"].needs_review is doubted

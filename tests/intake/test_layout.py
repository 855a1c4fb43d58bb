"""Words with places become lines, columns and tables as a reader of the page sees them. Lengths in points, y downwards."""

import io

import pikepdf
import pytest

from pipeline.intake.columns import page_columns, tight_grid, tight_tables
from pipeline.intake.flow import flow
from pipeline.intake.layout import Word, visual_lines
from pipeline.intake.pages import PrintedPage, page_blocks
from pipeline.intake.readers.pdf import read_pdf
from pipeline.intake.ruled import Rule, fill, frame, tables
from pipeline.intake.running_heads import without_running_heads
from pipeline.model import Grid, Line
from pipeline.recognise.occupations import Occupation, to_occupation

WIDTH = 5.0  # of a letter


def words(text: str, x: float, y: float, *, size: float = 10, bold: bool = False) -> list[Word]:
    placed = []
    for word in text.split():
        placed.append(Word(word, x, y, x + WIDTH * len(word), y + size, bold=bold))
        x += WIDTH * (len(word) + 1) - 2
    return placed


def lines_of(blocks) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Line)]


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


# --- paragraphs -----------------------------------------------------------------------------------------------------------


def test_lines_that_the_margin_has_broken_are_one_paragraph():
    text = [*words("Vi vil at alle pasienter skal ha en plan når de", 50, 100), *words("reiser hjem fra oss", 50, 111)]
    assert lines_of(flow(text, "page 1", 270)) == ["Vi vil at alle pasienter skal ha en plan når de reiser hjem fra oss"]


STARTS = ["2. Ola Nordmann", "☐ Høy turnover", "• og en til", "Mål: noe annet", "Hva vil dere? Noe annet"]


@pytest.mark.parametrize("start", STARTS)
def test_a_new_item_begins_a_new_line_however_full_the_one_above_is(start):
    text = [*words("1. Kari Utsi, sykepleier, kari@helse.example, 1", 50, 100), *words(start, 50, 111)]
    assert len(lines_of(flow(text, "page 1", 250))) == 2


def test_bold_words_before_plain_ones_are_their_label():
    text = [*words("Enhet", 50, 100, bold=True), *words("Akuttmottaket", 78, 100)]
    assert lines_of(flow(text, "page 1", 500)) == ["Enhet\tAkuttmottaket"]


# --- columns --------------------------------------------------------------------------------------------------------------


def test_a_page_in_two_columns_is_read_one_column_after_the_other():
    left = [w for n in range(9) for w in words(f"venstre spalte {n}", 50, 100 + 12 * n + (4 if n > 3 else 0))]
    right = [w for n in range(9) for w in words(f"høyre spalte {n}", 150, 103 + 12.4 * n)]
    foot = words("side 1", 120, 800)
    assert page_columns([*left, *right, *foot]) == [left, right, foot]


def test_labels_beside_their_values_are_no_columns_of_a_page():
    rows = [w for n in range(9) for w in (*words(f"etikett {n}", 50, 100 + 20 * n), *words("verdi", 300, 100 + 20 * n))]
    wrapped = [*rows, *words("verdien går videre", 300, 112), *words("og videre", 300, 124)]
    assert len(page_columns(rows)) == len(page_columns(wrapped)) == 1


def test_a_narrow_table_without_rules_is_told_by_its_gutters():
    rows = [("Navn", "Yrke", "E-post", "Rolle")] + [("Kari", "Lege", "kari@h.no", "leder")] * 4
    text = [w for r, row in enumerate(rows) for c, cell in enumerate(row) for w in words(cell, 50 + 52 * c, 100 + 18 * r)]
    lines = visual_lines(text)
    (table,) = tight_tables(lines)
    assert cells(tight_grid(lines[table.first : table.end], table.columns, "t")) == [list(row) for row in rows]


def test_a_word_broken_because_its_cell_was_narrow_is_put_together_and_a_name_is_not():
    first = [("Navn", 50, 100), ("Yrke", 90, 100), ("E-post", 150, 100), ("Rolle", 210, 100)]
    second = [("Kari", 50, 118), ("Spesialsyke", 90, 118), ("kari.utsi@", 150, 118), ("leder", 210, 118)]
    third = [("Utsi", 50, 128), ("pleier", 90, 128), ("hs.example", 150, 128)]
    last = [("Ola", 50, 146), ("Lege", 90, 146), ("ola@hs.no", 150, 146), ("nestleder", 210, 146)]
    lines = visual_lines([w for text, x, y in (*first, *second, *third, *last) for w in words(text, x, y)])
    (table,) = tight_tables(lines)
    grid = tight_grid(lines, table.columns, "t")
    assert cells(grid)[1] == ["Kari\nUtsi", "Spesialsyke\npleier", "kari.utsi@hs.example", "leder"]
    assert [cell.legibility < 1 for cell in grid.rows[1]] == [False, True, False, False]
    assert to_occupation("Spesialsyke\npleier") == Occupation(profession="sykepleier")


def test_prose_is_no_table():
    prose = [w for n in range(8) for w in words("en linje med løpende tekst og ord " + "x" * n, 50, 100 + 12 * n)]
    assert tight_tables(visual_lines(prose)) == []


# --- rules ----------------------------------------------------------------------------------------------------------------


def test_a_rule_under_a_part_of_a_wide_cell_still_parts_it_from_the_one_below():
    down = [Rule(x, 100, x, 160) for x in (50, 150, 350)] + [Rule(250, 100, 250, 120)]
    across = [Rule(50, y, 350, y) for y in (100, 120, 160)] + [Rule(50, 140, 240, 140)]
    (boxes,) = tables([*down, *across])
    text = [*words("øvre", 160, 125), *words("nedre", 160, 145)]
    assert cells(fill(boxes, text, "t")[0])[1:] == [["", "øvre"], ["", "nedre"]]


def test_a_row_that_the_pages_end_has_cut_is_a_row():
    down = [Rule(x, 100, x, 140) for x in (50, 150, 250)]
    across = [Rule(50, y, 250, y) for y in (100, 120)]
    (boxes,) = tables([*down, *across])
    text = [*words("Navn", 60, 105), *words("Kari", 60, 125), *words("Lege", 160, 125)]
    assert cells(fill(boxes, text, "t")[0]) == [["Navn", ""], ["Kari", "Lege"]]


def test_a_running_line_is_kept_once_so_that_nothing_is_lost_with_it():
    pages = [
        PrintedPage(n, (*words("Helse Nord", 50, 20), *words(f"Del {n}", 50, 400), *words(f"side {n} av 2", 50, 810)), (), 842)
        for n in (1, 2)
    ]
    kept = [lines_of(page_blocks(page)) for page in without_running_heads(pages)]
    assert kept == [["Helse Nord", "Del 1"], ["Del 2", "side 2 av 2"]]


def test_a_form_that_is_written_twice_loses_no_line_that_its_pages_have_in_common():
    pages = [
        PrintedPage(
            n,
            (
                *words("Helse Nord", 50, 20),
                *words("Foretak UNN", 50, 60),
                *words("Enhet Akutten", 50, 74),
                *words(f"Prosjekt {text}", 50, 88),
                *words("Sendes postmottak", 50, 790),
                *words(f"side {n} av 2", 50, 810),
            ),
            (),
            842,
        )
        for n, text in ((1, "Raskere"), (2, "Tryggere"))
    ]
    first, second = ([word.text for word in page.words] for page in without_running_heads(pages))
    assert " ".join(first) == "Helse Nord Foretak UNN Enhet Akutten Prosjekt Raskere"
    assert " ".join(second) == "Foretak UNN Enhet Akutten Prosjekt Tryggere Sendes postmottak side 2 av 2"


def test_lines_that_differ_by_a_number_are_not_the_same_running_line():
    pages = [PrintedPage(n, tuple(words(f"Prioritet: {n}", 50, 100)), (), 842) for n in (1, 2)]
    assert without_running_heads(pages) == pages


# --- drawn tick boxes -----------------------------------------------------------------------------------------------------


def printed(content: str, rotate: int = 0) -> list[str]:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(content.encode("latin-1"))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Rotate = rotate
        out = io.BytesIO()
        pdf.save(out)
    return lines_of(read_pdf(out.getvalue()).blocks)


BOX = "0.8 w 100 {y} 10 10 re S"
LABEL = "BT /F 11 Tf 116 {y} Td ({text}) Tj ET"


def boxed(y: int, ink: str, text: str) -> str:
    return "\n".join((BOX.format(y=y), ink, LABEL.format(y=y + 1, text=text)))


@pytest.mark.parametrize(
    ("ink", "sign"),
    [
        ("", "☐"),
        ("102 702 m 108 708 l S 102 708 m 108 702 l S", "☒"),
        ("102 702 6 6 re f", "☒"),
        ("BT /F 9 Tf 102 702 Td (X) Tj ET", "☒"),
        ("1 1 1 rg 100 700 10 10 re f", "☐"),
    ],
)
def test_a_drawn_box_is_ticked_by_the_ink_in_it(ink, sign):
    assert printed(boxed(700, ink, "Turnover")) == [f"{sign} Turnover"]


def test_squares_side_by_side_are_cells_and_no_tick_boxes():
    squares = [f"{x} 700 10 10 re S" for x in (100, 110, 120)]
    assert printed(" ".join([*squares, "BT /F 11 Tf 150 701 Td (rutenett) Tj ET"])) == ["rutenett"]


def test_a_page_that_lies_on_its_side_is_read_as_it_is_shown():
    turned = "BT /F 11 Tf 0 1 -1 0 200 300 Tm (Tittel: Trygg hjemreise) Tj ET"
    assert printed(turned, rotate=90) == ["Tittel: Trygg hjemreise"]


def test_a_frame_has_four_sides():
    assert frame(0, 0, 9, 5) == (Rule(0, 0, 9, 0), Rule(0, 5, 9, 5), Rule(0, 0, 0, 5), Rule(9, 0, 9, 5))


# --- what print has broken ------------------------------------------------------------------------------------------------


def in_columns(left: list[tuple[str, bool]], right: list[tuple[str, bool]], step: float = 14) -> list[Word]:
    lines = [(x, n, *line) for x, column in ((50, left), (310, right)) for n, line in enumerate(column)]
    return [word for x, n, text, bold in lines if text for word in words(text, x, 100 + n * step, bold=bold)]


def test_columns_with_headings_of_their_own_are_read_one_after_the_other():
    left = [
        ("Enhet", True),
        ("Akutten", False),
        ("Tittel", True),
        ("Rask vurdering", False),
        ("Mål", True),
        ("Kortere kø", False),
    ]
    right = [
        ("", False),
        ("Teamet", True),
        ("Kari Utsi, leder, sykepleier, kari@helse.example", False),
        ("Ola Moe", False),
        ("", False),
        ("Veileder", True),
    ]
    right += [("Per Bø", False), ("Anne Li", False)]
    parts = page_columns(in_columns(left, right))
    assert [part[0].text for part in parts] == ["Enhet", "Teamet"]


def test_a_table_of_questions_in_bold_and_answers_is_no_page_in_columns():
    left = [(f"Spørsmål {n}", True) for n in range(8)]
    right = [(f"Svar nummer {n}", False) for n in range(8)]
    assert len(page_columns(in_columns(left, right))) == 1


def test_the_rest_of_a_question_below_it_does_not_begin_a_row():
    text = [*words("Vi bekrefter at påmeldingen er", 50, 100), *words("Ja", 260, 100), *words("bindende", 50, 112)]
    (grid,) = flow(text, "page 1", 500)
    assert isinstance(grid, Grid)
    assert cells(grid) == [["Vi bekrefter at påmeldingen er\nbindende", "Ja"]]


def test_an_answers_second_line_belongs_to_it_also_in_a_pair_alone():
    text = [*words("Mål", 50, 100), *words("Ingen slutter det første halvåret", 200, 100), *words("uten opplæring.", 200, 112)]
    (grid,) = flow(text, "page 1", 500)
    assert isinstance(grid, Grid)
    assert cells(grid) == [["Mål", "Ingen slutter det første halvåret\nuten opplæring."]]


def test_the_next_persons_name_begins_a_line():
    text = [*words("Kari Utsi, leder, kari@helse.example | 900 00 000", 50, 100), *words("Ola Moe, ansatt", 50, 111)]
    assert len(lines_of(flow(text, "page 1", 300))) == 2


def test_a_heading_broken_by_a_hyphen_is_one_word_and_a_name_keeps_its_own():
    box = Rule(0, 0, 60, 0), Rule(0, 40, 60, 40), Rule(0, 0, 0, 40), Rule(60, 0, 60, 40), Rule(0, 20, 60, 20)
    (boxes,) = tables(box)
    said = [*words("Tillits-", 2, 1, size=8, bold=True), *words("valgt", 2, 10, size=8, bold=True)]
    grid, _ = fill(boxes, [*said, *words("Anne-", 2, 21, size=8), *words("Lise", 2, 30, size=8)], "table")
    assert [text for row in cells(grid) for text in row] == ["Tillitsvalgt", "Anne-Lise"]

"""Form fields are joined with the words printed around them, as a careful reader joins them. Lengths in points, y downwards."""

from pipeline.intake.fields import FormField
from pipeline.intake.layout import Word
from pipeline.intake.pages import PrintedPage, page_blocks
from pipeline.model import Grid, Line

WIDTH = 5.0  # of a letter


def words(text: str, x: float, y: float, *, size: float = 10) -> list[Word]:
    placed = []
    for word in text.split():
        placed.append(Word(word, x, y, x + WIDTH * len(word), y + size))
        x += WIDTH * (len(word) + 1) - 2
    return placed


def text(said: str, x: float, y: float, *, wide: float = 100, tall: float = 14, label: str = "") -> FormField:  # noqa: PLR0913
    return FormField(said, f"field {said or f'at {x}, {y}'}", x, y, x + wide, y + tall, label=label)


def tick(said: str, x: float, y: float) -> FormField:
    return FormField(said, f"box at {x}, {y}", x, y, x + 11, y + 11, tick=True)


def read(printed: list[Word], *fields: FormField) -> list[list[list[str]] | str]:
    """The blocks: a grid as its rows, a line as its text."""
    blocks = page_blocks(PrintedPage(1, tuple(printed), (), 842, fields))
    return [b.text if isinstance(b, Line) else [[c.text for c in row] for row in b.rows] for b in blocks]


# --- one field and its caption -------------------------------------------------------------------------------------------


def test_what_stands_at_a_fields_left_asks_for_it():
    assert read(words("Enhet", 40, 100), text("Akutten", 150, 98)) == [[["Enhet", "Akutten"]]]


def test_a_field_left_empty_is_an_answer_too():
    assert read(words("Enhet", 40, 100), text("", 150, 98)) == [[["Enhet", ""]]]


def test_what_is_typed_on_a_page_without_print_is_kept():
    assert read([], text("Akutten", 150, 98)) == ["Akutten"]


def test_two_fields_on_a_line_have_their_own_captions():
    printed = [*words("Tittel", 40, 100), *words("Prioritet", 300, 100)]
    got = read(printed, text("Rask vurdering", 90, 98, wide=180), text("2", 350, 98, wide=30))
    assert got == [[["Tittel", "Rask vurdering"]], [["Prioritet", "2"]]]


def test_a_caption_goes_on_below_where_it_began_and_not_into_the_next_question():
    printed = [*words("Hvilket problem skal", 40, 100), *words("teamet jobbe med?", 40, 111), *words("Mål", 40, 160)]
    got = read(printed, text("Køen er lang.", 190, 98, tall=44), text("Kortere kø.", 190, 158))
    assert got == [[["Hvilket problem skal teamet jobbe med?", "Køen er lang."]], [["Mål", "Kortere kø."]]]


def test_captions_stand_above_their_fields():
    printed = [*words("Enhet", 40, 100), *words("Tittel", 40, 140)]
    got = read(printed, text("Akutten", 40, 112), text("Rask vurdering", 40, 152))
    assert got == [[["Enhet", "Akutten"]], [["Tittel", "Rask vurdering"]]]


def test_captions_stand_below_their_fields_where_they_are_nearer_so():
    printed = [*words("Påmelding", 40, 80), *words("Enhet", 40, 115, size=6), *words("Tittel", 40, 151, size=6)]
    got = read(printed, text("Akutten", 40, 100), text("Rask vurdering", 40, 136))
    assert got == ["Påmelding", [["Enhet", "Akutten"]], [["Tittel", "Rask vurdering"]]]


def test_a_field_between_two_captions_as_near_is_put_up():
    printed = [*words("Enhet", 40, 100), *words("Tittel", 40, 126)]
    blocks = page_blocks(PrintedPage(1, tuple(printed), (), 842, (text("Akutten", 40, 111, tall=14),)))
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert grid.rows[0][1].legibility < 0.8


def test_a_caption_within_the_frame_asks_for_what_is_typed_below_it():
    assert read(words("Enhet", 43, 101, size=6), text("Akutten", 40, 100, tall=28)) == [[["Enhet", "Akutten"]]]


def test_what_a_field_says_of_itself_counts_where_nothing_is_printed_by_it():
    assert read(words("Påmelding", 40, 40), text("Akutten", 150, 98, label="Enhet")) == ["Påmelding", [["Enhet", "Akutten"]]]


def test_a_printed_caption_counts_more_than_what_the_field_says_of_itself():
    assert read(words("Enhet", 40, 100), text("Akutten", 150, 98, label="Tekst 3")) == [[["Enhet", "Akutten"]]]


def test_the_words_of_a_box_are_nobody_elses_caption():
    printed = [*words("Høy turnover", 56, 100), *words("Mål", 40, 130)]
    got = read(printed, tick("☒", 40, 100), text("Kortere kø.", 40, 142))
    assert got == ["☒ Høy turnover", [["Mål", "Kortere kø."]]]


def test_a_text_after_a_box_stays_on_the_boxs_line():
    assert read(words("Annet:", 56, 100), tick("☒", 40, 100), text("Ombygging", 150, 98)) == ["☒ Annet:\tOmbygging"]


# --- tables --------------------------------------------------------------------------------------------------------------


HEADS = [*words("Navn", 41, 80), *words("Rolle", 141, 80), *words("E-post", 241, 80)]


def rows(*said: tuple[str, str, str], top: float = 95) -> list[FormField]:
    return [text(s, 40 + 100 * c, top + 16 * r, wide=98) for r, row in enumerate(said) for c, s in enumerate(row)]


def test_rows_of_fields_are_a_table_with_the_heads_above():
    got = read(HEADS, *rows(("Kari Utsi", "leder", ""), ("", "", ""), ("Ola Moe", "", "ola@helse.example")))
    assert got == [[["Navn", "Rolle", "E-post"], ["Kari Utsi", "leder", ""], ["Ola Moe", "", "ola@helse.example"]]]


def test_heads_set_tight_are_parted_where_the_columns_begin():
    printed = [*words("Navn", 41, 80), *words("Forbedringsagent", 61, 80), *words("Rolle", 144, 80)]
    fields = [text(s, x, y, wide=w) for y, s in ((95, "A"), (111, "B")) for x, w in ((40, 18), (60, 80), (143, 80))]
    assert read(printed, *fields)[0][0] == ["Navn", "Forbedringsagent", "Rolle"]


def test_a_sentence_above_a_table_is_no_row_of_heads():
    printed = words("Teamet med navn, rolle og e-post, en linje til hver av dem som er med", 36, 80)
    got = read(printed, *rows(("Kari Utsi", "leder", ""), ("Ola Moe", "", "ola@helse.example")))
    assert got[1] == [["Kari Utsi", "leder", ""], ["Ola Moe", "", "ola@helse.example"]]


def test_boxes_in_a_table_stand_under_their_heads():
    printed = [*words("Navn", 40, 80), *words("Leder", 160, 80), *words("Tillitsvalgt", 200, 80)]
    fields = [text("Kari", 40, 95), tick("☒", 165, 95), tick("☐", 220, 95)]
    fields += [text("Kari", 40, 113), tick("☐", 165, 113), tick("☒", 220, 113)]
    assert read(printed, *fields) == [[["Navn", "Leder", "Tillitsvalgt"], ["Kari", "☒", "☐"], ["Kari", "☐", "☒"]]]


def test_what_leads_the_rows_stands_in_a_column_of_its_own():
    printed = [*HEADS, *words("Leder", 5, 97), *words("Ansatt", 5, 113)]
    got = read(printed, *rows(("Kari Utsi", "", ""), ("Ola Moe", "", "")))
    assert got == [[["", "Navn", "Rolle", "E-post"], ["Leder", "Kari Utsi", "", ""], ["Ansatt", "Ola Moe", "", ""]]]


# --- blocks that ask the same --------------------------------------------------------------------------------------------


def block(n: int, y: float, *, x: float = 40, head: str = "Deltaker {n}") -> tuple[list[Word], list[FormField]]:
    printed = [*words(head.format(n=n), x, y), *words("Navn", x, y + 18), *words("Rolle", x, y + 38)]
    return printed, [text(f"Person {n}", x + 60, y + 16), text(f"rolle {n}", x + 60, y + 36)]


def blocks(*made: tuple[list[Word], list[FormField]]) -> list[list[list[str]] | str]:
    return read([w for printed, _ in made for w in printed], *(f for _, fields in made for f in fields))


def test_blocks_that_ask_the_same_are_rows_of_a_table():
    assert blocks(block(1, 100), block(2, 180)) == [
        [["", "Navn", "Rolle"], ["Deltaker 1", "Person 1", "rolle 1"], ["Deltaker 2", "Person 2", "rolle 2"]]
    ]


def test_blocks_abreast_are_read_one_after_the_other():
    (grid,) = blocks(block(1, 100), block(2, 100, x=300), block(3, 180), block(4, 180, x=300))
    assert [row[1] for row in grid] == ["Navn", "Person 1", "Person 2", "Person 3", "Person 4"]


def test_blocks_under_headings_of_their_own_stay_apart():
    got = blocks(block(1, 100, head="Kontakt"), block(2, 180, head="Leder"), block(3, 260, head="Veileder"))
    assert [one for one in got if isinstance(one, str)] == ["Kontakt", "Leder", "Veileder"]
    assert [["Navn", "Person 3"]] in got


def test_boxes_of_a_block_are_columns_of_its_row():
    made = [block(n, 100 + 80 * n) for n in (1, 2)]
    for n, (printed, fields) in enumerate(made, start=1):
        printed.extend(words("Forbedringsagent", 60, 157 + 80 * n))
        fields.append(tick("☒" if n == 2 else "☐", 40, 156 + 80 * n))
    (grid,) = blocks(*made)
    assert [row[-1] for row in grid] == ["Forbedringsagent", "☐", "☒"]

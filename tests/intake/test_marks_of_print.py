"""Marks by which a printed page says what belongs together: combs, strokes, leaders, panels, bars. Points, y downwards."""

from pipeline.intake.aligned import aligned_rows
from pipeline.intake.bars import barred_grid, barred_until
from pipeline.intake.combs import without_combs, without_struck
from pipeline.intake.layout import Word, visual_lines
from pipeline.intake.leaders import captioned, without_leaders
from pipeline.intake.panels import Panel, panel_rows
from pipeline.intake.ruled import Rule, frame

WIDTH = 5.0  # of a letter


def words(text: str, x: float, y: float, *, size: float = 10, bold: bool = False) -> list[Word]:
    placed = []
    for word in text.split():
        placed.append(Word(word, x, y, x + WIDTH * len(word), y + size, bold=bold))
        x += WIDTH * len(word) + 2.5
    return placed


def comb(signs: str, x: float, y: float) -> tuple[list[Rule], list[Word]]:
    boxes = [rule for n in range(len(signs)) for rule in frame(x + 13 * n, y, x + 13 * n + 13, y + 13)]
    return boxes, [Word(s, x + 13 * n + 4, y + 2, x + 13 * n + 9, y + 12) for n, s in enumerate(signs) if s != " "]


def test_the_signs_of_a_comb_are_one_word_and_its_boxes_no_cells():
    rules, signs = comb("91691234", 100, 50)
    left, shown = without_combs(rules, [*words("Mobil", 40, 52), *signs])
    assert (list(left), [word.text for word in shown]) == ([], ["Mobil", "91691234"])


def test_narrow_columns_of_crosses_in_a_wider_table_are_no_comb():
    rules, signs = comb("  x ", 100, 50)
    wide = [*rules, *frame(152, 50, 300, 63)]
    assert without_combs(wide, signs) == (wide, signs)


def test_a_word_with_a_stroke_through_it_is_gone_and_an_underlined_one_stays():
    yes, no = words("Ja", 50, 100), words("Nei", 70, 100)
    stroke, line = Rule(70, 105.5, 85, 105.5), Rule(50, 109.5, 60, 109.5)
    left, shown = without_struck([stroke, line], [*yes, *no])
    assert (list(left), list(shown)) == ([line], yes)


def test_dots_between_a_label_and_its_answer_are_a_colon():
    line = [*words("Enhet ...... Mottak", 50, 100), *words("Prioritet..........2", 300, 100)]
    assert [w.text for w in without_leaders(line)] == ["Enhet:", "Mottak", "Prioritet:", "2"]


def test_dots_after_an_answer_do_not_make_it_a_question():
    line = words("Mottaket ________", 50, 100)
    assert [w.text for w in without_leaders(line)] == ["Mottaket", "________"]


def test_small_labels_below_ruled_lines_ask_for_what_is_typed_above():
    said = {"Navn": "Kari Utsi", "Rolle": "leder", "Yrke": "lege"}
    rules = [Rule(50 + 150 * n, 111, 180 + 150 * n, 111) for n in range(3)]
    page = [
        word
        for n, (label, value) in enumerate(said.items())
        for word in (*words(value, 50 + 150 * n, 100), *words(label, 50 + 150 * n, 112, size=6))
    ]
    lines, taken = captioned(rules, page, "page 1")
    assert [line.text for _, line in lines] == ["Navn: Kari Utsi", "Rolle: leder", "Yrke: lege"]
    assert taken == {id(word) for word in page}


def test_panels_side_by_side_are_read_one_after_the_other():
    left = [*words("Deltaker 1", 55, 100, bold=True), *words("Kari Utsi", 55, 114)]
    right = [*words("Deltaker 2", 255, 100, bold=True), *words("Ola Moen", 255, 114)]
    panels = [Panel(50, 95, 240, 130), Panel(250, 95, 440, 130)]
    assert panel_rows(panels, [*left, *right]) == [[left, right]]


def test_frames_with_labels_outside_are_no_panels():
    beside = words("Navn", 10, 114)
    inside = [*words("Kari Utsi", 55, 100), *words("Ola Moen", 255, 100)]
    assert panel_rows([Panel(50, 95, 240, 130), Panel(250, 95, 440, 130)], [*beside, *inside]) == []


def test_values_that_begin_in_line_are_parted_from_labels_flush_right():
    labels = ["Helseforetak", "Enhet", "Tittel"]
    lines = visual_lines(
        w
        for n, label in enumerate(labels)
        for w in (*words(label, 200 - WIDTH * len(label), 100 + 16 * n), *words("Svar her", 208, 100 + 16 * n))
    )
    assert [[s.text for s in row] for row in aligned_rows(lines)] == [[label, "Svar her"] for label in labels]
    assert len({row[0].x0 for row in aligned_rows(lines)}) == 1


def test_bars_part_the_cells_of_a_table_drawn_with_letters():
    drawn = ["+------+-------+", "| Navn | Rolle |", "+------+-------+", "| Kari Utsi | leder |", "+------+-------+"]
    lines = visual_lines(w for n, text in enumerate(drawn[1:]) for w in words(text, 50, 100 + 12 * n))
    assert barred_until(lines, 0) == len(lines)
    grid = barred_grid(lines, "t")
    assert [[cell.text for cell in row] for row in grid.rows] == [["Navn", "Rolle"], ["Kari Utsi", "leder"]]

"""Several teams in one file: a reading each, and nothing of one team in another."""

import pytest
from reading_sheets import ADVISER, HEAD, TEAM, TEXTS, a_sheet, all_said

from pipeline.model import Role
from pipeline.recognise.teams import parted

OTHER_HEAD = ["Helseforetak: UNN HF", "Enhet: Barsel", "Prosjektets tittel: Trygg heimreise", "Prioritet: 1"]
OTHER_TEXTS = ["Problem: Mange ringer etterpå.", "Mål: Færre telefoner innen mai."]
OTHER_TEAM = ["Deltakere", "Siv Bø, leder, jordmor, siv.bo@unn.example, 900 00 007"]


def teams(*drawn, kind="docx"):
    return [(r.values.title, r.values.priority, [m.name for m in r.values.members]) for r in all_said(*drawn, kind=kind)]


TWO = [("Færre fall", 2, ["Kari Nordli"]), ("Trygg heimreise", 1, ["Siv Bø"])]


def test_the_form_written_twice_is_two_teams():
    assert (
        teams("Påmelding", *HEAD, *TEXTS, *TEAM, *ADVISER, "Påmelding", *OTHER_HEAD, *OTHER_TEXTS, *OTHER_TEAM, *ADVISER) == TWO
    )


def test_the_questions_may_come_in_another_order_the_second_time():
    assert teams(*HEAD, *TEXTS, *TEAM, *reversed(OTHER_HEAD), *OTHER_TEXTS, *OTHER_TEAM) == TWO


def test_a_row_for_each_team_is_a_team():
    heads = (
        "Foretak",
        "Tittel",
        "Prioritet",
        "Problem",
        "Deltaker 1 navn",
        "Deltaker 1 rolle",
        "Deltaker 1 e-post",
        "Veileders navn",
    )
    rows = [
        heads,
        ("UNN", "Færre fall", "2", "Mange faller.", "Kari Nordli", "leder", "kari@unn.example", "Ola Hansen"),
        ("UNN", "Trygg heimreise", "1", "Mange ringer.", "Siv Bø", "leder", "siv@unn.example", "Ola Hansen"),
    ]
    assert teams(rows, kind="xlsx") == TWO


@pytest.mark.parametrize("repeated", [True, False])
def test_rows_of_people_belong_to_the_team_they_stand_under(repeated):
    heads = ("Prioritet", "Foretak", "Prosjektets tittel", "Navn", "Rolle", "E-post")
    first, second = ("2", "UNN", "Færre fall"), ("1", "UNN", "Trygg heimreise")
    rows = [
        heads,
        (*first, "Kari Nordli", "leder", "kari@unn.example"),
        (*(first if repeated else ("",) * 3), "Ola Ås", "tillitsvalgt", "ola@unn.example"),
        (*second, "Siv Bø", "leder", "siv@unn.example"),
    ]
    assert teams(rows, kind="xlsx") == [("Færre fall", 2, ["Kari Nordli", "Ola Ås"]), ("Trygg heimreise", 1, ["Siv Bø"])]


def test_a_sheet_for_each_team_is_a_team():
    def form(head, texts, team):
        return [tuple(line.split(": ", 1)) for line in (*head, *texts)] + [("Deltakere", team[1])]

    guide = [("Skjemaet sendes til postmottak.",)]
    assert teams(guide, form(HEAD, TEXTS, TEAM), form(OTHER_HEAD, OTHER_TEXTS, OTHER_TEAM), kind="xlsx") == TWO


def test_a_prioritised_list_names_the_trust_once():
    rows = [
        ("Prioritert prosjektliste Nordlandssykehuset HF", "", "", "", ""),
        ("Prioritet", "Tittel på prosjektet", "Enhet", "Leder", "Tillitsvalgt(e)"),
        ("1", "Trygg heimreise", "Barsel", "Siv Bø", "Ola Ås"),
        ("2", "Færre fall", "Post 3", "Kari Nordli", "Tor Lie\nUnn Vik"),
    ]
    readings = all_said(rows, kind="xlsx")
    assert [(r.values.trust, r.values.title) for r in readings] == [
        ("Nordlandssykehuset HF", "Trygg heimreise"),
        ("Nordlandssykehuset HF", "Færre fall"),
    ]
    assert [m.role for m in readings[1].values.members] == [Role.LEADER, Role.UNION_REP, Role.UNION_REP]


def test_a_row_of_labels_over_one_row_of_answers_is_one_team():
    rows = [("Foretak", "Tittel", "Prioritet"), ("UNN", "Færre fall", "2")]
    assert teams(rows, *TEXTS, *TEAM, kind="xlsx") == [("Færre fall", 2, ["Kari Nordli"])]


def test_titles_and_units_of_people_make_no_team():
    rows = [
        ("Navn", "Tittel", "Avdeling", "Rolle"),
        ("Kari Nordli", "fagutvikler", "Post 2", "leder"),
        ("Ola Ås", "nattevakt", "Post 3", "medarbeider"),
    ]
    sheet = a_sheet(*HEAD, *TEXTS, rows, *ADVISER)
    assert parted(sheet) == (sheet,)


FIRST = ["Enhet: Medisin", "Problem: Mange faller.", "Mål: Færre fall.", "Deltakere:", "Kari Nordli, leder, kari@unn.example"]
SECOND = ["Enhet: Barsel", "Problem: Mange ringer.", "Mål: Færre telefoner.", "Deltakere:", "Siv Bø, leder, siv@unn.example"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Prioritet 2: Færre fall", "Prioritet 1: Trygg heimreise"), ("Pri. 2 – Færre fall", "Pri. 1 – Trygg heimreise")],
)
def test_headings_with_number_and_title_part_the_teams(one, other):
    assert teams("Helseforetak: UNN HF", one, *FIRST, other, *SECOND) == TWO


def test_a_heading_in_a_table_begins_a_team_and_its_number_is_no_priority():
    def drawn(heading, unit, name, mail):
        return [(heading,), ("Enhet", unit), ("Problem", "Mange."), ("Navn", "Rolle", "E-post"), (name, "leder", mail)]

    tables = [
        drawn("Team 1: Færre fall", "Medisin", "Kari Nordli", "kari@unn.example"),
        drawn("Team 2: Trygg heimreise", "Barsel", "Siv Bø", "siv@unn.example"),
    ]
    assert [(title, priority) for title, priority, _ in teams("Helseforetak: UNN", *tables)] == [
        ("Færre fall", None),
        ("Trygg heimreise", None),
    ]


def test_a_heading_that_may_name_the_unit_is_not_taken_for_the_title():
    without_unit = [[line for line in lines if not line.startswith("Enhet")] for lines in (FIRST, SECOND)]
    readings = all_said("Helseforetak: UNN HF", "Team 1: Medisin", *without_unit[0], "Team 2: Barsel", *without_unit[1])
    assert [reading.values.title for reading in readings] == [None, None]


def form(unit, title, priority, name, mail):
    return [
        ("Foretak", "UNN", ""),
        ("Enhet", unit, ""),
        ("Prosjekt", title, ""),
        ("Prioritet", priority, ""),
        ("Problem", "Mange.", ""),
        ("Navn", "Rolle", "E-post"),
        (name, "leder", mail),
    ]


OVERVIEW = [("Pri", "Enhet", "Prosjekt"), ("2", "Medisin", "Færre fall"), ("1", "Barsel", "Trygg heimreise")]
SHEETS = [
    form("Medisin", "Færre fall", "2", "Kari Nordli", "kari@unn.example"),
    form("Barsel", "Trygg heimreise", "1", "Siv Bø", "siv@unn.example"),
]


def test_a_list_beside_a_sheet_for_each_team_makes_no_teams_of_its_own():
    assert teams(OVERVIEW, *SHEETS, kind="xlsx") == TWO


def test_a_list_that_says_otherwise_than_the_teams_sheet_is_put_up_for_review():
    readings = all_said([OVERVIEW[0], ("3", *OVERVIEW[1][1:]), OVERVIEW[2]], *SHEETS, kind="xlsx")
    assert [reading.provenance["priority"].needs_review for reading in readings] == [True, False]


def test_a_team_that_only_the_list_names_is_not_lost():
    more = [*OVERVIEW, ("3", "Kirurgi", "Kortere kø")]
    assert [title for title, _, _ in teams(more, *SHEETS, kind="xlsx")] == ["Færre fall", "Trygg heimreise", "Kortere kø"]


LIST = [("Team nr.", "Foretak", "Enhet", "Prosjekt", "Prioritet"), ("11", "UNN", "Medisin", "Færre fall", "2")]
LIST += [("12", "UNN", "Barsel", "Trygg heimreise", "1")]
PEOPLE = [("Team nr.", "Navn", "Rolle", "E-post"), ("11", "Kari Nordli", "leder", "kari@unn.example")]
PEOPLE += [("12", "Siv Bø", "leder", "siv@unn.example")]


def test_people_belong_to_the_team_whose_number_stands_beside_them():
    assert teams(LIST, PEOPLE, kind="xlsx") == TWO


def test_people_of_a_team_that_the_list_does_not_hold_are_told_of():
    readings = all_said(LIST, [*PEOPLE, ("13", "Eli Vik", "medarbeider", "eli@unn.example")], kind="xlsx")
    assert len(readings) == len(TWO)
    assert all(("reading.no-team", "members") in {(f.rule, f.path) for f in r.findings} for r in readings)


QUESTIONS = [
    ("Spørsmål", "Team 1", "Team 2", "Veiledning"),
    ("Foretak", "UNN", "UNN", "Fullt navn"),
    ("Prosjekttittel", "Færre fall", "Trygg heimreise", "Maks 80 tegn"),
    ("Prioritet", "2", "1", "Settes av foretaket"),
    ("Leder – navn", "Kari Nordli", "Siv Bø", ""),
    ("Leder – e-post", "kari@unn.example", "siv@unn.example", ""),
]


def test_a_column_for_each_team_is_a_team_and_the_help_beside_them_is_none():
    assert teams(QUESTIONS, kind="xlsx") == TWO


def test_answer_and_help_side_by_side_are_one_team():
    rows = [(question, answer, guidance) for question, answer, _, guidance in QUESTIONS]
    assert teams([("Spørsmål", "Svar", "Veiledning"), *rows[1:]], kind="xlsx") == TWO[:1]

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

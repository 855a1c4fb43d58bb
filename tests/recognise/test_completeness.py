"""Never wrong in silence: what stands on the form and came nowhere puts up for review what may be missing."""

import pytest
from reading_sheets import ADVISER, HEAD, TEAM, TEXTS, said, up_for_review

BINDING = ["☒ Vi bekrefter at påmeldingen er bindende"]
TICKS = ["☒ Høy arbeidsbelastning", "☐ Høy turnover", "☐ Begrenset kapasitet"]
WHOLE = [*HEAD, *TEXTS, *TICKS, *TEAM, *ADVISER, *BINDING]


def without(*begins: str) -> list[str]:
    return [line for line in WHOLE if not line.startswith(begins)]


def test_a_form_that_was_understood_word_for_word_is_not_put_up():
    assert up_for_review(said(*WHOLE)) == set()


def test_what_forms_say_by_themselves_is_not_put_up():
    talk = [
        "Skjemaet sendes postmottak innen fristen 1. mai.",
        "Dato/sign.:",
        "Merk: Ett skjema per team.",
        "Antall ansatte: 40",
    ]
    assert up_for_review(said("Påmelding til læringsnettverk", *WHOLE, *talk)) == set()


@pytest.mark.parametrize("begin", ["Helseforetak", "Prosjektets tittel"])
def test_a_trust_or_a_title_that_was_not_found_is_always_put_up(begin):
    path = {"Helseforetak": "trust", "Prosjektets tittel": "title"}[begin]
    assert path in up_for_review(said(*without(begin)))


@pytest.mark.parametrize(
    ("begin", "path"), [("Problem", "problem"), ("Mål", "goal"), ("Enhet", "unit"), ("Prioritet", "priority")]
)
def test_a_question_in_words_that_nobody_knows_puts_up_what_was_not_found(begin, path):
    assert path in up_for_review(said(*without(begin), "Gnisninger", "Det skurrer i overgangene mellom vaktene våre"))


@pytest.mark.parametrize(("begin", "path"), [("Problem", "problem"), ("Mål", "goal")])
def test_a_question_left_blank_is_believed(begin, path):
    lines = [f"{begin}:" if line.startswith(begin) else line for line in WHOLE]
    assert path not in up_for_review(said(*lines))


def test_an_address_that_came_nowhere_puts_up_the_team_and_the_adviser():
    assert {"members"} <= up_for_review(said(*WHOLE, "Kopi til siv.bo@unn.example"))


def test_a_telephone_number_that_came_nowhere_puts_up_the_team():
    assert "members" in up_for_review(said(*WHOLE, "Nås også på 900 00 009"))


def test_an_office_address_is_nobodys():
    assert up_for_review(said(*WHOLE, "Skjemaet sendes til postmottak@unn.example")) == set()


def test_a_tick_whose_words_nobody_knows_puts_up_the_promise():
    assert "binding" in up_for_review(said(*[line for line in WHOLE if line not in BINDING], "☒ Dette står vi ved"))


def test_a_challenge_in_words_that_nobody_knows_puts_up_the_challenges():
    lines = [line if "turnover" not in line else "☒ Folk kommer og går" for line in WHOLE]
    assert "challenges" in up_for_review(said(*lines))


def test_an_adviser_nobody_asked_for_is_put_up_since_he_may_be_taken_for_a_member():
    assert {"adviser", "members"} <= up_for_review(said(*without("Forbedringsveileder"), "Siv Bø, siv.bo@unn.example"))


def test_an_adviser_with_a_members_address_is_put_up():
    same = ["Forbedringsveileder: Ola Hansen, kari.nordli@unn.example"]
    assert "adviser.email" in up_for_review(said(*without("Forbedringsveileder"), *same))


def test_a_row_of_the_team_without_a_name_puts_up_the_team():
    rows = [("Navn", "Rolle", "Yrke"), ("Kari Nordli", "leder", "sykepleier"), ("", "medarbeider", "jordmor")]
    reading = said(*HEAD, *TEXTS, rows, *ADVISER)
    assert {"members", "members[1].name"} <= up_for_review(reading)


def test_a_column_that_nobody_knows_puts_up_the_team():
    rows = [("Navn", "Rolle", "Snurr"), ("Kari Nordli", "leder", "grønn"), ("Ola Ås", "medarbeider", "blå")]
    assert "members" in up_for_review(said(*HEAD, *TEXTS, rows, *ADVISER))


@pytest.mark.parametrize(
    ("begin", "answer", "path"),
    [
        ("Enhet", "95", "unit"),
        ("Enhet", "Antall årsverk", "unit"),
        ("Prosjektets tittel", "Færre fall kari@unn.example", "title"),
        ("Prosjektets tittel", "fra brev til dialog»", "title"),
        ("Prosjektets tittel", "Rolle: leder", "title"),
        ("Prioritet", "høy", "priority"),
        ("Helseforetak", "Sykehuset Vest", "trust"),
    ],
)
def test_an_answer_that_does_not_look_like_one_is_put_up(begin, answer, path):
    lines = [f"{begin}: {answer}" if line.startswith(begin) else line for line in WHOLE]
    assert path in up_for_review(said(*lines))


def test_two_answers_to_one_question_are_put_up():
    assert "title" in up_for_review(said(*WHOLE, "Prosjektets tittel: En annen tittel"))


def test_two_projects_in_one_form_put_up_everything():
    reading = said(*HEAD, "Prosjektets tittel: Et annet", "Enhet: En annen", *TEXTS, *TEAM, *ADVISER)
    assert {"", "unit", "title", "members[0]"} <= up_for_review(reading)


def test_a_torn_line_on_a_printed_page_puts_up_the_texts():
    reading = said(*WHOLE, "og det rammer alle som er her.", kind="pdf", method="layout")
    assert {"problem", "goal"} <= up_for_review(reading)


def test_a_label_swallowed_by_an_answer_on_a_printed_page_puts_it_up():
    lines = [
        "Prosjektets tittel: Færre fall Problem Mange faller om natten" if "tittel" in line else line
        for line in without("Problem")
    ]
    assert {"title", "problem"} <= up_for_review(said(*lines, kind="pdf", method="layout"))


def test_words_that_came_nowhere_are_told():
    reading = said(*WHOLE, "Vi gleder oss veldig til å komme i gang")
    told = [f for f in reading.findings if f.rule == "reading.unread"]
    assert [(f.severity.value, f.where) for f in told] == [("info", "paragraph 14")]


def test_an_answer_to_what_the_register_does_not_hold_is_told():
    reading = said(*WHOLE, "Kommentarer: Vi kan ikke delta i uke 45.")
    assert [f.message.params["text"] for f in reading.findings if f.rule == "reading.other"] == ["Vi kan ikke delta i uke 45."]

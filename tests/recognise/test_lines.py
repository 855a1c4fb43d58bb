"""Paragraphs: label and value, headings, people, ticks, guidance, prose."""

import pytest
from reading_sheets import ADVISER, HEAD, TEAM, TEXTS, said, up_for_review

from pipeline.model import Adviser, Member, Role

KARI = Member(
    name="Kari Nordli", role=Role.LEADER, profession="sykepleier", email="kari.nordli@unn.example", phone="+4791693910"
)
OLA = Adviser(name="Ola Hansen", email="ola.hansen@unn.example", phone="+4790000001")


def test_a_form_of_labelled_lines_is_read_and_nothing_is_up_for_review():
    reading = said(*HEAD, *TEXTS, *TEAM, *ADVISER, "☒ Vi bekrefter at påmeldingen er bindende")
    values = reading.values
    assert (values.trust, values.unit, values.title, values.priority) == (
        "Universitetssykehuset Nord-Norge HF",
        "Medisinsk poliklinikk",
        "Færre fall",
        2,
    )
    assert (values.problem, values.goal) == ("Mange pasienter faller om natten.", "Halvere antall fall innen mai 2026.")
    assert (values.members, values.adviser, values.binding) == ((KARI,), OLA, True)
    assert up_for_review(reading) <= {"challenges"}


def test_the_answer_may_stand_on_the_line_below_its_label():
    values = said(
        "Helseforetak", "UNN HF", "Enhet", "Avdeling for rus", "Tittel på prosjektet", "Færre fall", *TEXTS, *TEAM
    ).values
    assert (values.unit, values.title) == ("Avdeling for rus", "Færre fall")


def test_a_blank_answer_does_not_take_the_next_question():
    reading = said(
        "Helseforetak", "UNN HF", "Enhet", "Antall årsverk", "12", "Tittel på prosjektet", "Færre fall", *TEXTS, *TEAM
    )
    assert (reading.values.unit, reading.values.title) == (None, "Færre fall")


def test_an_answer_goes_on_in_the_next_paragraph():
    values = said(
        *HEAD, "Problem:", "Mange faller om natten.", "Vi vet ikke hvorfor, og teller ikke.", "Mål: færre fall", *TEAM
    ).values
    assert values.problem == "Mange faller om natten.\nVi vet ikke hvorfor, og teller ikke."


def test_numbered_questions_are_no_answers_to_each_other():
    values = said(
        "1. Helseforetak", "UNN HF", "2. Prioritet", "3. Tittel", "Færre fall", "4. Enhet", "Barsel", *TEXTS, *TEAM
    ).values
    assert (values.priority, values.title, values.unit) == (None, "Færre fall", "Barsel")


@pytest.mark.parametrize(
    "line",
    [
        "Navn: Kari Nordli | Rolle: leder | Yrke: sykepleier | E-post: kari.nordli@unn.example | Tlf: 916 93 910",
        "1. Kari Nordli / leder / sykepleier / kari.nordli@unn.example / 916 93 910",
        "• Kari Nordli; sykepleier; leder; tlf. 91 69 39 10; kari.nordli@unn.example",
    ],
)
def test_a_line_names_a_member(line):
    assert said(*HEAD, *TEXTS, "Teamet", line, *ADVISER).values.members == (KARI,)


def test_lines_below_a_name_say_more_of_the_person():
    values = said(
        *HEAD, *TEXTS, "Deltakere", "Kari Nordli", "sykepleier, leder", "kari.nordli@unn.example, 916 93 910", *ADVISER
    ).values
    assert values.members == (KARI,)


def test_whoever_is_named_below_the_only_union_representative_may_have_another_role():
    people = ["Tillitsvalgt: Ola Ås, sykepleier, ola@unn.example, 900 00 002", "Per Vik, lege, per@unn.example, 900 00 003"]
    reading = said(*HEAD, *TEXTS, *TEAM, *people, *ADVISER)
    assert [member.role for member in reading.values.members][:2] == [Role.LEADER, Role.UNION_REP]
    assert {"members[1].role", "members[2].role"} & up_for_review(reading) == {"members[2].role"}


def test_the_role_may_be_the_label():
    values = said(
        *HEAD, *TEXTS, "Leder: Kari Nordli, sykepleier", "Tillitsvalgt: Ola Ås, lege", "Øvrige deltakere:", "Siv Bø, jordmor"
    ).values
    assert [(m.name, m.role) for m in values.members] == [
        ("Kari Nordli", Role.LEADER),
        ("Ola Ås", Role.UNION_REP),
        ("Siv Bø", Role.STAFF),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Vår lokale forbedringsveileder er Ola Hansen, e-post ola.hansen@unn.example, tlf 900 00 001.",
        "Forbedringsveileder: Ola Hansen – ola.hansen@unn.example – 900 00 001",
        "Ola Hansen, ola.hansen@unn.example, 900 00 001 er vår forbedringsveileder",
    ],
)
def test_the_adviser_may_stand_in_a_sentence(line):
    assert said(*HEAD, *TEXTS, *TEAM, line).values.adviser == OLA


def test_answers_may_stand_in_sentences():
    values = said(
        "Nordlandssykehuset HF melder med dette på et team ved Barsel, Bodø til læringsnettverket.",
        "Prosjektet heter «Tittel: færre fall» og har prioritet 4.",
        *TEXTS,
        *TEAM,
    ).values
    assert (values.trust, values.unit, values.title, values.priority) == (
        "Nordlandssykehuset HF",
        "Barsel, Bodø",
        "Tittel: færre fall",
        4,
    )


@pytest.mark.parametrize(
    ("lines", "challenges"),
    [
        (("Utfordringer: høy turnover, begrenset kapasitet",), ("high_turnover", "limited_capacity")),
        (("☐ Høy arbeidsbelastning", "☒ Høy turnover", "☐ Begrenset kapasitet"), ("high_turnover",)),
        (("Enheten har: [x] Høy arbeidsbelastning [ ] Høy turnover [ ] Begrenset kapasitet",), ("high_workload",)),
        (("Høy arbeidsbelastning: ja", "Høy turnover: nei", "Begrenset kapasitet: x"), ("high_workload", "limited_capacity")),
    ],
)
def test_challenges_are_ticks_or_words(lines, challenges):
    assert said(*HEAD, *TEXTS, *lines, *TEAM, *ADVISER).values.challenges == challenges


@pytest.mark.parametrize(
    ("line", "binding"),
    [
        ("☒ Påmeldingen er bindende", True),
        ("Bindende påmelding: nei", False),
        ("Er påmeldingen bindende? Ja ☐ Nei ☒", False),
        ("Vi bekrefter at påmeldingen er bindende.", True),
    ],
)
def test_the_promise_is_a_tick_a_word_or_a_sentence(line, binding):
    assert said(*HEAD, *TEXTS, *TEAM, *ADVISER, line).values.binding is binding


def test_an_adviser_who_is_put_off_is_none_and_up_for_review():
    reading = said(*HEAD, *TEXTS, *TEAM, "Forbedringsveileder: avklares senere")
    assert reading.values.adviser == Adviser()
    assert "adviser.name" in up_for_review(reading)


def test_agents_may_be_named_in_an_answer_of_their_own():
    values = said(
        *HEAD, *TEXTS, *TEAM, "Siv Bø, jordmor, siv.bo@unn.example", "Utdannede forbedringsagenter: Siv Bø", *ADVISER
    ).values
    assert [m.trained_agent for m in values.members] == [None, True]

"""Registrations in running text, and what stands around them: letters, notes, tables made of tabs, a form's own signs."""

import pytest
from reading_sheets import ADVISER, HEAD, TEAM, TEXTS, said, up_for_review

from pipeline.model import Adviser, Member, Role
from pipeline.recognise.labels import find_label
from pipeline.recognise.mentions import mentions_in

LETTER = [
    "Vi melder på et team fra Medisinsk poliklinikk ved Nordlandssykehuset HF. Prosjektet har fått navnet «Færre fall».",
    "Problemet er følgende: Mange pasienter faller om natten.",
    "Målet vårt: Halvere antall fall innen mai 2026.",
    "Enheten kjennetegnes av høy turnover og begrenset kapasitet.",
    "Foretaket har prioritert dette som nummer 3.",
    "Teamet ledes av avdelingssjef Kari Nordli (sykepleier, kari@nlsh.example, 91 69 39 10).",
    "Tillitsvalgt i teamet er hjelpepleier Per-Ivar Dahl (per@nlsh.example, 900 00 002).",
    "De øvrige medlemmene er Siv Bø (ergoterapeut, siv@nlsh.example, (+47) 900 00 003) og Ole Ås (jordmor, ole@nlsh.example).",
    "Vår lokale forbedringsveileder er Ola Hansen, som nås på ola@nlsh.example eller telefon 900 00 001.",
    "Med vennlig hilsen",
    "Grete Moe",
    "klinikksjef",
]


def test_a_letter_is_read_sentence_by_sentence():
    values = said(*LETTER).values
    assert (values.trust, values.unit, values.title, values.priority) == (
        "Nordlandssykehuset HF",
        "Medisinsk poliklinikk",
        "Færre fall",
        3,
    )
    assert (values.problem, values.goal) == ("Mange pasienter faller om natten.", "Halvere antall fall innen mai 2026.")
    assert values.challenges == ("high_turnover", "limited_capacity")
    assert values.adviser == Adviser(name="Ola Hansen", email="ola@nlsh.example", phone="+4790000001")


def test_whoever_a_letter_names_has_the_role_that_its_sentence_gives_and_the_signer_is_no_member():
    reading = said(*LETTER)
    assert [(m.name, m.role, m.profession, m.phone) for m in reading.values.members] == [
        ("Kari Nordli", Role.LEADER, "sykepleier", "+4791693910"),
        ("Per-Ivar Dahl", Role.UNION_REP, "helsefagarbeider", "+4790000002"),
        ("Siv Bø", Role.STAFF, "ergoterapeut", "+4790000003"),
        ("Ole Ås", Role.STAFF, "jordmor", None),
    ]
    assert reading.values.signed_name == "Grete Moe"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Team leader is Kari Nordli, psychologist (kari@unn.example, 91 69 39 10).", ["Kari Nordli"]),
        ("Tillitsvalgt er genetisk veileder Siv Bø (siv@unn.example).", ["Siv Bø"]),
        ("Pasienter (40 %) venter lenge, og Kari Nordli (avdelingsleder) er bekymret.", []),
        ("Ring avdelingen (75 00 00 00) ved spørsmål.", []),
    ],
)
def test_a_mention_is_a_name_beside_an_address_or_a_number(text, names):
    found = mentions_in(text)
    assert [mention.name for mention in found] == names
    assert not any(mention.adviser for mention in found)


def test_a_challenge_that_is_denied_is_not_taken():
    assert said(*HEAD, *TEXTS, *TEAM, *ADVISER, "Enheten preges ikke av høy turnover.").values.challenges == ()


def test_people_on_lines_of_their_own_are_members_whatever_was_asked_before():
    values = said(*HEAD, *TEXTS, "Kryss av for det som gjelder enheten:", "☒ Høy turnover", "Desse er med:", *TEAM[1:]).values
    assert [m.name for m in values.members] == ["Kari Nordli"]
    assert values.challenges == ("high_turnover",)


def test_a_person_on_several_lines_is_one_person():
    values = said(*HEAD, *TEXTS, [("Teamleder\nKari Nordli\nsykepleier\nkari@unn.example\n91 69 39 10", "")]).values
    assert values.members == (
        Member(name="Kari Nordli", role=Role.LEADER, profession="sykepleier", email="kari@unn.example", phone="+4791693910"),
    )


def test_lines_with_tabs_below_headings_are_a_table_and_a_line_about_something_else_ends_it():
    values = said(
        *HEAD,
        *TEXTS,
        "Navn\tRolle\tFaggruppe\tMobil\tE-post",
        "Kari Nordli\tleder\tsykepleier\t91 69 39 10\tkari@unn.example",
        "Siv Bø\ttillitsvalgt\tportør\t\tsiv@unn.example",
        "Forbedringsveileder\t\tOla Hansen\t900 00 001\tola@unn.example",
    ).values
    assert [(m.name, m.role, m.phone) for m in values.members] == [
        ("Kari Nordli", Role.LEADER, "+4791693910"),
        ("Siv Bø", Role.UNION_REP, None),
    ]
    assert values.adviser == Adviser(name="Ola Hansen", email="ola@unn.example", phone="+4790000001")


def test_a_forms_own_signs_for_roles_mean_what_it_says_they_mean():
    heads = ("Navn", "Rolle*", "Yrke", "E-post")
    rows = [heads, ("Kari Nordli", "L", "sykepleier", "kari@unn.example"), ("Siv Bø", "M", "jordmor", "siv@unn.example")]
    explained = said(*HEAD, *TEXTS, rows, "* L = leder, TV = tillitsvalgt, M = medarbeider").values
    assert [m.role for m in explained.members] == [Role.LEADER, Role.STAFF]
    assert [m.role for m in said(*HEAD, *TEXTS, rows).values.members] == [None, None]


def test_challenges_listed_without_boxes_are_up_for_review():
    reading = said(*HEAD, *TEXTS, *TEAM, *ADVISER, "Hvilke av disse beskriver enheten?", "Høy turnover", "Begrenset kapasitet")
    assert reading.values.challenges == ("high_turnover", "limited_capacity")
    assert "challenges" in up_for_review(reading)


def test_answers_to_unknown_questions_are_taken_by_the_order_of_forms_and_put_up_for_review():
    rows = [("Helseforetak", "UNN HF"), ("Xyz", "Medisinsk poliklinikk"), ("Abc", "Færre fall"), ("Prioritet", "2")]
    reading = said(rows, *TEXTS, *TEAM, *ADVISER)
    assert (reading.values.unit, reading.values.title) == ("Medisinsk poliklinikk", "Færre fall")
    assert {"unit", "title"} <= up_for_review(reading)


def test_one_answer_too_many_is_taken_for_nothing():
    rows = [("Helseforetak", "UNN HF"), ("Xyz", "Medisinsk poliklinikk"), ("Abc", "Færre fall"), ("Qrs", "noe annet")]
    assert said(rows, *TEXTS, *TEAM, *ADVISER).values.title is None


@pytest.mark.parametrize(
    ("text", "attribute", "role", "number"),
    [
        ("Leder – navn", "name", Role.LEADER, None),
        ("E-post til tillitsvalgt", "email", Role.UNION_REP, None),
        ("Medarbeider 2 – yrke", "profession", Role.STAFF, 2),
        ("Tillitsvalgtes tlf", "phone", Role.UNION_REP, None),
    ],
)
def test_a_question_may_say_by_role_whose_answer_it_wants(text, attribute, role, number):
    label = find_label(text)
    assert label is not None
    assert (label.section, label.attribute, label.role, label.number) == ("members", attribute, role, number)


def test_a_questions_role_gives_each_answer_to_the_same_person():
    rows = [
        ("Leder – navn", "Kari Nordli"),
        ("Tillitsvalgt – navn", "Siv Bø"),
        ("Leder – yrke", "lege"),
        ("Tillitsvalgt – yrke", "jordmor"),
    ]
    values = said(*HEAD, *TEXTS, rows).values
    assert [(m.name, m.role, m.profession) for m in values.members] == [
        ("Kari Nordli", Role.LEADER, "lege"),
        ("Siv Bø", Role.UNION_REP, "jordmor"),
    ]


def test_a_title_that_reads_like_a_question_left_unanswered_is_up_for_review():
    reading = said(
        "Helseforetak: UNN HF", "Enhet: Mottak", [("Prosjektets tittel", "Foretakets prioritet")], *TEXTS, *TEAM, *ADVISER
    )
    assert reading.values.title is None or "title" in up_for_review(reading)

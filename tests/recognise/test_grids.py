"""Tables: label left, above, in the same cell; people in rows, in columns, abreast; headings that nobody knows."""

import pytest
from reading_sheets import ADVISER, HEAD, TEAM, TEXTS, said, up_for_review

from pipeline.model import Adviser, Member, Role

PAIRS = [
    ("Helseforetak", "UNN HF"),
    ("Enhet", "Avdeling for rus"),
    ("Tittel på prosjektet", "Færre fall"),
    ("Prioritet", "nr. 2"),
]
CORE = ("Navn", "Rolle", "Yrke", "E-post", "Telefon", "Forbedringsagent")
KARI = ("Kari Nordli", "leder", "sykepleier", "kari@unn.example", "916 93 910", "x")
OLA = ("Ola Ås", "tillitsvalgt (NSF)", "lege", "ola@unn.example", "900 00 002", "")
MEMBERS = (
    Member(
        name="Kari Nordli",
        role=Role.LEADER,
        profession="sykepleier",
        email="kari@unn.example",
        phone="+4791693910",
        trained_agent=True,
    ),
    Member(name="Ola Ås", role=Role.UNION_REP, profession="lege", email="ola@unn.example", phone="+4790000002"),
)


@pytest.mark.parametrize(
    "rows",
    [
        PAIRS,
        [(str(n), *pair) for n, pair in enumerate(PAIRS, 1)],
        [(*PAIRS[0], *PAIRS[1]), (*PAIRS[2], *PAIRS[3])],
        [tuple(label for label, _ in PAIRS), tuple(answer for _, answer in PAIRS)],
        [
            (f"{PAIRS[0][0]}\n{PAIRS[0][1]}", f"{PAIRS[1][0]}\n{PAIRS[1][1]}"),
            (f"{PAIRS[2][0]}\n{PAIRS[2][1]}", f"{PAIRS[3][0]}\n{PAIRS[3][1]}"),
        ],
        [(cell,) for pair in PAIRS for cell in pair],
        [(f"{label}: {answer}",) for label, answer in PAIRS],
    ],
    ids=["left", "numbered", "two pairs a row", "above", "same cell", "stacked", "colon"],
)
def test_the_label_may_stand_anywhere_beside_its_answer(rows):
    values = said(rows, *TEXTS, *TEAM, *ADVISER).values
    assert (values.trust, values.unit, values.title, values.priority) == (
        "Universitetssykehuset Nord-Norge HF",
        "Avdeling for rus",
        "Færre fall",
        2,
    )


def test_an_empty_answer_does_not_take_the_next_label():
    rows = [
        ("Helseforetak", "UNN HF", "Enhet", ""),
        ("Saksnr.", "", "Hvilken prioritet har prosjektet?", "3"),
        ("Tittel", "Færre fall", "", ""),
    ]
    values = said(rows, *TEXTS, *TEAM).values
    assert (values.unit, values.priority, values.title) == (None, 3, "Færre fall")


@pytest.mark.parametrize(
    "rows",
    [
        [CORE, KARI, OLA, ("",) * 6],
        [("Nr.", *CORE), ("1", *KARI), ("2", *OLA), ("3", "", "", "", "", "", "")],
        [CORE, KARI, CORE, OLA],
        [(CORE[i], KARI[i], OLA[i]) for i in range(6)],
        [(CORE[i], KARI[i], CORE[i], OLA[i]) for i in range(6)],
        [(f"{CORE[i]}: {KARI[i]}", f"{CORE[i]}: {OLA[i]}") for i in ()]
        or [tuple("\n".join(f"{c}: {t}" for c, t in zip(CORE, p, strict=True)) for p in (KARI, OLA))],
        [row for n, p in enumerate((KARI, OLA), 1) for row in [(f"Deltaker {n}", ""), *zip(CORE, p, strict=True)]],
    ],
    ids=["rows", "numbered", "heads again", "columns", "abreast", "cards", "blocks"],
)
def test_people_may_stand_in_any_arrangement(rows):
    assert said(*HEAD, *TEXTS, "Deltakere", rows, *ADVISER).values.members == MEMBERS


def test_people_under_headings_that_nobody_knows_are_known_by_what_stands_there():
    rows = [
        ("Hvem", "Hatt", "Bakgrunn her", "Nås på", "Ring"),
        KARI[:5],
        OLA[:5],
        ("Siv Bø", "medarbeider", "jordmor", "siv@unn.example", "900 00 003"),
    ]
    members = said(*HEAD, *TEXTS, "Deltakere", rows, *ADVISER).values.members
    assert [(m.name, m.email, m.phone) for m in members] == [
        ("Kari Nordli", "kari@unn.example", "+4791693910"),
        ("Ola Ås", "ola@unn.example", "+4790000002"),
        ("Siv Bø", "siv@unn.example", "+4790000003"),
    ]


def test_a_cross_may_say_the_role():
    rows = [
        ("Navn", "Yrke", "Leder", "Tillitsvalgt", "Medarbeider"),
        ("Kari Nordli", "sykepleier", "x", "", ""),
        ("Ola Ås", "lege", "", "x", ""),
    ]
    members = said(*HEAD, *TEXTS, rows, *ADVISER).values.members
    assert [m.role for m in members] == [Role.LEADER, Role.UNION_REP]


def test_roles_printed_beforehand_are_no_members():
    rows = [
        ("Rolle", "Navn", "Yrke", "E-post"),
        ("Leder", "", "", ""),
        ("Tillitsvalgt", "Ola Ås", "lege", "ola@unn.example"),
        ("Medarbeider 1", "", "", ""),
    ]
    members = said(*HEAD, *TEXTS, rows, *ADVISER).values.members
    assert [(m.name, m.role) for m in members] == [("Ola Ås", Role.UNION_REP)]


def test_two_things_in_one_column_are_told_apart():
    rows = [("Navn", "Rolle / yrke", "E-post / telefon"), ("Kari Nordli", "leder, sykepleier", "kari@unn.example / 916 93 910")]
    (member,) = said(*HEAD, *TEXTS, rows, *ADVISER).values.members
    assert member == Member(
        name="Kari Nordli", role=Role.LEADER, profession="sykepleier", email="kari@unn.example", phone="+4791693910"
    )


def test_a_column_may_hold_the_name_and_more_beside_one_of_professions():
    rows = [
        ("Navn og stilling", "Profesjon", "Rolle", "Telefon / e-post", "Agent (ja/nei)"),
        ("Kari Nordli\nenhetsleder", "sykepleier", "leder", "kari@unn.example / 916 93 910", "nei"),
        ("Ola Ås, gipstekniker", "helsefagarbeider", "tillitsvalgt", "900 00 002", "ja"),
    ]
    kari, ola = said(*HEAD, *TEXTS, rows, *ADVISER).values.members
    assert (kari.name, kari.title, kari.profession, kari.trained_agent) == ("Kari Nordli", "enhetsleder", "sykepleier", False)
    assert (ola.name, ola.title, ola.profession, ola.trained_agent) == ("Ola Ås", "gipstekniker", "helsefagarbeider", True)


def test_a_column_of_names_and_professions_may_be_the_only_one_that_tells_them():
    rows = [("Navn og yrke", "Rolle", "E-post"), ("Kari Nordli, sykepleier", "leder", "kari@unn.example")]
    (kari,) = said(*HEAD, *TEXTS, rows, *ADVISER).values.members
    assert (kari.name, kari.title, kari.profession, kari.role) == ("Kari Nordli", None, "sykepleier", Role.LEADER)


def test_first_and_last_name_are_one_name():
    rows = [("Fornavn", "Etternavn", "Rolle", "Yrke"), ("Kari", "Nordli", "leder", "sykepleier")]
    assert said(*HEAD, *TEXTS, rows, *ADVISER).values.members[0].name == "Kari Nordli"


def test_the_adviser_in_the_members_table_is_no_member():
    rows = [CORE, KARI, ("Ola Hansen", "Forbedringsveileder", "", "ola.hansen@unn.example", "900 00 001", "")]
    values = said(*HEAD, *TEXTS, rows).values
    assert [m.name for m in values.members] == ["Kari Nordli"]
    assert values.adviser == Adviser(name="Ola Hansen", email="ola.hansen@unn.example", phone="+4790000001")


def test_the_table_of_people_ends_where_other_labels_begin():
    rows = [("#", *CORE[:3]), ("1", *KARI[:3]), ("Navn på veileder", "Ola Hansen", "", ""), ("Prioritet", "4", "", "")]
    values = said(*HEAD[:3], *TEXTS, rows).values
    assert ([m.name for m in values.members], values.adviser.name, values.priority) == (["Kari Nordli"], "Ola Hansen", 4)


def test_a_people_table_beside_the_questions_is_read_by_itself():
    left = [*PAIRS, ("Problem", "Mange faller."), ("Mål", "Færre fall innen mai.")]
    right = [CORE[:3], KARI[:3], OLA[:3], ("",) * 3, ("",) * 3, ("",) * 3]
    values = said([(*a, "", *b) for a, b in zip(left, right, strict=True)], *ADVISER, kind="xlsx").values
    assert ([m.name for m in values.members], values.title, values.problem) == (
        ["Kari Nordli", "Ola Ås"],
        "Færre fall",
        "Mange faller.",
    )


def test_ja_and_nei_printed_side_by_side_without_a_mark_are_no_answer():
    reading = said(*HEAD, *TEXTS, [("Høy turnover", "Ja", "Nei"), ("Begrenset kapasitet", "☒ Ja", "☐ Nei")], *TEAM, *ADVISER)
    assert reading.values.challenges == ("limited_capacity",)
    assert "challenges" in up_for_review(reading)


def test_a_title_with_the_word_of_a_unit_is_the_answer_where_the_other_rows_have_theirs():
    rows = [
        ("Helseforetak", "", "Nordlandssykehuset HF"),
        ("Enhet", "", "Kvinneklinikken"),
        ("Prosjekt", "", "Jordmorstyrt poliklinikk"),
        ("Prioritet", "", "2"),
        ("Mål", "", "Færre kontroller hos lege."),
    ]
    values = said(rows).values
    assert (values.title, values.unit) == ("Jordmorstyrt poliklinikk", "Kvinneklinikken")


HEADS = ("Navn", "Rolle", "Yrke", "E-post")
ROW_OF_KARI = ("Kari Nordli", "leder", "sykepleier", "kari@unn.example")


@pytest.mark.parametrize("mark", ["Eksempel: Ola Nordmann", "F.eks. Ola Nordmann", "Døme: Ola Nordmann"])
def test_a_row_that_shows_how_to_fill_in_the_others_is_no_member(mark):
    reading = said(*HEAD, [HEADS, (mark, "medarbeider", "lege", "ola@unn.example"), ROW_OF_KARI])
    assert [m.name for m in reading.values.members] == ["Kari Nordli"]


def test_an_address_in_the_row_below_a_name_is_that_persons():
    reading = said(*HEAD, [HEADS[:3], ROW_OF_KARI[:3], ("kari@unn.example", "", ""), ("Ola Ås", "medarbeider", "lege")])
    assert [(m.name, m.email) for m in reading.values.members] == [("Kari Nordli", "kari@unn.example"), ("Ola Ås", None)]


def test_a_persons_things_may_go_on_in_the_next_row_with_their_labels():
    rows = [
        ("Deltaker 1", "Navn: Kari Nordli", "Rolle: leder", "Yrke: sykepleier"),
        ("", "E-post: kari@unn.example", "Tlf: 91 69 39 10", ""),
        ("Deltaker 2", "Navn: Ola Ås", "Rolle: medarbeider", "Yrke: lege"),
        ("", "E-post:", "Tlf: 900 00 002", ""),
    ]
    members = said(*HEAD, rows).values.members
    assert [(m.name, m.email, m.phone) for m in members] == [
        ("Kari Nordli", "kari@unn.example", "+4791693910"),
        ("Ola Ås", None, "+4790000002"),
    ]


def test_a_text_goes_on_in_the_next_row_beside_an_empty_label():
    rows = [
        ("Problem", "Antall fall har steget"),
        ("", "med 8 % i 2024."),
        ("Mål", "Mål 1: Kortere opphold."),
        ("", "Mål 2: Færre fall."),
    ]
    values = said(*HEAD, rows, *TEAM).values
    assert values.problem is not None
    assert " ".join(values.problem.split()) == "Antall fall har steget med 8 % i 2024."
    assert values.goal is not None
    assert " ".join(values.goal.split()) == "Mål 1: Kortere opphold. Mål 2: Færre fall."


def test_help_beside_the_answers_is_no_answer():
    rows = [
        ("Nr", "Spørsmål", "Svar", "Hjelp"),
        ("1", "Enhet", "Barsel", "Post eller avdeling"),
        ("2", "Problem", "", "Hva er problemet?"),
    ]
    values = said("Helseforetak: UNN HF", "Prosjektets tittel: Færre fall", rows, *TEAM).values
    assert (values.unit, values.problem, values.goal) == ("Barsel", None, None)


def test_the_number_of_a_person_counts_those_of_the_same_role():
    cards = [
        ("Leder", ""),
        ("Navn", "Kari Nordli"),
        ("E-post", "kari@unn.example"),
        ("Medarbeider 1", ""),
        ("Navn", "Ola Ås"),
        ("E-post", "ola@unn.example"),
    ]
    members = said(*HEAD, cards).values.members
    assert [(m.name, m.role, m.email) for m in members] == [
        ("Kari Nordli", Role.LEADER, "kari@unn.example"),
        ("Ola Ås", Role.STAFF, "ola@unn.example"),
    ]

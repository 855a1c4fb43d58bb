"""The letters of the pitching and the award, and the lists: what they say, to whom, and when."""

import datetime as dt
import io

import pytest
from award_golden import BEFORE, GOLDEN, golden_texts, letters
from docx import Document
from openpyxl import load_workbook
from pitch_cohort import PROGRAMME, SHEETS, TEMPLATES, awarded, pitched

from pipeline.form.vocabulary import fold
from pipeline.letter_record import LetterKind
from pipeline.letters.finish import finish
from pipeline.programme.schema import Award
from pipeline.views.pitching_book import ranking_book
from pipeline.views.pitching_papers import ranking_paper
from pipeline.views.year_workbook import workbook
from pipeline.year.ranking import Settled

TEXTS = golden_texts()
SETTLED = Settled(winner="UNN-1", tied=("NLSH-1", "UNN-1"), by="Ragnhild Sørvik", reason="loddtrekning på samlingen")


@pytest.mark.parametrize("name", TEXTS)
def test_a_letter_and_the_ranking_say_what_their_golden_texts_say(name):
    assert TEXTS[name] == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.stem)
def test_every_letter_passes_its_proof(letter):
    assert finish(letter, TEMPLATES / letter.template).faults == ()


def test_each_team_gets_one_letter_on_the_money_and_each_winner_a_diploma():
    made = letters()
    by_kind = {kind: [one.registration for one in made if one.kind is kind] for kind in LetterKind}
    assert by_kind[LetterKind.AWARD] == ["NLSH-1", "UNN-1"]
    assert (by_kind[LetterKind.GRANT], by_kind[LetterKind.GRANT_MISSING]) == (["UNN-1"], ["UNN-2", "NLSH-1", "HELG-1"])
    assert {one.context.amount for one in made if one.kind is LetterKind.GRANT} == {"25\u00a0000\u00a0kr"}


def test_the_winner_of_a_settled_tie_alone_gets_a_diploma_and_it_says_nothing_of_sharing():
    (award,) = (one for one in letters(awarded(settled=SETTLED)) if one.kind is LetterKind.AWARD)
    assert (award.registration, award.context.place) == ("UNN-1", "1. plass")


def test_grants_come_when_the_network_has_ended_and_diplomas_before():
    assert {one.kind for one in letters(day=BEFORE)} == {LetterKind.AWARD}
    assert LetterKind.GRANT in {one.kind for one in letters(day=dt.date(2026, 4, 30))}


def test_amount_and_last_day_are_the_programmes_when_it_says_so():
    award = Award(amount=30_000, answer_by=dt.date(2026, 6, 1))
    made = letters(programme=PROGRAMME.model_copy(update={"award": award}))
    said = {(one.context.amount, one.context.answer_by) for one in made if one.kind is LetterKind.GRANT_MISSING}
    assert said == {("30\u00a0000\u00a0kr", "mandag 1. juni 2026"), ("30\u00a0000\u00a0kr", "måndag 1. juni 2026")}


def test_no_day_to_answer_by_when_it_is_over():
    lacking = [one for one in letters(day=dt.date(2026, 5, 16)) if one.kind is LetterKind.GRANT_MISSING]
    assert {one.context.answer_by for one in lacking} == {""}


def test_open_questions_and_a_tie_are_told_before_a_diploma_goes_out():
    award = next(one for one in letters() if one.kind is LetterKind.AWARD)
    assert [remark.in_language("en") for remark in award.remarks] == [
        "Open questions on the scores: 1. The winner may still change.",
        "The first place is shared: NLSH-1, UNN-1.",
    ]


def test_no_letter_and_no_list_says_who_is_union_representative():
    book = load_workbook(io.BytesIO(workbook(ranking_book(pitched()))))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "tillitsval" not in fold(" ".join((*TEXTS.values(), *cells)))


def test_the_workbook_has_the_ranking_every_score_and_the_evidence_of_each_team():
    book = load_workbook(io.BytesIO(workbook(ranking_book(pitched()))))
    ranked = [row[:2] + row[4:5] for row in book["rangering"].iter_rows(min_row=2, values_only=True)]
    assert ranked == [(1, "NLSH-1", 13), (1, "UNN-1", 13), (3, "UNN-2", 8.5), (4, "HELG-1", 7)]
    matrix = list(book["dommer for dommer"].iter_rows(min_row=2, values_only=True))
    assert matrix[0] == ("NLSH-1", "Trygg utskriving", 13, 13, "eget foretak")
    scores = list(book["poeng"].iter_rows(min_row=2, values_only=True))
    assert len(scores) == sum(len(sheet.rows) for sheet in SHEETS) - 1  # one row was not filled in
    assert scores[-1] == ("Kari Dommer", "UNN-1", "3", "3", "3", "3", "3", None, "nei, eget foretak")
    grants = {row[0]: row[2:5] for row in book["tilskudd"].iter_rows(min_row=2, values_only=True)}
    change = "Fall per 1000 døgn: fra 8,4\u00a0fall (12.09.2025) til 5,1\u00a0fall (20.04.2026)"
    assert grants["UNN-1"] == ("ja", change, "posters/UNN-1.pdf")
    assert grants["UNN-2"][1].endswith("(ingen endring, og teller ikke)")


def test_the_same_pitching_gives_the_same_bytes():
    assert ranking_paper(pitched()) == ranking_paper(pitched())
    assert workbook(ranking_book(pitched())) == workbook(ranking_book(pitched()))


def test_a_settled_tie_stands_in_the_ranking_with_name_and_reason():
    text = "\n".join(p.text for p in Document(io.BytesIO(ranking_paper(pitched(awarded(settled=SETTLED))))).paragraphs)
    assert "Vinner: UNN-1 «Færre fall»" in text
    assert "Førsteplassen ble delt av NLSH-1, UNN-1. Ragnhild Sørvik har avgjort den: loddtrekning på samlingen" in text

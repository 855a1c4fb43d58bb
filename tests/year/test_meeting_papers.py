"""Programme, running sheet and checklist of each meeting."""

import dataclasses
import re

import pytest
from agenda_cohort import PROGRAMME, TEMPLATES, item, laid, papers, shipped
from agenda_golden import GOLDEN, running_sheet, words

from pipeline.form.vocabulary import fold
from pipeline.letter_record import LetterKind
from pipeline.letters.doctor import examine
from pipeline.letters.finish import finish
from pipeline.model import Role
from pipeline.steps.agendas import MEETING_PAPERS

EVERY = papers(shipped().values())


def test_a_running_sheet_says_what_its_golden_text_says():
    assert words(running_sheet()) == GOLDEN.read_text(encoding="utf-8")


def test_each_meeting_has_three_papers_in_each_maalform():
    assert len(EVERY) == len(shipped()) * len(MEETING_PAPERS) * 2
    assert len({letter.path for letter in EVERY}) == len(EVERY)
    assert "letters/running_sheet/samling-1-kjoreplan.docx" in {letter.path for letter in EVERY}
    assert "letters/agenda/samling-1-nn-moteprogram.docx" in {letter.path for letter in EVERY}


@pytest.mark.parametrize("letter", EVERY, ids=lambda letter: letter.stem)
def test_every_paper_passes_its_proof(letter):
    assert finish(letter, TEMPLATES / letter.template).faults == ()


@pytest.mark.parametrize("kind", sorted(MEETING_PAPERS))
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_doctor_finds_nothing_in_the_templates(kind, language):
    name = next(letter.template for letter in EVERY if letter.kind is kind and letter.language == language)
    assert examine(TEMPLATES / name, kind, PROGRAMME).faults == ()


@pytest.mark.parametrize("letter", EVERY, ids=lambda letter: letter.stem)
def test_no_paper_says_who_is_union_representative(letter):
    text = fold(finish(letter, TEMPLATES / letter.template).text)
    assert "tillitsval" not in text
    assert Role.UNION_REP.value not in text


@pytest.mark.parametrize("letter", [one for one in EVERY if one.language == "nn"], ids=lambda letter: letter.stem)
def test_nynorsk_papers_say_nothing_in_bokmaal(letter):
    bokmaal = {"hva", "hvem", "hvor", "ikke", "teamene", "arrangørene", "ønsker", "hvordan", "dere", "deltakerne", "en", "et"}
    text = re.sub(r"https?://\S+", "", finish(letter, TEMPLATES / letter.template).text)
    said = set(fold(text).split())
    assert said & set(map(fold, bokmaal)) == set()


def sheet_of(made):
    return next(letter for letter in papers([made], {LetterKind.RUNNING_SHEET}) if letter.language == "nb")


def test_a_running_sheet_tells_of_a_day_that_is_too_full_and_the_run_does_so_too():
    sheet = sheet_of(laid(item(50), item(20, title="Kraftfelt", optional=True)))
    assert "Dette kan utgå: «Kraftfelt» (20 min)." in sheet.context.notes[0]
    assert [remark.in_language("nb") for remark in sheet.remarks] == [sheet.context.notes[0]]


def test_minutes_that_were_worked_out_are_told_apart_from_those_that_are_set():
    (day,) = sheet_of(laid(item(20), item(title="Status"))).context.days
    assert [(point.time, point.minutes) for point in day.points] == [("13.00–13.20", "20"), ("13.20–14.00", "ca. 40")]


def test_what_can_be_left_out_and_has_no_time_is_only_in_the_running_sheet():
    made = laid(item(60), item(title="Verktøy", optional=True))
    (day,) = sheet_of(made).context.days
    (programme, _) = papers([made], {LetterKind.AGENDA})
    assert [point.item for point in day.points] == ["Punkt", "Verktøy (kan utgå)"]
    assert [point.item for point in programme.context.days[0].points] == ["Punkt"]


def test_a_checklist_has_each_thing_once_with_the_items_that_need_it():
    made = laid(item(10, title="A", material=("Tusjer", "Ark")), item(10, title="B", material=("Tusjer",)))
    checklist = papers([made], {LetterKind.CHECKLIST})[0].context
    assert [(thing.what, thing.items) for thing in checklist.bring] == [("Tusjer", "A, B"), ("Ark", "A")]


def test_a_meeting_without_a_day_has_its_hours_all_the_same():
    made = laid(item(20))
    undated = dataclasses.replace(made.meeting, first=None, last=None)
    made = dataclasses.replace(made, meeting=undated, days=tuple(dataclasses.replace(day, date=None) for day in made.days))
    assert papers([made], {LetterKind.AGENDA})[0].context.days[0].heading == "Kl. 13.00–13.20"

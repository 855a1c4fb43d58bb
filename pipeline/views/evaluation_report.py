"""The evaluation report in Word: what was answered, in pictures and in tables, with quotes that name nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from docx.document import Document as WordDocument
from docx.shared import Pt

from pipeline.form.year_forms import AGREEMENT, QUESTIONNAIRE
from pipeline.i18n import Message, msg
from pipeline.views import word
from pipeline.views.evaluation_appendix import add_appendix
from pipeline.views.evaluation_paper import Paper, bullets, chapter, cohort_rows, keep_together, picture, space, two_columns
from pipeline.views.survey_charts import BarRow, PairRow, choice_bars, dumbbells, stacked_bars
from pipeline.year.quotes import MOST_IN_REPORT
from pipeline.year.survey import (
    FEWEST,
    GRADES,
    Answered,
    Graded,
    Phase,
    Question,
    Survey,
    by_trust,
    counted,
    graded,
    measured,
    shown_trusts,
)

TITLE = msg("Evaluation report")

_TOO_FEW = msg("Fewer than {count} have answered, so nothing is shown here.", count=FEWEST)
_SECTIONS: Final = {section.key: section.title for section in QUESTIONNAIRE.sections}
_BETTER: Final = "better"
_LONGEST_QUOTE: Final = 700
_EXTREMES: Final = 2


def evaluation_report(paper: Paper) -> bytes:
    """The report (docx)."""
    properties = paper.properties(TITLE)
    document = word.new_document(properties, paper.programme.cohort.name, word.Page())
    word.heading(document, paper.words(TITLE), paper.programme.cohort.name)
    _add_summary(paper, document)
    _add_pairs(paper, document)
    for key, title in _SECTIONS.items():
        asked = [one for one in _asked(paper.evaluation.end.survey) if one.question.section == key]
        if asked:
            chapter(document, title[paper.language])
            _add_graded(paper, document, asked)
    _add_own(paper, document, paper.evaluation.end.survey)
    _add_trusts(paper, document, paper.evaluation.end.survey)
    _add_quotes(paper, document)
    _add_better(paper, document)
    _add_start(paper, document)
    add_appendix(paper, document)
    return word.finished(document, properties)


def _asked(survey: Survey) -> tuple[Graded, ...]:
    """Questions that anybody has answered."""
    return tuple(one for one in graded(survey) if one.answers or one.strange)


def _add_summary(paper: Paper, document: WordDocument) -> None:
    evaluation, heads = paper.evaluation, (paper.words(msg("Figure")), paper.words(msg("Result")))
    chapter(document, paper.words(msg("In short")))
    rows = [
        (paper.words(msg("Have answered the evaluation")), paper.answers(evaluation.end)),
        (paper.words(msg("Have answered at the start")), paper.answers(evaluation.start)),
    ]
    rows += [
        (paper.label(one.question), _good(paper, one))
        for key in ("potential", "expectations_met", "recommend")
        if (one := evaluation.asked(key))
    ]
    two_columns(document, heads, rows)
    bullets(document, [paper.words(said) for said in _extremes(paper)])
    chapter(document, paper.words(msg("The cohort in figures")))
    two_columns(document, heads, list(cohort_rows(paper)))


def _good(paper: Paper, one: Graded) -> str:
    share = paper.evaluation.good(one.question.key)
    return paper.words(msg("{share} say to a high or very high degree", share=paper.share(share)))


def _extremes(paper: Paper) -> Iterator[Message]:
    """The questions with the highest and the lowest means."""
    shown = sorted((one for one in graded(paper.evaluation.end.survey) if one.shown), key=lambda one: -one.mean)
    if len(shown) <= 2 * _EXTREMES:
        return
    yield msg("Highest: {questions}.", questions=_named(paper, shown[:_EXTREMES]))
    yield msg("Lowest: {questions}.", questions=_named(paper, shown[: -_EXTREMES - 1 : -1]))


def _named(paper: Paper, asked: Sequence[Graded]) -> str:
    return "; ".join(f"«{paper.label(one.question)}» {paper.number(one.mean)}" for one in asked)


def _add_pairs(paper: Paper, document: WordDocument) -> None:
    pairs = [pair for pair in paper.evaluation.pairs if pair.shown]
    chapter(document, paper.words(msg("Expectations and outcome")))
    if not pairs:
        word.add_sentence(document, paper.words(msg("There are not answers enough both at the start and at the end.")))
        return
    word.add_sentence(
        document,
        paper.words(
            msg("The same was asked at the start and at the end. The answers are anonymous: the means are of two groups.")
        ),
        close=True,
    )
    rows = [
        PairRow(
            label=paper.label(pair.end.question),
            start=pair.start.mean,
            end=pair.end.mean,
            beside=f"n = {pair.start.answers} · n = {pair.end.answers}",
        )
        for pair in pairs
    ]
    told = ". ".join(f"{row.label} {paper.number(row.start)} → {paper.number(row.end)}" for row in rows)
    words = grade_ends(paper)
    start, end = paper.words(msg("At the start")), paper.words(msg("At the end"))
    picture(document, dumbbells(rows, start, end, words, f"{start} → {end}: {told}."))
    heads = (paper.words(msg("Question")), start, "n", end, "n", paper.words(msg("Change")))
    made = word.table(document, heads, (82, 22, 14, 22, 14, 20))
    for pair in pairs:
        change = round(pair.end.mean, 1) - round(pair.start.mean, 1)  # as it can be worked out from what is shown
        values = (pair.start.mean, pair.end.mean)
        first, last = map(paper.number, values)
        cells = (paper.label(pair.end.question), first, str(pair.start.answers), last, str(pair.end.answers), signed(change))
        word.add_row(made, cells)
    space(document)


def signed(change: float) -> str:
    """«+0,4», «−0,2», «0,0»."""
    rounded = round(change, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(rounded):.1f}".replace(".", ",")


def grade_ends(paper: Paper) -> tuple[str, str]:
    """The words for 1 and 5, without their numbers."""
    first, last = (AGREEMENT[at].label[paper.language].partition("–")[2].strip() for at in (0, -1))
    return first, last


def _add_graded(paper: Paper, document: WordDocument, asked: Sequence[Graded], legend: Sequence[str] = ()) -> None:
    """A picture of the questions, and the same figures as a table."""
    shown = [one for one in asked if one.shown]
    if shown:
        rows = [BarRow(label=_labelled(paper, one), counts=one.counts, beside=_beside(paper, one)) for one in shown]
        alt = paper.words(msg("Bars of how many gave each grade. {means}.", means=_named(paper, shown)))
        words = legend or [choice.label[paper.language] for choice in AGREEMENT]
        picture(document, stacked_bars(rows, words, alt))
    heads = (paper.words(msg("Question")), *map(str, GRADES), paper.words(msg("Answers")), paper.words(msg("Mean")))
    made = word.table(document, heads, (78, 12, 12, 12, 12, 12, 18, 18))
    for one in asked:
        counts = map(str, one.counts) if one.shown else ["–"] * len(GRADES)
        mean = paper.number(one.mean) if one.shown else "–"
        word.add_row(made, (_labelled(paper, one), *counts, str(one.answers), mean))
    keep_together(made)
    space(document)
    if len(shown) < len(asked):
        word.add_sentence(document, paper.words(msg("A dash: fewer than {count} have answered.", count=FEWEST)))


def _labelled(paper: Paper, one: Graded) -> str:
    ends = one.question.ends
    return f"{paper.label(one.question)} (1 = {ends[0]}, 5 = {ends[1]})" if ends[0] else paper.label(one.question)


def _beside(paper: Paper, one: Graded) -> str:
    return paper.words(msg("mean {mean} · n = {count}", mean=paper.number(one.mean), count=one.answers))


def _add_own(paper: Paper, document: WordDocument, survey: Survey) -> None:
    """Questions that the survey asks besides those of the form."""
    scales = [one for one in _asked(survey) if not one.question.section]
    choices, numbers = [one for one in counted(survey) if one.answers], [one for one in measured(survey) if one.answers]
    if not (scales or choices or numbers):
        return
    chapter(document, paper.words(msg("Other questions")))
    if scales:
        _add_graded(paper, document, scales, list(map(str, GRADES)))
    for one in choices:
        chapter(document, paper.label(one.question), 2)
        if not one.shown:
            word.add_sentence(document, paper.words(_TOO_FEW))
            continue
        told = "; ".join(f"{choice}: {count}" for choice, count in one.counts)
        picture(document, choice_bars(one.counts, f"{paper.label(one.question)} {told}."))
        made = word.table(document, (paper.words(msg("Answer")), paper.words(msg("Count"))), (140, 34))
        for choice, count in one.counts:
            word.add_row(made, (choice, str(count)))
        keep_together(made)
        word.add_sentence(document, paper.words(msg("{count} have answered.", count=one.answers)))
    lines = [f"{paper.label(one.question)}: {_mean_of(paper, one.mean, one.answers)}" for one in numbers if one.shown]
    bullets(document, lines)


def _mean_of(paper: Paper, mean: float, answers: int) -> str:
    return paper.words(msg("mean {mean} · n = {count}", mean=paper.number(mean), count=answers))


def _add_trusts(paper: Paper, document: WordDocument, survey: Survey) -> None:
    trusts = shown_trusts(survey)
    if not trusts:
        return
    chapter(document, paper.words(msg("Means by trust")))
    width = 90 / len(trusts)
    made = word.table(document, (paper.words(msg("Question")), *trusts), (84, *(width,) * len(trusts)))
    for one in _asked(survey):
        groups = {group.group: group for group in by_trust(survey, one.question)}
        cells = (f"{paper.number(g.mean)} (n = {g.answers})" if (g := groups.get(t)) and g.mean else "–" for t in trusts)
        word.add_row(made, (_labelled(paper, one), *cells))
    space(document)
    said = msg("Trusts with fewer than {count} answers are not shown, nor what would give them away.", count=FEWEST)
    word.add_sentence(document, paper.words(said))


def _add_quotes(paper: Paper, document: WordDocument) -> None:
    end = [one for one in paper.evaluation.end.survey.questions if one.answered is Answered.WORDS and one.key != _BETTER]
    start = [one for one in paper.evaluation.start.survey.questions if one.answered is Answered.WORDS]
    chapter(document, paper.words(msg("In the participants' own words")))
    asked = [*((one, Phase.END) for one in end), *((one, Phase.START) for one in start)]
    said = [_add_quotes_of(paper, document, question, phase) for question, phase in asked]
    if not any(said):
        word.add_sentence(document, paper.words(msg("There is nothing that may be quoted.")))


def _add_quotes_of(paper: Paper, document: WordDocument, question: Question, phase: Phase, *, titled: bool = True) -> bool:
    used = paper.evaluation.quotes.used(question, phase)
    if used and titled:
        chapter(document, paper.label(question), 2)
    for one in used[:MOST_IN_REPORT]:
        text = one.text if len(one.text) <= _LONGEST_QUOTE else f"{one.text[:_LONGEST_QUOTE]} …"
        made = document.add_paragraph()
        times = paper.words(msg("{count} answers", count=one.times))
        often = f" ({times})" if one.times > 1 else ""
        word.add_piece(made, f"«{' '.join(text.split())}»{often}")
        made.paragraph_format.left_indent, made.paragraph_format.space_after = Pt(14), Pt(5)
    if len(used) > MOST_IN_REPORT:
        said = msg("… and {count} more, in sitater.xlsx.", count=len(used) - MOST_IN_REPORT)
        word.add_sentence(document, paper.words(said))
    return bool(used)


def _add_better(paper: Paper, document: WordDocument) -> None:
    chapter(document, paper.words(msg("What can be better")))
    shown = sorted((one for one in _asked(paper.evaluation.end.survey) if one.shown), key=lambda one: one.mean)
    if shown:
        lowest = _named(paper, [one for one in shown if one.question.section][:3])
        word.add_sentence(document, paper.words(msg("Lowest means: {questions}.", questions=lowest)))
    better = next(one for one in paper.evaluation.end.survey.questions if one.key == _BETTER)
    if not _add_quotes_of(paper, document, better, Phase.END, titled=False):
        word.add_sentence(document, paper.words(msg("There is nothing that may be quoted.")))


def _add_start(paper: Paper, document: WordDocument) -> None:
    asked = _asked(paper.evaluation.start.survey)
    if asked:
        chapter(document, paper.words(msg("The expectations at the start")))
        form = [one for one in asked if one.question.section]
        if form:
            _add_graded(paper, document, form)
    _add_own(paper, document, paper.evaluation.start.survey)

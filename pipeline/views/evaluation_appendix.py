"""The appendix of the evaluation report: where the figures are from, and what became of every column."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument

from pipeline.i18n import Message, msg
from pipeline.views import word
from pipeline.views.evaluation_paper import Paper, bullets, chapter, space
from pipeline.year.survey import FEWEST, Graded, Phase, Survey, graded
from pipeline.year.survey_heads import SAID, Use
from pipeline.year.survey_reading import ReadSurvey

PHASES = {Phase.START: msg("At the start"), Phase.END: msg("At the end")}
_MOST_STRANGE, _LONGEST_STRANGE = 8, 40


def add_appendix(paper: Paper, document: WordDocument) -> None:
    """Files, columns, what was not understood, and how it was counted."""
    chapter(document, paper.words(msg("Appendix: about the figures")))
    bullets(document, [paper.words(said) for said in (*_method(paper), *_strange(paper))])
    _add_files(paper, document)
    _add_columns(paper, document)
    remarks = [paper.words(said) for read in paper.evaluation.surveys for said in read.remarks]
    if remarks:
        chapter(document, paper.words(msg("To know of the files")), 2)
        bullets(document, remarks)


def _method(paper: Paper) -> Iterator[Message]:
    yield msg("Grades go from 1 to 5. Who did not answer a question is not counted in its mean.")
    yield msg("Where fewer than {count} have answered, no distribution and no mean is shown.", count=FEWEST)
    yield msg("Quotes are without names: names of people in the network, addresses and numbers are masked.")
    quotes = paper.evaluation.quotes
    used = sum(one.times for one in quotes.every if one.used)
    yield msg(
        "Answers in words: {used} may be quoted, {open} wait for somebody to look at them, {withheld} may not be quoted.",
        used=used,
        open=sum(one.times for one in quotes.every if one.to_review),
        withheld=quotes.withheld,
    )
    for read in paper.evaluation.surveys:
        if missing := _not_asked(read.survey):
            labels = ", ".join(f"«{paper.label(one.question)}»" for one in missing)
            yield msg("{phase}: nobody has answered {questions}.", phase=PHASES[read.survey.phase], questions=labels)


def _not_asked(survey: Survey) -> list[Graded]:
    if not survey.respondents:
        return []
    return [one for one in graded(survey) if not one.answers and not one.strange]


def _strange(paper: Paper) -> Iterator[Message]:
    """Answers that are no grade, as written."""
    for read in paper.evaluation.surveys:
        for one in graded(read.survey):
            if one.strange:
                written = [strange[:_LONGEST_STRANGE] for strange in one.strange[:_MOST_STRANGE]]
                yield msg(
                    "Not understood, and not counted: {count} answers to «{question}» ({written}).",
                    count=len(one.strange),
                    question=paper.label(one.question),
                    written=", ".join(f"«{strange}»" for strange in written),
                )


def _add_files(paper: Paper, document: WordDocument) -> None:
    mailed = paper.words(msg("forms in the inbox"))
    files = [
        (read, file, count)
        for read in paper.evaluation.surveys
        for file, count in (*sorted(read.files.items()), (mailed, read.mailed))
        if count
    ]
    heads = (paper.words(msg("File")), paper.words(msg("Survey")), paper.words(msg("Answers")))
    made = word.table(document, heads, (104, 44, 26))
    for read, file, count in files:
        word.add_row(made, (file, paper.words(PHASES[read.survey.phase]), str(count)))
    space(document)


def _add_columns(paper: Paper, document: WordDocument) -> None:
    columns = [column for read in paper.evaluation.surveys for column in read.columns]
    if not columns:
        return
    heads = (paper.words(msg("Column")), paper.words(msg("File")), paper.words(msg("Used as")))
    made = word.table(document, heads, (70, 44, 60))
    for column in sorted(columns, key=lambda one: one.file):
        word.add_row(made, (column.head or "–", column.file, paper.words(SAID[column.use])))


def left_out(read: ReadSurvey) -> Iterator[tuple[str, str, Message]]:
    """File, head and reason of each column that is not in the report."""
    used = {Use.QUESTION, Use.OWN, Use.TICK, Use.TRUST}
    return ((one.file, one.head, SAID[one.use]) for one in read.columns if one.use not in used)

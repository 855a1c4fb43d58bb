"""The ranking of the pitching as a Word document, to show and to archive: who won, and the workings. Nobody's role in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell

from pipeline.form.year_forms import CRITERIA
from pipeline.i18n import Message, msg
from pipeline.letters.contexts import DocumentProperties
from pipeline.programme.calendar import schedule
from pipeline.views import pitching_words as said
from pipeline.views import word
from pipeline.views.pitching_words import Pitched
from pipeline.year.award_papers import line_of, pitching_meeting
from pipeline.year.ranking import Standing, in_figures, judge_means

TITLE = msg("The winners of the pitching")
OWN_TRUST, NOT_SCORED = msg("own trust"), "–"

_PLACE, _TEAM, _TRUST, _SUM, _CRITERION, _JUDGES = 14.0, 62.0, 44.0, 16.0, 21.0, 20.0
_WIDTH, _NAME = 261.0, 50.0
_MOST_JUDGES = 8
_WINNER, _QUIET = "FFF4D6", "4A4A4A"


def ranking_paper(shown: Pitched) -> bytes:
    """The document: the outcome, the ranking, judge by judge, what was left out, what is asked, and how it is worked out."""
    meeting = pitching_meeting(schedule(shown.programme))
    properties = DocumentProperties(
        title=shown.words(TITLE),
        author=shown.programme.organiser.name,
        language=shown.language,
        dated=(meeting.last if meeting else None) or dt.date(2000, 1, 1),
    )
    document = word.new_document(properties, shown.programme.case.reference, word.Page(landscape=True))
    parts = (shown.programme.cohort.name, line_of(meeting, shown.language) if meeting else "")
    word.heading(document, shown.words(TITLE), "  ·  ".join(part for part in parts if part))
    for number, sentence in enumerate(said.outcome(shown)):
        paragraph = document.add_paragraph()
        word.add_piece(paragraph, shown.words(sentence), bold=number == 0)
        paragraph.paragraph_format.space_after = Pt(8)
    _add_ranking(document, shown)
    _add_list(document, shown, msg("Shared places"), said.ties(shown))
    _add_matrix(document, shown)
    _add_list(document, shown, msg("Left out: the judge's own trust"), said.left_out(shown))
    _add_list(document, shown, msg("Not scored by all who may"), said.lacking(shown))
    _add_list(document, shown, msg("Sheets that were replaced"), said.replaced(shown))
    _add_list(document, shown, msg("To be answered"), shown.awarded.judged.questions)
    _add_list(document, shown, msg("How it is worked out"), said.RULES)
    return word.finished(document, properties)


def _add_ranking(document: Document, shown: Pitched) -> None:
    criteria = [label[shown.language] for label in CRITERIA.values()]
    heads = [shown.words(head) for head in (msg("Place"), msg("Team"), msg("Trust"), msg("Sum"))]
    widths = (_PLACE, _TEAM, _TRUST, _SUM, *(_CRITERION for _ in criteria), _JUDGES)
    made = word.table(document, [*heads, *criteria, shown.words(msg("Judges"))], widths)
    for cell in made.rows[0].cells[4:]:
        cell.paragraphs[0].runs[0].font.size = Pt(8.5)
    for standing in shown.awarded.ranking.standings:
        means = [in_figures(mean) for mean in standing.criteria] or [NOT_SCORED] * len(criteria)
        values = (str(standing.place or NOT_SCORED), "", shown.trust(standing.team.id), "", *means, str(len(standing.judges)))
        cells = word.add_row(made, values)
        _write_team(shown, cells[1], standing.team.id)
        word.write(cells[3], shown.total(standing), bold=True)
        for cell in (cells[0], *cells[3:]):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        if standing.team.id in shown.awarded.ranking.winners:
            for cell in cells:
                word.shade(cell, _WINNER)


def _add_matrix(document: Document, shown: Pitched) -> None:
    """Judge by judge: the sum that each gave, and the five scores below it; of many judges some at a time."""
    judges = shown.awarded.judged.judges
    for start in range(0, len(judges), _MOST_JUDGES):
        some = judges[start : start + _MOST_JUDGES]
        _add_heading(document, shown.words(msg("Judge by judge")))
        width = (_WIDTH - _NAME) / max(len(some), 4)
        heads = (shown.words(msg("Team")), *(judge.name for judge in some))
        made = word.table(document, heads, (_NAME, *(width for _ in some)))
        for standing in shown.awarded.ranking.standings:
            cells = word.add_row(made, ("", *("" for _ in some)))
            _write_team(shown, cells[0], standing.team.id)
            for judge, cell in zip(some, cells[1:], strict=True):
                _write_score(shown, cell, standing, judge.name, own=not judge.may_score(standing.team))
        means = judge_means(shown.awarded.judged)
        last = (in_figures(means[judge.name]) if judge.name in means else NOT_SCORED for judge in some)
        for cell in word.add_row(made, (shown.words(msg("Mean of the judge")), *last), bold=True):
            word.shade(cell, word.SOFT)
        for row in made.rows[:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = len(made.rows) < 12  # noqa: PLR2004 - what fits on a page


def _write_score(shown: Pitched, cell: _Cell, standing: Standing, judge: str, *, own: bool) -> None:
    scores = shown.awarded.judged.scores.get((judge, standing.team.id))
    if scores:
        word.write(cell, str(sum(scores)), bold=True)
        word.add_line(cell, " + ".join(map(str, scores)), size=8.5, colour=_QUIET)
    else:
        word.write(cell, shown.words(OWN_TRUST) if own else NOT_SCORED, colour=_QUIET, size=9)


def _write_team(shown: Pitched, cell: _Cell, id_: str) -> None:
    word.write(cell, id_, bold=True)
    word.add_line(cell, shown.title(id_), size=9, colour=_QUIET)


def _add_list(document: Document, shown: Pitched, head: Message, lines: Iterable[Message]) -> None:
    """A heading and a line for each; nothing when there is none."""
    sentences = [shown.words(line) for line in lines]
    if not sentences:
        return
    _add_heading(document, shown.words(head))
    for sentence in sentences:
        paragraph = document.add_paragraph()
        word.add_piece(paragraph, f"•  {sentence}")
        paragraph.paragraph_format.space_after = Pt(3)


def _add_heading(document: Document, words: str) -> None:
    heading = document.add_paragraph(words, style="Heading 1")
    heading.paragraph_format.space_before = Pt(14)
    heading.paragraph_format.keep_with_next = True

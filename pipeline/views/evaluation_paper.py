"""What the evaluation report and the memo have in common: their words, numbers and tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt
from docx.table import Table

from pipeline.i18n import Message, msg
from pipeline.letters.contexts import DocumentProperties, Picture
from pipeline.programme.schema import Programme
from pipeline.programme.wording import HARD_SPACE, join_words, long_date, short_date
from pipeline.views import word
from pipeline.views.cell_text import visible
from pipeline.views.plots import Drawing, one_line
from pipeline.year.evaluation import Evaluation, Share, response
from pipeline.year.survey import Question
from pipeline.year.survey_reading import ReadSurvey

UNKNOWN = msg("not known")
TO_WRITE = msg("[Write: {what}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that a paper is made from, and its language (nb or nn)."""

    programme: Programme
    evaluation: Evaluation
    language: str

    def words(self, message: Message) -> str:
        """`message` in the paper's language."""
        return message.in_language(self.language)

    def label(self, question: Question) -> str:
        """What a question asks."""
        return question.label[self.language]

    def properties(self, title: Message) -> DocumentProperties:
        """What the paper says about itself."""
        return DocumentProperties(
            title=f"{self.words(title)} – {self.programme.cohort.name}"[:90],
            author=self.programme.organiser.name,
            language=self.language,
            dated=self.evaluation.figures.last_day or self.programme.dates.deadline,
        )

    def number(self, value: float | None) -> str:
        """«4,1»; a dash for none."""
        return "–" if value is None else f"{value:.1f}".replace(".", ",")

    def share(self, share: Share | None) -> str:
        """«28 av 45 (62 %)»."""
        if share is None:
            return self.words(UNKNOWN)
        said = msg("{part} of {whole}", part=share.part, whole=share.whole)
        return f"{self.words(said)} ({share.percent}{HARD_SPACE}%)"

    def count(self, value: int | None) -> str:
        """The number, or that it is not known."""
        return self.words(UNKNOWN) if value is None else str(value)

    def day(self, day: dt.date | None, instead: Message) -> str:
        """«30.10.2026», or a place to write one."""
        return short_date(day) if day else self.to_write(instead)

    def to_write(self, what: Message) -> str:
        """«[Skriv: …]»."""
        return self.words(Message(TO_WRITE.msgid, {"what": what}))

    def answers(self, read: ReadSurvey) -> str:
        """How many have answered, of how many who were asked."""
        survey, invited = read.survey, self.evaluation.figures.invited
        if share := response(survey, invited):
            return self.share(share)
        answers = len(survey.respondents)
        if not answers:
            return self.words(msg("none"))
        if invited:
            return self.words(msg("{count}, more than the {invited} who were asked", count=answers, invited=invited))
        return self.words(msg("{count}; how many were asked is not known", count=answers))


def cohort_rows(paper: Paper) -> Iterator[tuple[str, str]]:
    """The cohort in figures."""
    figures = paper.evaluation.figures
    yield paper.words(msg("Teams with a place")), paper.count(figures.teams)
    yield paper.words(msg("Trusts")), paper.count(figures.trusts)
    yield paper.words(msg("Members of teams")), paper.count(figures.participants)
    yield paper.words(msg("Advisers")), paper.count(figures.advisers)
    where = join_words(figures.places, paper.language)
    gatherings = msg("{count} in {places}", count=figures.gatherings, places=where)
    yield paper.words(msg("Gatherings")), paper.words(gatherings) if where else str(figures.gatherings)
    yield paper.words(msg("Online meetings for all")), str(figures.online)
    if figures.last_day:
        yield paper.words(msg("The last meeting")), long_date(figures.last_day, paper.language)
    yield from followed_rows(paper)


def followed_rows(paper: Paper) -> Iterator[tuple[str, str]]:
    """How the teams have followed it: attendance, and improvements by their own evaluation."""
    figures = paper.evaluation.figures
    attendance = paper.share(figures.attendance) if figures.attendance else paper.words(msg("no lists have been read"))
    yield paper.words(msg("Attendance (days of members)")), attendance
    if figures.improved:
        said = msg("{share} say so in their latest self-evaluation", share=paper.share(figures.improved))
        yield paper.words(msg("Teams with an improvement")), paper.words(said)


def two_columns(document: WordDocument, heads: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
    """A table of figures and what they are."""
    made = word.table(document, heads, (88, 86))
    for label, value in rows:
        word.add_row(made, (label, value))
    space(document)


def keep_together(made: Table) -> None:
    """Let no page end within a table that is as small as this."""
    for row in made.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def mark_places(document: WordDocument) -> None:
    """Light up every place that a person must write in."""
    cells = (cell for made in document.tables for row in made.rows for cell in row.cells)
    for paragraph in (*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)):
        for piece in paragraph.runs:
            if piece.text.startswith(("[Skriv", "[Write")):
                piece.font.highlight_color = WD_COLOR_INDEX.YELLOW


def space(document: WordDocument) -> None:
    """A little room below a table."""
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def picture(document: WordDocument, drawing: Drawing) -> None:
    """A drawing over the whole width, which stays with the table below it."""
    shown = Picture(content=drawing.png, width=drawing.width, alt=one_line(drawing.alt))
    word.add_figure(document, shown, close=True)


def chapter(document: WordDocument, title: str, level: int = 1) -> None:
    """A heading."""
    made = document.add_heading(visible(title), level)
    made.paragraph_format.space_before = Pt(14 if level == 1 else 8)
    made.paragraph_format.keep_with_next = True


def bullets(document: WordDocument, lines: Sequence[str]) -> None:
    """A list, with a real bullet before each line."""
    for line in lines:
        made = document.add_paragraph()
        word.add_piece(made, f"•\u00a0\u00a0{line}")
        made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Pt(14), Pt(-10)
        made.paragraph_format.space_after = Pt(3)

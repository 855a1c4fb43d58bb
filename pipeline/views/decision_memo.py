"""The memo to the leaders: decisions on top, the cohort's figures filled in, and marked places for people's own judgement.

Its parts are those of the memos that leaders are used to («Beslutning · Måling · Ansvar · Frist · Evaluering», purpose,
background, judgement, worth to patients, money, those concerned, summary). Kull writes what it knows, and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.document import Document as WordDocument

from pipeline.i18n import Message, msg
from pipeline.programme.wording import join_words
from pipeline.views import word
from pipeline.views.evaluation_paper import Paper, bullets, chapter, followed_rows, mark_places, space, two_columns
from pipeline.year.evaluation import Decision, decisions
from pipeline.year.survey import Phase

TITLE = msg("Decision memo")

_WHO, _WHEN = msg("who"), msg("date")
_KEY_QUESTIONS: Final = ("potential", "motivation", "resources", "expectations_met", "recommend")


def decision_memo(paper: Paper) -> bytes:
    """The memo (docx)."""
    properties = paper.properties(TITLE)
    document = word.new_document(properties, paper.programme.cohort.name, word.Page())
    subject = paper.words(msg("Evaluation of {cohort}", cohort=paper.programme.cohort.name))
    word.heading(document, paper.words(TITLE), subject)
    _add_head(paper, document)
    _add_decisions(paper, document)
    _add_purpose(paper, document)
    _add_background(paper, document)
    _add_judgement(paper, document)
    for title, what in _TO_JUDGE:
        chapter(document, paper.words(title))
        word.add_sentence(document, paper.to_write(what))
    _add_concerned(paper, document)
    _add_summary(paper, document)
    mark_places(document)
    return word.finished(document, properties)


_TO_JUDGE: Final = (
    (msg("Worth to the patients"), msg("what the teams' improvements have come to mean for patients")),
    (msg("Money"), msg("what the cohort cost in travel, time and grants, and what the next one will cost")),
)


def _add_head(paper: Paper, document: WordDocument) -> None:
    programme = paper.programme
    rows = [
        (paper.words(msg("To")), paper.to_write(msg("the group of leaders"))),
        (paper.words(msg("From")), f"{programme.officer.name}, {programme.officer.title}, {programme.organiser.name}"),
        (paper.words(msg("Case")), programme.case.reference),
        (paper.words(msg("Meeting")), paper.to_write(_WHEN)),
    ]
    two_columns(document, (paper.words(msg("About the case")), paper.words(msg("Particulars"))), rows)


def _add_decisions(paper: Paper, document: WordDocument) -> None:
    chapter(document, paper.words(msg("Decision")))
    said = msg("Proposals from the figures. Change, add and take out; whoever is to do it must be named.")
    word.add_sentence(document, paper.words(said))
    heads = (
        msg("Point for decision, and what is to be done"),
        msg("Measure and source"),
        msg("Responsible"),
        msg("Due"),
        msg("Evaluated or corrected"),
    )
    made = word.table(document, [paper.words(head) for head in heads], (64, 40, 24, 22, 24))
    for number, one in enumerate(decisions(paper.evaluation), start=1):
        cells = (
            f"{number}. {paper.words(one.what)}",
            _measure(paper, one),
            paper.to_write(_WHO),
            paper.day(one.due, _WHEN),
            paper.day(one.evaluated, _WHEN),
        )
        word.add_row(made, cells)
    space(document)


def _measure(paper: Paper, one: Decision) -> str:
    if one.asked:
        label, mean = paper.label(one.asked.question), paper.number(one.asked.mean)
        return paper.words(msg("The mean for «{question}», now {mean} of 5", question=label, mean=mean))
    return paper.words(one.measure) if one.measure else ""


def _add_purpose(paper: Paper, document: WordDocument) -> None:
    chapter(document, paper.words(msg("Purpose")))
    said = msg(
        "To evaluate {cohort} and decide what is to be corrected before the next cohort.", cohort=paper.programme.cohort.name
    )
    word.add_sentence(document, paper.words(said))


def _add_background(paper: Paper, document: WordDocument) -> None:
    chapter(document, paper.words(msg("Background and account of the case")))
    word.add_sentence(document, " ".join(paper.words(said) for said in _account(paper)))
    heads = (paper.words(msg("Figure")), paper.words(msg("Result")))
    two_columns(document, heads, [*followed_rows(paper), *_answers(paper)])
    quoted = [one for one in paper.evaluation.quotes.every if one.used and one.choice.used and one.phase is Phase.END]
    if quoted:
        word.add_sentence(document, paper.words(msg("One of the participants: «{quote}»", quote=quoted[0].text)))
    word.add_sentence(document, paper.words(msg("All figures and their sources stand in the evaluation report, enclosed.")))


def _account(paper: Paper) -> Iterator[Message]:
    figures, programme = paper.evaluation.figures, paper.programme
    if figures.teams:
        yield msg(
            "{teams} improvement teams from {trusts} trusts, with {people} members, took part in {cohort}.",
            teams=figures.teams,
            trusts=paper.count(figures.trusts),
            people=paper.count(figures.participants),
            cohort=programme.cohort.name,
        )
    yield msg(
        "The network has held {gatherings} gatherings ({places}) and {online} online meetings for all.",
        gatherings=figures.gatherings,
        places=join_words(figures.places, paper.language),
        online=figures.online,
    )
    if figures.advisers:
        yield msg("{count} advisers have followed the teams.", count=figures.advisers)


def _answers(paper: Paper) -> Iterator[tuple[str, str]]:
    evaluation = paper.evaluation
    yield paper.words(msg("Have answered the evaluation")), paper.answers(evaluation.end)
    before = {pair.end.question.key: pair.start for pair in evaluation.pairs if pair.shown}
    for one in filter(None, map(evaluation.asked, _KEY_QUESTIONS)):
        start = before.get(one.question.key)
        mean = paper.number(one.mean)
        then = msg("mean {mean}, at the start {start}", mean=mean, start=paper.number(start.mean if start else None))
        said = msg(
            "{share} say to a high or very high degree ({mean})",
            share=paper.share(evaluation.good(one.question.key)),
            mean=then if start else msg("mean {mean}", mean=mean),
        )
        yield paper.label(one.question), paper.words(said)


def _add_judgement(paper: Paper, document: WordDocument) -> None:
    chapter(document, paper.words(msg("Judgement, and proposal for a decision")))
    word.add_sentence(document, paper.to_write(msg("how the cohort went, by those who held it")))
    bullets(document, [f"{paper.words(one.what)}" for one in decisions(paper.evaluation)])


_CONCERNED: Final = (
    (msg("The teams and their units"), msg("The report is sent to all participants; further advice is offered.")),
    (msg("Managers in the trusts"), msg("The evaluation is gone through in a meeting with managers and organisers.")),
    (msg("Patients and next of kin"), None),
    (msg("Employees"), None),
)


def _add_concerned(paper: Paper, document: WordDocument) -> None:
    chapter(document, paper.words(msg("Those concerned")))
    heads = (paper.words(msg("Concerned in the case")), paper.words(msg("What is needed to look after them")))
    how = paper.to_write(msg("how"))
    rows = [(paper.words(who), paper.words(what) if what else how) for who, what in _CONCERNED]
    two_columns(document, heads, rows)


def _add_summary(paper: Paper, document: WordDocument) -> None:
    chapter(document, paper.words(msg("Summary")))
    met, figures = paper.evaluation.good("expectations_met"), paper.evaluation.figures
    if met:
        said = msg("Of those who answered, {share} say that their expectations were met.", share=paper.share(met))
        word.add_sentence(document, paper.words(said))
    if figures.attendance:
        attended = msg("Attendance was {share}.", share=f"{figures.attendance.percent} %")
        word.add_sentence(document, paper.words(attended))
    word.add_sentence(document, paper.to_write(msg("two or three sentences on what the leaders should remember")))

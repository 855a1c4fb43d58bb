"""The words of a few letters as text files, to be read by people: `python tests/letters/letter_golden.py` writes them anew."""

import datetime as dt
import io
from pathlib import Path

from docx import Document
from docx.table import Table
from letter_cohort import (
    RECIPIENTS,
    decision,
    incomplete,
    letters,
    only,
    plan,
    programme,
    registration,
    reserve_plan,
    template_of,
    with_values,
)

from pipeline.form.year_forms import PROGRESS_PLAN, SELF_EVALUATION, STATUS_REPORT
from pipeline.letter_record import LetterKind
from pipeline.letters.compose import compose_letters
from pipeline.letters.finish import finish
from pipeline.letters.occasion import Occasion
from pipeline.model import Adviser, Outcome, Register
from pipeline.year.expected import Due, Owed, Sent
from pipeline.year.report_reminders import report_reminders

GOLDEN = Path(__file__).with_name("golden")


def golden_letters():
    """The letters whose words are kept."""
    three = plan(decision("UNN-1"), decision("UNN-2", Outcome.RESERVE, 2), decision("UNN-3", Outcome.INELIGIBLE, None))
    teams = (registration("UNN-1"), registration("UNN-2", priority=2), incomplete("UNN-3", priority=3))
    complaint = {"texts": {"complaint": {"nn": "De kan klage til oss."}}}
    return (
        *letters(kinds=(LetterKind.INVITATION,))[:2],
        letters(kinds=(LetterKind.PROGRAMME,))[0],
        letters(kinds=(LetterKind.REMINDER,), dated=dt.date(2025, 4, 14))[0],
        only(LetterKind.RECEIPT, registration("HELG-1", late=True)),
        only(LetterKind.MISSING, incomplete("UNN-1")),
        only(LetterKind.PLACE, with_values("UNN-1", title="Føde & barsel <0-2 år>\n{{ x }}"), decided=plan(decision("UNN-1"))),
        only(LetterKind.PLACE, with_values("HELG-1", adviser=Adviser()), decided=plan(decision("HELG-1"))),
        only(LetterKind.RESERVE, registration("HELG-1"), decided=reserve_plan("HELG-1"), **complaint),
        only(LetterKind.NOT_ELIGIBLE, incomplete("UNN-1"), decided=plan(decision("UNN-1", Outcome.INELIGIBLE, None))),
        only(LetterKind.TRUST, *teams, decided=three),
        *(report_reminder(language) for language in ("nb", "nn")),
    )


def report_reminder(language):
    """A reminder to a team that owes a month's report, the self-evaluation, and a plan."""
    team = registration("UNN-1" if language == "nb" else "HELG-1")
    day = dt.date(2026, 5, 11)
    occasion = Occasion(
        register=Register(registrations=(team,)), plan=None, programme=programme(), recipients=RECIPIENTS, dated=day
    )
    due = (
        (STATUS_REPORT.id, "2025-10-31", ""),
        (SELF_EVALUATION.id, "2026-02-20", "uke-9"),
        (PROGRESS_PLAN.id, "2026-05-07", "samling-4"),
    )
    owes = [
        Owed(
            team=team.id,
            due=Due(form=form, day=dt.date.fromisoformat(when), meeting=meeting, opens=dt.date(2025, 9, 10)),
            sent=Sent.MISSING,
        )
        for form, when, meeting in due
    ]
    papers = {LetterKind.REPORT_REMINDER: report_reminders(occasion, [team], owes, ())}
    (letter,) = compose_letters(occasion.register, None, programme(), RECIPIENTS, papers, day, papers=papers)
    return letter


def words(letter):
    """A letter's words, a paragraph a line; the cells of a row are kept apart by bars."""
    document = Document(io.BytesIO(finish(letter, template_of(letter)).data))
    return "\n".join(line for block in document.iter_inner_content() for line in lines(block)) + "\n"


def lines(block):
    if isinstance(block, Table):
        return [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return [block.text]


def golden_path(letter):
    return GOLDEN / f"{letter.stem}.{letter.language}.txt"


if __name__ == "__main__":
    for one in golden_letters():
        golden_path(one).write_text(words(one), encoding="utf-8")

"""The evaluation from files to documents: what report and memo say, what a person decides, and what is left alone."""

import dataclasses
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from openpyxl import load_workbook
from survey_exports import (
    FIGURES,
    NAMES,
    PEOPLE,
    QUESTBACK,
    csv_bytes,
    evaluation,
    paper,
    rows_of,
    table,
    with_columns,
    xlsx_bytes,
)

from pipeline.ledger.attendance import Presence, remember_attendance
from pipeline.ledger.database import open_ledger
from pipeline.model import FilledForm, FormIdentity, Source
from pipeline.programme.workspace import Workspace
from pipeline.views.decision_memo import decision_memo
from pipeline.views.evaluation_report import evaluation_report
from pipeline.views.quotes_sheet import quotes_book
from pipeline.views.year_workbook import workbook
from pipeline.year.evaluation import Share, decisions, improved_teams, months_after, response, working_day
from pipeline.year.quotes import quotes_of
from pipeline.year.returned import ReturnedForm
from pipeline.year.survey import Phase, Respondent, Survey, form_questions
from pipeline.year.survey_names import names_of
from pipeline.year.survey_reading import read_survey

GOLDEN = Path(__file__).with_name("golden")
PAPERS = {"evalueringsrapport.nb": (evaluation_report, "nb"), "beslutningsnotat.nn": (decision_memo, "nn")}
NOW = "2026-05-20T09:00"


def words(data):
    """A paper's words, a paragraph a line; the cells of a row are kept apart by bars, pictures are their alternative texts."""
    document = Document(io.BytesIO(data))
    return "\n".join(line for block in document.iter_inner_content() for line in lines(block)) + "\n"


def lines(block):
    if isinstance(block, Table):
        return [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    told = [f"[{shape.get('descr')}]" for shape in block._p.iter() if shape.tag.endswith("}docPr")]
    return told or [block.text]


@pytest.fixture(scope="module")
def made():
    return {name: make(paper(language)) for name, (make, language) in PAPERS.items()}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_it_said_when_somebody_read_it(made, name):
    assert words(made[name]) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_the_memo_has_words_of_its_own_and_not_those_of_the_memo_of_2022():
    theirs = ("ivareta", "slutter seg til", "lest", "beslutningspunkt", "konkretisering", "saksfremstilling", "interessenter")
    said = words(decision_memo(paper("nb"))).casefold()
    assert [one for one in theirs if re.search(rf"\b{one}\b", said)] == []


def test_the_same_answers_give_the_same_bytes_and_every_picture_is_told_in_words(made):
    assert evaluation_report(paper()) == made["evalueringsrapport.nb"]
    document = Document(io.BytesIO(made["evalueringsrapport.nb"]))
    alts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(alts) == 4
    assert all(len(alt) > 50 for alt in alts)


def test_no_paper_names_anybody_or_tells_of_a_role(made):
    book = workbook(quotes_book(evaluation().quotes, paper().programme))
    cells = [str(cell.value) for sheet in load_workbook(io.BytesIO(book)) for row in sheet.iter_rows() for cell in row]
    every = " ".join((*map(words, made.values()), *cells)).casefold()
    names = {part.casefold() for name in PEOPLE for part in name.replace("-", " ").split() if part not in {"Dag", "Per"}}
    assert [name for name in names if name in every.split()] == []
    assert "@sykehus" not in every
    assert "91 69 39 10" not in every
    assert "tillitsvalgt" not in every


def test_a_cell_of_the_list_is_never_a_formula():
    answer = Respondent(source="r", words={"best": '=HYPERLINK("http://x.example")'}, may_quote=True)
    survey = Survey(phase=Phase.END, questions=form_questions(Phase.END), respondents=(answer,))
    book = load_workbook(io.BytesIO(workbook(quotes_book(quotes_of([survey], names_of([]), {}), paper().programme))))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert [cell.value for cell in book.worksheets[0]["D"]][1] == '=HYPERLINK("http://x.example")'


def test_few_answers_show_neither_bars_nor_means():
    data = evaluation_report(paper(end=4, start=0))
    few = words(data)
    assert "Strek: færre enn 5 har svart." in few
    assert "snitt" not in few.split("Vedlegg")[0].casefold().replace("spørsmål | 1 | 2 | 3 | 4 | 5 | svar | snitt", "")
    assert not Document(io.BytesIO(data)).inline_shapes


def test_whatever_somebody_writes_stands_in_the_report_as_it_is():
    strange = "a\x00b <&> {x} $y^2$ \U0001f600 漢字 čđŋšŧž =1+1"
    extra = {
        strange: lambda n: ("Ja <b>", f"Nei {strange}"[:70])[n % 2],
        f"Hva mer? {strange * 30}": lambda n: f"{n} {strange}",
    }
    given = table(with_columns(rows_of(Phase.END, 8), extra))
    read = read_survey(Phase.END, [given], (), NAMES)
    found = dataclasses.replace(evaluation(end=8, start=0), end=read, quotes=quotes_of([read.survey], NAMES, {}))
    said = words(evaluation_report(dataclasses.replace(paper(), evaluation=found)))
    assert said.count("a␀b <&> {x} $y^2$ \U0001f600 漢字 čđŋšŧž =1+1") > 5


def test_decisions_follow_from_the_figures_and_are_due_on_working_days():
    found = evaluation()
    points = list(decisions(found))
    assert [one.asked.question.key for one in points if one.asked] == ["online"]
    assert points[0].due is None
    assert [str(one.due) for one in points[1:]] == ["2026-10-30", "2026-07-30", "2026-10-30"]
    assert all(working_day(one.evaluated) == one.evaluated for one in points)
    assert str(working_day(months_after(FIGURES.last_day, 8))) == "2026-12-30"
    assert str(months_after(FIGURES.last_day.replace(month=8, day=31), 6)) == "2027-02-28"


def test_there_is_no_response_rate_where_nobody_knows_who_was_asked():
    survey = evaluation().end.survey
    assert response(survey, None) is None
    assert response(survey, 20) is None
    assert response(survey, 48).percent == 75


def self_evaluation(team, date, step, day, replaced_by=""):
    received = dt.datetime(2026, 3, day, tzinfo=dt.UTC)
    filled = FilledForm(form=FormIdentity(id="egenevaluering", version=1, language="nb"), answers={"date": date, "step": step})
    source = Source(path=f"inbox/{team}-{day}.docx", sha256="0", format="docx", received=received)
    return ReturnedForm(filled=filled, source=source, team=team, replaced_by=replaced_by)


def test_a_team_has_improved_by_the_latest_step_that_it_tells():
    forms = [
        self_evaluation("UNN-1", "2026-03-02", "3.0", 9),
        self_evaluation("UNN-1", "2026-01-02", "2.0", 10),
        self_evaluation("FIN-1", "2026-03-02", "2.5", 9),
        self_evaluation("FIN-1", "2026-03-03", "4.0", 10, replaced_by="inbox/x.docx"),
        self_evaluation("HELG-1", "2026-03-02", "tre", 9),
        self_evaluation("", "2026-03-02", "5.0", 9),
    ]
    assert improved_teams(forms) == improved_teams(forms[::-1]) == Share(part=1, whole=2)
    assert improved_teams(()) is None


# --- the command ---------------------------------------------------------------------------------------------------------


def outbox(folder, name):
    return folder / "outbox" / "evaluation" / name


def were_there(folder, marks):
    """What the ledger knows after lists have been read."""
    ledger = open_ledger(Workspace(folder).ledger_file)
    days = [
        Presence(meeting="samling-1", day=n, person="p", name="", registration=team, present=present, source="liste.xlsx")
        for n, (team, present) in enumerate(marks, start=1)
    ]
    with ledger.begin() as db:
        remember_attendance(db, "kull-2", days, dt.datetime(2025, 9, 12, tzinfo=dt.UTC))
    ledger.dispose()


def put(folder, name, content):
    (folder / "evaluation").mkdir(exist_ok=True)
    (folder / "evaluation" / name).write_bytes(content)


def test_answers_in_the_folder_become_papers_and_a_person_has_the_last_word(placed, call):
    put(placed, "start.xlsx", xlsx_bytes(rows_of(Phase.START, 9)))
    put(placed, "slutt.csv", csv_bytes(list(with_columns(rows_of(Phase.END, 10), QUESTBACK)), ",", "utf-16"))
    put(placed, "notat.pdf", b"%PDF-")
    said = call(placed, "evaluation", now=NOW)
    assert said.status == 0
    for told in (
        "At the end: 10 answers",
        "Response rate: 10 of 12 (83 %).",
        "notat.pdf: only xlsx and csv",
        "left out: names",
    ):
        assert told in said.out
    again = call(placed, "evaluation", now=NOW)
    assert (again.status, "written:" in again.out) == (0, False)
    book = load_workbook(outbox(placed, "sitater.xlsx"))
    rows = {row[3].value: row for row in book.worksheets[0].iter_rows(min_row=2)}
    held, free = "Takk til Torunn for hjelpen", "Samlingene"
    assert [rows[held][4].value, rows[free][4].value] == ["nei", "ja"]
    rows[held][6].value, rows[held][7].value, rows[free][6].value = "ja", "Takk for hjelpen", "nei"
    book.save(outbox(placed, "sitater.xlsx"))
    memo = Document(outbox(placed, "beslutningsnotat.docx"))
    memo.add_paragraph("Ledergruppen er enig.")
    memo.save(outbox(placed, "beslutningsnotat.docx"))
    changed = outbox(placed, "beslutningsnotat.docx").read_bytes()
    were_there(placed, [("UNN-1", True), ("UNN-1", False), ("UNN-2", True), ("veileder: UNN-1", False)])
    said = call(placed, "evaluation", "--invited", "20", now=NOW)
    assert "Decisions on quotes taken from the list: 2." in said.out
    assert "beslutningsnotat.docx has been changed by a person" in said.out
    report = words(outbox(placed, "evalueringsrapport.docx").read_bytes())
    assert ("«Takk for hjelpen»" in report, "Torunn" in report, "«Samlingene»" in report) == (True, False, False)
    assert outbox(placed, "beslutningsnotat.docx").read_bytes() == changed
    figures = words(outbox(placed, "beslutningsnotat-nye-tall.docx").read_bytes())
    assert "svart på evalueringen | 10 av 20 (50" in figures
    assert "Oppmøte (deltakerdager) | 2 av 3 (67" in figures
    assert "4 forbedringsteam fra 2 foretak, med 12 medlemmer" in figures


def test_what_cannot_be_told_is_asked_and_nothing_is_written(placed, call, tmp_path):
    unclear = tmp_path / "svar.csv"
    unclear.write_bytes(csv_bytes([["Potensial", "Motivasjon"], *[["4", "5"]] * 6]))
    said = call(placed, "evaluation", str(unclear), now=NOW)
    assert (said.status, "--start" in said.err, outbox(placed, "sitater.xlsx").exists()) == (2, True, False)
    assert call(placed, "evaluation", str(tmp_path / "borte.csv"), now=NOW).status == 2
    said = call(placed, "evaluation", "--start", str(unclear), now=NOW)
    assert (said.status, "At the start: 6 answers" in said.out) == (0, True)
    assert "Nobody has answered the evaluation yet." in said.out


def test_without_answers_and_places_it_says_what_to_do(tmp_path, call):
    from year_workspace import in_workspace

    there, _ = in_workspace(tmp_path)
    assert "There are no answers." in call(there.root, "evaluation", now=NOW).out
    put(there.root, "sum.csv", csv_bytes([["Spørsmål", "Snitt"], *([one.label.nb, "4"] for one in form_questions(Phase.END))]))
    said = call(there.root, "evaluation", now=NOW)
    assert (said.status, "the answers are summed up" in said.out) == (0, True)
    put(there.root, "slutt.csv", csv_bytes(list(rows_of(Phase.END, 6))))
    assert "How many were asked is not known" in call(there.root, "evaluation", now=NOW).out
    assert call(there.root, "evaluation", "--questions", now=NOW).status == 0
    book = load_workbook(outbox(there.root, "sporsmal.xlsx"))
    assert book.sheetnames == ["forventninger", "evaluering", "forklaring"]
    assert book["evaluering"]["B2"].value == "Fikk teamet til en forbedring dere kan måle?"
    assert outbox(there.root, "sitater.xlsx").exists()


if __name__ == "__main__":
    for name, (make, language) in PAPERS.items():
        (GOLDEN / f"{name}.txt").write_text(words(make(paper(language))), encoding="utf-8")

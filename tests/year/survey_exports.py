"""Exports as survey tools write them, filled with invented answers; and an evaluation of them. The same in each run."""

import csv
import datetime as dt
import io
import random

from openpyxl import Workbook
from year_cohort import KULL_2

from pipeline.form.year_forms import AGREEMENT
from pipeline.views.evaluation_paper import Paper
from pipeline.year.evaluation import Evaluation, Figures, Share
from pipeline.year.quotes import quotes_of
from pipeline.year.survey import Phase, form_fields
from pipeline.year.survey_columns import is_known
from pipeline.year.survey_names import names_of
from pipeline.year.survey_reading import read_survey
from pipeline.year.survey_table import AnswerTable, answers_in, table_of_csv

PEOPLE = ("Kari Nordmann", "Máret Utsi", "Per Øyvind O'Brien", "Dag Lund", "Ánte Đoahkká-Hætta")
NAMES = names_of((*PEOPLE, "avklares senere"))
WORDS = {
    "best": ("Samlingene", "Å lære av de andre teamene", "Kari Nordmann var en god veileder", "Vi gikk fra 34 % til 12 %"),
    "better": ("Mer tid til teamarbeid", "Ring meg på 91 69 39 10 eller kari@sykehus.example", "Færre verktøy"),
    "further": ("Støtte fra ledelsen", "Takk til Torunn for hjelpen"),
    "hopes": ("Bedre flyt", "Å lære å måle"),
}
LABELS = tuple(choice.label.nb for choice in AGREEMENT)


def rows_of(phase, count, seed=1, grade=LABELS.__getitem__):
    """Heads, and so many respondents: grades around four, words now and then, leave to quote from most."""
    rng = random.Random(f"{phase}{seed}")  # noqa: S311 - the same answers in each run, no secret
    fields = form_fields(phase)
    yield [one.label.nb for one in fields]
    for _ in range(count):
        row = []
        for one in fields:
            if one.choices:
                row.append(grade(min(4, max(0, round(rng.gauss(2.9 if one.key != "online" else 1.8, 0.9))))))
            elif one.key in WORDS:
                row.append(rng.choice((*WORDS[one.key], "")))
            else:
                row.append(rng.choice(("ja", "ja", "nei")))
        yield row


def csv_bytes(rows, separator=";", encoding="utf-8-sig"):
    """A csv file."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator).writerows(rows)
    return written.getvalue().encode(encoding)


def xlsx_bytes(rows):
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_columns(rows, before):
    """The rows with other columns in front: head → the value of the n-th respondent."""
    for number, row in enumerate(rows):
        yield [*((value(number) if number else head) for head, value in before.items()), *row]


QUESTBACK = {
    "Respondent": lambda n: 1000 + n,
    "Tidspunkt": lambda n: f"{1 + n % 28:02}.05.2026 12:{n % 60:02}",
    "IP-adresse": lambda n: f"10.0.0.{n}",
    "E-post": lambda n: f"person{n}@sykehus.example",
    "Navn": lambda n: PEOPLE[n % len(PEOPLE)],
    "Din rolle": lambda n: "tillitsvalgt" if n % 2 else "leder",
    "Foretak": lambda n: "UNN" if n % 3 else "NLSH",
}


def table(rows, name="svar.csv"):
    """The rows as a table of answers."""
    rows = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return answers_in(table_of_csv(name, csv_bytes(rows)), is_known)


def shuffled(given, seed):
    """The same table with its rows in another order."""
    rows = list(given.rows)
    random.Random(seed).shuffle(rows)  # noqa: S311 - no secret
    return AnswerTable(named=given.named, heads=given.heads, rows=tuple(rows), remarks=given.remarks)


FIGURES = Figures(
    teams=15,
    trusts=5,
    participants=57,
    advisers=10,
    gatherings=4,
    online=4,
    places=("Tromsø", "Bodø"),
    attendance=Share(part=512, whole=600),
    improved=Share(part=11, whole=14),
    invited=57,
    last_day=dt.date(2026, 4, 30),
)


def evaluation(end=36, start=40, figures=FIGURES):
    """An evaluation of made-up answers."""
    tables = {
        Phase.START: [table(rows_of(Phase.START, start), "forventninger.csv")] if start else [],
        Phase.END: [table(with_columns(rows_of(Phase.END, end), QUESTBACK), "evaluering.csv")],
    }
    read = {phase: read_survey(phase, tables[phase], (), NAMES) for phase in Phase}
    surveys = (read[Phase.END].survey, read[Phase.START].survey)
    return Evaluation(figures=figures, start=read[Phase.START], end=read[Phase.END], quotes=quotes_of(surveys, NAMES, {}))


def paper(language="nb", **changed):
    """What report and memo are made from."""
    return Paper(programme=KULL_2, evaluation=evaluation(**changed), language=language)

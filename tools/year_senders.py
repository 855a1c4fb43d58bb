"""What teams, judges and participants send in through the example's year: the same bytes each time.

They fill in what kull has written for them, as people do, with the answers of `example_year.toml`.
"""

import csv
import datetime as dt
import io
import math
import sys
import tomllib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from filling import fill_docx, fill_pdf, fill_xlsx  # noqa: E402 - after the path is set

from pipeline.form.archive import with_fixed_dates  # noqa: E402
from pipeline.form.blank import blank_forms  # noqa: E402
from pipeline.form.definition import FormDefinition  # noqa: E402
from pipeline.form.layout import CohortLine  # noqa: E402
from pipeline.form.year_forms import (  # noqa: E402
    CRITERIA,
    EXPECTATIONS,
    PITCH_SHEET,
    PROGRESS_PLAN,
    SELF_EVALUATION,
    STATUS_REPORT,
    STEPS,
)

EXAMPLE: Mapping[str, Any] = tomllib.loads((ROOT / "tools" / "example_year.toml").read_text(encoding="utf-8"))
FILLERS = {"docx": fill_docx, "pdf": fill_pdf, "xlsx": fill_xlsx}
FIRST_MEASURED = dt.date(2025, 9, 15)
FORTNIGHT = dt.timedelta(days=14)
MEASUREMENTS = 16
ROWS = 4
"""Measurements in one report."""

OWN_DOCUMENT = ("NLSH-2", "SANO-1")
"""Teams that write their reports in a document of their own."""


def status_report(line: CohortLine, team: Mapping[str, Any], number: int, day: dt.date) -> tuple[str, bytes]:
    """The `number`th report of a team (a registration as `kull export` has it), dated `day`: the file's name, and the file."""
    said = EXAMPLE["teams"][team["id"]]
    values = team["values"]
    answers = {
        "team": team["id"],
        "date": f"{day:%d.%m.%Y}",
        "filled_by": values["members"][0]["name"],
        "who": "Teamet er det samme som i påmeldingen.",
        "work": values["title"],
        "problem": values["problem"] or "Som i påmeldingen.",
        "understanding": "Vi har tegnet forløpet og spurt dem som står i det." if number > 1 else "Ikke godt nok ennå.",
        "goal": values["goal"] or "Som i påmeldingen.",
        "measures": said["indicator"],
        "next_step": said["next_step"],
        "help": said["help"],
    }
    measured = [(on, value) for on, value in measurements(team["id"]) if day - ROWS * FORTNIGHT < on <= day]
    for row, (on, value) in enumerate(measured, start=1):
        answers |= {
            f"indicator_{row}_name": said["indicator"],
            f"indicator_{row}_date": f"{on:%d.%m.%Y}",
            f"indicator_{row}_value": f"{value:g}".replace(".", ","),
            f"indicator_{row}_unit": said["unit"],
        }
    name = f"Statusrapport {team['id']} {day:%d.%m}"
    if team["id"] in OWN_DOCUMENT:
        return f"{name}.docx", _own_document(answers, measured)
    suffix = ("docx", "docx", "xlsx", "pdf")[zlib.crc32(team["id"].encode()) % 4]
    return f"{name}.{suffix}", filled(STATUS_REPORT, line, suffix, answers, values["language"] or "nb")


def measurements(team: str) -> Iterator[tuple[dt.date, float]]:
    """What a team measured every second week: from its first value to the one it reached, most of the way in midwinter."""
    said = EXAMPLE["teams"][team]
    for number in range(MEASUREMENTS):
        share = 1 / (1 + math.exp(-(number - MEASUREMENTS / 2) * 0.7))
        noise = (zlib.crc32(f"{team}|{number}".encode()) % 100 / 100 - 0.5) * abs(said["to"] - said["from"]) * 0.18
        value = said["from"] + (said["to"] - said["from"]) * share + noise
        yield FIRST_MEASURED + number * FORTNIGHT, max(0.0, round(value, 0 if said["unit"] == "%" else 1))


def _own_document(answers: Mapping[str, str], measured: Sequence[tuple[dt.date, float]]) -> bytes:
    """A report under the recipe's own headings, as somebody types it who did not find the form."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = dt.datetime(2025, 9, 1, tzinfo=dt.UTC)
    document.add_heading("Statusrapport", level=1)
    document.add_paragraph(f"Team: {answers['team']}")
    document.add_paragraph(f"Dato: {answers['date']}")
    for field in STATUS_REPORT.sections[1].fields:
        if field.key in answers:
            document.add_heading(field.label.nb, level=2)
            document.add_paragraph(answers[field.key])
    if measured:
        table = document.add_table(rows=1, cols=4)
        for cell, head in zip(table.rows[0].cells, ("Indikator", "Dato", "Verdi", "Enhet"), strict=True):
            cell.text = head
        for row in range(1, len(measured) + 1):
            for cell, key in zip(table.add_row().cells, ("name", "date", "value", "unit"), strict=True):
                cell.text = answers[f"indicator_{row}_{key}"]
    return _saved(document)


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return with_fixed_dates(out.getvalue())


def self_evaluation(line: CohortLine, team: Mapping[str, Any], number: int, day: dt.date) -> tuple[str, bytes]:
    """The `number`th self-evaluation of a team (from 1)."""
    said = EXAMPLE["teams"][team["id"]]
    language = team["values"]["language"] or "nb"
    step = next(choice for choice in STEPS if choice.value == said["steps"][number - 1])
    answers = {
        "team": team["id"],
        "date": f"{day:%d.%m.%Y}",
        "step": step.label[language],
        "reason": f"Målingene av «{said['indicator']}» viser det.",
        "to_next_step": said["next_step"],
    }
    return f"Egenevaluering {team['id']} {day:%d.%m}.docx", filled(SELF_EVALUATION, line, "docx", answers, language)


def progress_plan(line: CohortLine, team: Mapping[str, Any], day: dt.date) -> tuple[str, bytes]:
    """What a team plans for the time until the next gathering."""
    said, members = EXAMPLE["teams"][team["id"]], team["values"]["members"]
    answers = {"team": team["id"], "date": f"{day:%d.%m.%Y}"}
    tasks = (said["next_step"], f"Måle «{said['indicator']}» annenhver uke.", "Fortelle på avdelingsmøtet hva vi prøver.")
    for row, task in enumerate(tasks, start=1):
        answers |= {
            f"task_{row}_what": task,
            f"task_{row}_who": members[(row - 1) % len(members)]["name"],
            f"task_{row}_when": f"{day + row * FORTNIGHT:%d.%m.%Y}",
        }
    return f"Framdriftsplan {team['id']} {day:%d.%m}.docx", filled(
        PROGRESS_PLAN, line, "docx", answers, team["values"]["language"] or "nb"
    )


def pitch_sheets(line: CohortLine, teams: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """A sheet from each judge; one of them has also scored the teams of the own trust."""
    for judge in EXAMPLE["judges"]:
        answers = {"judge_name": judge["name"], "judge_trust": judge["trust"]}
        for row, team in enumerate(teams, start=1):
            points = EXAMPLE["teams"][team]["points"]
            answers[f"score_{row}_team"] = team
            for name, point in zip(CRITERIA, points, strict=True):
                drift = zlib.crc32(f"{judge['name']}|{team}|{name}".encode()) % 4 == 0
                answers[f"score_{row}_{name}"] = str(min(3, max(0, point + judge["mood"] * drift)))
        yield f"Vurdering {judge['name']}.xlsx", filled(PITCH_SHEET, line, "xlsx", answers, "nb")


def filled(form: FormDefinition, line: CohortLine, suffix: str, answers: Mapping[str, str], language: str) -> bytes:
    """The general blank of `form`, filled in."""
    blank = blank_forms(form, line, (suffix,))[f"{form.file_stem[language]}.{suffix}"]
    return FILLERS[suffix](blank, answers)


def filled_attendance(sheet: bytes, meeting: str) -> bytes:
    """The attendance sheet of a meeting with ja and nei, as the organisers tick it at the door."""
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    rows = book.worksheets[0]
    head = next(row for row in rows.iter_rows() if any(cell.value == "Navn" for cell in row))
    days = [cell.column for cell in head if str(cell.value).startswith(("Dag ", "Til stede"))]
    name, team = (next(cell.column for cell in head if cell.value == word) for word in ("Navn", "Team"))
    for row in range(head[0].row + 1, rows.max_row + 1):
        if rows.cell(row, name).value and rows.cell(row, team).value:
            away = zlib.crc32(f"{meeting}|{rows.cell(row, name).value}".encode()) % 17 == 0
            for column in days:
                rows.cell(row, column).value = "nei" if away else "ja"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def survey(form: FormDefinition) -> bytes:
    """The answers to a questionnaire as a survey tool exports them: csv with semicolons, as Excel opens it in Norway."""
    at_start = form is EXPECTATIONS
    said = EXAMPLE["survey"]
    fields = [field for section in form.sections for field in section.fields]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Svar-ID", "Tidspunkt", *(field.label.nb for field in fields)])
    for number in range(1, said["start_answers" if at_start else "end_answers"] + 1):
        moment = dt.datetime(2025, 8, 25, 13, 40) if at_start else dt.datetime(2026, 4, 30, 12, 5)  # noqa: DTZ001 - as a tool shows it
        cells = (_answer(form.id, field.key, number, field.choices) for field in fields)
        writer.writerow([1000 + number, f"{moment + dt.timedelta(minutes=7 * number):%d.%m.%Y %H:%M}", *cells])
    return out.getvalue().encode("utf-8-sig")


def _answer(form: str, key: str, number: int, choices: Sequence[Any]) -> str:
    chance = zlib.crc32(f"{form}|{key}|{number}".encode())
    if choices:
        leaning = {"forventninger": (2, 2, 3, 3, 4), "evaluering": (2, 3, 3, 4, 4)}[form]
        return "" if chance % 23 == 0 else choices[leaning[chance % 5]].label.nb  # type: ignore[no-any-return]
    if key == "may_quote":
        return "Ja" if chance % 3 else "Nei"
    words = EXAMPLE["survey"].get(key, ())
    return words[chance % len(words)] if words and chance % 4 == 0 else ""


def poster(team: str) -> bytes:
    """A page with the team's number: what a poster says is nothing that kull reads."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(841.89, 1190.55))
        page.Contents = pdf.make_stream(f"BT /F1 48 Tf 72 1080 Td ({team}) Tj ET".encode())
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.save(out, static_id=True)
    return out.getvalue()

"""Forms of the year as fifteen teams sent them in their own way, each with the truth: what a careful reader would say it says.

Everything is invented. `SENT` has, for each file, the forms in it (form and answers, in order), the keys whose answer a person
must look at, and words that must be put up for review.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from email.message import EmailMessage

import openpyxl
from docx import Document
from filling import fill_docx
from year_layouts import table, word

from pipeline.form.blank import MAKERS
from pipeline.form.definition import FormDefinition
from pipeline.form.layout import CohortLine
from pipeline.form.year_forms import PROGRESS_PLAN, STATUS_REPORT

ASKED = (
    ("Hva jobber dere med?", "Temaet A."),
    ("Hva er problemet?", "Problemet B."),
    ("Mål", "Målet C."),
    ("Neste skritt", "Skrittet D."),
)
SAID = {"work": "Temaet A.", "problem": "Problemet B.", "goal": "Målet C.", "next_step": "Skrittet D."}
DAY = {"date": "2025-12-01"}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file, and what it says."""

    make: Callable[[], bytes]
    forms: Sequence[tuple[str, Mapping[str, str]]]
    doubtful: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()


def report(team: str, **more: str) -> tuple[str, Mapping[str, str]]:
    return "statusrapport", {"team": team, **DAY, **SAID, **more}


def measured(*rows: Sequence[str]) -> dict[str, str]:
    names = ("name", "date", "value", "unit")
    return {
        f"indicator_{n}_{name}": text for n, row in enumerate(rows, 1) for name, text in zip(names, row, strict=False) if text
    }


def scored(row: int, *said: str) -> dict[str, str]:
    names = ("team", "problem", "goal", "action", "result", "spread")
    return {f"score_{row}_{name}": text for name, text in zip(names, said, strict=True) if text}


def headed(title: str, pairs: Iterable[tuple[str, str]] = ASKED, *tables: Sequence[Sequence[str]]) -> Callable[[], bytes]:
    """A Word document with a heading for each question, and tables below."""

    def build(document) -> None:
        document.add_heading(title, 1)
        document.add_paragraph("Dato: 01.12.2025")
        for question, answer in pairs:
            document.add_heading(question, 2)
            document.add_paragraph(answer)
        for rows in tables:
            table(document, rows)

    return lambda: word(build)


def plain(title: str, *lines: str) -> Callable[[], bytes]:
    """A Word document without styles."""

    def build(document) -> None:
        for line in (title, *lines):
            document.add_paragraph(line)

    return lambda: word(build)


def tabled(title: str, rows: Sequence[Sequence[str]]) -> Callable[[], bytes]:
    def build(document) -> None:
        document.add_heading(title, 1)
        table(document, rows)

    return lambda: word(build)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], percent: Iterable[str] = ()) -> Callable[[], bytes]:
    def make() -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            for cell in percent:
                sheet[cell].number_format = "0.0%"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def mail(subject: str, text: str) -> Callable[[], bytes]:
    def make() -> bytes:
        message = EmailMessage()
        message["From"], message["Subject"] = "Kari Nordmann <kari.nordmann@unn.example>", subject
        message.set_content(text)
        return bytes(message)

    return make


def pasted(*filled: tuple[FormDefinition, Mapping[str, str]]) -> bytes:
    """Our own forms, each pasted below the one before."""
    cohort = CohortLine(network="Kull 2", deadline=None, send_to="post@helse-nord.example", organiser="Helse Nord RHF")
    first, *others = (Document(io.BytesIO(fill_docx(MAKERS["docx"](form, "nb", cohort), said))) for form, said in filled)
    end = first.element.body[-1]
    for element in (element for other in others for element in list(other.element.body)[:-1]):
        end.addprevious(deepcopy(element))
    out = io.BytesIO()
    first.save(out)
    return out.getvalue()


def month(date: str) -> dict[str, str]:
    return {"team": "UNN-1", "date": date, "work": "A.", "indicator_1_name": "Fall", "indicator_1_date": date}


PLAN = {"team": "UNN-1", "date": "2025-12-01", "task_1_what": "Teste", "task_1_who": "Kari"}

SHEET = (("Dato", "01.12.2025"), *ASKED)

SENT: Mapping[str, Sent] = {
    "teams as columns": Sent(
        make=tabled(
            "Statusrapport UNN",
            [("Team", "UNN-1", "UNN-2"), *((question, answer, f"{answer} 2") for question, answer in SHEET)],
        ),
        forms=[
            report("UNN-1"),
            ("statusrapport", {"team": "UNN-2", **{k: f"{v} 2" for k, v in SAID.items()}, "date": "01.12.2025 2"}),
        ],
        doubtful=frozenset({"date"}),
    ),
    "a row for each team": Sent(
        make=workbook(
            {
                "Ark1": [
                    ["Statusrapport Finnmark"],
                    ["Team", *(question for question, _ in SHEET)],
                    *([team, *(answer for _, answer in SHEET)] for team in ("FIN-1", "FIN-2")),
                ]
            }
        ),
        forms=[report("FIN-1"), report("FIN-2")],
    ),
    "a sheet for each month": Sent(
        make=workbook(
            {
                month: [["Statusrapport", "NLSH-1"], ["Dato", f"01.{number}.2025"], *map(list, ASKED)]
                for month, number in (("Oktober", 10), ("November", 11))
            }
        ),
        forms=[report("NLSH-1", date=f"2025-{month}-01") for month in (10, 11)],
    ),
    "a sheet for each team": Sent(
        make=workbook({team: [["Statusrapport"], *map(list, SHEET)] for team in ("UNN-1", "UNN-2")}),
        forms=[report("UNN-1"), report("UNN-2")],
    ),
    "months across": Sent(
        make=headed("Statusrapport UNN-2", ASKED, [("Indikator", "september", "okt. 2025"), ("Andel", "41 %", "52,5 %")]),
        forms=[report("UNN-2", **measured(("Andel", "september", "41", "%"), ("Andel", "okt. 2025", "52.5", "%")))],
        doubtful=frozenset({"indicator_1_date", "indicator_2_date"}),
    ),
    "indicators across": Sent(
        make=headed("Statusrapport UNN-4", ASKED, [("Uke", "Ventetid", "Andel"), ("45", "31", "60 %"), ("46", "29", "")]),
        forms=[
            report(
                "UNN-4", **measured(("Ventetid", "uke 45", "31"), ("Andel", "uke 45", "60", "%"), ("Ventetid", "uke 46", "29"))
            )
        ],
        doubtful=frozenset({f"indicator_{n}_date" for n in (1, 2, 3)}),
    ),
    "a share as Excel keeps it": Sent(
        make=workbook(
            {
                "Ark1": [
                    ["Statusrapport HELG-1"],
                    *map(list, SHEET),
                    ["Indikator", "Dato", "Verdi"],
                    ["Andel", dt.date(2025, 11, 3), 0.85],
                    ["Andel", dt.date(2025, 12, 1), 0.915],
                ]
            },
            percent=("C8", "C9"),
        ),
        forms=[report("HELG-1", **measured(("Andel", "2025-11-03", "85", "%"), ("Andel", "2025-12-01", "91.5", "%")))],
    ),
    "an answer and a comment beside each other": Sent(
        make=tabled("Statusrapport FIN-3", [("Dato", "01.12.2025", ""), *((q, a, "Vi er i tvil") for q, a in ASKED)]),
        forms=[report("FIN-3", **{key: f"{answer}\nVi er i tvil" for key, answer in SAID.items()})],
        doubtful=frozenset(SAID),
    ),
    "an answer that goes on in the next row": Sent(
        make=tabled("Statusrapport HELG-4", [*SHEET, ("", "Og E.")]),
        forms=[report("HELG-4", next_step="Skrittet D.\nOg E.")],
    ),
    "a question that nobody knows": Sent(
        make=plain(
            "Statusrapport SANO-1",
            "Dato: 01.12.2025",
            *(text for pair in ASKED[:2] for text in pair),
            *("Økonomi", "Vi har brukt 10 000 kr.", "Mål", "Målet C.", "Neste skritt", "Skrittet D."),
        ),
        forms=[report("SANO-1", problem="Problemet B.\nØkonomi\nVi har brukt 10 000 kr.")],
        doubtful=frozenset({"problem"}),
    ),
    "the name of a table below an answer": Sent(
        make=lambda: word(
            lambda document: (
                [document.add_paragraph(text) for text in ("Statusrapport FIN-2", "Dato: 01.12.2025")],
                [document.add_paragraph(text) for pair in ASKED for text in pair],
                document.add_paragraph("Ventetid på røntgen"),
                table(document, [("Dato", "Verdi"), ("03.11.2025", "74 min")]),
            )
        ),
        forms=[report("FIN-2", next_step="Skrittet D.\nVentetid på røntgen", **measured(("", "2025-11-03", "74", "min")))],
        doubtful=frozenset({"next_step"}),
    ),
    "a name below a mail": Sent(
        make=mail(
            "Statusrapport UNN-1",
            "Dato: 01.12.2025\n" + "\n".join(f"{q} {a}" if "?" in q else f"{q}: {a}" for q, a in ASKED) + "\n\nKari\n",
        ),
        forms=[report("UNN-1")],
        unread=("Kari",),
    ),
    "answers between the questions of our mail": Sent(
        make=mail("SV: Statusrapport UNN-1", "Svar under:\n\n" + "\n".join(f"> {q}\n{a}\n" for q, a in SHEET) + "\nKari\n"),
        forms=[report("UNN-1")],
        unread=("Svar under:", "Kari"),
    ),
    "words above a quoted report": Sent(
        make=mail(
            "SV: Statusrapport UNN-1",
            "Målet er endret til 90 %.\n\n> Dato: 01.12.2025\n" + "\n".join(f"> {q}\n> {a}" for q, a in ASKED),
        ),
        forms=[report("UNN-1")],
        unread=("Målet er endret til 90 %.",),
    ),
    "our own forms pasted below each other": Sent(
        make=lambda: pasted((STATUS_REPORT, month("2025-11-01")), (STATUS_REPORT, month("2025-12-01")), (PROGRESS_PLAN, PLAN)),
        forms=[
            ("statusrapport", month("2025-11-01")),
            ("statusrapport", month("2025-12-01")),
            ("framdriftsplan", PLAN),
        ],
    ),
    "a letter with a title": Sent(
        make=plain("Statusrapport fra team NLSH-5", "Hei! Arbeidet går framover.", "Vi henger opp lys ved senga."),
        forms=[("statusrapport", {"team": "NLSH-5"})],
        unread=("Hei! Arbeidet går framover.", "Vi henger opp lys ved senga."),
    ),
    "two teams in the title": Sent(
        make=headed("Statusrapport UNN-1 i samarbeid med UNN-2"),
        forms=[report("Statusrapport UNN-1 i samarbeid med UNN-2")],
    ),
    "English": Sent(
        make=tabled(
            "Status report SANO-1",
            [("Date", "01.12.2025"), ("What are you working on?", "Lists."), ("Aim", "95 %"), ("Next steps", "Test")],
        ),
        forms=[("statusrapport", {"team": "SANO-1", **DAY, "work": "Lists.", "goal": "95 %", "next_step": "Test"})],
    ),
    "a judge's sheet with the teams across": Sent(
        make=workbook(
            {
                "Ark1": [
                    ["Vurderingsskjema pitching"],
                    ["Dommer", "Liv Sande"],
                    ["Foretak", "Finnmarkssykehuset HF"],
                    ["Kriterium", "UNN-1", "HELG-1"],
                    *(["Problem", 3, 2], ["Mål og måling", 2, None], ["Tiltak og test", 1, 3], ["Resultat", 0, 4]),
                    ["Varighet og spredning", 1, 1],
                ]
            }
        ),
        forms=[
            (
                "pitching",
                {
                    "judge_name": "Liv Sande",
                    "judge_trust": "Finnmarkssykehuset HF",
                    **scored(1, "UNN-1", "3", "2", "1", "0", "1"),
                    **scored(2, "HELG-1", "2", "", "3", "4", "1"),
                },
            )
        ],
        doubtful=frozenset({"score_2_result"}),
    ),
    "a scale to tick": Sent(
        make=plain(
            *("Egenevaluering HELG-4", "Dato: 01.12.2025", "Hvilket trinn er teamet på nå?"),
            *("☐ 2,5 tester, ingen forbedring", "☒ 3,0 begynnende forbedring", "☐ 3,5 forbedring"),
            "Hva skal til for å komme på neste trinn? Mer tid.",
        ),
        forms=[("egenevaluering", {"team": "HELG-4", **DAY, "step": "3.0", "to_next_step": "Mer tid."})],
    ),
    "the team above three forms": Sent(
        make=lambda: word(
            lambda document: (
                document.add_heading("Team HELG-1 – samling 3", 0),
                document.add_paragraph("Dato: 01.12.2025"),
                document.add_heading("Statusrapport", 1),
                table(document, ASKED),
                document.add_heading("Framdriftsplan", 1),
                table(document, [("Hva", "Hvem", "Når"), ("Måling", "Kåre", "15.02.2026")]),
            )
        ),
        forms=[
            report("HELG-1"),
            (
                "framdriftsplan",
                {"team": "HELG-1", **DAY, "task_1_what": "Måling", "task_1_who": "Kåre", "task_1_when": "2026-02-15"},
            ),
        ],
    ),
}

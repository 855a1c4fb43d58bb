"""Forms of the year as senders make them by themselves: each layout with the words that it should be read as.

Everything is invented. A layout is a function that gives a file; `LAYOUTS` tells which form it is and what it says.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence

import openpyxl
from docx import Document
from docx.document import Document as WordDocument

STATUS: Mapping[str, str] = {
    "team": "UNN-1",
    "who": "Seks fra sengepost 3, ledet av Kari Nordmann",
    "work": "Fall på sengeposten",
    "problem": "To fall i uka, særlig om natta",
    "goal": "Halvere antall fall innen juni",
    "measures": "Fall per uke",
    "next_step": "Teste sjekklisten på to rom",
    "help": "Statistikk",
}


def word(build: Callable[[WordDocument], None]) -> bytes:
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(rows: Iterable[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    made = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def word_headings() -> bytes:
    def build(document: WordDocument) -> None:
        document.add_heading("Statusrapport – UNN-1", 0)
        for heading, key in (
            ("Hvem er dere?", "who"),
            ("Hva jobber dere med?", "work"),
            ("Hva er problemet?", "problem"),
            ("Mål", "goal"),
            ("Målinger", "measures"),
            ("Neste skritt", "next_step"),
            ("Trenger hjelp til", "help"),
        ):
            document.add_heading(heading, 1)
            document.add_paragraph(STATUS[key])

    return word(build)


def word_table() -> bytes:
    def build(document: WordDocument) -> None:
        document.add_heading("Statusrapport", 0)
        labels = ("Teamnavn", "Om teamet", "Kva jobbar de med", "Problemstilling", "Målet", "Kva måler de", "Neste steg")
        keys = ("team", "who", "work", "problem", "goal", "measures", "next_step")
        rows = [(label, STATUS[key]) for label, key in zip(labels, keys, strict=True)]
        table(document, [*rows, ("Kva treng de hjelp til?", STATUS["help"])])
        document.add_heading("Måletal", 1)
        table(document, [("Indikator", "Dato", "Resultat"), ("Fall", "1.9.2025", "2"), ("Fall", "8.9.2025", "1,5 per uke")])

    return word(build)


def word_lines_with_typos() -> bytes:
    lines = (
        "Statusraport for team UNN-1",
        f"Hvem er dere: {STATUS['who']}",
        f"Hva jober dere med: {STATUS['work']}",
        f"Hva er probelmet: {STATUS['problem']}",
        f"Mål: {STATUS['goal']}",
        f"Målingr: {STATUS['measures']}",
        f"Neste skrit: {STATUS['next_step']}",
        f"Trengr hjelp til: {STATUS['help']}",
        "Vennlig hilsen",
        "Kari Nordmann",
        "seksjonsleder",
    )
    return word(lambda document: [document.add_paragraph(line) for line in lines])


def word_without_title() -> bytes:
    def build(document: WordDocument) -> None:
        for label, key in (
            ("1. Team", "team"),
            ("2. Hvem er dere?", "who"),
            ("3. Hva jobber dere med?", "work"),
            ("4. Hva er problemet?", "problem"),
            ("5. Mål", "goal"),
            ("6. Hva måler dere?", "measures"),
            ("7. Neste skritt", "next_step"),
            ("8. Hva trenger dere hjelp til?", "help"),
        ):
            document.add_paragraph(label)
            document.add_paragraph(STATUS[key])

    return word(build)


def word_label_over_answer() -> bytes:
    def build(document: WordDocument) -> None:
        document.add_paragraph("MÅNEDSRAPPORT")
        labels = ("Team", "Hvem er dere?", "Hva jobber dere med?", "Problem", "Mål", "Måling", "Videre plan")
        keys = ("team", "who", "work", "problem", "goal", "measures", "next_step")
        cells = [(f"{label}\n{STATUS[key]}",) for label, key in zip(labels, keys, strict=True)]
        table(document, [*cells, (f"Trenger hjelp til:\n{STATUS['help']}",)])

    return word(build)


def excel_two_columns() -> bytes:
    labels = ("Team:", "Hvem er dere?", "Hva jobber dere med?", "Hva er problemet?", "Mål", "Målinger", "Neste skritt")
    keys = ("team", "who", "work", "problem", "goal", "measures", "next_step")
    rows = [(label, STATUS[key]) for label, key in zip(labels, keys, strict=True)]
    return workbook([("STATUSRAPPORT",), (), *rows, ("Trenger hjelp til", STATUS["help"])])


def excel_questions_across() -> bytes:
    labels = ("Team", "Hvem er dere?", "Hva jobber dere med?", "Hva er problemet?", "Mål", "Målinger", "Neste skritt")
    keys = ("team", "who", "work", "problem", "goal", "measures", "next_step")
    answers = [STATUS[key] for key in keys]
    return workbook([("Statusrapport",), (*labels, "Trenger hjelp til"), (*answers, STATUS["help"])])


def mail_text() -> bytes:
    return f"""From: Kari Nordmann <kari.nordmann@unn.example>
To: post@helse-nord.example
Subject: VS: Statusrapport UNN-1
Date: Fri, 12 Sep 2025 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Hei!

Her kommer statusrapporten vår.

Hvem er dere: {STATUS["who"]}
Hva jobber dere med: {STATUS["work"]}
Hva er problemet: {STATUS["problem"]}
Mål: {STATUS["goal"]}
Målinger: {STATUS["measures"]}
Neste skritt: {STATUS["next_step"]}
Trenger hjelp til: {STATUS["help"]}

Vennlig hilsen
Kari Nordmann
""".encode()


def plan_table() -> bytes:
    def build(document: WordDocument) -> None:
        document.add_heading("Fremdriftsplan for UNN-3", 0)
        head = ("Oppgave", "Ansvarlig", "Frist", "Status")
        table(
            document, [head, ("Lage sjekkliste", "Kari", "1. oktober 2025", "i gang"), ("Opplæring", "Ola", "uke 42", "Ferdig")]
        )

    return word(build)


def self_evaluation_lines() -> bytes:
    lines = (
        "Egenevaluering",
        "Team: FIN 1",
        "Hvilket trinn er dere på?",
        "trinn 3,5",
        "Hva skal til?",
        "Måle oftere.",
        "Og lenger.",
    )
    return word(lambda document: [document.add_paragraph(line) for line in lines])


def judges_sheet() -> bytes:
    return workbook(
        [
            ("Vurderingsskjema pitching",),
            ("Dommer", "Ola Nordmann"),
            ("Helseforetak", "Nordlandssykehuset HF"),
            ("Team", "Problem", "Mål og måling", "Tiltak og test", "Resultat", "Varighet og spredning", "Kommentar"),
            ("UNN-1", 3, 2, "2 p", "1", "0", "Bra"),
            ("UNN-2", 3, 2, 5, 1, 1, ""),
        ]
    )


LAYOUTS: Mapping[str, tuple[Callable[[], bytes], str, Mapping[str, str]]] = {
    "headings in Word": (word_headings, "statusrapport", STATUS),
    "a table in Word, in nynorsk": (
        word_table,
        "statusrapport",
        {
            **STATUS,
            "indicator_1_name": "Fall",
            "indicator_1_date": "2025-09-01",
            "indicator_1_value": "2",
            "indicator_2_name": "Fall",
            "indicator_2_date": "2025-09-08",
            "indicator_2_value": "1.5",
            "indicator_2_unit": "per uke",
        },
    ),
    "lines with typos, signed": (word_lines_with_typos, "statusrapport", {**STATUS, "filled_by": "Kari Nordmann"}),
    "questions alone, numbered": (word_without_title, "statusrapport", STATUS),
    "answers below labels": (word_label_over_answer, "statusrapport", STATUS),
    "two columns in Excel": (excel_two_columns, "statusrapport", STATUS),
    "questions across in Excel": (excel_questions_across, "statusrapport", STATUS),
    "the text of a mail": (mail_text, "statusrapport", STATUS),
    "a plan with doubtful days": (
        plan_table,
        "framdriftsplan",
        {
            "team": "UNN-3",
            "task_1_what": "Lage sjekkliste",
            "task_1_who": "Kari",
            "task_1_when": "2025-10-01",
            "task_1_done": "begun",
            "task_2_what": "Opplæring",
            "task_2_who": "Ola",
            "task_2_when": "uke 42",
            "task_2_done": "done",
        },
    ),
    "a step in words": (
        self_evaluation_lines,
        "egenevaluering",
        {"team": "FIN 1", "step": "3.5", "to_next_step": "Måle oftere.\nOg lenger."},
    ),
    "a judge's own sheet": (
        judges_sheet,
        "pitching",
        {
            "judge_name": "Ola Nordmann",
            "judge_trust": "Nordlandssykehuset HF",
            "score_1_team": "UNN-1",
            "score_1_problem": "3",
            "score_1_goal": "2",
            "score_1_action": "2",
            "score_1_result": "1",
            "score_1_spread": "0",
            "score_1_comment": "Bra",
            "score_2_team": "UNN-2",
            "score_2_problem": "3",
            "score_2_goal": "2",
            "score_2_action": "5",
            "score_2_result": "1",
            "score_2_spread": "1",
        },
    ),
}

"""The forms of the year are read like the registration form: kull's own exactly, a sender's own by what they ask, no other."""

import io
import os
import re
import unicodedata
import zipfile
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from filling import fill_docx, fill_pdf, fill_xlsx
from hypothesis import given, settings
from hypothesis import strategies as st
from year_layouts import LAYOUTS, table, word

from pipeline.form.archive import with_fixed_dates
from pipeline.form.blank import MAKERS
from pipeline.form.definition import Field, FormDefinition, Kind
from pipeline.form.layout import CohortLine
from pipeline.form.year_forms import QUESTIONNAIRE, SELF_EVALUATION, STATUS_REPORT, YEAR_FORMS
from pipeline.intake.marks import as_written
from pipeline.model import FilledForm, ReplyTo, Severity
from pipeline.recognise.file import read_file
from pipeline.recognise.filled_values import answer_of, number_in

FILL = {"docx": fill_docx, "pdf": fill_pdf, "xlsx": fill_xlsx}
COHORT = CohortLine(
    network="Læringsnettverk – kull 2", deadline=None, send_to="post@helse-nord.example", organiser="Helse Nord RHF"
)
FORMS = {form.id: form for form in YEAR_FORMS}
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(os.environ.get("KULL_SHARED", ROOT.parent / "shared")) / "sample" / "inbox"


@cache
def blank(suffix: str, form: str, language: str) -> bytes:
    return MAKERS[suffix](FORMS[form], language, COHORT)


def read(content: bytes) -> FilledForm:
    reading = read_file(content, "a")
    assert reading.readings == ()
    assert len(reading.filled) == 1
    return reading.filled[0]


# --- kull's own ---------------------------------------------------------------------------------------------------------

HOSTILE = (
    *("<&>\"'", "«Trygg fødsel»", "čđŋšŧž ČĐŊŠŦŽ á", "{{ x }} {% if %}", "=1+1", "+47", "-1", "@SUM(A1)", "007", "]]>", "1,5"),
    *(
        "☒ ikke et kryss",
        "Neste skritt: mer",
        "Mål",
        "Status",
        "Frist",
        "Statusrapport",
        "nei",
        "ja",
        "😀 末",
        "Nr.",
        "• punkt",
    ),
    *("a\tb\u00a0c  d", "t" * 300, "\u200fעברית\u200e og norsk", "Svar ja eller nei.", "Vennlig hilsen", "Team UNN-9"),
)
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12))
LONG = st.lists(st.one_of(TEXT, st.just("")), min_size=1, max_size=5).map("\n".join)
PROMPTS = ("Skriv her", "Velg", "Vel", "–")


def says_something(text: str) -> bool:
    bare = as_written(text)
    return bool(bare.strip(" .…_-–—/:\n\t")) and not bare.startswith(PROMPTS) and not bare.endswith("Skriv her")


def answers(field: Field, language: str) -> st.SearchStrategy[tuple[str | bool, str]]:
    """What is written in a field, and how it is read."""
    if field.kind is Kind.TICK:
        return st.sampled_from([(True, "yes"), (False, "no")])
    if field.kind is Kind.CHOICE:
        return st.sampled_from([(choice.label[language], choice.value) for choice in field.choices])
    if field.kind is Kind.DATE:
        return st.dates().filter(lambda day: day.year > 1999).map(lambda day: (f"{day:%d.%m.%Y}", day.isoformat()))
    if field.kind is Kind.DECIMAL:
        return st.decimals(-9999, 9999, places=2).map(lambda number: (str(number).replace(".", ","), str(number)))
    text = LONG if field.kind is Kind.LONG_TEXT else TEXT
    return text.filter(says_something).map(lambda t: (t, unicodedata.normalize("NFC", as_written(t))))


@st.composite
def filled_forms(draw: st.DrawFn, form: FormDefinition, language: str) -> tuple[dict[str, str | bool], dict[str, str]]:
    """What somebody writes on a form, with a row more than it has; and the answers that this is."""
    written: dict[str, str | bool] = {}
    meant: dict[str, str] = {}
    for section in form.sections:
        numbers = (1, draw(st.integers(2, section.rows)), section.rows + 1) if section.rows else (0,)
        for number, field in ((number, field) for number in numbers for field in section.fields):
            must = field.kind is Kind.TICK or (number > section.rows and field is section.fields[0])
            if must or draw(st.booleans()):
                key = field.key.format(n=number)
                written[key], meant[key] = draw(answers(field, language))
    return written, meant


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@settings(max_examples=4)
@given(data=st.data())
def test_every_answer_on_an_own_form_is_read_as_it_was_written(data, suffix, form, language):
    written, meant = data.draw(filled_forms(FORMS[form], language))
    filled = read(FILL[suffix](blank(suffix, form, language), written))
    assert filled.answers == meant
    assert (filled.form.id, filled.form.version, filled.form.language, filled.format) == (form, 1, language, suffix)
    assert [one for one in filled.findings if one.rule != "privacy.national-id"] == []
    assert not any(note.needs_review for note in filled.provenance.values())


@pytest.mark.parametrize(("form", "language"), [("statusrapport", "nb"), ("evaluering", "nn")])
@settings(max_examples=2)
@given(data=st.data())
def test_every_answer_on_an_own_pdf_is_read_as_it_was_written(data, form, language):
    written, meant = data.draw(filled_forms(FORMS[form], language))
    filled = read(fill_pdf(blank("pdf", form, language), written))
    assert (filled.form.id, filled.answers, filled.findings) == (form, meant, ())


def test_rows_that_word_copied_with_their_tags_are_rows_of_their_own():
    written = {f"indicator_{n}_{name}": f"{name} {n}" for n in (12, 13, 14) for name in ("name", "unit")}
    content = fill_docx(blank("docx", "statusrapport", "nb"), written, tags_as_word_copies_them=True)
    assert read(content).answers == written


@pytest.mark.parametrize("suffix", FILL)
def test_a_blank_that_comes_back_empty_is_still_known(suffix):
    filled = read(blank(suffix, "statusrapport", "nn"))
    assert (filled.form.id, filled.answers, filled.findings) == ("statusrapport", {}, ())


def test_a_teams_form_carries_its_team_for_machines_and_for_people():
    to = ReplyTo(registration="UNN-1", form="a:0")
    content = MAKERS["docx"](STATUS_REPORT, "nb", COHORT, values={"team": "UNN-1 – Færre fall"}, reply_to=to)
    filled = read(content)
    assert filled.form.reply_to == to
    assert filled.answers == {"team": "UNN-1 – Færre fall"}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_has_lost_its_keys_is_read_by_its_places(form):
    written, meant = {}, {}
    for number, (key, _, field) in enumerate(FORMS[form].fields()):
        if field.kind is Kind.CHOICE:
            choice = field.choices[number % len(field.choices)]
            written[key], meant[key] = choice.label.nn, choice.value
        elif field.kind is Kind.TICK:
            written[key], meant[key] = True, "yes"
        elif field.kind is Kind.TEXT or (field.kind is Kind.LONG_TEXT and number % 2):
            written[key] = meant[key] = f"Máret {number}\n\nMål: 12 %" if field.kind is Kind.LONG_TEXT else f"Svar {number}"
    filled = read(without_keys(fill_docx(blank("docx", form, "nn"), written)))
    assert (filled.form.id, filled.answers, filled.findings) == (form, meant, ())


def without_keys(content: bytes) -> bytes:
    """The Word file without the tags of its controls and without the mark for machines: only its foot tells what it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        bare = re.sub(rb"<w:(?:tag|alias) [^>]*/>", b"", archive.read("word/document.xml"))
        marks = archive.read("docProps/custom.xml").replace(b"kull.form", b"annet")
    return with_fixed_dates(content, {"word/document.xml": bare, "docProps/custom.xml": marks})


def test_what_stands_outside_the_places_of_an_own_form_is_not_lost():
    document = fill_docx(blank("docx", "egenevaluering", "nb"), {"step": "3,5 – forbedring"})
    with_more = document_with_paragraph(document, "Vi har byttet leder.")
    filled = read(with_more)
    assert filled.answers == {"step": "3.5"}
    assert [(f.rule, f.severity, f.message.params["text"]) for f in filled.findings] == [
        ("reading.unread", Severity.REVIEW, "Vi har byttet leder.")
    ]


def document_with_paragraph(content: bytes, text: str) -> bytes:
    document = Document(io.BytesIO(content))
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- a sender's own -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_senders_own_document_is_known_by_what_it_asks(layout):
    make, form, said = LAYOUTS[layout]
    filled = read(make())
    assert (filled.form.id, filled.answers) == (form, said)
    assert [f.message.params["text"] for f in filled.findings if f.severity is Severity.REVIEW] == []


def test_an_answer_that_is_none_of_the_choices_or_no_day_stands_as_written_and_is_looked_at():
    plan, sheet = (read(LAYOUTS[name][0]()) for name in ("a plan with doubtful days", "a judge's own sheet"))
    doubtful = {key for one in (plan, sheet) for key, note in one.provenance.items() if note.needs_review}
    assert doubtful == {"task_2_when", "score_2_action"}


def test_a_mail_tells_who_sent_the_form_but_not_of_one_without_names():
    mail = LAYOUTS["the text of a mail"][0]()
    assert read(mail).sender == "kari.nordmann@unn.example"
    questions = "\n".join(f"{field.label.nb} 4" for _, _, field in QUESTIONNAIRE.fields() if field.kind is Kind.CHOICE)
    asked = f"From: Kari <kari@unn.example>\nSubject: Evaluering av læringsnettverket\n\n{questions}\n"
    filled = read(asked.encode("utf-8"))
    assert (filled.form.id, filled.sender) == ("evaluering", "")
    assert set(filled.answers.values()) == {"4"}


def test_forms_enclosed_in_a_mail_count_once_and_name_their_place_and_sender():
    report = fill_docx(blank("docx", "statusrapport", "nb"), {"work": "Fall"})
    same = fill_xlsx(blank("xlsx", "statusrapport", "nb"), {"work": "Fall"})
    plan = fill_docx(blank("docx", "framdriftsplan", "nb"), {"team": "UNN-2"})
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Kari Nordmann <kari@unn.example>", "VS: Statusrapport UNN-1"
    mail.set_content("Hei!\n\nVedlagt. Vi bytter leder 1. oktober.\n\nMvh Kari\n")
    for name, content in (("status.docx", report), ("status.xlsx", same), ("plan.docx", plan)):
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    reading = read_file(mail.as_bytes(), "a.eml")
    assert reading.readings == ()
    first, second = reading.filled
    assert (first.form.id, first.answers, first.sender) == (
        "statusrapport",
        {"team": "UNN-1", "work": "Fall"},
        "kari@unn.example",
    )
    assert first.provenance["work"].where.startswith("attachment «status.docx», ")
    assert (second.form.id, second.answers, second.format) == ("framdriftsplan", {"team": "UNN-2"}, "eml")
    assert [(f.rule, f.severity) for f in second.findings] == [("reading.mail", Severity.REVIEW)]


def test_several_forms_below_each_other_are_each_read_and_share_their_head():
    def build(document):
        document.add_heading("Statusrapport", 0)
        for line in ("Team: UNN-1", "Dato: 1.9.2025", "Hva jobber dere med: Fall", "Mål: Halvere", "Neste skritt: Teste"):
            document.add_paragraph(line)
        document.add_heading("Framdriftsplan", 1)
        table(document, [("Hva", "Hvem", "Når"), ("Lage sjekkliste", "Kari", "1.10.2025")])
        document.add_heading("Egenevaluering", 1)
        for line in ("Trinn: 2,5", "Hva skal til: Måle mer"):
            document.add_paragraph(line)

    filled = read_file(word(build), "a").filled
    head = {"team": "UNN-1", "date": "2025-09-01"}
    assert [(one.form.id, one.answers) for one in filled] == [
        ("statusrapport", {**head, "work": "Fall", "goal": "Halvere", "next_step": "Teste"}),
        ("framdriftsplan", {**head, "task_1_what": "Lage sjekkliste", "task_1_who": "Kari", "task_1_when": "2025-10-01"}),
        ("egenevaluering", {**head, "step": "2.5", "to_next_step": "Måle mer"}),
    ]


def test_what_could_as_well_be_two_forms_is_taken_for_neither():
    lines = ("Statusrapport og egenevaluering", "Mål: x", "Neste skritt: z", "Trinn: 3", "Begrunnelse: y")
    reading = read_file(word(lambda document: [document.add_paragraph(line) for line in lines]), "a")
    assert (reading.readings, reading.filled) == ((), ())
    assert set(reading.unreadable.message.params.values()) == {"Statusrapport", "Egenevaluering"}


def test_an_answer_given_twice_and_differently_is_looked_at():
    lines = ("Statusrapport UNN-1", "Hva jobber dere med: Fall", "Mål: Halvere", "Neste skritt: Teste", "Mål: Null fall")
    filled = read(word(lambda document: [document.add_paragraph(line) for line in lines]))
    assert filled.answers["goal"] == "Halvere"
    assert [(f.rule, f.path) for f in filled.findings] == [("reading.twice", "goal")]


def test_a_national_identity_number_is_masked_wherever_it_would_be_shown():
    number = "13097248022"  # from the synthetic series in Skatteetaten's own documentation
    lines = ("Statusrapport UNN-1", f"Hva jobber dere med: {number}", "Mål: y", "Neste skritt: z", f"Annet: {number}")
    filled = read(word(lambda document: [document.add_paragraph(line) for line in lines]))
    assert number not in repr(filled)
    assert "privacy.national-id" in {one.rule for one in filled.findings}


# --- values -------------------------------------------------------------------------------------------------------------

STEP = next(field for key, _, field in SELF_EVALUATION.fields() if key == "step")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("3,5", "3.5"), ("trinn 3,5", "3.5"), ("3.5 – forbedring", "3.5"), ("Trinn: 3.5 forbetring", "3.5"), ("4", "4.0")),
        *(("betydelig forbedring", "4.0"), ("monaleg forbetring", "4.0"), ("3,5 av 5", "3.5"), ("☐ 2,0 ☒ 2,5 ☐ 3,0", "2.5")),
    ],
)
def test_a_step_is_known_by_its_number_or_its_words(text, value):
    assert (answer_of(STEP, text).value, answer_of(STEP, text).certain) == (value, True)


@pytest.mark.parametrize(
    "text", ["3,2", "6", "3,5 – varig forbedring", "3–4", "☒ 2,0 ☒ 2,5", "2025-05-01", "vet ikke", "3,5 av 10"]
)
def test_what_is_no_step_stands_as_it_was_written(text):
    assert (answer_of(STEP, text).value, answer_of(STEP, text).certain) == (text, False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("3,5", ("3.5", "")),
            ("-2", ("-2", "")),
            ("1 200,5", ("1200.5", "")),
            ("80 %", ("80", "%")),
            ("2 per uke", ("2", "per uke")),
        ),
        *(("0.125", ("0.125", "")), ("1.200", (None, "")), ("ca. 12", (None, "")), ("12 og 14", (None, "")), ("", (None, ""))),
    ],
)
def test_a_number_is_read_with_comma_and_unit_or_not_at_all(text, number):
    assert number_in(text) == number


# --- registrations stay registrations -----------------------------------------------------------------------------------


def test_the_example_inbox_holds_no_form_of_the_year():
    files = [file for file in sorted((ROOT / "inbox").rglob("*")) if file.suffix in {".docx", ".xlsx", ".eml"}]
    assert len(files) > 10
    assert [file.name for file in files if read_file(file.read_bytes(), file.name).filled] == []


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample of real forms is not here (KULL_SHARED names its folder)")
def test_no_registration_of_the_sample_is_taken_for_a_form_of_the_year():
    files = sorted(file for file in SAMPLE.rglob("*") if file.suffix in {".docx", ".xlsx"})[:8]
    readings = [read_file(file.read_bytes(), file.name) for file in files]
    assert all(reading.readings and not reading.filled for reading in readings)


def test_a_registration_that_speaks_of_a_status_report_stays_one():
    def build(document):
        document.add_heading("Påmelding til læringsnettverket", 0)
        rows = [("Foretak", "Nordlandssykehuset HF"), ("Prosjektets tittel", "Kortere ventetid"), ("Prioritet", "2")]
        table(document, [*rows, ("Problem", "Ventetid"), ("Mål", "Halvere"), ("Forbedringsveileder", "Vilde Hjelper")])
        document.add_paragraph("Deltakere")
        head = ("Navn", "Rolle", "Yrke")
        table(document, [head, ("Kari Nordmann", "Leder", "Sykepleier"), ("Ola Nordmann", "Tillitsvalgt", "Lege")])
        document.add_paragraph("Statusrapport sendes hver måned. Neste skritt: egenevaluering.")

    reading = read_file(word(build), "a")
    assert len(reading.readings) == 1
    assert (reading.readings[0].values.title, reading.filled) == ("Kortere ventetid", ())


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_what_cannot_be_read_goes_its_known_way(content):
    reading = read_file(content, "statusrapport.docx")
    assert (reading.readings, reading.filled) == ((), ())
    assert reading.unreadable is not None

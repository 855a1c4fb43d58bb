"""Answers of survey tools: read in whatever way they are exported, counted over respondents, and nobody's name told."""

import contextlib
import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from survey_exports import LABELS, NAMES, PEOPLE, QUESTBACK, csv_bytes, rows_of, shuffled, table, with_columns, xlsx_bytes

from pipeline.form.definition import Words
from pipeline.i18n import translate
from pipeline.model import FilledForm, FormIdentity, Source
from pipeline.views.returned_workbook import DamagedWorkbookError, read_workbook
from pipeline.views.survey_workbooks import raw_tables
from pipeline.year.quotes import QuoteChoice, quotes_of
from pipeline.year.returned import ReturnedForm
from pipeline.year.survey import (
    FEWEST,
    Answered,
    Phase,
    Question,
    Respondent,
    Survey,
    by_trust,
    counted,
    form_fields,
    graded,
    pairs,
)
from pipeline.year.survey_columns import is_known, phase_of, question_of, use_of
from pipeline.year.survey_grades import OTHER_SCALES, agreement
from pipeline.year.survey_heads import Use
from pipeline.year.survey_names import names_of
from pipeline.year.survey_reading import read_survey
from pipeline.year.survey_table import MOST_COLUMNS, NotATableError, answers_in, is_summed_up, table_of_csv

COUNT = 12


def counts(read):
    return {one.question.key: one.counts for one in graded(read.survey)}


PLAIN = counts(read_survey(Phase.END, [table(rows_of(Phase.END, COUNT))]))


def forms_style(rows):
    before = {"ID": lambda n: n, "Start time": lambda n: f"5/{n}/26 9:00", "Email": lambda _: "anonymous", "Name": lambda _: ""}
    return with_columns(rows, before)


def survey_xact_style(rows):
    heads, *rest = rows
    return [[f"s_{n}" for n in range(len(heads))], heads, *rest]


def google_style(rows):
    heads, *rest = with_columns(rows, {"Tidsmerke": lambda n: f"2026-05-{n:02} 10:00:00"})
    return [[heads[0], *(f"Gjennomføringen [{head}]" for head in heads[1:])], *rest]


def numbered(rows):
    heads, *rest = rows
    return [[f"{n}. {head}  " for n, head in enumerate(heads, start=1)], *rest]


def other_case(rows):
    heads, *rest = rows
    return [[head.upper().rstrip("?.") for head in heads], *rest]


def in_nynorsk(rows):
    _, *rest = rows
    return [[one.label.nn for one in form_fields(Phase.END)], *rest]


def with_banner(rows):
    return [["Eksport fra verktøyet 12.05.2026"], [], *rows]


STYLES = [
    ("utf-8 with mark, semicolons", csv_bytes),
    ("utf-8, commas", lambda rows: csv_bytes(rows, ",", "utf-8")),
    ("Windows, semicolons", lambda rows: csv_bytes(rows, ";", "cp1252")),
    ("utf-16 with mark, tabs", lambda rows: csv_bytes(rows, "\t", "utf-16")),
    ("utf-16 without mark, tabs", lambda rows: csv_bytes(rows, "\t", "utf-16-le")),
    ("Excel's own line", lambda rows: b"sep=,\r\n" + csv_bytes(rows, ",", "utf-8")),
    ("banner above", lambda rows: csv_bytes(with_banner(rows))),
    ("Forms", lambda rows: csv_bytes(forms_style(rows))),
    ("SurveyXact", lambda rows: csv_bytes(survey_xact_style(rows))),
    ("Google", lambda rows: csv_bytes(google_style(rows))),
    ("Questback", lambda rows: csv_bytes(with_columns(rows, QUESTBACK))),
    ("numbered", lambda rows: csv_bytes(numbered(rows))),
    ("another case, no question marks", lambda rows: csv_bytes(other_case(rows))),
    ("nynorsk", lambda rows: csv_bytes(in_nynorsk(rows))),
]
GRADES = [
    ("as on the form", LABELS.__getitem__),
    ("the number", lambda n: str(n + 1)),
    ("the words", lambda n: LABELS[n].split("–")[1].strip().capitalize()),
    ("of five", lambda n: f"{n + 1} av 5"),
    ("a fraction", lambda n: f"{n + 1}/5"),
    ("a decimal", lambda n: f"{n + 1},0"),
    ("another dash", lambda n: LABELS[n].replace("–", "-")),
]


@pytest.mark.parametrize("style", [style for _, style in STYLES], ids=[name for name, _ in STYLES])
def test_an_export_says_the_same_whatever_tool_wrote_it(style):
    raw = table_of_csv("svar.csv", style(list(rows_of(Phase.END, COUNT))))
    read = answers_in(raw, is_known)
    assert phase_of(read.heads) is Phase.END
    assert counts(read_survey(Phase.END, [read], (), NAMES)) == PLAIN


@pytest.mark.parametrize("grade", [grade for _, grade in GRADES], ids=[name for name, _ in GRADES])
def test_a_grade_is_read_however_it_is_written(grade):
    assert counts(read_survey(Phase.END, [table(rows_of(Phase.END, COUNT, grade=grade))])) == PLAIN


def test_a_workbook_says_the_same_and_its_sums_are_no_respondent():
    rows = list(rows_of(Phase.END, COUNT, grade=lambda n: n + 1))
    sums = [f"=AVERAGE({column}2:{column}13)" for column in "ABCDEFGHI"]
    (raw,) = raw_tables("svar.xlsx", read_workbook(xlsx_bytes([*rows, sums])))
    read = answers_in(raw, is_known)
    assert counts(read_survey(Phase.END, [read])) == PLAIN
    assert [translate(one, "en") for one in read.remarks] == ["row 14 is worked out by formulas, and was left out."]


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "0",
        "3,5",
        "-1",
        "4 av 6",
        "8 av 10",
        "4 – i liten grad",
        "helt enig",
        "40",
        "=4",
        "4 5",
        "1 = helt enig",
        "1" * 400,
    ],
)
def test_what_is_no_grade_is_never_made_one(text):
    assert agreement().grade(text) is None


def test_other_scales_have_five_degrees_and_no_word_stands_for_two():
    for scale in OTHER_SCALES:
        assert {scale.grade(word) for word in scale.degrees} == {1, 2, 3, 4, 5}
        assert (scale.grade(scale.ends[0]), scale.grade(scale.ends[1])) == (1, 5)


def test_the_questions_of_both_forms_are_known_apart():
    for phase in Phase:
        for language in ("nb", "nn"):
            heads = [one.label[language] for one in form_fields(phase)]
            assert [question_of(phase, head) for head in heads] == [one.key for one in form_fields(phase)]
            assert phase_of(heads) is phase
    assert phase_of(["Potensial", "Motivasjon", "Ressurser"]) is None
    assert question_of(Phase.START, "Ressurser") == question_of(Phase.END, "Ressurser") == "resources"
    assert question_of(Phase.END, "Hadde du nytte av de digitale møte?") == "online"
    assert question_of(Phase.END, "Hadde du nytte av lunsjen?") == ""


def test_every_column_is_accounted_for_and_nobodys_business_goes_no_further():
    extra = QUESTBACK | {
        "Hvor fornøyd er du med lokalene?": lambda n: ("Svært fornøyd", "Misfornøyd")[n % 2],
        "Hva skal neste kull handle om?": lambda n: ("Flyt;Legemidler", "Flyt")[n % 2],
        "Hvor mange år har du jobbet her?": lambda n: str(3 * n),
        "Yrke": lambda _: "lege",
        "Hvilken avdeling jobber du på?": lambda n: f"Post {n}",
        "": lambda _: "x",
        "Hvem var veileder?": lambda n: PEOPLE[n % 2],
        "Andre kommentarer": lambda n: f"kommentar nummer {n}",
        "Tom": lambda _: "",
    }
    given = table(with_columns(rows_of(Phase.END, COUNT), extra))
    read = read_survey(Phase.END, [given], (), NAMES)
    assert [column.use for column in read.columns][: len(extra)] == [
        *(Use.ID, Use.TIME, Use.PLACE, Use.MAIL, Use.NAME, Use.ROLE, Use.TRUST),
        *(Use.OWN, Use.OWN, Use.OWN, Use.BACKGROUND, Use.BACKGROUND, Use.NO_HEAD, Use.NAME, Use.OWN, Use.EMPTY),
    ]
    assert len(read.columns) == len(given.heads)
    own = {question.label.nb: question.answered for question in read.survey.questions if not question.section}
    assert own == {
        "Hvor fornøyd er du med lokalene?": Answered.GRADE,
        "Hva skal neste kull handle om?": Answered.CHOICE,
        "Hvor mange år har du jobbet her?": Answered.NUMBER,
        "Andre kommentarer": Answered.WORDS,
    }
    (about,) = counted(read.survey)
    assert (dict(about.counts), about.answers) == ({"Flyt": COUNT, "Legemidler": COUNT // 2}, COUNT)


CELL = st.sampled_from(
    ["1", "5", "3 – i noen grad", "i stor grad", "", "vet ikke", "7", "kanskje", "Kari", "=1+1", "\x00", '"', "9" * 5_000]
)


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), max_size=20), st.randoms(use_true_random=False))
def test_answers_add_up_to_the_respondents_and_their_order_changes_nothing(rows, rng):
    heads = [one.label.nb for one in form_fields(Phase.END)][:4]
    given = table([heads, *rows])
    read = read_survey(Phase.END, [given], (), NAMES)
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    for one in graded(read.survey):
        assert sum(one.counts) + len(one.strange) + one.silent == len(read.survey.respondents) == filled
    again = read_survey(Phase.END, [shuffled(given, rng.random())], (), NAMES)
    assert graded(again.survey) == graded(read.survey)
    assert not any("Kari" in strange for one in graded(read.survey) for strange in one.strange)


def test_who_answers_twice_counts_once_with_the_newest_answer():
    heads = ["Respondent", "Fullføringstidspunkt", *next(rows_of(Phase.END, 0))]
    rest = [""] * (len(heads) - 3)
    rows = [
        heads,
        ["7", "02.05.2026 12:00", "5", *rest],
        ["8", "01.05.2026 09:00", "3", *rest],
        ["7", "01.05.2026 12:00", "1", *rest],
        ["9", "01.05.2026 12:00", "2", *rest],
    ]
    read = read_survey(Phase.END, [table(rows)])
    assert counts(read)["potential"] == (0, 1, 1, 0, 1)
    assert [translate(one, "en") for one in read.remarks] == [
        "svar.csv: row 4 is replaced by row 2: the same respondent answered again."
    ]


def test_who_opened_the_survey_and_answered_nothing_has_not_answered():
    rows = list(with_columns(rows_of(Phase.END, 6), QUESTBACK))
    opened = [[*(value(n) for value in QUESTBACK.values()), *[""] * 13] for n in (30, 31)]
    read = read_survey(Phase.END, [table([*rows, *opened])], (), NAMES)
    assert len(read.survey.respondents) == 6
    assert "rows without a single answer, which were not counted: 2." in translate(read.remarks[0], "en")


def test_a_file_of_both_surveys_gives_each_its_own_questions():
    start, end = (list(rows_of(phase, COUNT)) for phase in Phase)
    both = table([[*one, *other] for one, other in zip(start, end, strict=True)])
    assert phase_of(both.heads) is None
    read = {phase: read_survey(phase, [both]) for phase in Phase}
    assert counts(read[Phase.END]) == PLAIN
    assert all(question.section for phase in Phase for question in read[phase].survey.questions)


def test_an_older_export_of_the_same_survey_is_not_counted_twice():
    rows = list(rows_of(Phase.END, COUNT))
    read = read_survey(Phase.END, [table(rows[:8], "uke-1.csv"), table(rows, "uke-2.csv"), table(rows, "kopi.csv")])
    assert len(read.survey.respondents) == COUNT
    assert [translate(one, "en") for one in read.remarks] == [
        "uke-1.csv: every row stands in uke-2.csv too: it was left out.",
        "kopi.csv: every row stands in uke-2.csv too: it was left out.",
    ]


def test_a_form_that_came_back_counts_like_a_row():
    identity = FormIdentity(id="evaluering", version=1, language="nb")
    source = Source(path="inbox/Kari.docx", sha256="0", format="docx", received=None)
    answers = {"potential": "4", "online": "ni", "best": "Alt", "may_quote": "yes"}
    form = ReturnedForm(filled=FilledForm(form=identity, answers=answers), source=source)
    read = read_survey(Phase.END, [], [form, dataclasses.replace(form, replaced_by="inbox/ny.docx")])
    (one,) = read.survey.respondents
    assert (one.grades, one.strange, one.words, one.may_quote) == ({"potential": 4}, {"online": "ni"}, {"best": "Alt"}, True)
    assert (read.mailed, read.files) == (1, {})
    assert read_survey(Phase.START, [], [form]).survey.respondents == ()


# --- hostile files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 999, b"\xff\xfe", b'"' + b"a" * 200_000, b"\n".join([b"a;b"] * 30_000), b"\x81\x8d" * 50, b";" * 9],
    ids=["nothing", "zeros", "mark alone", "endless cell", "too long", "no letters", "separators"],
)
def test_no_file_breaks_the_reading_or_passes_for_answers(content):
    read = None
    with contextlib.suppress(NotATableError):
        read = answers_in(table_of_csv("x.csv", content), is_known)
    assert read is None or not any(map(is_known, read.heads))


def test_a_table_far_too_wide_is_refused_in_words():
    wide = csv_bytes([[f"k{n}" for n in range(2_000)]] * 2)
    with pytest.raises(NotATableError) as error:
        table_of_csv("x.csv", wide)
    assert str(MOST_COLUMNS) in translate(error.value.why, "nb")


def test_a_workbook_with_a_cell_in_its_last_corner_is_refused():
    book = Workbook()
    book.worksheets[0]["XFD1048576"] = "x"
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(DamagedWorkbookError):
        read_workbook(written.getvalue())


def test_figures_that_are_summed_up_are_no_answers():
    rows = [["Spørsmål", "Antall", "Snitt"], *([one.label.nb, "36", "4,1"] for one in form_fields(Phase.END))]
    assert is_summed_up(table_of_csv("x.csv", csv_bytes(rows)), is_known)
    assert not is_summed_up(table_of_csv("x.csv", csv_bytes(list(rows_of(Phase.END, COUNT)))), is_known)


# --- nobody's name -------------------------------------------------------------------------------------------------------

ANY_CASE = st.sampled_from([str, str.upper, str.title, lambda words: f"{words}s", lambda words: words.split()[0]])


@given(
    st.lists(st.tuples(st.sampled_from(PEOPLE), ANY_CASE), min_size=1, max_size=4), st.sampled_from([" ", ", ", "/", " og "])
)
def test_no_name_of_the_network_is_left_in_a_quote(written, between):
    text = f"Takk til {between.join(case(name) for name, case in written)}!"
    said = NAMES.told(text)
    words = {word.casefold() for name in PEOPLE for word in name.replace("-", " ").replace("'", " ").split() if len(word) > 1}
    left = {word.strip("!,/").casefold() for word in said.text.split()}
    assert not left & words
    assert said.why


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ring 91 69 39 10 eller +47 916 93 910", "Ring [telefon] eller [telefon]"),
        ("Skriv til kari.nordmann@sykehus.example.", "Skriv til [e-post]."),
        ("Nummeret er 010190 12345, 01010112345", "Nummeret er [fødselsnummer], [fødselsnummer]"),
        ("K. Nordmann og maret utsi hjalp oss", "[navn] og [navn] hjalp oss"),
        ("takk til kari og o'brien", "takk til [navn] og [navn]"),
        ("En god dag, per uke, i lunden", "En god dag, per uke, i lunden"),
        ("Vi gikk fra 34 % til 12,5 % i 2025", "Vi gikk fra 34 % til 12,5 % i 2025"),
        ("Det avklares senere", "Det avklares senere"),
    ],
)
def test_what_tells_who_somebody_is_is_masked_and_the_rest_stands(written, shown):
    assert NAMES.told(written).text == shown


def test_what_may_be_a_name_or_tells_of_a_role_waits_for_a_person():
    why = {text: [translate(one, "en") for one in NAMES.told(text).why] for text in ("Takk til Torunn", "Jeg er tillitsvalgt")}
    assert why == {"Takk til Torunn": ["«Torunn» may be a name"], "Jeg er tillitsvalgt": ["tells of a role"]}
    assert names_of(["UNN", "Unn Lund"]).told("Samlingen på UNN i Tromsø var bra").why == ()


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        ("Sjefen vår (Bjarte) var ikke med", "Bjarte"),
        ("Dr. Hansen sa nei", "Hansen"),
        ("Overlegen – Hansen – sa nei", "Hansen"),
        ("TORUNN VAR FLINK", "TORUNN"),
        ("Torunn fikk oss i gang", "Torunn"),
        ("takk til torunn", "torunn"),
        ("Hilsen teamet, K.N.", "K.N."),
    ],
)
def test_a_stranger_is_known_by_a_first_name_a_capital_or_initials(text, perhaps):
    assert [translate(one, "en") for one in NAMES.told(text).why] == [f"«{perhaps}» may be a name"]


def test_a_team_is_as_good_as_a_name_and_everyday_words_are_none():
    assert [translate(one, "en") for one in NAMES.told("Lederen i HELG-4 var borte").why] == ["tells of the team HELG-4"]
    for text in (
        "Å lære av de andre teamene. Vi endret mye (bl.a. tid)",
        "Det var bra: Vi fikk tid.",
        "– Samlingene var best",
        "• Færre verktøy",
        "Vi brukte PDSA, SPC og «Stopp og forstå», f.eks. på UNN",
        "I helga var det tomt; vi klara oss likevel, og det kan vera nok",
        "Tone og innhold var bra. En stor tone.",
    ):
        assert NAMES.told(text).why == (), text


def test_what_surveyxact_tells_of_itself_goes_no_further():
    heads = ("createDate", "closeDate", "statoverall_1", "statinternal_2", "Sist lagret")
    used = [use_of(Phase.END, head, ["01-05-2026", "02-05-2026"], NAMES) for head in heads]
    assert used == [Use.TIME, Use.TIME, Use.TECHNICAL, Use.TECHNICAL, Use.TIME]


# --- quotes and small groups ---------------------------------------------------------------------------------------------


def said(words, *, may_quote, source="r"):
    return Respondent(source=source, words={"best": words}, may_quote=may_quote)


def survey_of(*respondents):
    return Survey(phase=Phase.END, questions=survey_questions(), respondents=respondents)


def survey_questions():
    return (Question(key="best", answered=Answered.WORDS, label=Words("Best?", "Best?")),)


def test_nothing_is_quoted_without_leave_or_while_somebody_must_look():
    survey = survey_of(
        said("Alt", may_quote=True), said("Alt", may_quote=True), said("Mat", may_quote=False), said("Kari!", may_quote=True)
    )
    quotes = quotes_of([survey], NAMES, {})
    assert [(one.text, one.times, one.used) for one in quotes.every] == [("Alt", 2, True), ("[navn]!", 1, False)]
    assert quotes.withheld == 1
    alt, kari = (one.id for one in quotes.every)
    choices = {kari: QuoteChoice(used=True, words="Veilederen Kari!"), alt: QuoteChoice(used=False)}
    again = quotes_of([survey], NAMES, choices)
    assert [(one.text, one.used) for one in again.every] == [("Alt", False), ("Veilederen [navn]!", True)]


def test_where_leave_was_not_asked_for_all_that_names_nobody_may_be_quoted():
    quotes = quotes_of([survey_of(said("Alt", may_quote=None), said("Takk til Kari", may_quote=None))], NAMES, {})
    assert [(one.text, one.used) for one in quotes.every] == [("Alt", True), ("Takk til [navn]", False)]


@given(st.dictionaries(st.sampled_from("ABCDE"), st.lists(st.integers(1, 5), min_size=1, max_size=9), min_size=1))
def test_no_group_below_five_is_shown_nor_can_be_worked_out(groups):
    question = Question(key="q", answered=Answered.GRADE, label=Words("Q", "Q"))
    people = [Respondent(source="r", grades={"q": grade}, trust=name) for name, grades in groups.items() for grade in grades]
    means = by_trust(Survey(phase=Phase.END, questions=(question,), respondents=tuple(people)), question)
    assert {one.group: one.answers for one in means} == {name: len(grades) for name, grades in groups.items()}
    for one in means:
        if one.mean is not None:
            assert one.answers >= FEWEST
            assert one.mean == sum(groups[one.group]) / len(groups[one.group])
    hidden = sum(one.answers for one in means if one.mean is None)
    assert hidden == 0 or hidden >= FEWEST or all(one.mean is None for one in means)


def test_start_and_end_are_held_against_each_other_by_the_same_keys():
    start = read_survey(Phase.START, [table(rows_of(Phase.START, 9))]).survey
    end = read_survey(Phase.END, [table(rows_of(Phase.END, 8))]).survey
    assert [(one.end.question.key, one.start.answers, one.end.answers) for one in pairs(start, end)] == [
        ("potential", 9, 8),
        ("motivation", 9, 8),
        ("resources", 9, 8),
    ]
    assert pairs(Survey(phase=Phase.START), end) == ()

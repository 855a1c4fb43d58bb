"""The evaluation: answers and decisions on quotes in, report and memo out. What a person has written in a document is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.i18n import Message, msg
from pipeline.intake.pool import cores
from pipeline.ledger.coding import content_hash
from pipeline.ledger.products import products
from pipeline.ledger.quotes import quote_choices, remember_quote_choices
from pipeline.letters.contexts import DocumentProperties
from pipeline.letters.pdf import PdfTask, convert
from pipeline.model import Register
from pipeline.outbox.write import hash_of, is_held_open, sha256_of
from pipeline.soffice import find_soffice
from pipeline.steps.cohort_figures import cohort_figures, people_of
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.pdfs import FailedPdf
from pipeline.steps.products import Published, Wanted, missing, publish
from pipeline.steps.survey_files import Chosen, survey_files
from pipeline.views.decision_memo import TITLE as MEMO_TITLE
from pipeline.views.decision_memo import decision_memo
from pipeline.views.evaluation_paper import Paper
from pipeline.views.evaluation_report import TITLE as REPORT_TITLE
from pipeline.views.evaluation_report import evaluation_report
from pipeline.views.quotes_sheet import choices_in, quotes_book
from pipeline.views.returned_workbook import DamagedWorkbookError, read_workbook
from pipeline.views.survey_workbooks import questions_book
from pipeline.views.year_workbook import workbook
from pipeline.year.evaluation import Evaluation
from pipeline.year.quotes import quotes_of
from pipeline.year.returned import ReturnedForm
from pipeline.year.survey import Phase
from pipeline.year.survey_reading import read_survey

STEP, QUESTIONS_STEP, PDF_STEP = "evaluation", "survey-questions", "evaluation-pdf"
REPORT, MEMO = "evaluation/evalueringsrapport.docx", "evaluation/beslutningsnotat.docx"
QUOTES, QUESTIONS = "evaluation/sitater.xlsx", "evaluation/sporsmal.xlsx"
BESIDE = "-nye-tall.docx"
"""How the name of a document ends that is written beside one that a person has changed."""

_HELD_OPEN = msg("outbox/{file} is open in another program, and was left as it is. Close it, and run kull evaluation again.")
_DAMAGED = msg("outbox/{file} is damaged, and nothing was taken from it. It is kept as it was.")
NO_LIBREOFFICE = msg(
    "LibreOffice is not on this machine, so the papers are there in Word only. Install it, and the next run makes the PDFs."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks for: which files, how many were asked to answer (None: the members of the teams), which målform."""

    chosen: Chosen = field(default_factory=Chosen)
    invited: int | None = None
    language: str = "nb"
    pdf: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What came of it. `left`: documents that a person has changed, and that were left as they are.

    `chosen`: how many quotes a person has decided on in the list since the last run. `published` is None without answers.
    """

    evaluation: Evaluation
    refused: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    chosen: int = 0
    left: tuple[str, ...] = ()
    published: Published | None = None
    pdfs: Published | None = None
    failed: tuple[FailedPdf, ...] = ()


def write_questions(run: Run) -> Published:
    """Write the questions of both surveys, to paste into a survey tool."""
    made = workbook(questions_book(run.programme))
    return publish(run, QUESTIONS_STEP, [Wanted(path=QUESTIONS, content=sha256_of(made))], {QUESTIONS: made})


def evaluate(run: Run, register: Register, forms: Sequence[ReturnedForm], asked: Asked) -> Evaluated:
    """Read the answers, and write report, memo and list of quotes.

    Raises:
        UsageError: a file is not there, or it cannot be told which survey it is of; nothing was written.
    """
    names = people_of(run, register)
    files = survey_files(run, asked.chosen, names)
    taken, notes, held_open = _take_choices(run)
    with run.ledger.connect() as db:
        choices = quote_choices(db, run.programme.cohort.id)
    start, end = (read_survey(phase, files.tables[phase], forms, names) for phase in (Phase.START, Phase.END))
    evaluation = Evaluation(
        figures=cohort_figures(run, register, forms, asked.invited),
        start=start,
        end=end,
        quotes=quotes_of((end.survey, start.survey), names, choices),
    )
    evaluated = Evaluated(evaluation=evaluation, refused=tuple(files.refused), notes=notes, chosen=taken)
    if not (start.survey.respondents or end.survey.respondents):
        return evaluated
    return _write(
        run, Paper(programme=run.programme, evaluation=evaluation, language=asked.language), evaluated, asked, held_open
    )


def _take_choices(run: Run) -> tuple[int, tuple[Message, ...], bool]:
    """Take what a person has decided in the list of quotes: how many, what was not understood, and whether it is open."""
    file = run.workspace.outbox / QUOTES
    if is_held_open(file):
        return 0, (Message(_HELD_OPEN.msgid, {"file": QUOTES}),), True
    with run.ledger.connect() as db:
        known = products(db).get(QUOTES)
        before = quote_choices(db, run.programme.cohort.id)
    if not file.is_file() or (known is not None and known.sha256 == hash_of(file)):
        return 0, (), False
    try:
        book = read_workbook(file.read_bytes())
    except DamagedWorkbookError:
        return 0, (Message(_DAMAGED.msgid, {"file": QUOTES}),), False
    read = choices_in(book)
    changed = {id_: choice for id_, choice in read.choices.items() if before.get(id_, type(choice)()) != choice}
    with run.ledger.begin() as db:
        remember_quote_choices(db, run.programme.cohort.id, changed, book.by or "ukjent", run.now)
    notes = tuple(msg("{file}: {said}", file=QUOTES, said=said) for said in read.questions)
    return len(changed), notes, False


def _write(run: Run, paper: Paper, evaluated: Evaluated, asked: Asked, held_open: bool) -> Evaluated:
    made = {REPORT: evaluation_report(paper), MEMO: decision_memo(paper)}
    quotes = workbook(quotes_book(evaluated.evaluation.quotes, run.programme))
    documents, left = _beside_changed(run, made)
    contents = {**documents, QUOTES: quotes}
    sources = tuple(sorted({file for read in evaluated.evaluation.surveys for file in read.files}))
    wanted = [Wanted(path=path, content=sha256_of(data), made_from=sources) for path, data in contents.items()]
    wanted += [Wanted(path=path, content=sha256_of(made[path]), made_from=sources) for path in left]
    if held_open:
        del contents[QUOTES]
    published = publish(run, STEP, wanted, contents, last=not asked.pdf)
    pdfs, failed, notes = _pdfs(run, paper, (REPORT, MEMO)) if asked.pdf else (None, (), ())
    return Evaluated(
        evaluation=evaluated.evaluation,
        refused=evaluated.refused,
        notes=(*evaluated.notes, *notes),
        chosen=evaluated.chosen,
        left=left,
        published=published,
        pdfs=pdfs,
        failed=failed,
    )


def _beside_changed(run: Run, made: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """What is to be written where: beside a document that a person has changed, when there is something new to tell.

    And the documents that are left as they are.
    """
    with run.ledger.connect() as db:
        known = products(db)
    written: dict[str, bytes] = {}
    left: list[str] = []
    for path, data in made.items():
        record, found = known.get(path), hash_of(run.workspace.outbox / path)
        if record is None or found is None or found in {record.sha256, sha256_of(data)}:
            written[path] = data
            continue
        left.append(path)
        if record.content != sha256_of(data):
            written[path.replace(".docx", BESIDE)] = data
    return written, tuple(left)


def _pdfs(run: Run, paper: Paper, documents: Sequence[str]) -> tuple[Published, tuple[FailedPdf, ...], tuple[Message, ...]]:
    """The documents as PDF, as they stand in the outbox: in a person's words too."""
    titles = {REPORT: REPORT_TITLE, MEMO: MEMO_TITLE}
    files = {path: (run.workspace.outbox / path).read_bytes() for path in documents}
    wanted = {
        path: Wanted(path=path.replace(".docx", ".pdf"), content=content_hash([sha256_of(data), edition()]), made_from=(path,))
        for path, data in files.items()
    }
    due = [path for path, one in wanted.items() if one in missing(run, list(wanted.values()))]
    if due and find_soffice() is None:
        return publish(run, PDF_STEP, [], {}), (), (NO_LIBREOFFICE,)
    run.progress(msg("Making PDFs"), 0, len(due))
    tasks = [_task(wanted[path].path, files[path], paper.properties(titles[path])) for path in due]
    results = list(convert(tasks, workers=cores()))
    made = {result.name: result.pdf for result in results if result.pdf is not None}
    failed = tuple(FailedPdf(path=result.name, fault=result.fault) for result in results if result.fault)
    lost = {one.path for one in failed}
    published = publish(run, PDF_STEP, [one for one in wanted.values() if one.path not in lost], made)
    return published, failed, ()


def _task(name: str, docx: bytes, properties: DocumentProperties) -> PdfTask:
    return PdfTask(name=name, docx=docx, title=properties.title, language=properties.language, dated=properties.dated)

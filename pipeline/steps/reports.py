"""The year's reports in the outbox: who has sent what, and how far the teams have come, in words and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.i18n import Message
from pipeline.ledger.coding import content_hash
from pipeline.letters.occasion import LANGUAGES
from pipeline.letters.pdf import PdfResult, PdfTask, convert
from pipeline.model import Register
from pipeline.outbox.write import sha256_of
from pipeline.soffice import find_soffice
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.owed import Owing, owing
from pipeline.steps.pdfs import NO_LIBREOFFICE
from pipeline.steps.products import Published, Wanted, missing, publish
from pipeline.views.progress_report import Told, progress_report
from pipeline.views.reports_sent import reports_sent
from pipeline.views.year_workbook import workbook
from pipeline.year.expected import Owed, date_of
from pipeline.year.progress import Progress, progress_of
from pipeline.year.returned import OF_A_TEAM, ReturnedForm

STEP = "reports"
FOLDER = "reports"
OVERVIEW = f"{FOLDER}/innsendt.xlsx"
SUFFIXES = {"nb": "", "nn": "-nynorsk"}
_FROM = ("register", "plan", "programme.toml", "inbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What was written, how the teams stand, and what they have told. `untied`: forms that are no team's with a place.

    `left_out` says why no PDF was made, when there was one to make; `failed` what came in the way of one.
    """

    published: Published
    owes: tuple[Owed, ...]
    progress: tuple[Progress, ...]
    untied: tuple[ReturnedForm, ...] = ()
    left_out: Message | None = None
    failed: tuple[Message, ...] = ()


def write_reports(run: Run, register: Register, *, pdf: bool) -> Reported:
    """Bring the overview and the documents up to date; with `pdf` as PDF too.

    Raises:
        UsageError: no places have been given out.
    """
    now = owing(run, register)
    ids = [team.id for team in now.teams]
    progress = progress_of(ids, now.forms)
    sent = workbook(reports_sent(run.programme, now.teams, now.owes))
    editions = [_edition(run, told, pdf=pdf) for told in _languages(run, now, progress)]
    wanted = [_wanted(OVERVIEW, sha256_of(sent)), *(one for each in editions for one in each.wanted)]
    made = {OVERVIEW: sent} | {path: data for each in editions for path, data in each.made.items()}
    return Reported(
        published=publish(run, STEP, wanted, made),
        owes=now.owes,
        progress=progress,
        untied=tuple(form for form in now.forms if form.form in OF_A_TEAM and not form.team),
        left_out=next((each.left_out for each in editions if each.left_out), None),
        failed=tuple(each.failed for each in editions if each.failed),
    )


def _wanted(path: str, content: str) -> Wanted:
    return Wanted(path=path, content=content, made_from=_FROM)


def _languages(run: Run, now: Owing, progress: Sequence[Progress]) -> Sequence[Told]:
    """What is told, in every målform that a recipient has; nothing before a report has come."""
    days = [date_of(form) for form in now.forms if form.form in OF_A_TEAM]
    languages = {LANGUAGES[0], *(recipient.language for recipient in run.recipients)}
    return [
        Told(
            programme=run.programme,
            registrations={team.id: team for team in now.teams},
            progress=tuple(progress),
            until=max(days),
            language=language,
        )
        for language in LANGUAGES
        if days and language in languages
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    """The products in one language, and the bytes of those that are made anew. `failed`: why its PDF could not be made."""

    wanted: tuple[Wanted, ...]
    made: Mapping[str, bytes]
    left_out: Message | None = None
    failed: Message | None = None


def _edition(run: Run, told: Told, *, pdf: bool) -> _Edition:
    """The document and its pictures, made when any of them is not there as it should be; and its PDF."""
    suffix = SUFFIXES[told.language]
    document, content = f"{FOLDER}/framgang{suffix}.docx", _content(told)
    pictures = {f"{FOLDER}/framgang{f'-{key}' if key else ''}{suffix}.svg": key for key in told.pictures}
    wanted = tuple(_wanted(path, content) for path in (document, *pictures))
    made: dict[str, bytes] = {}
    if missing(run, wanted):
        report = progress_report(told)
        made = {document: report.document} | {path: report.pictures[key] for path, key in pictures.items()}
    printed = _wanted(f"{FOLDER}/framgang{suffix}.pdf", content)
    if not missing(run, [printed]):
        return _Edition(wanted=(*wanted, printed), made=made)
    if not pdf:
        return _Edition(wanted=wanted, made=made)
    if find_soffice() is None:
        return _Edition(wanted=wanted, made=made, left_out=NO_LIBREOFFICE)
    result = _printed(told, made.get(document) or (run.workspace.outbox / document).read_bytes())
    if result.pdf is None:
        return _Edition(wanted=wanted, made=made, failed=result.fault)
    return _Edition(wanted=(*wanted, printed), made={**made, printed.path: result.pdf})


def _content(told: Told) -> str:
    """The hash of all that decides what an edition says."""
    titles = {team: registration.values.title for team, registration in told.registrations.items()}
    cohort, author = told.programme.cohort.model_dump(mode="json"), told.programme.organiser.name
    return content_hash([told.progress, titles, cohort, author, told.until, told.language, edition()])


def _printed(told: Told, document: bytes) -> PdfResult:
    title = told.properties.title
    task = PdfTask(name=title, docx=document, title=title, language=told.language, dated=told.until)
    return next(convert([task], workers=1))

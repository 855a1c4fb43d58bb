"""The year's reports in the outbox: who has sent what, and how far the teams have come, in words and pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.form.year_forms import TEAM_FORMS
from pipeline.i18n import Message
from pipeline.ledger.coding import content_hash
from pipeline.letters.occasion import LANGUAGES
from pipeline.letters.pdf import PdfTask, convert
from pipeline.model import Register
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
from pipeline.year.returned import ReturnedForm

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
    work = _Work()
    sent = workbook(reports_sent(run.programme, now.teams, now.owes))
    work.add(OVERVIEW, sent, hashlib.sha256(sent).hexdigest())
    for told in _editions(run, now, progress):
        _write_edition(run, told, work, pdf=pdf)
    return Reported(
        published=publish(run, STEP, work.wanted, work.made),
        owes=now.owes,
        progress=progress,
        untied=tuple(form for form in now.forms if form.form in _TEAM_FORMS and form.team not in ids),
        left_out=work.left_out,
        failed=tuple(work.failed),
    )


_TEAM_FORMS = frozenset(form.id for form in TEAM_FORMS)


@dataclass(slots=True, kw_only=True)
class _Work:
    """What is gathered until it is published all at once."""

    wanted: list[Wanted] = field(default_factory=list)
    made: dict[str, bytes] = field(default_factory=dict)
    failed: list[Message] = field(default_factory=list)
    left_out: Message | None = None

    def add(self, path: str, data: bytes | None, content: str) -> None:
        """A product that is called for; None when it stands as it is."""
        self.wanted.append(Wanted(path=path, content=content, made_from=_FROM))
        if data is not None:
            self.made[path] = data


def _editions(run: Run, now: Owing, progress: Sequence[Progress]) -> Sequence[Told]:
    """The document in every målform that a recipient has; none before a report has come."""
    days = [date_of(form) for form in now.forms if form.form in _TEAM_FORMS]
    wanted = {LANGUAGES[0], *(recipient.language for recipient in run.recipients)}
    return [
        Told(
            programme=run.programme,
            registrations={team.id: team for team in now.teams},
            progress=tuple(progress),
            until=max(days),
            language=language,
        )
        for language in LANGUAGES
        if days and language in wanted
    ]


def _write_edition(run: Run, told: Told, work: _Work, *, pdf: bool) -> None:
    """The document, its pictures and its PDF in one language: made when any of them is not there as it should be."""
    suffix = SUFFIXES[told.language]
    titles = {team: registration.values.title for team, registration in told.registrations.items()}
    cohort = told.programme.cohort.model_dump(mode="json")
    content = content_hash([told.progress, titles, cohort, told.programme.organiser.name, told.until, told.language, edition()])
    document = f"{FOLDER}/framgang{suffix}.docx"
    pictures = {key: f"{FOLDER}/framgang{f'-{key}' if key else ''}{suffix}.svg" for key in told.pictures}
    due = missing(run, [Wanted(path=path, content=content) for path in (document, *pictures.values())])
    report = progress_report(told) if due else None
    work.add(document, report.document if report else None, content)
    for key, path in pictures.items():
        work.add(path, report.pictures[key] if report else None, content)
    beside = document.replace(".docx", ".pdf")
    if not missing(run, [Wanted(path=beside, content=content)]):
        work.add(beside, None, content)
    elif pdf:
        data = report.document if report else (run.workspace.outbox / document).read_bytes()
        title = told.properties.title
        _make_pdf(work, PdfTask(name=beside, docx=data, title=title, language=told.language, dated=told.until), content)


def _make_pdf(work: _Work, task: PdfTask, content: str) -> None:
    """The PDF beside a document, or why there is none."""
    if find_soffice() is None:
        work.left_out = NO_LIBREOFFICE
        return
    for result in convert([task], workers=1):
        if result.pdf is not None:
            work.add(task.name, result.pdf, content)
        elif result.fault is not None:
            work.failed.append(result.fault)

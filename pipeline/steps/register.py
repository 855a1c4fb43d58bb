"""The register of a workspace, from what the ledger holds; and the two products that show it to people."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.form.vocabulary import load_vocabulary
from pipeline.i18n import DEFAULT_LANGUAGE, Message, msg
from pipeline.ledger.coding import content_hash, decode_or_none, encode
from pipeline.ledger.corrections import corrections
from pipeline.ledger.decisions import remember_team_ids, team_ids
from pipeline.ledger.files import Sighting, failed_readings, readings, sightings
from pipeline.ledger.letters import letters
from pipeline.letter_record import LetterRecord
from pipeline.model import Correction, FileReading, Finding, Plan, Register, SetAsideReason, Severity, Unreadable
from pipeline.outbox.write import write_file
from pipeline.programme.schema import OSLO, Programme
from pipeline.programme.workspace import TEMPLATES, Workspace, shipped_root
from pipeline.rules.assemble import AssemblyContext, ReceivedFile, assemble
from pipeline.rules.identity import ids_given
from pipeline.steps.edition import edition, reading_edition
from pipeline.steps.mending import keep_edition
from pipeline.steps.opening import Run
from pipeline.steps.pdfs import with_pdfs
from pipeline.steps.products import Published, Wanted, missing, publish

STEP = "views"
PAGE_TEMPLATE = "report.html"

NOT_READ = FileReading(
    unreadable=Unreadable(
        reason=SetAsideReason.READER_FAILED,
        message=msg("This file has not been read. Run kull intake again."),
    )
)


def register_of(run: Run) -> Register:
    """Everything received, as of the last intake."""
    with run.ledger.connect() as db:
        seen, known, mended = sightings(db), team_ids(db), corrections(db)
        failed = failed_readings(db, reading_edition())
    if register := _kept(run, _made_from(run, seen, failed, known, mended)):
        return register
    with run.ledger.connect() as db:
        read = readings(db, reading_edition())
    context = AssemblyContext(
        programme=run.programme,
        recipients=run.recipients,
        vocabulary=load_vocabulary(),
        known_ids=known,
        corrections=mended,
    )
    return assemble(received_files(seen, read), context)


def keep_register(run: Run, register: Register) -> None:
    """Remember the ids that the register gave: a team keeps its own. And the register itself, until something changes."""
    with run.ledger.begin() as db:
        remember_team_ids(db, ids_given(register))
        failed = failed_readings(db, reading_edition())
        key = _made_from(run, sightings(db), failed, team_ids(db), corrections(db))
    if not _kept(run, key):
        _cache(run).parent.mkdir(parents=True, exist_ok=True)
        write_file(_cache(run), key.encode() + b"\n" + encode(register))


def _made_from(
    run: Run, seen: Sequence[Sighting], failed: Mapping[str, str], known: Mapping[str, str], mended: Sequence[Correction]
) -> str:
    """The hash of all that decides the register. What was read says the same each time; what failed may be read later."""
    configuration = [run.programme.model_dump(mode="json"), *(one.model_dump(mode="json") for one in run.recipients)]
    return content_hash([reading_edition(), configuration, seen, failed, known, mended])


def _kept(run: Run, key: str) -> Register | None:
    """The register that was made from just the same, if there is one."""
    try:
        made_from, _, register = _cache(run).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    return decode_or_none(register, Register) if made_from == key.encode() else None


def _cache(run: Run) -> Path:
    return run.workspace.cache / "register.json"


def written_letters(run: Run) -> tuple[LetterRecord, ...]:
    """Every letter of the cohort, as the ledger has it."""
    with run.ledger.connect() as db:
        known = letters(db, run.programme.cohort.id)
    return with_pdfs(run, known)


def received_files(seen: Sequence[Sighting], read: Mapping[str, FileReading]) -> Iterator[ReceivedFile]:
    """Every file that was received, the removed ones too: nothing that was read is ever lost.

    A file that was moved counts where it is now. What could not be read counts only while it is there.
    """
    here: dict[str, set[str]] = defaultdict(set)
    for sighting in seen:
        if sighting.present:
            here[sighting.sha256].add(sighting.path)
    taken = {path for paths in here.values() for path in paths}
    for sighting in seen:
        reading = _reading(sighting, read)
        if sighting.present:
            yield _received(sighting, reading)
        elif (reading.readings or reading.filled) and not here[sighting.sha256]:
            yield _received(sighting, _marked(reading, sighting, replaced=sighting.path in taken))


def _reading(sighting: Sighting, read: Mapping[str, FileReading]) -> FileReading:
    if sighting.unreadable:
        return FileReading(unreadable=sighting.unreadable)
    return read.get(sighting.sha256, NOT_READ)


def _received(sighting: Sighting, reading: FileReading) -> ReceivedFile:
    """A file that says itself when it came (a mail) is believed."""
    received = reading.received.astimezone(OSLO) if reading.received else sighting.received
    return ReceivedFile(path=sighting.path, sha256=sighting.sha256, received=received, reading=reading)


def _marked(reading: FileReading, sighting: Sighting, *, replaced: bool) -> FileReading:
    """What a file said that is no longer there, or whose place another content has taken."""
    on_registration = _replaced(sighting) if replaced else _removed(sighting)
    on_form = _form_replaced(sighting) if replaced else _removed(sighting)
    return replace(
        reading,
        readings=tuple(replace(one, findings=(*one.findings, on_registration)) for one in reading.readings),
        filled=tuple(replace(one, findings=(*one.findings, on_form)) for one in reading.filled),
    )


def _removed(sighting: Sighting) -> Finding:
    message = msg("The file {path} is no longer in the inbox. What it said stands as it was read.", path=sighting.path)
    return _about_file(Severity.INFO, message)


def _replaced(sighting: Sighting) -> Finding:
    """A person must look: either the old form still stands, or it was corrected in place and nobody can tell that it was."""
    message = msg(
        "Another content has taken the place of the file {path} that this was read from, and it is not known to be for the "
        "same team. Does this registration still stand? If not, take it out with an override in programme.toml.",
        path=sighting.path,
    )
    return _about_file(Severity.REVIEW, message)


def _form_replaced(sighting: Sighting) -> Finding:
    message = msg("Another content has taken the place of the file {path}. See whether this still stands.", path=sighting.path)
    return _about_file(Severity.REVIEW, message)


def _about_file(severity: Severity, message: Message) -> Finding:
    return Finding(rule="file.removed", severity=severity, path="", message=message)


def write_views(run: Run, register: Register, plan: Plan | None, *, held_open: bool = False) -> Published:
    """Write register.xlsx and report.html where they show something else than they did; in bokmål, whatever kull speaks.

    `held_open`: register.xlsx is open in an office program, and is left as it is.
    """
    shown = content_hash([register, plan, run.programme.model_dump(mode="json"), edition()])
    template = _report_template(run)
    book = Wanted(path=run.workspace.register_file.name, content=shown, made_from=("register", "plan"))
    today = run.now.date()
    page = Wanted(
        path=run.workspace.report_file.name,
        content=content_hash([shown, today, hashlib.sha256(template.encode()).hexdigest()]),
        made_from=("register", "plan", f"{TEMPLATES}/{PAGE_TEMPLATE}"),
    )
    due = {wanted.path for wanted in missing(run, [book, page])}
    made: dict[str, bytes] = {}
    if book.path in due and not held_open:
        from pipeline.views.register_xlsx import register_xlsx

        edition_name = keep_edition(run, register)
        made[book.path] = register_xlsx(register, plan, run.programme, DEFAULT_LANGUAGE, edition=edition_name)
    if page.path in due:
        from pipeline.views.report import report_html

        made[page.path] = report_html(register, plan, run.programme, DEFAULT_LANGUAGE, today, template=template).encode()
    return publish(run, STEP, [book, page], made)


def report_faults(workspace: Workspace, programme: Programme) -> tuple[Fault, ...]:
    """What is wrong with the workspace's own template of the report; nothing when it has none."""
    own = workspace.templates / PAGE_TEMPLATE
    if not own.is_file():
        return ()
    from pipeline.views.report import report_html

    try:
        text = own.read_text(encoding="utf-8")
        report_html(Register(), None, programme, DEFAULT_LANGUAGE, programme.dates.deadline, template=text)
    except ConfigurationError as error:
        return error.faults
    except UnicodeDecodeError:
        return (Fault(file=f"{TEMPLATES}/{PAGE_TEMPLATE}", message=msg("The file is not text in UTF-8. Save it as UTF-8.")),)
    return ()


def check_report(run: Run) -> None:
    """Stop before anything is written when the report could not be.

    Raises:
        ConfigurationError: the workspace's own template of the report is wrong.
    """
    if faults := report_faults(run.workspace, run.programme):
        raise ConfigurationError(faults)


def _report_template(run: Run) -> str:
    """The workspace's own page template before the shipped one."""
    own = run.workspace.templates / PAGE_TEMPLATE
    return (own if own.is_file() else shipped_root() / TEMPLATES / PAGE_TEMPLATE).read_text(encoding="utf-8")

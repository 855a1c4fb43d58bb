"""`kull template`: the doctor for Word templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.session import Session, fault_lines
from pipeline.cli.words import Argument, Choice, Commands, Entry, File, option
from pipeline.errors import FoundSomethingError, UsageError
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.errors import Fault
    from pipeline.letter_record import LetterKind
    from pipeline.letters.field_list import FieldRow

WORDS = {
    "invitasjon": "invitation",
    "paminnelse": "reminder",
    "kvittering": "receipt",
    "mangelbrev": "missing",
    "tilbud-om-plass": "place",
    "reserveplass": "reserve",
    "avslag": "not_eligible",
    "svar-til-foretaket": "trust",
    "program": "programme",
    "diplom": "diploma",
    "moteprogram": "agenda",
    "kjoreplan": "running_sheet",
    "huskeliste": "checklist",
    "paminnelse-rapport": "report_reminder",
}
"""What the kinds of letters are called in the names of their templates, and what else `--kind` takes."""

COMMANDS = {
    "check": Entry("pipeline.cli.template", msg("Find everything that is wrong with a template, or with all of them.")),
    "fields": Entry("pipeline.cli.template", msg("List what a letter of a kind may use, with sample values.")),
    "preview": Entry("pipeline.cli.template", msg("Write letters to sample people from a template.")),
}

_KIND = msg("Which letter the template is for, such as avslag; else its name says so.")
_VALUE = 60

kind_option = option("--kind", type=Choice((*WORDS, *WORDS.values())), metavar="KIND", words=_KIND)


@click.group(cls=Commands, entries=COMMANDS, words=msg("Check, list and try Word templates."))
def template() -> None:
    """The template doctor."""


@click.command()
@click.argument("file", cls=Argument, required=False, metavar="[FILE]", type=File())
@kind_option
@option(
    "--annotate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    words=msg("Write a copy with a comment at each fault."),
)
@click.pass_obj
def check(session: Session, file: Path | None, kind: str | None, annotate: Path | None) -> int:
    """Find everything that is wrong with a template, or with all of the workspace's; 1 when there is a fault."""
    from pipeline.run import check_templates

    if file is None and (annotate or kind):
        raise UsageError(msg("Name the template that is meant."))
    found = check_templates(session.folder, file, _kind(kind))
    for checkup in found.checkups:
        _tell_faults(session, checkup.faults)
        _tell_notes(session, checkup.notes)
    _tell_faults(session, found.unused)
    if annotate and file is not None:
        from pipeline.run import annotate_template

        annotate_template(found.checkups[0], annotate, session.language, session.now())
        session.say(msg("The copy with comments is {path}.", path=str(annotate)))
    return _tell_sum(
        session, [fault for one in found.checkups for fault in one.faults] + list(found.unused), len(found.checkups)
    )


def _tell_faults(session: Session, faults: Sequence[Fault]) -> None:
    for line in fault_lines(tuple(faults), session.language):
        session.say(line)


def _tell_notes(session: Session, notes: Sequence[Fault]) -> None:
    """What needs nothing done: how many, and with -v which."""
    if notes and not session.verbose:
        session.say(msg("{file}: tags that Word has split, put together again: {count}.", file=notes[0].file, count=len(notes)))
    for note in notes if session.verbose else ():
        session.say(f"  {note.file}, {note.place}: {session.words(note.message)}")


def _tell_sum(session: Session, faults: Sequence[Fault], templates: int) -> int:
    wrong = sum(not fault.warning for fault in faults)
    if faults:
        session.say()
    session.say(
        msg(
            "Templates: {templates}. Faults: {count}. Warnings: {warnings}.",
            templates=templates,
            count=wrong,
            warnings=len(faults) - wrong,
        )
    )
    return FoundSomethingError.exit_code if wrong else 0


@click.command(name="fields")
@click.argument("kind", cls=Argument, metavar="KIND", type=Choice((*WORDS, *WORDS.values())))
@click.pass_obj
def fields(session: Session, kind: str) -> None:
    """List what a letter of a kind may use, with sample values."""
    from pipeline.run import template_fields

    rows = template_fields(session.folder, _required(kind))
    table = [_row(session, row) for row in rows]
    head = (msg("in a tag"), msg("as a merge field"), msg("must be shown"), msg("sample"))
    lines = [tuple(map(session.words, head)), *table]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        session.say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    session.say()
    session.say(
        msg(
            "«meetings[].when» is said of each of several: {example}",
            example="{%p for m in meetings %} {{ m.when }} {%p endfor %}",
        )
    )


def _row(session: Session, row: FieldRow) -> tuple[str, str, str, str]:
    sample = " ".join(row.sample.split())
    shown = sample if len(sample) <= _VALUE else f"{sample[: _VALUE - 1]}…"
    answer = session.words(msg("(yes or no: only in an «if»)"))
    return row.name, ", ".join(row.merge), session.words(_yes(row.required)), answer if row.is_answer else shown


def _yes(required: bool) -> Message:
    return msg("yes") if required else msg("no")


@click.command()
@click.argument("file", cls=Argument, metavar="FILE", type=File())
@kind_option
@option("--pdf", is_flag=True, words=msg("As PDF too."))
@option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", words=msg("Where to. Else outbox/preview."))
@click.pass_obj
def preview(session: Session, file: Path, kind: str | None, *, pdf: bool, out: Path | None) -> int:
    """Write letters to sample people from a template; 1 when one does not pass its proof."""
    from pipeline.run import preview_template

    made = preview_template(session.folder, file, _kind(kind), out, pdf=pdf)
    session.say(msg("Letters to sample people, who do not exist:"))
    for path in made.written:
        session.say(f"  {path}")
    for fault in made.faults:
        session.say(msg("  does not pass its proof: {field}: {reason}", field=fault.field, reason=fault.message))
    for reason in made.failed:
        session.say(reason)
    return FoundSomethingError.exit_code if made.faults or made.failed else 0


def _kind(name: str | None) -> LetterKind | None:
    return _required(name) if name else None


def _required(name: str) -> LetterKind:
    from pipeline.letter_record import LetterKind

    return LetterKind(WORDS.get(name, name))

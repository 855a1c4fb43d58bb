"""`kull archive`: packages for the archive, with what a person must see to."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_list
from pipeline.cli.words import Folder, option
from pipeline.errors import FoundSomethingError
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.run import Run
    from pipeline.steps.archiving import Archived

_OUT = msg("Where the packages go, in a folder for each case. Else outbox/archive.")
_DRY = msg("Only show what would be packed; write nothing.")
_DRAFTS = msg("Pack drafts too, marked as drafts, in a folder of their own: for trying it out.")


@click.command()
@option("--out", type=Folder(may_be_new=True), metavar="DIR", words=_OUT)
@option("--dry-run", is_flag=True, words=_DRY)
@option("--drafts", is_flag=True, words=_DRAFTS)
@click.pass_obj
def archive(session: Session, out: Path | None, *, dry_run: bool, drafts: bool) -> int:
    """Pack approved letters and the forms received for the archive."""
    from pipeline.run import archive as pack

    with _run(session, dry_run=dry_run) as run:
        archived = pack(run, out.resolve() if out else None, drafts=drafts, dry_run=dry_run)
    _tell_packages(session, archived, dry_run=dry_run)
    _tell_left_out(session, archived)
    _tell_to_do(session, archived)
    return 0 if archived.complete else FoundSomethingError.exit_code


@contextlib.contextmanager
def _run(session: Session, *, dry_run: bool) -> Iterator[Run]:
    with session.look() if dry_run else session.run("archive") as run:
        yield run


def _tell_packages(session: Session, archived: Archived, *, dry_run: bool) -> None:
    counts = {"written": len(archived.written), "unchanged": len(archived.unchanged), "removed": len(archived.removed)}
    said = msg("Packages for the archive: {written} written, {unchanged} unchanged, {removed} removed.", **counts)
    if dry_run:
        said = msg(
            "Packages for the archive: {written} to be written, {unchanged} unchanged, {removed} to be removed.", **counts
        )
    session.say(said)
    if session.verbose or dry_run:
        tell_list(session, archived.written)
    way = Counter(package.direction for package in archived.packages)
    place = str(archived.base)
    session.say(msg("In {place}: {incoming} received, {outgoing} sent out.", place=place, incoming=way["I"], outgoing=way["U"]))
    for path, copy in archived.kept.items():
        session.say(msg("  {path} had been changed by hand. The changed file is kept as {copy}.", path=path, copy=str(copy)))
    if archived.stays:
        session.say(msg("Packed before, and now replaced or withdrawn; the packages stay: {count}.", count=len(archived.stays)))
        tell_list(session, archived.stays)


def _tell_left_out(session: Session, archived: Archived) -> None:
    """What is in no package, and needs nothing done before it can be."""
    from pipeline.records.packing import Reason

    words = {
        Reason.DRAFT: msg("Letters that are still drafts, and are not packed: {count}."),
        Reason.SUPERSEDED: msg("Older drafts that others have replaced, and are not packed: {count}."),
        Reason.FORM_OF_THE_YEAR: msg("Files with forms of the year, which are not packed: {count}."),
        Reason.SET_ASIDE: msg("Files that no registration was read from, and are not packed: {count}. See to them yourself:"),
    }
    for reason, said in words.items():
        paths = [one.path for one in archived.left_out if one.reason is reason]
        if paths:
            session.say(Message(said.msgid, {"count": len(paths)}))
        if paths and (reason is Reason.SET_ASIDE or session.verbose):
            tell_list(session, paths)


def _tell_to_do(session: Session, archived: Archived) -> None:
    """What a person must see to, each with its reason."""
    if archived.refused:
        session.say(msg("NOT PACKED: {count}.", count=len(archived.refused)))
    for one in archived.refused:
        session.say(f"  {session.words(one.message)}")
        if one.detail:
            session.say(f"    {session.words(one.detail)}")
    if archived.without_pdf:
        count = len(archived.without_pdf)
        said = msg(
            "THE ARCHIVE'S FORMAT IS MISSING for {count} letters: they are packed in Word only. Make their PDFs with kull "
            "letters or kull invite (LibreOffice is needed), and run this again:",
            count=count,
        )
        session.say(said)
        tell_list(session, archived.without_pdf)

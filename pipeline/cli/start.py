"""`kull new`, `kull check`, `kull forms`: before anything has come in."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.session import Session, fault_lines
from pipeline.cli.tell import tell_blanks
from pipeline.cli.words import Argument, option
from pipeline.errors import FoundSomethingError
from pipeline.i18n import msg


@click.command()
@click.argument("folder", cls=Argument, metavar="DIR", type=click.Path(path_type=Path))
@option("--example", is_flag=True, words=msg("With the shipped example: its inbox and the templates."))
@click.pass_obj
def new(session: Session, folder: Path, *, example: bool) -> None:
    """Start a workspace."""
    from pipeline.steps.start import start_workspace

    files = start_workspace(folder.resolve(), example=example)
    session.say(msg("{folder} is now a workspace, with {count} files.", folder=str(folder), count=len(files)))
    if example:
        session.say(msg("Next: go to {folder}, and run kull intake.", folder=str(folder)))
    else:
        session.say(
            msg(
                "Next: change programme.toml and recipients.xlsx in {folder} to your own network, and run kull check there.",
                folder=str(folder),
            )
        )


@click.command()
@click.pass_obj
def check(session: Session) -> int:
    """Check programme file, recipients list and templates; 1 when there are faults."""
    from pipeline.run import check as check_all

    faults = check_all(session.folder)
    wrong = [fault for fault in faults if not fault.warning]
    for line in fault_lines(faults, session.language):
        session.say(line)
    if faults:
        session.say()
    if not wrong:
        session.say(msg("Programme file, recipients list and templates can be used. Warnings: {count}.", count=len(faults)))
        return 0
    session.say(msg("Faults: {count}. Warnings: {warnings}.", count=len(wrong), warnings=len(faults) - len(wrong)))
    return FoundSomethingError.exit_code


@click.command()
@option(
    "--year", is_flag=True, words=msg("The forms of the year instead: status report, progress plan, judges' sheet and so on.")
)
@click.pass_obj
def forms(session: Session, *, year: bool) -> None:
    """Write the blank registration forms, or those of the year."""
    from pipeline.run import forms as write_forms
    from pipeline.run_year import year_forms

    with session.run("forms") as run:
        blanks = year_forms(run) if year else write_forms(run)
    tell_blanks(session, blanks)

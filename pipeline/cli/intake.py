"""`kull intake`: from the inbox to the register."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.log import write_log
from pipeline.cli.session import Session
from pipeline.cli.tell import (
    tell_doubtful_forms,
    tell_forms,
    tell_kept,
    tell_list,
    tell_plan_state,
    tell_register,
    tell_set_aside,
)
from pipeline.cli.tell_mending import tell_taken
from pipeline.cli.words import Folder, option
from pipeline.i18n import msg

_INBOX = msg("The folder with the files that were sent. Else inbox in the workspace.")


@click.command()
@option("--inbox", type=Folder(), metavar="DIR", words=_INBOX)
@click.pass_obj
def intake(session: Session, inbox: Path | None) -> None:
    """Read what is new in the inbox, and bring the register up to date."""
    from pipeline.run import intake as take_in

    with session.run("intake") as run:
        outcome = take_in(run, inbox.resolve() if inbox else run.workspace.inbox)
    seen = outcome.inspection
    session.say(
        msg(
            "Files in the inbox: {count}. Read now: {read}, unchanged: {unchanged}.",
            count=seen.files,
            read=len(seen.read),
            unchanged=len(seen.unchanged),
        )
    )
    if seen.removed:
        session.say(msg("No longer in the inbox: {count}. What they held stays in the register.", count=len(seen.removed)))
        tell_list(session, seen.removed)
    tell_set_aside(session, outcome.register.quarantine)
    tell_forms(session, outcome.register.forms)
    tell_doubtful_forms(session, outcome.forms)
    if seen.failures:
        text = "\n".join(f"{path}\n{traceback or 'the process died'}" for path, traceback in seen.failures.items())
        log = write_log(run.workspace.logs, "intake", text)
        session.say(
            msg("kull itself failed on {count} of them. The details stand in {log}.", count=len(seen.failures), log=str(log))
        )
    tell_taken(session, outcome.taken, outcome.register, outcome.published)
    tell_register(session, outcome.register)
    tell_kept(session, outcome.published)
    session.say(msg("The register stands in {path}.", path=str(run.workspace.register_file)))
    tell_plan_state(session, outcome.places)

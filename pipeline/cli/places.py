"""`kull plan`: the places given out, shown, and approved by somebody with a name."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_plan_state, tell_withdrawn
from pipeline.cli.tell_mending import tell_taken
from pipeline.cli.tell_sending import tell_approved
from pipeline.cli.words import option
from pipeline.errors import UsageError
from pipeline.i18n import msg

if TYPE_CHECKING:
    from pipeline.model import Plan
    from pipeline.run import Planned

WIDTH_WHEN_NOBODY_LOOKS = 160


@click.command()
@option("--seed", metavar="S", words=msg("The outcome of the draw, while programme.toml has none."))
@option("--approve", "approved", metavar="HASH", words=msg("Approve the plan with this hash (at least twelve characters)."))
@option("--by", metavar="NAME", words=msg("Who approves."))
@option("--reason", metavar="TEXT", words=msg("Why it is approved though somebody must still look at a registration."))
@click.pass_obj
def plan(session: Session, seed: str | None, approved: str | None, by: str | None, reason: str | None) -> None:
    """Give out the places, print the plan, and approve it."""
    from pipeline.run import approve_plan
    from pipeline.run import plan as give_out

    if (by or reason) and not approved:
        raise UsageError(msg("--by and --reason belong to --approve: name the hash of the plan that is approved."))
    with session.run("plan") as run:
        planned = give_out(run, seed)
        tell_taken(session, planned.taken, planned.register, planned.published)
        if approved:
            approval, answers = approve_plan(run, planned, approved, by or "", reason)
            session.say(msg("Plan {hash} is approved by {name}.", hash=approval.hash, name=approval.approved_by or ""))
            tell_approved(session, answers)
            return
    _show(session, planned)


def _show(session: Session, planned: Planned) -> None:
    """The plan that the register gives now; and, when another one is approved, that it is so."""
    shown = planned.made
    if not shown.decisions:
        session.say(msg("There is nothing to give places to yet. Put the forms in the inbox, and run kull intake."))
        return
    _print_table(session, planned, shown)
    from pipeline.allocation.table import plan_notes

    for note in plan_notes(_as_approved(planned, shown), planned.register, session.language):
        session.say(note)
    if planned.places.changed:
        tell_plan_state(session, planned.places)
    elif planned.places.standing and planned.places.standing.approved_by is None:
        session.say(msg("To approve it: kull plan --approve {hash} --by NAME", hash=shown.hash[:12]))
    else:
        tell_withdrawn(session, planned.places.withdrawn)


def _as_approved(planned: Planned, shown: Plan) -> Plan:
    """The plan with its approval, when it is this one that was approved."""
    standing = planned.places.standing
    return standing if standing is not None and standing.hash == shown.hash else shown


def _print_table(session: Session, planned: Planned, shown: Plan) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from pipeline.allocation.table import plan_head, plan_rows

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH_WHEN_NOBODY_LOOKS
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in plan_head(session.language):
        table.add_column(heading, overflow="fold")
    for row in plan_rows(shown, planned.register, session.language):
        table.add_row(*map(Text, row))
    console = Console(file=sys.stdout, width=width, highlight=False)
    console.print(table)
    console.print()

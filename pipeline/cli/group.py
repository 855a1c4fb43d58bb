"""The command `kull` and its list of commands. Nothing heavy is imported before a command is called."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import __version__
from pipeline.cli.session import Session
from pipeline.cli.words import LANGUAGES, Choice, Commands, Entry, Folder, Option, choose_language, option
from pipeline.i18n import msg

COMMANDS = {
    "new": Entry("pipeline.cli.start", msg("Start a workspace, empty or with the shipped example.")),
    "check": Entry("pipeline.cli.start", msg("Check the programme file, the recipients list and the templates.")),
    "template": Entry("pipeline.cli.template", msg("Check, list and try Word templates.")),
    "forms": Entry("pipeline.cli.start", msg("Write the blank registration forms.")),
    "invite": Entry("pipeline.cli.letters", msg("Write the invitations, with form and programme.")),
    "remind": Entry("pipeline.cli.letters", msg("Write reminders to the trusts that have sent nothing.")),
    "fetch": Entry("pipeline.cli.fetch", msg("Get new mails from the mailbox into the inbox.")),
    "intake": Entry("pipeline.cli.intake", msg("Read what is new in the inbox, and bring the register up to date.")),
    "correct": Entry("pipeline.cli.mending", msg("Correct a field of a registration, beside its form.")),
    "plan": Entry("pipeline.cli.places", msg("Give out the places, print the plan, and approve it.")),
    "letters": Entry("pipeline.cli.letters", msg("Write every letter that the register and the plan call for.")),
    "approve": Entry("pipeline.cli.sending", msg("Approve letters as they are now, or take that back.")),
    "send": Entry("pipeline.cli.sending", msg("Hand approved letters over: as mail drafts, or by the mail server.")),
    "timeline": Entry("pipeline.cli.year", msg("Write the plan of the year, with a day for each task.")),
    "calendar": Entry("pipeline.cli.year", msg("Write calendar invitations to the meetings.")),
    "agenda": Entry("pipeline.cli.agenda", msg("Write programme, running sheet and checklist of each meeting.")),
    "advisers": Entry("pipeline.cli.advisers", msg("Match teams and advisers, and write the overview of them.")),
    "meeting": Entry(
        "pipeline.cli.meetings", msg("Write a meeting's list of participants, badges, tables and attendance sheet.")
    ),
    "attendance": Entry("pipeline.cli.meetings", msg("Read lists of who was there, and show the attendance of the year.")),
    "reports": Entry("pipeline.cli.reports", msg("Show which reports the teams owe, remind them, and draw their progress.")),
    "withdraw": Entry("pipeline.cli.withdraw", msg("Take down that a team withdraws: the next reserve gets the place.")),
    "pitching": Entry("pipeline.cli.pitching", msg("Rank the teams by the judges' sheets, and show who gets the award.")),
    "diplomas": Entry("pipeline.cli.diplomas", msg("Issue and write diplomas for those who took part, or revoke one.")),
    "verify": Entry("pipeline.cli.diplomas", msg("Tell whether the code of a diploma is genuine.")),
    "evaluation": Entry(
        "pipeline.cli.evaluation", msg("Write the evaluation report and the memo to the leaders from the answers.")
    ),
    "archive": Entry("pipeline.cli.archive", msg("Pack approved letters and the forms received for the archive.")),
    "status": Entry("pipeline.cli.look", msg("Show where things stand, and the days to each deadline.")),
    "why": Entry("pipeline.cli.look", msg("Follow a letter, a team or a field back to where it came from.")),
    "export": Entry("pipeline.cli.look", msg("Write the register as JSON to standard output.")),
}

_WORKSPACE = msg("The folder with programme.toml. Else the nearest one from here upwards.")
_LANG = msg("The language of what kull says: bokmål or English.")


@click.group(
    cls=Commands,
    entries=COMMANDS,
    words=msg("From an inbox of registration forms to letters that may leave the house."),
    context_settings={"auto_envvar_prefix": "KULL", "help_option_names": ["-h", "--help"]},
)
@option("--workspace", type=Folder(), metavar="DIR", words=_WORKSPACE)
@option("--lang", type=Choice(LANGUAGES), default="nb", words=_LANG)
@option("-v", "--verbose", is_flag=True, words=msg("Say more."))
@click.version_option(__version__, prog_name="kull", cls=Option, words=msg("Show the version and exit."))
@click.pass_context
def kull(ctx: click.Context, workspace: Path | None, lang: str, verbose: bool) -> None:
    """The command `kull`."""
    choose_language(["--lang", lang])
    ctx.obj = Session(named=workspace, language=lang, verbose=verbose)

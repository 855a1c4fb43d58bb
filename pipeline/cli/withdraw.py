"""`kull withdraw`: a team withdraws. What that changes is shown, and done when told to."""

from __future__ import annotations

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_kept
from pipeline.cli.tell_withdrawal import tell_next, tell_withdrawal
from pipeline.cli.words import Argument, option
from pipeline.errors import UsageError
from pipeline.i18n import msg


@click.command()
@click.argument("target", cls=Argument, metavar="TEAM")
@option("--by", metavar="NAME", default="", words=msg("Who takes it down, and approves what follows from it."))
@option("--reason", metavar="TEXT", default="", words=msg("Why the team withdraws."))
@option("--no-reserve", is_flag=True, words=msg("Leave the place empty: it is too late to offer it to a reserve."))
@option("--yes", is_flag=True, words=msg("Do it; else it is only shown what would change."))
@option("--undo", is_flag=True, words=msg("Take the withdrawal back, while nothing that follows from it has left."))
@click.pass_obj
def withdraw(session: Session, target: str, by: str, reason: str, *, no_reserve: bool, yes: bool, undo: bool) -> None:
    """Take down that a team withdraws: the next reserve gets the place."""
    from pipeline.run_year import undo_withdrawal
    from pipeline.run_year import withdraw as take_out
    from pipeline.steps.withdrawing import WithdrawalWish

    if undo:
        if reason or no_reserve or yes:
            raise UsageError(msg("--undo goes with --by alone."))
        with session.run("withdraw") as run:
            published = undo_withdrawal(run, target, by)
        session.say(msg("Taken back: {team} stands as before. Run kull letters again.", team=target.strip()))
        tell_kept(session, published)
        return
    wish = WithdrawalWish(target=target, by=by, reason=reason, reserve=not no_reserve)
    if not yes:
        with session.look() as run:
            withdrew = take_out(run, wish, go=False)
        tell_withdrawal(session, withdrew.shown)
        session.say(
            msg(
                "Nothing is done yet. To do it: kull withdraw {team} --by NAME --reason TEXT --yes", team=withdrew.shown.team.id
            )
        )
        return
    with session.run("withdraw") as run:
        withdrew = take_out(run, wish, go=True)
    tell_withdrawal(session, withdrew.shown)
    session.say(
        msg(
            "Done, and kept: {team} withdrew ({by}: {reason}).",
            team=withdrew.shown.team.id,
            by=by.strip(),
            reason=reason.strip(),
        )
    )
    tell_next(session, withdrew.shown)
    if withdrew.published:
        tell_kept(session, withdrew.published)

"""`kull advisers`: which adviser each team has, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.letters import AS_PDF, stop_at_failures
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_letters, tell_list
from pipeline.cli.tell_mending import tell_taken
from pipeline.cli.words import option
from pipeline.i18n import msg

if TYPE_CHECKING:
    from pipeline.steps.advisers import Advised


@click.command()
@option("--letters", is_flag=True, words=msg("Write to advisers and teams who advises whom, where that is settled."))
@AS_PDF
@click.pass_obj
def advisers(session: Session, *, letters: bool, pdf: bool | None) -> None:
    """Match teams and advisers, and write the overview."""
    from pipeline.run_year import adviser_letters
    from pipeline.run_year import advisers as match

    with session.run("advisers") as run:
        mended, advised = match(run)
        correspondence = adviser_letters(run, pdf=pdf is not False) if letters else None
    tell_taken(session, mended.taken, mended.register, mended.published)
    _tell_advised(session, advised)
    if correspondence:
        if not correspondence.called_for:
            session.say(msg("No letters: the plan is not approved, or no adviser is settled yet."))
        tell_letters(session, correspondence)
        stop_at_failures(session, run, correspondence, pdf=pdf)


def _tell_advised(session: Session, advised: Advised) -> None:
    _tell_taken(session, advised)
    matching = advised.matching
    own = sum(bool(pair.adviser) and pair.team.id in pair.adviser.own for pair in matching.pairs if pair.adviser)
    session.say(msg("Teams with a place: {count}. With their own adviser: {own}.", count=len(matching.pairs), own=own))
    _tell_pairs(session, advised)
    tell_list(session, map(session.words, advised.notes))
    if advised.published:
        session.say(msg("Written: {file}", file=str(advised.file)))
        for path, copy in advised.published.kept.items() if advised.refused else ():
            session.say(
                msg("  {path} had been changed by hand. The changed file is kept as {copy}.", path=path, copy=str(copy))
            )


def _tell_taken(session: Session, advised: Advised) -> None:
    changes = (*advised.taken, *advised.trainees)
    if changes:
        session.say(msg("Taken from the overview: {count}.", count=len(changes)))
    for change in changes:
        session.say(f"  {change.team}: «{change.old}» → «{change.new}»")
    if advised.added:
        session.say(msg("Advisers added: {names}.", names=", ".join(advised.added)))
    if advised.refused:
        session.say(msg("Not taken from the overview:"))
        tell_list(session, map(session.words, advised.refused))


def _tell_pairs(session: Session, advised: Advised) -> None:
    """What a person must see to; with -v every pair."""
    for pair in advised.matching.pairs:
        line = f"  {pair.team.id}: {pair.shown or '–'}. {session.words(pair.reason)}"
        if pair.ask:
            session.say(msg("LOOK AT THIS: {line}", line=line.strip()))
        elif pair.adviser is None:
            session.say(msg("WITHOUT AN ADVISER: {line}", line=line.strip()))
        elif session.verbose or not (pair.written or pair.team.id in pair.adviser.own):
            session.say(line)

"""`kull approve`, `kull send`: letters approved by somebody, and handed over once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from pipeline.cli.letters import KINDS
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_list, tell_plan_state
from pipeline.cli.tell_sending import tell_approved, tell_doubts, tell_held, tell_ready, tell_sent
from pipeline.cli.words import Argument, Choice, option
from pipeline.errors import FoundSomethingError, UsageError
from pipeline.i18n import msg
from pipeline.letter_record import LetterState

if TYPE_CHECKING:
    from pipeline.outbox.smtp import Login
    from pipeline.run import Dispatched

USER = "KULL_SMTP_USER"
PASSWORD = "KULL_SMTP_PASSWORD"  # noqa: S105 - the name of a variable, no password
WAYS = ("eml", "smtp")
FATES = ("sent", "not-sent")

_WITHDRAW = msg("Take it back: what has not left becomes a draft again.")
_VIA = msg("As drafts that a person opens and sends (eml), or through the mail server of programme.toml (smtp).")
_KIND = msg("Only letters of this kind. Can be given again.")
_YES = msg("Do it. Without this nothing is handed over, only shown.")
_RESOLVE = msg("A letter that was perhaps handed over: its path, or the id of its registration. With --as and --by.")


@click.command()
@click.argument("kinds", cls=Argument, nargs=-1, required=True, metavar="KIND", type=Choice(KINDS))
@option("--by", metavar="NAME", default="", words=msg("Who approves, or takes it back."))
@option("--withdraw", is_flag=True, words=_WITHDRAW)
@click.pass_obj
def approve(session: Session, kinds: tuple[str, ...], by: str, *, withdraw: bool) -> None:
    """Approve the letters of a kind as they are now."""
    from pipeline.letter_record import LetterKind
    from pipeline.run import approve_letters, withdraw_letters

    wanted = frozenset(map(LetterKind, kinds))
    with session.run("approve") as run:
        if withdraw:
            count = withdraw_letters(run, wanted, by)
            session.say(msg("Drafts again: {count}. What was handed over stays as it is.", count=count))
            return
        approved = approve_letters(run, wanted, by)
    tell_approved(session, approved)


@click.command()
@option("--via", type=Choice(WAYS), default="eml", words=_VIA)
@option("--kind", "kinds", type=Choice(KINDS), multiple=True, words=_KIND)
@option("--word", is_flag=True, words=msg("A letter that has no PDF goes as a Word file."))
@option(
    "--yes", "go", is_flag=True, allow_from_autoenv=False, words=msg("Do it. Without this nothing is handed over, only shown.")
)
@option("--resolve", "target", metavar="PATH", words=_RESOLVE)
@option("--as", "fate", type=Choice(FATES), words=msg("What became of it."))
@option("--by", metavar="NAME", default="", words=msg("Who has found out."))
@click.pass_obj
def send(  # noqa: PLR0917 - click gives each option by its name
    session: Session, via: str, kinds: tuple[str, ...], word: bool, go: bool, target: str | None, fate: str | None, by: str
) -> None:
    """Hand approved letters over, each once."""
    if target is not None:
        _resolve(session, target, fate, by)
        return
    if fate or by:
        raise UsageError(msg("--as and --by belong to --resolve: name the letter that was perhaps handed over."))
    _send(session, via, kinds, word=word, go=go)


def _resolve(session: Session, target: str, fate: str | None, by: str) -> None:
    from pipeline.run import settle_letter

    if fate is None:
        raise UsageError(msg("Say what became of it: --as sent, or --as not-sent."))
    with session.run("send") as run:
        paths = settle_letter(run, target, was_sent=fate == "sent", by=by)
    if fate == "sent":
        session.say(msg("It counts as handed over from now on:"))
    else:
        session.say(msg("It counts as not sent, and goes with the next kull send --yes if it is still approved:"))
    tell_list(session, paths)


def _send(session: Session, via: str, kinds: tuple[str, ...], *, word: bool, go: bool) -> None:
    from pipeline.letter_record import LetterKind
    from pipeline.run import send as hand_over

    login = _login() if go and via == "smtp" else None
    wanted = frozenset(map(LetterKind, kinds))
    if go:
        with session.run("send") as run:
            done = hand_over(run, wanted, via=via, login=login, word=word, go=True)
    else:
        with session.look() as run:
            done = hand_over(run, wanted, via=via, word=word, go=False)
    if done.sent is None:
        tell_ready(session, done.ready)
        if done.places.changed:
            tell_plan_state(session, done.places)
        if done.ready.outgoing:
            session.say(msg("Nothing has been handed over yet. To do it: the same command with --yes."))
        return
    tell_sent(session, done.sent)
    tell_held(session, done.ready.held)
    tell_doubts(session, done.ready)
    _stop_at_trouble(done)


def _stop_at_trouble(done: Dispatched) -> None:
    """End with 1 when a letter that was to go did not, or may not have, now or before.

    Raises:
        FoundSomethingError: one was refused, or the line was lost.
    """
    sent = done.sent
    if sent is not None and (count := len(sent.refused) + len(sent.unknown) + len(sent.left)):
        raise FoundSomethingError(msg("Not every letter was handed over: {count} were not, or perhaps not.", count=count))
    if earlier := sum(one.state is LetterState.UNKNOWN for one in done.ready.held):
        raise FoundSomethingError(msg("Perhaps handed over before, and not settled yet: {count}.", count=earlier))


def _login() -> Login | None:
    """The way into the mail server from the environment, if it wants one."""
    from pipeline.outbox.smtp import Login

    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user and password:
        return Login(user=user, password=password)
    if user or password:
        raise UsageError(msg("Only one of {user} and {password} is set in the environment.", user=USER, password=PASSWORD))
    return None

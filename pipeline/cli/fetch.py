"""`kull fetch`: from the mailbox to the inbox."""

from __future__ import annotations

import os
import sys

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_list
from pipeline.errors import UsageError
from pipeline.i18n import msg

PASSWORD = "KULL_MAILBOX_PASSWORD"  # noqa: S105 - the name of a variable, no password
TOKEN = "KULL_MAILBOX_TOKEN"  # noqa: S105 - as above


@click.command()
@click.pass_obj
def fetch(session: Session) -> None:
    """Put new mails from the mailbox into the inbox; nothing is changed on the server."""
    from pipeline.run import fetch as fetch_mail
    from pipeline.steps.fetch import mailbox_of

    with session.look() as seen:
        mailbox_of(seen)
    secret, is_token = _secret(session)
    with session.run("fetch") as run:
        fetched = fetch_mail(run, secret, is_token=is_token)
    session.say(msg("Mails fetched: {count}. Fetched before: {known}.", count=len(fetched.saved), known=fetched.known))
    tell_list(session, fetched.saved)
    if fetched.too_large:
        session.say(
            msg("Too large, and left on the server: {count}. Ask the senders for the form alone.", count=len(fetched.too_large))
        )
        tell_list(session, fetched.too_large)


def _secret(session: Session) -> tuple[str, bool]:
    """The token or password from the environment; else the password is asked for, when there is somebody to ask."""
    if token := os.environ.get(TOKEN):
        return token, True
    if password := os.environ.get(PASSWORD):
        return password, False
    if not sys.stdin.isatty():
        raise UsageError(msg("The mailbox's password is missing. Set {name} in the environment.", name=PASSWORD))
    return str(click.prompt(session.words(msg("Password of the mailbox")), hide_input=True)), False

"""From a mailbox to the inbox: each mail once, as the server has it; the server's copy stays as it was."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.i18n import msg
from pipeline.intake.inbox import MAX_BYTES
from pipeline.intake.mailbox import OpenMailbox, Waiting, open_mailbox
from pipeline.intake.national_id import mask
from pipeline.intake.readers.mail import subject_of
from pipeline.ledger.files import sightings
from pipeline.outbox.write import write_file
from pipeline.programme.schema import OSLO, Mailbox
from pipeline.steps.opening import Run

FOLDER = "mail"
"""Where in the inbox mails are put."""

_LONGEST_SUBJECT = 40
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "á": "a", "č": "c", "đ": "d", "ŋ": "n", "š": "s", "ŧ": "t", "ž": "z"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a look into the mailbox gave: files written (in the inbox), mails already known, and those too large to fetch."""

    saved: tuple[str, ...]
    known: int
    too_large: tuple[str, ...]


def mailbox_of(run: Run) -> Mailbox:
    """The mailbox that the programme file names.

    Raises:
        UsageError: it names none.
    """
    if run.programme.mailbox is None:
        raise UsageError(
            msg("programme.toml names no mailbox. Write one: [mailbox] with host and user, and folder if not INBOX.")
        )
    return run.programme.mailbox


def fetch_mail(run: Run, secret: str, *, is_token: bool = False) -> Fetched:
    """Put every mail that has not been fetched before into `inbox/mail/`.

    Raises:
        ConfigurationError: the mailbox of the programme file cannot be opened.
        UsageError: the programme file names no mailbox.
    """
    settings = mailbox_of(run)
    with open_mailbox(settings, secret, is_token=is_token) as box:
        mark = _account(settings, box.validity)
        names, contents = _seen(run)
        uids = box.uids()
        new = [box.look(uid) for uid in uids if f"{mark}-{uid}.eml" not in names]
        fetchable = [one for one in new if one.size <= MAX_BYTES]
        saved = tuple(_save(run, box, fetchable, mark, contents))
    return Fetched(
        saved=saved,
        known=len(uids) - len(new),
        too_large=tuple(_name(one, "", mark) for one in new if one.size > MAX_BYTES),
    )


def _account(settings: Mailbox, validity: str) -> str:
    """Tells the folders of different servers and users apart, and this one from one that was made anew."""
    account = f"{settings.host}|{settings.user}|{settings.folder}|{validity}"
    return hashlib.sha256(account.encode()).hexdigest()[:8]


def _seen(run: Run) -> tuple[set[str], set[str]]:
    """Endings of the names, and hashes, of all mails that are in the inbox or ever were: a removed one is not fetched again."""
    with run.ledger.connect() as db:
        known = sightings(db)
    here = run.workspace.inbox.rglob("*.eml") if run.workspace.inbox.is_dir() else ()
    names = {*(file.name for file in here), *(Path(one.path).name for one in known)}
    return {"-".join(name.rsplit("-", 2)[-2:]) for name in names}, {one.sha256 for one in known}


def _save(run: Run, box: OpenMailbox, waiting: list[Waiting], mark: str, contents: set[str]) -> Iterator[str]:
    """Write each mail, with the server's time of receipt as the file's; one whose very bytes are known is passed over."""
    folder = run.workspace.inbox / FOLDER
    for number, one in enumerate(waiting, start=1):
        run.progress(msg("Fetching"), number, len(waiting))
        content = box.fetch(one.uid)
        if not content or hashlib.sha256(content).hexdigest() in contents:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / _name(one, subject_of(content), mark)
        write_file(file, content)
        if one.received is not None:
            os.utime(file, (one.received.timestamp(), one.received.timestamp()))
        yield file.name


def _name(one: Waiting, subject: str, mark: str) -> str:
    """«2025-04-28-1012-pamelding-team-3f2a91bc-17.eml»: for people first, then what makes it the only one of its name."""
    when = f"{one.received.astimezone(OSLO):%Y-%m-%d-%H%M}-" if one.received is not None else ""
    plain = re.sub(r"[^a-z0-9]+", "-", mask(subject).casefold().translate(_LETTERS))[:_LONGEST_SUBJECT].strip("-")
    return f"{when}{plain}-{mark}-{one.uid}.eml" if plain else f"{when}{mark}-{one.uid}.eml"

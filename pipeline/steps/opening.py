"""Opens a workspace for a run: configuration read, lock held, ledger open."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from pipeline import __version__
from pipeline.errors import ConfigurationError, KullError
from pipeline.i18n import Message
from pipeline.ledger.database import open_ledger
from pipeline.ledger.journal import begin_run, end_run
from pipeline.ledger.lock import hold
from pipeline.programme.load import read_programme
from pipeline.programme.recipients import read_recipients
from pipeline.programme.schema import Programme, Recipient
from pipeline.programme.workspace import Workspace

Progress = Callable[[Message, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run in a workspace: everything that a step may ask for. `now` is the run's only clock."""

    workspace: Workspace
    programme: Programme
    recipients: tuple[Recipient, ...]
    ledger: Engine
    now: dt.datetime
    language: str
    progress: Progress


@contextlib.contextmanager
def working(folder: Path, command: str, now: dt.datetime, language: str, progress: Progress) -> Iterator[Run]:
    """A run that may write: no other run works in the workspace meanwhile, and the journal tells of it.

    Raises:
        ConfigurationError: the programme file, the recipients list or the ledger is wrong; nothing was written.
        WorkspaceLockedError: another run holds the workspace.
    """
    workspace = Workspace(folder)
    programme, recipients = _configuration(workspace)
    with hold(workspace.lock_file, command, now), _opened(workspace) as ledger, _journal(ledger, command, now):
        yield Run(
            workspace=workspace,
            programme=programme,
            recipients=recipients,
            ledger=ledger,
            now=now,
            language=language,
            progress=progress,
        )


@contextlib.contextmanager
def looking(folder: Path, now: dt.datetime, language: str) -> Iterator[Run]:
    """A run that only reads: it needs no lock, since the ledger is whole at every moment.

    Raises:
        ConfigurationError: as `working`.
    """
    workspace = Workspace(folder)
    programme, recipients = _configuration(workspace)
    with _opened(workspace) as ledger:
        yield Run(
            workspace=workspace,
            programme=programme,
            recipients=recipients,
            ledger=ledger,
            now=now,
            language=language,
            progress=lambda _what, _done, _total: None,
        )


def _configuration(workspace: Workspace) -> tuple[Programme, tuple[Recipient, ...]]:
    """Programme and recipients, or the faults of both together."""
    programme, faults = read_programme(workspace.programme_file)
    recipients, more = read_recipients(workspace.recipients_file)
    wrong = tuple(fault for fault in (*faults, *more) if not fault.warning)
    if wrong or programme is None or recipients is None:
        raise ConfigurationError(wrong)
    return programme, recipients


@contextlib.contextmanager
def _opened(workspace: Workspace) -> Iterator[Engine]:
    ledger = open_ledger(workspace.ledger_file)
    try:
        yield ledger
    finally:
        ledger.dispose()


@contextlib.contextmanager
def _journal(ledger: Engine, command: str, now: dt.datetime) -> Iterator[None]:
    with ledger.begin() as db:
        number = begin_run(db, command, __version__, now)
    status = 0
    try:
        yield
    except KullError as error:
        status = error.exit_code
        raise
    except BaseException:
        status = KullError.exit_code
        raise
    finally:
        with ledger.begin() as db:
            end_run(db, number, status, now)

"""`programme.toml` and `recipients.xlsx` → `Programme` and `Recipient`s, or every fault at once, each with its place."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import ConfigurationError, Fault
from pipeline.programme.calendar import calendar_warnings
from pipeline.programme.checks import CHECKS
from pipeline.programme.draft import draft_of
from pipeline.programme.faults import faults_of
from pipeline.programme.recipients import read_recipients
from pipeline.programme.schema import Programme, Recipient
from pipeline.programme.toml_file import read_toml
from pipeline.programme.workspace import Workspace


def load_programme(path: Path) -> Programme:
    """The programme file at `path`.

    Raises:
        ConfigurationError: with every fault in it. Warnings stop nothing; `check_workspace` tells of them.
    """
    programme, faults = read_programme(path)
    if programme is None:
        raise ConfigurationError(only_faults(faults))
    return programme


def load_recipients(path: Path) -> tuple[Recipient, ...]:
    """The recipients list at `path`, in its order.

    Raises:
        ConfigurationError: with every fault in it. Warnings stop nothing; `check_workspace` tells of them.
    """
    recipients, faults = read_recipients(path)
    if only_faults(faults):
        raise ConfigurationError(only_faults(faults))
    return recipients


def check_workspace(folder: Path) -> tuple[Fault, ...]:
    """Every fault and warning of the workspace's programme file and recipients list. What is wrong in them raises nothing."""
    workspace = Workspace(folder)
    programme, faults = read_programme(workspace.programme_file)
    _, recipient_faults = read_recipients(workspace.recipients_file)
    return (*faults, *(calendar_warnings(programme) if programme else ()), *recipient_faults)


def read_programme(path: Path) -> tuple[Programme | None, tuple[Fault, ...]]:
    """The programme file and its faults and warnings; None instead of the programme when it has a fault."""
    content, unreadable = read_toml(path)
    if content is None:
        return None, unreadable
    programme, faults = _validated(content, path.name)
    draft = draft_of(content)
    faults = (*unreadable, *faults, *chain.from_iterable(check(draft) for check in CHECKS))
    return (None if only_faults(faults) else programme), faults


def only_faults(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """`faults` without the warnings."""
    return tuple(fault for fault in faults if not fault.warning)


def _validated(content: dict[str, object], file: str) -> tuple[Programme | None, tuple[Fault, ...]]:
    try:
        return Programme.model_validate(content), ()
    except ValidationError as error:
        return None, tuple(faults_of(error, Programme, file, content))

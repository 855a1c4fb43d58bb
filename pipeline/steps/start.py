"""A new workspace, from the files that are shipped with kull. Nothing that is there is ever overwritten."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.i18n import msg
from pipeline.programme.workspace import Workspace, shipped_root


def start_workspace(folder: Path, *, example: bool) -> tuple[Path, ...]:
    """Make `folder` a workspace; the files that were put there.

    Programme file and recipients list are those of the shipped example, as something to change. `example` adds its inbox and
    the templates.

    Raises:
        UsageError: something that would be put there is there already; nothing was written.
    """
    source, target = Workspace(shipped_root()), Workspace(folder)
    pairs = [(source.programme_file, target.programme_file), (source.recipients_file, target.recipients_file)]
    if example:
        pairs += [
            (file, folder / file.relative_to(source.root)) for part in (source.inbox, source.templates) for file in _files(part)
        ]
    taken = next((there for _, there in pairs if there.exists()), None)
    if taken:
        message = msg("{path} is there already, and is never overwritten. Name another folder.", path=str(taken))
        raise UsageError(message)
    target.inbox.mkdir(parents=True, exist_ok=True)
    target.templates.mkdir(exist_ok=True)
    for shipped, there in pairs:
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(shipped, there)
    if not example:
        _forget_the_draw(target.programme_file)
    return tuple(there for _, there in pairs)


def _forget_the_draw(programme_file: Path) -> None:
    """A new cohort draws its own lots: the outcome of the example's draw must not decide anything by being forgotten there."""
    text = programme_file.read_text(encoding="utf-8")
    programme_file.write_text(re.sub(r'(?m)^(seed(?:_event)?\s*=\s*)"[^"]*"', r'\1""', text), encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.name != ".gitkeep")

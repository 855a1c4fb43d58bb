"""What every command has at hand: where the workspace is, the language, the clock, and a place to say things."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import Fault
from pipeline.i18n import Message, msg
from pipeline.programme.workspace import PROGRAMME_FILE

if TYPE_CHECKING:
    from pipeline.run import Run

CLOCK = "KULL_NOW"
"""An ISO time in this variable takes the clock's place: for going through a cohort's year, and for tests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One call of the program. `named` is what --workspace named."""

    named: Path | None
    language: str
    verbose: bool

    @property
    def folder(self) -> Path:
        """The workspace: the one named, else the nearest folder from here upwards with a programme file, else here."""
        if self.named is not None:
            return self.named.resolve()
        here = Path.cwd()
        return next((one for one in (here, *here.parents) if (one / PROGRAMME_FILE).is_file()), here)

    def now(self) -> dt.datetime:
        """The time, in Oslo, to the second."""
        from pipeline.programme.schema import OSLO

        written = os.environ.get(CLOCK)
        now = dt.datetime.fromisoformat(written) if written else dt.datetime.now(OSLO)
        return (now if now.tzinfo else now.replace(tzinfo=OSLO)).astimezone(OSLO).replace(microsecond=0)

    @contextlib.contextmanager
    def run(self, command: str) -> Iterator[Run]:
        """A run that may write: it holds the workspace, and shows a progress bar when it works for more than a second."""
        from pipeline.cli.progress import progress_bar
        from pipeline.run import working

        with progress_bar(self.language) as progress, working(self.folder, command, self.now(), self.language, progress) as run:
            yield run

    @contextlib.contextmanager
    def look(self) -> Iterator[Run]:
        """A run that only looks: it waits for nobody and changes nothing."""
        from pipeline.run import looking

        with looking(self.folder, self.now(), self.language) as run:
            yield run

    def words(self, message: Message) -> str:
        """`message` in the chosen language."""
        return message.in_language(self.language)

    def say(self, message: Message | str = "") -> None:
        """Print a sentence; a national identity number in it is masked, wherever it came from (a file's name, a cell)."""
        click.echo(_masked(message if isinstance(message, str) else self.words(message)))


WARNING = msg("warning")


def show_error(message: Message, faults: tuple[Fault, ...], language: str) -> None:
    """What stopped the run, and each fault: file, place, bad value, what to do."""
    click.echo(_masked(msg("Error: {message}", message=message.in_language(language)).in_language(language)), err=True)
    for line in fault_lines(faults, language):
        click.echo(_masked(line), err=True)


def _masked(text: str) -> str:
    from pipeline.intake.national_id import mask

    return mask(text)


def fault_lines(faults: tuple[Fault, ...], language: str) -> Iterator[str]:
    """Each fault as lines: where, with the bad value; and below it what is wrong and what to do."""
    for fault in faults:
        where = ", ".join(part for part in (fault.file, fault.place) if part)
        value = f" = «{fault.value}»" if fault.value else ""
        mark = f" ({WARNING.in_language(language)})" if fault.warning else ""
        yield f"\n  {where}{value}{mark}"
        yield f"    {fault.message.in_language(language)}"


def on_terminal() -> bool:
    """Is somebody looking? Then a progress bar may be drawn, on the error stream."""
    return sys.stderr.isatty()

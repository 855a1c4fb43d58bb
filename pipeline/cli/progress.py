"""A progress bar: only where somebody is looking, and only when the work takes more than a second."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pipeline.cli.session import on_terminal
from pipeline.i18n import Message

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE_S = 1.0

Report = Callable[[Message, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@contextlib.contextmanager
def progress_bar(language: str) -> Iterator[Report]:
    """Somewhere to report progress to while the block runs."""
    bar = _Bar(language)
    try:
        yield bar.report if on_terminal() else _nobody_looks
    finally:
        bar.close()


def _nobody_looks(_what: Message, _done: int, _total: int) -> None:
    """Progress that is not shown."""


class _Bar:
    """The bar, drawn when its time has come; it holds what the screen holds, and so it changes."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._since = time.monotonic()
        self._shown: Progress | None = None

    def report(self, what: Message, done: int, total: int) -> None:
        if self._shown is None and time.monotonic() - self._since > PATIENCE_S:
            self._shown = _drawn()
        if self._shown is not None:
            self._show(self._shown, what.in_language(self._language), done, total)

    def close(self) -> None:
        if self._shown is not None:
            self._shown.stop()

    def _show(self, bar: Progress, words: str, done: int, total: int) -> None:
        task = next((one.id for one in bar.tasks if one.description == words), None)
        bar.update(bar.add_task(words) if task is None else task, completed=done, total=total)


def _drawn() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.start()
    return bar

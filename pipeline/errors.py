"""What stops a run, each with its exit status (contract: «Exit status»).

A sender's mistake is never an exception: it is a `Finding` or a `SetAside`. An exception here ends the command, is caught
once (in `pipeline.cli`), and is shown without a traceback.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.i18n import Message, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault in a file that a person wrote: which file, where in it, what is wrong and what to do.

    `place` is a key path («dates.deadline»), a cell («B7») or a part («header1, paragraph 2»); empty when the whole file
    is meant. `value` is the bad value as written, or empty.
    """

    file: str
    message: Message
    place: str = ""
    value: str = ""
    warning: bool = False


class KullError(Exception):
    """Ends the command with `exit_code` and `message`."""

    exit_code = 70

    def __init__(self, message: Message, faults: tuple[Fault, ...] = ()) -> None:
        """`message` is shown first, then each of `faults` with its file."""
        super().__init__(str(message))
        self.message = message
        self.faults = faults


class FoundSomethingError(KullError):
    """`--strict` or `check` found something, or a letter failed its proof."""

    exit_code = 1


class UsageError(KullError):
    """The command was called with something that cannot be."""

    exit_code = 2


class ConfigurationError(KullError):
    """Programme file, recipients list or a template is wrong: nothing was written. `faults` lists every one."""

    exit_code = 3

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """The message counts `faults`."""
        super().__init__(msg("Nothing was written: {count} faults must be mended first.", count=len(faults)), faults)


class WorkspaceLockedError(KullError):
    """Another run holds the workspace."""

    exit_code = 4


class MissingProgramError(KullError):
    """An outside program that the command cannot do without is missing."""

    exit_code = 5

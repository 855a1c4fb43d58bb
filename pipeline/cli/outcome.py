"""How a call ends: every error is caught here, once, and becomes an exit status (contract: «Exit status»)."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click

from pipeline.cli.group import kull
from pipeline.cli.log import write_log
from pipeline.cli.session import Session, show_error
from pipeline.cli.words import choose_language
from pipeline.errors import KullError
from pipeline.i18n import msg
from pipeline.programme.workspace import Workspace

DEFECT = 70
INTERRUPTED = 130


def exit_status(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask for; the status that the process ends with."""
    language = choose_language(arguments)
    _write_utf8()
    try:
        status = int(kull.main(list(arguments), prog_name="kull", standalone_mode=False) or 0)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(msg("Interrupted. Run the command again, and it goes on from here.").in_language(language), err=True)
        return INTERRUPTED
    except KullError as error:
        show_error(error.message, error.faults, language)
        return error.exit_code
    except (BrokenPipeError, SystemExit):
        # Whoever read the output has stopped reading (`kull export | head`), which click turns into an exit: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:  # noqa: BLE001 - our own defect: its traceback goes to a log file, and its words to the user
        _tell_of_defect(error, arguments, language)
        return DEFECT
    return status


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _tell_of_defect(error: Exception, arguments: Sequence[str], language: str) -> None:
    log = _log(error, arguments)
    if isinstance(error, OSError):
        reason = f"{error.strerror or error}: {error.filename or '?'}"
        message = msg("The computer refused ({reason}). The details stand in {log}.", reason=reason, log=str(log))
    else:
        message = msg(
            "Something is wrong in kull itself ({kind}). Nothing you did caused it. The details stand in {log}; send that file "
            "to those who look after kull.",
            kind=type(error).__name__,
            log=str(log),
        )
    show_error(message, (), language)


def _log(error: Exception, arguments: Sequence[str]) -> Path:
    """Where the traceback stands: in the workspace, or in the system's temporary folder when that cannot be written to."""
    command, text = " ".join(arguments), "".join(traceback.format_exception(error))
    named = next((Path(value) for option, value in pairwise(arguments) if option == "--workspace"), None)
    workspace = Workspace(Session(named=named, language="en", verbose=False).folder)
    if workspace.programme_file.is_file():
        with contextlib.suppress(OSError):
            return write_log(workspace.logs, command, text)
    return write_log(Path(tempfile.gettempdir()), command, text)

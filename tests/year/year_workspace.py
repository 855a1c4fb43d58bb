"""A workspace with the shipped programme and no inbox, and a way to call the program in it."""

import contextlib
import io
import shutil
from unittest.mock import patch

from pipeline.cli.outcome import exit_status
from pipeline.programme.workspace import Workspace, shipped_root


def in_workspace(folder):
    """The workspace in `folder`; and a function that calls the program there, at `now`, and gives what it said."""
    shipped, there = Workspace(shipped_root()), Workspace(folder)
    shutil.copy(shipped.programme_file, there.programme_file)
    shutil.copy(shipped.recipients_file, there.recipients_file)

    def call(*arguments, now="2025-03-04T12:00", status=0):
        said = io.StringIO()
        with patch.dict("os.environ", {"KULL_NOW": now, "LANGUAGE": ""}), contextlib.redirect_stdout(said):
            assert exit_status(["--workspace", str(there.root), *arguments]) == status
        return said.getvalue()

    return there, call


def change(workspace, old, new):
    """The programme file with other words in one place or more."""
    text = workspace.programme_file.read_text(encoding="utf-8")
    assert old in text
    workspace.programme_file.write_text(text.replace(old, new), encoding="utf-8")


def files(folder):
    """What is in a folder, by name."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}

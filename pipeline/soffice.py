"""LibreOffice, for letters that become PDF and for .doc, .odt and .rtf that become .docx: the only module that starts soffice.

Each process has a profile of its own (two on one profile: one ends without a file, sometimes with status 0), and a process that
has finished no file for a while is killed with all its children. A profile forbids what a sender's file might ask for: it runs
no macro, updates no link, and fetches nothing (no network, no file beside the one converted).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from typing import Final

from pipeline.subprocesses import started

TIMEOUT_S: Final = 60.0
"""How long a process may go on without finishing a file."""

_USUAL_PLACES: Final = (
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)

# (node, property, value) of LibreOffice's configuration (registrymodifications.xcu). The proxy is a port where nobody listens:
# what the other settings might let through gets no answer.
_SETTINGS: Final = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def find_soffice() -> Path | None:
    """LibreOffice's command, or None when it is not installed."""
    on_path = (shutil.which(name) for name in ("soffice", "libreoffice"))
    return next((Path(found) for found in on_path if found), next((p for p in _USUAL_PLACES if p.exists()), None))


class Office:
    """LibreOffice for one piece of work: its command, its profiles (below `folder`), and the flag that ends its processes."""

    def __init__(self, *, soffice: Path, folder: Path, timeout_s: float = TIMEOUT_S) -> None:
        """`folder` is a temporary one of the caller's; nothing outside it is written."""
        self.soffice = soffice
        self.folder = folder
        self.timeout_s = timeout_s
        self.stop = Event()
        self.ran_out = False
        """Has a process been stopped since it finished no file in time?"""
        self._profiles: SimpleQueue[Path] = SimpleQueue()

    def convert(self, files: Sequence[Path], *, infilter: str, export: str) -> int | None:
        """Convert `files` (all in one folder) by one process, each to a file beside it; its exit status.

        None: it was stopped, since no file was finished in time or nobody waits any more. A status of 0 does not say that
        every file was made. `infilter` names what the files are: without it, what is something else is read as plain text.
        `export` is the ending, with the filter and its options («docx:MS Word 2007 XML»).
        """
        if self.stop.is_set():
            return None
        profile = self._profile()
        place = files[0].parent
        command = [
            str(self.soffice),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", f"--infilter={infilter}", "--convert-to", export, "--outdir", str(place)),
            *map(str, files),
        ]
        with started(command, environment=os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}) as process:
            status = self._wait(process, place, export.partition(":")[0])
        if status == 0:
            self._profiles.put(profile)
        return status

    def _profile(self) -> Path:
        """A profile that no running process uses: one that was used before (it starts faster), or a new one."""
        with suppress(Empty):
            return self._profiles.get_nowait()
        profile = Path(tempfile.mkdtemp(dir=self.folder, prefix="profile-"))
        (profile / "user").mkdir()
        (profile / "user" / "registrymodifications.xcu").write_text(_configuration(), encoding="utf-8")
        return profile

    def _wait(self, process: subprocess.Popen[bytes], place: Path, ending: str) -> int | None:
        """The status when it ends by itself; None when it must be stopped: no file finished in time, or nobody waits."""
        finished, since = 0, time.monotonic()
        while not self.stop.is_set():
            with suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=0.2)
            now_finished = len(list(place.glob(f"*.{ending}")))
            if now_finished > finished:
                finished, since = now_finished, time.monotonic()
            if time.monotonic() - since > self.timeout_s:
                self.ran_out = True
                return None
        return None


def _configuration() -> str:
    items = "".join(
        f'<item oor:path="/{node}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for node, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n'
    )

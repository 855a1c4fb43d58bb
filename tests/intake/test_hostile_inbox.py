"""One inbox full of what may do harm, through the command itself: each file is read or named, nothing is asked or opened."""

import datetime as dt
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hostile_files import BOMBS, PATHS, READ, hostile
from test_hostile import own_word
from treacherous import treacherous

from pipeline.i18n import translate
from pipeline.intake.pool import Limits
from pipeline.intake.refusals import READER_DIED, READER_FAILED, TOO_MUCH_MEMORY, TOOK_TOO_LONG
from pipeline.model import FileReading
from pipeline.programme.schema import OSLO
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.run import intake, working
from pipeline.steps.files import read_content

SECRET = "DETTE ER HEMMELIG"  # noqa: S105 - no password: what must not be found anywhere
STRACE = shutil.which("strace")
ROOT = Path(__file__).resolve().parents[2]
WHAT_TO_DO = re.compile(r"[Bb]e (?:avsenderen|om)|[Ss]p[øo]r|svar avsenderen|legg d[ei]n?|Åpne")
OUR_OWN = ("the reader is", "kull could not", "Traceback")


@dataclass(frozen=True)
class Outcome:
    """What the command gave: how it ended and what it said, the register, who was asked, and where it all stands."""

    status: int
    said: str
    register: dict
    expected: dict[str, str]
    asked: list[str]
    root: Path

    @property
    def aside(self) -> dict[str, dict]:
        return {Path(one["path"]).name: one for one in self.register["quarantine"]}

    @property
    def sources(self) -> set[str]:
        return {Path(one["source"]["path"]).name for one in self.register["registrations"]}


@contextmanager
def server_that_nobody_may_ask() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self):
            asked.append(str(self.rfile.readline(1000)))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def workspace(root: Path) -> Workspace:
    shipped, there = Workspace(shipped_root()), Workspace(root)
    there.inbox.mkdir(parents=True)
    shutil.copy(shipped.programme_file, there.programme_file)
    shutil.copy(shipped.recipients_file, there.recipients_file)
    return there


def fill(inbox: Path, there: str, secret: Path, *, bombs: bool = True) -> dict[str, str]:
    """Put the hostile files into `inbox`; what must become of each."""
    secret.write_text(SECRET)
    left_out = set() if bombs else {name for name, _, _ in BOMBS}
    expected = {}
    for name, make, outcome in hostile(there, secret.as_uri()):
        if name not in left_out:
            (inbox / name).write_bytes(make())
            expected[name] = outcome
    return expected


def kull(root: Path, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    command = [*before, sys.executable, "-m", "pipeline", "--workspace", str(root), "--lang", "nb", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    root = tmp_path_factory.mktemp("hostile")
    there = workspace(root / "kull")
    with server_that_nobody_may_ask() as (address, asked):
        expected = fill(there.inbox, address, root / "hemmelig.txt")
        ended = kull(there.root, "intake")
    exported = kull(there.root, "export")
    return Outcome(
        ended.returncode, (ended.stdout + ended.stderr).decode(), json.loads(exported.stdout), expected, asked, there.root
    )


def test_the_command_ends_well(outcome):
    assert (outcome.status, [word for word in OUR_OWN if word in outcome.said]) == (0, [])
    assert not list((outcome.root / ".kull").rglob("*intake*.log"))


def test_every_file_is_a_registration_or_set_aside_and_none_is_just_gone(outcome):
    assert outcome.sources | outcome.aside.keys() == outcome.expected.keys()
    assert not outcome.sources & outcome.aside.keys()


def test_each_is_set_aside_for_the_right_reason(outcome):
    got = {name: outcome.aside[name]["reason"] if name in outcome.aside else READ for name in outcome.expected}
    assert got == {name: str(why) for name, why in outcome.expected.items()}


def test_each_says_in_norwegian_what_to_do(outcome):
    unclear = {name: one["message"] for name, one in outcome.aside.items() if not WHAT_TO_DO.search(one["message"])}
    assert unclear == {}


def test_nobody_was_asked_and_no_secret_was_told(outcome):
    assert outcome.asked == []
    told = [file for file in outcome.root.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    assert told == []


def test_what_reaches_out_and_what_could_run_is_told_of(outcome):
    rules = {
        Path(one["source"]["path"]).name: {finding["rule"] for finding in one["findings"]}
        for one in outcome.register["registrations"]
    }
    outside = [name for name in outcome.expected if name.startswith("ekstern")]
    assert [name for name in outside if "reading.external" not in rules[name]] == []
    assert [name for name in ("makro.docm", "makro.xlsm") if "reading.macros" not in rules[name]] == []


def test_no_name_of_an_attachment_was_ever_a_path(outcome):
    names = {name.replace("\\", "/").rsplit("/", maxsplit=1)[-1] for name in PATHS}
    places = [outcome.root.parent.parent, outcome.root, ROOT]
    assert [place / name for place in places for name in names if (place / name).exists()] == []


def test_a_second_run_reads_nothing_again(outcome):
    said = kull(outcome.root, "intake").stdout.decode()
    assert f"Lest nå: 0, uendret: {len(outcome.expected)}" in said


# --- readers that go wrong ------------------------------------------------------------------------------------------------


@pytest.mark.soak  # on a busy machine a worker that died may be told of as one that took too long
def test_a_file_that_hangs_hoards_crashes_or_fails_takes_no_other_with_it_and_is_tried_again(tmp_path):
    there = workspace(tmp_path)
    ends = {
        "henger.docx": TOOK_TOO_LONG,
        "sover.docx": TOOK_TOO_LONG,
        "dør.docx": READER_DIED,
        "krasjer.docx": READER_DIED,
        "hamstrer.docx": TOO_MUCH_MEMORY,
        "feiler.docx": READER_FAILED,
    }
    for number, name in enumerate([*ends, *(f"god {n}.docx" for n in range(8))]):
        (there.inbox / name).write_bytes(own_word(title=f"Prosjekt {number}"))
    now = dt.datetime(2025, 5, 3, 10, 0, tzinfo=OSLO)
    with working(there.root, "intake", now, "nb", lambda *_: None) as run:
        done = intake(run, there.inbox, treacherous, Limits(seconds=10, memory=10**9))
    aside = {Path(one.path).name: (one.reason, one.message) for one in done.register.quarantine}
    assert aside == {name: (why.reason, why.message) for name, why in ends.items()}
    assert len(done.register.registrations) == 8
    assert {Path(path).name for path in done.inspection.failures} == {"dør.docx", "krasjer.docx", "feiler.docx"}
    with working(there.root, "intake", now, "nb", lambda *_: None) as run:
        again = intake(run, there.inbox)
    assert (len(again.inspection.read), again.register.quarantine, len(again.register.registrations)) == (6, (), 14)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_became_of_them_is_said_in_both_languages(language):
    for why in (TOOK_TOO_LONG, READER_DIED, TOO_MUCH_MEMORY, READER_FAILED):
        assert translate(why.message, language) != str(why.message)


# --- nothing is opened but the file ---------------------------------------------------------------------------------------


def watched(log: Path, content: bytes, name: str) -> FileReading:
    """Reads as ever; what Python opens, connects to and starts meanwhile is written to `log`."""
    global watching  # noqa: PLW0603 - a hook stays for the life of the process
    if not watching:
        watching = True
        sys.addaudithook(partial(_write_down, os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)))
    return read_content(content, name)


watching = False


def _write_down(log: int, event: str, details: tuple[object, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.", "shutil.")):
        os.write(log, f"{event}\t{details[0]!r}\n".encode())
    elif event in {"open", "os.remove", "os.rename", "os.mkdir", "os.listdir", "os.scandir"} and not isinstance(
        details[0], int
    ):
        os.write(log, f"{event}\t{os.fspath(details[0])}\n".encode())


def test_the_readers_open_nothing_but_their_own_libraries_and_temporary_files(tmp_path):
    there = workspace(tmp_path / "kull")
    log = tmp_path / "events"
    expected = fill(there.inbox, "http://127.0.0.1:9", tmp_path / "hemmelig.txt", bombs=False)
    with working(there.root, "intake", dt.datetime(2025, 5, 3, 10, 0, tzinfo=OSLO), "nb", lambda *_: None) as run:
        done = intake(run, there.inbox, partial(watched, log))
    assert len(done.inspection.read) == len({(there.inbox / name).read_bytes() for name in expected})
    events = [line.split("\t", maxsplit=1) for line in log.read_text().splitlines()]
    assert len(events) > 0
    assert [(event, place) for event, place in events if event not in FILES or not of_the_program(place)] == []


@pytest.mark.skipif(STRACE is None, reason="strace is not installed, so the system calls cannot be listened to")
def test_no_process_of_an_intake_connects_to_anything_or_opens_a_file_of_others(tmp_path_factory, monkeypatch):
    """As the system sees it: also what is opened by libraries written in C."""
    tmp_path = tmp_path_factory.mktemp("calls")  # short: sockets are made in it
    there, log = workspace(tmp_path / "kull"), tmp_path / "calls"
    fill(there.inbox, "http://127.0.0.1:9", tmp_path / "hemmelig.txt", bombs=False)
    monkeypatch.setenv("TMPDIR", str(there.root))
    calls = "trace=connect,sendto,openat,open,execve,unlink,unlinkat,rename,mkdir"
    ended = kull(there.root, "intake", before=(str(STRACE), "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", str(log)))
    if b"ptrace" in ended.stderr.lower():
        pytest.skip("strace may not look at processes here")
    assert ended.returncode == 0
    made = [line.split(maxsplit=1)[1] for line in log.read_text(errors="replace").splitlines()]
    assert [call for call in made if re.match(r"(?:connect|sendto)\(.*sa_family=AF_INET", call)] == []
    named = [(call, re.search(r'"((?:[^"\\]|\\.)*)"', call)) for call in made if " = -1 " not in call]
    places = {place[1]: call for call, place in named if place and place[1].startswith("/")}
    own = (str(there.root), "/usr/bin", "/bin", "/var/cache/fontconfig")
    assert {place: call for place, call in places.items() if not of_the_program(place) and not place.startswith(own)} == {}


FILES = {"open", "os.remove", "os.rename", "os.mkdir", "os.listdir", "os.scandir"}
LIBRARIES = ("/usr/lib", "/usr/share", "/usr/local/lib", "/usr/local/share", "/lib", "/etc", "/proc", "/sys", "/dev")


def of_the_program(place: str) -> bool:
    """Python, the project, their libraries, or a folder that the pool has made for its workers."""
    if place in sys.path:  # Python looks for modules there
        return True
    homes = (sys.prefix, sys.base_prefix, sys.base_exec_prefix, str(ROOT), os.path.realpath(sys.prefix))
    return place.startswith((*homes, *LIBRARIES)) or re.match(r".*/kull-[a-z0-9_]{8}(?:/|$)", place) is not None

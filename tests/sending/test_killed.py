"""`kull send` killed at any moment: nothing is lost, nothing goes twice, nothing is half written."""

import random
import re
import shutil
import signal
import time
from email import message_from_bytes
from email.policy import default

import pytest
from sending_cohort import attachments, kull

from pipeline.steps.sent import SUFFIXES

ALL = 10
FATES = {True: "sent", False: "not-sent"}


@pytest.fixture
def approved(call, ready):
    """The workspace with every letter approved: ten of them."""
    short = re.findall(r"\b[0-9a-f]{12}\b", call(ready, "plan").said)[-1]
    call(ready, "plan", "--approve", short, "--by", "Kari")
    call(ready, "approve", "missing", "--by", "Kari")
    return ready


def killed_at(moment, folder, *arguments, after=None):
    """Ends the command with -9, wherever it is: `moment` seconds after it began, or after `after` came true."""
    process = kull(folder, *arguments)
    while after is not None and process.poll() is None and not after():
        time.sleep(0.002)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def arrived(mails):
    """How many mails came with each letter."""
    names = [next(name for name in attachments(mail) if "svarskjema" not in name) for mail in mails]
    return {name: names.count(name) for name in names}


def whole(folder, mail):
    """Is every attachment one that was kept before it left, or stands in the outbox?"""
    kept = [file for file in (folder / ".kull/sent").rglob("*") if file.suffix in SUFFIXES]
    there = {file.read_bytes() for file in [*kept, *(folder / "outbox/letters").rglob("*.docx")]}
    return all(one.get_content() in there for one in mail.iter_attachments())


def check_and_settle(call, folder, states, mails):
    """What the ledger says is what came; what it does not know is settled by looking. The states before that."""
    came, before = arrived(mails), states(folder)
    assert [name for name, count in came.items() if count > 1] == []
    assert [mail["Subject"] for mail in mails if not whole(folder, mail)] == []
    for path, state in before.items():
        name = path.rpartition("/")[2]
        assert (state, name in came) in {
            ("handed_over", True), ("approved", False), ("unknown", True), ("unknown", False)
        }  # fmt: skip
        if state == "unknown":
            done = call(folder, "send", "--resolve", path, "--as", FATES[name in came], "--by", "Kari")
            assert done.status == 0
    return before


def kill_sending(call, approved, server, states, tmp_path, chance, kills):  # noqa: PLR0913, PLR0917 - pytest's fixtures
    """Rounds of the same ten letters, each until all have left; what the ledger said after each kill."""
    server.rules(delay=0.06)
    seen, number = [], 0
    while len(seen) < kills:
        number += 1
        folder = shutil.copytree(approved, tmp_path / f"round-{number}" / "kull")
        for file in server.spool.glob("[0-9]*"):
            file.unlink()
        while len(server.mails()) < ALL and len(seen) < kills:
            killed_somewhere(chance, folder, server)
            time.sleep(0.3)
            seen.append(check_and_settle(call, folder, states, server.mails()))
        assert call(folder, "send", "--via", "smtp", "--word", "--yes").status == 0
        assert set(check_and_settle(call, folder, states, server.mails()).values()) == {"handed_over"}
        assert set(arrived(server.mails()).values()) == {1}
        assert len(server.mails()) == ALL
    return seen


def killed_somewhere(chance, folder, server):
    """Half the time at any moment of the run, half the time while mails are going."""
    command = ("send", "--via", "smtp", "--word", "--yes")
    if chance.random() < 0.5:
        killed_at(chance.uniform(0.2, 3.0), folder, *command)
    else:
        enough = len(server.mails()) + chance.randint(0, 3)
        killed_at(
            chance.uniform(0.0, 0.12), folder, *command, after=lambda: len(list(server.spool.glob("[0-9]*.eml"))) > enough
        )


def test_killed_while_sending(call, approved, server, states, tmp_path):
    chance = random.Random(7)  # noqa: S311 - the same moments in every run
    seen = kill_sending(call, approved, server, states, tmp_path, chance, kills=6)
    assert any("handed_over" in one.values() and "approved" in one.values() for one in seen), "no kill came in the middle"


@pytest.mark.soak
def test_killed_two_hundred_times_while_sending(call, approved, server, states, tmp_path):
    chance = random.Random(8)  # noqa: S311 - the same moments in every run
    seen = kill_sending(call, approved, server, states, tmp_path, chance, kills=200)
    assert sum("unknown" in one.values() for one in seen) > 0


def drafts(folder):
    """How many mail drafts stand in the outbox."""
    return len(list((folder / "outbox/mail").glob("*.eml")))


def test_killed_while_drafts_are_written(call, approved, states):
    """A draft stands whole or not at all; what has one is never written again."""
    chance = random.Random(9)  # noqa: S311 - the same moments in every run
    for _ in range(4):
        more = drafts(approved) + chance.randint(0, 1)
        moment = chance.uniform(0.0, 0.02)
        killed_at(moment, approved, "send", "--word", "--yes", after=lambda more=more: drafts(approved) > more)
        for path, state in states(approved).items():
            draft = approved / "outbox/mail" / path.rpartition("/")[2].replace(".docx", ".eml")
            if state != "unknown":
                assert (state, draft.exists()) in {("handed_over", True), ("approved", False)}
            if draft.exists():
                assert whole(approved, message_from_bytes(draft.read_bytes(), policy=default))
    times = {file: file.stat().st_mtime_ns for file in (approved / "outbox/mail").glob("*.eml")}
    again = call(approved, "send", "--word", "--yes")
    assert again.status == int("unknown" in states(approved).values())
    for path, state in states(approved).items():
        if state == "unknown":
            call(approved, "send", "--resolve", path, "--as", "not-sent", "--by", "Kari")
    assert call(approved, "send", "--word", "--yes").status == 0
    assert set(states(approved).values()) == {"handed_over"}
    assert (drafts(approved), {file: file.stat().st_mtime_ns for file in times}) == (ALL, times)

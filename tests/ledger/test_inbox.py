"""Every file of the inbox is found, opened only when that is safe, and dated; none is passed over in silence."""

import datetime as dt
import os
import socket

import pytest

from pipeline.errors import UsageError
from pipeline.intake.inbox import MAX_BYTES, Content, find_files, load, received_at
from pipeline.model import SetAsideReason
from pipeline.programme.schema import OSLO

NOON_ON_28_APRIL = dt.datetime(2025, 4, 28, 12, 0, tzinfo=OSLO)


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(folder, name, data=b"form"):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def reasons(inbox):
    found = find_files(inbox, inbox.parent)
    return {one.path: one.unreadable.reason if one.unreadable else None for one in found}


def test_files_in_any_sub_folder_are_found_in_the_order_of_their_paths(inbox):
    for name in ("b.docx", "2025-04-28/a.pdf", "a/b/c.xlsx", ".skjult.docx"):
        put(inbox, name)
    paths = [one.path for one in find_files(inbox, inbox.parent)]
    assert paths == ["inbox/.skjult.docx", "inbox/2025-04-28/a.pdf", "inbox/a/b/c.xlsx", "inbox/b.docx"]


def test_an_inbox_outside_the_workspace_gives_whole_paths(inbox, tmp_path):
    file = put(inbox, "a.docx")
    assert [one.path for one in find_files(inbox, tmp_path / "elsewhere")] == [file.as_posix()]


def test_an_inbox_that_is_not_there_is_an_error_and_not_an_empty_one(tmp_path):
    with pytest.raises(UsageError):
        find_files(tmp_path / "inbox", tmp_path)


def test_what_the_computer_left_behind_is_named_as_such(inbox):
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$skjema.docx", ".~lock.skjema.odt#"):
        put(inbox, name)
    assert set(reasons(inbox).values()) == {SetAsideReason.SYSTEM_FILE}


def test_a_form_that_is_called_like_a_lock_file_is_read(inbox):
    put(inbox, "~$skjema.docx", b"x" * 5000)
    assert reasons(inbox) == {"inbox/~$skjema.docx": None}


def test_a_link_is_not_followed(inbox, tmp_path):
    outside = put(tmp_path, "secret.docx")
    (inbox / "link.docx").symlink_to(outside)
    (inbox / "folder").symlink_to(tmp_path, target_is_directory=True)
    (inbox / "loop").symlink_to(inbox, target_is_directory=True)
    (inbox / "broken.docx").symlink_to(tmp_path / "nowhere")
    assert set(reasons(inbox).items()) == {
        (f"inbox/{name}", SetAsideReason.UNSUPPORTED) for name in ("link.docx", "folder", "loop", "broken.docx")
    }


def test_a_pipe_or_a_socket_is_not_opened(inbox, monkeypatch):
    os.mkfifo(inbox / "pipe.docx")
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.docx")
        assert set(reasons(inbox).values()) == {SetAsideReason.UNSUPPORTED}


def test_a_file_that_is_too_large_is_not_loaded(inbox):
    with (inbox / "large.pdf").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert reasons(inbox) == {"inbox/large.pdf": SetAsideReason.TOO_LARGE}


def test_a_name_that_is_no_utf8_is_shown_and_the_file_is_read(inbox):
    (inbox / os.fsdecode(b"skjema-\xe6.docx")).write_bytes(b"form")
    (found,) = find_files(inbox, inbox.parent)
    assert (found.path, load(found).data) == ("inbox/skjema-\\xe6.docx", b"form")


def test_folders_within_folders_have_no_end(inbox):
    deep = inbox
    for _ in range(300):
        deep /= "d"
    deep.mkdir(parents=True)
    put(deep, "a.docx")
    assert len(find_files(inbox, inbox.parent)) == 1


def test_content_comes_with_its_hash_and_the_time_it_had_when_it_was_read(inbox):
    file = put(inbox, "a.docx", b"abc")
    (found,) = find_files(inbox, inbox.parent)
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert load(found) == Content(data=b"abc", sha256=sha256, size=3, mtime_ns=file.stat().st_mtime_ns)


def test_a_file_that_is_gone_when_it_is_opened_is_simply_not_there(inbox):
    file = put(inbox, "a.docx")
    (found,) = find_files(inbox, inbox.parent)
    file.unlink()
    assert load(found) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_file_or_folder_that_is_closed_to_us_is_named(inbox):
    put(inbox, "closed.docx").chmod(0)
    put(inbox, "closed/a.docx").parent.chmod(0)
    by_path = {one.path: one.unreadable or load(one) for one in find_files(inbox, inbox.parent)}
    (inbox / "closed").chmod(0o700)
    assert {path: one.reason for path, one in by_path.items()} == {
        "inbox/closed.docx": SetAsideReason.NO_ACCESS,
        "inbox/closed": SetAsideReason.NO_ACCESS,
    }


@pytest.mark.parametrize(
    ("folder", "received"),
    [
        ("2025-04-28", NOON_ON_28_APRIL),
        ("2025-04-28 1012", dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO)),
        ("2025-04-28T10.12", dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO)),
        ("2025-04-28/UNN", NOON_ON_28_APRIL),
        ("2025-04-01/2025-04-28", NOON_ON_28_APRIL),
    ],
)
def test_a_dated_folder_says_when_its_files_were_received(inbox, folder, received):
    file = put(inbox, f"{folder}/a.docx")
    assert received_at(file, inbox, 0) == received


@pytest.mark.parametrize("folder", ["UNN", "2025-13-45", "2025-04-28 ny", "2025-04-28 2561"])
def test_else_the_file_says_so_itself(inbox, folder):
    file = put(inbox, f"{folder}/a.docx")
    moment = dt.datetime(2025, 4, 30, 23, 59, 59, tzinfo=OSLO)
    assert received_at(file, inbox, int(moment.timestamp()) * 10**9) == moment


def test_a_dated_folder_above_the_inbox_says_nothing(tmp_path):
    file = put(tmp_path, "2020-01-01/inbox/a.docx")
    assert received_at(file, tmp_path / "2020-01-01/inbox", 0).year == 1970

"""Letters through a real mail server that takes, refuses, waits, hangs up and drops the line; none goes twice, none is lost."""

import os
import shutil
import socket
import subprocess
import time

import pytest
from filelock import FileLock
from sending_cohort import attachments, kull, name_server, running_server

RECEIPTS = {f"receipt/UNN-{number}-kvittering.docx" for number in (1, 2, 3, 4)}
SEND = ("send", "--via", "smtp", "--word", "--yes")
LOGIN = {"KULL_SMTP_USER": "brevsender", "KULL_SMTP_PASSWORD": "pæssord-13"}


def receipts(states, folder):
    return {path: state for path, state in states(folder).items() if path in RECEIPTS}


def recipients(server):
    return sorted(one["to"][0] for one in server.sessions())


EVERYBODY = [f"person{number}.1@unn.example" for number in (1, 2, 3, 4)]


def test_every_approved_letter_goes_once(call, ready, server, states):
    done = call(ready, *SEND)
    assert (done.status, "Handed over to the mail server: 4." in done.said) == (0, True)
    assert recipients(server) == EVERYBODY
    assert set(receipts(states, ready).values()) == {"handed_over"}
    assert call(ready, *SEND).status == 0
    assert len(server.mails()) == 4
    assert "by the mail server: handed over" in call(ready, "why", "receipt/UNN-1-kvittering.docx").said


def test_the_server_gets_the_letter_whole_and_no_draft(call, ready, server):
    call(ready, *SEND)
    mail = next(one for one in server.mails() if "UNN-1" in one["Subject"])
    (copy,) = (ready / ".kull/sent/receipt").glob("UNN-1-kvittering-*.docx")
    letter = ready / "outbox/letters/receipt/UNN-1-kvittering.docx"
    assert (mail["X-Unsent"], mail["From"].addresses[0].addr_spec) == (None, "brev@rhf.example")
    assert copy.read_bytes() == letter.read_bytes()
    assert list(attachments(mail)) == [letter.name]
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == letter.read_bytes()


def test_all_go_on_one_line(call, ready, monkeypatch):
    opened = []
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: opened.append(a[0]) or real(*a, **k))
    call(ready, *SEND)
    assert len(opened) == 1


@pytest.mark.parametrize(("rule", "answer"), [("refuse", "550 5.1.1"), ("reject", "552 5.3.4")])
def test_one_that_is_refused_is_told_and_the_others_go(  # noqa: PLR0913, PLR0917 - pytest's fixtures
    call, ready, server, states, rule, answer
):
    server.rules(**{rule: [EVERYBODY[1]]})
    done = call(ready, *SEND)
    assert (done.status, answer in done.said, "UNN-2-kvittering.docx" in done.said) == (1, True, True)
    after = receipts(states, ready)
    assert after.pop("receipt/UNN-2-kvittering.docx") == "approved"
    assert set(after.values()) == {"handed_over"}
    server.rules()
    assert call(ready, *SEND).status == 0
    assert sorted(set(recipients(server))) == EVERYBODY
    assert len([one for one in server.mails() if "UNN-2" not in one["Subject"]]) == 3


def test_a_server_that_thinks_for_long_is_waited_for(call, ready, server, states):
    server.rules(delay=0.5)
    began = time.monotonic()
    assert call(ready, *SEND).status == 0
    assert (time.monotonic() - began > 2, set(receipts(states, ready).values())) == (True, {"handed_over"})


@pytest.mark.parametrize("drop", ["taken", "lost"])
def test_when_the_answer_is_lost_the_letter_is_unknown_and_never_goes_again_by_itself(call, ready, server, states, drop):
    server.rules(drop=drop)
    done = call(ready, *SEND)
    assert (done.status, "PERHAPS SENT" in done.said) == (1, True)
    assert set(receipts(states, ready).values()) == {"unknown"}
    server.rules()
    before = len(server.mails())
    again = call(ready, *SEND)
    assert (again.status, "Perhaps handed over" in again.said, len(server.mails())) == (1, True, before)
    assert call(ready, "letters").status == 0
    assert call(ready, "approve", "receipt", "--by", "Kari").status == 0
    assert call(ready, *SEND).status == 1
    assert len(server.mails()) == before
    assert "perhaps handed over 4" in call(ready, "status").said
    assert call(ready, "status", "--strict").status == 1


def test_a_person_settles_what_is_unknown(call, ready, server, states):
    server.rules(drop="lost")
    call(ready, *SEND)
    server.rules()
    path = "outbox/letters/receipt/UNN-1-kvittering.docx"
    assert call(ready, "send", "--resolve", path, "--as", "not-sent", "--by", "Kari").status == 0
    assert call(ready, "send", "--resolve", "UNN-2-kvittering.pdf", "--as", "sent", "--by", "Kari").status == 0
    assert call(ready, "send", "--resolve", "unn-3", "--as", "sent", "--by", "Kari").status == 0
    assert [receipts(states, ready)[f"receipt/UNN-{n}-kvittering.docx"] for n in (1, 2, 3, 4)] == [
        "approved", "handed_over", "handed_over", "unknown",
    ]  # fmt: skip
    call(ready, *SEND)
    assert recipients(server) == EVERYBODY[:1]
    assert "That is what Kari found out" in call(ready, "why", "receipt/UNN-2-kvittering.docx").said
    assert call(ready, "send", "--resolve", "UNN-2", "--as", "not-sent", "--by", "Kari").status == 2


def test_a_correction_waits_until_the_letter_before_it_is_settled(call, ready, server):
    server.rules(drop="taken")
    call(ready, *SEND)
    server.rules()
    call(ready, "correct", "UNN-2", "title", "Ny tittel", "--by", "Kari", "--why", "Prøve")
    call(ready, "letters")
    call(ready, "approve", "receipt", "--by", "Kari")
    before = len(server.mails())
    assert "It corrects a letter that was perhaps handed over." in call(ready, *SEND).said
    assert len(server.mails()) == before
    call(ready, "send", "--resolve", "UNN-2", "--as", "sent", "--by", "Kari")
    assert call(ready, *SEND).status == 1  # those of the others are not settled yet
    assert server.mails()[-1]["Subject"].startswith("Korrigert: ")


def test_a_server_that_answers_too_late_leaves_the_letter_unknown(call, ready, server, states):
    name_server(ready, server.port, timeout=1)
    server.rules(delay=3)
    done = call(ready, *SEND)
    assert (done.status, set(receipts(states, ready).values())) == (1, {"unknown"})


def test_a_server_that_is_down_marks_nothing(call, ready, states):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        name_server(ready, taken.getsockname()[1])
        done = call(ready, *SEND)
    assert (done.status, "mail.smtp.host" in done.said) == (3, True)
    assert set(receipts(states, ready).values()) == {"approved"}


def test_a_server_that_hangs_up_before_the_text_marks_nothing(call, ready, server, states):
    server.rules(hang_up=True)
    done = call(ready, *SEND)
    assert (done.status, "Not tried, since the mail server is gone: 4." in done.said) == (1, True)
    assert set(receipts(states, ready).values()) == {"approved"}
    server.rules()
    assert (call(ready, *SEND).status, recipients(server)) == (0, EVERYBODY)


def test_no_faster_than_the_programme_file_says(call, ready, server):
    name_server(ready, server.port, per_minute=120)
    began = time.monotonic()
    call(ready, *SEND)
    assert time.monotonic() - began >= 1.5


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, so there is no certificate to be had")
    place = tmp_path_factory.mktemp("certificate")
    names = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
    files = ("-keyout", str(place / "key.pem"), "-out", str(place / "ca.pem"))
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", *names, *files]
    subprocess.run(command, check=True, capture_output=True)
    return place / "ca.pem", place / "key.pem"


@pytest.fixture(params=["starttls", "tls"])
def safe(request, certificate, tmp_path):
    """A server that wants encryption and a login, and the way to reach it."""
    extra = ("--tls",) if request.param == "tls" else ()
    login = f"{LOGIN['KULL_SMTP_USER']}:{LOGIN['KULL_SMTP_PASSWORD']}"
    with running_server(tmp_path / "safe", *map(str, certificate), "--login", login, *extra) as running:
        yield running, request.param


def test_a_server_that_wants_encryption_and_a_login_gets_both(call, ready, safe, certificate, monkeypatch):
    running, security = safe
    shutil.copy(certificate[0], ready / "hus.pem")
    name_server(ready, running.port, security=security, ca_file="hus.pem")
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    assert call(ready, *SEND).status == 0
    assert {(one["user"], one["tls"]) for one in running.sessions()} == {(LOGIN["KULL_SMTP_USER"], True)}
    told = b"".join(file.read_bytes() for file in (ready / ".kull").rglob("*") if file.is_file())
    assert LOGIN["KULL_SMTP_PASSWORD"].encode() not in told


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"KULL_SMTP_PASSWORD": "feil"}, "KULL_SMTP_PASSWORD"),
        ({"ca_file": ""}, "not trusted"),
        ({"ca_file": "borte.pem"}, "mail.smtp.ca_file"),
    ],
    ids=["wrong password", "unknown certificate", "no such file"],
)
def test_a_server_that_cannot_be_trusted_or_does_not_let_us_in_gets_nothing(  # noqa: PLR0913, PLR0917 - pytest's fixtures
    call, ready, safe, certificate, states, monkeypatch, changed, place
):
    running, security = safe
    shutil.copy(certificate[0], ready / "hus.pem")
    for name, value in {**LOGIN, **changed}.items():
        if name.isupper():
            monkeypatch.setenv(name, value)
    name_server(ready, running.port, security=security, ca_file=changed.get("ca_file", "hus.pem"))
    done = call(ready, *SEND)
    assert place in done.said
    assert (done.status, running.mails()) == (3, [])
    assert "feil" not in done.said.replace("feilen", "")
    assert set(receipts(states, ready).values()) == {"approved"}


def test_without_a_login_where_one_is_wanted_everything_is_refused_and_says_why(call, ready, safe, certificate, states):
    running, security = safe
    shutil.copy(certificate[0], ready / "hus.pem")
    name_server(ready, running.port, security=security, ca_file="hus.pem")
    done = call(ready, *SEND)
    assert (done.status, "Set KULL_SMTP_USER and KULL_SMTP_PASSWORD" in done.said) == (1, True)
    assert set(receipts(states, ready).values()) == {"approved"}


def test_a_server_without_encryption_gets_nothing_when_it_should_have_it(call, ready, server):
    name_server(ready, server.port, security="starttls")
    done = call(ready, *SEND)
    assert (done.status, "STARTTLS" in done.said, server.mails()) == (3, True, [])


def test_half_a_login_is_told(call, ready, monkeypatch):
    monkeypatch.setenv("KULL_SMTP_USER", "brevsender")
    assert call(ready, *SEND).status == 2


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"security": "none", "host": "post.rhf.example"}, "mail.smtp.security"),
        ({"security": "ssl"}, "mail.smtp.security"),
        ({"sender": "ingen"}, "mail.smtp.sender"),
        ({"per_minute": 0}, "mail.smtp.per_minute"),
        ({"hosts": "x"}, "mail.smtp.hosts"),
        ({"port": 70000}, "mail.smtp.port"),
    ],
)
def test_what_is_wrong_in_the_programme_file_is_told_with_its_place(call, ready, settings, told):
    name_server(ready, **{"port": 25, **settings})
    done = call(ready, "check")
    assert (done.status, told in done.said) == (1, True)


def test_two_runs_at_once_send_each_letter_once(ready, server):
    server.rules(delay=0.3)
    first, second = kull(ready, *SEND), kull(ready, *SEND)
    outcomes = sorted(
        [first.communicate(timeout=120) and first.returncode, second.communicate(timeout=120) and second.returncode]
    )
    assert outcomes in ([0, 0], [0, 4])
    assert recipients(server) == EVERYBODY


def test_a_run_that_is_held_up_holds_the_other_one_off(call, ready, server):
    with FileLock(ready / ".kull/lock"):
        assert call(ready, *SEND).status == 4
    assert server.mails() == []


def test_the_interrupt_key_in_the_middle_leaves_one_letter_unknown_and_the_rest_approved(ready, server, states):
    server.rules(delay=5)
    process = kull(ready, *SEND)
    for _ in range(400):
        if server.mails():
            break
        time.sleep(0.05)
    os.kill(process.pid, 2)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert sorted(receipts(states, ready).values()) == ["approved", "approved", "approved", "unknown"]

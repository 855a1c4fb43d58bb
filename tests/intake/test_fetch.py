"""`kull fetch` against a real mail server: Debian's dovecot, started here on the loopback and ended by its process id."""

import datetime as dt
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError, UsageError
from pipeline.programme.load import load_programme
from pipeline.programme.schema import OSLO, Mailbox
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.run import fetch, intake, working

DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:" + os.environ.get("PATH", ""))
pytestmark = pytest.mark.skipif(
    DOVECOT is None, reason="dovecot is not installed (Debian: dovecot-imapd), so there is no mailbox to look into"
)

NOW = dt.datetime(2025, 5, 3, 10, 0, tzinfo=OSLO)
PASSWORD = "prøve-passord"  # noqa: S105 - of a server that lives for one test
USER = "postmottak"
CONFIGURATION = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
ssl = no
disable_plaintext_auth = no
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{place}/mails
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/home
}}
"""


@dataclass(frozen=True)
class Server:
    """A mail server that is running: its port, and a way to put mails into it and to see what it has."""

    port: int

    @contextmanager
    def client(self):
        client = imaplib.IMAP4("127.0.0.1", self.port)
        client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        try:
            yield client
        finally:
            client.logout()

    def deliver(self, subject: str, when: str = '"28-Apr-2025 10:12:00 +0200"', folder: str = "INBOX") -> bytes:
        mail = a_mail(subject)
        with self.client() as client:
            client.append(folder, None, when, mail)
        return mail

    def state(self) -> list[bytes]:
        """Every mail's number and flags, as the server keeps them."""
        with self.client() as client:
            client.select("INBOX", readonly=True)
            return client.uid("FETCH", "1:*", "(FLAGS)")[1]

    def settings(self, **changed) -> Mailbox:
        return Mailbox(**({"host": "127.0.0.1", "user": USER, "security": "none", "port": self.port} | changed))


def a_mail(subject: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "kari@sykehus.example", "postmottak@rhf.example", subject
    mail["Date"] = "Mon, 28 Apr 2025 10:00:00 +0200"
    mail.set_content("Se vedlagt skjema.")
    return mail.as_bytes().replace(b"\n", b"\r\n")


@pytest.fixture(scope="module")
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="kull-dovecot-") as folder:
        place = Path(folder)
        place.chmod(0o755)  # dovecot's log-in process is another user's when the tests are run by root
        configuration = place / "dovecot.conf"
        configuration.write_text(configured(place, number), encoding="utf-8")
        process = subprocess.Popen([DOVECOT, "-F", "-c", str(configuration)], stderr=subprocess.PIPE)
        try:
            _wait_for(number, process, place / "log")
            yield number
        finally:
            process.terminate()
            process.wait(timeout=10)
            process.stderr.close()


def configured(place: Path, port: int) -> str:
    """Dovecot keeps nobody's mail as root: run by root, the tests give it to nobody."""
    root = os.getuid() == 0
    me = getpass.getuser()
    owner = pwd.getpwnam("nobody" if root else me)
    for name in ("mails", "home"):
        (place / name).mkdir()
        if root:
            os.chown(place / name, owner.pw_uid, owner.pw_gid)
    return CONFIGURATION.format(
        place=place,
        user="dovecot" if root else me,
        login="dovenull" if root else me,
        group="dovecot" if root else grp.getgrgid(os.getgid()).gr_name,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        port=port,
        password=PASSWORD,
    )


def _wait_for(port, process, log):
    for _ in range(100):
        if process.poll() is not None:
            pytest.skip(f"dovecot does not start here: {process.stderr.read().decode()[-300:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"dovecot did not answer: {log.read_text()[-500:] if log.exists() else ''}")


@pytest.fixture
def server(port):
    """The server with an empty mailbox."""
    running = Server(port)
    with running.client() as client:
        client.select("INBOX")
        client.uid("STORE", "1:*", "+FLAGS", "\\Deleted")
        client.expunge()
    return running


@pytest.fixture
def workspace(tmp_path):
    for name in ("programme.toml", "recipients.xlsx"):
        shutil.copy(shipped_root() / name, tmp_path / name)
    (tmp_path / "inbox").mkdir()
    return tmp_path


def with_mailbox(folder: Path, settings: Mailbox) -> None:
    text = (folder / "programme.toml").read_text(encoding="utf-8")
    lines = [f"{key} = {value!r}" for key, value in settings.model_dump(exclude_none=True).items()]
    (folder / "programme.toml").write_text(text + "\n[mailbox]\n" + "\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def running(folder: Path):
    with working(folder, "fetch", NOW, "nb", lambda *_: None) as run:
        yield run


def fetched(folder: Path, secret: str = PASSWORD):
    with running(folder) as run:
        return fetch(run, secret)


def test_each_mail_is_put_into_the_inbox_as_the_server_has_it_with_its_time_of_receipt(server, workspace):
    mail = server.deliver("Påmelding: Færre fall på Sengepost 7B")
    with_mailbox(workspace, server.settings())
    [name] = fetched(workspace).saved
    file = workspace / "inbox" / "mail" / name
    assert name.startswith("2025-04-28-1012-pamelding-faerre-fall-pa-sengepost-7b-")
    assert file.read_bytes() == mail
    assert dt.datetime.fromtimestamp(file.stat().st_mtime, OSLO) == dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO)


def test_a_mail_is_never_fetched_twice_not_even_when_it_was_moved_or_removed(server, workspace):
    server.deliver("Første")
    server.deliver("Andre")
    with_mailbox(workspace, server.settings())
    first = fetched(workspace)
    (workspace / "inbox" / "2025-04-28").mkdir()
    moved, removed = (workspace / "inbox" / "mail" / name for name in first.saved)
    moved.rename(workspace / "inbox" / "2025-04-28" / moved.name)
    with running(workspace) as run:
        intake(run, run.workspace.inbox)
    removed.unlink()
    server.deliver("Tredje")
    second = fetched(workspace)
    assert (len(first.saved), first.known) == (2, 0)
    assert (len(second.saved), second.known) == (1, 2)
    assert "tredje" in second.saved[0]


def test_nothing_is_changed_on_the_server(server, workspace):
    server.deliver("Ulest")
    before = server.state()
    with_mailbox(workspace, server.settings())
    fetched(workspace)
    assert server.state() == before
    assert b"Seen" not in b"".join(before)


def test_the_same_bytes_in_another_folder_are_known(server, workspace):
    server.deliver("Flyttet")
    with_mailbox(workspace, server.settings())
    fetched(workspace)
    with running(workspace) as run:
        intake(run, run.workspace.inbox)
    server.deliver("Flyttet")
    assert fetched(workspace).saved == ()


def test_a_national_id_in_a_subject_is_not_in_the_files_name(server, workspace):
    server.deliver("Gjelder 15838510075")
    with_mailbox(workspace, server.settings())
    [name] = fetched(workspace).saved
    assert name.startswith("2025-04-28-1012-gjelder-158385-")
    assert "10075" not in name


def test_a_subject_never_leaves_the_folder(server, workspace):
    server.deliver("../../../etc/passwd\\..\\CON: <>|?*")
    with_mailbox(workspace, server.settings())
    [name] = fetched(workspace).saved
    assert "/" not in name
    assert "\\" not in name
    assert {file.name for file in (workspace / "inbox" / "mail").iterdir()} == {name}


def test_a_wrong_password_says_so_and_where(server, workspace):
    with_mailbox(workspace, server.settings())
    with pytest.raises(ConfigurationError) as refused:
        fetched(workspace, "feil")
    [fault] = refused.value.faults
    assert (fault.place, str(fault.message)) == (
        "mailbox.user",
        "The mail server does not let this user in. Check the name and the password.",
    )


def test_a_folder_that_is_not_there_says_so(server, workspace):
    with_mailbox(workspace, server.settings(folder="Påmeldinger"))
    with pytest.raises(ConfigurationError) as refused:
        fetched(workspace)
    assert [(f.place, f.value, str(f.message)) for f in refused.value.faults] == [
        ("mailbox.folder", "Påmeldinger", "The mailbox has no such folder.")
    ]


def test_a_server_that_does_not_answer_says_so(workspace):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with_mailbox(workspace, Mailbox(host="127.0.0.1", user=USER, security="none", port=closed.getsockname()[1]))
        with pytest.raises(ConfigurationError) as refused:
            fetched(workspace)
    assert refused.value.faults[0].place == "mailbox.host"


def test_a_password_is_never_sent_in_the_open_over_a_network(workspace):
    with_mailbox(workspace, Mailbox(host="imap.rhf.example", user=USER, security="none"))
    with pytest.raises(ConfigurationError) as refused:
        fetched(workspace)
    assert refused.value.faults[0].place == "mailbox.security"


def test_without_a_mailbox_in_the_programme_file_it_says_how_to_name_one(workspace):
    assert load_programme(Workspace(workspace).programme_file).mailbox is None
    with pytest.raises(UsageError, match="names no mailbox"):
        fetched(workspace)

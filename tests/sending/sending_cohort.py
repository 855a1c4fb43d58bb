"""A workspace with five letters that can be approved at once, and what a mail server got, read back."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path

from pipeline.form.blank_docx import blank_docx
from pipeline.form.registration import REGISTRATION
from pipeline.programme.load import load_programme
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.steps.blanks import cohort_line

NOW = "2025-05-03T10:00:00+02:00"
SHIPPED = Workspace(shipped_root())
SERVER = Path(__file__).with_name("smtp_server.py")
TEAMS = {1: "Anna Berg", 2: "Per Li", 3: "Mari Dal", 4: "Nils Strand"}
"""The leader of each team; the adviser of the last is missing."""


@cache
def form(number: int, **changed: str) -> bytes:
    """The form of team `number`, whose contact is its leader."""
    values: dict[str, str | bool | None] = {
        "trust": "Universitetssykehuset Nord-Norge HF",
        "unit": f"Post {number}",
        "title": ("Færre fall", "Kortere ventetid", "Trygg utskriving", "Bedre samtaler")[number % 4] + f" {number}",
        "priority": str(number),
        "problem": "Pasientene venter lenge.",
        "goal": "Ventetiden er halvert innen jul.",
        "adviser_name": "" if number == len(TEAMS) else f"Veileder Nummer{number}",
        "adviser_email": "" if number == len(TEAMS) else f"veileder{number}@unn.example",
        "language": "nn" if number == 2 else "nb",
    }
    values |= dict.fromkeys(
        ("commit_leader_leads", "commit_whole_team", "commit_follow_up", "commit_time", "commit_costs", "binding"), True
    )
    people = (
        (TEAMS[number], "leader", "sykepleier"),
        (f"Tove {number}", "union_rep", "lege"),
        (f"Ola {number}", "staff", "lege"),
    )
    for row, (name, role, profession) in enumerate(people, start=1):
        values |= {
            f"member_{row}_name": name,
            f"member_{row}_role": role,
            f"member_{row}_profession": profession,
            f"member_{row}_email": f"person{number}.{row}@unn.example",
            f"member_{row}_phone": "90 00 00 13",
            f"member_{row}_agent": row == 1,
        }
    return blank_docx(REGISTRATION, "nb", cohort_line(load_programme(SHIPPED.programme_file)), values={**values, **changed})


def new_workspace(folder: Path) -> Path:
    """A workspace with a form of each team, and a mail server on the loopback whose port is yet to be told."""
    inbox = folder / "inbox/2025-04-28"
    inbox.mkdir(parents=True)
    for number in TEAMS:
        (inbox / f"team-{number}.docx").write_bytes(form(number))
    shutil.copy(SHIPPED.programme_file, folder)
    shutil.copy(SHIPPED.recipients_file, folder)
    return folder


def name_server(folder: Path, port: int, **settings: object) -> None:
    """Write the mail server into the programme file."""
    keys = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "brev@rhf.example", "per_minute": 6000, **settings}
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
    file = folder / "programme.toml"
    before = file.read_text(encoding="utf-8").partition("\n[mail.smtp]\n")[0]
    file.write_text(f"{before}\n[mail.smtp]\n{lines}", encoding="utf-8")


@dataclass(frozen=True)
class Server:
    """A mail server that is running, and where the mails stand that it took."""

    port: int
    spool: Path

    def rules(self, **rules: object) -> None:
        """From the next mail on it behaves so."""
        new = self.spool / ".rules"
        new.write_text(json.dumps(rules), encoding="utf-8")
        new.rename(self.spool / "rules.json")

    def mails(self) -> list[EmailMessage]:
        """What it took, in the order in which it came."""
        return [message_from_bytes(file.read_bytes(), policy=default) for file in sorted(self.spool.glob("[0-9]*.eml"))]

    def sessions(self) -> list[dict]:
        """How each of them came."""
        return [json.loads(file.read_bytes()) for file in sorted(self.spool.glob("[0-9]*.eml.json"))]


@contextmanager
def running_server(spool: Path, *arguments: str):
    """A mail server in a process of its own, ended by its process id."""
    spool.mkdir(parents=True)
    command = [sys.executable, str(SERVER), str(spool), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(port=int(process.stdout.readline()), spool=spool)
        finally:
            process.terminate()


def kull(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The real command, in a process of its own."""
    command = [sys.executable, "-m", "pipeline", "--workspace", str(folder), "--lang", "en", *arguments]
    surroundings = {**os.environ, "KULL_NOW": NOW, **environment}
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def attachments(mail: EmailMessage) -> dict[str, str]:
    """The hash of each attachment by its name."""
    return {one.get_filename(): hashlib.sha256(one.get_content()).hexdigest() for one in mail.iter_attachments()}

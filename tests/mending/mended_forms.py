"""Forms, corrections of them, and registers made of both: the factories of the tests in this folder."""

import datetime as dt
import hashlib
from dataclasses import replace

from pipeline.form.vocabulary import load_vocabulary
from pipeline.model import (
    Adviser,
    Commitments,
    Contact,
    Correction,
    FileReading,
    FormIdentity,
    Member,
    Origin,
    Provenance,
    Reading,
    ReplyTo,
    Role,
    Values,
)
from pipeline.programme.load import load_programme
from pipeline.programme.recipients import read_recipients
from pipeline.programme.schema import OSLO
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.rules.assemble import AssemblyContext, ReceivedFile, assemble
from pipeline.rules.fields import said_in

SHIPPED = Workspace(shipped_root())
PROGRAMME = load_programme(SHIPPED.programme_file)
RECIPIENTS = read_recipients(SHIPPED.recipients_file)[0]
UNN, NLSH = "Universitetssykehuset Nord-Norge HF", "Nordlandssykehuset HF"
SENT = dt.datetime(2025, 4, 20, 10, 0, tzinfo=OSLO)

VALUES = Values(
    trust=UNN,
    unit="Medisinsk klinikk",
    title="Bedre flyt i akuttmottaket",
    priority=1,
    problem="Lang ventetid.",
    goal="Halvert ventetid innen mai.",
    challenges=("high_workload",),
    contact=Contact(name="Kari Nordli", email="kari@unn.example", phone="+4790000001"),
    members=(
        Member(name="Kari Nordli", role=Role.LEADER, profession="sykepleier", email="kari@unn.example", phone="+4790000001"),
        Member(name="Ola Sund", role=Role.UNION_REP, profession="helsefagarbeider", email="ola@unn.example"),
        Member(name="Áile Čáppá", role=Role.STAFF, profession="lege", email="aile@unn.example", trained_agent=True),
    ),
    adviser=Adviser(name="Per Vik", email="per.vik@unn.example", phone="+4790000004", attends=True),
    commitments=Commitments(leader_leads=True, whole_team=True, follow_up=True, time=True, costs=True),
    binding=True,
    language="nb",
)


def day(number, hour=12):
    """That many days after the forms were sent."""
    return SENT.replace(hour=hour) + dt.timedelta(days=number)


def reading(values=VALUES, *, doubtful=(), to=None, **fields):
    """What a form with these values says; the paths in `doubtful` were read with doubt."""
    notes = {
        path: Provenance(text=str(value), where=f"row of {path}", method="tag", confidence=1.0, needs_review=path in doubtful)
        for path, value in said_in(values).items()
    }
    identity = FormIdentity(id="registration", version=1, language="nb", reply_to=to)
    asked = frozenset({"binding", *(f"commitments.{name}" for name in Commitments.__slots__)})
    return Reading(**({"values": values, "provenance": notes, "form": identity, "format": "docx", "asked": asked} | fields))


def key(path):
    """The key of the form in the file at `path`."""
    return f"{hashlib.sha256(path.encode()).hexdigest()}:0"


def file(path, said=None, received=SENT):
    """A file of the inbox with one form in it."""
    sha256 = key(path).removesuffix(":0")
    return ReceivedFile(path=path, sha256=sha256, received=received, reading=FileReading(readings=(said or reading(),)))


def correction(path, text, *, of="inbox/a.docx", number=1, **fields):
    """A correction by somebody here, one day after the form for each number."""
    made = {"old": "", "by": "Kari Saksbehandler", "origin": Origin.COMMAND, "at": day(number)} | fields
    return Correction(form=key(of), path=path, text=text, number=number, **made)


def register(*files, corrections=(), known_ids=None):
    """The register of these files and corrections."""
    context = AssemblyContext(
        programme=PROGRAMME,
        recipients=RECIPIENTS,
        vocabulary=load_vocabulary(),
        known_ids=known_ids or {},
        corrections=tuple(corrections),
    )
    return assemble(files, context)


def one(made, called="UNN-1"):
    """The registration with that id."""
    return next(registration for registration in made.registrations if registration.id == called)


def states(registration):
    """What became of each correction: number → state."""
    return {made.number: made.state.value for made in registration.corrections}


def reviews(registration):
    """The paths of corrections that somebody must look at."""
    return [f.path for f in registration.findings if f.rule == "correction" and f.severity.value == "review"]


def answers(values, *asked, of="inbox/a.docx", called="UNN-1"):
    """A return form for the form at `of` that came back with these values."""
    return reading(values, to=ReplyTo(registration=called, form=key(of), asked=frozenset(asked)))


def changed(values=VALUES, **changes):
    """Values with changes."""
    return replace(values, **changes)

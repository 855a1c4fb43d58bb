"""An invented cohort for the views: teams of every status, and files that could not be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pipeline.i18n import msg
from pipeline.model import (
    Adviser,
    Commitments,
    Contact,
    Decision,
    Finding,
    Member,
    Outcome,
    Plan,
    Provenance,
    Register,
    Registration,
    Role,
    SetAside,
    SetAsideReason,
    Severity,
    Source,
    Status,
    Values,
)
from pipeline.programme.schema import Programme

RECEIVED = datetime(2025, 4, 28, 8, 12, 30, tzinfo=UTC)

PROGRAMME = Programme.model_validate(
    {
        "schema": 1,
        "cohort": {"id": "kull-2", "name": "Læringsnettverk – kull 2", "short_name": "Kull 2", "capacity": 3},
        "organiser": {
            "name": "Helse Nord RHF",
            "orgnr": "883658752",
            "address": "Sjøgata 1",
            "postal_code": "8006",
            "city": "Bodø",
            "email": "post@rhf.example",
        },
        "officer": {"name": "Berit Eidsnes", "title": "rådgiver", "email": "berit@rhf.example"},
        "signatory": {"name": "Kari Nes", "title": "direktør", "email": "kari@rhf.example"},
        "contact": {"name": "Marit Áslat", "title": "rådgiver", "email": "marit@rhf.example"},
        "case": {"reference": "2024/1180-15/250"},
        "dates": {"invitation": date(2025, 3, 4), "deadline": date(2025, 5, 1), "reply_by": date(2025, 5, 9)},
        "meetings": [{"key": "samling-1", "kind": "gathering", "title": "Samling 1", "week": 37}],
    }
)

LEADER = Member(
    name="Áilu Čáhppes",
    title="avdelingsleder (sykepleier)",
    role=Role.LEADER,
    profession="sykepleier",
    email="ailu@unn.example",
    phone="+4791693910",
    trained_agent=False,
)
UNION_REP = Member(
    name="Brit Hansen",
    role=Role.UNION_REP,
    profession="lege",
    email="brit@unn.example",
    phone="+46701234567",
    trained_agent=True,
)
STAFF = Member(name="Ola Øvergård", role=Role.STAFF, profession="fysioterapeut", email="ola@unn.example", phone="+4740000000")

VALUES = Values(
    trust="Universitetssykehuset Nord-Norge HF",
    unit="Medisinsk sengepost",
    place="Tromsø",
    title="Færre fall på natt",
    priority=1,
    problem="Mange fall om natten, særlig i helgene.",
    goal="Halvere antall fall innen 1. mars 2026.",
    baseline="14 fall per måned",
    challenges=("high_workload", "limited_capacity"),
    contact=Contact(name="Eli Sand", email="eli@unn.example", phone="+4777000000"),
    members=(LEADER, UNION_REP, STAFF),
    adviser=Adviser(name="Per Vik", email="per@unn.example", phone="+4790000001", attends=True),
    commitments=Commitments(leader_leads=True, whole_team=True, follow_up=True, time=True, costs=True),
    binding=True,
    signed_name="Eli Sand",
    signed_date=date(2025, 4, 25),
    language="nb",
)

NO_UNION_REP = Finding(
    rule="team.union-rep",
    severity=Severity.ERROR,
    path="members",
    message=msg("The team has no union representative. Ask the trust to name one, other than the leader."),
    where="tabell 2",
)
UNKNOWN_PROFESSION = Finding(
    rule="team.professions",
    severity=Severity.REVIEW,
    path="members[2].profession",
    message=msg("«{text}» is no profession that kull knows. Choose one in the register.", text="hjelpar"),
    where="tabell 2, rad 4",
)
BAD_MAIL = Finding(
    rule="contact.mail",
    severity=Severity.WARNING,
    path="contact.email",
    message=msg("«{text}» is no e-mail address.", text="eli(a)unn"),
)
DOUBT = Finding(
    rule="reading.uncertain",
    severity=Severity.REVIEW,
    path="priority",
    message=msg("Priority: read as «{text}», but with doubt.", text="0 1"),
)
NOTED = Finding(rule="adviser.note", severity=Severity.INFO, path="adviser", message=msg("The adviser attends."))


def registration(number: int = 1, short: str = "UNN", **changes: object) -> Registration:
    """A complete registration, with `changes`; each a minute later than the one before."""
    whole = Registration(
        id=f"{short}-{number}",
        status=Status.COMPLETE,
        late=False,
        source=Source(
            path=f"inbox/{short.lower()}/team {number}.docx",
            sha256=f"{number:064x}",
            format="docx",
            received=RECEIVED + timedelta(minutes=number),
        ),
        values=replace(VALUES, priority=number),
        provenance={},
        findings=(),
        trust_orgnr="983974899",
        trust_short=short,
    )
    return replace(whole, **changes)  # type: ignore[arg-type] # a test names the field and its value


def of(trust: str, number: int, title: str) -> Values:
    """The values of another trust's team."""
    return replace(VALUES, trust=trust, priority=number, title=title)


DOUBTED = Provenance(text="0 1", where="side 1, «Prioritet»", method="ocr", confidence=0.6, needs_review=True)

REGISTER = Register(
    registrations=(
        registration(1),
        registration(
            2,
            status=Status.INCOMPLETE,
            findings=(UNKNOWN_PROFESSION, NO_UNION_REP, BAD_MAIL, NOTED),
            values=replace(
                of("Universitetssykehuset Nord-Norge HF", 2, "Tryggere utskriving"), adviser=Adviser(), binding=None
            ),
        ),
        registration(
            1,
            "NLSH",
            status=Status.NEEDS_REVIEW,
            late=True,
            provenance={"priority": DOUBTED},
            findings=(DOUBT,),
            values=of("Nordlandssykehuset HF", 1, "Kortere ventetid på poliklinikken"),
        ),
        registration(2, "NLSH", values=of("Nordlandssykehuset HF", 2, "Legemiddelsamstemming")),
        registration(3, "NLSH", status=Status.SUPERSEDED, superseded_by="NLSH-1", findings=(NO_UNION_REP,)),
        registration(1, "FIN", values=of("Finnmarkssykehuset HF", 1, "Buorre fuolahus – samisk språk i mottaket")),
    ),
    quarantine=(
        SetAside(
            path="inbox/hemmelig.docx",
            sha256="e" * 64,
            reason=SetAsideReason.ENCRYPTED,
            message=msg("The file is locked with a password."),
            received=RECEIVED,
        ),
        SetAside(
            path="inbox/halv <fil> & «rest».pdf",
            sha256="d" * 64,
            reason=SetAsideReason.DAMAGED,
            message=msg("The file ends in the middle."),
            received=RECEIVED,
        ),
    ),
)

PLAN = Plan(
    hash="3f2a" * 16,
    seed="LOTTO-2025-05-03:01-02-03-04-05-06-07",
    capacity=3,
    decisions=(
        Decision(registration="UNN-1", outcome=Outcome.PLACE, round=1, order=1, drawn=None, reason=(msg("Round 1."),)),
        Decision(registration="NLSH-1", outcome=Outcome.PLACE, round=1, order=2, drawn=None, reason=(msg("Round 1."),)),
        Decision(registration="FIN-1", outcome=Outcome.PLACE, round=1, order=3, drawn=None, reason=(msg("Round 1."),)),
        Decision(
            registration="NLSH-2",
            outcome=Outcome.RESERVE,
            round=2,
            order=1,
            drawn="ab" * 32,
            reason=(msg("Round 2."), msg("Drawn.")),
        ),
        Decision(
            registration="UNN-2", outcome=Outcome.INELIGIBLE, round=None, order=None, drawn=None, reason=(msg("Not mended."),)
        ),
    ),
    draw_needed=True,
    open_reviews=("NLSH-1",),
)

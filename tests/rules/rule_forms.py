"""A registration that meets every rule, and ways to spoil it: the factories of the tests in this folder."""

import datetime as dt
import hashlib
from dataclasses import replace

from pipeline.form.vocabulary import load_vocabulary
from pipeline.model import (
    Adviser,
    Commitments,
    Contact,
    FileReading,
    Member,
    Provenance,
    Reading,
    Registration,
    Role,
    Source,
    Status,
    Values,
)
from pipeline.programme.schema import OSLO, Programme, Recipient
from pipeline.rules.assemble import AssemblyContext, ReceivedFile, assemble
from pipeline.rules.context import RuleContext

VOCABULARY = load_vocabulary()
_PERSON = {"name": "Berit Strand", "title": "rådgiver", "email": "berit.strand@rhf.example"}
PROGRAMME = Programme.model_validate(
    {
        "schema": 1,
        "cohort": {"id": "kull-2", "name": "Læringsnettverk", "short_name": "Kull 2", "capacity": 15},
        "organiser": {
            "name": "Helse Nord RHF",
            "orgnr": "883658752",
            "address": "Postboks 1",
            "postal_code": "8001",
            "city": "Bodø",
            "email": "post@rhf.example",
        },
        "officer": _PERSON,
        "signatory": _PERSON,
        "contact": _PERSON,
        "case": {"reference": "2024/1180-15/250"},
        "dates": {"invitation": dt.date(2025, 3, 4), "deadline": dt.date(2025, 5, 1), "reply_by": dt.date(2025, 5, 9)},
        "meetings": [
            {"key": "samling-1", "kind": "gathering", "title": "Samling 1", "date": dt.date(2025, 9, 10), "place": "Tromsø"}
        ],
    }
)
RECIPIENTS = tuple(
    Recipient(name=t.name, address="Sykehusveien 1", postal_code="9000", city="Tromsø", email="post@hf.example", orgnr=t.orgnr)
    for t in VOCABULARY.trusts
    if t.short != "HNIKT"
)
CONTEXT = RuleContext(programme=PROGRAMME, recipients=RECIPIENTS, vocabulary=VOCABULARY)
UNN = "Universitetssykehuset Nord-Norge HF"
NLSH = "Nordlandssykehuset HF"
IN_TIME = dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO)

LEADER = Member(
    name="Kari Nordli",
    title="enhetsleder",
    role=Role.LEADER,
    profession="sykepleier",
    email="kari@unn.example",
    phone="+4790000001",
)
REP = Member(name="Ola Sund", role=Role.UNION_REP, profession="helsefagarbeider", email="ola@unn.example", phone="+4790000002")
STAFF = Member(
    name="Áile Čáppá", role=Role.STAFF, profession="lege", email="aile@unn.example", phone="+4790000003", trained_agent=True
)
ADVISER = Adviser(name="Per Vik", email="per.vik@unn.example", phone="+4790000004", attends=True)
ALL_COMMITMENTS = Commitments(leader_leads=True, whole_team=True, follow_up=True, time=True, costs=True)
ASKED = frozenset({"binding", *(f"commitments.{name}" for name in Commitments.__slots__)})
GOOD = Values(
    trust=UNN,
    unit="Medisinsk klinikk",
    title="Bedre flyt i akuttmottaket",
    priority=1,
    problem="Lang ventetid.",
    goal="Halvert ventetid innen mai.",
    contact=Contact(name="Kari Nordli", email="kari@unn.example", phone="+4790000001"),
    members=(LEADER, REP, STAFF),
    adviser=ADVISER,
    commitments=ALL_COMMITMENTS,
    binding=True,
)


def values(**changes):
    """The good registration with `changes`."""
    return replace(GOOD, **changes)


def team(*, of=GOOD.members, **changes_of_first):
    """Members with changes to the first."""
    return (replace(of[0], **changes_of_first), *of[1:])


def read(text, where="tabell 1, rad 1", *, needs_review=False):
    """Where a value came from."""
    return Provenance(
        text=text, where=where, method="label", confidence=0.4 if needs_review else 1.0, needs_review=needs_review
    )


def registration(vals=GOOD, *, called="UNN-1", provenance=None, received=IN_TIME, **fields):
    """One registration as the rules see it."""
    trust = VOCABULARY.trust(vals.trust or "")
    return Registration(
        id=called,
        source=Source(path=f"inbox/{called}.docx", sha256=called, format="docx", received=received),
        values=vals,
        provenance=provenance or {},
        trust_orgnr=trust.orgnr if trust else "",
        trust_short=trust.short if trust else "",
        **({"status": Status.COMPLETE, "late": False, "findings": (), "asked": ASKED} | fields),
    )


def file(path, *readings, received=IN_TIME, sha256=None):
    """A file of the inbox; values stand for a reading that asks everything."""
    parts = tuple(r if isinstance(r, Reading) else Reading(values=r, asked=ASKED, format="docx") for r in readings)
    digest = sha256 or hashlib.sha256(path.encode()).hexdigest()
    return ReceivedFile(path=path, sha256=digest, received=received, reading=FileReading(readings=parts))


def register(*files, known_ids=None):
    """The register of these files."""
    return assemble(files, assembly_context(known_ids))


def assembly_context(known_ids=None):
    return AssemblyContext(programme=PROGRAMME, recipients=RECIPIENTS, vocabulary=VOCABULARY, known_ids=known_ids or {})


def other_people(word, *, email=True):
    """A whole team of other people than the good one's."""
    return tuple(
        replace(m, name=f"{m.name.split()[0]}{word} {word}sen", email=f"{word}{n}@hf.example" if email else None)
        for n, m in enumerate(GOOD.members)
    )


def brief(findings):
    """Rule, severity and path of each."""
    return [(f.rule, f.severity.value, f.path) for f in findings]

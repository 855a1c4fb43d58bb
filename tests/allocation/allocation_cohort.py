"""A cohort to give places out in: a programme, and registrations that say only what the rounds look at."""

import datetime as dt

from pipeline.i18n import msg
from pipeline.model import Finding, Register, Registration, Severity, Source, Status, Values
from pipeline.programme.schema import OSLO, Programme

SEED = "LOTTO-2025-05-03:01-02-03-04-05-06-07"

ORGNR = {
    "UNN": "983974899",
    "NLSH": "983974910",
    "FIN": "983974880",
    "HELG": "983974929",
    "SANO": "983974937",
}

NO_LEADER = Finding(
    rule="team.leader", severity=Severity.ERROR, path="members", message=msg("The team has no leader."), where="table 2"
)
UNSURE = Finding(
    rule="trust.known", severity=Severity.REVIEW, path="trust", message=msg("The trust is not known."), where="table 1"
)


def programme(*, capacity=15, seed=SEED, seed_event="", overrides=(), phone="91 69 39 10"):
    person = {"name": "Kari Eksempel", "title": "rådgiver", "email": "kari@rhf.example", "phone": phone}
    return Programme.model_validate(
        {
            "schema": 1,
            "cohort": {"id": "kull-2", "name": "Læringsnettverk, kull 2", "short_name": "Kull 2", "capacity": capacity},
            "organiser": {
                "name": "Helse Nord RHF",
                "orgnr": "883658752",
                "address": "Postboks 1445",
                "postal_code": "8038",
                "city": "Bodø",
                "email": "post@rhf.example",
            },
            "officer": person,
            "signatory": person,
            "contact": person,
            "case": {"reference": "2024/1180-15/250"},
            "dates": {"invitation": dt.date(2025, 3, 4), "deadline": dt.date(2025, 5, 1), "reply_by": dt.date(2025, 5, 9)},
            "allocation": {"seed": seed, "seed_event": seed_event},
            "overrides": overrides,
            "meetings": [{"key": "samling-1", "kind": "gathering", "title": "Samling 1", "week": 37}],
        }
    )


def override(registration, outcome, by="Ola Leder", reason="Avtalt i ledermøtet"):
    return {"registration": registration, "outcome": outcome, "by": by, "reason": reason}


def registration(id_, *, priority=None, trust=None, **changes):
    """A registration of the trust that its id names, complete and in time unless told otherwise."""
    named = id_.split("-")[0]
    fields = {
        "status": Status.COMPLETE,
        "late": False,
        "source": Source(
            path=f"inbox/{id_}.docx", sha256="0" * 64, format="docx", received=dt.datetime(2025, 4, 1, tzinfo=OSLO)
        ),
        "values": Values(trust=trust or named, title=f"Prosjekt {id_}", priority=priority),
        "provenance": {},
        "findings": (),
        "trust_orgnr": ORGNR.get(named, ""),
        "trust_short": named if named in ORGNR else "",
    }
    return Registration(id=id_, **(fields | changes))


def incomplete(id_, **values):
    return registration(id_, status=Status.INCOMPLETE, findings=(NO_LEADER,), **values)


def projects(**counts):
    """`projects(UNN=2)`: UNN-1 and UNN-2, with those priorities."""
    return tuple(registration(f"{trust}-{k}", priority=k) for trust, n in counts.items() for k in range(1, n + 1))


def register(*registrations, quarantine=()):
    return Register(registrations=registrations, quarantine=quarantine)

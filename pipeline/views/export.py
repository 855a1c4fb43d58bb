"""The register as JSON, exactly as the contract has it («kull export»)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.intake.national_id import mask
from pipeline.letter_record import LetterRecord
from pipeline.model import (
    Decision,
    Finding,
    Member,
    Plan,
    Provenance,
    Register,
    Registration,
    SetAside,
    SetAsideReason,
    Source,
    Values,
)
from pipeline.programme.schema import Programme
from pipeline.year.returned import ReturnedForm, what_it_is

SCHEMA = "kull/register/1"


def export_json(  # noqa: PLR0913 - all that is exported
    register: Register,
    plan: Plan | None,
    letters: Iterable[LetterRecord],
    programme: Programme,
    language: str,
    *,
    forms: Sequence[ReturnedForm],
) -> bytes:
    """The whole register as UTF-8; sentences in `language`. The same register gives the same bytes.

    `forms` are the forms of the year. Every file is among the registrations or in the quarantine: one that holds nothing but
    forms of the year stands there too, and says what it is.
    """
    document = {
        "schema": SCHEMA,
        "programme": _programme(programme),
        "registrations": [_registration(one, language) for one in register.registrations],
        "quarantine": [_set_aside(one, language) for one in _in_no_registration(register, forms)],
        "plan": _plan(plan, language) if plan else None,
        "letters": [_letter(one) for one in letters],
        "forms": [_form(one, language) for one in forms],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _programme(programme: Programme) -> dict[str, Any]:
    return {
        "name": programme.cohort.name,
        "capacity": programme.cohort.capacity,
        "deadline": programme.deadline_at.isoformat(),
        "reply_by": programme.dates.reply_by.isoformat(),
    }


def _registration(registration: Registration, language: str) -> dict[str, Any]:
    return {
        "id": registration.id,
        "status": registration.status,
        "late": registration.late,
        "superseded_by": registration.superseded_by,
        "source": _source(registration.source),
        "values": _masked(_values(registration.values)),
        "provenance": {path: _masked(_provenance(one)) for path, one in registration.provenance.items()},
        "findings": [_finding(one, language) for one in registration.findings],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": mask(source.path),
        "sha256": source.sha256,
        "format": source.format,
        "received": source.received.isoformat(),
        "part": source.part,
    }


def _values(values: Values) -> dict[str, Any]:
    return {
        "trust": values.trust,
        "unit": values.unit,
        "place": values.place,
        "title": values.title,
        "priority": values.priority,
        "problem": values.problem,
        "goal": values.goal,
        "baseline": values.baseline,
        "challenges": list(values.challenges),
        "contact": {"name": values.contact.name, "email": values.contact.email, "phone": values.contact.phone},
        "members": [_member(one) for one in values.members],
        "adviser": {
            "name": values.adviser.name,
            "email": values.adviser.email,
            "phone": values.adviser.phone,
            "attends": values.adviser.attends,
        },
        "commitments": {
            "leader_leads": values.commitments.leader_leads,
            "whole_team": values.commitments.whole_team,
            "follow_up": values.commitments.follow_up,
            "time": values.commitments.time,
            "costs": values.commitments.costs,
        },
        "binding": values.binding,
        "language": values.language,
    }


def _masked(value: Any) -> Any:
    """`value` with national identity numbers masked in every text (domain §2, privacy.national-id)."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(one) for key, one in value.items()}
    return [_masked(one) for one in value] if isinstance(value, list) else value


def _member(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "title": member.title,
        "role": member.role,
        "profession": member.profession,
        "email": member.email,
        "phone": member.phone,
        "trained_agent": member.trained_agent,
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {
        "text": provenance.text,
        "where": provenance.where,
        "method": provenance.method,
        "confidence": provenance.confidence,
        "needs_review": provenance.needs_review,
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "message": finding.message.in_language(language),
        "where": finding.where,
    }


def _in_no_registration(register: Register, forms: Sequence[ReturnedForm]) -> Iterator[SetAside]:
    """What was set aside, and each file that holds only forms of the year."""
    yield from register.quarantine
    told = {one.source.path for one in register.registrations} | {one.path for one in register.quarantine}
    for one in forms:
        source = one.source
        if source.path not in told:
            told.add(source.path)
            yield SetAside(
                path=source.path,
                sha256=source.sha256,
                reason=SetAsideReason.OTHER_FORM,
                message=what_it_is(one),
                received=source.received,
            )


def _form(one: ReturnedForm, language: str) -> dict[str, Any]:
    return {
        "form": one.form,
        "version": one.filled.form.version,
        "team": one.team or None,
        "source": _source(one.source),
        "answers": _masked(dict(one.answers)),
        "provenance": {key: _masked(_provenance(note)) for key, note in one.filled.provenance.items()},
        "findings": [_finding(finding, language) for finding in one.findings],
        "replaced_by": mask(one.replaced_by) or None,
    }


def _set_aside(one: SetAside, language: str) -> dict[str, Any]:
    return {
        "path": mask(one.path),
        "sha256": one.sha256,
        "reason": one.reason,
        "message": one.message.in_language(language),
        "received": one.received.isoformat(),
    }


def _plan(plan: Plan, language: str) -> dict[str, Any]:
    return {
        "hash": plan.hash,
        "seed": plan.seed,
        "approved_by": plan.approved_by,
        "decisions": [_decision(one, language) for one in plan.decisions],
    }


def _decision(decision: Decision, language: str) -> dict[str, Any]:
    return {
        "registration": decision.registration,
        "outcome": decision.outcome,
        "round": decision.round,
        "order": decision.order,
        "drawn": decision.drawn,
        "reason": " ".join(sentence.in_language(language) for sentence in decision.reason),
    }


def _letter(letter: LetterRecord) -> dict[str, Any]:
    return {
        "path": letter.path,
        "kind": letter.kind,
        "recipient": letter.recipient,
        "registration": letter.registration,
        "sha256": letter.sha256,
        "state": letter.state,
        "dated": letter.dated.isoformat(),
        "pdf": {"path": letter.pdf_path, "sha256": letter.pdf_sha256} if letter.pdf_sha256 else None,
    }

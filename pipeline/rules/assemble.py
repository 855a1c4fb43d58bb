"""From the files received to the register: one registration a team, its id, its findings, its status (domain §2 and §3).

Pure: the same files and the same ids given earlier make the same register, in whatever order they come. Every file ends in the
register: as a registration (an exact copy and a form that another replaced are there too), or in quarantine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline.form.vocabulary import Vocabulary
from pipeline.i18n import msg
from pipeline.model import (
    FileReading,
    Finding,
    Reading,
    Register,
    Registration,
    SetAside,
    SetAsideReason,
    Severity,
    Source,
    Status,
)
from pipeline.programme.schema import Programme, Recipient
from pipeline.rules.context import RuleContext
from pipeline.rules.form_rules import uncertain
from pipeline.rules.identity import copy_id, in_id_order
from pipeline.rules.one_form import register_of
from pipeline.rules.registry import REGISTER_RULES, REGISTRATION_RULES
from pipeline.rules.same_team import Form, teams_of
from pipeline.rules.trust import KnownTrust, trust_of, trusts_by_name

_GRAVEST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A file of the inbox: its path relative to the workspace, its content's hash, when it came, and what it says."""

    path: str
    sha256: str
    received: datetime
    reading: FileReading


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyContext:
    """What the register is made with. `known_ids` are those of earlier runs, by `id_key` (see `ids_given`)."""

    programme: Programme
    recipients: Sequence[Recipient]
    vocabulary: Vocabulary
    known_ids: Mapping[str, str] = field(default_factory=dict)


def assemble(files: Iterable[ReceivedFile], context: AssemblyContext) -> Register:
    """The register of all that was received."""
    ordered = sorted(files, key=lambda file: (file.received, file.path))
    originals, copies = _told_apart(file for file in ordered if file.reading.readings)
    rules = RuleContext(programme=context.programme, recipients=context.recipients, vocabulary=context.vocabulary)
    trusts = trusts_by_name(context.recipients, context.vocabulary)
    forms = [form for file in originals for form in _forms(file, rules, trusts)]
    registrations = register_of(teams_of(forms), context.known_ids)
    checked = _held_against_each_other(registrations, rules)
    everyone = [*checked, *_copies(copies, checked)]
    return Register(
        registrations=tuple(sorted(map(_finished, everyone), key=lambda r: in_id_order(r.id))),
        quarantine=tuple(_set_aside(file) for file in ordered if not file.reading.readings),
    )


def _told_apart(files: Iterable[ReceivedFile]) -> tuple[list[ReceivedFile], list[ReceivedFile]]:
    """The first received of each content, and the exact copies that came later."""
    originals: dict[str, ReceivedFile] = {}
    copies = [file for file in files if originals.setdefault(file.sha256, file) is not file]
    return list(originals.values()), copies


def _forms(file: ReceivedFile, rules: RuleContext, trusts: Mapping[str, KnownTrust]) -> Iterator[Form]:
    for part, reading in enumerate(file.reading.readings):
        trust = trust_of(reading.values.trust, trusts, rules.vocabulary)
        registration = _registration(file, part, reading, rules, trust)
        checks = () if reading.withdrawal else REGISTRATION_RULES
        ruled = _with(registration, (finding for rule in checks for finding in rule.check(registration, rules)))
        yield Form(registration=_with(ruled, uncertain(ruled, rules)), withdrawal=reading.withdrawal)


def _registration(
    file: ReceivedFile, part: int, reading: Reading, rules: RuleContext, trust: KnownTrust | None
) -> Registration:
    """What one part of a file says, without an id; its status is judged when all is found."""
    return Registration(
        id="",
        status=Status.COMPLETE,
        late=file.received > rules.programme.deadline_at,
        source=Source(path=file.path, sha256=file.sha256, format=reading.format, received=file.received, part=part),
        values=reading.values,
        provenance=reading.provenance,
        findings=reading.findings,
        trust_orgnr=trust.orgnr if trust else "",
        trust_short=trust.short if trust else "",
        asked=reading.asked,
    )


def _held_against_each_other(registrations: Sequence[Registration], rules: RuleContext) -> list[Registration]:
    context = replace(rules, registrations=tuple(registrations))
    by_id: dict[str, list[Finding]] = defaultdict(list)
    for found in (found for rule in REGISTER_RULES for found in rule.check(context)):
        by_id[found.registration].append(found.finding)
    return [_with(registration, by_id[registration.id]) for registration in registrations]


def _copies(copies: Iterable[ReceivedFile], registrations: Iterable[Registration]) -> Iterator[Registration]:
    """An exact copy says nothing new, but its file must be accounted for: superseded by the form that it is a copy of."""
    originals: dict[str, list[Registration]] = defaultdict(list)
    for registration in registrations:
        originals[registration.source.sha256].append(registration)
    seen: dict[str, int] = defaultdict(int)
    for file in copies:
        seen[file.sha256] += 1
        yield from (_copy(original, file, seen[file.sha256]) for original in originals[file.sha256])


def _copy(original: Registration, file: ReceivedFile, number: int) -> Registration:
    said = msg("Exact copy of {path} ({id}).", path=original.source.path, id=original.id)
    return replace(
        original,
        id=copy_id(original.id, number),
        status=Status.SUPERSEDED,
        superseded_by=original.id,
        source=replace(original.source, path=file.path, received=file.received),
        findings=(Finding(rule="trust.one-form-per-team", severity=Severity.INFO, path="", message=said),),
    )


def _with(registration: Registration, findings: Iterable[Finding]) -> Registration:
    return replace(registration, findings=(*registration.findings, *findings))


def _finished(registration: Registration) -> Registration:
    """Its status by its findings, and these with the gravest first, then by place."""
    ordered = sorted(registration.findings, key=lambda f: (_GRAVEST_FIRST[f.severity], in_id_order(f.path), f.rule))
    return replace(registration, status=_status(registration), findings=tuple(ordered))


def _status(registration: Registration) -> Status:
    """Domain §3: «incomplete with an error, else needs_review with an open review, else complete»."""
    if registration.status in {Status.SUPERSEDED, Status.WITHDRAWN}:
        return registration.status
    severities = {finding.severity for finding in registration.findings}
    if Severity.ERROR in severities:
        return Status.INCOMPLETE
    return Status.NEEDS_REVIEW if Severity.REVIEW in severities else Status.COMPLETE


def _set_aside(file: ReceivedFile) -> SetAside:
    """A file that gave no registration, with its reason; one without a reason holds no registration that was recognised."""
    unreadable = file.reading.unreadable
    return SetAside(
        path=file.path,
        sha256=file.sha256,
        reason=unreadable.reason if unreadable else SetAsideReason.NOT_A_FORM,
        message=unreadable.message if unreadable else msg("No registration was found in the file. Open it and look."),
        received=file.received,
    )

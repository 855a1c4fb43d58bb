"""From the files received to the register: one registration a team, its id, its findings, its status (domain §2 and §3).

Pure: the same files and the same ids given earlier make the same register, in whatever order they come. Every file ends in the
register: as a registration (an exact copy and a form that another replaced are there too), among the forms of the year, or in
quarantine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from pipeline.form.vocabulary import Vocabulary
from pipeline.i18n import msg
from pipeline.intake.national_id import mask, national_ids_in
from pipeline.model import (
    Correction,
    FileReading,
    Finding,
    Reading,
    ReceivedForm,
    Register,
    Registration,
    SetAside,
    SetAsideReason,
    Severity,
    Source,
    Status,
    Values,
    Withdrawal,
)
from pipeline.programme.schema import Programme, Recipient
from pipeline.rules.context import RuleContext
from pipeline.rules.corrections import about_corrections
from pipeline.rules.form_rules import uncertain
from pipeline.rules.history import History, history_of
from pipeline.rules.identity import answer_id, copy_id, id_key, in_id_order
from pipeline.rules.mending import Mended
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
    """What the register is made with.

    `known_ids` are those of earlier runs, by `id_key` (see `ids_given`); `corrections` are all that people made, `withdrawals`
    all that they took down.
    """

    programme: Programme
    recipients: Sequence[Recipient]
    vocabulary: Vocabulary
    known_ids: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of a file: what one team's form says."""

    file: ReceivedFile
    number: int
    reading: Reading

    @property
    def source(self) -> Source:
        """Where it stands."""
        file = self.file
        return Source(path=file.path, sha256=file.sha256, format=self.reading.format, received=file.received, part=self.number)

    @property
    def key(self) -> str:
        """What tells it apart from run to run."""
        return id_key(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every form is held against."""

    rules: RuleContext
    trusts: Mapping[str, KnownTrust]


def assemble(files: Iterable[ReceivedFile], context: AssemblyContext) -> Register:
    """The register of all that was received."""
    ordered = sorted(files, key=lambda file: (file.received, file.path))
    originals, copies = _told_apart(file for file in ordered if file.reading.readings)
    rules = RuleContext(programme=context.programme, recipients=context.recipients, vocabulary=context.vocabulary)
    desk = _Desk(rules=rules, trusts=trusts_by_name(context.recipients, context.vocabulary))
    parts = {part.key: part for file in originals for part in _parts(file)}
    history = _history(parts, desk, context)
    forms = [_form(parts[key], mended, desk, astray=key in history.astray) for key, mended in history.mended.items()]
    registrations = register_of(teams_of(forms), context.known_ids, {one.team: one for one in context.withdrawals})
    checked = _held_against_each_other(registrations, rules)
    answered = [*checked, *_answers(history.answers, parts, checked, desk)]
    everyone = [*answered, *_copies(copies, answered)]
    return Register(
        registrations=tuple(sorted(map(_finished, everyone), key=lambda r: in_id_order(r.id))),
        quarantine=tuple(_set_aside(file) for file in ordered if not file.reading.readings and not file.reading.filled),
        forms=tuple(_forms_of_the_year(ordered)),
    )


def _told_apart(files: Iterable[ReceivedFile]) -> tuple[list[ReceivedFile], list[ReceivedFile]]:
    """The first received of each content, and the exact copies that came later."""
    originals: dict[str, ReceivedFile] = {}
    copies = [file for file in files if originals.setdefault(file.sha256, file) is not file]
    return list(originals.values()), copies


def _parts(file: ReceivedFile) -> Iterator[_Part]:
    for number, reading in enumerate(file.reading.readings):
        yield _Part(file=file, number=number, reading=reading)


def _history(parts: Mapping[str, _Part], desk: _Desk, context: AssemblyContext) -> History:
    """What has been said of every form since it came."""

    def form_of(key: str, reading: Reading) -> Form:
        return Form(registration=_registration(parts[key], Mended.of(reading), desk), withdrawal=reading.withdrawal)

    readings = {key: part.reading for key, part in parts.items()}
    return history_of(readings, context.corrections, context.known_ids, form_of)


def _form(part: _Part, mended: Mended, desk: _Desk, *, astray: bool) -> Form:
    """A form as mended, with what the rules on one registration find."""
    registration = _registration(part, mended, desk)
    if astray:
        registration = _with(registration, [_astray(part.reading)])
    if not part.reading.withdrawal:
        found = (finding for rule in REGISTRATION_RULES for finding in rule.check(registration, desk.rules))
        registration = _with(registration, found)
    about = about_corrections(registration.values, registration.corrections, desk.rules.vocabulary)
    registration = _with(registration, about)
    return Form(registration=_with(registration, uncertain(registration, desk.rules)), withdrawal=part.reading.withdrawal)


def _registration(part: _Part, mended: Mended, desk: _Desk) -> Registration:
    """What one part of a file says, without an id; its status is judged when all is found."""
    reading = mended.reading
    trust = trust_of(reading.values.trust, desk.trusts, desk.rules.vocabulary)
    return Registration(
        id="",
        status=Status.COMPLETE,
        late=part.file.received > desk.rules.programme.deadline_at,
        source=part.source,
        values=reading.values,
        provenance=reading.provenance,
        findings=reading.findings,
        trust_orgnr=trust.orgnr if trust else "",
        trust_short=trust.short if trust else "",
        asked=reading.asked,
        corrections=mended.corrections,
        rows=mended.rows,
    )


def _astray(reading: Reading) -> Finding:
    to = reading.reply_to
    said = msg(
        "This is a return form for {id}, but that registration is not here, or is for another team. It is taken as a form of "
        "its own. Find out which team it is for.",
        id=to.registration if to else "",
    )
    return Finding(rule="reply", severity=Severity.REVIEW, path="", message=said)


def _answers(
    answers: Mapping[str, str], parts: Mapping[str, _Part], registrations: Iterable[Registration], desk: _Desk
) -> Iterator[Registration]:
    """Each reply in its own right: it is merged into the registration that it answers, and its file is accounted for."""
    by_key = {id_key(registration.source): registration for registration in registrations}
    count: dict[str, int] = defaultdict(int)
    for key, form in sorted(answers.items(), key=lambda pair: (parts[pair[0]].file.received, parts[pair[0]].file.path)):
        team = by_key[form].superseded_by or by_key[form].id
        count[team] += 1
        said = msg("Answer to {id}: what it says anew has been taken in there.", id=team)
        yield replace(
            _registration(parts[key], Mended.of(parts[key].reading), desk),
            id=answer_id(team, count[team]),
            status=Status.SUPERSEDED,
            superseded_by=team,
            findings=(Finding(rule="reply", severity=Severity.INFO, path="", message=said),),
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


def _forms_of_the_year(files: Iterable[ReceivedFile]) -> Iterator[ReceivedForm]:
    """Every form of the year, exact copies too: they are no registrations, and nothing is wrong with them."""
    for file in files:
        for number, filled in enumerate(file.reading.filled):
            source = Source(path=file.path, sha256=file.sha256, format=filled.format, received=file.received, part=number)
            yield ReceivedForm(filled=filled, source=source)


def _with(registration: Registration, findings: Iterable[Finding]) -> Registration:
    return replace(registration, findings=(*registration.findings, *findings))


def _finished(registration: Registration) -> Registration:
    """Its status by its findings, these with the gravest first, then by place; and its values without identity numbers."""
    ordered = sorted(registration.findings, key=lambda f: (_GRAVEST_FIRST[f.severity], in_id_order(f.path), f.rule))
    values = _unnumbered(registration.values)
    return replace(registration, status=_status(registration), values=values, findings=tuple(ordered))


def _unnumbered(values: Values) -> Values:
    """`values` with national identity numbers masked: no letter, list or diploma shows one that a form holds (domain §2)."""
    return _masked(values) if national_ids_in(repr(values)) else values


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, tuple):
        return tuple(map(_masked, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _masked(getattr(value, one.name)) for one in fields(value)})
    return value


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

"""What a rule sees, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.form.vocabulary import Vocabulary
from pipeline.i18n import Message, msg
from pipeline.intake.national_id import mask
from pipeline.model import Finding, Member, Provenance, Registration, Severity, Status
from pipeline.programme.schema import Programme, Recipient

LONGEST_QUOTE = 120
_NOWHERE = Provenance(text="", where="", method="", confidence=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleContext:
    """What a registration is held against. `registrations` are all of the register, the superseded and withdrawn included."""

    programme: Programme
    recipients: Sequence[Recipient]
    vocabulary: Vocabulary
    registrations: tuple[Registration, ...] = ()

    @property
    def current(self) -> tuple[Registration, ...]:
        """The registrations that stand: neither superseded nor withdrawn."""
        return tuple(r for r in self.registrations if r.status not in {Status.SUPERSEDED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFinding:
    """A finding that comes of holding registrations against each other, and the id of the one that it is about."""

    registration: str
    finding: Finding


RegistrationCheck = Callable[[Registration, RuleContext], Iterable[Finding]]
RegisterCheck = Callable[[RuleContext], Iterable[RegisterFinding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule over one registration; `id` is that of domain §2."""

    id: str
    check: RegistrationCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRule:
    """A rule over the whole register."""

    id: str
    check: RegisterCheck


def found(registration: Registration, rule: str, severity: Severity, path: str, message: Message) -> Finding:
    """A finding at `path`, with the place in the file that the value there (or the part it belongs to) was read from."""
    return Finding(rule=rule, severity=severity, path=path, message=message, where=place_of(registration, path))


def found_in_register(
    registration: Registration, rule: str, severity: Severity, path: str, message: Message
) -> RegisterFinding:
    """As `found`, for a rule over the register."""
    return RegisterFinding(registration=registration.id, finding=found(registration, rule, severity, path, message))


def place_of(registration: Registration, path: str) -> str:
    """Where in the file the value at `path` stands; else where the first value of the same part stands; else empty."""
    if path in registration.provenance:
        return registration.provenance[path].where
    beside = (source for at, source in registration.provenance.items() if path and at.startswith((f"{path}.", f"{path}[")))
    return next((source.where for source in beside if source.where), "")


def written(registration: Registration, path: str) -> str:
    """The words that stand on the form at `path`, blanks collapsed; empty when none do."""
    return " ".join(registration.provenance.get(path, _NOWHERE).text.split())


def unreadable(registration: Registration, path: str) -> bool:
    """Is something there that a person must look at before it can be called missing?"""
    return registration.provenance.get(path, _NOWHERE).needs_review


def quoted(text: str) -> str:
    """`text` as a message may show it: on one line, not too long, national identity numbers masked."""
    line = mask(" ".join(text.split()))
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def named(member: Member, index: int) -> Message:
    """What a message calls a member: the number in the list, and the name when there is one."""
    if member.name:
        return msg("Member {number} ({name})", number=index + 1, name=quoted(member.name))
    return msg("Member {number}", number=index + 1)

"""What a person must know about a registration, and what a file says that could not be read: the graver first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.form.vocabulary import load_vocabulary
from pipeline.i18n import Message
from pipeline.model import Finding, Registration, SetAside, Severity

UNREAD = "reading.set-aside"

_GRAVEST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One thing to know, at `path`; `text` is the value as the sender wrote it, `where` its place in the file.

    A union's name in `text` is left out (domain §2, fact 2).
    """

    rule: str
    severity: Severity
    path: str
    message: Message
    text: str
    where: str

    @property
    def must_be_seen(self) -> bool:
        """Does it ask something of the case officer or the sender?"""
        return self.severity is not Severity.INFO


def concerns(registration: Registration) -> tuple[Concern, ...]:
    """Everything to know about `registration`, the gravest first, then in the order of the form."""
    return tuple(sorted((_concern(finding, registration) for finding in registration.findings), key=_rank))


def unread(file: SetAside) -> Concern:
    """That a whole file could not be read."""
    return Concern(rule=UNREAD, severity=Severity.REVIEW, path="", message=file.message, text="", where=file.path)


def _concern(finding: Finding, registration: Registration) -> Concern:
    """`finding` with the words and the place of the value that it is about, where it has none of its own."""
    source = registration.provenance.get(finding.path)
    return Concern(
        rule=finding.rule,
        severity=finding.severity,
        path=finding.path,
        message=finding.message,
        text=load_vocabulary().hide_unions(source.text) if source else "",
        where=finding.where or (source.where if source else ""),
    )


def _rank(concern: Concern) -> tuple[int, tuple[str | int, ...]]:
    """Severity first; then the path, with its numbers as numbers (the tenth member after the ninth)."""
    parts = re.split(r"(\d+)", concern.path)
    return _GRAVEST_FIRST.index(concern.severity), tuple(int(p) if p.isdigit() else p for p in parts)

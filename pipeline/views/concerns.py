"""What a person must know about a registration: its findings, and the values that were read with doubt, in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.i18n import Message, msg
from pipeline.model import Finding, Registration, SetAside, Severity

UNCERTAIN = "reading.uncertain"
UNREAD = "reading.set-aside"

_GRAVEST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One thing to know, at `path`; `text` is the value as the sender wrote it, `where` its place in the file."""

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
    """Everything to know about `registration`, the gravest first, then in the order of the form.

    A value that was read with doubt and has no finding of its own is a concern too: nothing uncertain is passed over.
    """
    return tuple(sorted((*_found(registration), *_doubted(registration)), key=_rank))


def unread(file: SetAside) -> Concern:
    """That a whole file could not be read."""
    return Concern(rule=UNREAD, severity=Severity.REVIEW, path="", message=file.message, text="", where=file.path)


def _found(registration: Registration) -> Iterator[Concern]:
    for finding in registration.findings:
        source = registration.provenance.get(finding.path)
        yield Concern(
            rule=finding.rule,
            severity=finding.severity,
            path=finding.path,
            message=finding.message,
            text=source.text if source else "",
            where=_where(finding, registration),
        )


def _where(finding: Finding, registration: Registration) -> str:
    """The finding's own place in the file, or that of the value it is about."""
    source = registration.provenance.get(finding.path)
    return finding.where or (source.where if source else "")


def _doubted(registration: Registration) -> Iterator[Concern]:
    spoken_of = {finding.path for finding in registration.findings if finding.severity is not Severity.INFO}
    for path, source in registration.provenance.items():
        if source.needs_review and path not in spoken_of:
            yield Concern(
                rule=UNCERTAIN,
                severity=Severity.REVIEW,
                path=path,
                message=msg("«{text}» was read with doubt. Compare it with the form.", text=source.text),
                text=source.text,
                where=source.where,
            )


def _rank(concern: Concern) -> tuple[int, tuple[str | int, ...]]:
    """Severity first; then the path, with its numbers as numbers (the tenth member after the ninth)."""
    parts = re.split(r"(\d+)", concern.path)
    return _GRAVEST_FIRST.index(concern.severity), tuple(int(p) if p.isdigit() else p for p in parts)

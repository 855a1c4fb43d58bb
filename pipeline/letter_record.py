"""What is written to somebody: the kinds of letters, how far each has come, and what is remembered of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LetterKind(StrEnum):
    """The letters, named as their folders in `outbox/letters/` are."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    RECEIPT = "receipt"
    MISSING = "missing"
    PLACE = "place"
    RESERVE = "reserve"
    NOT_ELIGIBLE = "not_eligible"
    TRUST = "trust"
    PROGRAMME = "programme"
    DIPLOMA = "diploma"
    AGENDA = "agenda"
    RUNNING_SHEET = "running_sheet"
    CHECKLIST = "checklist"
    REPORT_REMINDER = "report_reminder"


class LetterState(StrEnum):
    """How far a letter has come (contract: `letters[].state`)."""

    DRAFT = "draft"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"
    UNKNOWN = "unknown"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRecord:
    """A letter that was written: what the ledger, the manifest and the export say of it.

    `path` and `sha256` are those of the Word file. `pdf_sha256`: of the PDF beside it, with the same stem; None: there is none.
    `corrects`: it takes the place of one that had been handed over.
    """

    path: str
    kind: LetterKind
    recipient: str
    registration: str | None
    sha256: str
    state: LetterState
    dated: date
    pdf_sha256: str | None = None
    corrects: bool = False

    @property
    def pdf_path(self) -> str:
        """Where its PDF stands, if there is one."""
        return self.path.removesuffix(".docx") + ".pdf"

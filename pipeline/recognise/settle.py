"""One value from the claims for it: converted, held against each other, and noted with place and sureness."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pipeline.form.vocabulary import fold
from pipeline.i18n import Message
from pipeline.model import Finding, Provenance, Role, Severity
from pipeline.recognise.convert import (
    Converted,
    to_date,
    to_email,
    to_flowing,
    to_phone,
    to_priority,
    to_text,
    to_written,
    to_yes_no,
)
from pipeline.recognise.doubts import looks_right
from pipeline.recognise.draft import REVIEW_BELOW, VERBATIM, Claim, Draft
from pipeline.recognise.occupations import to_role, to_trust

CHALLENGES: Final = ("high_workload", "high_turnover", "limited_capacity")
COMMITMENTS: Final = ("leader_leads", "whole_team", "follow_up", "time", "costs")

CONVERSIONS: Final[dict[str, Callable[[str], Converted[Any]]]] = {
    "trust": to_trust,
    "priority": to_priority,
    "email": to_email,
    "phone": to_phone,
    "attends": to_yes_no,
    "trained_agent": to_yes_no,
    "role": to_role,
    "binding": to_yes_no,
    "signed_date": to_date,
    **dict.fromkeys((*CHALLENGES, *COMMITMENTS), to_yes_no),
}

FROM_A_PAGE: Final = ("layout", "ocr")

NOT_FOUND: Final = Provenance(text="", where="", method="label", confidence=0.0, needs_review=True)


@dataclass(slots=True)
class Work:
    """A draft on the way to a reading. `doubtful_people`: somebody may have been misread, so that all must be looked at."""

    draft: Draft
    provenance: dict[str, Provenance] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    doubtful_people: bool = False

    def take(self, path: str) -> Any:
        """The value of the field at `path`; None when the form does not say."""
        return self.settle(path, path.rsplit(".", 1)[-1], self.draft.fields.get(path, []))

    def settle(self, path: str, attribute: str, claims: Sequence[Claim]) -> Any:
        """The value that the claims agree on; the provenance notes doubt and disagreement."""
        claims = [c for c in claims if not c.blank]
        if not claims:
            return None
        best = max(claims, key=lambda c: c.confidence)
        plain = to_flowing if best.method in FROM_A_PAGE else to_text
        usual = self._role if attribute == "role" else CONVERSIONS.get(attribute, plain)
        written = path in VERBATIM and best.method == "tag"
        convert = to_written if written else usual
        answer = convert(best.text)
        if answer.value is None and answer.certain:
            return None
        agree = all(_same(answer.value, convert(c.text).value) for c in claims if c is not best)
        sure = best.confidence * (1.0 if answer.certain else 0.5) * (1.0 if agree else 0.6)
        if best.method != "tag":
            sure *= looks_right(path, best.text, by_position=best.method != "label")
        text = best.text if agree else " | ".join(dict.fromkeys(c.text for c in claims))
        self.note(path, Claim(text=text, where=best.where, method=best.method, confidence=1.0), sure)
        return answer.value

    def _role(self, text: str) -> Converted[Role]:
        """A role in words, or by the form's own sign for it."""
        code = self.draft.role_codes.get(fold(text))
        return to_role(text) if code is None else Converted(code)

    def note(self, path: str, claim: Claim, confidence: float) -> None:
        """Note where the value at `path` stands; never surer than the claim itself."""
        sure = round(min(confidence, claim.confidence), 3)
        self.provenance[path] = Provenance(
            text=claim.text, where=claim.where, method=claim.method, confidence=sure, needs_review=sure < REVIEW_BELOW
        )

    def not_found(self, *paths: str) -> None:
        """What was not found at `paths` may well stand on the form: a person must look."""
        for path in paths:
            self.provenance.setdefault(path, NOT_FOUND)

    def doubt(self, path: str) -> None:
        """Put the value at `path` up for review, found or not."""
        self.provenance[path] = replace(self.provenance.get(path, NOT_FOUND), needs_review=True)

    def find(self, rule: str, severity: Severity, path: str, message: Message, where: str = "") -> None:
        """A finding of reading itself."""
        self.findings.append(Finding(rule=rule, severity=severity, path=path, message=message, where=where))


def _same(a: object, b: object) -> bool:
    return fold(str(a)) == fold(str(b))

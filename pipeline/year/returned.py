"""The forms of the year as they came back: each tied to its team, and the newest of its kind told from the older ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import FilledForm, Finding, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """A form of the year that came back.

    `team` is the id of the registration that it belongs to: empty when nobody can tell, or when the form is nobody's (judges'
    sheets, questionnaires). `findings` are those of reading and of the rules. `replaced_by`: the path of the file whose newer
    form for the same team, form and day stands instead.
    """

    filled: FilledForm
    source: Source
    team: str = ""
    findings: tuple[Finding, ...] = ()
    replaced_by: str = ""

    @property
    def form(self) -> str:
        """Which form it is: the id of its definition («statusrapport»)."""
        return self.filled.form.id

    @property
    def answers(self) -> Mapping[str, str]:
        """Its answers by key."""
        return self.filled.answers

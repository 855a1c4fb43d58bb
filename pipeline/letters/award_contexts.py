"""What the templates of the pitching and the award may say: winner's diploma, grant, what is missing for it.

As `contexts.py` has it for the other letters.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.letters.contexts import ContactPerson, Context, LetterContext, Project, Signatory, optional


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardContext(Context):
    """Diploma for a team that won the pitching.

    `place` is «1. plass» or «Delt 1. plass», `gathering` «Samling 4, Bodø, 29.–30. april 2026», `given` «Bodø, 30.04.2026».
    """

    organiser: str
    cohort: str
    project_title: str
    trust: str
    place: str
    given: str
    signatory: Signatory
    unit: str = optional()
    gathering: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantContext(LetterContext):
    """The money of the award. `amount` is «25 000 kr», `results` the measured changes, a sentence each."""

    contact: ContactPerson
    project: Project
    amount: str
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantMissingContext(LetterContext):
    """What a team lacks for the money of the award, a sentence an item; `there` is what has been found.

    `lacks_results`: measurements are among what is missing. `answer_by` is empty when the day is over.
    """

    contact: ContactPerson
    project: Project
    amount: str
    items: tuple[str, ...]
    lacks_results: bool
    there: tuple[str, ...] = optional(())
    answer_by: str = optional()

"""What the letters about a team and its adviser may say: one to the adviser, one to the team. As `contexts.py` has it.

Neither says what part anybody has in a team.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.letters.contexts import ContactPerson, LetterContext, MeetingRow, Project, optional


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisedTeam:
    """A team as its adviser is told of it: the project, and whom to ring. `trainee`: who follows the team to learn."""

    id: str
    title: str
    trust: str
    unit: str = optional()
    contact: str = optional()
    email: str = optional()
    phone: str = optional()
    trainee: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserCard:
    """An adviser, and how the teams can reach him or her."""

    name: str
    email: str = optional()
    phone: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserContext(LetterContext):
    """To an adviser. `first` is the gathering before which he or she gets in touch («Samling 1, 10.–11. september 2025»).

    `meetings` are those that advisers are asked to and that are to come; `adviser` is what the teams are told.
    """

    contact: ContactPerson
    adviser: AdviserCard
    teams: tuple[AdvisedTeam, ...]
    meetings: tuple[MeetingRow, ...] = optional(())
    first: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAdviserContext(LetterContext):
    """To a team: who its adviser is. `first` as in the adviser's letter; `trainee`: who follows the team to learn."""

    contact: ContactPerson
    project: Project
    adviser: AdviserCard
    first: str = optional()
    trainee: str = optional()

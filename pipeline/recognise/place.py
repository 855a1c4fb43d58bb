"""Where a reader of somebody's form is: in which section, at which person, with which question still to be answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.model import Role
from pipeline.recognise.draft import Claim, Draft
from pipeline.recognise.labels import Asks, Label
from pipeline.recognise.legible import Legibility

MOST_MEMBERS: Final = 40
ROLE_WORDS: Final = {Role.LEADER: "leder", Role.UNION_REP: "tillitsvalgt", Role.STAFF: "medarbeider"}
_ROLE_OF_HEADING: Final = 0.95
_ROLE_OF_SOMEBODY_ABOVE: Final = 0.6


@dataclass(slots=True)
class Place:
    """The state of one walk through a form. `method` and `sureness` go into every claim.

    `member` is the person that the next answers are about, `role` the one that everybody named next has («Tillitsvalgte: …»);
    `role_is_given` when somebody was named on its own line («Tillitsvalgt: Kari Nordmann»), so that the next may have another.
    `pending` the question whose answer comes next, `passed` the one right above it with the words of `pending` and their
    place, and `open_text` the field whose answer may go on in the next paragraph, `by_role` the members whose questions name
    their role («Leder – navn»), `numbered` those whose blocks are («Deltaker 3»).
    """

    draft: Draft
    method: str
    sureness: float = 1.0
    section: str = ""
    member: int | None = None
    role: Role | None = None
    role_is_given: bool = False
    pending: Label | None = None
    pending_where: str = ""
    passed: tuple[Label, str, str] | None = None
    open_text: str = ""
    by_role: dict[tuple[Role, int | None], int] = field(default_factory=dict)
    numbered: dict[tuple[Role | None, int], int] = field(default_factory=dict)
    known: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    legible: Legibility = field(default_factory=Legibility)

    def made(self, text: str, where: str, score: float) -> Claim:
        """A claim at this walk's sureness; never surer than the letters it is made of."""
        sure = score * self.sureness * self.legible.at(text, where)
        return Claim(text=text, where=where, method=self.method, confidence=round(sure, 3))

    def ask(self, label: Label, where: str) -> None:
        """`label` stands alone at `where`: its answer comes next."""
        self.pending, self.pending_where = label, where

    def enter(self, label: Label) -> None:
        """A section begins."""
        if label.section != self.section or label.section != "members":
            self.member = None
        self.section, self.role, self.pending, self.open_text = label.section, None, None, ""

    def enter_role(self, label: Label) -> None:
        """«Tillitsvalgte:»: those named next have this role."""
        self.section, self.role, self.role_is_given, self.member = "members", label.role, False, None

    def start_person(self, label: Label) -> None:
        """«Deltaker 3», «Medarbeider 1»: the answers that follow are this person's.

        The number counts those of the same kind: «Medarbeider 1» comes after the leader, and is not the leader.
        """
        self.section, self.pending, self.role, self.role_is_given, self.member = "members", None, label.role, False, None
        if label.number is not None:
            known = self.numbered.get((label.role, label.number))
            named = label.number <= len(self.draft.members) and self.draft.members[label.number - 1].get("name")
            if known is not None:
                self.member = known
            elif not named:
                self.go_to(label.number)
        if self.member is None:
            self.member = self.draft.new_member()
        if label.number is not None:
            self.numbered[label.role, label.number] = self.member
        self.give_role("")

    def go_to(self, number: int) -> None:
        """Member `number`, counted from 1."""
        while len(self.draft.members) < number <= MOST_MEMBERS:
            self.draft.new_member()
        if 0 < number <= len(self.draft.members):
            self.member = number - 1

    def go_to_role(self, role: Role, number: int | None) -> None:
        """Whoever has `role`, or the one of them with this number."""
        if (role, number) not in self.by_role:
            self.role, self.role_is_given, self.member = role, False, self.draft.new_member()
            self.by_role[role, number] = self.member
            self.give_role("")
        self.section, self.role, self.member = "members", None, self.by_role[role, number]

    def give_role(self, where: str) -> None:
        """The role of the heading that the person stands under."""
        if self.role is not None and self.member is not None:
            score = _ROLE_OF_SOMEBODY_ABOVE if self.role_is_given else _ROLE_OF_HEADING
            self.draft.claim_member(self.member, "role", self.made(ROLE_WORDS[self.role], where, score))

    def awaits(self, *kinds: Asks) -> bool:
        """Does a question of one of these kinds wait for its answer?"""
        return self.pending is not None and self.pending.asks in kinds

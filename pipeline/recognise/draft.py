"""Claims on the way to a registration: what was read for each field, before it is converted and held together.

A reader of a form makes claims («this text stands for adviser.email, here, found so»); `pipeline.recognise.finish` turns the
whole into a `Reading`. Several claims for one field are kept: when they disagree, a person must look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.model import Finding, FormIdentity, Role
from pipeline.recognise.blanks import is_blank, says_nothing

REVIEW_BELOW: Final = 0.8

VERBATIM: Final = frozenset({"title", "problem", "goal", "baseline"})
"""The paths whose text is what was typed, blanks and empty lines included, where the form's own fields hold it."""

MEMBER_ATTRIBUTES: Final = ("name", "title", "profession", "role", "email", "phone", "trained_agent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words read for a field: as written, where, how found («tag», «label», «layout», «ocr»), and how sure (0–1)."""

    text: str
    where: str
    method: str
    confidence: float

    @property
    def blank(self) -> bool:
        """Does it say nothing? On kull's own forms a prompt is told from an answer, so there nothing is taken for one."""
        return says_nothing(self.text) if self.method == "tag" else is_blank(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One piece of the form as it stands: a line (`lone`), a cell, or a control. `heading`: its style says so."""

    text: str
    where: str
    heading: bool = False
    lone: bool = False
    control: bool = False


PersonClaims = dict[str, list[Claim]]


@dataclass(slots=True)
class Draft:
    """One registration in the making.

    `fields` are claims by path, `members` those of each person in order; `asked` are the paths the form asks for, `asked_at`
    where; `agents` are answers to who is a trained agent, `others` those to questions that the register does not hold;
    `continued` are further paragraphs of answers, with their places; `held` are the paths that controls hold, so that the
    printed words around them are not asked. `written` is the whole form. `unknown` are the answers, with their places, to
    questions that nobody knows. `role_codes` are the form's own signs for roles («L = leder»), folded; `starred`: a star tells
    a trained agent.
    """

    fields: dict[str, list[Claim]] = field(default_factory=dict)
    members: list[PersonClaims] = field(default_factory=list)
    agents: list[Claim] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    continued: list[tuple[str, str]] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    asked_at: dict[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    remarks: list[Finding] = field(default_factory=list)
    form: FormIdentity | None = None
    written: list[Written] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    role_codes: dict[str, Role] = field(default_factory=dict)
    starred: bool = False

    def ask(self, path: str, where: str) -> None:
        """Note that the form asks for `path`, and where it does so first."""
        self.asked.add(path)
        self.asked_at.setdefault(path, where)

    def claim(self, path: str, claim: Claim) -> None:
        """Note that the form says `claim.text` for `path`; a blank answer only notes that it was asked."""
        if path in self.held:
            return
        self.ask(path, claim.where)
        if claim.text.strip():
            self.fields.setdefault(path, []).append(claim)

    def append(self, path: str, claim: Claim) -> None:
        """A further paragraph of the answer at `path`."""
        claims = self.fields.get(path, [])
        if path in self.held:
            return
        if not claims:
            self.claim(path, claim)
            return
        last = claims[-1]
        claims[-1] = replace(last, text=f"{last.text}\n{claim.text}", confidence=min(last.confidence, claim.confidence))
        if claim.where != last.where:
            self.continued.append((claim.text, claim.where))

    def claim_member(self, index: int, attribute: str, claim: Claim) -> None:
        """The same for member `index` (from 0; `new_member` gives it)."""
        if "members" in self.held:
            return
        self.asked.add(f"members.{attribute}")
        if claim.text.strip():
            self.members[index].setdefault(attribute, []).append(claim)

    def new_member(self) -> int:
        """Room for one more member; its index."""
        self.members.append({})
        return len(self.members) - 1

    def claim_agents(self, claim: Claim) -> None:
        """Note an answer to who in the team is a trained agent."""
        self.asked.add("members.trained_agent")
        if claim.text.strip():
            self.agents.append(claim)

    def answer_other(self, text: str, where: str) -> None:
        """Note an answer to a question that the register does not hold."""
        if text.strip():
            self.others.append((text, where))

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim with its path."""
        for path, claims in self.fields.items():
            yield from ((path, claim) for claim in claims)
        for i, person in enumerate(self.members):
            for attribute, claims in person.items():
                yield from ((f"members[{i}].{attribute}", claim) for claim in claims)
        yield from (("members", claim) for claim in self.agents)

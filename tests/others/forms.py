"""One filled-in form: what it says (the truth, in the contract's terms) and how its writer puts it.

A layout asks a `Form` for what it prints; the form remembers what was asked for, so that the truth holds those keys and no
others: a key that the layout never printed is absent, a key that was printed and left blank is null.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from others.people import Person, Said, Writer, a_mail, a_phone, a_team
from others.projects import TRUSTS, UNITS, a_project
from others.words import LATER, Hand, a_hand

CHALLENGES = ("high_workload", "high_turnover", "limited_capacity")
MEMBER_KEYS = ("name", "role", "profession", "email", "phone", "agent")
TEXTS = ("trust", "unit", "title", "problem", "goal", "priority")
ADVISER = ("adviser_name", "adviser_email", "adviser_phone")
Truth = dict[str, Any]


@dataclass(kw_only=True)
class Form:
    """A team's answers in one writer's words. `said` maps keys to answers; `asked` grows as the layout prints."""

    rng: Random
    hand: Hand
    said: dict[str, Said]
    challenges: tuple[str, ...]
    binding: bool
    members: list[Person]
    asked: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    unsure: set[tuple[int, str]] = field(default_factory=set)

    def word(self, thing: str) -> str:
        """What the writer calls `thing`."""
        return self.hand[thing]

    def answer(self, key: str) -> str:
        """The written answer to `key` (a text or one of the adviser's), which is thereby asked for."""
        self.asked.add(key)
        return self.said[key].written

    def ticked(self, key: str) -> bool:
        """Is the challenge `key` (or "binding") ticked? It is thereby asked for."""
        self.asked.add("binding" if key == "binding" else "challenges")
        return self.binding if key == "binding" else key in self.challenges

    def yes_no(self, yes: bool) -> str:
        """The writer's word for yes or no."""
        return self.hand["yes" if yes else "no"]

    def agent_word(self, person: Person) -> str:
        """Ja, or nei, or (as most do) nothing."""
        return self.hand["yes"] if person.agent else self.rng.choice(("", self.hand["no"]))

    def cell(self, person: Person, column: str) -> str:
        """What stands in a member's `column`; the column is thereby asked for."""
        self.columns.add(column)
        plain = {
            "name": person.name,
            "role": person.role.written,
            "profession": person.profession.written,
            "email": person.email or "",
            "phone": person.phone.written,
            "job": person.title,
            "dept": person.dept,
            "number": str(self.members.index(person) + 1),
        }
        return self.agent_word(person) if column == "agent" else plain[column]

    def truth(self) -> Truth:
        """What a careful reader would say that the form says, in the contract's terms."""
        truth: Truth = {key: self.said[key].means for key in TEXTS if key in self.asked}
        if truth.get("priority"):
            truth["priority"] = int(truth["priority"])
        if "challenges" in self.asked:
            truth["challenges"] = sorted(self.challenges)
        if "binding" in self.asked:
            truth["binding"] = self.binding
        truth["members"] = [self._member(i, person) for i, person in enumerate(self.members)]
        if self.asked & set(ADVISER):
            named = {key.removeprefix("adviser_"): self.said[key].means for key in ADVISER if key in self.asked}
            truth["adviser"] = named if self.said["adviser_name"].means else None
        return truth

    def _member(self, index: int, person: Person) -> Truth:
        """One member's truth: the columns that were asked for and are beyond doubt."""
        values = {
            "name": person.name,
            "role": person.role.means,
            "profession": person.profession.means,
            "email": person.email,
            "phone": person.phone.means,
            "trained_agent": person.agent,
            "title": person.title or None,
        }
        asked = {{"agent": "trained_agent", "job": "title"}.get(c, c) for c in self.columns}
        return {key: value for key, value in values.items() if key in asked and (index, key) not in self.unsure}


def a_form(rng: Random, language: str = "nb", manner: str = "", most: int = 7, trust: str = "") -> Form:
    """A filled-in form in `language`, with the blanks that people leave; the trust is drawn when it is not given."""
    hand = a_hand(rng, language, manner)
    trust = trust or rng.choice(list(TRUSTS))
    domain, nynorsk, written = TRUSTS[trust]["domain"], TRUSTS[trust]["nynorsk"], TRUSTS[trust]["written"]
    project = a_project(rng, language)
    style = {"terse": "short"}.get(hand.manner, "nn" if language == "nn" else "nb")
    members, adviser = a_team(rng, Writer(language=language, style=style, domain=domain), most)
    priority = rng.randint(1, 9)
    said = {
        "trust": Said(trust, nynorsk if language == "nn" and rng.random() < 0.5 else rng.choice(written)),
        "unit": _or_blank(rng, rng.choice(UNITS)),
        "title": Said(project.title, project.title),
        "problem": _or_blank(rng, project.problem),
        "goal": _or_blank(rng, project.goal),
        "priority": rng.choice((Said(str(priority), _rank(rng, priority, language)),) * 14 + (Said(None, ""),)),
        **_adviser(rng, adviser, domain, language),
    }
    return Form(
        rng=rng,
        hand=hand,
        said=said,
        challenges=tuple(c for c in CHALLENGES if rng.random() < 0.55),
        binding=rng.random() > 0.1,
        members=members,
    )


def _or_blank(rng: Random, text: str) -> Said:
    """The text; one form in twenty-five leaves it blank."""
    return Said(None, "") if rng.random() < 0.04 else Said(text, text)


def _rank(rng: Random, priority: int, language: str) -> str:
    """Ways to write a rank."""
    most = rng.randint(priority, 10)
    of = {"en": "of"}.get(language, "av")
    return rng.choice(
        (str(priority),) * 4 + (f"nr. {priority}", f"Nr {priority}", f"{priority}.", f"{priority} {of} {most}", f"#{priority}")
    )


def _adviser(rng: Random, name: str, domain: str, language: str) -> dict[str, Said]:
    """The adviser's name, mail address and phone: named, blank, or «avklares senere»."""
    dice = rng.random()
    if dice < 0.06:
        return dict.fromkeys(ADVISER, Said(None, ""))
    if dice < 0.12:
        return {**dict.fromkeys(ADVISER, Said(None, "")), "adviser_name": Said(None, rng.choice(LATER[language]))}
    mail = a_mail(rng, name, domain)
    return {"adviser_name": Said(name, name), "adviser_email": Said(mail, mail), "adviser_phone": a_phone(rng)}

"""The people and the project of one form, with what each written word means.

A layout prints what it likes of a `Team` and then says with `Team.truth` which keys its form asks for: a key that is not named
is absent from the truth, a key that is named and blank is null.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from others.forms import CHALLENGES, Truth
from others.people import WORDS, Said
from others.people import a_mail as plain_mail
from others.projects import TRUSTS

MATERIAL = tomllib.loads((Path(__file__).parent / "material.toml").read_text(encoding="utf-8"))
FIRST = [*WORDS["first_names"], *MATERIAL["first_names"]]
LAST = [*WORDS["last_names"], *MATERIAL["last_names"]]
UNITS = [*WORDS["units"], *MATERIAL["units"]]
ODD_TRADES: list[str] = MATERIAL["odd_trades"]
TRUST_NAMES = {*TRUSTS, *MATERIAL["domains"]}
ALL = "trust unit title problem goal priority challenges binding"
MOST = "trust unit title problem goal priority"
PERSON = "name role profession email phone agent"
ADVISER = "name email phone"
START = ("40", "41", "45", "46", "47", "48", "90", "91", "92", "93", "94", "95", "97", "98", "99", "75", "76", "77", "78")


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """Somebody named on a form. `job` is a leader's position («seksjonsleder»), empty for others."""

    name: str
    role: str
    trade: Said
    email: str | None
    phone: Said
    agent: bool
    job: str

    @property
    def mail(self) -> str:
        """The address as it is written; blank when the answer is."""
        return self.email or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What one form says: the trust as written and as meant, the project, the people."""

    rng: Random
    trust: Said
    unit: str | None
    title: str
    problem: str | None
    goal: str | None
    priority: int | None
    challenges: frozenset[str]
    binding: bool
    members: tuple[One, ...]
    adviser: One | None

    @property
    def leader(self) -> One:
        """The one leader."""
        return next(m for m in self.members if m.role == "leader")

    @property
    def unions(self) -> list[One]:
        """Those who are elected by the employees."""
        return [m for m in self.members if m.role == "union_rep"]

    @property
    def staff(self) -> list[One]:
        """Everybody else in the team."""
        return [m for m in self.members if m.role == "staff"]

    def say(self, key: str) -> str:
        """The written answer; blank when there is none."""
        value = self.trust.written if key == "trust" else getattr(self, key)
        return "" if value is None else str(value)

    def truth(self, keys: str = ALL, person: str = PERSON, adviser: str = ADVISER, **more: Any) -> Truth:
        """What a careful reader says, for the keys that the form asks for; `more` puts right what the layout alone knows."""
        whole: Truth = {
            "trust": self.trust.means,
            "challenges": sorted(self.challenges),
            **{key: getattr(self, key) for key in ("unit", "title", "problem", "goal", "priority", "binding")},
        }
        truth = {key: whole[key] for key in keys.split()}
        truth["members"] = [_said_of(member, person.split()) for member in self.members]
        if adviser:
            truth["adviser"] = _said_of(self.adviser, adviser.split()) if self.adviser else None
        return {**truth, **more}


def _said_of(one: One, keys: list[str]) -> Truth:
    values = {
        "name": one.name,
        "role": one.role,
        "profession": one.trade.means,
        "email": one.email,
        "phone": one.phone.means,
        "agent": one.agent,
    }
    return {{"agent": "trained_agent"}.get(key, key): values[key] for key in keys}


def without(truth: Truth, *drop: tuple[str, str]) -> Truth:
    """The truth with members' values left out that a reader could not say: (name, key)."""
    members = [{k: v for k, v in m.items() if (m["name"], k) not in drop} for m in truth["members"]]
    return {**truth, "members": members}


def a_phone(rng: Random) -> Said:
    """A number in one of the ways that people write it."""
    n = rng.choice(START) + f"{rng.randrange(10**6):06d}"
    twos, threes = f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}", f"{n[:3]} {n[3:5]} {n[5:]}"
    ways = (n, n, twos, twos, threes, threes, f"+47 {twos}", f"+47 {threes}", f"+47{n}", f"{n[:4]} {n[4:]}", f"47 {twos}")
    rare = (
        f"0047 {twos}",
        twos.replace(" ", "-"),
        threes.replace(" ", "."),
        f"(+47) {n}",
        f"+47-{n}",
        twos.replace(" ", "\u00a0"),
    )
    return Said(f"+47{n}", rng.choice(rare if rng.random() < 0.25 else ways))


def a_mail(rng: Random, name: str, domain: str) -> str:
    """An address; letters that have no accent to lose are spelled in ASCII first."""
    return plain_mail(rng, name.translate(str.maketrans("ŋıŧ", "nit")), domain)


def a_trade(rng: Random, style: str) -> Said:
    """A profession in one of the wordings of `style`; rarely one that stands in no vocabulary (and is kept as written)."""
    if rng.random() < 0.03 and style == "trades":
        odd = rng.choice(ODD_TRADES)
        return Said(odd, odd)
    means = rng.choice(list(MATERIAL[style]))
    return Said(means, rng.choice(MATERIAL[style][means]))


def people(rng: Random, count: int, domain: str, style: str = "trades") -> list[One]:
    """So many people with names of their own; the first is a leader, the second a union representative."""
    names: list[str] = []
    while len(names) < count:
        middle = rng.choice(("", "", "", "", "", f"{rng.choice('ABEGKLMS')}. "))
        name = f"{rng.choice(FIRST)} {middle}{rng.choice(LAST)}"
        taken = {n.split()[0] for n in names} | {n.split()[-1] for n in names}
        if not {name.split()[0], name.split()[-1]} & taken:  # noqa: PLC0207 - both ends of a list of words
            names.append(name)
    roles = ["leader", "union_rep"] + ["staff"] * count
    return [
        One(
            name=name,
            role=role,
            trade=a_trade(rng, style),
            email=a_mail(rng, name, domain) if rng.random() > 0.04 else None,
            phone=a_phone(rng) if rng.random() > 0.04 else Said(None, ""),
            agent=rng.random() < 0.25,
            job=rng.choice(MATERIAL["jobs_leader"]) if role == "leader" else "",
        )
        for name, role in zip(names, roles, strict=False)
    ]


def a_team(
    rng: Random, writer: str = "nb", size: tuple[int, int] = (3, 6), *, whole: bool = False, trust: Said | None = None
) -> Team:
    """A team of a `writer` (a language, or "short": bokmål in abbreviations).

    `whole` leaves no answer blank: in prose a blank is no answer but a missing sentence.
    """
    language = "nb" if writer == "short" else writer
    means, written = (trust.means, trust.written) if trust else rng.choice(MATERIAL["sites"])
    if not trust and rng.random() < 0.4:
        written = means
    domain = TRUSTS[means]["domain"] if means in TRUSTS else MATERIAL["domains"][means]
    numbers = {"a": rng.randint(21, 240), "p": rng.randint(3, 18), "m": rng.choice(WORDS["months"][language])}
    chosen = rng.choice(WORDS["projects"][language] + MATERIAL["projects"][language])
    title, problem, goal = (chosen[key].format(**numbers) for key in ("title", "problem", "goal"))
    style = {"nb": "trades"}.get(writer, f"trades_{writer}")
    *members, adviser = people(rng, rng.randint(*size) + 1, domain, style)
    blank = "" if whole else rng.choice(("",) * 12 + ("problem", "goal", "unit", "priority", "adviser"))
    if whole:
        members = [_filled(rng, m, domain) for m in members]
        adviser = _filled(rng, adviser, domain)
    team = Team(
        rng=rng,
        trust=Said(means, written),
        unit=rng.choice(UNITS),
        title=title,
        problem=problem,
        goal=goal,
        priority=rng.randint(1, 8),
        challenges=frozenset(c for c in CHALLENGES if rng.random() < 0.5),
        binding=rng.random() < 0.9,
        members=tuple(members),
        adviser=replace(adviser, role=""),
    )
    return replace(team, **{blank: None}) if blank else team


def _filled(rng: Random, one: One, domain: str) -> One:
    """The same person with an address and a phone for certain."""
    phone = one.phone if one.phone.means else a_phone(rng)
    return replace(one, email=one.email or a_mail(rng, one.name, domain), phone=phone)


def shuffled(rng: Random, things: list[Any]) -> list[Any]:
    """The same things in another order."""
    return rng.sample(things, len(things))

"""Invented trusts' projects: titles, problems and goals in bokmål, nynorsk and English, with traps in the running text.

The texts name roles, numbers, labels and colons on purpose: «Leder og tillitsvalgt er enige: …» is a problem, not a member.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TypedDict

from others.people import WORDS


class Trust(TypedDict):
    """A trust's mail domain, its name in nynorsk (or Sámi), and the ways in which people write it."""

    domain: str
    nynorsk: str
    written: list[str]


TRUSTS: dict[str, Trust] = WORDS["trusts"]
UNITS: list[str] = WORDS["units"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a team wants to do, in its own words."""

    title: str
    problem: str
    goal: str


def a_project(rng: Random, language: str) -> Project:
    """One of the texts with numbers of its own."""
    numbers = {"a": rng.randint(25, 180), "p": rng.randint(3, 19), "m": rng.choice(WORDS["months"][language])}
    chosen = rng.choice(WORDS["projects"][language])
    return Project(**{key: text.format(**numbers) for key, text in chosen.items()})

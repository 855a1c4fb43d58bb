"""The people and the project of one mail, drawn from this collection's own material."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random
from typing import Any

from others.people import Said
from others.second.cast import One, Team, a_mail, a_phone

MATERIAL: dict[str, Any] = tomllib.loads((Path(__file__).parent / "material.toml").read_text(encoding="utf-8"))
WHO = "name role profession email phone"
NAMED = "name role profession"
TEXTS = "trust unit title problem goal priority"


def a_team(rng: Random, language: str = "nb", least: int = 3, most: int = 5) -> Team:
    """A team whose every question is answered."""
    trusts = MATERIAL["trusts" if language == "nb" else f"trusts_{language}"]
    trust = rng.choice(list(trusts))
    domain, *written = trusts[trust]
    numbers = {"a": rng.randint(31, 95), "b": rng.randint(12, 30), "m": rng.choice(MATERIAL["months"][language])}
    project = {key: text.format(**numbers) for key, text in rng.choice(MATERIAL["projects"][language]).items()}
    *members, adviser = _people(rng, rng.randint(least, most) + 1, domain, language)
    return Team(
        rng=rng,
        trust=Said(trust, rng.choice(written)),
        unit=rng.choice(MATERIAL["units"][language]),
        priority=rng.randint(1, 7),
        challenges=frozenset(),
        binding=True,
        members=tuple(members),
        adviser=adviser,
        **project,
    )


def _people(rng: Random, count: int, domain: str, language: str) -> list[One]:
    firsts, lasts = rng.sample(MATERIAL["first_names"], count), rng.sample(MATERIAL["last_names"], count)
    trades = MATERIAL["trades"][language]
    roles = ["leader", "union_rep", *["staff"] * count]
    people = []
    for first, last, role in zip(firsts, lasts, roles, strict=False):
        means = rng.choice(list(trades))
        name = f"{first} {last}"
        trade = Said(means, rng.choice(trades[means]))
        people.append(
            One(name=name, role=role, trade=trade, email=a_mail(rng, name, domain), phone=a_phone(rng), agent=False, job="")
        )
    return people


def a_sender(rng: Random) -> tuple[str, str]:
    """Somebody of the management who sends the mail and is in no team: name and address."""
    name = f"{rng.choice(('Sverre', 'Gunhild', 'Rolf', 'Elisabet'))} {rng.choice(('Tangvik', 'Bergsli', 'Monsrud'))}"
    return name, f"{name.split(maxsplit=1)[0].lower()}.{name.split()[1].lower()}@direktoren.example"

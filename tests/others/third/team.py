"""Teams of the third collection: a `Form` with people, projects and wordings of its own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random
from typing import Any

from others.forms import ADVISER, CHALLENGES, Form
from others.people import UNKNOWN_PROFESSIONS, Person, Said, a_mail, a_phone
from others.words import Hand

MATERIAL: dict[str, Any] = tomllib.loads((Path(__file__).parent / "material.toml").read_text(encoding="utf-8"))
HEAD = ("trust", "unit", "title", "priority", "problem", "goal")
LONG = ("problem", "goal")
GRID = ("name", "role", "profession", "email", "phone", "agent")
BLANK = 0.04  # the share of answers left blank


def a_form(rng: Random, language: str = "nb", *, most: int = 6, least: int = 2, plain: bool = False) -> Form:
    """A filled-in form. `plain`: no letter that a PDF's standard fonts lack (Sámi ones)."""
    words = {thing: rng.choice(said) for thing, said in MATERIAL["wordings"][language].items()}
    trust = rng.choice(list(MATERIAL["trusts"]))
    about = MATERIAL["trusts"][trust]
    names = _names(rng, most + 1, plain=plain)
    members = _members(rng, names[:-1], language, about["domain"], rng.randint(least, most))
    written = about["nn"] if language == "nn" else rng.choice([w for w in about["written"] if not plain or _western(w)])
    priority = str(rng.randint(1, 9))
    return Form(
        rng=rng,
        hand=Hand(language=language, manner="third", words=words),
        said={
            "trust": Said(trust, written),
            "unit": _blank(rng, rng.choice(MATERIAL["units"])),
            "priority": Said(
                priority, rng.choice((priority, priority, priority, f"nr. {priority}", f"{priority} {words['of']} 9"))
            ),
            **_project(rng, language),
            **_adviser(rng, names[-1], words["later"], about["domain"]),
        },
        challenges=tuple(c for c in CHALLENGES if rng.random() < 0.5),
        binding=rng.random() > 0.12,
        members=members,
    )


def _western(text: str) -> bool:
    return text.encode("cp1252", "ignore").decode("cp1252") == text


def _blank(rng: Random, text: str) -> Said:
    return Said(None, "") if rng.random() < BLANK else Said(text, text)


def _names(rng: Random, count: int, *, plain: bool) -> list[str]:
    """Names of which no two share a first or a last name."""
    first, last = ([n for n in MATERIAL[key] if not plain or _western(n)] for key in ("first_names", "last_names"))
    return [f"{a} {b}" for a, b in zip(rng.sample(first, count), rng.sample(last, count), strict=True)]


def _members(rng: Random, names: list[str], language: str, domain: str, count: int) -> list[Person]:
    roles = ["leader", *(["union_rep"] if rng.random() < 0.9 else []), *["staff"] * len(names)][:count]
    if rng.random() < 0.2:
        rng.shuffle(roles)
    return [_person(rng, name, role, language, domain) for name, role in zip(names, roles, strict=False)]


def _person(rng: Random, name: str, role: str, language: str, domain: str) -> Person:
    professions = MATERIAL["professions" if language == "nb" else f"professions_{language}"]
    canonical = rng.choice(list(professions))
    profession = Said(canonical, rng.choice(professions[canonical]))
    if language == "nb" and rng.random() < 0.03:
        odd = rng.choice(UNKNOWN_PROFESSIONS)
        profession = Said(odd, odd)
    return Person(
        name=name,
        role=Said(role, rng.choice(MATERIAL["roles"][role][language])),
        profession=profession,
        email=a_mail(rng, name, domain) if rng.random() > BLANK else None,
        phone=a_phone(rng) if rng.random() > BLANK else Said(None, ""),
        agent=rng.random() < 0.3,
        title="",
        dept=rng.choice(MATERIAL["departments"]),
    )


def _project(rng: Random, language: str) -> dict[str, Said]:
    numbers = {"a": rng.randint(20, 95), "p": rng.randint(4, 18), "m": rng.choice(MATERIAL["months"][language])}
    project = {key: text.format(**numbers) for key, text in rng.choice(MATERIAL["projects"][language]).items()}
    return {"title": Said(project["title"], project["title"]), **{key: _blank(rng, project[key]) for key in LONG}}


def _adviser(rng: Random, name: str, later: str, domain: str) -> dict[str, Said]:
    dice = rng.random()
    if dice < 0.1:
        written = later if dice < 0.06 else ""
        return {**dict.fromkeys(ADVISER, Said(None, "")), "adviser_name": Said(None, written)}
    mail = a_mail(rng, name, domain)
    return {"adviser_name": Said(name, name), "adviser_email": Said(mail, mail), "adviser_phone": a_phone(rng)}

"""Invented people: names, professions, roles, mail addresses and phones, each with the ways in which people write them.

A written form and what it means stand side by side (`Said`), so that the truth of a form never has to be guessed from its text.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unicodedata import combining, normalize


@dataclass(frozen=True, slots=True)
class Said:
    """A value as the register has it, and the words that stand on the form for it."""

    means: str | None
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person. `title` is a job title beside the profession; `dept` is what an extra column may ask for."""

    name: str
    role: Said
    profession: Said
    email: str | None
    phone: Said
    agent: bool
    title: str
    dept: str


WORDS = tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))
PROFESSIONS: dict[str, dict[str, list[str]]] = WORDS["professions"]
UNKNOWN_PROFESSIONS: list[str] = WORDS["unknown_professions"]
ROLES: dict[str, dict[str, list[str]]] = WORDS["roles"]
PLAIN_LETTERS = {ord(sign): plain for sign, plain in zip("æøåđ'. ", ("ae", "o", "a", "d", "", "", "."), strict=True)}
BLANK, AGENT, ODD_WORD = 0.04, 0.3, 0.03  # shares: an answer left blank, a trained agent, a profession that no vocabulary holds


def ascii_of(text: str) -> str:
    """Lower-case ASCII letters for a mail address."""
    folded = text.casefold().translate(PLAIN_LETTERS)
    return "".join(c for c in normalize("NFD", folded) if not combining(c))


def a_phone(rng: Random) -> Said:
    """A mobile number (now and then a landline) and one way to write it."""
    start = rng.choice(("40", "41", "45", "46", "47", "48", "90", "91", "92", "93", "95", "97", "98", "99", "75", "77", "78"))
    n = start + f"{rng.randrange(10**6):06d}"
    pairs = f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}"
    threes = f"{n[:3]} {n[3:5]} {n[5:]}"
    written = rng.choice(
        (n, n, pairs, pairs, threes, threes, f"+47 {threes}", f"+47{n}", f"0047 {n}", f"(+47) {pairs}", f"tlf. {pairs}")
    )
    return Said(f"+47{n}", written)


def a_mail(rng: Random, name: str, domain: str) -> str:
    """An address on a reserved domain, in one of the styles that hospitals use."""
    words = ascii_of(name).split(".")
    style = rng.randrange(8)
    if style == 0:
        return "".join(w[:2] for w in words) + f"@{domain}"
    if style == 1:
        return ".".join(w.capitalize() for w in (words[0], words[-1])) + f"@{domain}"
    return f"{'.'.join(words)}@{domain}"


def a_profession(rng: Random, style: str) -> Said:
    """A profession as `style` ("nb", "nn", "short") writes it; rarely one that no vocabulary holds, kept as written."""
    if rng.random() < ODD_WORD:
        word = rng.choice(UNKNOWN_PROFESSIONS)
        return Said(word, word)
    canonical = rng.choice(list(PROFESSIONS))
    return Said(canonical, rng.choice(PROFESSIONS[canonical][style]))


def a_name(rng: Random) -> str:
    """First and last name; a middle initial now and then."""
    middle = rng.choice((" ", " ", " ", " ", f" {rng.choice('ABEHKLM')}. "))
    return f"{rng.choice(WORDS['first_names'])}{middle}{rng.choice(WORDS['last_names'])}"


def some_names(rng: Random, count: int) -> list[str]:
    """Names that differ from one another."""
    names: list[str] = []
    while len(names) < count:
        name = a_name(rng)
        if name not in names:
            names.append(name)
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How a team's people are written of: the language, the style of professions, the trust's mail domain."""

    language: str
    style: str
    domain: str


def a_person(rng: Random, name: str, role: str, writer: Writer) -> Person:
    """A member with a role; one in twenty leaves the mail address or the phone blank."""
    return Person(
        name=name,
        role=Said(role, rng.choice(ROLES[role][writer.language])),
        profession=a_profession(rng, writer.style),
        email=a_mail(rng, name, writer.domain) if rng.random() > BLANK else None,
        phone=a_phone(rng) if rng.random() > BLANK else Said(None, ""),
        agent=rng.random() < AGENT,
        title=rng.choice(WORDS["titles"][role][writer.language]),
        dept=rng.choice(WORDS["departments"]),
    )


def a_team(rng: Random, writer: Writer, most: int = 7) -> tuple[list[Person], str]:
    """The members, and the name of somebody who is none of them (the adviser). Now and then a role is missing or double."""
    roles = ["leader"] * (rng.random() > 0.06) + ["union_rep"] * rng.choice((0, 1, 1, 1, 1, 1, 1, 2))
    roles += ["staff"] * rng.randint(1, max(1, most - len(roles)))
    if rng.random() < 0.25:
        rng.shuffle(roles)
    names = some_names(rng, len(roles) + 2)
    members = [a_person(rng, n, r, writer) for n, r in zip(names, roles, strict=False)]
    return members, names[-1]

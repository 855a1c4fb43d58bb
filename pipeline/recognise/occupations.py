"""From words as written to what the vocabulary knows: health trusts, roles in the team, professions and titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.form.vocabulary import REMEMBERED, TrustName, load_vocabulary
from pipeline.model import Role
from pipeline.recognise.convert import Converted

_TRUST_PARTS: Final = re.compile(r"[,;\n()/]|\s[–—-]\s")
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])\n(?=[a-zæøå])")


@lru_cache(maxsize=REMEMBERED)
def to_trust(text: str) -> Converted[str]:
    """The canonical name of a health trust, or the words as written, not certain."""
    known = load_vocabulary().trust(text.replace("\n", " ")) or _trust_with_unit(text)
    return Converted(known.name) if known else Converted(" ".join(text.split()) or None, certain=False)


def _trust_with_unit(text: str) -> TrustName | None:
    """«Finnmarkssykehuset, Klinikk Hammerfest»: a trust, and where in it."""
    pieces = [load_vocabulary().trust(piece) for piece in _TRUST_PARTS.split(text) if piece.strip()]
    named = {trust.short for trust in pieces if trust is not None}
    return pieces[0] if len(named) == 1 else None


@lru_cache(maxsize=REMEMBERED)
def to_role(text: str) -> Converted[Role]:
    """A role in the team. A safety representative (verneombud) is none of the roles that the rules ask for."""
    said = _to_role(text)
    whole = _to_role(_BROKEN.sub("", text)) if not said.certain and "\n" in text else said
    return whole if whole.certain else said


def _to_role(text: str) -> Converted[Role]:
    role = load_vocabulary().role(re.sub(r"\s*\d{1,2}$", "", text.replace("\n", " ")))
    if role is not None:
        return Converted(role)
    parts = [load_vocabulary().role(p) for p in re.split(r"[/,;()+&]|\bog\b", text) if p.strip()]
    found = {p for p in parts if p}
    return Converted(next(iter(found)) if len(found) == 1 else None, certain=len(found) == 1 and all(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """What «avdelingsleder (sykepleier)» says: a profession, a title, and the role that the title gives its holder."""

    profession: str | None = None
    title: str | None = None
    role: Role | None = None
    certain: bool = True


@lru_cache(maxsize=REMEMBERED)
def to_occupation(text: str) -> Occupation:
    """A profession with or without a title in the same words («enhetsleder (sykepleier)», «sykepleier/fagutvikler»).

    A line feed may stand between two words or in the midst of one.
    """
    said = _occupation(text)
    whole = _occupation(_BROKEN.sub("", text)) if not said.certain and "\n" in text else said
    return whole if whole.certain else said


def _occupation(text: str) -> Occupation:
    words = " ".join(text.split())
    vocabulary = load_vocabulary()
    known = vocabulary.profession(words)
    parts = [part.strip() for part in re.split(r"[(),;/]|\s+[-–]\s+|\s+og\s+", words) if part.strip()]
    if known and len(parts) == 1:
        return Occupation(profession=known, role=vocabulary.role(words) if vocabulary.role(words) is Role.LEADER else None)
    professions = {p: vocabulary.profession(p) for p in parts}
    found = list(dict.fromkeys(p for p in professions.values() if p))
    titles = [p for p in parts if not professions[p]]
    roles = {r for r in map(vocabulary.role, titles) if r}
    if len(found) == 1:
        return Occupation(
            profession=found[0], title=", ".join(titles) or None, role=next(iter(roles)) if len(roles) == 1 else None
        )
    if not found and len(parts) == 1 and roles == {Role.LEADER}:
        return Occupation(title=words, role=Role.LEADER)
    return Occupation(
        profession=known or words or None, certain=known is not None, role=next(iter(roles)) if len(roles) == 1 else None
    )

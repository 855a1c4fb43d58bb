"""The members of the team from the claims about each: name, role and profession told apart, agents named elsewhere added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.i18n import msg
from pipeline.model import Member, Role, Severity
from pipeline.recognise.blanks import says_none
from pipeline.recognise.convert import to_email, to_yes_no
from pipeline.recognise.draft import MEMBER_ATTRIBUTES, Claim, PersonClaims
from pipeline.recognise.occupations import to_occupation, to_role
from pipeline.recognise.people import holds_more_than_a_name, looks_like_name, parted_name, read_person
from pipeline.recognise.settle import Work

_TELLING: Final = ("name", "given_name", "family_name", "email", "phone", "profession", "title")
_FROM_TITLE: Final = 0.9
_ODD_NAME: Final = 0.6
_NO_NAME: Final = 0.3
_NOBODY: Final = re.compile(r"^(?:ingen|inga|none|nobody)\b(?!.*\b(?:unntatt|utenom|bortsett|except|men|but)\b)")
_PARTED: Final = re.compile(r"\s*[,;&\n]\s*|\s+(?:og|and|samt)\s+")
_SHORT_NAME: Final = re.compile(r"^[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+)?\s[^\W\d_]\.?\s*$")


def members_of(work: Work) -> tuple[Member, ...]:
    """The team: every row in which somebody is named, or something but a role, a tick or a number is filled in."""
    people = [person for person in work.draft.members if _is_person(person)]
    members = [_member(work, person, f"members[{i}]") for i, person in enumerate(people)]
    return tuple(_with_agents(work, members))


def _is_person(person: PersonClaims) -> bool:
    return any(not claim.blank for attribute in _TELLING for claim in person.get(attribute, []))


def _member(work: Work, person: PersonClaims, path: str) -> Member:
    claims = {a: [c for c in person.get(a, []) if not c.blank] for a in MEMBER_ATTRIBUTES}
    claims["name"] = claims["name"] or _joined_name(person)
    _part_position_and_name(claims)
    written = claims["role"]
    _part_role_and_title(claims, work.draft.role_codes)
    if written and not claims["role"]:
        work.doubt(f"{path}.role")
    _doubt_swallowed(work, path, claims)
    profession, title, implied = _occupation(work, path, claims)
    role = work.settle(f"{path}.role", "role", claims["role"])
    if role is None and not claims["role"] and implied is not None:
        role = implied
        work.note(f"{path}.role", (claims["title"] or claims["profession"])[0], _FROM_TITLE)
    return Member(
        name=_name(work, path, claims),
        title=title,
        role=role,
        profession=profession,
        email=work.settle(f"{path}.email", "email", claims["email"]),
        phone=work.settle(f"{path}.phone", "phone", claims["phone"]),
        trained_agent=work.settle(f"{path}.trained_agent", "trained_agent", claims["trained_agent"]),
    )


def _doubt_swallowed(work: Work, path: str, claims: PersonClaims) -> None:
    """A role that holds a profession too, or an address that is none, beside an empty column: the two may have run together."""
    empty = [a for a in ("profession", "phone") if not claims[a] and f"members.{a}" in work.draft.asked]
    role = claims["role"][0].text if claims["role"] else ""
    if "profession" in empty and role and read_person(role.replace(")", "), ")).profession:
        work.doubt(f"{path}.profession")
    if "phone" in empty and claims["email"] and not to_email(claims["email"][0].text).certain:
        work.doubt(f"{path}.phone")


def _name(work: Work, path: str, claims: PersonClaims) -> str | None:
    """The name; one that does not look like a name puts the whole team up for review, since rows may have been mixed up.

    So does one whose letters were not read surely: who is on the team is open until somebody has looked.
    """
    name: str | None = work.settle(f"{path}.name", "name", [_whole(claim) for claim in claims["name"]])
    if name is None:
        work.doubtful_people = True
        work.note(f"{path}.name", next(c for a in MEMBER_ATTRIBUTES for c in claims[a]), _NO_NAME)
    elif work.provenance[f"{path}.name"].method != "tag" and (not looks_like_name(name) or holds_more_than_a_name(name)):
        work.doubtful_people = True
        work.note(f"{path}.name", claims["name"][0], _ODD_NAME)
    note = work.provenance.get(f"{path}.name")
    if note is not None and note.method == "ocr" and note.needs_review:
        work.provenance["members"] = note
    return name


def _part_position_and_name(claims: PersonClaims) -> None:
    """«Seksjonsleder Kari Nordmann»: what stands before the name is a title, or the profession when nothing else says it."""
    parts = [parted_name(claim.text) for claim in claims["name"]]
    for claim, (position, _) in zip(claims["name"], parts, strict=True):
        said = to_occupation(position) if position else None
        if said is not None and said.certain and said.profession and not claims["profession"]:
            claims["profession"] = [replace(claim, text=position)]
        elif position and not claims["title"]:
            claims["title"] = [replace(claim, text=position)]
    claims["name"] = [replace(claim, text=name) for claim, (_, name) in zip(claims["name"], parts, strict=True)]


def _whole(claim: Claim) -> Claim:
    """A name that its column has broken in the midst of a word («Bakke ↵ jord»), in one piece."""
    whole = re.sub(r"(?<=[^\W\d_])\n(?=[a-zæøå])", "", claim.text)
    return replace(claim, text=whole) if not looks_like_name(claim.text) and looks_like_name(whole) else claim


def _part_role_and_title(claims: PersonClaims, codes: Mapping[str, Role]) -> None:
    """A role written under «Stilling» and a title under «Rolle» change places; the form's own sign for a role is one."""
    if claims["role"] and fold(claims["role"][0].text) in codes:
        return
    if not claims["role"] and claims["title"] and to_role(claims["title"][0].text).certain:
        claims["role"] = claims["title"]
    elif claims["role"] and not claims["title"] and _is_title(claims["role"][0].text):
        claims["title"], claims["role"] = claims["role"], []


def _is_title(text: str) -> bool:
    """«Fagutvikler» under the heading «Funksjon»: no role in the team."""
    said = to_occupation(text)
    return to_role(text).value is None and said.role is None and bool(said.profession)


def _joined_name(person: PersonClaims) -> list[Claim]:
    """First name and surname from columns of their own."""
    parts = [person[a][0] for a in ("given_name", "family_name") if person.get(a)]
    return [replace(parts[0], text=" ".join(p.text for p in parts))] if parts else []


def _occupation(work: Work, path: str, claims: PersonClaims) -> tuple[str | None, str | None, Role | None]:
    """Profession, title, and the role that the title gives, from the two columns that people mix up."""
    title: str | None = work.settle(f"{path}.title", "title", claims["title"])
    if not claims["profession"]:
        return _only_title(work, path, claims["title"] or claims["role"], title)
    source = max(claims["profession"], key=lambda c: c.confidence)
    said = to_occupation(source.text)
    if said.profession is not None:
        work.note(f"{path}.profession", source, source.confidence * (1.0 if said.certain else 0.5))
    if said.title and title is None:
        work.note(f"{path}.title", source, source.confidence)
        title = said.title
    role = said.role or (to_occupation(claims["title"][0].text).role if claims["title"] else None)
    return said.profession, title, role


def _only_title(work: Work, path: str, titles: list[Claim], title: str | None) -> tuple[str | None, str | None, Role | None]:
    """A title alone may hold the profession, on a form that does not ask for it."""
    if not titles:
        return None, title, None
    said = to_occupation(titles[0].text)
    if said.profession and said.certain and "members.profession" not in work.draft.asked:
        work.note(f"{path}.profession", titles[0], titles[0].confidence)
        return said.profession, title, said.role
    if said.profession and not said.certain and "members.profession" not in work.draft.asked:
        work.doubt(f"{path}.profession")
    return None, title, said.role


def _with_agents(work: Work, members: list[Member]) -> Iterable[Member]:
    """Agents named in an answer of their own («Utdannet forbedringsagent: Kari Nordmann»)."""
    answers = [c for c in work.draft.agents if not c.blank]
    if not answers:
        return members
    text = fold(" ; ".join(c.text for c in answers))
    if says_none(text) or _NOBODY.match(text) or to_yes_no(text).value is False:
        return [replace(m, trained_agent=False) if m.trained_agent is None else m for m in members]
    named = {i for i, m in enumerate(members) if m.name and _names(text, m.name)}
    shortened = [_by_short_name(piece, members) for c in answers for piece in _PARTED.split(c.text) if _SHORT_NAME.match(piece)]
    named |= {i for i in shortened if i is not None}
    for i in named:
        work.note(f"members[{i}].trained_agent", answers[0], answers[0].confidence)
    if not named or None in shortened:
        said = msg(
            "The form names a trained improvement agent who is not found among the members: «{text}».", text=answers[0].text
        )
        work.find("reading.agents", Severity.REVIEW, "members", said, answers[0].where)
    return [replace(m, trained_agent=True) if i in named else m for i, m in enumerate(members)]


def _by_short_name(piece: str, members: list[Member]) -> int | None:
    """The one member whom «Kari N.» means; None when there is none or more than one."""
    *first, initial = fold(piece.rstrip(". ")).split()
    found = [
        i
        for i, m in enumerate(members)
        if m.name and (words := fold(m.name).split())[: len(first)] == first and words[-1].startswith(initial)
    ]
    return found[0] if len(found) == 1 else None


def _names(text: str, name: str) -> bool:
    """Is the person named in `text`: by full name, or by first and last name?"""
    words = fold(name).split()
    padded = f" {re.sub(r'[,;()]', ' ', text)} "
    return f" {fold(name)} " in padded or (len(words) > 1 and f" {words[0]} {words[-1]} " in padded)

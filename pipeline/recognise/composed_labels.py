"""Labels put together of parts: whose («Veileders e-post»), which («Deltaker 3 – navn»), several in one («Mobil/telefon»)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.form.definition import Field
from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.model import Role
from pipeline.recognise.known_labels import (
    FILLER,
    PARENTHESIS,
    PARTS,
    PEOPLE_SECTIONS,
    Asks,
    Label,
    by_key,
    exact,
    known_fields,
    within,
)
from pipeline.recognise.telling import telling_keys

LONGEST_HEADING: Final = 5
_MARKS: Final = re.compile(r"(?<!\w)[:;,.–—/|-]+|[:;,.–—/|-]+(?!\w)")
_MARKS_ALONE: Final = frozenset({"-", "–", "—", ":", "/", "|", "nr"})
_GENITIVE: Final = re.compile(r"(?<=[a-zæøå]{4})(?:ens|es|s)$")
_TELLING_A_ROLE: Final = frozenset({"member_{n}_role", "member_{n}_agent"})
_NUMBERED_PERSON: Final = re.compile(
    r"\b(?:(?:team|prosjekt|gruppe)?(?:deltaker|deltakar|deltager|medlem)|team medlem|person|pers|delt|participant|member"
    r"|team member|nr(?= \d+\W+\w))\s*(?:nr\s*)?(\d{1,2})\b"
)
_TRAILING_NUMBER: Final = re.compile(r"(?<=\w )(?:nr |no |nummer )?(\d{1,2})$")
_BARE_NUMBER: Final = re.compile(r"^(?:nr|no|nummer)\s*(\d{1,2})$")
_IN_BRACKETS: Final = re.compile(r"\(([^)]{3,30})\)")
_OWNERS: Final = (
    (
        "adviser",
        re.compile(
            r"\b(?:(?:lokale?|vår|vårt|våre|teamets|foretakets|føretakets|den)\s+)*"
            r"(?:forb[ei]drings|forbetrings|lokal|forb )?(?:veileder|veiledar|rettleiar|rettleder|adviser|advisor)(?:en|s"
            r"|ens|ne|nes)?(?:['’]s)?\b"
        ),
    ),
    ("contact", re.compile(r"\b(?:kontaktperson|kontakt|contact person|contact)(?:en|s|ens)?(?:['’]s)?\b")),
)
_BRACKETS: Final = re.compile(r"[()]")
_QUESTION_WORDS: Final = frozenset(
    {"hvem", "kven", "er", "skal", "blir", "vil", "deres", "dykkar", "vår", "våre", "teamet", "team", "medlem", "person", "i"}
    | {
        "valgt",
        "oppnevnt",
        "navngitt",
        "lokal",
        "lokale",
        "den",
        "som",
        "ikke",
        "tillegg",
        "til",
        "veilede",
        "fra",
        "foretaket",
    }
    | {"who", "is", "the", "your", "will", "be", "local", "not", "a", "member", "for", "from", "trust"}
)
_JOINED: Final = re.compile(r"\s+(?:og|eller|and|or|samt)\s+|\s*[+&/]\s*|,\s*")
_OF_THE_TEAM: Final = frozenset(
    {"team", "teamet", "teamets", "deltaker", "deltakeren", "deltakar", "deltakers", "person", "personen"}
    | {"medlem", "medlemmets", "medlemmer", "member"}
)
_ROLE_LABELS: Final = re.compile(
    r"^(?:(?P<leader>(?:team|prosjekt)?\s*(?:leder|leiar)|leder (?:av|for|i) teamet|team leader|leader|nærmeste leder)"
    r"|(?P<union_rep>tillitsval(?:gt|d)(?:e|es)?(?: e)?|tillitsvalgt i teamet|plasstillitsval(?:gt|d)"
    r"|union representatives?|union rep)"
    r"|(?P<staff>resten av (?:teamet|laget|gruppa|gruppen)|(?:the )?rest of the team|(?:dei |de )?(?:andre|øvrige) (?:i"
    r"|på) (?:teamet|laget)"
    r"|medarb|medarbeidere?|medarbeidar(?:ar)?|(?:øvrige|andre) (?:deltakere|medarbeidere|medlemmer|deltakarar"
    r"|medarbeidarar)|(?:other )?(?:staff|members|participants)))$"
)


def of_role(folded: str) -> Label | None:
    """«Leder – navn», «E-post til tillitsvalgt», «Medarbeider 2: yrke»: a field of whoever has the role; `number` counts."""
    words = [word for word in FILLER.sub(" ", folded).split() if word not in _MARKS_ALONE]
    numbers = [word for word in words if word.isdigit()]
    plain = [word for word in words if not word.isdigit()]
    for cut in range(1, len(plain)) if len(plain) <= LONGEST_HEADING and len(numbers) <= 1 else ():
        for who, what in ((plain[:cut], plain[cut:]), (plain[cut:], plain[:cut])):
            label = role_label(" ".join([*who[:-1], _GENITIVE.sub("", who[-1])]))
            field = within("members", " ".join(what)) if label is not None else None
            if label is not None and field is not None and field.key not in _TELLING_A_ROLE:
                number = int(numbers[0]) if numbers else None
                return Label(asks=Asks.FIELD, section="members", field=field, role=label.role, number=number, score=PARTS)
    return None


def numbered(folded: str, context: str) -> Label | None:
    """«Deltaker 3», «Deltaker 3 – navn», «Medarbeider 2»: a person by number, or a field of his or hers."""
    match = _NUMBERED_PERSON.search(folded) or (
        _BARE_NUMBER.match(folded) if context not in {"project", "adviser", "contact"} else None
    )
    match = match or _TRAILING_NUMBER.search(folded)
    if match is None:
        return None
    rest = " ".join(_MARKS.sub(" ", f"{folded[: match.start()]} {folded[match.end() :]}").split())
    number = int(match[1])
    if not rest:
        return Label(asks=Asks.PERSON_NUMBER, section="members", number=number)
    field = within("members", rest) or _told("members", rest)
    if field is not None:
        return Label(asks=Asks.FIELD, section="members", field=field, number=number, score=PARTS)
    role = load_vocabulary().role(rest)
    if role is not None:
        return Label(asks=Asks.PERSON_NUMBER, section="members", number=number, role=role, score=PARTS)
    theirs = _NUMBERED_PERSON.search(folded) and any(s.key == "project" for s, _ in known_fields().get(rest, []))
    return Label(asks=Asks.OTHER, section="", score=PARTS) if theirs else None


def _told(section: str, folded: str) -> Field | None:
    """The field of `section` that a few words tell of («forb.agent»)."""
    found = next(iter(telling_keys(folded)), "") if len(folded.split()) < 6 else ""  # noqa: PLR2004 - longer is a sentence
    owner, field = by_key().get(found, (None, None))
    return field if owner is not None and owner.key == section else None


def with_role_beside(label: Label | None, plain: str) -> Label | None:
    """«Deltaker 1 (leder)»: the person's role in brackets."""
    said = _IN_BRACKETS.search(plain)
    if label is None or label.asks is not Asks.PERSON_NUMBER or label.role is not None or said is None:
        return label
    return replace(label, role=load_vocabulary().role(said[1]))


def owned(folded: str) -> Label | None:
    """«Veileders e-post», «Kontaktperson»: the adviser or the contact, or a field of his or hers."""
    for section, pattern in _OWNERS:
        match = pattern.search(folded)
        if match is None:
            continue
        rest = " ".join((folded[: match.start()] + " " + folded[match.end() :]).split())
        rest = " ".join(FILLER.sub(" ", rest).split())
        if not rest:
            return Label(asks=Asks.SECTION, section=section, score=PARTS)
        field = within(section, rest)
        if field is not None:
            return Label(asks=Asks.FIELD, section=section, field=field, score=PARTS)
        if set(rest.split()) <= _QUESTION_WORDS:
            return Label(asks=Asks.SECTION, section=section, score=PARTS)
    return None


def owned_in_brackets(plain: str) -> Label | None:
    """«Forbedringsveileder (e-post)»: what is asked of whom, the one in brackets."""
    label = owned(fold(_BRACKETS.sub(" ", plain))) if "(" in plain else None
    return label if label is not None and label.asks is Asks.FIELD else None


def compound(plain: str, context: str) -> Label | None:
    """«Mobil/telefon», «Klinikk og avdeling»: one field by two names; «Rolle / yrke»: several things of a person."""
    parts = [fold(p) for p in _JOINED.split(PARENTHESIS.sub(" ", plain)) if fold(p)]
    if not 1 < len(parts) < 5:  # noqa: PLR2004 - more is a sentence
        return None
    found = [exact(p, context) or owned(p) or role_label(p) or member_word(p, context) for p in parts]
    labels = [label for label in found if label is not None and label.asks in {Asks.FIELD, Asks.ROLE}]
    if len(labels) < len(found):
        return None
    asked = {label.attribute or "role" for label in labels}
    if len(asked) == 1:
        return next((label for label in labels if label.asks is Asks.FIELD), None)
    whose = {label.section for label in labels} - {"", context}
    if len(whose) > 1 or not whose <= {*PEOPLE_SECTIONS}:
        return None
    return Label(asks=Asks.MIXED, section=whose.pop() if whose else context or "members", score=PARTS)


def in_two_languages(plain: str, context: str) -> Label | None:
    """«Tittel / Namahus»: a label in a language that is known, beside the same in one that is not."""
    parts = [part for part in re.split(r"\s+/\s+", plain) if fold(part)]
    known = [label for part in parts if (label := exact(fold(part), context)) is not None]
    return known[0] if len(parts) == 2 and len(known) == 1 else None  # noqa: PLR2004 - two languages


def member_word(folded: str, context: str) -> Label | None:
    """«Funksjon i teamet», «Navn på deltaker»: a person's field with words about whose it is."""
    rest = " ".join(w for w in FILLER.sub(" ", folded).split() if w not in _OF_THE_TEAM)
    if not rest or rest == folded or context not in {*PEOPLE_SECTIONS, ""}:
        return None
    return exact(rest, context or "members")


def role_label(folded: str) -> Label | None:
    """«Leder», «Resten av teamet»: a role, whose holders come next."""
    match = _ROLE_LABELS.match(" ".join(folded.replace("(", " ").replace(")", " ").split()))
    if match is None:
        return None
    return Label(asks=Asks.ROLE, section="members", role=Role(str(match.lastgroup)))

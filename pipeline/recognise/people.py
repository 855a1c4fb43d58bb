"""One person in one text: «Kari Nordmann, sykepleier, tillitsvalgt, kari@….example, tlf 900 00 000 (forbedringsagent)».

The pieces may come in any order, parted by commas, semicolons, dashes, slashes, tabs, bars or parentheses. Each piece is taken
for what it can only be; the first that can be nothing else is the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.form.vocabulary import REMEMBERED, fold, load_vocabulary
from pipeline.model import Role
from pipeline.recognise.addresses import EMAIL, PHONE
from pipeline.recognise.convert import to_phone
from pipeline.recognise.occupations import to_occupation, to_role, to_trust

_PIECES: Final = re.compile(r"[,;|\t\n()\[\]<>•·]|\s+[-–—/]\s+|:\s+")
_PHONE_WORD: Final = re.compile(r"(?i)\b(?:tlf|telefon|mobil|mob|tel|phone|t|m)\b\.?:?\s*(?=[+\d(])")
_EMAIL_WORD: Final = re.compile(r"(?i)\b(?:e-?post(?:adresse)?|e-?mail|mail)\b:?\s*(?=\S{1,256}@)")
_AGENT: Final = re.compile(
    r"(?i)\b(?:ikke\s+|ikkje\s+|not\s+(?:a\s+)?)?(?:(?:utdannet|utdanna|trained|er|sertifisert"
    r"|godkjent)\s+)*(?:forb[ei]drings|forbetrings|improvement )agent(?:en)?\b(?:\s*[:=]?\s*(?:ja|nei|yes|no|x)\b)?"
)
_NOT: Final = re.compile(r"(?i)\b(?:ikke|ikkje|not|nei|no)\b")
_NAME: Final = re.compile(r"^(?:[^\W\d_][\w'’´`.-]*)(?:\s+(?:[^\W\d_][\w'’´`.-]*)){1,5}$")
_GAP: Final = re.compile(r"[ \u00a0]{2,}")
_MARKS: Final = re.compile(r"[,;|\t]|\s[–—-]\s")
_NAME_AND_MORE: Final = 3
ABBREVIATED: Final = re.compile(r"^[A-ZÆØÅ]{2,4}\d?$")
_OF_A_PLACE: Final = re.compile(
    r"(?i)ambulanse|\b(?:øst|aust|vest|nord|sør|indre|ytre)\b|avdeling|klinikk|enhet|eining|seksjon|post(?:en)?\b|senter"
    r"|poliklinikk|mottak|team|stasjon|lab\b|sykehus|sjukehus|department|ward"
    r"\b|clinic|\bunit"
)
_PARTICLES: Final = frozenset(
    {"av", "de", "von", "van", "der", "den", "af", "la", "le", "du", "dos", "da", "el", "al", "bin", "ten", "zu", "og"}
)
_LONGEST_POSITION: Final = 3
_SHORTEST_NAME: Final = 2
_POSITION: Final = re.compile(
    r"(?i)\w*(?:leder|leiar|sjef|ansvarl[ei]g|rådgivere?|rådgivar|konsulent|koordinator|direktør|utvikler|utviklar|terapeut|professor"
    r"|assistent|sekretær|arbeider|arbeidar|tekniker|teknikar|ingeniør|pleier|pleiar|lege|lækjar|manager|nurse|adviser|advisor)"
    r"|(?:dr|prof|spl|sykepl)\."
)
_IS: Final = re.compile(
    r"(?i)^(?:(?:som|og|who)\s+)?(?:er|blir|vert|is|are|will be|skal være|skal vere|deltar|deltek|inngår|stiller|som"
    r"|as)\s+(?:med\s+)?"
    r"(?:(?:som|as)\s+)?(?:(?:en|ein|ei|vår|a|an|the|our)\s+)?(?=\w)"
)
_JOINS: Final = re.compile(r"(?i)^(?:er|blir|vert|deltar|deltek|stiller|is|joins)(?:\s+(?:også|òg|og|also))?(?:\s+med)?$")
_LEADS: Final = re.compile(
    r"(?i)^(?:(?:som|og|who)\s+)?(?:(?:skal|vil|will)\s+)?(?:leder|lede|leier|leie|leiar|leads?|heads?)\s+(?:teamet|laget"
    r"|gruppa|gruppen|the team)$"
)
_LABELLED: Final = re.compile(r"(?i)^(?:navn|namn|name|rolle|role|yrke|faggruppe|profesjon|stilling|tittel)\s*[:=]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonText:
    """The words for each thing said of a person; `rest` is what could not be placed."""

    name: str = ""
    title: str = ""
    profession: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    trained_agent: str = ""
    rest: tuple[str, ...] = ()

    def said(self) -> dict[str, str]:
        """The attributes that were found, by name."""
        names = ("name", "title", "profession", "role", "email", "phone", "trained_agent")
        return {name: text for name in names if (text := getattr(self, name))}


@lru_cache(maxsize=REMEMBERED)
def looks_like_name(text: str) -> bool:
    """Two words or more, each beginning with a capital (particles excepted), no digits; no health trust."""
    text = text.strip()
    if not _NAME.match(text) or len(text) > 70:  # noqa: PLR2004 - longer is a sentence
        return False
    words = text.split()
    capitals = [w for w in words if w.casefold() not in _PARTICLES]
    return (
        len(capitals) > 1
        and words[-1] in capitals
        and all(w[0].isupper() for w in capitals)
        and words[0][0].isupper()
        and not text.endswith((".", ":", "?"))
        and not to_trust(text).certain
    )


@lru_cache(maxsize=REMEMBERED)
def parted_name(text: str) -> tuple[str, str]:
    """«Seksjonsleder Kari Nordmann» as position and name; the position is empty when the text is a name alone."""
    words = text.split()
    for cut in range(min(_LONGEST_POSITION, len(words) - _SHORTEST_NAME), 0, -1):
        position, name = " ".join(words[:cut]), " ".join(words[cut:])
        role = to_role(position)
        known = (role.certain and role.value is not None) or _is_occupation(position)
        if looks_like_name(name) and (known or (cut == 1 and _POSITION.fullmatch(position))):
            return position, name
    return "", text


def begins_with_post(text: str) -> bool:
    """«Tillitsvalgt Kari Nordmann», «Sykepleier Ola Vik»: is the first word of a name none of it?"""
    first = text.split(maxsplit=1)[0]
    return to_occupation(first).certain or load_vocabulary().role(first) is not None


def names_a_place(text: str) -> bool:
    """«Medisinsk Klinikk»: are there words of a unit or a house in it, whatever its capitals?"""
    return bool(_OF_A_PLACE.search(text))


def looks_like_person(text: str) -> bool:
    """Does the text name a person and say something of him or her (an address, a number, a role or a profession)?"""
    person = read_person(text)
    known = person.email or person.phone or person.role or (person.profession and to_occupation(person.profession).certain)
    return looks_like_name(person.name) and bool(known)


def holds_more_than_a_name(text: str) -> bool:
    """«Kari Nordmann Tillitsvalgt»: a name that has swallowed the column beside it."""
    words = text.split()
    if len(words) > 2 and begins_with_post(text):  # noqa: PLR2004 - two words are a name
        return True
    ends = [" ".join(words[k:]) for k in range(1, len(words))]
    return len(words) > 5 or any(to_role(end).certain and to_role(end).value for end in ends) or any(map(_is_occupation, ends))  # noqa: PLR2004


def _is_occupation(text: str) -> bool:
    said = to_occupation(text)
    return said.certain and said.profession is not None


@lru_cache(maxsize=REMEMBERED)
def read_person(text: str) -> PersonText:
    """The person in `text`, its pieces told apart."""
    agent = _AGENT.search(text)
    left = text[: agent.start()] + "," + text[agent.end() :] if agent else text
    left = _GAP.sub(", ", left.strip()) if len(_GAP.findall(left.strip())) > 1 and not _MARKS.search(left) else left
    left, emails = _take(EMAIL, _EMAIL_WORD.sub(" ", left))
    left, phones = _take_phones(_PHONE_WORD.sub(" ", left))
    parted = left.replace("/", ",") if _is_slashed(text) else left
    pieces = [bare(_LABELLED.sub("", p).strip(" .:-–—")) for p in _PIECES.split(parted)]
    found = _sort(
        [
            p
            for piece in pieces
            for p in _apart(piece)
            if p
            and fold(p) not in load_vocabulary().wording.unions
            and not re.fullmatch(r"(?i)\d{0,2}[.)]?|tlf|telefon|mobil|mob|e-?post|mail|og|and|er", p)
        ]
    )
    return PersonText(
        name=found.name,
        title=found.title,
        profession=found.profession,
        role=found.role,
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        trained_agent=_agent_answer(agent[0]) if agent else "",
        rest=(*found.rest, *emails[1:], *phones[1:]),
    )


def bare(piece: str) -> str:
    """«er leder for teamet» as «leder for teamet», «skal lede teamet» as «leder»."""
    if _JOINS.match(piece):
        return ""
    return "leder" if _LEADS.match(piece) else _IS.sub("", piece)


def _apart(piece: str) -> tuple[str, ...]:
    """«leder Kari Nordmann sykepleier»: what stands before and after a name, each parted when it is a role or a profession.

    It begins with a small letter, or is an abbreviation (LIS2).
    """
    words = piece.split()
    if len(words) >= _NAME_AND_MORE and begins_with_post(piece) and looks_like_name(" ".join(words[1:])):
        return words[0], " ".join(words[1:])
    capitals = [i for i, word in enumerate(words) if word[0].isupper() and not ABBREVIATED.match(word)]
    if len(words) < _NAME_AND_MORE or len(capitals) < 2 or capitals[-1] - capitals[0] == len(words) - 1:  # noqa: PLR2004 - a name
        return (piece,)
    first, last = capitals[0], capitals[-1] + 1
    around = [" ".join(part) for part in (words[:first], words[last:]) if part]
    name = " ".join(words[first:last])
    return (name, *around) if looks_like_name(name) and all(map(_kind, around)) else (piece,)


def _is_slashed(text: str) -> bool:
    """«Kari Nordmann/jordmor/leder/900 00 000»: slashes between the pieces, and no other mark."""
    return text.count("/") > 1 and not _MARKS.search(text)


def _agent_answer(words: str) -> str:
    return "nei" if _NOT.search(words) else "ja"


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    found = [m.strip(".") for m in pattern.findall(text)]
    return pattern.sub(",", text), found


def _take_phones(text: str) -> tuple[str, list[str]]:
    found = [m[0].strip() for m in PHONE.finditer(text) if to_phone(m[0]).certain]
    for number in found:
        text = text.replace(number, ",", 1)
    return text, found


def _sort(pieces: list[str]) -> PersonText:
    name = role = profession = title = ""
    rest: list[str] = []
    for piece in pieces:
        kind = _kind(piece)
        if kind == "role" and not role:
            role = piece
        elif kind == "title" and not title:
            title = piece
        elif kind == "profession" and not profession:
            profession = piece
        elif not name and (looks_like_name(piece) or piece == pieces[0]):
            name = piece
        else:
            rest.append(piece)
    if not name and rest and looks_like_name(rest[0]):
        name = rest.pop(0)
    if rest and not profession and name and len(rest) == 1 and not looks_like_name(rest[0]) and len(rest[0].split()) < 4:  # noqa: PLR2004
        profession = rest.pop(0)
    return PersonText(name=name, title=title, profession=profession, role=role, rest=tuple(rest))


_PLAIN_ROLES: Final = frozenset(
    {
        "leder",
        "leiar",
        "leder for teamet",
        "leder av teamet",
        "leiar for teamet",
        "leiar av teamet",
        "teamleder",
        "teamleiar",
        "leader",
        "team leader",
        "medarbeider",
        "medarbeidar",
        "deltaker",
        "deltakar",
        "staff",
        "tillitsvalgt",
        "tillitsvald",
        "union rep",
        "union representative",
    }
)


def _kind(piece: str) -> str:
    folded = fold(piece)
    if folded in _PLAIN_ROLES:
        return "role"
    role = to_role(piece)
    occupation = to_occupation(piece)
    if role.certain and role.value is Role.UNION_REP:
        return "role"
    if occupation.certain and occupation.profession:
        return "profession"
    if role.certain and role.value is not None:
        return "title" if role.value is Role.LEADER and load_vocabulary().role(piece) is Role.LEADER else "role"
    return ""

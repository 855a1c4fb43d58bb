"""People in running text: «Teamet ledes av avdelingssjef Kari Nordmann (sykepleier, kari@….example, 900 00 000)».

A mention is a name with something said of the person right beside it: in parentheses, after a comma, or «som nås på …». What
the sentence says before the name tells the role; several names in one sentence share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.model import Role
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.convert import has_phone
from pipeline.recognise.occupations import to_occupation
from pipeline.recognise.people import bare, begins_with_post, looks_like_name, read_person

_BRACKET: Final = re.compile(r"\(((?:[^()]|\([^()]*\)){4,160})\)")
_REACHED: Final = re.compile(
    r"(?i),?\s+(?:(?:som|og|who|and)\s+)?(?:(?:kan|can be|is)\s+)?(?:nås|nåast|når ein|treffes|treffast|kontaktes|reached"
    r"|has|on|e-?post|mail|e-?mail"
    r"|tlf|telefon)\b"
)
_MOST_WORDS: Final = 5
_VERB: Final = r"(?:er|blir|vert|is|are|will|skal|vil|deltar|deltek|inngår|stiller|sit|sitter|leder|leier|leiar|leads|heads)"
_BEHIND: Final = re.compile(rf"(?i)^\s*,?\s*(?:som\s+|who\s+)?(?P<what>{_VERB}\b[^.;(@]{{2,60}})")
_VERB_BEHIND: Final = re.compile(
    rf"(?i)[)\d]\s*,?\s*(?:(?:som|who)\s+)?(?:{_VERB}|har(?!\s+(?:forb|utdann|gjennom|tatt))|hadde|var|kan|må|bør|ønsker"
    rf"|støtter|stør|godkjenner|anbefaler|tilrår|sender|tar|trer"
    r"|gikk|slutta?r?|has|have|had|was|can|must|supports|approves?d?|recommends)\s+\w"
)
_SENTENCES: Final = re.compile(r"(?:(?<=\w\w\w\w[.!?])|(?<=\)[.!?])|(?<=\d\d[.!?]))\s+(?=[A-ZÆØÅÁČĐŊŠŽ])")
_CLAUSES: Final = re.compile(r"(?i)(?:[,;]|\bog\b|\band\b|\bmens\b|\bmedan\b|\bwhile\b)\s")
_JOINED: Final = re.compile(r"(?i)^\s*,?\s*(?:og|and|samt)?\s*$")
_DENIED: Final = re.compile(r"(?i)\b(?:ikke|ikkje|not|verken|neither)\b")
_ADVISER: Final = re.compile(
    r"(?i)\b(?:forb[ei]t?d?rings)?(?:veileder|veiledar|rettleiar|rettleder|adviser|advisor)(?:en|s)?\b"
)
ADVISES: Final = re.compile(
    r"(?i)\b(?:forb[ei]t?d?rings(?:veileder|veiledar|rettleiar|rettleder)|(?:lokale?|vår|teamets|lagets)\s+(?:veileder"
    r"|veiledar|rettleiar)|improvement advis[eo]r)"
)
"""An adviser beyond doubt; «genetisk veileder» is a profession."""

_ROLES: Final = (
    (Role.UNION_REP, re.compile(r"(?i)\b(?:\w*tillitsval(?:gt|d)\w*|union rep\w*|shop steward)")),
    (
        Role.LEADER,
        re.compile(
            r"(?i)\b(?:(?:team|prosjekt)?led(?:e|er|eren|es|et|ar)|(?:team|prosjekt)?lei(?:ar|aren|a|e|er|dd|ast)"
            r"|team leader|leads?|heads|led by|headed by)\b"
        ),
    ),
    (
        Role.STAFF,
        re.compile(
            r"(?i)\b(?:øvrige?|andre|other|medlem\w*|deltak\w*|deltar|deltek|med (?:på|i)|er med|resten av|rest of|består"
            r"|inngår|medarbeid\w*|members?|participants?|in addition|i tillegg|dessuten)\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody named in running text; `role` None: the text does not say; `adviser`: no member, but the team's adviser.

    `borrows`: the role is one that few have, and only whoever is named before is said to have it.
    """

    name: str
    profession: str = ""
    email: str = ""
    phone: str = ""
    role: Role | None = None
    adviser: bool = False
    borrows: bool = False


def each_sentence(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph; a full stop behind an abbreviation or an initial ends none."""
    return tuple(_SENTENCES.split(text))


def tells_behind(text: str) -> bool:
    """«Kari Nordmann (sykepleier, …) er leder for teamet»: does a verb follow what is said in brackets, or in commas?"""
    return _VERB_BEHIND.search(text) is not None


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Everybody who is named in a sentence with an address or a number, in order."""
    found: list[Mention] = []
    joined: list[bool] = []
    begin, told_behind = 0, False
    for before, details, end in _places(text):
        led_in = text[begin:before]
        mention = _mention(_CLAUSES.split(led_in)[-1] if told_behind else led_in, details)
        begin = end
        if mention is None:
            continue
        last = found[-1] if found and not told_behind else None
        said = _with_role_behind(mention, text[end:])
        told_behind = said is not mention
        found.append(_like(said, last))
        joined.append(_JOINED.match(led_in.rpartition(mention.name)[0]) is not None)
    return tuple(_with_shared_roles(found, joined))


def _like(mention: Mention, last: Mention | None) -> Mention:
    """Somebody of whom the sentence says no role shares that of whoever is named before."""
    if last is None or mention.role is not None or mention.adviser:
        return mention
    return replace(mention, role=last.role, adviser=last.adviser, borrows=last.role not in {None, Role.STAFF})


def _with_shared_roles(found: Sequence[Mention], joined: Sequence[bool]) -> Iterator[Mention]:
    """«A (…), B (…) og C (…) er medarbeidere»: what the last is said to be, the others are, when only «og» stands between."""
    for i, mention in enumerate(found):
        last = i
        while last + 1 < len(found) and joined[last + 1]:
            last += 1
        alone = mention.role is None and not mention.adviser and all(one.role is None for one in found[i:last])
        yield replace(mention, role=found[last].role) if alone and not found[last].adviser else mention


def _with_role_behind(mention: Mention, behind: str) -> Mention:
    """«Kari Nordmann (sykepleier, kari@….example) er leder for teamet»: what the words behind somebody say of him or her."""
    said = _BEHIND.match(behind)
    if said is None or mention.adviser or _DENIED.search(said["what"]):
        return mention
    what = said["what"]
    advises = ADVISES.search(what) or (_ADVISER.search(what) and not to_occupation(what).certain)
    roles = {role for role, pattern in _ROLES if pattern.search(what)} if not advises else set()
    if advises and mention.role is None:
        return replace(mention, adviser=True)
    role = roles.pop() if len(roles) == 1 else None
    return replace(mention, role=role) if role is not None and (mention.role is None or role is not Role.STAFF) else mention


def _places(text: str) -> Iterator[tuple[int, str, int]]:
    """Where a name may end, what is said of the person there, and where that ends."""
    brackets = [m for m in _BRACKET.finditer(text) if EMAIL.search(m[1]) or has_phone(m[1])]
    if brackets:
        yield from ((m.start(), m[1], m.end()) for m in brackets)
        return
    told = _told_by_commas(text)
    if told is not None:
        yield told
        return
    reached = next((m for m in _REACHED.finditer(text) if EMAIL.search(text, m.end()) or has_phone(text[m.end() :])), None)
    if reached is not None:
        yield reached.start(), text[reached.end() :], len(text)


def _told_by_commas(text: str) -> tuple[int, str, int] | None:
    """«Leder er Kari Nordmann, sykepleier, kari@….example, 900 00 000»: a name in a sentence, only known things behind it."""
    comma = text.find(",")
    name = _name_at_end(text[:comma]) if comma > 0 else ""
    if not name or name == text[:comma].strip():
        return None
    said = read_person(f"{name}{text[comma:]}")
    whole = said.name == name and not said.rest and (said.email or said.phone)
    return (comma, text[comma + 1 :], len(text)) if whole else None


def _mention(before: str, details: str) -> Mention | None:
    """Who is named at the end of `before`, with the role that the words before the name give."""
    words, beside = before.strip(" ,:–-"), ""
    head, comma, tail = words.rpartition(",")
    if comma and not bare(tail.strip()):
        words = head
        head, comma, tail = words.rpartition(",")
    tail = bare(tail.strip())
    if comma and len(tail.split()) < _MOST_WORDS and to_occupation(tail).certain:
        words, beside = head, tail
    name = _name_at_end(words)
    if not name:
        return None
    lead = words[: len(words) - len(name)]
    said = read_person(f"{name}, {beside}, {details}" if beside else f"{name}, {details}")
    role = _role(lead, said.role)
    advises = ADVISES.search(lead) is not None or (role is None and _ADVISER.search(lead) is not None)
    return Mention(
        name=name,
        profession=said.profession or _occupation_before(lead),
        email=said.email,
        phone=said.phone,
        role=role,
        adviser=advises,
    )


def _name_at_end(words: str) -> str:
    """The longest name that `words` end with."""
    pieces = words.split()
    ends = (" ".join(pieces[-n:]) for n in range(min(_MOST_WORDS, len(pieces)), 1, -1))
    return next((end for end in ends if looks_like_name(end) and not begins_with_post(end)), "")


def _role(lead: str, said: str) -> Role | None:
    """The role that the words nearest before the name give."""
    places = [(m.end(), role) for role, pattern in _ROLES for m in pattern.finditer(f"{lead} {said}")]
    return max(places)[1] if places else None


def _occupation_before(lead: str) -> str:
    """«kreftsykepleier Kari Nordmann»: the profession right before the name."""
    pieces = lead.split()
    ends = (" ".join(pieces[-n:]) for n in (2, 1) if len(pieces) >= n)
    return next((e for e in ends if (said := to_occupation(e)).certain and said.profession and said.role is None), "")

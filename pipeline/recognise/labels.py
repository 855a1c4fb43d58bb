"""What a label asks for: from the words on somebody's form to a field of the form definition.

A label is known exactly, by its parts («Veileders e-post», «Deltaker 3 – navn»), by its telling words («Hvilket helseforetak …?»), or
nearly (a slip of the pen). How it was known decides how sure the value is. All matching is on folded text, and is cached:
the same labels come back in every form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.form.definition import Field, Kind, Section, Words
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import REMEMBERED, fold, load_vocabulary
from pipeline.model import Role
from pipeline.recognise.people import looks_like_name, read_person
from pipeline.recognise.telling import asks_other, is_prose, member_keys, telling_keys

EXACT: Final = 0.98
PARTS: Final = 0.95
TELLING: Final = 0.9
NEARLY: Final = 0.86
TORN: Final = 0.7
MAX_WORDS: Final = 16
MAX_LENGTH: Final = 160
LONGEST_HEADING: Final = 5

ALIKE: Final = 89
"""How much of a label must be as the form definition has it, in hundredths, for it to be a slip of the pen."""


class Asks(Enum):
    """What sort of thing a label is."""

    FIELD = "field"
    SECTION = "section"
    ROLE = "role"
    PERSON_NUMBER = "person_number"
    MIXED = "mixed"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A known label. `section` is the form section's key; `number` the «3» of «Deltaker 3 – navn»."""

    asks: Asks
    section: str
    field: Field | None = None
    role: Role | None = None
    number: int | None = None
    score: float = EXACT

    @property
    def attribute(self) -> str:
        """The last part of the field's path: «email» of «members[{i}].email»."""
        return self.field.path.rsplit(".", 1)[-1] if self.field else ""


PEOPLE_SECTIONS: Final = ("members", "adviser", "contact")
_SECTIONS: Final = {section.key: section for section in REGISTRATION.sections}
_NUMBERING: Final = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)]\d?\s+|\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\(?\d{1,2}[.)]\s*|\d{1,2}[a-h][.)]\s*|[a-zæøå]\)\s+|[a-h]\.\s+"
    r"|\d{1,2}\s+(?=(?-i:[A-ZÆØÅ]))|[ivx]{1,4}\.\s+|[•·▪●◦\uf0b7*–-]\s+)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"[\s:?*.…_]+$")
_MARKS: Final = re.compile(r"(?<!\w)[:;,.–—/|-]+|[:;,.–—/|-]+(?!\w)")
_NUMBER_IN_PARENTHESIS: Final = re.compile(r"[?:]?\s*\((\d{1,2})\)\s*$")
_FIGURES: Final = re.compile(r"\d(?:[\s().-]?\d){5}")
_PARENTHESIS: Final = re.compile(r"\([^)]*\)")
_NUMBERED_PERSON: Final = re.compile(
    r"\b(?:(?:team|prosjekt|gruppe)?(?:deltaker|deltakar|deltager|medlem)|team medlem|person|pers|delt|participant|member|team member|medarbeider|nr(?= \d+\W+\w))\s*(?:nr\s*)?(\d{1,2})\b"
)
_TRAILING_NUMBER: Final = re.compile(r"(?<=\w )(?:nr |no |nummer )?(\d{1,2})$")
_BARE_NUMBER: Final = re.compile(r"^(?:nr|no|nummer)\s*(\d{1,2})$")
_OWNERS: Final = (
    (
        "adviser",
        re.compile(
            r"\b(?:(?:lokale?|vår|vårt|våre|teamets|foretakets|føretakets|den)\s+)*"
            r"(?:forb[ei]drings|forbetrings|lokal|forb )?(?:veileder|veiledar|rettleiar|rettleder|adviser|advisor)(?:en|s|ens|ne|nes)?(?:['’]s)?\b"
        ),
    ),
    ("contact", re.compile(r"\b(?:kontaktperson|kontakt|contact person|contact)(?:en|s|ens)?(?:['’]s)?\b")),
)
_FILLER: Final = re.compile(r"\b(?:for|til|på|av|sin|sitt|si|hos|i|the|of|for the|nr|oppgi|skriv inn|fyll inn)\b")


@lru_cache(maxsize=REMEMBERED)
def find_label(text: str, context: str = "") -> Label | None:
    """The label that `text` is, or None. `context` is the section it stands in, which decides between «Navn» and «Navn»."""
    words = _stripped(text)
    if words is None:
        return None
    plain, folded, bare = words
    return (
        _exact(folded, context)
        or _exact(bare, context)
        or _of_role(bare)
        or _numbered(bare, context)
        or _owned(bare)
        or _role(bare)
        or _member_word(bare, context)
        or _compound(plain, context)
        or _in_two_languages(plain, context)
        or _other(folded)
        or _telling(plain, context, len(bare.split()), question=text.rstrip().endswith(("?", ":")))
        or _nearly(bare, context)
        or _of_a_person(bare, context)
    )


@lru_cache(maxsize=REMEMBERED)
def _stripped(text: str) -> tuple[str, str, str] | None:
    """`text` without its numbering and its end, the same folded, and that without parentheses; None when it is too long for a label."""
    if "@" in text or _FIGURES.search(text):
        return None
    text = _NUMBER_IN_PARENTHESIS.sub(r" \1", text) if "(" in text else text
    plain = _TAIL.sub("", _NUMBERING.sub("", text.replace("\n", " ").replace(",", " ")))
    if not plain or len(plain) > MAX_LENGTH or len(plain.split()) > MAX_WORDS:
        return None
    folded = fold(plain)
    return plain, folded, fold(_TAIL.sub("", _PARENTHESIS.sub(" ", plain))) if "(" in plain else folded


def is_label(text: str, context: str = "") -> bool:
    """Is `text` a label that is known for certain (exactly, or by its parts)?"""
    label = find_label(text, context)
    return label is not None and label.score >= PARTS


@cache
def _fields() -> dict[str, list[tuple[Section, Field]]]:
    index: dict[str, list[tuple[Section, Field]]] = {}
    shared = {f.path.rsplit(".", 1)[-1]: f.also for f in _SECTIONS["members"].fields}
    for section in REGISTRATION.sections:
        for field in (*section.fields, *(_NAME_PARTS if section.key == "members" else ())):
            own = (field.label.nb, field.label.nn, *((field.short.nb, field.short.nn) if field.short else ()), *field.also)
            if section.key in {"adviser", "contact"}:
                own = (*own, *shared.get(field.path.rsplit(".", 1)[-1], ()))
            for words in own:
                for form in {fold(words), fold(_PARENTHESIS.sub(" ", words))}:
                    entry = index.setdefault(form, [])
                    if (section, field) not in entry:
                        entry.append((section, field))
    return index


_NAME_PARTS: Final = (
    Field(
        key="given_name",
        path="given_name",
        kind=Kind.TEXT,
        label=Words("Fornavn", "Førenamn"),
        also=("first name", "given name", "fornamn"),
    ),
    Field(
        key="family_name",
        path="family_name",
        kind=Kind.TEXT,
        label=Words("Etternavn", "Etternamn"),
        also=("last name", "surname", "family name"),
    ),
)


@cache
def _titles() -> dict[str, Section]:
    return {fold(words): s for s in REGISTRATION.sections for words in (s.title.nb, s.title.nn, *s.also)}


def _exact(folded: str, context: str) -> Label | None:
    found = _fields().get(folded, [])
    if folded in _titles() and (not found or _titles()[folded].key in PEOPLE_SECTIONS):
        return Label(asks=Asks.SECTION, section=_titles()[folded].key)
    here = next(((s, f) for s, f in found if s.key == context), None)
    if here is None and found:
        alone = {s.key for s, _ in found}
        here = found[0] if len(alone) == 1 else next(((s, f) for s, f in found if s.key in {"project", "members"}), found[0])
        if len(alone) > 1 and "project" not in alone:
            return Label(asks=Asks.FIELD, section="", field=here[1], score=TORN)
    return Label(asks=Asks.FIELD, section=here[0].key, field=here[1]) if here else None


def _within(section: str, folded: str) -> Field | None:
    """The field of `section` that the rest of a composed label names."""
    rest = " ".join(_FILLER.sub(" ", folded).split())
    for form in (folded, rest):
        found = next((f for s, f in _fields().get(form, []) if s.key == section), None)
        if found is not None:
            return found
    said = [{f.key: f for s, f in _fields().get(word, []) if s.key == section} for word in rest.split()]
    same = set.intersection(*map(set, said)) if said else set[str]()
    return said[0][same.pop()] if len(same) == 1 else None


def _told(section: str, folded: str) -> Field | None:
    """The field of `section` that a few words tell of («forb.agent»)."""
    found = next(iter(telling_keys(folded)), "") if len(folded.split()) < 6 else ""  # noqa: PLR2004 - longer is a sentence
    owner, field = _by_key().get(found, (None, None))
    return field if owner is not None and owner.key == section else None


def _of_role(folded: str) -> Label | None:
    """«Leder – navn», «E-post til tillitsvalgt», «Medarbeider 2: yrke»: a field of whoever has the role; `number` counts those."""
    words = [word for word in _FILLER.sub(" ", folded).split() if word not in _MARKS_ALONE]
    numbers = [word for word in words if word.isdigit()]
    plain = [word for word in words if not word.isdigit()]
    for cut in range(1, len(plain)) if len(plain) <= LONGEST_HEADING and len(numbers) <= 1 else ():
        for who, what in ((plain[:cut], plain[cut:]), (plain[cut:], plain[:cut])):
            label = _role(" ".join([*who[:-1], _GENITIVE.sub("", who[-1])]))
            field = _within("members", " ".join(what)) if label is not None else None
            if label is not None and field is not None and field.key not in _TELLING_A_ROLE:
                number = int(numbers[0]) if numbers else None
                return Label(asks=Asks.FIELD, section="members", field=field, role=label.role, number=number, score=PARTS)
    return None


_MARKS_ALONE: Final = frozenset({"-", "–", "—", ":", "/", "|", "nr"})
_GENITIVE: Final = re.compile(r"(?<=[a-zæøå]{4})(?:ens|es|s)$")
_TELLING_A_ROLE: Final = frozenset({"member_{n}_role", "member_{n}_agent"})


def _numbered(folded: str, context: str) -> Label | None:
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
    field = _within("members", rest) or _told("members", rest)
    if field is not None:
        return Label(asks=Asks.FIELD, section="members", field=field, number=number, score=PARTS)
    role = load_vocabulary().role(rest)
    if role is not None:
        return Label(asks=Asks.PERSON_NUMBER, section="members", number=number, role=role, score=PARTS)
    theirs = _NUMBERED_PERSON.search(folded) and any(s.key == "project" for s, _ in _fields().get(rest, []))
    return Label(asks=Asks.OTHER, section="", score=PARTS) if theirs else None


def _owned(folded: str) -> Label | None:
    for section, pattern in _OWNERS:
        match = pattern.search(folded)
        if match is None:
            continue
        rest = " ".join((folded[: match.start()] + " " + folded[match.end() :]).split())
        rest = " ".join(_FILLER.sub(" ", rest).split())
        if not rest:
            return Label(asks=Asks.SECTION, section=section, score=PARTS)
        field = _within(section, rest)
        if field is not None:
            return Label(asks=Asks.FIELD, section=section, field=field, score=PARTS)
        if set(rest.split()) <= _QUESTION_WORDS:
            return Label(asks=Asks.SECTION, section=section, score=PARTS)
    return None


_QUESTION_WORDS: Final = frozenset(
    "hvem kven er skal blir vil deres dykkar teamet team who is the your will be vår våre valgt oppnevnt lokal lokale local den som ikke medlem "
    "not a member team i tillegg til den veilede for from fra foretaket trust navngitt person".split()
)


def _compound(plain: str, context: str) -> Label | None:
    """«Mobil/telefon», «Klinikk og avdeling»: one field by two names; «Rolle / yrke»: several things of a person in one place."""
    parts = [fold(p) for p in _JOINED.split(_PARENTHESIS.sub(" ", plain)) if fold(p)]
    if not 1 < len(parts) < 5:  # noqa: PLR2004 - more is a sentence
        return None
    found = [_exact(p, context) or _owned(p) or _role(p) or _member_word(p, context) for p in parts]
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


_JOINED: Final = re.compile(r"\s+(?:og|eller|and|or|samt)\s+|\s*[+&/]\s*|,\s*")


def _in_two_languages(plain: str, context: str) -> Label | None:
    """«Tittel / Namahus»: a label in a language that is known, beside the same in one that is not."""
    parts = [part for part in re.split(r"\s+/\s+", plain) if fold(part)]
    known = [label for part in parts if (label := _exact(fold(part), context)) is not None]
    return known[0] if len(parts) == 2 and len(known) == 1 else None  # noqa: PLR2004 - two languages


def _member_word(folded: str, context: str) -> Label | None:
    """«Funksjon i teamet», «Navn på deltaker»: a person's field with words about whose it is."""
    rest = " ".join(w for w in _FILLER.sub(" ", folded).split() if w not in _OF_THE_TEAM)
    if not rest or rest == folded or context not in {*PEOPLE_SECTIONS, ""}:
        return None
    return _exact(rest, context or "members")


_OF_THE_TEAM: Final = frozenset(
    "team teamet teamets deltaker deltakeren deltakar deltakers deltaker medlem medlemmets medlemmer person personen member".split()
)


_ROLE_LABELS: Final = re.compile(
    r"^(?:(?P<leader>(?:team|prosjekt)?\s*(?:leder|leiar)|leder (?:av|for|i) teamet|team leader|leader|nærmeste leder)"
    r"|(?P<union_rep>tillitsval(?:gt|d)(?:e|es)?(?: e)?|tillitsvalgt i teamet|plasstillitsval(?:gt|d)|union representatives?|union rep)"
    r"|(?P<staff>medarbeidere?|medarbeidar(?:ar)?|(?:øvrige|andre) (?:deltakere|medarbeidere|medlemmer|deltakarar|medarbeidarar)|(?:other )?(?:staff|members|participants)))$"
)


def _role(folded: str) -> Label | None:
    match = _ROLE_LABELS.match(" ".join(folded.replace("(", " ").replace(")", " ").split()))
    if match is None:
        return None
    return Label(asks=Asks.ROLE, section="members", role=Role(str(match.lastgroup)))


def _other(folded: str) -> Label | None:
    """A question that forms ask and the register does not hold: how many work there, a case number, a budget."""
    return Label(asks=Asks.OTHER, section="", score=TELLING) if asks_other(folded) else None


@lru_cache(maxsize=REMEMBERED)
def split_prefix(text: str, context: str = "") -> tuple[Label, str] | None:
    """A known label at the beginning of a line, with nothing but a blank after it: the longest that is exact."""
    words = text.split()
    for n in range(min(len(words) - 1, 8), 0, -1):
        label = find_label(" ".join(words[:n]), context)
        if label is not None and (label.asks is Asks.OTHER or (label.asks is Asks.FIELD and label.score >= PARTS)):
            return label, " ".join(words[n:])
    return None


def _telling(plain: str, context: str, words: int, *, question: bool) -> Label | None:
    """A label by the words that only one field would use. Neither prose nor a person is taken for a label."""
    folded = fold(plain)
    if load_vocabulary().trust(folded) is not None:
        return None
    if is_prose(folded) or folded[-1:].isdigit() or (words > 9 and not question):  # noqa: PLR2004 - longer is a sentence
        return None
    keys = telling_keys(folded)
    if not keys:
        return None
    score = TELLING if question or words < 7 else NEARLY  # noqa: PLR2004 - short labels say one thing
    if _NAMES_THE_FORM.match(folded) and keys[0] not in _OF_THE_PROMISE:
        return None
    if keys[0] in _SECTIONS:
        return Label(asks=Asks.SECTION, section=keys[0], score=score)
    owner, field = _by_key()[keys[0]]
    if owner.key == "members" and looks_like_name(read_person(plain).name):
        return None
    if context == "members" and owner.key not in {context, "signature"} and field.kind is not Kind.TICK:
        score = NEARLY
    return Label(asks=Asks.FIELD, section=owner.key, field=field, score=score)


_NAMES_THE_FORM: Final = re.compile(r"(?:påmelding|innmelding|registrering|søknad|application|registration)\w*\b")
_OF_THE_PROMISE: Final = frozenset({"binding", "signed_date", "signed_name"})


@cache
def _by_key() -> dict[str, tuple[Section, Field]]:
    return {f.key: (s, f) for s in REGISTRATION.sections for f in s.fields}


def _of_a_person(bare: str, context: str) -> Label | None:
    """«Nås på telefon», «Fagprofesjon» among a team's questions: what only one thing of a person is called."""
    asks = context in PEOPLE_SECTIONS and ":" not in bare and len(bare.split()) <= LONGEST_HEADING
    keys = member_keys(bare) if asks else ()
    if not keys or load_vocabulary().role(bare) is not None or load_vocabulary().profession(bare) is not None:
        return None
    section, field = _by_key().get(
        keys[0].replace("member_{n}", "member_{n}" if context == "members" else context), (None, None)
    )
    return Label(asks=Asks.FIELD, section=section.key, field=field, score=TELLING) if section is not None else None


def _nearly(folded: str, context: str) -> Label | None:
    """A slip of the pen: one or two letters off a known label of some length."""
    if len(folded) < 6 or len(folded) > 60:  # noqa: PLR2004 - short words are too near each other
        return None
    best = process.extractOne(folded, _of_like_length(len(folded)), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is None or len(best[0]) < 6:  # noqa: PLR2004 - as above
        return None
    label = _exact(best[0], context)
    return Label(asks=label.asks, section=label.section, field=label.field, score=min(label.score, NEARLY)) if label else None


def field_of(key: str) -> tuple[Section, Field]:
    """Section and field of a key of the form («member_{n}_email»)."""
    return _by_key()[key]


def section_of(key: str) -> Section:
    """The form's section with this key."""
    return _SECTIONS[key]


@cache
def _of_like_length(length: int) -> list[str]:
    """The known labels that can be as much alike as `ALIKE` asks, by their length alone: the shorter has 0.8 of the longer."""
    least = ALIKE / (200 - ALIKE)
    return [label for label in (*_fields(), *_titles()) if min(len(label), length) >= least * max(len(label), length)]

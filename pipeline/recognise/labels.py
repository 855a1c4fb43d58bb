"""What a label asks for: from the words on somebody's form to a field of the form definition.

A label is known exactly, by its parts («Veileders e-post», «Deltaker 3 – navn»), by its telling words («Hvilket helseforetak …?»), or
nearly (a slip of the pen). How it was known decides how sure the value is. All matching is on folded text, and is cached:
the same labels come back in every form.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.form.definition import Field, Kind
from pipeline.form.vocabulary import REMEMBERED, fold, load_vocabulary
from pipeline.model import Role
from pipeline.recognise.known_labels import (
    EXACT,
    FILLER,
    NEARLY,
    PARENTHESIS,
    PARTS,
    PEOPLE_SECTIONS,
    SECTIONS,
    TELLING,
    TORN,
    Asks,
    Label,
    by_key,
    exact,
    field_of,
    known_fields,
    section_of,
    titles,
    within,
)
from pipeline.recognise.people import looks_like_name, read_person
from pipeline.recognise.telling import asks_other, is_prose, member_keys, telling_keys

__all__ = [
    "EXACT",
    "NEARLY",
    "PARTS",
    "PEOPLE_SECTIONS",
    "TELLING",
    "TORN",
    "Asks",
    "Label",
    "field_of",
    "find_label",
    "is_label",
    "section_of",
    "split_prefix",
]

MAX_WORDS: Final = 16
MAX_LENGTH: Final = 160
LONGEST_HEADING: Final = 5

ALIKE: Final = 89
"""How much of a label must be as the form definition has it, in hundredths, for it to be a slip of the pen."""


_NUMBERING: Final = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)]\d?\s+|\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\(?\d{1,2}[.)]\s*|\d{1,2}[a-h][.)]\s*|[a-zæøå]\)\s+|[a-h]\.\s+"
    r"|\d{1,2}\s+(?=(?-i:[A-ZÆØÅ]))|[ivx]{1,4}\.\s+|[•·▪●◦\uf0b7*–-]\s+)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"[\s:?*.…_]+$")
_MARKS: Final = re.compile(r"(?<!\w)[:;,.–—/|-]+|[:;,.–—/|-]+(?!\w)")
_NUMBER_IN_PARENTHESIS: Final = re.compile(r"[?:]?\s*\((\d{1,2})\)\s*$")
_FIGURES: Final = re.compile(r"\d(?:[\s().-]?\d){5}")
_NUMBERED_PERSON: Final = re.compile(
    r"\b(?:(?:team|prosjekt|gruppe)?(?:deltaker|deltakar|deltager|medlem)|team medlem|person|pers|delt|participant|member"
    r"|team member|nr(?= \d+\W+\w))\s*(?:nr\s*)?(\d{1,2})\b"
)
_TRAILING_NUMBER: Final = re.compile(r"(?<=\w )(?:nr |no |nummer )?(\d{1,2})$")
_BARE_NUMBER: Final = re.compile(r"^(?:nr|no|nummer)\s*(\d{1,2})$")
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


@lru_cache(maxsize=REMEMBERED)
def find_label(text: str, context: str = "") -> Label | None:
    """The label that `text` is, or None. `context` is the section it stands in, which decides between «Navn» and «Navn»."""
    words = _stripped(text)
    if words is None:
        return None
    plain, folded, bare = words
    return (
        exact(folded, context)
        or _owned_in_brackets(plain)
        or exact(bare, context)
        or _of_role(bare)
        or _with_role_beside(_numbered(bare, context), plain)
        or _owned(bare)
        or _role(bare)
        or _member_word(bare, context)
        or _compound(plain, context)
        or _in_two_languages(plain, context)
        or _other(folded)
        or _of_a_person(bare, context, _BEYOND_DOUBT)
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
    return plain, folded, fold(_TAIL.sub("", PARENTHESIS.sub(" ", plain))) if "(" in plain else folded


def is_label(text: str, context: str = "") -> bool:
    """Is `text` a label that is known for certain (exactly, or by its parts)?"""
    label = find_label(text, context)
    return label is not None and label.score >= PARTS


def _told(section: str, folded: str) -> Field | None:
    """The field of `section` that a few words tell of («forb.agent»)."""
    found = next(iter(telling_keys(folded)), "") if len(folded.split()) < 6 else ""  # noqa: PLR2004 - longer is a sentence
    owner, field = by_key().get(found, (None, None))
    return field if owner is not None and owner.key == section else None


def _of_role(folded: str) -> Label | None:
    """«Leder – navn», «E-post til tillitsvalgt», «Medarbeider 2: yrke»: a field of whoever has the role; `number` counts those."""
    words = [word for word in FILLER.sub(" ", folded).split() if word not in _MARKS_ALONE]
    numbers = [word for word in words if word.isdigit()]
    plain = [word for word in words if not word.isdigit()]
    for cut in range(1, len(plain)) if len(plain) <= LONGEST_HEADING and len(numbers) <= 1 else ():
        for who, what in ((plain[:cut], plain[cut:]), (plain[cut:], plain[:cut])):
            label = _role(" ".join([*who[:-1], _GENITIVE.sub("", who[-1])]))
            field = within("members", " ".join(what)) if label is not None else None
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
    field = within("members", rest) or _told("members", rest)
    if field is not None:
        return Label(asks=Asks.FIELD, section="members", field=field, number=number, score=PARTS)
    role = load_vocabulary().role(rest)
    if role is not None:
        return Label(asks=Asks.PERSON_NUMBER, section="members", number=number, role=role, score=PARTS)
    theirs = _NUMBERED_PERSON.search(folded) and any(s.key == "project" for s, _ in known_fields().get(rest, []))
    return Label(asks=Asks.OTHER, section="", score=PARTS) if theirs else None


def _with_role_beside(label: Label | None, plain: str) -> Label | None:
    """«Deltaker 1 (leder)»: the person's role in brackets."""
    said = _IN_BRACKETS.search(plain)
    if label is None or label.asks is not Asks.PERSON_NUMBER or label.role is not None or said is None:
        return label
    return replace(label, role=load_vocabulary().role(said[1]))


_IN_BRACKETS: Final = re.compile(r"\(([^)]{3,30})\)")


def _owned(folded: str) -> Label | None:
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


def _owned_in_brackets(plain: str) -> Label | None:
    """«Forbedringsveileder (e-post)»: what is asked of whom, the one in brackets."""
    label = _owned(fold(_BRACKETS.sub(" ", plain))) if "(" in plain else None
    return label if label is not None and label.asks is Asks.FIELD else None


_BRACKETS: Final = re.compile(r"[()]")


_QUESTION_WORDS: Final = frozenset(
    "hvem kven er skal blir vil deres dykkar teamet team who is the your will be vår våre valgt oppnevnt lokal lokale local den som ikke medlem "
    "not a member team i tillegg til den veilede for from fra foretaket trust navngitt person".split()
)


def _compound(plain: str, context: str) -> Label | None:
    """«Mobil/telefon», «Klinikk og avdeling»: one field by two names; «Rolle / yrke»: several things of a person in one place."""
    parts = [fold(p) for p in _JOINED.split(PARENTHESIS.sub(" ", plain)) if fold(p)]
    if not 1 < len(parts) < 5:  # noqa: PLR2004 - more is a sentence
        return None
    found = [exact(p, context) or _owned(p) or _role(p) or _member_word(p, context) for p in parts]
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
    known = [label for part in parts if (label := exact(fold(part), context)) is not None]
    return known[0] if len(parts) == 2 and len(known) == 1 else None  # noqa: PLR2004 - two languages


def _member_word(folded: str, context: str) -> Label | None:
    """«Funksjon i teamet», «Navn på deltaker»: a person's field with words about whose it is."""
    rest = " ".join(w for w in FILLER.sub(" ", folded).split() if w not in _OF_THE_TEAM)
    if not rest or rest == folded or context not in {*PEOPLE_SECTIONS, ""}:
        return None
    return exact(rest, context or "members")


_OF_THE_TEAM: Final = frozenset(
    "team teamet teamets deltaker deltakeren deltakar deltakers deltaker medlem medlemmets medlemmer person personen member".split()
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
    if keys[0] in SECTIONS:
        return Label(asks=Asks.SECTION, section=keys[0], score=score)
    owner, field = by_key()[keys[0]]
    if owner.key == "members" and looks_like_name(read_person(plain).name):
        return None
    if context == "members" and owner.key not in {context, "signature"} and field.kind is not Kind.TICK:
        score = NEARLY
    return Label(asks=Asks.FIELD, section=owner.key, field=field, score=score)


_NAMES_THE_FORM: Final = re.compile(r"(?:påmelding|innmelding|registrering|søknad|application|registration)\w*\b")
_OF_THE_PROMISE: Final = frozenset({"binding", "signed_date", "signed_name"})


_OF_THE_PROJECT: Final = re.compile(
    r"prosjekt|project|tiltak|enhet|eining|foretak|føretak|trust|avdeling|sengepost|seksjon|klinikk|problem|mål\b"
    r"|forbedring|forbetring|binding|bindende"
)


_WHO: Final = frozenset({"hvem", "kven", "who"})
_BEYOND_DOUBT: Final = frozenset({"member_{n}_email", "member_{n}_phone", "member_{n}_role", "member_{n}_profession"})


def _of_a_person(bare: str, context: str, wanted: frozenset[str] = frozenset()) -> Label | None:
    """«Nås på telefon», «Fagprofesjon» among a team's questions: what only one thing of a person is called."""
    theirs = context in PEOPLE_SECTIONS and _OF_THE_PROJECT.search(bare) is None
    asks = theirs and ":" not in bare and len(bare.split()) <= LONGEST_HEADING
    keys = (("member_{n}_name",) if bare in _WHO else member_keys(bare)) if asks else ()
    if (
        not keys
        or (wanted and keys[0] not in wanted)
        or load_vocabulary().role(bare) is not None
        or load_vocabulary().profession(bare) is not None
    ):
        return None
    section, field = by_key().get(
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
    label = exact(best[0], context)
    return Label(asks=label.asks, section=label.section, field=label.field, score=min(label.score, NEARLY)) if label else None


@cache
def _of_like_length(length: int) -> list[str]:
    """The known labels that can be as much alike as `ALIKE` asks, by their length alone: the shorter has 0.8 of the longer."""
    least = ALIKE / (200 - ALIKE)
    return [label for label in (*known_fields(), *titles()) if min(len(label), length) >= least * max(len(label), length)]

"""What a label asks for: from the words on somebody's form to a field of the form definition.

A label is known exactly, by its parts («Veileders e-post», «Deltaker 3 – navn»), by its telling words («Hvilket helseforetak …?»), or
nearly (a slip of the pen). How it was known decides how sure the value is. All matching is on folded text, and is cached:
the same labels come back in every form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.form.definition import Field, Kind, Section
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.model import Role

EXACT: Final = 0.98
PARTS: Final = 0.95
TELLING: Final = 0.9
NEARLY: Final = 0.86
TORN: Final = 0.7
MAX_WORDS: Final = 16


class Asks(Enum):
    """What sort of thing a label is."""

    FIELD = "field"
    SECTION = "section"
    ROLE = "role"
    PERSON_NUMBER = "person_number"


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
    r"^\s*(?:\(?\d{1,2}[.)]\d?\s+|\(?\d{1,2}[.)]\s*|[a-zæøå]\)\s+|[•·▪●◦\uf0b7*–-]\s+)", re.IGNORECASE
)
_TAIL: Final = re.compile(r"[\s:?*.…_]+$")
_PARENTHESIS: Final = re.compile(r"\([^)]*\)")
_NUMBERED_PERSON: Final = re.compile(
    r"\b(?:deltaker|deltakar|deltager|medlem|teammedlem|team medlem|person|participant|member|team member|medarbeider)\s*(?:nr\s*)?(\d{1,2})\b"
)
_OWNERS: Final = (
    (
        "adviser",
        re.compile(
            r"\b(?:(?:lokal\w*|vår|vårt|teamets|den)\s+)*(?:forb[ei]drings|forbetrings|lokal)?(?:veileder|veiledar|rettleiar|rettleder|adviser|advisor)(?:en|s|ens|ne|nes)?\b"
        ),
    ),
    ("contact", re.compile(r"\b(?:kontaktperson|kontakt|contact person|contact)(?:en|s|ens)?\b")),
)
_FILLER: Final = re.compile(r"\b(?:for|til|på|av|sin|sitt|si|hos|i|the|of|for the|nr|oppgi|skriv inn|fyll inn)\b")


@cache
def find_label(text: str, context: str = "") -> Label | None:
    """The label that `text` is, or None. `context` is the section it stands in, which decides between «Navn» and «Navn»."""
    plain = _TAIL.sub("", _NUMBERING.sub("", text.replace("\n", " ")))
    if not plain or len(plain) > 160 or len(plain.split()) > MAX_WORDS:  # noqa: PLR2004 - longer is no label
        return None
    folded = fold(plain)
    bare = fold(_TAIL.sub("", _PARENTHESIS.sub(" ", plain)))
    return (
        _exact(folded, context)
        or _exact(bare, context)
        or _numbered(bare)
        or _owned(bare)
        or _role(bare)
        or _telling(folded, context, question=text.rstrip().endswith(("?", ":")))
        or _nearly(bare, context)
    )


def is_label(text: str, context: str = "") -> bool:
    """Is `text` a label that is known for certain (exactly, or by its parts)?"""
    label = find_label(text, context)
    return label is not None and label.score >= PARTS


@cache
def _fields() -> dict[str, list[tuple[Section, Field]]]:
    index: dict[str, list[tuple[Section, Field]]] = {}
    for section in REGISTRATION.sections:
        for field in section.fields:
            own = (field.label.nb, field.label.nn, *((field.short.nb, field.short.nn) if field.short else ()), *field.also)
            for words in own:
                for form in {fold(words), fold(_PARENTHESIS.sub(" ", words))}:
                    entry = index.setdefault(form, [])
                    if (section, field) not in entry:
                        entry.append((section, field))
    return index


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
    return None


def _numbered(folded: str) -> Label | None:
    match = _NUMBERED_PERSON.search(folded)
    if match is None:
        return None
    number, rest = int(match[1]), " ".join((folded[: match.start()] + " " + folded[match.end() :]).split())
    if not rest:
        return Label(asks=Asks.PERSON_NUMBER, section="members", number=number)
    field = _within("members", rest)
    if field is not None:
        return Label(asks=Asks.FIELD, section="members", field=field, number=number, score=PARTS)
    role = load_vocabulary().role(rest)
    return Label(asks=Asks.PERSON_NUMBER, section="members", number=number, role=role, score=PARTS) if role else None


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
    return None


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


_TELLING_WORDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("member_{n}_agent", r"(?:forbedrings|forbetrings|improvement )agent"),
        ("priority", r"\bprioritet|\bpriorite|\bpriority|\brang(?:ering)?\b|\brekk[ej]f?j?ø?lg|hvilket nummer|ranking"),
        ("binding", r"\bbind(?:ende|ande|ing)\b"),
        (
            "adviser_attends",
            r"(?:veileder|rettleiar|advis[eo]r)\w* .*\b(?:delta|deltar|deltek|attend)|\b(?:deltar|deltek|attend)\w* .*(?:veileder|rettleiar|advis[eo]r)",
        ),
        ("commit_whole_team", r"\b(?:hele|heile|whole|entire) (?:\w*team\w*)"),
        ("commit_follow_up", r"\bfølg(?:er|jer)? opp\b|\bfollows? up\b"),
        ("commit_time", r"\b(?:avsatt|sett av|satt av) tid\b|\bordinære? arbeidstid|working hours|time set aside"),
        ("commit_costs", r"\breise(?:kostnad|utgift)|\bfrikjøp\b|\btravel (?:cost|expense)"),
        ("commit_leader_leads", r"\b(?:ledes|leidd|ledet|led) (?:av|by)\b"),
        (
            "challenges",
            r"\butfordring\w* (?:i|ved|for|på) (?:enhet|eining|avdeling|seksjon)|kjenn?eteikn|kjennetegn|\bpreget av\b|\b(?:enheten|avdelingen|eininga) (?:har|sliter|opplever)|challenges",
        ),
        ("challenge_high_workload", r"arbeids(?:belastning|press|mengde)|workload"),
        ("challenge_high_turnover", r"turnover|gjennomtrekk|utskift\w+ av personell"),
        (
            "challenge_limited_capacity",
            r"(?:begrens\w+|avgrens\w+|liten|manglende|for lite|lav|knapp) kapasitet|limited capacity|capacity",
        ),
        (
            "title",
            r"(?:tittel|navn|namn|heter|heiter|kalles|title|name)\b.*(?:prosjekt|project|forb[ei]drings|forbetrings|arbeidet|tiltaket)|(?:prosjekt|project|forbedrings(?:arbeid|prosjekt))\w*\b.*(?:tittel|navn|namn|heter|heiter|title|name)|arbeidstittel|prosjekt(?:tittel|navn|namn)",
        ),
        ("language", r"\bmålform\b|\bskriftspråk\b"),
        (
            "baseline",
            r"\bbaseline\b|\butgangspunkt|\bstartverdi|\bnåverdi|\bnullpunkt|(?:hvordan|korleis|hva|kva) er .*\bi dag\b|dagens (?:tall|nivå)|current (?:level|situation|figures)",
        ),
        (
            "goal",
            r"\bmål(?:et|sett\w+|setjing\w*)?\b|\bmålsett|\boppnå|\bgoals?\b|\baims?\b|\bobjectives?\b|achieve|ønsket resultat",
        ),
        (
            "problem",
            r"\bproblem|\butfordring(?:en|a)?\b|\bbakgrunn|\bløse\b|\bløyse\b|\bbackground\b|\bhvorfor\b|\bkvifor\b|\bsolve\b",
        ),
        (
            "trust",
            r"\b(?:helse|sykehus)?(?:foretak|føretak)\w*|\b(?:health |hospital )?trust\b|\bhospital\b|\bsykehuset?\b|\bsjukehus(?:et)?\b|\barbeidsgiver\b",
        ),
        (
            "unit",
            r"\benhet|\beining|\bavdeling|\bklinikk|\bseksjon|\bsengepost|\bpost\b|\bunit\b|\bdepartment\b|\bward\b|\btjenestested",
        ),
        ("signed_date", r"^dato\b|\bdate$"),
        ("signed_name", r"\bunderskrift|\bsignatur|\bsignature|\bunderteikn"),
        ("title", r"^(?:prosjekt\w*|project|tema|forbedringsarbeid\w*|hva (?:skal|vil) dere jobbe med.*)$"),
    )
)
_STOPPERS: Final = re.compile(
    r"\b(?:dersom|hvis|sendes?|frist|skjemaet|vennligst|invitere[sr]|husk|please|deadline|se vedlegg)\b"
)


def _telling(folded: str, context: str, *, question: bool) -> Label | None:
    """A label by the words that only one field would use. Prose is not taken for a label."""
    if _STOPPERS.search(folded) or (len(folded.split()) > 9 and not question):  # noqa: PLR2004 - longer is a sentence
        return None
    keys = list(dict.fromkeys(key for key, pattern in _TELLING_WORDS if pattern.search(folded)))
    if not keys:
        return None
    score = TELLING if question or len(folded.split()) < 5 else NEARLY  # noqa: PLR2004 - short labels say one thing
    section = next((s for s in REGISTRATION.sections if s.key == keys[0]), None)
    if section is not None:
        return Label(asks=Asks.SECTION, section=section.key, score=score)
    owner, field = _by_key()[keys[0]]
    if field.kind is Kind.TICK or context not in PEOPLE_SECTIONS or owner.key == context:
        return Label(asks=Asks.FIELD, section=owner.key, field=field, score=score)
    return Label(asks=Asks.FIELD, section=owner.key, field=field, score=NEARLY)


@cache
def _by_key() -> dict[str, tuple[Section, Field]]:
    return {f.key: (s, f) for s in REGISTRATION.sections for f in s.fields}


def _nearly(folded: str, context: str) -> Label | None:
    """A slip of the pen: one or two letters off a known label of some length."""
    if len(folded) < 6 or len(folded) > 60:  # noqa: PLR2004 - short words are too near each other
        return None
    best = process.extractOne(folded, _fields().keys(), scorer=fuzz.ratio, score_cutoff=89)
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

"""What a label asks for: from the words on somebody's form to a field of the form definition.

A label is known exactly (`known_labels.py`), by its parts (`composed_labels.py`), by its telling words («Hvilket
helseforetak …?»), or nearly (a slip of the pen). How it was known decides how sure the value is. All matching is on folded
text, and is cached: the same labels come back in every form.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.form.definition import Kind
from pipeline.form.vocabulary import REMEMBERED, fold, load_vocabulary
from pipeline.recognise.composed_labels import (
    LONGEST_HEADING,
    compound,
    in_two_languages,
    member_word,
    numbered,
    of_role,
    owned,
    owned_in_brackets,
    role_label,
    with_role_beside,
)
from pipeline.recognise.known_labels import (
    EXACT,
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
    known_fields,
    titles,
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
    "find_label",
    "is_label",
    "split_prefix",
]

MAX_WORDS: Final = 16
MAX_LENGTH: Final = 160
ALIKE: Final = 89
"""How much of a label must be as the form definition has it, in hundredths, for it to be a slip of the pen."""


_NUMBERING: Final = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)]\d?\s+|\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\(?\d{1,2}[.)]\s*|\d{1,2}[a-h][.)]\s*|[a-zæøå]\)\s+|[a-h]\.\s+"
    r"|\d{1,2}\s+(?=(?-i:[A-ZÆØÅ]))|[ivx]{1,4}\.\s+|[•·▪●◦\uf0b7*–-]\s+)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"[\s:?*.…_]+$")
_NUMBER_IN_PARENTHESIS: Final = re.compile(r"[?:]?\s*\((\d{1,2})\)\s*$")
_FIGURES: Final = re.compile(r"\d(?:[\s().-]?\d){5}")


@lru_cache(maxsize=REMEMBERED)
def find_label(text: str, context: str = "") -> Label | None:
    """The label that `text` is, or None. `context` is the section it stands in, which decides between «Navn» and «Navn»."""
    words = _stripped(text)
    if words is None:
        return None
    plain, folded, bare = words
    return (
        exact(folded, context)
        or owned_in_brackets(plain)
        or exact(bare, context)
        or of_role(bare)
        or with_role_beside(numbered(bare, context), plain)
        or owned(bare)
        or role_label(bare)
        or member_word(bare, context)
        or compound(plain, context)
        or in_two_languages(plain, context)
        or _other(folded)
        or _of_a_person(bare, context, _BEYOND_DOUBT)
        or _telling(plain, context, len(bare.split()), question=text.rstrip().endswith(("?", ":")))
        or _nearly(bare, context)
        or _of_a_person(bare, context)
    )


@lru_cache(maxsize=REMEMBERED)
def _stripped(text: str) -> tuple[str, str, str] | None:
    """`text` without its numbering and its end, the same folded, and that without parentheses; None where it is too long."""
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
    keys = telling_keys(folded) if _may_ask(folded, words, question=question) else ()
    if not keys or (_NAMES_THE_FORM.match(folded) and keys[0] not in _OF_THE_PROMISE):
        return None
    score = TELLING if question or words < 7 else NEARLY  # noqa: PLR2004 - short labels say one thing
    if keys[0] in SECTIONS:
        return Label(asks=Asks.SECTION, section=keys[0], score=score)
    owner, field = by_key()[keys[0]]
    if owner.key == "members" and looks_like_name(read_person(plain).name):
        return None
    if context == "members" and owner.key not in {context, "signature"} and field.kind is not Kind.TICK:
        score = NEARLY
    return Label(asks=Asks.FIELD, section=owner.key, field=field, score=score)


def _may_ask(folded: str, words: int, *, question: bool) -> bool:
    """May the text be a label at all: no trust's name, no prose, nothing with a number at its end, and no long sentence?"""
    long = words > 9 and not question  # noqa: PLR2004 - longer is a sentence
    answers = load_vocabulary().trust(folded) is not None or folded[-1:].isdigit()
    return not (answers or long or is_prose(folded))


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

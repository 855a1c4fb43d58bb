"""What each column of a survey's export is: a question of the forms, one of its own, or something that is nobody's business.

Times, addresses, names, numbers of respondents, places on the net and roles never go further than to be left out: the report
says that they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from rapidfuzz import fuzz

from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.intake.national_id import national_ids_in
from pipeline.year.survey import MAY_QUOTE, Phase, form_fields
from pipeline.year.survey_grades import NO_ANSWER, NUMBERS, OTHER_SCALES, Scale, is_number
from pipeline.year.survey_heads import ASKS_TO_QUOTE, SHORT_HEAD, Use, plain, private_head
from pipeline.year.survey_names import Names

_PAIRS: Final = {
    "potential": ("potensial", "potensialet", "forbedringspotensial"),
    "motivation": ("motivasjon", "motivasjonen"),
    "resources": ("ressurser", "ressursar", "ressursene"),
}
"""What the recipe calls that which is asked at the start and at the end."""

_NUMBER_BEFORE = re.compile(
    r"^(?:(?:q|s|spm|spørsmål|question|var)[\s_.]*)?\d+(?:[._]\d+)*[a-z]?\s*[.:)_–—-]?\s+", re.IGNORECASE
)
_BRACKETS = re.compile(r"\[([^\]]+)\]\s*$")
_PIECES = re.compile(r"(?:\.\s*|\s+[-–—>|:]+\s*|:\s+)")
_UNMISTAKABLE, _APART = 92, 6

_CONTENT: Final[tuple[tuple[Use, re.Pattern[str]], ...]] = (
    (Use.MAIL, re.compile(r"[^@\s]+@[^@\s]+\.\w+$")),
    (Use.PLACE, re.compile(r"(?:\d{1,3}\.){3}\d{1,3}$|(?:[0-9a-f]{0,4}:){3,}[0-9a-f.:]*$", re.IGNORECASE)),
    (Use.TIME, re.compile(r"(?:\d{4}[-/.]\d\d[-/.]\d\d|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:[ T,].*)?$|\d{1,2}:\d\d(?::\d\d)?$")),
    (Use.PHONE, re.compile(r"(?:\+\d{2}\s?|00\d{2}\s?)?\d(?:\s?\d){7}$")),
    (Use.ID, re.compile(r"\{?[0-9a-f]{8}-[0-9a-f]{4}-|R_\w{10,}$|[0-9a-f]{16,}$", re.IGNORECASE)),
    (Use.TEAM, re.compile(r"[A-ZÆØÅ]{2,6}-\d{1,2}[a-z]?$")),
)
_MOSTLY, _HALF = 0.7, 0.5
_LIKE_A_NAME = re.compile(r"[^\W\d_]\S*(?:\s+[^\W\d_]\S*){1,3}$")


@cache
def _labels(phase: Phase) -> dict[str, str]:
    """The keys of the form's fields by their labels, and by what others call them."""
    known = {
        plain(label): one.key
        for one in form_fields(phase)
        for label in (*one.also, *_PAIRS.get(one.key, ()), one.label.nn, one.label.nb)
    }
    return {label: key for label, key in known.items() if label}


def question_of(phase: Phase, head: str) -> str:
    """The key of the form's field that a head asks for; empty when it is none, or it is not certain which."""
    labels = _labels(phase)
    wordings = list(dict.fromkeys(_wordings(head)))
    for words in wordings:
        if words in labels:
            return labels[words]
    return next((key for words in wordings if (key := _nearest(labels, words))), "")


def _wordings(head: str) -> Iterator[str]:
    """A head as it stands, without its number, and the last and first piece of it («Samlingene: [Hadde du nytte …]»)."""
    text = " ".join(head.split())
    yield plain(text)
    text = _NUMBER_BEFORE.sub("", text)
    yield plain(text)
    if found := _BRACKETS.search(text):
        yield plain(found[1])
    pieces = [piece for piece in _PIECES.split(text) if piece.strip(" ?")]
    if len(pieces) > 1:
        yield from (plain(_NUMBER_BEFORE.sub("", pieces[at])) for at in (-1, 0))


def _nearest(labels: dict[str, str], words: str) -> str:
    scored = sorted(((fuzz.ratio(words, label), key) for label, key in labels.items()), reverse=True)
    best, key = scored[0]
    other = max((score for score, one in scored if one != key), default=0.0)
    return key if best >= _UNMISTAKABLE and best - other >= _APART else ""


def is_known(head: str) -> bool:
    """Is it the head of a question of either form?"""
    return any(question_of(phase, head) for phase in Phase)


def phase_of(heads: Iterable[str]) -> Phase | None:
    """Which of the two surveys asks just these; None when that cannot be told."""
    asked = [{phase for phase in Phase if question_of(phase, head)} for head in heads]
    told = {phase for phases in asked if len(phases) == 1 for phase in phases}
    return told.pop() if len(told) == 1 else None


def use_of(phase: Phase, head: str, values: Sequence[str], names: Names) -> Use:
    """What a column is, by its head and by what stands in it."""
    said = [value for value in values if fold(value) not in NO_ANSWER]
    if not head:
        return Use.NO_HEAD if said else Use.EMPTY
    if key := question_of(phase, head):
        return Use.TICK if key == MAY_QUOTE else Use.QUESTION
    if any(question_of(other, head) for other in Phase):
        return Use.OTHER
    if phase is Phase.END and ASKS_TO_QUOTE.search(plain(head)):
        return Use.TICK
    if said and sum(load_vocabulary().trust(value) is not None for value in said) >= _MOSTLY * len(said):
        return Use.TRUST
    told = private_head(head) or (_private_content(said, names) or _numbered(head, said) if said else Use.EMPTY)
    return told or Use.OWN


def _private_content(said: Sequence[str], names: Names) -> Use | None:
    count = len(said)
    for use, pattern in _CONTENT:
        if sum(bool(pattern.match(value)) for value in said) >= _MOSTLY * count:
            return use
    if sum(bool(national_ids_in(value)) for value in said) >= _HALF * count:
        return Use.ID
    return Use.NAME if _are_names(said, names) else None


def _are_names(said: Sequence[str], names: Names) -> bool:
    """Names of participants, or all different and written as names are."""
    short = [value for value in said if len(value.split()) <= SHORT_HEAD]
    if sum(names.is_name(value) for value in short) >= _HALF * len(said):
        return True
    alike = [value for value in short if _LIKE_A_NAME.match(value) and all(word[0].isupper() for word in value.split())]
    return len(said) > 1 and len(set(alike)) >= _MOSTLY * len(said)


def _numbered(head: str, said: Sequence[str]) -> Use | None:
    """Rows that are counted, and nothing asked."""
    if "?" in head or len(said) < SHORT_HEAD or not all(value.isdecimal() and is_number(value) for value in said):
        return None
    numbers = sorted(map(int, said))
    return Use.ID if numbers == list(range(numbers[0], numbers[0] + len(numbers))) else None


MOST_CHOICES: Final = 12
_LONGEST_CHOICE: Final = 80
_FEW: Final = 4


def scale_of(values: Sequence[str]) -> Scale | None:
    """The scale 1–5 that nearly all of the answers are given by; None when they are not."""
    said = [value for value in values if fold(value) not in NO_ANSWER]
    if all(map(is_number, said)):
        within = sum(NUMBERS.grade(value) is not None for value in said)
        return NUMBERS if said and within >= 0.9 * len(said) else None
    graded = [(sum(scale.grade(value) is not None for value in said), -n, scale) for n, scale in enumerate(OTHER_SCALES)]
    count, _, scale = max(graded, key=lambda one: one[:2])
    return scale if count >= 0.8 * len(said) else None


def choices_of(values: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """The choices in each value (empty: none), when the answers are choices among a few; None when they are words."""
    several = sum(value.rstrip().endswith(";") or ";" in value.strip().rstrip(";") for value in values)
    split = [tuple(part.strip() for part in (value.split(";") if several else [value]) if part.strip()) for value in values]
    given = [choice for choices in split for choice in choices]
    distinct = set(given)
    if not given or len(distinct) > MOST_CHOICES or max(map(len, distinct)) > _LONGEST_CHOICE:
        return None
    answered = sum(bool(choices) for choices in split)
    if answered < _FEW or 2 * len(distinct) > len(given):
        return None
    return tuple(split)

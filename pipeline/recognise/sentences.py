"""Answers in running text: «Finnmarkssykehuset HF melder på et team ved Medisinsk poliklinikk til læringsnettverket»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.form.vocabulary import REMEMBERED, fold, load_vocabulary
from pipeline.recognise.people import looks_like_name, names_a_place, read_person
from pipeline.recognise.place import Place
from pipeline.recognise.telling import telling_keys

_SURE: Final = 0.9
_LESS_SURE: Final = 0.85
_OF_SEVERAL: Final = 0.7
_SEVERAL: Final = re.compile(r",\s+[A-ZÆØÅ][a-zæøå]")
"""«Klinikk Hammerfest, Avdeling for rus»: which of them is the unit is for a person to say."""

_LONGEST_NAME: Final = 5
_LONGEST_UNIT: Final = 8
_QUOTED: Final = r"[«\"“„](?P<said>(?:[^«»\"“”]|«[^«»]*»)+)[»\"”“]"
_PROJECT: Final = r"(?:prosjekt\w*|arbeidet|forb[ei]t?d?ringsprosjekt\w*|forb[ei]t?d?ringsarbeid\w*|project)"
_CALLED: Final = (
    r"(?:heter|heiter|kalles|blir kalla|(?:har|er|fått|får|med|gitt)\s+(?:fått\s+)?(?:navnet|namnet|tittelen)|(?:is|are)\s+"
    r"(?:called|named|entitled)|with the title|entitled)"
)
_NUMBER: Final = (
    r"(?:som\s+|as\s+)?(?:nr\.?|nummer|no\.?|number)?\s*:?\s*(?P<said>\d{1,2})\b(?!\s*(?:%|prosent|per\s?cent)|-\w|[.,]\d)"
)
_RANK: Final = rf"(?:priorit\w+|pri\.?|rangert|rank(?:ed|s)?)\s*:?\s*(?:\w+\s+){{0,2}}?{_NUMBER}"
_IN_ORDER: Final = (
    r"(?:som|på|as)\s+(?:plass\s+)?(?:nr\.?|nummer|no\.?|number)\s*(?P<said>\d{1,2})\s+(?:i|på|in|on)\s+(?:\w+\s+){0,2}?"
    r"(?:priorit\w+|rekkefølge\w*|rekkjefølgj\w*|list\w*|order)"
)
_TO_NETWORK: Final = r"(?:til|i|for|to)\s+(?:l[æa]ringsnettverk\w*|nettverk\w*|the (?:learning )?network)"
_FIELDS: Final = (
    ("title", re.compile(rf"(?i)\b{_PROJECT}\s+(?:v[åa]rt?\s+|our\s+)?{_CALLED}\s+{_QUOTED}")),
    ("title", re.compile(rf"(?i)\b{_PROJECT}\s+{_QUOTED}")),
    ("title", re.compile(rf"(?i)\b{_CALLED}\s+{_QUOTED}")),
    ("title", re.compile(rf"(?i)\b(?:arbeids|prosjekt)?tittel(?:en)?\s+(?:er|blir)\s+{_QUOTED}")),
    ("priority", re.compile(rf"(?i)\b(?:f[øo]retakets\s+|the trust[’']s\s+)?{_RANK}")),
    ("priority", re.compile(rf"(?i)\b{_IN_ORDER}")),
    ("priority", re.compile(r"(?i)\b(?:vår|foretakets|føretaket sin|our)\s+(?P<said>\d{1,2})\.\s*(?:prioritet|priority)\b")),
    ("priority", re.compile(r"(?i)\bf[øo]retaket\b.{0,30}?\b(?:som|på)\s+(?:plass\s+)?(?:nr\.?|nummer)\s*(?P<said>\d{1,2})\b")),
    ("priority", re.compile(r"(?i)\btrust\b.{0,60}?\b(?:as|at)\s+(?:its\s+)?(?:number|no\.?)\s*(?P<said>\d{1,2})\b")),
    (
        "unit",
        re.compile(
            rf"(?i)\b(?:team|forb[ei]t?d?ringsteam|prosjekt|project)\w*\s+(?:ved|på|frå|fra|i|at"
            rf"|from)\s+(?P<said>\S.{{2,90}}?)\s+{_TO_NETWORK}"
        ),
    ),
)
_REGISTERS: Final = re.compile(
    r"(?i)\b(?:p[åa]meld\w*|melder?|søk\w*|søker|ønsk\w*|delta|liste|prosjektliste|registers?|registration|enters?"
    r"|priorit\w+|team\w*|laget?"
    r"|(?:være|vere|bli|take) (?:med|part)|join\w*|participate)\b"
)
_NEW_SENTENCE: Final = re.compile(r"(?:(?<=\w\w\w\w[.!?])|(?<=\b[Hh]ei[.!]))\s+(?=[A-ZÆØÅ])")
_LEADS_ON: Final = r"\s*(?:,|\b(?:ved|i|på|hos|at|in)|[–—-])$"
_UNIT_BEFORE: Final = (
    re.compile(r"(?i:\bmeld\w*)\s+(?i:(?:vi|me|we)\s+)?(?:på|inn)\s+(?P<unit>[A-ZÆØÅ].*?)\s*(?:\(|,|\b(?:ved|i|på|hos))?$"),
    re.compile(rf"\b(?:på vegner? av|on behalf of)\s+(?:the\s+)?(?P<unit>[A-ZÆØÅ].*?){_LEADS_ON}"),
    re.compile(rf"\b(?:fra|frå|from)\s+(?:the\s+)?(?P<unit>[A-ZÆØÅ].*?){_LEADS_ON}"),
    re.compile(rf"(?:.*\b(?:ved|på|at|hos|for)\s+(?:the\s+)?|^(?:[Tt]he\s+)?)(?P<unit>[A-ZÆØÅ].*?){_LEADS_ON}"),
    re.compile(rf".*\b(?:i|in)\s+(?:the\s+)?(?P<unit>[A-ZÆØÅ].*?){_LEADS_ON}"),
)
_SAYS: Final = re.compile(
    r"(?i)^(?:jeg|eg|vi|me|det|dette|her|i|we|this|it)\b|\b(?:skriver|skriv|er|har|vil|ønsker|melder|meld|søker|skal|kan"
    r"|is|are|have|would|wish)\b"
)
_UNIT_AFTER: Final = re.compile(
    r"\s*(?:HF\b)?\s*(?:\([^()]{2,12}\)\s*)?(?:,|[–—-]|\bved\b|\bv/)\s*(?P<unit>[A-ZÆØÅ][^.]*?)\s*"
    r"(?:,\s*(?=med\b|with\b)|$|,?\s*\b(?:vil|ønsk\w+|meld\w+|søk\w+|would|wish\w*)\b)"
)
_UNIT_ENTERED: Final = re.compile(r".{0,40}?\bmeld\w*\b.{0,30}?\bpå\s+(?P<unit>[A-ZÆØÅ][^.]*?)\s+(?:med|til)\b")
_FROM: Final = re.compile(r"(?i)^(?:fra|frå|from|avsender|sender)\s*:\s*(?P<who>\S.*)$")
_ADVISER: Final = r"(?:forb[ei]d?t?rings)?(?:veileder|rettleiar|rettleder|adviser|advisor)"
_ADVISER_IS: Final = re.compile(
    rf"(?is)^(?:.{{0,60}}\b)?{_ADVISER}(?:en)?\b.{{0,40}}?\b(?:er|blir|heter|heiter|is|will be)\b\s+(?P<who>.+)$"
)
_IS_ADVISER: Final = re.compile(rf"(?i)^(?P<who>.+?)\s+(?:er|blir|is|will be)\s+(?:\w+\s+){{0,3}}{_ADVISER}\b")
_BINDS: Final = re.compile(
    r"(?i)\b(?:vi|me|we|foretaket|føretaket)\b.{0,60}\b(?:bekrefter|er (?:kjent|kjend|klar(?:e)? over|inneforstått"
    r"|innforstått|innforstådd)"
    r"|stadfest|confirm|forstår|skjønner|skjønar|aksepter|accept|godtar|godtek|vet\b|veit\b|know\b|understand|are aware"
    r"|agree)\w*"
    r".{0,80}\bbind(?:ende|ande|ing)\b"
)
_MARKED_BY: Final = re.compile(
    r"(?i)\b(?:kjennetegn\w*|kjenneteikn\w*|prege[srt]\w*|prega|characteri[sz]ed|preges)\b(?P<said>.+)$"
)
_DENIED: Final = re.compile(r"(?i)\b(?:ikke|ikkje|ingen|inga|not|no)\b")


def read_sentence(place: Place, text: str, where: str) -> bool:
    """Claim what a sentence says of the project; False when it says nothing."""
    said = {path: (match["said"].strip(), _SURE) for path, pattern in reversed(_FIELDS) if (match := pattern.search(text))}
    sender = _FROM.match(text)
    registers = sender is not None or _REGISTERS.search(text) is not None
    trust = trust_named_in(text) if registers else None
    if trust is not None:
        said["trust"] = (trust, _SURE)
        unit = _unit_beside(sender["who"] if sender else text, trust)
        if unit and "unit" not in said:
            said["unit"] = (unit, _OF_SEVERAL if _SEVERAL.search(unit) else _LESS_SURE)
    for path in _challenges_in(text):
        said[path] = ("ja", _LESS_SURE)
    for path, (words, sure) in said.items():
        place.draft.claim(path, place.made(words, where, sure))
    return bool(said)


def _unit_beside(text: str, trust: str) -> str:
    """«et team fra Lungeavdelingen, Helgelandssykehuset HF», «UNN Tromsø, Barneavdelingen, vil melde på …»: the unit."""
    named = re.search(r"[\s,]+".join(map(re.escape, trust.split())), text)
    if named is None:
        return ""
    before, after = _NEW_SENTENCE.split(text[: named.start()].rstrip())[-1], text[named.end() :]
    found = (*(pattern.search(before) for pattern in _UNIT_BEFORE), _UNIT_AFTER.match(after), _UNIT_ENTERED.match(after))
    units = (match["unit"].strip(" ,") for match in found if match is not None)
    return next((unit for unit in units if _may_be_unit(unit)), "")


def _may_be_unit(unit: str) -> bool:
    return len(unit.split()) <= _LONGEST_UNIT and not _SAYS.search(unit) and not _names_somebody(unit)


def _names_somebody(unit: str) -> bool:
    """«Kari Nordmann, leder ved Lungeavdelingen»: no unit. A unit's name may have capitals too («BUP Indre, poliklinikk»)."""
    first, *others = unit.split(",")
    if not looks_like_name(first) or names_a_place(first) or any(w.isupper() and len(w) > 1 for w in first.split()):
        return False
    vocabulary = load_vocabulary()
    said = [word for part in others for word in part.split()]
    return not others or any(vocabulary.role(word) or vocabulary.profession(word) for word in said)


def _challenges_in(text: str) -> Iterator[str]:
    """«Enheten kjennetegnes av høy turnover og begrenset kapasitet»: the challenges that are named, unless one is denied."""
    marked = _MARKED_BY.search(text)
    if marked is not None and not _DENIED.search(text):
        yield from (
            key.replace("challenge_", "challenges.")
            for key in telling_keys(fold(marked["said"]))
            if key.startswith("challenge_")
        )


def adviser_in(text: str) -> str | None:
    """«Vår lokale forbedringsveileder er Kari Nordmann, e-post …»: who."""
    match = _ADVISER_IS.match(text) or _IS_ADVISER.match(text)
    who = match["who"].strip(" .") if match is not None else ""
    return who if looks_like_name(read_person(who).name) else None


def binds_itself(text: str) -> bool:
    """«Vi bekrefter at påmeldingen er bindende»: does the sentence promise?"""
    promise = _BINDS.search(text)
    return promise is not None and not _DENIED.search(promise[0])


@lru_cache(maxsize=REMEMBERED)
def trust_named_in(text: str) -> str | None:
    """The words in `text` that name a health trust, when they name one and no other."""
    vocabulary = load_vocabulary()
    words = re.findall(r"[\w-]+", text)
    found: dict[str, str] = {}
    for n in range(_LONGEST_NAME, 0, -1):
        for start in range(len(words) - n + 1):
            name = " ".join(words[start : start + n])
            trust = vocabulary.trust(name) if name[:1].isupper() else None
            if trust is not None:
                found.setdefault(trust.short, name)
    return next(iter(found.values())) if len(found) == 1 else None

"""Answers in running text: «Finnmarkssykehuset HF melder på et team ved Medisinsk poliklinikk til læringsnettverket»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.form.vocabulary import REMEMBERED, fold, load_vocabulary
from pipeline.recognise.people import looks_like_name, read_person
from pipeline.recognise.place import Place
from pipeline.recognise.telling import telling_keys

_SURE: Final = 0.9
_LESS_SURE: Final = 0.85
_TWO_PLACES: Final = 0.75  # «Klinikk Hammerfest, Medisinsk poliklinikk»: which of them is the unit, a person must say
_UNIT_BEFORE_VERB: Final = re.compile(
    r"\s*(?:HF\b)?\s*(?:,|[–—-]|\bved\b|\bv/)\s*(?P<unit>[A-ZÆØÅ](?:[^.]|\.(?=\w))*?),?\s+(?:vil|ønsk\w+|meld\w+|søk\w+|would|wish\w*)\b"
)
_LONGEST_NAME: Final = 5
_LONGEST_UNIT: Final = 8
_QUOTED: Final = r"[«\"“„](?P<said>(?:[^«»\"“”]|«[^«»]*»)+)[»\"”“]"
_PROJECT: Final = r"(?:prosjekt\w*|arbeidet|forb[ei]t?d?ringsprosjekt\w*|forb[ei]t?d?ringsarbeid\w*|project)"
_CALLED: Final = (
    r"(?:heter|heiter|kalles|blir kalla|(?:har|er|fått|får|med|gitt)\s+(?:fått\s+)?(?:navnet|namnet|tittelen)|(?:is|are)\s+"
    r"(?:called|named|entitled)|with the title|entitled)"
)
_NUMBER: Final = r"(?:som\s+|as\s+)?(?:nr\.?|nummer|no\.?|number)?\s*:?\s*(?P<said>\d{1,2})\b(?!\s*(?:%|prosent|percent)|-\w)"
_RANK: Final = rf"(?:priorit\w+|pri\.?|rangert|ranked)\s*:?\s*(?:\w+\s+){{0,2}}?{_NUMBER}"
_TO_NETWORK: Final = r"(?:til|i|for|to)\s+(?:l[æa]ringsnettverk\w*|nettverk\w*|the (?:learning )?network)"
_FIELDS: Final = (
    ("title", re.compile(rf"(?i)\b{_PROJECT}\s+(?:v[åa]rt?\s+|our\s+)?{_CALLED}\s+{_QUOTED}")),
    ("title", re.compile(rf"(?i)\b{_PROJECT}\s+{_QUOTED}")),
    ("title", re.compile(rf"(?i)\b{_CALLED}\s+{_QUOTED}")),
    ("priority", re.compile(rf"(?i)\b(?:f[øo]retakets\s+|the trust[’']s\s+)?{_RANK}")),
    ("priority", re.compile(r"(?i)\bf[øo]retaket\b.{0,30}?\b(?:som|på)\s+(?:plass\s+)?(?:nr\.?|nummer)\s*(?P<said>\d{1,2})\b")),
    ("priority", re.compile(r"(?i)\btrust\b.{0,60}?\b(?:as|at)\s+(?:its\s+)?(?:number|no\.?)\s*(?P<said>\d{1,2})\b")),
    (
        "unit",
        re.compile(
            rf"(?i)\b(?:team|forb[ei]t?d?ringsteam|prosjekt|project)\w*\s+(?:ved|på|frå|fra|i|at|from)\s+(?P<said>\S.{{2,90}}?)\s+{_TO_NETWORK}"
        ),
    ),
)
_REGISTERS: Final = re.compile(
    r"(?i)\b(?:p[åa]meld\w*|melder?|søk\w*|søker|ønsk\w*|delta|liste|prosjektliste|registers?|registration|enters?|priorit\w+|team\w*|laget?)\b"
)
_FROM: Final = re.compile(r"(?i)^(?:fra|frå|from|avsender|sender)\s*:\s*(?P<who>\S.*)$")
_ADVISER: Final = r"(?:forb[ei]d?t?rings)?(?:veileder|rettleiar|rettleder|adviser|advisor)"
_ADVISER_IS: Final = re.compile(
    rf"(?is)^(?:.{{0,60}}\b)?{_ADVISER}(?:en)?\b.{{0,40}}?\b(?:er|blir|heter|heiter|is|will be)\b\s+(?P<who>.+)$"
)
_IS_ADVISER: Final = re.compile(rf"(?i)^(?P<who>.+?)\s+(?:er|blir|is|will be)\s+(?:\w+\s+){{0,3}}{_ADVISER}\b")
_BINDS: Final = re.compile(
    r"(?i)\b(?:vi|me|we|foretaket|føretaket)\b.{0,60}\b(?:bekrefter|er (?:kjent|klar over|inneforstått|innforstått|kjende)"
    r"|stadfester|confirm|forstår|accept|vet at|veit at|know that)\w*.{0,80}\bbind(?:ende|ande|ing)\b"
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
            said["unit"] = (unit, _LESS_SURE if "," not in unit else _TWO_PLACES)
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
    before, after = text[: named.start()].rstrip(), text[named.end() :]
    beside = re.search(
        r"(?:.*\b(?:fra|frå|from|ved|på|i|at|hos)\s+|^)(?P<unit>[A-ZÆØÅ].*?)\s*(?:,|\b(?:ved|i|på|hos|at|in)|[–—-])$", before
    )
    if beside is None:
        beside = re.match(
            r"\s*(?:HF\b)?\s*(?:,|[–—-]|\bved\b|\bv/)\s*(?P<unit>[A-ZÆØÅ](?:[^,.]|\.(?=\w))*?)\s*(?:,|$|\b(?:vil|ønsk\w+|meld\w+|søk\w+|would|wish\w*)\b)",
            after,
        )
        whole = _UNIT_BEFORE_VERB.match(after)
        beside = whole or beside
    unit = beside["unit"].strip(" ,") if beside is not None else ""
    return unit if len(unit.split()) <= _LONGEST_UNIT else ""


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
    return bool(_BINDS.search(text))


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

"""Answers in running text: «Finnmarkssykehuset HF melder på et team ved Medisinsk poliklinikk til læringsnettverket»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.form.vocabulary import REMEMBERED, load_vocabulary
from pipeline.recognise.people import looks_like_name, read_person
from pipeline.recognise.place import Place

_SURE: Final = 0.9
_LONGEST_NAME: Final = 5
_QUOTED: Final = r"[«\"“„](?P<said>(?:[^«»\"“”]|«[^«»]*»)+)[»\"”“]"
_PROJECT: Final = r"(?:prosjekt\w*|arbeidet|forb[ei]t?ringsprosjekt\w*|forb[ei]t?ringsarbeid\w*|project)"
_CALLED: Final = r"(?:heter|heiter|kalles|blir kalla|har (?:tittelen|namnet|navnet)|is (?:called|named|entitled))"
_RANK: Final = r"(?:prioritert\s+(?:som\s+)?|priorit(?:et|ering|y)\s*)(?:nr\.?|nummer|no\.?|number)?\s*(?P<said>\d{1,2})\b"
_TO_NETWORK: Final = r"(?:til|i|for|to)\s+(?:l[æa]ringsnettverk\w*|nettverk\w*|the (?:learning )?network)"
_FIELDS: Final = (
    ("title", re.compile(rf"(?i)\b{_PROJECT}\s+(?:v[åa]rt?\s+|our\s+)?{_CALLED}\s+{_QUOTED}")),
    ("title", re.compile(rf"(?i)\b{_PROJECT}\s+{_QUOTED}")),
    ("priority", re.compile(rf"(?i)\b(?:har|med|som|er|får|gitt|has|with|as)\s+(?:f[øo]retakets\s+)?{_RANK}")),
    (
        "unit",
        re.compile(
            rf"(?i)\b(?:team|forb[ei]t?ringsteam|prosjekt|project)\w*\s+(?:ved|på|frå|fra|i|at|from)\s+(?P<said>\S.{{2,90}}?)\s+{_TO_NETWORK}"
        ),
    ),
)
_REGISTERS: Final = re.compile(
    r"(?i)\b(?:p[åa]meld\w*|melder|søk\w*|liste|prosjektliste|registers?|registration|enters?|priorit\w+)\b"
)
_ADVISER: Final = r"(?:forb[ei]drings|forbetrings)?(?:veileder|rettleiar|rettleder|adviser|advisor)"
_ADVISER_IS: Final = re.compile(
    rf"(?is)^(?:.{{0,60}}\b)?{_ADVISER}(?:en)?\b.{{0,40}}?\b(?:er|blir|heter|heiter|is|will be)\b\s+(?P<who>.+)$"
)
_IS_ADVISER: Final = re.compile(rf"(?i)^(?P<who>.+?)\s+(?:er|blir|is|will be)\s+(?:\w+\s+){{0,3}}{_ADVISER}\b")
_BINDS: Final = re.compile(
    r"(?i)\b(?:vi|me|we|foretaket|føretaket)\b.{0,60}\b(?:bekrefter|er (?:kjent|klar over|inneforstått|innforstått|kjende)"
    r"|stadfester|confirm|forstår|accept)\w*.{0,80}\bbind(?:ende|ande|ing)\b"
)


def read_sentence(place: Place, text: str, where: str) -> bool:
    """Claim what a sentence says of the project; False when it says nothing."""
    said = {path: match["said"].strip() for path, pattern in reversed(_FIELDS) if (match := pattern.search(text))}
    trust = trust_named_in(text) if _REGISTERS.search(text) else None
    if trust is not None:
        said["trust"] = trust
    for path, words in said.items():
        place.draft.claim(path, place.made(words, where, _SURE))
    return bool(said)


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

"""Answers in running text: «Finnmarkssykehuset HF melder med dette på et team ved Medisinsk poliklinikk til læringsnettverket.»"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.form.vocabulary import load_vocabulary
from pipeline.recognise.walk import Walk

_SURE: Final = 0.9
_LETTERHEAD: Final = 0.6
_LONGEST_NAME: Final = 5
_QUOTED: Final = r"[«\"“„](?P<said>[^«»\"“”]+)[»\"”“]"
_TITLE: Final = re.compile(
    r"(?i)\b(?:prosjekt\w*|arbeid\w*|forb[ei]t?ringsprosjekt\w*|forbedringsarbeid\w*|project)\s+"
    r"(?:v[åa]rt\s+|our\s+)?(?:heter|heiter|kalles|blir kalla|har (?:tittelen|namnet|navnet)|is (?:called|named|entitled))\s+" + _QUOTED
)
_TITLE_NAMED: Final = re.compile(r"(?i)\b(?:prosjekt\w*|forb[ei]t?ringsprosjekt\w*|project)\s+" + _QUOTED)
_PRIORITY: Final = re.compile(
    r"(?i)\b(?:har|med|som|er|får|gitt|has|with|as)\s+(?:f[øo]retakets\s+)?(?:prioritert\s+(?:som\s+)?|priorit(?:et|ering|y)\s*)(?:nr\.?|nummer|no\.?|number)?\s*(?P<said>\d{1,2})\b"
)
_UNIT: Final = re.compile(
    r"(?i)\b(?:team|forb[ei]t?ringsteam|prosjekt|project)\w*\s+(?:ved|på|frå|fra|i|at|from)\s+(?P<said>\S.{2,90}?)\s+(?:til|i|for|to)\s+(?:l[æa]ringsnettverk\w*|nettverk\w*|the (?:learning )?network)"
)
_REGISTERS: Final = re.compile(
    r"(?i)\b(?:p[åa]meld\w*|melder|søk\w*|liste|prosjektliste|registers?|registration|enters?|priorit\w+)\b"
)
_FIELDS: Final = (("title", _TITLE), ("title", _TITLE_NAMED), ("priority", _PRIORITY), ("unit", _UNIT))


def read_sentence(walk: Walk, text: str, where: str) -> bool:
    """Claim what a sentence says of the project; False when it says nothing."""
    said = {path: match["said"].strip() for path, pattern in reversed(_FIELDS) if (match := pattern.search(text))}
    trust = trust_named_in(text) if _REGISTERS.search(text) else None
    if trust is not None:
        said["trust"] = trust
    for path, words in said.items():
        walk.draft.claim(path, walk.made(words, where, _SURE))
    return bool(said)


@cache
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

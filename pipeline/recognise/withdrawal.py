"""Notices of withdrawal in a mail («Vi trekker påmeldingen av …»): only what is said for certain, by the sender's own words.

A sentence that asks, doubts or sets a condition withdraws nothing; the mail is then put up for a person. Which team it is must
be found by the rules: here its title, trust and priority are taken as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pipeline.form.vocabulary import load_vocabulary
from pipeline.model import Provenance, Reading, Values

WHERE: Final = "mail text"
_CERTAINTY: Final = 0.9

_TEAM: Final = (
    r"(?:påmelding\w*|team\w*|forbedringsteam\w*|forbetringsteam\w*|prosjekt\w*|søknad\w*|registration|project|deltak\w+"
    r"|deltag\w+"
    r"|plass\w*)"
)
_WITHDRAWS: Final = re.compile(
    rf"(?i)\b(?:trekk(?:er|jer|e|je)?|trukk(?:et|e)|withdraws?|withdrawn)\b.{{0,80}}?\b(?:{_TEAM}|oss|seg)\b"
    rf"|\b{_TEAM}\b.{{0,80}}?\b(?:trekk(?:er|es|jer|jast|jest)|trukk(?:et|e)|withdrawn)\b"
    r"|\b(?:meld(?:e|er|es)|meldt)\b.{0,80}?\bav\b(?!\s+(?:en|ei|et|de|den|det|ny\w*)\b)"
    r"|\bavmeld(?:e|er|es|ing|inga|ingen|t)\b|\bmelde avbud\b|\bmelder avbud\b"
    r"|\b(?:trekk(?:er|jer|e|je)|withdraw)\s+(?:denne|dette|den|det|it)(?:\s+(?:tilbake|attende))?\s*(?:[.,!]|$)"
    r"|\bpåmelding\w*\b.{0,40}?\b(?:slettes|slettast|slettet|sletta|strykes|strykast|annuller\w+|kanseller\w+)\b"
    r"|\b(?:slett|stryk|annuller|kanseller|cancel)\w*\s.{0,40}?\b(?:påmelding\w*|registration)\b"
)
_NOT_CERTAIN: Final = re.compile(
    r"(?i)\b(?:aldri|dersom|hvis|viss|om vi|om de|om dere|if|vurderer|kanskje|muligens|mulig|eventuelt"
    r"|bindende|bindande|frist\w*|usikker\w*|fortsatt|framleis|hvordan|korleis|rykte\w*|feil|misforst\w+|avkreft\w+|mistake\w*"
    r"|(?:seg|oss) (?:(?:fra|frå|ut av) (?:teamet|laget|gruppa)|som))\b|\?"
    r"|\b(?:trekk\w*|trukke\w*)\s+(?:\w+\s+)?(?:fram|frem|inn|opp|ut|veksler?|lodd|lærdom|linjer?|konklusjon\w*|nytte"
    r"|fordel\w*|i gang|lut)\b"
)
_DENIED: Final = re.compile(r"(?i)\b(?:ikke|ikkje|not|kan|can|ingen|inga|no|uten|utan|without|never)\b")
"""In the same half of a sentence: «Vi kan ikke delta og trekker påmeldingen» withdraws all the same."""

_REASON: Final = re.compile(r"(?i)\b(?:da|fordi|siden|sidan|ettersom|because|since)\b[^,.;]*(?:[,.;]|$)")
_HALVES: Final = re.compile(
    r"(?i),?\s+(?:og|and)\s+(?=(?:vi |me |we )?(?:ber|ønsk|må|lyt|vil|trekk|meld|withdraw|ask|hereby|derfor|difor))"
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_QUOTED: Final = re.compile('[«"“”\']([^«»"“”\n]{4,200})[»"“”\']')
_NAMED: Final = re.compile(
    r"(?i)\b(?:prosjektet|prosjekt|teamet|team|tittel(?:en)?|(?:påmelding(?:en|a)|registration)\s+(?:av|for"
    r"|of)(?:\s+the)?)\s*:?\s+((?-i:[A-ZÆØÅ])[^.!?\n«»\"]{3,150})"
)
_PRIORITY: Final = re.compile(r"(?i)\bprioritet(?:\s*(?:nr|nummer)\.?)?\s*:?\s*(\d{1,2})\b")
_ID: Final = re.compile(r"\b([A-ZÆØÅ]{3,6})-(\d{1,2})\b")
_PREFIX: Final = re.compile(r"(?i)^(?:(?:sv|vs|re|fw|fwd|aw)\s*:\s*)+")
_LONGEST_TRUST: Final = 6


def speaks_of_withdrawal(text: str) -> bool:
    """Does `text` speak of withdrawing at all, for certain or not?"""
    return any(_WITHDRAWS.search(sentence) for sentence in _sentences(text))


def withdrawal(text: str, subject: str, kind: str) -> Reading | None:
    """The notice that `text` gives, with what it says of the team; None when it does not withdraw for certain."""
    said = [s for s in _sentences(text) if _WITHDRAWS.search(s)]
    if not said or not all(map(_is_certain, said)):
        return None
    whole = f"{text}\n{subject}"
    found: dict[str, str] = {
        path: words
        for path, words in (("trust", _trust(whole)), ("title", _title(said, text, subject)), ("priority", _priority(whole)))
        if words
    }
    values = Values(
        trust=found.get("trust"),
        title=found.get("title"),
        priority=int(found["priority"]) if "priority" in found else None,
    )
    notes = {p: Provenance(text=w, where=WHERE, method="label", confidence=_CERTAINTY) for p, w in found.items()}
    return Reading(values=values, provenance=notes, format=kind, withdrawal=True)


def _is_certain(sentence: str) -> bool:
    """Is what withdraws in it neither asked, doubted, nor denied?"""
    halves = [half for half in _HALVES.split(sentence) if _WITHDRAWS.search(half)] or [sentence]
    return _NOT_CERTAIN.search(sentence) is None and not any(_DENIED.search(_REASON.sub(" ", half)) for half in halves)


def _sentences(text: str) -> Iterator[str]:
    """The sentences, and each two lines together: a sentence may be broken."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    yield from (s for s in _SENTENCE.split("\n".join(lines)) if s)
    yield from (f"{a} {b}" for a, b in pairwise(lines) if not a.endswith((".", "!", "?", ":")))


def _title(said: list[str], text: str, subject: str) -> str:
    """The project's name, in quotation marks or after «prosjektet»; else what the subject says after a dash or colon."""
    for sentence in said:
        if match := _QUOTED.search(sentence) or _NAMED.search(sentence):
            return match[1].strip(" .,")
    elsewhere = {match[1].strip(" .,") for match in _QUOTED.finditer(text)}
    if len(elsewhere) == 1:
        return elsewhere.pop()
    bare = _PREFIX.sub("", subject)
    if match := _QUOTED.search(bare):
        return match[1].strip()
    _, mark, rest = bare.replace("–", "-").replace("—", "-").replace(": ", " - ").partition(" - ")
    return rest.strip() if mark else ""


def _trust(text: str) -> str:
    """The one trust that is named; empty when none or several are."""
    vocabulary = load_vocabulary()
    words = [word.strip('.,;:()«»"!?') for word in text.split()]
    found: dict[str, str] = {}
    for size in range(1, _LONGEST_TRUST + 1):
        for at in range(len(words) - size + 1):
            if trust := vocabulary.trust(" ".join(words[at : at + size])):
                found[trust.short] = trust.name
    found |= {t.short: t.name for short, _ in _ID.findall(text) for t in vocabulary.trusts if t.short == short}
    return next(iter(found.values())) if len(found) == 1 else ""


def _priority(text: str) -> str:
    """«prioritet 3», or the number in the id that the organiser's letters give («UNN-3»)."""
    known = {trust.short for trust in load_vocabulary().trusts}
    numbers = {*_PRIORITY.findall(text), *(number for short, number in _ID.findall(text) if short in known)}
    return next(iter(numbers)) if len(numbers) == 1 else ""

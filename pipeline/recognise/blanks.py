"""Answers that say nothing: blanks, a form's own help, «ingen», «avklares senere»."""

from __future__ import annotations

import re
from typing import Final

from pipeline.form.layout import PLACEHOLDERS
from pipeline.form.vocabulary import fold
from pipeline.recognise.addresses import EMAIL

_BLANKS: Final = re.compile(r"^[\s.…_\-–—/:]*$")
_PLACEHOLDER: Final = re.compile(
    r"^(?:klikk (?:eller trykk )?her|trykk her|skriv (?:inn )?(?:her|tekst)"
    r"|velg (?:et )?(?:element|verdi|dato|rolle|fra|her|\.)|click (?:or tap )?here|choose an item|vel eit"
    r"|\[?sett inn|fyll (?:inn|ut) her|<[^<>]{0,40}>$"
    r"|\(?(?:tom|ikke (?:besvart|utfylt|oppgitt)|ikkje (?:svara|oppgitt)|not answered|empty)\)?$"
    r"|velg$|vel$|\(velg\)$|skriv her$)",
    re.IGNORECASE,
)
_NONE_WORDS: Final = frozenset(
    {"ingen", "ikke relevant", "n a", "na", "none", "ikke aktuelt", "ingen særskilte", "ingen spesielle", "ikkje aktuelt"}
    | {"ingen av disse", "ingen av desse", "ingen av delene", "ingen av delane", "none of these", "none of the above"}
)
_LATER: Final = re.compile(
    r"avklar(?:es|ast)|to be (?:confirmed|decided|determined|announced|named)"
    r"|ikke (?:avklart|bestemt)|ikkje (?:avklart|bestemt)|kommer (?:senere|tilbake)|kjem (?:seinare|tilbake)"
    r"|\btbd\b|\btba\b|senere\b|seinare\b|ukjent",
    re.IGNORECASE,
)
_GUIDANCE: Final = re.compile(
    r"(?i)^(?:\(?(?:f\.?\s?eks\.?|for eksempel|til dømes|t\.d\.|eksempel|døme|e\.g\.|for example|example)(?!\w).*"
    r"|\(?(?:beskriv|skriv|fyll|oppgi|angi|describe|write|fill in|kryss av|sett kryss)\b.*"
    r"(?:\d+ (?:ord|words|setninger|linjer)|her|her\.|here|kort.*|gjelder.*)\)?"
    r"|\(?(?:gjerne|helst|preferably)\s+\w+(?:\s+\w+){0,3}\)?"
    r"|\(?(?:\S+\s+){0,6}maks\w*\.?\s*\d+\s*(?:tegn|ord|linjer|words|characters)\b\W*"
    r"|\(?navn og kontakt(?:info\w*|opplysning\w*|person)?\)?|\(?(?:fylles|fyllast) ut av \w+(?: \w+)?\)?"
    r"|(?:velg|vel|choose) (?:foretak|føretak|enhet|eining|rolle|fra liste\w*|frå liste\w*))$"
)
_BIDS: Final = re.compile(
    r"(?i)^\(?(?:(?:kort|briefly|please|vennligst)\s+)?"
    r"(?:beskriv|skriv|skildre|oppgi|forklar|angi|fyll inn|describe|write|explain)\b"
)
_BIDS_NAME: Final = re.compile(r"(?i)^\(?(?:skriv|oppgi|fyll)\s+(?:inn\s+)?(?:navn|namn|tittel)(?:et|en)?\b(?:\s+\w+){0,4}\)?$")
_RULED: Final = re.compile(r"_{2,}|\.{4,}|…{2,}")


def is_blank(text: str) -> bool:
    """Is there nothing filled in: empty, dots and lines to write on, or a form's own «Klikk her»?"""
    words = text.strip()
    return says_nothing(words) or " ".join(words.split()) in PLACEHOLDERS or bool(_PLACEHOLDER.match(words))


def says_nothing(text: str) -> bool:
    """Is it empty, or only dots, dashes and lines?"""
    return bool(_BLANKS.match(text))


def says_none(text: str) -> bool:
    """«ingen», «ikke relevant»: an answer that says there is nothing."""
    return fold(text) in _NONE_WORDS


def says_later(text: str) -> bool:
    """«avklares senere»: an answer that puts it off."""
    return bool(_LATER.search(text)) and not EMAIL.search(text)


def is_guidance(line: str) -> bool:
    """Is the line the form's own help: «f.eks. 5 %», «Beskriv kort …, maks 200 ord»?"""
    return bool(_GUIDANCE.match(line.strip()))


def without_guidance(text: str) -> str:
    """`text` without the form's own help («f.eks. 5 %», «Beskriv kort …, maks 200 ord»), with an answer beside it or not."""
    lines = [_RULED.sub(" ", line).strip() for line in text.split("\n") if not is_guidance(line)]
    if lines and (_BIDS_NAME.match(lines[0]) if len(lines) == 1 else _BIDS.match(lines[0])):
        lines = lines[1:]
    return "\n".join(lines)

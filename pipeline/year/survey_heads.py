"""What a column of a survey's export may be used for, and the heads of those that are nobody's business."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.i18n import Message, msg

SHORT_HEAD: Final = 4
"""Words: a longer head is a question, whatever words are in it."""


class Use(StrEnum):
    """What became of a column."""

    QUESTION = "question"
    OWN = "own"
    OTHER = "other"
    TICK = "tick"
    TRUST = "trust"
    TEAM = "team"
    ID = "id"
    MAIL = "mail"
    NAME = "name"
    TIME = "time"
    PHONE = "phone"
    PLACE = "place"
    TECHNICAL = "technical"
    ROLE = "role"
    BACKGROUND = "background"
    EMPTY = "empty"
    NO_HEAD = "no_head"


SAID: Final[dict[Use, Message]] = {
    Use.QUESTION: msg("a question of the form"),
    Use.OWN: msg("a question of its own"),
    Use.OTHER: msg("left out: a question of the other survey"),
    Use.TICK: msg("whether the answers may be quoted"),
    Use.TRUST: msg("means by trust, where five or more have answered"),
    Use.TEAM: msg("left out: a team has so few members that one could be told from the others"),
    Use.ID: msg("left out: numbers of respondents"),
    Use.MAIL: msg("left out: e-mail addresses"),
    Use.NAME: msg("left out: names"),
    Use.TIME: msg("left out: times"),
    Use.PHONE: msg("left out: phone numbers"),
    Use.PLACE: msg("left out: where somebody was on the net or the map"),
    Use.TECHNICAL: msg("left out: about the survey tool"),
    Use.ROLE: msg("left out: tells of somebody's role or position"),
    Use.BACKGROUND: msg("left out: tells who somebody is"),
    Use.EMPTY: msg("left out: nobody has written anything"),
    Use.NO_HEAD: msg("LEFT OUT: has answers, but no question above them"),
}
"""What the report's appendix says of a column."""


def _listed(words: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(part.strip() for part in words.split(separator))


_HEADS: Final[dict[Use, frozenset[str]]] = {
    Use.ID: _listed(
        """id|respondent|respondentid|respondent id|response id|responseid|svar id|svarid|nr|nummer|løpenummer|løpenr|user id|
        token|nøkkel|key|ref|referanse|respondentnummer|recordid|collector id|id nummer|respondent nr""",
        "|",
    ),
    Use.TECHNICAL: _listed(
        """status|språk|language|userlanguage|progress|finished|ferdig|fullført|distributionchannel|nettleser|browser|useragent|
        device|varighet|duration|duration in seconds|svartid|tidsbruk|collector|kanal|channel|externalreference|poengsum|score|
        totalpoeng|total points|quiz feedback|feedback""",
        "|",
    ),
    Use.TIME: _listed(
        """start time|completion time|last modified time|sist endret|start|end|date created|date modified|createdate|modifydate|
        closedate""",
        "|",
    ),
}
"""Whole heads."""

_WORDS: Final[dict[Use, frozenset[str]]] = {
    Use.MAIL: _listed("epost epostadresse mail email brukernavn username"),
    Use.PHONE: _listed("telefon telefonnummer mobil mobilnummer tlf phone"),
    Use.PLACE: _listed(
        "ip ipadresse ipaddress latitude longitude breddegrad lengdegrad locationlatitude locationlongitude recipient"
    ),
    Use.TIME: _listed(
        """tidspunkt starttidspunkt fullføringstidspunkt tidsmerke tidsstempel timestamp starttid sluttid dato startdate enddate
        recordeddate opprettet created completed submitted levert besvart avsluttet startet endringstidspunkt"""
    ),
    Use.NAME: _listed(
        "navn namn name fornavn etternavn førenamn etternamn recipientfirstname recipientlastname deltaker deltakar"
    ),
}
"""Words that tell of a short head what it is."""

ASKS_TO_QUOTE = re.compile(r"\bsiter(?:e|es|ast|t)\b")

_ROLE = re.compile(r"\b(?:rolle|verv|stilling\w*|tittel|tillitsval\w*|fagforening\w*|role|job title)\b")
_TEAM = re.compile(r"^(?:team|teamet|teamets navn|teamnavn|hvilket team\b.*|kva team\b.*)$")
_BACKGROUND = re.compile(
    r"^(?:ditt |din |hva er ditt |hva er din |kva er ditt |kva er din )?"
    r"(?:yrke|profesjon|faggruppe|alder|kjønn|avdeling|enhet|eining|klinikk|seksjon|kommune|bosted|arbeidssted|arbeidsstad|"
    r"utdanning)$"
)
_WHERE_FROM = re.compile(
    r"^(?=.*\b(?:avdeling|enhet|eining|klinikk|seksjon|sykehus|sjukehus|yrke|profesjon|faggruppe|utdanning|alder|kjønn|kommune|"
    r"arbeidssted|arbeidsstad|gammel|gamal)\w*)"
    r"(?=.*\b(?:jobbe[rt]|jobba[r]?|arbeide[rt]|arbeida[r]?|tilhører|høyrer|kommer|kjem|er (?:du|din|ditt)|har du)\b)"
    r"(?:\w+ ?){2,8}$"
)
_OF_SURVEYXACT = re.compile(r"^stat(?:overall|complet|internal|distribut|collect)\w*(?: \d+)?$")
_PATTERNS: Final = (
    (Use.ROLE, _ROLE),
    (Use.TEAM, _TEAM),
    (Use.BACKGROUND, _BACKGROUND),
    (Use.BACKGROUND, _WHERE_FROM),
    (Use.TECHNICAL, _OF_SURVEYXACT),
)
_NO_WORD = re.compile(r"[^\w\s]|_")


def plain(text: str) -> str:
    """`text` for comparing: folded, without signs."""
    return " ".join(_NO_WORD.sub(" ", fold(text)).split())


def private_head(head: str) -> Use | None:
    """Why a column with this head goes no further; None when its head does not tell."""
    words = plain(head)
    found = next((use for use, pattern in _PATTERNS if pattern.search(words)), None)
    found = found or next((use for use, heads in _HEADS.items() if words in heads), None)
    if found or head.strip() == "#":
        return found or Use.ID
    said = words.split()
    if len(said) > SHORT_HEAD:
        return None
    joined = {*said, "".join(said), *(one + other for one, other in pairwise(said))}
    return next((use for use, known in _WORDS.items() if joined & known), None)

"""People on a line: somebody alone with his or her things, named in running text, or told more of."""

from __future__ import annotations

import re
from typing import Final

from pipeline.recognise.labels import TELLING, Asks, Label
from pipeline.recognise.mentions import each_sentence, mentions_in, tells_behind
from pipeline.recognise.named import each_named
from pipeline.recognise.occupations import to_occupation
from pipeline.recognise.people import looks_like_name, looks_like_person, read_person
from pipeline.recognise.persons import OUTSIDERS
from pipeline.recognise.sentences import adviser_in, read_sentence
from pipeline.recognise.walk import Walk

PERSON_NUMBERING: Final = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]?\s+|[a-zæøå]\)\s+)(?=[^\W\d_])")
_TEAM_IS: Final = re.compile(
    r"(?i)^(?:(?:vårt|vår|our|the)\s+)?(?:team(?:et)?|laget|gruppa|gruppen)(?:\s+vårt)?\s+(?:består av|er|utgjøres av"
    r"|consists of|comprises|is)\s*:?\s*"
    r"(?P<who>.+)$"
)
_LONGEST_PERSON: Final = 200
CLOSED: Final = "closed"
_STRANGERS: Final = frozenset({"adviser", "contact", CLOSED})
"""Sections whose people are no members; anywhere else, whoever stands on a line of his or her own is one."""


def mentions_people(walk: Walk, text: str, where: str) -> bool:
    """«Teamet ledes av Kari Nordmann (sykepleier, kari@….example)»: running text that names people, and how to reach them."""
    if walk.pending is not None and walk.pending.section in OUTSIDERS:
        return False
    sentences = each_sentence(text)
    if len(sentences) == 1 and _is_person_alone(text):
        return False
    found = [(one, [m for m in mentions_in(one) if m.adviser or m.role is not None]) for one in sentences]
    if not any(mentions for _, mentions in found):
        return False
    walk.leave_blank()
    walk.open_text = ""
    read_sentence(walk, text, where)
    for sentence, mentions in found:
        for mention in mentions:
            walk.mentioned(mention, where)
        if not mentions and looks_like_person(sentence):
            walk.person(sentence, where)
    return True


def _is_person_alone(text: str) -> bool:
    """Somebody with his or her things, and no verb that tells more."""
    return looks_like_person(PERSON_NUMBERING.sub("", text)) and not tells_behind(text)


def lists_team(walk: Walk, text: str, where: str) -> bool:
    """«Teamet består av enhetsleder Kari Nordmann (sykepleier) og lege Ola Vik»: the team in one sentence."""
    told = _TEAM_IS.match(text)
    if told is None or not each_named(told["who"]):
        return False
    walk.leave_blank()
    walk.answer(Label(asks=Asks.SECTION, section="members", score=TELLING), told["who"].rstrip(" ."), where)
    return True


def names_adviser(walk: Walk, text: str, where: str) -> bool:
    """«Vår lokale forbedringsveileder er Kari Nordmann, e-post …», whatever was asked before."""
    who = adviser_in(text)
    if who is None:
        return False
    walk.leave_blank()
    walk.answer(Label(asks=Asks.SECTION, section="adviser", score=TELLING), who, where)
    return True


def reads_as_person(walk: Walk, text: str, where: str) -> bool:
    """A line in which each answer has its label, or a name with a remark in which a label's words stand («… (agent)»)."""
    person = PERSON_NUMBERING.sub("", text)
    if walk.labelled_person(person, where):
        return True
    named = (
        not tells_behind(text)
        and walk.section == "members"
        and walk.pending is None
        and "(" in text
        and ":" not in text
        and is_name_line(person)
    )
    return named and walk.person(person, where)


def names_people(walk: Walk, text: str, where: str, *, heading: bool) -> bool:
    """A person in a line, or a line that says more of the person above."""
    person = PERSON_NUMBERING.sub("", text)
    in_team = walk.section == "members"
    if walk.section not in _STRANGERS and not heading and _is_person_alone(text):
        walk.section = "members"
        return walk.person(person, where)
    if in_team and is_name_line(person) and adviser_in(text) is None:
        return walk.person(person, where)
    if walk.section in OUTSIDERS and (walk.draft.fields.get(f"{walk.section}.name")) and _says_more_of_a_person(text):
        walk.mixed_outsider(Label(asks=Asks.MIXED, section=walk.section), text, where)
        return True
    if in_team and walk.member is not None and _says_more_of_a_person(text):
        walk.mixed(text, where)
        return True
    return False


def is_name_line(text: str) -> bool:
    """Is it somebody's name, with other words than those of a person only where an address stands beside it?"""
    person = read_person(text)
    return looks_like_name(person.name) and len(text) < _LONGEST_PERSON and (not person.rest or bool(person.email))


def _says_more_of_a_person(text: str) -> bool:
    """A line under somebody's name: what he or she is, or how to reach him or her."""
    person = read_person(text)
    known = to_occupation(person.profession).certain if person.profession else bool(person.role or person.email or person.phone)
    return known and not person.name and not person.rest

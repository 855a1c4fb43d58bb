"""Paragraphs and printed lines: a label with its value, a heading, a person, a tick, an answer to the question above, prose.

Labels within a line are told apart in `line_labels.py`, people in `line_people.py`.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.form.definition import Kind
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.closing import is_closing
from pipeline.recognise.labels import EXACT, NEARLY, PARTS, TELLING, TORN, Asks, Label, find_label, is_label
from pipeline.recognise.line_labels import each_pair, is_heading_row, is_person_heads, split_label
from pipeline.recognise.line_people import (
    CLOSED,
    PERSON_NUMBERING,
    is_name_line,
    lists_team,
    mentions_people,
    names_adviser,
    names_people,
    reads_as_person,
)
from pipeline.recognise.mentions import mentions_in
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.people import looks_like_name, looks_like_person
from pipeline.recognise.sentences import binds_itself, read_sentence, trust_named_in
from pipeline.recognise.telling import is_prose
from pipeline.recognise.ticks import has_boxes, read_ticks, with_boxes
from pipeline.recognise.walk import Walk

_BULLET: Final = re.compile(r"^[\s•·▪●◦\uf0b7\uf0a7]*(?:[-–—*o]\s+)?")
_DEMANDED: Final = re.compile(r"(\S)\s*\*+$")  # the mark of a question that must be answered
_OF_A_PERSON: Final = re.compile(r"(?i)delta[kg]|medlem|person|member|participant|medarbeid")
_ASKS_FOR_UNIT: Final = re.compile(
    r"(?i)(?:navn|namn|hvilken|hvilket|kva|deres|dykkar|vår|deltakende|deltakande|which|name|your|our)\b"
)
_SENDER: Final = re.compile(r"(?i)^(?:fra|frå|from)\s+([^:]{2,80})$")
_QUESTION_NUMBER: Final = re.compile(r"(?i)^(?:spørsmål|question)\s+\d{1,3}(?:\s+(?:av|of)\s+\d{1,3})?\.?$")
_SHORT_LABEL: Final = 6
_SENTENCE: Final = 5
_LISTED: Final = 0.7


def read_line(walk: Walk, text: str, where: str, *, heading: bool = False) -> None:
    """One paragraph or line; line feeds inside it part lines of their own."""
    for n, part in enumerate(piece for line in text.split("\n") for piece in each_pair(line)):
        stripped = _DEMANDED.sub(r"\1", _BULLET.sub("", with_boxes(part)).strip())
        if stripped and not _only_counts(walk, stripped, where):
            _read_part(walk, stripped, where, heading=heading, below=n > 0)


def _close(walk: Walk, text: str, where: str) -> None:
    """«Med vennlig hilsen»: the letter ends, and who wrote it comes next."""
    walk.leave_blank()
    walk.section, walk.member, walk.open_text = CLOSED, None, ""
    walk.draft.continued.append((text, where))


def _signs(walk: Walk, text: str, where: str) -> bool:
    """The name below «Med vennlig hilsen», and the lines that say more of whoever wrote it."""
    if looks_like_name(text) and "signed_name" not in walk.draft.fields:
        walk.draft.claim("signed_name", walk.made(text, where, TELLING))
    elif find_label(text) is not None or has_boxes(text) or split_label(text, "") is not None:
        return False
    else:
        walk.draft.continued.append((text, where))
    return True


def _only_counts(walk: Walk, text: str, where: str) -> bool:
    """«Spørsmål 3», «Deltaker 1[tab]Deltaker 2»: a line that numbers what comes next, and neither asks nor answers."""
    if _QUESTION_NUMBER.match(text) is None:
        return is_person_heads(text)
    walk.leave_blank()
    walk.draft.continued.append((text, where))
    return True


def _asks_for_other(walk: Walk, text: str) -> bool:
    """«Mål: …» on a line of its own below an answer to another question: the next question, with its answer."""
    pair = split_label(text, "") if ":" in text else None
    field = pair[0].field if pair is not None and pair[1] and pair[0].score >= EXACT else None
    return field is not None and field.path != walk.open_text and field.kind is not Kind.TICK


def _read_part(walk: Walk, text: str, where: str, *, heading: bool, below: bool) -> None:
    if walk.section == CLOSED and walk.pending is None and _signs(walk, text, where):
        return
    if is_closing(text):
        _close(walk, text, where)
    elif has_boxes(text):
        _read_boxes(walk, text, where)
    elif is_heading_row(text, walk.section):
        walk.pending = None
    elif below and _goes_on_below(walk, text):
        walk.draft.append(walk.open_text, walk.made(text, where, PARTS))
    elif _lists_challenge(walk, text, where) or _tells(walk, text, where):
        return
    elif walk.section in {"members", ""} and reads_as_person(walk, text, where):
        walk.section = "members"
    else:
        _read_words(walk, text, where, heading=heading)


def _read_words(walk: Walk, text: str, where: str, *, heading: bool) -> None:
    """A question with its answer, a question, an answer, people or prose: the first of these that the words may be."""
    if (pair := split_label(text, walk.section)) is not None and pair[1] and not _answers_itself(walk, pair[0]):
        _answer_pair(walk, *pair, where)
    elif (label := find_label(text, walk.section)) is not None and _may_be_label(walk, label, text):
        _begin(walk, label, text, where)
    elif (
        not mentions_people(walk, text, where)
        and not lists_team(walk, text, where)
        and not names_adviser(walk, text, where)
        and not _answers_question(walk, text, where)
        and not names_people(walk, text, where, heading=heading)
    ):
        _read_prose(walk, text, where, heading=heading)


# --- label and value -----------------------------------------------------------------------------------------------------


def _answers_itself(walk: Walk, label: Label) -> bool:
    """«Mål 1: …» as the answer to «Mål»: words of the answer, not a new question."""
    return walk.awaits(Asks.FIELD) and walk.pending is not None and label.field is walk.pending.field and label.number is None


def _answer_pair(walk: Walk, label: Label, value: str, where: str) -> None:
    walk.leave_blank()
    inner = split_label(value, "members") if label.asks in {Asks.PERSON_NUMBER, Asks.ROLE} else None
    if walk.section == "members" and label.asks is Asks.FIELD and label.section in {"members", ""} and looks_like_person(value):
        walk.person(value, where)
    elif inner is not None and label.asks is Asks.PERSON_NUMBER and inner[1] and not EMAIL.search(value):
        walk.start_person(label)
        walk.answer(*inner, where)
    elif inner is not None and label.asks is Asks.ROLE and "," not in value:
        walk.enter_role(label)
        walk.answer(*inner, where)
    else:
        if label.asks is Asks.FIELD and label.section not in {"", walk.section, "members", "adviser", "contact"}:
            walk.section, walk.member = label.section, None
        walk.answer(label, value, where)


def _may_be_label(walk: Walk, label: Label, text: str) -> bool:
    """An answer may use the words of another label («Begrenset kapasitet»): while one is awaited, only a sure label counts."""
    awaited = walk.pending.field if walk.pending is not None else None
    if label.score < PARTS and not _asks(text) and trust_named_in(text) is not None:
        return False
    if walk.pending is None or _asks(text):
        return label.score > NEARLY or _asks(text)
    if awaited is not None and awaited.kind is Kind.NUMBER and any(map(str.isdigit, PERSON_NUMBERING.sub("", text))):
        return label.asks is Asks.PERSON_NUMBER and _OF_A_PERSON.search(text) is not None
    if label.score >= PARTS or label.asks is Asks.OTHER:
        return True
    return (
        label.score >= TELLING
        and len(text.split()) < _SHORT_LABEL
        and (awaited is None or (label.field is not awaited and not _only_holds_a_unit(label, text)))
    )


def _only_holds_a_unit(label: Label, text: str) -> bool:
    """«Færre fall på sengepost» as the answer to another question: a unit stands in it, and it does not ask for one."""
    first = find_label(text.split(maxsplit=1)[0])
    asks = _ASKS_FOR_UNIT.match(text) or (first is not None and first.field is label.field)
    return label.field is not None and label.field.path == "unit" and not asks


def _begin(walk: Walk, label: Label, text: str, where: str) -> None:
    """A label alone: a section, a person, or a question whose answer comes next."""
    above = walk.pending
    walk.leave_blank()
    walk.open_text, walk.passed = "", None
    if label.asks is Asks.PERSON_NUMBER:
        walk.start_person(label)
        if label.role is None and text.endswith(":"):
            walk.ask(label, where)
    elif label.asks is Asks.SECTION:
        walk.enter(label)
        if label.section in {"adviser", "challenges", "contact"}:
            walk.ask(label, where)
    elif label.asks is Asks.ROLE:
        walk.enter_role(label)
    elif binds_itself(text) and text.endswith("."):
        walk.answer(label, "ja", where)
    else:
        walk.ask(label, where)
        if above is not None and _may_answer(above, label, text):
            walk.passed = (above, text, where)


def _may_answer(above: Label, label: Label, text: str) -> bool:
    """May the words of a question that is known loosely be the answer to the sure one right above it?"""
    sure = above.asks is Asks.FIELD and above.score >= PARTS > label.score
    return sure and above.field is not None and above.field.kind in {Kind.TEXT, Kind.LONG_TEXT} and not _asks(text)


def _goes_on_below(walk: Walk, text: str) -> bool:
    """A further line of a long answer: no question, and no question with its answer."""
    return bool(walk.open_text) and not (_asks(text) or is_label(text, walk.section) or _asks_for_other(walk, text))


def _asks(text: str) -> bool:
    return text.endswith((":", "?"))


# --- ticks ---------------------------------------------------------------------------------------------------------------


def _read_boxes(walk: Walk, text: str, where: str) -> None:
    ticks = read_ticks(text)
    promise = find_label("påmeldingen er bindende")
    if promise is not None and len(ticks.boxes) == 1 and not ticks.question and binds_itself(ticks.boxes[0].label):
        walk.answer(promise, "ja" if ticks.boxes[0].ticked else "nei", where)
    else:
        walk.boxes(ticks, where)


# --- answers, people, prose ----------------------------------------------------------------------------------------------


def _lists_challenge(walk: Walk, text: str, where: str) -> bool:
    """A challenge on a line of its own below the question: an answer, or a choice without its box, for a person to look at."""
    if walk.pending is None or walk.pending.section != "challenges" or _asks(text):
        return False
    label = find_label(text, "challenges")
    if label is None or label.field is None or label.section != "challenges":
        return False
    walk.draft.claim(label.field.path, walk.made("ja", where, _LISTED))
    return True


def _tells(walk: Walk, text: str, where: str) -> bool:
    """A whole sentence that no question waits for («Enheten kjennetegnes av høy turnover.»), though it has a label's words."""
    waits = walk.pending is not None and walk.pending.asks is not Asks.SECTION
    if (
        waits
        or not text.endswith(".")
        or len(text.split()) < _SENTENCE - 1
        or mentions_in(text)
        or _asks_for_long_text(text)
        or not read_sentence(walk, text, where)
    ):
        return False
    walk.pending, walk.open_text = None, ""
    return True


def _asks_for_long_text(text: str) -> bool:
    """«Problemet er dette: Prioritet 1 venter lenge.»: the answer to a question, whatever stands in it."""
    pair = split_label(text, "") if ":" in text or "?" in text else None
    return pair is not None and bool(pair[1]) and pair[0].field is not None and pair[0].field.kind is Kind.LONG_TEXT


def _answers_question(walk: Walk, text: str, where: str) -> bool:
    """Is a question waiting for this line, and does the line answer it?"""
    pending = walk.pending
    if pending is None:
        return False
    person = PERSON_NUMBERING.sub("", text)
    if is_prose(fold(text)) and not (pending.field is not None and pending.field.kind is Kind.LONG_TEXT):
        walk.leave_blank()
        return False
    if walk.awaits(Asks.FIELD, Asks.OTHER):
        walk.answer(pending, text, where)
    elif pending.section == "challenges":
        walk.pending = None
        walk.challenges(text, where, pending.score)
    elif walk.awaits(Asks.PERSON_NUMBER):
        walk.pending = None
        walk.person(person, where, into=walk.member)
    elif pending.section in {"adviser", "contact"} and (looks_like_person(person) or is_name_line(person)):
        walk.answer(pending, person, where)
    else:
        return False
    return True


def _read_prose(walk: Walk, text: str, where: str, *, heading: bool) -> None:
    """Running text: answers in sentences, or the next paragraph of the answer above."""
    sender = _SENDER.match(text)
    if sender is not None and to_trust(sender[1]).certain and "trust" not in walk.draft.fields:
        walk.draft.claim("trust", walk.made(sender[1], where, TELLING))
        return
    if read_sentence(walk, text, where):
        return
    if binds_itself(text) and TICKED not in text:
        walk.draft.claim("binding", walk.made("ja", where, TELLING))
    elif walk.open_text and not heading and _goes_on(text):
        walk.draft.append(walk.open_text, walk.made(text, where, TORN))
    else:
        walk.open_text = ""
        _read_unknown_pair(walk, text, where)


def _read_unknown_pair(walk: Walk, text: str, where: str) -> None:
    """«Nås på: 900 00 000»: an unknown question of a person, whose answer can only be one thing."""
    head, mark, value = text.partition(":")
    if mark and value.strip() and len(head.split()) < _SHORT_LABEL:
        walk.of_its_kind(value.strip(), where)


def _goes_on(text: str) -> bool:
    """Is it a further paragraph of the answer above, and not a question or a heading that is not known?"""
    enough = len(text.split()) >= _SENTENCE or (text.endswith(".") and len(text.split()) > 1)
    return enough and "\t" not in text and not _asks(text)

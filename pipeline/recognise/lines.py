"""Paragraphs and printed lines: a label with its value, a heading, a person, a tick, an answer to the question above, prose."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.form.definition import Kind
from pipeline.form.vocabulary import REMEMBERED, fold, load_vocabulary
from pipeline.intake.marks import TICKED
from pipeline.model import Role
from pipeline.recognise.addresses import EMAIL
from pipeline.recognise.closing import is_closing
from pipeline.recognise.convert import to_yes_no
from pipeline.recognise.labels import EXACT, NEARLY, PARTS, TELLING, TORN, Asks, Label, find_label, is_label
from pipeline.recognise.mentions import each_sentence, mentions_in, tells_behind
from pipeline.recognise.named import each_named
from pipeline.recognise.occupations import to_occupation, to_trust
from pipeline.recognise.people import looks_like_name, looks_like_person, read_person
from pipeline.recognise.persons import OUTSIDERS
from pipeline.recognise.sentences import adviser_in, binds_itself, read_sentence, trust_named_in
from pipeline.recognise.telling import is_prose
from pipeline.recognise.ticks import has_boxes, read_ticks, with_boxes
from pipeline.recognise.walk import Walk

_BULLET: Final = re.compile(r"^[\s•·▪●◦\uf0b7\uf0a7]*(?:[-–—*o]\s+)?")
_DEMANDED: Final = re.compile(r"(\S)\s*\*+$")  # the mark of a question that must be answered
_PERSON_NUMBERING: Final = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]?\s+|[a-zæøå]\)\s+)(?=[^\W\d_])")
_OF_A_PERSON: Final = re.compile(r"(?i)delta[kg]|medlem|person|member|participant|medarbeid")
_TEAM_IS: Final = re.compile(
    r"(?i)^(?:(?:vårt|vår|our|the)\s+)?(?:team(?:et)?|laget|gruppa|gruppen)(?:\s+vårt)?\s+(?:består av|er|utgjøres av"
    r"|consists of|comprises|is)\s*:?\s*"
    r"(?P<who>.+)$"
)
_ASKS_FOR_UNIT: Final = re.compile(
    r"(?i)(?:navn|namn|hvilken|hvilket|kva|deres|dykkar|vår|deltakende|deltakande|which|name|your|our)\b"
)
_SEPARATORS: Final = (
    re.compile(r":\s*"),
    re.compile(r"\s*\t+\s*|\s{2,}"),
    re.compile(r"\?\s+"),
    re.compile(r"\s+[–—]\s+|\s+-\s+|\s*=\s*|\.{4,}\s*|_{3,}\s*|…+\s*"),
)
_TWO_SENTENCES: Final = re.compile(r"(?P<first>.*\w{3}\.)\s+[A-ZÆØÅ]")
_NEXT_PAIR: Final = re.compile(r"(?:\s{2,}|\s*[\t|;]\s*)(?=[^:|;\t]{2,40}:\s)")
_SENTENCES: Final = re.compile(r"\w{3}[.!?] [A-ZÆØÅ]\w")  # one sentence and the next: no label
_SENDER: Final = re.compile(r"(?i)^(?:fra|frå|from)\s+([^:]{2,80})$")
_QUESTION_NUMBER: Final = re.compile(r"(?i)^(?:spørsmål|question)\s+\d{1,3}(?:\s+(?:av|of)\s+\d{1,3})?\.?$")
_SHORT_LABEL: Final = 6
_SENTENCE: Final = 5
_LONGEST_PERSON: Final = 200
_CLOSED: Final = "closed"
_LISTED: Final = 0.7
_STRANGERS: Final = frozenset({"adviser", "contact", _CLOSED})
"""Sections whose people are no members; anywhere else, whoever stands on a line of his or her own is one."""


def read_line(walk: Walk, text: str, where: str, *, heading: bool = False) -> None:
    """One paragraph or line; line feeds inside it part lines of their own."""
    for n, part in enumerate(piece for line in text.split("\n") for piece in _each_pair(line)):
        stripped = _DEMANDED.sub(r"\1", _BULLET.sub("", with_boxes(part)).strip())
        if stripped and not _only_counts(walk, stripped, where):
            _read_part(walk, stripped, where, heading=heading, below=n > 0)


def _each_pair(line: str) -> list[str]:
    """«E-post: kari@….example   Tlf: 900 00 000»: a line with several questions, each with its answer; another line as it is."""
    pieces = [piece for piece in _NEXT_PAIR.split(line) if piece.strip()]
    known = [split_label(piece, "") for piece in pieces]
    return pieces if len(pieces) > 1 and all(pair is not None and pair[1] for pair in known) else [line]


def _close(walk: Walk, text: str, where: str) -> None:
    """«Med vennlig hilsen»: the letter ends, and who wrote it comes next."""
    walk.leave_blank()
    walk.section, walk.member, walk.open_text = _CLOSED, None, ""
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


def is_person_heads(text: str) -> bool:
    """«Deltaker 1[tab]Deltaker 2»: heads over blocks that stand side by side."""
    pieces = [piece for piece in text.split("\t") if piece.strip()]
    labels = [find_label(piece, "members") for piece in pieces] if len(pieces) > 1 else []
    return bool(labels) and all(label is not None and label.asks is Asks.PERSON_NUMBER for label in labels)


def _is_heading_row(text: str, context: str) -> bool:
    """«Navn[tab]Rolle[tab]E-post»: the heading of a table whose rows are form fields; no question with an answer."""
    pieces = [piece for piece in text.split("\t") if piece.strip()]
    return len(pieces) > 2 and all(find_label(piece, context or "members") is not None for piece in pieces)  # noqa: PLR2004 - a pair


def _asks_for_other(walk: Walk, text: str) -> bool:
    """«Mål: …» on a line of its own below an answer to another question: the next question, with its answer."""
    pair = split_label(text, "") if ":" in text else None
    field = pair[0].field if pair is not None and pair[1] and pair[0].score >= EXACT else None
    return field is not None and field.path != walk.open_text and field.kind is not Kind.TICK


def _read_part(walk: Walk, text: str, where: str, *, heading: bool, below: bool) -> None:
    if walk.section == _CLOSED and walk.pending is None and _signs(walk, text, where):
        return
    if is_closing(text):
        _close(walk, text, where)
    elif has_boxes(text):
        _read_boxes(walk, text, where)
    elif _is_heading_row(text, walk.section):
        walk.pending = None
    elif below and _goes_on_below(walk, text):
        walk.draft.append(walk.open_text, walk.made(text, where, PARTS))
    elif _lists_challenge(walk, text, where) or _tells(walk, text, where):
        return
    elif walk.section in {"members", ""} and _reads_as_person(walk, text, where):
        walk.section = "members"
    elif (pair := split_label(text, walk.section)) is not None and pair[1] and not _answers_itself(walk, pair[0]):
        _answer_pair(walk, *pair, where)
    elif (label := find_label(text, walk.section)) is not None and _may_be_label(walk, label, text):
        _begin(walk, label, text, where)
    elif (
        not _mentions_people(walk, text, where)
        and not _lists_team(walk, text, where)
        and not _names_adviser(walk, text, where)
        and not _answers_question(walk, text, where)
        and not _names_people(walk, text, where, heading=heading)
    ):
        _read_prose(walk, text, where, heading=heading)


# --- label and value -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=REMEMBERED)
def split_label(text: str, context: str) -> tuple[Label, str] | None:
    """«Label: value» parted, when the first part is a known label; the value may be empty."""
    found = [match for separator in _SEPARATORS if (match := separator.search(text)) is not None and match.start() > 0]
    pairs = [pair for m in sorted(found, key=lambda m: m.start()) if (pair := _parted_at(text, m, context)) is not None]
    return next((pair for pair in pairs if _suits(*pair)), pairs[0] if pairs else None)


def _parted_at(text: str, mark: re.Match[str], context: str) -> tuple[Label, str] | None:
    """Label and value on either side of `mark`; a mark within quotes parts nothing."""
    head, said, value = text[: mark.start()], mark.group(), text[mark.end() :].strip()
    if _SENTENCES.search(head) or head.count("«") != head.count("»") or (value.startswith("(") and value.endswith(")")):
        return None
    label = find_label(text[: mark.end()].rstrip() if said.startswith(("?", ":")) else head, context)
    if label is not None and label.asks in {Asks.SECTION, Asks.FIELD} and _names_a_member(head, value):
        label = Label(asks=Asks.ROLE, section="members", role=Role.STAFF, score=PARTS)
    loose = said.startswith((":", "?")) or "\t" in said
    first = _TWO_SENTENCES.match(head)
    if first is not None and find_label(first["first"], context) is None:
        return None
    return (label, value) if label is not None and label.score >= (TORN if loose else PARTS) else None


def _names_a_member(head: str, value: str) -> bool:
    """«Medlem: Kari Nordmann (sykepleier), …»: somebody of the staff, unless the words about the person say more."""
    return load_vocabulary().role(head) is Role.STAFF and looks_like_person(value)


def _suits(label: Label, value: str) -> bool:
    """Is the value one that the question can have: yes or no for a promise («Bindende påmelding – lest og godtatt: ja»)?"""
    return label.field is None or label.field.kind is not Kind.TICK or to_yes_no(value).value is not None


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
    if awaited is not None and awaited.kind is Kind.NUMBER and any(map(str.isdigit, _PERSON_NUMBERING.sub("", text))):
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
    """A challenge on a line of its own below the question: an answer, or a choice whose box was lost, so that a person must look."""
    if walk.pending is None or walk.pending.section != "challenges" or _asks(text):
        return False
    label = find_label(text, "challenges")
    if label is None or label.field is None or label.section != "challenges":
        return False
    walk.draft.claim(label.field.path, walk.made("ja", where, _LISTED))
    return True


def _tells(walk: Walk, text: str, where: str) -> bool:
    """A whole sentence that no question waits for («Enheten kjennetegnes av høy turnover.»), though a label's words stand in it."""
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


def _mentions_people(walk: Walk, text: str, where: str) -> bool:
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
    return looks_like_person(_PERSON_NUMBERING.sub("", text)) and not tells_behind(text)


def _lists_team(walk: Walk, text: str, where: str) -> bool:
    """«Teamet består av enhetsleder Kari Nordmann (sykepleier) og lege Ola Vik»: the team in one sentence."""
    told = _TEAM_IS.match(text)
    if told is None or not each_named(told["who"]):
        return False
    walk.leave_blank()
    walk.answer(Label(asks=Asks.SECTION, section="members", score=TELLING), told["who"].rstrip(" ."), where)
    return True


def _names_adviser(walk: Walk, text: str, where: str) -> bool:
    """«Vår lokale forbedringsveileder er Kari Nordmann, e-post …», whatever was asked before."""
    who = adviser_in(text)
    if who is None:
        return False
    walk.leave_blank()
    walk.answer(Label(asks=Asks.SECTION, section="adviser", score=TELLING), who, where)
    return True


def _answers_question(walk: Walk, text: str, where: str) -> bool:
    """Is a question waiting for this line, and does the line answer it?"""
    pending = walk.pending
    if pending is None:
        return False
    person = _PERSON_NUMBERING.sub("", text)
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
    elif pending.section in {"adviser", "contact"} and (looks_like_person(person) or _is_name_line(person)):
        walk.answer(pending, person, where)
    else:
        return False
    return True


def _reads_as_person(walk: Walk, text: str, where: str) -> bool:
    """A line in which each answer has its label, or a name with a remark in which a label's words stand («… (agent)»)."""
    person = _PERSON_NUMBERING.sub("", text)
    if walk.labelled_person(person, where):
        return True
    named = (
        not tells_behind(text)
        and walk.section == "members"
        and walk.pending is None
        and "(" in text
        and ":" not in text
        and _is_name_line(person)
    )
    return named and walk.person(person, where)


def _names_people(walk: Walk, text: str, where: str, *, heading: bool) -> bool:
    """A person in a line, or a line that says more of the person above."""
    person = _PERSON_NUMBERING.sub("", text)
    in_team = walk.section == "members"
    if walk.section not in _STRANGERS and not heading and _is_person_alone(text):
        walk.section = "members"
        return walk.person(person, where)
    if in_team and _is_name_line(person) and adviser_in(text) is None:
        return walk.person(person, where)
    if walk.section in OUTSIDERS and (walk.draft.fields.get(f"{walk.section}.name")) and _says_more_of_a_person(text):
        walk.mixed_outsider(Label(asks=Asks.MIXED, section=walk.section), text, where)
        return True
    if in_team and walk.member is not None and _says_more_of_a_person(text):
        walk.mixed(text, where)
        return True
    return False


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


def _is_name_line(text: str) -> bool:
    person = read_person(text)
    return looks_like_name(person.name) and len(text) < _LONGEST_PERSON and (not person.rest or bool(person.email))


def _says_more_of_a_person(text: str) -> bool:
    """A line under somebody's name: what he or she is, or how to reach him or her."""
    person = read_person(text)
    known = to_occupation(person.profession).certain if person.profession else bool(person.role or person.email or person.phone)
    return known and not person.name and not person.rest

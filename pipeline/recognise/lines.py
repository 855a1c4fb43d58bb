"""Paragraphs and printed lines: a label with its value, a heading, a person, a tick, an answer to the question above, prose."""

from __future__ import annotations

import re
from typing import Final

from pipeline.form.definition import Kind
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED
from pipeline.recognise.convert import EMAIL, to_occupation, to_yes_no
from pipeline.recognise.labels import NEARLY, PARTS, TELLING, TORN, Asks, Label, find_label, is_label
from pipeline.recognise.sentences import read_sentence
from pipeline.recognise.people import looks_like_name, looks_like_person, read_person
from pipeline.recognise.ticks import has_boxes, read_ticks, with_boxes
from pipeline.recognise.walk import Walk

_BULLET: Final = re.compile(r"^[\s•·▪●◦\uf0b7\uf0a7]*(?:[-–—*o]\s+)?")
_PERSON_NUMBERING: Final = re.compile(r"^\s*\(?\d{1,2}[.)]\s+")
_SEPARATORS: Final = (
    re.compile(r":\s*"),
    re.compile(r"\s*\t+\s*|\s{2,}"),
    re.compile(r"\?\s+"),
    re.compile(r"\s+[–—]\s+|\s+-\s+|\s*=\s*|\.{4,}\s*|_{3,}\s*|…+\s*"),
)
_ADVISER_PROSE: Final = re.compile(
    r"(?i)^(?:.{0,60}\b)?(?:forb[ei]drings|forbetrings)?(?:veileder|rettleiar|rettleder|adviser|advisor)(?:en)?\b.{0,40}?\b(?:er|blir|heter|heiter|is|will be)\b\s+(?P<who>.+)$",
    re.DOTALL,
)
_PROSE_ADVISER: Final = re.compile(
    r"(?i)^(?P<who>.+?)\s+(?:er|blir|is|will be)\s+(?:\w+\s+){0,3}(?:forb[ei]drings|forbetrings)?(?:veileder|rettleiar|rettleder|adviser|advisor)\b"
)
_BINDING_PROSE: Final = re.compile(
    r"(?i)\b(?:vi|me|we|foretaket|føretaket)\b.{0,60}\b(?:bekrefter|er (?:kjent|klar over|inneforstått|innforstått|kjende)|stadfester|confirm|forstår|accept)\w*.{0,80}\bbind(?:ende|ande|ing)\b"
)


def read_line(walk: Walk, text: str, where: str, *, heading: bool = False) -> None:
    """One paragraph or line; line feeds inside it part lines of their own."""
    for n, part in enumerate(text.split("\n")):
        stripped = _BULLET.sub("", with_boxes(part)).strip()
        if stripped:
            _read_part(walk, stripped, where, heading=heading, below=n > 0)


def _read_part(walk: Walk, text: str, where: str, *, heading: bool, below: bool) -> None:
    if has_boxes(text):
        _read_boxes(walk, text, where)
    elif below and walk.open_text and not text.endswith((":", "?")) and not is_label(text, walk.section):
        walk.draft.append(walk.open_text, walk.made(text, where, PARTS))
    elif walk.section in {"members", ""} and _reads_as_person(walk, text, where):
        return
    elif (pair := split_label(text, walk.section)) is not None and pair[1] and not _answers_itself(walk, pair[0]):
        _answer_pair(walk, *pair, where)
    elif (label := find_label(text, walk.section)) is not None and _may_be_label(walk, label, text):
        _begin(walk, label, text, where)
    else:
        _read_plain(walk, text, where, heading=heading)


def _reads_as_person(walk: Walk, text: str, where: str) -> bool:
    """A line in which each answer has its label, or a name with a remark in which a label's words stand («… (forbedringsagent)»)."""
    person = _PERSON_NUMBERING.sub("", text)
    if walk.labelled_person(person, where):
        walk.section = walk.section or "members"
        return True
    if walk.section == "members" and walk.pending is None and "(" in text and ":" not in text and _is_name_line(person):
        return walk.person(person, where)
    return False


def _answers_itself(walk: Walk, label: Label) -> bool:
    """«Mål 1: …» as the answer to «Mål»: words of the answer, not a new question."""
    awaited = walk.pending
    return awaited is not None and awaited.asks is Asks.FIELD and label.field is awaited.field and label.number is None


def split_label(text: str, context: str) -> tuple[Label, str] | None:
    """«Label: value» parted, when the first part is a known label; the value may be empty."""
    found = [match for separator in _SEPARATORS if (match := separator.search(text)) is not None and match.start() > 0]
    pairs = [pair for m in sorted(found, key=lambda m: m.start()) if (pair := _parted_at(text, m, context)) is not None]
    return next((pair for pair in pairs if _suits(*pair)), pairs[0] if pairs else None)


def _parted_at(text: str, mark: re.Match[str], context: str) -> tuple[Label, str] | None:
    """Label and value on either side of `mark`; a mark within quotes parts nothing."""
    head = text[: mark.start()]
    if head.count("«") != head.count("»"):
        return None
    said = mark.group()
    label = find_label(text[: mark.end()].rstrip() if said.startswith(("?", ":")) else head, context)
    loose = said.startswith((":", "?")) or "\t" in said
    value = text[mark.end() :].strip()
    if label is None or label.score < (TORN if loose else PARTS) or (value.startswith("(") and value.endswith(")")):
        return None
    return label, value


def _suits(label: Label, value: str) -> bool:
    """Is the value one that the question can have: yes or no for a promise («Bindende påmelding – lest og godtatt: ja»)?"""
    if label.field is None or label.field.kind is not Kind.TICK:
        return True
    return to_yes_no(value).value is not None


def _answer_pair(walk: Walk, label: Label, value: str, where: str) -> None:
    if walk.section == "members" and label.asks is Asks.FIELD and label.section in {"members", ""} and looks_like_person(value):
        walk.person(value, where)
        return
    if (
        label.asks is Asks.PERSON_NUMBER
        and (inner := split_label(value, "members")) is not None
        and inner[1]
        and not EMAIL.search(value)
    ):
        walk.start_person(label)
        walk.answer(inner[0], inner[1], where)
        return
    if label.asks is Asks.ROLE and "," not in value and (inner := split_label(value, "members")) is not None:
        walk.enter(Label(asks=Asks.SECTION, section="members"))
        walk.role = label.role
        walk.answer(inner[0], inner[1], where)
        return
    if (
        label.asks is Asks.FIELD
        and label.section not in {"", walk.section}
        and label.section not in {"members", "adviser", "contact"}
    ):
        walk.section = label.section
        walk.member = None
    walk.answer(label, value, where)


def _may_be_label(walk: Walk, label: Label, text: str) -> bool:
    """An answer may use the words of another label («Begrenset kapasitet»): while one is awaited, only a sure label counts."""
    awaited = walk.pending.field if walk.pending is not None else None
    if awaited is not None and awaited.kind is Kind.NUMBER and any(c.isdigit() for c in text):
        return False
    if walk.pending is None:
        return label.score > NEARLY or text.endswith((":", "?"))
    if awaited is not None and label.field is awaited and label.score < PARTS and not text.endswith((":", "?")):
        return False
    return label.score >= PARTS or text.endswith((":", "?")) or (label.score >= TELLING and len(text.split()) < 6)  # noqa: PLR2004


def _begin(walk: Walk, label: Label, text: str, where: str) -> None:
    """A label alone: a section, a person, or a question whose answer comes next."""
    walk.open_text = ""
    walk.leave_blank()
    if label.asks is Asks.PERSON_NUMBER:
        walk.start_person(label)
        walk.pending = label if label.role is None and walk.member is not None and text.endswith(":") else None
    elif label.asks is Asks.SECTION:
        walk.enter(label)
        if label.section in {"adviser", "challenges", "contact"}:
            walk.ask(label, where)
    elif label.asks is Asks.ROLE:
        walk.section, walk.role, walk.member = "members", label.role, None
    else:
        walk.ask(label, where)


def _read_boxes(walk: Walk, text: str, where: str) -> None:
    ticks = read_ticks(text)
    if len(ticks.boxes) == 1 and not ticks.question and _BINDING_PROSE.search(ticks.boxes[0].label):
        label = find_label("påmeldingen er bindende")
        if label is not None:
            walk.answer(label, "ja" if ticks.boxes[0].ticked else "nei", where)
            return
    walk.boxes(ticks, where)


def _read_plain(walk: Walk, text: str, where: str, *, heading: bool) -> None:
    pending = walk.pending
    if pending is not None and pending.asks in {Asks.FIELD, Asks.OTHER}:
        walk.answer(pending, text, where)
        return
    if pending is not None and pending.section == "challenges":
        walk.pending = None
        walk.challenges(text, where, pending.score)
        return
    person = _PERSON_NUMBERING.sub("", text)
    if pending is not None and pending.asks is Asks.PERSON_NUMBER:
        walk.pending = None
        walk.person(person, where, into=walk.member)
    elif (
        pending is not None
        and pending.section in {"adviser", "contact"}
        and (looks_like_person(person) or _is_name_line(person))
    ):
        walk.answer(pending, person, where)
    elif walk.section in {"members", ""} and not heading and looks_like_person(person):
        _member_line(walk, person, where)
    elif read_sentence(walk, text, where):
        return
    elif (who := _adviser_in(text)) is not None:
        walk.answer(Label(asks=Asks.SECTION, section="adviser", score=TELLING), who, where)
    elif _BINDING_PROSE.search(text) and TICKED not in text:
        walk.draft.claim("binding", walk.made("ja", where, TELLING))
    elif walk.section == "members" and _is_name_line(person):
        walk.person(person, where)
    elif walk.section == "members" and walk.member is not None and _says_more_of_a_person(text):
        walk.mixed(text, where)
    elif walk.open_text and not heading and _goes_on(text):
        walk.draft.append(walk.open_text, walk.made(text, where, TORN))
    elif (text, where) not in walk.known:
        walk.open_text = ""
        walk.draft.pass_over(text, where, important=bool(EMAIL.search(text)) and "postmottak" not in fold(text))


def _goes_on(text: str) -> bool:
    """Is it a further paragraph of the answer above, and not a question or a heading that is not known?"""
    return len(text.split()) > 4 and "\t" not in text and not text.endswith((":", "?"))  # noqa: PLR2004 - a sentence


def _member_line(walk: Walk, text: str, where: str) -> None:
    if not walk.section:
        walk.section = "members"
    walk.person(text, where)


def _is_name_line(text: str) -> bool:
    person = read_person(text)
    return looks_like_name(person.name) and len(text) < 200 and (not person.rest or bool(person.email))  # noqa: PLR2004


def _says_more_of_a_person(text: str) -> bool:
    """A line under somebody's name: what he or she is, or how to reach him or her."""
    person = read_person(text)
    known = to_occupation(person.profession).certain if person.profession else bool(person.role or person.email or person.phone)
    return known and not person.name and not person.rest


def _adviser_in(text: str) -> str | None:
    """«Vår lokale forbedringsveileder er Kari Nordmann, e-post …»: who."""
    match = _ADVISER_PROSE.match(text) or _PROSE_ADVISER.match(text)
    if match is None:
        return None
    who = match["who"].strip(" .")
    return who if looks_like_name(read_person(who).name) else None

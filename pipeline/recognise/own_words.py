"""What kull's own forms print of their own accord: labels, headings, prompts, help. The rest on such a form somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.form.definition import Field, Kind, Words
from pipeline.form.layout import (
    CHOOSE,
    MISSING_CHOOSE,
    MISSING_MARK,
    MISSING_WRITE_HERE,
    MORE_ROWS,
    NOT_FILLED,
    NUMBER,
    TONGUES,
    WRITE_HERE,
    YES_OR_NO,
)
from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold
from pipeline.intake.marks import TICKED, UNTICKED, clean, parse_form_identity
from pipeline.model import FormIdentity, Line, Sheet
from pipeline.recognise.draft import VERBATIM, Claim

ATTRIBUTES: Final = {"agent": "trained_agent"}
PROMPTS: Final = frozenset(
    words[language]
    for words in (WRITE_HERE, CHOOSE, MISSING_WRITE_HERE, MISSING_CHOOSE, NOT_FILLED)
    for language in ("nb", "nn")
)
_MARK: Final = re.compile(rf"(?<=[*{TICKED}{UNTICKED}]) ?(?:{MISSING_MARK.nb}|{MISSING_MARK.nn})$")
_PROMPT_LEFT: Final = re.compile(
    "|".join(rf"^{p}(?!\w)|{p}$" for p in (MISSING_WRITE_HERE.nb, MISSING_WRITE_HERE.nn, WRITE_HERE.nb))
)
_PARTLY_LEFT: Final = 0.7
_FOOTER: Final = re.compile(rf"Skjema ({REGISTRATION.id}) · versjon (\d{{1,4}}) · ({'|'.join(TONGUES.values())})\b")


def own_claim(path: str, text: str, where: str, method: str = "tag") -> Claim:
    """The answer in a field of kull's own form; a prompt that a program has turned into text is no answer.

    One that a person has left standing before or after what they wrote is taken away, and the answer put up for review.
    """
    answer = without_mark(text if path in VERBATIM else clean(text))
    if answer in PROMPTS:
        return Claim(text="", where=where, method=method, confidence=1.0)
    written = clean(_PROMPT_LEFT.sub("", answer))
    if written != clean(answer):
        return Claim(text=written, where=where, method=method, confidence=_PARTLY_LEFT)
    return Claim(text=answer, where=where, method=method, confidence=1.0)


def without_prompt(text: str) -> tuple[str, bool]:
    """What was written in a text field: all of it, less a prompt that a program turned into text; and was there such a one?"""
    if clean(text) in PROMPTS or not clean(text):
        return "", False
    written = _PROMPT_LEFT.sub("", text)
    return (written, True) if clean(written) and clean(written) != clean(text) else (text, False)


def without_mark(text: str) -> str:
    """`text` without the word that a return form puts after a tick box, or its label, that is missing."""
    return _MARK.sub("", text)


def form_of(sheet: Sheet) -> FormIdentity | None:
    """Which of kull's own forms the sheet is: by its mark for machines, or by the foot that it prints."""
    if sheet.form is not None:
        return sheet.form
    for text in _lines(sheet):
        identity = parse_form_identity(text)
        if identity is not None and identity.id == REGISTRATION.id:
            return identity
        if found := _FOOTER.search(text):
            tongue = next(code for code, name in TONGUES.items() if name == found[3])
            return FormIdentity(id=found[1], version=int(found[2]), language=tongue)
    return None


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from (line.text for line in sheet.beside)
    for block in sheet.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (row[0].text for row in block.rows if row)


@dataclass(frozen=True, slots=True)
class Place:
    """A field, by the section that it stands in and its label."""

    section: str
    label: str


def label(text: str) -> str:
    """A label as printed, for comparing: one line, without the sign for «is missing»."""
    return fold(without_mark(" ".join(text.split())))


@cache
def sections() -> dict[str, str]:
    """The key of each section by its title."""
    return {fold(title): s.key for s in REGISTRATION.sections for title in _tongues(s.title)}


@cache
def questions() -> dict[Place, str]:
    """The path of each field that has a line of its own, by section and label; the label with its star and help, or without."""
    single = [(s, f) for s in REGISTRATION.sections if not s.rows for f in s.fields]
    return {Place(section.key, text): field.path for section, field in single for text in _labels(field)}


@cache
def ticks() -> dict[str, str]:
    """The path of each tick box by its label."""
    boxes = [f for s in REGISTRATION.sections if not s.rows for f in s.fields if f.kind is Kind.TICK]
    return {fold(text): f.path for f in boxes for text in _tongues(f.label)}


@cache
def heads() -> dict[str, str]:
    """The attribute of a member by the head of its column."""
    rows = next(section for section in REGISTRATION.sections if section.rows)
    return {
        text: ATTRIBUTES.get(name, name)
        for field in rows.fields
        for name in (field.key.rsplit("_", 1)[-1],)
        for words in (field.label, field.short)
        if words is not None
        for plain in _tongues(words)
        for text in (fold(plain), fold(f"{plain} *"))
    }


@cache
def furniture() -> frozenset[str]:
    """Everything else that a form prints below its first heading."""
    words = [MORE_ROWS, YES_OR_NO, NUMBER, *(f.help for s in REGISTRATION.sections for f in s.fields if f.help)]
    words += [s.intro for s in REGISTRATION.sections if s.intro]
    plain = [text for w in words for text in _tongues(w)]
    with_yes_or_no = [f"{s.intro[t]} {YES_OR_NO[t]}" for s in REGISTRATION.sections if s.intro for t in TONGUES]
    marks = [f"◄ {text}" for text in _tongues(MISSING_MARK)]
    return frozenset(map(fold, (*plain, *with_yes_or_no, *marks, *PROMPTS, TICKED, UNTICKED, "*")))


def is_furniture(text: str) -> bool:
    """Does the form itself say this: help, an introduction, a prompt, its foot?"""
    return label(text) in furniture() or bool(_FOOTER.search(text)) or parse_form_identity(text) is not None


def asked_in(section: str, text: str) -> str:
    """The path of the field whose label `text` begins with; empty when it begins with none."""
    flat = label(text)
    found = [(p.label, path) for p, path in questions().items() if p.section == section and flat.startswith(p.label)]
    return max(found, key=lambda pair: len(pair[0]))[1] if found else ""


def _labels(field: Field) -> Iterator[str]:
    for tongue in TONGUES:
        for name in (field.label[tongue], f"{field.label[tongue]} *"):
            yield fold(name)
            if field.help:
                yield fold(f"{name} {field.help[tongue]}")


def _tongues(words: Words) -> tuple[str, ...]:
    return tuple(words[tongue] for tongue in TONGUES)


def single_paths() -> frozenset[str]:
    """The paths of all fields that are asked once."""
    return frozenset(questions().values())

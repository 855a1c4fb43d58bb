"""The template doctor: everything that is wrong with a Word template, at once, each fault with the sentence it stands in.

What stops a letter comes first (`templates.py`); then what a document must be (`looks.py`); then the template is tried on
sample people, and their letters are proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.compose import KINDS
from pipeline.letters.engine import read_template
from pipeline.letters.finish import finish
from pipeline.letters.looks import W, faults_of_document, open_template
from pipeline.letters.lost_words import split_tags
from pipeline.letters.occasion import LANGUAGES
from pipeline.letters.sample import sample_letters, variants
from pipeline.letters.templates import check_template
from pipeline.letters.trial import tried
from pipeline.programme.schema import Programme

_NAMED = re.compile(r"(?P<word>.+)\.(?P<language>nb|nn)\.docx", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What the doctor found in a template. `faults` holds warnings too; `notes` are good to know, and need nothing done."""

    path: Path
    kind: LetterKind
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Is there no fault, whatever warnings there are?"""
        return all(fault.warning for fault in self.faults)


def kind_by_name(name: str) -> LetterKind | None:
    """The kind of letter that a template of this name is for («avslag.nn.docx»); None when it is for none."""
    found = _NAMED.fullmatch(name)
    return next((kind for kind, row in KINDS.items() if found and row.word == found["word"].lower()), None)


def language_of(path: Path) -> str:
    """The language of a template's letters: by its name, else by what the document says of itself; empty when neither does."""
    if found := _NAMED.fullmatch(path.name):
        return found["language"].lower()
    opened = open_template(path)
    lang = None if opened is None or opened.styles is None else opened.styles.find(f"{W}docDefaults//{W}lang")
    said = "" if lang is None else (lang.get(f"{W}val") or "").partition("-")[0]
    return said if said in LANGUAGES else ""


def examine(path: Path, kind: LetterKind, programme: Programme) -> Checkup:
    """Everything that is wrong with the template at `path`, for letters of `kind` in the cohort of `programme`."""
    language = language_of(path)
    faults = check_template(path, kind)
    opened = open_template(path, language)
    if opened is None:
        return Checkup(path=path, kind=kind, faults=faults)
    _, mended = split_tags(opened)
    faults = (*faults, *_tried(path, kind, programme, language or LANGUAGES[0]))
    if all(fault.warning for fault in faults):
        faults = (*faults, *_proved(path, kind, programme, language or LANGUAGES[0]))
    found = (*faults, *faults_of_document(opened))
    graver = {fault for fault in found if not fault.warning}
    faults = tuple(dict.fromkeys(fault for fault in found if not fault.warning or replace(fault, warning=False) not in graver))
    return Checkup(path=path, kind=kind, faults=faults, notes=mended)


def _tried(path: Path, kind: LetterKind, programme: Programme, language: str) -> Iterator[Fault]:
    context = KINDS[kind].context
    try:
        template, _ = read_template(path, context)
    except ConfigurationError:
        return
    letters = sample_letters(programme, kind, language)
    yield from tried(template, context, [variant for letter in letters for variant in variants(letter.context)])


def _proved(path: Path, kind: LetterKind, programme: Programme, language: str) -> Iterator[Fault]:
    """What the proof says of the letters to sample people."""
    told: set[str] = set()
    for letter in sample_letters(programme, kind, language):
        for fault in finish(letter, path).faults:
            name = re.sub(r"\[\d+\]", "[]", fault.field) or fault.value
            if name not in told:
                told.add(name)
                message = msg("A letter to sample people does not pass its proof: {reason}", reason=fault.message)
                yield Fault(file=path.name, value=name, message=message)

"""Reads a finished letter back, without the engine that made it, and proves that it says what it was given and nothing stray.

The archive is opened and every part with text is read: body with its text boxes and tables, headers, footers, notes and
comments. Every value of the context must be found there, whitespace aside; nothing of the template's tags, of merge fields or
of a value that was not there may be left. What stands in a value itself («{{ x }}», «None») is no leftover.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import MappingProxyType
from typing import Any

from lxml import etree

from pipeline.i18n import Message, msg
from pipeline.letters.archive import CORE_PROPERTIES, LOCALES, read_members
from pipeline.letters.contexts import ASIDE, OPTIONAL, DocumentProperties, Picture, SubDocument, printed_fields
from pipeline.letters.forms import Form, in_form
from pipeline.letters.letter import Letter
from pipeline.letters.tags import unwritable

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_READ_BACK = re.compile(rf"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|{re.escape(CORE_PROPERTIES)}")
_SPACES = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}p": "\n", f"{_WORD}noBreakHyphen": "\u2011"}
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SEEN = (f"{_WORD}t", _PICTURE, *_SPACES)
_INSTRUCTIONS = (f"{_WORD}instrText", f"{_WORD}fldSimple")
_MERGE_FIELD = re.compile(r"\bMERGEFIELD\s+(\S+)")

_LEFTOVERS = re.compile(
    r"{{|}}|{%|%}|{#|#}"  # a tag of the template
    r"|«[A-ZÆØÅ0-9_]{2,}»"  # a merge field that was not filled in
    r"|\bNone\b|\bUndefined\b"  # a value that was not there
    r"|(?P<beside>\((?=\s*\))|«(?=\s*»)"  # brackets and quotes around nothing
    r"|(?<=\w) (?=[.,;:!?](?:\s|$))"  # a gap before a full stop or comma
    r"|\b(?:Kjære|Hei|Til)\s*(?=[,!]))"  # nobody greeted
)
_AROUND = 30
Forms = Mapping[str, frozenset[Form]]
_AS_IT_IS: Forms = MappingProxyType({})
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFault:
    """Why a letter must not leave the house: what is wrong, the field of the context (or the part), and the value.

    `unreadable`: it could not be read back at all.
    """

    field: str
    message: Message
    value: str = ""
    unreadable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What reading a letter back has found: its faults (none: it may leave the house), and its text as `plain` gives it."""

    faults: tuple[ProofFault, ...]
    text: str = ""


def read_back(data: bytes, letter: Letter, *, left_out: frozenset[str] = frozenset(), forms: Forms = _AS_IT_IS) -> Proof:
    """The finished letter `data`, read and held against what it was given.

    `left_out` are the fields («contact.phone») that its template need not show and does not; all others are looked for. `forms`
    are the fields that it shows, and the forms in which it does (in capitals, a date in words); without any, as they are.
    """
    try:
        members = read_members(data, _READ_BACK)
        roots = [etree.fromstring(members[name], _parser()) for name in members if name != CORE_PROPERTIES]
        properties = etree.fromstring(members[CORE_PROPERTIES], _parser())
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        message = msg("The finished letter cannot be read back: {reason}.", reason=str(error))
        return Proof(faults=(ProofFault(field="", message=message, unreadable=True),))
    text = plain("\n".join(map(_text, roots)))
    values = tuple(_values(letter.context, left_out))
    faults = (
        *_unwritable(values),
        *_lost(values, text, forms, letter.language),
        *_lost_aside(letter, text, forms),
        *_leftovers(values, text),
        *_merge_fields(roots),
        *_wrong_properties(letter.context.properties, properties),
    )
    return Proof(faults=faults, text=text)


def plain(text: str) -> str:
    """`text` with every run of spaces, hard spaces, tabs and line breaks as one space."""
    return " ".join(text.split())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _text(root: etree._Element) -> str:
    """What a reader sees of one part; each paragraph begins a line."""
    return "".join([_SPACES.get(str(node.tag)) or node.text or node.get("descr") or "" for node in root.iter(_SEEN)])


def _values(record: Any, left_out: frozenset[str], prefix: str = "", pattern: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a context as (path, value), such as ("meetings[2].when", "6. oktober 2025")."""
    for name, value, _ in printed_fields(record):
        if pattern + name not in left_out:
            yield from _values_of(value, left_out, prefix + name, pattern + name)


def _values_of(value: Any, left_out: frozenset[str], path: str, pattern: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str | Picture):
        yield path, value if isinstance(value, str) else value.alt
    elif isinstance(value, SubDocument):
        return
    elif isinstance(value, tuple) and f"{pattern}[]" not in left_out:
        for index, element in enumerate(value):
            yield from _values_of(element, left_out, f"{path}[{index}]", f"{pattern}[]")
    elif is_dataclass(value):
        yield from _values(value, left_out, f"{path}.", f"{pattern}.")


def _unwritable(values: Iterable[tuple[str, str]]) -> Iterator[ProofFault]:
    for path, value in values:
        if not value.isprintable() and (characters := unwritable(value)):
            message = msg(
                "It holds characters that no Word file can hold ({characters}). Correct the value in the register.",
                characters=", ".join(dict.fromkeys(characters)),
            )
            yield ProofFault(field=path, value=value, message=message)


def _lost(values: Iterable[tuple[str, str]], text: str, forms: Forms, language: str) -> Iterator[ProofFault]:
    for path, value in values:
        if plain(value) not in text and not unwritable(value):
            shown = forms.get(_INDEX.sub("[]", path), ())
            if not any(plain(in_form(value, form, language)) in text for form in shown):
                yield ProofFault(field=path, value=value, message=msg("The value is not found in the finished letter."))


def _lost_aside(letter: Letter, text: str, forms: Forms) -> Iterator[ProofFault]:
    """What the template shows of the recipient's row and of the document's properties, when it is not there to be found."""
    for path, shown in forms.items():
        record, _, name = path.partition(".")
        if record not in ASIDE or not name:
            continue
        row = getattr(letter.context, record)
        value = getattr(row, name)
        needed = next(f.metadata != OPTIONAL for f in fields(row) if f.name == name)
        if not value and needed:
            message = msg("The letter asks for this field of the recipients list, and the recipient is not on it.")
            yield ProofFault(field=path, message=message)
        elif not any(plain(in_form(value, form, letter.language)) in text for form in shown):
            message = msg("The value is not found in the finished letter.")
            yield ProofFault(field=path, value=str(value), message=message)


def _leftovers(values: Iterable[tuple[str, str]], text: str) -> Iterator[ProofFault]:
    """Leftovers in `text`, unless a value says so itself, or stands right where something would be missing."""
    if not _LEFTOVERS.search(text):
        return
    said = _places(values, text)
    for found in _LEFTOVERS.finditer(text):
        after = next((place for place in range(found.end(), len(text)) if not text[place].isspace()), 0)
        beside = found["beside"] is not None and (said[found.start() - 1] or said[after])
        if beside or all(said[found.start() : found.end()]):
            continue
        around = text[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
        message = msg("Something is left over from the template, or a value is missing: «{text}».", text=around)
        yield ProofFault(field="", value=found.group(), message=message)


def _places(values: Iterable[tuple[str, str]], text: str) -> bytearray:
    """For each character of `text`, whether a value has it; a value that begins or ends with blanks has the space beside it."""
    said = bytearray(len(text) + 2)
    for value in {value for _, value in values if value.strip()}:
        words = plain(value)
        place = text.find(words)
        while place >= 0:
            first, end = place - value[0].isspace(), place + len(words) + value[-1].isspace()
            said[max(first, 0) : end] = b"\1" * (end - max(first, 0))
            place = text.find(words, place + 1)
    return said


def _merge_fields(roots: Iterable[etree._Element]) -> Iterator[ProofFault]:
    for root in roots:
        for node in root.iter(_INSTRUCTIONS):
            if found := _MERGE_FIELD.search(node.text or node.get(f"{_WORD}instr") or ""):
                message = msg("The merge field «{name}» was not filled in.", name=found.group(1))
                yield ProofFault(field="", value=found.group(1), message=message)


def _wrong_properties(expected: DocumentProperties, found: etree._Element) -> Iterator[ProofFault]:
    wanted = {"title": expected.title, "language": LOCALES[expected.language]}
    for name, value in wanted.items():
        if found.findtext(f"{_DUBLIN_CORE}{name}") != value:
            yield ProofFault(field=f"properties.{name}", value=value, message=msg("The document's properties do not say this."))

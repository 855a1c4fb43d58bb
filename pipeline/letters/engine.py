"""Word templates in docxtpl's syntax → letters as bytes.

docxtpl puts tags that Word has split over runs together again, and lifts `{%p %}`, `{%tr %}`, `{%tc %}` and `{%r %}` out of
their paragraphs, rows, cells and runs (`word_tags.py`). Each part (body, headers, footers, notes) is then compiled once, and
every member that is the same in all letters is deflated once; a letter is a rendering of the parts with tags, laid beside the
others as they stand. Values do not pass through docxtpl, which would lose «<0-2 år>» in silence and change «{_{»; only a letter
that brings pictures or documents does.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError, nodes
from lxml import etree

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.letters.archive import CORE_PROPERTIES, Layout, core_properties, read_members, write_members
from pipeline.letters.contexts import Context
from pipeline.letters.structure import torn_blocks
from pipeline.letters.tags import ENVIRONMENT, tag_faults
from pipeline.letters.word_tags import by_docxtpl, embeds, mended, patched, with_listings

_BODY = "word/document.xml"
_MERGED_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")

# A cell loop changes the number of columns, a picture in a loop repeats its id: docxtpl mends both after rendering.
_NEEDS_MENDING = re.compile(r"{%\s*tc\s|{%\s*colspan|<wp:docPr ")
_BY_DOCXTPL = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_TAG_BEGINS = re.compile(r"{[{%#]")
_MARKUP = re.compile(r"<[^>]+>")
_SHOWN_LENGTH = 160
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEMPLATE_ERRORS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError)
_PARSER_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True}


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """A part of a template that holds text: its patched source, one paragraph a line; that as Jinja reads it; and compiled."""

    name: str
    source: str
    tree: nodes.Template
    compiled: Template
    needs_mending: bool

    def place(self, line: int) -> str:
        """Where `line` of the source is, for a person: the part, and what the paragraph says."""
        return _place_of_line(self.name, self.source, line)

    def render(self, values: Mapping[str, Any]) -> bytes:
        """The part with its values.

        Raises:
            jinja2.TemplateError: a name or an action that is not to be had.
            etree.XMLSyntaxError: the tags leave something that is no XML.
        """
        rendered = with_listings(self.compiled.render(values))
        return _mended(rendered) if self.needs_mending else (_DECLARATION + rendered).encode()

    @property
    def has_tags(self) -> bool:
        """Does it say something else in each letter?"""
        return _TAG_BEGINS.search(self.source) is not None


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A Word template, read and compiled once; `render` it as often as wanted."""

    path: Path
    parts: tuple[TemplatePart, ...]
    members: Mapping[str, bytes]
    same: Layout
    """The members that are the same in every letter."""

    def render(self, context: Context) -> bytes:
        """The letter as a .docx file; the same context gives the same bytes.

        Whether its parts are XML is for the proof to say, which reads them anyway: `check_xml` then tells why they are not.

        Raises:
            ConfigurationError: the template uses what this context does not have, or what no template may use.
        """
        core = {CORE_PROPERTIES: core_properties(context.properties)}
        if embeds(type(context)):
            return write_members({**self._by_docxtpl(_values(context)), **core})
        return self.filled(_values(context), core)

    def filled(self, values: Mapping[str, Any], members: Mapping[str, bytes]) -> bytes:
        """The template with `values`, and with `members` for those of the same names."""
        own = {part.name: self._rendered(part, values) for part in self.parts if part.has_tags}
        return self.same.extended({**own, **members}).archive()

    def check_xml(self, context: Context) -> None:
        """Are the parts of the letter XML?

        Raises:
            ConfigurationError: one of them is not: the template's tags cut its markup in two.
        """
        for part in self.parts:
            try:
                _parsed(self._rendered(part, _values(context)))
            except etree.XMLSyntaxError as error:
                raise ConfigurationError((self._no_document(part, error),)) from error

    def _by_docxtpl(self, values: Mapping[str, Any]) -> dict[str, bytes]:
        """The members of a letter that brings pictures or documents; what docxtpl passes over is rendered as ever."""
        try:
            members = read_members(by_docxtpl(write_members(self.members), values))
        except _TEMPLATE_ERRORS as error:
            raise ConfigurationError((self._unfit(self.parts[0], error),)) from error
        passed_over = (part for part in self.parts if part.has_tags and not _BY_DOCXTPL.fullmatch(part.name))
        return members | {part.name: self._rendered(part, values) for part in passed_over}

    def _unfit(self, part: TemplatePart, error: Exception) -> Fault:
        return self._fault(part, msg("The template cannot be filled in: {reason}.", reason=str(error)))

    def _no_document(self, part: TemplatePart, error: etree.XMLSyntaxError) -> Fault:
        return self._fault(part, msg("The letter that the template made is no Word document: {reason}.", reason=str(error)))

    def _rendered(self, part: TemplatePart, values: Mapping[str, Any]) -> bytes:
        try:
            return part.render(values)
        except etree.XMLSyntaxError as error:
            raise ConfigurationError((self._no_document(part, error),)) from error
        except _TEMPLATE_ERRORS as error:
            raise ConfigurationError((self._unfit(part, error),)) from error

    def _fault(self, part: TemplatePart, message: Message) -> Fault:
        return Fault(file=self.path.name, place=_place(part.name), message=message)


def load_template(path: Path) -> LetterTemplate:
    """Read and compile the template at `path`.

    Raises:
        ConfigurationError: no such file, no Word file, or tags that cannot be understood: every fault in every part.
    """
    members = _word_members(path)
    read = [_read_part(path.name, name, xml) for name, xml in members.items() if _MERGED_PARTS.fullmatch(name)]
    if faults := tuple(fault for part in read if isinstance(part, tuple) for fault in part):
        raise ConfigurationError(faults)
    parts = tuple(part for part in read if isinstance(part, TemplatePart))
    own = {CORE_PROPERTIES, *(part.name for part in parts if part.has_tags)}
    same = Layout().extended({name: data for name, data in members.items() if name not in own})
    return LetterTemplate(path=path, parts=parts, members=members, same=same)


def _values(context: Context) -> dict[str, Any]:
    return {f.name: getattr(context, f.name) for f in fields(context)}


def _mended(rendered: str) -> bytes:
    return etree.tostring(mended(_parsed(rendered.encode())), xml_declaration=True, encoding="UTF-8", standalone=True)


def _word_members(path: Path) -> dict[str, bytes]:
    """The archive of a Word file.

    Raises:
        ConfigurationError: there is none.
    """
    try:
        members = read_members(path.read_bytes())
    except OSError as error:
        message = msg("The template cannot be read: {reason}.", reason=str(error.strerror))
        raise ConfigurationError((Fault(file=path.name, message=message),)) from error
    except zipfile.BadZipFile as error:
        raise ConfigurationError((_no_word_file(path),)) from error
    if _BODY not in members:
        raise ConfigurationError((_no_word_file(path),))
    return members


def _no_word_file(path: Path) -> Fault:
    return Fault(file=path.name, message=msg("The template is no Word document (.docx). Save it as one in Word."))


def _read_part(file: str, name: str, xml: bytes) -> TemplatePart | tuple[Fault, ...]:
    """A part compiled; or every fault of its syntax: each tag alone, else how they fit together."""
    try:
        root = _parsed(xml)
    except etree.XMLSyntaxError as error:
        message = msg("The file is damaged: {reason}. Open it in Word and save it again.", reason=str(error))
        return (Fault(file=file, place=_place(name), message=message),)
    source = patched(root)
    alone = tuple(_single_faults(file, name, root))
    try:
        tree = ENVIRONMENT.parse(source)
        code = ENVIRONMENT.compile(tree)
    except TemplateSyntaxError as error:
        message = msg("The tags do not fit together: {reason}.", reason=str(error.message))
        return alone or (Fault(file=file, place=_place_of_line(name, source, error.lineno), message=message),)
    if faults := (*alone, *_torn_blocks(file, name, source, tree)):
        return faults
    return TemplatePart(
        name=name,
        source=source,
        tree=tree,
        compiled=Template.from_code(ENVIRONMENT, code, ENVIRONMENT.make_globals(None)),
        needs_mending=bool(_NEEDS_MENDING.search(etree.tostring(root, encoding="unicode"))),
    )


def _single_faults(file: str, part: str, root: etree._Element) -> Iterator[Fault]:
    for paragraph in root.iter(f"{_WORD}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{_WORD}t"))
        for tag, message in tag_faults(text):
            yield Fault(file=file, place=_place(part, text), value=tag, message=message)


def _torn_blocks(file: str, part: str, source: str, tree: nodes.Template) -> Iterator[Fault]:
    for line in torn_blocks(tree):
        message = msg("A «for» or «if» must end in the same text, table, row or cell as it begins in.")
        yield Fault(file=file, place=_place_of_line(part, source, line), message=message)


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(**_PARSER_OPTIONS))


def _place_of_line(part: str, source: str, line: int) -> str:
    return _place(part, _MARKUP.sub("", source.split("\n")[line - 1]))


def _place(part: str, text: str = "") -> str:
    """«document», or «document: «Frist: {{ deadline }}»» with the words of the paragraph."""
    name = part.removeprefix("word/").removesuffix(".xml")
    words = " ".join(text.split())
    shown = words if len(words) <= _SHOWN_LENGTH else f"{words[:_SHOWN_LENGTH]}…"
    return f"{name}: «{shown}»" if shown else name

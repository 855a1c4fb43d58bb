"""Word templates in docxtpl's syntax → letters as bytes.

docxtpl puts tags that Word has split over runs together again, and lifts `{%p %}`, `{%tr %}`, `{%tc %}` and `{%r %}` out of
their paragraphs, rows, cells and runs (`word_tags.py`). Word's own merge fields become such tags first (`merge_fields.py`).
Each part (body, headers, footers, notes) is then compiled once, and every member that is the same in all letters is deflated
once; a letter is a rendering of the parts with tags, laid beside the others as they stand. Values do not pass through docxtpl,
which would lose «<0-2 år>» in silence and change «{_{»; only a letter that brings pictures or documents does.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError, nodes
from lxml import etree

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.letters.archive import CORE_PROPERTIES, Layout, core_properties, read_members, write_members
from pipeline.letters.contexts import Context
from pipeline.letters.merge_fields import with_fields_as_tags
from pipeline.letters.structure import torn_blocks
from pipeline.letters.tags import ENVIRONMENT, single_tags, tag_faults
from pipeline.letters.where import place
from pipeline.letters.word_tags import by_docxtpl, embeds, mended, patched, with_listings

_BODY = "word/document.xml"
MERGED_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")

# A cell loop changes the number of columns, a picture in a loop repeats its id: docxtpl mends both after rendering.
_NEEDS_MENDING = re.compile(r"{%\s*tc\s|{%\s*colspan|<wp:docPr ")
_BY_DOCXTPL = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_TAG_BEGINS = re.compile(r"{[{%#]")
_MARKUP = re.compile(r"<[^>]+>")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_NO_PARTNER = msg(
    "This tag has no partner: what begins with «if» ends with «endif», and «for» with «endfor». Write the one that is "
    "missing, or take this one away."
)
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
    merges: bool
    """Was it made for Word's own merge? Then what is the same in all letters may stand in it in words of its own."""

    @property
    def whole(self) -> bool:
        """Are all of its parts understood, if not without faults?"""
        return {part.name for part in self.parts} == {name for name in self.members if MERGED_PARTS.fullmatch(name)}

    def render(self, context: Context) -> bytes:
        """The letter as a .docx file; the same context gives the same bytes.

        Whether its parts are XML is for the proof to say, which reads them anyway: `check_xml` then tells why they are not.

        Raises:
            ConfigurationError: the template uses what this context does not have, or what no template may use.
        """
        core = {CORE_PROPERTIES: core_properties(context.properties)}
        if embeds(type(context)):
            return write_members({**self._by_docxtpl(values_of(context)), **core})
        return self.filled(values_of(context), core)

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
                _parsed(self._rendered(part, values_of(context)))
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
        return Fault(file=self.path.name, place=place(part.name), message=message)


def load_template(path: Path, context: type[Context] = Context) -> LetterTemplate:
    """Read and compile the template at `path`; its merge fields are fields of `context`.

    Raises:
        ConfigurationError: no such file, no Word file, or tags that cannot be understood: every fault in every part.
    """
    template, faults = read_template(path, context)
    if faults:
        raise ConfigurationError(faults)
    return template


def read_template(path: Path, context: type[Context]) -> tuple[LetterTemplate, tuple[Fault, ...]]:
    """The template as far as it is understood, and every fault of its tags and merge fields.

    With faults it is good for looking at, not for letters: what is wrong has been left out of it.

    Raises:
        ConfigurationError: no such file, or no Word file.
    """
    found = _word_members(path)
    names = [name for name in found if MERGED_PARTS.fullmatch(name)]
    merged = with_fields_as_tags(path.name, found, names, context)
    read = [_read_part(path.name, name, merged.members[name]) for name in names]
    parts = tuple(part for part, _ in read if part)
    own = {CORE_PROPERTIES, *(part.name for part in parts if part.has_tags)}
    same = Layout().extended({name: data for name, data in merged.members.items() if name not in own})
    template = LetterTemplate(path=path, parts=parts, members=merged.members, same=same, merges=merged.any)
    return template, (*merged.faults, *(fault for _, faults in read for fault in faults))


def values_of(context: Context) -> dict[str, Any]:
    """A context as Jinja takes it."""
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


def _read_part(file: str, name: str, xml: bytes) -> tuple[TemplatePart | None, tuple[Fault, ...]]:
    """A part compiled, and every fault of its syntax: each tag alone, else how they fit together.

    With faults it is the part without the paragraphs that have them, or None when the rest does not stand alone.
    """
    try:
        root = _parsed(xml)
    except etree.XMLSyntaxError as error:
        message = msg("The file is damaged: {reason}. Open it in Word and save it again.", reason=str(error))
        return None, (Fault(file=file, place=place(name), message=message),)
    alone = tuple(_single_faults(file, name, root))
    if alone:
        for paragraph in [one for one in root.iter(f"{_WORD}p") if any(tag_faults(_words(one)))]:
            for text in paragraph.iter(f"{_WORD}t"):
                text.text = ""
    source = patched(root)
    try:
        part = _compiled(name, source, root)
    except TemplateSyntaxError as error:
        message = msg("The tags do not fit together: {reason}.", reason=str(error.message))
        fault = Fault(file=file, place=_place_of_line(name, source, error.lineno), message=message)
        rest, single = _without_single_tags(file, name, source, root)
        return rest, alone or single or (fault,)
    return part, alone or tuple(_torn_blocks(file, name, source, part.tree))


def _compiled(name: str, source: str, root: etree._Element) -> TemplatePart:
    tree = ENVIRONMENT.parse(source)
    return TemplatePart(
        name=name,
        source=source,
        tree=tree,
        compiled=Template.from_code(ENVIRONMENT, ENVIRONMENT.compile(tree), ENVIRONMENT.make_globals(None)),
        needs_mending=bool(_NEEDS_MENDING.search(etree.tostring(root, encoding="unicode"))),
    )


def _without_single_tags(
    file: str, name: str, source: str, root: etree._Element
) -> tuple[TemplatePart | None, tuple[Fault, ...]]:
    """The part without the tags that have no partner, when the rest stands alone; and a fault for each such tag."""
    tags = single_tags(source)
    lines = [source.count("\n", 0, tag.start()) + 1 for tag in tags]
    faults = tuple(
        Fault(file=file, place=_place_of_line(name, source, line), value=unescape(tag[0]), message=_NO_PARTNER)
        for tag, line in zip(tags, lines, strict=True)
    )
    if not tags or any(tag["word"] == "for" for tag in tags):
        return None, faults  # a name that a loop gives would look unknown without it
    for tag in reversed(tags):
        source = source[: tag.start()] + source[tag.end() :]
    try:
        return _compiled(name, source, root), faults
    except TemplateSyntaxError:
        return None, faults


def _single_faults(file: str, part: str, root: etree._Element) -> Iterator[Fault]:
    for paragraph in root.iter(f"{_WORD}p"):
        text = _words(paragraph)
        for tag, message in tag_faults(text):
            yield Fault(file=file, place=place(part, text), value=tag, message=message)


def _words(paragraph: etree._Element) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{_WORD}t"))


def _torn_blocks(file: str, part: str, source: str, tree: nodes.Template) -> Iterator[Fault]:
    for line in torn_blocks(tree):
        message = msg("A «for» or «if» must end in the same text, table, row or cell as it begins in.")
        yield Fault(file=file, place=_place_of_line(part, source, line), message=message)


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(**_PARSER_OPTIONS))


def _place_of_line(part: str, source: str, line: int) -> str:
    return place(part, "" if line < 1 else unescape(_MARKUP.sub("", source.split("\n")[line - 1])))

"""A Word template as a document: is it accessible, does it say nothing that should not leave the house, can it be printed here?

One function for each thing that may be wrong, in the order of `CHECKS`. Each gives the faults with the sentence that they stand
in; what only may be wrong is a warning.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from pipeline.errors import Fault
from pipeline.i18n import Message, msg
from pipeline.letters.archive import read_members
from pipeline.letters.field_code import kind_of
from pipeline.letters.fonts import fonts_in, fonts_of_styles, missing
from pipeline.letters.where import place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}"

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TYPED_FIELD = re.compile(r"«[A-ZÆØÅ0-9_]{2,}»")
_ROW_LOOP = re.compile(r"{%\s*tr\s+for\b")
_CLOCKS = {"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE"}
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_HEADINGS = re.compile(r"(?:heading|overskrift) ?[1-9]|title|tittel", re.IGNORECASE)
_BODY_LEVEL = "9"
_LARGE = 1_000_000
_MEGA = 1_000_000
_TICKED = {None, "1", "true", "on"}


@dataclass(frozen=True)
class Opened:
    """A template opened for looking: its name, its members, and its letters' language («nb»; empty when it is not known)."""

    file: str
    members: Mapping[str, bytes]
    language: str
    size: int

    @cached_property
    def parts(self) -> Mapping[str, etree._Element]:
        """The parts with text of the letter, by name. One that is no XML is left to others."""
        return {name: root for name in self.members if _TEXT_PARTS.fullmatch(name) and (root := self.tree(name)) is not None}

    def tree(self, name: str) -> etree._Element | None:
        """A member as XML; None when it is not there, or none."""
        try:
            return etree.fromstring(self.members[name], etree.XMLParser(resolve_entities=False, no_network=True))
        except (KeyError, etree.XMLSyntaxError):
            return None

    @cached_property
    def styles(self) -> etree._Element | None:
        """The document's styles."""
        return self.tree("word/styles.xml")

    def fault(self, message: Message, part: str = "", text: str = "", *, value: str = "", warning: bool = False) -> Fault:
        """A fault at a paragraph of a part."""
        where = place(part, text) if part else ""
        return Fault(file=self.file, place=where, value=value, message=message, warning=warning)


def open_template(path: Path, language: str = "") -> Opened | None:
    """The template at `path`; None when it is not there, or no archive."""
    try:
        data = path.read_bytes()
        return Opened(file=path.name, members=read_members(data), language=language, size=len(data))
    except (OSError, zipfile.BadZipFile):
        return None


def faults_of_document(opened: Opened) -> tuple[Fault, ...]:
    """Everything that is wrong with the template as a document."""
    return tuple(dict.fromkeys(fault for check in CHECKS for fault in check(opened)))


def words(node: etree._Element) -> str:
    """What a person reads in `node`."""
    return " ".join("".join(text.text or "" for text in node.iter(f"{W}t")).split())


def typed_fields(opened: Opened) -> Iterator[Fault]:
    """«MOTTAKERNAVN» written by hand looks like a merge field and is none: it would stay in the letter."""
    for name, root in opened.parts.items():
        for paragraph in root.iter(f"{W}p"):
            own = "".join(text.text or "" for text in paragraph.iter(f"{W}t") if not _in_field(text))
            for found in _TYPED_FIELD.findall(own):
                message = msg(
                    "This only looks like a merge field. Put it in as one (Mailings, Insert Merge Field), or as a tag."
                )
                yield opened.fault(message, name, words(paragraph), value=found.strip("«»"))


def _in_field(text: etree._Element) -> bool:
    """Does `text` stand in the result of a field?"""
    run = text.getparent()
    if run is None or next(run.iterancestors(f"{W}fldSimple"), None) is not None:
        return True
    depth = 0
    for before in run.itersiblings(f"{W}r", preceding=True):
        mark = before.find(f"{W}fldChar")
        kind = "" if mark is None else mark.get(f"{W}fldCharType")
        depth += {"end": -1, "begin": 1}.get(str(kind), 0)
        if depth > 0:
            return True
    return False


def kind_of_file(opened: Opened) -> Iterator[Fault]:
    """A Word template (.dotx) or a document with macros that only is called .docx: Word would not open its letters."""
    types = opened.tree("[Content_Types].xml")
    body = next((one for one in (types if types is not None else ()) if one.get("PartName") == "/word/document.xml"), None)
    if body is not None and body.get("ContentType") != _DOCUMENT:
        yield opened.fault(msg("The template is not saved as an ordinary Word document. Save it as .docx, without macros."))


def comments(opened: Opened) -> Iterator[Fault]:
    """A comment in a template goes out with every letter."""
    root = opened.tree("word/comments.xml")
    for comment in root.iter(f"{W}comment") if root is not None else ():
        message = msg("This comment would go out with every letter. Delete it.")
        yield opened.fault(message, "word/comments.xml", words(comment))


def tracked_changes(opened: Opened) -> Iterator[Fault]:
    """What was deleted with tracked changes still stands in the file."""
    for name, root in opened.parts.items():
        marks = root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
        changed = {next(mark.iterancestors(f"{W}p"), mark) for mark in marks}
        for paragraph in root.iter(f"{W}p"):
            if paragraph in changed:
                message = msg("There are tracked changes here, which would go out with every letter. Accept or reject them.")
                yield opened.fault(message, name, words(paragraph))


def language(opened: Opened) -> Iterator[Fault]:
    """A document that does not say its language is read aloud, hyphenated and archived as English."""
    found = None if opened.styles is None else opened.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    said = "" if found is None else found.get(f"{W}val") or ""
    wanted = {"nb": "nb-NO", "nn": "nn-NO"}.get(opened.language, "nb-NO, nn-NO")
    if not said:
        message = msg("The template does not say its language. Select all, choose Review, Language, and set it as default.")
        yield opened.fault(message, value=wanted)
    elif said not in wanted:
        message = msg(
            "The template's language is {said}, and its letters' is {wanted}. Set it as default.", said=said, wanted=wanted
        )
        yield opened.fault(message, value=said)


def headings(opened: Opened) -> Iterator[Fault]:
    """A reader who does not see finds the way by headings, which are known by their style."""
    body = opened.parts.get("word/document.xml")
    if body is None or opened.styles is None:
        return
    heading_styles = {one.get(f"{W}styleId") for one in opened.styles.iter(f"{W}style") if _is_heading(one, opened.styles)}
    for properties in body.iter(f"{W}pPr"):
        style, level = properties.find(f"{W}pStyle"), properties.find(f"{W}outlineLvl")
        if level is not None or (style is not None and style.get(f"{W}val") in heading_styles):
            return
    yield opened.fault(msg("No paragraph is a heading. Give the letter's heading the style «Heading 1»."), "word/document.xml")


def _is_heading(style: etree._Element, styles: etree._Element) -> bool:
    seen: set[str] = set()
    while True:
        name, level = style.find(f"{W}name"), style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            return level.get(f"{W}val") != _BODY_LEVEL
        if name is not None and _HEADINGS.fullmatch(name.get(f"{W}val") or ""):
            return True
        below = style.find(f"{W}basedOn")
        base = None if below is None else below.get(f"{W}val")
        if not base or base in seen:
            return False
        seen.add(base)
        following = next((one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == base), None)
        if following is None:
            return False
        style = following


def heading_rows(opened: Opened) -> Iterator[Fault]:
    """A table with headings must say which row they are, or nobody hears them read with the cells."""
    for name, root in opened.parts.items():
        for table in root.iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            if len(rows) > 1 and _looks_like_headings(rows) and not _is_heading_row(rows[0]):
                message = msg(
                    "The first row of this table is its headings. Mark it: Table Properties, Row, Repeat as header row."
                )
                yield opened.fault(
                    message, name, words(next(rows[0].iter(f"{W}p"))), value=" | ".join(map(words, rows[0].iter(f"{W}tc")))
                )


def _looks_like_headings(rows: list[etree._Element]) -> bool:
    """All cells of the first row speak, and it stands above a loop, or is all bold above rows that are not."""
    cells = rows[0].findall(f"{W}tc")
    first = words(rows[0])
    if len(cells) < 2 or "{%" in first or not all(words(cell) for cell in cells):  # noqa: PLR2004 - a pair of columns
        return False
    return any(_ROW_LOOP.search(words(row)) for row in rows) or (_all_bold(rows[0]) and not all(map(_all_bold, rows[1:])))


def _all_bold(row: etree._Element) -> bool:
    runs = [run for run in row.iter(f"{W}r") if words(run)]
    return bool(runs) and all((b := run.find(f"{W}rPr/{W}b")) is not None and b.get(f"{W}val") in _TICKED for run in runs)


def _is_heading_row(row: etree._Element) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(f"{W}val") in _TICKED


def pictures(opened: Opened) -> Iterator[Fault]:
    """A picture must say what it shows, or that it shows nothing."""
    message = msg(
        "The picture has no alternative text. Right-click it, View Alt Text, and write what it shows, or mark it as decorative."
    )
    for name, root in opened.parts.items():
        for drawn in root.iter(f"{_DRAWING}docPr"):
            if _is_picture(drawn.getparent()) and not drawn.get("descr", "").strip() and not _is_decorative(drawn):
                yield opened.fault(message, name, _around(drawn), value=drawn.get("name", ""))
        for shape in root.iter(f"{_VML}shape"):
            if shape.find(f"{_VML}imagedata") is not None and not shape.get("alt", "").strip():
                yield opened.fault(message, name, _around(shape), value=shape.get("id", ""))


def _is_picture(drawing: etree._Element | None) -> bool:
    return drawing is not None and next(drawing.iter(_PICTURE, _CHART, _DIAGRAM), None) is not None


def _is_decorative(drawn: etree._Element) -> bool:
    return any(mark.get("val") in _TICKED for mark in drawn.iter(_DECORATIVE))


def _around(node: etree._Element) -> str:
    paragraph = next(node.iterancestors(f"{W}p"), None)
    return "" if paragraph is None else words(paragraph)


def clocks(opened: Opened) -> Iterator[Fault]:
    """A field that shows today's date says something else each time that the letter is opened."""
    for name, root in opened.parts.items():
        for paragraph in root.iter(f"{W}p"):
            for code in codes(paragraph):
                if kind_of(code) in _CLOCKS:
                    message = msg(
                        "This field shows another date on another day. Use «DATO» or the tag reference.dated instead."
                    )
                    yield opened.fault(message, name, words(paragraph), value=kind_of(code), warning=True)


def codes(paragraph: etree._Element) -> Iterator[str]:
    """The codes of the fields in a paragraph, or in something else that is not larger."""
    yield from (simple.get(f"{W}instr") or "" for simple in paragraph.iter(f"{W}fldSimple"))
    code = ""
    for node in paragraph.iter(f"{W}fldChar", f"{W}instrText"):
        code += node.text or "" if node.tag == f"{W}instrText" else ""
        if node.tag == f"{W}fldChar":
            yield code
            code = ""
    yield code


def bullets(opened: Opened) -> Iterator[Fault]:
    """A bullet out of a symbol font is no character that a reader or an archive knows."""
    numbering = opened.tree("word/numbering.xml")
    if numbering is None:
        return
    used = {node.get(f"{W}val") for root in opened.parts.values() for node in root.iter(f"{W}numId")}
    styled = _used_styles(opened)
    for style in opened.styles.iter(f"{W}style") if opened.styles is not None else ():
        if style.get(f"{W}styleId") in styled:
            used |= {node.get(f"{W}val") for node in style.iter(f"{W}numId")}
    lists = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
    for number in numbering.iter(f"{W}num"):
        kind = number.find(f"{W}abstractNumId")
        if number.get(f"{W}numId") in used and kind is not None:
            level = lists[kind.get(f"{W}val")].find(f"{W}lvl/{W}lvlText") if kind.get(f"{W}val") in lists else None
            if level is not None and _PRIVATE_USE.search(level.get(f"{W}val") or ""):
                message = msg("The bullets of a list come from a symbol font. Choose «•» from an ordinary font as bullet.")
                yield opened.fault(message, warning=True)


def fonts(opened: Opened) -> Iterator[Fault]:
    """A font that is not there is replaced by another one: lines and pages break in other places."""
    theme = opened.tree("word/theme/theme1.xml")
    named = {name for root in opened.parts.values() for name in fonts_in(root, theme)}
    named |= set(fonts_of_styles(opened.styles, theme, _used_styles(opened)))
    for name in sorted(filter(missing, named)):
        message = msg("This font is not on this machine, nor one as wide. Install it, or choose one of those that are.")
        yield opened.fault(message, value=name, warning=True)


def _used_styles(opened: Opened) -> set[str]:
    """The styles that the text uses, and those that they build on, by their ids."""
    marks = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    used = {str(node.get(f"{W}val")) for root in opened.parts.values() for node in root.iter(*marks)}
    based = {}
    for style in opened.styles.iter(f"{W}style") if opened.styles is not None else ():
        below = style.find(f"{W}basedOn")
        based[str(style.get(f"{W}styleId"))] = None if below is None else below.get(f"{W}val")
    waiting = list(used)
    while waiting:
        base = based.get(waiting.pop())
        if base and base not in used:
            used.add(base)
            waiting.append(base)
    return used


def too_large(opened: Opened) -> Iterator[Fault]:
    """Every letter is as large as its template."""
    if opened.size > _LARGE:
        size = f"{opened.size / _MEGA:.1f}"
        message = msg("The template is {size} MB, and so is each letter. Compress its pictures (Picture Format).", size=size)
        yield opened.fault(message, warning=True)


CHECKS: Final[tuple[Callable[[Opened], Iterator[Fault]], ...]] = (
    typed_fields,
    comments,
    tracked_changes,
    language,
    headings,
    heading_rows,
    pictures,
    clocks,
    bullets,
    fonts,
    too_large,
)

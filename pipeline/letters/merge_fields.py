"""Word's merge fields → Jinja tags, before a template is compiled: an office's own template works as it is.

A field stands in the file as one element (`w:fldSimple`), or as runs: begin, code, separate, result, end, with the code split
as Word pleases. Each becomes one run that looks as the field's result did. Other fields (page numbers, contents, links) stay.
"""

from __future__ import annotations

import copy
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.errors import Fault
from pipeline.i18n import Message, msg
from pipeline.letters.archive import read_members
from pipeline.letters.contexts import Context
from pipeline.letters.field_code import MERGE_FIELD, FieldCodeError, expression, kind_of, read_code
from pipeline.letters.where import place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIELD_MARKS = (b"instrText", b"fldSimple")
_DELETED = (f"{W}del", f"{W}moveFrom")

# Fields of Word's merge that go from letter to letter, or ask the person who merges: here each letter is made by itself.
MERGE_ONLY = frozenset(
    {"ADDRESSBLOCK", "ASK", "FILLIN", "GREETINGLINE", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "SKIPIF"}
)  # fmt: skip
_SETTINGS, _SETTINGS_RELATIONS, _TYPES = "word/settings.xml", "word/_rels/settings.xml.rels", "[Content_Types].xml"
_ANY_PART = re.compile(r"word/[^/]+\.xml")
_MARKUP = re.compile(rb"<(?!w:fldSimple)[^>]*>")
_ROW = re.compile(rb"recipient|MERGEFIELD", re.IGNORECASE)
_PATHS = re.compile(rb"mailMerge|attachedTemplate")
_PARSER_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True}


@dataclass(slots=True)
class _Field:
    """A field in runs: those of its code and its result, and the field in whose code it stands, if any."""

    within: _Field | None
    paragraph: etree._Element
    ends_in: etree._Element | None = None
    runs: list[etree._Element] = field(default_factory=list)
    code: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    separated: bool = False
    has_inner_code: bool = False

    @property
    def text(self) -> str:
        """Its code."""
        return "".join(node.text or "" for run in self.code for node in run.iter(f"{W}instrText")).strip()


@dataclass(frozen=True, slots=True)
class Merged:
    """The members of a template with its merge fields as tags, whether it had any, and a fault for each that could not be."""

    members: dict[str, bytes]
    any: bool
    faults: tuple[Fault, ...]


def with_fields_as_tags(file: str, members: Mapping[str, bytes], parts: Iterable[str], context: type[Context]) -> Merged:
    """The merge fields of `parts` as tags, and nothing left of Word's list of recipients.

    A part that is no XML is left for others to judge.
    """
    changed: dict[str, bytes] = {}
    faults: list[Fault] = []
    merges = False
    for name in parts:
        root = _parsed(members[name]) if any(mark in members[name] for mark in _FIELD_MARKS) else None
        if root is not None:
            found, unfilled = fields_as_tags(file, name, root, context)
            merges = merges or found
            faults += unfilled
            changed[name] = _written(root)
    return Merged(without_data_source({**members, **changed}), merges, tuple(faults))


def fields_as_tags(file: str, part: str, root: etree._Element, context: type[Context]) -> tuple[bool, tuple[Fault, ...]]:
    """Make every merge field of the part a Jinja tag, in place. The fields that cannot be stay, each with a fault.

    Was there any?
    """
    _spell_out(root)
    faults = []
    fields = list(_fields(root))
    for one in fields:
        words = "".join(text.text or "" for text in one.paragraph.iter(f"{W}t"))
        try:
            _replace(one, context)
        except FieldCodeError as error:
            faults.append(Fault(file=file, place=place(part, words), value=error.name, message=error.message))
    return any(kind_of(one.text) == MERGE_FIELD for one in fields), tuple(faults)


def _parsed(xml: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(xml, _parser())
    except etree.XMLSyntaxError:
        return None


def may_show_row(data: bytes) -> bool:
    """May the template show the recipient's row? Told from its words alone, without understanding it; yes, when in doubt."""
    try:
        parts = read_members(data, _ANY_PART).values()
    except zipfile.BadZipFile:
        return True
    return any(_ROW.search(_MARKUP.sub(b"", part)) for part in parts)


def without_data_source(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The members without the paths of its list of recipients and of its own template, which must not leave with a letter.

    They name folders and people of the office; the list's part may hold its recipients.
    """
    kept = dict(members)
    if not _PATHS.search(members.get(_SETTINGS, b"")):
        return kept
    settings = _parsed(members[_SETTINGS])
    if settings is None:
        return kept
    gone: set[str] = set()
    for merge in list(settings.iter(f"{W}mailMerge", f"{W}attachedTemplate")):
        gone |= {str(node.get(f"{_R}id")) for node in merge.iter() if node.get(f"{_R}id")}
        _remove(merge)
    kept[_SETTINGS] = _written(settings)
    if _SETTINGS_RELATIONS in kept:
        _without_relations(kept, gone)
    return kept


def _without_relations(members: dict[str, bytes], gone: set[str]) -> None:
    relations, types = _parsed(members[_SETTINGS_RELATIONS]), _parsed(members[_TYPES])
    if relations is None or types is None:
        return
    targets = set()
    for relation in [one for one in relations if one.get("Id") in gone]:
        if relation.get("TargetMode") != "External":
            targets.add(posixpath.normpath(posixpath.join("word", str(relation.get("Target")))).lstrip("/"))
        _remove(relation)
    members[_SETTINGS_RELATIONS] = _written(relations)
    for override in [one for one in types if str(one.get("PartName", "")).lstrip("/") in targets]:
        _remove(override)
    members[_TYPES] = _written(types)
    for target in targets:
        members.pop(target, None)


def _replace(one: _Field, context: type[Context]) -> None:
    """A merge field by its tag; any other field stays.

    Raises:
        FieldCodeError: it cannot be replaced.
    """
    kind = kind_of(one.text)
    if kind in MERGE_ONLY:
        message = msg(
            "The field {kind} belongs to Word's own merge, and is not followed here. Put in the merge fields themselves.",
            kind=kind,
        )
        raise FieldCodeError(kind, message)
    if kind != MERGE_FIELD:
        return
    code = read_code(one.text)
    if problem := _misplaced(one):
        raise FieldCodeError(code.name, problem)
    looks = one.code if code.looks_like_code else (*one.result, *one.code)
    run = etree.Element(f"{W}r")
    if (properties := _first_properties(looks)) is not None:
        run.append(copy.deepcopy(properties))
    text = etree.SubElement(run, f"{W}t")
    text.set(_SPACE, "preserve")
    text.text = f"{{{{ {expression(code, context)} }}}}"
    one.runs[0].addprevious(run)
    for old in one.runs:
        _remove(old)


def _misplaced(one: _Field) -> Message | None:
    """Why the field cannot be replaced where it stands."""
    if one.within is not None:
        return msg(
            "The merge field stands in the code of another field ({kind}), which is not followed here. Write the condition as "
            "a tag instead: {{% if … %}} … {{% endif %}}.",
            kind=kind_of(one.within.text),
        )
    if one.has_inner_code:
        return msg("The code of the merge field holds another field. Write its name in plain letters.")
    if one.ends_in is one.paragraph:
        return None
    return msg("The merge field does not end in the paragraph that it begins in. Delete it, and put it in again.")


def _first_properties(runs: Iterable[etree._Element]) -> etree._Element | None:
    """How the first of `runs` looks that says something; None when it looks like the paragraph."""
    speaking = (run for run in runs if any((node.text or "").strip() for node in run.iter(f"{W}t", f"{W}instrText")))
    first = next(speaking, None)
    return None if first is None else first.find(f"{W}rPr")


def _fields(root: etree._Element) -> Iterator[_Field]:
    """The fields of a part, inner ones first; those that nowhere end come last."""
    open_fields: list[_Field] = []
    for paragraph in root.iter(f"{W}p"):
        for run in _own_runs(paragraph):
            mark = run.find(f"{W}fldChar")
            kind = "" if mark is None else mark.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append(_begun(open_fields, paragraph))
            if not open_fields:
                continue
            for one in open_fields:
                one.runs.append(run)
            _extend(open_fields[-1], run, kind)
            if kind == "end":
                open_fields[-1].ends_in = paragraph
                yield open_fields.pop()
    yield from reversed(open_fields)


def _begun(open_fields: list[_Field], paragraph: etree._Element) -> _Field:
    outer = open_fields[-1] if open_fields and not open_fields[-1].separated else None
    if outer:
        outer.has_inner_code = True
    return _Field(within=outer, paragraph=paragraph)


def _extend(one: _Field, run: etree._Element, kind: str | None) -> None:
    if kind == "separate":
        one.separated = True
    elif not kind:
        (one.result if one.separated else one.code).append(run)


def _own_runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of the paragraph, without those of text boxes in it and those that are marked as deleted."""
    for run in list(paragraph.iter(f"{W}r")):
        above = next(run.iterancestors(f"{W}p", *_DELETED))
        if above is paragraph:
            yield run


def _spell_out(root: etree._Element) -> None:
    """Every field in runs, with each mark in a run of its own."""
    for simple in list(root.iter(f"{W}fldSimple")):
        code = simple.get(f"{W}instr") or ""
        if kind_of(code) == MERGE_FIELD or kind_of(code) in MERGE_ONLY:
            _unfold(simple, code)
    for run in [mark.getparent() for mark in root.iter(f"{W}fldChar")]:
        if run is not None and run.getparent() is not None:
            _split(run)


def _unfold(simple: etree._Element, code: str) -> None:
    """`w:fldSimple` as runs."""
    instruction = etree.Element(f"{W}r")
    etree.SubElement(instruction, f"{W}instrText").text = code
    for piece in (_mark("begin"), instruction, _mark("separate"), *simple, _mark("end")):
        simple.addprevious(piece)
    _remove(simple)


def _mark(kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
    return run


def _split(run: etree._Element) -> None:
    """A run that holds a field's mark and more, as one run for each."""
    properties = run.find(f"{W}rPr")
    pieces = [child for child in run if child is not properties]
    if len(pieces) == 1:
        return
    for piece in pieces:
        own = etree.Element(f"{W}r")
        if properties is not None:
            own.append(copy.deepcopy(properties))
        own.append(piece)
        run.addprevious(own)
    _remove(run)


def _remove(node: etree._Element) -> None:
    """Take `node` out, but not the text behind it."""
    above = node.getparent()
    if above is None:
        return
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        above.text = (above.text or "") + node.tail
    node.tail = None
    above.remove(node)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(**_PARSER_OPTIONS)

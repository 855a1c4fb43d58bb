"""Word documents: zip and lxml on document.xml; python-docx does not see text in content controls."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from lxml import etree

from pipeline.i18n import msg
from pipeline.intake.marks import parse_form_identity
from pipeline.intake.package import Package, PackageError
from pipeline.intake.readers.docx_body import Body
from pipeline.intake.readers.docx_runs import Bound
from pipeline.intake.readers.ooxml import about_the_package, properties
from pipeline.model import Finding, FormIdentity, Line, ReplyTo, Severity, Sheet

MAX_PARAGRAPHS: Final = 100_000
"""Those of tables and empty ones too; a trust's list of twenty teams has some thousands."""

_TRANSITIONAL: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_CUSTOM: Final = re.compile(r"\{[^}]*/custom-?[pP]roperties\}property")
_CHANGES: Final = ("ins", "del", "moveFrom", "moveTo")
_BESIDE: Final = ("header", "footer", "comments", "footnotes", "endnotes")
_CORE: Final = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
_STEP: Final = re.compile(r"(?:[\w.-]+:)?([\w.-]+)(?:\[(\d{1,4})\])?")
_STORE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"


def read_docx(content: bytes) -> Sheet:
    """What stands in a Word document; raises `UnreadableError` when it cannot be opened."""
    with Package(content) as package:
        main_part = _main_part(package)
        main = package.xml(main_part)
        w = _STRICT if str(main.tag).startswith(_STRICT) else _TRANSITIONAL
        content_of_body = main.find(f"{w}body")
        if content_of_body is None:
            raise PackageError(f"{main_part}: no body")
        if next(islice(content_of_body.iter(f"{w}p"), MAX_PARAGRAPHS, None), None) is not None:
            raise PackageError(f"{main_part}: more than {MAX_PARAGRAPHS} paragraphs", too_large=True)
        body = Body(w=w)
        blocks = tuple(body.blocks(content_of_body))
        remarks = (*body.remarks, *_tracked_changes(main, w), *_overwritten(package, body.bound), *about_the_package(package))
        return Sheet(
            format="docx",
            blocks=blocks,
            entries=tuple(body.entries),
            form=_form_identity(package),
            remarks=tuple(dict.fromkeys(remarks)),
            beside=(*_beside(package, posixpath.dirname(main_part), w), *properties(package)),
        )


def _main_part(package: Package) -> str:
    if "word/document.xml" in package.names:
        return "word/document.xml"
    for relation in package.xml("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise PackageError("no main document")


def _form_identity(package: Package) -> FormIdentity | None:
    """Kull's own forms say so in a custom property: «registration/1/nb»; a return form also says what it answers."""
    if "docProps/custom.xml" not in package.names:
        return None
    said = {
        str(prop.get("name")): "".join(str(t) for t in prop.itertext()).strip()
        for prop in package.xml("docProps/custom.xml")
        if _CUSTOM.fullmatch(str(prop.tag))
    }
    identity = parse_form_identity(said.get("kull.form", ""))
    return replace(identity, reply_to=_reply_to(said)) if identity else None


def _reply_to(said: Mapping[str, str]) -> ReplyTo | None:
    registration, form, asked = (said.get(f"kull.{name}", "") for name in ("registration", "answers", "asked"))
    return ReplyTo(registration=registration, form=form, asked=frozenset(asked.split())) if registration else None


def _tracked_changes(main: etree._Element, w: str) -> Iterator[Finding]:
    if next(main.iter(*(f"{w}{name}" for name in _CHANGES)), None) is not None:
        said = msg("The document holds tracked changes; it was read as if all were accepted. See that the sender meant that.")
        yield Finding(rule="reading.tracked-changes", severity=Severity.INFO, path="", message=said)


def _beside(package: Package, folder: str, w: str) -> Iterator[Line]:
    """Every paragraph of headers, footers, notes and comments."""
    for kind in _BESIDE:
        for name in package.named(f"{folder}/{kind}"):
            for paragraph in package.xml(name).iter(f"{w}p"):
                text = "".join(t.text or "" for t in paragraph.iter(f"{w}t", f"{w}delText"))
                if text.strip():
                    yield Line(text=text, where=posixpath.basename(name).removesuffix(".xml"))


# --- controls that Word fills from a data part ---------------------------------------------------------------------------


def _overwritten(package: Package, bound: Sequence[Bound]) -> Iterator[Finding]:
    """Controls that will show something else when Word opens the file, since their data part says so."""
    for control in bound:
        part = _store(package, control.store)
        said = _said_at(package.xml(part), control.path) if part else None
        if said is not None and said.split() != control.text.split():
            message = msg(
                "A field holds «{text}», but Word will show «{other}» when it opens the file. Ask the sender which is meant.",
                text=control.text,
                other=said,
            )
            yield Finding(rule="reading.data-binding", severity=Severity.REVIEW, path="", message=message, where=control.where)


def _store(package: Package, store: str) -> str | None:
    """The part with the id `store`."""
    if store.upper() == _CORE:
        return "docProps/core.xml" if "docProps/core.xml" in package.names else None
    for name in package.named("customXml/itemProps"):
        if str(package.xml(name).get(_STORE, "")).upper() == store.upper():
            item = name.replace("itemProps", "item")
            return item if item in package.names else None
    return None


def _said_at(root: etree._Element, path: str) -> str | None:
    """The text at a path of plain steps («/ns0:form[1]/ns0:title[1]»); None when there is none, or the path is another kind."""
    element: etree._Element | None = None
    for step in path.strip("/").split("/"):
        match = _STEP.fullmatch(step)
        if match is None:
            return None
        level = [root] if element is None else list(element)
        named = [e for e in level if etree.QName(e).localname == match[1]]
        index = int(match[2] or 1) - 1
        if index not in range(len(named)):
            return None
        element = named[index]
    return None if element is None else "".join(str(t) for t in element.itertext())

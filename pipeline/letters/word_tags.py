"""docxtpl: its tags made Jinja's own, and whole letters by docxtpl itself where kull's way does not reach.

Kull renders a template that it has compiled once. What a letter brings besides words (a picture, another document) needs new
parts in the file, with their relations; there docxtpl renders the letter, as its documentation says, with kull's Jinja. That
takes some forty times as long. Of the shipped letters only diplomas are made so, for their QR codes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from docx.shared import Mm
from docxtpl.template import DocxTemplate
from lxml import etree

from pipeline.letters.contexts import Picture, SubDocument
from pipeline.letters.tags import ENVIRONMENT

_FIRST_PICTURE_ID = 1000

# One paragraph a line, and a tag that stood in a paragraph or row of its own likewise: so a line number tells where a fault is.
_NEW_LINE = re.compile(r"(?=<w:p[ >])|(?:(?<=</w:p>)|(?<=</w:tr>)|(?<=</w:tc>)|(?<=</w:tbl>)|(?<=</w:tblGrid>))(?=\s*{%)")
_TAGS_ALONE = re.compile(r"^(?:{%.*?%}){2,}", re.MULTILINE)
# As `tags.run_text` writes them: docxtpl takes «{_{» in a rendered letter for an escaped «{{», also where somebody wrote it.
_BRACES = {ord("{"): "&#123;", ord("}"): "&#125;"}
# What docxtpl makes of a `Listing`: a new paragraph, a new page.
_LISTING = re.compile("[\a\f]")


def patched(root: etree._Element) -> str:
    """A part's XML with docxtpl's tags made Jinja's own, one paragraph a line."""
    patcher: Any = DocxTemplate(io.BytesIO())
    source: str = patcher.patch_xml(etree.tostring(root, encoding="unicode"))
    return _TAGS_ALONE.sub(lambda tags: tags.group().replace("%}{%", "%}\n{%"), _NEW_LINE.sub("\n", source))


def mended(root: etree._Element) -> etree._Element:
    """A rendered part with its tables' columns counted anew, and its pictures' numbers told apart."""
    mender: Any = DocxTemplate(io.BytesIO())
    mender.docx_ids_index = _FIRST_PICTURE_ID
    tree: etree._Element = mender.fix_tables(etree.tostring(root, encoding="unicode"))
    mender.fix_docpr_ids(tree)
    return tree


def with_listings(rendered: str) -> str:
    """A rendered part in which the marks of a docxtpl `Listing` have become paragraphs and pages."""
    if not _LISTING.search(rendered):
        return rendered
    resolver: Any = DocxTemplate(io.BytesIO())
    resolved: str = resolver.resolve_listing(rendered)
    return resolved


def embeds(record: Any) -> bool:
    """Can a value of this type bring a picture or a document, however deep in it?"""
    return _embeds(record)


@lru_cache(maxsize=64)
def _embeds(record: Any) -> bool:
    if record in {Picture, SubDocument}:
        return True
    inner = get_type_hints(record).values() if is_dataclass(record) else get_args(record)
    return any(_embeds(hint) for hint in inner if is_dataclass(hint) or get_args(hint))


def by_docxtpl(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The letter as docxtpl renders it, pictures and documents among `values`.

    Raises:
        jinja2.TemplateError: a name or an action that is not to be had.
    """
    word: Any = DocxTemplate(io.BytesIO(template))
    word.render({name: _embedded(value, word) for name, value in values.items()}, ENVIRONMENT, autoescape=True)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _embedded(value: Any, word: Any) -> Any:
    """`value` with what it brings besides words as docxtpl has it."""
    if isinstance(value, Picture):
        return _Image(word, value)
    if isinstance(value, SubDocument):
        return word.new_subdoc(io.BytesIO(value.content))
    if isinstance(value, tuple):
        return tuple(_embedded(one, word) for one in value)
    if is_dataclass(value) and not isinstance(value, type) and embeds(type(value)):
        return replace(value, **{f.name: _embedded(getattr(value, f.name), word) for f in fields(value)})
    return value


@dataclass(frozen=True, slots=True)
class _Image:
    """A picture as docxtpl has it, with its alternative text, which docxtpl's own leaves out."""

    word: Any
    picture: Picture

    def __html__(self) -> str:
        part = self.word.current_rendering_part
        drawn = part.new_pic_inline(io.BytesIO(self.picture.content), width=Mm(self.picture.width), height=None)
        drawn.docPr.set("descr", self.picture.alt)
        xml = drawn.xml.translate(_BRACES)
        return f'</w:t></w:r><w:r><w:drawing>{xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'

"""Is the PDF of a letter fit for the archive? It keeps both standards, and says all that the Word letter says.

`page-validation` holds it against PDF/A-2 and PDF/UA-1. Two things that no rule of these sees are asked for by themselves: the
language, and that every heading row of the letter's tables is one in the PDF too (domain §6).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Final

import page
import pikepdf
import pypdfium2
from lxml import etree

from pipeline.i18n import Message, msg
from pipeline.letters.archive import read_members

PROFILES: Final = {"PDF/A-2": page.ValidationProfile.PDF_A_2U, "PDF/UA-1": page.ValidationProfile.PDF_UA_1}

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS: Final = re.compile(r"word/(document|footnotes|endnotes)\.xml")
_BODY: Final = "word/document.xml"
_SPACES: Final = {f"{_WORD}{name}": " " for name in ("tab", "br", "cr", "noBreakHyphen", "softHyphen")}
_HEADING_ROW: Final = f"{_WORD}trPr/{_WORD}tblHeader"
_FIELD: Final = f"{_WORD}fldChar"
_SHOWN: Final = (f"{_WORD}t", _FIELD, *_SPACES)
_LONGEST: Final = 80

# Where lines end, a hyphen may have come or gone; blanks and marks of direction are not words.
_NO_WORDS: Final = re.compile(
    r"[\s\-\u00ad\u2010\u2011\ufffe]|[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def unfit(pdf: bytes, docx: bytes, language: str) -> Message | None:
    """Why `pdf`, made from the letter `docx`, is not fit for the archive; None when it is. `language` is «nb-NO».

    Not to be called from several threads at once: PDFium, which reads the text, crashes.
    """
    for name, profile in PROFILES.items():
        report = page.validate_pdf_bytes(pdf, profile=profile)
        if not report.is_compliant:
            rule = str(next(iter(report.failures), ""))[:_LONGEST]
            return msg("The PDF does not keep {standard}: {rule}.", standard=name, rule=rule)
    roots = {name: etree.fromstring(xml, _parser()) for name, xml in read_members(docx, _PARTS).items()}
    return _wrong_tags(pdf, roots[_BODY], language) or _lost(_texts(pdf), roots.values())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _wrong_tags(pdf: bytes, body: etree._Element, language: str) -> Message | None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        said = str(opened.Root.get("/Lang", ""))
        heads = sum(kind == "/TH" for kind in _kinds(opened.Root.get("/StructTreeRoot")))
    if said != language:
        return msg("The PDF says that its language is «{said}», not «{language}».", said=said, language=language)
    wanted = sum(len(row.findall(f"{_WORD}tc")) for row in body.iter(f"{_WORD}tr") if row.find(_HEADING_ROW) is not None)
    if heads < wanted:
        return msg("The PDF has {heads} heading cells where the letter has {wanted}.", heads=heads, wanted=wanted)
    return None


def _kinds(element: pikepdf.Object | None) -> Iterator[str]:
    """The structure types of `element` and all below it."""
    if isinstance(element, pikepdf.Array):
        for one in element:
            yield from _kinds(one)
    elif isinstance(element, pikepdf.Dictionary):
        yield str(element.get("/S", ""))
        yield from _kinds(element.get("/K"))


def _lost(pages: Sequence[str], roots: Iterable[etree._Element]) -> Message | None:
    """The first paragraph of the letter that the PDF does not show."""
    shown = "".join(pages)
    for words in _paragraphs(roots):
        if plain(words) not in shown and not _goes_over_pages(words.split(), shown, len(pages)):
            return msg("The PDF does not show all that the Word letter says: «{words}».", words=words[:_LONGEST])
    return None


def _goes_over_pages(words: Sequence[str], shown: str, pages: int) -> bool:
    """Does the text have `words` in as many pieces as there are pages, or fewer: foot and head of a page stand between?"""
    for _ in range(pages):
        count = _count_of_first(words, shown)
        words = words[count:]
        if not words or not count:
            break
    return not words


def _count_of_first(words: Sequence[str], shown: str) -> int:
    """How many of the first `words` the text has in one piece."""
    return bisect_left(range(1, len(words) + 1), 1, key=lambda some: plain(" ".join(words[:some])) not in shown)


def _paragraphs(roots: Iterable[etree._Element]) -> Iterator[str]:
    """The words of each paragraph, without the results of fields, which LibreOffice counts by itself."""
    for root in roots:
        for paragraph in root.iter(f"{_WORD}p"):
            yield "".join(_pieces(paragraph))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    depth = 0
    for node in paragraph.iter(_SHOWN):
        if node.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(str(node.get(f"{_WORD}fldCharType")), 0)
        elif not depth and next(node.iterancestors(f"{_WORD}p"), None) is paragraph:  # not of a text box within
            yield _SPACES.get(str(node.tag), node.text or "")


def plain(text: str) -> str:
    """`text` as letters alone: one form of each, no blanks, no hyphens; capitals are a matter of style."""
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _texts(pdf: bytes) -> tuple[str, ...]:
    """All that each page shows."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(plain(sheet.get_textpage().get_text_bounded()) for sheet in document)
    finally:
        document.close()

"""A copy of a template with a Word comment at each fault: for those who would rather read it in Word.

A comment can only stand in the body. What is wrong in a header, a footer or the whole file stands at the first paragraph.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml import etree

from pipeline.errors import Fault
from pipeline.letters.archive import read_members, write_members
from pipeline.letters.contexts import Context
from pipeline.letters.looks import W
from pipeline.letters.merge_fields import fields_as_tags

_AUTHOR, _INITIALS = "kull", "k"
_BODY = "document"
_PLACE = re.compile(r"(?P<part>\w+)(?:: «(?P<words>.*)»)?", re.DOTALL)
_LIFTED = re.compile(r"({[{%#]-?)(?:p|tr|tc|r)\s")
_CUT = "…"


def annotated(path: Path, faults: Iterable[Fault], context: type[Context], language: str, now: dt.datetime) -> bytes:
    """The template at `path` with a comment for each of `faults`, in `language`; the template itself is not touched.

    Raises:
        ValueError: python-docx cannot open it.
    """
    document = _opened(path)
    paragraphs = list(document.element.body.iter(f"{W}p"))
    if not paragraphs:
        paragraphs = [document.add_paragraph()._p]  # noqa: SLF001 - python-docx has no other way to its element
    said = _said(document, paragraphs, context)
    told: dict[tuple[str, str], int] = {}
    for fault in faults:
        again = told[fault.place, str(fault.message)] = told.get((fault.place, str(fault.message)), -1) + 1
        found = _PLACE.fullmatch(fault.place)
        spots = _spots(said, found["words"] or "") if found and found["part"] == _BODY else []
        spot = spots[min(again, len(spots) - 1)] if spots else None
        words = fault.message.in_language(language)
        value = f"«{fault.value}»: " if fault.value else ""
        where = f"{fault.place}: " if spot is None and fault.place else ""
        _comment(document, paragraphs[spot or 0], f"{where}{value}{words}", now)
    out = io.BytesIO()
    document.save(out)
    return write_members(read_members(out.getvalue()))  # python-docx writes the time of day into the archive


def _opened(path: Path) -> WordDocument:
    try:
        return Document(str(path))
    except Exception as error:
        raise ValueError(str(error)) from error


def _said(document: WordDocument, paragraphs: list[etree._Element], context: type[Context]) -> Mapping[int, tuple[str, str]]:
    """What each paragraph says, as it stands and with its merge fields as tags: a fault's place shows one of the two."""
    body = copy.deepcopy(document.element.body)
    fields_as_tags("", _BODY, body, context)
    merged = list(body.iter(f"{W}p"))
    together = len(merged) == len(paragraphs)
    return {n: (_key(one), _key(merged[n] if together else one)) for n, one in enumerate(paragraphs)}


def _key(paragraph: etree._Element) -> str:
    return _bare("".join(text.text or "" for text in paragraph.iter(f"{W}t")))


def _bare(words: str) -> str:
    """Words without blanks, and without the letter that says what a tag is lifted out of."""
    return "".join(_LIFTED.sub(r"\1", words).split())


def _spots(said: Mapping[int, tuple[str, str]], words: str) -> list[int]:
    """The paragraphs that say `words`; when none says just that, those that hold it."""
    wanted = _bare(words)
    if not wanted:
        return []
    if wanted.endswith(_CUT):
        wanted = wanted.removesuffix(_CUT)
        return [n for n, keys in said.items() if any(key.startswith(wanted) for key in keys)]
    exact = [n for n, keys in said.items() if wanted in keys]
    return exact or [n for n, keys in said.items() if any(wanted in key for key in keys)]


def _comment(document: WordDocument, element: CT_P, text: str, now: dt.datetime) -> None:
    paragraph = Paragraph(element, document._body)  # noqa: SLF001 - the body is what a paragraph hangs on
    runs = paragraph.runs or [paragraph.add_run()]
    comment = document.add_comment(runs, text, author=_AUTHOR, initials=_INITIALS)
    comment._comment_elm.date = now.astimezone(dt.UTC)  # noqa: SLF001 - python-docx writes the machine's clock, and offers no other

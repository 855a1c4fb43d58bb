"""PDF pages that are pictures of paper: told from printed ones, and drawn for reading letter by letter (pypdfium2)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from pipeline.intake.package import refusing

_COVERED: Final = 0.35  # of the page is picture: a logo or a photo of a building has less
_FEW_WORDS: Final = 12  # a scanner's stamp, a page number
_INVISIBLE: Final = 3  # text rendering mode (ISO 32000-1, table 106): what a scanner's own reading lays below its picture
_POINTS: Final = 72.0
_PAPER: Final = range(500, 1300)  # points: the longer side of a sheet from A5 to A3; other pages were not measured in points
_A4: Final = 842.0
_OBJECTS: Final = 2000
_FORM_DEPTH: Final = 3
MAX_OBJECTS: Final = 20_000


def is_scan(page: pdfium.PdfPage, words: int) -> bool:
    """Must the page be read letter by letter? `words` is the number of words that it holds as text.

    A page without words that something is drawn on; a picture with next to no words, or with words that are not shown: another
    program's guesses.
    """
    if not words:
        return any(True for _ in zip(range(1), page.get_objects(max_depth=2), strict=False))
    if _covered(page) < _COVERED:
        return False
    return words <= _FEW_WORDS or not _shows_text(page)


def _covered(page: pdfium.PdfPage) -> float:
    """The share of the page under its largest picture, or under all of them when a scanner cut the page into strips."""
    whole = page.get_width() * page.get_height()
    left, bottom, right, top = sides = tuple(ctypes.c_float() for _ in range(4))
    area = 0.0
    for item in islice(drawn_on(page, raw.FPDF_PAGEOBJ_IMAGE), _OBJECTS):
        raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides))
        area += abs((right.value - left.value) * (top.value - bottom.value))
    return min(1.0, area / whole) if whole else 0.0


def _shows_text(page: pdfium.PdfPage) -> bool:
    texts = islice(drawn_on(page, raw.FPDF_PAGEOBJ_TEXT), _OBJECTS)
    return any(raw.FPDFTextObj_GetTextRenderMode(text) != _INVISIBLE for text in texts)


def drawn_on(page: pdfium.PdfPage, kind: int) -> Iterator[Any]:
    """The page's objects of a kind, also those inside form objects, by their handles: thousands of Python objects would take longer."""
    at = raw.FPDFPage_GetObject
    yield from _drawn_in([at(page.raw, i) for i in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS))], kind, 0)


def _drawn_in(items: Sequence[Any], kind: int, depth: int) -> Iterator[Any]:
    for item in items:
        found = raw.FPDFPageObj_GetType(item)
        if found == kind:
            yield item
        elif found == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            count = min(raw.FPDFFormObj_CountObjects(item), MAX_OBJECTS)
            yield from _drawn_in([raw.FPDFFormObj_GetObject(item, i) for i in range(count)], kind, depth + 1)


def pictures(content: bytes, numbers: Sequence[int], dpi: int) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Each page of `numbers` (from 1) in grey levels at `dpi`; one whose size is no sheet's as if it were an A4."""
    with refusing("pdf", pdfium.PdfiumError):
        document = pdfium.PdfDocument(content)
        try:
            for number in numbers:
                page = document[number - 1]
                longest = max(page.get_width(), page.get_height())
                size = longest if round(longest) in _PAPER else _A4
                drawn = page.render(scale=dpi / _POINTS * size / longest, grayscale=True)
                yield number, np.array(drawn.to_numpy().reshape(drawn.height, drawn.width, -1)[:, :, 0], np.uint8)
        finally:
            document.close()

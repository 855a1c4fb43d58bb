"""PDF pages that are pictures of paper: told from printed ones, and drawn for reading letter by letter (pypdfium2)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from pipeline.intake.package import refusing
from pipeline.intake.readers.pdf_objects import bounds, drawn_on

_COVERED: Final = 0.35  # of the page is picture: a logo or a photo of a building has less
_FEW_WORDS: Final = 12  # a scanner's stamp, a page number
_INVISIBLE: Final = 3  # text rendering mode (ISO 32000-1, table 106): what a scanner's own reading lays below its picture
_POINTS: Final = 72.0
_PAPER: Final = range(500, 1300)  # points: the longer side of a sheet from A5 to A3; other pages were not measured in points
_A4: Final = 842.0
_OBJECTS: Final = 2000


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
    area = 0.0
    for item, matrix in islice(drawn_on(page, raw.FPDF_PAGEOBJ_IMAGE), _OBJECTS):
        left, bottom, right, top = bounds(item, matrix)
        area += abs((right - left) * (top - bottom))
    return min(1.0, area / whole) if whole else 0.0


def _scanned_at(page: pdfium.PdfPage) -> float:
    """The pixels an inch of the page's largest picture; of a page without one, more than any has."""
    found = [(0.0, math.inf)]
    for _, item in zip(range(_OBJECTS), page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3), strict=False):
        left, bottom, right, top = item.get_bounds()
        area = abs((right - left) * (top - bottom))
        if area and isinstance(item, pdfium.PdfImage):
            wide, tall = item.get_px_size()
            found.append((area, _POINTS * math.sqrt(wide * tall / area)))
    return max(found)[1]


def _shows_text(page: pdfium.PdfPage) -> bool:
    texts = islice(drawn_on(page, raw.FPDF_PAGEOBJ_TEXT), _OBJECTS)
    return any(raw.FPDFTextObj_GetTextRenderMode(text) != _INVISIBLE for text, _ in texts)


def pictures(
    content: bytes, numbers: Sequence[int], between: tuple[int, int]
) -> Iterator[tuple[int, NDArray[np.uint8], float]]:
    """Each page of `numbers` (from 1) in grey levels, with its pixels an inch: as many as it was scanned with, in these bounds.

    A page whose size is no sheet's is drawn as if it were an A4.
    """
    with refusing("pdf", pdfium.PdfiumError):
        document = pdfium.PdfDocument(content)
        try:
            for number in numbers:
                page = document[number - 1]
                longest = max(page.get_width(), page.get_height())
                size = longest if round(longest) in _PAPER else _A4
                dpi = min(max(_scanned_at(page) * longest / size, between[0]), between[1])
                drawn = page.render(scale=dpi / _POINTS * size / longest, grayscale=True)
                yield number, np.array(drawn.to_numpy().reshape(drawn.height, drawn.width, -1)[:, :, 0], np.uint8), dpi
        finally:
            document.close()

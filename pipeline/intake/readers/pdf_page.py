"""A printed PDF page by pypdfium2: its words with their boxes, its drawn rules, its tick boxes.

Lengths in points; y counts downwards from the top edge of the page as it is shown, so a page that was turned is read upright.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.intake.combs import without_combs, without_struck
from pipeline.intake.layout import Word
from pipeline.intake.marks import sign
from pipeline.intake.package import EncryptedError, UnreadableError, refusing
from pipeline.intake.pages import PrintedPage
from pipeline.intake.panels import Panel
from pipeline.intake.readers.pdf_objects import Matrix, bounds, drawn_on, joined, matrix_of, moved
from pipeline.intake.readers.pdf_picture import is_scan
from pipeline.intake.ruled import Rule, frame
from pipeline.intake.squares import RECTANGLE, Shape, is_square, ticks

MAX_LETTERS: Final = 60_000
MAX_SHAPES: Final = 20_000
_THIN: Final = 2.5
_LEVEL: Final = 0.6
_GAP: Final = 0.3  # of the height: a wider one ends a word
_TURNED: Final = 12.0
_SEGMENTS: Final = 2000
_PASSWORD_ERROR: Final = 4
_UNICODE_END: Final = 0x110000
_SURROGATES: Final = range(0xD800, 0xE000)
_FONT_NAME: Final = 128
_BOLD: Final = (b"Bold", b"bold", b"Black", b"Heavy", b"Semibold")
_BROKEN_AT: Final = "\x02\ufffe"  # what pdfium gives for the hyphen at the end of a line
_NO_LETTERS: Final = "\x00\uffff"

Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """How a page is shown: `quarter` turns clockwise; `left` and `bottom` of its box, `width` and `height` as shown."""

    quarter: int
    left: float
    bottom: float
    width: float
    height: float

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box in the page's own points (y upwards) as left, top, right, bottom where it is shown."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page where it is shown, y downwards."""
        x, y = x - self.left, y - self.bottom
        if self.quarter == 0:
            return x, self.height - y
        if self.quarter == 1:
            return y, x
        return (self.width - x, y) if self.quarter == 2 else (self.width - y, self.height - x)  # noqa: PLR2004 - upside down


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page as it is printed, and how it is shown. `scan`: it is a picture, and its letters are still to be read."""

    printed: PrintedPage
    view: View
    scan: bool = False


def read_pages(content: bytes, most: int) -> tuple[list[PdfPage], int]:
    """The first `most` pages, and how many there are; raises `UnreadableError` when the file is encrypted or damaged."""
    try:
        with refusing("pdf", pdfium.PdfiumError):
            document = pdfium.PdfDocument(content)
    except UnreadableError as error:
        if getattr(error.__cause__, "err_code", None) == _PASSWORD_ERROR:
            raise EncryptedError(str(error)) from error
        raise
    try:
        with refusing("pdf", pdfium.PdfiumError):
            count = len(document)
            return [_page(document[number], number + 1) for number in range(min(count, most))], count
    finally:
        document.close()


def _page(page: pdfium.PdfPage, number: int) -> PdfPage:
    left, bottom, _, _ = page.get_bbox()
    view = View(page.get_rotation() // 90 % 4, left, bottom, page.get_width(), page.get_height())
    shapes = list(_shapes(page, view))
    squares = [shape for shape in shapes if is_square(shape)]
    letters = _turned_together(list(_words(page.get_textpage(), view)))
    drawn, words = ticks(squares, shapes, letters)
    boxes = {id(shape) for shape in drawn}
    rules = [rule for shape in shapes if id(shape) not in boxes for rule in shape.rules]
    left, shown = without_combs(*without_struck(rules, words))
    printed = PrintedPage(
        number=number, words=tuple(shown), rules=tuple(left), height=view.height, panels=tuple(_panels(shapes))
    )
    return PdfPage(printed, view, scan=is_scan(page, len(letters)))


# --- words ---------------------------------------------------------------------------------------------------------------


def _words(page: pdfium.PdfTextPage, view: View) -> Iterator[Word]:
    """The page's words in the file's order; a word ends at a blank, at a jump, or at a wide gap."""
    box_of, is_bold = _loose_boxes(page, view), _bold(page)
    letters: list[str] = []
    x0 = y0 = x1 = y1 = level = 0.0
    bold = False
    for i, letter in enumerate(_letters(page)):
        box = None if letter in _NO_LETTERS or letter.isspace() else box_of(i)
        if box is None:
            if letters:
                yield Word("".join(letters), x0, y0, x1, y1, bold=bold)
                letters = []
            continue
        left, top, right, bottom = box
        tall = y1 - y0
        if letters and top == level and x0 <= left <= x1 + _GAP * tall:  # most letters: on the line of the one before
            x1 = max(x1, right)
        elif letters and abs(left - x0) < _LEVEL > abs(right - x1) and min(abs(bottom - y0), abs(top - y1)) < _LEVEL:
            y0, y1 = min(y0, top), max(y1, bottom)  # a turned word: its letters stand over one another
        else:
            if letters and (abs((top + bottom) - (y0 + y1)) > tall or left > x1 + _GAP * tall or left < x0 - 1):
                yield Word("".join(letters), x0, y0, x1, y1, bold=bold)
                letters = []
            if letters:
                x1, y0, y1 = max(x1, right), min(y0, top), max(y1, bottom)
            else:
                x0, y0, x1, y1 = left, top, right, bottom
                bold = is_bold(i)
        level = top
        letters.append(letter if letter.isalnum() else "-" if letter in _BROKEN_AT else sign(letter))
    if letters:
        yield Word("".join(letters), x0, y0, x1, y1, bold=bold)


def _turned_together(words: Sequence[Word]) -> list[Word]:
    """The words; those that are turned on their side, and follow one another, as one."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before is not None and _is_turned(word) and _is_turned(before) and abs(word.x0 - before.x0) < _LEVEL:
            text, y0, y1 = f"{before.text} {word.text}", min(before.y0, word.y0), max(before.y1, word.y1)
            joined[-1] = replace(before, text=text, y0=y0, y1=y1)
        else:
            joined.append(word)
    return joined


def _is_turned(word: Word) -> bool:
    return len(word.text) > 1 and word.height > 1.2 * (word.x1 - word.x0) and word.height > _TURNED


def _bold(page: pdfium.PdfTextPage) -> Callable[[int], bool]:
    """A function from a letter's index to whether it is printed in bold, by the name of its font."""
    name, flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()
    handle, ask, to_flags = page.raw, raw.FPDFText_GetFontInfo, ctypes.byref(flags)
    return lambda i: ask(handle, i, name, _FONT_NAME, to_flags) > 0 and any(word in name.value for word in _BOLD)


def _loose_boxes(page: pdfium.PdfTextPage, view: View) -> Callable[[int], Corners | None]:
    """A function from a letter's index to its box where it is shown: as wide as the letter, as high as its font."""
    box, handle, ask = raw.FS_RECTF(), page.raw, raw.FPDFText_GetLooseCharBox
    reference = ctypes.byref(box)
    if view.quarter:
        return lambda i: view.box(box.left, box.bottom, box.right, box.top) if ask(handle, i, reference) else None
    left, top = view.left, view.height + view.bottom
    return lambda i: (box.left - left, top - box.top, box.right - left, top - box.bottom) if ask(handle, i, reference) else None


def _letters(page: pdfium.PdfTextPage) -> Sequence[str]:
    """One string a character index of the page, so that boxes and letters keep step."""
    count = min(page.count_chars(), MAX_LETTERS)
    buffer = (ctypes.c_ushort * (count + 1))()
    given = raw.FPDFText_GetText(page.raw, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * given].decode("utf-16-le", "surrogatepass")
    if given == count == len(text):
        return text
    return [_letter(raw.FPDFText_GetUnicode(page.raw, i)) for i in range(count)]


def _letter(code: int) -> str:
    return chr(code) if 0 < code < _UNICODE_END and code not in _SURROGATES else "\x00"


# --- drawings ------------------------------------------------------------------------------------------------------------


def _shapes(page: pdfium.PdfPage, view: View) -> Iterator[Shape]:
    """What is drawn on the page, each with its box and the rules that it gives a table."""
    for item, matrix in islice(drawn_on(page, raw.FPDF_PAGEOBJ_PATH), MAX_SHAPES):
        x0, y0, x1, y1 = view.box(*bounds(item, matrix))
        if x1 - x0 <= _THIN and y1 - y0 <= _THIN:
            yield Shape(x0, y0, x1, y1)
        elif y1 - y0 <= _THIN:
            y = (y0 + y1) / 2
            yield Shape(x0, y0, x1, y1, rules=(Rule(x0, y, x1, y),))
        elif x1 - x0 <= _THIN:
            x = (x0 + x1) / 2
            yield Shape(x0, y0, x1, y1, rules=(Rule(x, y0, x, y1),))
        else:
            yield _outlined(item, matrix, view, (x0, y0, x1, y1))


def _panels(shapes: Sequence[Shape]) -> Iterator[Panel]:
    """The frames and coloured fields that are large enough for words."""
    panels = (Panel(s.x0, s.y0, s.x1, s.y1) for s in shapes if s.filled or s.stroked)
    return (panel for panel in panels if panel.is_panel())


def _outlined(item: Any, matrix: Matrix, view: View, box: Corners) -> Shape:
    """A drawn shape: its frame when it is a rectangle, else each of its straight strokes. A cross has no sides."""
    sides = raw.FPDFPath_CountSegments(item)
    filled, stroked = _painted(item)
    rules: tuple[Rule, ...] = ()
    if stroked and sides <= RECTANGLE and _is_broken(item, sides):
        sides, rules = 0, tuple(_strokes(item, matrix, view))
    elif stroked:
        rules = frame(*box) if sides <= RECTANGLE else tuple(_strokes(item, matrix, view))
    return Shape(*box, sides=sides, filled=filled, stroked=stroked, rules=rules)


def _painted(item: Any) -> tuple[bool, bool]:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill_mode, stroke)
    return bool(fill_mode.value), bool(stroke.value)


def _is_broken(item: Any, sides: int) -> bool:
    """Is the pen lifted between the first stroke and the last?"""
    kinds = [raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(item, i)) for i in range(1, sides - 1)]
    return raw.FPDF_SEGMENT_MOVETO in kinds


def _strokes(item: Any, matrix: Matrix, view: View) -> Iterator[Rule]:
    whole = joined(matrix_of(item), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for i in range(min(raw.FPDFPath_CountSegments(item), _SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = view.point(*moved(whole, x.value, y.value))
        if before is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(before, here)
        before = here


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    (ax, ay), (bx, by) = a, b
    if abs(ay - by) < 1 < abs(ax - bx):
        yield Rule(min(ax, bx), ay, max(ax, bx), ay)
    elif abs(ax - bx) < 1 < abs(ay - by):
        yield Rule(ax, min(ay, by), ax, max(ay, by))

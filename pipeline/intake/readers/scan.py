"""Pages without text: scans and photos, read letter by letter into the same words and rules that a printed page has.

Pillow opens pictures (JPEG, PNG, TIFF); `straighten`, `boxes` and `strips` make lines of them; `tesseract` reads each twice.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from statistics import median
from typing import Final

import cv2
import numpy as np
from PIL import Image, ImageFile, ImageOps, ImageSequence

from pipeline.i18n import msg
from pipeline.intake.accents import borne_out
from pipeline.intake.agreement import AGREED, DIFFERENT, Said, agreed
from pipeline.intake.boldness import Weight, are_bold, border_of, weights
from pipeline.intake.boxes import Drawn, drawn
from pipeline.intake.inverted import with_dark_fields_light
from pipeline.intake.layout import Word
from pipeline.intake.marks import TICKED, UNREAD, UNTICKED
from pipeline.intake.once import is_read
from pipeline.intake.package import PackageError
from pipeline.intake.pages import PrintedPage, page_blocks
from pipeline.intake.placed import gathered, in_columns, on_lines, on_their_ink, parted_within
from pipeline.intake.readers.pdf_picture import pictures
from pipeline.intake.running_heads import without_running_heads
from pipeline.intake.signs import SPECK, dark_parts
from pipeline.intake.straighten import COARSEST, FINEST, PAPER, Grey, Page, parts_of, straighten
from pipeline.intake.strips import Lines, Strip, find_lines
from pipeline.intake.tesseract import ENGLISH, NORWEGIAN, read_lines
from pipeline.model import Finding, Severity, Sheet

MAX_SCANNED_PAGES: Final = 20
MAX_PIXELS: Final = 80_000_000
"""A page of A3 at 600 dpi has 70 million."""

BULLET: Final = "•"

_LETTER, _STEM = 0.4, 0.15  # of the font's size: how high and wide ink is that somebody wrote
_NEAR: Final = 0.45  # of the font's size: so far the places of words may be wrong

_EDGE: Final = 12.0  # points
_SAME_FONT: Final = 1.12  # times the least size that its lines seem to have, the most
_CUT_OFF: Final = 1.5  # of the font's size: text so near the edge of the picture may go on beyond it
_MARGIN: Final = 20  # pixels of white around a line
_UPRIGHT: Final = 0.6  # mean confidence below which a page may lie upside down
_KNOWN_DPI: Final = range(90, 1300)  # others, as 72, are what programs write that do not know
_ASCENT, _DESCENT = 0.92, 0.25  # of the font's size, above and below the line that letters stand on
_TALL_LETTER, _CAPITAL, _SMALL_LETTER, _CROWNED = 0.73, 0.69, 0.52, 0.94  # heights of «l», «A», «x» and «Å», in the font's size
_HANGING: Final = frozenset("gjpqy")
_LETTERS: Final = 3  # tell the size of a font
_SOFT_EDGE: Final = 0.7  # pixels: how far ink runs out above
_TALLEST: Final = frozenset("bdfhklßđþ()[]{}|/@")
_LOW_LETTERS: Final = frozenset("acegmnopqrsuvwxyzæø.,-+:;=~_")
_CROWNED_LETTERS: Final = frozenset("ÅÄÖÜÉÁČŠŽ")


def read_image(content: bytes) -> Sheet:
    """What stands on a scanned or photographed page (several in a TIFF).

    Raises:
        PackageError: the picture is damaged, or far larger than a page.
        TesseractMissingError: Tesseract is not there.
    """
    pages: list[PrintedPage] = []
    with _opened(content) as image, _whole_pictures_only():
        kind = (image.format or "image").lower()
        frames = _frames(image)
        for number, (grey, dpi) in enumerate(islice(frames, MAX_SCANNED_PAGES), start=1):
            pages.append(read_page(grey, dpi, number))
        more = len(pages) == MAX_SCANNED_PAGES and next(frames, None) is not None
    blocks = tuple(block for page in without_running_heads(pages) for block in page_blocks(page))
    remarks = (_more_pages(len(pages)),) if more else ()
    return Sheet(format=kind, blocks=blocks, method="ocr", remarks=remarks)


def read_scans(content: bytes, numbers: Sequence[int]) -> dict[int, PrintedPage]:
    """The pages `numbers` (from 1) of a PDF, read from how they look; the first `MAX_SCANNED_PAGES` of them.

    Raises:
        TesseractMissingError: Tesseract is not there.
        TesseractFailedError: it gave up, or took too long.
    """
    drawn_pages = pictures(content, numbers[:MAX_SCANNED_PAGES], (COARSEST, FINEST))
    return {number: read_page(grey, dpi, number) for number, grey, dpi in drawn_pages}


def _more_pages(read: int) -> Finding:
    said = msg("Only the first {count} scanned pages were read; look at the others.", count=read)
    return Finding(rule="reading.not-read", severity=Severity.REVIEW, path="", message=said)


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """A picture that breaks off is damaged, whatever another user of Pillow has set (WeasyPrint fills it with grey)."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=("JPEG", "PNG", "TIFF"))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PackageError(f"picture: {error}", too_large=True) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PackageError(f"picture: {error}") from error
    if image.width * image.height > MAX_PIXELS:
        raise PackageError("picture: too many pixels", too_large=True)
    return image


def _frames(image: Image.Image) -> Iterator[tuple[Grey, float | None]]:
    """Each page as grey levels with its resolution. A second picture in a JPEG (MPO) is a preview and no page."""
    try:
        for frame in ImageSequence.Iterator(image) if image.format == "TIFF" else (image,):
            if frame.width * frame.height > MAX_PIXELS:
                raise PackageError("picture: too many pixels", too_large=True)
            yield _grey(ImageOps.exif_transpose(frame)), _dpi(frame)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise PackageError(f"picture: {error}") from error


def _grey(image: Image.Image) -> Grey:
    """Grey levels; what is transparent is white paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    if image.mode.startswith(("I", "F")):
        image = image.point(lambda value: value / 256)
    return np.asarray(image.convert("L"), np.uint8)


def _dpi(image: Image.Image) -> float | None:
    told = image.info.get("dpi", (0, 0))[0]
    return float(told) if round(told) in _KNOWN_DPI else None


# --- one page ------------------------------------------------------------------------------------------------------------


def read_page(grey: Grey, dpi: float | None, number: int) -> PrintedPage:
    """The words and rules on a picture of page `number`; `dpi` None: a photo, of a sheet of A4.

    Raises:
        TesseractMissingError: Tesseract is not there.
        TesseractFailedError: it gave up, or took too long.
    """
    cv2.setNumThreads(1)
    page = with_dark_fields_light(straighten(grey, dpi))
    seen = _see(page)
    if seen.words and seen.sureness < _UPRIGHT:
        turned = _see(page.turned())
        seen = max(seen, turned, key=lambda one: one.sureness)
    return _printed(seen, number)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page with what is drawn on it, its lines, and the first reading of each."""

    page: Page
    drawn: Drawn
    lines: Lines
    words: tuple[tuple[Said, ...], ...]

    @property
    def sureness(self) -> float:
        """How sure the first reading is, each word for its length."""
        words = [word for line in self.words for word in line]
        letters = sum(len(word.text) for word in words)
        return sum(len(word.text) * word.sure for word in words) / letters if letters else 0.0


def _see(page: Page) -> _Seen:
    found = drawn(page)
    lines = find_lines(found.text, found.barriers, page.scale)
    return _Seen(page, found, lines, _said(lines, lines.strips, NORWEGIAN, page))


def _said(lines: Lines, strips: Sequence[Strip], language: str, page: Page) -> tuple[tuple[Said, ...], ...]:
    """The words of each of `strips`, as one reading has them."""
    said: list[list[Said]] = [[] for _ in strips]
    pictures = _tiff([_cut(strip, lines.text) for strip in strips])
    for word in read_lines(pictures, language, dpi=round(page.dpi)) if strips else ():
        said[word.line].append(Said(word.text, word.x0, word.x1, word.confidence))
    return tuple(map(tuple, said))


def _cut(strip: Strip, text: Grey) -> Grey:
    piece = text[strip.y0 : strip.y1, strip.x0 : strip.x1]
    border = (_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    return np.asarray(cv2.copyMakeBorder(piece, *border, cv2.BORDER_CONSTANT, value=(PAPER,)), np.uint8)


def _tiff(lines: Sequence[Grey]) -> bytes:
    """The pictures as the pages of one TIFF, not compressed."""
    if not lines:
        return b""
    _, file = cv2.imencodemulti(".tiff", lines, [cv2.IMWRITE_TIFF_COMPRESSION, 1])
    return file.tobytes()


# --- words on the page ---------------------------------------------------------------------------------------------------


def _printed(seen: _Seen, number: int) -> PrintedPage:
    """The page as a printed one: words with boxes in points, as high as the font that they are set in."""
    read = list(_read_again(seen))
    sizes = _sizes(read)
    usual = median(sizes) if sizes else 1.0
    scale = seen.page.scale
    lines = [list(line.words(seen, size)) for line, size in zip(read, sizes, strict=True)]
    bold = are_bold([[weight for _, weight in line] for line in lines])
    words = [
        replace(word, bold=is_bold)
        for line, told in zip(lines, bold, strict=True)
        for (word, _), is_bold in zip(line, told, strict=True)
        if word.legibility > DIFFERENT or not _on_edge(word, seen.page)
    ]
    height = (_ASCENT + _DESCENT) * usual / scale
    boxes = [_at_height(TICKED if t.ticked else UNTICKED, (t.x0, t.y0, t.x1, t.y1), height, t.sure) for t in seen.drawn.ticks]
    bullets = [
        _at_height(BULLET, (b.x0 / scale, b.y0 / scale, b.x1 / scale, b.y1 / scale), height, 1.0) for b in seen.lines.bullets
    ]
    placed = tuple(in_columns(on_lines([*words, *boxes, *bullets])))
    return PrintedPage(number, placed, seen.drawn.rules, seen.page.grey.shape[0] / scale)


def _read_again(seen: _Seen) -> Iterator[_Line]:
    """Each line with what both readings agree on; where one reading is enough, with that."""
    doubtful = [strip for strip, words in zip(seen.lines.strips, seen.words, strict=True) if not is_read(words)]
    again = iter(_said(seen.lines, doubtful, ENGLISH, seen.page))
    for strip, words in zip(seen.lines.strips, seen.words, strict=True):
        yield _Line(strip, [replace(word, sure=AGREED) for word in words] if is_read(words) else agreed(words, next(again)))


def _sizes(lines: Sequence[_Line]) -> list[float]:
    """The size of each line's font: that of all lines with about its size, since a few letters do not tell it to a hair.

    A letter or two do not tell it at all, and are as the line nearest to them.
    """
    tell = [line for line in lines if line.letters >= _LETTERS] or lines
    told = [line.size if line.letters >= _LETTERS else min(tell, key=line.far_from).size for line in lines]
    usual = median(told) if told else 1.0
    sizes = [0.0] * len(told)
    for group in gathered(told, lambda size: _SAME_FONT * size):
        size = median(told[i] for i in group)
        for i in group:
            sizes[i] = min(max(size, 0.7 * usual), 2.5 * usual)
    return sizes


def _at_height(mark: str, box: tuple[float, float, float, float], height: float, sure: float) -> Word:
    """A mark as a word as high as the text beside it."""
    middle = (box[1] + box[3]) / 2
    return Word(mark, box[0], middle - height / 2, box[2], middle + height / 2, legibility=sure)


def _on_edge(word: Word, page: Page) -> bool:
    """Does the word stand where no printer prints: the shadow of the sheet's edge?"""
    tall, wide = (side / page.scale for side in page.grey.shape)
    x, y = (word.x0 + word.x1) / 2, word.middle
    return bool(min(x, wide - x, y, tall - y) < _EDGE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A strip and what both readings agreed on; ink that neither could read is kept as `UNREAD`."""

    strip: Strip
    agreed: Sequence[Said]

    @property
    def said(self) -> Sequence[Said]:
        """The words, with places in the strip's picture."""
        return self.agreed or [Said(UNREAD, _MARGIN, _MARGIN + self.strip.width, 0.0)]

    def _all(self, picture: Grey, size: float) -> Sequence[Said]:
        """The words, and what has the size of a letter and stands in none of them."""
        _, stats = parts_of(dark_parts(picture, border_of(picture)))
        parts = [(x, x + w, h) for x, _, w, h, area in stats[1:].tolist() if area >= (SPECK * size) ** 2]
        ink = [(x0, x1) for x0, x1, _ in parts]
        said = parted_within(on_their_ink(self.said, ink, size), ink, size)
        tall = [(x0, x1) for x0, x1, h in parts if h >= _LETTER * size and x1 - x0 >= _STEM * size]
        left = [p for p in tall if not any(word.x0 - _NEAR * size <= sum(p) / 2 <= word.x1 + _NEAR * size for word in said)]
        return sorted([*said, *(Said(UNREAD, x0, x1, 0.0) for x0, x1 in left)], key=lambda word: word.x0)

    @property
    def size(self) -> float:
        """The size of the font (pixels), from how high the letters stand."""
        letters = {letter for word in self.said for letter in word.text}
        crowned, tall, low = letters & _CROWNED_LETTERS, letters & _TALLEST, letters <= _LOW_LETTERS
        height = _CROWNED if crowned else _TALL_LETTER if tall else _SMALL_LETTER if low else _CAPITAL
        return max(1.0, self.strip.base - self.strip.y0 - _SOFT_EDGE) / height

    @property
    def letters(self) -> int:
        """How many letters and other signs it has."""
        return sum(len(word.text) for word in self.said)

    def far_from(self, other: _Line) -> int:
        """How far another line is from this one, seen from its left end."""
        return abs(self.strip.y0 - other.strip.y0) + abs(self.strip.x0 - other.strip.x0)

    def base(self, size: float) -> int:
        """The row that the letters stand on; letters that all hang below it do not show it."""
        hanging = all(letter in _HANGING for word in self.said for letter in word.text)
        return round(self.strip.y0 + _SMALL_LETTER * size) if hanging else self.strip.base

    def words(self, seen: _Seen, size: float) -> Iterator[tuple[Word, Weight]]:
        """The words on the page, in a font of `size`, with the weight of their strokes.

        One that its own ink speaks against, or that the picture's edge may cut off, is not sure.
        """
        scale, base = seen.page.scale, self.base(size)
        top, bottom, left = base - _ASCENT * size, base + _DESCENT * size, self.strip.x0 - _MARGIN
        picture = _cut(self.strip, seen.lines.text)
        room = min(self.strip.x0, seen.page.grey.shape[1] - self.strip.x1)
        found = borne_out(self._all(picture, size), picture, base - self.strip.y0 + _MARGIN, size)
        for said, weight in zip(found, weights(picture, found, size), strict=True):
            x0, x1 = left + said.x0, left + said.x1
            sure = said.sure if room > _CUT_OFF * size else min(said.sure, DIFFERENT)
            yield Word(said.text, x0 / scale, top / scale, x1 / scale, bottom / scale, legibility=sure), weight

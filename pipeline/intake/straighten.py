"""A picture of paper made fit for reading: upright, straight, evenly lit, at one resolution.

Pictures are arrays of grey levels (uint8, rows by columns, 0 black, 255 white). OpenCV measures and turns them; nothing here
knows what stands on the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

FINEST: Final = 300
"""The most pixels an inch that a picture is read at: more tell nothing more of letters that a person can read."""

COARSEST: Final = 200
"""The fewest: a coarser picture is enlarged."""

POINTS: Final = 72.0
PAPER: Final = 250
"""The grey of paper in a straightened picture."""

A4_INCHES: Final = 11.69
_COARSE: Final = 75  # pixels an inch at which a picture's lean is measured
_LIGHT: Final = 37.5  # and the light that falls on it
_MAX_SKEW: Final = 5.0  # degrees
_INK: Final = (110, 190)  # where the border between ink and paper may lie on evenly lit paper
_SHEET: Final = 0.4  # of a photo, at least, is the sheet
_OBLIQUE: Final = 0.12  # how much longer one side of a sheet may seem than the one across
_SHAPE: Final = (1.2, 1.65)  # the longer side of a sheet to the shorter, seen from about above
_FULL: Final = 0.96  # of the four corners' area is sheet
_ENOUGH_LETTERS: Final = 20
_HALF: Final = 150  # pixels an inch at which the way that lines run is told
_SOFT: Final = 0.19  # points
_WORDS: Final = 7.0  # points: words of one line stand closer
_STROKE: Final = 9.6  # points: a piece of a rule


@dataclass(frozen=True, slots=True)
class Page:
    """A straightened page: `grey` with white paper, and `scale`, its pixels a point."""

    grey: Grey
    scale: float = FINEST / POINTS

    @property
    def ink(self) -> Grey:
        """255 where there is ink, else 0."""
        return ink(self.grey, self.scale)

    @property
    def dpi(self) -> float:
        """Its pixels an inch."""
        return self.scale * POINTS

    def turned(self) -> Page:
        """The same page upside down."""
        return Page(np.ascontiguousarray(self.grey[::-1, ::-1]), self.scale)


def straighten(grey: Grey, dpi: float | None) -> Page:
    """The page in `grey`, which has `dpi` pixels an inch. None: nobody knows; then it is a photo, and the sheet on it an A4.

    Lines of text run from left to right in what comes back, but may be upside down: that shows only when they are read.
    """
    if dpi is None:
        grey = _sheet(grey)
        dpi = max(grey.shape) / A4_INCHES
    wanted = min(max(dpi, COARSEST), FINEST)
    grey = evenly_lit(_resized(grey, max(grey.shape) * wanted / dpi), wanted)
    if _lies_on_its_side(grey, wanted):
        grey = np.ascontiguousarray(np.rot90(grey))
    scale = wanted / POINTS
    return Page(_squared(_rotated(grey, skew(grey, wanted)), scale), scale)


def evenly_lit(grey: Grey, dpi: float) -> Grey:
    """`grey` with its paper white all over: each place is compared with the brightest around it."""
    small = cv2.resize(grey, None, fx=_LIGHT / dpi, fy=_LIGHT / dpi, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 9), (0, 0), 5)
    around = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(around, 40), scale=PAPER), np.uint8)


def ink(grey: Grey, scale: float) -> Grey:
    """255 where `grey`, evenly lit, holds ink."""
    soft = softened(grey, scale)
    found, _ = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    border = float(np.clip(found, *_INK))
    return np.asarray(cv2.threshold(soft, border, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def softened(grey: Grey, scale: float) -> Grey:
    """`grey` without what a scanner's noise makes of single pixels."""
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), _SOFT * scale), np.uint8)


def skew(grey: Grey, dpi: float) -> float:
    """How far the page leans, in degrees against the clock; its lines stand sharpest apart when that is taken back."""
    rows, columns = _ink_at(grey, dpi)
    best = 0.0
    for step in (0.5, 0.1, 0.02):
        reach = _MAX_SKEW if step == 0.5 else step * 6  # noqa: PLR2004 - the first, coarse search
        angles = best + np.arange(-reach, reach + step / 2, step)
        nearest = sorted(angles, key=lambda angle: abs(angle - best))
        best = float(max(nearest, key=lambda angle: _sharpness(rows, columns, angle)))
    return best if abs(best) < _MAX_SKEW else 0.0


def _ink_at(grey: Grey, dpi: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    small = cv2.resize(grey, None, fx=_COARSE / dpi, fy=_COARSE / dpi, interpolation=cv2.INTER_AREA)
    rows, columns = np.nonzero(small < np.mean(_INK) + 20)
    return rows.astype(np.float64), columns.astype(np.float64)


def _sharpness(rows: NDArray[np.float64], columns: NDArray[np.float64], angle: float) -> float:
    """How unevenly the ink falls into rows when the page is sheared by `angle`."""
    if not rows.size:
        return 0.0
    places = rows + columns * np.tan(np.radians(angle))
    counts = np.bincount(np.rint(places - places.min()).astype(np.int64))
    return float(np.sum(np.diff(counts.astype(np.float64)) ** 2))


def parts_of(dark: Grey) -> tuple[NDArray[np.int32 | np.uint16], NDArray[np.int32]]:
    """The pieces of connected ink in `dark`: for each pixel the number of its piece (0: paper), and what each piece is.

    That is left, top, width, height, and how many pixels it has. Numbers of 16 bits are counted three times as fast, and are
    enough for nearly every page.
    """
    labels: Any
    try:
        _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(dark, 8, cv2.CV_16U, cv2.CCL_DEFAULT)
    except cv2.error:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return labels, np.asarray(stats, np.int32)


def _lies_on_its_side(grey: Grey, dpi: float) -> bool:
    """Do the lines of text run up or down the page? Letters stand closest to those of their own word."""
    small = cv2.resize(grey, None, fx=_HALF / dpi, fy=_HALF / dpi, interpolation=cv2.INTER_AREA)
    dark = np.asarray(cv2.threshold(small, float(np.mean(_INK)) + 20, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    across, down = (strokes(dark, _HALF * 2 / 5) for strokes in (strokes_across, strokes_down))
    letters = np.asarray(cv2.bitwise_and(dark, cv2.bitwise_not(cv2.dilate(across | down, np.ones((3, 3), np.uint8)))), np.uint8)
    sides = parts_of(letters)[1][1:, 2:4].max(axis=1)
    sizes = sides[(sides > _HALF // 30) & (sides < _HALF * 2 // 5)]
    if sizes.size < _ENOUGH_LETTERS:
        return False
    reach = 1 + round(0.3 * float(np.median(sizes)))
    return _pieces(letters, (reach, 1)) < _pieces(letters, (1, reach))


def _pieces(letters: Grey, reach: tuple[int, int]) -> int:
    """How many pieces are left when letters that stand closer than `reach` (rows, columns) are joined."""
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones(reach, np.uint8))
    return int(cv2.connectedComponents(joined, connectivity=8)[0])


def _rotated(grey: Grey, angle: float) -> Grey:
    if abs(angle) < 0.02:  # noqa: PLR2004 - half a pixel over the page's width
        return grey
    tall, wide = grey.shape
    turn = cv2.getRotationMatrix2D((wide / 2, tall / 2), -angle, 1.0)
    return np.asarray(cv2.warpAffine(grey, turn, (wide, tall), flags=cv2.INTER_CUBIC, borderValue=(PAPER,)), np.uint8)


def strokes_across(dark: Grey, length: float) -> Grey:
    """What of `dark` runs straight across for at least `length` pixels."""
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, round(length)), np.uint8)), np.uint8)


def strokes_down(dark: Grey, length: float) -> Grey:
    """What of `dark` runs straight down for at least `length` pixels."""
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((round(length), 1), np.uint8)), np.uint8)


def _squared(grey: Grey, scale: float) -> Grey:
    """The page with its rules parallel to its sides: what a sheet that was not held flat before the lens has lost.

    Lines of text do where there are no rules across.
    """
    level, upright = _leanings(grey, scale)
    tall, wide = grey.shape
    shift = max(abs(a) + abs(b) * size / 2 for (a, b), size in ((level, tall), (upright, wide)))
    if shift < 0.001:  # noqa: PLR2004 - a pixel over a third of the page
        return grey
    corners = np.array([[x, y] for y in (0, tall) for x in (0, wide)], np.float32)
    x, y = corners[:, 0] - wide / 2, corners[:, 1] - tall / 2
    seen = corners.copy()
    seen[:, 1] += x * (level[0] + level[1] * y)
    seen[:, 0] += y * (upright[0] + upright[1] * x)
    warp = cv2.getPerspectiveTransform(seen, corners)
    return np.asarray(cv2.warpPerspective(grey, warp, (wide, tall), flags=cv2.INTER_CUBIC, borderValue=(PAPER,)), np.uint8)


def _leanings(grey: Grey, scale: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """How strokes across and strokes down lean (`_leaning`), measured at `_HALF` and said in pixels of `grey`."""
    coarse = _HALF / POINTS
    small = cv2.resize(grey, None, fx=coarse / scale, fy=coarse / scale, interpolation=cv2.INTER_AREA)
    dark, wide = ink(np.asarray(small, np.uint8), coarse), small.shape[1]
    across, down = strokes_across(dark, _STROKE * coarse), strokes_down(dark, _STROKE * coarse)
    level = _leaning(across, wide // 8) or _leaning(_lines_of_text(dark, coarse), wide // 4) or (0.0, 0.0)
    upright = _leaning(np.asarray(cv2.transpose(down), np.uint8), wide // 25) or (0.0, 0.0)
    return (level[0], level[1] * coarse / scale), (upright[0], upright[1] * coarse / scale)


def _lines_of_text(dark: Grey, scale: float) -> Grey:
    """Lines of letters, each as one long piece."""
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, round(_WORDS * scale)), np.uint8)), np.uint8)


def _leaning(strokes: Grey, length: int) -> tuple[float, float] | None:
    """The slope of strokes across the page's middle, and how much it grows with each pixel downwards; None: too few tell."""
    labels, stats = parts_of(strokes)
    slopes, places = [], []
    for number in np.nonzero(stats[:, cv2.CC_STAT_WIDTH] >= length)[0]:
        x, y, w, h, _ = stats[number]
        if number == 0 or h > w / 8:
            continue
        rows, columns = np.nonzero(labels[y : y + h, x : x + w] == number)
        slopes.append(float(np.polyfit(columns, rows, 1)[0]))
        places.append(y + h / 2 - strokes.shape[0] / 2)
    if len(slopes) < 3:  # noqa: PLR2004 - a trend needs three
        return None
    return _trend(np.array(places), np.array(slopes))


def _trend(places: NDArray[np.float64], slopes: NDArray[np.float64]) -> tuple[float, float]:
    """The line through most of the points: those far from the median of what is left do not count."""
    near = np.abs(slopes - np.median(slopes)) < 0.03  # noqa: PLR2004 - under two degrees
    if np.ptp(places[near]) < 1:
        return float(np.median(slopes)), 0.0
    growth, middle = np.polyfit(places[near], slopes[near], 1)
    return float(middle), float(growth)


def _resized(grey: Grey, longest: float) -> Grey:
    """`grey` with so many pixels on its longer side."""
    factor = longest / max(grey.shape)
    if abs(factor - 1) < 0.02:  # noqa: PLR2004 - the same size
        return grey
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=way), np.uint8)


def _sheet(grey: Grey) -> Grey:
    """The sheet cut out of a photo by its four corners; the whole photo when they are not to be seen."""
    factor = 600 / max(grey.shape)
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), (0, 0), 3)
    bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(outlines, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < _SHEET * small.size:
        return grey
    corners = cv2.approxPolyDP(cv2.convexHull(largest), 0.02 * cv2.arcLength(largest, closed=True), closed=True)
    if len(corners) != 4:  # noqa: PLR2004 - a sheet
        return grey
    ordered = _in_order(corners.reshape(4, 2).astype(np.float32))
    return _cut_out(grey, ordered / factor) if _is_sheet(ordered, cv2.contourArea(largest)) else grey


def _in_order(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Top left, top right, bottom right, bottom left."""
    total, difference = corners.sum(axis=1), np.diff(corners, axis=1).ravel()
    return corners[[total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]]


def _sides(corners: NDArray[np.float32]) -> list[float]:
    """Top, right, bottom, left: their lengths."""
    return [float(np.linalg.norm(corners[(i + 1) % 4] - corners[i])) for i in range(4)]


def _is_sheet(corners: NDArray[np.float32], area: float) -> bool:
    """Have the corners the shape of a sheet? A shadow has corners too, and what is cut off is lost."""
    top, right, bottom, left = sides = _sides(corners)
    if min(sides) <= 0 or area < _FULL * cv2.contourArea(corners):
        return False
    even = all(max(pair) <= (1 + _OBLIQUE) * min(pair) for pair in ((top, bottom), (right, left)))
    longer, shorter = max(top + bottom, right + left), min(top + bottom, right + left)
    return even and _SHAPE[0] <= longer / shorter <= _SHAPE[1]


def _cut_out(grey: Grey, corners: NDArray[np.float32]) -> Grey:
    top, right, bottom, left = _sides(corners)
    wide, tall = round(max(top, bottom)), round(max(right, left))
    flat = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, flat)
    return np.asarray(cv2.warpPerspective(grey, warp, (wide, tall), flags=cv2.INTER_CUBIC), np.uint8)

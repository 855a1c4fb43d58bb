"""What is drawn on a PDF page, also inside form objects, by pdfium's handles: thousands of Python objects would take longer.

pdfium tells where an object stands within the form that holds it, so what the forms around it move it by is told with it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

MAX_OBJECTS: Final = 20_000
_FORM_DEPTH: Final = 3

Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn_on(page: pdfium.PdfPage, kind: int) -> Iterator[tuple[Any, Matrix]]:
    """The page's objects of a kind, each with the matrix that brings it from its form to the page."""
    at = raw.FPDFPage_GetObject
    items = [at(page.raw, i) for i in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS))]
    yield from _drawn_in(items, kind, _UNMOVED, 0)


def _drawn_in(items: Sequence[Any], kind: int, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    for item in items:
        found = raw.FPDFPageObj_GetType(item)
        if found == kind:
            yield item, matrix
        elif found == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            count = min(raw.FPDFFormObj_CountObjects(item), MAX_OBJECTS)
            inner = [raw.FPDFFormObj_GetObject(item, i) for i in range(count)]
            yield from _drawn_in(inner, kind, joined(matrix_of(item), matrix), depth + 1)


def bounds(item: Any, matrix: Matrix) -> tuple[float, float, float, float]:
    """The box of an object on the page: left, bottom, right, top."""
    sides = tuple(ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides))
    x0, y0, x1, y1 = (side.value for side in sides)
    if matrix is _UNMOVED:
        return x0, y0, x1, y1
    corners = [moved(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def matrix_of(item: Any) -> Matrix:
    """What an object itself is moved by."""
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(item, ctypes.byref(m)) else _UNMOVED


def joined(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does what `first` does, and `then` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, _, _ = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, *moved(then, e, f))


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point where `matrix` brings it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

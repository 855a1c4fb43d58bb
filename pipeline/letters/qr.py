"""QR codes as pictures for documents."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

from pipeline.letters.contexts import Picture

_ERROR_CORRECTION = "m"


def qr_picture(line: str, *, width: float, alt: str) -> Picture:
    """`line` as a QR code `width` millimetres wide, its quiet zone with it; `alt` is for those who do not see it."""
    return Picture(content=_png(line), width=width, alt=alt)


@lru_cache(maxsize=1024)
def _png(line: str) -> bytes:
    drawn = io.BytesIO()
    segno.make_qr(line, error=_ERROR_CORRECTION).save(drawn, kind="png", scale=8, border=4)
    return drawn.getvalue()

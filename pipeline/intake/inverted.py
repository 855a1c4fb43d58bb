"""Light letters on dark fields, as the heads of tables and sections have: made dark on light, as all other text is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from pipeline.intake.straighten import PAPER, Grey, Page, parts_of

_SOLID: Final = (3.0, 30.0)  # points: how high and wide ink is without a gap that is no rule and no letter
_JOINED: Final = 16.0  # points: letters between the dark above and below them are no higher
_HIGH: Final = (9.0, 90.0)  # points: a field of a line or some
_FILLED: Final = 0.55  # of the field, at least, is dark
_LETTERS: Final = (0.01, 0.4)  # of the field is letters
_EDGE: Final = 0.7  # points: how far ink runs out


def with_dark_fields_light(page: Page) -> Page:
    """The page with each dark field that holds light letters turned into its negative."""
    dark = page.ink
    fields = list(_fields(dark, page.scale))
    if not fields:
        return page
    grey = page.grey.copy()
    for x, y, w, h in fields:
        piece = grey[y : y + h, x : x + w]
        inked = dark[y : y + h, x : x + w] > 0
        if not _LETTERS[0] <= 1 - inked.mean() <= _LETTERS[1]:
            continue
        edge = round(_EDGE * page.scale)
        negative = _negative(piece, float(np.median(piece[inked])))
        grey[max(0, y - edge) : y + h + edge, max(0, x - edge) : x + w + edge] = PAPER
        piece[edge:-edge, edge:-edge] = negative[edge:-edge, edge:-edge]
    return Page(grey, page.scale)


def _fields(dark: Grey, scale: float) -> Iterator[tuple[int, int, int, int]]:
    """The boxes (left, top, width, height) of fields that are dark but for what stands in them."""
    tall, wide = (max(2, round(side * scale)) for side in _SOLID)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((tall, wide), np.uint8))
    if not solid.any():
        return
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((round(_JOINED * scale), 1), np.uint8))
    least, most = (high * scale for high in _HIGH)
    for x, y, w, h, _ in parts_of(np.asarray(joined, np.uint8))[1][1:].tolist():
        if least <= h <= most and (dark[y : y + h, x : x + w] > 0).mean() >= _FILLED:
            yield x, y, w, h


def _negative(piece: Grey, ground: float) -> Grey:
    """Light on `ground` as dark on paper, as black as ink is."""
    light = float(np.percentile(piece, 99))
    stretched = PAPER - (piece.astype(np.float32) - ground) * (PAPER / max(1.0, light - ground))
    return np.asarray(np.clip(stretched, 0, PAPER), np.uint8)

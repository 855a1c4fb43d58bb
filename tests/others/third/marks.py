"""Small marks in the content of a PDF page: strings, crosses, lines of text, turned rectangles."""

from __future__ import annotations

from typing import Any

from pikepdf import Array

Spot = tuple[float, float, float, float]  # left, top, width, height


def turned(rect: Any, rotate: int, wide: float, tall: float) -> Array:
    """A rectangle of the page as shown, on the page as stored."""
    x0, y0, x1, y1 = (float(v) for v in rect)
    return Array([tall - y1, x0, tall - y0, x1] if rotate == 90 else [y0, wide - x1, y1, wide - x0])


def literal(text: str) -> str:
    """Text as a string of a content stream; a letter that the standard fonts lack becomes a question mark."""
    coded = text.encode("cp1252", "replace").decode("latin-1")
    return "(" + coded.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def cross(spot: Spot) -> str:
    """The strokes of a cross in a box."""
    w, h = spot[2], spot[3]
    return f"1 w 2 2 m {w - 2:.1f} {h - 2:.1f} l S 2 {h - 2:.1f} m {w - 2:.1f} 2 l S"


def lines_of(text: str, wide: float, size: float) -> list[str]:
    """The text broken so that each line fits (a sans-serif letter is about half as wide as tall)."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) * size * 0.5 > wide and rows[-1]:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows

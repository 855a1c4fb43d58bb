"""How the text of a PDF field looks: lines broken to the field's width, in the largest size at which they fit.

Every field carries its picture, so that a viewer need not make one (and ask to save a form that nobody touched), and so that
a printed return form shows what it was pre-filled with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.form.pdf_font import FormFont

TYPING_FONT, PICTURE_FONT = "KullSkrift", "KullBilde"
INK = "0.114 0.165 0.180 rg"
SIZE, SMALLEST = 10.0, 4.0
LEADING = 1.2
PADDING = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """A field's box in points; `many_lines` when its text may break."""

    width: float
    height: float
    many_lines: bool

    @property
    def room(self) -> float:
        """How wide a line may be."""
        return self.width - 2 * PADDING


def default_appearance(*, shrinks: bool) -> str:
    """What a viewer is told to write with; size 0 lets it shrink a long text to fit, and none runs under the next field."""
    return f"/{TYPING_FONT} {0 if shrinks else SIZE:g} Tf {INK}"


def text_appearance(text: str, box: TextBox, font: FormFont) -> bytes | None:
    """The content stream for `text` in `box`, by glyph number; None when the font lacks one of its letters."""
    paragraphs = text.replace("\t", " ").split("\n")
    if not all(font.holds(line) for line in paragraphs):
        return None
    size, lines = _fitted(paragraphs if box.many_lines else [" ".join(paragraphs)], box, font)
    return "\n".join(
        (
            f"/Tx BMC q 1 1 {box.width - 2:.2f} {box.height - 2:.2f} re W n",
            f"BT /{PICTURE_FONT} {size:g} Tf {INK} {size * LEADING:.2f} TL",
            f"{PADDING:g} {_baseline(size, box, font):.2f} Td",
            *(f"<{''.join(f'{font.glyphs[letter]:04X}' for letter in line)}> Tj T*" for line in lines),
            "ET Q EMC",
        )
    ).encode("ascii")


def tick_appearance(side: float) -> bytes:
    """A cross in a square box."""
    low, high = side * 0.22, side * 0.78
    lines = f"{low:.2f} {low:.2f} m {high:.2f} {high:.2f} l {low:.2f} {high:.2f} m {high:.2f} {low:.2f} l S"
    return f"q 0.114 0.165 0.180 RG 1.4 w 1 J {lines} Q".encode("ascii")


def _fitted(paragraphs: list[str], box: TextBox, font: FormFont) -> tuple[float, list[str]]:
    """The largest size at which the text fits, and its lines at that size; at the smallest size whatever fits is seen."""
    size, lines = SIZE, _lines(paragraphs, box, SIZE, font)
    while size > SMALLEST and not _fits(lines, box, size, font):
        size -= 0.5
        lines = _lines(paragraphs, box, size, font)
    return size, lines


def _lines(paragraphs: list[str], box: TextBox, size: float, font: FormFont) -> list[str]:
    if not box.many_lines:
        return paragraphs
    return [piece for line in paragraphs for piece in _broken(line, box.room, size, font)]


def _fits(lines: list[str], box: TextBox, size: float, font: FormFont) -> bool:
    high_enough = len(lines) * size * LEADING <= box.height - PADDING
    return high_enough and all(font.width(line, size) <= box.room for line in lines)


def _broken(line: str, room: float, size: float, font: FormFont) -> Iterator[str]:
    """`line` in pieces that fit `room`, broken at spaces; a word longer than the room stays whole."""
    current = ""
    for word in line.split(" "):
        longer = f"{current} {word}" if current else word
        if current and font.width(longer, size) > room:
            yield current
            longer = word
        current = longer
    yield current


def _baseline(size: float, box: TextBox, font: FormFont) -> float:
    if box.many_lines:
        return box.height - PADDING - font.ascent * size / 1000
    return (box.height - font.cap_height * size / 1000) / 2

"""The font in which a viewer writes what a sender types into a PDF form.

A viewer makes a field's picture anew from its text, and can only do that safely with a simple font: one byte a letter. Its
encoding is WinAnsi, with the letters of Northern Sámi that WinAnsi lacks put in the place of signs that nobody types. What a
form is pre-filled with is drawn by glyph number instead, so that any letter of the font can stand there.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fontTools import subset  # type: ignore[import-untyped]  # fontTools has no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # as above

# Codes that WinAnsi leaves free, then ƒ, ˆ and ˜, with the glyph names of Adobe's list.
SAMI: Mapping[int, tuple[str, str]] = {
    0x81: ("č", "ccaron"),
    0x8D: ("Č", "Ccaron"),
    0x8F: ("đ", "dcroat"),
    0x90: ("Đ", "Dcroat"),
    0x9D: ("ŋ", "eng"),
    0x83: ("Ŋ", "Eng"),
    0x88: ("ŧ", "tbar"),
    0x98: ("Ŧ", "Tbar"),
}
FIRST, LAST = 0x20, 0xFF
UNUSED = 0x7F


def _letters() -> dict[int, str]:
    winansi = {code: bytes([code]).decode("cp1252", "replace") for code in range(FIRST, LAST + 1) if code != UNUSED}
    return {code: letter for code, letter in winansi.items() if letter != "\ufffd"} | {c: s for c, (s, _) in SAMI.items()}


LETTERS = _letters()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFont:
    """A TrueType file with only the letters needed, glyph numbers kept, and its measures in thousandths of the size.

    `glyphs` and `advances` are by letter; `widths` by code, from `FIRST` to `LAST`.
    """

    name: str
    file: bytes
    glyphs: Mapping[str, int]
    advances: Mapping[str, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    def holds(self, text: str) -> bool:
        """Has it every letter of `text`."""
        return all(letter in self.glyphs for letter in text)

    def width(self, text: str, size: float) -> float:
        """How wide `text` is at `size`."""
        return sum(self.advances[letter] for letter in text) * size / 1000


@cache
def form_font(whole: bytes, text: str = "") -> FormFont:
    """The form's font from a `whole` TrueType file; it also keeps the letters of `text`."""
    font = TTFont(io.BytesIO(whole), recalcTimestamp=False)
    options = subset.Options(retain_gids=True, hinting=False, layout_features=[], notdef_outline=True, name_IDs=[6])
    options.drop_tables += ["FFTM", "GPOS", "GSUB", "GDEF", "kern"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(letter) for letter in (*LETTERS.values(), *text)})
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return _measured(font, out.getvalue())


def _measured(font: TTFont, file: bytes) -> FormFont:
    head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]

    def thousandths(units: int) -> int:
        return round(units * 1000 / int(head.unitsPerEm))

    named = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
    advances = {letter: thousandths(font["hmtx"].metrics[glyph][0]) for letter, glyph in named.items()}
    missing = thousandths(font["hmtx"].metrics[".notdef"][0])
    return FormFont(
        name=font["name"].getDebugName(6) or "Form",
        file=file,
        glyphs={letter: font.getGlyphID(glyph) for letter, glyph in named.items()},
        advances=advances,
        widths=tuple(advances.get(LETTERS.get(code, ""), missing) for code in range(FIRST, LAST + 1)),
        box=(thousandths(head.xMin), thousandths(head.yMin), thousandths(head.xMax), thousandths(head.yMax)),
        ascent=thousandths(hhea.ascent),
        descent=thousandths(hhea.descent),
        cap_height=thousandths(getattr(os2, "sCapHeight", 0) or hhea.ascent),
    )

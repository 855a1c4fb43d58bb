"""Which fonts a Word document asks for, and which of them this machine can write with, by fontconfig."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TIMEOUT_S = 20

SUBSTITUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "arial": ("liberation sans", "arimo"),
    "arial narrow": ("liberation sans narrow",),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
    "courier new": ("liberation mono", "cousine"),
    "georgia": ("gelasio",),
    "helvetica": ("liberation sans", "arimo"),
    "times new roman": ("liberation serif", "tinos"),
}
"""Fonts whose letters are just as wide, so that lines and pages break in the same places."""


@cache
def installed() -> frozenset[str]:
    """The families on this machine in small letters; none when that cannot be known."""
    command = shutil.which("fc-list")
    if command is None:
        return frozenset()
    try:
        answer = subprocess.run([command, ":", "family"], capture_output=True, timeout=_TIMEOUT_S, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    names = answer.stdout.decode("utf-8", "replace").replace("\n", ",").split(",")
    return frozenset(name.strip().casefold() for name in names if name.strip())


def missing(name: str) -> bool:
    """Is neither the font there nor one as wide? No, when that cannot be known."""
    there = installed()
    wanted = name.casefold()
    return bool(there) and wanted not in there and not there.intersection(SUBSTITUTES.get(wanted, ()))


def fonts_of_styles(styles: etree._Element | None, theme: etree._Element | None, used: set[str]) -> Iterator[str]:
    """The fonts of the document's defaults and of those of its styles that are `used` (by their ids)."""
    if styles is None:
        return
    defaults = styles.find(f"{W}docDefaults")
    if defaults is not None:
        yield from fonts_in(defaults, theme)
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") in used or style.get(f"{W}default") in {"1", "true", "on"}:
            yield from fonts_in(style, theme)


def fonts_in(node: etree._Element, theme: etree._Element | None) -> Iterator[str]:
    """The fonts named for Latin letters within `node`, those of the theme by their real names."""
    for fonts in node.iter(f"{W}rFonts"):
        for place in ("ascii", "hAnsi"):
            themed = fonts.get(f"{W}{place}Theme")
            name = _of_theme(themed, theme) if themed else fonts.get(f"{W}{place}")
            if name:
                yield name


def _of_theme(themed: str, theme: etree._Element | None) -> str | None:
    """The real name of «minorHAnsi»."""
    if theme is None:
        return None
    group = "majorFont" if themed.startswith("major") else "minorFont"
    latin = theme.find(f".//{_A}{group}/{_A}latin")
    return None if latin is None else latin.get("typeface")

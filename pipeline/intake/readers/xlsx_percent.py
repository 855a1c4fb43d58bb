"""Cells of a workbook that show a share in hundredths: Excel keeps 0.85 where a person typed and sees «85 %»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from pipeline.intake.package import Package
from pipeline.intake.readers.xlsx_hidden import by_sheet

_STYLES: Final = "xl/styles.xml"
_OWN: Final = frozenset({"9", "10"})  # ECMA-376, 18.8.30: 0% and 0.00%
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELL: Final = re.compile(rb"<(?:\w{1,20}:)?c\s([^<>]*)>")
_PLACE: Final = re.compile(rb"(?<![\w:])r=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_STYLE: Final = re.compile(rb"(?<![\w:])s=[\"'](\d{1,6})[\"']")
_FINEST: Final = Decimal("1e-10")

Place = tuple[int, int]


def percent_cells(package: Package) -> Mapping[str, frozenset[Place]]:
    """The places (row, column from 0) of such cells, by the sheet's name."""
    styles = _percent_styles(package)
    if not styles:
        return {}
    parts = {name: _places(package.read(name), styles) for name in package.named("xl/worksheets/")}
    return by_sheet(package, {name: places for name, places in parts.items() if places})


def in_hundredths(text: str) -> str:
    """«0,85» as it is shown: «85 %». What is no number stays as it is."""
    try:
        share = Decimal(text.replace(",", ".")) * 100
        shown = f"{share.quantize(_FINEST).normalize():f}".replace(".", ",")
    except InvalidOperation:
        return text
    return f"{shown} %"


def _percent_styles(package: Package) -> frozenset[int]:
    """The numbers of the cell styles that show hundredths."""
    if _STYLES not in package.names:
        return frozenset()
    styles = package.xml(_STYLES)
    formats = {str(one.get("numFmtId")): _QUOTED.sub("", str(one.get("formatCode", ""))) for one in styles.iter("{*}numFmt")}
    shares = _OWN - formats.keys() | {number for number, code in formats.items() if "%" in code}
    found = (xf for xfs in styles.iter("{*}cellXfs") for xf in xfs.iter("{*}xf"))
    return frozenset(number for number, xf in enumerate(found) if xf.get("numFmtId") in shares)


def _places(part: bytes, styles: frozenset[int]) -> frozenset[Place]:
    places = set()
    for attributes in _CELL.findall(part):
        style, place = _STYLE.search(attributes), _PLACE.search(attributes)
        if style and place and int(style[1]) in styles:
            places.add((int(place[2]) - 1, _column(place[1].decode())))
    return frozenset(places)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1

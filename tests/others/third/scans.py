"""Printed forms of the third collection through scanners and a phone."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.layout import Layout, Make
from others.scanned import Scanner, scan
from others.third.form_layouts import LAYOUTS as FORMS
from others.third.printed_layouts import LAYOUTS as PRINTED

OFFICE = Scanner(why="200 dpi, grey, a little askew")
ASKEW = Scanner(why="300 dpi, up to three degrees askew", dpi=(300,), skew=3.0)
COARSE = Scanner(why="150 dpi, saved small", dpi=(150,), skew=1.0, blur=0.3, quality=60)
PHONE = {
    ending: Scanner(
        why=f"photographed with a phone, .{ending}",
        ending=ending,
        dpi=(220, 270),
        skew=2.0,
        noise=7.0,
        blur=0.6,
        shadow=0.4,
        keystone=0.006,
    )
    for ending in ("jpg", "png")
}
WAYS = {
    "office": (OFFICE, ("wide", "pairs", "zebra", "crosses", "letterhead")),
    "askew": (ASKEW, ("cards", "merged", "contact")),
    "coarse": (COARSE, ("guided", "dotted")),
    "phonejpg": (PHONE["jpg"], ("cellsabove", "byrole")),
    "phonepng": (PHONE["png"], ("numbered",)),
}


def _scanned(layout: Layout, scanner: Scanner) -> Make:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        pdf, truth = layout.make(rng)
        return scan(pdf, rng, scanner), truth

    return make


LAYOUTS = {
    f"t_scan_{way}_{kind}": Layout(
        why=f"{scanner.why}; {PRINTED[f't_pdfprint_{kind}'].why}",
        ending=scanner.ending,
        make=_scanned(PRINTED[f"t_pdfprint_{kind}"], scanner),
    )
    for way, (scanner, kinds) in WAYS.items()
    for kind in kinds
} | {
    "t_scan_office_fields": Layout(
        why=f"{OFFICE.why}; a form filled in on a screen, then printed",
        ending="pdf",
        make=_scanned(FORMS["t_pdfform_flattened"], OFFICE),
    )
}

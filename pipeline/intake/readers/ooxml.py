"""What Word and Excel files have in common: properties, macros, and what they refer to outside themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipeline.i18n import msg
from pipeline.intake.package import Package
from pipeline.model import Finding, Line, Severity

_PROPERTIES: Final = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")


def properties(package: Package) -> Iterator[Line]:
    """Every text among the file's properties (author, title, comments, company, custom ones)."""
    for name in _PROPERTIES:
        if name in package.names:
            for element in package.xml(name).iter(etree.Element):
                if element.text and element.text.strip():
                    yield Line(text=element.text, where=f"property {etree.QName(element).localname}")


def about_the_package(package: Package) -> Iterator[Finding]:
    """Macros, which are never run, and what lies outside the file, which is never fetched."""
    if any(name.endswith("vbaProject.bin") for name in package.names):
        said = msg("The file holds macros. They were not run; do not allow them when you open the file.")
        yield Finding(rule="reading.macros", severity=Severity.WARNING, path="", message=said)
    if any(True for _ in package.external()):
        said = msg("The file refers to something outside itself (a template or a picture). It was not fetched.")
        yield Finding(rule="reading.external", severity=Severity.INFO, path="", message=said)

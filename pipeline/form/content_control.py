"""Word's content controls (`w:sdt`) as XML: the tag is the contract's key, the title what it says to a person.

Placeholder text is marked with `w:showingPlcHdr`, so that no reader takes it for a value, and points to a building block of the
glossary part (`PLACEHOLDER_BLOCKS`), from which Word puts it back when a sender empties the control.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from pipeline.form.definition import Kind
from pipeline.form.layout import CHOOSE, MISSING_CHOOSE, MISSING_WRITE_HERE, NOT_FILLED, WRITE_HERE, Control, State
from pipeline.form.wordml import W14, W14_NS, W15, W15_NS, Element, W, attributes, run, val

TICKED, UNTICKED = "☒", "☐"
TICK_FONT = "MS Gothic"
TICK_SIZE = 24  # half points
PLACEHOLDER_STYLE = "PlaceholderText"
PLACEHOLDER_BLOCKS = {
    WRITE_HERE: "KullSkrivHer",
    CHOOSE: "KullVelg",
    MISSING_WRITE_HERE: "KullManglerSkrivHer",
    MISSING_CHOOSE: "KullManglerVelg",
    NOT_FILLED: "KullIkkeFyltUt",
}


def control(item: Control, language: str, *, removable: bool = False) -> Element:
    """The content control of `item`, to stand in a paragraph. `removable`: a sender may delete it, as with a row."""
    if item.kind is Kind.TICK:
        return _tick(item, removable=removable)
    words = item.placeholder
    properties = W.sdtPr(*_identity(item), *_lock(item, removable=removable))
    properties.append(W.placeholder(W.docPart(val(PLACEHOLDER_BLOCKS[words]))))
    if not item.text:
        properties.append(W.showingPlcHdr())
    properties.extend(_what_it_takes(item, language))
    content = run(item.text) if item.text else run(words[language], W.rStyle(val(PLACEHOLDER_STYLE)))
    return W.sdt(properties, W.sdtContent(content))


def repeating_section(title: str, tag: str, rows: Sequence[Element]) -> Element:
    """Table rows that a sender adds to with Word's «+»; each of `rows` is a `w:tr`."""
    items = (_repeated(row, f"{tag}_{n}") for n, row in enumerate(rows, start=1))
    properties = W.sdtPr(
        W.alias(val(title)),
        W.tag(val(tag)),
        W.id(val(_number(tag))),
        W15.repeatingSection(W15.sectionTitle({f"{{{W15_NS}}}val": title})),
    )
    return W.sdt(properties, W.sdtContent(*items))


def _repeated(row: Element, name: str) -> Element:
    return W.sdt(W.sdtPr(W.id(val(_number(name))), W15.repeatingSectionItem()), W.sdtContent(row))


def _identity(item: Control) -> tuple[Element, ...]:
    return W.alias(val(item.short_name)), W.tag(val(item.key)), W.id(val(_number(item.key)))


def _number(key: str) -> int:
    """A number that is the same in every run; Word demands one for each control."""
    return zlib.crc32(key.encode()) & 0x7FFFFFFF or 1


def _lock(item: Control, *, removable: bool) -> tuple[Element, ...]:
    if item.state is State.LOCKED:
        return (W.lock(val("sdtContentLocked")),)
    return () if removable else (W.lock(val("sdtLocked")),)


def _what_it_takes(item: Control, language: str) -> tuple[Element, ...]:
    """Drop-down or plain text; a control for several lines says nothing and takes rich text.

    LibreOffice runs the lines of a plain text control together when it saves the form, and those of a rich one not.
    """
    if item.options:
        entries = (W.listItem(attributes(displayText=option, value=option)) for option in item.options)
        return (W.dropDownList(W.listItem(attributes(value=CHOOSE[language])), *entries),)
    return () if item.long else (W.text(),)


def _tick(item: Control, *, removable: bool) -> Element:
    box = W14.checkbox(
        W14.checked({f"{{{W14_NS}}}val": "1" if item.ticked else "0"}),
        W14.checkedState({f"{{{W14_NS}}}val": f"{ord(TICKED):04X}", f"{{{W14_NS}}}font": TICK_FONT}),
        W14.uncheckedState({f"{{{W14_NS}}}val": f"{ord(UNTICKED):04X}", f"{{{W14_NS}}}font": TICK_FONT}),
    )
    glyph = run(TICKED if item.ticked else UNTICKED, tick_font(), W.sz(val(TICK_SIZE)))
    return W.sdt(W.sdtPr(*_identity(item), *_lock(item, removable=removable), box), W.sdtContent(glyph))


def tick_font() -> Element:
    """The font that holds the tick boxes."""
    return W.rFonts(attributes(ascii=TICK_FONT, hAnsi=TICK_FONT, eastAsia=TICK_FONT, hint="eastAsia"))

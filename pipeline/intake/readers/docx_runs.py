"""Text within the paragraphs of a Word document, and the controls that hold it.

It is read as a person would read it: content controls by their content (a placeholder is no content), legacy form fields by
their result (a tick stands in ffData, not in the text), tracked changes as accepted, tick boxes as ☒ and ☐.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.intake.marks import TICKED, UNTICKED, clean, symbol
from pipeline.model import Entry, FieldKind

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

SKIPPED: Final = frozenset(
    {
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "tcPr",
        "trPr",
        "tblPr",
        "tblGrid",
        "instrText",
        "delText",
        "footnoteReference",
        "Fallback",
    }
)
_PLAIN: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_STRUCK: Final = frozenset({"vanish", "strike", "dstrike"})
_OFF: Final = frozenset({"0", "false", "off", "none"})
_SYMBOL_FONTS: Final = "Wingdings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A text control that Word fills anew when it opens the file: from which data part and path, and what stands there now."""

    store: str
    path: str
    text: str
    where: str


@dataclass(slots=True)
class Runs:
    """The text of runs and controls within paragraphs; `w` is the namespace in braces, `where` the place that is being read."""

    w: str
    entries: list[Entry] = field(default_factory=list)
    bound: list[Bound] = field(default_factory=list)
    where: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def _inline_control(self, control: etree._Element) -> str:
        box = control.find(f"{self.w}sdtPr/{_W14}checkbox")
        if box is not None:
            checked = box.find(f"{_W14}checked")
            text = TICKED if checked is not None and str(checked.get(f"{_W14}val", "1")) not in _OFF else UNTICKED
            self.enter(control, text, FieldKind.TICK)
            return text
        content = control.find(f"{self.w}sdtContent")
        if content is None or self.is_placeholder(control):
            self.enter(control, "")
            return ""
        before = len(self.entries)
        text = clean("".join(self.text_of(content)))
        if len(self.entries) == before:
            self.enter(control, text)
        elif self.entries[-1].kind is FieldKind.TICK and not self.entries[-1].label and text in {TICKED, UNTICKED}:
            self.enter(control, text, FieldKind.TICK)
        return text

    def is_placeholder(self, control: etree._Element) -> bool:
        """Does the control show its prompt, and no answer?"""
        return self._on(control, f"{self.w}sdtPr/{self.w}showingPlcHdr")

    def enter(self, control: etree._Element, text: str, kind: FieldKind | None = None) -> None:
        """Note the control, when anything says which it is."""
        properties = control.find(f"{self.w}sdtPr")
        if properties is None:
            return
        key, label = self._property(properties, "tag"), self._property(properties, "alias")
        noted = bool(key or label or kind)
        kind = kind or self._kind(properties, text)
        if noted:
            self.entries.append(Entry(key=key, label=label, text=text, where=self.where, kind=kind))
        binding = properties.find(f"{self.w}dataBinding")
        if binding is not None and kind is FieldKind.TEXT and properties.find(f"{self.w}date") is None:
            store, path = (str(binding.get(f"{self.w}{name}", "")) for name in ("storeItemID", "xpath"))
            self.bound.append(Bound(store=store, path=path, text=text, where=self.where))

    def _kind(self, properties: etree._Element, text: str) -> FieldKind:
        if any(properties.find(f"{self.w}{name}") is not None for name in ("dropDownList", "comboBox")):
            return FieldKind.CHOICE
        return FieldKind.TICK if text in {TICKED, UNTICKED} else FieldKind.TEXT

    def _property(self, properties: etree._Element, name: str) -> str:
        element = properties.find(f"{self.w}{name}")
        return self.value_of(element).strip() if element is not None else ""

    # --- runs ------------------------------------------------------------------------------------------------------------

    def text_in(self, node: etree._Element) -> Iterator[str]:
        """The text of `node`, piece by piece; controls in it are noted, text boxes kept for after the paragraph."""
        name = self.name_of(node)
        if name == "r":
            yield from self._run(node)
        elif name == "t":
            yield node.text or ""
        elif name in _PLAIN:
            yield _PLAIN[name]
        elif name == "sym":
            yield self._symbol(node)
        elif name == "fldChar":
            yield self._field_char(node)
        elif name == "sdt":
            yield self._inline_control(node)
        elif name == "txbxContent":
            self.boxes.append(node)
        elif name not in SKIPPED:
            yield from self.text_of(node)

    def text_of(self, node: etree._Element) -> Iterator[str]:
        """The text of what is in `node`, its paragraphs on lines of their own."""
        paragraphs = 0
        for child in node:
            if self.name_of(child) == "p":
                paragraphs += 1
                if paragraphs > 1:
                    yield "\n"
            yield from self.text_in(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        """A run's text; what is hidden, or struck out by hand («~~ja~~ / nei»), a reader of the page does not count."""
        pictorial = False
        for kind in self._properties_of(run):
            name = self.name_of(kind)
            if name in _STRUCK and self.value_of(kind, "1") not in _OFF:
                return
            pictorial = pictorial or (name == "rFonts" and str(kind.get(f"{self.w}ascii", "")).startswith(_SYMBOL_FONTS))
        for piece in self.text_of(run):
            yield "".join(symbol(ord(letter)) or letter for letter in piece) if pictorial else piece

    def is_bold(self, run: etree._Element) -> bool:
        """Is the run in bold?"""
        kinds = (kind for kind in self._properties_of(run) if self.name_of(kind) == "b")
        return any(self.value_of(kind, "1") not in _OFF for kind in kinds)

    def _properties_of(self, run: etree._Element) -> Iterable[etree._Element]:
        """How the run is dressed; its properties come first of all that is in it."""
        first = next(iter(run), None)
        return first if first is not None and self.name_of(first) == "rPr" else ()

    def _on(self, element: etree._Element, path: str) -> bool:
        """Is the property at `path` there, and not switched off?"""
        found = element.find(path)
        return found is not None and self.value_of(found, "1") not in _OFF

    def value_of(self, element: etree._Element, default: str = "") -> str:
        """The element's `w:val`."""
        return str(element.get(f"{self.w}val", default))

    def _symbol(self, node: etree._Element) -> str:
        code = str(node.get(f"{self.w}char", ""))
        font = str(node.get(f"{self.w}font", _SYMBOL_FONTS))
        try:
            return symbol(int(code, 16)) if font.startswith(_SYMBOL_FONTS) else ""
        except ValueError:
            return ""

    def _field_char(self, node: etree._Element) -> str:
        """Legacy form fields: ticks and drop-downs stand in ffData at the field's beginning."""
        box = node.find(f"{self.w}ffData/{self.w}checkBox")
        if box is not None:
            state = box.find(f"{self.w}checked")
            state = box.find(f"{self.w}default") if state is None else state
            return TICKED if state is not None and self.value_of(state, "1") not in _OFF else UNTICKED
        choices = node.find(f"{self.w}ffData/{self.w}ddList")
        return self._chosen(choices) if choices is not None else ""

    def _chosen(self, choices: etree._Element) -> str:
        listed = [self.value_of(entry) for entry in choices.iter(f"{self.w}listEntry")]
        result = choices.find(f"{self.w}result")
        index = self.value_of(result) if result is not None else "0"
        return listed[int(index)] if index in map(str, range(len(listed))) else ""

    def name_of(self, element: etree._Element) -> str:
        """The element's name within Word's namespace; others' in full, so that they are looked through."""
        tag = str(element.tag)
        name = self.names.get(tag)
        if name is None:
            name = "Fallback" if tag == _FALLBACK else tag.removeprefix(self.w)
            self.names[tag] = name
        return name

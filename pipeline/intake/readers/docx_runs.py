"""Text within the paragraphs of a Word document, and the controls that hold it.

It is read as a person would read it: content controls by their content (a placeholder is no content), legacy form fields by
their result (a tick stands in ffData, not in the text), tracked changes as accepted, tick boxes as ☒ and ☐.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.intake.marks import TICKED, UNTICKED, as_written, clean, symbol
from pipeline.model import Entry, FieldKind

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BOX: Final = f"{_W14}checkbox"
_CHECKED: Final = f"{_W14}checked"
_CHECKED_AS: Final = f"{_W14}val"
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
_DRAWN: Final = {
    0xE0: "→",
    0xDF: "←",
    0xF3: "↔",
    0xE8: "➔",
    0x4A: "☺",
    0x4C: "☹",
}  # what Word makes of -->, <--, <->, ==>, :), :(


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A text control that Word fills anew when it opens the file: from which data part and path, and what stands there now."""

    store: str
    path: str
    text: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A content control: what is in it, its properties by name, and whether it shows its prompt and no answer."""

    content: etree._Element | None
    properties: Mapping[str, etree._Element]
    is_placeholder: bool


@dataclass(slots=True)
class Runs:
    """The text of runs and controls within paragraphs; `w` is the namespace in braces, `where` the place that is being read."""

    w: str
    entries: list[Entry] = field(default_factory=list)
    bound: list[Bound] = field(default_factory=list)
    where: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """An element's name is asked for thousands of times."""
        self.names = _Names(self.w)

    def _inline_control(self, node: etree._Element) -> str:
        control = self.control(node)
        box = control.properties.get(_BOX)
        if box is not None:
            checked = box.find(_CHECKED)
            text = TICKED if checked is not None and str(checked.get(_CHECKED_AS, "1")) not in _OFF else UNTICKED
            self.enter(control, text, FieldKind.TICK)
            return text
        if control.content is None or control.is_placeholder:
            self.enter(control, "")
            return ""
        before = len(self.entries)
        written = as_written("".join(self.text_of(control.content)))
        text = clean(written)
        if len(self.entries) == before:
            self.enter(control, written)
        elif self.entries[-1].kind is FieldKind.TICK and not self.entries[-1].label and text in {TICKED, UNTICKED}:
            self.enter(control, text, FieldKind.TICK)
        return text

    def control(self, node: etree._Element) -> Control:
        """The content control that `node` is."""
        parts = self.parts_of(node)
        properties = parts.get("sdtPr")
        of_it = {} if properties is None else self.parts_of(properties)
        return Control(content=parts.get("sdtContent"), properties=of_it, is_placeholder=self.is_on(of_it.get("showingPlcHdr")))

    def enter(self, control: Control, text: str, kind: FieldKind | None = None) -> None:
        """Note the control, when anything says which it is."""
        properties = control.properties
        key, label = (self.value_of(properties[n]).strip() if n in properties else "" for n in ("tag", "alias"))
        noted = bool(key or label or kind)
        kind = kind or _kind(properties, text)
        if noted:
            self.entries.append(Entry(key=key, label=label, text=text, where=self.where, kind=kind))
        binding = properties.get("dataBinding")
        if binding is not None and kind is FieldKind.TEXT and "date" not in properties:
            store, path = (str(binding.get(f"{self.w}{name}", "")) for name in ("storeItemID", "xpath"))
            self.bound.append(Bound(store=store, path=path, text=text, where=self.where))

    # --- runs ------------------------------------------------------------------------------------------------------------

    def text_in(self, node: etree._Element) -> Iterator[str]:
        """The text of `node`, piece by piece; controls in it are noted, text boxes kept for after the paragraph."""
        name = self.names[node.tag]
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
            if self.names[child.tag] == "p":
                paragraphs += 1
                if paragraphs > 1:
                    yield "\n"
            yield from self.text_in(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        """A run's text; what is hidden, or struck out by hand («~~ja~~ / nei»), a reader of the page does not count."""
        pictorial = False
        for kind in self._properties_of(run):
            name = self.names[kind.tag]
            if name in _STRUCK and self.is_on(kind):
                return
            pictorial = pictorial or (name == "rFonts" and str(kind.get(f"{self.w}ascii", "")).startswith(_SYMBOL_FONTS))
        for piece in self.text_of(run):
            yield (
                "".join(symbol(ord(letter)) or _DRAWN.get(ord(letter) & 0xFF, letter) for letter in piece)
                if pictorial
                else piece
            )

    def is_bold(self, run: etree._Element) -> bool:
        """Is the run in bold?"""
        return any(self.names[kind.tag] == "b" and self.is_on(kind) for kind in self._properties_of(run))

    def _properties_of(self, run: etree._Element) -> Iterable[etree._Element]:
        """How the run is dressed; its properties come first of all that is in it."""
        first = next(iter(run), None)
        return first if first is not None and self.names[first.tag] == "rPr" else ()

    def is_on(self, switch: etree._Element | None) -> bool:
        """Is the property there, and not switched off?"""
        return switch is not None and self.value_of(switch, "1") not in _OFF

    def parts_of(self, element: etree._Element) -> dict[str, etree._Element]:
        """What is directly in `element`, by name; of each name the first."""
        parts: dict[str, etree._Element] = {}
        for part in element:
            parts.setdefault(self.names[part.tag], part)
        return parts

    def value_of(self, element: etree._Element, default: str = "") -> str:
        """The element's `w:val`."""
        return str(element.get(f"{self.w}val", default))

    def _symbol(self, node: etree._Element) -> str:
        code = str(node.get(f"{self.w}char", ""))
        font = str(node.get(f"{self.w}font", _SYMBOL_FONTS))
        try:
            number = int(code, 16)
            return symbol(number) or _DRAWN.get(number & 0xFF, "") if font.startswith(_SYMBOL_FONTS) else ""
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


class _Names(dict[str, str]):
    """Names of elements by their tags: within Word's namespace `w` alone, others' in full, so that they are looked through."""

    def __init__(self, w: str) -> None:
        """Names are found as they are asked for."""
        super().__init__()
        self._w = w

    def __missing__(self, tag: str) -> str:
        """The name of `tag`, remembered."""
        name = self[tag] = "Fallback" if tag == _FALLBACK else tag.removeprefix(self._w)
        return name


def _kind(properties: Mapping[str, etree._Element], text: str) -> FieldKind:
    if "dropDownList" in properties or "comboBox" in properties:
        return FieldKind.CHOICE
    return FieldKind.TICK if text in {TICKED, UNTICKED} else FieldKind.TEXT

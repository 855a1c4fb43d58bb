"""The body of a Word document, walked once: paragraphs and tables in order, content controls noted on the way.

What is read as a person would read it: content controls by their content (a placeholder is no content), legacy form fields by
their result (a tick stands in ffData, not in the text), tracked changes as accepted, tick boxes as ☒ and ☐, text boxes after
the paragraph that holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.i18n import Message, msg
from pipeline.intake.marks import TICKED, UNTICKED, clean, symbol
from pipeline.model import Block, Cell, Entry, FieldKind, Finding, Grid, Line, Severity

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_SKIPPED: Final = frozenset(
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
_HEADINGS: Final = ("heading", "overskrift", "title", "tittel")
_STRUCK: Final = ("vanish", "strike", "dstrike")
_OFF: Final = frozenset({"0", "false", "off", "none"})
_UNSHADED: Final = frozenset({"AUTO", "FFFFFF"})
_SYMBOL_FONTS: Final = "Wingdings"
MAX_DEPTH: Final = 60
MAX_SPAN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A text control that Word fills anew when it opens the file: from which data part and path, and what stands there now."""

    store: str
    path: str
    text: str
    where: str


@dataclass(slots=True)
class Body:
    """One pass over a document's body; `w` is its namespace in braces."""

    w: str
    entries: list[Entry] = field(default_factory=list)
    bound: list[Bound] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    where: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables below `parent`, in order; structure that only wraps is looked through."""
        if depth > MAX_DEPTH:
            self._remark(
                msg("The document is nested more than {depth} levels deep; the innermost was not read.", depth=MAX_DEPTH)
            )
            return
        for child in parent:
            name = self._name(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield from self._table(child, depth)
            elif name == "sdt":
                yield from self._block_control(child, depth)
            elif name == "altChunk":
                self._remark(msg("The document holds an inserted file that is not read; open it and look."))
            elif name not in _SKIPPED:
                yield from self.blocks(child, depth + 1)

    def _remark(self, message: Message) -> None:
        self.remarks.append(
            Finding(rule="reading.not-read", severity=Severity.REVIEW, path="", message=message, where=self.where)
        )

    def _name(self, element: etree._Element) -> str:
        """The element's name within Word's namespace; others' in full, so that they are looked through."""
        tag = str(element.tag)
        name = self.names.get(tag)
        if name is None:
            name = "Fallback" if tag == _FALLBACK else tag.removeprefix(self.w)
            self.names[tag] = name
        return name

    # --- paragraphs ------------------------------------------------------------------------------------------------------

    def _paragraph(self, p: etree._Element, depth: int) -> Iterator[Block]:
        if not self.where.startswith("table"):
            self.paragraphs += 1
            self.where = f"paragraph {self.paragraphs}"
        where = self.where
        text = clean("".join(self._text_with_label(p)))
        boxes, self.boxes = self.boxes, []
        if text:
            yield Line(text=text, where=where, heading=self._is_heading(p))
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _text_with_label(self, p: etree._Element) -> Iterator[str]:
        """The paragraph's text; where bold words lead into plain ones («**Enhet** Mottak»), a tab parts label and value."""
        led = plain = False
        for child in p:
            text = "".join(self._inline(child))
            if text.strip() and self._name(child) == "r":
                bold = self._bold(child)
                if led and not bold and not plain:
                    yield "\t"
                plain = plain or not bold
                led = led or bold
            elif text.strip() and led and not plain:
                plain = True
                yield "\t"
            yield text

    def _is_heading(self, p: etree._Element) -> bool:
        style = p.find(f"{self.w}pPr/{self.w}pStyle")
        return style is not None and self._value(style).casefold().startswith(_HEADINGS)

    # --- tables ----------------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element, depth: int) -> Iterator[Grid]:
        """The table; one that holds another in a cell is parted there, so that the inner one is read in its place."""
        outer = self.where
        inside = outer.startswith("table")
        if not inside:
            self.tables += 1
        base = f"{outer}, inner table" if inside else f"table {self.tables}"
        rows: list[tuple[Cell, ...]] = []
        for number, row in enumerate(self._below(table, "tr"), start=1):
            if row.find(f"{self.w}trPr/{self.w}del") is not None:
                continue
            inner: list[Grid] = []
            rows.append(tuple(self._cells(row, f"{base}, row {number}", depth, inner)))
            if inner:
                yield Grid(rows=tuple(rows), where=base)
                yield from inner
                rows = []
        self.where = outer
        if rows:
            yield Grid(rows=tuple(rows), where=base)

    def _cells(self, row: etree._Element, base: str, depth: int, inner: list[Grid]) -> Iterator[Cell]:
        for number, cell in enumerate(self._below(row, "tc"), start=1):
            self.where = where = f"{base}, cell {number}"
            merged = cell.find(f"{self.w}tcPr/{self.w}vMerge")
            continues = merged is not None and self._value(merged) != "restart"
            blocks = list(self.blocks(cell, depth + 1))
            inner.extend(block for block in blocks if isinstance(block, Grid))
            text = "" if continues else "\n".join(block.text for block in blocks if isinstance(block, Line))
            yield Cell(text=text, where=where, span=self._span(cell), header=bool(text) and self._stands_out(cell))

    def _stands_out(self, cell: etree._Element) -> bool:
        """Is the cell shaded, or all its text bold: dressed as a heading?"""
        shade = cell.find(f"{self.w}tcPr/{self.w}shd")
        if shade is not None and str(shade.get(f"{self.w}fill", "auto")).upper() not in _UNSHADED:
            return True
        runs = [run for run in cell.iter(f"{self.w}r") if run.find(f"{self.w}t") is not None]
        return bool(runs) and all(map(self._bold, runs))

    def _span(self, cell: etree._Element) -> int:
        span = cell.find(f"{self.w}tcPr/{self.w}gridSpan")
        value = self._value(span) if span is not None else "1"
        return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 5 else 1  # noqa: PLR2004 - four digits

    def _below(self, parent: etree._Element, wanted: str, depth: int = 0) -> Iterator[etree._Element]:
        """The rows of a table or cells of a row, also those inside content controls (whose own entries are noted)."""
        for child in parent:
            name = self._name(child)
            if name == wanted:
                yield child
            elif name == "sdt":
                content = child.find(f"{self.w}sdtContent")
                if content is not None and depth < MAX_DEPTH:
                    yield from self._below(content, wanted, depth + 1)
                    if wanted == "tc":
                        self._note_control(child, content)
            elif name not in _SKIPPED and name not in {"tr", "tc"} and depth < MAX_DEPTH:
                yield from self._below(child, wanted, depth + 1)

    def _note_control(self, control: etree._Element, content: etree._Element) -> None:
        """A control around a whole cell: its content is the cell's, or nothing while the placeholder shows."""
        if content.find(f".//{self.w}sdt") is None:
            text = "" if self._is_placeholder(control) else clean("".join(self._inline_children(content)))
            self._enter(control, text)

    # --- content controls ------------------------------------------------------------------------------------------------

    def _block_control(self, control: etree._Element, depth: int) -> Iterator[Block]:
        content = control.find(f"{self.w}sdtContent")
        if content is None or self._is_placeholder(control):
            self._enter(control, "")
            return
        blocks = list(self.blocks(content, depth + 1))
        if content.find(f".//{self.w}sdt") is None and not any(isinstance(block, Grid) for block in blocks):
            self._enter(control, "\n".join(block.text for block in blocks if isinstance(block, Line)))
        yield from blocks

    def _inline_control(self, control: etree._Element) -> str:
        box = control.find(f"{self.w}sdtPr/{_W14}checkbox")
        if box is not None:
            checked = box.find(f"{_W14}checked")
            text = TICKED if checked is not None and str(checked.get(f"{_W14}val", "1")) not in _OFF else UNTICKED
            self._enter(control, text, FieldKind.TICK)
            return text
        content = control.find(f"{self.w}sdtContent")
        if content is None or self._is_placeholder(control):
            self._enter(control, "")
            return ""
        before = len(self.entries)
        text = clean("".join(self._inline_children(content)))
        if len(self.entries) == before:
            self._enter(control, text)
        elif self.entries[-1].kind is FieldKind.TICK and not self.entries[-1].label and text in {TICKED, UNTICKED}:
            self._enter(control, text, FieldKind.TICK)
        return text

    def _is_placeholder(self, control: etree._Element) -> bool:
        return self._on(control, f"{self.w}sdtPr/{self.w}showingPlcHdr")

    def _enter(self, control: etree._Element, text: str, kind: FieldKind | None = None) -> None:
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
        return self._value(element).strip() if element is not None else ""

    # --- runs ------------------------------------------------------------------------------------------------------------

    def _inline(self, node: etree._Element) -> Iterator[str]:
        name = self._name(node)
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
        elif name not in _SKIPPED:
            yield from self._inline_children(node)

    def _inline_children(self, node: etree._Element) -> Iterator[str]:
        paragraphs = 0
        for child in node:
            if self._name(child) == "p":
                paragraphs += 1
                if paragraphs > 1:
                    yield "\n"
            yield from self._inline(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        """A run's text; what is hidden, or struck out by hand («~~ja~~ / nei»), a reader of the page does not count."""
        properties = run.find(f"{self.w}rPr")
        if properties is None:
            yield from self._inline_children(run)
            return
        if any(self._on(properties, f"{self.w}{name}") for name in _STRUCK):
            return
        fonts = properties.find(f"{self.w}rFonts")
        pictorial = fonts is not None and str(fonts.get(f"{self.w}ascii", "")).startswith(_SYMBOL_FONTS)
        for piece in self._inline_children(run):
            yield "".join(symbol(ord(letter)) or letter for letter in piece) if pictorial else piece

    def _bold(self, run: etree._Element) -> bool:
        return self._on(run, f"{self.w}rPr/{self.w}b")

    def _on(self, element: etree._Element, path: str) -> bool:
        """Is the property at `path` there, and not switched off?"""
        found = element.find(path)
        return found is not None and self._value(found, "1") not in _OFF

    def _value(self, element: etree._Element, default: str = "") -> str:
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
            return TICKED if state is not None and self._value(state, "1") not in _OFF else UNTICKED
        choices = node.find(f"{self.w}ffData/{self.w}ddList")
        return self._chosen(choices) if choices is not None else ""

    def _chosen(self, choices: etree._Element) -> str:
        listed = [self._value(entry) for entry in choices.iter(f"{self.w}listEntry")]
        result = choices.find(f"{self.w}result")
        index = self._value(result) if result is not None else "0"
        return listed[int(index)] if index in map(str, range(len(listed))) else ""

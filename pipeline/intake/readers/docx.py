"""Word documents: zip and lxml on document.xml; python-docx does not see text in content controls.

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
from pipeline.intake.package import Package, PackageError
from pipeline.model import Block, Cell, Entry, FieldKind, FormIdentity, Grid, Line, Sheet

_NS: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CUSTOM: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"

TICKED: Final = "☒"
UNTICKED: Final = "☐"
_TICKED_SYMBOLS: Final = {"F0FE", "F0FD", "F0FC", "F078", "F052", "F054", "F053"}
_UNTICKED_SYMBOLS: Final = {"F0A8", "F06F", "F071", "F0A3"}
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
    }
)
_OFF: Final = frozenset({"0", "false", "off"})
_EMPTY_FIELD: Final = "\u2002"
MAX_DEPTH: Final = 60


def read_docx(content: bytes) -> Sheet:
    """What stands in a Word document; raises `PackageError` when it cannot be opened."""
    with Package(content) as package:
        main = package.xml(_main_part(package))
        form = _form_identity(package)
    body = main.find(f"{_namespace(main)}body")
    if body is None:
        raise PackageError("document.xml has no body")
    walk = _Walk(w=_namespace(main))
    blocks = tuple(walk.blocks(body))
    return Sheet(
        format="docx", blocks=blocks, entries=tuple(walk.entries), form=form, remarks=tuple(dict.fromkeys(walk.remarks))
    )


def _main_part(package: Package) -> str:
    if "word/document.xml" in package.names:
        return "word/document.xml"
    for relation in package.xml("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise PackageError("no main document")


def _namespace(root: etree._Element) -> str:
    return _STRICT if str(root.tag).startswith(_STRICT) else _NS


def _form_identity(package: Package) -> FormIdentity | None:
    """Kull's own forms say so in a custom property: «registration/1/nb»."""
    if "docProps/custom.xml" not in package.names:
        return None
    for prop in package.xml("docProps/custom.xml").iter(_CUSTOM):
        if prop.get("name") == "kull.form":
            return parse_form_identity("".join(str(t) for t in prop.itertext()))
    return None


def parse_form_identity(text: str) -> FormIdentity | None:
    """«registration/1/nb» as a form identity, or None when it is something else."""
    parts = text.strip().split("/")
    if len(parts) != 3 or not parts[1].isdigit():  # noqa: PLR2004 - id, version, language
        return None
    return FormIdentity(id=parts[0], version=int(parts[1]), language=parts[2])


@dataclass(slots=True)
class _Walk:
    """One pass over the document's body, collecting controls on the way."""

    w: str
    entries: list[Entry] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    where: str = ""
    fields: list[bool] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables below `parent`, in order; structure that only wraps is looked through."""
        if depth > MAX_DEPTH:
            self.remarks.append(
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
                self.remarks.append(msg("The document holds an inserted file that is not read; open it and look."))
            elif name not in _SKIPPED:
                yield from self.blocks(child, depth + 1)

    def _name(self, element: etree._Element) -> str:
        tag = element.tag
        if not isinstance(tag, str):
            return "pPr"
        if tag.startswith(self.w):
            return tag[len(self.w) :]
        return "Fallback" if tag == f"{_MC}Fallback" else tag

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
            pieces = list(self._inline(child))
            text = "".join(pieces)
            if text.strip() and self._name(child) == "r":
                bold = self._bold(child)
                if led and not bold and not plain and text.strip():
                    yield "\t"
                plain = plain or not bold
                led = led or bold
            elif text.strip() and led and not plain:
                plain = True
                yield "\t"
            yield from pieces

    def _is_heading(self, p: etree._Element) -> bool:
        style = p.find(f"{self.w}pPr/{self.w}pStyle")
        value = str(style.get(f"{self.w}val", "")).casefold() if style is not None else ""
        return value.startswith(("heading", "overskrift", "title", "tittel"))

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
            self.where = f"{base}, cell {number}"
            where = self.where
            merged = cell.find(f"{self.w}tcPr/{self.w}vMerge")
            continues = merged is not None and merged.get(f"{self.w}val") != "restart"
            blocks = list(self.blocks(cell, depth + 1))
            inner.extend(block for block in blocks if isinstance(block, Grid))
            lines = [block.text for block in blocks if isinstance(block, Line)]
            text = "" if continues else "\n".join(line for line in lines if line)
            yield Cell(text=text, where=where, span=self._span(cell), header=bool(text) and self._stands_out(cell))

    def _stands_out(self, cell: etree._Element) -> bool:
        """Is the cell shaded, or all its text bold: dressed as a heading?"""
        shade = cell.find(f"{self.w}tcPr/{self.w}shd")
        if shade is not None and str(shade.get(f"{self.w}fill", "auto")).upper() not in {"AUTO", "FFFFFF"}:
            return True
        runs = [r for r in cell.iter(f"{self.w}r") if r.find(f"{self.w}t") is not None]
        return bool(runs) and all(self._bold(r) for r in runs)

    def _bold(self, run: etree._Element) -> bool:
        bold = run.find(f"{self.w}rPr/{self.w}b")
        return bold is not None and str(bold.get(f"{self.w}val", "1")) not in _OFF

    def _span(self, cell: etree._Element) -> int:
        span = cell.find(f"{self.w}tcPr/{self.w}gridSpan")
        value = str(span.get(f"{self.w}val", "1")) if span is not None else "1"
        return min(int(value), 100) if value.isdigit() and int(value) else 1

    def _below(self, parent: etree._Element, wanted: str, depth: int = 0) -> Iterator[etree._Element]:
        """The rows of a table or cells of a row, also those inside content controls (whose own entries are noted)."""
        for child in parent:
            name = self._name(child)
            if name == wanted:
                yield child
            elif name == "sdt":
                content = child.find(f"{self.w}sdtContent")
                if content is not None:
                    if wanted == "tc":
                        self._note_control(child, content)
                    yield from self._below(content, wanted, depth + 1)
            elif name not in _SKIPPED and name not in {"tr", "tc"} and depth < MAX_DEPTH:
                yield from self._below(child, wanted, depth + 1)

    def _note_control(self, control: etree._Element, content: etree._Element) -> None:
        if control.find(f"{self.w}sdtPr/{self.w}tag") is not None and content.find(f".//{self.w}sdt") is None:
            self._enter(control, clean("".join(self._inline_children(content))))

    def _block_control(self, control: etree._Element, depth: int) -> Iterator[Block]:
        content = control.find(f"{self.w}sdtContent")
        if content is None:
            return
        if _is_placeholder(control, self.w):
            self._enter(control, "")
            return
        blocks = list(self.blocks(content, depth + 1))
        if content.find(f".//{self.w}sdt") is None and not any(isinstance(block, Grid) for block in blocks):
            self._enter(control, "\n".join(_block_text(block) for block in blocks))
        yield from blocks

    def _inline(self, node: etree._Element) -> Iterator[str]:  # noqa: C901, PLR0911, PLR0912 - one branch a kind of run content
        name = self._name(node)
        if name in _SKIPPED or name == "Fallback":
            return
        if name == "t":
            yield node.text or ""
        elif name in {"tab", "ptab"}:
            yield "\t"
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _symbol(str(node.get(f"{self.w}char", "")))
        elif name == "fldChar":
            yield self._field_char(node)
        elif name == "sdt":
            yield self._inline_control(node)
        elif name == "txbxContent":
            self.boxes.append(node)
        elif name == "r" and self._hidden(node):
            return
        else:
            yield from self._inline_children(node)

    def _inline_children(self, node: etree._Element) -> Iterator[str]:
        first = True
        for child in node:
            if self._name(child) == "p":
                if not first:
                    yield "\n"
                first = False
            yield from self._inline(child)

    def _hidden(self, run: etree._Element) -> bool:
        """Text that is not shown, or is struck out by hand («~~ja~~ / nei»): a reader of the page does not count it."""
        marks = [run.find(f"{self.w}rPr/{self.w}{name}") for name in ("vanish", "strike", "dstrike")]
        return any(mark is not None and str(mark.get(f"{self.w}val", "1")) not in _OFF for mark in marks)

    def _inline_control(self, control: etree._Element) -> str:
        content = control.find(f"{self.w}sdtContent")
        box = control.find(f"{self.w}sdtPr/{_W14}checkbox")
        if box is not None:
            checked = box.find(f"{_W14}checked")
            text = TICKED if checked is not None and str(checked.get(f"{_W14}val", "1")) not in _OFF else UNTICKED
            self._enter(control, text, FieldKind.TICK)
            return text
        if content is None or _is_placeholder(control, self.w):
            self._enter(control, "")
            return ""
        before = len(self.entries)
        text = clean("".join(self._inline_children(content)))
        if len(self.entries) == before:
            self._enter(control, text)
        elif self.entries[-1].kind is FieldKind.TICK and not self.entries[-1].label and text in {TICKED, UNTICKED}:
            self._enter(control, text, FieldKind.TICK)
        return text

    def _enter(self, control: etree._Element, text: str, kind: FieldKind | None = None) -> None:
        properties = control.find(f"{self.w}sdtPr")
        if properties is None:
            return
        choice = properties.find(f"{self.w}dropDownList") is not None or properties.find(f"{self.w}comboBox") is not None
        found = kind or (FieldKind.CHOICE if choice else FieldKind.TICK if text in {TICKED, UNTICKED} else FieldKind.TEXT)
        key, label = self._property(properties, "tag"), self._property(properties, "alias")
        if key or label or kind:
            self.entries.append(Entry(key=key, label=label, text=text, where=self.where, kind=found))

    def _property(self, properties: etree._Element, name: str) -> str:
        element = properties.find(f"{self.w}{name}")
        return str(element.get(f"{self.w}val", "")).strip() if element is not None else ""

    def _field_char(self, node: etree._Element) -> str:
        """Legacy form fields: ticks and drop-downs stand in ffData at the field's beginning."""
        box = node.find(f"{self.w}ffData/{self.w}checkBox")
        if box is not None:
            state = box.find(f"{self.w}checked")
            state = box.find(f"{self.w}default") if state is None else state
            ticked = state is not None and str(state.get(f"{self.w}val", "1")) not in _OFF
            return TICKED if ticked else UNTICKED
        choices = node.find(f"{self.w}ffData/{self.w}ddList")
        return self._chosen(choices) if choices is not None else ""

    def _chosen(self, choices: etree._Element) -> str:
        listed = [str(e.get(f"{self.w}val", "")) for e in choices.iter(f"{self.w}listEntry")]
        result = choices.find(f"{self.w}result")
        index = str(result.get(f"{self.w}val", "0")) if result is not None else "0"
        return listed[int(index)] if index.isdigit() and int(index) < len(listed) else ""


def _is_placeholder(control: etree._Element, w: str) -> bool:
    shown = control.find(f"{w}sdtPr/{w}showingPlcHdr")
    return shown is not None and str(shown.get(f"{w}val", "1")) not in _OFF


def _symbol(code: str) -> str:
    code = code.upper()
    if code in _TICKED_SYMBOLS:
        return TICKED
    return UNTICKED if code in _UNTICKED_SYMBOLS else ""


def _block_text(block: Block) -> str:
    if isinstance(block, Line):
        return block.text
    return "\n".join("\t".join(cell.text for cell in row if cell.text) for row in block.rows)


def clean(text: str) -> str:
    """`text` without the en-spaces of an empty form field, soft hyphens, and blanks at the ends of its lines."""
    text = text.replace(_EMPTY_FIELD, " ").replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "")
    return "\n".join(line.strip(" \u00a0") for line in text.split("\n")).strip()

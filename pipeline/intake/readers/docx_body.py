"""The body of a Word document, walked once: paragraphs and tables in order, content controls noted on the way.

Tracked changes are read as accepted; text boxes come after the paragraph that holds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.i18n import Message, msg
from pipeline.intake.marks import as_written, clean
from pipeline.intake.readers.docx_runs import SKIPPED, Control, Runs
from pipeline.model import Block, Cell, Finding, Grid, Line, Severity

_HEADINGS: Final = ("heading", "overskrift", "title", "tittel")
_UNSHADED: Final = frozenset({"AUTO", "FFFFFF"})
MAX_DEPTH: Final = 60
MAX_SPAN: Final = 100


@dataclass(slots=True)
class Body(Runs):
    """One pass over a document's body."""

    remarks: list[Finding] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables below `parent`, in order; structure that only wraps is looked through."""
        if depth > MAX_DEPTH:
            self._remark(
                msg("The document is nested more than {depth} levels deep; the innermost was not read.", depth=MAX_DEPTH)
            )
            return
        for child in parent:
            name = self.names[child.tag]
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield from self._table(child, depth)
            elif name == "sdt":
                yield from self._block_control(child, depth)
            elif name == "altChunk":
                self._remark(msg("The document holds an inserted file that is not read; open it and look."))
            elif name not in SKIPPED:
                yield from self.blocks(child, depth + 1)

    def _remark(self, message: Message) -> None:
        self.remarks.append(
            Finding(rule="reading.not-read", severity=Severity.REVIEW, path="", message=message, where=self.where)
        )

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
            text = "".join(self.text_in(child))
            if text.strip() and self.names[child.tag] == "r":
                bold = self.is_bold(child)
                if led and not bold and not plain:
                    yield "\t"
                plain = plain or not bold
                led = led or bold
            elif text.strip() and led and not plain:
                plain = True
                yield "\t"
            yield text

    def _is_heading(self, p: etree._Element) -> bool:
        first = next(iter(p), None)
        style = first.find(f"{self.w}pStyle") if first is not None and self.names[first.tag] == "pPr" else None
        return style is not None and self.value_of(style).casefold().startswith(_HEADINGS)

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
            properties = self._dressed(cell)
            merged = properties.get("vMerge")
            continues = merged is not None and self.value_of(merged) != "restart"
            blocks = list(self.blocks(cell, depth + 1))
            inner.extend(block for block in blocks if isinstance(block, Grid))
            text = "" if continues else "\n".join(block.text for block in blocks if isinstance(block, Line))
            header = bool(text) and self._stands_out(cell, properties)
            yield Cell(text=text, where=where, span=self._span(properties), header=header)

    def _dressed(self, cell: etree._Element) -> dict[str, etree._Element]:
        """How the cell is dressed; its properties come first of all that is in it."""
        first = next(iter(cell), None)
        return self.parts_of(first) if first is not None and self.names[first.tag] == "tcPr" else {}

    def _stands_out(self, cell: etree._Element, properties: Mapping[str, etree._Element]) -> bool:
        """Is the cell shaded, or all its text bold: dressed as a heading?"""
        shade = properties.get("shd")
        if shade is not None and str(shade.get(f"{self.w}fill", "auto")).upper() not in _UNSHADED:
            return True
        runs = [run for run in cell.iter(f"{self.w}r") if run.find(f"{self.w}t") is not None]
        return bool(runs) and all(map(self.is_bold, runs))

    def _span(self, properties: Mapping[str, etree._Element]) -> int:
        span = properties.get("gridSpan")
        value = self.value_of(span) if span is not None else "1"
        return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 5 else 1  # noqa: PLR2004 - four digits

    def _below(self, parent: etree._Element, wanted: str, depth: int = 0) -> Iterator[etree._Element]:
        """The rows of a table or cells of a row, also those inside content controls (whose own entries are noted)."""
        for child in parent:
            name = self.names[child.tag]
            if name == wanted:
                yield child
            elif name == "sdt":
                control = self.control(child)
                if control.content is not None and depth < MAX_DEPTH:
                    yield from self._below(control.content, wanted, depth + 1)
                    if wanted == "tc":
                        self._note_control(control, control.content)
            elif name not in SKIPPED and name not in {"tr", "tc"} and depth < MAX_DEPTH:
                yield from self._below(child, wanted, depth + 1)

    def _note_control(self, control: Control, content: etree._Element) -> None:
        """A control around a whole cell: its content is the cell's, or nothing while the placeholder shows."""
        if content.find(f".//{self.w}sdt") is None:
            self.enter(control, "" if control.is_placeholder else self._whole(content))

    def _whole(self, content: etree._Element) -> str:
        """All that a control holds, as written; text boxes in it are left for the blocks."""
        boxes, self.boxes = self.boxes, []
        text = as_written("".join(self.text_of(content)))
        self.boxes = boxes
        return text

    # --- content controls ------------------------------------------------------------------------------------------------

    def _block_control(self, node: etree._Element, depth: int) -> Iterator[Block]:
        control = self.control(node)
        content = control.content
        if content is None or control.is_placeholder:
            self.enter(control, "")
            return
        blocks = list(self.blocks(content, depth + 1))
        if content.find(f".//{self.w}sdt") is None and not any(isinstance(block, Grid) for block in blocks):
            self.enter(control, self._whole(content))
        yield from blocks

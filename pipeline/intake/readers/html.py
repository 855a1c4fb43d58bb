"""HTML as it stands in mails: to lines and tables as a person sees them. Nothing that the page refers to is fetched.

Tables that only arrange the page (they hold other tables, or one cell a row) are looked through. What is struck out or not
shown is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from lxml import etree, html

from pipeline.intake.enclosed import Passage
from pipeline.intake.marks import TICKED, UNTICKED, clean
from pipeline.model import Block, Cell, Grid, Line

MAX_DEPTH: Final = 100

_BLOCKS: Final = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "footer",
        ),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "ul"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    }
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED: Final = frozenset({"del", "head", "noscript", "object", "s", "script", "strike", "style", "svg", "template", "title"})
_APART: Final = frozenset({"p", "ul", "ol", "blockquote", "hr", *_HEADINGS})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_WIDE_BLANKS: Final = re.compile(r"[\u2003\u2002]+|\u00a0[\u00a0 ]+\u00a0?| \u00a0[ \u00a0]*")


def html_passages(page: str) -> tuple[Passage, ...]:
    """What `page` says, in reading order; never raises for what it may hold."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return ()
    if any("depth" in str(error.message) for error in parser.error_log):
        return _without_tags(page)
    walk = _Walk()
    walk.element(root, depth=0)
    walk.end_line()
    return tuple(walk.passages)


def _without_tags(page: str) -> tuple[Passage, ...]:
    """The words of a page that is nested deeper than the parser follows: it would leave out the innermost."""
    texts = (clean(" ".join(unescape(text).split())) for text in re.split(r"<[^<>]*>", page))
    return tuple(Passage(block=Line(text=text, where=f"line {n}")) for n, text in enumerate(filter(None, texts), start=1))


@dataclass(slots=True)
class _Walk:
    """One pass over a page. `run` is the line being put together, as (text, bold) pieces."""

    passages: list[Passage] = field(default_factory=list)
    run: list[tuple[str, bool]] = field(default_factory=list)
    quoted: int = 0
    bold: int = 0
    heading: bool = False
    lines: int = 0
    tables: int = 0

    def element(self, node: etree._Element, depth: int) -> None:
        """Everything in `node`, without the text after it."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _SKIPPED or _HIDDEN.search(str(node.get("style", ""))):
            return
        if depth > MAX_DEPTH:
            self.text("".join(str(t) for t in node.itertext()))
        elif tag == "br":
            self.end_line()
        elif tag == "table":
            self._table(node, depth)
        elif tag in {"input", "select"}:
            self.text(_control(node))
        else:
            self._inside(node, tag, depth)

    def _inside(self, node: etree._Element, tag: str, depth: int) -> None:
        before = (self.quoted, self.heading, self.bold)
        if tag in _BLOCKS:
            self.end_line(apart=tag in _APART)
        self.quoted += tag == "blockquote" and _is_quotation(node)
        self.bold += tag in {"b", "strong"}
        self.heading = self.heading or tag in _HEADINGS
        self.children(node, depth)
        if tag in _BLOCKS:
            self.end_line(apart=tag in _APART)
        self.quoted, self.heading, self.bold = before

    def children(self, node: etree._Element, depth: int) -> None:
        """The text and elements in `node`."""
        self.text(node.text or "")
        for child in node:
            self.element(child, depth + 1)
            self.text(child.tail or "")

    def text(self, text: str) -> None:
        """Running text: blanks and line feeds count as one blank; a row of hard blanks is a gap."""
        flat = _BLANKS.sub(" ", text)
        if flat and (flat != " " or self.run):
            self.run.append((flat, self.bold > 0))

    def end_line(self, *, apart: bool = False) -> None:
        """The line is full; `apart` leaves room below it."""
        text = clean(re.sub(" {2,}", " ", _WIDE_BLANKS.sub("\t", "".join(_led(self.run))).replace("\u00a0", " ")))
        self.run = []
        if text:
            self.lines += 1
            self._add(Line(text=text, where=f"line {self.lines}", heading=self.heading))
        elif not apart or (self.passages and not _is_blank(self.passages[-1].block)):
            self._add(Line(text="", where=f"line {self.lines}"))

    def _add(self, block: Block) -> None:
        self.passages.append(Passage(block=block, quoted=self.quoted))

    def _table(self, table: etree._Element, depth: int) -> None:
        """Rows with other tables in them, and tables of one column, are read as running text; the rest are grids."""
        self.end_line()
        rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in _rows(table)]
        if all(len(row) < 2 for row in rows):  # noqa: PLR2004 - one cell a row
            for cell in (cell for row in rows for cell in row):
                self._inside(cell, "td", depth + 1)
            return
        grid: list[list[etree._Element]] = []
        for row in rows:
            if any(cell.find(".//table") is not None for cell in row):
                self._grid(grid, depth)
                grid = []
                for cell in row:
                    self._inside(cell, "td", depth + 1)
            else:
                grid.append(row)
        self._grid(grid, depth)

    def _grid(self, rows: list[list[etree._Element]], depth: int) -> None:
        if not rows:
            return
        self.tables += 1
        where = f"table {self.tables}"
        below: dict[int, int] = {}
        cells = tuple(tuple(_cells(row, f"{where}, row {n}", below, depth)) for n, row in enumerate(rows, start=1))
        if any(cell.text for row in cells for cell in row):
            self._add(Grid(rows=cells, where=where))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"tbody", "thead", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _cells(row: list[etree._Element], base: str, below: dict[int, int], depth: int) -> Iterator[Cell]:
    """The row's cells; where one from above reaches down (`below`: column → rows left), an empty one."""
    column = 0
    for number, cell in enumerate(row, start=1):
        while below.get(column):
            below[column] -= 1
            yield Cell(text="", where=f"{base}, cell {number}")
            column += 1
        span = _number(cell, "colspan")
        below.update({column + i: _number(cell, "rowspan") - 1 for i in range(span)})
        inner = _Walk()
        inner.children(cell, depth + 1)
        inner.end_line()
        lines = [p.block.text for p in inner.passages if isinstance(p.block, Line) and p.block.text]
        yield Cell(text="\n".join(lines), where=f"{base}, cell {number}", span=span, header=bool(lines) and _stands_out(cell))
        column += span


def _number(cell: etree._Element, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(int(value), 100) if value.isdecimal() and int(value) else 1


def _stands_out(cell: etree._Element) -> bool:
    """Is the cell dressed as a heading: a heading cell, shaded, or all bold?"""
    if cell.tag == "th" or cell.get("bgcolor") or "background" in str(cell.get("style", "")):
        return True
    bold = "".join(str(t) for b in cell.iter("b", "strong") for t in b.itertext())
    return bool(bold.strip()) and "".join(bold.split()) == "".join("".join(str(t) for t in cell.itertext()).split())


def _led(run: list[tuple[str, bool]]) -> Iterator[str]:
    """The line's pieces; where bold words lead into plain ones («**Enhet** Mottak»), a tab parts label and value."""
    led = plain = False
    for text, bold in run:
        if text.strip() and led and not bold and not plain:
            yield "\t"
        plain = plain or (bool(text.strip()) and not bold)
        led = led or (bool(text.strip()) and bold)
        yield text


def _control(node: etree._Element) -> str:
    """What a form's control shows: a tick, what is typed, what is chosen."""
    if node.tag == "select":
        chosen = [o for o in node.iter("option") if o.get("selected") is not None]
        return " ".join("".join(str(t) for t in o.itertext()) for o in chosen)
    kind = str(node.get("type", "text")).casefold()
    if kind in {"checkbox", "radio"}:
        return f" {TICKED if node.get('checked') is not None else UNTICKED} "
    return str(node.get("value", "")) if kind == "text" else ""


def _is_quotation(node: etree._Element) -> bool:
    """Is a blockquote what a mail program makes of an earlier mail, and not just text set in?"""
    return node.get("type") == "cite" or node.get("cite") is not None or "quote" in str(node.get("class", "")).casefold()


def _is_blank(block: Block) -> bool:
    return isinstance(block, Line) and not block.text

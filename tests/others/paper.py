"""Paper: what a writer puts on a page, apart from the file format. Rendered as Word, HTML, PDF or plain text.

A page is a list of blocks: paragraphs of inline pieces, and tables whose cells hold blocks.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words in one style. `grey` is small, grey and slanted, as instructions are; a line feed is a line break."""

    text: str
    bold: bool = False
    grey: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A tick box; `control` makes it a real one where the format has them, `legacy` one of Word's old form fields."""

    on: bool
    control: bool = False
    legacy: bool = False
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A field to type in or a list to choose from. Empty `text` shows the `prompt`; `legacy`: one of Word's old form fields."""

    text: str
    prompt: str
    tag: str = ""
    alias: str = ""
    choices: tuple[str, ...] = ()
    legacy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A tracked change: `old` was struck out, `new` was put in."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A jump to the next tab stop."""


Inline = Text | Tick | Control | Changed | Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph. `level` 1–3 is a heading, `bullet` a list item."""

    inline: tuple[Inline, ...]
    level: int = 0
    bullet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell. `below` > 0: it reaches over that many rows further down, where no cell stands in its place."""

    blocks: tuple[Block, ...]
    span: int = 1
    below: int = 0
    shaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells. `ruled`: with lines around the cells. `widths` are relative."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    ruled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """Paragraphs in a frame beside the text."""

    blocks: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a new page."""


Block = Para | Table | TextBox | PageBreak


def para(*pieces: Inline | str, level: int = 0, bullet: bool = False) -> Para:
    """A paragraph of pieces; strings are plain text."""
    return Para(inline=tuple(Text(text=p) if isinstance(p, str) else p for p in pieces), level=level, bullet=bullet)


def bold(text: str) -> Text:
    """Bold text."""
    return Text(text=text, bold=True)


def grey(text: str) -> Text:
    """Instructions: small, grey, slanted."""
    return Text(text=text, grey=True)


def cell(*content: Block | Inline | str, span: int = 1, below: int = 0, shaded: bool = False) -> Cell:
    """A cell of blocks; inline pieces and strings become one paragraph each."""
    blocks = tuple(c if isinstance(c, Para | Table | TextBox | PageBreak) else para(c) for c in content)
    return Cell(blocks=blocks or (para(""),), span=span, below=below, shaded=shaded)


def table(*rows: tuple[Cell | str, ...], widths: tuple[int, ...] = (), ruled: bool = True) -> Table:
    """A table; strings are cells of plain text."""
    cells = tuple(tuple(cell(c) if isinstance(c, str) else c for c in row) for row in rows)
    return Table(rows=cells, widths=widths or (1,) * max(sum(c.span for c in row) for row in cells), ruled=ruled)

"""Paper as HTML, for printing to PDF and for the bodies of mails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from io import BytesIO

import pikepdf
import weasyprint

from others.paper import Block, Cell, Changed, Control, Inline, PageBreak, Para, Tab, Table, Text, TextBox, Tick

STYLE = """
@page {{ size: A4; margin: {margin}; @top-left {{ content: "{header}"; font: 8pt "{font}"; color: #777 }}
  @bottom-center {{ content: "{footer}" counter(page) " / " counter(pages); font: 8pt "{font}"; color: #777 }} }}
body {{ font: {size}pt "{font}"; {body} }}
h1 {{ font-size: 150% }} h2 {{ font-size: 115%; margin: .9em 0 .2em; break-after: avoid }}
p {{ margin: .15em 0; min-height: 1.1em; white-space: pre-wrap }}
li p {{ display: inline }} ul {{ margin: 0 0 0 1.2em; padding: 0 }}
table {{ border-collapse: collapse; width: 100%; margin: .4em 0; table-layout: fixed }}
td {{ padding: 2pt 4pt; vertical-align: top; overflow-wrap: anywhere }}
table.ruled td {{ border: .6pt solid #333 }}
td.shaded {{ background: #dce6f1 }}
.grey {{ color: #888; font-style: italic; font-size: 85% }}
.tick {{ font-family: "DejaVu Sans" }}
.tab {{ display: inline-block; width: 2.2em }}
.box {{ border: .6pt solid #333; padding: 2pt 4pt; margin: 2pt 0 }}
.break {{ break-before: page }}
"""


def html(blocks: Sequence[Block]) -> str:
    """The blocks as HTML."""
    return "".join(_block(b) for b in blocks)


def _block(block: Block) -> str:
    match block:
        case Para(level=level) if level:
            return f"<h{level}>{_inline(block.inline)}</h{level}>"
        case Para(bullet=True):
            return f"<ul><li><p>{_inline(block.inline)}</p></li></ul>"
        case Para():
            return f"<p>{_inline(block.inline)}</p>"
        case Table():
            return _table(block)
        case TextBox():
            return f'<div class="box">{html(block.blocks)}</div>'
        case PageBreak():
            return '<div class="break"></div>'


def _inline(pieces: Sequence[Inline]) -> str:
    return "".join(_piece(p) for p in pieces)


def _piece(piece: Inline) -> str:
    match piece:
        case Text():
            text = escape(piece.text).replace("\n", "<br>").replace("\t", "&emsp;&emsp;")
            text = f"<s>{text}</s>" if piece.struck else text
            style = "grey" * piece.grey
            inner = f'<span class="{style}">{text}</span>' if style else text
            return f"<b>{inner}</b>" if piece.bold else inner
        case Tick():
            return f'<span class="tick">{"☒" if piece.on else "☐"}</span>'
        case Tab():
            return '<span class="tab"></span>'
        case Control():
            return escape(piece.text or piece.prompt)
        case Changed():
            return escape(piece.new)


def _table(block: Table) -> str:
    whole = sum(block.widths)
    columns = "".join(f'<col style="width:{100 * w / whole:.1f}%">' for w in block.widths)
    rows = "".join(f"<tr>{''.join(_cell(c) for c in row)}</tr>" for row in block.rows)
    return f'<table class="{"ruled" if block.ruled else "plain"}"><colgroup>{columns}</colgroup>{rows}</table>'


def _cell(cell: Cell) -> str:
    shade = ' class="shaded"' if cell.shaded else ""
    return f'<td colspan="{cell.span}" rowspan="{cell.below + 1}"{shade}>{html(cell.blocks)}</td>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a printed page looks; `body` is CSS for the whole text."""

    font: str = "Carlito"
    size: float = 10.5
    header: str = ""
    footer: str = ""
    margin: str = "20mm 18mm"
    body: str = ""


def printed(body: str, look: Look) -> bytes:
    """A PDF of this HTML: text on pages, no tags, no fields, the same bytes each time."""
    style = STYLE.format(**asdict(look))
    drawn = weasyprint.HTML(string=f'<html lang="no"><style>{style}</style><body>{body}</body></html>').write_pdf()
    return settled_pdf(drawn)


def settled_pdf(data: bytes) -> bytes:
    """A PDF without the dates that its maker took from the clock."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()

"""Paper as plain text, as it is typed into a mail."""

from __future__ import annotations

from collections.abc import Sequence

from others.paper import Block, Changed, Control, Inline, PageBreak, Para, Tab, Table, Text, TextBox, Tick


def plain(blocks: Sequence[Block]) -> str:
    """The blocks as lines; the cells of a table row stand on one line with tabs between."""
    return "\n".join(_block(b) for b in blocks)


def _block(block: Block) -> str:
    match block:
        case Para():
            return ("- " if block.bullet else "") + "".join(map(_piece, block.inline))
        case Table():
            return "\n".join("\t".join(plain(c.blocks).replace("\n", " ") for c in row) for row in block.rows) + "\n"
        case TextBox():
            return plain(block.blocks)
        case PageBreak():
            return "\n" + "-" * 40


def _piece(piece: Inline) -> str:
    match piece:
        case Text():
            return piece.text
        case Tick():
            return "[x]" if piece.on else "[ ]"
        case Tab():
            return "\t"
        case Control():
            return piece.text or piece.prompt
        case Changed():
            return piece.new

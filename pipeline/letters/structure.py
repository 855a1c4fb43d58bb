"""Do the tags of a template cut its XML where it may be cut? Told from the template alone, for every branch it can take.

A block that opens in a paragraph and ends in a table is well formed as it stands, and breaks the letter in which its condition
does not hold. So the XML within each branch must leave the elements around it as it found them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jinja2 import nodes

_TABLE_ELEMENTS = {"w:tbl", "w:tr", "w:tc"}
_ELEMENT = re.compile(r"<(/?)([\w:]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")


def torn_blocks(tree: nodes.Template) -> Iterator[int]:
    """The lines of the blocks («if», «for») that cannot be left out or repeated without breaking the XML."""
    blocks: tuple[nodes.If | nodes.For, ...] = (*tree.find_all(nodes.If), *tree.find_all(nodes.For))
    for block in blocks:
        if any(not _leaves_as_found(branch) for branch in _branches(block)):
            yield block.lineno


def _branches(block: nodes.If | nodes.For) -> Iterator[Sequence[nodes.Node]]:
    """The bodies of which a letter gets one, some or none; an «elif» is a block of its own."""
    yield block.body
    yield block.else_


def _leaves_as_found(branch: Sequence[nodes.Node]) -> bool:
    """Is every element opened in `branch` closed there, or opened again after it was closed there?

    A cell, a row or a table that is closed and opened again would run into the next one when the branch is left out.
    """
    closed: list[str] = []
    opened: list[str] = []
    for closing, name, _, empty in _ELEMENT.findall("".join(_own_markup(branch))):
        if empty:
            continue
        if not closing:
            opened.append(name)
        elif opened:
            if opened.pop() != name:
                return False
        else:
            closed.append(name)
    return closed == opened[::-1] and not _TABLE_ELEMENTS.intersection(closed)


def _own_markup(branch: Sequence[nodes.Node]) -> Iterator[str]:
    """The markup of `branch` without that of the blocks within it, which are looked at by themselves."""
    for node in branch:
        if isinstance(node, nodes.Output):
            yield from (part.data for part in node.nodes if isinstance(part, nodes.TemplateData))

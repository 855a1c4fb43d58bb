"""Words of a template that no letter would show, or not for long: in split tags, beside lifted ones, in bound controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.errors import Fault
from pipeline.i18n import msg
from pipeline.letters.field_code import MERGE_FIELD, kind_of
from pipeline.letters.looks import Opened, W, codes, words

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_LIFTED = {re.compile(rf"{{[{{%]{kind}\s.*?[}}%]}}"): kind for kind in ("p", "tr", "tc")}
_TAG = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}")


def split_tags(opened: Opened) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """The tags that are split over something that cannot be taken away (a link, a picture), and those that are mended."""
    torn, mended = [], []
    for name, root in opened.parts.items():
        for paragraph in root.iter(f"{W}p"):
            for tag, texts in _split(paragraph):
                if _mendable(texts):
                    message = msg("Word has split the tag into {count} pieces; they are put together again.", count=len(texts))
                    mended.append(opened.fault(message, name, words(paragraph), value=tag, warning=True))
                else:
                    message = msg(
                        "The tag is split by a link, a tracked change, a field or a picture within it. Delete the tag, and "
                        "write it again in one go."
                    )
                    torn.append(opened.fault(message, name, words(paragraph), value=tag))
    return tuple(torn), tuple(mended)


def overwritten(opened: Opened) -> Iterator[Fault]:
    """A tag in a content control that Word fills from elsewhere in the file: what the tag gave is gone when Word opens it."""
    for name, root in opened.parts.items():
        for binding in root.iter(f"{W}dataBinding", f"{_W15}dataBinding"):
            control = next(binding.iterancestors(f"{W}sdt"))
            said = words(control)
            if _TAG.search(said) or any(kind_of(code) == MERGE_FIELD for code in codes(control)):
                message = msg(
                    "The tag or merge field stands in a content control that Word fills by itself, over what the letter says. "
                    "Remove the control (right-click, Remove Content Control), and keep its text."
                )
                spot = next(control.iterancestors(f"{W}p"), None)
                spot = next(control.iter(f"{W}p"), control) if spot is None else spot
                yield opened.fault(message, name, words(spot), value=said)


def swallowed(opened: Opened) -> Iterator[Fault]:
    """Words beside a tag that its whole paragraph, row or cell is given up for: no letter would show them."""
    for name, root in opened.parts.items():
        for lifted, element in _LIFTED.items():
            for node in root.iter(f"{W}{element}"):
                said = _own_words(node)
                tag = lifted.search(said)
                if tag and lifted.sub("", said, count=1).strip():
                    message = msg(
                        "The tag {tag} takes the place of all that stands around it, and no letter would show the other words "
                        "here. Give it a paragraph, a row or a cell of its own.",
                        tag=tag.group(),
                    )
                    spot = (
                        node if element == "p" else next((p for p in node.iter(f"{W}p") if lifted.search(_own_words(p))), node)
                    )
                    yield opened.fault(message, name, words(spot), value=words(node))


def _own_words(node: etree._Element) -> str:
    """The text of a paragraph without that of text boxes in it; all text of a row or a cell."""
    texts = node.iter(f"{W}t")
    if node.tag == f"{W}p":
        return "".join(text.text or "" for text in texts if next(text.iterancestors(f"{W}p")) is node)
    return "".join(text.text or "" for text in texts)


def _split(paragraph: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """Each tag of the paragraph that is split, with the texts that it stands in."""
    own = [text for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph]
    ends, total = [], 0
    for text in own:
        total += len(text.text or "")
        ends.append(total)
    for found in _TAG.finditer("".join(text.text or "" for text in own)):
        first = next(index for index, end in enumerate(ends) if found.start() < end)
        last = next(index for index, end in enumerate(ends) if found.end() <= end)
        if last > first:
            yield found.group(), own[first : last + 1]


def _mendable(texts: list[etree._Element]) -> bool:
    """Do the pieces stand in runs side by side, with nothing of weight between them?"""
    runs = [text.getparent() for text in texts]
    first, last = runs[0], runs[-1]
    if first is None or last is None or any(run is None or run.getparent() is not first.getparent() for run in runs):
        return False
    node: etree._Element | None = first
    while node is not None and node is not last:
        if next(node.iter(f"{W}fldChar", f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None:
            return False
        node = node.getnext()
    return True

"""The messages in one mail: the sender's own words, and those that are forwarded or quoted below them.

What a mail program or a habit puts there is no data and is taken away: heads («Fra: … Sendt: … Til: … Emne: …»), greetings,
signatures. A signature is never taken to be all the rest when a form stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.intake.enclosed import Passage
from pipeline.model import Block, Grid, Line
from pipeline.recognise.closing import is_closing
from pipeline.recognise.labels import TELLING, find_label
from pipeline.recognise.line_labels import split_label

_FROM: Final = re.compile(r"(?i)^\W{0,3}(?:fra|frå|from|von|avsender)\W{0,2}:")
_HEAD_LINE: Final = re.compile(
    r"(?i)^\W{0,3}(?:sendt|send|sent|dato|date|til|to|kopi(?: til)?|cc|bcc|emne|subject|svar til|reply-to|vedlegg|attachments"
    r"|prioritet|viktighet|importance)\W{0,2}:"
)
_RULE: Final = re.compile(
    r"(?i)^(?:[-_=*\s]{0,40}(?:opprinnelig|opphavleg|videresendt|vidaresend|original|forwarded)\s+(?:melding|e-?post|message)[-_=*\s]{0,40}"
    r"|begin forwarded message:?|start på videresendt melding:?|_{20,}|-{20,})$"
)
_WROTE: Final = re.compile(r"(?i)^(?:den|on|på|\w{2,4}\.?)\s.{4,200}\b(?:skrev|skreiv|wrote)\b.{0,160}:$")
_GREETING: Final = re.compile(
    r"(?i)^(?:hei|heisann|hallo|hello|hi|dear|kjære|god\s+(?:morgen|dag|kveld|ettermiddag)|buorre\s+beaivvi)\b[^:@\d]{0,40}$"
)
_SENT_FROM: Final = re.compile(r"(?i)^(?:sendt fra|sent from|skaffe? outlook|get outlook|last ned outlook)\b.{0,60}$")
_HEAD_ROOM: Final = 8
_SIGNATURE_LINES: Final = 8
_ENOUGH_LABELS: Final = 2


@dataclass(slots=True)
class Message:
    """One writer's words in a mail, without head, greeting and signature.

    `quoted`: marked as a quotation. `forwarded`: it stands below a head.
    """

    quoted: bool
    forwarded: bool
    blocks: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines, without those of tables."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Line))


def thread_of(passages: Sequence[Passage]) -> tuple[Message, ...]:
    """The messages in a mail's text, the sender's own first (it may be empty), then as they stand."""
    found: dict[tuple[bool, int], Message] = {(False, 0): Message(quoted=False, forwarded=False)}
    heads = {False: 0, True: 0}
    at = 0
    while at < len(passages):
        quoted = passages[at].quoted > 0
        after = _head_end(passages, at)
        if after > at:
            heads[quoted] += 1
            at = after
            continue
        key = (quoted, heads[quoted])
        message = found.setdefault(key, Message(quoted=quoted, forwarded=heads[quoted] > 0))
        message.blocks.append(passages[at].block)
        at += 1
    for message in found.values():
        message.blocks = _bare(message.blocks)
    own, *others = found.values()
    return (own, *(m for m in others if m.blocks))


def _head_end(passages: Sequence[Passage], at: int) -> int:
    """Where the head that begins at `at` ends; `at` itself when none begins there."""
    text = _text(passages[at].block)
    if _RULE.match(text):
        below = _next_written(passages, at + 1)
        return max(at + 1, _head_end(passages, below) if below < len(passages) else 0)
    if _WROTE.match(text):
        return at + 1
    return _lines_of_head(passages, at) if _FROM.match(text) else at


def _lines_of_head(passages: Sequence[Passage], at: int) -> int:
    """After the last of the lines below «Fra:» that belong to a head (at least two must); one may be broken over two lines."""
    last, known = at, 0
    for i in range(at + 1, min(at + 1 + _HEAD_ROOM, len(passages))):
        text = _text(passages[i].block)
        if _HEAD_LINE.match(text):
            last, known = i, known + 1
        elif (known and not text) or i > last + 1:
            break
    return last + 1 if known >= 2 else at  # noqa: PLR2004 - «Fra:» and «Dato:» may stand on a form


def head_end(blocks: Sequence[Block], at: int) -> int:
    """Where the head of a printed mail that begins at `at` ends; `at` itself when none begins there."""
    return _lines_of_head([Passage(block=block) for block in blocks], at) if _FROM.match(_text(blocks[at])) else at


def _next_written(passages: Sequence[Passage], at: int) -> int:
    while at < len(passages) and not _text(passages[at].block) and isinstance(passages[at].block, Line):
        at += 1
    return at


def _text(block: Block) -> str:
    return block.text.strip() if isinstance(block, Line) else ""


def _bare(blocks: Sequence[Block]) -> list[Block]:
    """Without greeting, signatures and what a program adds; blank lines part a signature from what follows, and then go."""
    kept = [block for block in blocks if not _SENT_FROM.match(_text(block))]
    while kept and isinstance(kept[0], Line) and (not _text(kept[0]) or _GREETING.match(_text(kept[0]))):
        kept = kept[1:]
    at = 0
    while at < len(kept):
        if is_closing(_text(kept[at])):
            kept[at : _signature_end(kept, at)] = []
        else:
            at += 1
    return [block for block in kept if not isinstance(block, Line) or block.text]


def _signature_end(blocks: Sequence[Block], at: int) -> int:
    """All the rest; but where a form follows, no more than the lines before it that a name and an address take."""
    labels = {asked: i for i in range(len(blocks) - 1, at, -1) for asked in _asks(blocks[i])}
    if len(labels) < _ENOUGH_LABELS:
        return len(blocks)
    first = min(labels.values())
    end, written = at + 1, 0
    while end < first and written < _SIGNATURE_LINES:
        written += bool(_text(blocks[end]))
        end += 1
    blank = [i for i in range(at + 1, end) if isinstance(blocks[i], Line) and not _text(blocks[i]) and i > at + 1]
    return blank[-1] if blank else end


def _asks(block: Block) -> set[str]:
    """What a form's labels in a block ask for; a signature's «Tlf.:» and «E-post:» are none."""
    texts = [block.text] if isinstance(block, Line) else [cell.text for row in block.rows for cell in row]
    asked = set()
    for line in (line for text in texts for line in text.split("\n")):
        pair = split_label(line, "")
        label = pair[0] if pair is not None else find_label(line) if isinstance(block, Grid) else None
        if label is not None and label.score >= TELLING and label.section not in {"", "contact"}:
            asked.add(label.field.path if label.field is not None else label.section)
    return asked

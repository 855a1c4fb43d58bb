"""Anybody else's form: by the labels of its controls, and by what stands around its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.intake.marks import TICKED, UNTICKED, clean
from pipeline.model import Block, Entry, FieldKind, Line, Role, Sheet
from pipeline.recognise.by_order import take_by_order
from pipeline.recognise.draft import Draft, Written
from pipeline.recognise.grids import GridReader
from pipeline.recognise.labels import EXACT, PEOPLE_SECTIONS, TELLING, Asks, Label, find_label
from pipeline.recognise.legible import Legibility
from pipeline.recognise.lines import read_line
from pipeline.recognise.loose import with_crosses
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.sentences import trust_named_in
from pipeline.recognise.tabbed import with_tab_tables
from pipeline.recognise.teams import parted
from pipeline.recognise.thread import head_end
from pipeline.recognise.ticks import with_boxes
from pipeline.recognise.walk import Walk

_CODE: Final = re.compile(r"\b(?P<code>[^\W\d_]{1,3})\s*[=:]\s*(?P<role>[^\W\d_]{4,20})\b")
_HEAD_ROOM: Final = 8
_FOOTNOTE: Final = re.compile(r"^\*+\s*[=:–-]?\s*([^\n]{4,60})$")
_HEAD: Final = re.compile(r"header|footer")
_FROM_HEAD: Final = 0.75
_SURENESS: Final = {"label": 1.0, "layout": 0.97, "ocr": 0.97}


def read_teams(sheet: Sheet) -> tuple[Draft, ...]:
    """The claims of each team in a form that is not kull's own."""
    return tuple(read_by_label(part) for part in parted(_without_mail_head(with_tab_tables(sheet))))


def _without_mail_head(sheet: Sheet) -> Sheet:
    """The sheet of a printed page, less the head of the mail that it shows: who sent it is no answer of the form."""
    if sheet.method == "label" or not sheet.blocks:
        return sheet
    found = ((at, end) for at in range(min(_HEAD_ROOM, len(sheet.blocks))) if (end := head_end(sheet.blocks, at)) > at)
    at, end = next(found, (0, 0))
    head = [block for block in sheet.blocks[at:end] if isinstance(block, Line)]
    return replace(sheet, blocks=(*sheet.blocks[:at], *sheet.blocks[end:]), beside=(*sheet.beside, *head)) if head else sheet


def read_by_label(sheet: Sheet) -> Draft:
    """The claims of a form that is not kull's own."""
    sheet = replace(sheet, entries=tuple(replace(entry, text=clean(entry.text)) for entry in sheet.entries))
    written = list(_written(sheet))
    codes, starred = dict(_role_codes(written)), any(map(_explains_star, written))
    draft = Draft(form=sheet.form, remarks=list(sheet.remarks), written=written, role_codes=codes, starred=starred)
    known = _read_entries(Walk(draft, method="label"), sheet) if sheet.entries else frozenset()
    if sheet.format == "pdf":
        draft.held = frozenset(draft.asked_at) | ({"members"} if any(draft.members) else set())
    sureness = _SURENESS.get(sheet.method, 1.0) * sheet.legibility
    walk = Walk(draft, method=sheet.method, sureness=sureness, known=known, legible=Legibility.of(sheet))
    grids = GridReader(walk)
    for block in with_crosses(tuple(_with_answers_apart(sheet))):
        if isinstance(block, Line) and (block.text, block.where) in known:
            continue
        if isinstance(block, Line):
            read_line(walk, block.text, block.where, heading=block.heading)
        else:
            walk.leave_blank()
            walk.open_text = ""
            grids.read(block)
            walk.leave_blank()
            walk.open_text = ""
    walk.leave_blank()
    _take_trust_of_unit(walk)
    _take_trust_of_letterhead(walk, sheet)
    _take_trust_of_page_head(walk, sheet)
    take_by_order(walk)
    return draft


def _take_trust_of_unit(walk: Walk) -> None:
    """«Foretak og enhet: UNN Narvik, Dialysen»: the trust that a unit's answer begins with, where no other is told."""
    units = walk.draft.fields.get("unit", [])
    if walk.draft.fields.get("trust") or len(units) != 1:
        return
    trust, _, unit = units[0].text.partition(",")
    if unit.strip() and to_trust(trust).certain:
        walk.draft.claim("trust", replace(units[0], text=trust.strip(), confidence=min(units[0].confidence, TELLING)))
        units[0] = replace(units[0], text=unit.strip(), confidence=min(units[0].confidence, TELLING))


def _take_trust_of_letterhead(walk: Walk, sheet: Sheet) -> None:
    """A line of a letter that is a trust, and perhaps a unit of it after a comma: a person must see that it is the sender's."""
    if walk.draft.fields.get("trust"):
        return
    heads = [(line, *line.text.partition(",")) for line in sheet.blocks if isinstance(line, Line)]
    named = [(line, trust.strip(), unit.strip()) for line, trust, _, unit in heads if to_trust(trust).certain]
    if len({to_trust(trust).value for _, trust, _ in named}) != 1:
        return
    line, trust, unit = max(named, key=lambda one: bool(one[2]))
    walk.draft.claim("trust", walk.made(trust, line.where, _FROM_HEAD))
    if unit and not walk.draft.fields.get("unit") and not any(map(str.isdigit, unit)):
        walk.draft.claim("unit", walk.made(unit, line.where, _FROM_HEAD))


def _take_trust_of_page_head(walk: Walk, sheet: Sheet) -> None:
    """A trust that only the head or foot of the pages names: a person must see that it is the sender's."""
    named = {name: line for line in sheet.beside if (name := trust_named_in(line.text)) and _HEAD.match(line.where)}
    if not walk.draft.fields.get("trust") and len({to_trust(name).value for name in named}) == 1:
        name, line = next(iter(named.items()))
        walk.draft.claim("trust", walk.made(name, line.where, _FROM_HEAD))


def _role_codes(written: Iterable[Written]) -> Iterator[tuple[str, Role]]:
    """The form's own signs for roles, where it explains two or more («L = leder, TV = tillitsvalgt, M = medarbeider»)."""
    for piece in written:
        found = [(fold(m["code"]), load_vocabulary().role(m["role"])) for m in _CODE.finditer(piece.text)]
        if len(found) > 1:
            yield from ((code, role) for code, role in found if role is not None)


def _explains_star(piece: Written) -> bool:
    """«* utdannet forbedringsagent», below a table."""
    star = _FOOTNOTE.match(piece.text)
    label = find_label(star[1], "members") if star is not None else None
    return label is not None and label.attribute == "trained_agent"


def _with_answers_apart(sheet: Sheet) -> Iterator[Block]:
    """The blocks, with what was typed into a PDF's field parted from the printed label before it on the same line."""
    typed = [e.text for e in sheet.entries if sheet.format == "pdf" and e.text.strip() and e.kind is not FieldKind.TICK]
    for block in sheet.blocks:
        if isinstance(block, Line) and typed and "\t" not in block.text:
            answer = next((t for t in typed if block.text.endswith(f" {t}")), None)
            if answer is not None:
                typed.remove(answer)
                yield replace(block, text=f"{block.text[: -len(answer)].rstrip()}\t{answer}")
                continue
        yield block


def _written(sheet: Sheet) -> Iterator[Written]:
    """All words of the sheet, in reading order, with their places. Word's and Excel's controls stand in the text as well."""
    if sheet.format == "pdf":
        yield from _written_controls(sheet)
    for block in sheet.blocks:
        if isinstance(block, Line):
            yield Written(text=block.text, where=block.where, heading=block.heading, lone=True)
        else:
            yield from (Written(text=cell.text, where=cell.where) for row in block.rows for cell in row if cell.text)


def _apart(sheet: Sheet) -> list[Entry]:
    """The controls that do not stand in a cell of their own, beside or below what the page says of them."""
    cells = (
        {c.where for b in sheet.blocks if not isinstance(b, Line) for row in b.rows for c in row} if sheet.entries else set()
    )
    return [entry for entry in sheet.entries if sheet.format != "pdf" or entry.where not in cells]


def _written_controls(sheet: Sheet) -> Iterator[Written]:
    """The controls of a PDF: each with its text; of the nameless ticks those that the printed page does not show."""
    texts = (b.text if isinstance(b, Line) else "".join(c.text for row in b.rows for c in row) for b in sheet.blocks)
    shown = sum(with_boxes(text).count(TICKED) for text in texts)
    for entry in _apart(sheet):
        ticked = entry.kind is FieldKind.TICK and entry.text not in {"", UNTICKED}
        if ticked and not entry.label and shown:
            shown -= 1
        elif ticked:
            yield Written(text=f"{TICKED} {entry.label or entry.key}", where=entry.where, control=True)
        elif entry.kind is not FieldKind.TICK:
            yield Written(text=entry.text, where=entry.where, control=True)


def _read_entries(walk: Walk, sheet: Sheet) -> frozenset[tuple[str, str]]:
    """Controls by what they say to a person (tooltip, alias), else by their name; returns what they hold, and where.

    In Word the control's words stand in the text as well, where the printed label speaks for them: there, only a control that
    names itself is read here.
    """
    read: set[tuple[str, str]] = set()
    keys = {entry.key for entry in sheet.entries}
    for entry in _apart(sheet):
        label = _label_of(entry, by_name=sheet.format == "pdf" and f"{entry.key}_2" not in keys)
        if label is None or label.asks is Asks.PERSON_NUMBER or (label.asks is Asks.SECTION and label.section == "members"):
            continue
        if sheet.format != "pdf" and (not entry.text or label.section in PEOPLE_SECTIONS or entry.kind is FieldKind.TICK):
            continue
        if label.section not in {"members", ""}:
            walk.member = None
        walk.answer(label, entry.text, entry.where)
        read.add((entry.text, entry.where))
    return frozenset(read)


def _label_of(entry: Entry, *, by_name: bool) -> Label | None:
    if not entry.label and not by_name:
        return None
    if not entry.label:
        named = find_label(" ".join(entry.key.replace("_", " ").replace(".", " ").split()), "")
        return (
            named
            if named is not None and named.score >= EXACT and named.asks is Asks.FIELD and named.section == "project"
            else None
        )
    return find_label(entry.label, "")

"""Anybody else's form: by the labels of its controls, and by what stands around its values."""

from __future__ import annotations

from typing import Final

from pipeline.model import Entry, FieldKind, Line, Sheet
from pipeline.recognise.draft import Draft
from pipeline.recognise.grids import GridReader
from pipeline.recognise.labels import Asks, Label, find_label
from pipeline.recognise.lines import read_line
from pipeline.recognise.walk import Walk

_SURENESS: Final = {"label": 1.0, "layout": 0.97, "ocr": 0.75}


def read_by_label(sheet: Sheet) -> Draft:
    """The claims of a form that is not kull's own."""
    draft = Draft(form=sheet.form, remarks=list(sheet.remarks))
    if sheet.format == "pdf" and sheet.entries:
        _read_entries(Walk(draft, method="label"), sheet.entries)
    walk = Walk(draft, method=sheet.method, sureness=_SURENESS.get(sheet.method, 1.0) * sheet.legibility)
    grids = GridReader(walk)
    for block in sheet.blocks:
        if isinstance(block, Line):
            read_line(walk, block.text, block.where, heading=block.heading)
        else:
            grids.read(block)
    if walk.pending is not None:
        walk.answer(walk.pending, "", "")
    return draft


def _read_entries(walk: Walk, entries: tuple[Entry, ...]) -> None:
    """Form fields by what they say to a person (tooltip), else by their name."""
    for entry in entries:
        label = _label_of(entry)
        if label is None:
            if entry.text and entry.kind is not FieldKind.TICK:
                walk.draft.pass_over(entry.text, entry.where, important=True)
            elif entry.text == "☒":
                walk.draft.pass_over(f"☒ {entry.label or entry.key}", entry.where, important=True)
            continue
        if label.asks is Asks.PERSON_NUMBER or (label.asks is Asks.SECTION and label.section == "members"):
            continue
        if label.section not in {"members", ""}:
            walk.member = None
        walk.answer(label, entry.text, entry.where)


def _label_of(entry: Entry) -> Label | None:
    words = entry.label or " ".join(entry.key.replace("_", " ").replace(".", " ").split())
    return find_label(words, "")

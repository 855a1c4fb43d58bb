"""PDF: form fields and printed words together, since the text of a page does not hold the values of its form fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.i18n import Message, msg
from pipeline.intake.fields import FormField
from pipeline.intake.layout import Word
from pipeline.intake.marks import TICKED, UNTICKED
from pipeline.intake.package import UnreadableError
from pipeline.intake.pages import PrintedPage, page_blocks
from pipeline.intake.readers.pdf_fields import MAX_PAGES, Control, Corners, Extras, read_extras
from pipeline.intake.readers.pdf_page import PdfPage, View, read_pages
from pipeline.intake.refusals import DYNAMIC_XFA
from pipeline.intake.ruled import Rule
from pipeline.intake.running_heads import without_running_heads
from pipeline.intake.tesseract import TesseractFailedError, TesseractMissingError
from pipeline.model import Entry, FieldKind, Finding, Line, Severity, Sheet

_WAITING_NOTICE: Final = 120  # words; Acrobat's own notice has about 60
_NEAR: Final = 3.0


class DynamicXfaError(UnreadableError):
    """The file is a dynamic XFA form: its only page asks the reader to wait for another program."""

    refusal = DYNAMIC_XFA


def read_pdf(content: bytes) -> Sheet:
    """What stands in a PDF; raises `UnreadableError` when it cannot be opened, or only Acrobat can show it."""
    extras = read_extras(content)
    if extras.form is not None and extras.controls:
        return _own_form(extras)
    extras = extras.tidied()
    printed, count = read_pages(content, MAX_PAGES)
    printed, unread = _with_scans(content, printed)
    if extras.xfa and not extras.controls and sum(len(page.printed.words) for page in printed) < _WAITING_NOTICE:
        raise DynamicXfaError
    pages = [_with_fields(page, [*extras.controls, *extras.radios], extras.typed) for page in printed]
    return Sheet(
        format="pdf",
        blocks=tuple(block for page in without_running_heads(pages) for block in page_blocks(page)),
        entries=tuple(_beside_its_caption(control) for control in extras.controls if not control.hidden),
        form=extras.form,
        method="ocr" if any(page.scan for page in printed) else "layout",
        remarks=(*_remarks(count, extras.attachments, extras.notes), *unread),
        beside=(*extras.properties, *extras.notes, *_hidden(extras.controls)),
    )


def _hidden(controls: Sequence[Control]) -> Iterator[Line]:
    """What stands in fields that nobody sees: a program's own, and no answer."""
    yield from (Line(text=c.entry.text, where=c.entry.where) for c in controls if c.hidden and c.entry.text)


def _beside_its_caption(control: Control) -> Entry:
    """The control; where it stands on the page, what is printed around it says what it asks, as it does to a person.

    Tooltips are often the same for every row of a table, or those of the form that the file was made from.
    """
    return replace(control.entry, label="") if control.box and control.entry.label else control.entry


def _own_form(extras: Extras) -> Sheet:
    """Kull's own form with its fields: what is printed on it is the form itself, and is not read."""
    typed = [Line(text=control.entry.text, where=control.entry.where) for control in extras.typed]
    return Sheet(
        format="pdf",
        entries=tuple(control.entry for control in extras.controls),
        form=extras.form,
        method="layout",
        remarks=tuple(_remarks(0, extras.attachments, [*extras.notes, *typed])),
        beside=(*extras.properties, *extras.notes, *typed),
    )


def _with_scans(content: bytes, pages: Sequence[PdfPage]) -> tuple[list[PdfPage], list[Finding]]:
    """The pages with the words of those that are pictures, and what to say of those that could not be read.

    Where every page is a picture, it is the file that could not be read. OpenCV is imported when there is something to see.
    """
    scans = [page.printed.number for page in pages if page.scan]
    if not scans:
        return list(pages), []
    from pipeline.intake.readers.scan import read_scans

    try:
        read = read_scans(content, scans)
    except (TesseractMissingError, TesseractFailedError) as error:
        if len(scans) == len(pages):
            raise
        told = _not_read(error.refusal.message, ", ".join(f"page {number}" for number in scans))
        return [replace(page, scan=False) for page in pages], [told]
    late = scans[len(read) :]
    said = msg("Only the first {count} scanned pages were read; look at the others.", count=len(read))
    return [replace(p, printed=read.get(p.printed.number, p.printed)) for p in pages], [_not_read(said)] if late else []


def _remarks(count: int, attachments: int, notes: Sequence[Line]) -> Iterator[Finding]:
    if count > MAX_PAGES:
        yield _not_read(msg("The file has {count} pages; only the first {read} were read.", count=count, read=MAX_PAGES))
    if attachments:
        yield _not_read(msg("The file holds {count} attached files that are not read; open it and look.", count=attachments))
    for note in notes:
        yield _not_read(msg("A note is laid on the page and is not read as an answer: «{text}».", text=note.text), note.where)


def _not_read(message: Message, where: str = "") -> Finding:
    return Finding(rule="reading.not-read", severity=Severity.REVIEW, path="", message=message, where=where)


# --- values where a person sees them -------------------------------------------------------------------------------------


def _with_fields(page: PdfPage, controls: Sequence[Control], typed: Sequence[Control]) -> PrintedPage:
    """The page with the form fields that stand on it, and with what was typed onto it.

    A field's own frame is no rule of a table, and no tick box.
    """
    printed = page.printed
    fields = [field for c in (*controls, *typed) if c.page == printed.number for field in _shown(c, page.view)]
    frames = [page.view.box(*c.box) for c in controls if c.page == printed.number and c.box]
    if not fields:
        return printed
    sides = _Sides(frames)
    rules = tuple(rule for rule in printed.rules if not any(_frames(frame, rule) for frame in sides.near(rule)))
    words = tuple(w for w in printed.words if not (w.text in {TICKED, UNTICKED} and any(_holds(f, w) for f in frames)))
    return replace(printed, words=words, rules=rules, fields=tuple(fields))


def _shown(control: Control, view: View) -> Iterator[FormField]:
    """The control where it stands on the page; none when it stands nowhere, or is too small to be seen."""
    if control.box is not None and not control.hidden:
        x0, y0, x1, y1 = view.box(*control.box)
        tick = control.entry.kind is FieldKind.TICK
        yield FormField(control.entry.text, control.entry.where, x0, y0, x1, y1, tick=tick, label=control.entry.label)


class _Sides:
    """Frames by where their sides begin, in steps of `_NEAR`, so that a rule is held against those it may belong to."""

    def __init__(self, frames: Iterable[Corners]) -> None:
        self._at: dict[tuple[bool, int, int], list[Corners]] = defaultdict(list)
        for frame in frames:
            x0, y0, x1, y1 = (int(edge // _NEAR) for edge in frame)
            for side in ((True, y0, x0), (True, y1, x0), (False, x0, y0), (False, x1, y0)):
                self._at[side].append(frame)

    def near(self, rule: Rule) -> Iterator[Corners]:
        """The frames with a side that runs as the rule does and begins where it does, less than `_NEAR` from it."""
        across = rule.horizontal
        edge, start = (rule.y0, rule.x0) if across else (rule.x0, rule.y0)
        step, begin = int(edge // _NEAR), int(start // _NEAR)
        for at in (step - 1, step, step + 1):
            for first in (begin - 1, begin, begin + 1):
                yield from self._at.get((across, at, first), ())


def _holds(frame: Corners, word: Word) -> bool:
    """Does the word stand in the field?"""
    x0, y0, x1, y1 = frame
    return x0 - _NEAR <= word.x0 and word.x1 <= x1 + _NEAR and y0 - _NEAR <= word.middle <= y1 + _NEAR


def _frames(frame: Corners, rule: Rule) -> bool:
    """Is the rule a side of a field's own frame?"""
    x0, y0, x1, y1 = frame
    if rule.horizontal:
        return min(abs(rule.y0 - y0), abs(rule.y0 - y1)) < _NEAR and rule.x0 > x0 - _NEAR and rule.x1 < x1 + _NEAR
    return min(abs(rule.x0 - x0), abs(rule.x0 - x1)) < _NEAR and rule.y0 > y0 - _NEAR and rule.y1 < y1 + _NEAR

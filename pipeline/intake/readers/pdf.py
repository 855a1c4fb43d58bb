"""PDF: pikepdf for form fields and encryption, pypdfium2 for printed words and drawn rules.

The text of a page does not hold the values of its form fields, so both are read. Values may be UTF-16 or PDFDocEncoding (pikepdf decodes
both); a check box is ticked when its state is anything but /Off; for radio buttons the kids are asked (ISO 32000-1, 12.7.4.2).
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.i18n import Message, msg
from pipeline.intake.layout import Word
from pipeline.intake.package import PackageError
from pipeline.intake.pages import PrintedPage, page_blocks, without_running_heads
from pipeline.intake.readers.docx import TICKED, UNTICKED, clean, parse_form_identity
from pipeline.intake.ruled import Rule
from pipeline.model import Entry, FieldKind, FormIdentity, Sheet

MAX_PAGES: Final = 60
MAX_FIELDS: Final = 3000
_THIN: Final = 2.5
_PASSWORD_ERROR: Final = 4
_LETTERS: Final = {
    "\x02": "-",
    "\u2610": UNTICKED,
    "\u2611": TICKED,
    "\u2612": TICKED,
    "\u2713": TICKED,
    "\u2714": TICKED,
    "\uf0fe": TICKED,
    "\uf0a8": UNTICKED,
}


class EncryptedError(Exception):
    """A password is needed to open the file."""


class DynamicXfaError(Exception):
    """The file is a dynamic XFA form: its only page asks the reader to wait for another program."""


def read_pdf(content: bytes) -> Sheet:
    """What stands in a PDF; raises `EncryptedError`, `DynamicXfaError`, or `PackageError` when it cannot be opened."""
    remarks: list[Message] = []
    controls, form, xfa = _fields(content)
    entries = tuple(control.entry for control in controls)
    pages = [_with_values(page, controls) for page in _pages(content, remarks)]
    if xfa and not entries and sum(len(p.words) for p in pages) < 120:  # noqa: PLR2004 - the notice to wait is about 60 words
        raise DynamicXfaError
    blocks = tuple(block for page in without_running_heads(pages) for block in page_blocks(page))
    return Sheet(format="pdf", blocks=blocks, entries=entries, form=form, method="layout", remarks=tuple(remarks))


# --- form fields ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Control:
    """A form field with its value, its page, and its box (left, bottom, right, top in points, y upwards)."""

    entry: Entry
    page: int
    box: tuple[float, float, float, float] | None


def _fields(content: bytes) -> tuple[tuple[_Control, ...], FormIdentity | None, bool]:
    """The form's fields with values, kull's own form id, and whether there is an XFA part."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            root = pdf.Root.get("/AcroForm")
            form = parse_form_identity(str(pdf.docinfo.get("/KullForm", "")))
            if not isinstance(root, pikepdf.Dictionary):
                return (), form, False
            entries = tuple(_walk(_kids(root, "/Fields"), "", _page_numbers(pdf), set(), {}))
            return entries, form, "/XFA" in root
    except pikepdf.PasswordError as error:
        raise EncryptedError from error
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, KeyError) as error:
        raise PackageError(f"pdf: {error}") from error


def _kids(owner: pikepdf.Object, key: str) -> list[Any]:
    kids = owner.get(key)
    return list(kids)[:MAX_FIELDS] if isinstance(kids, pikepdf.Array) else []  # type: ignore[call-overload]


def _page_numbers(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    numbers: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, start=1):
        if number > MAX_PAGES:
            break
        for annotation in _kids(page.obj, "/Annots"):
            with contextlib.suppress(AttributeError):
                numbers[annotation.objgen] = number
    return numbers


def _walk(
    fields: Iterable[Any],
    prefix: str,
    pages: Mapping[tuple[int, int], int],
    seen: set[tuple[int, int]],
    above: Mapping[str, Any],
) -> Iterator[_Control]:
    for node in fields:
        if not isinstance(node, pikepdf.Dictionary) or node.objgen in seen or len(seen) > MAX_FIELDS:
            continue
        if node.objgen != (0, 0):
            seen.add(node.objgen)
        own = str(node.get("/T", ""))
        name = ".".join(part for part in (prefix, own) if part)
        known = {k: node.get(k, above.get(k)) for k in ("/FT", "/V", "/TU", "/Ff")}
        children = [k for k in _kids(node, "/Kids") if isinstance(k, pikepdf.Dictionary) and "/T" in k]
        if children:
            yield from _walk(children, name, pages, seen, known)
        elif (entry := _entry(node, name, known, pages)) is not None:
            yield entry


def _entry(node: Any, name: str, known: Mapping[str, Any], pages: Mapping[tuple[int, int], int]) -> _Control | None:
    kind = str(known["/FT"] or "")
    widgets = _kids(node, "/Kids") or [node]
    page = next((pages[w.objgen] for w in widgets if w.objgen in pages), 1)
    where = f"page {page}, field «{name}»"
    label = clean(str(known["/TU"])) if known["/TU"] is not None else ""
    if kind == "/Btn":
        if int(known["/Ff"] or 0) & (1 << 16):
            return None
        entry = Entry(key=name, label=label, where=where, kind=FieldKind.TICK, text=_button(known["/V"], widgets))
        return _Control(entry, page, _box(widgets))
    if kind in {"/Tx", "/Ch"}:
        choice = FieldKind.CHOICE if kind == "/Ch" else FieldKind.TEXT
        return _Control(
            Entry(key=name, label=label, where=where, kind=choice, text=_value_text(known["/V"])), page, _box(widgets)
        )
    return None


def _box(widgets: Sequence[Any]) -> tuple[float, float, float, float] | None:
    """The box of a field with one place on the page; radio buttons have several, and none of them is the answer's."""
    if len(widgets) != 1 or not isinstance(widgets[0].get("/Rect"), pikepdf.Array):
        return None
    x0, y0, x1, y1 = (float(v) for v in widgets[0]["/Rect"])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _value_text(value: Any) -> str:
    if value is None or isinstance(value, pikepdf.Name):
        return "" if value is None else str(value)[1:]
    if isinstance(value, pikepdf.Array):
        return ", ".join(_value_text(v) for v in value)  # type: ignore[attr-defined]
    if isinstance(value, pikepdf.Stream):
        return clean(value.read_bytes().decode("utf-8", "replace"))
    return clean(str(value).replace("\r\n", "\n").replace("\r", "\n"))


def _button(value: Any, widgets: Sequence[Any]) -> str:
    """☒ or ☐ for a check box; for radio buttons with telling states («ja», «nei») the chosen state's name."""
    states = [str(w.get("/AS", "")) for w in widgets]
    chosen = str(value) if value is not None else next((s for s in states if s and s != "/Off"), "/Off")
    if chosen in {"/Off", "Off", ""}:
        return UNTICKED
    offered = {str(k) for w in widgets for k in _states(w)} - {"/Off"}
    return TICKED if len(offered) < 2 else chosen.lstrip("/")  # noqa: PLR2004 - two states or more make a choice


def _states(widget: Any) -> list[str]:
    appearance = widget.get("/AP")
    normal = appearance.get("/N") if isinstance(appearance, pikepdf.Dictionary) else None
    return [str(k) for k in normal.keys()] if isinstance(normal, pikepdf.Dictionary) else []  # noqa: SIM118 - no mapping


# --- printed pages -------------------------------------------------------------------------------------------------------


def _with_values(page: PrintedPage, controls: Sequence[_Control]) -> PrintedPage:
    """The page with the values of its nameless fields where a person sees them: the printed words around them are their labels."""
    size = median([w.height for w in page.words]) if page.words else 10.0
    typed = [w for c in controls if c.page == page.number and c.box and not c.entry.label for w in _typed(c, page.height, size)]
    frames = [c.box for c in controls if c.page == page.number and c.box]
    rules = tuple(rule for rule in page.rules if not any(_frames(box, rule, page.height) for box in frames))
    return PrintedPage(page.number, (*page.words, *typed), rules, page.height) if typed else page


def _frames(box: tuple[float, float, float, float], rule: Rule, height: float) -> bool:
    """Is the rule a side of a field's own frame?"""
    near = 3.0
    x0, bottom, x1, top = box
    y0, y1 = height - top, height - bottom
    if rule.horizontal:
        return min(abs(rule.y0 - y0), abs(rule.y0 - y1)) < near and rule.x0 > x0 - near and rule.x1 < x1 + near
    return min(abs(rule.x0 - x0), abs(rule.x0 - x1)) < near and rule.y0 > y0 - near and rule.y1 < y1 + near


def _typed(control: _Control, height: float, size: float) -> Iterator[Word]:
    """The field's value as one word in its box: on the middle line, or on the first line of a tall box."""
    x0, bottom, x1, top = control.box or (0.0, 0.0, 0.0, 0.0)
    middle = height - (top + bottom) / 2 if top - bottom < 3 * size else height - top + size  # noqa: PLR2004 - a field of one line
    if control.entry.text:
        yield Word(
            control.entry.text, x0, middle - size / 2, x1, middle + size / 2, alone=control.entry.kind is not FieldKind.TICK
        )


def _pages(content: bytes, remarks: list[Message]) -> list[PrintedPage]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).casefold():
            raise EncryptedError from error
        raise PackageError(f"pdf: {error}") from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            remarks.append(msg("The file has {count} pages; only the first {read} were read.", count=count, read=MAX_PAGES))
        return [_page(document[number], number + 1) for number in range(min(count, MAX_PAGES))]
    except pdfium.PdfiumError as error:
        raise PackageError(f"pdf: {error}") from error
    finally:
        document.close()


def _page(page: pdfium.PdfPage, number: int) -> PrintedPage:
    height = page.get_height()
    text = page.get_textpage()
    return PrintedPage(number=number, words=tuple(_words(text, height)), rules=tuple(_rules(page, height)), height=height)


def _words(text: pdfium.PdfTextPage, height: float) -> Iterator[Word]:
    """The page's words in the file's order; a word ends at a blank, at a jump, or at a wide gap."""
    box = raw.FS_RECTF()
    letters: list[str] = []
    x0 = y0 = x1 = y1 = 0.0
    for i, letter in enumerate(_letters(text)):
        if letter.isspace() or letter in "\x00\ufffe\uffff" or not raw.FPDFText_GetLooseCharBox(text.raw, i, ctypes.byref(box)):
            if letters:
                yield Word("".join(letters), x0, y0, x1, y1)
                letters = []
            continue
        left, right, top, bottom = box.left, box.right, height - box.top, height - box.bottom
        jump = letters and (abs((top + bottom) - (y0 + y1)) > (y1 - y0) or left > x1 + 0.3 * (y1 - y0) or left < x0 - 1)
        if jump:
            yield Word("".join(letters), x0, y0, x1, y1)
            letters = []
        if letters:
            x1, y0, y1 = max(x1, right), min(y0, top), max(y1, bottom)
        else:
            x0, y0, x1, y1 = left, top, right, bottom
        letters.append(_LETTERS.get(letter, letter))
    if letters:
        yield Word("".join(letters), x0, y0, x1, y1)


def _letters(text: pdfium.PdfTextPage) -> Iterator[str]:
    """One string a character index of the page, so that boxes and letters keep step."""
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, i)
        yield chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"  # noqa: PLR2004 - Unicode's range


def _rules(page: pdfium.PdfPage, height: float) -> Iterator[Rule]:
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        width, tall = right - left, top - bottom
        if width > _THIN and tall <= _THIN:
            y = height - (top + bottom) / 2
            yield Rule(left, y, right, y)
        elif tall > _THIN and width <= _THIN:
            x = (left + right) / 2
            yield Rule(x, height - top, x, height - bottom)
        elif width > _THIN and tall > _THIN and _stroked(item):
            yield from _outline(item, left, height - top, right, height - bottom, height)


def _stroked(item: pdfium.PdfObject) -> bool:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, fill_mode, stroke)
    return bool(stroke.value)


def _outline(item: pdfium.PdfObject, x0: float, y0: float, x1: float, y1: float, height: float) -> Iterator[Rule]:
    """The straight sides of a drawn shape: its frame when it is a rectangle, else each of its strokes."""
    count = raw.FPDFPath_CountSegments(item.raw)
    if count <= 5:  # noqa: PLR2004 - a rectangle
        yield from (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))
        return
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for i in range(min(count, 2000)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = matrix.on_point(x.value, y.value)
        here = (px, height - py)
        if before is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(before, here)
        before = here


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    (ax, ay), (bx, by) = a, b
    if abs(ay - by) < 1 < abs(ax - bx):
        yield Rule(min(ax, bx), ay, max(ax, bx), ay)
    elif abs(ax - bx) < 1 < abs(ay - by):
        yield Rule(ax, min(ay, by), ax, max(ay, by))

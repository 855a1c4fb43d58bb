"""What stands in a PDF beside its printed text, by pikepdf: form fields, notes laid on the page, properties.

Values may be UTF-16 or PDFDocEncoding (pikepdf decodes both); a check box is ticked when its state is anything but /Off; for
radio buttons the kids are asked (ISO 32000-1, 12.7.4.2). A PDF may hold anything anywhere, so each object is asked what it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

import pikepdf

from pipeline.intake.marks import TICKED, UNTICKED, as_written, clean, parse_form_identity
from pipeline.intake.package import MAX_UNPACKED, EncryptedError, PackageError, refusing
from pipeline.model import Entry, FieldKind, FormIdentity, Line

MAX_PAGES: Final = 60
MAX_FIELDS: Final = 3000
MAX_DEPTH: Final = 30

_PUSH_BUTTON: Final = 1 << 16
_NOT_SHOWN: Final = 1 << 1 | 1 << 5  # hidden; not to be viewed
_CORNERS: Final = 4
_PAIR: Final = 2
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOTES: Final = frozenset({"/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Popup", "/Stamp"})

Corners = tuple[float, float, float, float]
_NOWHERE: Final[Corners] = (0.0, 0.0, 0.0, 0.0)
_UNSEEN: Final = 2.0  # points


@dataclass(frozen=True, slots=True)
class Control:
    """A form field, or text typed onto the page: its value, its page, and its box (left, bottom, right, top; y upwards)."""

    entry: Entry
    page: int
    box: Corners | None

    @property
    def hidden(self) -> bool:
        """Does nobody see it: hidden, or too small?"""
        return self.box is not None and min(self.box[2] - self.box[0], self.box[3] - self.box[1]) <= _UNSEEN

    def tidied(self) -> Control:
        """The control with blanks and invisible letters taken out of its words, as they are on a printed page."""
        return replace(self, entry=replace(self.entry, text=clean(self.entry.text), label=clean(self.entry.label)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What stands beside the printed text.

    `radios` are the buttons of nameless radio fields, each ☒ or ☐; `typed` is text laid on the pages (FreeText), `notes` the
    comments of readers.
    """

    controls: tuple[Control, ...] = ()
    radios: tuple[Control, ...] = ()
    typed: tuple[Control, ...] = ()
    notes: tuple[Line, ...] = ()
    properties: tuple[Line, ...] = ()
    form: FormIdentity | None = None
    xfa: bool = False
    attachments: int = 0

    def tidied(self) -> Extras:
        """The same for a form that is read by what is printed on it."""
        return replace(
            self,
            controls=tuple(control.tidied() for control in self.controls),
            typed=tuple(control.tidied() for control in self.typed),
        )


def read_extras(content: bytes) -> Extras:
    """The fields, notes and properties of a PDF; raises `UnreadableError` when it is encrypted or damaged."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf, refusing("pdf", *_DAMAGE):
            return _extras(pdf)
    except pikepdf.PasswordError as error:
        raise EncryptedError(str(error)) from error
    except _DAMAGE as error:
        raise PackageError(f"pdf: {error}") from error


_DAMAGE: Final = (pikepdf.PikepdfError, UnicodeDecodeError)  # the second for keys of odd bytes


def _extras(pdf: pikepdf.Pdf) -> Extras:
    if any(_is_locked(file) for file in _array(pdf.Root, "/AF")):
        raise EncryptedError("an encrypted payload in an unencrypted wrapper")
    _measure(pdf)
    root = pdf.Root.get("/AcroForm")
    form = root if isinstance(root, pikepdf.Dictionary) else None
    widgets, typed, notes = _annotations(pdf)
    info = dict(_info(pdf))
    fields = _Fields(widgets)
    controls = tuple(fields.below(_array(form, "/Fields"), "", {})) if form is not None else ()
    return Extras(
        controls=controls,
        radios=tuple(fields.radios),
        typed=tuple(typed),
        notes=tuple(notes),
        properties=tuple(Line(text=text, where=f"property {name}") for name, text in info.items() if text),
        form=parse_form_identity(info.get("KullForm", "")),
        xfa=form is not None and "/XFA" in form,
        attachments=len(pdf.attachments),
    )


def _is_locked(file: Any) -> bool:
    """Is it what the file is about, locked by a rights service, while the pages only say so (ISO 32000-2, 7.6.7)?"""
    return isinstance(file, pikepdf.Dictionary) and _name(file.get("/AFRelationship", "")) == "/EncryptedPayload"


def _measure(pdf: pikepdf.Pdf) -> None:
    """See that the pages' contents unpack to no more than `MAX_UNPACKED`, before anything unpacks them without asking."""
    room = MAX_UNPACKED
    for _, page in zip(range(MAX_PAGES), pdf.pages, strict=False):
        contents = page.obj.get("/Contents")
        for stream in [contents] if isinstance(contents, pikepdf.Stream) else _array(page.obj, "/Contents"):
            if isinstance(stream, pikepdf.Stream):
                room -= _unpacked(stream, room)


def _unpacked(stream: Any, room: int) -> int:
    """What `stream` unpacks to through its /FlateDecode filters, the only ones that a few bytes make thousands of."""
    content = bytes(stream.read_raw_bytes())
    filters = stream.get("/Filter")
    for name in _array(stream.stream_dict, "/Filter") or [filters]:
        if _name(name) not in {"/FlateDecode", "/Fl"}:
            break
        try:
            content = zlib.decompressobj().decompress(content, room + 1) if content else content
        except zlib.error:  # damaged short of the limit: what draws the page may still make something of it
            break
        if len(content) > room:
            raise PackageError(f"pdf: pages of more than {MAX_UNPACKED} bytes", too_large=True)
    return len(content)


def _info(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    info = pdf.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary):
        yield from ((str(name)[1:], _text(value)) for name, value in info.items())


def _annotations(pdf: pikepdf.Pdf) -> tuple[dict[tuple[int, int], int], list[Control], list[Line]]:
    """The page of each widget by its object number, the texts typed onto the pages, and the notes of readers."""
    widgets: dict[tuple[int, int], int] = {}
    typed: list[Control] = []
    notes: list[Line] = []
    for number, page in zip(range(1, MAX_PAGES + 1), pdf.pages, strict=False):
        for annotation in _array(page.obj, "/Annots"):
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            kind, where = _name(annotation.get("/Subtype", "")), f"page {number}, note"
            if kind == "/Widget":
                widgets[annotation.objgen] = number
            elif kind == "/FreeText" and (text := _text(annotation.get("/Contents"))):
                typed.append(Control(Entry(key="", label="", text=text, where=where), number, _corners(annotation)))
            elif kind in _NOTES and (text := _text(annotation.get("/Contents"))):
                notes.append(Line(text=text, where=where))
    return widgets, typed, notes


class _Fields:
    """The form's fields, each once; a field gets from those above it what it does not say itself (12.7.3.2)."""

    def __init__(self, pages: Mapping[tuple[int, int], int]) -> None:
        self._pages = pages
        self._seen: set[tuple[int, int]] = set()
        self._count = 0
        self.radios: list[Control] = []

    def below(self, fields: Sequence[Any], prefix: str, above: Mapping[str, Any], depth: int = 0) -> Iterator[Control]:
        """The controls of `fields` and of what is below them; `prefix` is the full name of the field above."""
        for node in fields:
            if not isinstance(node, pikepdf.Dictionary) or self._again(node.objgen):
                continue
            own = _text(node.get("/T"))
            name = ".".join(part for part in (prefix, own) if part)
            known = {key: node.get(key, above.get(key)) for key in ("/FT", "/V", "/TU", "/Ff", "/Opt")}
            kids = [kid for kid in _array(node, "/Kids") if isinstance(kid, pikepdf.Dictionary)]
            fields_below = [kid for kid in kids if "/T" in kid]
            if fields_below and depth < MAX_DEPTH:
                yield from self.below(fields_below, name, known, depth + 1)
            elif (control := self._control(name, known, kids or [node])) is not None:
                yield control

    def _again(self, number: tuple[int, int]) -> bool:
        """Was this object met before (a circle), or are there more fields than a form has?"""
        self._count += 1
        if number in self._seen or self._count > MAX_FIELDS:
            return True
        if number != (0, 0):
            self._seen.add(number)
        return False

    def _control(self, name: str, known: Mapping[str, Any], widgets: Sequence[Any]) -> Control | None:
        kind = _name(known["/FT"] or "")
        page = next((self._pages[w.objgen] for w in widgets if w.objgen in self._pages and not _is_hidden(w)), 1)
        where, label = f"page {page}, field «{name}»", _text(known["/TU"])
        if kind == "/Btn":
            flags = known["/Ff"]
            if isinstance(flags, int) and flags & _PUSH_BUTTON:
                return None
            text, sort = _button(known["/V"], widgets), FieldKind.TICK
            if len(widgets) > 1:
                return self._radio(Entry(key=name, label=label, text=text, where=where, kind=sort), page, widgets)
        elif kind in {"/Tx", "/Ch"}:
            chosen = kind == "/Ch"
            text, sort = (_chosen(known), FieldKind.CHOICE) if chosen else (_text(known["/V"]), FieldKind.TEXT)
        else:
            return None
        seen = next((widget for widget in widgets if not _is_hidden(widget)), None)
        box = _corners(seen) if seen is not None else _NOWHERE
        return Control(Entry(key=name, label=label, text=text, where=where, kind=sort), page, box)

    def _radio(self, entry: Entry, page: int, widgets: Sequence[Any]) -> Control:
        """A field of several buttons, none of which is where its answer stands; each speaks for itself where it is shown."""
        shown = (_choice(widget, entry.text, page) for widget in widgets if not _is_hidden(widget))
        buttons = [button for button in shown if button is not None]
        self.radios += buttons
        return Control(replace(entry, label="") if buttons else entry, page, None)


def _array(owner: Any, key: str) -> list[Any]:
    kids = owner.get(key) if isinstance(owner, (pikepdf.Dictionary, Mapping)) else None
    return list(kids)[:MAX_FIELDS] if isinstance(kids, pikepdf.Array) else []


def _is_hidden(widget: Any) -> bool:
    """Is the widget not shown on the page (12.5.3)?"""
    flags = widget.get("/F")
    return isinstance(flags, int) and bool(flags & _NOT_SHOWN)


def _corners(widget: Any) -> Corners | None:
    """The widget's box."""
    box = widget.get("/Rect")
    if not isinstance(box, pikepdf.Array) or len(box) != _CORNERS:
        return None
    edges = [_number(edge) for edge in box]
    if None in edges:
        return None
    x0, y0, x1, y1 = (edge for edge in edges if edge is not None)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _text(value: Any) -> str:
    """A value as text: a string, a name, several of them, or a stream (12.7.3.1); empty for anything else."""
    if value is None:
        return ""
    if isinstance(value, pikepdf.Array):
        return ", ".join(text for v in list(value)[:MAX_FIELDS] if (text := _text(v)))
    if isinstance(value, pikepdf.Name):
        return _name(value)[1:]
    if isinstance(value, pikepdf.Stream):
        return as_written(value.read_bytes().decode("utf-8", "replace"))
    if isinstance(value, pikepdf.String):
        return as_written(str(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _name(value: Any) -> str:
    """A name («/Ja») as text. Older programs write «På» in Latin-1, where the standard asks for UTF-8 (7.3.5)."""
    try:
        return str(value)
    except UnicodeDecodeError:
        written = _HEX.sub(lambda found: bytes.fromhex(found[1].decode()), value.unparse())
        return str(written.decode("latin-1"))


def _button(value: Any, widgets: Sequence[Any]) -> str:
    """☒ or ☐ for a check box; for radio buttons with telling states («ja», «nei») the chosen state's name."""
    states = [_name(w.get("/AS", "")) for w in widgets]
    chosen = _name(value) if value is not None else next((s for s in states if s and s != "/Off"), "/Off")
    if chosen in {"/Off", "Off", ""}:
        return UNTICKED
    offered = {state for w in widgets for state in _states(w)} - {"/Off"}
    return TICKED if len(offered) < 2 else chosen.lstrip("/")  # noqa: PLR2004 - two states or more make a choice


def _chosen(known: Mapping[str, Any]) -> str:
    """What a list shows for the value chosen: its options may be pairs of a code and the text for it (12.7.4.4)."""
    shown = {_text(o[0]): _text(o[1]) for o in _array(known, "/Opt") if isinstance(o, pikepdf.Array) and len(o) == _PAIR}
    value = known["/V"]
    values = list(value)[:MAX_FIELDS] if isinstance(value, pikepdf.Array) else [value]
    return ", ".join(text for v in values if (said := _text(v)) and (text := shown.get(said, said)))


def _choice(widget: Any, chosen: str, page: int) -> Control | None:
    """One radio button where it stands: ☒ when its state is the chosen one."""
    box = _corners(widget)
    text = TICKED if _name(widget.get("/AS", "/Off")) not in {"/Off", ""} and chosen != UNTICKED else UNTICKED
    where = f"page {page}, button"
    return Control(Entry(key="", label="", text=text, where=where, kind=FieldKind.TICK), page, box) if box else None


def _states(widget: Any) -> list[str]:
    """The states that the widget has pictures for; one alone where their names cannot be read."""
    appearance = widget.get("/AP")
    normal = appearance.get("/N") if isinstance(appearance, pikepdf.Dictionary) else None
    try:
        return [str(k) for k in normal.keys()] if isinstance(normal, pikepdf.Dictionary) else []  # noqa: SIM118 - no mapping
    except UnicodeDecodeError:
        return ["/Off"]

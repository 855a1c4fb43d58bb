"""Fillable PDF pages, drawn place by place: printed words and the fields beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

A4 = (595, 842)
TOP, BOTTOM, LEFT = 790, 60, 50
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How the maker of a form named and described its fields. `utf16`: values are always written as UTF-16."""

    style: str = "numbers"
    tooltips: bool = True
    utf16: bool = False


@dataclass(kw_only=True)
class FillablePdf:
    """A form under construction. `y` is where the next line goes; `label` names a field after what stands beside it."""

    naming: Naming
    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    y: float = TOP
    drawn: list[list[str]] = field(default_factory=lambda: [[]])
    placed: list[list[Dictionary]] = field(default_factory=lambda: [[]])
    fields: list[Dictionary] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def room(self, height: float) -> None:
        """Goes on to the next page when less than `height` is left."""
        if self.y - height < BOTTOM:
            self.drawn.append([])
            self.placed.append([])
            self.y = TOP

    def write(self, x: float, y: float, text: str, *, size: float = 9, bold: bool = False) -> None:
        """Prints words at a place."""
        shown = (
            text.encode("cp1252", "replace")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
            .decode("latin-1")
        )
        self.drawn[-1].append(f"BT /{'HB' if bold else 'H'} {size} Tf {x:.1f} {y:.1f} Td ({shown}) Tj ET")

    def frame(self, box: Box) -> None:
        """Draws lines around a box."""
        x0, y0, x1, y1 = box
        self.drawn[-1].append(f".6 w {x0:.1f} {y0:.1f} {x1 - x0:.1f} {y1 - y0:.1f} re S")

    def text(self, box: Box, value: str, label: str, *, long: bool = False) -> None:
        """A field to type in."""
        self._add(
            self._widget(
                box, label, FT=Name.Tx, V=self._string(value), Ff=4096 if long else 0, DA=pikepdf.String("/H 9 Tf 0 g")
            )
        )
        self.frame(box)

    def choice(self, box: Box, value: str, label: str, options: tuple[str, ...]) -> None:
        """A list to choose from."""
        shown = Array([self._string(o) for o in options])
        self._add(
            self._widget(box, label, FT=Name.Ch, Ff=1 << 17, Opt=shown, V=self._string(value), DA=pikepdf.String("/H 9 Tf 0 g"))
        )
        self.frame(box)

    def check(self, x: float, y: float, label: str, *, on: bool, state: str = "Yes") -> None:
        """A check box whose on state is called `state`."""
        now = Name(f"/{state}") if on else Name.Off
        self._add(self._widget((x, y, x + 10, y + 10), label, FT=Name.Btn, V=now, AS=now, AP=self._look(state)))
        self.frame((x, y, x + 10, y + 10))

    def radio(self, places: dict[str, tuple[float, float]], label: str, chosen: str | None) -> None:
        """Radio buttons: state → place. One is on, or none."""
        group = self._named(
            label, Dictionary(FT=Name.Btn, Ff=(1 << 15) | (1 << 14), V=Name(f"/{chosen}") if chosen else Name.Off)
        )
        group = self.pdf.make_indirect(group)
        kids = []
        for state, (x, y) in places.items():
            now = Name(f"/{state}") if state == chosen else Name.Off
            kid = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=Array([x, y, x + 10, y + 10]),
                AS=now,
                AP=self._look(state),
                F=4,
                Parent=group,
                MK=Dictionary(CA=pikepdf.String("l")),
            )
            kids.append(self.pdf.make_indirect(kid))
            self.placed[-1].append(kids[-1])
            self.frame((x, y, x + 10, y + 10))
        group.Kids = Array(kids)
        self.fields.append(group)

    def _widget(self, box: Box, label: str, **entries: Any) -> Dictionary:
        return self._named(
            label, Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([round(n, 1) for n in box]), F=4, **entries)
        )

    def _named(self, label: str, entry: Dictionary) -> Dictionary:
        entry.T = self._string(self._name(label))
        if self.naming.tooltips:
            entry.TU = self._string(label)
        return entry

    def _name(self, label: str) -> str:
        """A field's name: counted, or taken from the words beside it as form makers do by themselves, or in XFA's manner."""
        stem = {
            "numbers": "Tekst",
            "words": label.split(",", maxsplit=1)[0].replace(".", "")[:24] or "undefined",
            "subform": "TextField1",
        }[self.naming.style]
        self.names[stem] = count = self.names.get(stem, 0) + 1
        match self.naming.style:
            case "numbers":
                return f"{stem}{count}"
            case "words":
                return stem if count == 1 else f"{stem}_{count}"
            case _:
                return f"{stem}[{count - 1}]"

    def _add(self, entry: Dictionary) -> None:
        entry = self.pdf.make_indirect(entry)
        self.fields.append(entry)
        self.placed[-1].append(entry)

    def _string(self, text: str) -> pikepdf.String:
        return pikepdf.String(b"\xfe\xff" + text.encode("utf-16-be")) if self.naming.utf16 else pikepdf.String(text)

    def _look(self, state: str) -> Dictionary:
        """What a button shows when on and when off."""
        box = Array([0, 0, 10, 10])
        on = self.pdf.make_stream(b"1.2 w 2 2 m 8 8 l 2 8 m 8 2 l S", Type=Name.XObject, Subtype=Name.Form, BBox=box)
        off = self.pdf.make_stream(b" ", Type=Name.XObject, Subtype=Name.Form, BBox=box)
        return Dictionary(N=Dictionary({f"/{state}": on, "/Off": off}))

    def _tree(self) -> Array:
        """The fields as the catalogue lists them: flat, or below two levels of parents."""
        if self.naming.style != "subform":
            return Array(self.fields)
        page = self.pdf.make_indirect(Dictionary(T=pikepdf.String("Page1[0]"), Kids=Array(self.fields)))
        root = self.pdf.make_indirect(Dictionary(T=pikepdf.String("topmostSubform[0]"), Kids=Array([page])))
        page.Parent = root
        for entry in self.fields:
            entry.Parent = page
        return Array([root])

    def saved(self) -> bytes:
        """The finished file, the same bytes each time."""
        fonts = {
            f"/{key}": self.pdf.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(face), Encoding=Name.WinAnsiEncoding)
            )
            for key, face in (("H", "/Helvetica"), ("HB", "/Helvetica-Bold"))
        }
        signs = self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))
        for words, widgets in zip(self.drawn, self.placed, strict=True):
            page = self.pdf.add_blank_page(page_size=A4)
            page.obj.Resources = Dictionary(Font=Dictionary(fonts))
            page.obj.Contents = self.pdf.make_stream("\n".join(words).encode("latin-1"))
            page.obj.Annots = Array(widgets)
            for widget in widgets:
                widget.P = page.obj
        self.pdf.Root.AcroForm = Dictionary(
            Fields=self._tree(),
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(fonts | {"/ZaDb": signs})),
            DA=pikepdf.String("/H 9 Tf 0 g"),
        )
        out = BytesIO()
        self.pdf.save(out, deterministic_id=True)
        return out.getvalue()

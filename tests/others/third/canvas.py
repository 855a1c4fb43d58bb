"""A fillable PDF drawn place by place, with the habits of the programs that make such forms as switches (`Habits`).

A page is 595 × 842 points, places are given from the upper left corner, as one lays out a form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from others.third.marks import Spot, cross, lines_of, literal, turned

MULTILINE, READ_ONLY, RADIO, PUSH, COMBO, COMB = 1 << 12, 1, 1 << 15, 1 << 16, 1 << 17, 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a program writes fields: `name` makes a field's full name of its key and number, `tooltip` its /TU of its label.

    `drawn`: fields have appearances. `parents`: values stand in a field whose only kid is the widget. `coded`: always, or only
    where needed, UTF-16. `flags` are set on every field, `on` is what a ticked box is called.
    `flat` leaves no fields but what they show; `origin` is the page's lower left corner.
    """

    name: Callable[[str, int], str] = lambda _, n: f"Tekst{n}"
    tooltip: Callable[[str], str | None] = lambda _: None
    drawn: bool = True
    parents: bool = False
    coded: str = "auto"
    flags: int = 0
    on: str = "Yes"
    size: tuple[float, float] = (595, 842)
    rotate: int = 0
    flat: str = ""
    origin: tuple[float, float] = (0, 0)


@dataclass(kw_only=True)
class Canvas:
    """A form under construction."""

    habits: Habits = field(default_factory=Habits)
    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    shown: list[list[str]] = field(default_factory=lambda: [[]])
    annots: list[list[Any]] = field(default_factory=lambda: [[]])
    stamps: list[dict[str, Any]] = field(default_factory=lambda: [{}])
    roots: list[Any] = field(default_factory=list)
    nodes: dict[str, Any] = field(default_factory=dict)
    count: int = 0

    def page(self) -> None:
        """Goes on to a new page."""
        self.shown.append([])
        self.annots.append([])
        self.stamps.append({})

    def write(self, x: float, y: float, text: str, size: float = 9, font: str = "F1") -> None:
        """Prints words with their baseline at `y` from the top."""
        self.shown[-1].append(f"BT /{font} {size:g} Tf {x:.2f} {self.habits.size[1] - y:.2f} Td {literal(text)} Tj ET")

    def wrapped(self, x: float, y: float, text: str, wide: float, size: float = 9, font: str = "F1") -> float:
        """Prints words on as many lines as they need, and tells where the next line would stand."""
        for line in lines_of(text, wide, size):
            self.write(x, y, line, size, font)
            y += size * 1.25
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """Draws a line."""
        tall = self.habits.size[1]
        self.shown[-1].append(f"{width:g} w {x0:.2f} {tall - y0:.2f} m {x1:.2f} {tall - y1:.2f} l S")

    def box(self, spot: Spot, fill: float | None = None) -> None:
        """Draws a frame, or fills it with a grey."""
        x, y, w, h = spot
        rectangle = f"{x:.2f} {self.habits.size[1] - y - h:.2f} {w:.2f} {h:.2f} re"
        self.shown[-1].append(f".5 w {rectangle} S" if fill is None else f"q {fill:g} g {rectangle} f Q")

    def text(self, key: str, spot: Spot, value: str, label: str = "", *, flags: int = 0, **more: Any) -> None:
        """A field to type in."""
        look = self._lines_look(spot, value, multiline=bool(flags & MULTILINE), comb=more.get("MaxLen", 0))
        more = {"V": self._string(value), **more} if value else more
        self._field(key, spot, label, look, FT=Name.Tx, Ff=flags, **more)

    def choice(self, key: str, spot: Spot, value: str, options: Sequence[str | tuple[str, str]], label: str = "") -> None:
        """A list to choose from; options are texts, or pairs of a code and a text. `value` is the text chosen, or empty."""
        listed = Array(
            [self._string(o) if isinstance(o, str) else Array([self._string(o[0]), self._string(o[1])]) for o in options]
        )
        codes = {o if isinstance(o, str) else o[1]: o if isinstance(o, str) else o[0] for o in options}
        chosen = {"V": self._string(codes[value])} if value else {}
        self._field(key, spot, label, self._lines_look(spot, value), FT=Name.Ch, Ff=COMBO, Opt=listed, **chosen)

    def check(self, key: str, spot: Spot, label: str = "", *, ticked: bool, on: str = "") -> None:
        """A box to tick."""
        on = on or self.habits.on
        state = Name(f"/{on}") if ticked else Name.Off
        looks = Dictionary(N=Dictionary({f"/{on}": self._look(spot, cross(spot)), "/Off": self._look(spot, "")}))
        if self.habits.flat:
            self.box(spot)
            self._stamp(spot, cross(spot) if ticked else "")
            return
        self._field(key, spot, label, None, FT=Name.Btn, Ff=0, V=state, AS=state, AP=looks)

    def radio(self, key: str, spots: Sequence[Spot], names: Sequence[str], chosen: int | None, label: str = "") -> None:
        """A group of which one is chosen."""
        group = self._node(self._full(key))
        group.update(
            {"FT": Name.Btn, "Ff": RADIO | self.habits.flags, "V": Name(f"/{names[chosen]}" if chosen is not None else "/Off")}
        )
        if self.habits.tooltip(label):
            group["TU"] = self._string(self.habits.tooltip(label) or "")
        kids = []
        for i, (spot, on) in enumerate(zip(spots, names, strict=True)):
            looks = Dictionary(N=Dictionary({f"/{on}": self._look(spot, cross(spot)), "/Off": self._look(spot, "")}))
            state = Name(f"/{on}") if i == chosen else Name.Off
            kids.append(self._widget(spot, AS=state, AP=looks, Parent=group["self"]))
        group["Kids"] = kids

    def button(self, key: str, spot: Spot, caption: str) -> None:
        """A button to press, such as «Send inn»."""
        self._field(
            key, spot, caption, self._lines_look(spot, caption), FT=Name.Btn, Ff=PUSH, MK=Dictionary(CA=self._string(caption))
        )

    def note(self, spot: Spot, value: str) -> None:
        """A text comment laid on the page, as one fills in a form that has no fields."""
        self.annots[-1].append(
            self.pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.FreeText,
                    Rect=self._rect(spot),
                    Contents=self._string(value),
                    DA=pikepdf.String("/F1 9 Tf 0 0 .6 rg"),
                    F=4,
                    AP=Dictionary(N=self._lines_look(spot, value, multiline=True)),
                )
            )
        )

    def saved(self, *, need_appearances: bool = False) -> bytes:
        """The file."""
        self.pdf.docinfo["/Producer"] = "invented"
        for page, annots, stamps in zip(self.shown, self.annots, self.stamps, strict=True):
            self._add_page(page, annots, stamps)
        if self.nodes:
            form = Dictionary(Fields=Array(self.roots), DR=Dictionary(Font=self._fonts()), DA=pikepdf.String("/F1 9 Tf 0 g"))
            if need_appearances:
                form["/NeedAppearances"] = True
            self.pdf.Root.AcroForm = form
            self._close_nodes()
        out = BytesIO()
        self.pdf.save(out, static_id=True)
        return out.getvalue()

    def _full(self, key: str) -> str:
        self.count += 1
        return self.habits.name(key, self.count)

    def _node(self, full: str) -> dict[str, Any]:
        """The entry of a field by its full name; those above it come into being with it."""
        if full not in self.nodes:
            above, _, last = full.rpartition(".")
            holder = self.pdf.make_indirect(Dictionary(T=self._string(last)))
            self.nodes[full] = {"self": holder, "Kids": []}
            if above:
                parent = self._node(above)
                parent["Kids"].append(holder)
                holder.Parent = parent["self"]
            else:
                self.roots.append(holder)
        return self.nodes[full]

    def _close_nodes(self) -> None:
        for node in self.nodes.values():
            holder = node["self"]
            for key, value in node.items():
                if key != "self" and (key != "Kids" or value):
                    holder[f"/{key}"] = Array(value) if key == "Kids" else value

    def _field(self, key: str, spot: Spot, label: str, look: Any, **entries: Any) -> None:
        if self.habits.flat:
            self._stamp(spot, look)
            return
        entries["Ff"] = entries.get("Ff", 0) | self.habits.flags
        entries["DA"] = pikepdf.String("/F1 9 Tf 0 g")
        if self.habits.tooltip(label):
            entries["TU"] = self._string(self.habits.tooltip(label) or "")
        node = self._node(self._full(key))
        drawn = {"AP": Dictionary(N=look)} if self.habits.drawn and look is not None else {}
        if self.habits.parents or node["Kids"]:
            shown = {k: entries.pop(k) for k in ("AS", "AP") if k in entries}
            node.update(entries)
            node["Kids"].append(self._widget(spot, Parent=node["self"], **shown, **drawn))
        else:
            self._widget(spot, node["self"], **drawn)
            node.update(entries)

    def _widget(self, spot: Spot, holder: Any = None, **entries: Any) -> Any:
        holder = self.pdf.make_indirect(Dictionary()) if holder is None else holder
        for key, value in {"Type": Name.Annot, "Subtype": Name.Widget, "Rect": self._rect(spot), "F": 4, **entries}.items():
            holder[f"/{key}"] = value
        self.annots[-1].append(holder)
        return holder

    def _rect(self, spot: Spot) -> Array:
        x, y, w, h = spot
        tall = self.habits.size[1]
        right, up = self.habits.origin
        return Array([round(v, 2) for v in (x + right, tall - y - h + up, x + w + right, tall - y + up)])

    def _string(self, text: str) -> pikepdf.String:
        if self.habits.coded == "utf16":
            return pikepdf.String(b"\xfe\xff" + text.encode("utf-16-be"))
        return pikepdf.String(text)

    def _lines_look(self, spot: Spot, value: str, *, multiline: bool = False, comb: int = 0) -> Any:
        size = 8.5
        if comb:
            step = spot[2] / comb
            inside = "".join(
                f"BT /F1 {size} Tf {i * step + step / 3:.2f} 4 Td {literal(c)} Tj ET " for i, c in enumerate(value)
            )
        else:
            size = size if multiline else min(size, (spot[2] - 4) / (0.53 * max(1, len(value))))
            rows = [r for line in value.split("\r") for r in lines_of(line, spot[2] - 6, size)] if multiline else [value]
            top = spot[3] - 10 if multiline else (spot[3] - 6) / 2
            inside = "".join(
                f"BT /F1 {size:.2f} Tf 2 {top - i * 10.5:.2f} Td {literal(row)} Tj ET " for i, row in enumerate(rows) if row
            )
        return inside if self.habits.flat else self._look(spot, f"/Tx BMC q {inside} Q EMC")

    def _look(self, spot: Spot, content: str) -> Any:
        stream = self.pdf.make_stream(content.encode("latin-1"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = Array([0, 0, spot[2], spot[3]])
        if self.habits.rotate:
            stream.Matrix = Array([0, 1, -1, 0, 0, 0] if self.habits.rotate == 90 else [0, -1, 1, 0, 0, 0])
        stream.Resources = Dictionary(Font=self._fonts())
        return self.pdf.make_indirect(stream)

    def _stamp(self, spot: Spot, content: Any) -> None:
        """What a flattened field leaves: words on the page, or a form object that the page shows."""
        if not isinstance(content, str):
            content = ""
        x, y = spot[0], self.habits.size[1] - spot[1] - spot[3]
        if self.habits.flat == "objects":
            name = f"Fm{len(self.stamps[-1])}"
            self.stamps[-1][f"/{name}"] = self._look(spot, content)
            self.shown[-1].append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm /{name} Do Q")
        else:
            self.shown[-1].append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {content} Q")

    def _fonts(self) -> Dictionary:
        faces = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Times-Roman", "F4": "Courier"}
        return Dictionary(
            {
                f"/{key}": Dictionary(
                    Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{face}"), Encoding=Name.WinAnsiEncoding
                )
                for key, face in faces.items()
            }
        )

    def _add_page(self, content: list[str], annots: list[Any], stamps: dict[str, Any]) -> None:
        wide, tall = self.habits.size
        sideways = self.habits.rotate in (90, 270)
        right, up = self.habits.origin
        turn = {90: f"0 1 -1 0 {tall} 0 cm", 270: f"0 -1 1 0 0 {wide} cm"}.get(
            self.habits.rotate, f"1 0 0 1 {right:g} {up:g} cm"
        )
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, tall, wide] if sideways else [right, up, wide + right, tall + up]),
            Resources=Dictionary(Font=self._fonts(), XObject=Dictionary(stamps)),
            Contents=self.pdf.make_stream("\n".join([turn, *content]).encode("latin-1")),
            Annots=Array(annots),
        )
        if sideways:
            page.Rotate = self.habits.rotate
            for annot in annots:
                annot.Rect = turned(annot.Rect, self.habits.rotate, wide, tall)
                annot.MK = Dictionary(R=self.habits.rotate)
        self.pdf.pages.append(pikepdf.Page(page))

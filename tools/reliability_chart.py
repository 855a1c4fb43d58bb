"""The picture of how far a confidence can be believed: the geometry, for the template beside it to write as SVG.

Two panels, of reading's own figures and of the shares that take their place: across what was said, upwards what was right, a
curve for each method, and below how many values each tenth of confidence holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from reliability import BINS, Bin, Judged, bins

METHODS = {
    "tag": "kull's own fields",
    "label": "others' forms as typed",
    "layout": "printed pages",
    "ocr": "scans and photos",
}
SIDE, GAP, LEFT, TOP, ROW = 330, 64, 158, 86, 22
FEW = 20
"""A tenth of fewer values is counted, not drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One tenth of confidence: where it stands, how big, and between what heights the truth lies (95 %)."""

    x: float
    y: float
    size: float
    low: float
    high: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One method: its dots from left to right, how many values each tenth holds, and all together."""

    method: str
    name: str
    dots: tuple[Dot, ...]
    counts: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One set of axes, `x` from the picture's left."""

    x: int
    title: str
    across: str
    curves: tuple[Curve, ...]


def drawn(raw: Sequence[Judged], shares: Sequence[Judged]) -> str:
    """The picture, as SVG: the same values with reading's own figures, and with the shares."""
    panels = (
        _panel(LEFT, "Before: reading's own figure", "how sure reading was", raw),
        _panel(LEFT + SIDE + GAP, "After: the confidence in the register", "confidence", shares),
    )
    here = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=here, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True)
    template = environment.get_template("reliability.svg.jinja")
    width, height = LEFT + 2 * SIDE + GAP + 24, TOP + SIDE + 74 + ROW * (len(METHODS) + 2)
    return template.render(
        panels=panels, methods=METHODS, width=width, height=height, side=SIDE, left=LEFT, top=TOP, row=ROW, bins=BINS,
        total=_number(len(raw)), few=FEW,
    )  # fmt: skip


def _panel(x: int, title: str, across: str, values: Iterable[Judged]) -> Panel:
    everything = tuple(values)
    curves = (_curve(method, [v for v in everything if v.method == method]) for method in METHODS)
    return Panel(x=x, title=title, across=across, curves=tuple(curves))


def _curve(method: str, values: Sequence[Judged]) -> Curve:
    found = bins(values)
    return Curve(
        method=method,
        name=METHODS[method],
        dots=tuple(_dots(found.values())),
        counts=tuple(_number(found[n].count) if n in found else "" for n in range(BINS)),
        total=_number(len(values)),
    )


def _dots(found: Iterable[Bin]) -> Iterator[Dot]:
    for one in found:
        if one.count >= FEW:
            told = f"said {one.said:.3f}, right {one.right:.3f}, of {_number(one.count)} values"
            yield Dot(
                x=round(SIDE * one.said, 1),
                y=_up(one.right),
                size=round(1.6 + 1.1 * log10(one.count), 1),
                low=_up(max(0.0, one.right - one.reach)),
                high=_up(min(1.0, one.right + one.reach)),
                told=told,
            )


def _up(share: float) -> float:
    return round(SIDE * (1 - share), 1)


def _number(count: int) -> str:
    """«38 412», with a thin space."""
    return f"{count:,}".replace(",", "\u2009")

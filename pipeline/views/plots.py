"""Pictures with axes and scales, as PNG for Word and as SVG. The same values give the same bytes.

Drawn by matplotlib without its global state (`pyplot`), in the font that comes with it, DejaVu Sans, which has the letters of
the Sámi languages. Whoever draws is given a `Figure`; days are ordinals (`date.toordinal`). The colours are those of Okabe and
Ito, which hold for the colour-blind; what a colour says is always said by a form or a word too.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.programme import wording
from pipeline.programme.calendar import days_from
from pipeline.views.cell_text import visible

# Where it keeps its list of fonts is nothing that a case officer is told of, in English and on import.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

import matplotlib as mpl  # noqa: E402 - after it is told to be quiet
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402

__all__ = ["Axes", "Drawing", "Figure", "Line2D", "date_axis", "drawn", "month_name", "one_line", "quiet", "shortened"]

INK, GREY, PALE = "#1a1a1a", "#5a6670", "#d5dbe0"
BLUE, SKY, ORANGE, GREEN, PURPLE = "#0072b2", "#a6cde6", "#d55e00", "#009e73", "#8a3f70"

DOTS_PER_INCH: Final = 180
_INCH: Final = 25.4
_MOST_TICKS: Final = 8
_FEW_DAYS: Final = 75
_LOOK: Final[dict[Any, Any]] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 8,
    "text.color": INK,
    "text.parse_math": False,  # «$» in somebody's words is a dollar
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "savefig.dpi": DOTS_PER_INCH,
    "svg.fonttype": "none",  # text stays text, for those who search and those who listen
    "svg.hashsalt": "kull",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture in both formats, its width in millimetres, and what it shows for those who cannot see it."""

    png: bytes
    svg: bytes
    width: float
    alt: str


def drawn(draw: Callable[[Figure], None], *, width: float, height: float, alt: str) -> Drawing:
    """What `draw` puts on an empty figure of `width` by `height` millimetres."""
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # shown as a box; the words stand in text beside the picture
        mpl.rcdefaults()  # whatever a matplotlibrc of this machine says
        mpl.rcParams.update(_LOOK)
        figure = Figure(figsize=(width / _INCH, height / _INCH), layout=None)
        draw(figure)
        png, svg = io.BytesIO(), io.BytesIO()
        figure.savefig(png, format="png", metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Title": one_line(alt)})
    return Drawing(png=png.getvalue(), svg=svg.getvalue(), width=width, alt=alt)


def quiet(axes: Axes) -> None:
    """No line above and on the right; faint lines across."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, axis="y", color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)


def date_axis(axes: Axes, first: dt.date, last: dt.date, language: str, *, most: int = _MOST_TICKS) -> None:
    """Days from `first` to `last` along the axis, with some room beside them and at most `most` marks."""
    room = max(3.0, (last - first).days * 0.03)
    axes.set_xlim(first.toordinal() - room, last.toordinal() + room)
    marks = dict(_days(first, last, most) if (last - first).days < _FEW_DAYS else _months(first, last, language, most))
    axes.set_xticks([day.toordinal() for day in marks], labels=list(marks.values()))


def _days(first: dt.date, last: dt.date, most: int) -> Iterator[tuple[dt.date, str]]:
    """A few days, named «08.09»."""
    every = max(1, -(-((last - first).days + 1) // most))
    return _named(list(days_from(first, last))[::every], lambda day: wording.short_date(day)[:5])


def _months(first: dt.date, last: dt.date, language: str, most: int) -> Iterator[tuple[dt.date, str]]:
    """The first day of months, named «sep»."""
    firsts = [day for day in days_from(first, last) if day.day == 1]
    return _named(firsts[:: max(1, -(-len(firsts) // most))], lambda day: month_name(day, language))


def _named(days: Sequence[dt.date], name: Callable[[dt.date], str]) -> Iterator[tuple[dt.date, str]]:
    """Each day with its name; with the year below at the first one and where it changes."""
    year = 0
    for day in days:
        yield day, name(day) if day.year == year else f"{name(day)}\n{day.year}"
        year = day.year


def month_name(day: dt.date, language: str, *, whole: bool = False) -> str:
    """«sep», or «september»."""
    name = wording.month(day, language)
    return name if whole else name[:3]


def shortened(text: str, most: int) -> str:
    """`text` on one line of at most so many signs, ended with «…» where it is cut."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def one_line(text: str) -> str:
    """`text` as it can be shown on one line."""
    return " ".join(visible(text).split())

"""Pictures of answers: stacked bars, bars of choices, start against end. Each count is written; no colour is needed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.views.plots import BLUE, GREY, INK, ORANGE, PALE, Axes, Drawing, Figure, Line2D, drawn, one_line

SHADES: Final = ("#eef4f9", "#c3d9ec", "#8fb8db", "#3f7fb5", "#123f66")
"""From 1 to 5, each darker than the one before: they differ in grey too."""

WIDTH: Final = 174.0
_INKS: Final = (INK, INK, INK, "white", "white")
_LINES, _ROW, _LEGEND, _FOOT = 34, 11.5, 11.0, 3.0
_LEFT, _RIGHT = 0.335, 0.845
_MOST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One question: its label, how many gave each grade, and what stands beside the bar."""

    label: str
    counts: tuple[int, ...]
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One question asked twice: its label, both means, and how many answered each time."""

    label: str
    start: float
    end: float
    beside: str


def stacked_bars(rows: Sequence[BarRow], legend: Sequence[str], alt: str) -> Drawing:
    """A bar for each question, of five parts with their counts; the parts are shares of those who answered."""
    height = _LEGEND + _ROW * len(rows) + _FOOT

    def draw(figure: Figure) -> None:
        axes = _axes(figure, height, len(rows), _LEGEND)
        axes.set_xlim(0, 1)
        for at, row in enumerate(rows):
            left, whole = 0.0, sum(row.counts) or 1
            for count, shade, ink in zip(row.counts, SHADES, _INKS, strict=True):
                share = count / whole
                axes.barh(at, share, left=left, height=0.58, color=shade, edgecolor=GREY, linewidth=0.5)
                if count:
                    axes.text(left + share / 2, at, str(count), ha="center", va="center", color=ink, fontsize=8)
                left += share
            axes.text(1.015, at, one_line(row.beside), ha="left", va="center", color=INK, fontsize=8)
        axes.set_xticks([])
        axes.spines[["bottom", "left"]].set_visible(False)
        _labels(axes, [row.label for row in rows])
        _legend(figure, height, legend)

    return drawn(draw, width=WIDTH, height=height, alt=alt)


def choice_bars(choices: Sequence[tuple[str, int]], alt: str) -> Drawing:
    """A bar for each choice, with its count."""
    height = 8.5 * len(choices) + 2 * _FOOT

    def draw(figure: Figure) -> None:
        axes = _axes(figure, height, len(choices), _FOOT)
        axes.set_xlim(0, max(count for _, count in choices) * 1.02)
        for at, (_, count) in enumerate(choices):
            axes.barh(at, count, height=0.58, color=SHADES[3], edgecolor=GREY, linewidth=0.5)
            axes.annotate(str(count), (count, at), xytext=(4, 0), textcoords="offset points", va="center", color=INK)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        _labels(axes, [label for label, _ in choices])

    return drawn(draw, width=WIDTH, height=height, alt=alt)


def dumbbells(rows: Sequence[PairRow], start: str, end: str, ends: tuple[str, str], alt: str) -> Drawing:
    """Start (open ring) and end (full dot) of each question on the scale from 1 to 5; `ends` are the words for 1 and 5."""
    height = _LEGEND + 15.0 * len(rows) + 10.0

    def draw(figure: Figure) -> None:
        axes = _axes(figure, height, len(rows), _LEGEND, below=10.0)
        axes.set_xlim(0.9, 5.1)
        axes.grid(visible=True, axis="x", color=PALE, linewidth=0.6)
        axes.set_axisbelow(True)
        for at, row in enumerate(rows):
            axes.plot([row.start, row.end], [at, at], color=GREY, linewidth=2.2, solid_capstyle="butt", zorder=2)
            axes.plot(
                row.start,
                at,
                "o",
                markersize=8.5,
                markerfacecolor="white",
                markeredgecolor=ORANGE,
                markeredgewidth=1.8,
                zorder=3,
            )
            axes.plot(row.end, at, "o", markersize=8.5, color=BLUE, zorder=4)
            for value, up in ((row.start, -13), (row.end, 8)):
                axes.annotate(_comma(value), (value, at), xytext=(0, up), textcoords="offset points", ha="center", fontsize=8)
            axes.text(
                5.18, at, one_line(row.beside).replace(" · ", "\n"), ha="left", va="center", fontsize=7.5, linespacing=1.3
            )
        axes.set_xticks([1, 2, 3, 4, 5], labels=[f"1\n{ends[0]}", "2", "3", "4", f"5\n{ends[1]}"])
        axes.spines["left"].set_visible(False)
        _labels(axes, [row.label for row in rows])
        marks = [
            Line2D(
                [],
                [],
                marker="o",
                linestyle="",
                markersize=8,
                markerfacecolor="white",
                markeredgecolor=ORANGE,
                markeredgewidth=1.8,
            ),
            Line2D([], [], marker="o", linestyle="", markersize=8, color=BLUE),
        ]
        figure.legend(marks, [start, end], loc="upper left", bbox_to_anchor=(_LEFT - 0.01, 1), ncols=2, borderaxespad=0.3)

    return drawn(draw, width=WIDTH, height=height, alt=alt)


def _axes(figure: Figure, height: float, rows: int, above: float, below: float = _FOOT) -> Axes:
    """Room for so many rows, the first on top."""
    axes = figure.add_axes((_LEFT, below / height, _RIGHT - _LEFT, (height - above - below) / height))
    axes.set_ylim(rows - 0.5, -0.5)
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def _labels(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), labels=[_wrapped(label) for label in labels])
    axes.tick_params(axis="y", length=0, pad=6)


def _wrapped(label: str) -> str:
    lines = textwrap.wrap(one_line(label), _LINES) or [""]
    return "\n".join(
        [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: _LINES - 1]}…"] if len(lines) > _MOST_LINES else lines
    )


def _legend(figure: Figure, height: float, words: Sequence[str]) -> None:
    """A square for each grade, from 1 to 5."""
    axes = figure.add_axes((0, 1 - _LEGEND / height, 1, _LEGEND / height))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    for at, (word, shade) in enumerate(zip(words, SHADES, strict=True)):
        left = 0.005 + at * 0.2
        axes.barh(0.5, 0.019, left=left, height=0.36, align="center", color=shade, edgecolor=GREY, linewidth=0.5)
        axes.text(left + 0.026, 0.5, word, va="center", fontsize=7.5)


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")

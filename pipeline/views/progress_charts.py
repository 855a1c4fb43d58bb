"""How far the teams have come, as pictures: the steps of the cohort and of each team, and a run chart for each indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pipeline.form.year_forms import STEPS
from pipeline.i18n import Message, msg
from pipeline.programme.wording import number, short_date
from pipeline.views import plots
from pipeline.views.plots import Axes, Drawing, Figure, Line2D
from pipeline.year.progress import FIRST_STEP, LAST_STEP, Point, Progress, Series, Spread
from pipeline.year.run_chart import RunChart, run_chart

WIDTH: Final = 174.0
"""Millimetres: what is between the margins of an upright page."""

_COHORT_HEIGHT, _RUN_HEIGHT, _PANEL_HEIGHT, _FOOT = 88.0, 52.0, 27.0, 14.0
_ACROSS, MOST_PANELS = 5, 20
_LONGEST_TITLE, _LONGEST_UNIT = 80, 40
_ROOM = 0.18
_TOP: Final[dict[str, Any]] = {"x": 0.01, "y": 0.98, "ha": "left", "va": "top", "fontsize": 10, "fontweight": "bold"}
_VALUE: Final[dict[str, Any]] = {"color": plots.BLUE, "fontweight": "bold"}
_BEHIND: Final = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}

_COHORT = msg("Steps of the self-evaluation, whole cohort")
_WHAT_IT_IS = msg("Chart of the steps of all teams, from 0.5 to 5.")
_EACH = msg("Steps of the self-evaluation, team by team")
_MEDIAN, _HALF, _ALL = msg("median"), msg("the middle half of the teams"), msg("lowest to highest")
_OF_COHORT = msg("Median of the cohort")
_OF_TEAM = msg("The team")
_SHIFT = msg("shift: six or more in a row on one side of the median")
_TREND = msg("trend: five or more in a row, all up or all down")
_TOO_FEW = msg("Too few measurements to tell: {count} of the 10 that are needed.")
_NOTHING = msg("No sign of change by the rules of run charts.")


def cohort_chart(cohort: Sequence[Spread], language: str) -> Drawing:
    """The steps of all teams month by month: median, middle half, lowest and highest; at least one month."""

    def draw(figure: Figure) -> None:
        axes = figure.add_axes((0.31, 0.17, 0.67, 0.69))
        plots.quiet(axes)
        _step_axis(axes, [step.label[language] for step in STEPS])
        places = range(len(cohort))
        axes.vlines(places, [one.lowest for one in cohort], [one.highest for one in cohort], color=plots.GREY, linewidth=1)
        axes.vlines(places, [one.lower for one in cohort], [one.upper for one in cohort], color=plots.SKY, linewidth=11)
        axes.plot(places, [one.middle for one in cohort], "-o", color=plots.BLUE, linewidth=1.5, markersize=5)
        for place, one in zip(places, cohort, strict=True):
            said = number(one.middle, language)
            axes.annotate(said, (place, one.middle), (8, -12), textcoords="offset points", bbox=_BEHIND, **_VALUE)
        axes.set_xlim(-0.6, len(cohort) - 0.4)
        every = -(-len(cohort) // 12)
        axes.set_xticks(places[::every], labels=[_month_and_teams(one, language) for one in cohort[::every]])
        figure.suptitle(_COHORT.in_language(language), **_TOP)
        figure.legend(
            handles=[
                Line2D([], [], color=plots.BLUE, marker="o", label=_MEDIAN.in_language(language)),
                Line2D([], [], color=plots.SKY, linewidth=8, label=_HALF.in_language(language)),
                Line2D([], [], color=plots.GREY, linewidth=1, label=_ALL.in_language(language)),
            ],
            loc="upper left",
            bbox_to_anchor=(0.3, 0.95),
            ncols=3,
        )

    return plots.drawn(draw, width=WIDTH, height=_COHORT_HEIGHT, alt=_cohort_alt(cohort, language))


def _step_axis(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_ylim(FIRST_STEP - 0.25, LAST_STEP + 0.25)
    axes.set_yticks([float(step.value) for step in STEPS], labels=labels)


def _month_and_teams(one: Spread, language: str) -> str:
    month = plots.month_name(one.month, language)
    teams = msg("{count} teams", count=one.teams)
    return f"{month}\n{one.month.year}\n{teams.in_language(language)}"


def _cohort_alt(cohort: Sequence[Spread], language: str) -> str:
    told = (
        msg(
            "{month}: median {median} of {teams} teams, lowest {lowest}, highest {highest}.",
            month=f"{plots.month_name(one.month, language, whole=True)} {one.month.year}",
            median=number(one.middle, language),
            teams=one.teams,
            lowest=number(one.lowest, language),
            highest=number(one.highest, language),
        ).in_language(language)
        for one in cohort
    )
    return f"{_WHAT_IT_IS.in_language(language)} {' '.join(told)}"


def team_charts(progress: Sequence[Progress], cohort: Sequence[Spread], language: str) -> tuple[Drawing, ...]:
    """A small chart of each team's steps over time, all to one scale, twenty a picture; a team that has told none has none."""
    told = [one for one in progress if one.steps]
    days = [point.day for one in told for point in one.steps]
    span = (min(days), max(days)) if days else None
    some = (told[start : start + MOST_PANELS] for start in range(0, len(told), MOST_PANELS))
    return tuple(_panels(part, cohort, span, language) for part in some if span)


def _panels(told: Sequence[Progress], cohort: Sequence[Spread], span: tuple[dt.date, dt.date], language: str) -> Drawing:
    across = min(_ACROSS, len(told))
    rows = -(-len(told) // across)
    height = rows * _PANEL_HEIGHT + _FOOT

    def draw(figure: Figure) -> None:
        figure.subplots_adjust(
            left=0.05, right=0.985, top=1 - 13 / height, bottom=10 / height, wspace=0.12, hspace=0.5 if rows > 1 else 0
        )
        for place, one in enumerate(told):
            axes = figure.add_subplot(rows, across, place + 1)
            _panel(axes, one, cohort, span, language, named=place % across == 0, dated=place + across >= len(told))
        figure.suptitle(_EACH.in_language(language), **_TOP | {"y": 1 - 1 / height})
        handles = [
            Line2D([], [], color=plots.BLUE, marker="o", markersize=4, label=_OF_TEAM.in_language(language)),
            Line2D([], [], color=plots.GREY, linestyle=":", label=_OF_COHORT.in_language(language)),
        ]
        figure.legend(handles=handles, loc="upper right", bbox_to_anchor=(0.99, 1), ncols=2)

    return plots.drawn(draw, width=WIDTH, height=height, alt=_panels_alt(told, language))


def _panel(  # noqa: PLR0913 - what a panel shows, and which of its axes are named
    axes: Axes,
    one: Progress,
    cohort: Sequence[Spread],
    span: tuple[dt.date, dt.date],
    language: str,
    *,
    named: bool,
    dated: bool,
) -> None:
    plots.quiet(axes)
    axes.set_ylim(FIRST_STEP - 0.5, LAST_STEP + 0.5)
    axes.set_yticks(range(1, 6), labels=[str(step) for step in range(1, 6)] if named else [""] * 5)
    middles = [(month.month.replace(day=15).toordinal(), month.middle) for month in cohort]
    axes.plot(*zip(*middles, strict=True), ":", color=plots.GREY, linewidth=1)
    axes.plot([p.day.toordinal() for p in one.steps], [p.value for p in one.steps], "-o", color=plots.BLUE, markersize=4)
    last = one.steps[-1]
    axes.annotate(
        number(last.value, language),
        (last.day.toordinal(), last.value),
        (0, 5 if last.value < LAST_STEP else -12),
        textcoords="offset points",
        ha="right",
        **_VALUE,
    )
    plots.date_axis(axes, *span, language, most=3)
    axes.tick_params(labelsize=7, labelbottom=dated)
    axes.set_title(plots.one_line(one.team), fontsize=8, pad=3)


def _panels_alt(told: Sequence[Progress], language: str) -> str:
    each = (f"{one.team}: {' – '.join(number(point.value, language) for point in one.steps)}" for one in told)
    said = msg("A small chart of the steps of each team over time. {teams}.", teams="; ".join(each))
    return plots.one_line(said.in_language(language))


def indicator_chart(team: str, series: Series, language: str) -> Drawing:
    """The run chart of one indicator: its measurements, their median, and what the rules mark; at least one measurement."""
    found = run_chart([point.value for point in series.points])

    def draw(figure: Figure) -> None:
        axes = figure.add_axes((0.1, 0.2, 0.79, 0.53))
        plots.quiet(axes)
        _measurements(axes, series.points, found)
        axes.axhline(found.median, color=plots.INK, linewidth=1, linestyle="--")
        axes.annotate(
            f"{_MEDIAN.in_language(language)}\n{number(found.median, language)}",
            (1.01, found.median),
            xycoords=("axes fraction", "data"),
            va="center",
        )
        axes.margins(y=_ROOM)
        plots.date_axis(axes, series.points[0].day, series.points[-1].day, language)
        axes.yaxis.set_major_formatter(lambda value, _: number(value, language))
        axes.annotate(plots.shortened(series.unit, _LONGEST_UNIT), (0, 1.03), xycoords="axes fraction", fontsize=7.5)
        figure.suptitle(plots.shortened(f"{team}: {series.name}", _LONGEST_TITLE), **_TOP)
        _explain(figure, series, found, language)

    return plots.drawn(draw, width=WIDTH, height=_RUN_HEIGHT, alt=_run_alt(team, series, found, language))


def _measurements(axes: Axes, points: Sequence[Point], found: RunChart) -> None:
    """The line, its points, and over them squares for a shift and triangles for a trend."""
    days, values = [point.day.toordinal() for point in points], [point.value for point in points]
    axes.plot(days, values, "-o", color=plots.BLUE, linewidth=1.2, markersize=4.5, zorder=3)
    marks = (("s", plots.ORANGE, 8.5, found.shifts), ("^", plots.PURPLE, 11.5, found.trends))
    for form, colour, size, runs in marks:
        places = sorted({place for run, _ in runs for place in run})
        axes.plot(
            [days[place] for place in places],
            [values[place] for place in places],
            form,
            markerfacecolor="none",
            markeredgecolor=colour,
            markeredgewidth=1.4,
            markersize=size,
            zorder=4,
        )


def _named(series: Series) -> str:
    return f"{series.name} ({series.unit})" if series.unit else series.name


def _explain(figure: Figure, series: Series, found: RunChart, language: str) -> None:
    """What the marks mean; or that there is none, and why."""
    kinds = (("s", plots.ORANGE, _SHIFT, found.shifts), ("^", plots.PURPLE, _TREND, found.trends))
    handles = [
        Line2D(
            [], [], linestyle="", marker=form, markerfacecolor="none", markeredgecolor=colour, label=words.in_language(language)
        )
        for form, colour, words, runs in kinds
        if runs
    ]
    if handles:
        figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.005, 0.915), ncols=2, fontsize=7.5)
    else:
        figure.text(
            0.01, 0.865, " ".join(one.in_language(language) for one in _signs(series.points, found)), va="top", fontsize=7.5
        )


def changes(series: Series) -> tuple[Message, ...]:
    """The shifts and trends of `series`, a sentence for each."""
    return tuple(_runs(series.points, run_chart([point.value for point in series.points])))


def _signs(points: Sequence[Point], found: RunChart) -> tuple[Message, ...]:
    """What the rules say, in sentences."""
    if not found.enough:
        return (Message(_TOO_FEW.msgid, {"count": len(points)}),)
    return tuple(_runs(points, found)) or (_NOTHING,)


def _runs(points: Sequence[Point], found: RunChart) -> Iterator[Message]:
    told = [(_SHIFT_ABOVE if above else _SHIFT_BELOW, run) for run, above in found.shifts]
    told += [(_TREND_UP if up else _TREND_DOWN, run) for run, up in found.trends]
    for sentence, run in told:
        first, last = short_date(points[run[0]].day), short_date(points[run[-1]].day)
        yield Message(sentence.msgid, {"count": len(run), "first": first, "last": last})


_SHIFT_ABOVE = msg("Shift: {count} in a row above the median, {first}–{last}.")
_SHIFT_BELOW = msg("Shift: {count} in a row below the median, {first}–{last}.")
_TREND_UP = msg("Trend: {count} in a row going up, {first}–{last}.")
_TREND_DOWN = msg("Trend: {count} in a row going down, {first}–{last}.")


def _run_alt(team: str, series: Series, found: RunChart, language: str) -> str:
    first, last = series.points[0], series.points[-1]
    said = msg(
        "Run chart of {team}: {indicator}. {count} measurements from {first_day} ({first}) to {last_day} ({last}), median "
        "{median}. {signs}",
        team=team,
        indicator=_named(series),
        count=len(series.points),
        first_day=short_date(first.day),
        first=number(first.value, language),
        last_day=short_date(last.day),
        last=number(last.value, language),
        median=number(found.median, language),
        signs=" ".join(one.in_language(language) for one in _signs(series.points, found)),
    )
    return plots.one_line(said.in_language(language))

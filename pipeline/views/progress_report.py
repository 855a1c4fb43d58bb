"""How far the teams have come, as a Word document: the cohort on the first page, each team with its own measurements after.

It names teams and projects, and no person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument

from pipeline.form.year_forms import STEPS
from pipeline.i18n import Message, msg
from pipeline.letters.contexts import DocumentProperties, Picture
from pipeline.model import Registration
from pipeline.programme import wording
from pipeline.programme.schema import Programme
from pipeline.views import word
from pipeline.views.plots import Drawing, one_line
from pipeline.views.progress_charts import MOST_PANELS, changes, cohort_chart, indicator_chart, team_charts
from pipeline.year.progress import Point, Progress, Series, Spread, spread

TITLE = msg("Progress of the teams")
_COHORT = msg("The whole cohort")
_EACH = msg("Team by team")
_HOW_COHORT = msg(
    "The teams' own evaluation, from 0.5 (enrolled) to 5 (outstanding and lasting). For each month the last step that each "
    "team had told by then."
)
_HOW_RUN = msg(
    "Run charts: the broken line is the median. Six or more measurements in a row on one side of it (a shift), or five or more "
    "all up or all down (a trend), are seldom chance. With fewer than ten measurements nothing can be told."
)
_COUNTED = msg("{steps} of {teams} teams have sent a self-evaluation, and {measured} have sent measurements.")
_NO_STEPS = msg("No self-evaluation has come yet.")
_NOTHING = msg("Neither self-evaluation nor measurements have come from: {teams}.")
_LEFT_OUT = msg("Left out until somebody has looked:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The document's file, and its pictures by what they show: «» for the cohort, «team», and «UNN-1-1» for an indicator."""

    document: bytes
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that the document is made from. `until` is the day of the newest report: what makes it another document."""

    programme: Programme
    registrations: Mapping[str, Registration]
    progress: tuple[Progress, ...]
    until: dt.date
    language: str

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures that the document has, as `Report` names them."""
        teams = sum(1 for one in self.progress if one.steps)
        cohort = ("", *(_numbered("team", number) for number in range(-(-teams // MOST_PANELS)))) if teams else ()
        return (*cohort, *(key for one in self.progress for key in _keys(one)))

    def words(self, message: Message) -> str:
        """`message` in the document's language."""
        return message.in_language(self.language)

    @property
    def properties(self) -> DocumentProperties:
        """What the document says about itself."""
        title = f"{self.words(TITLE)} – {self.programme.cohort.short_name}"
        return DocumentProperties(
            title=title[:90], author=self.programme.organiser.name, language=self.language, dated=self.until
        )


def progress_report(told: Told) -> Report:
    """The document in one language, and its pictures."""
    document = word.new_document(told.properties, told.programme.cohort.name, word.Page())
    until = msg("Reports until {day}", day=wording.long_date(told.until, told.language))
    word.heading(document, told.words(TITLE), f"{told.programme.cohort.name}  ·  {told.words(until)}")
    pictures = dict(_write_cohort(told, document, spread(told.progress)))
    silent = [one.team for one in told.progress if not (one.steps or one.indicators)]
    if silent:
        word.add_sentence(document, told.words(Message(_NOTHING.msgid, {"teams": ", ".join(silent)})))
    if any(one.indicators for one in told.progress):
        word.add_sentence(document, told.words(_HOW_RUN))
    speaking = [one for one in told.progress if one.steps or one.indicators or one.left_out]
    for number, one in enumerate(speaking):
        pictures |= _write_team(told, document, one, first=number == 0)
    return Report(
        document=word.finished(document, told.properties), pictures={key: drawing.svg for key, drawing in pictures.items()}
    )


def _write_cohort(told: Told, document: WordDocument, cohort: Sequence[Spread]) -> Mapping[str, Drawing]:
    word.add_heading(document, told.words(_COHORT))
    counted = {
        "teams": len(told.progress),
        "steps": sum(1 for one in told.progress if one.steps),
        "measured": sum(1 for one in told.progress if one.indicators),
    }
    word.add_sentence(document, told.words(Message(_COUNTED.msgid, counted)))
    if not cohort:
        word.add_sentence(document, told.words(_NO_STEPS))
        return {}
    word.add_sentence(document, told.words(_HOW_COHORT))
    whole = cohort_chart(cohort, told.language)
    word.add_figure(document, _picture(whole))
    charts = team_charts(told.progress, cohort, told.language)
    word.add_heading(document, told.words(_EACH))
    for chart in charts:
        word.add_figure(document, _picture(chart))
    return {"": whole, **{_numbered("team", number): chart for number, chart in enumerate(charts)}}


def _numbered(name: str, number: int) -> str:
    return f"{name}-{number + 1}" if number else name


def _keys(one: Progress) -> Mapping[str, Series]:
    return {f"{one.team}-{number}": series for number, series in enumerate(one.indicators, start=1)}


def _picture(drawing: Drawing) -> Picture:
    return Picture(content=drawing.png, width=drawing.width, alt=drawing.alt)


def _write_team(told: Told, document: WordDocument, one: Progress, *, first: bool) -> Mapping[str, Drawing]:
    """A team's heading, where it stands, and its run charts, each with what it tells."""
    registration = told.registrations.get(one.team)
    title = registration.values.title or "" if registration else ""
    word.add_heading(document, one_line(f"{one.team}   {title}"), new_page=first)
    if one.steps:
        word.add_sentence(document, _standing(told, one.steps), close=True)
    pictures = {key: indicator_chart(one.team, series, told.language) for key, series in _keys(one).items()}
    for drawing, series in zip(pictures.values(), one.indicators, strict=True):
        found = " ".join(told.words(sign) for sign in changes(series))
        word.add_figure(document, _picture(drawing), close=bool(found))
        if found:
            word.add_sentence(document, found)
    if one.left_out:
        word.add_sentence(document, told.words(_LEFT_OUT), close=True)
        for message in one.left_out:
            word.add_item(document, one_line(told.words(message)))
    return pictures


def _standing(told: Told, steps: Sequence[Point]) -> str:
    """«Trinn 3,0 – begynnende forbedring (20. februar 2026); det første var 0,5 – påmeldt (12. september 2025).»."""
    names = {float(step.value): step.label[told.language] for step in STEPS}
    first, last = steps[0], steps[-1]
    now = {"step": names[last.value], "day": wording.long_date(last.day, told.language)}
    if len(steps) == 1:
        return told.words(Message(_STANDS.msgid, now))
    was = {"first": names[first.value], "first_day": wording.long_date(first.day, told.language)}
    return told.words(Message(_HAS_COME.msgid, {**now, **was}))


_STANDS = msg("Step {step} ({day}).")
_HAS_COME = msg("Step {step} ({day}). The first was {first} ({first_day}).")

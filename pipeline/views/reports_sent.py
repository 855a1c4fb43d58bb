"""`innsendt.xlsx`: which reports have come from each team, which are overdue, and what is due when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.form.year_forms import TEAM_FORMS
from pipeline.i18n import Message, msg
from pipeline.letters.report_reminders import Awaited, purpose
from pipeline.model import Registration
from pipeline.programme.calendar import schedule
from pipeline.programme.schema import Programme
from pipeline.programme.wording import short_date
from pipeline.views.register_xlsx import Tone
from pipeline.views.year_workbook import BookContent, Column, Row, SheetContent
from pipeline.year.expected import Due, Owed, Sent, dues

LANGUAGE = "nb"
FORMS = {form.id: form for form in TEAM_FORMS}
STATES: Mapping[Sent, Message] = {
    Sent.SENT: msg("sent"),
    Sent.LATE: msg("late"),
    Sent.MISSING: msg("MISSING"),
    Sent.NOT_YET: msg("not due yet"),
}
_TONES = {Sent.SENT: Tone.CALM, Sent.LATE: Tone.WARNING, Sent.MISSING: Tone.ERROR, Sent.NOT_YET: Tone.MUTED}
_TITLE = msg("Reports from the teams")
_EXPLAINED = msg(
    "A report counts by the date that is written on it, for the day that it is nearest to. What is due today is not missing "
    "before tomorrow. Run kull reports again when more has come."
)


def reports_sent(programme: Programme, teams: Sequence[Registration], owes: Sequence[Owed]) -> BookContent:
    """The workbook: a row for each team with a column for each day on which something is due, and the days themselves."""
    calendar = dues(programme)
    title = _TITLE.in_language(LANGUAGE)
    return BookContent(
        title=f"{title} – {programme.cohort.name}",
        author=programme.organiser.name,
        footer=programme.case.reference,
        sheets=(
            SheetContent(name="team", columns=tuple(_columns(calendar)), rows=tuple(_rows(teams, owes, calendar)), frozen=2),
            SheetContent(name="frister", columns=_DUE_COLUMNS, rows=tuple(_due_rows(programme, owes, calendar))),
            SheetContent(name="forklaring", lines=(title, _EXPLAINED.in_language(LANGUAGE))),
        ),
    )


def _columns(calendar: Sequence[Due]) -> Iterator[Column]:
    yield Column(head="Team", width=10)
    yield Column(head="Prosjekt", width=30)
    yield Column(head="Mangler", width=10, centred=True)
    for due in calendar:
        yield Column(head=f"{FORMS[due.form].title[LANGUAGE]}\n{short_date(due.day)}", width=14, centred=True)


def _rows(teams: Sequence[Registration], owes: Sequence[Owed], calendar: Sequence[Due]) -> Iterator[Row]:
    by_team = {(one.team, one.due): one for one in owes}
    for team in teams:
        mine = [by_team[team.id, due] for due in calendar]
        missing = sum(one.sent is Sent.MISSING for one in mine)
        yield Row(
            values=(team.id, team.values.title or "", missing, *map(_said, mine)),
            tones=(Tone.PLAIN, Tone.PLAIN, Tone.ERROR if missing else Tone.PLAIN, *(_TONES[one.sent] for one in mine)),
        )


def _said(one: Owed) -> str:
    """«sendt», and below it the form's date."""
    state = STATES[one.sent].in_language(LANGUAGE)
    return f"{state}\n{short_date(one.dated)}" if one.dated else state


_DUE_COLUMNS = (
    Column(head="Frist", width=14),
    Column(head="Skjema", width=22),
    Column(head="Gjelder", width=52),
    *(Column(head=head, width=12, centred=True) for head in ("Sendt", "For sent", "Mangler")),
)


def _due_rows(programme: Programme, owes: Sequence[Owed], calendar: Sequence[Due]) -> Iterator[Row]:
    meetings = {one.meeting.key: one for one in schedule(programme)}
    for due in calendar:
        states = [one.sent for one in owes if one.due == due]
        form = FORMS[due.form]
        what = purpose(Awaited(form=form, day=due.day, meeting=meetings.get(due.meeting)), LANGUAGE)
        counted = tuple(states.count(state) for state in (Sent.SENT, Sent.LATE, Sent.MISSING))
        tone = Tone.ERROR if counted[-1] else Tone.PLAIN
        yield Row(values=(due.day, form.title[LANGUAGE], what, *counted), tones=(*(Tone.PLAIN,) * 5, tone))

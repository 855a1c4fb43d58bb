"""`kull calendar`, `kull timeline`: the network's year, from the programme file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_list, tell_published
from pipeline.i18n import msg

if TYPE_CHECKING:
    from pipeline.steps.calendars import Calendars
    from pipeline.steps.timelines import Timelines
    from pipeline.year.invitations import Event, Revision
    from pipeline.year.tasks import Task


NOT_LISTED = msg("  … and {count} more: see outbox/timeline/tidslinje.xlsx")


@click.command()
@click.pass_obj
def timeline(session: Session) -> None:
    """Write the plan of the year, with a day for each task."""
    from pipeline.run_year import timeline as write_timeline

    with session.run("timeline") as run:
        timelines = write_timeline(run)
    tell_published(session, timelines.published, msg("Timeline"))
    _tell_moves(session, timelines)
    if timelines.year.undated:
        session.say(msg("No day yet, and so no tasks:"))
        tell_list(session, (name.nb for name in timelines.year.undated))


def _tell_moves(session: Session, timelines: Timelines) -> None:
    from pipeline.programme.wording import short_date

    if timelines.moved:
        session.say(msg("Moved since the timeline was last written: {count}.", count=len(timelines.moved)))
        days = (f"{short_date(one.before.day)} → {short_date(one.task.day)}  {one.task.title.nb}" for one in timelines.moved)
        tell_list(session, days, NOT_LISTED)
    if timelines.new:
        session.say(msg("New since the timeline was last written: {count}.", count=len(timelines.new)))
        tell_list(session, map(task_line, timelines.new), NOT_LISTED)
    if timelines.off:
        session.say(msg("No longer to be done: {count}.", count=len(timelines.off)))
        tell_list(session, (one.title for one in timelines.off), NOT_LISTED)


def task_line(task: Task) -> str:
    """«16.05.2025  Innkalle til alle møter i Outlook (Saksbehandler)»."""
    from pipeline.programme.wording import short_date

    return f"{short_date(task.day)}  {task.title.nb} ({task.responsible.nb})"


@click.command()
@click.pass_obj
def calendar(session: Session) -> None:
    """Write calendar invitations to the meetings, and cancel those to meetings that are off."""
    from pipeline.run_year import calendar as write_calendar

    with session.run("calendar") as run:
        calendars = write_calendar(run)
    tell_published(session, calendars.published, msg("Calendar files"))
    _tell_changes(session, calendars)
    _tell_what_to_look_at(session, calendars)


def _tell_changes(session: Session, calendars: Calendars) -> None:
    from pipeline.year.invitations import Change

    headings = {
        Change.NEW: msg("New invitations:"),
        Change.CHANGED: msg("Changed since they were last written; send these again:"),
        Change.CANCELLED: msg("No longer in the programme, and cancelled; send these, so that they leave people's calendars:"),
    }
    for change, heading in headings.items():
        found = [revision for revision in calendars.revisions if revision.change is change]
        if found:
            session.say(heading)
            tell_list(session, map(_line, found))


def _line(revision: Revision) -> str:
    event = revision.issued.invitation.event
    return f"{_when(event)}  {event.title}"


def _when(event: Event) -> str:
    from pipeline.programme import wording

    if event.start.date() == event.end.date():
        return f"{wording.short_date(event.start)} {wording.clock_range(event.start.time(), event.end.time())}"
    start, end = (f"{wording.short_date(time)} {wording.clock(time.time())}" for time in (event.start, event.end))
    return f"{start} – {end}"


def _tell_what_to_look_at(session: Session, calendars: Calendars) -> None:
    lunch = [one.issued.invitation.event for one in calendars.revisions if not one.issued.cancelled]
    by_lunch = [event.title for event in lunch if event.lunch_to_lunch]
    if by_lunch:
        said = msg(
            "No clock in programme.toml, so they stand from lunch (12.00) to lunch (12.30): {meetings}.",
            meetings=", ".join(by_lunch),
        )
        session.say(said)
    if calendars.undecided:
        session.say(msg("No day yet, and so no invitation:"))
        tell_list(session, (one.meeting.title for one in calendars.undecided))
    for one in calendars.days_off:
        session.say(f"{one.meeting}: {session.words(one.message)}")

"""`kull meeting` and `kull attendance`: the papers of a meeting, and who was there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_list
from pipeline.cli.tell_mending import tell_taken
from pipeline.cli.words import Argument, Choice, option
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.programme.calendar import DatedMeeting
    from pipeline.steps.meetings import Counted

FORMS = ("nb", "nn")


@click.command()
@click.argument("key", cls=Argument, metavar="KEY")
@option("--form", "language", type=Choice(FORMS), default="nb", words=msg("The målform of the papers: bokmål or nynorsk."))
@click.pass_obj
def meeting(session: Session, key: str, language: str) -> None:
    """Write the papers of a meeting."""
    from pipeline.run_year import meeting as write

    with session.run("meeting") as run:
        mended, papers = write(run, key, language)
    tell_taken(session, mended.taken, mended.register, mended.published)
    session.say(msg("Participants: {count}.", count=papers.participants))
    tell_list(session, map(session.words, papers.notes))
    session.say(msg("Written in the outbox: {count}.", count=len(papers.published.written)))
    tell_list(session, papers.published.written)
    for path in papers.left:
        session.say(msg("{path} is filled in, and was left as it is. Read it with: kull attendance", path=path))
    for path, copy in papers.published.kept.items():
        session.say(msg("  {path} had been changed by hand. The changed file is kept as {copy}.", path=path, copy=str(copy)))


@click.command()
@click.argument("file", cls=Argument, metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@option("--meeting", "key", metavar="KEY", default="", words=msg("Which meeting it is of, when the list does not tell."))
@option(
    "--day",
    type=click.IntRange(1, 9),
    metavar="NUMBER",
    default=None,
    words=msg("Which day it is of, when the list does not tell."),
)
@click.pass_obj
def attendance(session: Session, file: Path | None, key: str, day: int | None) -> None:
    """Read lists of who was there, and show the attendance of the year."""
    from pipeline.run_year import attendance as count

    with session.run("attendance") as run:
        mended, counted = count(run, file, key, day or 0)
    tell_taken(session, mended.taken, mended.register, mended.published)
    for name, marks in counted.read.items():
        session.say(msg("{file}: {count} marks read.", file=name, count=marks))
    for one in counted.changed:
        now, was = (_WAS, _WAS_NOT) if one.present else (_WAS_NOT, _WAS)
        session.say(
            msg(
                "  {name}, {meeting} day {day}: «{old}» → «{new}»",
                name=one.name,
                meeting=one.meeting,
                day=one.day,
                old=was,
                new=now,
            )
        )
    if counted.questions:
        session.say(msg("NOT TAKEN, and to be answered: {count}.", count=len(counted.questions)))
        tell_list(session, map(session.words, counted.questions))
    _show(session, counted)


_WAS, _WAS_NOT = msg("present"), msg("absent")


def _show(session: Session, counted: Counted) -> None:
    """Each team at each meeting that a list was read of."""
    from pipeline.views.attendance_sheets import team_share

    if not counted.meetings:
        session.say(msg("No attendance has been read yet."))
        return
    titles = Counter(dated.meeting.title for dated in counted.meetings)
    named = {dated.meeting.key: _named(dated, alone=titles[dated.meeting.title] == 1) for dated in counted.meetings}
    for team in counted.teams:
        members = [one for one in counted.people if one.teams == (team.id,) and not one.adviser]
        shares = ((named[dated.meeting.key], team_share(members, dated.meeting.key)) for dated in counted.meetings)
        said = ", ".join(f"{title} {was}/{of}" for title, (was, of) in shares if of)
        session.say(f"  {team.id}: {said or '–'}")
    if counted.published:
        session.say(Message(_OVERVIEW.msgid, {"path": "outbox/meetings/oppmote.xlsx"}))


def _named(dated: DatedMeeting, *, alone: bool) -> str:
    """What a meeting is called; with its day when others are called the same."""
    return dated.meeting.title if alone or not dated.days else f"{dated.meeting.title} {dated.days[0]:%d.%m.}"


_OVERVIEW = msg("Each person over the year: {path}")

"""`kull agenda`: programme, running sheet and checklist of each meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.letters import AS_PDF, stop_at_failures
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_letters
from pipeline.cli.words import Argument
from pipeline.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.year.agenda import Timetable


@click.command()
@click.argument("key", cls=Argument, required=False, metavar="[KEY]")
@AS_PDF
@click.pass_obj
def agenda(session: Session, key: str | None, *, pdf: bool | None) -> None:
    """Write programme, running sheet and checklist of each meeting; print the timetable of the one named."""
    from pipeline.run_year import agenda as write_papers

    with session.run("agenda") as run:
        outcome = write_papers(run, key, pdf=pdf is not False)
    if outcome.shown:
        for line in _lines(session, outcome.shown):
            session.say(line)
    tell_letters(session, outcome.correspondence)
    if outcome.without:
        keys = ", ".join(outcome.without)
        session.say(msg("Meetings without an agenda: {keys}. docs/agendas.md tells how they get one.", keys=keys))
    if outcome.left_over:
        said = msg(
            "LOOK AT THIS: no meeting is left for {agendas}, and the others are dealt out in order. Has a meeting gone, give "
            "each its agenda in agendas.toml.",
            agendas=", ".join(outcome.left_over),
        )
        session.say(said)
    stop_at_failures(session, run, outcome.correspondence, pdf=pdf)


def _lines(session: Session, made: Timetable) -> Iterator[str]:
    """The timetable, a line an item."""
    from pipeline.year.agenda import clock

    for day in made.days:
        yield session.words(msg("{meeting}, day {day}:", meeting=made.meeting.meeting.title, day=day.number))
        for slot in day.slots:
            time = f"{clock(slot.start):%H.%M}–{clock(slot.end):%H.%M}" if slot.minutes else ""
            yield f"  {time:11}  {slot.minutes:4}  {slot.item.title}"
    yield ""

"""The cohort's invitations in the outbox: a file for each meeting, and one with all that an audience is asked to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.i18n import Message, msg
from pipeline.ledger.invitations import issued_invitations, remember_invitations
from pipeline.ledger.withdrawals import taken_down
from pipeline.programme.calendar import DatedMeeting, day_off, schedule
from pipeline.programme.schema import Audience, Programme
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, publish
from pipeline.year.ics import calendar_file
from pipeline.year.invitations import Issued, Revision, invitations, revised, undecided

STEP, WITHDRAWN = "calendar", "withdrawn"

IN_FILE_NAMES = {Audience.ALL: "alle", Audience.LEADERS: "ledere", Audience.ADVISERS: "veiledere"}
CALENDAR_NAMES = {
    Audience.ALL: msg("{network}: meetings for all"),
    Audience.LEADERS: msg("{network}: meetings for leaders"),
    Audience.ADVISERS: msg("{network}: meetings for advisers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A meeting on a day that somebody should look twice at."""

    meeting: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """What became of each invitation, the meetings that have no day yet, and days to look twice at."""

    published: Published
    revisions: tuple[Revision, ...]
    undecided: tuple[DatedMeeting, ...]
    days_off: tuple[DayOff, ...]


def write_calendars(run: Run) -> Calendars:
    """Bring every invitation up to date.

    The ledger knows what an invitation is before its file does: a run that is cut off in between writes the same file later.
    """
    programme = run.programme
    with run.ledger.begin() as db:
        before = issued_invitations(db, programme.cohort.id)
        revisions = revised(before, invitations(programme), programme, run.now)
        changed = [one.issued for one in revisions if before.get(one.issued.invitation.key) != one.issued]
        remember_invitations(db, programme.cohort.id, changed)
    made = dict(_files(programme, [one.issued for one in revisions]))
    write_cancellations(run)
    return Calendars(
        published=publish(run, STEP, _wanted(made, "programme.toml"), made),
        revisions=revisions,
        undecided=undecided(programme),
        days_off=tuple(_days_off(programme)),
    )


def write_cancellations(run: Run) -> Published:
    """The files for teams that withdrew, as they were when they did; those of a withdrawal that was taken back are removed."""
    with run.ledger.connect() as db:
        gone = taken_down(db, run.programme.cohort.id)
    made = {f"calendar/{name}": calendar_file(off) for one in gone for name, off in one.cancelled.items()}
    return publish(run, WITHDRAWN, _wanted(made, "kull withdraw"), made)


def _wanted(made: Mapping[str, bytes], source: str) -> list[Wanted]:
    return [Wanted(path=path, content=hashlib.sha256(data).hexdigest(), made_from=(source,)) for path, data in made.items()]


def _files(programme: Programme, issued: Sequence[Issued]) -> Iterator[tuple[str, bytes]]:
    """No key of a meeting holds a low line, so that no meeting's file is taken for an audience's."""
    for one in issued:
        invitation = one.invitation
        yield f"calendar/{invitation.meeting}-{IN_FILE_NAMES[invitation.audience]}.ics", calendar_file([one])
    for audience, name in CALENDAR_NAMES.items():
        asked_to = [one for one in issued if one.invitation.audience in {audience, Audience.ALL}]
        if asked_to:
            said = Message(name.msgid, {"network": programme.cohort.short_name}).in_language()
            yield f"calendar/alle_moter_{IN_FILE_NAMES[audience]}.ics", calendar_file(asked_to, said)


def _days_off(programme: Programme) -> Iterator[DayOff]:
    for dated in schedule(programme):
        for message in filter(None, map(day_off, dated.days)):
            yield DayOff(meeting=dated.meeting.title, message=message)

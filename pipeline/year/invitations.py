"""Meetings with a day → invitations, and what becomes of those that were given out before.

A person may have put an invitation into a calendar at any time, and what is there is found again by its UID alone. So every
invitation that was ever written is kept (`ledger/invitations.py`): its UID never changes, its SEQUENCE rises when the meeting
itself changed, and one that is no longer called for is cancelled, not forgotten. No invitation says who is asked, or as what:
the part that somebody has in a team is nobody's business in a calendar (domain §2, fact 2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.programme.calendar import DatedMeeting, schedule
from pipeline.programme.schema import Audience, MeetingKind, Programme

Key = tuple[str, Audience]
"""A meeting's key, and who is asked to it."""

# «Lunsj til lunsj»: what a gathering takes in a calendar when the programme file gives it no clock.
LUNCH_BEGINS, LUNCH_ENDS = dt.time(12), dt.time(12, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a meeting is to those who come. `start` and `end` are local time in Oslo; `place` is empty when it is on a screen.

    `lunch_to_lunch`: the programme file gives no clock, so that `start` and `end` are only about when lunch is.
    """

    title: str
    theme: str
    aim: str
    place: str
    start: dt.datetime
    end: dt.datetime
    lunch_to_lunch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Who invites, and whom to ask."""

    network: str
    name: str
    email: str
    contact: str
    contact_email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One meeting for one audience."""

    meeting: str
    audience: Audience
    event: Event
    host: Host

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.meeting, self.audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An invitation as it was last given out: `stamped` when it last changed; `cancelled` when the meeting is off."""

    invitation: Invitation
    uid: str
    sequence: int
    stamped: dt.datetime
    cancelled: bool = False


class Change(StrEnum):
    """What became of an invitation since it was last given out. `DETAIL`: who invites or whom to ask, not the meeting."""

    NEW = "new"
    NONE = "none"
    DETAIL = "detail"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    STILL_CANCELLED = "still_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An invitation as it is now, and what became of it."""

    issued: Issued
    change: Change


def invitations(programme: Programme) -> tuple[Invitation, ...]:
    """An invitation to each meeting that has its day, in the order of the programme file."""
    return tuple(_invitation(programme, one, one.first, one.last) for one in schedule(programme) if one.first and one.last)


def undecided(programme: Programme) -> tuple[DatedMeeting, ...]:
    """The meetings that nobody can be invited to yet."""
    return tuple(one for one in schedule(programme) if one.first is None)


def _invitation(programme: Programme, dated: DatedMeeting, first: dt.date, last: dt.date) -> Invitation:
    meeting, lunch = dated.meeting, dated.start is None or dated.end is None
    event = Event(
        title=meeting.title,
        theme=meeting.theme,
        aim=meeting.aim,
        place="" if meeting.kind is MeetingKind.ONLINE else meeting.place,
        start=dt.datetime.combine(first, dated.start or LUNCH_BEGINS),
        end=dt.datetime.combine(last, dated.end or LUNCH_ENDS),
        lunch_to_lunch=lunch,
    )
    return Invitation(meeting=meeting.key, audience=meeting.audience, event=event, host=host_of(programme))


def host_of(programme: Programme) -> Host:
    """The organiser and the cohort's contact."""
    return Host(
        network=programme.cohort.short_name,
        name=programme.organiser.name,
        email=programme.organiser.email,
        contact=programme.contact.name,
        contact_email=programme.contact.email,
    )


def revised(
    issued: Mapping[Key, Issued], called_for: Iterable[Invitation], programme: Programme, at: dt.datetime
) -> tuple[Revision, ...]:
    """Every invitation as it is at `at`: those called for in their order, then those of meetings that are off, by key."""
    now = {invitation.key: invitation for invitation in called_for}
    standing = (_revision(issued.get(key), invitation, programme, at) for key, invitation in now.items())
    off = (_off(issued[key], at) for key in sorted(issued.keys() - now.keys()))
    return (*standing, *off)


def _revision(old: Issued | None, now: Invitation, programme: Programme, at: dt.datetime) -> Revision:
    if old is None:
        return Revision(issued=Issued(invitation=now, uid=_uid(now, programme), sequence=0, stamped=at), change=Change.NEW)
    if old.cancelled or old.invitation.event != now.event:
        issued = replace(old, invitation=now, sequence=old.sequence + 1, stamped=at, cancelled=False)
        return Revision(issued=issued, change=Change.CHANGED)
    if old.invitation != now:
        return Revision(issued=replace(old, invitation=now, stamped=at), change=Change.DETAIL)
    return Revision(issued=old, change=Change.NONE)


def _off(old: Issued, at: dt.datetime) -> Revision:
    if old.cancelled:
        return Revision(issued=old, change=Change.STILL_CANCELLED)
    return Revision(issued=replace(old, sequence=old.sequence + 1, stamped=at, cancelled=True), change=Change.CANCELLED)


def _uid(invitation: Invitation, programme: Programme) -> str:
    """The same for ever, and no other organiser's: cohorts are numbered alike everywhere."""
    return f"{invitation.meeting}-{invitation.audience}@{owner_of(programme)}"


def owner_of(programme: Programme) -> str:
    """What comes after the @ of the cohort's UIDs."""
    return f"{programme.cohort.id}.{programme.organiser.orgnr}.kull"

"""Calendar files (RFC 5545 and 5546), by icalendar: the same values give the same bytes.

An event is published (`METHOD:PUBLISH`), not requested of anybody: a request names those who are asked, and these files are
given to all. What is off is cancelled under its old UID. Oslo's rules of the clock are written out in each file, since a
reader need not know the name of the zone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText

from pipeline.i18n import msg
from pipeline.programme.schema import OSLO
from pipeline.year.invitations import Host, Invitation, Issued
from pipeline.year.moves import TaskDay
from pipeline.year.tasks import Task

PRODUCT = "-//kull//læringsnettverk//NB"
LANGUAGE = "nb"

# Since 1996: the last Sunday of March and of October, at 01:00 UTC.
SUMMER = (TimezoneDaylight, "CEST", dt.datetime(1996, 3, 31, 2), 1, 2, 3)  # noqa: DTZ001 - a zone's own rules are local
WINTER = (TimezoneStandard, "CET", dt.datetime(1996, 10, 27, 3), 2, 1, 10)  # noqa: DTZ001 - as above


def calendar_file(issued: Iterable[Issued], name: str = "") -> bytes:
    """A file with every event of `issued`; `name` is what a calendar program calls it, when there is more than one."""
    events = tuple(issued)
    off = bool(events) and all(one.cancelled for one in events)
    calendar = _calendar("CANCEL" if off else "PUBLISH", name)
    calendar.add_component(oslo())
    for one in events:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical(sorted=False))


def task_file(days: Iterable[TaskDay], tasks: Mapping[str, Task], host: Host, owner: str) -> bytes:
    """A file with each of `days` as a note on its whole day, which leaves the day free; `owner` makes UIDs the cohort's own.

    What is off is cancelled. `tasks` has the others, by key.
    """
    name = msg("{network}: tasks", network=host.network).in_language(LANGUAGE)
    calendar = _calendar("PUBLISH", name)
    for one in days:
        calendar.add_component(_note(one, tasks.get(one.key), host, owner))
    return bytes(calendar.to_ical(sorted=False))


def _note(one: TaskDay, task: Task | None, host: Host, owner: str) -> Event:
    note = Event()
    note.add("uid", f"{one.key}-task@{owner}")
    note.add("dtstamp", one.stamped.astimezone(dt.UTC))
    note.add("sequence", one.sequence)
    note.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    note.add("transp", "TRANSPARENT")
    note.add("organizer", _organiser(host))
    note.add("dtstart", one.day)
    note.add("dtend", one.day + dt.timedelta(days=1))
    add_text(note, "summary", one.title)
    if task:
        said = filter(None, (task.responsible[LANGUAGE], task.material[LANGUAGE]))
        add_text(note, "description", "\n".join(said))
    return note


def oslo() -> Timezone:
    """Europe/Oslo with its two changes of the clock a year."""
    zone = Timezone()
    zone.add("tzid", OSLO.key)
    for kind, name, since, before, after, month in (SUMMER, WINTER):
        part = kind()
        part.add("dtstart", since)
        part.add("tzname", name)
        part.add("tzoffsetfrom", dt.timedelta(hours=before))
        part.add("tzoffsetto", dt.timedelta(hours=after))
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(part)
    return zone


def _calendar(method: str, name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    return calendar


def _event(issued: Issued) -> Event:
    invitation = issued.invitation
    event = Event()
    event.add("uid", issued.uid)
    event.add("dtstamp", issued.stamped.astimezone(dt.UTC))
    event.add("sequence", issued.sequence)
    event.add("status", "CANCELLED" if issued.cancelled else "CONFIRMED")
    event.add("organizer", _organiser(invitation.host))
    event.add("dtstart", invitation.event.start.replace(tzinfo=OSLO))
    event.add("dtend", invitation.event.end.replace(tzinfo=OSLO))
    add_text(event, "summary", f"{invitation.host.network}: {invitation.event.title}")
    add_text(event, "location", invitation.event.place or msg("Online meeting").in_language(LANGUAGE))
    add_text(event, "description", "\n".join(_description(invitation)))
    return event


def add_text(component: Component, name: str, text: str) -> None:
    """A text in bokmål."""
    value = vText(text)
    value.params["LANGUAGE"] = LANGUAGE
    component.add(name, value)


def _organiser(host: Host) -> vCalAddress:
    address = vCalAddress(f"mailto:{host.email}")
    address.params["CN"] = host.name
    return address


def _description(invitation: Invitation) -> Iterable[str]:
    event, host = invitation.event, invitation.host
    if event.theme:
        yield msg("Theme: {theme}", theme=event.theme).in_language(LANGUAGE)
    if event.aim:
        yield msg("Aim: {aim}", aim=event.aim).in_language(LANGUAGE)
    if event.lunch_to_lunch:
        yield msg("From lunch on the first day to lunch on the second. The programme gives the times.").in_language(LANGUAGE)
    yield msg("Questions: {name}, {email}", name=host.contact, email=host.contact_email).in_language(LANGUAGE)

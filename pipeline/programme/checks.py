"""What must hold between several keys of the programme file: one fact, one small function; `CHECKS` is all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from pipeline.errors import Fault
from pipeline.i18n import Message, msg
from pipeline.programme import calendar
from pipeline.programme.draft import Draft
from pipeline.programme.schema import Audience, Meeting, MeetingKind
from pipeline.programme.workspace import PROGRAMME_FILE

LAST_WEEK = 53
DAY_KEYS = ("date", "week", "month")
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


# --- the days that bind --------------------------------------------------------------------------------------------------


def days_in_order(draft: Draft) -> Iterator[Fault]:
    """Invitation, deadline and answers follow upon each other."""
    for earlier, later in pairwise([key for key in ("invitation", "deadline", "reply_by") if key in draft.days]):
        if draft.days[later] < draft.days[earlier]:
            message = msg("This day is before {earlier} ({day}).", earlier=f"dates.{earlier}", day=iso(draft.days[earlier]))
            yield fault(f"dates.{later}", draft.days[later], message)


def answer_after_deadline(draft: Draft) -> Iterator[Fault]:
    """Nothing is answered before the deadline; an answer after the day that was promised is told of."""
    answer, reply_by = draft.days.get("answer"), draft.days.get("reply_by")
    if answer and draft.deadline and answer < draft.deadline:
        message = msg("This day is before {earlier} ({day}).", earlier="dates.deadline", day=draft.deadline.isoformat())
        yield fault("dates.answer", answer, message)
    if answer and reply_by and answer > reply_by:
        message = msg("The answers are dated after the day they were promised for ({day}).", day=reply_by.isoformat())
        yield warning("dates.answer", answer, message)


# --- a meeting by itself -------------------------------------------------------------------------------------------------


def day_given_once(draft: Draft) -> Iterator[Fault]:
    """A meeting has a date, or a week, or a month."""
    for index, meeting in draft.meetings.items():
        given = [key for key in DAY_KEYS if getattr(meeting, key) is not None]
        if not given:
            message = msg("The meeting has no day. Give it one of: date, week, month.")
            yield fault(place(index, meeting), "", message)
        if len(given) > 1:
            message = msg("The meeting has more than one of: date, week, month. Keep one of them.")
            yield fault(place(index, meeting), ", ".join(given), message)


def date_stands_alone(draft: Draft) -> Iterator[Fault]:
    """A date says year and weekday itself; a second word on them can only be at odds with it."""
    for index, meeting in draft.meetings.items():
        for key in ("year", "weekday"):
            if meeting.date is not None and getattr(meeting, key) is not None:
                message = msg("The meeting has a date, and a date needs no {key}. Take one of them out.", key=key)
                yield fault(place(index, meeting, key), getattr(meeting, key), message)


def week_exists(draft: Draft) -> Iterator[Fault]:
    """Week 53 is only in some years."""
    for index, meeting in draft.meetings.items():
        if meeting.week == LAST_WEEK and draft.deadline:
            year = calendar.year_of_week(meeting, draft.deadline)
            if calendar.weeks_in(year) < LAST_WEEK:
                message = msg("{year} has no week 53. Give another week, or a date.", year=str(year))
                yield fault(place(index, meeting, "week"), meeting.week, message)


def place_where_people_meet(draft: Draft) -> Iterator[Fault]:
    """A digital meeting is nowhere; a gathering is somewhere."""
    for index, meeting in draft.meetings.items():
        if meeting.kind is MeetingKind.ONLINE and meeting.place:
            message = msg("A digital meeting has no place. Take it out, or change kind to gathering.")
            yield fault(place(index, meeting, "place"), meeting.place, message)
        if meeting.kind is MeetingKind.GATHERING and not meeting.place:
            yield warning(place(index, meeting, "place"), "", msg("The gathering has no place yet."))


def clock_in_order(draft: Draft) -> Iterator[Fault]:
    """A meeting within one day ends after it begins."""
    for index, meeting in draft.meetings.items():
        if meeting.kind is MeetingKind.GATHERING:
            continue
        start, end = meeting.start or calendar.ONLINE_START, meeting.end or calendar.ONLINE_END
        if end <= start:
            message = msg("The meeting ends ({end}) before it begins ({start}).", end=end.isoformat(), start=start.isoformat())
            yield fault(place(index, meeting, "end"), end, message)


# --- a meeting in its cohort ---------------------------------------------------------------------------------------------


def keys_differ(draft: Draft) -> Iterator[Fault]:
    """A meeting's key is its own: lists, invitations and attendance go by it."""
    first: dict[str, Meeting] = {}
    for index, meeting in draft.meetings.items():
        if meeting.key in first:
            message = msg("Two meetings have this key; the other is «{title}».", title=first[meeting.key].title)
            yield fault(place(index, meeting, "key"), meeting.key, message)
        first.setdefault(meeting.key, meeting)


def within_the_cohort(draft: Draft) -> Iterator[Fault]:
    """A meeting comes after the deadline, and no later than the year after it."""
    for index, meeting, first in first_days(draft):
        day, deadline = iso(first), draft.days["deadline"]
        if first <= deadline:
            message = msg("The meeting is on {first}: that is not after the deadline ({day}).", first=day, day=iso(deadline))
            yield fault(place(index, meeting), meeting.date or meeting.week, message)
        if first.year > deadline.year + 1:
            message = msg("The meeting is on {first}: too long after the deadline ({day}).", first=day, day=iso(deadline))
            yield fault(place(index, meeting), meeting.date or meeting.week, message)


def after_the_answers(draft: Draft) -> Iterator[Fault]:
    """A meeting before the answers are out has nobody to come to it."""
    reply_by = draft.days.get("reply_by")
    for index, meeting, first in first_days(draft):
        if reply_by and draft.days["deadline"] < first <= reply_by:
            message = msg("The meeting is on {first}: the answers come by {day}.", first=iso(first), day=iso(reply_by))
            yield warning(place(index, meeting), meeting.date or meeting.week, message)


def year_of_spring_week(draft: Draft) -> Iterator[Fault]:
    """A week before week 27 is in the year after the deadline's; where this year's is still to come, that is said."""
    for index, meeting, first in first_days(draft):
        if meeting.week is None or meeting.year is not None or meeting.week >= calendar.FIRST_WEEK_OF_AUTUMN:
            continue
        year = draft.days["deadline"].year
        sooner = calendar.first_day(meeting.model_copy(update={"year": year}), draft.days["deadline"])
        if sooner and draft.days["deadline"] < sooner < first:
            message = msg("The week is taken to be in {year}. If {sooner} is meant, add: year = {other}.",
                          year=str(year + 1), sooner=iso(sooner), other=str(year))  # fmt: skip
            yield warning(place(index, meeting, "week"), meeting.week, message)


def nobody_in_two_places(draft: Draft) -> Iterator[Fault]:
    """Two meetings of the same people at the same time."""
    dated = [(i, calendar.dated(m, draft.days["deadline"])) for i, m, _ in first_days(draft)]
    for (_, one), (index, other) in combinations(dated, 2):
        if same_people(one.meeting.audience, other.meeting.audience) and one.overlaps(other):
            message = msg("The meeting is at the same time as «{title}», for the same people.", title=one.meeting.title)
            yield warning(place(index, other.meeting), "", message)


def nynorsk_is_there(draft: Draft) -> Iterator[Fault]:
    """What is said in bokmål is also said in nynorsk (språklova): else the letter in nynorsk has bokmål in it."""
    for index, meeting in draft.meetings.items():
        for key in ("title", "theme", "aim"):
            if getattr(meeting, key) and not getattr(meeting, f"{key}_nn"):
                message = msg("Not given in nynorsk: letters in nynorsk will show it in bokmål.")
                yield warning(place(index, meeting, f"{key}_nn"), "", message)
    for key, wordings in draft.texts.items():
        if wordings.get("nb") and not wordings.get("nn"):
            message = msg("Not given in nynorsk: letters in nynorsk will show it in bokmål.")
            yield warning(f"texts.{key}.nn", "", message)


# --- the allocation ------------------------------------------------------------------------------------------------------


def one_override_each(draft: Draft) -> Iterator[Fault]:
    """A registration is decided by hand once."""
    first: dict[str, int] = {}
    for index, override in draft.overrides.items():
        if override.registration in first:
            other = f"overrides[{first[override.registration]}]"
            message = msg("This registration is decided by hand twice; the other is {place}.", place=other)
            yield fault(f"overrides[{index}].registration", override.registration, message)
        first.setdefault(override.registration, index)


def seed_has_its_event(draft: Draft) -> Iterator[Fault]:
    """The seed is the outcome of an event that was published beforehand (domain §3)."""
    if draft.allocation and draft.allocation.seed and not draft.allocation.seed_event:
        message = msg("A seed is set, but not the public event that it is the outcome of.")
        yield warning("allocation.seed_event", "", message)


# --- the diplomas --------------------------------------------------------------------------------------------------------


def diploma_demands_a_meeting(draft: Draft) -> Iterator[Fault]:
    """A diploma is for having been there: of the meetings that it demands, at least one is left that nobody may miss."""
    if draft.certificate is None:
        return
    demanded = sum(meeting.certificate for meeting in draft.meetings.values())
    if not demanded:
        message = msg("No meeting has certificate = true, so nobody gets a diploma. Add it to each meeting that is demanded.")
        yield warning("certificate", "", message)
    elif draft.certificate.may_miss >= demanded:
        message = msg(
            "The diploma demands {count} meetings, and all of them may be missed. Lower may_miss.",
            count=demanded,
        )
        yield fault("certificate.may_miss", draft.certificate.may_miss, message)


# --- the mail server -----------------------------------------------------------------------------------------------------


def mail_crosses_no_network_in_the_open(draft: Draft) -> Iterator[Fault]:
    """Letters and passwords go unencrypted to the machine itself alone."""
    if draft.smtp and draft.smtp.security == "none" and draft.smtp.host not in THIS_MACHINE:
        message = msg("Letters and password would cross the network for all to read. Use starttls, or tls.")
        yield fault("mail.smtp.security", draft.smtp.security, message)


CHECKS: tuple[Callable[[Draft], Iterator[Fault]], ...] = (
    days_in_order,
    answer_after_deadline,
    day_given_once,
    date_stands_alone,
    week_exists,
    place_where_people_meet,
    clock_in_order,
    keys_differ,
    within_the_cohort,
    after_the_answers,
    year_of_spring_week,
    nobody_in_two_places,
    nynorsk_is_there,
    one_override_each,
    seed_has_its_event,
    diploma_demands_a_meeting,
    mail_crosses_no_network_in_the_open,
)


def first_days(draft: Draft) -> Iterator[tuple[int, Meeting, dt.date]]:
    """Each meeting whose first day can be told, with that day."""
    for index, meeting in draft.meetings.items():
        if draft.deadline is None:
            return
        try:
            first = calendar.first_day(meeting, draft.deadline)
        except ValueError:
            continue
        if first is not None:
            yield index, meeting, first


def same_people(one: Audience, other: Audience) -> bool:
    """Is anybody asked to both?"""
    return one is other or Audience.ALL in {one, other}


def place(index: int, meeting: Meeting, key: str = "") -> str:
    """«meetings[3].week («Samling 1»)»."""
    return f"meetings[{index}]{f'.{key}' if key else ''} («{meeting.title}»)"


def iso(day: dt.date) -> str:
    """A day as the programme file writes it."""
    return day.isoformat()


def fault(where: str, value: object, message: Message) -> Fault:
    """A fault in the programme file."""
    return Fault(file=PROGRAMME_FILE, place=where, value=str(value), message=message)


def warning(where: str, value: object, message: Message) -> Fault:
    """Something in the programme file to look at; nothing is stopped."""
    return replace(fault(where, value, message), warning=True)

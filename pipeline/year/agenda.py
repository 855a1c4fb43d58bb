"""From an agenda and its meeting to a timetable: when each item begins, over two days lunch to lunch. Pure.

Items with minutes get them. Those without share what their day has left, in whole fives; nothing is ever laid over another.
What does not fit is laid all the same and told of: it is for people to say what goes out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.programme.calendar import DatedMeeting
from pipeline.programme.schema import MeetingKind
from pipeline.year.agendas import Agenda, Frame, Item

MINUTES_OF_A_DAY = 24 * 60
STEP = 5
"""Times that are worked out are whole fives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An item in its place: `start` in minutes from midnight. `given`: the agenda says how long it takes.

    `minutes` is 0 when nothing was left for it.
    """

    item: Item
    start: int
    minutes: int
    given: bool

    @property
    def end(self) -> int:
        """Minutes from midnight."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a meeting. `start` and `end` are what the meeting has, in minutes from midnight; `date` when it is known."""

    number: int
    date: dt.date | None
    start: int
    end: int
    slots: tuple[Slot, ...]

    @property
    def ends(self) -> int:
        """When the last item is over; an item that got no time ends nothing."""
        return max((slot.end for slot in self.slots), default=self.start)

    @property
    def over(self) -> int:
        """Minutes that the items take beyond what the day has."""
        return max(0, self.ends - max(self.start, self.end))

    @property
    def spare(self) -> int:
        """Minutes of the day that nothing is set up for."""
        return max(0, self.end - self.ends)

    @property
    def dispensable(self) -> tuple[Slot, ...]:
        """Items with minutes of their own that can be left out."""
        return tuple(slot for slot in self.slots if slot.item.optional and slot.minutes)

    @property
    def without_time(self) -> tuple[Slot, ...]:
        """Items for which nothing was left."""
        return tuple(slot for slot in self.slots if not slot.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """An agenda at its hours. `teams`: how many pitch, when that is known."""

    agenda: Agenda
    meeting: DatedMeeting
    days: tuple[Day, ...]
    teams: int | None = None

    @property
    def teams_that_do_not_fit(self) -> Iterator[tuple[Item, int]]:
        """Each item that goes by the team and is too short for all of them, with how many it has room for."""
        for item in self.agenda.items:
            if (room := room_for_teams(item)) is not None and (self.teams or 0) > room:
                yield item, room


def timetable(agenda: Agenda, meeting: DatedMeeting, frame: Frame, teams: int | None = None) -> Timetable:
    """When each item of `agenda` begins. `teams` is the number of teams that have a place, None while nobody has one."""
    hours = _hours(meeting, frame)
    split = _split(agenda.items, hours, teams)
    days = tuple(
        _day(number, meeting.days[number - 1] if meeting.days else None, span, items, teams)
        for number, (span, items) in enumerate(zip(hours, split, strict=True), start=1)
    )
    return Timetable(agenda=agenda, meeting=meeting, days=days, teams=teams)


def room_for_teams(item: Item) -> int | None:
    """How many teams an item that goes by the team has room for; None for other items."""
    if not item.team_minutes or not item.minutes:
        return None
    return item.minutes // (item.team_minutes + item.change_minutes)


def length(item: Item, teams: int | None) -> int | None:
    """Minutes of an item, None when it has none; one that goes by the team takes what they need, at most its own minutes."""
    room = room_for_teams(item)
    if item.minutes is None or room is None or item.team_minutes is None or not teams:
        return item.minutes
    return min(item.minutes, teams * (item.team_minutes + item.change_minutes))


def clock(minutes: int) -> dt.time:
    """Minutes from midnight as a time of day; past midnight it begins anew."""
    hour, minute = divmod(minutes % MINUTES_OF_A_DAY, 60)
    return dt.time(hour, minute)


def _since_midnight(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _hours(meeting: DatedMeeting, frame: Frame) -> tuple[tuple[int, int], ...]:
    """Start and end of each day of the meeting, in minutes from midnight."""
    start, end = _since_midnight(meeting.start or frame.start), _since_midnight(meeting.end or frame.end)
    if meeting.meeting.kind is MeetingKind.ONLINE:
        return ((start, end),)
    return (start, _since_midnight(frame.first_day_end)), (_since_midnight(frame.second_day_start), end)


def _split(items: Sequence[Item], hours: Sequence[tuple[int, int]], teams: int | None) -> tuple[Sequence[Item], ...]:
    """The items of each day: the second begins where the agenda says so, else with the first that the first has no room for."""
    if len(hours) == 1:
        return (items,)
    said = next((index for index, item in enumerate(items) if item.day == len(hours)), None)
    cut = said if said is not None else _first_without_room(items, hours[0][1] - hours[0][0], teams)
    return items[:cut], items[cut:]


def _first_without_room(items: Sequence[Item], room: int, teams: int | None) -> int:
    used = 0
    for index, item in enumerate(items):
        used += length(item, teams) or 0
        if used > room:
            return index
    return len(items)


def _day(number: int, date: dt.date | None, span: tuple[int, int], items: Sequence[Item], teams: int | None) -> Day:
    start, end = span
    lengths = [length(item, teams) for item in items]
    left = max(0, end - start - sum(minutes or 0 for minutes in lengths))
    shares = iter(share_out(left, [item.most for item, minutes in zip(items, lengths, strict=True) if minutes is None]))
    slots: list[Slot] = []
    now = start
    for item, minutes in zip(items, lengths, strict=True):
        takes = next(shares) if minutes is None else minutes
        slots.append(Slot(item=item, start=now, minutes=takes, given=minutes is not None))
        now += takes
    return Day(number=number, date=date, start=start, end=end, slots=tuple(slots))


def share_out(left: int, most: Sequence[int | None]) -> tuple[int, ...]:
    """`left` minutes over as many items as `most` has, alike and in whole fives, none more than its most.

    The last without a most gets what the fives leave over.
    """
    shares = [0] * len(most)
    order = sorted(range(len(most)), key=lambda index: most[index] or MINUTES_OF_A_DAY)
    for done, index in enumerate(order):
        waiting = len(order) - done
        fair = left if waiting == 1 else left // waiting // STEP * STEP
        shares[index] = min(fair, most[index] or MINUTES_OF_A_DAY)
        left -= shares[index]
    return tuple(shares)

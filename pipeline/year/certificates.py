"""Who gets a diploma, by the programme file's rule and the lists of who was there; and what everybody else lacks. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.letters.certificate import TakenPart
from pipeline.programme.calendar import DatedMeeting
from pipeline.programme.schema import CertificateRule
from pipeline.year.attendance import Attended

DayMinutes = Mapping[tuple[str, int], int]
"""How long each day of a meeting is, by key and day (counted from 1), where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A meeting that the diploma demands, and the codes of those who were asked to it."""

    dated: DatedMeeting
    asked: frozenset[str]

    @property
    def days(self) -> range:
        """Its days, counted from 1; a meeting without a date has one."""
        return range(1, max(len(self.dated.days), 1) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A meeting that somebody lacks: the days on which a list says that he or she was absent, and those without a mark."""

    dated: DatedMeeting
    absent: tuple[int, ...]
    silent: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """Somebody who has earned a diploma, and the meetings that he or she took part in."""

    person: Attended
    meetings: tuple[TakenPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Somebody who has not."""

    person: Attended
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the lists give. `unread`: days of demanded meetings that no list was read of; until then nobody has earned any."""

    earned: tuple[Earned, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    unread: tuple[tuple[DatedMeeting, tuple[int, ...]], ...] = ()


def judge(people: Sequence[Attended], demands: Sequence[Demand], rule: CertificateRule, lengths: DayMinutes) -> Judged:
    """Who of `people` has earned a diploma. Everybody is held to the meetings that he or she was asked to.

    Somebody who was asked to none of them, but whom a list has, came in another's place: all of them are demanded.
    """
    if not demands:
        return Judged()
    if unread := tuple(_unread(people, demands, rule)):
        return Judged(unread=unread)
    earned, lacking = [], []
    for person in people:
        held_to = [demand for demand in demands if person.code in demand.asked] or demands
        missed = tuple(one for demand in held_to if (one := _missed(person, demand, rule)))
        if len(missed) <= min(rule.may_miss, len(held_to) - 1):
            earned.append(Earned(person=person, meetings=tuple(_taken(person, held_to, lengths))))
        else:
            lacking.append(Lacking(person=person, missed=missed))
    return Judged(earned=tuple(earned), lacking=tuple(lacking))


def _unread(
    people: Sequence[Attended], demands: Sequence[Demand], rule: CertificateRule
) -> Iterator[tuple[DatedMeeting, tuple[int, ...]]]:
    """A meeting is read when a list says something of each of its days; when one day is enough, of any of them."""
    known = {key_and_day for person in people for key_and_day in person.marks}
    for demand in demands:
        silent = tuple(day for day in demand.days if (demand.dated.meeting.key, day) not in known)
        if len(silent) == len(demand.days) or (silent and rule.days == "all"):
            yield demand.dated, silent


def _missed(person: Attended, demand: Demand, rule: CertificateRule) -> Missed | None:
    marks = {day: person.marks.get((demand.dated.meeting.key, day)) for day in demand.days}
    if all(marks.values()) or (rule.days == "one" and any(marks.values())):
        return None
    return Missed(
        dated=demand.dated,
        absent=tuple(day for day, present in marks.items() if present is False),
        silent=tuple(day for day, present in marks.items() if present is None),
    )


def _taken(person: Attended, demands: Collection[Demand], lengths: DayMinutes) -> Iterator[TakenPart]:
    """What he or she was at of `demands`, in their order."""
    for demand in demands:
        key, dates = demand.dated.meeting.key, demand.dated.days
        days = tuple(day for day in demand.days if person.marks.get((key, day)))
        minutes = [lengths.get((key, day)) for day in days]
        if days:
            yield TakenPart(
                meeting=key,
                days=days,
                dates=tuple(dates[day - 1] for day in days if dates),
                minutes=sum(one or 0 for one in minutes) if all(minutes) else None,
            )

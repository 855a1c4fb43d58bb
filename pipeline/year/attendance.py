"""Lists of who was there, read back: what is certain is taken, and everything else is asked about.

A list is a table with a column of names and one of marks for each day, or lines that a scanner wrote. Nobody is guessed: a name
that is not just one participant's, a mark that is neither yes nor no, two answers for one person are questions.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.form.vocabulary import fold
from pipeline.i18n import Message, msg
from pipeline.rules.person import names_in
from pipeline.year.participants import CheckIn, Participant, check_in_of

YES = frozenset({"ja", "j", "x", "1", "✓", "✔", "☒", "til stede", "til stades", "møtt", "yes", "y", "true", "sann"})
NO = frozenset({"nei", "n", "0", "-", "–", "ikke møtt", "ikkje møtt", "fravær", "no", "false", "usann"})

NAME_HEADS = frozenset({"navn", "namn", "name"})
_TEAM_HEAD = "team"
_PRESENT = re.compile(
    r"(?:dag|day)\s*(\d+)|til ?sted|til ?stad|møtt|present|attended|^(?:oppmøte|frammøte|deltok|deltatt|delteke)\b",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")
_NORWEGIAN_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")


_NO_MARKS = msg("{table}: no column tells who was there ({heads}). Call it «Dag 1», and a second day «Dag 2».")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingList:
    """What is known of a meeting: its key, its days, who is asked."""

    key: str
    days: tuple[dt.date, ...]
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """That a person was there on a day (counted from 1), or was not."""

    meeting: str
    day: int
    participant: Participant
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """What a list says, and what somebody must answer."""

    marks: tuple[Mark, ...] = ()
    questions: tuple[Message, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as given: heads, and rows with the place of each. `named`: what the sheet or file is called."""

    named: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def table_of_text(name: str, text: str) -> Table:
    """A csv file, or lines from a scanner (then without heads)."""
    lines = text.splitlines()
    first = lines[0] if lines else ""
    separator = max(";\t,", key=first.count)
    rows = [tuple(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
    placed = tuple((f"{name}, {number}", row) for number, row in enumerate(rows, start=1))
    if rows and any(fold(cell) in NAME_HEADS for cell in rows[0]):
        return Table(named=name, heads=rows[0], rows=placed[1:])
    return Table(named=name, heads=(), rows=placed)


def read_list(table: Table, cohort: str, meetings: Mapping[str, MeetingList], named: str = "", day: int = 0) -> ReadList:
    """What a table says. `named` is the meeting and `day` the day that a person has named; else the list itself must tell."""
    reader = _Reader(table, cohort, meetings, named, day)
    filled = [(place, row) for place, row in table.rows if any(cell.strip() for cell in row)]
    if filled and table.heads and not any(map(_PRESENT.search, table.heads)):
        heads = ", ".join(f"«{head}»" for head in table.heads if head.strip())
        return ReadList(questions=(Message(_NO_MARKS.msgid, {"table": table.named, "heads": heads}),))
    for place, row in filled:
        reader.take(place, row)
    return ReadList(marks=tuple(reader.certain()), questions=tuple(reader.questions))


class _Reader:
    """Reads one table."""

    def __init__(self, table: Table, cohort: str, meetings: Mapping[str, MeetingList], named: str, day: int) -> None:
        self._table, self._cohort, self._meetings, self._day = table, cohort, meetings, day
        self._named = named or self._told_by_list()
        self._marks: dict[tuple[str, int, str], list[Mark]] = {}
        self.questions: list[Message] = []

    def take(self, place: str, row: Sequence[str]) -> None:
        """Take the marks of one row, or ask."""
        line = check_in_of(" ".join(row))
        if not self._table.heads:
            self._take_scanned(place, row, line)
            return
        said = [(day, mark) for day, mark in self._marked(row) if mark.strip()]
        if not said:
            return
        meeting = self._meeting(place, line)
        participant = self._who(place, row, line, meeting) if meeting else None
        if meeting and participant:
            for day, mark in said:
                self._keep(place, meeting, day, participant, mark)

    def certain(self) -> Iterator[Mark]:
        """Every mark that nothing in the list speaks against."""
        for marks in self._marks.values():
            if len({mark.present for mark in marks}) == 1:
                yield marks[0]
            else:
                one = marks[0]
                self.questions.append(
                    msg("{name} stands as both present and absent on day {day}.", name=one.participant.name, day=one.day)
                )

    def _told_by_list(self) -> str:
        """The meeting that the sheet or file is called after, or that all its check-in lines are for."""
        for key in sorted(self._meetings, key=len, reverse=True):
            if key in self._table.named:
                return key
        lines = {line.meeting for _, row in self._table.rows if (line := check_in_of(" ".join(row)))}
        return lines.pop() if len(lines) == 1 else ""

    def _meeting(self, place: str, line: CheckIn | None) -> MeetingList | None:
        if line and line.cohort != self._cohort:
            self.questions.append(
                msg("{place}: the check-in line is of another cohort ({cohort}).", place=place, cohort=line.cohort)
            )
            return None
        key = line.meeting if line else self._named
        if key not in self._meetings:
            said = msg("{place}: which meeting is it for? Name it with --meeting.", place=place)
            unknown = msg("{place}: there is no meeting called {meeting}.", place=place, meeting=key)
            self.questions.append(unknown if key else said)
            return None
        return self._meetings[key]

    def _who(self, place: str, row: Sequence[str], line: CheckIn | None, meeting: MeetingList) -> Participant | None:
        """The one participant that a row is about."""
        name, team = self._cell(row, *NAME_HEADS), self._cell(row, _TEAM_HEAD)
        if line:
            known = [one for one in meeting.participants if one.code == line.code]
            if known and name.strip() and known[0].name and names_in(name) != names_in(known[0].name):
                self.questions.append(
                    msg(
                        "{place}: «{written}» stands where {name} stood. Who was there? Write others in a row of their own.",
                        place=place,
                        written=name.strip(),
                        name=known[0].name,
                    )
                )
                return None
        else:
            known = [one for one in meeting.participants if one.name and names_in(one.name) == names_in(name)]
            within = [one for one in known if not team.strip() or _ids_in(team) & {id_.casefold() for id_ in one.teams}]
            known = within if team.strip() else known
        if len(known) == 1:
            return known[0] if known[0].name else replace(known[0], name=name.strip())
        self.questions.append(self._unknown(place, name, known))
        return None

    def _unknown(self, place: str, name: str, known: Sequence[Participant]) -> Message:
        if known:
            return msg("{place}: more than one is called «{name}». Write the team too.", place=place, name=name.strip())
        return msg("{place}: «{name}» is not among those who were asked. Who is it?", place=place, name=name.strip() or "–")

    def _take_scanned(self, place: str, row: Sequence[str], line: CheckIn | None) -> None:
        """A line from a scanner: the check-in line, and perhaps when."""
        if line is None:
            self.questions.append(msg("{place}: no check-in line, and no table with names.", place=place))
            return
        meeting = self._meeting(place, line)
        participant = next((one for one in meeting.participants if one.code == line.code), None) if meeting else None
        if meeting is None:
            return
        if participant is None:
            self.questions.append(msg("{place}: the check-in line is nobody's who was asked. Who is it?", place=place))
            return
        day = self._day or _day_in(" ".join(row), meeting.days) or (1 if len(meeting.days) <= 1 else 0)
        if not day:
            self.questions.append(msg("{place}: which day was it? Name it with --day.", place=place))
            return
        self._keep(place, meeting, day, participant, "ja")

    def _keep(self, place: str, meeting: MeetingList, day: int, participant: Participant, mark: str) -> None:
        word = fold(mark)
        if word not in YES | NO and mark.strip() not in YES | NO:
            said = msg("{place}: «{mark}» is neither yes nor no.", place=place, mark=mark.strip())
            self.questions.append(said)
            return
        if not 1 <= day <= max(len(meeting.days), 1):
            self.questions.append(msg("{place}: {meeting} has no day {day}.", place=place, meeting=meeting.key, day=day))
            return
        present = word in YES or mark.strip() in YES
        one = Mark(meeting=meeting.key, day=day, participant=participant, present=present)
        self._marks.setdefault((meeting.key, day, participant.code), []).append(one)

    def _marked(self, row: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Each day and what stands there. One column alone, without a number, is of the day that was named, or the first."""
        for head, cell in zip(self._table.heads, row, strict=False):
            if found := _PRESENT.search(head):
                yield int(found[1]) if found[1] else self._day or 1, cell

    def _cell(self, row: Sequence[str], *heads: str) -> str:
        return next((cell for head, cell in zip(self._table.heads, row, strict=False) if fold(head) in heads), "")


def _ids_in(team: str) -> set[str]:
    """The ids of teams that a cell may name."""
    return set(re.findall(r"[\w-]+", team.casefold()))


def _day_in(text: str, days: Sequence[dt.date]) -> int:
    """The number of the day that a line names; 0 when it names none of them."""
    named = [(int(y), int(m), int(d)) for y, m, d in _ISO_DAY.findall(text)]
    named += [(int(y), int(m), int(d)) for d, m, y in _NORWEGIAN_DAY.findall(text)]
    return next((n for n, day in enumerate(days, start=1) if (day.year, day.month, day.day) in named), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """What is known of one person over the year: by meeting and day, present or not; nothing where no list says."""

    code: str
    name: str
    teams: tuple[str, ...]
    marks: Mapping[tuple[str, int], bool]
    adviser: bool = False

    def days_at(self, meeting: str) -> tuple[int, int]:
        """On how many days of a meeting he or she was there, and for how many a list says anything."""
        said = [present for (key, _), present in self.marks.items() if key == meeting]
        return sum(said), len(said)

    def was_at(self, meeting: str) -> bool:
        """Was he or she there on any day of it?"""
        return self.days_at(meeting)[0] > 0


def over_the_year(people: Iterable[Participant], marks: Iterable[Mark]) -> tuple[Attended, ...]:
    """Everybody who is asked, and everybody who was there and is asked no more."""
    who: dict[str, Participant] = {one.code: one for one in people}
    said: dict[str, dict[tuple[str, int], bool]] = {code: {} for code in who}
    for mark in marks:
        code = mark.participant.code
        if not who.get(code, mark.participant).name or code not in who:
            who[code] = mark.participant
        said.setdefault(code, {})[mark.meeting, mark.day] = mark.present
    return tuple(
        Attended(code=code, name=one.name, teams=one.teams, marks=said[code], adviser=one.adviser) for code, one in who.items()
    )

"""Who is asked to a meeting: members and advisers, by what the meeting is for.

A participant has no role and no title here: «tillitsvalgt» tells of union membership (domain §2, fact 2).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.i18n import Message, msg
from pipeline.model import Registration, Role
from pipeline.programme.schema import Audience, Meeting, MeetingKind
from pipeline.rules.identity import id_list
from pipeline.rules.person import names_in, without_role
from pipeline.year.advisers import Adviser, Matching

_NAME_PATH = re.compile(r"members\[\d+\]\.name")
_LINE = re.compile(r"KULL:([^:\s]+):([^:\s]+):([0-9a-f]{8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who is asked to a meeting. `code` is the same all year. `name` is empty when the form gives none.

    `teams` are the team of a member, or those of an adviser. `profession`, `trust` and `unit` may be empty.
    """

    code: str
    name: str
    teams: tuple[str, ...]
    profession: str = ""
    trust: str = ""
    unit: str = ""
    adviser: bool = False

    def check_in(self, cohort: str, meeting: str) -> str:
        """The line that a badge's QR code holds: no name, and nothing about the person."""
        return f"KULL:{cohort}:{meeting}:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """What a check-in line says."""

    cohort: str
    meeting: str
    code: str


def check_in_of(text: str) -> CheckIn | None:
    """The check-in line in `text`, if there is one."""
    found = _LINE.search(text)
    return CheckIn(cohort=found[1], meeting=found[2], code=found[3]) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """The participants of a meeting: team by team in order of id, advisers last; and what a person must know."""

    participants: tuple[Participant, ...]
    notes: tuple[Message, ...] = ()

    def of_team(self, team: str) -> tuple[Participant, ...]:
        """The members of a team."""
        return tuple(one for one in self.participants if not one.adviser and one.teams == (team,))

    @property
    def advisers(self) -> tuple[Participant, ...]:
        """The advisers, by name."""
        return tuple(one for one in self.participants if one.adviser)


def invited(meeting: Meeting, cohort: str, teams: Sequence[Registration], matching: Matching) -> Invited:
    """Who is asked to `meeting`. `teams` are those with a place, in order of id."""
    notes: list[Message] = []
    members = [one for team in teams for one in _members(meeting, cohort, team)]
    nameless = list(dict.fromkeys(one.teams[0] for one in members if not one.name))
    if nameless:
        notes.append(msg("Members without a name, whose badges have a line to write on: {teams}.", teams=id_list(nameless)))
    advisers = [] if meeting.audience is Audience.LEADERS else list(_advisers(meeting, cohort, teams, matching, notes))
    return Invited(participants=(*members, *advisers), notes=tuple(notes))


def former_codes(cohort: str, teams: Iterable[Registration]) -> Mapping[str, str]:
    """The codes that members had before their names were corrected, each with the code of today.

    Two of one team who had the same name cannot be told apart by it, and neither is taken for the other.
    """
    found: dict[str, str] = {}
    for team in teams:
        today = Counter(names_in(member.name or "") for member in team.values.members)
        for names in (one for one, count in today.items() if one and count == 1):
            for former in _former_names(team, names):
                if former not in today:
                    found[_code(cohort, team.id, former, 1)] = _code(cohort, team.id, names, 1)
    return found


def former_adviser_codes(known: Iterable[Participant], today: Iterable[Participant]) -> Mapping[str, str]:
    """The codes that advisers had under another e-mail address, each with that of the one adviser of the same name today."""
    advisers = [one for one in today if one.adviser]
    codes = {one.code for one in advisers}
    count = Counter(names_in(one.name) for one in advisers)
    by_name = {names_in(one.name): one.code for one in advisers if count[names_in(one.name)] == 1}
    gone = [one for one in known if one.adviser and one.name and one.code not in codes]
    return {one.code: by_name[names_in(one.name)] for one in gone if names_in(one.name) in by_name}


def _former_names(team: Registration, names: frozenset[str]) -> Iterator[frozenset[str]]:
    """What a member was called in the register before, the newest first."""
    known = {names}
    for correction in reversed(team.corrections):
        former = names_in(correction.old)
        if _NAME_PATH.fullmatch(correction.path) and names_in(correction.text) in known and former and former not in known:
            known.add(former)
            yield former


def _members(meeting: Meeting, cohort: str, team: Registration) -> Iterator[Participant]:
    if meeting.audience is Audience.ADVISERS:
        return
    namesakes: Counter[frozenset[str]] = Counter()
    for member in team.values.members:
        names = names_in(member.name or "")
        namesakes[names] += 1
        if meeting.audience is Audience.LEADERS and member.role is not Role.LEADER:
            continue
        yield Participant(
            code=_code(cohort, team.id, names, namesakes[names]),
            name=without_role(member.name or ""),
            teams=(team.id,),
            profession=member.profession or "",
            trust=team.values.trust or "",
            unit=team.values.unit or "",
        )


def _advisers(
    meeting: Meeting, cohort: str, teams: Sequence[Registration], matching: Matching, notes: list[Message]
) -> Iterator[Participant]:
    by_id = {team.id: team for team in teams}
    for adviser in matching.advisers:
        mine = matching.teams_of(adviser)
        settled = tuple(p.team.id for p in matching.pairs if (p.adviser == adviser and p.settled) or p.trainee == adviser)
        if not mine and not settled:
            continue
        if not settled:
            notes.append(
                msg(
                    "{name} is only proposed as adviser of {teams}, and is not asked yet.",
                    name=adviser.name,
                    teams=id_list(mine),
                )
            )
        elif meeting.kind is MeetingKind.GATHERING and _stays_away(adviser, by_id):
            notes.append(msg("{name} does not attend the gatherings, as the form says.", name=adviser.name))
        else:
            yield Participant(
                code=_code(cohort, "veileder", adviser.person.names | {adviser.person.email}, 1),
                name=without_role(adviser.name),
                teams=settled,
                trust=by_id[settled[0]].values.trust or "" if settled[0] in adviser.own else "",
                adviser=True,
            )


def _stays_away(adviser: Adviser, teams: Mapping[str, Registration]) -> bool:
    said = {teams[id_].values.adviser.attends for id_ in adviser.own if id_ in teams}
    return said == {False}


def _code(cohort: str, team: str, names: Iterable[str], number: int) -> str:
    words = "|".join((cohort, team, *sorted(names), str(number)))
    return hashlib.sha256(words.encode()).hexdigest()[:8]

"""Diplomas from the lists of who was there: who has earned one gets a number and a code, and all that stand are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.i18n import Message, msg
from pipeline.ledger.certificates import Certificate
from pipeline.letter_record import LetterKind
from pipeline.letters.certificate import Certified
from pipeline.model import Plan, Register, Registration
from pipeline.programme.calendar import DatedMeeting
from pipeline.programme.schema import MeetingKind
from pipeline.rules.identity import in_id_order
from pipeline.rules.person import names_in
from pipeline.steps.agendas import timetables
from pipeline.steps.certificates import Claim, Given, give, key_notes
from pipeline.steps.letters import Correspondence, write_letters
from pipeline.steps.meetings import YearSoFar, year_so_far
from pipeline.steps.opening import Run
from pipeline.year.attendance import Attended
from pipeline.year.certificates import DayMinutes, Demand, Earned, Judged, judge

_LAST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Diplomas:
    """What a run did with diplomas: who has earned one, what was issued, what was written, and what a person must know."""

    correspondence: Correspondence
    judged: Judged = field(default_factory=Judged)
    given: Given = field(default_factory=Given)
    demanded: tuple[DatedMeeting, ...] = ()
    nameless: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def unearned(self) -> tuple[Certificate, ...]:
        """Diplomas that stand though their people have not earned them, as the lists are now."""
        return tuple(one for one in self.given.standing if one.ordinal not in self.given.claimed)


def write_diplomas(run: Run, register: Register, plan: Plan | None, *, pdf: bool, new_key: bool = False) -> Diplomas:
    """Issue the diplomas that have been earned, and write all that stand.

    Raises:
        UsageError: no places have been given out.
        ConfigurationError: the key to the diplomas is gone or another, or a template is wrong.
    """
    year = year_so_far(run, register)
    demands = tuple(
        Demand(dated=dated, asked=frozenset(one.code for one in year.asked[dated.meeting.key]))
        for dated in year.meetings
        if dated.meeting.certificate
    )
    teams = {team.id: team for team in year.placed.teams}
    people = [one for one in year.people if any(id_ in teams for id_ in one.teams)]
    people.sort(key=lambda one: _in_order(one, teams))
    judged = judge(people, demands, run.programme.certificate, _lengths(run, register, plan, year))
    earned = [one for one in judged.earned if one.person.name.strip()]
    given = give(run, [_claim(run, register, year, one) for one in earned], new_key=new_key)
    return Diplomas(
        correspondence=write_letters(run, register, plan, {LetterKind.DIPLOMA}, pdf=pdf),
        judged=judged,
        given=given,
        demanded=tuple(demand.dated for demand in demands),
        nameless=tuple(one.person.teams[0] for one in judged.earned if one not in earned),
        notes=(*key_notes(run), *year.placed.notes, *_of_withdrawn(year, teams, given.standing)),
    )


def _in_order(person: Attended, teams: Mapping[str, Registration]) -> tuple[object, ...]:
    """Teams by id, in each the members by row and then those who are on the form no more; advisers last."""
    team = next(id_ for id_ in person.teams if id_ in teams)
    rows = [member.name for member in teams[team].values.members]
    row = rows.index(person.name) if person.name in rows else _LAST
    return person.adviser, in_id_order(team), row, person.name, person.code


def _of_withdrawn(year: YearSoFar, teams: Mapping[str, Registration], standing: Sequence[Certificate]) -> tuple[Message, ...]:
    """People whom a list has, of teams that have no place any more: nobody gives them a diploma unasked."""
    gone: dict[str, int] = {}
    have = {one.person for one in standing}
    for person in year.people:
        if (
            person.code not in have
            and person.teams
            and not any(id_ in teams for id_ in person.teams)
            and any(person.marks.values())
        ):
            gone[person.teams[0]] = gone.get(person.teams[0], 0) + 1
    return tuple(
        msg("{team} has no place any more: {count} who were at meetings get no diploma.", team=team, count=count)
        for team, count in gone.items()
    )


def _lengths(run: Run, register: Register, plan: Plan | None, year: YearSoFar) -> DayMinutes:
    """How long each day of a meeting is: by the hours that its agenda fills, else by the clock of a meeting on a screen."""
    found: dict[tuple[str, int], int] = {}
    for made in timetables(run, register, plan):
        for day in made.days:
            found[made.meeting.meeting.key, day.number] = max(0, day.end - day.start)
    for dated in year.meetings:
        if dated.meeting.kind is MeetingKind.ONLINE and dated.start and dated.end:
            minutes = (dated.end.hour - dated.start.hour) * 60 + dated.end.minute - dated.start.minute
            found.setdefault((dated.meeting.key, 1), minutes)
    return found


def _claim(run: Run, register: Register, year: YearSoFar, earned: Earned) -> Claim:
    person = earned.person
    teams = {team.id: team for team in year.placed.teams}
    ids = tuple(id_ for id_ in person.teams if id_ in teams)
    home = _home(register, person, ids) if person.adviser else teams[ids[0]]
    values = home.values if home else None
    recipient = next((one for one in run.recipients if home and one.orgnr == home.trust_orgnr), None)
    return Claim(
        person=person.code,
        former=frozenset(before for before, today in year.former.items() if today == person.code),
        registration=home.id if home else ids[0],
        certified=Certified(
            cohort=run.programme.cohort.id,
            number="",
            name=" ".join(person.name.split()),
            adviser=person.adviser,
            teams=ids,
            projects=tuple(title for id_ in ids if (title := " ".join((teams[id_].values.title or "").split()))),
            unit=(values.unit or "") if values and not person.adviser else "",
            trust=(recipient.name if recipient else (values.trust if values else "")) or "",
            meetings=earned.meetings,
            issued=run.now.date(),
        ),
    )


def _home(register: Register, adviser: Attended, ids: tuple[str, ...]) -> Registration | None:
    """The registration that names the adviser, best one of his or her own teams: it tells which trust he or she is of."""
    naming = [one for one in register.current() if names_in(one.values.adviser.name or "") == names_in(adviser.name)]
    return min(naming, key=lambda one: (one.id not in ids, in_id_order(one.id)), default=None)

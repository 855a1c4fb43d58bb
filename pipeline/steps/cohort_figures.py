"""What is known of a cohort for its evaluation: figures from register, plan and ledger; and whose names must not be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pipeline.errors import UsageError
from pipeline.ledger.advisers import added_advisers
from pipeline.ledger.attendance import attendance
from pipeline.model import Register
from pipeline.programme.calendar import DatedMeeting, schedule
from pipeline.programme.schema import Audience, MeetingKind
from pipeline.steps.advisers import TeamsWithPlace, matching_of, teams_with_place
from pipeline.steps.meetings import ADVISER_MARK
from pipeline.steps.opening import Run
from pipeline.year.evaluation import Figures, Share, improved_teams
from pipeline.year.returned import ReturnedForm
from pipeline.year.survey_names import Names, names_of


def cohort_figures(run: Run, register: Register, forms: Sequence[ReturnedForm], invited: int | None) -> Figures:
    """The figures; `invited` is how many were asked to answer, where that is not the members of the teams."""
    meetings = [dated for dated in schedule(run.programme) if dated.meeting.audience is Audience.ALL]
    gatherings = [dated for dated in meetings if dated.meeting.kind is MeetingKind.GATHERING]
    placed = _placed(run, register)
    participants = sum(len(team.values.members) for team in placed.teams) if placed else None
    ids = {team.id for team in placed.teams} if placed else set()
    return Figures(
        teams=len(placed.teams) if placed else None,
        trusts=len({team.trust_orgnr or team.values.trust for team in placed.teams}) if placed else None,
        participants=participants,
        advisers=_advisers(run, register, placed) if placed else None,
        gatherings=len(gatherings),
        online=len(meetings) - len(gatherings),
        places=tuple(dict.fromkeys(dated.meeting.place for dated in gatherings if dated.meeting.place)),
        attendance=_attendance(run),
        improved=improved_teams([form for form in forms if placed is None or form.team in ids]),
        invited=invited or participants or None,
        last_day=max(_days(meetings), default=None),
    )


def _placed(run: Run, register: Register) -> TeamsWithPlace | None:
    try:
        return teams_with_place(run, register)
    except UsageError:
        return None


def _advisers(run: Run, register: Register, placed: TeamsWithPlace) -> int:
    return len({pair.adviser.name for pair in matching_of(run, register, placed).pairs if pair.adviser})


def _days(meetings: Sequence[DatedMeeting]) -> Iterator[dt.date]:
    return (day for dated in meetings if (day := dated.last or dated.first))


def _attendance(run: Run) -> Share | None:
    with run.ledger.connect() as db:
        marks = [one for one in attendance(db, run.programme.cohort.id) if not one.registration.startswith(ADVISER_MARK)]
    return Share(part=sum(one.present for one in marks), whole=len(marks)) if marks else None


def people_of(run: Run, register: Register) -> Names:
    """Everybody whose name is known here."""
    return names_of(_people(run, register))


def _people(run: Run, register: Register) -> Iterator[str]:
    for one in register.registrations:
        values = one.values
        names = [member.name for member in values.members]
        yield from (name or "" for name in (*names, values.contact.name, values.adviser.name, values.signed_name))
    programme = run.programme
    yield from (person.name for person in (programme.officer, programme.signatory, programme.contact))
    yield from (one.contact for one in run.recipients if _is_a_name(one.contact))
    with run.ledger.connect() as db:
        yield from (one.name for one in added_advisers(db, programme.cohort.id))
        yield from (one.name for one in attendance(db, programme.cohort.id))


def _is_a_name(text: str) -> bool:
    """«Kari Nordmann»; «Fagavdelingen» and «HR-avdelingen v/ leder» are none."""
    words = text.split()
    return 1 < len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


_LONGEST_NAME = 4

"""What teams owe → drafts of reminders, one to each team that has something overdue. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pipeline.form.year_forms import TEAM_FORMS
from pipeline.letters.occasion import Draft, Occasion
from pipeline.letters.report_reminders import Awaited, owner, report_reminder
from pipeline.model import Registration
from pipeline.programme.calendar import schedule
from pipeline.programme.schema import Programme
from pipeline.year.expected import Owed, Sent

_FORMS = {form.id: form for form in TEAM_FORMS}


def overdue(owes: Iterable[Owed]) -> tuple[Owed, ...]:
    """What is overdue, in its order."""
    return tuple(one for one in owes if one.sent is Sent.MISSING)


def report_reminders(
    occasion: Occasion, teams: Iterable[Registration], owes: Sequence[Owed], reminded: Collection[str]
) -> tuple[Draft, ...]:
    """A reminder to each of `teams` that owes something. `reminded`: the owners of reminders that have left (`Draft.owner`).

    A team that was reminded is reminded again when something more is overdue, and not because something came.
    """
    awaited = _awaited(occasion.programme, owes)
    return tuple(
        report_reminder(occasion, team, awaited[team.id])
        for team in teams
        if team.id in awaited and not _is_reminded(owner(team.id, awaited[team.id]), reminded)
    )


def _is_reminded(mine: str, reminded: Collection[str]) -> bool:
    """Has a reminder left that was of the newest that is overdue, or of something newer?"""
    team = mine[: -len("-2025-11-28")]
    return any(other >= mine for other in reminded if len(other) == len(mine) and other.startswith(f"{team}-"))


def _awaited(programme: Programme, owes: Sequence[Owed]) -> Mapping[str, list[Awaited]]:
    meetings = {one.meeting.key: one for one in schedule(programme)}
    found: dict[str, list[Awaited]] = {}
    for one in overdue(owes):
        due = Awaited(form=_FORMS[one.due.form], day=one.due.day, meeting=meetings.get(one.due.meeting))
        found.setdefault(one.team, []).append(due)
    return found

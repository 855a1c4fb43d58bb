"""The agendas that hold in a workspace, and the papers of its meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pipeline.year
from pipeline.errors import ConfigurationError, Fault, UsageError
from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.occasion import Draft, Occasion
from pipeline.model import Outcome, Plan, Register, Status
from pipeline.outbox.write import hash_of
from pipeline.programme.calendar import schedule
from pipeline.programme.load import only_faults
from pipeline.programme.schema import Programme
from pipeline.programme.toml_file import read_toml
from pipeline.programme.workspace import Workspace
from pipeline.steps.opening import Run
from pipeline.year.agenda import Timetable, timetable
from pipeline.year.agendas import AGENDAS_FILE, Agendas, agendas_by_meeting, laid_over, own_agendas, without_a_meeting
from pipeline.year.papers import meeting_papers

MEETING_PAPERS = frozenset({LetterKind.AGENDA, LetterKind.RUNNING_SHEET, LetterKind.CHECKLIST})
"""What `kull agenda` writes."""

SHIPPED = Path(pipeline.year.__file__).with_name(AGENDAS_FILE)


def load_agendas(workspace: Workspace, programme: Programme) -> Agendas:
    """The agendas that hold in a workspace: its own, and the shipped ones for the meetings that it says nothing of.

    Raises:
        ConfigurationError: with every fault in its file.
    """
    agendas, faults = read_agendas(workspace, programme)
    if agendas is None:
        raise ConfigurationError(only_faults(faults))
    return agendas


def read_agendas(workspace: Workspace, programme: Programme) -> tuple[Agendas | None, tuple[Fault, ...]]:
    """The agendas of a workspace and every fault in its file; None instead of them when it has one."""
    file = workspace.root / AGENDAS_FILE
    shipped = shipped_agendas()
    if not file.exists():
        return shipped, ()
    content, unreadable = read_toml(file)
    if content is None:
        return None, unreadable
    own, faults = own_agendas(content, programme, file.name)
    if own is None or unreadable:
        return None, (*unreadable, *faults)
    return laid_over(own, shipped), faults


def shipped_agendas() -> Agendas:
    """The agendas of the recipe, as they come with kull.

    Raises:
        ConfigurationError: the shipped file is damaged.
    """
    content, faults = read_toml(SHIPPED)
    if content is None:
        raise ConfigurationError(faults)
    return Agendas.model_validate(content)


def timetables(run: Run, register: Register, plan: Plan | None) -> tuple[Timetable, ...]:
    """Each meeting that has an agenda, hour by hour, in the programme's order."""
    agendas = load_agendas(run.workspace, run.programme)
    by_meeting = agendas_by_meeting(agendas, run.programme)
    teams = teams_with_a_place(register, plan)
    return tuple(
        timetable(by_meeting[one.meeting.key], one, agendas.frame, teams)
        for one in schedule(run.programme)
        if one.meeting.key in by_meeting
    )


def left_over(run: Run) -> tuple[str, ...]:
    """The agendas that the programme has no meeting for."""
    return without_a_meeting(load_agendas(run.workspace, run.programme), run.programme)


def the_one_named(made: tuple[Timetable, ...], key: str) -> Timetable:
    """The timetable of the agenda, or of the meeting, that is called `key`.

    Raises:
        UsageError: there is none.
    """
    found = next((one for one in made if key in {one.agenda.key, one.meeting.meeting.key}), None)
    if found is None:
        known = ", ".join(one.agenda.key for one in made)
        raise UsageError(msg("No meeting with an agenda is called «{key}». There are: {known}.", key=key, known=known))
    return found


def papers_of_meetings(run: Run, register: Register, plan: Plan | None, day: dt.date) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """The papers of every meeting that has an agenda, dated `day`."""
    occasion = Occasion(register=register, plan=plan, programme=run.programme, recipients=run.recipients, dated=day)
    return meeting_papers(occasion, timetables(run, register, plan))


def sources_of_papers(run: Run) -> Mapping[str, tuple[str, ...]]:
    """The file that each kind of paper comes from: the workspace's own, else the shipped one."""
    own = run.workspace.root / AGENDAS_FILE
    source = f"{AGENDAS_FILE} sha256:{hash_of(own if own.exists() else SHIPPED)}"
    return dict.fromkeys(MEETING_PAPERS, (source,))


def teams_with_a_place(register: Register, plan: Plan | None) -> int | None:
    """How many teams have a place in the standing plan and have not withdrawn; None while no plan stands."""
    if plan is None:
        return None
    withdrawn = {one.id for one in register.registrations if one.status is Status.WITHDRAWN}
    return sum(one.outcome is Outcome.PLACE and one.registration not in withdrawn for one in plan.decisions)

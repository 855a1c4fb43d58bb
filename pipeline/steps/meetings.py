"""The papers of a meeting, and who was there: lists are read into the ledger, and the year is summed up from it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.i18n import Message, msg
from pipeline.intake.national_id import mask as masked
from pipeline.ledger.attendance import Presence, attendance, remember_attendance, remember_seating, seatings
from pipeline.ledger.products import products
from pipeline.model import Register, Registration
from pipeline.outbox.write import hash_of, sha256_of
from pipeline.programme.calendar import DatedMeeting, schedule
from pipeline.programme.schema import Audience, MeetingKind
from pipeline.rules.identity import in_id_order
from pipeline.steps.advisers import OVERVIEW as ADVISERS
from pipeline.steps.advisers import TeamsWithPlace, matching_of, teams_with_place
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, publish
from pipeline.views.attendance_sheets import attendance_sheet, seating_remarks, tables_of, year_overview
from pipeline.views.meeting_papers import Gathered, badges, participant_list, table_plan
from pipeline.views.returned_workbook import DamagedWorkbookError, read_workbook
from pipeline.views.year_workbook import workbook
from pipeline.year.advisers import Matching
from pipeline.year.attendance import (
    Attended,
    Mark,
    MeetingList,
    ReadList,
    Table,
    over_the_year,
    read_list,
    table_of_text,
)
from pipeline.year.participants import Participant, former_adviser_codes, former_codes, invited
from pipeline.year.seating import Seating
from pipeline.year.seating import seatings as seated

STEP, YEAR_STEP = "meetings", "attendance"
OVERVIEW = "meetings/oppmote.xlsx"
_UNREAD = msg("The overview of teams and advisers has been changed since it was read. Run kull advisers first, and then this.")
READABLE = {".xlsx", ".xlsm", ".csv", ".txt", ".tsv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What was written for a meeting. `left` are sheets that a person has filled in: they were left as they are."""

    published: Published
    left: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    participants: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A mark that says something else than what was read before."""

    name: str
    meeting: str
    day: int
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What came of lists: how many marks each gave, what somebody must answer; and where the year stands."""

    read: Mapping[str, int] = field(default_factory=dict)
    questions: tuple[Message, ...] = ()
    changed: tuple[Changed, ...] = ()
    people: tuple[Attended, ...] = ()
    teams: tuple[Registration, ...] = ()
    meetings: tuple[DatedMeeting, ...] = ()
    published: Published | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cohort:
    """The teams, their advisers, and the meetings."""

    placed: TeamsWithPlace
    matching: Matching
    meetings: tuple[DatedMeeting, ...]


def _cohort(run: Run, register: Register) -> _Cohort:
    placed = teams_with_place(run, register)
    return _Cohort(placed=placed, matching=matching_of(run, register, placed), meetings=schedule(run.programme))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSoFar:
    """The teams with a place, the meetings with those who are asked to each, by key; and what lists say of everybody.

    `former` are codes that people had before their names were corrected, with those of today.
    """

    placed: TeamsWithPlace
    meetings: tuple[DatedMeeting, ...]
    asked: Mapping[str, tuple[Participant, ...]]
    people: tuple[Attended, ...]
    former: Mapping[str, str]


def year_so_far(run: Run, register: Register) -> YearSoFar:
    """Who is asked, and who was there, as far as lists were read.

    Raises:
        UsageError: no places have been given out.
    """
    cohort = _cohort(run, register)
    people = _people(run, cohort)
    former, marks = _marks(run, cohort, people)
    return YearSoFar(
        placed=cohort.placed,
        meetings=cohort.meetings,
        asked={dated.meeting.key: _asked(run, cohort, dated) for dated in cohort.meetings},
        people=over_the_year(people, marks),
        former=former,
    )


def _asked(run: Run, cohort: _Cohort, dated: DatedMeeting) -> tuple[Participant, ...]:
    return invited(dated.meeting, run.programme.cohort.id, cohort.placed.teams, cohort.matching).participants


def write_papers(run: Run, register: Register, key: str, language: str) -> Papers:
    """Write the papers of the meeting called `key`: list and attendance sheet; of a gathering badges and tables too.

    Raises:
        UsageError: there is no such meeting, or no places have been given out.
    """
    cohort = _cohort(run, register)
    dated = _called(cohort, key)
    gathered = _gathered(run, cohort, dated, language)
    folder = f"meetings/{key}"
    made = {f"{folder}/deltakerliste-{key}.docx": participant_list(gathered)}
    if dated.meeting.kind is MeetingKind.GATHERING:
        made[f"{folder}/navneskilt-{key}.docx"] = badges(gathered)
        if dated.meeting.audience is Audience.ALL:
            tables, remarks = _tables(run, cohort, dated)
            made[f"{folder}/bordplassering-{key}.docx"] = table_plan(gathered, tables, remarks)
    sheet = f"{folder}/oppmote-{key}.xlsx"
    left = (sheet,) if _filled_in(run, sheet) else ()
    made[sheet] = workbook(attendance_sheet(gathered, _known(run, key)))
    wanted = [
        Wanted(path=path, content=sha256_of(data), made_from=("register", "plan", "programme.toml"))
        for path, data in made.items()
    ]
    for path in left:
        del made[path]
    published = publish(run, STEP, wanted, made, within=lambda path: path.startswith(f"{folder}/"))
    unread = (_UNREAD,) if _filled_in(run, ADVISERS) else ()
    notes = (*cohort.placed.notes, *unread, *gathered.invited.notes)
    return Papers(published=published, left=left, notes=notes, participants=len(gathered.invited.participants))


def _called(cohort: _Cohort, key: str) -> DatedMeeting:
    for dated in cohort.meetings:
        if dated.meeting.key == key:
            return dated
    known = ", ".join(dated.meeting.key for dated in cohort.meetings)
    raise UsageError(msg("There is no meeting called {key}. These are in programme.toml: {known}.", key=key, known=known))


def _gathered(run: Run, cohort: _Cohort, dated: DatedMeeting, language: str) -> Gathered:
    return Gathered(
        programme=run.programme,
        dated=dated,
        invited=invited(dated.meeting, run.programme.cohort.id, cohort.placed.teams, cohort.matching),
        registrations={team.id: team for team in cohort.placed.teams},
        advisers={pair.team.id: pair.adviser.name for pair in cohort.matching.pairs if pair.adviser},
        language=language,
    )


def _filled_in(run: Run, path: str) -> bool:
    """Has a person written in it since it was made?"""
    with run.ledger.connect() as db:
        known = products(db).get(path)
    found = hash_of(run.workspace.outbox / path)
    return found is not None and known is not None and found != known.sha256


def _tables(run: Run, cohort: _Cohort, dated: DatedMeeting) -> tuple[Seating, tuple[Message, ...]]:
    """The tables of a gathering, kept in the ledger: those before it are as they were, those after it are planned along."""
    gatherings = [m for m in cohort.meetings if m.meeting.kind is MeetingKind.GATHERING and m.meeting.audience is Audience.ALL]
    index = gatherings.index(dated)
    trusts = {team.id: team.trust_orgnr or (team.values.trust or "") for team in cohort.placed.teams}
    with run.ledger.begin() as db:
        kept = seatings(db, run.programme.cohort.id)
        before = _before(kept, [m.meeting.key for m in gatherings[:index]], trusts, len(gatherings))
        over = dated.last is not None and dated.last < run.now.date() and dated.meeting.key in kept
        tables = kept[dated.meeting.key] if over else seated(trusts, len(gatherings) - index, before)[0]
        tables = tuple(tuple(id_ for id_ in table if id_ in trusts) for table in tables)
        if not over:
            remember_seating(db, run.programme.cohort.id, dated.meeting.key, tables)
    return tuple(table for table in tables if table), _remarks(tables, before, trusts)


def _before(kept: Mapping[str, Seating], keys: Sequence[str], trusts: Mapping[str, str], count: int) -> list[Seating]:
    """How the teams sit at the gatherings before: as kept, and else as they would be seated."""
    before: list[Seating] = []
    for index, key in enumerate(keys):
        before.append(kept[key] if key in kept else seated(trusts, count - index, before)[0])
    return before


def _remarks(tables: Seating, before: Iterable[Seating], trusts: Mapping[str, str]) -> tuple[Message, ...]:
    met = Counter(pair for seating in before for table in seating for pair in combinations(sorted(table), 2))
    pairs = [pair for table in tables for pair in combinations(sorted(table), 2)]
    again = [f"{one} – {other}" for one, other in pairs if met[one, other]]
    alike = [f"{one} – {other}" for one, other in pairs if trusts[one] and trusts[one] == trusts[other]]
    return seating_remarks(again, alike)


def _known(run: Run, key: str) -> Mapping[tuple[str, int], bool]:
    with run.ledger.connect() as db:
        marks = attendance(db, run.programme.cohort.id)
    return {(one.person, one.day): one.present for one in marks if one.meeting == key}


def count(run: Run, register: Register, given: Path | None, meeting: str, day: int) -> Counted:
    """Read the list or folder `given` into the ledger (None: nothing new), and sum the year up.

    Raises:
        UsageError: no such file or meeting, or no places have been given out.
    """
    cohort = _cohort(run, register)
    if meeting:
        _called(cohort, meeting)
    read, questions, changed = _read(run, cohort, given, meeting, day) if given else ({}, (), ())
    people = _people(run, cohort)
    _, marks = _marks(run, cohort, people)
    counted = over_the_year(people, marks)
    held = {mark.meeting for mark in marks}
    meetings = tuple(dated for dated in cohort.meetings if dated.meeting.key in held)
    teams = {team.id: team for team in cohort.placed.teams}
    return Counted(
        read=read,
        questions=questions,
        changed=changed,
        people=counted,
        teams=cohort.placed.teams,
        meetings=meetings,
        published=_write_overview(run, counted, teams, meetings) if held else None,
    )


def _people(run: Run, cohort: _Cohort) -> tuple[Participant, ...]:
    """Everybody who is asked to any meeting, once."""
    found = {one.code: one for dated in cohort.meetings for one in _asked(run, cohort, dated)}
    return tuple(sorted(found.values(), key=lambda one: (one.adviser, in_id_order(one.teams[0]) if one.teams else ())))


def _read(
    run: Run, cohort: _Cohort, given: Path, meeting: str, day: int
) -> tuple[Mapping[str, int], tuple[Message, ...], tuple[Changed, ...]]:
    lists = {
        d.meeting.key: MeetingList(
            key=d.meeting.key,
            days=d.days,
            participants=_asked(run, cohort, d),
        )
        for d in cohort.meetings
    }
    read: dict[str, int] = {}
    questions: list[Message] = []
    changed: list[Changed] = []
    questions.extend(
        msg("{file}: only xlsx and csv can be read.", file=file.name) for file in _others(given, run.workspace.outbox)
    )
    for file in _files(given):
        said = _read_file(file, run.programme.cohort.id, lists, meeting, day)
        read[file.name] = len(said.marks)
        questions.extend(msg("{file}: {question}", file=file.name, question=question) for question in said.questions)
        changed.extend(_keep(run, file.name, said.marks))
    return read, tuple(questions), tuple(changed)


def _files(given: Path) -> list[Path]:
    if given.is_dir():
        return sorted(
            one for one in given.rglob("*") if one.suffix.lower() in READABLE and not one.name.startswith(("~$", "."))
        )
    if not given.is_file():
        raise UsageError(msg("{file} is not there.", file=str(given)))
    return [given]


def _others(given: Path, outbox: Path) -> list[Path]:
    """Files of a folder that cannot be read; products of our own are no news."""
    others = [one for one in given.rglob("*") if one.is_file() and one.suffix.lower() not in READABLE]
    return sorted(
        one for one in others if not one.name.startswith(("~$", ".")) and not one.resolve().is_relative_to(outbox.resolve())
    )


def _read_file(file: Path, cohort: str, lists: Mapping[str, MeetingList], meeting: str, day: int) -> ReadList:
    try:
        tables = list(_tables_in(file))
    except (DamagedWorkbookError, UnicodeDecodeError, csv.Error, OSError):
        return ReadList(questions=(msg("cannot be read. Save it as xlsx or csv."),))
    if not tables:
        return ReadList(questions=(msg("has no column of names."),))
    found = [read_list(table, cohort, lists, meeting, day) for table in tables]
    return ReadList(
        marks=tuple(mark for one in found for mark in one.marks),
        questions=tuple(question for one in found for question in one.questions),
    )


def _tables_in(file: Path) -> Iterator[Table]:
    content = file.read_bytes()
    if file.suffix.lower() in {".xlsx", ".xlsm"}:
        yield from tables_of(read_workbook(content))
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    yield table_of_text(file.stem, text)


def _keep(run: Run, source: str, marks: Sequence[Mark]) -> Iterator[Changed]:
    cohort = run.programme.cohort.id
    with run.ledger.begin() as db:
        was = {(one.meeting, one.day, one.person): one.present for one in attendance(db, cohort)}
        remember_attendance(db, cohort, [_presence(mark, masked(source)) for mark in marks], run.now)
    for mark in marks:
        if was.get((mark.meeting, mark.day, mark.participant.code), mark.present) != mark.present:
            yield Changed(name=mark.participant.name, meeting=mark.meeting, day=mark.day, present=mark.present)


def _presence(mark: Mark, source: str) -> Presence:
    one = mark.participant
    teams = " ".join(one.teams)
    return Presence(
        meeting=mark.meeting,
        day=mark.day,
        person=one.code,
        name=one.name,
        registration=f"{ADVISER_MARK} {teams}" if one.adviser else teams,
        present=mark.present,
        source=source,
    )


ADVISER_MARK = "veileder:"
"""What the ledger writes before the teams of an adviser who was there."""


def _marks(run: Run, cohort: _Cohort, people: Sequence[Participant]) -> tuple[Mapping[str, str], list[Mark]]:
    """Codes that people had before, with those of today; and what lists say of everybody, by the code of today.

    What is known under the code of today goes before what is known under an earlier one.
    """
    with run.ledger.connect() as db:
        known = [_mark(one) for one in attendance(db, run.programme.cohort.id)]
    former = {
        **former_codes(run.programme.cohort.id, cohort.placed.teams),
        **former_adviser_codes((mark.participant for mark in known), people),
    }
    earlier = [_renamed(mark, former[mark.participant.code]) for mark in known if mark.participant.code in former]
    return former, [*earlier, *(mark for mark in known if mark.participant.code not in former)]


def _renamed(mark: Mark, code: str) -> Mark:
    return replace(mark, participant=replace(mark.participant, code=code))


def _mark(one: Presence) -> Mark:
    teams = one.registration.split()
    adviser = bool(teams) and teams[0] == ADVISER_MARK
    participant = Participant(code=one.person, name=one.name, teams=tuple(teams[adviser:]), adviser=adviser)
    return Mark(meeting=one.meeting, day=one.day, participant=participant, present=one.present)


def _write_overview(
    run: Run, people: Sequence[Attended], teams: Mapping[str, Registration], meetings: Sequence[DatedMeeting]
) -> Published:
    made = workbook(year_overview(people, teams, meetings, run.programme))
    wanted = Wanted(path=OVERVIEW, content=sha256_of(made), made_from=("attendance",))
    return publish(run, YEAR_STEP, [wanted], {OVERVIEW: made})

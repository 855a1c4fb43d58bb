"""The sheet to tick who was there, and the overview of the whole year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.form.vocabulary import fold
from pipeline.i18n import Message, msg
from pipeline.model import Registration
from pipeline.programme.calendar import DatedMeeting
from pipeline.programme.schema import Programme
from pipeline.programme.wording import short_date
from pipeline.views.meeting_papers import ADVISER, NO_NAME, Gathered
from pipeline.views.register_xlsx import Tone
from pipeline.views.returned_workbook import GivenWorkbook
from pipeline.views.year_workbook import BookContent, Column, Row, SheetContent
from pipeline.year.attendance import NAME_HEADS, Attended, Table
from pipeline.year.participants import Participant

EXPLANATION = "forklaring"
_SPARE = 10
_NOT_ATTENDED_LONG = 0.5

HOW_TO_FILL_IN = (
    msg("Write ja or nei in the dark blue columns; an empty cell says nothing. Save, and run: kull attendance FILE"),
    msg("Somebody else came: a new row at the end, with name, team and a mark. Kull asks who it is."),
    msg("Do not write another name over one that stands: use a row of its own."),
)


def tables_of(book: GivenWorkbook) -> Iterator[Table]:
    """The sheets of a workbook that have a column of names."""
    for name, rows in book.sheets.items():
        words = [tuple(cell.text if cell else "" for cell in row) for row in rows]
        for number, row in enumerate(words):
            if any(fold(cell) in NAME_HEADS for cell in row):
                below = ((f"{name}, {n + 1}", words[n]) for n in range(number + 1, len(words)))
                yield Table(named=name, heads=row, rows=tuple(below))
                break


def attendance_sheet(gathered: Gathered, known: Mapping[tuple[str, int], bool]) -> BookContent:
    """The sheet for one meeting; `known` is what has been read already, by code and day."""
    days = tuple(range(1, max(len(gathered.dated.days), 1) + 1))
    title = gathered.words(msg("Attendance: {meeting}", meeting=gathered.line.replace("  ·  ", ", ")))
    columns = (
        Column(head=gathered.words(msg("Name")), width=30),
        Column(head="Team", width=14),
        Column(head=gathered.words(msg("Trust")), width=36),
        *(_day_column(gathered, day, len(days)) for day in days),
        Column(head=gathered.words(msg("Remark")), width=28),
        Column(head=gathered.words(msg("Check-in")), width=37),
    )
    rows = tuple(_row(gathered, one, days, known) for one in gathered.invited.participants)
    return BookContent(
        title=title,
        author=gathered.programme.organiser.name,
        footer=gathered.programme.cohort.name,
        sheets=(
            SheetContent(name=gathered.dated.meeting.key, columns=columns, rows=rows, spare=_SPARE),
            SheetContent(name=EXPLANATION, lines=(title, *(gathered.words(line) for line in HOW_TO_FILL_IN))),
        ),
    )


def _day_column(gathered: Gathered, day: int, count: int) -> Column:
    date = short_date(gathered.dated.days[day - 1]) if gathered.dated.days else ""
    head = gathered.words(msg("Day {day}", day=day)) if count > 1 else gathered.words(msg("Present"))
    return Column(head=f"{head}\n{date}".strip(), width=13, editable=True, choices=("ja", "nei"), centred=True)


def _row(gathered: Gathered, one: Participant, days: Sequence[int], known: Mapping[tuple[str, int], bool]) -> Row:
    marks = tuple({True: "ja", False: "nei", None: None}[known.get((one.code, day))] for day in days)
    line = one.check_in(gathered.programme.cohort.id, gathered.dated.meeting.key)
    about = gathered.words(ADVISER) if one.adviser else None
    name = one.name or gathered.words(NO_NAME)
    return Row(
        values=(name, ", ".join(one.teams), one.trust, *marks, about, line),
        tones=(Tone.PLAIN if one.name else Tone.REVIEW, *(Tone.PLAIN,) * (len(days) + 3), Tone.MUTED),
    )


def year_overview(
    people: Sequence[Attended],
    registrations: Mapping[str, Registration],
    meetings: Sequence[DatedMeeting],
    programme: Programme,
) -> BookContent:
    """Attendance over the year, per person and per team; `meetings` are those that a list was read of."""
    title = msg("Attendance, {programme}", programme=programme.cohort.name).in_language()
    explained = msg("«2/2» means two of two days. An empty cell: no list says anything. Made anew each time; change the lists.")
    return BookContent(
        title=title,
        author=programme.organiser.name,
        footer=programme.case.reference,
        sheets=(
            SheetContent(name="team", columns=_team_columns(meetings), rows=tuple(_team_rows(people, registrations, meetings))),
            SheetContent(name="personer", columns=_person_columns(meetings), rows=tuple(_person_rows(people, meetings))),
            SheetContent(name=EXPLANATION, lines=(title, explained.in_language())),
        ),
    )


def _meeting_columns(meetings: Sequence[DatedMeeting]) -> Iterator[Column]:
    for one in meetings:
        date = short_date(one.first) if one.first else ""
        yield Column(head=f"{one.meeting.title}\n{date}".strip(), width=16, centred=True)


def _team_columns(meetings: Sequence[DatedMeeting]) -> tuple[Column, ...]:
    heads = (Column(head="Team", width=10), Column(head="Prosjekt", width=40), Column(head="Foretak", width=36))
    return (*heads, *_meeting_columns(meetings), Column(head="I alt", width=10, centred=True))


def _person_columns(meetings: Sequence[DatedMeeting]) -> tuple[Column, ...]:
    heads = (Column(head="Navn", width=30), Column(head="Team", width=14))
    return (*heads, *_meeting_columns(meetings), Column(head="Møter i alt", width=10, centred=True))


def _team_rows(
    people: Sequence[Attended], registrations: Mapping[str, Registration], meetings: Sequence[DatedMeeting]
) -> Iterator[Row]:
    teams = dict.fromkeys((*registrations, *(id_ for one in people if not one.adviser for id_ in one.teams)))
    for id_ in teams:
        mine = [one for one in people if one.teams == (id_,) and not one.adviser]
        shares = [team_share(mine, one.meeting.key) for one in meetings]
        values = registrations[id_].values if id_ in registrations else None
        was, said = sum(share[0] for share in shares), sum(share[1] for share in shares)
        yield Row(
            values=(
                id_,
                (values.title if values else "") or "",
                (values.trust if values else "") or "",
                *(_share(*share) for share in shares),
                f"{round(100 * was / said)} %" if said else None,
            ),
            tones=(*(Tone.PLAIN if values else Tone.MUTED,) * 3, *(_tone(*share) for share in shares), _tone(was, said)),
        )


def team_share(members: Sequence[Attended], meeting: str) -> tuple[int, int]:
    """How many of a team's members were at a meeting, and of how many a list says anything."""
    said = [one for one in members if one.days_at(meeting)[1]]
    return sum(one.was_at(meeting) for one in said), len(said)


def _person_rows(people: Sequence[Attended], meetings: Sequence[DatedMeeting]) -> Iterator[Row]:
    for one in people:
        days = [one.days_at(meeting.meeting.key) for meeting in meetings]
        said = sum(1 for _, of in days if of)
        total = f"{sum(1 for was, _ in days if was)}/{said}" if said else None
        name = one.name or NO_NAME.in_language()
        yield Row(
            values=(name, ", ".join(one.teams), *(_share(*share) for share in days), total),
            tones=(Tone.PLAIN, Tone.PLAIN, *(_tone(*share) for share in days), Tone.PLAIN),
        )


def _share(was: int, of: int) -> str | None:
    return f"{was}/{of}" if of else None


def _tone(was: int, of: int) -> Tone:
    if not of:
        return Tone.PLAIN
    return Tone.CALM if was == of else Tone.REVIEW if was < _NOT_ATTENDED_LONG * of else Tone.WARNING


def seating_remarks(again: Sequence[str], alike: Sequence[str]) -> tuple[Message, ...]:
    """What could not be helped, or that all went well."""
    remarks = []
    if again:
        remarks.append(
            msg("These have sat together before; there were no new neighbours for all: {teams}.", teams=", ".join(again))
        )
    if alike:
        remarks.append(msg("These are of the same trust; it could not be helped: {teams}.", teams=", ".join(alike)))
    return tuple(remarks) or (msg("All teams have new neighbours, of another trust than their own."),)

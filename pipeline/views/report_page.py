"""Which numbers, teams and files the report shows: everything in words, nothing of how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.i18n import Message, msg
from pipeline.model import Outcome, Plan, Register, Registration, Severity, Status
from pipeline.programme.calendar import holiday_names, working_days_between
from pipeline.programme.schema import Programme
from pipeline.programme.wording import join_words, long_date, short_date, weekday
from pipeline.views import words
from pipeline.views.about_plan import about_plan
from pipeline.views.chart import Chart, Count, bars
from pipeline.views.concerns import Concern
from pipeline.views.layout import local_time
from pipeline.views.tables import Contents, TeamRow, contents, gravest

GROUPS: Mapping[Severity, Message] = {
    Severity.ERROR: msg("Must be mended before the team can get a place"),
    Severity.REVIEW: msg("Must be looked at by a person"),
    Severity.WARNING: msg("Worth a look"),
}
UNKNOWN_TRUST = msg("Unknown trust")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that binds, in words: «torsdag 1. mai 2025», «3 dager igjen»; `calm` when it has passed."""

    name: str
    day: str
    note: str
    left: str
    calm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number; `tone` is "error", "review" or "" and follows from what it counts, not from how many."""

    name: str
    count: int
    tone: str = ""
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A team and what is to be done about it."""

    id: str
    title: str
    trust: str
    path: str
    late: bool
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One concern in words; `tone` is its severity."""

    tone: str
    severity: str
    message: str
    text: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The teams whose gravest concern is of one severity."""

    tone: str
    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadFile:
    """A file that was set aside: why, and what to do about it."""

    path: str
    why: str
    message: str
    received: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """A team in the list of all; `tone` is that of its status."""

    id: str
    trust: str
    priority: int | None
    title: str
    status: str
    tone: str
    outcome: str
    late: bool
    replaced_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page. `counts` and `chart` say the same, by trust, in the order of `categories`."""

    programme: str
    case: str
    today: str
    deadlines: tuple[Deadline, ...]
    figures: tuple[Figure, ...]
    about_plan: tuple[str, ...]
    categories: tuple[str, ...]
    counts: tuple[Count, ...]
    totals: tuple[int, ...]
    chart: Chart
    groups: tuple[Group, ...]
    set_aside: tuple[UnreadFile, ...]
    teams: tuple[TeamLine, ...]


def report_page(register: Register, plan: Plan | None, programme: Programme, language: str, today: date) -> Page:
    """What the page says of `register` and `plan` on the day `today`."""
    rows = contents(register, plan)
    counts = _counts_by_trust(rows, plan, language)
    return Page(
        programme=programme.cohort.name,
        case=programme.case.reference,
        today=long_date(today, language),
        deadlines=_deadlines(programme, today, language),
        figures=_figures(rows, plan, programme, language),
        about_plan=tuple(about_plan(plan, programme, language)),
        categories=_categories(plan, language),
        counts=counts,
        totals=tuple(sum(column) for column in zip(*(count.counts for count in counts), strict=True)),
        chart=bars(counts),
        groups=tuple(_groups(rows, language)),
        set_aside=_set_aside(rows, language),
        teams=tuple(_team_line(row, language) for row in rows.teams),
    )


# --- deadlines -----------------------------------------------------------------------------------------------------------


def _deadlines(programme: Programme, today: date, language: str) -> tuple[Deadline, ...]:
    named = (
        (msg("Deadline for registration"), programme.dates.deadline),
        (msg("Answer to all teams by"), programme.dates.reply_by),
    )
    return tuple(
        Deadline(
            name=name.in_language(language),
            day=f"{weekday(day, language)} {long_date(day, language)}",
            note=_holiday(day, language),
            left=_days_left(today, day).in_language(language),
            calm=day < today,
        )
        for name, day in named
    )


def _holiday(day: date, language: str) -> str:
    """That the day is a public holiday, and which; empty on other days."""
    names = holiday_names(day)
    return msg("Public holiday: {holiday}", holiday=join_words(names, language)).in_language(language) if names else ""


def _days_left(today: date, day: date) -> Message:
    """How long it is to `day`, or since."""
    days = (day - today).days
    if days > 1:
        return msg(
            "{days} days left, {working_days} of them working days", days=days, working_days=working_days_between(today, day)
        )
    near = {1: msg("Tomorrow"), 0: msg("Today"), -1: msg("Passed yesterday")}
    return near.get(days) or msg("Passed {days} days ago", days=-days)


# --- numbers -------------------------------------------------------------------------------------------------------------


def _figures(rows: Contents, plan: Plan | None, programme: Programme, language: str) -> tuple[Figure, ...]:
    registrations = [row.registration for row in rows.standing]

    def figure(name: Message, count: int, tone: str = "", of: int | None = None) -> Figure:
        return Figure(name=name.in_language(language), count=count, tone=tone, of=of)

    def having(status: Status) -> int:
        return sum(r.status is status for r in registrations)

    given = sum(d.outcome is Outcome.PLACE for d in plan.decisions) if plan else 0
    came = (figure(msg("Forms of the year"), rows.forms),) if rows.forms else ()
    return (
        figure(msg("Teams registered"), len(registrations)),
        figure(msg("Complete"), having(Status.COMPLETE)),
        figure(msg("Must be mended"), having(Status.INCOMPLETE), "error"),
        figure(msg("Must be looked at"), having(Status.NEEDS_REVIEW), "review"),
        figure(msg("Received too late"), sum(r.late for r in registrations), "review"),
        figure(msg("Files set aside"), len(rows.set_aside), "review"),
        *came,
        figure(msg("Replaced or withdrawn"), len(rows.teams) - len(registrations)),
        figure(msg("Places given"), given, of=programme.cohort.capacity),
    )


def _categories(plan: Plan | None, language: str) -> tuple[str, ...]:
    """What the bars are made of: outcomes when there is a plan, else whether a team can get a place."""
    named = tuple(words.OUTCOME.values()) if plan else (msg("Can get a place"), words.OUTCOME[Outcome.INELIGIBLE])
    return tuple(name.in_language(language) for name in named)


def _counts_by_trust(rows: Contents, plan: Plan | None, language: str) -> tuple[Count, ...]:
    """The teams of each trust by category; a team that the plan does not have yet is in none."""
    by_trust: dict[str, list[TeamRow]] = {}
    for row in rows.standing:
        by_trust.setdefault(_trust(row.registration, language), []).append(row)
    return tuple(Count(name=name, counts=_by_category(teams, plan)) for name, teams in by_trust.items())


def _by_category(teams: Sequence[TeamRow], plan: Plan | None) -> tuple[int, ...]:
    if plan is None:
        eligible = sum(team.registration.eligible for team in teams)
        return eligible, len(teams) - eligible
    outcomes = [team.decision.outcome for team in teams if team.decision]
    return tuple(outcomes.count(outcome) for outcome in Outcome)


def _trust(registration: Registration, language: str) -> str:
    return registration.values.trust or UNKNOWN_TRUST.in_language(language)


# --- teams and files -----------------------------------------------------------------------------------------------------


def _groups(rows: Contents, language: str) -> Iterator[Group]:
    """The teams that somebody must do something about, by the gravest thing; a group with none is left out."""
    for severity, heading in GROUPS.items():
        cards = tuple(_card(row, language) for row in rows.standing if gravest(row) is severity)
        if cards:
            yield Group(tone=severity.value, heading=heading.in_language(language), cards=cards)


def _card(row: TeamRow, language: str) -> Card:
    registration = row.registration
    return Card(
        id=registration.id,
        title=registration.values.title or "",
        trust=_trust(registration, language),
        path=registration.source.path,
        late=registration.late,
        remarks=tuple(_remark(c, language) for c in row.concerns if c.must_be_seen),
    )


def _remark(concern: Concern, language: str) -> Remark:
    """`concern` in words; the value is left out where the sentence has it already, and where it is a role."""
    message = concern.message.in_language(language)
    text = " ".join(concern.text.split())
    return Remark(
        tone=concern.severity.value,
        severity=words.SEVERITY[concern.severity].in_language(language),
        message=message,
        text="" if text in message or concern.path.endswith(".role") else text,
        where=words.place_in_file(concern.where, language),
    )


def _set_aside(rows: Contents, language: str) -> tuple[UnreadFile, ...]:
    return tuple(
        UnreadFile(
            path=file.path,
            why=words.REASON[file.reason].in_language(language),
            message=file.message.in_language(language),
            received=short_date(local_time(file.received).date()),
        )
        for file in (row.set_aside for row in rows.set_aside)
    )


_TONE_OF_STATUS = {Status.COMPLETE: "calm", Status.INCOMPLETE: "error", Status.NEEDS_REVIEW: "review"}


def _team_line(row: TeamRow, language: str) -> TeamLine:
    registration = row.registration
    return TeamLine(
        id=registration.id,
        trust=_trust(registration, language),
        priority=registration.values.priority,
        title=registration.values.title or "",
        status=words.STATUS[registration.status].in_language(language),
        tone=_TONE_OF_STATUS.get(registration.status, "gone"),
        outcome=_outcome(row, language),
        late=registration.late,
        replaced_by=registration.superseded_by,
    )


def _outcome(row: TeamRow, language: str) -> str:
    """«Plass 3», «Reserve 1», «Kan ikke få plass»; empty before the plan."""
    if row.decision is None:
        return ""
    name = words.OUTCOME[row.decision.outcome].in_language(language)
    return f"{name} {row.decision.order}" if row.decision.order else name

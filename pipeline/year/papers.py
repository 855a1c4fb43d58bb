"""Timetables as papers: programme for those who take part, running sheet and checklist for the organisers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.i18n import Message, msg
from pipeline.letter_record import LetterKind
from pipeline.letters.meeting_contexts import (
    AgendaContext,
    ChecklistContext,
    ProgrammeDay,
    ProgrammePoint,
    Reading,
    RunningSheetContext,
    SheetDay,
    SheetPoint,
    ThingToBring,
)
from pipeline.letters.meetings import in_maalform, meeting_row, when
from pipeline.letters.occasion import LANGUAGES, Draft, Occasion, base, contact_person, day_in_words, place_and_date, sender
from pipeline.programme import wording
from pipeline.year.agenda import Day, Slot, Timetable, clock, length, room_for_teams
from pipeline.year.agendas import Agenda, Item


def meeting_papers(occasion: Occasion, timetables: Iterable[Timetable]) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """The three papers of each meeting, in every målform that a recipient has."""
    wanted: set[str] = {recipient.language for recipient in occasion.recipients}
    pairs = [(one, language) for one in timetables for language in LANGUAGES if language in (wanted or LANGUAGES[:1])]
    return {
        LetterKind.AGENDA: tuple(_draft(one, language, _programme(occasion, one, language)) for one, language in pairs),
        LetterKind.RUNNING_SHEET: tuple(
            _draft(one, language, _running_sheet(occasion, one, language), tuple(faults_of(one))) for one, language in pairs
        ),
        LetterKind.CHECKLIST: tuple(_draft(one, language, _checklist(occasion, one, language)) for one, language in pairs),
    }


def faults_of(made: Timetable, language: str = LANGUAGES[0]) -> Iterator[Message]:
    """What does not go up in a timetable, in words, and what can be left out to make it."""
    title = in_maalform(made.meeting.meeting, "title", language)
    for item, room in made.teams_that_do_not_fit:
        yield msg(
            "{meeting}: {teams} teams have a place, and «{item}» has room for {room}: {each} minutes a team, {most} at most.",
            meeting=title,
            teams=made.teams or 0,
            item=_said(item, "title", language),
            room=room,
            each=_each(item),
            most=item.minutes or 0,
        )
    for day in made.days:
        yield from _faults_of_day(day, title, language)


def _faults_of_day(day: Day, title: str, language: str) -> Iterator[Message]:
    if day.over:
        place: dict[str, str | int] = {
            "meeting": title,
            "day": day.number,
            "over": day.over,
            "end": wording.clock(clock(day.end)),
        }
        if day.dispensable:
            items = ", ".join(f"«{_said(slot.item, 'title', language)}» ({slot.minutes} min)" for slot in day.dispensable)
            yield msg(
                "{meeting}, day {day}: the items take {over} minutes too much, past {end}. Can be left out: {items}.",
                **place,
                items=items,
            )
        else:
            yield msg(
                "{meeting}, day {day}: the items take {over} minutes too much, past {end}. None of them can be left out.",
                **place,
            )
    for slot in day.without_time:
        if not slot.item.optional:
            item = _said(slot.item, "title", language)
            yield msg("{meeting}, day {day}: there is no time left for «{item}».", meeting=title, day=day.number, item=item)


def _draft(made: Timetable, language: str, context: Any, remarks: tuple[Message, ...] = ()) -> Draft:
    key = made.agenda.key
    first = language == LANGUAGES[0]
    # Both målformer have the same faults: they are told once.
    return Draft(
        owner=key if first else f"{key}-{language}", language=language, context=context, remarks=remarks if first else ()
    )


def _paper(occasion: Occasion, made: Timetable, language: str, heading: Message) -> dict[str, Any]:
    """What the papers of a meeting have in common."""
    return {
        **base(occasion, heading, language, None),
        "sender": sender(occasion.programme),
        "dated": place_and_date(occasion.programme, occasion.dated),
        "cohort": occasion.programme.cohort.name,
        "meeting": meeting_row(made.meeting, language),
    }


def _title(made: Timetable, language: str) -> str:
    """The meeting as a heading names it: an online one has its day too, since several are called the same."""
    title = in_maalform(made.meeting.meeting, "title", language)
    return f"{title}, {when(made.meeting, language)}"


def _programme(occasion: Occasion, made: Timetable, language: str) -> AgendaContext:
    agenda = made.agenda
    return AgendaContext(
        **_paper(occasion, made, language, msg("Programme: {meeting}", meeting=_title(made, language))),
        contact=contact_person(occasion.programme),
        days=tuple(
            ProgrammeDay(heading=_heading(day, made, language), points=tuple(_points(day, language)))
            for day in made.days
            if day.slots
        ),
        prepare=_list(agenda, "prepare", language),
        readings=tuple(
            Reading(item=_said(item, "title", language), address=link) for item in agenda.items for link in item.links
        ),
    )


def _points(day: Day, language: str) -> Iterator[ProgrammePoint]:
    """Those who take part are not told of an item that can be left out and has no time."""
    for slot in day.slots:
        if slot.minutes or not slot.item.optional:
            yield ProgrammePoint(
                item=_said(slot.item, "title", language),
                time=_time(slot),
                about=_said(slot.item, "about", language),
                who=_said(slot.item, "who", language),
            )


def _running_sheet(occasion: Occasion, made: Timetable, language: str) -> RunningSheetContext:
    return RunningSheetContext(
        **_paper(occasion, made, language, msg("Running sheet: {meeting}", meeting=_title(made, language))),
        days=tuple(
            SheetDay(
                heading=_heading(day, made, language),
                total=msg("{minutes} minutes", minutes=sum(slot.minutes for slot in day.slots)).in_language(language),
                points=tuple(_sheet_point(slot, language) for slot in day.slots),
            )
            for day in made.days
            if day.slots
        ),
        notes=tuple(note.in_language(language) for note in (*faults_of(made, language), *_notes(made, language))),
    )


def _sheet_point(slot: Slot, language: str) -> SheetPoint:
    item = slot.item
    title = _said(item, "title", language)
    about = msg("about {minutes}", minutes=slot.minutes).in_language(language)
    return SheetPoint(
        item=msg("{item} (can be left out)", item=title).in_language(language) if item.optional else title,
        time=_time(slot),
        minutes=(str(slot.minutes) if slot.given else about) if slot.minutes else "",
        about=_said(item, "about", language),
        who=_said(item, "who", language),
        task=_said(item, "task", language),
        material=" · ".join(_list(item, "material", language)),
    )


def _notes(made: Timetable, language: str) -> Iterator[Message]:
    """How the pitching was reckoned, and what is free."""
    for item in made.agenda.items:
        if (room := room_for_teams(item)) is not None:
            words: dict[str, str | int] = {"item": _said(item, "title", language), "each": _each(item), "room": room}
            if made.teams:
                yield msg(
                    "«{item}»: {teams} teams at {each} minutes, {minutes} minutes in all. There is room for {room} teams.",
                    **words,
                    teams=made.teams,
                    minutes=length(item, made.teams) or 0,
                )
            else:
                yield msg("«{item}»: {each} minutes a team. Nobody has a place yet; there is room for {room} teams.", **words)
    for day in made.days:
        if day.spare:
            end = wording.clock(clock(day.end))
            yield msg("Day {day}: {minutes} minutes before {end} are free.", day=day.number, minutes=day.spare, end=end)


def _checklist(occasion: Occasion, made: Timetable, language: str) -> ChecklistContext:
    needed: dict[str, list[str]] = {}
    for item in made.agenda.items:
        for thing in _list(item, "material", language):
            needed.setdefault(thing, []).append(_said(item, "title", language))
    return ChecklistContext(
        **_paper(occasion, made, language, msg("Checklist: {meeting}", meeting=_title(made, language))),
        before=_list(made.agenda, "before", language),
        bring=tuple(ThingToBring(what=thing, items=", ".join(dict.fromkeys(items))) for thing, items in needed.items()),
        after=_list(made.agenda, "after", language),
    )


def _heading(day: Day, made: Timetable, language: str) -> str:
    """«Onsdag 10. september 2025, kl. 13.00–15.30»; «Dag 1, …» while the day is undecided."""
    hours = wording.clock_range(clock(day.start), clock(day.ends))
    if day.date:
        name = day_in_words(day.date, language)
    else:
        name = msg("Day {day}", day=day.number).in_language(language) if len(made.days) > 1 else ""
    words = f"{name}, {hours}" if name else hours
    return words[0].upper() + words[1:]


def _time(slot: Slot) -> str:
    """«13.00–13.10»."""
    return wording.clock_range(clock(slot.start), clock(slot.end)).removeprefix("kl. ") if slot.minutes else ""


def _each(item: Item) -> str:
    """«4 + 1»."""
    return f"{item.team_minutes} + {item.change_minutes}" if item.change_minutes else f"{item.team_minutes}"


def _said(item: Item, name: str, language: str) -> str:
    """A field in the målform, in bokmål when it has no nynorsk."""
    nynorsk: str = getattr(item, f"{name}_nn")
    bokmaal: str = getattr(item, name)
    return nynorsk if language == "nn" and nynorsk else bokmaal


def _list(part: Item | Agenda, name: str, language: str) -> tuple[str, ...]:
    nynorsk: tuple[str, ...] = getattr(part, f"{name}_nn")
    bokmaal: tuple[str, ...] = getattr(part, name)
    return nynorsk if language == "nn" and nynorsk else bokmaal

"""The agendas of the meetings as data: `agendas.toml`, the shipped one, and before it the workspace's own.

The recipe (planlegge, gjennomføre, evaluere) gives each meeting its items, with minutes or none. Which meeting of the programme
file an agenda is for is said by kind and number («the second gathering for everybody»), or by the meeting's key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from pipeline.errors import Fault
from pipeline.i18n import Message, msg
from pipeline.programme.faults import faults_of, nearest_to
from pipeline.programme.load import only_faults
from pipeline.programme.notation import Clock, Key, Text, Whole, YesNo
from pipeline.programme.schema import Audience, Meeting, MeetingKind, Part, Programme

AGENDAS_FILE = "agendas.toml"

Minutes = Annotated[Whole, Field(ge=1, le=600)]
Link = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]

_PAIRS = ("material", "prepare", "before", "after")
_A_LINK = msg("Expected a web address: https://www.example.no.")


class Item(Part):
    """One item. Without `minutes` it gets of the time that is left, `most` at most. `optional`: it can be left out.

    `day` 2: the second day of a gathering begins with it. With `team_minutes` it lasts as long as the teams need, each its
    minutes and `change_minutes` to change, and `minutes` is the most.
    """

    title: Text
    title_nn: str = ""
    minutes: Minutes | None = None
    most: Minutes | None = None
    optional: YesNo = False
    day: Annotated[Whole, Field(ge=2, le=2)] | None = None
    team_minutes: Minutes | None = None
    change_minutes: Annotated[Whole, Field(ge=0, le=600)] = 0
    who: str = ""
    who_nn: str = ""
    about: str = ""
    about_nn: str = ""
    task: str = ""
    task_nn: str = ""
    material: tuple[Text, ...] = ()
    material_nn: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()


class Agenda(Part):
    """The agenda of one meeting. `prepare` is for those who take part, `before` and `after` are for the organisers."""

    key: Key
    kind: MeetingKind | None = None
    number: Annotated[Whole, Field(ge=1, le=99)] | None = None
    meeting: Key | None = None
    prepare: tuple[Text, ...] = ()
    prepare_nn: tuple[Text, ...] = ()
    before: tuple[Text, ...] = ()
    before_nn: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()
    after_nn: tuple[Text, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def fixed_minutes(self) -> int:
        """The sum of the minutes that its items are given; those without add nothing."""
        return sum(item.minutes or 0 for item in self.items)


class Frame(Part):
    """The hours of a gathering, lunch to lunch. `start` and `end` are for one that the programme file gives no clock."""

    start: Clock = dt.time(13)
    first_day_end: Clock = dt.time(16)
    second_day_start: Clock = dt.time(9)
    end: Clock = dt.time(12)


class Agendas(Part):
    """All of `agendas.toml`."""

    schema_version: Annotated[Literal[1], Field(alias="schema")]
    gathering: Frame | None = None
    agendas: tuple[Agenda, ...] = ()

    @property
    def frame(self) -> Frame:
        """The hours of a gathering."""
        return self.gathering or Frame()


def own_agendas(content: Mapping[str, object], programme: Programme, file: str) -> tuple[Agendas | None, tuple[Fault, ...]]:
    """What a workspace's `file` says, and every fault in it; None instead of the agendas when it has one."""
    try:
        own = Agendas.model_validate(content)
    except ValidationError as error:
        return None, tuple(map(_of_a_link, faults_of(error, Agendas, file, content)))
    faults = tuple(_faults(own, programme, file))
    return (None if only_faults(faults) else own), faults


def laid_over(own: Agendas, shipped: Agendas) -> Agendas:
    """Each agenda of the workspace in the place of the shipped one of its key; those of other keys follow."""
    mine = {agenda.key: agenda for agenda in own.agendas}
    claimed = {agenda.meeting for agenda in own.agendas if agenda.meeting} | {
        (agenda.kind, agenda.number) for agenda in own.agendas if not agenda.meeting
    }
    kept = (
        mine.pop(agenda.key, agenda)
        for agenda in shipped.agendas
        if agenda.key in mine or (agenda.kind, agenda.number) not in claimed
    )
    agendas = tuple(kept)
    return shipped.model_copy(update={"gathering": own.gathering or shipped.gathering, "agendas": (*agendas, *mine.values())})


def agendas_by_meeting(agendas: Agendas, programme: Programme) -> Mapping[str, Agenda]:
    """The agenda of each meeting of the programme that has one, by the meeting's key, in the programme's order.

    A meeting that is named by its key goes before one that is counted.
    """
    found: dict[str, Agenda] = {}
    for agenda in sorted(agendas.agendas, key=lambda one: one.meeting is None):
        meeting = meeting_of(agenda, programme)
        if meeting is not None:
            found.setdefault(meeting.key, agenda)
    return {meeting.key: found[meeting.key] for meeting in programme.meetings if meeting.key in found}


def without_a_meeting(agendas: Agendas, programme: Programme) -> tuple[str, ...]:
    """The agendas that the programme has no meeting for: one has gone, perhaps, and those after it are counted anew."""
    return tuple(one.key for one in agendas.agendas if meeting_of(one, programme) is None)


def meeting_of(agenda: Agenda, programme: Programme) -> Meeting | None:
    """The meeting that an agenda is for; None when the programme has none such."""
    if agenda.meeting is not None:
        return next((meeting for meeting in programme.meetings if meeting.key == agenda.meeting), None)
    counted = [one for one in programme.meetings if one.kind is agenda.kind and one.audience is Audience.ALL]
    number = agenda.number or 0
    return counted[number - 1] if 0 < number <= len(counted) else None


def _of_a_link(fault: Fault) -> Fault:
    """The words for a web address, which no other file of the workspace has."""
    return Fault(file=fault.file, place=fault.place, value=fault.value, message=_A_LINK) if ".links[" in fault.place else fault


def _faults(agendas: Agendas, programme: Programme, file: str) -> Iterator[Fault]:
    """What holds between several keys."""
    seen: set[str] = set()
    for index, agenda in enumerate(agendas.agendas):
        place = f"agendas[{index}]"
        if agenda.key in seen:
            message = msg("Another agenda in this file has the same key. Give each its own.")
            yield Fault(file=file, place=f"{place}.key", value=agenda.key, message=message)
        seen.add(agenda.key)
        if not agenda.items:
            yield Fault(file=file, place=f"{place}.items («{agenda.key}»)", message=msg("At least one is needed here."))
        for key, value, message in (*_of_the_meeting(agenda, programme), *_of_lists(agenda)):
            yield Fault(file=file, place=f"{place}{key} («{agenda.key}»)", value=value, message=message)
        for number, item in enumerate(agenda.items):
            for key, value, message in (*_of_the_item(item, agenda, programme), *_of_lists(item)):
                yield Fault(file=file, place=f"{place}.items[{number}]{key} («{item.title}»)", value=value, message=message)
    if agendas.gathering:
        yield from _of_the_frame(agendas.gathering, file)
    yield from _of_shared_meetings(agendas, programme, file)


Found = tuple[str, str, Message]
"""Key, value as written, what is wrong."""


def _of_the_meeting(agenda: Agenda, programme: Programme) -> Iterator[Found]:
    keys = [meeting.key for meeting in programme.meetings]
    if agenda.meeting is None and (agenda.kind is None or agenda.number is None):
        yield (
            "",
            "",
            msg("Which meeting is meant? Give kind and number, or meeting with the key of a meeting in programme.toml."),
        )
    elif agenda.meeting is not None and agenda.meeting not in keys:
        nearest = nearest_to(agenda.meeting, keys)
        if nearest:
            yield (
                ".meeting",
                agenda.meeting,
                msg("No meeting in programme.toml has this key. Did you mean «{nearest}»?", nearest=nearest),
            )
        else:
            known = ", ".join(keys)
            yield ".meeting", agenda.meeting, msg("No meeting in programme.toml has this key. There are: {known}.", known=known)
    elif agenda.meeting is None and meeting_of(agenda, programme) is None:
        yield ".number", str(agenda.number), msg("The programme has not so many meetings of this kind for everybody.")


def _of_the_item(item: Item, agenda: Agenda, programme: Programme) -> Iterator[Found]:
    meeting = meeting_of(agenda, programme)
    if item.day and meeting and meeting.kind is MeetingKind.ONLINE:
        yield ".day", str(item.day), msg("An online meeting has one day. Leave day out.")
    if item.minutes and item.most:
        yield ".most", str(item.most), msg("An item has either minutes or most. Keep one of them.")
    if item.team_minutes and not item.minutes:
        yield ".minutes", "", msg("An item with team_minutes needs minutes too: the most that all teams get together.")
    if item.change_minutes and not item.team_minutes:
        yield ".change_minutes", str(item.change_minutes), msg("This goes with team_minutes, which is not there.")


def _of_lists(part: Agenda | Item) -> Iterator[Found]:
    for name in _PAIRS:
        bokmaal, nynorsk = getattr(part, name, ()), getattr(part, f"{name}_nn", ())
        if nynorsk and len(nynorsk) != len(bokmaal):
            message = msg(
                "The list in nynorsk has {nn} entries, the one in bokmål {nb}. They must have the same, in the same order.",
                nn=len(nynorsk),
                nb=len(bokmaal),
            )
            yield f".{name}_nn", "", message


def _of_the_frame(frame: Frame, file: str) -> Iterator[Fault]:
    for key, start, end in (("first_day_end", frame.start, frame.first_day_end), ("end", frame.second_day_start, frame.end)):
        if end <= start:
            message = msg("The day would end before it begins.")
            yield Fault(file=file, place=f"gathering.{key}", value=end.isoformat(), message=message)


def _of_shared_meetings(agendas: Agendas, programme: Programme, file: str) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for index, agenda in enumerate(agendas.agendas):
        meeting = meeting_of(agenda, programme)
        if meeting is None:
            continue
        if taken.setdefault(meeting.key, agenda.key) != agenda.key:
            message = msg("«{other}» is for the same meeting ({meeting}).", other=taken[meeting.key], meeting=meeting.key)
            yield Fault(file=file, place=f"agendas[{index}] («{agenda.key}»)", message=message)

"""What the templates of a meeting's papers may say: programme, running sheet, checklist. As `contexts.py` has it for letters.

None of them names anybody's role in a team.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.letters.contexts import ContactPerson, Context, MeetingRow, Sender, optional


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePoint:
    """An item of the programme. `time` is «13.00–13.10», empty when there was no time left for it."""

    item: str
    time: str = optional()
    about: str = optional()
    who: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDay:
    """A day: «Onsdag 10. september 2025, kl. 13.00–15.30»."""

    heading: str
    points: tuple[ProgrammePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Something to read or see: the item it belongs to, and its address."""

    item: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPoint:
    """An item of the running sheet. `item` says when it can be left out, `minutes` is «10», or «ca. 25» when worked out."""

    item: str
    time: str = optional()
    minutes: str = optional()
    about: str = optional()
    who: str = optional()
    task: str = optional()
    material: str = optional()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDay:
    """A day of the running sheet. `total` is «150 minutter»."""

    heading: str
    total: str
    points: tuple[SheetPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingToBring:
    """Something that must be there, and the items that need it."""

    what: str
    items: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPaper(Context):
    """What the papers of a meeting have in common. `dated` is the day of this edition."""

    sender: Sender
    dated: str
    cohort: str
    meeting: MeetingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaContext(MeetingPaper):
    """The programme of one meeting, for those who take part. `prepare`: what they do before it."""

    contact: ContactPerson
    days: tuple[ProgrammeDay, ...]
    prepare: tuple[str, ...] = optional(())
    readings: tuple[Reading, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSheetContext(MeetingPaper):
    """The detailed programme, for the organisers. `notes`: what does not fit, what is free, how many teams pitch."""

    days: tuple[SheetDay, ...]
    notes: tuple[str, ...] = optional(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistContext(MeetingPaper):
    """What the organisers bring, and what they send and see to before and after."""

    before: tuple[str, ...] = optional(())
    bring: tuple[ThingToBring, ...] = optional(())
    after: tuple[str, ...] = optional(())

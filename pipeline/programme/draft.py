"""What of a programme file can be relied on, though other parts of it are wrong.

The checks between keys work on this, so that a misspelt key in one place does not hide a wrong date in another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from pipeline.programme.faults import name_of
from pipeline.programme.schema import Allocation, CertificateRule, Dates, Language, Meeting, Override, Part, Smtp, Texts

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What of the programme file can be relied on: days by key of [dates], meetings and overrides by their number from 0."""

    days: Mapping[str, dt.date]
    meetings: Mapping[int, Meeting]
    overrides: Mapping[int, Override]
    allocation: Allocation | None
    texts: Mapping[str, Mapping[Language, str]]
    smtp: Smtp | None = None
    certificate: CertificateRule | None = None

    @property
    def deadline(self) -> dt.date | None:
        """The registration deadline, when it can be relied on."""
        return self.days.get("deadline")


def draft_of(written: Mapping[str, object]) -> Draft:
    """The sound parts of a file as `tomllib` reads it."""
    dates = table(written.get("dates"))
    return Draft(
        days={key: day for key, day in dates.items() if key in Dates.model_fields and type(day) is dt.date},
        meetings=dict(sound_meetings(written.get("meetings"))),
        overrides=dict(sound_overrides(written.get("overrides"))),
        allocation=sound(Allocation, table(written.get("allocation"))),
        texts=texts.model_dump() if (texts := sound(Texts, table(written.get("texts")))) else {},
        certificate=sound(CertificateRule, written["certificate"]) if "certificate" in written else None,
        smtp=sound(Smtp, table(table(written.get("mail")).get("smtp"))),
    )


def table(value: object) -> Mapping[str, object]:
    """`value` when it is a section, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def sound(model: type[P], written: object) -> P | None:
    """`written` as a `model` when it is right by itself."""
    try:
        return model.model_validate(written)
    except ValidationError:
        return None


def sound_meetings(value: object) -> Iterator[tuple[int, Meeting]]:
    """Each meeting less its unusable keys; left out when its kind is not known."""
    for index, written in enumerate(value if isinstance(value, list) else ()):
        stand_ins = {"key": f"{index}", "title": name_of(written) or "–"}
        if meeting := sound(Meeting, stand_ins | without_faults(table(written))):
            yield index, meeting


def without_faults(written: Mapping[str, object]) -> dict[str, object]:
    """The keys of a meeting that are right by themselves."""
    try:
        Meeting.model_validate(written)
    except ValidationError as error:
        bad = {detail["loc"][0] for detail in error.errors()}
        return {key: value for key, value in written.items() if key not in bad}
    return dict(written)


def sound_overrides(value: object) -> Iterator[tuple[int, Override]]:
    """Each manual decision that is right by itself."""
    for index, written in enumerate(value if isinstance(value, list) else ()):
        if override := sound(Override, written):
            yield index, override

"""The activities of a network's year as data (`activities.toml`): what is done, by whom, how long before or after what."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.programme.schema import Audience


class Part(StrEnum):
    """The recipe's three parts."""

    PLAN = "plan"
    RUN = "run"
    EVALUATE = "evaluate"


class Anchor(StrEnum):
    """What an activity's days are counted from: a day of the programme file, or meetings of a kind."""

    INVITATION = "invitation"
    DEADLINE = "deadline"
    REPLY_BY = "reply_by"
    START_UP = "start_up"
    GATHERING = "gathering"
    ONLINE = "online"
    ADVISER = "adviser"
    ONLINE_AFTER_GATHERING = "online_after_gathering"


Distance = Annotated[str, Field(pattern=r"^([+-][1-9][0-9]*[wd]|0d)$")]
"""Weeks («-26w») or working days («+3d») from the anchor; «0d» is the anchor's own day."""


class Wording(BaseModel):
    """The same in bokmål and nynorsk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nb: str
    nn: str

    def __getitem__(self, language: str) -> str:
        """The words in `language`."""
        return self.nn if language == "nn" else self.nb


class Activity(BaseModel):
    """One activity. `which`: the number of the meeting among those that `anchor` names (-1: the last); None: each of them.

    Then `task` says what it is called for one «{meeting}».
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    part: Part
    name: str
    name_nn: str
    task: str = ""
    task_nn: str = ""
    responsible: Literal["organisers", "officer", "advisers", "teams", "management"]
    anchor: Anchor
    due: Distance
    begins: Distance | None = None
    which: int | None = None
    material: str = ""
    material_nn: str = ""
    concerns: Annotated[Literal["all", "leaders", "advisers", "none"] | None, Field(alias="for")] = None

    @property
    def words(self) -> Wording:
        """What it is called."""
        return Wording(nb=self.name, nn=self.name_nn)

    def words_for(self, meeting: Wording) -> Wording:
        """What it is called for one of the meetings that it is done for."""
        return Wording(
            nb=self.task.format(meeting=_within_a_sentence(meeting.nb)),
            nn=self.task_nn.format(meeting=_within_a_sentence(meeting.nn)),
        )

    @property
    def materials(self) -> Wording:
        """What it needs; empty when that is nothing."""
        return Wording(nb=self.material, nn=self.material_nn)


class Recipe(BaseModel):
    """All of `activities.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    responsible: dict[str, Wording]
    concerns: dict[Audience, Wording]
    activities: Annotated[tuple[Activity, ...], Field(alias="activity")]


def _within_a_sentence(title: str) -> str:
    """«Samling 1» → «samling 1»; «IKT-møte» stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


@cache
def recipe() -> Recipe:
    """The recipe that is shipped with kull."""
    text = (files("pipeline.year") / "activities.toml").read_text(encoding="utf-8")
    return Recipe.model_validate(tomllib.loads(text))

"""The shape of `vocabulary.toml`, shipped or a workspace's own; an unknown key is an error."""

from __future__ import annotations

import tomllib
from typing import Annotated

from pydantic import Field, ValidationError

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg
from pipeline.model import Role
from pipeline.programme.schema import Part


class TrustEntry(Part):
    """A trust in the file; `places` are those where it works."""

    name: str
    orgnr: Annotated[str, Field(pattern=r"^\d{9}$")]
    also: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class WordingEntry(Part):
    """The table `wording` of the file."""

    heads: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    never_union_rep: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()


class VocabularyFile(Part):
    """The whole file."""

    trusts: dict[str, TrustEntry] = Field(default_factory=dict)
    professions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    roles: dict[Role, tuple[str, ...]] = Field(default_factory=dict)
    wording: WordingEntry = WordingEntry()


def parsed(text: str, name: str) -> VocabularyFile:
    """The vocabulary in `text`; `name` is the file that faults are said to stand in.

    Raises:
        ConfigurationError: no TOML, or not of this shape; every fault at once.
    """
    try:
        return VocabularyFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        said = msg("This is not a TOML file: {problem}.", problem=str(error))
        raise ConfigurationError((Fault(file=name, message=said),)) from error
    except ValidationError as error:
        said = msg("The vocabulary has no such entry: write it as the shipped vocabulary.toml does.")
        faults = (
            Fault(file=name, place=".".join(map(str, fault["loc"])), value=str(fault["input"]), message=said)
            for fault in error.errors()
        )
        raise ConfigurationError(tuple(faults)) from error

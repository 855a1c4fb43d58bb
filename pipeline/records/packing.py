"""The packing list: every package that was made, with the hash of each file in it, and what was left out and why.

It accounts for every letter and every file received, each once. The same packages give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from pipeline.intake.national_id import mask

SCHEMA = "kull/archive/1"
NAME = "pakkeliste.json"
MESSAGE_NAME = "arkivmelding.xml"


class Reason(StrEnum):
    """Why something is in no package. Below the line: a person must do something about it."""

    DRAFT = "draft"
    SUPERSEDED = "superseded"
    SYSTEM_FILE = "system_file"
    SET_ASIDE = "set_aside"
    FORM_OF_THE_YEAR = "form_of_the_year"
    # ---
    UNKNOWN = "unknown"
    FILE_GONE = "file_gone"
    FILE_CHANGED = "file_changed"
    NOT_CONFORMANT = "not_conformant"
    ATTACHMENT_GONE = "attachment_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """One file of a package: its path from the case's folder, its hash and its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package as it stands: its id, its folder, what it was made of, how far that had come, and its files.

    `source` is the path of the letter or of the file received, `sha256` its hash; `enclosed` are other letters that go with
    it. The message to the archive is the last of `files`: with it a package is whole.
    """

    system_id: str
    folder: str
    direction: str
    state: str
    source: str
    sha256: str
    enclosed: tuple[str, ...] = ()
    files: tuple[PackedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A letter or a file received that is in no package."""

    path: str
    sha256: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PackingList:
    """All of a case's folder."""

    schema: str = SCHEMA
    case: str
    packages: tuple[Package, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def packing_list(case: str, packages: Iterable[Package], left_out: Iterable[LeftOut]) -> PackingList:
    """The list in its order: packages by folder, the rest by path."""
    return PackingList(
        case=case,
        packages=tuple(sorted(packages, key=lambda one: (one.folder, one.system_id))),
        left_out=tuple(sorted(left_out, key=lambda one: (one.path, one.sha256))),
    )


def packing_list_json(listed: PackingList) -> bytes:
    """The list as UTF-8, a line each thing, for people and programs."""
    shown = replace(
        listed,
        packages=tuple(replace(one, source=mask(one.source)) for one in listed.packages),
        left_out=tuple(replace(one, path=mask(one.path)) for one in listed.left_out),
    )
    return (json.dumps(asdict(shown), ensure_ascii=False, indent=1) + "\n").encode()

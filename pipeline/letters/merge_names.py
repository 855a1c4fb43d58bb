"""What a merge field may be called: the columns of recipients.xlsx, the letter's day, and every field of its context.

Letter case does not count, and neither does what stands between two words: «Kontakt», «PROJECT_TITLE», «project.title».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from pipeline.letters.contexts import Context
from pipeline.letters.names import printable_paths
from pipeline.programme.recipients import COLUMNS

DAY: Final = "DATO"
DAY_PATH: Final = "properties.dated"
_BETWEEN = re.compile(r"[\s._-]+")


@dataclass(frozen=True, slots=True)
class MergeName:
    """The name of a merge field as it is written («PROJECT_TITLE»), and the field of the context that it stands for."""

    name: str
    path: str


def merge_names(context: type[Context]) -> Mapping[str, MergeName]:
    """Every merge field that letters with this context may have, by its key (`key`), in the order in which they are told."""
    columns = (MergeName(column, f"recipient.{field}") for column, field in COLUMNS.items())
    paths = (path for path, _ in printable_paths(context) if "[]" not in path)
    known: dict[str, MergeName] = {}
    for one in (*columns, MergeName(DAY, DAY_PATH), *(MergeName(path.replace(".", "_").upper(), path) for path in paths)):
        known.setdefault(key(one.name), one)
    return MappingProxyType(known)


def key(name: str) -> str:
    """What two ways to write one name have in common."""
    return _BETWEEN.sub("_", unicodedata.normalize("NFC", name).strip()).casefold()


def nearest(name: str, context: type[Context]) -> str:
    """The known name that is most like `name`; empty when none is."""
    known = merge_names(context)
    found = get_close_matches(key(name), known, n=1)
    return known[found[0]].name if found else ""

"""A field of a registration by whatever a person calls it: its path, its key, its label, its head in the register."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.form.registration import REGISTRATION
from pipeline.form.vocabulary import fold
from pipeline.views.layout import ADVISERS, TEAM
from pipeline.views.words import field_name, form_field

_NUMBER = re.compile(r"\[\d+\]")


def paths_called(name: str, members: int) -> tuple[str, ...]:
    """The places that `name` may mean, in a registration with so many members, or with one more; several when it is unclear."""
    wanted = fold(name)
    exact = tuple(path for path, _ in _fields(members) if path == name.strip())
    return exact or tuple(dict.fromkeys(path for path, key in _fields(members) if wanted in _names(path, key)))


def _fields(members: int) -> Iterator[tuple[str, str]]:
    """Every place with its key; those of one member more than there are."""
    for section in REGISTRATION.sections:
        for n in range(1, members + 2) if section.rows else (0,):
            yield from ((f.path.format(i=n - 1), f.key.format(n=n)) for f in section.fields)


def _names(path: str, key: str) -> frozenset[str]:
    heads = (c.header for sheet in (TEAM, ADVISERS) for c in sheet.columns if c.editable and c.path == path)
    label = form_field(_NUMBER.sub("[{i}]", path)).label
    return frozenset(map(fold, (path, key, field_name(path, "nb"), field_name(path, "nn"), label.nb, label.nn, *heads)))

"""What letters of a kind may use: every field, what a merge field for it is called, and what it says in a sample letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from pipeline.letter_record import LetterKind
from pipeline.letters.compose import KINDS
from pipeline.letters.contexts import Context, Picture
from pipeline.letters.date_picture import in_picture
from pipeline.letters.field_code import USUAL_PICTURE
from pipeline.letters.letter import Letter
from pipeline.letters.merge_names import DAY_PATH, merge_names
from pipeline.letters.names import printable_paths
from pipeline.letters.sample import sample_letters
from pipeline.programme.schema import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field. `name` is as in a tag («project.title», «meetings[].when» for each of several); `merge` its merge fields.

    `required`: every template of the kind must show it. `sample` is empty for a yes/no field, which steers and is not printed.
    """

    name: str
    merge: tuple[str, ...]
    required: bool
    sample: str
    is_answer: bool = False


def fields_of(kind: LetterKind, programme: Programme, language: str) -> tuple[FieldRow, ...]:
    """Every field that a template for letters of `kind` may use, in the order of its context; those of the recipient last."""
    context = KINDS[kind].context
    letters = sample_letters(programme, kind, language)
    needed = dict(printable_paths(context))
    answers = [name for name, hint in get_type_hints(context).items() if hint is bool]
    aside = [one.path for one in merge_names(context).values() if one.path not in needed]
    rows = [
        FieldRow(name=path, merge=_merge(path, context), required=must, sample=_sample(letters, path))
        for path, must in needed.items()
    ]
    rows += [FieldRow(name=name, merge=(), required=False, sample="", is_answer=True) for name in answers]
    rows += [FieldRow(name=path, merge=_merge(path, context), required=False, sample=_sample(letters, path)) for path in aside]
    return tuple(rows)


def _merge(path: str, context: type[Context]) -> tuple[str, ...]:
    return tuple(one.name for one in merge_names(context).values() if one.path == path)


def _sample(letters: Sequence[Letter], path: str) -> str:
    """What the first of `letters` that says anything there says."""
    for letter in letters:
        for value in _values(letter.context, re.split(r"\.|(?=\[\])", path)):
            if path == DAY_PATH:
                return in_picture(value, USUAL_PICTURE, letter.language)
            if value:
                return value.alt if isinstance(value, Picture) else str(value)
    return ""


def _values(value: Any, path: Sequence[str]) -> Iterator[Any]:
    if not path:
        yield value
    elif path[0] == "[]":
        for one in value:
            yield from _values(one, path[1:])
    elif path[0] in {f.name for f in fields(value)}:
        yield from _values(getattr(value, path[0]), path[1:])

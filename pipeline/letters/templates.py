"""The templates of a workspace: does each fit its kind? Checked when they are edited, not when a letter is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg
from pipeline.letters.compose import KINDS
from pipeline.letters.contexts import Context
from pipeline.letters.engine import LetterTemplate, load_template
from pipeline.letters.names import names_used, printable_paths
from pipeline.letters.occasion import LANGUAGES
from pipeline.letters.word_tags import embeds
from pipeline.model import LetterKind

Finder = Callable[[str], Path]
"""File name of a template → its path, or a ConfigurationError (`Workspace.find_template`)."""


def check_templates(find: Finder, kinds: Iterable[LetterKind] = tuple(LetterKind)) -> tuple[Fault, ...]:
    """Every fault in the templates of `kinds`, in both målformer; none when all letters can be written."""
    return tuple(fault for kind, language in product(kinds, LANGUAGES) for fault in _faults(find, kind, language))


def check_template(path: Path, kind: LetterKind) -> tuple[Fault, ...]:
    """Every fault of one template: its tags, names that letters of `kind` do not have, and required ones that it leaves out."""
    try:
        template = load_template(path)
    except ConfigurationError as error:
        return error.faults
    context = KINDS[kind].context
    return (*_unknown_names(template, context), *_left_out(template, context), *_slow(template, context))


def _slow(template: LetterTemplate, context: type[Context]) -> Iterator[Fault]:
    if embeds(context):
        message = msg("This kind of letter brings pictures or documents: docxtpl renders it, and that takes longer.")
        yield Fault(file=template.path.name, message=message, warning=True)


def shown_paths(template: LetterTemplate, context: type[Context]) -> frozenset[str]:
    """The fields of `context` that the template prints, in any of its parts («meetings[].when»)."""
    return frozenset().union(*(names_used(part.tree, context).printed for part in template.parts))


def optional_left_out(template: LetterTemplate, context: type[Context]) -> frozenset[str]:
    """The optional fields that the template does not show: a proof need not look for them."""
    shown = shown_paths(template, context)
    return frozenset(path for path, needed in printable_paths(context) if not needed and path not in shown)


def _faults(find: Finder, kind: LetterKind, language: str) -> tuple[Fault, ...]:
    try:
        path = find(KINDS[kind].template(language))
    except ConfigurationError as error:
        return error.faults
    return check_template(path, kind)


def _unknown_names(template: LetterTemplate, context: type[Context]) -> Iterator[Fault]:
    for part in template.parts:
        for fault in names_used(part.tree, context).faults:
            yield Fault(file=template.path.name, place=part.place(fault.line), value=fault.name, message=fault.message)


def _left_out(template: LetterTemplate, context: type[Context]) -> Iterator[Fault]:
    shown = shown_paths(template, context)
    for path, needed in printable_paths(context):
        if needed and path not in shown:
            message = msg("The template does not show «{name}», which every letter of this kind must say.", name=path)
            yield Fault(file=template.path.name, value=path, message=message)

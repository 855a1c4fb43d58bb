"""The templates of a workspace: does each fit its kind? Checked when they are edited, not when a letter is due."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.compose import KINDS
from pipeline.letters.contexts import SAME_IN_ALL, Context
from pipeline.letters.engine import LetterTemplate, read_template
from pipeline.letters.forms import Form
from pipeline.letters.looks import comments, kind_of_file, open_template, tracked_changes
from pipeline.letters.lost_words import overwritten, split_tags, swallowed
from pipeline.letters.merge_names import DAY_PATH
from pipeline.letters.names import names_used, printable_paths
from pipeline.letters.occasion import LANGUAGES

ADDRESSEE = "addressee[]"
DATES = frozenset({"reference.dated", "dated", "given"})
ROW_ADDRESS = frozenset({"recipient.name", "recipient.address", "recipient.postal_code", "recipient.city"})

_ADDRESS_NAMES = "MOTTAKERNAVN, ADRESSE, POSTNR, POSTSTED"

Finder = Callable[[str], Path]
"""File name of a template → its path, or a ConfigurationError (`Workspace.find_template`)."""


def check_templates(find: Finder, kinds: Iterable[LetterKind] = tuple(LetterKind)) -> tuple[Fault, ...]:
    """Every fault in the templates of `kinds`, in both målformer; none when all letters can be written."""
    return tuple(fault for kind, language in product(kinds, LANGUAGES) for fault in _faults(find, kind, language))


def check_template(path: Path, kind: LetterKind) -> tuple[Fault, ...]:
    """Every fault of one template: its tags, names that letters of `kind` do not have, and required ones that it leaves out.

    In a template that was made for Word's own merge, what is the same in all letters may stand in its own words: a warning.
    """
    return check_against(path, KINDS[kind].context)


def check_against(path: Path, context: type[Context]) -> tuple[Fault, ...]:
    """As `check_template`, for a document that is told by what it may say."""
    try:
        template, faults = read_template(path, context)
    except ConfigurationError as error:
        return error.faults
    found = (*faults, *_unknown_names(template, context))
    unshown = _left_out(template, context, _doubtful(found)) if template.whole else ()
    return (*found, *unshown, *_of_the_file(path))


def _of_the_file(path: Path) -> Iterator[Fault]:
    """Words that no letter would show, and a warning for what would go out with each and is not for its reader."""
    opened = open_template(path)
    if opened:
        yield from split_tags(opened)[0]
        for stops in (swallowed, overwritten, kind_of_file):
            yield from stops(opened)
        yield from (replace(fault, warning=True) for check in (comments, tracked_changes) for fault in check(opened))


def shown_paths(template: LetterTemplate, context: type[Context]) -> frozenset[str]:
    """The fields of `context` that the template prints, in any of its parts («meetings[].when»)."""
    return frozenset[str]().union(*(names_used(part.tree, context).printed for part in template.parts))


def shown_forms(template: LetterTemplate, context: type[Context]) -> Mapping[str, frozenset[Form]]:
    """The fields of `context` that the template prints, each with the forms in which it does."""
    forms: dict[str, set[Form]] = defaultdict(set)
    for part in template.parts:
        for path, found in names_used(part.tree, context).forms.items():
            forms[path] |= found
    return {path: frozenset(found) for path, found in forms.items()}


def optional_left_out(template: LetterTemplate, context: type[Context]) -> frozenset[str]:
    """The fields that the template need not show, and does not: a proof does not look for them."""
    shown = shown_paths(template, context)
    free = {path for path, needed in printable_paths(context) if not needed} | _own_words(template, context)
    free |= _said_otherwise(shown)
    return frozenset(free - shown)


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


def _doubtful(faults: Iterable[Fault]) -> frozenset[str]:
    """The words of what is faulty: a field that may be meant there is not also said to be left out."""
    return frozenset(word.casefold() for fault in faults for word in re.findall(r"\w+", f"{fault.place} {fault.value}"))


def _left_out(template: LetterTemplate, context: type[Context], doubtful: frozenset[str]) -> Iterator[Fault]:
    shown = shown_paths(template, context)
    free = _own_words(template, context)
    unshown = [path for path, needed in printable_paths(context) if needed and path not in shown | _said_otherwise(shown)]
    for path in unshown:
        meant = path.removesuffix("[]").rpartition(".")[2] in doubtful or (path == ADDRESSEE and template.merges and doubtful)
        if path not in free and not meant:
            message = msg("The template does not show «{name}», which every letter of this kind must say.", name=path)
            if path == ADDRESSEE and template.merges:
                message = msg("The template does not show all of the address: {names}.", names=_ADDRESS_NAMES)
            yield Fault(file=template.path.name, value=path, message=message)
    if own := ", ".join(path for path in unshown if path in free):
        message = msg(
            "The template says this in words of its own, if at all, and nothing holds them against programme.toml: {names}. "
            "Read them again.",
            names=own,
        )
        yield Fault(file=template.path.name, message=message, warning=True)


def _said_otherwise(shown: frozenset[str]) -> frozenset[str]:
    """What merge fields say in another way: the addressee, by all of the address, and the date."""
    return (frozenset({ADDRESSEE}) if shown >= ROW_ADDRESS else frozenset()) | (DATES if DAY_PATH in shown else frozenset())


def _own_words(template: LetterTemplate, context: type[Context]) -> frozenset[str]:
    """What the template may say in words of its own, since it is the same in all letters."""
    paths = (path for path, _ in printable_paths(context) if re.split(r"\W", path)[0] in SAME_IN_ALL)
    return frozenset(paths) if template.merges else frozenset()

"""A template tried on sample people: what only shows itself when a letter is rendered, with the sentence that it stands in.

A part is rendered in the letters' own sandbox. A sentence that fails is told and left out, and the part is tried again, so that
one fault does not hide another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from lxml import etree

from pipeline.errors import Fault
from pipeline.i18n import msg
from pipeline.letters.contexts import Context
from pipeline.letters.engine import LetterTemplate, TemplatePart, values_of
from pipeline.letters.names import names_used
from pipeline.letters.tags import ENVIRONMENT

_PRINTED = re.compile(r"{{.*?}}")
_TRIES = 50
_ERRORS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
# What Jinja calls the code that it has made of a template.
_COMPILED = "<template>"


@dataclass(slots=True)
class _Part:
    """A part under trial: its lines, of which those that fail are left out one by one, and those with faults told before."""

    lines: list[str]
    told: frozenset[int]

    def leave_out(self, line: int, name: str = "") -> bool:
        """Leave out what the line prints that has `name` in it; False when there is nothing to leave out."""
        before = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        after = _PRINTED.sub(lambda found: "" if name in found.group() else found.group(), before)
        if after == before:
            return False
        self.lines[line - 1] = after
        return True


def tried(template: LetterTemplate, kind: type[Context], contexts: Sequence[Context]) -> Iterator[Fault]:
    """Every fault that shows itself when `contexts` are put into the template, beyond those that are told from it alone."""
    values = [values_of(context) for context in contexts]
    for part in template.parts:
        if part.has_tags:
            faults = names_used(part.tree, kind).faults
            under_trial = _Part(part.source.split("\n"), frozenset(fault.line for fault in faults))
            for fault in faults:
                under_trial.leave_out(fault.line, re.split(r"\W", fault.name)[-1])
            yield from _tried(template, part, under_trial, values)


def _tried(
    template: LetterTemplate, part: TemplatePart, under_trial: _Part, values: Sequence[Mapping[str, Any]]
) -> Iterator[Fault]:
    for _ in range(_TRIES):
        error = _first_error("\n".join(under_trial.lines), values)
        if error is None:
            return
        if isinstance(error, etree.XMLSyntaxError):
            message = msg("The letter that the template made is no Word document: {reason}.", reason=str(error))
            yield Fault(file=template.path.name, place=part.place(0), message=message)
            return
        line = failing_line(error.__traceback__)
        if line not in under_trial.told or not isinstance(error, UndefinedError):
            message = msg("The template cannot be filled in: {reason}.", reason=str(error))
            yield Fault(file=template.path.name, place=part.place(line), message=message)
        if not under_trial.leave_out(line):
            return


def _first_error(source: str, values: Sequence[Mapping[str, Any]]) -> Exception | None:
    try:
        compiled = ENVIRONMENT.from_string(source)
        for one in values:
            etree.fromstring(compiled.render(one).encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except TemplateSyntaxError:
        return None  # a line that was left out took a block's end with it
    except (*_ERRORS, etree.XMLSyntaxError) as error:
        return error
    return None


def failing_line(traceback: TracebackType | None) -> int:
    """The line of the source in which rendering failed; 0 when it is not known."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _COMPILED:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line

"""The timeline's Word templates, held against what it says. Nothing heavy is imported: `kull check` comes here too."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import ConfigurationError, Fault
from pipeline.letters.occasion import LANGUAGES
from pipeline.letters.templates import Finder, check_against
from pipeline.year.timeline import TimelineContext, template


def template_faults(find: Finder) -> Iterator[Fault]:
    """Every fault and warning of the timeline's Word templates, in both målformer."""
    for language in LANGUAGES:
        try:
            path = find(template(language))
        except ConfigurationError as error:
            yield from error.faults
        else:
            yield from check_against(path, TimelineContext)

"""`report.html`: where things stand, on one page that needs nothing but itself.

The look is in `templates/report.html`, the words in `WORDS`, the numbers and rows in `report_page`. Everything that a sender
wrote passes through `visible`, and Jinja escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.model import Plan, Register
from pipeline.programme.schema import Programme
from pipeline.programme.workspace import TEMPLATES, shipped_root
from pipeline.views.cell_text import visible
from pipeline.views.report_page import report_page

TEMPLATE = "report.html"

WORDS: Mapping[str, Message] = {
    "heading": msg("Registrations: where things stand"),
    "skip": msg("Go to the content"),
    "contents": msg("On this page"),
    "case": msg("Case"),
    "as_of": msg("As of"),
    "deadlines": msg("Deadlines"),
    "numbers": msg("In numbers"),
    "places": msg("Places by trust"),
    "chart": msg("Bars with the number of teams in each trust. The same numbers stand in the table."),
    "trust": msg("Trust"),
    "total": msg("Total"),
    "all_trusts": msg("All trusts"),
    "to_do": msg("Teams to look at"),
    "nothing_to_do": msg("No team has anything that must be mended or looked at."),
    "set_aside": msg("Files set aside"),
    "set_aside_intro": msg("These files could not be read. They still lie in the inbox, and no team is registered from them."),
    "nothing_set_aside": msg("Every file could be read."),
    "file": msg("File"),
    "why": msg("Why"),
    "what_to_do": msg("What to do"),
    "received": msg("Received"),
    "all_teams": msg("All teams"),
    "no_teams": msg("No registration has come in yet."),
    "id": msg("ID"),
    "team": msg("Project"),
    "priority": msg("Priority"),
    "status": msg("Status"),
    "outcome": msg("Outcome"),
    "late": msg("received too late"),
    "replaced_by": msg("replaced by"),
    "stands": msg("It says:"),
    "where": msg("Place in the file:"),
    "untitled": msg("(no project title)"),
    "privacy": msg("The page holds names and may only be shown to those who work with the registrations."),
}


def report_html(  # noqa: PLR0913 - what the page is of, for whom and when: nothing that belongs together
    register: Register,
    plan: Plan | None,
    programme: Programme,
    language: str,
    today: date,
    *,
    template: str | None = None,
) -> str:
    """The page, as of `today`. `template` is the workspace's own instead of the shipped one.

    Raises:
        ConfigurationError: the template cannot be read, or asks for something that the page does not have.
    """
    environment = SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    source = template if template is not None else (shipped_root() / TEMPLATES / TEMPLATE).read_text(encoding="utf-8")
    sentences = {name: message.in_language(language) for name, message in WORDS.items()}
    page = report_page(register, plan, programme, language, today)
    try:
        return environment.from_string(source).render(w=sentences, page=page, language=language)
    except TemplateError as error:
        raise ConfigurationError((_template_fault(error),)) from error


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else value


def _template_fault(error: TemplateError) -> Fault:
    line = msg("line {number}", number=error.lineno).in_language() if isinstance(error, TemplateSyntaxError) else ""
    message = msg("The template of the report cannot be used: {reason}", reason=str(error.message))
    return Fault(file=f"{TEMPLATES}/{TEMPLATE}", place=line, message=message)

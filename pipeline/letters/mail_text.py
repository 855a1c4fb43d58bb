"""What the mail says that a letter goes with: a subject and a few lines, from a text template in each målform."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from pipeline.errors import ConfigurationError, Fault
from pipeline.i18n import Message, msg
from pipeline.letters.contexts import ContactPerson, Sender
from pipeline.letters.occasion import LANGUAGES, LONGEST_TITLE, contact_person, one_line, sender, shortened
from pipeline.letters.templates import Finder
from pipeline.programme.schema import Programme

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContext:
    """What the template may say. Never a role, and nothing of the team but what the letter's heading says."""

    heading: str
    reference: str
    cohort: str
    attachments: tuple[str, ...]
    corrected: bool
    contact: ContactPerson
    sender: Sender


def template_name(language: str) -> str:
    """«e-post.nb.txt»."""
    return f"e-post.{language}.txt"


def mail_context(programme: Programme, heading: str, attachments: tuple[str, ...], *, corrected: bool) -> MailContext:
    """What is said of a letter with that heading; `attachments` are names of files."""
    return MailContext(
        heading=one_line(heading),
        reference=programme.case.reference,
        cohort=programme.cohort.name,
        attachments=attachments,
        corrected=corrected,
        contact=contact_person(programme),
        sender=sender(programme),
    )


def subject(context: MailContext) -> str:
    """The heading, and the case in brackets: at most 90 characters in all."""
    case = f" ({context.reference})"
    return shortened(context.heading, LONGEST_TITLE - len(case)) + case


def mail_text(template: Path, context: MailContext) -> str:
    """The mail's words.

    Raises:
        ConfigurationError: the template is wrong.
    """
    try:
        words = _ENVIRONMENT.from_string(template.read_text(encoding="utf-8"))
        return words.render({name: getattr(context, name) for name in MailContext.__dataclass_fields__}).strip() + "\n"
    except UnicodeDecodeError as error:
        raise _fault(template, msg("The file is not text in UTF-8. Save it as UTF-8.")) from error
    except TemplateError as error:
        reason = msg("The template cannot be used: {reason}", reason=str(error.message or error))
        raise _fault(template, reason, getattr(error, "lineno", None)) from error


def check_mail_texts(find: Finder, programme: Programme) -> tuple[Fault, ...]:
    """What is wrong with the templates in either målform."""
    sample = mail_context(programme, programme.cohort.name, ("brev.pdf",), corrected=True)
    faults: list[Fault] = []
    for language in LANGUAGES:
        try:
            mail_text(find(template_name(language)), sample)
        except ConfigurationError as error:
            faults += error.faults
    return tuple(faults)


def _fault(template: Path, message: Message, line: int | None = None) -> ConfigurationError:
    place = f"{line}" if line else ""
    return ConfigurationError((Fault(file=f"templates/{template.name}", place=place, message=message),))

"""What the views call things: status, severity, outcome, reasons for setting aside, and a field by its path."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.form.definition import Field, Section
from pipeline.form.registration import REGISTRATION
from pipeline.i18n import Message, msg
from pipeline.model import Outcome, SetAsideReason, Severity, Status

STATUS: Mapping[Status, Message] = {
    Status.COMPLETE: msg("Complete"),
    Status.INCOMPLETE: msg("Must be mended"),
    Status.NEEDS_REVIEW: msg("Must be looked at"),
    Status.SUPERSEDED: msg("Replaced by a newer form"),
    Status.WITHDRAWN: msg("Withdrawn"),
}

SEVERITY: Mapping[Severity, Message] = {
    Severity.ERROR: msg("Must be mended"),
    Severity.REVIEW: msg("Must be looked at"),
    Severity.WARNING: msg("Worth a look"),
    Severity.INFO: msg("For information"),
}

OUTCOME: Mapping[Outcome, Message] = {
    Outcome.PLACE: msg("Place"),
    Outcome.RESERVE: msg("Reserve"),
    Outcome.INELIGIBLE: msg("Cannot get a place"),
}

REASON: Mapping[SetAsideReason, Message] = {
    SetAsideReason.ENCRYPTED: msg("Locked with a password"),
    SetAsideReason.DAMAGED: msg("Damaged"),
    SetAsideReason.EMPTY: msg("Empty"),
    SetAsideReason.NO_TEXT: msg("A picture without text"),
    SetAsideReason.NOT_A_FORM: msg("Not a registration"),
    SetAsideReason.OTHER_FORM: msg("A form of the year"),
    SetAsideReason.UNSUPPORTED: msg("A kind of file that cannot be read"),
    SetAsideReason.DYNAMIC_XFA: msg("An interactive form that only Adobe can open"),
    SetAsideReason.TOO_LARGE: msg("Too large"),
    SetAsideReason.TOOK_TOO_LONG: msg("Took too long to read"),
    SetAsideReason.READER_FAILED: msg("Reading failed"),
    SetAsideReason.NO_ACCESS: msg("No access to the file"),
    SetAsideReason.SYSTEM_FILE: msg("A file of the machine's own"),
}

PLACES_IN_A_FILE: Mapping[str, Message] = {
    "page": msg("page {name}"),
    "table": msg("table {name}"),
    "inner table": msg("table in the cell"),
    "row": msg("row {name}"),
    "cell": msg("cell {name}"),
    "paragraph": msg("paragraph {name}"),
    "line at": msg("line at {name}"),
    "line": msg("line {name}"),
    "sheet": msg("sheet {name}"),
    "field": msg("field {name}"),
    "attachment": msg("enclosed file {name}"),
    "mail text": msg("the mail's own text"),
    "mail subject": msg("the mail's subject"),
}
"""What readers call the places in a file, by the word it begins with."""

WHOLE = msg("The whole registration")
MEMBER = msg("Participant {number}: {field}")
ALL_OF_MEMBER = msg("Participant {number}")


def field_name(path: str, language: str) -> str:
    """What a person calls the place `path` in a registration («members[3].email» → «Deltaker 4: E-post»).

    A path that the form does not have is given back as it is; an empty one means the whole registration.
    """
    if not path:
        return WHOLE.in_language(language)
    number = re.match(r"members\[(\d+)\]", path)
    known = _FIELDS.get(re.sub(r"\[\d+\]", "[{i}]", path))
    if number and not known:
        return Message(ALL_OF_MEMBER.msgid, {"number": int(number[1]) + 1}).in_language(language)
    if number and known:
        return Message(MEMBER.msgid, {"number": int(number[1]) + 1, "field": known[1].label[language]}).in_language(language)
    if known:
        section, field = known
        return f"{section.title[language]}: {field.label[language]}" if section.key in _SAME_LABELS else field.label[language]
    return _SECTIONS[path].title[language] if path in _SECTIONS else path


_PARTS = re.compile(r", (?![^«]*»)")  # a file's name may hold a comma


def place_in_file(where: str, language: str) -> str:
    """A place in a file («page 1, table 2, row 3») in `language`; a part that is not known is left as it is."""
    return ", ".join(_place_part(part, language) for part in _PARTS.split(where))


def _place_part(part: str, language: str) -> str:
    known = next((words for words in PLACES_IN_A_FILE if re.match(rf"{words}\b", part)), None)
    if known is None:
        return part
    name = part.removeprefix(known).strip()
    return Message(PLACES_IN_A_FILE[known].msgid, {"name": name}).in_language(language)


def form_field(path: str) -> Field:
    """The form's field at `path` («members[{i}].role», «priority»). Raises `KeyError` when the form does not ask for it."""
    return _FIELDS[path][1]


# «Navn» and «E-post» stand in more than one section: there the section is named too.
_SAME_LABELS = {"contact", "adviser"}
_FIELDS: Mapping[str, tuple[Section, Field]] = {f.path: (s, f) for s in REGISTRATION.sections for f in s.fields}
_SECTIONS: Mapping[str, Section] = {section.key: section for section in REGISTRATION.sections}

"""Rules about the form itself: what the trust binds itself to, when it came, how people are reached, what is private."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pydantic_core import PydanticCustomError

from pipeline.i18n import Message, msg
from pipeline.intake.national_id import national_ids_in
from pipeline.model import Finding, Registration, Severity
from pipeline.programme.notation import valid_email, valid_phone
from pipeline.programme.schema import OSLO
from pipeline.rules.context import RuleContext, found, quoted, unreadable, written
from pipeline.rules.places import place_name

COMMITMENTS: Mapping[str, Message] = {
    "leader_leads": msg("The form does not confirm that the team is led by a leader. Tick that commitment."),
    "whole_team": msg("The form does not confirm that the whole team takes part in all meetings. Tick that commitment."),
    "follow_up": msg("The form does not confirm that the trust follows up status and results. Tick that commitment."),
    "time": msg(
        "The form does not confirm that the members get time for the work within ordinary working hours. Tick that commitment."
    ),
    "costs": msg("The form does not confirm that the trust covers travel and the members' time. Tick that commitment."),
}
_PLAIN_EMAIL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,}", re.IGNORECASE)
_NORWEGIAN_PHONE = re.compile(r"\+47[2-9]\d{7}")
_UNTICKED = frozenset({"", "☐", "□"})


def commitments(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """«Ved deltakelse forplikter foretakene seg til …»: unticked is an error; a form that does not ask, a warning."""
    given = {name: getattr(registration.values.commitments, name) for name in COMMITMENTS}
    asked = {name for name in COMMITMENTS if f"commitments.{name}" in registration.asked or given[name] is not None}
    for name in COMMITMENTS:
        path = f"commitments.{name}"
        if name in asked and not given[name] and not (given[name] is None and unreadable(registration, path)):
            yield found(registration, "commitments", Severity.ERROR, path, COMMITMENTS[name])
    if len(asked) < len(COMMITMENTS):
        said = msg("The form does not ask for all the commitments that the invitation names. Have the trust confirm them.")
        yield found(registration, "commitments", Severity.WARNING, "commitments", said)


def binding(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """«Påmelding og deltagelse … er bindende»: refused is an error, not answered a warning. A box left empty is no refusal."""
    refused = registration.values.binding is False and written(registration, "binding") not in _UNTICKED
    if refused:
        said = msg(
            "The form says that the registration is not binding. Registration and participation are binding: confirm it."
        )
        yield found(registration, "binding", Severity.ERROR, "binding", said)
    elif not registration.values.binding and not unreadable(registration, "binding"):
        said = msg("The form does not confirm that the registration is binding. Have the trust confirm it.")
        yield found(registration, "binding", Severity.WARNING, "binding", said)


def deadline(registration: Registration, context: RuleContext) -> Iterator[Finding]:
    """«Påmeldingsfrist … 1. mai»: received by the end of that day in Oslo; later is late."""
    if not registration.late:
        return
    received = registration.source.received.astimezone(OSLO)
    said = msg(
        "The registration came on {day} at {clock}, after the deadline, {deadline}. It comes after all that came in time.",
        day=f"{received:%d.%m.%Y}",
        clock=f"{received:%H.%M}",
        deadline=f"{context.programme.dates.deadline:%d.%m.%Y}",
    )
    yield found(registration, "deadline", Severity.REVIEW, "", said)


def contact_mail(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """Every e-mail address and phone number is well formed."""
    for path, email, phone in _ways_to_reach(registration):
        if email and not _is_email(email):
            said = msg("«{text}» is not a valid e-mail address. Ask for the right one.", text=quoted(email))
            yield found(registration, "contact.mail", Severity.WARNING, f"{path}.email", said)
        if phone and not _is_phone(phone):
            said = msg("«{text}» is not a valid phone number. Ask for the right one.", text=quoted(phone))
            yield found(registration, "contact.mail", Severity.WARNING, f"{path}.phone", said)


def national_id(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """A national identity number in a value or in the file's name; reading reports those that stand elsewhere in the file."""
    if national_ids_in(registration.source.path):
        said = msg("A national identity number (fødselsnummer) stands in the file's name. Give the file another name.")
        yield found(registration, "privacy.national-id", Severity.REVIEW, "", said)
    reported = {finding.path for finding in registration.findings if finding.rule == "privacy.national-id"}
    for path, source in registration.provenance.items():
        if path not in reported and national_ids_in(source.text):
            said = msg(
                "A national identity number (fødselsnummer) stands here. It is not asked for: have it removed from the form."
            )
            yield found(registration, "privacy.national-id", Severity.REVIEW, path, said)


def uncertain(registration: Registration, context: RuleContext) -> Iterator[Finding]:
    """A value that was read with doubt must be looked at («never a guess», contract)."""
    spoken_of = {f.path for f in registration.findings if f.severity in {Severity.ERROR, Severity.REVIEW}}
    for path, source in registration.provenance.items():
        part_of_whole = path.startswith("challenges.") and "challenges" in registration.provenance
        if not source.needs_review or path in spoken_of or part_of_whole:
            continue
        field = place_name(path, registration.values)
        if source.text.strip() and not path.endswith(".role"):
            text = quoted(context.vocabulary.hide_unions(source.text))
            said = msg("{field}: read as «{text}», but with doubt. Compare it with the form.", field=field, text=text)
        elif source.text.strip():
            said = msg("{field}: read with doubt. Compare it with the form.", field=field)
        else:
            said = msg("{field}: not found with certainty. See whether it stands on the form.", field=field)
        yield found(registration, "reading.uncertain", Severity.REVIEW, path, said)


def _ways_to_reach(registration: Registration) -> Iterator[tuple[str, str | None, str | None]]:
    values = registration.values
    yield "contact", values.contact.email, values.contact.phone
    yield from ((f"members[{index}]", member.email, member.phone) for index, member in enumerate(values.members))
    yield "adviser", values.adviser.email, values.adviser.phone


def _is_email(text: str) -> bool:
    """Plain ones by their look alone, since a thorough check of a thousand forms' addresses takes seconds."""
    return bool(_PLAIN_EMAIL.fullmatch(text)) or _valid(valid_email, text)


def _is_phone(text: str) -> bool:
    return bool(_NORWEGIAN_PHONE.fullmatch(text)) or _valid(valid_phone, text)


def _valid(convert: Callable[[str], str], text: str) -> bool:
    try:
        convert(text)
    except PydanticCustomError:
        return False
    return True

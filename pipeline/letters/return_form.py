"""The return form that goes with a letter on what is missing: what was sent is filled in, and only the gaps are open.

A gap is what a rule with severity *error* asks for, and every field that the form says must be filled in and is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.form.definition import FormDefinition, Kind
from pipeline.form.layout import Prefill
from pipeline.form.registration import REGISTRATION
from pipeline.model import Finding, Registration, ReplyTo, Role, Severity
from pipeline.recognise.corrected import in_outside_words
from pipeline.rules.fields import said_in
from pipeline.rules.identity import id_key

PREFERRED_MEMBERS = 3
"""«Minst to, og helst 3-4»: a team that is too small gets rows up to here."""

_ATTRIBUTES = ("name", "title", "profession", "role", "email", "phone", "trained_agent")
_ADVISER = ("adviser.name", "adviser.email", "adviser.phone", "adviser.attends")


def return_form(registration: Registration) -> Prefill:
    """What the return form of `registration` is filled in with, what is open on it, and what it answers."""
    form = _with_rows(len(registration.values.members) + PREFERRED_MEMBERS)
    values = dict(_values(registration, form))
    gaps = frozenset(_gaps(registration, form))
    to = ReplyTo(registration=registration.id, form=id_key(registration.source), asked=gaps - values.keys())
    return Prefill(values=values, open_keys=gaps, rows=max(1, len(registration.values.members)), reply_to=to)


def _values(registration: Registration, form: FormDefinition) -> Iterator[tuple[str, str | bool]]:
    """What is said, by key: ticks and choices of yes or no as they are, all else in words."""
    said = said_in(registration.values)
    for key, path, field in form.fields():
        value = said.get(path)
        if isinstance(value, bool) and field.kind in {Kind.TICK, Kind.CHOICE}:
            yield key, value
        elif value is not None:
            yield key, in_outside_words(path, value)


def _gaps(registration: Registration, form: FormDefinition) -> Iterator[str]:
    keys = {path: key for key, path, _ in form.fields()}
    yield from (keys[path] for path in _empty(registration, form))
    for finding in registration.findings:
        if finding.severity is Severity.ERROR:
            yield from (keys[path] for path in _asked_by(finding, registration) if path in keys)


def _empty(registration: Registration, form: FormDefinition) -> Iterator[str]:
    """What must be filled in and is not: of the members only those who are there."""
    said, count = said_in(registration.values), len(registration.values.members)
    there = {f"members[{row}].{attribute}" for row in range(count) for attribute in _ATTRIBUTES}
    for _, path, field in form.fields():
        if field.required and not said.get(path) and (path in there or not path.startswith("members")):
            yield path


def _asked_by(finding: Finding, registration: Registration) -> Iterator[str]:
    """The places in which an answer to `finding` may stand."""
    members, rule = registration.values.members, finding.rule
    yield finding.path
    if rule == "team.adviser":
        yield from (path for path in _ADVISER if not said_in(registration.values).get(path) or path == "adviser.email")
    if rule == "team.agent-or-adviser-attends":
        yield from (f"members[{row}].trained_agent" for row in range(len(members)))
    if rule in {"team.leader", "team.union-rep"}:
        yield from (f"members[{row}].role" for row, member in enumerate(members) if _may_change(rule, member.role))
    if rule == "team.professions":
        yield from (f"members[{row}].profession" for row in range(len(members)))
    if rule.startswith("team.") and finding.path == "members":
        yield from _new_rows(len(members))


def _may_change(rule: str, role: Role | None) -> bool:
    """May a member's role be what is wrong: not the leader's, where a union representative is asked for?"""
    return not (rule == "team.union-rep" and role is Role.LEADER)


def _new_rows(count: int) -> Iterator[str]:
    """One row more, or as many as a team preferably has."""
    for row in range(count, max(count + 1, PREFERRED_MEMBERS)):
        yield from (f"members[{row}].{attribute}" for attribute in _ATTRIBUTES if attribute != "trained_agent")


def _with_rows(count: int) -> FormDefinition:
    sections = (replace(section, rows=count) if section.rows else section for section in REGISTRATION.sections)
    return replace(REGISTRATION, sections=tuple(sections))

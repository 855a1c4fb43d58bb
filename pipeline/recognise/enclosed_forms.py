"""The forms of the year in a mail or an archive: enclosed, or written in the mail's own text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.year_forms import TEAM_FORMS
from pipeline.intake.enclosed import Mail
from pipeline.model import FileReading, FilledForm, Finding, Line, Provenance, Sheet
from pipeline.recognise.filled import not_placed
from pipeline.recognise.subject import SUBJECT, bare_subject
from pipeline.recognise.team_told import NAMED, team_in
from pipeline.recognise.thread import Message
from pipeline.recognise.unpunctuated import with_colons
from pipeline.recognise.withdrawal import WHERE

_OF_A_TEAM: Final = frozenset(form.id for form in TEAM_FORMS)


def enclosed_forms(opened: Iterable[tuple[str, FileReading]], kind: str) -> list[FilledForm]:
    """Those of all enclosed files, by the place of each; one that is sent in two formats, and says the same, counts once."""
    kept: list[FilledForm] = []
    for place, reading in opened:
        for filled in reading.filled:
            if not any((one.form.id, one.answers) == (filled.form.id, filled.answers) for one in kept):
                kept.append(_placed(filled, place, kind))
    return kept


def typed_forms(mail: Mail, messages: Sequence[Message], understand: Callable[[Sheet], FileReading]) -> list[FilledForm]:
    """The form in the mail's text: the newest message that is one, by itself or with the subject for its title.

    A form that is only quoted and not answered is none; what the sender says above the form, or between, is put up for review.
    """
    subject = Line(text=bare_subject(mail.subject), where=SUBJECT, heading=True)
    for number, message in enumerate(messages):
        sheet = Sheet(format=mail.format, blocks=with_colons(message.blocks))
        titled = replace(sheet, blocks=(subject, *sheet.blocks))
        for one in (sheet, titled) if subject.text and sheet.blocks else (sheet,):
            filled = understand(one).filled
            if filled and (number == 0 or any(form.answers.keys() - {"team"} for form in filled)):
                first, *more = (_placed(form, WHERE, mail.format) for form in filled)
                said = tuple(_said_else(message, messages))
                return [replace(first, findings=(*first.findings, *said)), *more]
    return []


def _said_else(form: Message, messages: Sequence[Message]) -> Iterator[Finding]:
    """What the sender's own message says, when the form was found in another."""
    known = {line.strip() for line in form.text.split("\n")}
    for own in messages:
        if not own.quoted and not own.forwarded and own is not form:
            lines = [line.strip() for line in own.text.split("\n")]
            yield from not_placed((line, WHERE) for line in lines if line and not any(one.endswith(line) for one in known))


def of_mail(filled: FilledForm, mail: Mail, findings: Sequence[Finding]) -> FilledForm:
    """A form of a mail, with what else the mail says; of a team's form also the sender, and the team that the subject names."""
    filled = replace(filled, findings=tuple(dict.fromkeys((*filled.findings, *findings))))
    if filled.form.id not in _OF_A_TEAM:
        return filled
    return replace(_with_team(filled, mail.subject), sender=filled.sender or mail.sender)


def _with_team(filled: FilledForm, subject: str) -> FilledForm:
    named = team_in(subject)
    if not named or "team" in filled.answers:
        return filled
    note = Provenance(text=named, where=SUBJECT, method="label", confidence=NAMED)
    return replace(filled, answers={**filled.answers, "team": named}, provenance={**filled.provenance, "team": note})


def _placed(filled: FilledForm, place: str, kind: str) -> FilledForm:
    def within(where: str) -> str:
        return where if where == SUBJECT else f"{place}, {where}" if where else place

    return replace(
        filled,
        format=kind,
        provenance={key: replace(note, where=within(note.where)) for key, note in filled.provenance.items()},
        findings=tuple(_moved(filled.findings, within)),
    )


def _moved(findings: Iterable[Finding], within: Callable[[str], str]) -> Iterator[Finding]:
    yield from (replace(one, where=within(one.where)) for one in findings)

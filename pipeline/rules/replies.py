"""A return form that was sent back, merged field by field onto the registration that it answers.

A return form repeats what was sent and leaves the gaps open. Only what it says anew is taken: an answer in a gap, or other
words than the register has ever had in that place. So a reply never undoes what was corrected while it was under way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.form.registration import REGISTRATION
from pipeline.i18n import Message, msg
from pipeline.intake.marks import clean
from pipeline.model import Correction, Finding, Member, Origin, Provenance, Reading, ReplyTo, Severity
from pipeline.recognise.corrected import in_outside_words, in_words
from pipeline.rules.fields import in_row, member_at, member_row, rows_of, said_in
from pipeline.rules.mending import Statement, Work, same
from pipeline.rules.places import place_name

RULE = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A return form as it came back: the form that it completes, the file's path, when it came, what it says and answers."""

    form: str
    path: str
    received: datetime
    reading: Reading
    to: ReplyTo


def take_reply(work: Work, reply: Reply) -> None:
    """Lay what `reply` says anew over what is said; what it left empty or said with doubt is put up for review."""
    rows = _rows(work, reply.reading.values.members)
    asked = {path for key, path, _ in REGISTRATION.fields() if key in reply.to.asked}
    theirs = {_placed(path, rows): (path, value) for path, value in said_in(reply.reading.values).items()}
    left_out = [place for place in work.first if place not in theirs and work.said.get(place)]
    unsure: list[str] = []
    for place, (path, value) in theirs.items():
        if path not in reply.reading.provenance or not _is_news(work, place, value, asked=path in asked):
            continue
        if path in asked or _is_sure(reply.reading.provenance[path]) or _fills_gap(work, place):
            work.take(_statement(work, reply, place, path, value))
        else:
            unsure.append(place)
    work.findings.extend(_about(work, reply, left_out, unsure))


def _is_news(work: Work, place: str, value: object, *, asked: bool) -> bool:
    """Is it something else than stands there, and (unless it fills a gap) than has ever stood there?"""
    now = work.said.get(place)
    if _same(place, now, value) or (value is False and not now):
        return False
    return asked or not any(_same(place, value, held) for held in work.held.get(place, ()))


def _is_sure(note: Provenance) -> bool:
    """Was it read from a field of the form, beyond doubt? What was found by its place on the page is not."""
    return note.method == "tag" and not note.needs_review


def _fills_gap(work: Work, place: str) -> bool:
    """Does nothing stand there, at the registration itself or at somebody who is in the team?"""
    row = member_row(place)
    return work.said.get(place) is None and (row is None or row in rows_of(work.said))


def _same(place: str, one: object, other: object) -> bool:
    """Are they the same on a return form, where nothing stands that may not leave the house, and no sign that is not seen?"""
    return same(one, other) or _on_paper(place, one) == _on_paper(place, other)


def _on_paper(place: str, value: object) -> list[str]:
    return clean(in_outside_words(place, value)).split()


def _statement(work: Work, reply: Reply, place: str, path: str, value: object) -> Statement:
    note, row = reply.reading.provenance[path], member_row(place)
    correction = Correction(
        form=reply.form,
        path=place,
        text=in_words(place, value),
        old=in_words(place, work.said.get(place)),
        by="",
        at=reply.received,
        origin=Origin.REPLY,
        member=None if row is None or row not in rows_of(work.said) else member_at(work.said, row),
        source=reply.path,
    )
    seen = replace(note, where=f"{reply.path}, {note.where}", method="correction")
    return Statement(correction=correction, value=value, note=seen)


def _rows(work: Work, members: Sequence[Member]) -> Mapping[int, int]:
    """The row of each member of the reply: that of the same person, else of somebody without a name there, else a new one."""
    standing = rows_of(work.said)
    rows: dict[int, int] = {}
    for at, member in enumerate(members):
        hint = standing[at] if at < len(standing) else -1
        found = work.row_of(member, hint)
        if found is None and hint >= 0 and not any(one.names or one.email for one in work.people[hint]):
            found = hint
        taken = set(rows.values())
        rows[at] = found if found is not None and found not in taken else max({-1, *work.people, *taken}) + 1
    return rows


def _placed(path: str, rows: Mapping[int, int]) -> str:
    row = member_row(path)
    return path if row is None else in_row(path, rows[row])


def _about(work: Work, reply: Reply, left_out: Sequence[str], unsure: Sequence[str]) -> Iterator[Finding]:
    """What a person must know of the reply beside what it says anew."""
    if unsure:
        said = msg(
            "The answer {path} seems to say something else than stands here: {fields}. It was not read with certainty, and "
            "nothing was changed. Compare them.",
            path=reply.path,
            fields=_listed([place_name(place, reply.reading.values) for place in unsure]),
        )
        yield Finding(rule=RULE, severity=Severity.REVIEW, path="", message=said, where=reply.path)
    if left_out:
        said = msg(
            "The answer {path} leaves empty what stood in the form: {fields}. It stands as before. Find out whether something "
            "is to be taken out.",
            path=reply.path,
            fields=_listed([place_name(place, work.reading.values) for place in left_out]),
        )
        yield Finding(rule=RULE, severity=Severity.REVIEW, path="", message=said, where=reply.path)
    for finding in reply.reading.findings:
        if finding.severity in {Severity.ERROR, Severity.REVIEW}:
            said = msg("In the answer {path}: {what}", path=reply.path, what=finding.message)
            where = f"{reply.path}, {finding.where}" if finding.where else reply.path
            yield Finding(rule=finding.rule, severity=Severity.REVIEW, path="", message=said, where=where)


def _listed(names: Sequence[Message]) -> Message:
    """The names in one message, each in the language that it is shown in."""
    first, *others = names
    for other in others:
        first = msg("{first}, {other}", first=first, other=other)
    return first

"""What a mail or an archive says: the forms in it, wherever they stand, and what beside them a person must know.

A mail's enclosed forms come first. Its own text is read as a form when none is enclosed; a notice of withdrawal in it is always
read. What could not be read is named at each registration of the mail, and whatever else the mail says is shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.i18n import Message as Words
from pipeline.i18n import msg
from pipeline.intake.enclosed import Enclosed, Mail
from pipeline.intake.refusals import EMPTY_ARCHIVE, NO_FORM_ENCLOSED, ONLY_A_LINK
from pipeline.model import (
    Block,
    FileReading,
    FilledForm,
    Finding,
    Line,
    Reading,
    SetAsideReason,
    Severity,
    Sheet,
    Unreadable,
    Values,
)
from pipeline.recognise.between import answers_between
from pipeline.recognise.closing import is_cover
from pipeline.recognise.enclosed_forms import enclosed_forms, of_mail, typed_forms
from pipeline.recognise.filled import with_ids_masked as with_filled_masked
from pipeline.recognise.filled_words import asks_of_year
from pipeline.recognise.privacy import with_ids_masked
from pipeline.recognise.subject import SUBJECT, OfSubject, rank_in, subject_says
from pipeline.recognise.thread import Message, thread_of
from pipeline.recognise.unpunctuated import with_colons
from pipeline.recognise.withdrawal import WHERE, speaks_of_withdrawal, withdrawal

ReadFile = Callable[[bytes], FileReading]
Understand = Callable[[Sheet], FileReading]

_LONGEST_SHOWN: Final = 300
_NAMES_SHOWN: Final = 8
_MAYBE: Final = 0.7
_MOST_TELLING: Final = (
    *(SetAsideReason.READER_FAILED, SetAsideReason.ENCRYPTED, SetAsideReason.DYNAMIC_XFA, SetAsideReason.DAMAGED),
    *(
        SetAsideReason.TOO_LARGE,
        SetAsideReason.TOOK_TOO_LONG,
        SetAsideReason.NO_TEXT,
        SetAsideReason.UNSUPPORTED,
        SetAsideReason.EMPTY,
    ),
)
_CHANGES: Final = re.compile(
    r"(?i)\d|@|\b(?:rett(?:e|es|ing|ar|er)|endr\w+|korrig\w+|bytt\w*|erstatt\w*|skal være|skal vere|feil|ikke|ikkje|men|obs|nb"
    r"|merk|utgår|i stedet|istedenfor|i staden|prioritet\w*|ettersend\w*|kommer senere|kjem seinare|slutte[tr]?|instead|not"
    r"|change\w*)\b"
)
_LINK: Final = re.compile(
    r"(?i)https?://\S{0,500}(?:sharepoint|onedrive|1drv|dropbox|drive\.google|docs\.google|box\.com|filemail|wetransfer)"
)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An enclosed file and what it says."""

    name: str
    reading: FileReading

    @property
    def place(self) -> str:
        """What its places begin with."""
        return f"attachment «{self.name}»"


def mail_says(mail: Mail, read: ReadFile, understand: Understand) -> FileReading:
    """What a mail says. `read` opens an enclosed file, `understand` a sheet."""
    opened = [_Opened(one.name, _open(one, read, understand)) for one in mail.enclosed]
    own, *others = thread_of(mail.passages)
    enclosed = _from_enclosed(opened, mail.format)
    between = answers_between(mail.passages)
    messages = (own,) if enclosed else tuple(one for one in (between, own, *others) if one is not None)
    typed = _typed(mail, messages, understand)
    notice = withdrawal(own.text, mail.subject, mail.format)
    if typed is not None and not any(map(_registers, typed.readings)):
        typed = None
    readings = [*(enclosed or (typed.readings if typed else ())), *([notice] if notice else [])]
    filled = _forms(mail, opened, _for_year(mail, own, others) if typed is None else (), understand)
    if not readings and not filled:
        return FileReading(unreadable=_why_nothing(opened, mail), received=mail.received)
    findings = [*_not_read(opened), *_about_text(own, typed, notice, enclosed=bool(enclosed))]
    findings += _about_subject(mail.subject, readings)
    written = _all_text(mail)
    masked = (with_ids_masked(_with(reading, findings), written) for reading in readings)
    told_once = (replace(reading, findings=tuple(dict.fromkeys(reading.findings))) for reading in masked)
    return FileReading(readings=tuple(told_once), filled=filled, received=mail.received)


def archive_says(members: Sequence[Enclosed], kind: str, read: ReadFile, understand: Understand) -> FileReading:
    """What the files in an archive say."""
    opened = [_Opened(one.name, _open(one, read, understand)) for one in members]
    readings = _from_enclosed(opened, kind)
    filled = enclosed_forms(((one.place, one.reading) for one in opened), kind)
    if not readings and not filled:
        return FileReading(unreadable=_most_telling(opened) or EMPTY_ARCHIVE)
    findings = tuple(_not_read(opened))
    return FileReading(
        readings=tuple(_with(r, findings) for r in readings),
        filled=tuple(replace(one, findings=(*one.findings, *findings)) for one in filled),
    )


def _for_year(mail: Mail, own: Message, others: Sequence[Message]) -> tuple[Message, ...]:
    """The messages that a form of the year may stand in: the sender's own words, with the questions they answer, first."""
    between = answers_between(mail.passages, asks_of_year)
    return (own, *others) if between is None else (between, own, *others)


def _forms(
    mail: Mail, opened: Sequence[_Opened], messages: Sequence[Message], understand: Understand
) -> tuple[FilledForm, ...]:
    """The forms of the year in a mail: enclosed, else in its own text; and beside them what else the mail says."""
    enclosed = enclosed_forms(((one.place, one.reading) for one in opened), mail.format)
    forms = enclosed or typed_forms(mail, messages, understand)
    said = _said_beside(messages[0].text) if enclosed and messages else ()
    written = _all_text(mail)
    findings = (*_not_read(opened), *said)
    return tuple(with_filled_masked(of_mail(one, mail, findings), written) for one in forms)


def _registers(reading: Reading) -> bool:
    """Does a mail's text register a team: one that only names a project asks about it, or takes it back?"""
    values = reading.values
    return bool(values.members or values.adviser.name or values.problem or values.goal)


def _open(one: Enclosed, read: ReadFile, understand: Understand) -> FileReading:
    match one.content:
        case bytes() as content:
            return read(content)
        case Mail() as mail:
            return mail_says(mail, read, understand)
        case Unreadable() as why:
            return FileReading(unreadable=why)


# --- enclosed forms ------------------------------------------------------------------------------------------------------


def _from_enclosed(opened: Sequence[_Opened], kind: str) -> list[Reading]:
    """The readings of all that is enclosed, each value's place within its file; a form sent in two formats counts once."""
    kept: list[tuple[str, Reading]] = []
    for one in opened:
        for reading in one.reading.readings:
            placed = _placed(reading, one.place, kind)
            twin = next((i for i, (name, other) in enumerate(kept) if name != one.name and _same_team(other, placed)), None)
            if twin is None:
                kept.append((one.name, placed))
            else:
                kept[twin : twin + 1] = _settled(kept[twin], (one.name, placed))
    return [reading for _, reading in kept]


def _placed(reading: Reading, place: str, kind: str) -> Reading:
    def within(where: str) -> str:
        return where if where == SUBJECT else f"{place}, {where}" if where else place

    return replace(
        reading,
        format=kind,
        provenance={p: replace(n, where=within(n.where)) if n.where else n for p, n in reading.provenance.items()},
        findings=tuple(replace(f, where=within(f.where)) for f in reading.findings),
    )


def _same_team(one: Reading, other: Reading) -> bool:
    """By title, where neither is a notice and no trust speaks against it."""
    a, b = one.values, other.values
    if one.withdrawal or other.withdrawal or not a.title or not b.title:
        return False
    return fold(a.title) == fold(b.title) and (not a.trust or not b.trust or fold(a.trust) == fold(b.trust))


def _settled(first: tuple[str, Reading], second: tuple[str, Reading]) -> list[tuple[str, Reading]]:
    """One, when the other says nothing else; both, with a review, when they differ."""
    (name, one), (other_name, other) = first, second
    if _covers(one.values, other.values):
        return [(name, _with(one, [_twin(other_name, same=True)]))]
    if _covers(other.values, one.values):
        return [(other_name, _with(other, [_twin(name, same=True)]))]
    return [(name, _with(one, [_twin(other_name, same=False)])), (other_name, _with(other, [_twin(name, same=False)]))]


def _covers(one: Values, other: Values) -> bool:
    """Does `one` say all that `other` says?"""
    empty = Values()
    pairs = ((getattr(one, f.name), getattr(other, f.name), getattr(empty, f.name)) for f in fields(Values))
    return all(b in (a, nothing) for a, b, nothing in pairs)


def _twin(name: str, *, same: bool) -> Finding:
    if same:
        said = msg("The same form is also enclosed as «{name}», and says nothing else.", name=name)
        return Finding(rule="reading.attachment", severity=Severity.INFO, path="", message=said)
    said = msg(
        "The enclosed file «{name}» seems to be for the same team, but says something else. Compare them, and ask the sender "
        "which one stands.",
        name=name,
    )
    return Finding(rule="reading.attachment", severity=Severity.REVIEW, path="", message=said)


def _not_read(opened: Iterable[_Opened]) -> Iterator[Finding]:
    """Each enclosed file that gave nothing, at the registrations of the mail: it may hold another team."""
    for one in opened:
        why = one.reading.unreadable
        if why is not None and not one.reading.readings and not one.reading.filled:
            said = msg("The enclosed file «{name}» gave no registration. {why}", name=one.name, why=why.message)
            yield Finding(rule="reading.attachment", severity=Severity.REVIEW, path="", message=said, where=one.place)


def _all_text(mail: Mail) -> Sheet:
    """Every word of a mail's text and subject, with its place."""
    subject = Line(text=mail.subject, where=SUBJECT)
    return Sheet(format=mail.format, blocks=(subject, *(_in_text(passage.block) for passage in mail.passages)))


def _in_text(block: Block) -> Block:
    if isinstance(block, Line):
        return replace(block, where=f"{WHERE}, {block.where}")
    rows = tuple(tuple(replace(cell, where=f"{WHERE}, {cell.where}") for cell in row) for row in block.rows)
    return replace(block, rows=rows, where=f"{WHERE}, {block.where}")


# --- the mail's own text -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Typed:
    """The message of a mail that is a form, and what it says."""

    message: Message
    readings: tuple[Reading, ...]


def _typed(mail: Mail, messages: Sequence[Message], understand: Understand) -> _Typed | None:
    """The form in the text: the newest message that is one, and what the subject says of its project."""
    for message in messages:
        sheet = Sheet(format=mail.format, blocks=with_colons(message.blocks))
        readings = understand(sheet).readings
        if readings:
            readings = _with_subject(sheet, readings, mail.subject, understand)
            return _Typed(message, tuple(_placed(reading, WHERE, mail.format) for reading in readings))
    return None


def _with_subject(sheet: Sheet, readings: tuple[Reading, ...], subject: str, understand: Understand) -> tuple[Reading, ...]:
    """The readings of a mail's text; of one project whose name or rank it does not tell, with the subject read behind it."""
    told = subject_says(subject, " ".join(block.text for block in sheet.blocks if isinstance(block, Line)))
    wanting = [line for line in told if len(readings) == 1 and getattr(readings[0].values, line.path) is None]
    if not wanting:
        return readings
    lines = tuple(Line(text=f"{line.label}: {line.text}", where=SUBJECT) for line in wanting)
    again = understand(replace(sheet, blocks=(*sheet.blocks, *lines))).readings
    return tuple(_with_doubts(reading, wanting) for reading in again) if len(again) == 1 else readings


def _with_doubts(reading: Reading, told: Sequence[OfSubject]) -> Reading:
    """What the subject only may have meant is put up for review."""
    notes = dict(reading.provenance)
    for line in told:
        if not line.sure and line.path in notes:
            notes[line.path] = replace(notes[line.path], confidence=_MAYBE, needs_review=True)
    return replace(reading, provenance=notes)


def _about_subject(subject: str, readings: Sequence[Reading]) -> Iterator[Finding]:
    """A rank in the subject that no form of the mail tells."""
    rank = rank_in(subject)
    forms = [reading.values.priority for reading in readings if not reading.withdrawal]
    if rank and forms and int(rank) not in forms:
        said = msg("The mail also says: «{text}»", text=subject)
        yield Finding(rule="reading.mail", severity=Severity.REVIEW, path="priority", message=said, where=SUBJECT)


def _about_text(own: Message, typed: _Typed | None, notice: Reading | None, *, enclosed: bool) -> Iterator[Finding]:
    """What a person must know of the mail's text: where the form stood in it, and what it says beside the form."""
    if typed is not None and enclosed:
        said = msg("The mail's own text reads like a registration too, and only what is enclosed was taken. Compare them.")
        yield _on_text(Severity.REVIEW, said)
    elif typed is not None and typed.message.quoted:
        said = msg(
            "The form was read from a text that the mail only quotes. Find out whether the sender means to register the team."
        )
        yield _on_text(Severity.REVIEW, said)
    elif typed is not None and typed.message.forwarded:
        yield _on_text(Severity.INFO, msg("The form was read from a text that the sender forwards."))
    if notice is not None and (enclosed or typed is not None):
        said = msg("The mail both withdraws a registration and holds one. Find out what the sender means.")
        yield _on_text(Severity.REVIEW, said)
    elif typed is None or typed.message is not own:
        yield from _said_beside(own.text)


def _said_beside(text: str) -> Iterator[Finding]:
    """The sender's words beside a form: put up for review when they may change something."""
    words = _beyond_courtesy(text)
    if words:
        changes = _CHANGES.search(words) is not None or speaks_of_withdrawal(words)
        shown = words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…"
        yield _on_text(Severity.REVIEW if changes else Severity.INFO, msg("The mail also says: «{text}»", text=shown))


def _on_text(severity: Severity, said: Words) -> Finding:
    return Finding(rule="reading.mail", severity=severity, path="", message=said, where=WHERE)


def _beyond_courtesy(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return " ".join(line for line in lines if line and not is_cover(line))


# --- nothing -------------------------------------------------------------------------------------------------------------


def _why_nothing(opened: Sequence[_Opened], mail: Mail) -> Unreadable:
    telling = _most_telling(opened)
    if telling is not None and telling.reason is not SetAsideReason.NOT_A_FORM:
        return telling
    whole = " ".join(p.block.text for p in mail.passages if isinstance(p.block, Line))
    if _LINK.search(whole):
        return ONLY_A_LINK
    return telling or NO_FORM_ENCLOSED


def _most_telling(opened: Sequence[_Opened]) -> Unreadable | None:
    """The gravest reason among those of the enclosed files; every file is named with its own."""
    names: dict[Unreadable, list[str]] = defaultdict(list)
    for one in opened:
        if one.reading.unreadable is not None:
            names[one.reading.unreadable].append(one.name)
    if not names:
        return None
    rank = {reason: at for at, reason in enumerate(_MOST_TELLING)}
    gravest, *others = sorted(names, key=lambda why: rank.get(why.reason, len(rank)))
    message = _named(names[gravest], gravest)
    for why in others:
        message = msg("{one} {other}", one=message, other=_named(names[why], why))
    return Unreadable(reason=gravest.reason, message=message)


def _named(names: Sequence[str], why: Unreadable) -> Words:
    shown = ", ".join(f"«{name}»" for name in names[:_NAMES_SHOWN])
    if len(names) > _NAMES_SHOWN:
        shown += " …"
    return msg("{names}: {why}", names=shown, why=why.message)


def _with(reading: Reading, findings: Iterable[Finding]) -> Reading:
    return replace(reading, findings=(*reading.findings, *findings))

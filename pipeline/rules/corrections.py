"""What must be said at a registration about its corrections: old → new, and which of them somebody must look at.

No message gives the words of a role, or the name of a union: they reveal union membership (domain §2, fact 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.form.vocabulary import Vocabulary
from pipeline.i18n import Message, Param, msg
from pipeline.model import Correction, CorrectionState, Finding, Origin, Severity, Values
from pipeline.programme.schema import OSLO
from pipeline.recognise.corrected import from_words, in_words
from pipeline.rules.context import quoted
from pipeline.rules.fields import said_in
from pipeline.rules.places import place_name

RULE = "correction"
NOTHING = "–"


def about_corrections(values: Values, corrections: Iterable[Correction], vocabulary: Vocabulary) -> Iterator[Finding]:
    """A finding for each correction that holds, that a newer form has overtaken, or that was not understood."""
    said = said_in(values)
    for correction in corrections:
        field = place_name(correction.path, values)
        match correction.state:
            case CorrectionState.APPLIED:
                yield _found(Severity.INFO, correction, _applied(correction, field, vocabulary))
            case CorrectionState.STALE:
                now = in_words(correction.path, said.get(correction.path))
                yield _found(Severity.REVIEW, correction, _stale(correction, field, now, vocabulary))
            case CorrectionState.REFUSED:
                yield _found(Severity.REVIEW, correction, _refused(correction, field, vocabulary))
            case CorrectionState.REPLACED | CorrectionState.MET:
                continue


def in_one_line(correction: Correction, values: Values, vocabulary: Vocabulary) -> Message:
    """«Prosjektets tittel: «a» → «b»»; of a role, and of what was only confirmed, the field alone."""
    field = place_name(correction.path, values)
    if correction.confirms or correction.path.endswith(".role"):
        return field
    old, new = _shown(correction.old, vocabulary), _shown(correction.text, vocabulary)
    return msg("{field}: «{old}» → «{new}»", field=field, old=old, new=new)


def day_of(correction: Correction) -> str:
    """The day on which it was made: «03.05.2025»."""
    return f"{correction.at.astimezone(OSLO):%d.%m.%Y}"


def _found(severity: Severity, correction: Correction, message: Message) -> Finding:
    return Finding(rule=RULE, severity=severity, path=correction.path, message=message)


def _applied(correction: Correction, field: Message, vocabulary: Vocabulary) -> Message:
    if correction.confirms:
        return msg(
            "{field}: looked at and found right by {name} {day}.", field=field, name=correction.by, day=day_of(correction)
        )
    if correction.path.endswith(".role"):
        if correction.origin is Origin.REPLY:
            return msg("{field}: changed by the answer {path}.", field=field, path=correction.source)
        return msg("{field}: corrected by {name} {day}.", field=field, name=correction.by, day=day_of(correction))
    old, new = _shown(correction.old, vocabulary), _shown(correction.text, vocabulary)
    if correction.origin is Origin.REPLY:
        return msg("{field}: «{old}» → «{new}», from the answer {path}.", field=field, old=old, new=new, path=correction.source)
    return msg(
        "{field}: «{old}» → «{new}», corrected by {name} {day}.",
        field=field,
        old=old,
        new=new,
        name=correction.by,
        day=day_of(correction),
    )


def _stale(correction: Correction, field: Message, now: str, vocabulary: Vocabulary) -> Message:
    """What has been overtaken; a role, or somebody who is not found any more, without the words."""
    new, now = _shown(correction.text, vocabulary), _shown(now, vocabulary)
    if correction.origin is Origin.REPLY:
        return msg(
            "{field}: the answer {path} says «{new}», but a newer form says «{now}», and that stands. Compare them, and "
            "correct the field if the answer is right.",
            field=field,
            path=correction.source,
            new=new,
            now=now,
        )
    who: dict[str, Param] = {"name": correction.by, "day": day_of(correction), "field": field, "number": correction.number}
    if correction.path == "members" or correction.path.endswith(".role"):
        return msg(
            "{field}: a correction by {name} {day} no longer holds, since what came later says something else. Compare them, "
            "and correct it again if the correction was right. To let it go: kull correct --undo {number}.",
            **who,
        )
    return msg(
        "{field} was corrected to «{new}» by {name} {day}, but what came later says «{now}», and that stands. Compare them, "
        "and correct it again if the correction was right. To let it go: kull correct --undo {number}.",
        **who,
        new=new,
        now=now,
    )


def _refused(correction: Correction, field: Message, vocabulary: Vocabulary) -> Message:
    return msg(
        "{field}: the correction «{new}» by {name} {day} was not understood, and changes nothing. {expected}",
        field=field,
        new=_shown(correction.text, vocabulary),
        name=correction.by,
        day=day_of(correction),
        expected=from_words(correction.path, correction.text).refused or "",
    )


def _shown(text: str, vocabulary: Vocabulary) -> str:
    return quoted(vocabulary.hide_unions(text)) or NOTHING

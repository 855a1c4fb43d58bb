"""What has been said of every form since it came: corrections, replies, and what a newer form of the team inherits.

A correction is made on one form. A newer form of the same team inherits it where both forms say the same by themselves; where
the newer one says something else, its own words stand and the correction is stale. Which forms are for one team is told both
from what they say and from what they say as corrected, so that neither a slip nor its correction parts a team.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.model import Correction, Reading, ReplyTo
from pipeline.rules.identity import id_key, team_of
from pipeline.rules.mending import Inherited, Mended, Statement, Work, in_time, stated
from pipeline.rules.replies import Reply, take_reply
from pipeline.rules.same_team import Form, Likeness, likeness, related_title, teams_of

Said = Reply | Statement | Inherited
FormOf = Callable[[str, Reading], Form]
"""A form's key, and a reading of it → the form as it is held against others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every form as mended, by its key (`id_key`). `answers`: the form that each reply completes, by the reply's key.

    `astray` are replies that complete nothing here: they are forms by themselves, and are among the mended.
    """

    mended: Mapping[str, Mended]
    answers: Mapping[str, str] = field(default_factory=dict)
    astray: frozenset[str] = frozenset()


def history_of(
    readings: Mapping[str, Reading], corrections: Iterable[Correction], known_ids: Mapping[str, str], form_of: FormOf
) -> History:
    """Lay corrections and replies over the `readings` (by key) that they are about, and hand them on to newer forms.

    A correction of a form that is not among them waits until it is.
    """
    own: dict[str, list[Said]] = defaultdict(list)
    for correction in corrections:
        own[correction.form].append(stated(correction))
    replies = {key: reading.reply_to for key, reading in readings.items() if reading.reply_to}
    if not own and not replies:
        return History(mended={key: mended(reading, ()) for key, reading in readings.items()})
    corrected = {key: form_of(key, mended(reading, own[key]).reading) for key, reading in readings.items()}
    answers = _answers(replies, corrected, known_ids)
    firm = frozenset(key for key, said in own.items() if said)
    for key, form in answers.items():
        own[form].append(_reply(corrected[key], form, readings[key], replies[key]))
    stand = {key: reading for key, reading in readings.items() if key not in answers}
    legacies = _legacies(stand, own, firm, form_of)
    return History(
        mended={key: mended(reading, (*own[key], *legacies[key])) for key, reading in stand.items()},
        answers=answers,
        astray=frozenset(replies.keys() - answers.keys()),
    )


def mended(reading: Reading, said: Iterable[Said]) -> Mended:
    """`reading` with all that was `said` of it since, in the order of time."""
    in_order = sorted(said, key=_when)
    if not in_order:
        return Mended.of(reading)
    work = Work.on(reading)
    for one in in_order:
        match one:
            case Reply():
                take_reply(work, one)
            case Inherited():
                work.take_inherited(one)
            case Statement():
                work.take(one)
    return work.finished()


def _when(said: Said) -> tuple[float, int]:
    match said:
        case Reply():
            return said.received.timestamp(), 0
        case Inherited():
            return in_time(said.statement.correction)
        case Statement():
            return in_time(said.correction)


# --- replies -------------------------------------------------------------------------------------------------------------


def _answers(replies: Mapping[str, ReplyTo], forms: Mapping[str, Form], known_ids: Mapping[str, str]) -> dict[str, str]:
    """The form that each reply completes: the one that it was made from, else the newest one known by that id.

    A return form may have been used again, for a team of another trust or for another project: then it is a form by itself.
    """
    whole = sorted(
        (key for key, form in forms.items() if key not in replies and not form.withdrawal), key=lambda k: forms[k].order
    )
    newest = {team_of(known_ids[key]): key for key in whole if key in known_ids}
    wanted = {key: to.form if to.form in whole else newest.get(to.registration) for key, to in replies.items()}
    return {key: form for key, form in wanted.items() if form and _may_be_one(forms[key], forms[form])}


def _may_be_one(reply: Form, form: Form) -> bool:
    if reply.block and form.block and reply.block != form.block:
        return False
    return related_title(reply, form) or likeness(reply, form) is not Likeness.DIFFERENT


def _reply(answer: Form, form: str, reading: Reading, to: ReplyTo) -> Reply:
    source = answer.registration.source
    return Reply(form=form, path=source.path, received=source.received, reading=reading, to=to)


# --- newer forms ---------------------------------------------------------------------------------------------------------


def _legacies(
    readings: Mapping[str, Reading], own: Mapping[str, list[Said]], firm: frozenset[str], form_of: FormOf
) -> Mapping[str, list[Inherited]]:
    """What each form inherits from the earlier ones of its team.

    Somebody who has corrected a form himself (`firm`) has said which team it is for: its words as sent tell no more.
    """
    now = {key: mended(reading, own[key]) for key, reading in readings.items()}
    as_sent = [form_of(key, reading) for key, reading in readings.items()]
    as_corrected = [form_of(key, one.reading) for key, one in now.items()]
    corrected = _earlier(as_corrected)
    sent = corrected if [*map(_telling, as_sent)] == [*map(_telling, as_corrected)] else _earlier(as_sent)
    return {
        key: [
            one.handed_on(to=form_of(key, reading).registration.source.received)
            for before in sorted(corrected[key] | (frozenset() if key in firm else sent[key]))
            for one in now[before].legacy
            if one.statement.correction.carries and not reading.withdrawal
        ]
        for key, reading in readings.items()
    }


def _telling(form: Form) -> tuple[object, ...]:
    """All that tells which team a form is for."""
    return form.block, form.title, form.unit, form.people, form.registration.values.priority


def _earlier(forms: Iterable[Form]) -> Mapping[str, frozenset[str]]:
    """The keys of the forms of the same team that came before each form."""
    earlier: dict[str, frozenset[str]] = {}
    for team in teams_of(forms).teams:
        before: list[str] = []
        for form in team:
            key = id_key(form.registration.source)
            earlier[key] = frozenset(before)
            if not form.withdrawal:
                before.append(key)
    return earlier

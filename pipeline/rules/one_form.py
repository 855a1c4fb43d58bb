"""One registration a team (domain §2, trust.one-form-per-team): which form stands, and what becomes of the others.

«Same team twice: the newest valid one stands, the older is superseded and says by what.» Read thus:

- Valid is a form without an error. While a team has a valid form, a newer one with errors does not replace it: the team would
  lose its place in the plan by trying to mend something. The newer one is kept as superseded, and a review at the one that
  stands says that it is there.
- When no form is valid, the newest stands.
- A form that somebody here has corrected while it stood is never passed over for an older one: what was found out since the
  older one came would be lost.
- A notice of withdrawal withdraws the form that stood, and so does a withdrawal that somebody here took down. A form that comes
  after it stands again, with a review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.i18n import Message, msg
from pipeline.model import Finding, Origin, Registration, Severity, Status, Withdrawal
from pipeline.programme.schema import OSLO
from pipeline.rules.context import quoted
from pipeline.rules.identity import Team, claims_of, id_key, id_list, in_id_order, team_ids, version_id
from pipeline.rules.same_team import Form, Teams, related_title, same_title

RULE = "trust.one-form-per-team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A team with its id: all its forms in order of receipt, and the one that stands. `taken_down`: by hand, as withdrawn."""

    id: str
    forms: tuple[Form, ...]
    standing: Form
    taken_down: Withdrawal | None = None

    @property
    def withdrawn(self) -> bool:
        """Is the last thing heard from the team that it withdraws?"""
        return self.forms[-1].withdrawal or self._taken_down_last

    @property
    def _taken_down_last(self) -> bool:
        return self.taken_down is not None and self.forms[-1].registration.source.received <= self.taken_down.at

    @property
    def only_withdrawal(self) -> bool:
        """Has nothing but notices of withdrawal come?"""
        return self.standing.withdrawal

    def id_of(self, form: Form) -> str:
        """The team's id for the form that stands; a version mark for the others."""
        return self.id if form is self.standing else version_id(self.id, self.forms.index(form) + 1)


def register_of(teams: Teams, known_ids: Mapping[str, str], withdrawals: Mapping[str, Withdrawal]) -> tuple[Registration, ...]:
    """A registration for every form, with its id. Those that stand are COMPLETE until their findings are judged.

    `withdrawals` are those that somebody here took down, by the team's id.
    """
    standing = [standing_form(team) for team in teams.teams]
    named = [_team(team, stands, known_ids) for team, stands in zip(teams.teams, standing, strict=True)]
    entries = [
        Entry(id=id_, forms=team, standing=stands, taken_down=withdrawals.get(id_))
        for id_, team, stands in zip(team_ids(named), teams.teams, standing, strict=True)
    ]
    doubts = _doubts(entries, teams.perhaps)
    return tuple(registration for entry in entries for registration in _registrations(entry, doubts.get(entry.id, ())))


def standing_form(team: Sequence[Form]) -> Form:
    """The newest valid form, of those that came after the last notice of withdrawal if any did; else the newest.

    None that is older than a form that somebody here has corrected.
    """
    forms = [form for form in team if not form.withdrawal]
    if not forms:
        return team[-1]
    last_notice = max((at for at, form in enumerate(team) if form.withdrawal), default=-1)
    candidates = [form for form in team[last_notice + 1 :] if not form.withdrawal] or forms
    first = max((at for at, form in enumerate(candidates) if _was_worked_on(form.registration)), default=0)
    return ([form for form in candidates[first:] if is_valid(form.registration)] or candidates)[-1]


def _was_worked_on(registration: Registration) -> bool:
    """Has somebody here corrected or confirmed it while it stood?"""
    own = (one for one in registration.corrections if one.form == id_key(registration.source))
    return any(one.origin is not Origin.REPLY and (one.carries or one.confirms) for one in own)


def is_valid(registration: Registration) -> bool:
    """Has it no error?"""
    return all(finding.severity is not Severity.ERROR for finding in registration.findings)


def _team(forms: Sequence[Form], standing: Form, known_ids: Mapping[str, str]) -> Team:
    priority = standing.registration.values.priority
    return Team(
        short=standing.registration.trust_short,
        priority=priority if priority and priority > 0 else None,
        claims=claims_of(known_ids, [id_key(form.registration.source) for form in forms]),
    )


def _registrations(entry: Entry, doubts: Sequence[Finding]) -> Iterator[Registration]:
    for form in entry.forms:
        registration = replace(form.registration, id=entry.id_of(form))
        if form is entry.standing:
            status = Status.WITHDRAWN if entry.withdrawn else Status.COMPLETE
            yield _with(registration, status, (*_on_standing(entry), *doubts))
        elif form.withdrawal and entry.withdrawn:
            said = msg("This notice withdraws {id}.", id=entry.id)
            yield _with(registration, Status.WITHDRAWN, (_found(Severity.INFO, said),))
        else:
            yield replace(
                _with(registration, Status.SUPERSEDED, (_found(Severity.INFO, _why_superseded(entry, form)),)),
                superseded_by=entry.id,
            )


def _why_superseded(entry: Entry, form: Form) -> Message:
    if entry.forms.index(form) > entry.forms.index(entry.standing):
        return msg("This form is newer than {id}, but has errors that {id} has not. {id} therefore stands.", id=entry.id)
    return msg("Replaced by {id}, received {moment}.", id=entry.id, moment=_moment(entry.standing))


def _on_standing(entry: Entry) -> Iterator[Finding]:
    """What must be said at the form that stands about the others."""
    if entry.withdrawn:
        yield _on_withdrawn(entry)
        return
    if entry.taken_down:
        yield _found(Severity.REVIEW, _came_later(entry.taken_down.at))
    others = [form for form in entry.forms if form is not entry.standing]
    for form in others:
        if form.withdrawal:
            yield _found(Severity.REVIEW, _came_later(form.registration.source.received))
        elif form.order > entry.standing.order:
            said = msg(
                "A newer form for the team, {id}, has errors and does not replace this one. See what it was meant to change.",
                id=entry.id_of(form),
            )
            yield _found(Severity.REVIEW, said)
        elif same_title(form, entry.standing) is False and not related_title(form, entry.standing):
            yield _found(Severity.REVIEW, _another_title(entry, form), "title")
    if entry.standing.registration.late:
        yield from _earlier_in_time(entry, others)


def _on_withdrawn(entry: Entry) -> Finding:
    if entry.only_withdrawal:
        said = msg("This notice of withdrawal could not be tied to any team. Find out which team it is about.")
        return _found(Severity.REVIEW, said)
    if entry.taken_down and not entry.forms[-1].withdrawal:
        by, reason = entry.taken_down.by, quoted(entry.taken_down.reason)
        said = msg(
            "Withdrawn {moment}, taken down by {by}: «{reason}».", moment=_when(entry.taken_down.at), by=by, reason=reason
        )
        return _found(Severity.INFO, said)
    notice = entry.forms[-1]
    said = msg("Withdrawn {moment} by {path}.", moment=_moment(notice), path=notice.registration.source.path)
    return _found(Severity.INFO, said)


def _came_later(withdrawn: datetime) -> Message:
    return msg(
        "The team was withdrawn {moment}, and this form came later. Find out whether it takes part.", moment=_when(withdrawn)
    )


def _another_title(entry: Entry, form: Form) -> Message:
    return msg(
        "This form replaces {id}, which has the same people but another title: «{title}». Find out whether the project is the "
        "same.",
        id=entry.id_of(form),
        title=quoted(form.registration.values.title or ""),
    )


def _earlier_in_time(entry: Entry, others: Sequence[Form]) -> Iterator[Finding]:
    timely = [form for form in others if not form.withdrawal and not form.registration.late]
    if timely:
        said = msg(
            "An earlier form for the team, {id}, came in time ({moment}). Decide whether this one only corrects it.",
            id=entry.id_of(timely[-1]),
            moment=_moment(timely[-1]),
        )
        yield Finding(rule="deadline", severity=Severity.REVIEW, path="", message=said)


def _doubts(entries: Sequence[Entry], perhaps: Sequence[tuple[Form, Form]]) -> dict[str, tuple[Finding, ...]]:
    """Reviews by id: teams that may be one, and teams that a notice of withdrawal may be about."""
    entry_of = {id(form): entry for entry in entries for form in entry.forms}
    like: dict[str, set[str]] = defaultdict(set)
    for one, other in ((entry_of[id(a)], entry_of[id(b)]) for a, b in perhaps):
        if one is not other and not one.withdrawn and not other.withdrawn:
            like[one.id].add(other.id)
            like[other.id].add(one.id)
    standing = [entry for entry in entries if not entry.withdrawn]
    notices: dict[str, list[Entry]] = defaultdict(list)
    for notice in entries:
        for entry in _perhaps_meant(notice, standing) if notice.only_withdrawal else ():
            notices[entry.id].append(notice)
    return {
        entry.id: (*_perhaps_same(like[entry.id]), *_perhaps_withdrawn(notices[entry.id]))
        for entry in standing
        if entry.id in like or entry.id in notices
    }


def _perhaps_meant(notice: Entry, standing: Sequence[Entry]) -> Sequence[Entry]:
    """Whom a notice that fits no team may be about: the trust's teams; of an unknown trust, those of its title, else all."""
    if notice.standing.block:
        return [entry for entry in standing if entry.standing.block == notice.standing.block]
    return [entry for entry in standing if same_title(notice.standing, entry.standing)] or standing


def _perhaps_same(ids: set[str]) -> Iterator[Finding]:
    if ids:
        said = msg(
            "This may be the same team as {ids}. Compare the forms, and ask the trust if they do not tell.",
            ids=id_list(sorted(ids, key=in_id_order)),
        )
        yield _found(Severity.REVIEW, said)


def _perhaps_withdrawn(notices: Sequence[Entry]) -> Iterator[Finding]:
    for entry in notices:
        said = msg(
            "A notice of withdrawal has come ({id}), and which team it is about is not certain. Find out whether it "
            "is this one.",
            id=entry.id,
        )
        yield _found(Severity.REVIEW, said)


def _with(registration: Registration, status: Status, more: Sequence[Finding]) -> Registration:
    return replace(registration, status=status, findings=(*registration.findings, *more))


def _found(severity: Severity, message: Message, path: str = "") -> Finding:
    return Finding(rule=RULE, severity=severity, path=path, message=message)


def _moment(form: Form) -> str:
    """When it came: «28.04.2025 10.12», which reads alike in every language."""
    return _when(form.registration.source.received)


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(OSLO):%d.%m.%Y %H.%M}"

"""The forms of the year as they came back: each tied to its team, and the newest of its kind told from the older ones.

Pure. A form that names its team in no way that is certain belongs to nobody, and somebody is asked: nothing is guessed, and
nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from pipeline.form.year_forms import PITCH_SHEET, TEAM_FORMS, YEAR_FORMS
from pipeline.i18n import Message, msg
from pipeline.model import FilledForm, Finding, ReceivedForm, Registration, Severity, Source
from pipeline.year.form_rules import RULES, FormDates
from pipeline.year.which_team import Named, Teams, team_named

OF_A_TEAM: Final = frozenset(form.id for form in TEAM_FORMS)
"""The forms that a team sends; the others are a judge's, or nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """A form of the year that came back.

    `team` is the id of the registration that it belongs to: empty when nobody can tell, or when the form is nobody's (judges'
    sheets, questionnaires). `findings` are those of reading and of the rules. `replaced_by`: the path of the file whose newer
    form for the same team, form and day stands instead.
    """

    filled: FilledForm
    source: Source
    team: str = ""
    findings: tuple[Finding, ...] = ()
    replaced_by: str = ""

    @property
    def form(self) -> str:
        """Which form it is: the id of its definition («statusrapport»)."""
        return self.filled.form.id

    @property
    def answers(self) -> Mapping[str, str]:
        """Its answers by key."""
        return self.filled.answers

    @property
    def stands(self) -> bool:
        """Is it the newest of its kind?"""
        return not self.replaced_by

    def doubtful(self, key: str) -> bool:
        """Must a person look at the answer under `key`?"""
        read = self.filled.provenance.get(key)
        asked = any(one.path == key and one.severity is Severity.REVIEW for one in self.findings)
        return asked or (read is not None and read.needs_review)

    @property
    def title(self) -> str:
        """What the form is called («Statusrapport»)."""
        return next((one.title.nb for one in YEAR_FORMS if one.id == self.form), self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What the forms of the year are held against.

    `registrations` are all of the register, `placed` the ids of those with a place (None: no places have been given out),
    `dates` the days that theirs may lie between. `left` has the day on which a team that had a place withdrew.
    """

    registrations: Sequence[Registration]
    placed: frozenset[str] | None
    dates: FormDates
    left: Mapping[str, date] = field(default_factory=dict)


def returned(forms: Iterable[ReceivedForm], year: Year) -> tuple[ReturnedForm, ...]:
    """Every form of the year, in the order of receipt, tied to its team and held against the rules."""
    teams = Teams.of(year.registrations, year.placed, year.left)
    ordered = sorted(forms, key=lambda one: (one.source.received, one.source.path, one.source.part))
    return _newest([_tied(one, teams, year.dates) for one in ordered])


def _tied(received: ReceivedForm, teams: Teams, dates: FormDates) -> ReturnedForm:
    filled = received.filled
    then = teams.on(received.source.received.date())
    named = team_named(filled, received.source.path, then) if filled.form.id in OF_A_TEAM else Named()
    about_team = [Finding(rule="year.team", severity=Severity.REVIEW, path="team", message=one) for one in named.questions]
    found = [finding for rule in RULES for finding in rule(filled, dates)]
    findings = [
        one for one in (*filled.findings, *about_team, *found) if not (one.path == "team" and named.team and one in found)
    ]
    return ReturnedForm(filled=filled, source=received.source, team=named.team, findings=tuple(findings))


# --- the newest of its kind ----------------------------------------------------------------------------------------------


def _newest(forms: Sequence[ReturnedForm]) -> tuple[ReturnedForm, ...]:
    """Of forms of one kind for the same team and day, and of exact copies, the last received stands."""
    last: dict[tuple[str, ...], int] = {}
    for number, one in enumerate(forms):
        last |= dict.fromkeys(_kinds(one), number)
    return tuple(_replaced(number, one, last, forms) for number, one in enumerate(forms))


def _replaced(
    number: int, one: ReturnedForm, last: Mapping[tuple[str, ...], int], forms: Sequence[ReturnedForm]
) -> ReturnedForm:
    newest = max((last[kind] for kind in _kinds(one)), default=number)
    if newest == number:
        return one
    said = msg("A newer one has taken its place: {path}.", path=forms[newest].source.path)
    info = Finding(rule="year.replaced", severity=Severity.INFO, path="", message=said)
    return replace(one, replaced_by=forms[newest].source.path, findings=(*one.findings, info))


def _kinds(one: ReturnedForm) -> Iterator[tuple[str, ...]]:
    """What makes two forms the same: the file; or form, team and day; or form and judge."""
    yield ("file", one.source.sha256, str(one.source.part))
    if one.team and one.answers.get("date"):
        yield ("team", one.form, one.team, one.answers["date"])
    if one.form == PITCH_SHEET.id and one.answers.get("judge_name"):
        yield ("judge", one.form, " ".join(one.answers["judge_name"].casefold().split()))


# --- in words ------------------------------------------------------------------------------------------------------------


def what_it_is(one: ReturnedForm) -> Message:
    """What a file that holds this form is, said where one looks for registrations."""
    if one.team:
        return msg(
            "{form} for {team}. It is no registration, and stands among the forms of the year.", form=one.title, team=one.team
        )
    if one.form in OF_A_TEAM:
        return msg(
            "{form}, and nobody can tell for which team. It is no registration, and stands among the forms of the year.",
            form=one.title,
        )
    return msg("{form}. It is no registration, and stands among the forms of the year.", form=one.title)


def counted(forms: Iterable[ReceivedForm]) -> str:
    """«3 statusrapport, 1 egenevaluering»: how many came of each form, in the order of the year."""
    came = Counter(one.filled.form.id for one in forms)
    return ", ".join(f"{came[form.id]} {form.title.nb.casefold()}" for form in YEAR_FORMS if came[form.id])

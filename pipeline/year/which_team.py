"""Which team a form of the year is for: by the mark it carries, by what it says, by who sent it. Never by a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.form.vocabulary import fold
from pipeline.i18n import Message, msg
from pipeline.model import FilledForm, Registration, Status
from pipeline.rules.identity import id_key
from pipeline.rules.person import names_in

_ID: Final = re.compile(r"(?<![\w-])([^\W\d_]{2,12})[\s–—-]{0,3}(u?\d{1,3}[a-z]{0,2})(?![\w-])", re.IGNORECASE)
_ALIKE: Final = 92
_APART: Final = 10
"""How much better than the next one a project's title must fit, in hundredths, to be meant without doubt."""
_SHORTEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The team's id, empty when nobody can tell; and what a person is asked."""

    team: str = ""
    questions: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    """The teams that a form may be for: `placed` those with a place, `others` those that are known and have none.

    `by_form` has the id of each by the key of the form that it was registered on. `left` are those of the others that had a
    place until they withdrew, and on which day they did.
    """

    placed: Mapping[str, Registration]
    others: Mapping[str, Registration]
    by_form: Mapping[str, str]
    left: Mapping[str, date] = field(default_factory=dict)

    @classmethod
    def of(
        cls, registrations: Sequence[Registration], placed: frozenset[str] | None, left: Mapping[str, date] | None = None
    ) -> Teams:
        """Those with a place are the ones that stand; before places are given out, all that stand are taken for them."""
        known = {one.id: one for one in registrations if one.status is not Status.SUPERSEDED}
        stand = {id_ for id_, one in known.items() if one.status is not Status.WITHDRAWN and (placed is None or id_ in placed)}
        return cls(
            placed={id_: one for id_, one in known.items() if id_ in stand},
            others={id_: one for id_, one in known.items() if id_ not in stand},
            by_form={id_key(one.source): id_ for id_, one in known.items()},
            left=left or {},
        )

    def on(self, day: date) -> Teams:
        """The teams as they were on `day`: what a team sent until it withdrew is still what it sent."""
        still = {id_: self.others[id_] for id_, until in self.left.items() if day <= until and id_ in self.others}
        others = {id_: one for id_, one in self.others.items() if id_ not in still}
        return replace(self, placed={**self.placed, **still}, others=others) if still else self


def team_named(filled: FilledForm, file: str, teams: Teams) -> Named:
    """The team of a form, by the surest thing that tells it; and a question when another thing tells of another team.

    The name of the file settles what the form itself leaves open: that is how a person answers the question.
    """
    named = _told_by_form(filled, teams)
    told = _by_file(file, teams)
    if not told or told == named.team or (named.team and named.questions):
        return named
    if not named.team:
        return Named(team=told)
    question = msg(
        "The form says {id}, but the file's name begins with {other}. It stands as {id}'s until somebody finds out.",
        id=named.team,
        other=told,
    )
    return Named(team=named.team, questions=(question,))


def _by_file(file: str, teams: Teams) -> str:
    """The team with a place whose number the name of the file begins with («UNN-1 rapport.docx»)."""
    name = fold(file.rpartition("/")[2].rsplit(".", 1)[0])
    begun = [id_ for id_ in teams.placed if name == fold(id_) or name.startswith((f"{fold(id_)} ", f"{fold(id_)}_"))]
    return max(begun, key=len, default="")


def _told_by_form(filled: FilledForm, teams: Teams) -> Named:
    marked = _marked_id(filled, teams)
    said = filled.answers.get("team", "")
    by_answer = _by_answer(said, teams)
    if marked in teams.placed:
        return _marked(marked, said, by_answer)
    if marked and not by_answer:
        return Named(questions=(_no_place(marked, teams),))
    if len(by_answer) == 1:
        id_ = by_answer[0]
        return Named(team=id_) if id_ in teams.placed else Named(questions=(_no_place(id_, teams),))
    by_people = () if by_answer else tuple(_by_people(filled, teams))
    if len(by_people) == 1 and not _ids_in(said):
        return Named(team=by_people[0])
    return Named(questions=(_which(said, by_answer or by_people),))


def _marked_id(filled: FilledForm, teams: Teams) -> str:
    """The id that a form carries for machines: as it is today, when the team has got another since."""
    to = filled.form.reply_to
    if to is None:
        return ""
    return teams.by_form.get(to.form, to.registration)


def _marked(marked: str, said: str, by_answer: Sequence[str]) -> Named:
    if not by_answer or marked in by_answer:
        return Named(team=marked)
    question = msg(
        "The form was made for {id}, but says «{said}» ({other}). It stands as {id}'s until somebody finds out.",
        id=marked,
        said=said,
        other=", ".join(by_answer),
    )
    return Named(team=marked, questions=(question,))


def _no_place(id_: str, teams: Teams) -> Message:
    known = teams.others.get(id_)
    if known is None:
        return msg("The form is for {id}, and no team is known by that. Which team is it for?", id=id_)
    if known.status is Status.WITHDRAWN:
        return msg("The form is for {id}, which has been withdrawn. Find out what is meant by it.", id=id_)
    return msg("The form is for {id}, which has no place. Find out what is meant by it.", id=id_)


def _which(said: str, candidates: Sequence[str]) -> Message:
    if candidates:
        ids = ", ".join(candidates)
        return msg(
            "Which team is this from? «{said}» could be {ids}. Let the file's name begin with the team's number.",
            said=said,
            ids=ids,
        )
    if said:
        return msg(
            "Which team is this from? «{said}» is no team that is known. Let the file's name begin with the team's number.",
            said=said,
        )
    return msg("Which team is this from? The form does not say. Let the file's name begin with the team's number.")


# --- by what it says -----------------------------------------------------------------------------------------------------


def _by_answer(said: str, teams: Teams) -> tuple[str, ...]:
    """The teams that the answer may mean: by a number in it, else by the project's title or unit."""
    if not said.strip():
        return ()
    everyone = {**teams.others, **teams.placed}
    named = {fold(id_): id_ for id_ in everyone}
    ids = tuple(dict.fromkeys(named[one] for one in _ids_in(said) if one in named))
    if ids:
        return ids
    return _by_name(said, teams.placed) or _by_name(said, teams.others)


def _ids_in(said: str) -> tuple[str, ...]:
    """What may be a team's number, folded: «UNN-1», «team UNN 1», «unn1»."""
    return tuple(fold(f"{short}-{number}") for short, number in _ID.findall(said))


def _by_name(said: str, teams: Mapping[str, Registration]) -> tuple[str, ...]:
    flat = fold(said)
    exact = tuple(id_ for id_, one in teams.items() if flat in set(_names(one)))
    if exact:
        return exact
    within = tuple(id_ for id_, one in teams.items() if any(len(n) >= _SHORTEST and n in flat for n in _names(one)))
    return within or _nearest(flat, teams)


def _names(registration: Registration) -> Iterator[str]:
    values = registration.values
    yield from (fold(text) for text in (values.title, values.unit) if text)


def _nearest(flat: str, teams: Mapping[str, Registration]) -> tuple[str, ...]:
    """The one team whose title is unmistakably meant, by its letters."""
    titles = {id_: fold(one.values.title) for id_, one in teams.items() if one.values.title}
    best = process.extract(flat, titles, scorer=fuzz.ratio, limit=2)
    if len(flat) < _SHORTEST or not best or best[0][1] < _ALIKE:
        return ()
    return (best[0][2],) if len(best) == 1 or best[0][1] - best[1][1] >= _APART else tuple(one[2] for one in best)


# --- by who sent it ------------------------------------------------------------------------------------------------------


def _by_people(filled: FilledForm, teams: Teams) -> Iterator[str]:
    """The teams with a place that the sender, or who filled it in, is a member of or asks for."""
    name = names_in(filled.answers.get("filled_by", ""))
    for id_, registration in teams.placed.items():
        people = tuple(_people(registration))
        by_mail = filled.sender and filled.sender.casefold() in {email for _, email in people if email}
        by_name = len(name) > 1 and any(name == names for names, _ in people)
        if by_mail or by_name:
            yield id_


def _people(registration: Registration) -> Iterator[tuple[frozenset[str], str]]:
    """The names, folded, and the addresses of the members and of whom to ask."""
    values = registration.values
    yield from ((names_in(one.name or ""), (one.email or "").casefold()) for one in values.members)
    yield names_in(values.contact.name or ""), (values.contact.email or "").casefold()

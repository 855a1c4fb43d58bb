"""Teams and advisers put together: an assignment problem, solved whole, with the reason for each pair in words.

The team's own adviser goes before everything else, first for those that had a place from the start; then that every team has
one, then the same trust and the same town. Nobody gets more than two teams unless a person has said so, and nobody advises a
team that he or she is a member of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.i18n import Message, msg
from pipeline.model import Registration
from pipeline.rules.identity import id_list, in_id_order
from pipeline.rules.person import Person, names_in, same_person, same_person_elsewhere

MOST_TEAMS = 2
"""«Ansvar for et til to team»."""

# What a pair costs. Each is more than all the lesser ones of any cohort together can come to.
_IMPOSSIBLE = 1e15
_NOT_THE_OWN = 1e13
_NOT_THE_OWN_OF_ONE_THAT_MOVED_UP = 1e11
_NO_ADVISER = 1e8
_OTHER_TRUST = 1e5
_OTHER_TOWN = 1e2
_NO_TEAM_OF_OWN_HAS_A_PLACE = 2.0
_A_SECOND_TEAM = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Adviser:
    """An improvement adviser who can be given teams. `own` are the teams whose forms name him or her.

    `placed`: at least one of them has a place. `trust` and `town` may be empty.
    """

    name: str
    email: str = ""
    phone: str = ""
    trust: str = ""
    town: str = ""
    own: tuple[str, ...] = ()
    placed: bool = True

    @property
    def person(self) -> Person:
        """Who it is."""
        return Person(names_in(self.name), self.email.strip().casefold())

    @property
    def order(self) -> tuple[str, ...]:
        """What advisers are sorted by."""
        return (self.name.casefold(), self.email.casefold(), self.trust, self.town, *self.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team with a place. `moved_up`: it got the place when another withdrew, and takes no adviser from those before it."""

    id: str
    title: str = ""
    trust: str = ""
    town: str = ""
    members: tuple[Person, ...] = ()
    moved_up: bool = False

    def has_member(self, adviser: Adviser) -> bool:
        """Is the adviser a member of it?"""
        return any(same_person(adviser.person, member) for member in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A team and its adviser (None: it has none), and why.

    `written`: what a person wrote in the adviser's place, and which stands. `ask`: somebody must look at it. `trainee`: the
    second adviser, in training, if a person wrote one (`trainee_written`); never counted as the team's adviser.
    """

    team: Team
    adviser: Adviser | None
    reason: Message
    written: str = ""
    ask: bool = False
    trainee: Adviser | None = None
    trainee_written: str = ""

    @property
    def settled(self) -> bool:
        """Is the adviser the team's own, or written by a person, and not merely proposed?"""
        return self.adviser is not None and bool(self.written or self.team.id in self.adviser.own)

    @property
    def shown(self) -> str:
        """What stands in the adviser's cell."""
        return self.written or (self.adviser.name if self.adviser else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Every team with a place, in order of id; the advisers; and what somebody must know of them."""

    pairs: tuple[Pair, ...] = ()
    advisers: tuple[Adviser, ...] = ()
    notes: tuple[Message, ...] = field(default=())

    def teams_of(self, adviser: Adviser) -> tuple[str, ...]:
        """The ids of the teams that an adviser has."""
        return tuple(pair.team.id for pair in self.pairs if pair.adviser == adviser)


def team_of(registration: Registration, *, moved_up: bool = False) -> Team:
    """A registration as a team to be advised."""
    values = registration.values
    return Team(
        id=registration.id,
        title=values.title or "",
        trust=registration.trust_orgnr or (values.trust or ""),
        town=_town(values.place),
        members=tuple(Person.of(member) for member in values.members if member.name or member.email),
        moved_up=moved_up,
    )


def _town(place: str | None) -> str:
    return " ".join((place or "").casefold().split())


def advisers_named(
    registrations: Sequence[Registration], with_place: Iterable[str]
) -> tuple[tuple[Adviser, ...], tuple[Message, ...]]:
    """Each adviser of the forms once, and what is uncertain about who is who.

    Two forms mean one person when name and address say so; the same name with no address is one person within a trust only.
    """
    placed = set(with_place)
    found: list[Adviser] = []
    for registration in sorted(registrations, key=lambda r: (not r.values.adviser.email, in_id_order(r.id))):
        named = registration.values.adviser
        if not named.name:
            continue
        one = Adviser(
            name=named.name,
            email=named.email or "",
            phone=named.phone or "",
            trust=registration.trust_orgnr or (registration.values.trust or ""),
            town=_town(registration.values.place),
            own=(registration.id,),
            placed=registration.id in placed,
        )
        alike = [i for i, other in enumerate(found) if _the_same(one, other)]
        if len(alike) == 1:
            found[alike[0]] = _joined(found[alike[0]], one)
        else:
            found.append(one)
    advisers = tuple(sorted(found, key=lambda adviser: adviser.order))
    return advisers, tuple(_namesakes(advisers))


def _the_same(one: Adviser, other: Adviser) -> bool:
    addressed = bool(one.email and other.email)
    return same_person_elsewhere(one.person, other.person) and (addressed or one.trust == other.trust)


def _joined(adviser: Adviser, again: Adviser) -> Adviser:
    own = tuple(sorted({*adviser.own, *again.own}, key=in_id_order))
    phone = adviser.phone or again.phone
    return replace(adviser, own=own, phone=phone, placed=adviser.placed or again.placed, town=adviser.town or again.town)


def _namesakes(advisers: Sequence[Adviser]) -> Iterable[Message]:
    """Two who are held to be two, and whose name is one: a person must say whether that is right."""
    count = Counter(adviser.person.names for adviser in advisers)
    for names in dict.fromkeys(adviser.person.names for adviser in advisers):
        if count[names] > 1:
            alike = [adviser for adviser in advisers if adviser.person.names == names]
            yield msg(
                "Two advisers are called {name} ({teams}), with different addresses or in different trusts. Kull takes them "
                "for two people: find out whether they are one.",
                name=alike[0].name,
                teams=id_list(sorted({id_ for adviser in alike for id_ in adviser.own}, key=in_id_order)),
            )


def match(
    teams: Iterable[Team],
    advisers: Iterable[Adviser],
    written: Mapping[str, str] | None = None,
    trainees: Mapping[str, str] | None = None,
) -> Matching:
    """The advisers of `teams`. `written` is what a person wrote in the adviser's place, by team: it stands.

    `trainees` is what was written in the place of the second adviser, in training. It changes nothing for the first.
    """
    ordered = sorted(teams, key=lambda team: in_id_order(team.id))
    pool = sorted(advisers, key=lambda adviser: adviser.order)
    by_hand = {team.id: _by_hand(team, pool, (written or {})[team.id]) for team in ordered if team.id in (written or {})}
    taken = Counter(pair.adviser for pair in by_hand.values() if pair.adviser)
    free = [team for team in ordered if team.id not in by_hand]
    made = {pair.team.id: pair for pair in _assigned(free, pool, taken)}
    pairs = tuple(by_hand.get(team.id) or made[team.id] for team in ordered)
    followed = tuple(_followed(pair, pool, (trainees or {}).get(pair.team.id, "")) for pair in pairs)
    matching = Matching(pairs=tuple(pair for pair, _ in followed), advisers=tuple(pool))
    return replace(matching, notes=(*(note for _, note in followed if note), *_notes(matching)))


def _followed(pair: Pair, pool: Sequence[Adviser], words: str) -> tuple[Pair, Message | None]:
    """The pair with the adviser in training whom a person wrote; and why nobody is, when it cannot be."""
    if not words:
        return pair, None
    known = _called(pair.team, pool, words)
    found = known[0] if len(known) == 1 else None
    if found and found != pair.adviser and not pair.team.has_member(found):
        return replace(pair, trainee=found, trainee_written=found.name), None
    why = (
        msg("is already the team's adviser")
        if found and found == pair.adviser
        else msg("is a member of the team")
        if found
        else msg("more than one adviser is called that (write the e-mail address)")
        if known
        else msg("no adviser is called that (correct the name, or add him or her to the sheet of advisers)")
    )
    note = msg("{team}: «{name}» cannot be the adviser in training: {why}.", team=pair.team.id, name=words, why=why)
    return replace(pair, trainee_written=words), note


def _by_hand(team: Team, pool: Sequence[Adviser], words: str) -> Pair:
    """What a person wrote: an adviser by name or address; else it is asked about and nobody is put in the place."""
    known = _called(team, pool, words)
    if len(known) != 1:
        question = (
            msg("«{name}» was written here, and more than one adviser is called that. Write the e-mail address.", name=words)
            if known
            else msg(
                "«{name}» was written here, and no adviser is called that. Correct the name, or add the adviser to the sheet "
                "of advisers.",
                name=words,
            )
        )
        return Pair(team=team, adviser=None, written=words, reason=question, ask=True)
    if team.has_member(known[0]):
        said = msg("«{name}» was written here, but is a member of the team. Its adviser must stand outside it.", name=words)
        return Pair(team=team, adviser=None, written=words, reason=said, ask=True)
    return Pair(team=team, adviser=known[0], written=known[0].name, reason=msg("Written in the overview by a person."))


def _called(team: Team, pool: Sequence[Adviser], words: str) -> list[Adviser]:
    """The advisers who may be meant by name or address; the team's own, or the one of its trust, goes before namesakes."""
    known = [adviser for adviser in pool if names_in(words) == names_in(adviser.name) or _addressed(adviser, words)]
    own = [adviser for adviser in known if team.id in adviser.own] or [a for a in known if a.trust == team.trust]
    return own if len(own) == 1 else known


def _addressed(adviser: Adviser, words: str) -> bool:
    return bool(adviser.email) and adviser.email.casefold() == words.strip().casefold()


def _assigned(teams: Sequence[Team], pool: Sequence[Adviser], taken: Mapping[Adviser, int]) -> Iterable[Pair]:
    """The cheapest assignment: a row for each team, a column for each team an adviser may still have, and one for «none»."""
    places = [(adviser, n) for adviser in pool for n in range(taken.get(adviser, 0), MOST_TEAMS)]
    costs = np.full((len(teams), len(places) + len(teams)), _NOT_THE_OWN + _NO_ADVISER)
    for row, team in enumerate(teams):
        for column, (adviser, n) in enumerate(places):
            costs[row, column] = _cost(team, adviser, n)
    if not teams:
        return
    rows, columns = linear_sum_assignment(costs)
    for row, column in zip(rows, columns, strict=True):
        given = places[column][0] if column < len(places) and costs[row, column] < _IMPOSSIBLE else None
        yield Pair(team=teams[row], adviser=given, reason=_reason(teams[row], given, pool))


def _cost(team: Team, adviser: Adviser, teams_before: int) -> float:
    if team.has_member(adviser):
        return _IMPOSSIBLE
    own = team.id in adviser.own
    return (
        (0.0 if own else _NOT_THE_OWN_OF_ONE_THAT_MOVED_UP if team.moved_up else _NOT_THE_OWN)
        + (0.0 if own or _equal(team.trust, adviser.trust) else _OTHER_TRUST)
        + (0.0 if own or _equal(team.town, adviser.town) else _OTHER_TOWN)
        + (0.0 if adviser.placed else _NO_TEAM_OF_OWN_HAS_A_PLACE)
        + teams_before * _A_SECOND_TEAM
    )


def _equal(one: str, other: str) -> bool:
    """Are both known, and the same?"""
    return bool(one) and one == other


def _reason(team: Team, adviser: Adviser | None, pool: Sequence[Adviser]) -> Message:
    own = [one for one in pool if team.id in one.own]
    if adviser is None:
        return _why_none(team, own)
    if team.id in adviser.own:
        return msg("The team's own adviser, as its form says.")
    near = _nearness(team, adviser)
    if not own:
        return msg("The form names no adviser. {near}", near=near)
    if team.has_member(own[0]):
        return msg("The adviser on the form, {name}, is a member of the team. {near}", name=own[0].name, near=near)
    return msg("The team's own adviser, {name}, has two other teams. {near}", name=own[0].name, near=near)


def _nearness(team: Team, adviser: Adviser) -> Message:
    trust, town = _equal(team.trust, adviser.trust), _equal(team.town, adviser.town)
    if trust and town:
        return msg("This one is of the same trust and town, and has room. Ask first.")
    if trust:
        return msg("This one is of the same trust, and has room. Ask first.")
    if town:
        return msg("This one is of another trust but the same town, and has room. Ask first.")
    return msg("This one is of another trust; nobody nearer has room. Ask first.")


def _why_none(team: Team, own: Sequence[Adviser]) -> Message:
    if own and team.has_member(own[0]):
        said = msg("The adviser on the form, {name}, is a member of the team", name=own[0].name)
    elif own:
        said = msg("The team's own adviser, {name}, has two other teams", name=own[0].name)
    else:
        said = msg("The form names no adviser")
    return msg("{why}, and nobody else has room. Ask the trust for one.", why=said)


def _notes(matching: Matching) -> Iterable[Message]:
    load = Counter(pair.adviser for pair in matching.pairs if pair.adviser)
    for adviser in matching.advisers:
        if load[adviser] > MOST_TEAMS:
            yield msg(
                "{name} has {count} teams by what was written ({teams}). An adviser is to have one or two.",
                name=adviser.name,
                count=load[adviser],
                teams=id_list(matching.teams_of(adviser)),
            )

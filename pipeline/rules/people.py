"""Rules about people who stand in more than one team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.i18n import msg
from pipeline.model import Registration, Role, Severity
from pipeline.rules.context import RegisterFinding, RuleContext, found_in_register, named, quoted
from pipeline.rules.identity import id_list, in_id_order
from pipeline.rules.person import Person, same_person_elsewhere

MOST_TEAMS_OF_AN_ADVISER = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in the register: as `index`-th member of a team, or as its adviser (`index` is None)."""

    registration: Registration
    person: Person
    index: int | None = None

    @property
    def leads(self) -> bool:
        """Is it as leader?"""
        return self.index is not None and self.registration.values.members[self.index].role is Role.LEADER


def one_team(context: RuleContext) -> Iterator[RegisterFinding]:
    """A person in two teams: a warning; the same leader in two teams must be looked at."""
    standings = [
        Standing(registration, Person.of(member), index)
        for registration in context.current
        for index, member in enumerate(registration.values.members)
    ]
    for standing, others in _elsewhere(standings):
        yield _in_two_teams(standing, others)


def adviser_load(context: RuleContext) -> Iterator[RegisterFinding]:
    """«Ansvar for et til to team»: an adviser with more than two teams."""
    standings = [Standing(r, Person.of(r.values.adviser)) for r in context.current]
    for standing, others in _elsewhere(standings):
        if len(others) >= MOST_TEAMS_OF_AN_ADVISER:
            said = msg(
                "The improvement adviser {name} has {count} teams (also {teams}). An adviser is to have one or two: find out "
                "whether some of them should have another adviser.",
                name=quoted(standing.registration.values.adviser.name or standing.person.email),
                count=len(others) + 1,
                teams=_ids(others),
            )
            yield found_in_register(standing.registration, "adviser.load", Severity.WARNING, "adviser.name", said)


def _in_two_teams(standing: Standing, others: Sequence[Standing]) -> RegisterFinding:
    index = standing.index or 0
    leads = [other for other in others if other.leads] if standing.leads else []
    who = named(standing.registration.values.members[index], index)
    if leads:
        said = msg("{who} is leader here and also in {teams}. Find out whether this is right.", who=who, teams=_ids(leads))
    else:
        said = msg(
            "{who} also stands in {teams}. Find out whether the person is to take part in both.", who=who, teams=_ids(others)
        )
    severity = Severity.REVIEW if leads else Severity.WARNING
    return found_in_register(standing.registration, "people.one-team", severity, f"members[{index}]", said)


def _elsewhere(standings: Iterable[Standing]) -> Iterator[tuple[Standing, list[Standing]]]:
    """Each standing of a person who stands in other registrations too, with one standing in each of those, in order of id."""
    groups: dict[tuple[Person, str], list[Standing]] = defaultdict(list)
    for standing in standings:
        groups[standing.person, standing.registration.trust_orgnr].append(standing)
    index: dict[tuple[str, ...], list[tuple[Person, str]]] = defaultdict(list)
    keys = {group: tuple(_keys(*group)) for group in groups}
    for group in groups:
        for key in keys[group]:
            index[key].append(group)
    for group, of_one in groups.items():
        alike = {other for key in keys[group] for other in index[key] if same_person_elsewhere(group[0], other[0])}
        if sum(len(groups[other]) for other in alike) > 1:
            everywhere = _one_each(standing for other in alike for standing in groups[other])
            for standing in of_one:
                others = [other for other in everywhere if other.registration.id != standing.registration.id]
                if others:
                    yield standing, others


def _keys(person: Person, trust: str) -> Iterator[tuple[str, ...]]:
    """What a person is looked up by: the address with each word of the name, and the whole name within the trust.

    The same name in two trusts, with no address, is taken to be two people.
    """
    if person.email:
        yield from ((person.email, name) for name in sorted(person.names) or [""])
    if len(person.names) > 1:
        yield (trust, *sorted(person.names))


def _one_each(standings: Iterable[Standing]) -> list[Standing]:
    """One standing a registration (as leader where there is a choice), in order of id."""
    by_id: dict[str, Standing] = {}
    for standing in standings:
        if standing.leads or standing.registration.id not in by_id:
            by_id[standing.registration.id] = standing
    return [by_id[id_] for id_ in sorted(by_id, key=in_id_order)]


def _ids(standings: Sequence[Standing]) -> str:
    return id_list([standing.registration.id for standing in standings])

"""Teams and advisers put together: what must hold whatever the cohort looks like."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.person import Person, names_in
from pipeline.year.advisers import MOST_TEAMS, Adviser, Team, match

NAMES = ("Ane Berg", "Bo Dahl", "Cecilie Eng", "Dag Foss", "Eli Gran", "Frode Hauge")
TRUSTS, TOWNS = ("983974899", "983974910", ""), ("bodø", "tromsø", "")


@st.composite
def cohorts(draw, most=7):
    count = draw(st.integers(0, most))
    ids = [f"UNN-{n}" for n in range(1, count + 1)]
    members = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
    teams = [
        Team(
            id=id_,
            trust=draw(st.sampled_from(TRUSTS)),
            town=draw(st.sampled_from(TOWNS)),
            members=tuple(Person(names_in(name), "") for name in draw(members)),
        )
        for id_ in ids
    ]
    named = {id_: draw(st.sampled_from((None, *NAMES))) for id_ in ids}
    advisers = [
        Adviser(
            name=name,
            trust=draw(st.sampled_from(TRUSTS)),
            town=draw(st.sampled_from(TOWNS)),
            own=tuple(id_ for id_ in ids if named[id_] == name),
        )
        for name in NAMES[: draw(st.integers(0, len(NAMES)))]
    ]
    return teams, advisers


@given(cohorts())
def test_nobody_has_more_than_two_teams_or_advises_a_team_of_their_own_members(cohort):
    found = match(*cohort)
    assert [pair.team.id for pair in found.pairs] == sorted(team.id for team in cohort[0])
    assert all(len(found.teams_of(adviser)) <= MOST_TEAMS for adviser in found.advisers)
    assert not any(pair.adviser and pair.team.has_member(pair.adviser) for pair in found.pairs)


@given(cohorts())
def test_a_team_keeps_its_own_adviser_whenever_there_is_room(cohort):
    teams, advisers = cohort
    found = match(teams, advisers)
    for adviser in advisers:
        could = [team.id for team in teams if team.id in adviser.own and not team.has_member(adviser)]
        keeps = [id_ for id_ in found.teams_of(adviser) if id_ in adviser.own]
        assert len(keeps) == min(MOST_TEAMS, len(could))


@given(cohorts(), st.data())
def test_who_moves_up_takes_no_adviser_from_a_team_that_has_its_own(cohort, chance):
    teams, advisers = cohort
    later = {team.id for team in teams if chance.draw(st.booleans())}
    own = [
        (pair.team.id, pair.adviser)
        for pair in match([team for team in teams if team.id not in later], advisers).pairs
        if pair.settled
    ]
    together = match([replace(team, moved_up=team.id in later) for team in teams], advisers)
    settled = [(pair.team.id, pair.adviser) for pair in together.pairs if pair.settled and pair.team.id not in later]
    assert len(settled) == len(own)
    count = Counter(id_ for one in advisers for id_ in one.own if id_ not in later)
    if all(sum(count[id_] for id_ in one.own) <= MOST_TEAMS for one in advisers):
        assert settled == own


@given(cohorts(most=4))
def test_no_other_choice_keeps_as_many_own_and_leaves_fewer_alone_or_far_away(cohort):
    teams, advisers = cohort
    found = match(teams, advisers)
    best = min(map(_worth, _every_choice(teams, advisers[:3])), default=())
    if len(advisers) <= 3:
        assert _worth([(pair.team, pair.adviser) for pair in found.pairs]) == best


def _every_choice(teams, advisers):
    for chosen in product((None, *advisers), repeat=len(teams)):
        pairs = list(zip(teams, chosen, strict=True))
        fits = all(chosen.count(adviser) <= MOST_TEAMS for adviser in advisers)
        if fits and not any(adviser and team.has_member(adviser) for team, adviser in pairs):
            yield pairs


def _worth(pairs):
    """How bad a choice is, the gravest first: not the own, none at all, of another trust, of another town."""
    others = [(team, adviser) for team, adviser in pairs if adviser and team.id not in adviser.own]
    none = sum(adviser is None for _, adviser in pairs)
    far = sum(not team.trust or team.trust != adviser.trust for team, adviser in others)
    away = sum(not team.town or team.town != adviser.town for team, adviser in others)
    return (len(others) + none, none, far, away)


@given(cohorts(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(cohort, chance):
    teams, advisers = list(cohort[0]), list(cohort[1])
    found = match(teams, advisers)
    chance.shuffle(teams)
    chance.shuffle(advisers)
    assert match(teams, advisers) == found


@given(cohorts(), st.dictionaries(st.sampled_from([f"UNN-{n}" for n in range(1, 8)]), st.sampled_from((*NAMES, "Ukjent Navn"))))
def test_what_a_person_wrote_stands_or_is_asked_about(cohort, written):
    found = match(*cohort, written)
    known = {adviser.name for adviser in cohort[1]}
    for pair in found.pairs:
        if words := written.get(pair.team.id):
            assert pair.shown == words
            assert pair.ask == (pair.adviser is None)
            assert pair.ask or pair.adviser.name in known
            assert pair.adviser is None or pair.adviser.name == words


def test_one_who_was_given_three_teams_by_hand_is_told_of():
    teams = [Team(id=f"UNN-{n}") for n in (1, 2, 3)]
    found = match(teams, [Adviser(name="Ane Berg")], dict.fromkeys(("UNN-1", "UNN-2", "UNN-3"), "Ane Berg"))
    assert [pair.shown for pair in found.pairs] == ["Ane Berg"] * 3
    assert "3" in str(found.notes[0])


def test_every_team_is_told_why():
    teams = [Team(id=f"UNN-{n}", trust="1") for n in (1, 2, 3, 4, 5)]
    found = match(
        teams, [Adviser(name="Ane Berg", trust="1", own=("UNN-1", "UNN-2", "UNN-3")), Adviser(name="Bo Dahl", trust="1")]
    )
    reasons = [str(pair.reason) for pair in found.pairs]
    assert [pair.shown for pair in found.pairs][:4].count("Ane Berg") == 2
    assert all(reasons)
    assert any("nobody else has room" in reason for reason in reasons)
    assert all(a.team.id != b.team.id for a, b in combinations(found.pairs, 2))

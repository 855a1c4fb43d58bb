"""Rules that hold registrations against each other: priorities of a trust, people in two teams, advisers with many."""

from dataclasses import replace

import pytest
from rule_forms import ADVISER, CONTEXT, GOOD, LEADER, NLSH, REP, STAFF, other_people, read, registration, values

from pipeline.model import Role, Status
from pipeline.rules import people, trust


def found(rule, *registrations):
    checked = rule(replace(CONTEXT, registrations=registrations))
    return [(f.registration, f.finding.severity.value, f.finding.path) for f in checked]


def said(rule, *registrations):
    return [f.finding.message.in_language("nb") for f in rule(replace(CONTEXT, registrations=registrations))]


def project(priority, called=None, *, short="UNN", **how):
    name = {"UNN": GOOD.trust, "NLSH": NLSH}[short]
    vals = values(
        trust=name,
        priority=priority,
        members=other_people(f"{short}{priority}{called}"),
        adviser=replace(ADVISER, name=None, email=None),
    )
    return registration(vals, called=called or f"{short}-{priority}", **how)


def test_priorities_one_to_n_are_as_they_should_be():
    assert found(trust.priorities, project(1), project(2), project(3), project(1, short="NLSH")) == []


def test_a_priority_given_twice_is_looked_at_on_both():
    both = project(1), project(1, "UNN-1b")
    assert found(trust.priorities, *both) == [("UNN-1", "review", "priority"), ("UNN-1b", "review", "priority")]
    assert "(også UNN-1b)" in said(trust.priorities, *both)[0]


def test_a_gap_is_said_once_at_the_project_after_it():
    with_gap = project(1), project(4), project(5)
    assert found(trust.priorities, *with_gap) == [("UNN-4", "review", "priority")]
    [message] = said(trust.priorities, *with_gap)
    assert message.startswith("Foretakets prioriteter er 1, 4, 5. Det mangler 2, 3. Spør foretaket om en påmelding mangler")


def test_a_withdrawn_project_keeps_its_number_and_a_superseded_one_does_not():
    assert found(trust.priorities, project(1), project(2, status=Status.WITHDRAWN), project(3)) == []
    assert found(trust.priorities, project(1), project(1, "UNN-1-v1", status=Status.SUPERSEDED)) == []


def test_a_missing_or_impossible_priority_is_looked_at():
    assert found(trust.priorities, project(None, "UNN-u1"), project(0, "UNN-u2"), project(-3, "UNN-u3")) == [
        ("UNN-u1", "review", "priority"),
        ("UNN-u2", "review", "priority"),
        ("UNN-u3", "review", "priority"),
    ]


def test_a_priority_that_could_not_be_read_is_left_to_the_doubt_itself():
    assert found(trust.priorities, project(None, "UNN-u1", provenance={"priority": read("l", needs_review=True)})) == []


def test_a_huge_priority_is_told_of_in_a_few_words():
    [message] = said(trust.priorities, project(1_000))
    assert len(message) < 250


def two(first, second):
    """The same person, as it stands, in two teams of UNN."""
    one = values(members=(first, *other_people("a")[1:]), adviser=replace(ADVISER, name="A A", email="a@x.example"))
    other = values(
        members=(*other_people("b")[1:], second), priority=2, adviser=replace(ADVISER, name="B B", email="b@x.example")
    )
    return registration(one), registration(other, called="UNN-2")


@pytest.mark.parametrize(
    "second",
    [
        STAFF,
        replace(STAFF, name="ČÁPPÁ, Áile"),
        replace(STAFF, email=None),
        replace(STAFF, name="Á. Čáppá", email="AILE@unn.example"),
    ],
)
def test_a_person_in_two_teams_is_a_warning_on_both(second):
    assert found(people.one_team, *two(STAFF, second)) == [
        ("UNN-1", "warning", "members[0]"),
        ("UNN-2", "warning", "members[2]"),
    ]


def test_the_same_leader_in_two_teams_is_looked_at():
    assert found(people.one_team, *two(LEADER, LEADER)) == [
        ("UNN-1", "review", "members[0]"),
        ("UNN-2", "review", "members[2]"),
    ]
    assert (
        said(people.one_team, *two(LEADER, LEADER))[0]
        == "Deltaker 1 (Kari Nordli) er ført opp som leder her og også i UNN-2. Finn ut om det stemmer."
    )


def test_a_leader_who_is_staff_elsewhere_is_a_warning():
    assert [f[1] for f in found(people.one_team, *two(LEADER, replace(LEADER, role=Role.STAFF)))] == ["warning", "warning"]


@pytest.mark.parametrize(
    "second",
    [
        replace(STAFF, email="other.aile@unn.example"),
        replace(REP, email=STAFF.email),
        replace(STAFF, name="Áile", email=None),
    ],
)
def test_two_people_with_one_name_or_one_mailbox_are_two_people(second):
    assert found(people.one_team, *two(STAFF, second)) == []


def test_one_name_in_two_trusts_is_two_people_unless_the_address_is_one():
    first, second = two(replace(STAFF, email=None), replace(STAFF, email=None))
    elsewhere = replace(second, trust_orgnr="983974910")
    assert found(people.one_team, first, elsewhere) == []
    first, second = two(STAFF, STAFF)
    assert len(found(people.one_team, first, replace(second, trust_orgnr="983974910"))) == 2


def test_a_superseded_form_puts_nobody_in_two_teams():
    first, second = two(LEADER, LEADER)
    assert found(people.one_team, first, replace(second, status=Status.SUPERSEDED)) == []


def advised(number, adviser=ADVISER):
    return registration(values(priority=number, members=other_people(f"t{number}"), adviser=adviser), called=f"UNN-{number}")


def test_an_adviser_may_have_two_teams_and_no_more():
    assert found(people.adviser_load, advised(1), advised(2)) == []
    three = advised(1), advised(2), advised(10, replace(ADVISER, name="Vik, Per", email=None))
    assert found(people.adviser_load, *three) == [(f"UNN-{n}", "warning", "adviser.name") for n in (1, 2, 10)]
    assert "Per Vik er ført opp for 3 team (også UNN-2, UNN-10)" in said(people.adviser_load, *three)[0]

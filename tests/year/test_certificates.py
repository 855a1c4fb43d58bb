"""Who has earned a diploma: the programme file's rule, held against what the lists say."""

import pytest

from pipeline.letters.certificate import TakenPart
from pipeline.programme.calendar import schedule
from pipeline.programme.load import load_programme
from pipeline.programme.schema import CertificateRule
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.year.attendance import Attended
from pipeline.year.certificates import Demand, judge

DATED = {d.meeting.key: d for d in schedule(load_programme(Workspace(shipped_root()).programme_file))}
EVERYBODY = frozenset({"a", "b", "v"})
TWO = tuple(Demand(dated=DATED[key], asked=EVERYBODY) for key in ("samling-1", "samling-2"))
FULL = "11 11"


def person(code, said):
    """`said`: a group for each gathering, a sign for each day: 1 present, 0 absent, - not on the list."""
    marks = {
        (f"samling-{number}", day): sign == "1"
        for number, group in enumerate(said.split(), start=1)
        for day, sign in enumerate(group, start=1)
        if sign != "-"
    }
    return Attended(code=code, name=code.upper(), teams=("UNN-1",), marks=marks)


def judged(said, demands=TWO, lengths=None, **rule):
    return judge([person("b", FULL), person("a", said)], demands, CertificateRule(**rule), lengths or {})


@pytest.mark.parametrize(
    ("said", "rule", "earned"),
    [
        ("11 11", {}, True),
        ("11 10", {}, False),
        ("11 1-", {}, False),
        ("11 10", {"days": "one"}, True),
        ("01 -1", {"days": "one"}, True),
        ("11 00", {"days": "one"}, False),
        ("11 --", {"days": "one"}, False),
        ("11 10", {"may_miss": 1}, True),
        ("11 --", {"may_miss": 1}, True),
        ("10 10", {"may_miss": 1}, False),
        ("-- --", {"may_miss": 2}, False),
        ("10 00", {"may_miss": 1, "days": "one"}, True),
    ],
)
def test_the_rule_says_how_much_is_enough(said, rule, earned):
    found = judged(said, **rule)
    assert (found.unread, "a" in {one.person.code for one in found.earned}) == ((), earned)
    assert len(found.earned) + len(found.lacking) == 2


def test_what_somebody_lacks_is_told_by_meeting_and_day_and_what_no_list_says_apart_from_it():
    (lacking,) = judged("01 -0").lacking
    assert [(one.dated.meeting.key, one.absent, one.silent) for one in lacking.missed] == [
        ("samling-1", (1,), ()),
        ("samling-2", (2,), (1,)),
    ]


def test_a_diploma_says_the_days_that_were_attended_and_how_long_they_were():
    lengths = {("samling-1", 1): 150, ("samling-1", 2): 180, ("samling-2", 2): 180}
    found = judged("11 01", days="one", lengths=lengths)
    first, second = DATED["samling-1"].days, DATED["samling-2"].days
    assert {one.person.code: one.meetings for one in found.earned} == {
        "b": (
            TakenPart(meeting="samling-1", days=(1, 2), dates=first, minutes=330),
            TakenPart(meeting="samling-2", days=(1, 2), dates=second, minutes=None),
        ),
        "a": (
            TakenPart(meeting="samling-1", days=(1, 2), dates=first, minutes=330),
            TakenPart(meeting="samling-2", days=(2,), dates=second[1:], minutes=180),
        ),
    }


@pytest.mark.parametrize(
    ("said", "days", "unread"),
    [
        ("11 --", "all", {"samling-2": (1, 2)}),
        ("11 1-", "all", {"samling-2": (2,)}),
        ("11 1-", "one", {}),
        ("-- --", "one", {"samling-1": (1, 2), "samling-2": (1, 2)}),
    ],
)
def test_nobody_has_earned_a_diploma_while_a_list_is_unread(said, days, unread):
    found = judge([person("a", said)], TWO, CertificateRule(days=days, may_miss=0), {})
    assert {dated.meeting.key: missing for dated, missing in found.unread} == unread
    assert not unread or (found.earned, found.lacking) == ((), ())


def test_everybody_is_held_to_what_he_or_she_was_asked_to():
    demands = (TWO[0], Demand(dated=DATED["samling-2"], asked=frozenset({"b"})))
    found = judged("11 --", demands)
    assert [(one.person.code, len(one.meetings)) for one in found.earned] == [("b", 2), ("a", 1)]


def test_somebody_who_came_in_anothers_place_is_held_to_all_of_it():
    demands = tuple(Demand(dated=one.dated, asked=frozenset({"b"})) for one in TWO)
    assert [one.person.code for one in judged("11 10", demands).lacking] == ["a"]
    assert len(judged("11 11", demands).earned) == 2


def test_nothing_is_earned_where_nothing_is_demanded():
    assert judged(FULL, ()).earned == ()

"""When a newer form comes: it inherits corrections of what it says too, and overtakes the others, visibly."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mended_forms import (
    NLSH,
    VALUES,
    answers,
    changed,
    correction,
    day,
    file,
    key,
    one,
    reading,
    register,
    reviews,
    states,
)

from pipeline.model import Adviser, Member, Status
from pipeline.rules.fields import said_in

OLD, NEW = "inbox/a.docx", "inbox/b.docx"


def both(newer, *corrections, earlier=VALUES):
    """The register of a form and a newer one of the same team."""
    files = (file(OLD, reading(earlier)), file(NEW, reading(newer), received=day(5)))
    return register(*files, corrections=corrections)


def test_a_newer_form_that_says_the_same_inherits_the_correction():
    made = one(both(changed(goal="Et annet mål"), correction("unit", "Sengepost 7")))
    assert (made.source.path, made.values.unit, made.values.goal) == (NEW, "Sengepost 7", "Et annet mål")
    assert (states(made), reviews(made)) == ({1: "applied"}, [])


def test_a_newer_form_that_says_something_else_stands_and_the_correction_is_put_up_for_review():
    made = one(both(changed(unit="Kirurgisk klinikk"), correction("unit", "Sengepost 7", number=4)))
    assert (made.values.unit, states(made), reviews(made)) == ("Kirurgisk klinikk", {4: "stale"}, ["unit"])
    said = next(f.message.in_language("nb") for f in made.findings if f.path == "unit")
    assert all(words in said for words in ("Sengepost 7", "Kirurgisk klinikk", "Kari Saksbehandler", "kull correct --undo 4"))


def test_a_newer_form_that_says_what_was_corrected_needs_no_correction_any_more():
    made = one(both(changed(unit="Sengepost  7"), correction("unit", "Sengepost 7")))
    assert (made.values.unit, states(made), reviews(made)) == ("Sengepost  7", {1: "met"}, [])


def test_a_correction_of_the_newer_form_settles_a_stale_one():
    settled = correction("unit", "Sengepost 8", of=NEW, number=2, at=day(6))
    made = one(both(changed(unit="Kirurgisk klinikk"), correction("unit", "Sengepost 7"), settled))
    assert (made.values.unit, states(made), reviews(made)) == ("Sengepost 8", {1: "replaced", 2: "applied"}, [])


def test_looking_at_the_newer_form_settles_a_stale_one():
    seen = correction("unit", "", of=NEW, number=2, at=day(6), confirms=True)
    made = one(both(changed(unit="Kirurgisk klinikk"), correction("unit", "Sengepost 7"), seen))
    assert (made.values.unit, reviews(made), made.status) == ("Kirurgisk klinikk", [], Status.COMPLETE)


def test_a_value_that_was_taken_away_stays_away_until_a_newer_form_says_another():
    taken = correction("adviser.phone", "")
    assert one(both(changed(goal="Nytt"), taken)).values.adviser.phone is None
    other = one(both(changed(adviser=replace(VALUES.adviser, phone="+4790000009")), taken))
    assert (other.values.adviser.phone, reviews(other)) == ("+4790000009", ["adviser.phone"])


def test_what_an_older_form_is_corrected_to_while_another_stands_is_said_of_that_form_only():
    made = both(changed(goal="Nytt"), correction("unit", "Sengepost 7", carries=False, at=day(6)))
    assert (one(made).values.unit, one(made, "UNN-1-v1").values.unit) == ("Medisinsk klinikk", "Sengepost 7")


def test_a_correction_of_the_title_does_not_part_a_team():
    made = both(changed(goal="Nytt"), correction("title", "Noe helt annet enn før"))
    assert [(r.id, r.values.title) for r in made.registrations] == [
        ("UNN-1", "Noe helt annet enn før"),
        ("UNN-1-v1", "Noe helt annet enn før"),
    ]


def test_a_correction_of_the_trust_does_not_part_a_team():
    slip = changed(trust="Sykehuset i Tromsø by og omegn")
    made = both(replace(slip, goal="Nytt"), correction("trust", "UNN"), earlier=slip)
    assert [(r.id, r.superseded_by) for r in made.registrations] == [("UNN-1", None), ("UNN-1-v1", "UNN-1")]


def test_correcting_a_newer_form_can_make_it_another_team():
    apart = [
        correction("title", "Et helt annet prosjekt", of=NEW, number=1, at=day(6)),
        correction("priority", "2", of=NEW, number=2, at=day(6)),
        *(
            correction(f"members[{row}].{name}", words, of=NEW, number=10 * row + n, at=day(6), member=VALUES.members[row])
            for row, who in enumerate(("Siri Dal", "Jon Li", "Eli Moe"))
            for n, (name, words) in enumerate((("name", who), ("email", f"{who[:3]}@unn.example")), start=10)
        ),
    ]
    made = both(changed(goal="Nytt"), *apart)
    assert [(r.id, r.source.path, r.values.title) for r in made.registrations] == [
        ("UNN-1", OLD, "Bedre flyt i akuttmottaket"),
        ("UNN-2", NEW, "Et helt annet prosjekt"),
    ]


def test_a_correction_follows_its_member_into_another_row_of_the_newer_form():
    turned = changed(members=tuple(reversed(VALUES.members)))
    made = one(both(turned, correction("members[1].phone", "90000007", member=VALUES.members[1])))
    assert [m.phone for m in made.values.members] == [None, "+4790000007", "+4790000001"]
    moved = one(both(turned, correction("members[0].email", "ny@unn.example", member=VALUES.members[0])))
    assert [m.email for m in moved.values.members] == ["aile@unn.example", "ola@unn.example", "ny@unn.example"]


def test_a_correction_of_a_member_whom_the_newer_form_does_not_name_is_put_up_for_review():
    others = changed(
        members=(VALUES.members[0], replace(VALUES.members[1], name="Jon Li", email="jon@unn.example"), VALUES.members[2])
    )
    made = one(both(others, correction("members[1].phone", "90000007", member=VALUES.members[1])))
    assert (made.source.path, made.values.members, reviews(made)) == (NEW, others.members, ["members"])


def test_a_newer_form_does_not_give_way_to_an_older_one_because_of_what_was_corrected_in_it():
    made = one(both(changed(unit="Kirurgisk"), correction("adviser.name", "", of=NEW, at=day(6))))
    assert (made.source.path, made.values.adviser.name, made.status) == (NEW, None, Status.INCOMPLETE)


def test_a_member_who_was_added_is_added_to_the_newer_form_too_unless_it_has_her():
    new = correction("members[3].name", "Eva Berg")
    assert one(both(changed(goal="Nytt"), new)).values.members[3] == Member(name="Eva Berg")
    named = changed(members=(*VALUES.members, Member(name="Eva Berg", email="eva@unn.example")))
    made = one(both(named, new))
    assert (made.values.members, states(made)) == (named.members, {1: "met"})


def test_a_correction_of_a_form_that_is_not_here_waits():
    made = register(file(OLD), corrections=[correction("title", "Ny", of="inbox/elsewhere.docx")])
    assert (one(made).values, one(made).corrections) == (VALUES, ())


def test_an_exact_copy_has_the_corrections_of_what_it_is_a_copy_of():
    copy = replace(file(OLD), path="inbox/kopi.docx", received=day(2))
    made = register(file(OLD), copy, corrections=[correction("title", "Ny")])
    assert [(r.id, r.values.title, r.superseded_by) for r in made.registrations] == [
        ("UNN-1", "Ny", None),
        ("UNN-1-k1", "Ny", "UNN-1"),
    ]


def test_a_team_that_withdraws_is_withdrawn_with_its_corrections_kept():
    notice = replace(reading(changed(members=(), adviser=Adviser())), withdrawal=True)
    made = register(file(OLD), file("inbox/trekk.eml", notice, received=day(3)), corrections=[correction("unit", "Post 7")])
    assert {r.id: (r.status, r.values.unit) for r in made.registrations} == {
        "UNN-1": (Status.WITHDRAWN, "Post 7"),
        "UNN-1-v2": (Status.WITHDRAWN, "Medisinsk klinikk"),
    }


def test_three_forms_one_after_the_other_hand_on_what_still_fits():
    files = [
        file("inbox/a.docx"),
        file("inbox/b.docx", reading(changed(unit="Kirurgisk")), received=day(2)),
        file("inbox/c.docx", reading(changed(unit="Kirurgisk", place="Narvik")), received=day(4)),
    ]
    first, second = correction("unit", "Post 7"), correction("unit", "Post 8", of="inbox/b.docx", number=2, at=day(3))
    assert reviews(one(register(*files, corrections=[first]))) == ["unit"]
    made = one(register(*files, corrections=[first, second]))
    assert (made.values.unit, reviews(made), states(made)) == ("Post 8", [], {1: "replaced", 2: "applied"})


TEXTS = ("unit", "goal", "problem", "place", "adviser.name", "contact.email", "title")
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("correct"), st.sampled_from(TEXTS), st.sampled_from(["én", "to", "tre", ""])),
        st.tuples(st.just("send"), st.sampled_from(TEXTS), st.sampled_from(["én", "to", "fire"])),
        st.tuples(st.just("answer"), st.sampled_from(TEXTS), st.sampled_from(["to", "fem"])),
    ),
    max_size=9,
)


@settings(max_examples=120, deadline=None)
@given(EVENTS)
def test_whatever_people_do_in_whatever_order_no_correction_is_lost_and_none_is_overwritten_unseen(events):
    """At every moment: a corrected value stands, or the register says that it does not and why."""
    said = said_in(VALUES)
    files, corrections, last = [file("inbox/0.docx")], [], {}
    for number, (kind, path, text) in enumerate(events, start=1):
        if kind == "correct":
            standing = one_team(register(*files, corrections=corrections))
            corrections.append(
                correction(path, text, of=standing.source.path, number=number, at=day(number), old=str(standing.values))
            )
            last[path] = (number, text)
        else:
            said = {**said, path: text if path != "title" else f"Bedre flyt i akuttmottaket {text}"}
            newer = values_with(said)
            as_form = reading(newer) if kind == "send" else answers(newer, called="UNN-1", of="inbox/0.docx")
            files.append(file(f"inbox/{number}.docx", as_form, received=day(number, hour=9)))
    made = register(*files, corrections=corrections)
    assert {r.source.path for r in made.registrations} == {f.path for f in files}
    team = one_team(made)
    assert {c.number for c in team.corrections} >= {number for number, _ in last.values()}
    shown = said_in(team.values)
    for path, (number, text) in last.items():
        state = states(team)[number]
        stands = (shown.get(path) or "") == text
        assert stands or (state == "stale" and path in reviews(team)) or (state == "met" and stands), (path, state)


def values_with(said):
    from pipeline.rules.fields import rows_of, values_of

    return values_of(said, rows_of(said))


def one_team(made):
    """The registration that stands: there is only one team."""
    (standing,) = made.current()
    return standing


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_in_which_files_and_corrections_are_given_changes_nothing(order):
    files = [
        file("inbox/a.docx"),
        file("inbox/b.docx", reading(changed(unit="Kirurgisk")), received=day(2)),
        file("inbox/c.docx", answers(changed(unit="Kirurgisk", place="Narvik")), received=day(4)),
    ]
    corrections = [correction("unit", "Post 7"), correction("goal", "Mål", number=2), correction("place", "Bodø", number=3)]
    expected = register(*files, corrections=corrections)
    assert register(*(files[n] for n in order), corrections=[corrections[n] for n in order]) == expected


def test_a_form_of_another_trust_inherits_nothing():
    made = both(changed(trust=NLSH), correction("unit", "Post 7"))
    assert {r.id: r.values.unit for r in made.registrations} == {"UNN-1": "Post 7", "NLSH-1": "Medisinsk klinikk"}


def test_keys_are_those_of_content_and_part():
    assert one(register(file(OLD))).source.sha256 == key(OLD).removesuffix(":0")

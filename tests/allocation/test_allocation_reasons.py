"""What an answer says for itself: each outcome's reason whole, in the words of a letter, and the table of the plan."""

import pytest
from allocation_cohort import SEED, UNSURE, incomplete, override, programme, projects, register, registration

from pipeline.allocation.plan import approve, make_plan
from pipeline.allocation.reasons import ELIGIBILITY, RULE, brief, own_part, shared_part
from pipeline.allocation.rounds import lottery_key
from pipeline.allocation.table import plan_head, plan_notes, plan_rows
from pipeline.i18n import msg
from pipeline.model import SetAside, SetAsideReason, Status

ASK = "Questions can be put to Kari Eksempel, kari@rhf.example, phone 91 69 39 10."


def reasons(plan, id_):
    decision = next(d for d in plan.decisions if d.registration == id_)
    return [str(message) for message in decision.reason if message != RULE]


def drawn_cohort(**changes):
    return make_plan(register(*projects(UNN=8, NLSH=6, FIN=4, HELG=4)), programme(**changes))


def test_a_place_in_a_whole_round():
    assert reasons(drawn_cohort(), "UNN-3") == [
        "The number of places is 15, and the number of projects that can get one is 22.",
        "The trust's own priority for the project is 3, and it took part in round 3.",
        "There were places enough for the whole round.",
        ASK,
    ]


def test_a_reserve_by_the_draw_of_the_round_that_did_not_fit():
    key = lottery_key(SEED, "983974910", "NLSH-4")
    assert reasons(drawn_cohort(seed_event="Lotto 3. mai 2025"), "NLSH-4") == [
        "The number of places is 15, and the number of projects that can get one is 22.",
        "The trust's own priority for the project is 4, and it took part in round 4.",
        "In round 4 there were 4 projects and 3 places left.",
        "The order within the round was decided by a draw; the lowest lottery value goes first.",
        f"The project's lottery value is {key}. It is the SHA-256 of “{SEED}|983974910|NLSH-4”.",
        f"The seed of the draw is “{SEED}” (Lotto 3. mai 2025).",
        "The project is number 1 on the reserve list.",
        ASK,
    ]


def test_a_reserve_in_a_later_round_that_it_had_to_itself():
    assert reasons(drawn_cohort(), "UNN-7") == [
        "The number of places is 15, and the number of projects that can get one is 22.",
        "The trust's own priority for the project is 7, and it took part in round 7.",
        "All the places were given out before round 7.",
        "The project is number 6 on the reserve list.",
        ASK,
    ]


def test_without_a_seed_the_reason_says_that_the_draw_is_still_to_be_made():
    said = reasons(drawn_cohort(seed=""), "NLSH-4")
    assert "The draw has not been made, since no seed is set: the order is provisional and may not be used." in said
    assert not [sentence for sentence in said if "lottery value is" in sentence]


def test_the_last_place_of_a_round_is_told_in_the_singular():
    plan = make_plan(register(*projects(UNN=1, FIN=1)), programme(capacity=1))
    assert "In round 1 there were 2 projects and one place left." in reasons(plan, "UNN-1")


def test_an_ineligible_registration_is_told_the_rules_that_it_does_not_meet():
    plan = make_plan(register(incomplete("UNN-1", priority=1)), programme(phone=""))
    assert reasons(plan, "UNN-1") == [
        "The number of places is 15, and the number of projects that can get one is 0.",
        "Only registrations that meet the requirements of the invitation can get a place.",
        "The registration lacks or must correct the following:",
        "The team has no leader.",
        "Questions can be put to Kari Eksempel, kari@rhf.example.",
    ]


def test_the_round_is_explained_when_it_is_not_the_priority():
    plan = make_plan(register(incomplete("UNN-1", priority=1), registration("UNN-2", priority=2)), programme())
    assert (
        "The trust's own priority for the project is 2. Of the trust's projects that meet the requirements it is number 1,"
        " and it therefore took part in round 1." in reasons(plan, "UNN-2")
    )


def test_a_late_registration_is_told_so():
    plan = make_plan(register(*projects(UNN=2), registration("FIN-1", priority=1, late=True)), programme())
    late, priority = reasons(plan, "FIN-1")[1:3]
    assert late == (
        "The registration came after the deadline. Late registrations come after all those that came in time, in rounds"
        " of their own."
    )
    assert priority == (
        "The trust's own priority for the project is 1. Of the trust's late projects that meet the requirements it is number 1,"
        " and it took part in round 3."
    )


@pytest.mark.parametrize(
    ("priority", "sentence"),
    [
        (1, "The trust has given several projects this priority; a draw decided which of them goes first."),
        (None, "The trust has several projects without a priority; a draw decided which of them goes first."),
    ],
)
def test_equal_projects_of_one_trust_are_told_that_a_draw_ordered_them(priority, sentence):
    two = register(registration("UNN-1", priority=priority), registration("UNN-1b", priority=priority))
    plan = make_plan(two, programme(capacity=1))
    assert sentence in reasons(plan, "UNN-1")
    assert sentence in reasons(plan, "UNN-1b")


def test_a_project_without_priority_is_told_what_that_means():
    plan = make_plan(register(registration("UNN-1", priority=None)), programme())
    assert (
        "The trust has given the project no priority; it therefore comes after those with a number, and took part in round 1."
        in reasons(plan, "UNN-1")
    )


def test_an_override_is_printed_by_name_and_reason_and_counted_for_everybody():
    plan = make_plan(
        register(*projects(UNN=2)), programme(capacity=1, overrides=[override("UNN-2", "place", reason="{x} <b>")])
    )
    assert "The outcome was decided outside the rounds by Ola Leder. Reason given: “{x} <b>”." in reasons(plan, "UNN-2")
    assert "Places given outside the rounds, by name and with a reason: 1." in reasons(plan, "UNN-1")


def test_a_reason_falls_into_what_all_share_and_what_is_its_own():
    plan = drawn_cohort()
    assert {tuple(map(str, shared_part(d))) for d in plan.decisions} == {tuple(map(str, shared_part(plan.decisions[0])))}
    assert all(set(map(str, d.reason)) == set(map(str, (*shared_part(d), *own_part(d)))) for d in plan.decisions)
    assert all(own_part(d) for d in plan.decisions)


def test_the_brief_reason_leaves_the_workings_of_the_draw_to_the_letter():
    decision = next(d for d in drawn_cohort().decisions if d.registration == "NLSH-4")
    assert [str(message) for message in brief(decision)] == [
        "The trust's own priority for the project is 4, and it took part in round 4.",
        "In round 4 there were 4 projects and 3 places left.",
        "The order within the round was decided by a draw; the lowest lottery value goes first.",
        "The project is number 1 on the reserve list.",
    ]


# --- the table -----------------------------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_decision():
    entered = register(*projects(UNN=1, FIN=1), incomplete("SANO-1"), registration("ukjent-1", trust="Sykehuset Sør"))
    key = lottery_key(SEED, "983974899", "UNN-1")
    plan = make_plan(entered, programme(capacity=2))
    rows = {row[1]: row for row in plan_rows(plan, entered, "en")}
    assert set(rows) == {"UNN-1", "FIN-1", "SANO-1", "ukjent-1"}
    assert rows["UNN-1"][2:5] == ["UNN", "1", "Prosjekt UNN-1"]
    assert rows["UNN-1"][7] == key[:12]
    assert rows["ukjent-1"][2:4] == ["Sykehuset Sør", ""]
    assert rows["SANO-1"] == [
        "",
        "SANO-1",
        "SANO",
        "",
        "Prosjekt SANO-1",
        "Does not meet the requirements",
        "",
        "",
        f"{ELIGIBILITY} The registration lacks or must correct the following: The team has no leader.",
    ]
    assert {len(row) for row in rows.values()} == {len(plan_head("en"))} == {9}


def test_one_that_was_taken_out_by_name_is_not_said_to_break_a_rule():
    entered = register(*projects(UNN=1))
    plan = make_plan(entered, programme(overrides=[override("UNN-1", "ineligible")]))
    assert plan_rows(plan, entered, "en")[0][5] == "Not part of the plan"


def test_the_notes_say_everything_that_keeps_the_plan_from_being_approved():
    lost = SetAside(
        path="inbox/b.pdf",
        sha256="0" * 64,
        reason=SetAsideReason.ENCRYPTED,
        message=msg("Encrypted."),
        received=registration("UNN-1").source.received,
    )
    entered = register(
        *projects(UNN=2, FIN=2), registration("HELG-1", status=Status.NEEDS_REVIEW, findings=(UNSURE,)), quarantine=(lost,)
    )
    plan = make_plan(entered, programme(capacity=1, seed=""))
    no_seed = (
        "A draw decides, and no seed is set: the order is provisional, and the plan cannot be approved. Set allocation.seed"
        " in programme.toml to the outcome of the draw."
    )
    assert plan_notes(plan, entered, "en")[3:] == [
        f"The hash of the plan is {plan.hash[:12]}.",
        no_seed,
        "Still to be looked at before the plan is approved: HELG-1.",
        "Files that were set aside and are not part of the plan: 1.",
    ]


def test_the_notes_of_an_approved_plan_say_by_whom_and_why_all_the_same():
    entered = register(registration("UNN-1", status=Status.NEEDS_REVIEW, findings=(UNSURE,)))
    plan = make_plan(entered, programme())
    notes = plan_notes(approve(plan, plan.hash, "Kari Leder", "Avklart"), entered, "en")
    assert "The plan was approved by Kari Leder." in notes
    assert "It was approved with registrations still to be looked at. Reason given: “Avklart”." in notes


def test_an_empty_plan_has_no_rows_and_says_its_hash():
    plan = make_plan(register(), programme())
    assert plan_rows(plan, register()) == []
    assert len(plan_notes(plan, register(), "en")) == 2


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_sentence_of_a_plan_is_said_in_norwegian(language):
    entered = register(*projects(UNN=8, NLSH=6, FIN=4, HELG=4))
    plan = make_plan(entered, programme())
    said = [
        *plan_head(language),
        *plan_notes(plan, entered, language),
        *(cell for row in plan_rows(plan, entered, language) for cell in row),
    ]
    assert not [sentence for sentence in said if {"The", "the", "round"} & set(sentence.split())]

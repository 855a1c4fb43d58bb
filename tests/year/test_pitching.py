"""The judges' sheets put together: what counts, what is left out, what is asked, and what must hold whatever the scores."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pitch_cohort import HELG, NAMES, NLSH, SHEETS, TEAMS, UNN, judged, pitch_form, row, sheet

from pipeline.form.year_forms import CRITERIA
from pipeline.year.pitching import OUTSIDE, Team, score_sheet, sheets_of, team_named
from pipeline.year.ranking import MOST, Settled, decimals_needed, in_figures, judge_means, ranking

ALL_THREE, NOTHING = (3, 3, 3, 3, 3), (0, 0, 0, 0, 0)
SCORES = st.tuples(*(st.integers(0, 3) for _ in CRITERIA))


@st.composite
def sheets(draw, trusts=tuple(NAMES)):
    """Sheets of some judges; a judge scores some of the teams, own ones among them."""
    count = draw(st.integers(0, 5))
    return [
        sheet(
            f"Dommer {number}",
            draw(st.sampled_from(trusts)),
            *(row(team.id, *draw(SCORES)) for team in TEAMS if draw(st.booleans())),
            minutes=draw(st.integers(0, 3)),
        )
        for number in range(count)
    ]


def ranked(*given_sheets, settled=None, said=None):
    return ranking(judged(*given_sheets, said=said), TEAMS, settled)


def places(found):
    return {one.team.id: one.place for one in found.standings}


def questions(found):
    return [message.in_language("en") for message in found.questions]


# --- what must hold ------------------------------------------------------------------------------------------------------


@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_changes_nothing(some, chance):
    again = list(some)
    chance.shuffle(again)
    assert judged(*again) == judged(*some)


@given(sheets(), SCORES)
def test_what_a_judge_gives_a_team_of_the_own_trust_changes_nothing_but_the_list_of_what_is_left_out(some, given_scores):
    def with_own(one):
        others = tuple(r for r in one.rows if NAMES[one.trust] != next(t.trust for t in TEAMS if t.id == r.team))
        own = tuple(row(team.id, *given_scores) for team in TEAMS if team.trust == NAMES[one.trust])
        return replace(one, rows=others), replace(one, rows=(*own, *others))

    without, given_too = zip(*map(with_own, some), strict=True) if some else ((), ())
    assert ranked(*given_too) == ranked(*without)
    assert len(judged(*given_too).left_out) == sum(team.trust == NAMES[one.trust] for one in some for team in TEAMS)


@given(st.lists(st.tuples(*(SCORES for _ in TEAMS)), min_size=1, max_size=4), SCORES)
def test_a_judge_who_gives_everybody_the_same_changes_no_order_while_all_teams_have_the_same_judges(tables, same):
    def of(number, scores):
        return sheet(f"Dommer {number}", "RHF", *(row(t.id, *s) for t, s in zip(TEAMS, scores, strict=True)))

    before = [of(number, scores) for number, scores in enumerate(tables)]
    assert places(ranked(*before, of("til", [same for _ in TEAMS]))) == places(ranked(*before))


@given(sheets())
def test_a_total_is_the_sum_of_its_five_means_within_0_and_15_and_places_follow_the_totals(some):
    found = ranked(*some)
    scored = [one for one in found.standings if one.total is not None]
    assert all(one.total == sum(one.criteria) and 0 <= one.total <= MOST == 15 for one in scored)
    assert [one.place for one in scored] == [1 + sum(o.total > one.total for o in scored) for one in scored]
    assert all(one.place is None and not one.judges for one in found.standings if one.total is None)
    assert set(found.first) == {one.team.id for one in scored if one.total == max(o.total for o in scored)}


@given(sheets())
def test_nobody_scores_the_own_trust_and_every_score_written_is_counted_or_left_out(some):
    found = judged(*some)
    trusts = {judge.name: judge.trust for judge in found.judges}
    teams = {team.id: team for team in TEAMS}
    assert all(trusts[judge] != teams[team].trust for judge, team in found.scores)
    assert len(found.scores) + len(found.left_out) == sum(len(one.rows) for one in some)
    assert found.questions == ()


# --- the ranking ---------------------------------------------------------------------------------------------------------


def test_equals_share_a_place_the_next_is_left_open_and_the_tie_is_not_settled():
    found = ranked(*SHEETS)
    assert places(found) == {"NLSH-1": 1, "UNN-1": 1, "UNN-2": 3, "HELG-1": 4}
    assert [one.total for one in found.standings] == [13, 13, Fraction(17, 2), 7]
    assert (found.first, found.winners, found.tied) == (("NLSH-1", "UNN-1"), ("NLSH-1", "UNN-1"), True)
    assert [one.lacking for one in found.standings] == [(), (), (), ("Ola Dommar",)]


def test_a_tie_that_somebody_has_settled_has_one_winner_and_the_place_is_still_shared():
    settled = Settled(winner="UNN-1", tied=("NLSH-1", "UNN-1"), by="Ragnhild", reason="direktøren")
    found = ranked(*SHEETS, settled=settled)
    assert (found.winners, found.settled, found.lapsed, found.tied) == (("UNN-1",), settled, None, False)
    assert places(found)["NLSH-1"] == 1


def test_a_decision_on_another_tie_than_the_one_there_is_no_longer_holds():
    settled = Settled(winner="UNN-1", tied=("UNN-1", "UNN-2"), by="Ragnhild", reason="direktøren")
    found = ranked(*SHEETS, settled=settled)
    assert (found.winners, found.settled, found.lapsed) == (("NLSH-1", "UNN-1"), None, settled)


def test_it_is_told_when_the_first_place_hangs_on_which_judges_a_team_has():
    everyone = [row(t.id, *s) for t, s in zip(TEAMS, ((3, 3, 3, 3, 2), NOTHING, ALL_THREE, NOTHING), strict=True)]
    strict = sheet("Streng Dommer", "UNN", row("NLSH-1", *NOTHING), row("HELG-1", *NOTHING))
    found = ranked(sheet("Dag Direktør", "RHF", *everyone), strict)
    assert (found.first, found.by_those_who_scored_all, found.hangs_on_the_judges) == (("UNN-1",), ("NLSH-1",), True)
    assert not ranked(sheet("Dag Direktør", "RHF", *everyone)).hangs_on_the_judges


def test_the_mean_of_a_judge_is_over_the_teams_that_count():
    assert judge_means(judged(*SHEETS)) == {"Dag Direktør": Fraction(42, 4), "Kari Dommer": 10, "Ola Dommar": Fraction(21, 2)}


def test_totals_that_differ_are_shown_differently():
    close = {Fraction(1200, 100), Fraction(12001, 1000), Fraction(120011, 10000)}
    assert [in_figures(total, decimals_needed(close)) for total in sorted(close)] == ["12,0000", "12,0010", "12,0011"]
    assert (decimals_needed([Fraction(12), Fraction(12)]), in_figures(Fraction(37, 3))) == (2, "12,33")


# --- what is asked -------------------------------------------------------------------------------------------------------


def test_a_judge_whose_trust_is_not_certain_is_not_counted_until_somebody_says_which():
    unknown = sheet("Per Ukjent", "Privat klinikk", row("UNN-1", *ALL_THREE), row("NLSH-1", *ALL_THREE))
    assert (judged(unknown).scores, judged(unknown).judges) == ({}, ())
    assert '--judge "Per Ukjent" --trust' in questions(judged(unknown))[0]
    assert set(judged(unknown, said={"per ukjent": OUTSIDE}).scores) == {("Per Ukjent", "UNN-1"), ("Per Ukjent", "NLSH-1")}
    assert set(judged(unknown, said={"per ukjent": UNN}).scores) == {("Per Ukjent", "NLSH-1")}


def test_one_name_with_two_trusts_is_asked_about():
    two = (sheet("Kari", "UNN", row("HELG-1", *ALL_THREE)), sheet("Kari", "NLSH", row("HELG-1", *NOTHING), minutes=1))
    assert (judged(*two).scores, len(judged(*two).questions)) == ({}, 1)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((3, 3, 3, 3, ""), "(Varighet og spredning)"),
        ((4, 3, 3, 3, 3), "(Problem: «4»)"),
        ((3, "x", 3, 3, 3), "(Mål og måling: «x»)"),
    ],
)
def test_a_row_without_a_score_from_0_to_3_on_everything_is_not_counted(scores, said):
    found = judged(sheet("Kari", "UNN", row("NLSH-1", *scores), row("HELG-1", *ALL_THREE)))
    assert set(found.scores) == {("Kari", "HELG-1")}
    assert said in questions(found)[0]


def test_the_newest_of_a_judges_sheets_stands_and_the_older_one_is_named():
    older, newer = (
        sheet("Kari", "UNN", row("NLSH-1", *s), minutes=m, path=f"{m}.xlsx") for m, s in enumerate((NOTHING, ALL_THREE))
    )
    found = judged(newer, older)
    assert (found.scores, found.judges[0].older) == ({("Kari", "NLSH-1"): ALL_THREE}, ("0.xlsx",))


def test_two_sheets_that_came_together_and_differ_are_asked_about_and_copies_are_not():
    one, other = (
        sheet("Kari", "UNN", row("NLSH-1", *NOTHING), path="a"),
        sheet("kari", "UNN", row("NLSH-1", *ALL_THREE), path="b"),
    )
    assert (judged(one, other).scores, len(judged(one, other).questions)) == ({}, 1)
    copied = judged(one, replace(one, path="kopi"))
    assert (len(copied.scores), copied.questions) == (1, ())


def test_a_team_that_stands_twice_with_different_scores_is_asked_about():
    found = judged(
        sheet("Kari", "UNN", row("NLSH-1", *NOTHING), row("Trygg utskriving", *ALL_THREE), row("HELG-1", *ALL_THREE))
    )
    assert (set(found.scores), len(found.questions)) == ({("Kari", "HELG-1")}, 1)
    same = judged(sheet("Kari", "UNN", row("NLSH-1", *NOTHING), row("nlsh 1", *NOTHING)))
    assert (set(same.scores), same.questions) == ({("Kari", "NLSH-1")}, ())


def test_a_team_that_nobody_has_and_a_sheet_without_a_name_are_asked_about():
    found = judged(sheet("Kari", "UNN", row("FIN-9", *ALL_THREE)), sheet(" ", "UNN", row("NLSH-1", *ALL_THREE)))
    assert (found.scores, len(found.questions)) == ({}, 2)


def test_a_team_of_an_unknown_trust_is_asked_about():
    found = judged(sheet("Kari", "UNN", row("UKJENT-1", *ALL_THREE)), teams=(Team(id="UKJENT-1", title="x", trust=""),))
    assert (found.scores, len(found.questions)) == ({}, 1)


def test_scores_that_were_hard_to_read_are_counted_and_shown():
    found = judged(sheet("Kari", "UNN", row("NLSH-1", *ALL_THREE, unsure=True)))
    assert (len(found.scores), "3 3 3 3 3" in questions(found)[0]) == (1, True)


def test_a_row_with_a_team_and_no_score_asks_nothing():
    found = judged(sheet("Kari", "UNN", row("UNN-1", "", "", "", "", ""), row("NLSH-1", *ALL_THREE)))
    assert (found.questions, found.left_out, ranking(found, TEAMS).standings[1].lacking) == ((), (), ("Kari",))


@pytest.mark.parametrize(
    ("written", "team"),
    [
        *((words, "UNN-1") for words in ("UNN-1", "unn 1", "Team UNN-1: Færre fall", "UNN-1 (kirurgen)", "færre fall")),
        *((words, "") for words in ("UNN-10", "UNN-1b", "UNN", "", "UNN-1 Kortere ventetid", "UNN-1: «Kortere ventetid»")),
    ],
)
def test_a_team_is_named_by_id_or_title_and_never_guessed(written, team):
    found = team_named(written, TEAMS)
    assert (found.id if found else "") == team


def test_a_returned_form_is_read_row_by_row_with_added_rows_and_doubts():
    form = pitch_form("Kari", "UNN", [("NLSH-1", *ALL_THREE)], unsure=("score_1_goal",))
    form.answers["score_25_team"], form.answers["score_25_problem"] = "HELG-1", "2"
    assert score_sheet(form).rows == (row("NLSH-1", *ALL_THREE, unsure=True), row("HELG-1", 2, "", "", "", ""))
    assert [
        one.judge for one in sheets_of((form, replace(form, filled=replace(form.filled, answers={"judge_name": "B"}))))
    ] == ["Kari", "B"]


def test_a_trust_is_known_by_its_number():
    assert {judge.name: judge.trust for judge in judged(*SHEETS).judges}["Ola Dommar"] == NLSH
    assert HELG not in {judge.trust for judge in judged(*SHEETS).judges}
